"""How every engine answers: it binds the tables of a question, runs the shipped SQL, and reads what comes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from headrace.adapters.engines import strangers
from headrace.adapters.engines.binding import (
    BUILT_IN,
    PAYMENTS,
    Binding,
    bucket_start,
    column_of,
    constant,
    families_for,
    families_of,
    lag_of,
    periods_over,
)
from headrace.adapters.mirror import known
from headrace.adapters.mirror.duck import identifier
from headrace.adapters.mirror.families import ATTRIBUTES, LocalDays
from headrace.adapters.mirror.visits import WORTH
from headrace.analytics.compiled import sql
from headrace.analytics.question import SCORE, Between, Counted
from headrace.analytics.tables import LATE, PERIODS
from headrace.core.lazily import lazy
from headrace.core.units import day_of

if TYPE_CHECKING:
    import pyarrow as pa

    from headrace.adapters.mirror.mirror import Manifest, Mirror
    from headrace.analytics.attribution.paths import Journeys
    from headrace.analytics.question import Ask, Question, Row
    from headrace.analytics.risk import Watched
    from headrace.app.ports import Scope
    from headrace.core.funnel import Funnel
else:
    pa = lazy("pyarrow")

STARTS = ("bucket", "cohort")
EXACTLY = 6
"""To how many decimals sums are told: engines add in any order, and an answer stays the same to the byte."""


class Session(Protocol):
    """A connection for one answer. What is made in it is gone with it."""

    def run(self, statement: str) -> None:
        """Run a statement that gives nothing."""
        ...

    def make(self, name: str, query: str) -> None:
        """Keep the rows of a query as a table."""
        ...

    def put(self, name: str, rows: pa.Table) -> None:
        """Keep rows from here as a table."""
        ...

    def rows(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of a query's columns, and its rows: whole numbers as `int`, others as `float`."""
        ...

    def arrow(self, query: str) -> pa.Table:
        """The rows of a query of integers and texts as columns."""
        ...


@dataclass(frozen=True, slots=True)
class Answering(ABC):
    """Answers questions about what a mirror holds that is in step with the ledger.

    `anew` builds the stays by another funnel than the mirror's own.
    """

    mirror: Mirror
    manifest: Manifest
    funnel: Funnel
    anew: bool = False
    dialect: ClassVar[str]
    text: ClassVar[str]
    """The type of texts, such that they sort by their bytes."""

    @abstractmethod
    def session(self, families: Sequence[str], scope: Scope) -> AbstractContextManager[Session]:
        """A session with the stays as `mirrored`, and each of these families as `known_<family>`."""

    # -- the port ------------------------------------------------------------------------------------------

    def attributes(self) -> list[str]:
        """What a report can be split by."""
        return [*BUILT_IN, *self.manifest.attributes]

    def values(self, attribute: str, scope: Scope) -> list[str]:
        """The values of an attribute that leads have, or that were told of others."""
        column = identifier(column_of(attribute))
        told = f"SELECT {column} AS value FROM mirrored UNION ALL {strangers.values(attribute, scope)}"
        with self.session([ATTRIBUTES], scope) as db:
            found = db.rows(f"SELECT DISTINCT value FROM ({told}) AS told WHERE value IS NOT NULL ORDER BY 1")[1]
        return [str(value) for (value,) in found]

    def undated(self, ask: Ask, scope: Scope) -> tuple[int, int]:
        """How many units began nobody knows when; how many moves were given another's time."""
        whose = 0 if ask.unit == "pass" else 1
        then = self.mirror.recalled(self.manifest, self.funnel, past_of(scope))
        with then if scope.rebuilt else nullcontext(self.manifest) as manifest:
            return manifest.undated[whose], manifest.placed[whose]

    def must_rebuild(self, ask: Ask, as_of_us: int, *, worth: bool = True) -> bool:
        """Whether the stays as they stand would tell a past as-of what only happened later."""
        split = (ask.by, ask.options.get(SCORE.name), *ask.where)
        asked = [column_of(name) for name in split if name is not None]
        told = ["stays", *([WORTH] if worth else []), *asked]
        return self.anew or any(self.manifest.settled.get(name, 0) >= as_of_us for name in told)

    def latest(self, scope: Scope) -> bool:
        """Whether no stay began after the as-of day."""
        last = self.manifest.last_day
        return not scope.rebuilt and last is not None and scope.as_of_day >= last

    def counted(self, question: Question, ask: Ask, scope: Scope) -> Counted:
        """Count a question's figures, and its waits if it has any."""
        with self._bound(question, ask, scope) as db:
            db.make("counts", self._sql(question, ask, "counts"))
            figures = _rows(db, self._sql(question, ask, "figures"))
            told = ["seen"] if question.shape(ask) == LATE else []
            waits = _waits(db, question, self._sql(question, ask, "waits"), told) if question.waits else {}
        return Counted([_bucketed(_same_sums(row, question.amounts)) for row in figures], waits)

    def journeys(self, question: Question, ask: Ask, scope: Scope) -> Journeys:
        """The journeys of a question about paths, with their touches."""
        from headrace.adapters.engines.journeys import PASSES, in_columns  # noqa: PLC0415  (NumPy takes a while)

        with self._bound(question, ask, scope) as db:
            db.make("journeys", self._sql(question, ask, "journeys"))
            passes = db.arrow(f"SELECT {', '.join(PASSES)} FROM journeys ORDER BY number")
            touches = f"({self._sql(question, ask, 'touches')}) AS touches"
            met = db.arrow(f"SELECT number, label, at_us FROM {touches} ORDER BY number, at_us, told_us, root")
        return in_columns(passes, met, LocalDays(self.manifest.zone))

    def leads(self, question: Question, ask: Ask, scope: Scope, key: Row, figure: str) -> list[Row]:
        """The units behind one figure: the rows of the same query whose flag is set."""
        named = [_is(identifier(column), value) for column, value in key.items()]
        units = f"({self._sql(question, ask, 'units')}) AS units"
        kept = " AND ".join([identifier(figure), *named])
        told = ", ".join(("unit", "journey", "person", *map(identifier, question.told_of_leads)))
        with self._bound(question, ask, scope) as db:
            return _rows(db, f"SELECT {told} FROM {units} WHERE {kept} ORDER BY unit, journey, person")

    # -- binding -------------------------------------------------------------------------------------------

    def _sql(self, question: Question, ask: Ask, part: str) -> str:
        return sql(question, question.shape(ask), part, self.dialect)

    @contextmanager
    def _bound(self, question: Question, ask: Ask, scope: Scope) -> Iterator[Session]:
        """A session with the tables of a question: `visits`, and a `told_<table>` for each that it reads."""
        with self.session(families_for(question, ask), scope) as db:
            first = self._calendar(db, question, ask, scope)
            binding = Binding(
                ask, scope, self.funnel, self.attributes(), first, self.text, self.latest(scope), _unnamed(db, question)
            )
            db.run(f"CREATE TEMP VIEW visits AS {binding.visits()}")
            for table in question.tables:
                told = binding.periods() if table == PERIODS else binding.facts(table)
                db.run(f"CREATE TEMP VIEW told_{table} AS {told}")
            yield db

    def _calendar(self, db: Session, question: Question, ask: Ask, scope: Scope) -> int:
        """Makes the table `calendar`, the first day of its bucket for each day; the first of these days."""
        if ask.bucket is None:
            return 0
        first, last = self._extent(db, question, scope)
        days = range(first, last + lag_of(ask) + 1)
        starts = [bucket_start(day, ask.bucket, scope) for day in days]
        db.put("calendar", pa.table({"day": pa.array(days, pa.int32()), "start": pa.array(starts, pa.int32())}))
        if PERIODS in question.tables:
            over = periods_over(first, ask.bucket, scope)
            columns = {"number": pa.array(range(len(over)), pa.int64()), "start": pa.array(over, pa.int32())}
            db.put("periods_over", pa.table(columns))
        return first

    def _extent(self, db: Session, question: Question, scope: Scope) -> tuple[int, int]:
        """The first and the last day of anything that a question reads."""
        seen = [f"SELECT day FROM known_{family}" for family in families_of(question)]
        days = [day for day in (self.manifest.first_day, self.manifest.last_day) if day is not None]
        if scope.rebuilt:  # what was known then may lie outside of what is known now
            seen.append("SELECT entered_day FROM mirrored")
        if seen:
            _names, [found] = db.rows(f"SELECT min(day), max(day) FROM ({' UNION ALL '.join(seen)}) AS seen(day)")
            days += [day for day in found if day is not None]
        return min(days, default=0), max(days, default=0)


