"""What the house needs from outside: the book that keeps the facts, the engine that answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias, overload

from headrace.analytics.question import Ask, Counted, Question, Row
from headrace.core.asking import Qualification
from headrace.core.entries import Entry, Known
from headrace.core.people import Person
from headrace.core.policy import Side
from headrace.ledger.codec import COLUMNS
from headrace.ledger.fold import Standing
from headrace.ledger.known import Horizon
from headrace.rules.clocks import Run
from headrace.rules.office import Office
from headrace.rules.passes import Pass
from headrace.rules.work import Outlook, Projection, Work

if TYPE_CHECKING:
    from headrace.analytics.attribution.paths import Journeys

LedgerRow = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """An import: rows that count only once they are published.

    `state` is open, published, undone or abandoned. `digest` tells the same file and map again.
    `rows_done` is how many of its facts are stored already.
    """

    number: int
    digest: str
    name: str
    kind: str
    state: str
    rows_done: int = 0


class Fact(NamedTuple):
    """A fact of an import, already screened: what differs from row to row of a batch."""

    kind: str
    at_us: int | None
    at_grain: str
    journey: str | None
    person: str | None
    account: str | None
    key: str
    payload: str


class Facts(Sequence[Fact]):
    """Facts in one flat list, value after value in the order of `Fact`.

    There are millions of them: so none costs an object of its own, and a book hands the list to its driver.
    """

    __slots__ = ("values",)

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> "Facts":
        """The same facts, flat."""
        return facts if isinstance(facts, cls) else cls(list(chain.from_iterable(facts)))

    def __len__(self) -> int:
        return len(self.values) // WIDTH

    def __iter__(self) -> Iterator[Fact]:
        return map(Fact._make, zip(*[iter(self.values)] * WIDTH, strict=True))

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fact]: ...
    def __getitem__(self, index: int | slice) -> Fact | Sequence[Fact]:
        """One fact, or those of a slice."""
        return list(self)[index]


WIDTH = len(Fact._fields)
"""How many values a fact has."""


@dataclass(slots=True)
class Tally:
    """What became of the facts of an import."""

    new: int = 0
    known: int = 0
    updates: int = 0

    def add(self, other: "Tally") -> None:
        """Count the other's facts too."""
        self.new += other.new
        self.known += other.known
        self.updates += other.updates


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was refused: where it stands, what was given, why."""

    line: int
    column: str
    value: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of a file: how many rows have it, whether they were refused, the first of them.

    `examples` are (line, value) pairs.
    """

    name: str
    column: str
    reason: str
    rows: int
    refused: bool
    examples: tuple[tuple[int, str | None], ...]


class Screened(Protocol):
    """A file that was read: it can be judged, and then tells its facts, and after them all that it found."""

    total: int

    def judge(self, passes: Iterable[tuple[str, Pass]], rule: Callable[[str], str]) -> None:
        """Learn who is known, and which findings refuse a row."""
        ...

    def facts(self) -> Iterator[Facts]:
        """The facts of the rows that are taken, sorted by whom they are about, in chunks; the same on every run."""
        ...

    def people(self) -> Iterator[list[Person]]:
        """The personal data of the taken rows, in chunks."""
        ...

    def repeats(self) -> int:
        """How many facts were told again, word for word, by a later row."""
        ...

    def rejects(self) -> list[Reject]:
        """Every refused row, by line."""
        ...

    def found(self) -> list[Found]:
        """The findings, the frequent ones first."""
        ...

    def refused_rows(self) -> int:
        """How many rows were refused."""
        ...


@dataclass(frozen=True, slots=True)
class Stamps:
    """What all facts of one append share."""

    recorded_us: int
    funnel_version: int | None
    policy_version: int | None


EVERYBODY = 1_000_000_000
"""A limit that leaves nobody out."""

