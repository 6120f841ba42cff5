"""Does a score mean what it says? Leads by their score, and what share of them was won."""

from __future__ import annotations

from collections.abc import Iterator

from headrace.analytics import sources
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
    segments,
    share,
)
from headrace.core.texts import N_
from headrace.planning import calibration
from headrace.planning.calibration import Bin, Scored
from headrace.planning.questions import scored

BINS = 10
EVERYBODY = N_("(all)")


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per bin of scores, from low to high, and one for all of them, for each segment."""
    bins = int(reading.ask.options.get("bins") or BINS)
    found = by_key(counted.figures, ("segment",))
    return [
        {"segment": segment, **row}
        for segment in segments(counted.figures)
        if (segment,) in found
        for row in rows_of(scored.scores_of(found[segment,]), bins)
    ]


def rows_of(leads: list[Scored], bins: int) -> Iterator[Row]:
    """A row for each bin, and one for all leads."""
    for number, each in enumerate(calibration.reliability(leads, bins), 1):
        yield _row(str(number), each, leads)
    [everybody] = calibration.reliability(leads, bins=1)
    yield _row("all", everybody, leads)


def _row(name: str, each: Bin, leads: list[Scored]) -> Row:
    """A bin of leads; off where its mean score is no share that its interval allows."""
    inside = [lead for lead in leads if each.lowest <= lead.score <= each.highest]
    chances = all(0 <= lead.score <= 1 for lead in leads)
    return {
        "bin": name,
        "lowest": each.lowest,
        "highest": each.highest,
        "leads": each.n,
        "score": each.score,
        "won": each.won,
        "rate": each.rate,
        "rate_low": each.low,
        "rate_high": each.high,
        "off": None if not chances else calibration.OFF if each.off else calibration.FITS,
        "brier": calibration.brier_of(inside) if chances else None,
    }


RELIABILITY = (
    Column("bin", Kind.TEXT, N_("Bin"), N_("From the lowest scores to the highest; and all of them together."),
           words={"all": EVERYBODY}, names=True),
    Column("lowest", Kind.NUMBER, N_("From"), N_("The lowest score in the bin.")),
    Column("highest", Kind.NUMBER, N_("To"), N_("The highest score in the bin.")),
    figure("leads", N_("Leads"), N_("With a score in the bin and a known end.")),
    Column("score", Kind.NUMBER, N_("Mean score"), N_("Their mean score.")),
    figure("won", N_("Won"), N_("Of these, won.")),
    *share("rate", "leads", N_("Rate"), N_("Won of leads.")),
    Column("off", Kind.TEXT, N_("Fits"),
           N_("Of chances: whether the mean score lies within the interval of the rate. Points promise no rate."),
           words={calibration.FITS: N_("yes"), calibration.OFF: N_("no")}),
    Column("brier", Kind.NUMBER, N_("Brier"),
           N_("Of chances: the mean squared distance of a score from what came, 1 or 0; 0 is perfect, 0.25 a coin.")),
)  # fmt: skip
"""The columns of a reliability table."""
RELIABILITY_FORMULA = (
    N_("bins: leads in order of their score, about as many in each; those of one score stay together"),
    N_("score = sum of scores / leads; rate = won / leads"),
    N_("brier = sum of (score - won)^2 / leads, won 1 or 0"),
    WILSON_ENDS,
)
BINS_OPTION = Option("bins", N_("how many bins (10)"), "number", most=100)


QUESTION = Question(
    name="calibration",
    title=N_("Does the score mean what it says?"),
    meaning=N_("Leads from the lowest scores to the highest, and the share of them that was won."),
    population=scored.POPULATION,
    formula=RELIABILITY_FORMULA,
    source=(sources.RELIABILITY, sources.WILSON),
    columns=(SEGMENT, *RELIABILITY),
    keys={"segment": "segment", "score": ("lowest", "highest")},
    figures=("leads", "won"),
    units=scored.UNITS,
    shape=scored.shape,
    finish=finish,
    tables=("answers",),
    unit="person",
    options=(SCORE, BINS_OPTION),
    caveats=scored.CAVEATS,
)
