"""The SQL of every question, compiled and shipped: starting a report does not import Ibis.

`sql/<question>.<shape>.<part>.sql` holds what Ibis makes of the question; a test compiles it anew and
compares. Parts: `units` (one row per unit, to list leads), `figures` (counts per key), `waits` (counted
lengths per key).
"""

from importlib.resources import files
from typing import TYPE_CHECKING

from headrace.analytics.question import Question

if TYPE_CHECKING:
    import ibis.expr.types as ir

DIALECT = "duckdb"


def parts(question: Question) -> tuple[str, ...]:
    """The parts that a question has."""
    return ("units", "figures", "waits") if question.waits else ("units", "figures")


def expression(question: Question, shape: str, part: str) -> "ir.Table":
    """A part of a question as an Ibis expression over unbound tables."""
    from headrace.analytics import tables  # noqa: PLC0415  (Ibis takes a while to import)

    units = question.units[shape](tables.visits(), tables.asked())
    if part == "units":
        return units
    keys = list(question.keys)
    if part == "waits":
        waiting = units.filter(units.minutes.notnull())
        return waiting.group_by([*keys, *question.waits]).agg(n=waiting.count())
    flags = {name: units[name].cast("int64").sum() for name in question.figures}
    amounts = {name: units[name].sum() for name in question.amounts}
    return units.group_by(keys).agg(**flags, **amounts)


def compile_sql(question: Question, shape: str, part: str) -> str:
    """What Ibis makes of a part of a question."""
    import ibis  # noqa: PLC0415

    return str(ibis.to_sql(expression(question, shape, part), dialect=DIALECT)) + "\n"


def sql(question: Question, shape: str, part: str) -> str:
    """The shipped SQL of a part of a question."""
    return files("headrace.analytics").joinpath("sql", f"{question.name}.{shape}.{part}.sql").read_text()
