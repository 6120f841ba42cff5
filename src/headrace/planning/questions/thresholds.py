"""Where should the bar be? What each one accepts, takes to call, costs and wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headrace.analytics import sources
from headrace.analytics.calling import by_formula
from headrace.analytics.question import (
    SCORE,
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    per,
    rate,
    segments,
    share,
)
from headrace.core.asking import CallingCost
from headrace.core.texts import N_
from headrace.planning import calibration
from headrace.planning.calibration import Bar, Scored
from headrace.planning.questions import scored

MOST = 20
"""Of more scores than these, only so many bars are told, with about as many leads between them."""


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per bar, from the highest down, for each segment."""
    found = by_key(counted.figures, ("segment",))
    return [
        {"segment": segment, **row}
        for segment in segments(counted.figures)
        if (segment,) in found
        for row in _rows(scored.scores_of(found[segment,]), reading)
    ]


def _rows(leads: list[Scored], reading: Reading) -> Iterator[Row]:
    options, calling = reading.ask.options, reading.policy.calling
    dials = int(options.get("dials") or calling.dials)
    cost, capacity = _each(calling, dials), options.get("capacity")
    for told in calibration.bars(leads, dials=dials, cost=cost or 0.0, capacity=capacity, at=_chosen(leads)):
        yield _row(told, [each for each in leads if each.score >= told.bar], costed=cost is not None)


def _chosen(leads: Sequence[Scored]) -> list[float]:
    scores = sorted({each.score for each in leads})
    return scores if len(scores) <= MOST else [each.lowest for each in calibration.reliability(leads, MOST)]


def _each(calling: CallingCost, dials: int) -> float | None:
    """What it costs to call one lead, in minor units; None while nobody told what a caller is paid."""
    return None if calling.minute is None else by_formula(1, calling, dials=dials).minutes * calling.minute


def _row(told: Bar, over: Sequence[Scored], *, costed: bool) -> Row:
    won = sum(each.won for each in over)
    return {
        "bar": told.bar,
        "leads": told.accepted,
        "won": won,
        **rate("rate", won, told.accepted),
        "called": told.called,
        "dials": told.dials,
        "cost": told.cost if costed else None,
        "wins": told.wins,
        "missed": told.missed,
        "per_win": per(told.cost if costed else None, told.wins),
    }


QUESTION = Question(
    name="thresholds",
    title=N_("Where should the bar be?"),
    meaning=N_("What each bar would have accepted, and with so many callers, what that takes, costs and wins."),
    population=scored.POPULATION,
    formula=(
        N_("leads = those with a score of the bar or more; called = the best of them, as many as capacity allows"),
        N_("dials = called x dials of a lead"),
        N_("cost = called x (talk_minutes + (dials - 1) x no_answer_minutes) x pay of a minute of calling"),
        N_("wins = the won among those called; of one score any may be called first: each brings their mean"),
        N_("missed = all won - wins; per_win = cost / wins; rate = won / leads"),
        WILSON_ENDS,
    ),
    source=(
        N_("Ours: a bar is worth what it wins for what it takes to call, and callers have so many hours."),
        sources.COST_OF_INSIDE_SALES,
        sources.WILSON,
    ),
    columns=(
        SEGMENT,
        Column("bar", Kind.NUMBER, N_("Bar"), N_("The score from which on a lead is accepted."), names=True),
        figure("leads", N_("Accepted"), N_("With a score of the bar or more, and a known end.")),
        figure("won", N_("Won"), N_("Of these, won.")),
        *share("rate", "leads", N_("Rate"), N_("Won of accepted.")),
        Column("called", Kind.NUMBER, N_("Called"), N_("Of the accepted, the best, as many as can be called.")),
        Column("dials", Kind.NUMBER, N_("Dials"), N_("What that takes.")),
        Column("cost", Kind.MONEY, N_("Cost"), N_("What that costs; empty while the pay of a caller is unknown.")),
        Column("wins", Kind.NUMBER, N_("Wins"), N_("The won among those called.")),
        Column("missed", Kind.NUMBER, N_("Missed"),
               N_("The won below the bar or beyond the capacity; some may come by themselves.")),
        Column("per_win", Kind.MONEY, N_("Per win"), N_("Cost over wins.")),
    ),
    keys={"segment": "segment", "score": ("bar", None)},
    figures=("leads", "won"),
    units=scored.UNITS,
    shape=scored.shape,
    like="calibration",
    finish=finish,
    tables=("answers",),
    unit="person",
    options=(
        SCORE,
        Option("capacity", N_("how many leads of the period can be called (all)"), "number",
               told=N_("At most {value} leads of the period can be called.")),
        Option("dials", N_("how many dials a lead takes (the policy's)"), "number",
               told=N_("A lead takes {value} dials.")),
    ),
    caveats=(
        *scored.CAVEATS,
        N_("Minutes, dials and pay are the policy's (calling), not measured."),
        N_("Of more than 20 scores the lowest ones of 20 parts with about as many leads each are tried as bars."),
    ),
)  # fmt: skip
