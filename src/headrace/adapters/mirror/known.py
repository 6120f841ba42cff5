"""What counts, set-based: the mirror's side of `ledger.known`, as DuckDB views over raw families.

Creates `known_<family>` for each family asked for: rows of batches that count, not voided, each as
last corrected, merged people resolved, cut by the two clocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from headrace.adapters.mirror.duck import literal, one, run
from headrace.adapters.mirror.families import ATTRIBUTES, WITH_ATTRIBUTES
from headrace.core.lazily import lazy
from headrace.ledger.known import Horizon, survivor

if TYPE_CHECKING:
    import pyarrow as pa
else:
    pa = lazy("pyarrow")

FEW = 20_000
"""Up to how many facts it costs less to keep what counts of them than to find it out for each query."""
OF_MEMBERS = ("moves", "people")
DATED = "(coalesce(at_us, -9223372036854775807), root)"
BY_HAND = """(kind = 'joined' AND "by" IS NOT NULL)"""
"""Of a fact about people: whether somebody joined them to their account, and no rule."""
_MEMBERS = {
    "group": f"""SELECT coalesce(person, journey) AS who, arg_max("group", {DATED}) AS whose FROM known_people
                  WHERE kind = 'joined' AND "group" IS NOT NULL GROUP BY who HAVING who IS NOT NULL""",
    "account": f"""SELECT who, coalesce(arg_max(account, dated) FILTER (by_hand), arg_min(account, dated)) AS whose
                    FROM (SELECT coalesce(person, journey) AS who, account, {DATED} AS dated, false AS by_hand
                          FROM known_moves UNION ALL
                          SELECT coalesce(person, journey), account, {DATED}, {BY_HAND} FROM known_people)
                    WHERE account IS NOT NULL AND who IS NOT NULL GROUP BY who""",
}
"""Who belongs together: the buying group that somebody joined last; the account that somebody joined them to by hand
last, or else the one that was told of them first."""


class Past(NamedTuple):
    """What was known, of what had happened: `create` says how each is meant."""

    as_of_us: int | None = None
    horizon: Horizon | None = None
    together: str | None = None


def create(
    db: duckdb.DuckDBPyConnection,
    tables: Iterable[str],
    *,
    as_of_us: int | None = None,
    horizon: Horizon | None = None,
    where: str = "true",
    together: str | None = None,
) -> None:
    """Create the views `known_<table>` over the tables of the same name; tables where they are few.

    Args:
        db: a connection that has the raw families, `rulings`, and `corrected` (`tell_corrected`).
        tables: which of them.
        as_of_us: leave out what happened at or after it.
        horizon: leave out what was learnt after it.
        where: a further condition on the facts: a correction need not say whose fact it is about.
        together: group or account, to take the people of one for one person. Needs the tables moves and people.
    """
    if together is not None:
        create(db, OF_MEMBERS, as_of_us=as_of_us, horizon=horizon)
        run(db, f"CREATE OR REPLACE TABLE members AS {_MEMBERS[together]}")

    def learnt(cause: str) -> str:
        return "true" if horizon is None else f"recorded_us <= {getattr(horizon, cause)}"

    happened = "true" if as_of_us is None else f"(at_us IS NULL OR at_us < {as_of_us})"
    run(
        db,
        "CREATE OR REPLACE TABLE counting AS SELECT batch FROM rulings "
        f"WHERE kind IN ('batch_published', 'batch_undone') AND {learnt('imports')} "
        "GROUP BY batch HAVING arg_max(kind, seq) = 'batch_published'",
    )
    counts = "(batch IS NULL OR batch IN (SELECT batch FROM counting))"
    run(
        db,
        "CREATE OR REPLACE TABLE voided AS SELECT target AS root FROM rulings "
        f"WHERE kind = 'voided' AND {learnt('voids')} AND {counts}",
    )
    merged = _survivors(db, f"{learnt('merges')} AND {counts}")
    corrected = {str(row[0]) for row in run(db, "SELECT name FROM corrected")}
    for table in tables:
        told = "true"
        if horizon is not None:
            told = f"CASE WHEN seq = root THEN {learnt('facts')} ELSE {learnt('corrections')} END"
        seen = f"SELECT * FROM {table} WHERE {told} AND {counts}"
        # A fact may lack the attributes that its correction gives it, so it is looked for among all facts.
        own = " UNION ALL ".join(
            f"SELECT root, journey, person, account, recorded_us, actor_kind FROM {family} "
            f"WHERE seq = root AND {learnt('facts')} AND {counts}"
            for family in (WITH_ATTRIBUTES if table == ATTRIBUTES else (table,))
        )
        read = _read(db, seen, own if table in corrected else None, where, merged=merged)
        if together is not None:
            read = (
                f"SELECT r.* REPLACE (coalesce(m.whose, r.person) AS person) FROM ({read}) r "
                "LEFT JOIN members m ON m.who = coalesce(r.person, r.journey)"
            )
            read = f"SELECT * FROM ({read})"
        kept = f"{happened} AND name IS NOT NULL" if table == ATTRIBUTES else happened
        made = "TABLE" if one(db, f"SELECT count(*) FROM {table}") <= FEW else "VIEW"
        run(db, f"CREATE OR REPLACE {made} known_{table} AS {read} WHERE {kept}")


def tell_corrected(db: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Make the table `corrected`: the names of the tables in which a fact was ever corrected."""
    names = ", ".join(map(literal, tables))
    run(db, f"CREATE OR REPLACE TABLE corrected AS SELECT unnest([{names}]::VARCHAR[]) AS name")


