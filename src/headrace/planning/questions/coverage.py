"""Is there pipeline enough? What is open over what is still to be won, and how much the firm itself has needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
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
from headrace.core.errors import UsageError
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.core.units import minor_digits
from headrace.planning.coverage import coverage, opening_for
from headrace.planning.history import NEVER, History
from headrace.planning.questions import runs

if TYPE_CHECKING:
    import numpy as np

    from headrace.planning.history import Flags
else:
    np = lazy("numpy")

SPANS = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Span:
    """A month, quarter or year, as days from the as-of, and what its opening pipeline was and brought.

    The opening pipeline are the leads in its stages on the evening before. `won` are its leads that were won in the
    span, `created` those won in it that did not belong to it; values in minor units.
    """

    start: date | None
    opening: int
    opening_value: float
    won: int
    won_value: float
    created: int
    created_value: float


def span_of(history: History, start: date, first: int, last: int) -> Span:
    """What a span from a first to a last day brought, of a history in which pipeline has a value and nothing else."""
    eve = (history.entered < first) & (history.left >= first) & ~np.isnan(history.value)
    won = history.won & (history.ended >= first) & (history.ended <= last)
    every = won & history.begins
    of_it, for_it = _sum(history, won & eve), _brought(history, won & eve)
    return Span(
        start, _sum(history, eve), _worth(history, eve), of_it, for_it, _sum(history, every) - of_it,
        _brought(history, every) - for_it,
    )  # fmt: skip


def priced(history: History, stages: Sequence[str]) -> History:
    """The history with a value for each stay in these stages, and none for others.

    Where nobody told one, it is what the lead was won for, or else what wins brought on average: an export of deals
    often has one amount, and tells it with the end.
    """
    known = history.revenue[history.begins & ~np.isnan(history.revenue)]
    usual = float(known.mean()) if len(known) else 0.0
    told = np.where(np.isnan(history.value), history.revenue, history.value)
    there = np.isin(history.stage, [nth for nth, name in enumerate(history.stages) if name in stages])
    return replace(history, value=np.where(there, np.where(np.isnan(told), usual, told), np.nan))


def _worth(history: History, rows: Flags) -> float:
    return float((history.value[rows] * history.n[rows]).sum())


def _sum(history: History, rows: Flags) -> int:
    return int(history.n[rows].sum())


def _brought(history: History, rows: Flags) -> float:
    """What leads were won for, as far as anybody told."""
    return float(np.nansum(history.revenue[rows] * history.n[rows]))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per span that is over, and one for that of the as-of, for each segment."""
    found = by_key(counted.figures, ("segment",))
    return [
        {"segment": segment, **row}
        for segment in segments(counted.figures)
        if (segment,) in found
        for row in _rows(priced(runs.history_of(found[segment,]), stages_of(reading)), reading)
    ]


def stages_of(reading: Reading) -> list[str]:
    """The stages whose leads are pipeline: from the asked one on, or the one before the win."""
    names = [stage.name for stage in reading.stages if stage.role != "won"]
    first = reading.ask.options.get("frm") or reading.funnel.before_won.name
    if len(names) > 1 and first == names[0]:
        raise UsageError(f"{first!r} is no pipeline.", hint=f"From a later stage on: {', '.join(names[1:])}.")
    return names[names.index(first) :]


def _rows(history: History, reading: Reading) -> Iterator[Row]:
    """A row for each span that is over, one for all of them, and one for that of the as-of."""
    day, policy = runs.as_of(reading), reading.policy
    name = reading.ask.options.get("span") or "quarter"
    began = date.fromordinal(day.toordinal() + int(history.entered.min()))
    # What was open when the record began nobody knows: its first span has no opening.
    over = list(runs.whole_spans(began, day, name, policy))[1:]
    over = [each for each in over if reading.ask.first is None or each[0] >= reading.ask.first]
    past = [span_of(history, start, (start - day).days, (last - day).days) for start, last in over]
    usual = _together(past)
    yield from (_row("past", span) for span in past)
    yield _row("together", usual)
    start = runs.first_day(runs.last_day(day, name, policy), name, policy)
    yield _now(history, span_of(history, start, (start - day).days, 0), usual, len(past), reading)


def _together(past: Sequence[Span]) -> Span:
    columns = zip(*(astuple(span)[1:] for span in past), strict=True)
    return Span(None, *map(sum, columns)) if past else Span(None, 0, 0.0, 0, 0.0, 0, 0.0)


def _row(which: str, span: Span) -> Row:
    return {
        "which": which,
        "start": span.start,
        "pipeline": span.opening,
        "open_value": span.opening_value,
        "won": span.won,
        **rate("rate", span.won, span.opening),
        "won_value": span.won_value,
        "converts": per(span.won_value, span.opening_value),
        "created": span.created,
        "created_value": span.created_value,
        **dict.fromkeys(("target", "rest", "coverage", "needed", "needed_coverage", "inverse")),
    }


