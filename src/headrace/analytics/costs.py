"""What it costs to get there: money, hours and calls of a period, over those who entered each stage in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    figure,
    place_column,
    segments,
)
from headrace.analytics.tables import clipped, in_period
from headrace.analytics.waterfall import stages_of
from headrace.core.asking import CallingCost
from headrace.core.funnel import Funnel, Owner
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.rules.moves import lead_stage

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Spending:
    """What went out for one purpose: `media` in minor units, hours of work, minutes of calls."""

    media: int = 0
    hours: float = 0.0
    minutes: float = 0.0

    @classmethod
    def of(cls, row: Row) -> Spending:
        """What an engine counted for a purpose."""
        return cls(row["media"] or 0, row["hours"] or 0.0, row["minutes"] or 0.0)


def first_stage_of(purpose: str, funnel: Funnel) -> int | None:
    """From which stage on, counted from 0, the cost of a purpose is part of the cost per entry; None for never.

    Acquiring people counts from the first stage on, calling and nurturing them from the stage of qualified
    leads on, selling from the first stage of sales on. What keeps or grows customers is no cost of winning them.
    """
    stages = funnel.stages
    match purpose:
        case "acquire":
            return 0
        case "nurture" | "calls":
            return stages.index(lead_stage(funnel))
        case "sell":
            of_sales = (n for n, stage in enumerate(stages) if stage.owner is Owner.SALES)
            return next(of_sales, stages.index(lead_stage(funnel)))
        case _:
            return None


def entries(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period."""
    t = stages_of(clipped(stays))
    t = t.filter(in_period(t, "entered_day") & (t.nth == 1))
    return t.select(
        "unit", "journey", "person", "bucket", "segment", "place", purpose=ibis.null("string"),
        entered=ibis.literal(True), media=ibis.null("int64"), hours=ibis.null("float64"), minutes=ibis.null("float64"),
    )  # fmt: skip


def units(stays: ir.Table, spend: ir.Table, calls: ir.Table) -> ir.Table:
    """The entries, and beside them the spend and the calls of the period: facts of nobody, by purpose."""
    out = outlay(spend.filter(in_period(spend, "day")), calls.filter(in_period(calls, "day")))
    out = out.mutate(place=ibis.null("string"), entered=ibis.literal(False))
    entered = entries(stays)
    return ibis.union(entered, out.select(entered.columns))


def outlay(spend: ir.Table, calls: ir.Table) -> ir.Table:
    """What went out for each purpose, calls among them, as facts of nobody.

    Hours count where no amount of money says what they cost.
    """
    nobody = {name: ibis.null("string") for name in ("unit", "journey", "person")}
    spent = spend.select(
        **nobody, bucket=spend.bucket, segment=spend.segment, purpose=spend.purpose, media=spend.value,
        hours=ibis.ifelse(spend.value.isnull(), spend.hours, ibis.null("float64")), minutes=ibis.null("float64"),
    )  # fmt: skip
    called = calls.select(
        **nobody, bucket=calls.bucket, segment=calls.segment, purpose=ibis.literal(CALLS), media=ibis.null("int64"),
        hours=ibis.null("float64"), minutes=calls.minutes,
    )  # fmt: skip
    return ibis.union(spent, called)


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period, segment and stage; periods in which nothing happened are left out."""
    entered: dict[tuple[object, ...], int] = defaultdict(int)
    spent: dict[tuple[object, object], dict[str, Spending]] = defaultdict(dict)
    for row in counted.figures:
        key = (row["bucket"], row["segment"])
        if row["purpose"] is None:
            entered[(*key, row["place"])] += row["entered"]
        else:
            spent[key][row["purpose"]] = Spending.of(row)
    buckets = sorted({row["bucket"] for row in counted.figures}, key=lambda day: (day is None, day or 0))
    return [
        row
        for bucket in buckets or [None]
        for segment in segments(counted.figures) or [None]
        for row in _rows(reading, (bucket, segment), entered, spent[bucket, segment])
        if bucket is None or row["entered"] or row["cost"]
    ]


def _rows(
    reading: Reading,
    key: tuple[object, object],
    entered: Mapping[tuple[object, ...], int],
    spent: Mapping[str, Spending],
) -> list[Row]:
    from_stage = {purpose: first_stage_of(purpose, reading.funnel) for purpose in spent}
    rows = []
    for n, stage in enumerate(reading.stages):
        so_far = [spent[purpose] for purpose, first in from_stage.items() if first is not None and first <= n]
        count = entered.get((*key, stage.name), 0)
        rows.append({"period": key[0], "segment": key[1], "place": stage.name, "entered": count,
                     **_costs(so_far, reading.policy.calling, count)})  # fmt: skip
    return rows


def _costs(spent: list[Spending], calling: CallingCost, entered: int) -> Row:
    """The money, the people's time in money (null while their pay is not known), and both per entry."""
    hours, minutes = sum(each.hours for each in spent), sum(each.minutes for each in spent)
    media, people = sum(each.media for each in spent), pay(calling, hours, minutes)
    cost = None if people is None else media + people
    return {
        "media": media,
        "people": people,
        "cost": cost,
        "media_per_entry": media / entered if entered else None,
        "per_entry": None if cost is None or not entered else cost / entered,
    }


def pay(calling: CallingCost, hours: float, minutes: float) -> float | None:
    """What people's time cost: nothing where there is none, null while nobody told what they are paid."""
    if not hours and not minutes:
        return 0.0
    if calling.hour is None or calling.minute is None:
        return None
    return calling.hour * hours + calling.minute * minutes


QUESTION = Question(
    name="costs",
    title=N_("Cost per stage"),
    meaning=N_("What it cost to bring somebody to each stage: money, hours of work and calls, up to that stage."),
    population=N_("What was spent in the period, over those who first entered the stage in the period."),
    columns=(
        PERIOD,
        SEGMENT,
        place_column(),
        figure("entered", N_("Entered"), N_("First entered the stage in the period.")),
        Column("media", Kind.MONEY, N_("Spend"), N_("Money spent in the period for all that leads up to the stage.")),
        Column(
            "people", Kind.MONEY, N_("Time"),
            N_("What hours and calls of the period cost; empty while the policy does not say what people are paid."),
        ),
        Column("cost", Kind.MONEY, N_("Cost"), N_("Spend and time.")),
        Column("media_per_entry", Kind.MONEY, N_("Spend per entry"), N_("Spend over entered.")),
        Column("per_entry", Kind.MONEY, N_("Cost per entry"), N_("Cost over entered.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "place", "purpose": ""},
    figures=("entered",),
    units={"default": units},
    finish=finish,
    tables=("spend", "calls"),
    amounts=("media", "hours", "minutes"),
    splits=("channel", "campaign"),
    by_period=True,
    caveats=(
        N_("Acquiring counts from the first stage on, calls and nurturing from the qualified lead on, selling from the "
           "first stage of sales on. What keeps or grows customers is left out."),
        N_("Money and people of the same period: who enters late was paid for earlier."),
        N_("Spend in other currencies is left out."),
    ),
)  # fmt: skip
