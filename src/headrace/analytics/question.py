"""What a question is, what may be asked of it, and what an answer carries.

A question is declared once; the command line, the JSON, the spreadsheet, the page and the
reference all follow from the declaration.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from headrace.analytics.intervals import wilson
from headrace.analytics.risk import End, Watched, sets_of
from headrace.analytics.survival import Curve, survival
from headrace.analytics.tables import LATE
from headrace.core.errors import UsageError
from headrace.core.funnel import Funnel
from headrace.core.policy import Policy
from headrace.core.texts import N_
from headrace.rules.editions import Edition

if TYPE_CHECKING:
    import ibis.expr.types as ir

Row = dict[str, Any]


class Kind(StrEnum):
    """What a column's values are, and so how they are shown.

    text: a name. place: the name of a stage or side place. segment: the value of the attribute that
    the report is split by (None: not known). period: the first day of a week, month, quarter or
    year. count: whole number of units. rate: share from 0 to 1; a growth may lie outside. low/high: the
    ends of a rate's 95 % interval. days: a duration in days, minutes: one in minutes. money: minor units
    of the company's currency. day: a date. number: a number with decimals, such as a share of several deals.
    """

    TEXT = "text"
    PLACE = "place"
    SEGMENT = "segment"
    PERIOD = "period"
    COUNT = "count"
    RATE = "rate"
    LOW = "low"
    HIGH = "high"
    DAYS = "days"
    MINUTES = "minutes"
    MONEY = "money"
    DAY = "day"
    NUMBER = "number"


TOTAL = "total"
"""What stands in the column of a question's `total` where a row is of all its rows together."""
OF_THE_STAY = "owner"
"""The one attribute that may change from stay to stay; all others are of the lead."""
WITHOUT_REVENUE = N_("Wins whose revenue nobody entered count as 0, and so do those in other currencies.")
"""What is to be said wherever wins are counted beside what they brought."""
BY_DAY = N_("Where only the day of a win, or of another milestone, is known, what happened on that day came before it.")
"""What is to be said wherever facts are held against the end of a pass."""
KEY_KINDS = (Kind.TEXT, Kind.PLACE, Kind.SEGMENT, Kind.PERIOD)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer. `label` and `meaning` are marked for translation where declared.

    `of` names the count that is a rate's denominator; `listed` says that the leads behind the
    column's figure can be listed; `names` whether the column tells rows apart, which places, segments and periods
    do unless it says otherwise. `words` are what people read instead of values that are codes, marked for
    translation as well.
    """

    name: str
    kind: Kind
    label: str
    meaning: str
    of: str = ""
    listed: bool = False
    names: bool | None = None
    words: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def naming(self) -> bool:
        """Whether the column tells the rows of an answer apart."""
        return self.kind in (Kind.PLACE, Kind.SEGMENT, Kind.PERIOD) if self.names is None else self.names


@dataclass(frozen=True, slots=True)
class Ask:
    """The parameters of one question, as its asker gave them.

    `first` (inclusive) and `end` (exclusive) bound the cohort by local days. `as_of` is a local day:
    what happened after its end is left out. `known_at` leaves out what was learnt after it.
    `by` names an attribute to split by, `bucket` a calendar unit (week, month, quarter, year).
    `where` keeps the journeys whose attributes have these values. `unit` is person, pass or group (a buying group; who
    joined none is a group of their own); None what the question counts by, or else the funnel.
    """

    first: date | None = None
    end: date | None = None
    as_of: date | None = None
    known_at: datetime | None = None
    by: str | None = None
    bucket: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a figure must say of itself, so that it can be had again: clocks, versions, head.

    `fiscal_year_start` is the month with which its years and quarters begin.
    """

    as_of: date
    known_at: datetime
    head: int
    funnel: str
    funnel_version: int
    policy_version: int
    zone: str
    currency: str
    fiscal_year_start: int = 1


@dataclass(frozen=True, slots=True)
class PlaceInfo:
    """A place as reports print it: its configured label, its role and its order."""

    name: str
    label: str
    role: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about the figures of an answer, marked for translation where it is declared; `values` fill it.

    A value bears the kind that it is written as, so that numbers read as the reader's language writes them.
    """

    text: str
    values: Mapping[str, tuple[Kind, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Input:
    """A number that a reader may want to change in a spreadsheet, by the name under which formulas speak of it."""

    name: str
    kind: Kind
    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Live:
    """What of an answer a spreadsheet computes itself, so that it follows where somebody changes a number.

    `formulas` says for cells, by the row's number from 0 and the column, how they are computed: spreadsheet formulas in
    which `[name]` is an input and `[column 3]` the cell of a column in row 3. A cell with a rate, and one without a
    formula, holds its value.
    """

    inputs: Sequence[Input] = ()
    formulas: Mapping[tuple[int, str], str] = field(default_factory=dict)


STILL = Live()
"""An answer of values alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: its rows, and all that a reader needs to trust them.

    `rows` have one value per column, by name; a missing value is None. `caveats` are sentences in
    the user's language, `formula` and `source` those of the question. `places` are in the funnel's order. `title` and
    `subtitle` are for people. `live` is what a spreadsheet computes itself, `notes` what is to be
    said of these figures before the caveats, `empty` what to say instead where there are none.
    """

    question: str
    title: str
    subtitle: str
    ask: Ask
    stamp: Stamp
    columns: Sequence[Column]
    rows: Sequence[Row]
    caveats: Sequence[str]
    places: Sequence[PlaceInfo]
    formula: Sequence[str] = ()
    source: Sequence[str] = ()
    live: Live = STILL
    notes: Sequence[Note] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A parameter that only some questions have.

    `kind` is days (0 or more), number (1 or more), share (0 to 1), amount (of money, 0 or more), day, stage, text,
    or choice. `told` is what an answer says of the `{value}` that it was given, `most` the most that it may be.
    """

    name: str
    meaning: str
    kind: str
    choices: tuple[str, ...] = ()
    default: Any = None
    told: str = ""
    most: int | None = None

    @property
    def flag(self) -> str:
        """How the command line writes it: `--older-than`."""
        return {"frm": "--from-stage", "to": "--to-stage"}.get(self.name, "--" + self.name.replace("_", "-"))