def _now(history: History, span: Span, usual: Span, spans: int, reading: Reading) -> Row:
    """The span of the as-of: what is open now, what is still to be won, and what the spans before say that it takes."""
    there = history.open & ~np.isnan(history.value)
    ended = (history.ended < NEVER) & (history.stage == _last_stage(history, reading))
    told = {"pipeline": _sum(history, there), "open_value": _worth(history, there), "converts": None, **rate("rate", 0,
    0),
            "inverse": per(_sum(history, ended), _sum(history, ended & history.won))}  # fmt: skip
    target = reading.ask.options.get("target")
    if target is None:
        return _row("now", span) | told
    target *= 10 ** minor_digits(reading.policy.currency)
    rest = max(0.0, target - span.won_value - span.created_value)
    created = per(usual.created_value, spans)
    needed = None if created is None or not usual.won_value else opening_for(
        target, created, min(1.0, usual.won_value / usual.opening_value)
    )  # fmt: skip
    return _row("now", span) | told | {
        "target": target, "rest": rest, "coverage": coverage(told["open_value"], rest) if rest else None,
        "needed": needed, "needed_coverage": per(needed, target),
    }  # fmt: skip


def _last_stage(history: History, reading: Reading) -> int:
    """The number of the stage before the win; -1 if nobody was ever in it."""
    name = reading.funnel.before_won.name
    return history.stages.index(name) if name in history.stages else -1


QUESTION = Question(
    name="coverage",
    title=N_("Is there pipeline enough?"),
    meaning=N_("The open pipeline over what is still to be won, and how much pipeline a target has taken so far."),
    population=N_("Passes in the stages of the pipeline, on the eve of each span and now; the wins of each span."),
    formula=(
        N_("pipeline: leads in the stage before the win, or from the asked one on; of a past span, on the evening "
           "before it"),
        N_("rate = won / pipeline; converts = won_value / open_value"),
        N_("created_value: what was won in the span and was no pipeline on its eve"),
        N_("rest = target - won_value - created_value of the span so far; coverage = open_value / rest"),
        N_("needed = (target - created_value a span) / converts, both of the past spans together"),
        N_("needed_coverage = needed / target, of the pipeline on the eve"),
        N_("inverse = ended deals / won deals of the stage before the win: coverage by the rule of thumb, 1 / win "
           "rate"),
        WILSON_ENDS,
    ),
    source=(
        N_('What a target takes: "Target Pipeline Coverage is Not the Inverse of Win Rate".'),
        sources.WILSON,
    ),
    columns=(
        SEGMENT,
        Column("which", Kind.TEXT, N_("Span"),
               N_("past: a span that is over. together: all of these. now: the span of the as-of date."),
               words={"past": N_("over"), "together": N_("together"), "now": N_("now")}, names=True),
        Column("start", Kind.DAY, N_("From"), N_("The first day of the span."), names=True),
        figure("pipeline", N_("Pipeline"), N_("Leads in these stages: on the eve of a past span, or now.")),
        Column("open_value", Kind.MONEY, N_("Worth"), N_("What they are taken for.")),
        Column("won", Kind.COUNT, N_("Won of it"), N_("Won in the span, of the pipeline on its eve.")),
        *share("rate", "pipeline", N_("Rate"), N_("Won of the pipeline.")),
        Column("won_value", Kind.MONEY, N_("For"), N_("What these were won for.")),
        Column("converts", Kind.RATE, N_("Converts"), N_("What they were won for, over what the pipeline was worth.")),
        Column("created", Kind.COUNT, N_("Won beside it"), N_("Won in the span without being pipeline on its eve.")),
        Column("created_value", Kind.MONEY, N_("For that"), N_("What these were won for.")),
        Column("target", Kind.MONEY, N_("Target"), N_("What is to be won in the span.")),
        Column("rest", Kind.MONEY, N_("Rest"), N_("What of it is still to be won.")),
        Column("coverage", Kind.NUMBER, N_("Coverage"), N_("Worth of the pipeline now over the rest.")),
        Column("needed", Kind.MONEY, N_("Needed"), N_("The pipeline that the target takes on the eve of its span.")),
        Column("needed_coverage", Kind.NUMBER, N_("Needed coverage"), N_("That over the target.")),
        Column("inverse", Kind.NUMBER, N_("Rule of thumb"), N_("One over the win rate of the stage before the win.")),
    ),
    keys={"segment": "segment", "place": None, "age": None, **dict.fromkeys(runs.KEYS)},
    figures=runs.FIGURES,
    units={"default": runs.units},
    like="forecast",
    finish=finish,
    stands_for_leads=lambda row: row["which"] == "now",
    unit="pass",
    options=(
        Option("frm", N_("the first stage of the pipeline (the one before the win)"), "stage"),
        Option("target", N_("what is to be won in the span, in the company's currency"), "amount"),
        Option("span", N_("month, quarter (default) or year"), "choice", SPANS, "quarter"),
    ),
    caveats=(
        N_("The rule of thumb forgets what is both created and won within the span, and what slips out of it."),
        N_("The needed pipeline is that on the eve of a span: in its midst less will do."),
        N_("What a lead is taken for is its value as it was told last, in the stage or before; where nobody told one, "
           "what it was won for, or else what wins brought on average."),
    ),
)  # fmt: skip
