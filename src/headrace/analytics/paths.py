"""What attribution starts from: passes, each won, ended otherwise or open, and the touches of their people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.tables import as_end, by_the_end, clipped, in_period
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

SIDES = ["nurture", "out", "lost", "expired"]


def journeys(stays: ir.Table) -> ir.Table:
    """One row per pass, numbered from 0 by its id: won in the period, or ended otherwise in it, or open.

    `outcome`, `end_us` (of an open one the end of the as-of day), `value`, and when the lead and the opportunity were
    created. A pass that was won and left that place since is won. Those of which nobody knows when they ended are left
    out. `end_exact`, `lead_exact` and `opportunity_exact` say whether more than the day is known.
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
        **(as_end(t) if over else {"end_us": t.as_of_us - 1, "end_day": t.as_of_day, "end_exact": ibis.literal(True)}),
        value=t.value.fill_null(0) if outcome is Outcome.CONVERTED else ibis.literal(0, "int64"),
    )


def _milestones(t: ir.Table) -> ir.Table:
    first = t.filter(t.nth == 1).mutate(entered_exact=ibis.ifelse(t.entered_exact, 1, 0).cast("int64"))
    return first.group_by("journey").agg(
        **{
            f"{name}_{what}": first[f"entered_{what}"].min(where=first.position == first[position])
            for name, position in (("lead", "lead_position"), ("opportunity", "deal_position"))
            for what in ("us", "exact")
        }
    )


def touches(passes: ir.Table, touched: ir.Table, moved: ir.Table) -> ir.Table:
    """One row per touch of each pass's person until it ended: the pass's number, label, instant, id.

    An inquiry is a touch too; a meeting is none, for it has no channel. A touch without a label is one of
    `unknown`; one without a time is none.
    """
    told = (touched.filter(touched.kind == "touched"), moved.filter(moved.kind == "inquired"))
    every = ibis.union(*map(_told, told))
    met = passes.join(every, "thread")
    met = met.filter(by_the_end(met))
    # What happened on the last day, of which no time is known, is told as having happened by the end.
    met = met.mutate(told_us=met.at_us, at_us=ibis.least(met.at_us, met.end_us))
    return met.select(
        "number", "journey", "person", "outcome", "end_us", "window_us", "label", "at_us", "told_us", "root"
    )


def _told(t: ir.Table) -> ir.Table:
    t = t.filter(t.at_us.notnull())
    whose, label = ibis.coalesce(t.person, t.journey), t.segment.fill_null("unknown")
    return t.select("at_us", "day", "root", thread=whose, label=label)


def touched_deals(stays: ir.Table, touched: ir.Table, moved: ir.Table) -> ir.Table:
    """One row per deal and label that touched it within the window."""
    met = touches(journeys(stays), touched, moved)
    seen = met.filter((met.outcome == int(Outcome.CONVERTED)) & (met.at_us >= met.end_us - met.window_us))
    return seen.select("journey", "person", "label", unit=seen.journey, deals=ibis.literal(True)).distinct()
