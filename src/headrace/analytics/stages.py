"""Where every lead is now: a snapshot, undated leads included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics.question import (
    SEGMENT,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    Wait,
    by_key,
    days,
    figure,
    place_column,
    refuse_period,
    segments,
)
from headrace.analytics.tables import clipped, older_than, with_minutes
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


def units(stays: ir.Table) -> ir.Table:
    """One row per unit: the stay that it is in at the as-of date."""
    t = clipped(stays, undated=True)
    t = t.filter(t.here & ~t.implied)
    t = with_minutes(t, age=())
    dated = t.entered_us.notnull()
    return t.select(
        "unit", "journey", "person", "place", "segment",
        here=ibis.literal(True), undated=~dated, older=dated & older_than(t, "entered", "older").fill_null(False),
        value=t.value, age=ibis.ifelse(dated, t.age, ibis.null("int64")),
    )  # fmt: skip


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per place, in order, for each segment."""
    figures = by_key(counted.figures, ("segment", "place"))
    rows: list[Row] = []
    for segment in segments(counted.figures) or [None]:
        for place in reading.places:
            row = figures.get((segment, place.name), [{}])[0]
            counts = {name: row.get(name, 0) for name in ("here", "undated", "older")}
            median = days(counted.curve(place.name, segment, "age").quantile(0.5))
            rows.append(
                {
                    "place": place.name,
                    "segment": segment,
                    **counts,
                    "median_age": median,
                    "value": row.get("value"),
                }
            )
    return rows


QUESTION = Question(
    name="stages",
    title=N_("Where every lead is"),
    meaning=N_("The leads in each stage and side place at the as-of date."),
    population=N_("Every lead, in exactly one place; of a person with several passes the newest counts."),
    formula=(
        N_("here = those whose newest stay is not over at the as-of date"),
        N_("median_age: the middle of the ages of the dated ones"),
    ),
    source=(
        N_("Ours: a count and no estimate, as an inbox shows it."),
    ),
    columns=(
        place_column(),
        SEGMENT,
        figure("here", N_("Here"), N_("Stand here at the as-of date.")),
        figure("undated", N_("Undated"), N_("Of these, nobody knows since when.")),
        Column("median_age", Kind.DAYS, N_("Median age"), N_("Half of the dated ones have been here for longer.")),
        figure("older", N_("Older"), N_("Have been here for more than the asked number of days.")),
        Column("value", Kind.MONEY, N_("Value"), N_("Their known value when they entered.")),
    ),
    keys={"place": "place", "segment": "segment"},
    figures=("here", "undated", "older"),
    units={"default": units},
    finish=finish,
    amounts=("value",),
    waits=(Wait("age", "age", "here"),),
    options=(
        Option(
            "older_than",
            N_("count those here for more than so many days (30)"),
            "days",
            default=30,
            told=N_("Older: here for more than {value} days."),
        ),
    ),
    caveats=(N_("A snapshot says nothing about conversion."),),
    check=lambda ask: refuse_period(ask, "Where every lead is"),
)  # fmt: skip
