"""One file on its way in: loaded, read, screened, turned into facts, each given its pass.

Everything happens in a scratch database that spills to disk, so memory stays bounded whatever the
size of the file. Nothing here writes to the book.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import groupby, islice, starmap
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from headrace.adapters.imports import files
from headrace.adapters.imports.facts import FactsSQL
from headrace.adapters.imports.files import Source
from headrace.adapters.imports.maps import RowsMap
from headrace.adapters.imports.read import Finding, Reader, text
from headrace.app.ports import Fact, Found, Reject
from headrace.core.people import Person, journey_id
from headrace.rules.passes import Pass, closes, moved, pass_for
from headrace.rules.rows import Context

MEMORY = "256MB"
FETCH = 10_000
EXAMPLES = 3
MOVING = ("inquiries", "moves", "stage_dates", "opportunities")
"""The kinds of rows that move a journey."""


class Staging:
    """A scratch database that holds one file while it is judged; a context manager, gone afterwards."""

    db: duckdb.DuckDBPyConnection
    misshapen: list[Reject]
    total: int

    def __init__(self, source: Source, rows: RowsMap, context: Context, *, now_us: int) -> None:
        self.source, self.context = source, context
        self.rows = rows.complete(source.path, source.columns)
        self.now_us = now_us

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
        """Read the rows, find what is wrong with them, and make facts of those that are taken.

        Args:
            passes: the passes that the book has already, with their persons.
            rule: what to do with a finding: `refuse`, or `take` and flag.
        """
        reader = Reader(self.rows, self.context.funnel, self.context.currency, self.now_us)
        reader.create(self.db)
        self._run("DROP TABLE raw")
        self._run(
            "CREATE TABLE found (row_ BIGINT, finding VARCHAR, column_ VARCHAR, value VARCHAR, reason VARCHAR, refused BOOLEAN)"
        )
        for finding in reader.findings:
            self._find(finding, "read", refused=rule(finding.name) == "refuse")
        self._keep_passes(passes)
        self._run("CREATE VIEW good AS SELECT * FROM read WHERE row_ NOT IN (SELECT row_ FROM found WHERE refused)")
        self._run(f"CREATE TABLE told AS {FactsSQL(self.rows, self.context).query()}")
        self._find_repeats(refused=rule("duplicate_id") == "refuse")
        self._find_unknown_people(refused=rule("no_person") == "refuse")
        self._assign_passes()
        self._run("DROP TABLE told; DROP TABLE moves; DROP TABLE placed")
        self._find_early_moves(rule)
        self._run(
            "CREATE TABLE facts AS SELECT * FROM assigned "
            "WHERE row_ NOT IN (SELECT row_ FROM found WHERE refused) "
            "ORDER BY coalesce(person, journey, account), at_us, row_"
        )
        self._run("DROP TABLE assigned; DROP TABLE early")

    def _find(self, finding: Finding, table: str, *, refused: bool) -> None:
        self._run(
            f"INSERT INTO found SELECT DISTINCT row_, {text(finding.name)}, {text(finding.column)}, {finding.value}, "
            f"{text(finding.reason)}, {refused} FROM {table} WHERE {finding.where}"
        )

    def _find_repeats(self, *, refused: bool) -> None:
        """A fact told twice counts once; told twice and differently, the later row is a finding."""
        self._run(
            "CREATE TABLE repeated AS SELECT row_, key, payload IS DISTINCT FROM first(payload) OVER same "
            "OR at_us IS DISTINCT FROM first(at_us) OVER same AS differs FROM told "
            # Counting the keys first is much quicker than a window over all of them, and repeats are few.
            "WHERE key IN (SELECT key FROM told GROUP BY key HAVING count(*) > 1) "
            "WINDOW same AS (PARTITION BY key ORDER BY row_) QUALIFY row_number() OVER same > 1"
        )
        finding = Finding("duplicate_id", "(row)", "NULL", "differs", "an earlier row tells the same differently")
        self._find(finding, "repeated", refused=refused)

    def _find_unknown_people(self, *, refused: bool) -> None:
        column = self.rows.columns.get("person")
        if self.rows.kind.name not in ("moves", "opportunities") or column is None:
            return
        where = "person IS NOT NULL AND journey IS NULL AND person NOT IN (SELECT person FROM passes)"
        finding = Finding("no_person", column.column or "person", "NULL", where, "this person has not inquired")
        self._find(finding, "told", refused=refused)

    def _find_early_moves(self, rule: Callable[[str], str]) -> None:
        won = text(self.context.funnel.won.name)
        self._run(
            "CREATE TABLE early AS SELECT a.row_, a.place, a.at_us FROM assigned a LEFT JOIN "
            "(SELECT journey, min(began_us) AS began_us FROM passes GROUP BY journey) p USING (journey) LEFT JOIN "
            "(SELECT journey, min(at_us) AS began_us FROM assigned WHERE kind = 'inquired' GROUP BY journey) b "
            "USING (journey) WHERE a.kind <> 'inquired' AND a.place IS NOT NULL "
            "AND a.at_us < coalesce(b.began_us, p.began_us)"
        )
        for name, where, reason in (
            ("won_before_first_contact", f"place = {won}", "won before the first contact"),
            ("move_before_inquiry", f"place <> {won}", "moved before the inquiry"),
        ):
            self._find(Finding(name, "(row)", "NULL", where, reason), "early", refused=rule(name) == "refuse")

    # -- passes ----------------------------------------------------------------------------------------

    def _keep_passes(self, passes: Iterable[tuple[str, Pass]]) -> None:
        self._run(
            "CREATE TABLE passes (person VARCHAR, journey VARCHAR, began_us BIGINT, place VARCHAR, since_us BIGINT)"
        )
        schema = pa.schema(
            [("person", pa.string()), ("journey", pa.string()), ("began_us", pa.int64()),
             ("place", pa.string()), ("since_us", pa.int64())]
        )  # fmt: skip
        # Touches, calls, payments and spend move nobody: no need to know where everybody stands.
        iterator = iter(passes if self.rows.kind.name in MOVING else ())
        while chunk := list(islice(iterator, 100_000)):
            columns = list(zip(*((who, p.journey, p.began_us, p.place, p.since_us) for who, p in chunk), strict=True))
            table = pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
            self.db.register("chunk", table)
            self._run("INSERT INTO passes SELECT * FROM chunk")

    def _assign_passes(self) -> None:
        """Give every move of a person its pass, as `app.record` would row by row.

        What one row tells belongs to one pass. *Tangled* are the few people whose rows interleave: with what
        we know already, with each other, or with passes that the source names itself.
        """
        self._run(
            "CREATE TABLE moves AS SELECT * FROM told WHERE place IS NOT NULL AND person IS NOT NULL "
            "AND (row_, key) NOT IN (SELECT row_, key FROM repeated)"
        )
        self._run(
            "CREATE TABLE tangled AS SELECT DISTINCT m.person FROM moves m JOIN passes p USING (person) "
            "WHERE m.at_us < p.since_us OR p.since_us IS NULL "
            "UNION SELECT person FROM passes GROUP BY person HAVING count(*) > 1 "
            "UNION SELECT person FROM moves WHERE journey IS NOT NULL "
            "UNION SELECT person FROM moves GROUP BY person HAVING count(DISTINCT row_) BETWEEN 2 AND count(*) - 1"
        )
        self._run("CREATE TABLE placed (row_ BIGINT, key VARCHAR, journey VARCHAR)")
        self._place_plain()
        self._place_tangled()
        self._run(
            "CREATE TABLE assigned AS SELECT t.* REPLACE (coalesce(t.journey, p.journey) AS journey) FROM told t "
            "LEFT JOIN placed p USING (row_, key) WHERE (row_, key) NOT IN (SELECT row_, key FROM repeated)"
        )

    def _place_plain(self) -> None:
        """Persons whose dated rows all come after what we know of them: one window over their moves."""
        closing = ", ".join(text(p.name) for p in self.context.funnel.places if closes(p.name, self.context.funnel))
        steps = f"(PARTITION BY person ORDER BY at_us, kind <> 'known', {self._told_order()})"
        plain = "person NOT IN (SELECT person FROM tangled)"
        reopens = f"kind <> 'known' AND before_ IN ({closing}) AND place NOT IN ({closing}) AND before_us < at_us"
        self._run(
            "INSERT INTO placed WITH plain AS ("
            f" SELECT row_, key, person, at_us, place, kind FROM moves WHERE at_us IS NOT NULL AND {plain}"
            f" UNION ALL SELECT NULL, NULL, person, since_us, place, 'known' FROM passes WHERE {plain}"
            "), stepped AS ("
            f" SELECT *, lag(place) OVER steps AS before_, lag(at_us) OVER steps AS before_us FROM plain WINDOW steps AS {steps}"
            "), numbered AS ("
            f" SELECT *, 1 + sum(CASE WHEN {reopens} THEN 1 ELSE 0 END) OVER {steps} AS number FROM stepped"
            ") "
            f"SELECT row_, key, {self._pass_id('min(number) OVER (PARTITION BY person, row_)')} FROM numbered "
            "WHERE kind <> 'known' UNION ALL "
            f"SELECT row_, key, {self._pass_id('1')} FROM moves WHERE at_us IS NULL AND {plain}"
        )

    def _told_order(self) -> str:
        """The order of facts of the same instant: `ledger.fold` reads them so."""
        return f"kind <> 'inquired', {self._position()}, row_"

    def _position(self) -> str:
        """A place's position in the funnel."""
        whens = " ".join(f"WHEN {text(p.name)} THEN {n}" for n, p in enumerate(self.context.funnel.places))
        return f"CASE place {whens} END"

    def _pass_id(self, number: str) -> str:
        """The id of a person's pass of that number, as `core.people.journey_id` makes it."""
        hashed = f"{text(self.context.secret)}, 'pass', person, {number}::VARCHAR"
        return f"'j' || substr(person, 2, 8) || left(sha256(concat_ws(chr(31), {hashed})), 12)"

    def _place_tangled(self) -> None:
        """The few whose rows interleave: one row at a time, as the rule says."""
        rows = self._run(
            "SELECT person, row_, key, at_us, place, journey FROM (SELECT *, first(at_us) OVER own AS began, "
            f"first(kind <> 'inquired') OVER own AS later, first({self._position()}) OVER own AS position FROM moves "
            f"WHERE person IN (SELECT person FROM tangled) WINDOW own AS (PARTITION BY person, row_ ORDER BY {self._told_order()})) "
            f"ORDER BY person, began NULLS FIRST, later, position, row_, {self._told_order()}"
        )
        if not rows:
            return
        known = self._known_passes()
        placed = [
            placing
            for person, theirs in groupby(rows, key=lambda row: str(row[0]))
            for placing in self._place_one(person, known.get(person, []), theirs)
        ]
        columns = list(zip(*placed, strict=True))
        self.db.register("chunk", pa.table(dict(zip(("row_", "key", "journey"), map(pa.array, columns), strict=True))))
        self._run("INSERT INTO placed SELECT * FROM chunk")

    def _known_passes(self) -> dict[str, list[Pass]]:
        rows = self._run(
            "SELECT * FROM passes WHERE person IN (SELECT person FROM tangled) ORDER BY person, began_us NULLS FIRST"
        )
        return {
            person: [Pass(*row[1:]) for row in theirs] for person, theirs in groupby(rows, key=lambda row: str(row[0]))
        }

    def _place_one(self, person: str, passes: list[Pass], moves: Iterable[Any]) -> Iterator[tuple[int, str, str]]:
        for row, told in groupby(moves, key=lambda move: int(move[1])):
            facts = [(key, at_us, place, journey) for _, _, key, at_us, place, journey in told]
            _, at_us, place, own = facts[0]
            index = self._index(passes, own) if own else pass_for(passes, place, at_us, self.context.funnel)
            if index == len(passes):
                passes.append(Pass(own or journey_id(self.context.secret, person, index + 1), at_us, place, at_us))
            for key, at_us, place, _ in facts:
                passes[index] = moved(passes[index], place, at_us)
                yield row, key, passes[index].journey

    @staticmethod
    def _index(passes: list[Pass], journey: str) -> int:
        """Where a pass that the source names itself stands; behind the others if it is new."""
        return next((n for n, each in enumerate(passes) if each.journey == journey), len(passes))

    # -- what came out -----------------------------------------------------------------------------------

    def facts(self, size: int = FETCH) -> Iterator[list[Fact]]:
        """The facts, sorted by whom they are about, in chunks."""
        cursor = self.db.cursor().execute(
            "SELECT kind, at_us, at_grain, journey, person, account, key, payload FROM facts"
        )

        def fetch() -> list[Fact]:
            return list(starmap(Fact, cursor.fetchmany(size)))

        # One chunk ahead: while the book writes, which needs no Python, the next chunk is made.
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(fetch)
            while chunk := coming.result():
                coming = ahead.submit(fetch)
                yield chunk

    def people(self, size: int = FETCH) -> Iterator[list[Person]]:
        """The personal data of the taken rows, in chunks."""
        query = FactsSQL(self.rows, self.context).people(
            "(SELECT * FROM good WHERE row_ NOT IN (SELECT row_ FROM found WHERE refused))"
        )
        if query is None:
            return
        cursor = self.db.cursor().execute(query)
        while chunk := cursor.fetchmany(size):
            yield [Person(*row) for row in chunk]

    def repeats(self) -> int:
        """How many facts were told again, word for word, by a later row."""
        return self._count("repeated WHERE NOT differs")

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
