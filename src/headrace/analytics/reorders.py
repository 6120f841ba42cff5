"""Customers who order again whenever they like: who of them may still be there, and what they are expected to order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.customers import payers
from headrace.analytics.fitting import Refused
from headrace.analytics.lifetime import orders, spend
from headrace.analytics.question import (
    SEGMENT,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    figure,
    segments,
)
from headrace.analytics.tables import in_period
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
    import numpy as np

    from headrace.analytics.fitting import Array
    from headrace.analytics.lifetime.orders import Orders
    from headrace.analytics.lifetime.spend import Spend
else:
    ibis = lazy("ibis")
    np = lazy("numpy")

HORIZON = 365
FEWEST = 10
LINKED = 0.3
"""The correlation of frequency and value from which on they are no longer taken for independent; the limit is ours."""
TOO_FEW = N_("Fewer than ten customers have ordered again: too few to tell how they differ.")
NOT_INDEPENDENT = N_("Those who order more often spend more or less per order: one model cannot hold both.")


def units(_stays: ir.Table, payments: ir.Table) -> ir.Table:
    """One row per customer: repeat orders, days from the first to the last and to the as-of, what the repeats paid.

    All that a customer pays on a day is one order. `spent` counts the company's currency only.
    """
    t = payers(payments)
    t = t.filter(in_period(t, "began"))
    t = t.group_by(["unit", "day"]).agg(
        journey=t.journey.max(), person=t.person.max(), segment=t.segment.min(), began=t.began.min(),
        value=t.value.sum(), as_of_day=t.as_of_day.max(), order=(~t.refund).any(),
    )  # fmt: skip
    later = t.day > t.began
    t = t.group_by("unit").agg(
        journey=t.journey.max(), person=t.person.max(), segment=t.segment.min(),
        repeats=ibis.ifelse(later & t.order, 1, 0).cast("int64").sum(),
        recency=t.day.max(where=t.order) - t.began.min(), age=t.as_of_day.max() - t.began.min(),
        spent=t.value.sum(where=later).fill_null(0),
    )  # fmt: skip
    return t.select(
        "unit", "journey", "person", "segment", "repeats", "recency", "age", "spent", customers=ibis.literal(True),
        returned=t.repeats > 0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Customers:
    """Counted customers as arrays: repeat orders, the ages in days, the mean repeat order in minor units."""

    x: Array
    recency: Array
    age: Array
    mean: Array
    n: Array

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Customers:
        names = ("repeats", "recency", "age", "spent", "customers")
        # In order, so that no engine's own order moves the last digits of the peak.
        rows = sorted(rows, key=lambda row: tuple(row[name] for name in names))
        x, recency, age, spent, n = (np.array([row[name] for row in rows], dtype=float) for name in names)
        return cls(x, recency, age, spent / np.maximum(x, 1), n)

    def orders(self) -> Orders | Refused:
        if self.n @ (self.x > 0) < FEWEST:
            return Refused(TOO_FEW)
        return orders.fit_orders(self.x, self.recency, self.age, self.n)

    def repeated(self) -> tuple[Array, Array]:
        """The repeat orders and their mean of every single customer: the model of spend counts nobody twice."""
        times = self.n.astype(int)
        return np.repeat(self.x, times), np.repeat(self.mean, times)

    def correlation(self) -> float | None:
        return spend.correlation(*self.repeated())

    def spend(self) -> Spend | Refused:
        found = self.correlation()
        if found is not None and abs(found) > LINKED:
            return Refused(NOT_INDEPENDENT)
        return spend.fit_spend(*self.repeated())


# -- what is expected ----------------------------------------------------------------------------------------


def expected(counted: Counted, reading: Reading) -> list[Row]:
    """One row per segment, by the model of all customers that were asked for."""
    if not counted.figures:
        return []
    everyone = _Customers.of(counted.figures)
    model, worth = everyone.orders(), everyone.spend()
    horizon = reading.ask.options.get("horizon")
    return [
        _row(segment, [row for row in counted.figures if row["segment"] == segment], model, worth,
             HORIZON if horizon is None else horizon)
        for segment in segments(counted.figures)
    ]  # fmt: skip


def _row(
    segment: str | None, rows: list[Row], model: Orders | Refused, worth: Spend | Refused, horizon: float
) -> Row:  # fmt: skip
    counts = {name: sum(row[name] for row in rows) for name in ("customers", "returned")}
    told = {"segment": segment, **counts, "repeats": sum(row["repeats"] * row["customers"] for row in rows)}
    if isinstance(model, Refused):
        return told | dict.fromkeys(("alive", "alive_share", "expected", "value"))
    theirs = _Customers.of(rows)
    alive = float(theirs.n @ model.alive(theirs.x, theirs.recency, theirs.age))
    each = model.expected(horizon, theirs.x, theirs.recency, theirs.age)
    return told | {
        "alive": alive, "alive_share": alive / counts["customers"], "expected": float(theirs.n @ each),
        "value": None if isinstance(worth, Refused) else _value(theirs, each, worth),
    }  # fmt: skip


def _value(theirs: _Customers, each: Array, worth: Spend) -> float | None:
    """What the orders are expected to bring; None where a customer of whom nothing is known has no mean."""
    told = (theirs.x > 0) & (theirs.mean > 0)
    if not told.all() and worth.of_anyone is None:
        return None
    per_order = np.where(told, worth.expected(theirs.x, theirs.mean), worth.of_anyone or 0.0)
    return float(theirs.n @ (each * per_order))


# -- the models ----------------------------------------------------------------------------------------------

PARAMETERS = ("r", "alpha", "a", "b", "log_likelihood")
OF_SPEND = ("p", "q", "v")


def fitted(counted: Counted, reading: Reading) -> list[Row]:
    """One row: the models of all customers that were asked for, or why there are none."""
    del reading
    if not counted.figures:
        return []
    everyone = _Customers.of(counted.figures)
    model, worth = everyone.orders(), everyone.spend()
    reasons = [each.reason for each in (model, worth) if isinstance(each, Refused)]
    return [{
        **{name: sum(row[name] for row in counted.figures) for name in ("customers", "returned")},
        **{name: getattr(model, name, None) for name in PARAMETERS},
        **{name: getattr(worth, name, None) for name in OF_SPEND},
        "per_order": getattr(worth, "of_anyone", None), "correlation": everyone.correlation(),
        "reason": next(iter(reasons), None),
    }]  # fmt: skip


REASON = Column(
    "reason", Kind.TEXT, N_("Why not"), N_("Why something could not be told."),
    words={
        TOO_FEW: N_("too few came back"), NOT_INDEPENDENT: N_("value goes with frequency"),
        orders.NO_REPEATS: N_("nobody came back"), orders.NO_PEAK: N_("too alike to tell"),
    },
)  # fmt: skip
POPULATION = N_("Customers who first paid in the period, followed until the as-of date.")
CAVEATS = (
    N_("All that a customer pays on a day is one order. Nobody says that they leave: whoever is silent for long for "
       "their own pace is likely gone (BG/NBD)."),
    N_("One model for all customers that are asked for; --where fits some of them alone."),
    N_("Value takes orders for equally large whether one orders often or not (gamma-gamma): it is left out where the "
       "two go together, with a correlation beyond 0.3 either way. Payments in other currencies are worth 0; who "
       "has no repeat order worth anything is expected to order at the mean of all."),
    N_("A refund is no order: it takes from what the repeat orders are worth."),
)  # fmt: skip

ORDERS = Question(
    name="orders",
    title=N_("Who orders again"),
    meaning=N_("How many customers are likely still there, and what they are expected to order in the days to come."),
    population=POPULATION,
    formula=(
        N_(
            "likely there = 1 / (1 + [repeats > 0] a / (b + x - 1) ((alpha + age) / (alpha + recency))^(r + x)), "
            "added up; x = repeats"
        ),
        N_("expected: the orders of BG/NBD over the horizon, given x, recency and age of each"),
        N_("value = expected x p (v + x m) / (p x + q - 1) per order; m = a customer's mean repeat order"),
    ),
    source=(sources.ORDERS, sources.SPEND),
    columns=(
        SEGMENT,
        figure("customers", N_("Customers"), N_("First paid in the period.")),
        figure("returned", N_("Came back"), N_("Of these, ordered again.")),
        Column("repeats", Kind.COUNT, N_("Orders again"), N_("Their orders after the first.")),
        Column("alive", Kind.NUMBER, N_("Likely there"), N_("How many are expected to be there: chances added up.")),
        Column("alive_share", Kind.RATE, N_("Share"), N_("Likely there of customers."), of="customers"),
        Column("expected", Kind.NUMBER, N_("Expected orders"), N_("In the days of --horizon from the as-of date on.")),
        Column("value", Kind.MONEY, N_("Expected value"), N_("What these orders are expected to bring.")),
    ),
    keys={"segment": "segment", "repeats": None, "recency": None, "age": None, "spent": None},
    figures=("customers", "returned"),
    worth=False,
    units={"default": units},
    finish=expected,
    tables=("payments",),
    unit="person",
    options=(
        Option("horizon", N_("expect so many days ahead (365)"), "days", default=HORIZON,
               told=N_("Expected: in the next {value} days.")),
    ),
    caveats=(*CAVEATS, N_("Where nothing is expected, `order_fit` says why.")),
)  # fmt: skip

FIT = Question(
    name="order_fit",
    title=N_("How customers order: the models"),
    meaning=N_("What the models of repeat orders found: how often customers order, leave, and what they spend."),
    population=POPULATION,
    formula=(
        N_("BG/NBD: rates of ordering Gamma(r, alpha), chances to leave after an order Beta(a, b)"),
        N_("gamma-gamma: orders vary around a mean by p, means among customers by q and v; all by maximum likelihood"),
        N_("per_order = p v / (q - 1); correlation: of repeat orders and their mean"),
    ),
    source=(sources.ORDERS, sources.SPEND),
    columns=(
        figure("customers", N_("Customers"), N_("First paid in the period.")),
        figure("returned", N_("Came back"), N_("Of these, ordered again.")),
        Column("r", Kind.NUMBER, "r", N_("Of the rates of ordering, Gamma(r, alpha).")),
        Column("alpha", Kind.NUMBER, "alpha", N_("The same, in days.")),
        Column("a", Kind.NUMBER, "a", N_("Of the chances to leave after an order, Beta(a, b).")),
        Column("b", Kind.NUMBER, "b", N_("The same.")),
        Column("log_likelihood", Kind.NUMBER, N_("Log-likelihood"), N_("How well it explains the orders.")),
        Column("p", Kind.NUMBER, "p", N_("Of the value of an order around a customer's own mean.")),
        Column("q", Kind.NUMBER, "q", N_("Of the means among customers.")),
        Column("v", Kind.MONEY, "v", N_("The same, in money.")),
        Column("per_order", Kind.MONEY, N_("Per order"), N_("What a customer of whom nothing is known would spend.")),
        Column("correlation", Kind.NUMBER, N_("Correlation"), N_("Of how often they order again and what they spend.")),
        REASON,
    ),
    keys={"segment": None, "repeats": None, "recency": None, "age": None, "spent": None},
    figures=("customers", "returned"),
    worth=False,
    units={"default": units},
    like="orders",
    finish=fitted,
    tables=("payments",),
    unit="person",
    caveats=CAVEATS,
)
