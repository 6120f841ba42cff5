"""What one is worth: a visitor, an inquiry, somebody in any stage, measured by what their cohort was won for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    WILSON_ENDS,
    WITHOUT_REVENUE,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    figure,
    per,
    periods,
    place_column,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import first_entries, with_win_since
from headrace.analytics.tables import in_period, stacked
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

VISITS = "visits"
"""The row of anonymous visits, before anybody left a name."""


def units(stays: ir.Table, traffic: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period, won since or not; and the visits of the period."""
    t = with_win_since(first_entries(stays))
    brought = t.revenue.cast("float64")
    entered = t.select(
        "unit", "journey", "person", "bucket", "segment", "place", "won", "revenue", entered=ibis.literal(True),
        squares=brought * brought, priced=ibis.ifelse(t.revenue.notnull(), 1, 0).cast("int64"),
    )  # fmt: skip
    came = traffic.filter(in_period(traffic, "day"))
    return stacked(entered, came.select("bucket", "segment", "visits", place=ibis.literal(VISITS)))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage, visits first where any were counted, for each period and segment that anybody entered in."""
    figures = _told(counted.figures, reading.ask.by)
    found: dict[tuple[object, ...], Row] = defaultdict(dict)
    found |= {(row["bucket"], row["segment"], row["place"]): row for row in figures}
    rows = []
    for bucket in periods(figures) or [None]:
        for segment in segments(figures) or [None]:
            theirs = [_row(found[bucket, segment, stage.name], stage.name) for stage in reading.stages]
            visits = found[bucket, segment, VISITS].get("visits")
            if visits:
                theirs.insert(0, _of_visits(visits, theirs[0]))
            rows += [
                {"period": bucket, "segment": segment, **row} for row in theirs if bucket is None or row["entered"]
            ]
    return rows


def _told(figures: Sequence[Row], by: str | None) -> Sequence[Row]:
    """The figures; without visits where none of them tells what is split by: then no wins in particular are theirs."""
    if by is None or any(row["segment"] is not None for row in figures if row["place"] == VISITS):
        return figures
    return [row for row in figures if row["place"] != VISITS]


def _row(row: Row, place: str) -> Row:
    entered, won, revenue = row.get("entered", 0), row.get("won", 0), row.get("revenue") or 0
    return {
        "place": place,
        "entered": entered,
        "won": won,
        **rate("rate", won, entered),
        **_worth(entered, won, revenue),
    }


def _of_visits(visits: int, first: Row) -> Row:
    """The visits, and what those who inquired in the same period were won for; one person may visit often."""
    nothing = {"rate": None, "rate_low": None, "rate_high": None}
    return {"place": VISITS, "entered": visits, "won": first["won"], **nothing,
            **_worth(visits, first["won"], first["revenue"])}  # fmt: skip


def _worth(entered: int, won: int, revenue: int) -> Row:
    return {
        "revenue": revenue,
        "per_win": per(revenue, won),
        "per_entry": per(revenue, entered),
    }


QUESTION = Question(
    name="values",
    title=N_("Value per visitor, inquiry and stage"),
    meaning=N_("What those who entered a stage were won for, over all who entered it."),
    population=N_("Whoever first entered the stage in the period, followed until the as-of; a person's first win."),
    formula=(
        N_("rate = won / entered"),
        N_("per_win = revenue / won; per_entry = revenue / entered"),
        N_("visits: won and revenue of those who inquired in the period, over visits"),
        WILSON_ENDS,
    ),
    source=(
        N_(
            "Value per visitor: after the article on the changing funnel, visit to inquiry x inquiry to sale x value "
            "of a sale. That it is measured whole, so that no step is assumed, is ours."
        ),
        sources.WILSON,
    ),
    columns=(
        PERIOD,
        SEGMENT,
        place_column(words={VISITS: N_("Visits")}),
        figure("entered", N_("Entered"), N_("First entered the stage in the period; of visits, how many there were.")),
        figure("won", N_("Won"), N_("Of these, won since; of visits, of those who inquired in the period.")),
        *share("rate", "entered", N_("Rate"), N_("Won of entered.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("What the won were won for.")),
        Column("per_win", Kind.MONEY, N_("Per win"), N_("Revenue over won.")),
        Column("per_entry", Kind.MONEY, N_("Per entry"), N_("Revenue over entered: what one is worth.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "place"},
    figures=("entered", "won"),
    units={"default": units},
    finish=finish,
    tables=("traffic",),
    amounts=("revenue", "visits", "squares", "priced"),
    by_period=True,
    stands_for_leads=lambda row: row["place"] != VISITS,
    caveats=(
        N_("Open leads may still be won: a young cohort's value still grows."),
        WITHOUT_REVENUE,
    ),
)  # fmt: skip
