"""One file on its way in: loaded, read, screened, turned into facts, each given its pass.

Everything happens in a scratch database that spills to disk, so memory stays bounded whatever the
size of the file. A large file is judged part by part: rows are laid together by whom they are about, so
that no part has to do with another, and while one part's facts are written the next is made. Nothing
here writes to the book.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import fields
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import duckdb

from headrace.adapters.imports import files
from headrace.adapters.imports.ahead import ahead
from headrace.adapters.imports.facts import FactsSQL
from headrace.adapters.imports.files import Source
from headrace.adapters.imports.maps import RowsMap
from headrace.adapters.imports.passing import Passing
from headrace.adapters.imports.read import Finding, Reader, text
from headrace.app.ports import WIDTH, Fact, Facts, Found, Reject
from headrace.core.people import Person
from headrace.rules.passes import Pass
from headrace.rules.rows import MOVING, Context

MEMORY = "128MB"
PART = 60_000
"""How many rows a part has, about."""
DIGITS = 3
"""How many hex digits of an id tell parts apart: 4,096 of them at most."""
CHUNK = 10_000
AHEAD = 6
EXAMPLES = 3


class Staging:
    """A scratch database that holds one file while it is judged; a context manager, gone afterwards."""

    db: duckdb.DuckDBPyConnection
    misshapen: list[Reject]
    total: int

    def __init__(self, source: Source, rows: RowsMap, context: Context, *, now_us: int, part_rows: int = PART) -> None:
        self.source, self.context, self.part_rows = source, context, part_rows
        self.rows = rows.complete(source.path, source.columns)
        self._reader = Reader(self.rows, context.funnel, context.currency, now_us)
        self._sql = FactsSQL(self.rows, context)
        self._told_again = 0

    def __enter__(self) -> "Staging":
        with ExitStack() as opened:
            self._load(Path(opened.enter_context(TemporaryDirectory(prefix="headrace-import-"))), opened)
            self._opened = opened.pop_all()
        return self

    def _load(self, scratch: Path, opened: ExitStack) -> None:
        # Not a database file: what does not fit spills to the scratch folder, without a log or checkpoints.
        self.db = duckdb.connect()
        opened.callback(self.db.close)
        self._run(f"SET memory_limit='{MEMORY}'; SET temp_directory={text(str(scratch))}; SET TimeZone='UTC'")
        self.misshapen = files.load(self.source, self.db, scratch)
        self.total = self._count("raw")
        self._run(f"CREATE TABLE found {_FOUND}; CREATE TABLE personal {_PERSONAL}")
        # A connection of its own: the passes come in while the rows are laid apart.
        self._passing = Passing(
            self.db.cursor(), self.context, several=self._sql.tells_several(), named="journey" in self.rows.columns
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def _run(self, sql: str) -> list[Any]:
        return self.db.execute(sql).fetchall()

    def _count(self, table: str) -> int:
        return int(self._run(f"SELECT count(*) FROM {table}")[0][0])

    # -- judge -----------------------------------------------------------------------------------------

    def judge(self, passes: Iterable[tuple[str, Pass]], rule: Callable[[str], str]) -> None:
        """Learn who is known, and which findings refuse a row: the rows are judged as their facts are asked for.

        Args:
            passes: the passes that the book has already, with their persons.
            rule: what to do with a finding: `refuse`, or `take` and flag.
        """
        self._rule = rule
        with ThreadPoolExecutor(1) as beside:
            parts = beside.submit(self._lay_apart)
            # Touches, calls, payments and spend move nobody: no need to know where everybody stands.
            if self.rows.kind.name in MOVING:
                self._passing.keep(passes)
        self._parts = parts.result()

    def facts(self) -> Iterator[Facts]:
        """The facts, sorted by whom they are about, in chunks; the next ones are made while a chunk is in hand."""
        chunks = ahead(self._chunks(), AHEAD)
        # Before the scratch database goes, whatever became of the caller: the thread still reads it.
        self._opened.callback(chunks.close)
        return chunks

    def _chunks(self) -> Generator[Facts, None, None]:
        rest: list[Any] = []
        for rows in self._parts:
            self._judge(rows)
            for values in self._fetch():
                rest += values
                if len(rest) >= CHUNK * WIDTH:
                    yield Facts(rest[: CHUNK * WIDTH])
                    del rest[: CHUNK * WIDTH]
        if rest:
            yield Facts(rest)

    def _lay_apart(self) -> Sequence[str]:
        """Lay the rows together by whom they are about; the rows of each part, as SQL."""
        parts = min(ceil(self.total / self.part_rows), 16**DIGITS)
        whom, identified = self._sql.whom(DIGITS), f"({self._sql.identified(self._reader)})"
        if parts <= 1 or whom is None:
            return [identified]
        self._run(f"CREATE TABLE apart AS SELECT *, {whom} AS whom_ FROM {identified} ORDER BY whom_; DROP TABLE raw")
        # The parts are too small to be shared among threads, and the book is at work beside.
        self._run("SET threads=1")
        starts = [f"{number * 16**DIGITS // parts:0{DIGITS}x}" for number in range(parts)]
        return [
            f"(SELECT * FROM apart WHERE whom_ >= '{start}' AND whom_ < '{end}')"
            for start, end in zip(starts, [*starts[1:], "g"], strict=True)
        ]

    def _judge(self, rows: str) -> None:
        """Make `assigned` of a part's rows, and note what is wrong with them in `here`."""
        self._run(f"CREATE OR REPLACE TABLE read AS {self._reader.query(rows)}")
        self._run(f"CREATE OR REPLACE TABLE here {_FOUND}")
        for finding in self._reader.findings:
            self._find(finding, "read")
        self._run(f"CREATE OR REPLACE VIEW good AS SELECT * FROM read WHERE {_TAKEN}")
        self._run(f"CREATE OR REPLACE TABLE told AS {self._sql.query('good')}")
        self._find_repeats()
        self._assign()
        self._keep_people()
        self._run("INSERT INTO found SELECT * FROM here")

    def _find(self, finding: Finding, table: str) -> None:
        self._run(
            f"INSERT INTO here SELECT DISTINCT row_, {text(finding.name)}, {text(finding.column)}, {finding.value}, "
            f"{text(finding.reason)}, {self._rule(finding.name) == 'refuse'} FROM {table} WHERE {finding.where}"
        )

    def _find_repeats(self) -> None:
        """A fact told twice counts once; told twice and differently, the later row is a finding."""
        self._run(
            "CREATE OR REPLACE TABLE repeated AS SELECT row_, key, payload IS DISTINCT FROM first(payload) OVER same "
            "OR at_us IS DISTINCT FROM first(at_us) OVER same AS differs FROM told "
            # Counting the keys first is much quicker than a window over all of them, and repeats are few.
            "WHERE key IN (SELECT key FROM told GROUP BY key HAVING count(*) > 1) "
            "WINDOW same AS (PARTITION BY key ORDER BY row_) QUALIFY row_number() OVER same > 1"
        )
        reason = "an earlier row tells the same differently"
        self._find(Finding("duplicate_id", "(row)", "NULL", "differs", reason), "repeated")
        self._told_again += self._count("repeated WHERE NOT differs")

    def _assign(self) -> None:
        moving = self.rows.kind.name in MOVING
        if moving:
            self._passing.look_up()
            self._find_unknown_people()
        if self._count("repeated"):
            self._run("DELETE FROM told WHERE (row_, key) IN (SELECT row_, key FROM repeated)")
        if moving:
            self._passing.assign()
            self._find_early_moves()
        else:
            self._run("CREATE OR REPLACE VIEW assigned AS SELECT * FROM told")

    def _find_unknown_people(self) -> None:
        column = self.rows.columns.get("person")
        if self.rows.kind.name not in ("moves", "opportunities") or column is None:
            return
        where = "person IS NOT NULL AND journey IS NULL AND person NOT IN (SELECT person FROM known)"
        self._find(
            Finding("no_person", column.column or "person", "NULL", where, "this person has not inquired"), "told"
        )

    def _find_early_moves(self) -> None:
        won = text(self.context.funnel.won.name)
        self._run(
            "CREATE OR REPLACE TABLE early AS SELECT a.row_, a.place, a.at_us FROM assigned a LEFT JOIN "
            "(SELECT journey, min(began_us) AS began_us FROM known GROUP BY journey) p USING (journey) LEFT JOIN "
            "(SELECT journey, min(at_us) AS began_us FROM assigned WHERE kind = 'inquired' GROUP BY journey) b "
            "USING (journey) WHERE a.kind <> 'inquired' AND a.place IS NOT NULL "
            "AND a.at_us < coalesce(b.began_us, p.began_us)"
        )
        for name, where, reason in (
            ("won_before_first_contact", f"place = {won}", "won before the first contact"),
            ("move_before_inquiry", f"place <> {won}", "moved before the inquiry"),
        ):
            self._find(Finding(name, "(row)", "NULL", where, reason), "early")

    def _keep_people(self) -> None:
        query = self._sql.people("good")
        if query is not None:
            self._run(f"INSERT INTO personal {query}")

    # -- what came out -----------------------------------------------------------------------------------

    def _fetch(self) -> Iterator[list[Any]]:
        """The values of a part's facts, fact after fact, of some thousand facts at a time."""
        # A fact as one text: one value to fetch instead of eight. No value holds a unit separator: ids and
        # keys are digits, and JSON escapes it.
        line = ", chr(31), ".join(Fact._fields)
        found = self.db.sql(
            f"SELECT concat({line}) AS line FROM assigned WHERE {_TAKEN} ORDER BY left(key, 8), person, at_us, row_"
        )
        for batch in found.to_arrow_reader(CHUNK):
            if batch.num_rows:
                yield _values("\x1f".join(batch.column(0).to_pylist()).split("\x1f"))

    def people(self) -> Iterator[list[Person]]:
        """The personal data of the taken rows, in chunks."""
        cursor = self.db.cursor().execute("SELECT * FROM personal")
        while rows := cursor.fetchmany(CHUNK):
            yield [Person(*row) for row in rows]

    def repeats(self) -> int:
        """How many facts were told again, word for word, by a later row."""
        return self._told_again

    def rejects(self) -> list[Reject]:
        """Every refused row, by line: its column, its value, and why."""
        rows = self._run("SELECT row_, column_, value, reason FROM found WHERE refused ORDER BY row_, column_")
        lines = files.line_numbers(self.source, (row[0] for row in rows), self.misshapen, self.total)
        refused = [Reject(lines.get(row, row + 1), column, value, reason) for row, column, value, reason in rows]
        return sorted([*self.misshapen, *refused], key=lambda reject: (reject.line, reject.column))

    def found(self) -> list[Found]:
        """The findings, the frequent ones first, each with its first rows."""
        rows = self._run(
            "SELECT finding, column_, any_value(reason), count(*), any_value(refused), "
            f"list((row_, value) ORDER BY row_)[:{EXAMPLES}] FROM found GROUP BY finding, column_ ORDER BY count(*) DESC, finding, column_"
        )
        wanted = [example[0] for row in rows for example in row[5]]
        lines = files.line_numbers(self.source, wanted, self.misshapen, self.total)
        result = [
            Found(
                name,
                column,
                reason,
                count,
                refused,
                tuple((lines.get(row, row + 1), value) for row, value in some),
            )
            for name, column, reason, count, refused, some in rows
        ]
        if self.misshapen:
            shown = tuple((reject.line, reject.value) for reject in self.misshapen[:EXAMPLES])
            result.insert(
                0,
                Found(
                    "misshapen_row",
                    "(row)",
                    self.misshapen[0].reason,
                    len(self.misshapen),
                    refused=True,
                    examples=shown,
                ),
            )
        return result

    def refused_rows(self) -> int:
        """How many rows were refused, those of the wrong shape included."""
        return len(self.misshapen) + self._count("(SELECT DISTINCT row_ FROM found WHERE refused)")


