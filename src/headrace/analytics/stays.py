"""Which stays a question is about: of stages, first entries, wins, where everybody stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics.tables import clipped, in_period

if TYPE_CHECKING:
    import ibis.expr.types as ir


def stages_of(t: ir.Table) -> ir.Table:
    """The stays in stages, side places apart."""
    return t.filter(t.position < t.stages)


def first_entries(stays: ir.Table) -> ir.Table:
    """The first stay of each unit in each stage, if it began in the period."""
    t = stages_of(clipped(stays))
    return t.filter(in_period(t, "entered_day") & (t.nth == 1))


def first_wins(stays: ir.Table) -> ir.Table:
    """The first win of each unit, whoever had it then, and also if nobody knows when it was."""
    t = clipped(stays, undated=True, others=True)
    return t.filter((t.role == "won") & (t.nth == 1))


def won_in_period(stays: ir.Table) -> ir.Table:
    """The first win of each unit, if it lies in the period."""
    t = clipped(stays, others=True)
    return t.filter((t.role == "won") & (t.nth == 1) & t.kept & in_period(t, "entered_day"))


def standing_now(stays: ir.Table) -> ir.Table:
    """The stay in which each unit is at the as-of date, whoever has it."""
    t = clipped(stays, undated=True, others=True)
    return t.filter(t.until_us.isnull() & ~t.implied)


def beside(t: ir.Table, told: ir.Table, *keys: str) -> ir.Table:
    """A table's rows, each with what another one tells of it by the same keys; nulls where that tells nothing."""
    theirs = {f"told_{key}": key for key in keys}
    told = told.rename(theirs)
    met = t.left_join(told, [t[key] == told[its] for its, key in theirs.items()])
    return met.select(*(name for name in met.columns if name not in theirs))
