"""What goes into winning customers, and what into keeping those that we have: money and people's time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from headrace.analytics.question import PERIOD, SEGMENT, Column, Counted, Kind, Question, Reading, Row
from headrace.analytics.spending import AMOUNTS, WINNING, outlays, spent
from headrace.analytics.tables import stacked
from headrace.core.asking import CallingCost
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")


def units(_stays: ir.Table, spend: ir.Table, calls: ir.Table) -> ir.Table:
    """The spend and the calls of the period: facts of nobody, by purpose."""
    nobody = spend.select(**{name: ibis.null("string") for name in ("unit", "journey", "person")}).filter(False)
    return stacked(nobody, outlays(spend, calls))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per period and segment in which anything was spent."""
    found: dict[tuple[object, str | None], list[Row]] = defaultdict(list)
    for row in counted.figures:
        found[row["bucket"], row["segment"]].append(row)
    keys = sorted(found, key=lambda key: (key[0] is None, key[0] or 0, key[1] is None, key[1] or ""))
    return [
        {"period": key[0], "segment": key[1], **_row(found[key], reading.policy.calling)} for key in keys
    ]  # fmt: skip


def _row(rows: Sequence[Row], calling: CallingCost) -> Row:
    winning = spent(row for row in rows if row["purpose"] in WINNING)
    keeping = spent(row for row in rows if row["purpose"] not in WINNING)
    kept, whole = keeping.cost(calling), spent(rows).cost(calling)
    return {
        "winning_media": winning.media, "winning_people": winning.people(calling),
        "keeping_media": keeping.media, "keeping_people": keeping.people(calling),
        "cost": whole, "share": kept / whole if whole and kept is not None else None,
    }  # fmt: skip


TIME = N_("What hours and calls cost; empty while the policy does not say what people are paid.")

QUESTION = Question(
    name="spending",
    title=N_("Winning and keeping"),
    meaning=N_("What went into winning customers, and what into keeping and growing those that we have."),
    population=N_("What was spent in the period, in money and in people's time."),
    formula=(
        N_("winning = acquire, nurture, calls, sell; keeping = keep, grow"),
        N_("cost = money and time of both"),
        N_("share = (keeping_media + keeping_people) / cost"),
    ),
    source=(
        N_("The two sides are ours: winning is all that leads up to the first order."),
    ),
    columns=(
        PERIOD,
        SEGMENT,
        Column("winning_media", Kind.MONEY, N_("Winning"), N_("Money spent to acquire, nurture and sell.")),
        Column("winning_people", Kind.MONEY, N_("Time"), TIME),
        Column("keeping_media", Kind.MONEY, N_("Keeping"), N_("Money spent to keep and to grow customers.")),
        Column("keeping_people", Kind.MONEY, N_("Time"), TIME),
        Column("cost", Kind.MONEY, N_("All"), N_("Money and time together.")),
        Column("share", Kind.RATE, N_("Keeping of all"), N_("The share that went into keeping and growing.")),
    ),
    keys={"bucket": "period", "segment": "segment", "purpose": ""},
    figures=(),
    units={"default": units},
    finish=finish,
    tables=("spend", "calls"),
    amounts=AMOUNTS,
    splits=("channel", "campaign"),
    by_period=True,
    caveats=(
        N_("Calls count as winning: what they were for is not recorded with them."),
        N_("Spend in other currencies is left out."),
    ),
)  # fmt: skip
