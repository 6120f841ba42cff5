"""What every export reads from an answer: visible columns, the people behind a rate, flows and steps.

Nothing here computes a figure: rows are only grouped, named and put side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from headrace.adapters.formats import Formats, is_uncertain
from headrace.analytics.question import Answer, Column, Kind, Row
from headrace.core.funnel import STAGE_ROLES, Fate
from headrace.core.texts import _, ngettext
from headrace.drawings.flows import StageFlow
from headrace.drawings.palette import Tone
from headrace.drawings.paths import Spot, Step

WATERFALL, MOVES = "waterfall", "moves"
ENDS = (Kind.LOW, Kind.HIGH)
FATE_COLUMNS = tuple(fate.value for fate in Fate)

_SIDE_TONES = {"nurture": Tone.NURTURE, "expired": Tone.EXPIRED}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as it may be shown: its share, its 95 % interval, and the people it speaks of."""

    share: float | None
    low: float | None
    high: float | None
    people: int | None

    @property
    def uncertain(self) -> bool:
        """Whether too few people stand behind it."""
        return is_uncertain(self.people)

    @property
    def hits(self) -> int | None:
        """How many of the people the share is, where both are known."""
        if self.share is None or self.people is None:
            return None
        return round(self.share * self.people)


def label_of(column: Column) -> str:
    """The column's name for people, in their language."""
    return spoken_label(column.label)


def meaning_of(column: Column) -> str:
    """What the column says, in the user's language."""
    return spoken_label(column.meaning)


def beware(answer: Answer, formats: Formats) -> list[str]:
    """What is to be said of an answer: of its figures, and of all answers to its question."""
    return [*findings(answer, formats), *answer.caveats]


def findings(answer: Answer, formats: Formats) -> list[str]:
    """What is to be said of the figures of an answer."""
    return [
        _(note.text, **{name: formats.value(kind, value) for name, (kind, value) in note.values.items()})
        for note in answer.notes
    ]


def spoken_label(text: str) -> str:
    """A declared text translated; one that may be an attribute's own name stays as it is."""
    # Braces would be taken for places to fill, and a catalogue answers the empty text with its header.
    return _(text) if text and "{" not in text and "}" not in text else text


def visible(answer: Answer) -> list[Column]:
    """The columns that a reader sees: the ends of an interval stand with their rate, not by themselves."""
    return [column for column in answer.columns if column.kind not in ENDS]


def ends_of(answer: Answer, rate: Column) -> dict[Kind, str]:
    """The names of the columns that hold the interval of a rate: those that follow it."""
    names: dict[Kind, str] = {}
    columns = list(answer.columns)
    for column in columns[columns.index(rate) + 1 :]:
        if column.kind is Kind.RATE:
            break
        if column.kind in ENDS:
            names.setdefault(column.kind, column.name)
    return names


def rate_of(answer: Answer, row: Row, column: Column) -> Rate:
    """A rate with its interval and the people behind it."""
    ends = ends_of(answer, column)
    low, high = (row.get(ends[kind]) if kind in ends else None for kind in ENDS)
    return Rate(row[column.name], low, high, people_behind(answer, row, column))


def people_behind(answer: Answer, row: Row, column: Column) -> int | None:
    """How many people a rate is a share of: its denominator, which may stand in another row.

    The waterfall's rates are of the people of the stage before and of the first stage; a move's
    share is of all moves out of its place.
    """
    if answer.question == WATERFALL and column.name in ("of_previous", "of_first"):
        return _people_upstream(answer, row, first=column.name == "of_first")
    if answer.question == MOVES and column.name == "share":
        return sum(other["count"] or 0 for other in answer.rows if other["frm"] == row["frm"])
    people = row.get(column.of)
    return None if people is None else int(people)


def _people_upstream(answer: Answer, row: Row, *, first: bool) -> int | None:
    segment = segment_of(answer)
    order = [place.name for place in answer.places]
    peers = [other for other in answer.rows if not segment or other[segment.name] == row[segment.name]]
    peers.sort(key=lambda other: order.index(other["place"]) if other["place"] in order else len(order))
    position = next(i for i, other in enumerate(peers) if other is row)
    if position == 0:
        return None
    people = peers[0 if first else position - 1]["entered"]
    return None if people is None else int(people)


def segment_of(answer: Answer) -> Column | None:
    """The column that the answer is split by, if it is."""
    return next((column for column in answer.columns if column.kind is Kind.SEGMENT), None)


def flow_of(label: str, rows: Iterable[Row]) -> StageFlow:
    """What became of the people of one stage: the sum of its rows, one per segment."""
    kept = list(rows)
    names = ("entered", "joined", *FATE_COLUMNS)
    return StageFlow(label, **{name: sum(int(row.get(name) or 0) for row in kept) for name in names})


