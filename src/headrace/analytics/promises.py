"""The clocks of an agreement on the dates of history: when each started and stopped, set-based.

What `rules.clocks` says of one journey: a clock runs between two marks of a stay. Here the marks are told by the dates
of the facts alone, those of imports too, and only stays of which both ends are known to the instant count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics.replay import LIVED, facts, of_passes
from headrace.core.agreement import Clock, Mark
from headrace.core.asking import Grade
from headrace.core.entries import ASKING
from headrace.core.lazily import lazy
from headrace.rules.clocks import HAND_RAISER

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


def runs(stays: str, stage: str, clock: Clock) -> ir.Table:
    """One row per stay in a stage: when the clock started, when it was stopped, when the stay ended; nulls for never.

    Args:
        stays: the name of the table of stays.
        stage: where.
        clock: from which mark to which, and for whom.
    """
    t = ibis.table({**LIVED, "left_exact": "boolean", "next_via": "string", "owner": "string"}, name=stays)
    t = t.filter((t.place == stage) & t.at_us.notnull() & t.exact & (t.left_us.isnull() | t.left_exact))
    if clock.hand_raisers is not None:
        t = _raised(t) if clock.hand_raisers else t.anti_join(_raised(t), ["journey", "root"])
    t = _with(t, clock.start, "start_us", since="at_us")
    t = _with(t.filter(t.start_us.notnull()), clock.stop, "stop_us", since="start_us")
    return t.select("root", "start_us", "stop_us", "left_us", "owner")


def _with(t: ir.Table, mark: Mark, name: str, *, since: str) -> ir.Table:
    """The stays with the first instant at which a mark was reached in each, from `since` on."""
    if mark is Mark.ENTERED:
        return t.mutate(**{name: t.at_us})
    leaving = {
        Mark.LEFT: t.left_us,
        Mark.DISPOSED: t.left_us,
        Mark.ACCEPTED_OR_REJECTED: ibis.ifelse(t.next_via.isin(["accepted", "rejected"]), t.left_us, None),
    }.get(mark, ibis.null("int64"))
    told = _told(mark)
    if told is None:
        return t.mutate(**{name: leaving})
    told = of_passes(told, "at_us", "root").rename(marked="journey", mark_us="at_us", mark="root")
    # What was told at the instant of the entry, and before it, belongs to the stay before.
    begun = (told.mark_us > t.at_us) | ((told.mark_us == t.at_us) & (told.mark >= t.root))
    within = [
        t.journey == told.marked,
        begun,
        told.mark_us >= t[since],
        t.left_us.isnull() | (told.mark_us <= t.left_us),
    ]
    first = t.join(told, within).group_by(["journey", "root"]).agg(first_us=ibis._.mark_us.min())
    first = first.rename(whose="journey", which="root")
    t = t.mutate(leaving_us=leaving)
    t = t.left_join(first, [t.journey == first.whose, t.root == first.which])
    return t.mutate(**{name: ibis.least(t.first_us, t.leaving_us)}).drop("whose", "which", "first_us", "leaving_us")


def _told(mark: Mark) -> ir.Table | None:
    """The facts by which a mark is reached, other than by entering and leaving."""
    calls, touches, answers, deals, moves = (
        facts(f"known_{name}") for name in ("calls", "touches", "answers", "deals", "moves")
    )
    no_rule = ibis._.actor_kind != "rule"
    answered = answers.filter(answers.actor_kind.isin(list(ASKING)) & (answers.grade != str(Grade.UNKNOWN)))
    written = (touches.kind == "touched") & (touches.direction == "out") & (touches.actor_kind == "person")
    kinds = {
        Mark.ROUTED: (deals.filter(deals.kind == "routed"),),
        Mark.ATTEMPTED: (
            calls.filter(no_rule), touches.filter((touches.kind == "met") & no_rule), touches.filter(written), answered,
        ),
        Mark.REACHED: (calls.filter(calls.completed), touches.filter(touches.kind == "met"), answered),
        Mark.DISPOSED: (calls.filter(calls.outcome.notnull()),),
        Mark.VALUED: (
            deals.filter((deals.kind == "valued") & deals.value.notnull()),
            moves.filter(moves.kind.isin(["opened", "won"]) & moves.value.notnull()),
        ),
    }.get(mark)  # fmt: skip
    if kinds is None:
        return None
    each = [t.select("journey", "person", "at_us", "root") for t in kinds]
    return ibis.union(*each) if len(each) > 1 else each[0]


def _raised(t: ir.Table) -> ir.Table:
    """The stays of those who had asked to be contacted by then."""
    given = facts("known_attributes")
    said = given.filter(
        (given.name == HAND_RAISER) & (given.kind == "inquired") & given.value.lower().isin(["yes", "true", "1"])
    )
    raised = said.select(raised="journey", raised_us="at_us")
    return t.semi_join(raised, [t.journey == raised.raised, raised.raised_us <= t.at_us])
