"""What it costs to get there: money, hours and calls of a period, over those who entered each stage in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    per,
    periods,
    place_column,
    segments,
)
from headrace.analytics.spending import AMOUNTS, SPEND_COUNTS, Spending, outlays, spent
from headrace.analytics.stays import first_entries
from headrace.analytics.tables import stacked
from headrace.core.asking import CallingCost
from headrace.core.funnel import Funnel
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.rules.moves import first_of_sales, lead_stage

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


def first_stage_of(purpose: str, funnel: Funnel) -> int | None:
    """From which stage on, counted from 0, the cost of a purpose is part of the cost per entry; None for never.

    Acquiring people counts from the first stage on, calling and nurturing them from the stage of qualified
    leads on, selling from the first stage of sales on. What keeps or grows customers is no cost of winning them.
    """
    match purpose:
        case "acquire":
            return 0
        case "nurture" | "calls":
            return funnel.stages.index(lead_stage(funnel))
        case "sell":
            return first_of_sales(funnel)
        case _:
            return None


def units(stays: ir.Table, spend: ir.Table, calls: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period; beside them what was spent in it, by purpose."""
    t = first_entries(stays)
    entries = t.select("unit", "journey", "person", "bucket", "segment", "place", entered=ibis.literal(True))
    return stacked(entries, outlays(spend, calls))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period, segment and stage; periods in which nothing happened are left out."""
    found = by_key(counted.figures, ("bucket", "segment"))
    return [
        row
        for bucket in periods(counted.figures) or [None]
        for segment in segments(counted.figures) or [None]
        for row in _rows(reading, (bucket, segment), found.get((bucket, segment), []))
        if bucket is None or row["entered"] or row["cost"]
    ]


def _rows(reading: Reading, key: tuple[object, object], found: list[Row]) -> Iterator[Row]:
    entered = {row["place"]: row["entered"] for row in found if row["place"]}
    first = {row["purpose"]: first_stage_of(row["purpose"], reading.funnel) for row in found if row["purpose"]}
    for n, stage in enumerate(reading.stages):
        so_far = [row for row in found if row["purpose"] and _counts(first[row["purpose"]], n)]
        count = entered.get(stage.name, 0)
        yield {"period": key[0], "segment": key[1], "place": stage.name, "entered": count,
               **_costs(spent(so_far), reading.policy.calling, count)}  # fmt: skip


def _counts(first: int | None, stage: int) -> bool:
    """Whether what counts from the stage `first` on is part of the cost of another one."""
    return first is not None and first <= stage


def _costs(so_far: Spending, calling: CallingCost, entered: int) -> Row:
    """The money, the people's time in money (null while their pay is not known), and both per entry."""
    cost = so_far.cost(calling)
    return {
        "media": so_far.media,
        "people": so_far.people(calling),
        "cost": cost,
        "media_per_entry": per(so_far.media, entered),
        "per_entry": per(cost, entered),
    }


QUESTION = Question(
    name="costs",
    title=N_("Cost per stage"),
    meaning=N_("What it cost to bring somebody to each stage: money, hours of work and calls, up to that stage."),
    population=N_("What was spent in the period, over those who first entered the stage in the period."),
    formula=(
        N_(
            "media = money for all that counts up to the stage; people = hours x pay of an hour + minutes of calls x "
            "pay of a minute of calling"
        ),
        N_("cost = media + people"),
        N_("media_per_entry = media / entered; per_entry = cost / entered"),
    ),
    source=(
        sources.COST_OF_INSIDE_SALES,
        N_(
            "From which stage on an outlay counts is ours, as printed with the figures: the field names "
            "top-of-funnel cost and gives no formula."
        ),
    ),
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
    worth=False,
    units={"default": units},
    finish=finish,
    tables=("spend", "calls"),
    amounts=AMOUNTS,
    splits=("channel", "campaign"),
    by_period=True,
    caveats=(
        N_("Acquiring counts from the first stage on, calls and nurturing from the qualified lead on, selling from the "
           "first stage of sales on. What keeps or grows customers is left out."),
        N_("Money and people of the same period: who enters late was paid for earlier."),
        SPEND_COUNTS,
    ),
)  # fmt: skip
