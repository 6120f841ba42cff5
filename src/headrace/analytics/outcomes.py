"""What becomes of those who enter a stage, and by what age: competing ends, open leads censored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.competing import Incidence, incidence
from headrace.analytics.maturity import maturity
from headrace.analytics.question import (
    PERIOD,
    SEEN_FROM,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    Wait,
    by_key,
    figure,
    of_the_record,
    periods,
    place_column,
    segments,
)
from headrace.analytics.risk import sets_of
from headrace.analytics.stays import first_entries, stages_of
from headrace.analytics.tables import LATE, clipped, in_period, seen, with_minutes
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.core.waits import DAY_MINUTES

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir

    from headrace.analytics.risk import Watched
else:
    ibis = lazy("ibis")

MOVED_ON, OPEN = "moved_on", "open"
ENDS = (MOVED_ON, "nurtured", "left", "expired", "moved_back")
PERIOD_DAYS = ("first_day", "end_day", "entered_day")
"""The columns that say whether an entry lies in the asked period."""
AGES = (1, 7, 14, 30, 60, 90, 180, 365)
"""The ages in days at which a curve is read."""


def ends(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period: how its first stay there ended, and after how long.

    Whoever later reached a later stage moved on, when they reached it. Stages that were only implied are left out.
    `age` is the time until the as-of, whatever became of the unit.
    """
    return _ended(_entered(stays))


def late_ends(stays: ir.Table) -> ir.Table:
    """The same of a record that began late."""
    return _ended(seen(_entered(stays), "minutes"), "seen")


def ends_of_all(stays: ir.Table) -> ir.Table:
    """The same of every period; only those of the asked one are counted, and only they have an `age`."""
    return _of_the_period(_ended(_ever(stays), *PERIOD_DAYS))


def late_ends_of_all(stays: ir.Table) -> ir.Table:
    """The same of a record that began late."""
    return _of_the_period(_ended(seen(_ever(stays), "minutes"), "seen", *PERIOD_DAYS))


def _entered(stays: ir.Table) -> ir.Table:
    t = first_entries(stays)
    return timed(t.filter(~t.implied))


def _ever(stays: ir.Table) -> ir.Table:
    t = stages_of(clipped(stays))
    return timed(t.filter((t.nth == 1) & ~t.implied))


def _of_the_period(t: ir.Table) -> ir.Table:
    """Units of all periods, of which those of the asked one are counted."""
    asked = in_period(t, "entered_day")
    t = t.mutate(count=asked, age=ibis.ifelse(asked, t.age, ibis.null("int64")))
    return t.select(*(name for name in t.columns if name not in PERIOD_DAYS))


def timed(t: ir.Table) -> ir.Table:
    """Stays with the minutes until each moved on or left, up to the as-of if it did neither, and its age."""
    return with_minutes(t, minutes=("onward", "left"), age=())


def end_of(t: ir.Table) -> ir.StringValue:
    """How each stay ended: one of `ENDS`, or open."""
    return ibis.cases(
        (t.onward, MOVED_ON),
        (~t.left, OPEN),
        (t.next_role == "nurture", "nurtured"),
        (t.next_role == "expired", "expired"),
        (t.next_role.isin(["out", "lost"]), "left"),
        else_="moved_back",
    )


def _ended(t: ir.Table, *more: str) -> ir.Table:
    end = end_of(t)
    return t.select(
        "unit", "journey", "person", "place", "segment", "bucket", "minutes", "age", *more, outcome=end,
        ended=ibis.ifelse(end == OPEN, ibis.null("string"), end), count=ibis.literal(True),
    )  # fmt: skip


Key = tuple[object, object, str]
ENDED, AGED = Wait("end", "minutes", "ended"), Wait("age", "age", "outcome")


def _keys(counted: Counted, reading: Reading) -> Iterator[Key]:
    """Each period, segment and stage that anybody entered, in the order of reports; won leads nowhere."""
    there = by_key(counted.figures, ("bucket", "segment", "place"))
    for bucket in periods(counted.figures):
        for segment in segments(counted.figures):
            for stage in reading.stages:
                if stage.role != "won" and (bucket, segment, stage.name) in there:
                    yield bucket, segment, stage.name