def arrived(answer: Answer, row: Row, flow: StageFlow) -> bool:
    """Whether a row is of the last stage and nobody has left it: then nothing happened next."""
    return row["place"] == answer.rows[-1]["place"] != answer.rows[0]["place"] and flow.arrived


def flows(answer: Answer) -> list[StageFlow]:
    """The stages of a waterfall answer in the funnel's order, all segments together."""
    named = {row["place"] for row in answer.rows}
    return [
        flow_of(place.label, (row for row in answer.rows if row["place"] == place.name))
        for place in answer.places
        if place.name in named
    ]


def steps(answer: Answer) -> list[Step]:
    """The steps of a moves answer whose places are known to it, all segments together."""
    known = {place.name for place in answer.places}
    sums: dict[tuple[str | None, str, str], int] = {}
    for row in answer.rows:
        if row["to"] in known and (row["frm"] is None or row["frm"] in known):
            key = (row["frm"], row["to"], str(row["kind"]))
            sums[key] = sums.get(key, 0) + int(row["count"] or 0)
    return [Step(frm, to, kind, count) for (frm, to, kind), count in sums.items()]


def spots(answer: Answer) -> tuple[list[Spot], list[Spot]]:
    """The stages and the side places of an answer, in order."""
    stages = [Spot(p.name, p.label, Tone.MOVED) for p in answer.places if p.role in STAGE_ROLES]
    sides = [
        Spot(p.name, p.label, _SIDE_TONES.get(p.role, Tone.OUT)) for p in answer.places if p.role not in STAGE_ROLES
    ]
    return stages, sides


def shown(formats: Formats, row: Row, column: Column) -> str:
    """A cell as people read it."""
    value = row[column.name]
    return _(column.words[value]) if value in column.words else formats.cell(column, value)


def rate_note(rate: Rate, formats: Formats, split: str = ", ") -> str:
    """What a rate must say beside itself: its interval and n, or its counts where they are few."""
    if rate.uncertain and rate.hits is not None and rate.people is not None:
        return _("{hits} of {people}", hits=formats.count(rate.hits), people=formats.count(rate.people))
    known = rate.share is not None and rate.people is not None
    people = _("n = {people}", people=formats.count(rate.people or 0)) if known else ""
    return split.join(part for part in (formats.interval(rate.low, rate.high), people) if part)


def period_words(answer: Answer, formats: Formats) -> str:
    """The period of the question, with its first and its last day."""
    first, end = answer.ask.first, answer.ask.end
    last = end - timedelta(days=1) if end else None
    if first and last:
        return formats.days_between(first, last)
    if first:
        return _("from {first}", first=formats.day(first))
    return _("until {last}", last=formats.day(last)) if last else _("all time")


def nothing(answer: Answer) -> str:
    """What is said of an answer that has no rows."""
    return answer.empty or _("Nothing to show: nobody fits this question.")


def units(answer: Answer) -> str:
    """What the answer counts."""
    return {"pass": _("passes"), "group": _("buying groups")}.get(answer.ask.unit or "", _("people"))


def filters(answer: Answer) -> list[str]:
    """The filters of the question, one sentence part each."""
    return [_("{name}: {value}", name=name, value=value) for name, value in sorted(answer.ask.where.items())]


def stamp_words(answer: Answer, formats: Formats) -> list[str]:
    """What lets a reader have the same figures again: clocks, head of the ledger, versions, zone."""
    stamp = answer.stamp
    return [
        _("as of {day}", day=formats.day(stamp.as_of)),
        _("known at {instant}", instant=_known_at(answer, formats)),
        _("ledger head {head}", head=formats.count(stamp.head)),
        _("funnel {name}, version {version}", name=stamp.funnel, version=stamp.funnel_version),
        _("policy version {version}", version=stamp.policy_version),
        _("times in {zone}", zone=stamp.zone),
    ]


def _known_at(answer: Answer, formats: Formats) -> str:
    """To the minute; to the second where it was asked for, as two such answers may lie a second apart."""
    asked = answer.ask.known_at
    return formats.instant(answer.stamp.known_at) if asked is None else formats.exactly(asked)


def size_words(answer: Answer, formats: Formats) -> str:
    """How many rows there are."""
    count = len(answer.rows)
    return ngettext("{rows} row", "{rows} rows", count, rows=formats.count(count))


def present(answers: Sequence[Answer], question: str) -> Answer | None:
    """The first answer to a question among several."""
    return next((answer for answer in answers if answer.question == question), None)
