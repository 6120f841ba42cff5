"""The steps of the funnel as a plan goes by them: who takes each, how sure that is, and how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.competing import incidence
from headrace.analytics.outcomes import MOVED_ON
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
    days,
    figure,
    of_the_record,
    periods,
    place_column,
    segments,
)
from headrace.analytics.risk import Watched, sets_of
from headrace.analytics.stays import beside, first_entries, standing_now
from headrace.analytics.tables import LATE, minutes_to, seen, stepped, with_minutes
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


def units(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period, stages that were only implied among them.

    Who skips a stage has passed it at once: without them the rates of the steps would not multiply to the whole. Who
    is in nurture, or moved back, may still move on, and waits for it since the entry: until they are where nobody
    waits, whatever place they went to first.
    """
    return _flags(_waiting(stays))


def late_units(stays: ir.Table) -> ir.Table:
    """The same of a record that began late."""
    return _flags(seen(_waiting(stays), "wait"), "seen")


def _waiting(stays: ir.Table) -> ir.Table:
    """First stays with how each ended, if it is over, and the wait until then or until the as-of."""
    t = beside(first_entries(stays), _gone(stays), "unit")
    t = with_minutes(t, minutes=("onward",))
    until_gone = ibis.greatest(minutes_to(t.gone_us, t.gone_day, t.entered_exact & t.gone_exact, t), 0)
    gone = t.gone.notnull() & ~t.onward
    return t.mutate(
        wait=ibis.ifelse(gone, stepped(until_gone), t.minutes), ended=ibis.ifelse(t.onward, MOVED_ON, t.gone)
    )


def _gone(stays: ir.Table) -> ir.Table:
    """The units that are where nobody waits any more at the as-of date, and since when."""
    t = standing_now(stays)
    expired = (t.role == "expired") | (t.via == "expired")
    t = t.filter(expired | t.role.isin(["out", "lost"]))
    return t.select(
        "unit", gone=ibis.ifelse(expired, "expired", "left"),
        gone_us="entered_us", gone_day="entered_day", gone_exact="entered_exact",
    )  # fmt: skip


