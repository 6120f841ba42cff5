"""DuckDB over the mirror: the default engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

import duckdb

from headrace.adapters.mirror import known
from headrace.adapters.mirror.duck import identifier, literal, run
from headrace.adapters.mirror.mirror import Manifest, Mirror
from headrace.adapters.mirror.visits import OF_PASSES, OF_PEOPLE, THREAD
from headrace.analytics.compiled import sql
from headrace.analytics.question import OF_THE_STAY, Ask, Counted, Question, Row
from headrace.analytics.tables import FACTS, FAMILY_OF, JOINED, PERIODS, VISITS, WINDOW_DAYS
from headrace.app.ports import Scope
from headrace.core.errors import UnknownName, UsageError
from headrace.core.funnel import Funnel
from headrace.core.lazily import lazy
from headrace.core.units import DAY_US, day_number, day_of
from headrace.rules.moves import lead_stage

if TYPE_CHECKING:
    import pyarrow as pa

    from headrace.analytics.attribution.paths import Journeys
else:
    pa = lazy("pyarrow")

UNITS = ("person", "pass")
LONGEST = {"week": 7, "month": 31, "quarter": 92, "year": 366}
BUCKETS = tuple(LONGEST)
BUILT_IN = ("channel", "campaign", "origin", "form", "owner", "account", "opportunity_type")
MADE = ("unit", "segment", "bucket", "value", "before_position", "before_role", "kept")
"""The columns that a question sees and the mirror does not hold: they depend on what is asked."""
STARTS = ("bucket", "cohort")
OPEN_START, OPEN_END = -(2**31) + 1, 2**31 - 1


@dataclass(frozen=True, slots=True)
class DuckDBEngine:
    """Answers questions on a mirror that is in step with the ledger.

    `anew` builds the stays by another funnel than the mirror's own.
    """

    mirror: Mirror
    manifest: Manifest
    funnel: Funnel
    anew: bool = False

    def attributes(self) -> list[str]:
        """What a report can be split by."""
        return [*BUILT_IN, *self.manifest.attributes]

    def counted(self, question: Question, ask: Ask, scope: Scope) -> Counted:
        """Count a question's figures, and its waits if it has any."""
        db = self._bound(question, ask, scope)
        shape = question.shape(ask)
        run(db, f"CREATE TEMP TABLE counts AS {sql(question, shape, 'counts')}")
        figures = _rows(db, sql(question, shape, "figures"))
        waits = _waits(db, question, sql(question, shape, "waits")) if question.waits else {}
        db.close()
        return Counted([_bucketed(row) for row in figures], waits)

    def journeys(self, question: Question, ask: Ask, scope: Scope) -> Journeys:
        """The journeys of a question about paths, with their touches."""
        from headrace.adapters.engines.journeys import in_columns  # noqa: PLC0415  (NumPy takes a while)

        db = self._bound(question, ask, scope)
        run(db, f"CREATE TEMP TABLE journeys AS {sql(question, question.shape(ask), 'journeys')}")
        passes = db.sql("SELECT * FROM journeys ORDER BY number").to_arrow_table()
        touches = f"({sql(question, question.shape(ask), 'touches')})"
        met = db.sql(f"SELECT number, label, at_us FROM {touches} ORDER BY number, at_us, root").to_arrow_table()
        db.close()
        return in_columns(passes, met)

    def leads(self, question: Question, ask: Ask, scope: Scope, key: Row, figure: str) -> list[Row]:
        """The units behind one figure: the rows of the same query whose flag is set."""
        db = self._bound(question, ask, scope)
        named = " AND ".join(f"{identifier(column)} IS NOT DISTINCT FROM ?" for column in key)
        units = sql(question, question.shape(ask), "units")
        listed = f"SELECT unit, journey, person FROM ({units}) WHERE {identifier(figure)} AND {named}"
        rows = _rows(
            db, f"{listed} ORDER BY unit, journey", [day_number(v) if isinstance(v, date) else v for v in key.values()]
        )
        db.close()
        return rows

    def undated(self) -> int:
        """How many stays have no known beginning."""
        return self.manifest.undated

    # -- binding -------------------------------------------------------------------------------------------

    def _bound(self, question: Question, ask: Ask, scope: Scope) -> duckdb.DuckDBPyConnection:
        """A connection with the tables of a question: `visits`, and a `told_<family>` for each that it reads."""
        db = self._connection(question, scope)
        if question.tables:
            known.create(db, _families(question), as_of_us=scope.as_of_us, known_at_us=scope.known_at_us)
        self._calendar(db, question, ask, scope)
        kind = "TABLE" if scope.rebuilt else "VIEW"
        run(db, f"ALTER {kind} visits RENAME TO mirrored")
        run(db, f"CREATE TEMP VIEW visits AS {self._visits(ask, scope)}")
        for table in question.tables:
            told = self._periods(ask, scope) if table == PERIODS else self._facts(table, ask, scope)
            run(db, f"CREATE TEMP VIEW told_{table} AS {told}")
        return db

    def _connection(self, question: Question, scope: Scope) -> duckdb.DuckDBPyConnection:
        if not scope.rebuilt:
            return self.mirror.open(self.manifest, [*_families(question), "rulings"] if question.tables else ())
        return self.mirror.rebuilt(self.manifest, self.funnel, as_of_us=scope.as_of_us, known_at_us=scope.known_at_us)

    def must_rebuild(self, ask: Ask, as_of_us: int) -> bool:
        """Whether the stays as they stand would tell a past as-of what only happened later."""
        asked = [self._settled(name) for name in (ask.by, *ask.where) if name is not None]
        return self.anew or any(self.manifest.settled.get(name, 0) >= as_of_us for name in ("stays", *asked))

    @staticmethod
    def _settled(name: str) -> str:
        return name if name in BUILT_IN else f"a_{name}"

    def _column(self, name: str) -> str:
        """The column of a stay that tells what it is split by."""
        if name not in self.attributes():
            raise UnknownName("attribute", name, self.attributes())
        return f"s.{identifier(name if name in BUILT_IN else f'a_{name}')}"

    def _visits(self, ask: Ask, scope: Scope) -> str:
        if ask.unit not in UNITS:
            raise UsageError(f"No unit {ask.unit!r}.", hint=f"Units: {', '.join(UNITS)}.")
        person = ask.unit == "person"
        plain = ", ".join(f"s.{name}" for name in VISITS if name not in MADE)
        kept = [OF_PEOPLE if person else OF_PASSES]
        asked = {name: f"{self._column(name)} = {literal(value)}" for name, value in ask.where.items()}
        kept += [condition for name, condition in asked.items() if name != OF_THE_STAY]
        return (
            f"SELECT {THREAD if person else 'journey'} AS unit, {plain}, "
            f"{self._column(ask.by) if ask.by else 'NULL::VARCHAR'} AS segment, "
            f"{_bucket(ask, 's.entered_day')} AS bucket, {_in_currency('s', scope)} AS value, "
            f"{self._place('s.before_place', 'position')} AS before_position, "
            f"{self._place('s.before_place', 'role')} AS before_role, {asked.get(OF_THE_STAY, 'true')} AS kept, "
            f"{_asked(ask, scope, self.funnel)} "
            f"FROM mirrored s WHERE {' AND '.join(kept)}"
        )

    def _facts(self, table: str, ask: Ask, scope: Scope) -> str:
        """The facts of a table, split and kept by their own columns, or else by what their leads are split by.

        Of some (`JOINED`) it is the question's to say whose it wants: they are all there.
        """
        plain = [f"f.{name}" for name in FACTS[table] if name != "value"]
        worth = [f"{_in_currency('f', scope)} AS value"] if "value" in FACTS[table] else []
        own = [name for name in (ask.by, *ask.where) if name in FACTS[table]]
        where = {} if table in JOINED else ask.where
        kept = [f"f.{identifier(name)} = {literal(value)}" for name, value in where.items() if name in own]
        segment, join = "NULL::VARCHAR", ""
        if ask.by is not None:
            segment = f"f.{identifier(ask.by)}" if ask.by in own else "l.segment"
        if {ask.by, *where} - {None, *own}:
            how = "JOIN" if where.keys() - own else "LEFT JOIN"
            join = f" {how} ({_leads(scope)}) l ON l.name = coalesce(f.journey, f.person)"
        return (
            f"SELECT {', '.join(['f.day', *plain, *worth])}, {segment} AS segment, {_bucket(ask, 'f.day')} AS bucket, "
            f"{_asked(ask, scope, self.funnel)} FROM known_{FAMILY_OF.get(table, table)} f{join} "
            f"WHERE {' AND '.join(kept) or 'true'}"
        )

    def _place(self, column: str, what: str) -> str:
        """What a place is, by its name: looked up in a CASE, so that it costs nothing where it is not used."""
        known = {
            place.name: str(n) if what == "position" else literal(place.role)
            for n, place in enumerate(self.funnel.places)
        }
        whens = " ".join(f"WHEN {literal(name)} THEN {value}" for name, value in known.items())
        unknown = "1000" if what == "position" else "'out'"
        return f"CASE {column} {whens} ELSE CASE WHEN {column} IS NOT NULL THEN {unknown} END END"

    def _calendar(self, db: duckdb.DuckDBPyConnection, question: Question, ask: Ask, scope: Scope) -> None:
        """The table `calendar`: the first day of its bucket for each day from the first one on."""
        if ask.bucket is None:
            return
        if ask.bucket not in BUCKETS:
            raise UsageError(f"No period {ask.bucket!r}.", hint=f"Periods: {', '.join(BUCKETS)}.")
        first, last = self._extent(db, question, scope)
        days = range(first, last + 1)
        starts = pa.array([bucket_start(day, ask.bucket, scope) for day in days], pa.int32())
        db.register("calendar_rows", pa.table({"day": pa.array(days, pa.int32()), "start": starts}))
        listed = f"SELECT {first} AS first, list(start ORDER BY day) AS starts FROM calendar_rows"
        run(db, f"CREATE TEMP TABLE calendar AS {listed}")
        if PERIODS in question.tables:
            over = periods_over(first, ask.bucket, scope)
            columns = {"number": pa.array(range(len(over)), pa.int64()), "start": pa.array(over, pa.int32())}
            db.register("periods_over", pa.table(columns))

    def _periods(self, ask: Ask, scope: Scope) -> str:
        return f"SELECT number, start, {_asked(ask, scope, self.funnel)} FROM periods_over"

    def _extent(self, db: duckdb.DuckDBPyConnection, question: Question, scope: Scope) -> tuple[int, int]:
        """The first and the last day of anything that a question reads."""
        seen = [f"SELECT day FROM known_{family}" for family in _families(question)]
        days = [day for day in (self.manifest.first_day, self.manifest.last_day) if day is not None]
        if scope.rebuilt:  # what was known then may lie outside of what is known now
            seen.append("SELECT entered_day FROM visits")
        if seen:
            found = db.execute(f"SELECT min(day), max(day) FROM ({' UNION ALL '.join(seen)}) AS every(day)").fetchall()
            days += [day for day in found[0] if day is not None]
        return min(days, default=0), max(days, default=0)


