"""What goes into winning customers, and what into keeping those that we have: money and people's time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from headrace.analytics.costs import Spending, outlay, pay
from headrace.analytics.question import PERIOD, SEGMENT, Column, Counted, Kind, Question, Reading, Row
from headrace.analytics.tables import in_period
from headrace.core.asking import CallingCost
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

KEEPING = ("keep", "grow")


def units(_stays: ir.Table, spend: ir.Table, calls: ir.Table) -> ir.Table:
    """The spend and the calls of the period: facts of nobody, by purpose."""
    return outlay(spend.filter(in_period(spend, "day")), calls.filter(in_period(calls, "day")))


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
    keeping = _cost([row for row in rows if row["purpose"] in KEEPING], calling)
    winning = _cost([row for row in rows if row["purpose"] not in KEEPING], calling)
    told = {f"{name}_{what}": each[what] for name, each in (("winning", winning), ("keeping", keeping))
            for what in ("media", "people")}  # fmt: skip
    kept, won = keeping["cost"], winning["cost"]
    whole = None if kept is None or won is None else kept + won
    return {**told, "cost": whole, "share": kept / whole if whole else None}


def _cost(rows: Sequence[Row], calling: CallingCost) -> Row:
    spent = [Spending.of(row) for row in rows]
    people = pay(calling, sum(each.hours for each in spent), sum(each.minutes for each in spent))
    media = sum(each.media for each in spent)
    return {"media": media, "people": people, "cost": None if people is None else media + people}


TIME = N_("What hours and calls cost; empty while the policy does not say what people are paid.")

QUESTION = Question(
    name="spending",
    title=N_("Winning and keeping"),
    meaning=N_("What went into winning customers, and what into keeping and growing those that we have."),
    population=N_("What was spent in the period, in money and in people's time."),
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
    amounts=("media", "hours", "minutes"),
    splits=("channel", "campaign"),
    by_period=True,
    caveats=(
        N_("Calls count as winning: what they were for is not recorded with them."),
        N_("Spend in other currencies is left out."),
    ),
)  # fmt: skip