@dataclass(frozen=True, slots=True)
class Between:
    """The values of a key that one row of an answer stands for, both ends included; None: no end."""

    least: float | None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """A duration that a question counts: its columns of the units.

    `length` is in minutes, or null for a unit that is not measured; `ended` tells whether the awaited
    thing happened, or is still open (censored).
    """

    name: str
    length: str
    ended: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What an engine counted for a question.

    `figures` has one row per key: the key's columns, a count per figure, a sum per amount. `waits` has for
    each key (its values in the question's order, then the wait's name) rows of length in minutes,
    whether it ended, how many; and where the record began late, first the age in minutes after which they were watched.
    """

    figures: Sequence[Row]
    waits: Mapping[tuple[Any, ...], Sequence[Watched]]

    def told(self, *key: object) -> list[tuple[float, End, int]]:
        """The waits of a key's values and a wait's name, of those that were watched from the beginning."""
        return [wait for wait in self.waits.get(key, ()) if len(wait) == 3]

    def curve(self, *key: object) -> Curve:
        """The Kaplan-Meier curve of a key's values and a wait's name."""
        return survival(sets_of(self.waits.get(key, ())))


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was counted as of an earlier day, under what was asked of that day."""

    reading: "Reading"
    counted: Counted


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question needs to read its counts: the places in order, what was asked, the definitions.

    `as_of_us` is the end of the as-of day. `editions` are all published definitions, oldest first, in so far as they
    were known at the time that is asked for.
    """

    places: Sequence[PlaceInfo]
    ask: Ask
    funnel: Funnel
    policy: Policy
    as_of_us: int
    editions: Sequence[Edition] = ()

    @property
    def stages(self) -> Sequence[PlaceInfo]:
        """The ordered stages, side places apart."""
        return [place for place in self.places if place.role in ("stage", "won")]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, declared once.

    One that counts the same as another, and only reads it differently, names that one in `like`: they share their SQL.
    One with `paths` asks for journeys and their touches instead of counts (`analytics.paths`): `finish` gets these.
    `by` and `bucket` are what it is split by unless something else is asked, `unit` the only unit that it knows.

    `formula` is its arithmetic in the words of its columns, a line each; `source` is where the method comes from, or
    says that it is ours and why.

    It reads the stays, and the facts in `tables` (`analytics.tables` has the columns of both).
    `units` says, as an Ibis expression over the stays with what is asked beside each, what is counted: one row per unit
    and key, with the key's columns, a flag for each figure (`figures`), each of `amounts` in minor units,
    and for questions about time the columns of its `waits`. Where many flags follow from few columns, `units` gives
    these, and `flags` says what follows: then it need not be found out for each of millions, but for those alike.
    `keys` maps each of the key's columns to the answer's column that shows it; empty for one that tells units apart
    and is null for those whose leads can be listed; None for one over which the answer's rows add up; two columns, or
    one and None, where a row stands for all of the key's values from the first on, to the second. Figures are
    counts of flags, and the leads of a figure are the rows whose flag is set: the same query. `finish` turns what
    was counted into the rows of the answer; `shape` picks the expression for an ask. `splits` are the attributes that
    it can be split and kept by, if not all; `by_period` says whether calendar units split it.

    `worth` says whether it reads what stays are worth, which may be told after they began.

    `check` refuses an ask that the question cannot answer. `otherwise` has for shapes that count something else what is
    said of them instead of `population` and `caveats`.

    Of an answer's rows only those have leads that stand for the units counted now: `stands_for_leads` says which.
    A question that looks at several days names them in `replays`: it is counted as of each of them as well, and
    `finish` gets these beside the rest (`Replayed`). Of each lead `told_of_leads` are listed too, columns of its key;
    `tell` turns them into what people read: `lead_columns`, beside who it is.
    """

    name: str
    title: str
    meaning: str
    population: str
    formula: tuple[str, ...]
    source: tuple[str, ...]
    columns: tuple[Column, ...]
    keys: Mapping[str, str | tuple[str, str | None] | None]
    figures: tuple[str, ...]
    units: Mapping[str, "Callable[..., ir.Table]"]
    finish: Callable[[Any, Reading], list[Row]]
    tables: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    waits: tuple[Wait, ...] = ()
    options: tuple[Option, ...] = ()
    like: str = ""
    flags: "Callable[[ir.Table], Mapping[str, ir.Value]] | None" = None
    paths: tuple["Callable[..., ir.Table]", ...] = ()
    splits: tuple[str, ...] = ()
    by: str | None = None
    bucket: str | None = None
    unit: str | None = None
    by_period: bool = False
    worth: bool = True
    caveats: tuple[str, ...] = ()
    otherwise: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shape: Callable[[Ask], str] = lambda _: "default"
    check: Callable[[Ask], None] = lambda _: None
    replays: "Callable[[Ask, Policy], Sequence[Ask]] | None" = None
    total: str = ""
    stands_for_leads: Callable[[Row], bool] = lambda _: True
    told_of_leads: tuple[str, ...] = ()
    tell: Callable[[list[Row], Any, Reading], list[Row]] | None = None
    lead_columns: tuple[Column, ...] = ()

    def shown(self, ask: Ask) -> list[Column]:
        """The columns of an answer: a segment and a period only where they were asked for."""
        wanted = {Kind.SEGMENT: ask.by is not None, Kind.PERIOD: ask.bucket is not None}
        return [column for column in self.columns if wanted.get(column.kind, True)]


