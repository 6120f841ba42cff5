"""How good the forecasts were: each made again as of the end of an earlier month, and held against what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from headrace.analytics import sources
from headrace.analytics.question import (
    SEGMENT,
    WILSON_ENDS,
    Ask,
    Column,
    Kind,
    Option,
    Reading,
    Replayed,
    Row,
    rate,
    segments,
    share,
)
from headrace.core.policy import Policy
from headrace.core.texts import N_
from headrace.core.units import instant, start_of_day
from headrace.planning import calibration, scores
from headrace.planning.calibration import Scored
from headrace.planning.forecast import Outlook, ranges
from headrace.planning.history import History
from headrace.planning.questions import runs
from headrace.planning.questions.calibration import BINS, BINS_OPTION, RELIABILITY, RELIABILITY_FORMULA, rows_of
from headrace.planning.questions.forecast import CAVEATS, HORIZONS, METHOD, expected, horizons, made
from headrace.planning.questions.forecast import QUESTION as FORECAST

MONTHS = 12
YES, NO = "yes", "no"


def replays(ask: Ask, policy: Policy) -> list[Ask]:
    """The ask as of the end of each month from which on the horizon is over by the as-of, the earliest first."""
    today, found = ask.as_of or date.max, list[Ask]()
    day = runs.first_day(today, "month", policy) - timedelta(days=1)
    while len(found) < int(ask.options.get("months") or MONTHS):
        if runs.last_day(day, _horizon(ask), policy) <= today:
            found.append(replace(ask, as_of=day, known_at=_known_at(ask, day, policy)))
        day = day.replace(day=1) - timedelta(days=1)
    return found[::-1]


def _known_at(ask: Ask, day: date, policy: Policy) -> datetime | None:
    """What was known on that evening, if that is asked for; else what is known now of what had happened then."""
    if ask.options.get("known") != "then":
        return ask.known_at
    then = instant(start_of_day(day + timedelta(days=1), policy.time_zone))
    return then if ask.known_at is None else min(then, ask.known_at)


def _horizon(ask: Ask) -> str:
    return str(ask.options.get("horizon") or HORIZONS[0])


class Chance(NamedTuple):
    """What leads were given that fared alike, and whether it came."""

    chance: float
    came: bool
    n: int


@dataclass(frozen=True, slots=True)
class Trial:
    """A forecast that was made again, and what came: wins until a day, and the fate of each lead that was open."""

    day: date
    until: date
    open: int
    wins: float
    low: float
    high: float
    came: int
    chances: Sequence[Chance]

    @property
    def held(self) -> bool:
        """Whether the range held what came."""
        return self.low <= self.came <= self.high


def trials(found: Sequence[Replayed], segment: str | None) -> Iterator[Trial]:
    """The trials of a segment, the earliest first; a day on which nothing was known to forecast by has none."""
    *earlier, now = found
    today = runs.as_of(now.reading)
    since_then = runs.history_of([row for row in now.counted.figures if row["segment"] == segment])
    for replayed in earlier:
        rows = [row for row in replayed.counted.figures if row["segment"] == segment]
        if rows:
            yield _trial(runs.history_of(rows), replayed.reading, since_then, today)


def _trial(history: History, reading: Reading, since_then: History, today: date) -> Trial:
    day, nth = runs.as_of(reading), HORIZONS.index(_horizon(reading.ask))
    # With the ends of the forecast, all of them: it is the same one then, to the last draw.
    ends = horizons(reading)
    told, until = made(history, ends, reading), day + timedelta(days=ends[nth])
    every = list(told.futures.values())
    low, high = ranges(sum(every[1:], start=every[0]).wins)[nth]
    first, last = (day - today).days, (until - today).days
    return Trial(
        day, until, int(history.n[history.open].sum()), float(told.told.means()[nth]), low, high,
        since_then.wins(first + 1, last), _chances(told.told, nth, since_then, first, last),
    )  # fmt: skip


def _chances(told: Outlook, nth: int, since_then: History, first: int, last: int) -> list[Chance]:
    """The chance of each lead that was open on an evening, by what is known since of who was."""
    given = {(group.stage, group.age): group.cell.chances[nth] for group in told.groups if group.cell is not None}
    open_then = (since_then.entered <= first) & (since_then.left > first)
    found = []
    for row in open_then.nonzero()[0]:
        key = (since_then.stages[since_then.stage[row]], first - int(since_then.entered[row]))
        if key in given:
            came = bool(since_then.won[row] and since_then.ended[row] <= last)
            found.append(Chance(given[key], came, int(since_then.n[row])))
    return found


# -- the trials --------------------------------------------------------------------------------------------


def finish(found: Sequence[Replayed], reading: Reading) -> list[Row]:
    """One row per trial, and one for all of them, for each segment."""
    del reading
    return [
        {"segment": segment, **row}
        for segment in segments(found[-1].counted.figures)
        for told in [list(trials(found, segment))]
        if told
        for row in (*(_row(trial.day, trial.until, [trial]) for trial in told), _row(None, None, told))
    ]


def _row(day: date | None, until: date | None, told: Sequence[Trial]) -> Row:
    wins, came = sum(trial.wins for trial in told), sum(trial.came for trial in told)
    chances = [chance for trial in told for chance in trial.chances]
    [alone] = told if day else [None]
    forecasts, actuals = [trial.wins for trial in told], [float(trial.came) for trial in told]
    return {
        "day": day,
        "until": until,
        "open": sum(trial.open for trial in told),
        "wins": wins,
        "wins_from": alone and alone.low,
        "wins_to": alone and alone.high,
        "came": came,
        "held": None if alone is None else YES if alone.held else NO,
        "wape": scores.wape(forecasts, actuals) if came else None,
        "bias": scores.bias(forecasts, actuals) if came else None,
        "brier": calibration.brier_of(_scored(chances)) if chances else None,
        "ranges": len(told),
        **rate("covered", sum(trial.held for trial in told), len(told)),
    }


def _scored(chances: Sequence[Chance]) -> list[Scored]:
    return [Scored(each.chance, each.n, each.n if each.came else 0) for each in chances]


OPTIONS = (
    Option("horizon", N_("forecast to the end of the next month (default) or of its quarter"), "choice", HORIZONS,
    "month"), Option("months", N_("as of the ends of how many months, the latest that can be judged (12)"), "number",
    most=120),
    Option("known", N_("by what was known then, or later of what had happened then (default)"), "choice",
           ("later", "then"), "later"),
    runs.LEAST,
)  # fmt: skip
REPLAYED = N_(
    "Each forecast is made again as of the end of a month. It knows nothing that happened later; with `known` then, "
    "nothing "
    "that was learnt later either."
)
_KEYS = {"segment": "segment", "place": None, "age": None, **dict.fromkeys(runs.KEYS)}
_OF_THE_FORECAST = replace(
    FORECAST, keys=_KEYS, like=FORECAST.name, replays=replays, total="", told_of_leads=(), tell=None, lead_columns=()
)
BACKTEST = replace(
    _OF_THE_FORECAST,
    name="backtest",
    title=N_("How good the forecasts were"),
    meaning=N_("The forecast as it would have been made at the end of each of the last months, against what came."),
    formula=(
        N_("wape = sum of |wins - came| / sum of came; bias = sum of (wins - came) / sum of came"),
        N_("brier = mean over the open leads of (chance - came)^2, came 1 or 0"),
        N_("covered = ranges that held what came / ranges; of ranges of 80 %, some 80 % should, or more of few wins"),
        WILSON_ENDS,
        *METHOD,
    ),
    source=(
        N_("To make a forecast again as of an earlier day is common use. Its scores: Hyndman and Koehler, "
           '"Another Look at Measures of Forecast Accuracy" (2006).'),
        sources.RELIABILITY,
        sources.FORECAST,
        sources.WILSON,
    ),
    columns=(
        SEGMENT,
        Column("day", Kind.DAY, N_("As of"), N_("The evening on which it would have been made; empty: all."),
        names=True), Column("until", Kind.DAY, N_("Until"), N_("The last day of what it tells.")),
        Column("open", Kind.COUNT, N_("Open"), N_("Leads that were open then.")),
        *expected("wins", Kind.NUMBER, N_("Forecast"), N_("The wins that were expected.")),
        Column("came", Kind.COUNT, N_("Came"), N_("The wins that came.")),
        Column("held", Kind.TEXT, N_("Within"), N_("Whether the range held what came."), words={YES: N_("yes"), NO:
        N_("no")}), Column("wape", Kind.RATE, N_("WAPE"), N_("Absolute errors over what came.")),
        Column("bias", Kind.RATE, N_("Bias"), N_("Errors over what came; above 0 the forecast was too high.")),
        Column("brier", Kind.NUMBER, N_("Brier"), N_("Of the chances of open leads: mean squared distance from what "
                                                     "came.")),
        Column("ranges", Kind.COUNT, N_("Ranges"), N_("How many ranges there are.")),
        *share("covered", "ranges", N_("Covered"), N_("The share of ranges that held what came.")),
    ),
    finish=finish,
    options=OPTIONS,
    caveats=(REPLAYED, *CAVEATS),
)  # fmt: skip


# -- the chances -------------------------------------------------------------------------------------------


def reliability(found: Sequence[Replayed], reading: Reading) -> list[Row]:
    """The reliability table of the chances that open leads were given, for each segment."""
    bins = int(reading.ask.options.get("bins") or BINS)
    return [
        {"segment": segment, **row}
        for segment in segments(found[-1].counted.figures)
        for told in [_scored([chance for trial in trials(found, segment) for chance in trial.chances])]
        if told
        for row in rows_of(told, bins)
    ]


CHANCES = replace(
    _OF_THE_FORECAST,
    name="chances",
    title=N_("Do chances come true?"),
    meaning=N_("The chances that forecasts gave to open leads, from the lowest to the highest, and how many were won."),
    formula=(*RELIABILITY_FORMULA, *METHOD),
    source=(sources.RELIABILITY, sources.FORECAST, sources.WILSON),
    columns=(SEGMENT, *(replace(column, listed=False) for column in RELIABILITY)),
    finish=reliability,
    options=(*OPTIONS, BINS_OPTION),
    caveats=(
        REPLAYED,
        N_(
            "A lead that was open at the end of several months is in the table several times: the intervals are too "
            "narrow."
        ),
        *CAVEATS,
    ),
)