def _families(question: Question) -> list[str]:
    """The families that a question's facts are of."""
    return list(dict.fromkeys(FAMILY_OF.get(table, table) for table in question.tables if table != PERIODS))


def _bucket(ask: Ask, day: str) -> str:
    """The SQL of a day's calendar bucket: looked up in a list, which costs less than a join."""
    if ask.bucket is None:
        return "NULL::INTEGER"
    return f"(SELECT starts FROM calendar)[{day} - (SELECT first FROM calendar) + 1]"


def _leads(scope: Scope) -> str:
    """What each journey and each person is split by; of several values the first."""
    begun = f"FROM visits WHERE kept AND (entered_us IS NULL OR entered_us < {scope.as_of_us})"
    named = (f"SELECT {who} AS name, min(segment) AS segment {begun} AND {who} IS NOT NULL GROUP BY 1"
             for who in ("journey", "person"))  # fmt: skip
    return " UNION ALL ".join(named)


def _in_currency(row: str, scope: Scope) -> str:
    return f"CASE WHEN {row}.currency = {literal(scope.currency)} THEN {row}.value END"


def bucket_start(day: int, bucket: str, scope: Scope) -> int:
    """The first day of the week, month, fiscal quarter or fiscal year that a day falls in.

    Args:
        day: a day number.
        bucket: week, month, quarter or year.
        scope: whose week and fiscal year: `week_start` is monday or sunday, `fiscal_start` a month.
    """
    d = day_of(day)
    if bucket == "week":
        return day - (d.weekday() if scope.week_start == "monday" else d.isoweekday() % 7)
    if bucket == "month":
        return day_number(d.replace(day=1))
    months = (d.month - scope.fiscal_start) % 12
    back = months % 3 if bucket == "quarter" else months
    month = d.year * 12 + d.month - 1 - back
    return day_number(date(month // 12, month % 12 + 1, 1))


def periods_over(first: int, bucket: str, scope: Scope) -> list[int]:
    """The first days of the periods from that of a day on that are over at the end of the as-of day."""
    starts = [bucket_start(first, bucket, scope)]
    while starts[-1] <= scope.as_of_day + 1:
        # A day later than the longest period lasts lies in the next one.
        starts.append(bucket_start(starts[-1] + LONGEST[bucket], bucket, scope))
    return starts[:-2]


def _asked(ask: Ask, scope: Scope, funnel: Funnel) -> str:
    within, older = ask.options.get("within"), ask.options.get("older_than")
    older = 30 if older is None else older
    frm, to, window = (ask.options.get(name) for name in ("frm", "to", "window"))
    values = {
        "as_of_us": (scope.as_of_us, "BIGINT"),
        "as_of_day": (scope.as_of_day, "INTEGER"),
        "first_day": (OPEN_START if ask.first is None else day_number(ask.first), "INTEGER"),
        "end_day": (OPEN_END if ask.end is None else day_number(ask.end), "INTEGER"),
        "within_us": (None if within is None else int(within) * DAY_US, "BIGINT"),
        "within_days": (within, "INTEGER"),
        "older_us": (int(older) * DAY_US, "BIGINT"),
        "older_days": (older, "INTEGER"),
        "stages": (len(funnel.stages), "INTEGER"),
        "frm_position": (funnel.position(frm) if frm else 0, "INTEGER"),
        "to_position": (funnel.position(to) if to else None, "INTEGER"),
        "lead_position": (funnel.position(lead_stage(funnel).name), "INTEGER"),
        "deal_position": (funnel.position(funnel.before_won.name), "INTEGER"),
        "window_us": (WINDOW_DAYS * DAY_US if window is None else int(window) * DAY_US, "BIGINT"),
    }
    return ", ".join(
        f"{'NULL' if value is None else value}::{kind} AS {name}" for name, (value, kind) in values.items()
    )


def _rows(db: duckdb.DuckDBPyConnection, query: str, values: Sequence[object] = ()) -> list[Row]:
    result = db.execute(query, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _waits(
    db: duckdb.DuckDBPyConnection, question: Question, query: str
) -> dict[tuple[object, ...], list[tuple[float, bool, int]]]:
    """The lengths that were counted for each key."""
    names = ", ".join([*question.keys, "wait"])
    waits: dict[tuple[object, ...], list[tuple[float, bool, int]]] = {}
    for *key, length, ended, n in db.execute(f"SELECT {names}, length, ended, n::BIGINT FROM ({query})").fetchall():
        waits.setdefault(tuple(key), []).append((length, ended, n))
    if "bucket" not in question.keys:
        return waits
    at = list(question.keys).index("bucket")
    return {(*key[:at], _day(cast("int | None", key[at])), *key[at + 1 :]): told for key, told in waits.items()}


def _bucketed(row: Row) -> Row:
    """A row whose periods are dates."""
    return {name: _day(value) if name in STARTS else value for name, value in row.items()}


def _day(bucket: int | None) -> date | None:
    return None if bucket is None else day_of(bucket)
