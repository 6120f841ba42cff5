"""Which stays a question is about: of stages, first entries, wins, where everybody stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics.tables import clipped, in_period
from headrace.core.lazily import lazy
from headrace.core.units import DAWN_US

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


def stages_of(t: ir.Table) -> ir.Table:
    """The stays in stages, side places apart."""
    return t.filter(t.position < t.stages)


def first_entries(stays: ir.Table) -> ir.Table:
    """The first stay of each unit in each stage, if it began in the period."""
    t = stages_of(clipped(stays))
    return t.filter(in_period(t, "entered_day") & (t.nth == 1))


def with_win(t: ir.Table, won: ir.BooleanValue | None = None) -> ir.Table:
    """The stays, each with whether its unit was `won` by the as-of date, and with the `revenue` of that.

    It is the unit's first win, whoever had it then; `won_us` tells when it was, null where nobody knows. The condition
    `won` may say of which stays it counts.
    """
    by_then, nothing = (t.won_us < t.as_of_us).fill_null(False), ibis.null("int64")
    t = t.mutate(won=by_then if won is None else by_then & won)
    return t.mutate(
        revenue=ibis.ifelse(t.won, t.won_value, nothing),
        won_us=ibis.ifelse(t.won & (t.won_us > DAWN_US), t.won_us, nothing),
    )


def with_win_since(t: ir.Table) -> ir.Table:
    """The same, wins before the stay apart."""
    return with_win(t, (t.ordinal <= t.won_ordinal).fill_null(False))


def won_in_period(stays: ir.Table) -> ir.Table:
    """The first win of each unit, if it lies in the period."""
    t = clipped(stays, others=True)
    return t.filter((t.role == "won") & (t.nth == 1) & t.kept & in_period(t, "entered_day"))


def standing_now(stays: ir.Table) -> ir.Table:
    """The stay in which each unit is at the as-of date, whoever has it."""
    t = clipped(stays, undated=True, others=True)
    return t.filter(t.here & ~t.implied)


def with_standing(t: ir.Table, stays: ir.Table) -> ir.Table:
    """Stays, each with where its unit is at the as-of date, whoever has it: `now_role`, `now_via` and `now_position`.

    Each tells where its unit is last; only of those that moved on after the as-of date are the other stays read.
    """
    then = standing_now(stays)
    then = then.filter(then.last_us >= then.as_of_us)
    told = {"role": "last_role", "via": "last_via", "position": "last_position"}
    t = beside(t, then.select("unit", **{f"now_{name}": then[name] for name in told}), "unit")
    latest = t.last_us < t.as_of_us
    return t.mutate(**{f"now_{name}": ibis.ifelse(latest, t[last], t[f"now_{name}"]) for name, last in told.items()})


def beside(t: ir.Table, told: ir.Table, *keys: str) -> ir.Table:
    """A table's rows, each with what another one tells of it by the same keys; nulls where that tells nothing."""
    theirs = {f"told_{key}": key for key in keys}
    told = told.rename(theirs)
    met = t.left_join(told, [t[key] == told[its] for its, key in theirs.items()])
    return met.select(*(name for name in met.columns if name not in theirs))
