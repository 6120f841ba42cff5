"""Which pass each move of a file belongs to: `told` and `passes` become `assigned`.

It gives every move of a person its pass, as `app.record` would row by row. What one row tells belongs to
one pass. Most persons stay in their first pass, or in the one we know: that is seen from one line of sums
for each. Those who may come back after a pass was closed are counted through in one window. *Tangled* are
the few people whose rows interleave: with what we know already, with each other, or with passes that the
source names itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

import duckdb
import pyarrow as pa

from headrace.adapters.imports.read import text
from headrace.core.people import journey_id
from headrace.rules.passes import Pass, closes, in_order, moved, pass_for
from headrace.rules.rows import Context

CHUNK = 20_000
FEW = 200
_PASSES = pa.schema(
    [("person", pa.string()), ("journey", pa.string()), ("began_us", pa.int64()),
     ("place", pa.string()), ("since_us", pa.int64())]
)  # fmt: skip
_PLACED = pa.schema([("row_", pa.int64()), ("key", pa.string()), ("journey", pa.string())])


def _columns() -> list[list[Any]]:
    return [[] for _ in _PASSES]


class Passing:
    """Assigns passes in a scratch database."""

    def __init__(self, db: duckdb.DuckDBPyConnection, context: Context, *, several: bool, named: bool) -> None:
        """Args: whether a row may tell several facts, and whether the file may name passes itself."""
        self.db, self.context, self.several, self.named = db, context, several, named
        self._run(
            "CREATE TABLE passes (person VARCHAR, journey VARCHAR, began_us BIGINT, place VARCHAR, since_us BIGINT)"
        )

    def _run(self, sql: str) -> list[Any]:
        return self.db.execute(sql).fetchall()

    def _fill(self, table: str, schema: pa.Schema, columns: Iterable[Sequence[Any]]) -> None:
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        self.db.register("chunk", pa.table(arrays, schema=schema))
        self._run(f"INSERT INTO {table} SELECT * FROM chunk")
        self.db.unregister("chunk")

    def keep(self, passes: Iterable[tuple[str, Pass]]) -> None:
        """Remember the passes that the book has already, with their persons."""
        iterator, columns = iter(passes), _columns()
        # Few at a time into columns: rows by the thousand would set the collector of cycles to work on them.
        while few := list(islice(iterator, FEW)):
            persons, known = zip(*few, strict=True)
            for column, values in zip(columns, (persons, *zip(*known, strict=True)), strict=True):
                column.extend(values)
            if len(columns[0]) >= CHUNK:
                self._fill("passes", _PASSES, columns)
                columns = _columns()
        self._fill("passes", _PASSES, columns)

    def look_up(self) -> None:
        """Create `known`: the passes that what is told may have to do with."""
        journeys = " OR journey IN (SELECT journey FROM told)" if self.named else ""
        self._run(
            f"CREATE OR REPLACE TABLE known AS SELECT * FROM passes WHERE person IN (SELECT person FROM told){journeys}"
        )

    def assign(self) -> None:
        """Create `assigned`: what is told, each move with its pass."""
        self._run("CREATE OR REPLACE VIEW moves AS SELECT * FROM told WHERE place IS NOT NULL AND person IS NOT NULL")
        self._run("CREATE OR REPLACE TABLE placed (row_ BIGINT, key VARCHAR, journey VARCHAR)")
        self._look_at_persons()
        [[tangled, reopening]] = self._run(
            "SELECT bool_or(tangled), bool_or(journey IS NULL AND NOT tangled) FROM goers"
        )
        if reopening:
            self._place_reopening()
        if tangled:
            self._fill("placed", _PLACED, zip(*self._place_tangled(), strict=True))
        self._run(
            "CREATE OR REPLACE VIEW assigned AS "
            "SELECT t.* REPLACE (coalesce(t.journey, p.journey, g.journey) AS journey) FROM told t "
            "LEFT JOIN goers g ON t.person = g.person AND t.place IS NOT NULL LEFT JOIN placed p USING (row_, key)"
        )

    def _look_at_persons(self) -> None:
        """Create `goers`: who moves, the known pass if there is one, and the pass where there can be only one."""
        closing = self._closing()
        interleaved = " OR count(DISTINCT row_) BETWEEN 2 AND count(*) - 1" if self.several else ""
        self._run(
            "CREATE OR REPLACE TABLE goers AS WITH looked AS ("
            " SELECT m.person, k.journey AS known, m.tangled OR coalesce(k.passes > 1, false)"
            "  OR coalesce(k.passes = 1 AND (k.since_us IS NULL OR m.first_us < k.since_us), false) AS tangled,"
            "  coalesce(least(m.closed_us, k.closed_us) < m.open_us, false) AS reopens FROM ("
            f"  SELECT person, bool_or(journey IS NOT NULL){interleaved} AS tangled, min(at_us) AS first_us,"
            f"  min(at_us) FILTER (place IN ({closing})) AS closed_us,"
            f"  max(at_us) FILTER (place NOT IN ({closing})) AS open_us FROM moves GROUP BY person) m LEFT JOIN ("
            "  SELECT person, count(*) AS passes, any_value(journey) AS journey, min(since_us) AS since_us,"
            f"  min(since_us) FILTER (place IN ({closing})) AS closed_us FROM known GROUP BY person) k USING (person)"
            ") SELECT person, known, tangled, "
            f"CASE WHEN NOT tangled AND NOT reopens THEN coalesce(known, {self._pass_id('1')}) END AS journey FROM looked"
        )

    def _closing(self) -> str:
        funnel = self.context.funnel
        return ", ".join(text(place.name) for place in funnel.places if closes(place.name, funnel))

    def _place_reopening(self) -> None:
        """Persons who may have come back, and whose rows all come after what we know: one window over their moves."""
        closing = self._closing()
        steps = f"(PARTITION BY person ORDER BY at_us, kind <> 'known', {self._told_order()})"
        back = "person IN (SELECT person FROM goers WHERE journey IS NULL AND NOT tangled)"
        reopens = f"kind <> 'known' AND before_ IN ({closing}) AND place NOT IN ({closing}) AND before_us < at_us"
        self._run(
            "INSERT INTO placed WITH plain AS ("
            f" SELECT row_, key, person, at_us, place, kind FROM moves WHERE at_us IS NOT NULL AND {back}"
            f" UNION ALL SELECT NULL, NULL, person, since_us, place, 'known' FROM known WHERE {back}"
            "), stepped AS ("
            f" SELECT *, lag(place) OVER steps AS before_, lag(at_us) OVER steps AS before_us FROM plain WINDOW steps AS {steps}"
            "), counted AS ("
            f" SELECT *, 1 + sum(CASE WHEN {reopens} THEN 1 ELSE 0 END) OVER {steps} AS number FROM stepped"
            "), numbered AS ("
            " SELECT row_, key, person, min(number) OVER (PARTITION BY person, row_) AS number FROM counted"
            "  WHERE kind <> 'known'"
            f" UNION ALL SELECT row_, key, person, 1 FROM moves WHERE at_us IS NULL AND {back}"
            ") SELECT row_, key, CASE WHEN number = 1 AND known IS NOT NULL THEN known "
            f"ELSE {self._pass_id('number')} END FROM numbered JOIN goers USING (person)"
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

    def _place_tangled(self) -> Iterator[tuple[int, str, str]]:
        """The few whose rows interleave: one row at a time, as the rule says."""
        tangled = "person IN (SELECT person FROM goers WHERE tangled)"
        rows = self._run(
            "SELECT person, row_, key, at_us, place, journey FROM (SELECT *, first(at_us) OVER own AS began, "
            f"first(kind <> 'inquired') OVER own AS later, first({self._position()}) OVER own AS position FROM moves "
            f"WHERE {tangled} WINDOW own AS (PARTITION BY person, row_ ORDER BY {self._told_order()})) "
            f"ORDER BY person, began NULLS FIRST, later, position, row_, {self._told_order()}"
        )
        passes = self._run(f"SELECT * FROM known WHERE {tangled} ORDER BY person")
        known = {
            person: [Pass(*row[1:]) for row in theirs]
            for person, theirs in groupby(passes, key=lambda row: str(row[0]))
        }
        for person, theirs in groupby(rows, key=lambda row: str(row[0])):
            yield from self._place_one(person, known.get(person, []), theirs)

    def _place_one(self, person: str, passes: list[Pass], moves: Iterable[Any]) -> Iterator[tuple[int, str, str]]:
        for row, told in groupby(moves, key=lambda move: int(move[1])):
            facts = [(key, at_us, place, journey) for _, _, key, at_us, place, journey in told]
            _, at_us, place, own = facts[0]
            passes = in_order(passes)  # what was told last may have begun before the others
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