Order: TypeAlias = Literal["rank", "next", "due", "late", "expires"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which journeys a queue shows.

    `places` are where they stand, `owner` whose they are: "" for nobody's, None for anybody's. What
    is not ready until `ready_us` is left out; with `unvalued` also what has a value; with `besides`
    whoever has a later pass, or another one in one of these places.
    """

    order: Order
    limit: int
    places: tuple[str, ...] = ()
    owner: str | None = None
    ready_us: int | None = None
    unvalued: bool = False
    besides: tuple[str, ...] = ()


Judge = Callable[[Mapping[str, Sequence[Known]], Office], Sequence[Entry]]
"""Sees the facts of journeys, and what the desks have before them; tells what is to be appended."""

DueJudge = Callable[[Outlook, Office], Sequence[Entry]]
"""Sees a journey with its clocks, and what the desks have before them; tells what is due."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one turn of the clock told, in the order in which it fell due.

    `idle` are the journeys of which something was said to be due, and whose facts say otherwise.
    """

    facts: tuple[Known, ...]
    idle: tuple[str, ...] = ()


class Publications(Protocol):
    """What tells which definitions were published."""

    def published(self, kind: str) -> list[Known]:
        """The publications of a kind, oldest first."""
        ...


class Book(Protocol):
    """The store of facts: append-only, ordered by when we learnt them."""

    secret: str

    def head(self) -> int:
        """The `seq` of the newest fact, 0 for an empty ledger."""
        ...

    def head_at(self, known_us: int) -> int:
        """The `seq` of the newest fact that was learnt by then, 0 if none was."""
        ...

    def append(self, entries: Sequence[Entry], *, now: datetime) -> list[Known]:
        """Append facts and bring `standing` up to date, in one transaction.

        A fact whose (source, key) is known already is not appended again: the one that stands is
        returned in its place.
        """
        ...

    def versions(self) -> tuple[int | None, int | None]:
        """The versions of the funnel and of the policy that new facts refer to; None before the first."""
        ...

    def rows(self, after: int, until: int | None = None, columns: Sequence[str] = COLUMNS) -> Iterator[list[LedgerRow]]:
        """Ledger rows with `after < seq <= until` in order, in chunks; all columns or some, `seq` first."""
        ...

    def entries(self, after: int = 0) -> Iterator[Known]:
        """All entries after a `seq`, in order."""
        ...

    def told(self, kinds: Sequence[str], first_us: int, end_us: int) -> Iterator[Known]:
        """The facts of some kinds that count and happened from `first_us` on and before `end_us`, in ledger order."""
        ...

    def journey(self, journey: str) -> list[Known]:
        """The facts of a journey that count, in ledger order."""
        ...

    def rulings(self) -> list[Known]:
        """All facts about facts, people and batches, in ledger order."""
        ...

    def published(self, kind: str) -> list[Known]:
        """The publications of a kind (`funnel_published`, `policy_published`), oldest first."""
        ...

    def keyed(self, source: str, prefix: str) -> list[Known]:
        """The facts of a source whose keys begin so, those that count, in ledger order."""
        ...

    def standing(self, journey: str) -> Standing | None:
        """Where a journey stands."""
        ...

    def standings(self) -> Iterator[Standing]:
        """Where every journey stands, by journey."""
        ...

    def projections(self) -> Iterator[Projection]:
        """All that is projected, by journey."""
        ...

    def passes(self, persons: Sequence[str] | None = None) -> Iterator[tuple[str, Pass]]:
        """Each pass of these persons, or of everybody, with its person."""
        ...

    def act(self, journeys: Sequence[str], judge: Judge, *, now: datetime) -> list[Known]:
        """Let a judge see the facts of some journeys that count, and append what it finds, in one transaction.

        Nobody else appends in between, so that two deeds never go by the same state.
        """
        ...

    def rehearse(self, journeys: Sequence[str], judge: Judge) -> Sequence[Entry]:
        """What a judge would append; nothing is."""
        ...

    def sweep(self, until_us: int, limit: int, judge: DueJudge, *, now: datetime) -> Swept | None:
        """Let a judge see, one by one, the journeys whose clocks want attention until then; None if none does.

        The one whose clock wants it first comes first, and again when another of its clocks does: what is
        told of one counts for the next. All that at most `limit` clocks lead to is told in one transaction.
        """
        ...

    def find(self, name: str) -> list[str]:
        """The journeys that a name means, oldest pass first: a journey's id, a person's, an e-mail address."""
        ...

    def reproject(self, journeys: Iterable[str], progress: Callable[[int], None] = ...) -> None:
        """Project these journeys (given in order) anew, some at a time; what is appended meanwhile wins."""
        ...

    def place(self, journeys: Iterable[str], progress: Callable[[int], None] = ...) -> None:
        """As `reproject`, but only where the journeys stand: what they want and their clocks stay behind."""
        ...

    def rebuild(self, progress: Callable[[int], None] = ...) -> int:
        """Project every journey anew; says how many stand somewhere."""
        ...

    def stale(self) -> bool:
        """Whether the projections are older than their form, and must be built anew."""
        ...

    def work(self, journey: str) -> Work | None:
        """What a journey wants; None if nothing."""
        ...

    def wanted(self, asked: Wanted) -> list[Work]:
        """The journeys that a queue shows, in its order, at most as many as it asks for."""
        ...

    def clocks(self, journey: str) -> list[Run]:
        """Every run of every clock of a journey, in the order in which they started."""
        ...

    def clocks_between(self, first_us: int, end_us: int) -> Iterator[Run]:
        """Every run that started from `first_us` on and before `end_us`."""
        ...

    def unprojected(self) -> list[Batch]:
        """The batches whose publication or undoing the projections do not show yet, or not in full."""
        ...

    def unplaced(self) -> list[Batch]:
        """The batches whose publication or undoing not even the standings show."""
        ...

    def projected(self, batch: Batch) -> None:
        """Note that the projections show a batch."""
        ...

    def placed(self, batch: Batch) -> None:
        """Note that the standings show a batch, and the other projections do not yet."""
        ...

    def open_batch(self, digest: str, name: str, kind: str, *, now: datetime) -> Batch:
        """The open batch of that digest, begun before or now."""
        ...

    def batches(self) -> list[Batch]:
        """All batches, oldest first."""
        ...

    def add_facts(self, batch: Batch, source: str, facts: Sequence[Fact], *, now: datetime) -> Tally:
        """Append a chunk of an import in one transaction; facts known already are left out."""
        ...

    def weigh_facts(self, source: str, facts: Sequence[Fact]) -> Tally:
        """What `add_facts` would do, without doing it."""
        ...

    def abandon(self, batch: Batch) -> None:
        """Give up an open batch: it turned out to tell nothing new."""
        ...

    def add_people(self, batch: Batch, people: Sequence[Person], *, now: datetime) -> int:
        """Keep the personal data of an import, apart from the ledger; of how many people it tells something new."""
        ...

    def add_rejects(self, batch: Batch, rejects: Sequence[Reject]) -> None:
        """Keep the refused rows of an import."""
        ...

    def publish(self, batch: Batch, counts: Mapping[str, int], *, actor: str, now: datetime) -> Known:
        """Make a batch count, by one new fact."""
        ...

    def undo(self, batch: Batch, *, why: str, actor: str, now: datetime) -> Known:
        """Make a batch count no more, by one new fact."""
        ...

    def batch_journeys(self, batches: Sequence[Batch]) -> Iterator[str]:
        """The journeys that these batches have facts of, each once, in order."""
        ...

    def emails(self) -> Iterator[tuple[str, str]]:
        """Each person of whom we know an e-mail address, with the newest one."""
        ...

    def person(self, person: str) -> Person | None:
        """The personal data of a person, if we have them still."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """What an engine needs of the house to answer: the clocks as numbers, the calendar, the currency.

    `as_of_us` is exclusive, the end of the as-of day; `horizon` is None for everything known now.
    `sides` tells whose a channel is, `influence_us` how far before its close a touch influences a deal,
    `qualification` what an answer is worth that came without points.
    `together` takes all people of a buying group (group) or of an account (account) for one. `rebuilt` asks for
    stays built from the facts as they were known then. `seen_us` is when the record begins, where that is asked.
    """

    as_of_us: int
    as_of_day: int
    horizon: Horizon | None
    currency: str
    week_start: str
    fiscal_start: int
    sides: Mapping[str, Side]
    influence_us: int
    qualification: Qualification
    together: str | None = None
    rebuilt: bool = False
    seen_us: int | None = None


class Engine(Protocol):
    """Whatever counts: it binds the questions' tables to data."""

    def attributes(self) -> list[str]:
        """What a report can be split by."""
        ...

    def values(self, attribute: str, scope: Scope) -> list[str]:
        """The values of an attribute that leads have, or that were told of others."""
        ...

    def counted(self, question: Question, ask: Ask, scope: Scope) -> Counted:
        """Count a question's figures, and its waits if it has any."""
        ...

    def journeys(self, question: Question, ask: Ask, scope: Scope) -> "Journeys":
        """The journeys of a question about paths, with their touches."""
        ...

    def leads(self, question: Question, ask: Ask, scope: Scope, key: Row, figure: str) -> list[Row]:
        """The units behind one figure: unit, journey, person."""
        ...

    def must_rebuild(self, ask: Ask, as_of_us: int, *, worth: bool = True) -> bool:
        """Whether a past as-of needs stays built anew for this ask, which reads what they are worth or does not."""
        ...

    def undated(self, ask: Ask, scope: Scope) -> tuple[int, int]:
        """How many units began nobody knows when; how many moves were given another's time."""
        ...
