"""Customers who renew or leave with every period: how many stay by age, and how many are expected to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.customers import months_of, paid, payers
from headrace.analytics.fitting import Refused
from headrace.analytics.lifetime import contracts
from headrace.analytics.question import (
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    figure,
    rate,
    segments,
    share,
)
from headrace.analytics.tables import PERIODS, in_period
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir

    from headrace.analytics.lifetime.contracts import Renewals
else:
    ibis = lazy("ibis")

HORIZON, DISCOUNT = 5, 0.1
FEWEST = 10
TOO_FEW = N_("Fewer than ten customers: too few to tell how they differ.")
TOO_SHORT = N_("Nobody was followed over two renewals yet: how retention changes with age is not known.")


def units(_stays: ir.Table, payments: ir.Table, periods: ir.Table) -> ir.Table:
    """One row per customer and completed period since it first paid: `age` counts them from 0.

    A customer is there as long as it has paid in every period; the first without a payment ends it for good.
    """
    t = payers(payments)
    t = paid(t.filter(in_period(t, "began")), periods)
    customers = t.group_by("unit").agg(
        journey=t.journey.max(), person=t.person.max(), segment=t.segment.min(), cohort=t.start.min(),
        begun=t.number.min(),
    )  # fmt: skip
    every, t = periods.select(period=periods.number), t.select("number", payer=t.unit)
    each = customers.join(every, every.period >= customers.begun)
    each = each.left_join(t, [each.unit == t.payer, each.period == t.number])
    until_then = ibis.window(group_by=each.unit, order_by=each.period, preceding=None, following=0)
    each = each.mutate(missed=ibis.ifelse(each.payer.isnull(), 1, 0).cast("int64").sum().over(until_then))
    return each.select(
        "unit", "journey", "person", "segment", "cohort", age=each.period - each.begun, customers=ibis.literal(True),
        alive=each.missed == 0, left=each.payer.isnull() & (each.missed == 1),
    )  # fmt: skip


Alive = dict[date, list[int]]
"""Of each cohort how many were there at ages 0, 1, ... up to the last that it completed."""


def _alive(rows: Sequence[Row]) -> Alive:
    found: Alive = {}
    for row in sorted(rows, key=lambda row: (row["cohort"], row["age"])):
        found.setdefault(row["cohort"], []).append(row["alive"])
    return found


def _model(alive: Alive) -> Renewals | Refused:
    if sum(row[0] for row in alive.values()) < FEWEST:
        return Refused(TOO_FEW)
    if all(len(row) < 3 for row in alive.values()):
        return Refused(TOO_SHORT)
    return contracts.fit_renewals(list(alive.values()))


def _theirs(counted: Counted) -> Iterator[tuple[str | None, list[Row]]]:
    for segment in segments(counted.figures):
        yield segment, [row for row in counted.figures if row["segment"] == segment]


# -- by age --------------------------------------------------------------------------------------------------


def by_age(counted: Counted, reading: Reading) -> list[Row]:
    """One row per segment and age, for so many ages beyond the last one as were asked for."""
    months_of(reading)
    horizon = reading.ask.options.get("horizon")
    ahead = HORIZON if horizon is None else horizon
    return [{"segment": segment, **row} for segment, rows in _theirs(counted) for row in _ages(rows, ahead)]


def _ages(rows: list[Row], ahead: int) -> Iterator[Row]:
    model = _model(_alive(rows))
    everyone = sum(row["customers"] for row in rows if row["age"] == 0)
    last = max(row["age"] for row in rows)
    for age in range(last + ahead + 1):
        there = [row for row in rows if row["age"] == age]
        counts = {name: sum(row[name] for row in there) if there else None for name in ("customers", "alive", "left")}
        yield {"age": age, **counts, **_shares(age, counts), **_expected(model, age, counts["customers"] or everyone)}


def _shares(age: int, counts: dict[str, int | None]) -> Row:
    alive, customers, left = (counts[name] or 0 for name in ("alive", "customers", "left"))
    return {**rate("share", alive, customers), "renewed": alive / (alive + left) if age and alive + left else None}


def _expected(model: Renewals | Refused, age: int, customers: int) -> Row:
    if isinstance(model, Refused):
        return {"renewal": None, "expected": None}
    return {"renewal": model.retention(age) if age else None, "expected": customers * model.survival(age)}


# -- the model -----------------------------------------------------------------------------------------------


def fitted(counted: Counted, reading: Reading) -> list[Row]:
    """One row per segment: its model, or why there is none."""
    months_of(reading)
    discount = reading.ask.options.get("discount")
    return [_fit(segment, rows, DISCOUNT if discount is None else discount) for segment, rows in _theirs(counted)]


def _fit(segment: str | None, rows: list[Row], discount: float) -> Row:
    alive = _alive(rows)
    model = _model(alive)
    counts = {
        "segment": segment, "cohorts": len(alive), "customers": sum(row[0] for row in alive.values()),
        "lost": sum(row["left"] for row in rows),
    }  # fmt: skip
    if isinstance(model, Refused):
        names = ("a", "b", "log_likelihood", "first", "fifth", "lifetime")
        return counts | dict.fromkeys(names) | {"reason": model.reason}
    sizes = {"a": None, "b": None} if model.limit else {"a": model.a, "b": model.b}
    return counts | sizes | {
        "log_likelihood": model.log_likelihood, "first": model.retention(1), "fifth": model.retention(5),
        "lifetime": model.lifetime(discount), "reason": model.limit,
    }  # fmt: skip


REASONS = {
    TOO_FEW: N_("too few customers"),
    TOO_SHORT: N_("followed too briefly"),
    contracts.NONE_LOST: N_("nobody left or renewed, or all left"),
    contracts.ALIKE: N_("all leave alike: a and b of any size"),
    contracts.AT_ONCE: N_("all leave at the first renewal: a and b near 0"),
}
POPULATION = N_("Customers who first paid in the period, by cohorts of their first payment; completed periods only.")
CAVEATS = (
    N_("A customer is there as long as it pays in every period: choose the period that contracts run for."),
    N_("Model: each customer has a chance of its own to leave, which stays as it is (shifted-beta-geometric)."),
    N_(
        "Where all leave alike, or whoever leaves does so at the first renewal, a and b have no value that explains "
        "most: only a / (a + b), the chance to leave first, has. In the second case the others are expected to stay."
    ),
)

CONTRACTS = Question(
    name="contracts",
    title=N_("Who renews"),
    meaning=N_("How many customers are still there after each renewal, and how many are expected to be."),
    population=POPULATION,
    formula=(
        N_("share = alive / customers; renewed = alive / (alive + left)"),
        N_("renewal at age t = (b + t - 1) / (a + b + t - 1); expected = customers x B(a, b + t) / B(a, b)"),
        WILSON_ENDS,
    ),
    source=(sources.RENEWALS, sources.WILSON),
    columns=(
        SEGMENT,
        Column("age", Kind.COUNT, N_("Renewals"), N_("How many periods after the first one."), names=True),
        figure("customers", N_("Customers"), N_("Of the cohorts that got so far.")),
        figure("alive", N_("Still there"), N_("Of these, paid in every period until then.")),
        figure("left", N_("Left"), N_("Paid in every period but the last of them.")),
        *share("share", "customers", N_("Share"), N_("Still there of customers.")),
        Column("renewed", Kind.RATE, N_("Renewed"), N_("Still there, of those who were there a period before.")),
        Column("renewal", Kind.RATE, N_("Expected to renew"), N_("The same by the model, for ages to come too.")),
        Column("expected", Kind.NUMBER, N_("Expected there"), N_("Of the customers; of all of them at ages to come.")),
    ),
    keys={"segment": "segment", "age": "age", "cohort": None},
    figures=("customers", "alive", "left"),
    worth=False,
    units={"default": units},
    finish=by_age,
    tables=("payments", PERIODS),
    by_period=True,
    bucket="year",
    unit="person",
    options=(Option("horizon", N_("look so many periods ahead (5)"), "number", default=HORIZON, most=1_000),),
    caveats=(*CAVEATS, N_("Where nothing is expected, `contract_fit` says why.")),
)

FIT = Question(
    name="contract_fit",
    title=N_("How customers renew: the model"),
    meaning=N_("What the model of contracts found: who renews with which chance, and for how long a customer pays."),
    population=POPULATION,
    formula=(
        N_("chances to leave are Beta(a, b) among customers: P(left at t) = B(a + 1, b + t - 1) / B(a, b)"),
        N_("a and b by maximum likelihood; first = b / (a + b); fifth = (b + 4) / (a + b + 4)"),
        N_("lifetime = sum over t from 0 of B(a, b + t) / B(a, b) / (1 + discount)^t"),
    ),
    source=(sources.RENEWALS,),
    columns=(
        SEGMENT,
        Column("cohorts", Kind.COUNT, N_("Cohorts"), N_("Periods in which anybody first paid.")),
        Column("customers", Kind.COUNT, N_("Customers"), N_("All of these cohorts.")),
        Column("lost", Kind.COUNT, N_("Left"), N_("Until the last completed period.")),
        Column("a", Kind.NUMBER, "a", N_("First parameter of the chances to leave, Beta(a, b).")),
        Column("b", Kind.NUMBER, "b", N_("Second parameter.")),
        Column("log_likelihood", Kind.NUMBER, N_("Log-likelihood"), N_("How well it explains what was seen.")),
        Column("first", Kind.RATE, N_("First renewal"), N_("The share that is expected to renew for the first time.")),
        Column("fifth", Kind.RATE, N_("Fifth renewal"), N_("Of those who come so far, the share that renews again.")),
        Column("lifetime", Kind.NUMBER, N_("Lifetime"),
               N_("The periods that a new customer is expected to pay for, later ones discounted.")),
        Column("reason", Kind.TEXT, N_("Why not"), N_("Why there is no model, or none with an a and a b."),
               words=REASONS),
    ),
    keys={"segment": "segment", "age": "", "cohort": ""},
    figures=("customers", "alive", "left"),
    worth=False,
    units={"default": units},
    like="contracts",
    finish=fitted,
    tables=("payments", PERIODS),
    by_period=True,
    bucket="year",
    unit="person",
    options=(
        Option("discount", N_("what a period takes from the worth of the next (0.1)"), "share", default=DISCOUNT,
               told=N_("Discount per period: {value}.")),
    ),
    caveats=CAVEATS,
)  # fmt: skip