def _values(texts: list[str]) -> list[Any]:
    """The values of facts, from their texts."""
    values: list[Any] = texts
    values[_AT::WIDTH] = [int(value) if value else None for value in values[_AT::WIDTH]]
    for column in _NULLABLE:
        values[column::WIDTH] = [value or None for value in values[column::WIDTH]]
    return values


_AT = Fact._fields.index("at_us")
_NULLABLE = [Fact._fields.index(name) for name in ("journey", "person", "account")]
_FOUND = "(row_ BIGINT, finding VARCHAR, column_ VARCHAR, value VARCHAR, reason VARCHAR, refused BOOLEAN)"
_TAKEN = "row_ NOT IN (SELECT row_ FROM here WHERE refused)"
_PERSONAL = f"({', '.join(f'{field.name} VARCHAR' for field in fields(Person) if field.name != 'details')})"


def sample(source: Source, columns: Mapping[str, str] | None = None, rows: int = 3) -> dict[str, list[str]]:
    """Of each column the first different values, for people who write a map."""
    with TemporaryDirectory(prefix="headrace-look-") as folder:
        connection = duckdb.connect()
        files.load(source, connection, Path(folder))
        names = columns or {name: name for name in source.columns}
        return {
            name: [
                str(row[0])
                for row in connection.execute(
                    f"SELECT {files.quoted(column)} FROM raw WHERE {files.quoted(column)} IS NOT NULL "
                    f"GROUP BY 1 ORDER BY min(row_) LIMIT {rows}"
                ).fetchall()
            ]
            for name, column in names.items()
        }
