"""Rates raw and clean: with everybody who left a name, and without those whom the scrub found to be fake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import conversion, sources
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    WILSON_ENDS,
    Ask,
    Counted,
    Question,
    Reading,
    Row,
    figure,
    place_column,
    rate,
    share,
)
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

FAKE = "fake"


def steps(stays: ir.Table, people: ir.Table) -> ir.Table:
    """The units of `conversion` by steps, with whether they are clean."""
    return _sorted_out(conversion.steps(stays), people)


def pair(stays: ir.Table, people: ir.Table) -> ir.Table:
    """The units of `conversion` from one stage to another, with whether they are clean."""
    return _sorted_out(conversion.pair(stays), people)


def _sorted_out(t: ir.Table, people: ir.Table) -> ir.Table:
    """Fake is whom the last verdict calls so; whoever nobody judged is clean."""
    told = people.filter(people.state.notnull())
    whose = ibis.coalesce(told.person, told.journey)
    order = ibis.window(group_by=whose, order_by=[told.at_us.desc(nulls_first=False), told.root.desc()])
    last = told.mutate(whose=whose, turn=ibis.row_number().over(order))
    last = last.filter(last.turn == 0).select("whose", is_fake=last.state == FAKE)
    t = t.mutate(who=ibis.coalesce(t.person, t.journey))
    t = t.left_join(last, t.who == last.whose)
    fake = t.is_fake.fill_null(False)
    return t.select(
        "unit", "journey", "person", "place", "segment", "bucket", "judged", "converted",
        scrubbed=t.judged & t.whose.notnull(), fake=t.judged & fake, clean=t.judged & ~fake,
        clean_converted=t.converted & ~fake,
    )  # fmt: skip


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period, segment and step that anybody is judged by."""
    figures = {(row["bucket"], row["segment"], row["place"]): row for row in counted.figures}
    return [
        _row(row, figures[row["period"], row["segment"], row["frm"]]) for row in conversion.of_judged(counted, reading)
    ]


def _row(row: Row, counts: Row) -> Row:
    kept = ("period", "segment", "frm", "to", "judged", "converted", "rate", "rate_low", "rate_high")
    return {
        **{name: row[name] for name in kept},
        "scrubbed": counts["scrubbed"],
        "fake": counts["fake"],
        **rate("fake_share", counts["fake"], row["judged"]),
        "clean": counts["clean"],
        "clean_converted": counts["clean_converted"],
        **rate("clean_rate", counts["clean_converted"], counts["clean"]),
    }


def shape(ask: Ask) -> str:
    """Which expression an ask needs."""
    return "pair" if ask.options.get("to") else "steps"


QUESTION = Question(
    name="clean",
    title=N_("Rates raw and clean"),
    meaning=N_("Conversion with everybody, and without those who were found to be fake, side by side."),
    population=conversion.QUESTION.population,
    formula=(
        N_("rate = converted / judged"),
        N_("fake_share = fake / judged; clean = judged - fake"),
        N_("clean_rate = clean_converted / clean"),
        WILSON_ENDS,
    ),
    source=(sources.NO_INQUIRIES, sources.WILSON),
    columns=(
        PERIOD,
        SEGMENT,
        place_column("frm", N_("From")),
        place_column("to", N_("To")),
        figure("judged", N_("Raw"), N_("First entered the stage in the period, and old enough for the limit.")),
        figure("converted", N_("Converted"), N_("Of those, reached the other stage, or a later one, in time.")),
        *share("rate", "judged", N_("Raw rate"), N_("Converted of all.")),
        figure("scrubbed", N_("Scrubbed"), N_("Of all, those on whom a verdict was given, whichever.")),
        figure("fake", N_("Fake"), N_("Of all, found to be fake by the last verdict.")),
        *share("fake_share", "judged", N_("Fake share"), N_("Fake of all.")),
        figure("clean", N_("Clean"), N_("Of all, not found to be fake.")),
        figure("clean_converted", N_("Converted, clean"), N_("Of the clean, reached the other stage in time.")),
        *share("clean_rate", "clean", N_("Clean rate"), N_("Converted of the clean.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "frm"},
    figures=("judged", "converted", "scrubbed", "fake", "clean", "clean_converted"),
    worth=False,
    units={"steps": steps, "pair": pair},
    finish=finish,
    tables=("people",),
    shape=shape,
    by_period=True,
    options=tuple(option for option in conversion.QUESTION.options if option.name != "kind"),
    caveats=(
        N_("A published rate says little unless it says whether it is raw or clean."),
        N_("Suspects count as clean until somebody finds them to be fake, and so does everybody on whom no verdict was "
           "given: clean tells nothing as long as few are scrubbed."),
        *conversion.QUESTION.caveats,
    ),
)  # fmt: skip