def _read(db: duckdb.DuckDBPyConnection, seen: str, own: str | None, where: str, *, merged: bool) -> str:
    """The rows as corrected, unvoided and merged; the plain rows where nothing of that kind happened.

    A correction tells when and what; whose fact it is, who told it and when we learnt it stay with the fact that it corrects,
    found in `own`: None where nothing was ever corrected.
    """
    rows = seen
    if own is not None:
        newest = f"SELECT root, max(seq) AS newest FROM ({seen}) WHERE seq <> root GROUP BY root"
        rows = (
            f"SELECT * FROM ({seen}) WHERE seq = root AND root NOT IN (SELECT root FROM ({newest})) UNION ALL "
            "SELECT s.* REPLACE (o.journey AS journey, o.person AS person, o.account AS account, "
            "o.recorded_us AS recorded_us, o.actor_kind AS actor_kind) "
            f"FROM ({seen}) s JOIN ({newest}) n ON n.newest = s.seq JOIN ({own}) o ON o.root = s.root"
        )
    if where != "true":
        rows = f"SELECT * FROM ({rows}) WHERE {where}"
    if run(db, "SELECT 1 FROM voided LIMIT 1"):
        rows = f"SELECT * FROM ({rows}) WHERE root NOT IN (SELECT root FROM voided)"
    if merged:
        rows = (
            f"SELECT r.* REPLACE (coalesce(m.survivor, r.person) AS person) FROM ({rows}) r "
            "LEFT JOIN survivors m ON r.person = m.person"
        )
    return f"SELECT * FROM ({rows})"


def _survivors(db: duckdb.DuckDBPyConnection, condition: str) -> bool:
    rows = run(
        db,
        f"SELECT kind, person, \"into\" FROM rulings WHERE kind IN ('merged', 'unmerged') AND {condition} ORDER BY seq",
    )
    merges: dict[str, str] = {}
    for kind, person, into in rows:
        if kind == "merged":
            merges[str(person)] = str(into)
        else:
            merges.pop(str(person), None)
    people = list(merges)
    table = pa.table(
        {
            "person": pa.array(people, pa.string()),
            "survivor": pa.array([survivor(person, merges) for person in people], pa.string()),
        }
    )
    db.register("survivor_rows", table)
    run(db, "CREATE OR REPLACE TABLE survivors AS SELECT * FROM survivor_rows")
    return bool(merges)


def made_as(db: duckdb.DuckDBPyConnection, name: str) -> str:
    """Whether what `create` made under a name is a TABLE or a VIEW."""
    here = f"database_name = current_catalog() AND view_name = {literal(name)}"
    return "VIEW" if one(db, f"SELECT count(*) FROM duckdb_views() WHERE {here}") else "TABLE"
