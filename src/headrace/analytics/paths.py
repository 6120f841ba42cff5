"""What attribution starts from: passes, each won, ended otherwise or open, and the touches of their people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.tables import clipped, in_period
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

SIDES = ["nurture", "out", "lost", "expired"]


def journeys(stays: ir.Table) -> ir.Table:
    """One row per pass, numbered from 0 by its id: won in the period, or ended otherwise in it, or open.

    `outcome`, `end_us` (null while open), `value`, and when the lead and the opportunity were created. A pass that
    was won and left that place since is won. Those of which nobody knows when they ended are left out.
    """
    t = clipped(stays, undated=True, others=True)
    won = t.filter((t.role == "won") & (t.nth == 1) & t.kept & t.entered_us.notnull())
    now = t.filter(t.here & ~t.implied & t.kept)
    now = now.anti_join(t.filter(t.role == "won"), "journey")
    over = now.filter(now.role.isin(SIDES) & now.entered_us.notnull())
    found = ibis.union(
        _ended(won.filter(in_period(won, "entered_day")), Outcome.CONVERTED),
        _ended(over.filter(in_period(over, "entered_day")), Outcome.NULL),
        _ended(now.filter(now.role == "stage"), Outcome.OPEN),
    )
    found = found.left_join(_milestones(t), "journey").drop("journey_right")
    return found.mutate(number=ibis.row_number().over(ibis.window(order_by=found.journey)))


def _ended(t: ir.Table, outcome: Outcome) -> ir.Table:
    over = outcome is not Outcome.OPEN
    return t.select(
        "journey",
        "person",
        "as_of_us",
        "window_us",
        thread=ibis.coalesce(t.person, t.journey),
        outcome=ibis.literal(int(outcome), "int64"),
        end_us=t.entered_us if over else ibis.null("int64"),
        value=t.value.fill_null(0) if outcome is Outcome.CONVERTED else ibis.literal(0, "int64"),
    )


def _milestones(t: ir.Table) -> ir.Table:
    first = t.filter(t.nth == 1)
    return first.group_by("journey").agg(
        lead_us=first.entered_us.min(where=first.position == first.lead_position),
        opportunity_us=first.entered_us.min(where=first.position == first.deal_position),
    )


def touches(passes: ir.Table, touched: ir.Table, moved: ir.Table) -> ir.Table:
    """One row per touch of each pass's person until it ended: the pass's number, label, instant, id.

    An inquiry is a touch too; a meeting is none, for it has no channel. A touch without a label is one of
    `unknown`; one without a time is none.
    """
    told = (touched.filter(touched.kind == "touched"), moved.filter(moved.kind == "inquired"))
    every = ibis.union(*map(_told, told))
    met = passes.join(every, "thread")
    met = met.filter(met.at_us <= ibis.coalesce(met.end_us, met.as_of_us - 1))
    return met.select("number", "journey", "person", "outcome", "end_us", "window_us", "label", "at_us", "root")


def _told(t: ir.Table) -> ir.Table:
    t = t.filter(t.at_us.notnull())
    return t.select("at_us", "root", thread=ibis.coalesce(t.person, t.journey), label=t.segment.fill_null("unknown"))


def touched_deals(stays: ir.Table, touched: ir.Table, moved: ir.Table) -> ir.Table:
    """One row per deal and label that touched it within the window."""
    met = touches(journeys(stays), touched, moved)
    seen = met.filter((met.outcome == int(Outcome.CONVERTED)) & (met.at_us >= met.end_us - met.window_us))
    return seen.select("journey", "person", "label", unit=seen.journey, deals=ibis.literal(True)).distinct()
