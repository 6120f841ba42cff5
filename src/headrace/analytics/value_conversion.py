"""Conversion in money: of the value that entered a stage, the share that reached the next one or a later one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from headrace.analytics import conversion, sources
from headrace.analytics.clean import shape
from headrace.analytics.intervals import by_value
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    Column,
    Counted,
    Kind,
    Question,
    Reading,
    Row,
    figure,
    place_column,
    share,
)
from headrace.analytics.tables import clipped
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

SUMS = ("value", "converted_value", "squares", "converted_squares")


def _valued(units: Callable[..., ir.Table]) -> Callable[[ir.Table], ir.Table]:
    """The units of `conversion` whose value is known, with what is summed of each.

    The value as it was told last while they were in the stage or before, or else the last one that became known since.
    """

    def valued(stays: ir.Table) -> ir.Table:
        last = _last_values(stays)
        t = units(stays, "value", "ordinal")
        t = t.left_join(last, [t.unit == last.last_unit, t.ordinal <= last.last_ordinal])
        t = t.mutate(value=ibis.coalesce(t.value, t.last_value))
        t = t.filter(t.judged & (t.value > 0))
        square, none = t.value.cast("float64") * t.value.cast("float64"), ibis.null("float64")
        return t.select(
            "unit", "journey", "person", "place", "segment", "bucket", "judged", "converted", "value",
            converted_value=ibis.ifelse(t.converted, t.value, ibis.null("int64")),
            squares=square, converted_squares=ibis.ifelse(t.converted, square, none),
        )  # fmt: skip

    return valued


def _last_values(stays: ir.Table) -> ir.Table:
    t = clipped(stays, undated=True, others=True)
    t = t.filter(t.value.notnull())
    t = t.mutate(turn=ibis.row_number().over(ibis.window(group_by=t.unit, order_by=t.ordinal.desc())))
    return t.filter(t.turn == 0).select(last_unit=t.unit, last_value=t.value, last_ordinal=t.ordinal)


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period, segment and step in which any value entered."""
    figures = {(row["bucket"], row["segment"], row["place"]): row for row in counted.figures}
    return [
        {name: row[name] for name in ("period", "segment", "frm", "to", "judged", "converted")}
        | _rate(figures[row["period"], row["segment"], row["frm"]])
        for row in conversion.of_judged(counted, reading)
    ]


def _rate(row: Row) -> Row:
    value, converted, squares, converted_squares = (row[name] or 0 for name in SUMS)
    found = by_value(row["judged"], value, converted, squares, converted_squares) or (None, None, None)
    return {
        "value": value,
        "converted_value": converted,
        **dict(zip(("rate", "rate_low", "rate_high"), found, strict=True)),
    }


QUESTION = Question(
    name="value_conversion",
    title=N_("Conversion in money"),
    meaning=N_("Of the value that entered a stage, the share that reached the next one or a later one."),
    population=N_(
        "Whoever first entered the stage in the period, and whose value is known and above 0. With a time limit, only "
        "those old enough."
    ),
    formula=(
        N_("rate = converted_value / value"),
        N_(
            "interval: Wilson's, at as many equal leads as give the ratio of the two sums its variance, n/(n - 1) x "
            "sum v^2 (x - rate)^2 / value^2; but at no more than value^2 / sum v^2 of them"
        ),
    ),
    source=(
        sources.BY_VALUE,
        N_("To count a rate in money is ours: a lead weighs what it is worth."),
    ),
    columns=(
        PERIOD,
        SEGMENT,
        place_column("frm", N_("From")),
        place_column("to", N_("To")),
        figure("judged", N_("Judged"), N_("Entered, of a known value, and old enough for the limit.")),
        figure("converted", N_("Converted"), N_("Of those, reached the other stage, or a later one, in time.")),
        Column(
            "value", Kind.MONEY, N_("Value"),
            N_("What the judged were worth when they left the stage or are worth, or else the last value known since."),
        ),
        Column("converted_value", Kind.MONEY, N_("Value converted"), N_("Of it, that of the converted.")),
        *share("rate", "judged", N_("Rate"), N_("Value converted of value.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "frm"},
    figures=("judged", "converted"),
    units={"steps": _valued(conversion.steps), "pair": _valued(conversion.pair)},
    finish=finish,
    amounts=SUMS,
    shape=shape,
    by_period=True,
    options=tuple(option for option in conversion.QUESTION.options if option.name != "kind"),
    caveats=(
        N_("Who has no value is left out; a value that only winners are given makes the rate too high."),
        N_("The interval is that of a ratio of sums: one large deal is one trial."),
        N_("Values in other currencies are left out."),
    ),
)  # fmt: skip