def past_of(scope: Scope) -> known.Past:
    """What the stays of a scope are rebuilt from."""
    return known.Past(scope.as_of_us, scope.horizon, scope.together)


def _unnamed(db: Session, question: Question) -> bool:
    """Whether a question reads payments that tell the deal and not who paid."""
    if PAYMENTS not in question.tables:
        return False
    unnamed = f"SELECT 1 FROM known_{PAYMENTS} WHERE person IS NULL AND journey IS NOT NULL LIMIT 1"
    return bool(db.rows(unnamed)[1])


def _is(column: str, value: object) -> str:
    """The condition that a column of the key has a value, or lies within its bounds."""
    if not isinstance(value, Between):
        return f"{column} IS NOT DISTINCT FROM {constant(value)}"
    ends = ((">=", value.least), ("<=", value.most))
    bounds = [f"{column} {sign} {constant(end)}" for sign, end in ends if end is not None]
    return " AND ".join(bounds) or "true"


def _rows(db: Session, query: str) -> list[Row]:
    names, rows = db.rows(query)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _waits(db: Session, question: Question, query: str, told: list[str]) -> dict[tuple[object, ...], list[Watched]]:
    """The waits that were counted for each key; before the length of each what else is told of it."""
    keys = [*question.keys, "wait"]
    names = ", ".join(map(identifier, [*keys, "ended"]))
    # As one list for each key and end: rows of their own would take longer to fetch than to count.
    order = ", ".join(["length", *told])
    lists = ", ".join(f"array_agg({column} ORDER BY {order})" for column in ("n::BIGINT", *told, "length"))
    waits: dict[tuple[object, ...], list[Watched]] = {}
    for row in db.rows(f"SELECT {names}, {lists} FROM ({query}) AS waits GROUP BY {names}")[1]:
        key, (ended, n, *columns) = row[: len(keys)], row[len(keys) :]
        waits.setdefault(key, []).extend(zip(*columns, repeat(ended), n, strict=False))
    if "bucket" not in question.keys:
        return waits
    at = list(question.keys).index("bucket")
    return {(*key[:at], _day(cast("int | None", key[at])), *key[at + 1 :]): told for key, told in waits.items()}


def _same_sums(row: Row, amounts: Sequence[str]) -> Row:
    """A row whose sums of hours and minutes do not depend on the order in which an engine adds them."""
    return {name: round(value, EXACTLY) if name in amounts and isinstance(value, float) else value
            for name, value in row.items()}  # fmt: skip


def _bucketed(row: Row) -> Row:
    """A row whose periods are dates."""
    return {name: _day(value) if name in STARTS else value for name, value in row.items()}


def _day(bucket: int | None) -> date | None:
    return None if bucket is None else day_of(bucket)
