"""How the inflow of qualified leads grows: the lead velocity rate, refused where qualification was redefined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from headrace.analytics.funnel_math import growth
from headrace.analytics.periods import after, whole
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    figure,
    place_column,
    segments,
)
from headrace.analytics.stays import first_entries
from headrace.core.errors import UnknownName
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.core.units import start_of_day
from headrace.rules.editions import redefined
from headrace.rules.moves import lead_stage

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

FIRST, NOBODY, REDEFINED = "first", "nobody", "redefined"
"""Why a growth is empty."""


def units(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period."""
    t = first_entries(stays)
    return t.select("unit", "journey", "person", "bucket", "segment", "place", entered=ibis.literal(True))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per completed period for each segment, also for periods in which nobody entered."""
    stage = _stage(reading)
    entered = [row for row in counted.figures if row["place"] == stage]
    found = {(row["segment"], row["bucket"]): row["entered"] for row in entered}
    periods = _whole({row["bucket"] for row in entered}, reading)
    zone = reading.policy.time_zone
    changes = [at_us for at_us in redefined(reading.editions, stage) if at_us < reading.as_of_us]
    starts = [start_of_day(day, zone) for day in (*periods, *_end(periods, reading))]
    unlike = [any(begin < at_us < end for at_us in changes) for begin, end in zip(starts, starts[2:], strict=False)]
    return [
        {"period": period, "segment": segment, "place": stage, "entered": n, **told}
        for segment in segments(entered)
        for counts in [[found.get((segment, period), 0) for period in periods]]
        for period, n, told in zip(periods, counts, _growths(counts, unlike), strict=True)
    ]


def _stage(reading: Reading) -> str:
    stage = reading.ask.options.get("stage") or lead_stage(reading.funnel).name
    names = [each.name for each in reading.stages]
    if stage not in names:
        raise UnknownName("stage", stage, names)
    return str(stage)


def _whole(seen: set[date], reading: Reading) -> list[date]:
    """The completed periods since the first in which anybody entered; one that is asked for in part is left out."""
    ask, bucket = reading.ask, reading.ask.bucket or "month"
    over = date.fromordinal((ask.as_of or date.max).toordinal() + 1)
    end = over if ask.end is None else min(over, ask.end)
    periods = whole(min(seen), end, bucket) if seen else iter(())
    return [period for period in periods if ask.first is None or period >= ask.first]


def _end(periods: Sequence[date], reading: Reading) -> list[date]:
    return [after(periods[-1], reading.ask.bucket or "month")] if periods else []


def _growths(counts: Sequence[int], unlike: Sequence[bool]) -> Iterator[Row]:
    """The growth of each period on the one before, or why there is none; `unlike` is one shorter than `counts`."""
    if counts:
        yield {"growth": None, "why": FIRST}
    for (before, now), redefined_between in zip(pairwise(counts), unlike, strict=True):
        if redefined_between:
            yield {"growth": None, "why": REDEFINED}
        else:
            yield {"growth": growth(now, before), "why": None if before else NOBODY}


QUESTION = Question(
    name="lead_velocity",
    title=N_("Lead velocity"),
    meaning=N_("How the number of qualified leads grows from period to period."),
    population=N_("Whoever first entered the stage in the period; completed periods only."),
    formula=(
        N_("growth = (entered - entered in the period before) / entered in the period before"),
    ),
    source=(
        N_(
            "The lead velocity rate, as sales teams report it month by month. That it is refused across a change of "
            "what qualifies is ours: else it measures the change."
        ),
    ),
    columns=(
        PERIOD,
        SEGMENT,
        place_column(),
        figure("entered", N_("Entered"), N_("First entered the stage in the period.")),
        Column("growth", Kind.RATE, N_("Growth"), N_("Of the number entered, on the period before.")),
        Column(
            "why", Kind.TEXT, N_("Why none"),
            N_("first: no period before it; nobody: nobody entered in the period before; redefined: what an entry "
               "means was changed in one of the two periods."),
            words={
                FIRST: N_("no period before it"), NOBODY: N_("nobody in the period before"),
                REDEFINED: N_("qualification was redefined"),
            },
        ),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "place"},
    figures=("entered",),
    worth=False,
    units={"default": units},
    finish=finish,
    options=(
        Option(
            "stage", N_("the stage whose entries are counted; that of qualified leads if not given"), "stage",
            told=N_("Counted are the entries to {value}."),
        ),
    ),
    by_period=True,
    bucket="month",
    caveats=(
        N_("A period that is not over, or that is only asked for in part, is left out."),
        N_("The growth is refused where criteria, weights or bar were changed within one of the two periods."),
    ),
)  # fmt: skip
