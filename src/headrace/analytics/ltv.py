"""What a customer is worth, what it cost to win one, and when that is back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from headrace.analytics import customers, sources
from headrace.analytics.lifetime.worth import (
    Terms,
    lifetime,
    lifetime_value,
    payback,
    periods_to_recover,
    value_to_cost,
    value_within,
)
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
from headrace.analytics.spending import AMOUNTS, WINNING, gone_out, spent
from headrace.analytics.tables import PERIODS, stacked
from headrace.core.errors import UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import N_, _

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

HORIZON = 5
KNOWN_OF_SPEND = ("channel", "campaign")


def units(_stays: ir.Table, payments: ir.Table, spend: ir.Table, calls: ir.Table, periods: ir.Table) -> ir.Table:
    """One row per customer and period that it paid in or had paid in the one before; and what went out in them."""
    t = customers.bridged(customers.paid(customers.payers(payments), periods), periods)
    there, stayed = t.opening > 0, (t.opening > 0) & (t.closing > 0)
    paid = t.select(
        "unit", "journey", "person", "segment", paying=t.closing > 0, customers=there,
        lost=there & (t.closing == 0), fresh=t.fresh, revenue=t.closing,
        change=ibis.ifelse(stayed, t.closing - t.opening, ibis.literal(0, "int64")),
    )  # fmt: skip
    return stacked(paid, gone_out(_completed(spend, periods), _completed(calls, periods)).drop("bucket"))


def _completed(t: ir.Table, periods: ir.Table) -> ir.Table:
    """The facts of the completed periods that begin in the asked one."""
    begun = customers.begun(periods)
    return t.semi_join(begun, t.bucket == begun.bucket)


def worth(counted: Counted, reading: Reading) -> list[Row]:
    """One row per segment that any customer is of: all its completed periods together."""
    _check(reading)
    return [_named(row) | _worth(row, reading) for row in _customers(counted).values()]


def payback_of(counted: Counted, reading: Reading) -> list[Row]:
    """One row per segment: what its new customers cost, and what they are worth."""
    _check(reading)
    told = _customers(counted)
    return [
        _costs(told.get(segment, _NOBODY | {"segment": segment}), _winning(counted, segment), reading)
        for segment in segments(counted.figures)
    ]


def _winning(counted: Counted, segment: str | None) -> list[Row]:
    """What went into winning customers."""
    return [row for row in counted.figures if row["segment"] == segment and row["purpose"] in WINNING]


def _check(reading: Reading) -> None:
    customers.months_of(reading)
    if reading.ask.options.get("discount") == 1:
        raise UsageError(_("A discount of 1 leaves nothing of any later period."), hint=_("Such as --discount 0.01."))


_NOBODY: Row = dict.fromkeys(("paying", "customers", "lost", "fresh", "revenue", "change"), 0)


def _customers(counted: Counted) -> dict[str | None, Row]:
    told = {row["segment"]: row for row in counted.figures if row["purpose"] is None}
    return {segment: told[segment] for segment in segments(list(told.values()))}


def _named(row: Row) -> Row:
    return {name: row[name] for name in ("segment", "paying", "customers", "lost")}


def _terms(row: Row, reading: Reading) -> Terms | None:
    """What a customer leaves, how many leave, and how it grows; None where nobody paid, or nobody could have stayed."""
    if not row["paying"] or not row["customers"]:
        return None
    options, stayed, kept = reading.ask.options, row["customers"] - row["lost"], _kept(reading)
    return Terms(
        margin=kept * row["revenue"] / row["paying"], churn=row["lost"] / row["customers"],
        growth=kept * row["change"] / stayed if stayed else 0.0, discount=options.get("discount") or 0.0,
    )  # fmt: skip


def _kept(reading: Reading) -> float:
    """The share of revenue that is left."""
    margin: float | None = reading.ask.options.get("margin")
    return 1.0 if margin is None else margin


def _worth(row: Row, reading: Reading) -> Row:
    terms, horizon = _terms(row, reading), reading.ask.options.get("horizon")
    stayed = row["customers"] - row["lost"]
    return {
        "arpa": row["revenue"] / row["paying"] if row["paying"] else None,
        **rate("churn", row["lost"], row["customers"]),
        "growth": row["change"] / stayed if stayed else None,
        "lifetime": terms and lifetime(terms.churn),
        "ltv": terms and lifetime_value(terms),
        "within": terms and value_within(terms, HORIZON if horizon is None else horizon),
    }  # fmt: skip


def _costs(row: Row, winning: list[Row], reading: Reading) -> Row:
    media, cost = _spending(winning, reading)
    fresh, terms = row["fresh"], _terms(row, reading)
    value, cac = None if terms is None else lifetime_value(terms), cost / fresh if cost is not None and fresh else None
    told = {
        "segment": row["segment"], "fresh": fresh, "media": media, "cost": cost,
        "media_per_customer": media / fresh if media is not None and fresh else None, "cac": cac, "ltv": value,
    }  # fmt: skip
    margin = _kept(reading) * row["revenue"] / row["paying"] if row["paying"] else None
    back = None if cac is None or terms is None else payback(cac, terms.margin, terms.churn)
    return told | {
        "ratio": None if cac is None or terms is None else value_to_cost(value, cac),
        "recovered": None if cac is None or margin is None else periods_to_recover(cac, margin),
        "payback": back and back.exact,
    }  # fmt: skip


def _spending(winning: list[Row], reading: Reading) -> tuple[int | None, float | None]:
    """The money that went into winning customers, and all it cost; None where nobody told."""
    if not winning or {reading.ask.by, *reading.ask.where} - {None, *KNOWN_OF_SPEND}:
        return None, None
    out = spent(winning)
    return out.media, out.cost(reading.policy.calling)


MARGIN = Option(
    "margin", N_("gross margin, the share of revenue that is left (1)"), "share", default=1.0,
    told=N_("Gross margin: {value}. With 1.0 revenue is taken for margin."),
)  # fmt: skip
DISCOUNT = Option(
    "discount", N_("what a period takes from the worth of the next (0)"), "share", default=0.0,
    told=N_("Discount per period: {value}."),
)  # fmt: skip
LTV = Column(
    "ltv",
    Kind.MONEY,
    N_("LTV"),
    N_("Lifetime value: the margin of a whole one; empty where nobody churns and revenue does not shrink."),
)
STEADY = N_(
    "Churn, growth and margin are taken to go on as they were, alike for every customer of a segment; `contracts` and "
    "`orders` let customers differ. Growth that is negative goes on until nothing is left."
)
BY_PERIOD = N_(
    "It goes by what was paid in each period: who pays once a year is followed by year, not by month. Whoever paid "
    "nothing in the company's currency in a period, or had it all refunded, paid nothing in it; `retention` and "
    "`contracts` count any payment but refunds."
)

LIFETIME = Question(
    name="lifetime",
    title=N_("Lifetime value"),
    meaning=N_("What a customer pays, how many leave, and what one is worth if all goes on as it did."),
    population=N_("Customers who paid in the completed periods that begin in the asked one, all periods together."),
    formula=(
        N_("arpa = revenue / paying; churn = lost / customers; lifetime = 1 / churn"),
        N_("a = arpa x margin; m = growth x margin; K = (1 - churn) x (1 - discount)"),
        N_("ltv = a / (1 - K) + m K / (1 - K)^2; within = sum over its periods t of (a + m t) K^t"),
        WILSON_ENDS,
    ),
    source=(sources.SAAS_METRICS, sources.WILSON),
    columns=(
        SEGMENT,
        figure("paying", N_("Paid"), N_("Customers who paid, each once for every period.")),
        Column("arpa", Kind.MONEY, N_("ARPA"), N_("Average revenue per account and period: revenue over paid.")),
        figure("customers", N_("Could stay"), N_("Had paid in the period before, each once for every period.")),
        figure("lost", N_("Lost"), N_("Of these, paid nothing in the period.")),
        *share("churn", "customers", N_("Churn"), N_("Lost of those who could stay, per period.")),
        Column("growth", Kind.MONEY, N_("Growth"), N_("By how much more those who stayed paid than a period before.")),
        Column("lifetime", Kind.NUMBER, N_("Lifetime"), N_("Periods that a customer stays: 1 over churn.")),
        LTV,
        Column("within", Kind.MONEY, N_("Value within"), N_("The same over the periods of --horizon alone.")),
    ),
    keys={"segment": "segment", "purpose": ""},
    figures=("paying", "customers", "lost", "fresh"),
    worth=False,
    units={"default": units},
    finish=worth,
    tables=("payments", "spend", "calls", PERIODS),
    amounts=("revenue", "change", *AMOUNTS),
    by_period=True,
    bucket="year",
    unit="person",
    options=(
        MARGIN,
        DISCOUNT,
        Option(
            "horizon",
            N_("count the value within so many periods (5)"),
            "number",
            default=HORIZON,
            most=1_000,
            told=N_("Value within: {value} periods, whatever comes later."),
        ),
    ),
    caveats=(STEADY, BY_PERIOD),
)

PAYBACK = replace(
    LIFETIME,
    name="payback",
    title=N_("What a customer cost, and when that is back"),
    meaning=N_("The cost of winning a customer against what one is worth."),
    population=N_("Spend and new customers of the completed periods that begin in the asked one, all together."),
    formula=(
        N_("cac = cost / fresh; ratio = ltv / cac"),
        N_("recovered = cac / a, with a = arpa x margin of `lifetime`"),
        N_("payback: the n with a (1 - (1 - churn)^n) / churn = cac"),
    ),
    source=(
        sources.SAAS_METRICS,
        N_("Payback with the lost included is ours: who leaves pays nothing back."),
    ),
    columns=(
        SEGMENT,
        figure("fresh", N_("New"), N_("Customers who paid for the first time.")),
        Column("media", Kind.MONEY, N_("Spend"), N_("Money spent on winning customers.")),
        Column("cost", Kind.MONEY, N_("Cost"), N_("Spend, and what calls and hours cost.")),
        Column("media_per_customer", Kind.MONEY, N_("Spend per new"), N_("Spend over new customers.")),
        Column("cac", Kind.MONEY, N_("CAC"), N_("Cost to acquire a customer: cost over new customers.")),
        LTV,
        Column("ratio", Kind.NUMBER, N_("LTV:CAC"), N_("Lifetime value over the cost of acquiring.")),
        Column("recovered", Kind.NUMBER, N_("Recovered"), N_("Periods until one who stays has paid back CAC.")),
        Column("payback", Kind.NUMBER, N_("Payback"),
               N_("Periods until it is back on average, the lost included; empty where it never is.")),
    ),
    like="lifetime",
    finish=payback_of,
    options=(MARGIN, DISCOUNT),
    caveats=(
        N_("Cost is empty where no spend and no work was told, and while the policy does not say what people are paid. "
           "Spend knows channels and campaigns only: split or kept by anything else there is none."),
        N_("Spend of the same periods as the new customers: who bought late was paid for earlier."),
        N_("Guides are LTV:CAC above 3, and fewer than 12 months to recover CAC. They are common, not yours."),
        STEADY,
        BY_PERIOD,
    ),
)  # fmt: skip