SCORE = Option("score", N_("the attribute that is the score, if it is not the points of answers"), "text")
SEEN_FROM = Option(
    "seen_from",
    N_("the first day that the record tells of, for journeys that began before it"),
    "day",
    told=N_(
        "The record begins on {value}: a journey counts from its age on that day on, and not at all if it had ended by "
        "then. Where fewer than ten could be watched at the youngest ages, the curve is of those who still waited when "
        "there were ten."
    ),
)


def of_the_record(ask: Ask) -> str:
    """The shape of a question that can be asked of a record which began late."""
    return LATE if ask.options.get(SEEN_FROM.name) else "default"


def place_column(name: str = "place", label: str = "Stage", words: Mapping[str, str] | None = None) -> Column:
    """The column that names a place, or one of `words` that stands in for one."""
    return Column(name, Kind.PLACE, label, N_("The stage or side place."), words=words or {})


WILSON_ENDS = N_("low and high: the ends of Wilson's 95 % interval of a rate")
"""The line of a formula that says where the ends of its rates come from."""
SEGMENT = Column("segment", Kind.SEGMENT, N_("Segment"), N_("The value of the attribute that the report is split by."))
PERIOD = Column(
    "period", Kind.PERIOD, N_("Period"), N_("The week, month, quarter or year in which the people entered.")
)


def figure(name: str, label: str, meaning: str) -> Column:
    """A count whose leads can be listed."""
    return Column(name, Kind.COUNT, label, meaning, listed=True)


def share(name: str, of: str, label: str, meaning: str) -> tuple[Column, Column, Column]:
    """A rate with the ends of its interval; `of` names its denominator."""
    return (
        Column(name, Kind.RATE, label, meaning, of=of),
        Column(f"{name}_low", Kind.LOW, N_("95 % from"), N_("The lower end of the 95 % Wilson interval.")),
        Column(f"{name}_high", Kind.HIGH, N_("to"), N_("The upper end of the 95 % Wilson interval.")),
    )


def rate(name: str, successes: int, n: int) -> Row:
    """A rate and its interval as row values: None where there is nothing to divide by."""
    low, high = wilson(successes, n) or (None, None)
    return {name: successes / n if n else None, f"{name}_low": low, f"{name}_high": high}


def per(part: float | None, whole: float | None) -> float | None:
    """One figure over another: nothing where either is not known, or there is nothing to divide by."""
    return part / whole if part is not None and whole else None


def days(minutes: float | None) -> float | None:
    """Minutes as days."""
    return None if minutes is None else minutes / 1440


def by_key(rows: Sequence[Row], keys: Sequence[str]) -> dict[tuple[Any, ...], list[Row]]:
    """The rows of each key, in the order in which the keys appear."""
    grouped: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        grouped.setdefault(tuple(row[key] for key in keys), []).append(row)
    return grouped


def refuse_period(ask: Ask, what: str) -> None:
    """Refuse a period where only the as-of day tells what is counted."""
    if ask.first is not None or ask.end is not None or ask.bucket is not None:
        raise UsageError(
            f"{what}: of one day, and of no period.", hint="`--as-of` is its day; leave out --from, --to and --every."
        )


def periods(rows: Sequence[Row]) -> list[date | None]:
    """The periods in their order, no period last."""
    return sorted({row["bucket"] for row in rows}, key=lambda day: (day is None, day or date.min))


def segments(rows: Sequence[Row]) -> list[str | None]:
    """The segments in the order that reports print them: by name, the unknown last."""
    found = {row.get("segment") for row in rows}
    return sorted(found, key=lambda name: (name is None, name or ""))
