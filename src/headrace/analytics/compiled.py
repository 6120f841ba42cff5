"""The SQL of every question, compiled and shipped: starting a report does not import Ibis.

`sql/<question>.<shape>.<part>.sql` holds what Ibis makes of the question for DuckDB, `sql/postgres/` the same for
PostgreSQL; a test compiles it anew and compares. Parts: `units` (one row per unit, to list leads); `counts` (how many
units are alike in all that is counted: the one pass over the stays); and from that table `figures` (counts per key)
and `waits` (counted lengths per key). A question about paths has `journeys`, and from these `touches`.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from headrace.analytics.question import Question

if TYPE_CHECKING:
    import ibis.expr.types as ir

WHO = ("unit", "journey", "person")
"""The columns that tell units apart; what is counted is how many are alike in all others."""
FOLDERS = {"duckdb": "sql", "postgres": "sql/postgres"}
"""Where the SQL of each dialect is shipped."""


def parts(question: Question) -> tuple[str, ...]:
    """The parts that a question has."""
    if question.paths:
        return ("units", "journeys", "touches")
    return ("units", "counts", "figures", "waits") if question.waits else ("units", "counts", "figures")


def expression(question: Question, shape: str, part: str) -> "ir.Table":
    """A part of a question as an Ibis expression over unbound tables."""
    import ibis  # noqa: PLC0415  (it takes a while)

    from headrace.analytics import tables  # noqa: PLC0415

    facts = [tables.facts(family) for family in question.tables]
    if part in ("journeys", "touches"):
        return _paths(question, part, tables.visits(), facts)
    units = question.units[shape](tables.visits(shape), *facts)
    if part == "units":
        return _flagged(question, units)
    counts = _counts(question, units)
    if part == "counts":
        return counts
    counted = _flagged(question, ibis.table(counts.schema(), name="counts"))
    return _figures(question, counted) if part == "figures" else _waits(question, counted)


def _paths(question: Question, part: str, stays: "ir.Table", facts: "Sequence[ir.Table]") -> "ir.Table":
    """The journeys; or from these, as the table `journeys`, their touches."""
    import ibis  # noqa: PLC0415

    journeys, touches = question.paths
    made = journeys(stays)
    return made if part == "journeys" else touches(ibis.table(made.schema(), name="journeys"), *facts)


def _flagged(question: Question, t: "ir.Table") -> "ir.Table":
    return t if question.flags is None else t.mutate(**question.flags(t))


def _counts(question: Question, units: "ir.Table") -> "ir.Table":
    if question.flags is None:
        columns = dict.fromkeys([*question.keys, *question.figures, *_measured(question), *_seen(units)])
    else:
        columns = dict.fromkeys(name for name in units.columns if name not in (*WHO, *question.amounts))
    return units.group_by(list(columns)).agg(alike=units.count(), **{n: units[n].sum() for n in question.amounts})


def _measured(question: Question) -> list[str]:
    return [column for wait in question.waits for column in (wait.length, wait.ended)]


def _seen(t: "ir.Table") -> list[str]:
    """The age from which on a unit was watched, where it was not watched from its beginning."""
    return [name for name in ("seen",) if name in t.columns]


def _figures(question: Question, counts: "ir.Table") -> "ir.Table":
    flags = {name: counts.alike.sum(where=counts[name]).fill_null(0) for name in question.figures}
    return counts.group_by(list(question.keys)).agg(**flags, **{n: counts[n].sum() for n in question.amounts})


def _waits(question: Question, counts: "ir.Table") -> "ir.Table":
    """One row per key, wait, length and end."""
    import ibis  # noqa: PLC0415

    keys = [*question.keys, "wait", *_seen(counts)]
    each = [
        counts.filter(counts[wait.length].notnull()).select(
            *question.keys, *_seen(counts), "alike", wait=ibis.literal(wait.name), length=wait.length, ended=wait.ended
        )
        for wait in question.waits
    ]
    every = ibis.union(*each) if len(each) > 1 else each[0]
    return every.group_by([*keys, "length", "ended"]).agg(n=every.alike.sum())


def compile_sql(question: Question, shape: str, part: str, dialect: str = "duckdb") -> str:
    """What Ibis makes of a part of a question."""
    import ibis  # noqa: PLC0415

    ibis.options.sql.fuse_selects = False
    return str(ibis.to_sql(expression(question, shape, part), dialect=dialect)) + "\n"


def file_of(question: Question, shape: str, part: str, dialect: str = "duckdb") -> str:
    """Where a part of a question is shipped, below `analytics`."""
    return f"{FOLDERS[dialect]}/{question.like or question.name}.{shape}.{part}.sql"


def sql(question: Question, shape: str, part: str, dialect: str = "duckdb") -> str:
    """The shipped SQL of a part of a question."""
    return files("headrace.analytics").joinpath(file_of(question, shape, part, dialect)).read_text()