def _named(key: Key) -> Row:
    return dict(zip(("period", "segment", "place"), key, strict=True))


def _waits(counted: Counted, key: Key, name: str) -> list[Watched]:
    """The waits of a period, segment and stage, however they ended: the outcome is a part of the counted key."""
    return [wait for outcome in (*ENDS, OPEN) for wait in counted.waits.get((*key, outcome, name), ())]


# -- what became of them -------------------------------------------------------------------------------------


def outcomes(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage and end, still waiting last, for each period and segment."""
    figures = by_key(counted.figures, ("bucket", "segment", "place"))
    return [
        _named(key) | row
        for key in _keys(counted, reading)
        for row in _by_end({row["outcome"]: row["count"] for row in figures[key]}, _waits(counted, key, "end"))
    ]


def _by_end(counts: dict[str, int], waits: Sequence[Watched]) -> Iterator[Row]:
    """The count and the estimated share of each end at the longest age that anybody was watched to."""
    sets, entered = sets_of(waits), sum(counts.values())
    found, longest = incidence(sets, ENDS), sets.until
    for end in ENDS:
        reached = found.ends[end].by(longest) if sets.times else None
        yield {"outcome": end, "count": counts.get(end, 0), "entered": entered, **_share(reached)}
    still = (found.waiting.at(longest), *(found.waiting.interval(longest) or (None, None)))
    yield {"outcome": OPEN, "count": counts.get(OPEN, 0), "entered": entered, **_share(still if sets.times else None)}


def _share(reached: tuple[float, float | None, float | None] | None) -> Row:
    share, low, high = reached or (None, None, None)
    return {"share": share, "share_low": low, "share_high": high}


# -- by what age ---------------------------------------------------------------------------------------------


def ages(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage and age, for each period and segment; ages that nobody was watched at have no share."""
    entered = by_key(counted.figures, ("bucket", "segment", "place"))
    return [
        _named(key) | {"entered": sum(row["count"] for row in entered[key]), "age": age,
                       **_share(_by_age(found, age * DAY_MINUTES))}
        for key in _keys(counted, reading)
        for found in [incidence(sets_of(_waits(counted, key, "end")), ENDS)]
        for age in AGES
    ]  # fmt: skip


def _by_age(found: Incidence, age: float) -> tuple[float, float | None, float | None] | None:
    return found.ends[MOVED_ON].by(age) if age <= found.waiting.until else None


# -- how much of it is known ---------------------------------------------------------------------------------


def known(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage for each period and segment: the share of its expected outcome that its age lets one see."""
    counted = replace(counted, figures=[row for row in counted.figures if row["count"]])
    counts = by_key(counted.figures, ("bucket", "segment", "place"))
    pools = {stage.name: _pooled(counted, stage.name) for stage in reading.stages}
    return [
        _named(key) | {
            "entered": sum(row["count"] for row in counts[key]),
            "known": maturity(pools[key[2]].ends[MOVED_ON], _ages(counted, key), pools[key[2]].waiting.until),
        }
        for key in _keys(counted, reading)
    ]  # fmt: skip


def _pooled(counted: Counted, place: str) -> Incidence:
    """The curves of everybody who entered a stage, all periods and segments together."""
    theirs = (waits for key, waits in counted.waits.items() if (key[2], key[-1]) == (place, "end"))
    return incidence(sets_of(list(chain.from_iterable(theirs))), ENDS)


def _ages(counted: Counted, key: Key) -> list[tuple[float, int]]:
    return [(wait[-3], wait[-1]) for wait in _waits(counted, key, "age")]


POPULATION = N_("Whoever first entered the stage in the period; stages that were only implied are left out.")
CENSORED = N_("Open leads are censored: they count as long as they were watched, and as nothing after that.")
END = Column(
    "outcome", Kind.TEXT, N_("End"),
    N_("moved_on, nurtured, left (lost or out), expired, moved_back; open: still in the stage."),
    words={
        MOVED_ON: N_("moved on"), "nurtured": N_("to nurture"), "left": N_("lost or out"), "expired": N_("expired"),
        "moved_back": N_("moved back"), OPEN: N_("still here"),
    },
    names=True,
)  # fmt: skip
ENTERED = Column("entered", Kind.COUNT, N_("Entered"), N_("First entered the stage in the period."))


def _estimated(meaning: str) -> tuple[Column, Column, Column]:
    return (
        Column("share", Kind.RATE, N_("Share"), meaning, of="entered"),
        Column("share_low", Kind.LOW, N_("95 % from"), N_("The lower end of the 95 % interval.")),
        Column("share_high", Kind.HIGH, N_("to"), N_("The upper end of the 95 % interval.")),
    )


OUTCOMES = Question(
    name="outcomes",
    title=N_("What becomes of them"),
    meaning=N_("Of those who entered a stage, the share that each end takes: they exclude each other and add up to 1."),
    population=POPULATION,
    formula=(
        N_("share of an end = sum over the ages t of S(t-) x ended so at t / still waiting just before t"),
        N_("S(t-): the share that waits in the stage until then, so that all shares add up to 1"),
        N_("low and high: of log(-log(1 - share)), with a variance of Greenwood's type"),
    ),
    source=(sources.AALEN_JOHANSEN,),
    columns=(
        PERIOD,
        SEGMENT,
        place_column(),
        END,
        figure("count", N_("So far"), N_("Ended so until the as-of date.")),
        ENTERED,
        *_estimated(N_("Ended so by the longest time that anybody was watched, by Aalen and Johansen.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "place", "outcome": "outcome"},
    figures=("count",),
    worth=False,
    units={"default": ends, LATE: late_ends},
    options=(SEEN_FROM,),
    shape=of_the_record,
    finish=outcomes,
    waits=(ENDED,),
    by_period=True,
    caveats=(
        CENSORED,
        N_("So far divided by entered is not the share: open leads may still end in any way."),
        N_("Moved on is whoever ever got further, also from nurture or an earlier stage: from the entry to that."),
    ),
)

BY_AGE = Question(
    name="ages",
    title=N_("Conversion by age"),
    meaning=N_("Of those who entered a stage, the share that has moved on by an age in days."),
    population=POPULATION,
    formula=(
        N_("share(age) = sum over the ages t up to it of S(t-) x moved on at t / still waiting just before t"),
        N_("low and high: of log(-log(1 - share)), with a variance of Greenwood's type"),
    ),
    source=(sources.AALEN_JOHANSEN, sources.YOUNG_COHORTS),
    columns=(
        PERIOD,
        SEGMENT,
        place_column(),
        Column("age", Kind.DAYS, N_("Age"), N_("Days since they entered."), names=True),
        ENTERED,
        *_estimated(N_("Moved on by that age, by Aalen and Johansen: other ends take part in the race.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "place", "outcome": ""},
    figures=("count",),
    worth=False,
    units={"default": ends, LATE: late_ends},
    options=(SEEN_FROM,),
    shape=of_the_record,
    like="outcomes",
    finish=ages,
    waits=(ENDED,),
    by_period=True,
    caveats=(CENSORED, N_("A share is empty at ages that nobody of the cohort has reached yet.")),
)

MATURITY = Question(
    name="maturity",
    title=N_("How much is known"),
    meaning=N_("The share of a cohort's expected conversions that its age lets one see."),
    population=POPULATION,
    formula=(
        N_("known = sum of F(age now) over the cohort / (entered x F(the longest age watched))"),
        N_("F: the share that has moved on by an age, as in `ages`, of all periods and segments together, whatever "
           "period is asked for"),
    ),
    source=(sources.DEVELOPED, sources.AALEN_JOHANSEN),
    columns=(
        PERIOD,
        SEGMENT,
        place_column(),
        ENTERED,
        Column(
            "known", Kind.RATE, N_("Known"),
            N_("Expected to have moved on by now, of those expected to by the longest age that was watched."),
        ),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "place", "outcome": ""},
    figures=("count",),
    worth=False,
    units={"default": ends_of_all, LATE: late_ends_of_all},
    options=(SEEN_FROM,),
    shape=of_the_record,
    finish=known,
    waits=(ENDED, AGED),
    by_period=True,
    caveats=(
        N_("It goes by the pace of all periods and segments together, of those before and after the asked period too."),
    ),
)  # fmt: skip