def _flags(t: ir.Table, *more: str) -> ir.Table:
    return t.select(
        "unit", "journey", "person", "place", "segment", "bucket", "wait", "ended", *more,
        entered=ibis.literal(True), moved_on=t.onward, open=t.ended.isnull(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """What is known of the step out of a stage.

    `rate` is the share that takes it in the end, `low` and `high` its 95 % interval, `worth` how many leads that all
    had come to an end would tell it as surely; all None where nothing can be told. `waits` are the minutes after which
    those move on who do, each with its share of all who entered.
    """

    rate: float | None
    low: float | None
    high: float | None
    worth: float | None
    waits: tuple[tuple[float, float], ...]

    def quantile(self, share: float) -> float | None:
        """The minutes by which a share of those who move on has done so."""
        so_far, goal = 0.0, share * sum(part for _wait, part in self.waits)
        for wait, part in self.waits:
            so_far += part
            if so_far >= goal - 1e-12:
                return wait
        return None


WAIT = Wait("step", "wait", "ended")
UNKNOWN = Step(None, None, None, None, ())
"""A step that nobody was seen at."""


def step_of(waits: Sequence[Watched]) -> Step:
    """The step that waits tell of, open ones censored, other ends competing: by Aalen and Johansen.

    >>> told = step_of([(10, "moved_on", 2), (20, "left", 1), (30, None, 1)])
    >>> told.rate, round(told.worth, 6), told.waits
    (0.5, 4.0, ((10.0, 0.5),))
    """
    if not waits:
        return UNKNOWN
    curve = incidence(sets_of(waits), [MOVED_ON]).ends[MOVED_ON]
    total = sum(n for *_rest, n in waits)
    if not curve.times:
        return Step(0.0, None, None, _unmoved(waits, total), ())
    rate, error = 1 - curve.survival[-1], curve.error[-1]
    low, high = _interval(curve.interval(curve.times[-1]))
    left = [1.0, *curve.survival]
    steps = tuple((time, before - after) for time, before, after in zip(curve.times, left, left[1:], strict=False))
    # No estimate is surer than if everybody had come to an end.
    worth = min(rate * (1 - rate) / error**2, total) if error and 0 < rate < 1 else _unmoved(waits, total)
    return Step(rate, low, high, worth, steps)


def _unmoved(waits: Sequence[Watched], total: int) -> float:
    """How many leads a rate of 0 or 1 is worth: those whose end is known."""
    return sum(wait[-1] for wait in waits if wait[-2]) or total


def _interval(survival: tuple[float, float] | None) -> tuple[float | None, float | None]:
    return (None, None) if survival is None else (1 - survival[1], 1 - survival[0])


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage before the win, for each period and segment that anybody entered it in."""
    there = by_key(counted.figures, ("bucket", "segment", "place"))
    rows = []
    for bucket in periods(counted.figures):
        for segment in segments(counted.figures):
            for stage in reading.stages:
                key = bucket, segment, stage.name
                if stage.role != "won" and key in there:
                    row = {name: there[key][0][name] for name in QUESTION.figures}
                    rows.append({"period": bucket, "segment": segment, "place": stage.name, **row,
                                 **_told(step_of(counted.waits.get((*key, WAIT.name), ())))})  # fmt: skip
    return rows


def _told(step: Step) -> Row:
    return {
        "rate": step.rate,
        "rate_low": step.low,
        "rate_high": step.high,
        "worth": step.worth,
        "median": days(step.quantile(0.5)),
        "ninety": days(step.quantile(0.9)),
    }


QUESTION = Question(
    name="steps",
    title=N_("The steps a plan goes by"),
    meaning=N_("For each stage the share that moves on in the end, how sure that is, and how long it takes."),
    population=N_(
        "Whoever first entered the stage in the period; who skipped it has passed it at once, so that the rates of all "
        "steps multiply to the rate from the first stage to the win."
    ),
    formula=(
        N_("rate = the share that has moved on by the longest time that anybody was watched, by Aalen and Johansen"),
        N_("low and high: of log(-log(1 - rate)), with a variance of Greenwood's type"),
        N_("worth = rate x (1 - rate) / that variance, at most entered: as many ended leads would tell it as surely"),
        N_("a wait: from the entry to the first arrival in a later stage; of those who are lost, out or expired at the "
           "as-of date, until they went there; of all others until the as-of date"),
        N_("median, ninety: of the waits of those who move on, open leads included by their weight"),
    ),
    source=(
        sources.AALEN_JOHANSEN,
        N_("The worth of a rate in leads, so that a plan can weigh it against what somebody expects, is ours."),
    ),
    columns=(
        PERIOD,
        SEGMENT,
        place_column(),
        figure("entered", N_("Entered"), N_("First entered the stage in the period.")),
        figure("moved_on", N_("Moved on"), N_("Of these, reached a later stage until the as-of date.")),
        figure("open", N_("Open"), N_("Of these, neither moved on nor lost: there, in nurture, or moved back.")),
        Column("rate", Kind.RATE, N_("Moves on"), N_("The share that moves on in the end."), of="entered"),
        Column("rate_low", Kind.LOW, N_("95 % from"), N_("The lower end of the 95 % interval.")),
        Column("rate_high", Kind.HIGH, N_("to"), N_("The upper end of the 95 % interval.")),
        Column("worth", Kind.NUMBER, N_("Worth"), N_("As many leads, all at an end, would tell the rate as surely.")),
        Column("median", Kind.DAYS, N_("Half by"), N_("By which half of those who move on have done so.")),
        Column("ninety", Kind.DAYS, N_("90 % by"), N_("By which nine in ten of those who move on have done so.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "place"},
    figures=("entered", "moved_on", "open"),
    worth=False,
    units={"default": units, LATE: late_units},
    options=(SEEN_FROM,),
    shape=of_the_record,
    finish=finish,
    waits=(WAIT,),
    by_period=True,
    caveats=(
        N_("Who is in nurture or moved back may still move on: open unless lost, out or expired at the as-of date."),
        N_("Beyond the longest time that anybody was watched nothing is known: in a young record rates are too low."),
    ),
)  # fmt: skip
