"""Does the score still tell who will be won? Of late, against before."""

from __future__ import annotations

from collections.abc import Iterator

from headrace.analytics import sources
from headrace.analytics.question import (
    SCORE,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    segments,
)
from headrace.core.texts import N_
from headrace.planning import calibration
from headrace.planning.calibration import Scored
from headrace.planning.questions import scored

RECENT = 90
STILL = N_("Nothing speaks against the score.")


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """Two rows, of late and before, for each segment."""
    given = reading.ask.options.get("recent")
    recent = RECENT if given is None else int(given)
    found = by_key(counted.figures, ("segment",))
    return [
        {"segment": segment, **row}
        for segment in segments(counted.figures)
        if (segment,) in found
        for row in _rows(found[segment,], recent)
    ]


def _rows(rows: list[Row], recent: int) -> Iterator[Row]:
    late = scored.scores_of([row for row in rows if row["age"] < recent])
    before = scored.scores_of([row for row in rows if row["age"] >= recent])
    yield _row("before", before, recent, None, None)
    yield _row("recent", late, 0, recent - 1, calibration.warning(before, late) or STILL)


def _row(span: str, leads: list[Scored], youngest: int, oldest: int | None, verdict: str | None) -> Row:
    n, won = sum(each.n for each in leads), sum(each.won for each in leads)
    told = calibration.power(leads) if 0 < won < n else None
    chances = bool(n) and all(0 <= each.score <= 1 for each in leads)
    return {
        "span": span,
        "youngest": youngest,
        "oldest": oldest,
        "leads": n,
        "won": won,
        "power": told and told.area,
        "power_low": told and told.low,
        "power_high": told and told.high,
        "brier": calibration.brier_of(leads) if chances else None,
        "verdict": verdict,
    }


QUESTION = Question(
    name="score_power",
    title=N_("Does the score still predict?"),
    meaning=N_("How often a lead that was won had scored higher than one that was not: of late, and before."),
    population=scored.POPULATION,
    formula=(
        N_("power = share of the pairs of a won lead and another in which the won one scored higher; ties count half"),
        N_("power_low, power_high = power -/+ 1.96 standard errors, within 0 to 1"),
        N_("no better than a coin: power_low of late is 0.5 or less"),
        N_("worse: power before - power of late > 1.96 x root of the sum of both squared errors"),
        N_("brier, of chances: sum of (score - won)^2 / leads, won 1 or 0"),
    ),
    source=(sources.POWER, sources.RELIABILITY),
    columns=(
        SEGMENT,
        Column("span", Kind.TEXT, N_("Span"), N_("When they entered: of late, or before."),
               words={"recent": N_("of late"), "before": N_("before")}, names=True),
        Column("youngest", Kind.COUNT, N_("Days ago"), N_("Entered so many days before the as-of, or earlier.")),
        Column("oldest", Kind.COUNT, N_("to"), N_("Entered so many days before the as-of, or later; empty: any.")),
        figure("leads", N_("Leads"), N_("With a score and a known end.")),
        figure("won", N_("Won"), N_("Of these, won.")),
        Column("power", Kind.RATE, N_("Power"),
               N_("How often the won one of two leads had scored higher: 0.5 is a coin, 1 perfect.")),
        Column("power_low", Kind.LOW, N_("95 % from"), N_("The lower end of its 95 % interval, by Hanley and McNeil.")),
        Column("power_high", Kind.HIGH, N_("to"), N_("The upper end.")),
        Column("brier", Kind.NUMBER, N_("Brier"),
               N_("Of chances: the mean squared distance of a score from what came, 1 or 0.")),
        Column("verdict", Kind.TEXT, N_("Verdict"), N_("Why the score can no longer be trusted, if so."),
               words={each: each for each in (STILL, calibration.BLIND, calibration.WEAKER, calibration.FEW)}),
    ),
    keys={"segment": "segment", "age": ("youngest", "oldest"), "score": None},
    figures=("leads", "won"),
    units=scored.UNITS,
    shape=scored.shape,
    finish=finish,
    tables=("answers",),
    unit="person",
    options=(
        SCORE,
        Option("recent", N_("of late: entered within so many days (90)"), "days", default=RECENT,
               told=N_("Of late: entered within the last {value} days.")),
    ),
    caveats=(
        *scored.CAVEATS,
        N_("Fewer than ten won, or ten not, say nothing of late."),
    ),
)  # fmt: skip
