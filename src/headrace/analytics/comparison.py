"""Cohorts or segments against each other on one step: over the whole course, and by how much their rates differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from headrace.analytics import conversion, sources
from headrace.analytics.conversion import arrivals, in_time, old_enough
from headrace.analytics.question import (
    Ask,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    Wait,
    figure,
    segments,
)
from headrace.analytics.stays import first_entries
from headrace.analytics.tables import with_minutes
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir

    from headrace.analytics import compare
    from headrace.analytics.compare import Count
    from headrace.analytics.risk import Wait as Waited
else:
    ibis = lazy("ibis")
    compare = lazy("headrace.analytics.compare")

APART, UNDECIDED = "apart", "undecided"


def onward(stays: ir.Table) -> ir.Table:
    """One row per unit that first entered the stage in the period: did it reach a later one, and after how long?"""
    t = first_entries(stays)
    t = t.filter(t.position == t.frm_position)
    return _waited(t, "onward")


def pair(stays: ir.Table) -> ir.Table:
    """The same for another stage than the next one."""
    return _waited(arrivals(stays), "reached")


def _waited(t: ir.Table, end: str) -> ir.Table:
    """Whoever went another way waits on until the as-of: they never arrived, and were seen not to.

    Who was only implied in the stage counts in the rates and has no wait.
    """
    t = with_minutes(t, minutes=(end,))
    judged = old_enough(t)
    return t.select(
        "unit", "journey", "person", "bucket", "segment", judged=judged,
        minutes=ibis.ifelse(t.implied, ibis.null("int64"), t.minutes),
        converted=judged & in_time(t, end), reached=t[end],
    )  # fmt: skip


class _Group(NamedTuple):
    """Those of a period and a segment: how many of them converted, and their waits."""

    period: date | None
    segment: str | None
    counted: Count
    waits: list[Waited]


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per pair of groups, the earlier one and the one with the earlier name first."""
    del reading
    groups = _groups(counted)
    pairs = list(combinations(range(len(groups)), 2))
    tested = {each: compare.log_rank([groups[n].waits for n in each]) for each in pairs}
    apart = compare.holm({each: 1.0 if test is None else test.p for each, test in tested.items()})
    return [
        _row(groups[first], groups[second], None if test is None else test.p, apart=(first, second) in apart)
        for (first, second), test in tested.items()
    ]


def _groups(counted: Counted) -> list[_Group]:
    found = {(row["bucket"], row["segment"]): row for row in counted.figures if row["judged"]}
    buckets = sorted({bucket for bucket, _segment in found}, key=lambda day: (day is None, day or 0))
    return [
        _Group(*key, compare.Count(found[key]["converted"], found[key]["judged"]),
               counted.told(*key, "reached"))
        for bucket in buckets for segment in segments(counted.figures) if (key := (bucket, segment)) in found
    ]  # fmt: skip


def _row(first: _Group, second: _Group, p: float | None, *, apart: bool) -> Row:
    told, low, high = compare.difference(first.counted, second.counted)
    return {
        "period": first.period, "segment": first.segment,
        "other_period": second.period, "other_segment": second.segment,
        "judged": first.counted.n, "converted": first.counted.successes, "rate": first.counted.rate,
        "other_judged": second.counted.n, "other_rate": second.counted.rate,
        "difference": told, "difference_low": low, "difference_high": high,
        "better": compare.chance_better(first.counted, second.counted), "p": p,
        "verdict": APART if apart else UNDECIDED,
        "needed": None if apart else compare.more_to_separate(first.counted, second.counted) or None,
    }  # fmt: skip


def shape(ask: Ask) -> str:
    """Which expression an ask needs."""
    return "pair" if ask.options.get("to") else "onward"


_WITHIN = next(option for option in conversion.QUESTION.options if option.name == "within")

QUESTION = Question(
    name="comparison",
    title=N_("Are they different?"),
    meaning=N_("Cohorts or segments against each other on one step, and whether they can be told apart at all."),
    population=N_("Whoever first entered the stage in the period; those still open count for as long as they waited."),
    formula=(
        N_("difference = other_rate - rate; its ends by Newcombe, from the two Wilson intervals"),
        N_(
            "better = chance that Beta(converted + 1, judged - converted + 1) of the other lies above that of the "
            "first"
        ),
        N_("p: chi-squared of the log-rank test, seen less expected arrivals over all ages"),
        N_("verdict: apart where p stays under 5 % over all pairs by Holm; needed: as in `ranking`"),
    ),
    source=(sources.LOG_RANK, sources.NEWCOMBE, sources.BETTER, sources.HOLM, sources.MORE_TO_TELL),
    columns=(
        Column("period", Kind.PERIOD, N_("Period"), N_("The cohort: when they entered the stage.")),
        Column("segment", Kind.SEGMENT, N_("Segment"), N_("The value of the attribute that is compared.")),
        Column("other_period", Kind.PERIOD, N_("Against"), N_("The other cohort.")),
        Column("other_segment", Kind.SEGMENT, N_("Against"), N_("The other segment.")),
        figure("judged", N_("Judged"), N_("Of the first: entered, and old enough for the limit.")),
        figure("converted", N_("Converted"), N_("Of those, reached the other stage, or a later one, in time.")),
        Column("rate", Kind.RATE, N_("Rate"), N_("Converted of judged.")),
        Column("other_judged", Kind.COUNT, N_("Judged there"), N_("Of the other one.")),
        Column("other_rate", Kind.RATE, N_("Rate there"), N_("Of the other one: converted of judged.")),
        Column("difference", Kind.RATE, N_("Difference"), N_("By how much the other's rate is higher, in points.")),
        Column("difference_low", Kind.LOW, N_("95 % from"), N_("The lower end of its interval (Newcombe).")),
        Column("difference_high", Kind.HIGH, N_("to"), N_("The upper end.")),
        Column("better", Kind.RATE, N_("Better"), N_("The chance that the other's true rate is the higher one.")),
        Column("p", Kind.NUMBER, "p", N_("How often luck alone would part the courses so far (log-rank).")),
        Column("verdict", Kind.TEXT, N_("Verdict"), N_("apart or undecided: by the log-rank test, over all pairs."),
               words={APART: N_("apart"), UNDECIDED: N_("undecided")}),
        Column("needed", Kind.COUNT, N_("More to tell"),
               N_("So many more leads in each would tell the two rates apart, with a chance of 80 %, if theirs were "
                  "the only comparison. Empty where they are told apart, or would be.")),
    ),
    keys={"bucket": "period", "segment": "segment"},
    figures=("judged", "converted"),
    worth=False,
    units={"onward": onward, "pair": pair},
    finish=finish,
    waits=(Wait("reached", "minutes", "reached"),),
    shape=shape,
    by="channel",
    by_period=True,
    options=(
        Option("frm", N_("from this stage (the first)"), "stage"),
        Option("to", N_("to this stage instead of the next one"), "stage"),
        replace(_WITHIN, told=N_("Rates: judged after {value} days. The verdict is by the whole course.")),
    ),
    caveats=(
        N_("Told apart by the whole course, so that cohorts of different age may be compared; whoever went another "
           "way waits on. Over all pairs the chance of a wrong verdict stays under 5 % (Holm)."),
        N_("Stages that were only implied count in the rates; they have no wait, and the test leaves them out."),
        N_("The rates are of all so far: of cohorts of different age compare them at the same one, with --within."),
        N_("Different is not caused: segments differ in more than their name."),
    ),
)  # fmt: skip
