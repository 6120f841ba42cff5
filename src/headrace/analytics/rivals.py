"""Which segments convert better, and which only seem to: rates side by side, told apart or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import conversion, sources
from headrace.analytics.question import (
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    figure,
    place_column,
    share,
)
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    from headrace.analytics import compare
    from headrace.analytics.compare import Ranked
else:
    compare = lazy("headrace.analytics.compare")

UNKNOWN = "–"


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per step and segment, the highest rate first; steps that nobody can be judged by are left out."""
    rows = conversion.finish(counted, reading)
    steps = dict.fromkeys((row["frm"], row["to"]) for row in rows)
    return [ranked for step in steps for ranked in _step([row for row in rows if (row["frm"], row["to"]) == step])]


def _step(rows: list[Row]) -> list[Row]:
    told = {row["segment"] or UNKNOWN: row for row in rows}
    counts = {name: compare.Count(row["converted"], row["judged"]) for name, row in told.items() if row["judged"]}
    order = compare.ranking(counts)
    return [_row(told[each.name], each, order[0]) for each in order]


def _row(row: Row, ranked: Ranked, best: Ranked) -> Row:
    """The rate, how sure it is that the best one is better, and how many more would tell it from that."""
    apart = ranked is best or best.name not in ranked.undecided
    return {
        **{
            name: row[name] for name in ("segment", "frm", "to", "judged", "converted", "rate", "rate_low", "rate_high")
        },
        "below": ", ".join(ranked.below),
        "undecided": ", ".join(ranked.undecided),
        "better": None if ranked is best else compare.chance_better(best.count, ranked.count),
        "needed": None if apart else compare.more_to_separate(ranked.count, best.count),
    }


QUESTION = Question(
    name="ranking",
    title=N_("Which segments convert better"),
    meaning=N_("Segments by their rate, and which of them can be told apart at all."),
    population=conversion.QUESTION.population,
    formula=(
        N_("rate = converted / judged"),
        WILSON_ENDS,
        N_("better = chance that Beta(converted + 1, judged - converted + 1) lies above that of the first"),
        N_("below: twice the chance of the opposite order stays under 5 %, over all pairs by Holm"),
        N_("needed: the fewest more in each of the two for which the pooled z reaches 1.96 + 0.84"),
    ),
    source=(sources.BETTER, sources.HOLM, sources.MORE_TO_TELL, sources.WILSON),
    columns=(
        place_column("frm", N_("From")),
        place_column("to", N_("To")),
        Column("segment", Kind.SEGMENT, N_("Segment"), N_("The value of the attribute that is compared.")),
        figure("judged", N_("Judged"), N_("First entered the stage in the period, and old enough for the limit.")),
        figure("converted", N_("Converted"), N_("Of those, reached the other stage, or a later one, in time.")),
        *share("rate", "judged", N_("Rate"), N_("Converted of judged.")),
        Column("below", Kind.TEXT, N_("Surely below"), N_("The segments that convert better, luck apart.")),
        Column("undecided", Kind.TEXT, N_("Undecided"), N_("The segments whose order with this one may be luck.")),
        Column("better", Kind.RATE, N_("Better"), N_("The chance that its true rate is above the first one's.")),
        Column(
            "needed", Kind.COUNT, N_("More to tell"),
            N_("So many more leads in each of the two would tell it from the first, with a chance of 80 %, if no "
               "others were compared. Empty where they are told apart."),
        ),
    ),
    keys={"bucket": "", "segment": "segment", "place": "frm"},
    figures=conversion.QUESTION.figures,
    worth=False,
    units={"ever": conversion.ever, "steps": conversion.steps, "pair": conversion.pair},
    like="conversion",
    finish=finish,
    shape=conversion.of_a_cohort,
    by="channel",
    options=tuple(option for option in conversion.QUESTION.options if option.name != "kind"),
    caveats=(
        N_("Two segments are told apart where the chance of the opposite order stays under 5 % over all pairs (Holm)."),
        *conversion.QUESTION.caveats,
    ),
)  # fmt: skip
