"""What leads going cold cost: the customers of a stage as planned, as it came, and as whole customers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.acquisition import returned
from headrace.analytics.question import (
    PERIOD,
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    per,
    periods,
    place_column,
    rate,
    segments,
    share,
)
from headrace.analytics.spending import AMOUNTS, WINNING, outlays, spent
from headrace.analytics.stays import beside, first_entries, with_standing
from headrace.analytics.tables import clipped, stacked
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

CASES = {
    "planned": N_("As planned"),
    "expected": N_("After the expiries"),
    "whole": N_("Whole customers"),
    "recovered": N_("With those who came back"),
}
ROUNDING = 1e-9
"""What is so close below a whole customer is one: 40 x 0.1 must not be floored to 3."""


# -- the arithmetic ------------------------------------------------------------------------------------------


def customers(
    leads: int, expired: int, win_rate: float, requalified: float = 0.0, closing: float = 0.0
) -> dict[str, float]:
    """How many customers some leads make, by case (`CASES`).

    Args:
        leads: how many entered the stage.
        expired: how many of them outlived its shelf life.
        win_rate: the share of those worked that is won.
        requalified: the share of the expired that comes back.
        closing: the share of those that is won.

    After "leads going cold": 40 leads, of which 5 expire, at 25 % and with whole customers only.

    >>> customers(40, 5, 0.25, requalified=0.4, closing=0.15)
    {'planned': 10.0, 'expected': 8.75, 'whole': 8, 'recovered': 9.05}
    """
    left = (leads - expired) * win_rate
    return {
        "planned": leads * win_rate,
        "expected": left,
        "whole": floor(left + ROUNDING),
        "recovered": left + expired * requalified * closing,
    }


def left_of(value: float, age_days: float, *, half_life: float | None = None, linear: float | None = None) -> float:
    """What is left of a value that decays: by half with each half-life, or evenly until nothing is left.

    >>> left_of(25_000, 30, half_life=15), left_of(25_000, 12, linear=30), round(left_of(25_000, 10, half_life=15), 6)
    (6250.0, 15000.0, 15749.013124)
    """
    if half_life is not None:
        return float(value * 2 ** (-age_days / half_life))
    if linear is not None:
        return float(value * max(0.0, 1 - age_days / linear))
    return float(value)


# -- the question --------------------------------------------------------------------------------------------


def units(stays: ir.Table, spend: ir.Table, calls: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period, what became of it, and what was spent in the period.

    Expired: a stay in the stage ended by an expiry. Of the others: won, over (in no stage any more), or open. Of the
    expired: back, if they entered a stage after it, and back_won.
    """
    every = clipped(stays, undated=True, others=True)
    starts = first_entries(stays)
    starts = starts.filter(starts.role == "stage")
    t = beside(starts, _expiries(every), "unit", "place")
    t = with_standing(beside(t, _later(every), "unit"), stays)
    expired = t.expired_ordinal.notnull()
    won = (t.latest_win >= t.ordinal).fill_null(False)
    entered = t.select(
        "unit", "journey", "person", "bucket", "segment", "place", leads=ibis.literal(True), expired=expired,
        won=~expired & won, over=~expired & ~won & (t.now_role != "stage").fill_null(False),
        back=(t.latest_stage > t.expired_ordinal).fill_null(False),
        back_won=(t.latest_win > t.expired_ordinal).fill_null(False),
        revenue=ibis.ifelse(won, t.won_value, ibis.null("int64")),
    )  # fmt: skip
    out = outlays(spend, calls)
    return stacked(entered, out.filter(out.purpose.isin(list(WINNING))))


def _expiries(every: ir.Table) -> ir.Table:
    gone = every.filter(every.next_role == "expired")
    return gone.group_by(["unit", "place"]).agg(expired_ordinal=gone.ordinal.min())


def _later(every: ir.Table) -> ir.Table:
    """The last stay in any stage and the last win of each unit, by their order."""
    staged, won = every.role.isin(["stage", "won"]) & ~every.implied, every.role == "won"
    return every.group_by("unit").agg(
        latest_stage=every.ordinal.max(where=staged), latest_win=every.ordinal.max(where=won)
    )


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """Four rows, one per case, for each period and segment in which anybody entered the stage."""
    found = by_key(counted.figures, ("bucket", "segment"))
    return [
        {"period": bucket, "segment": segment, **row}
        for bucket in periods(counted.figures)
        for segment in segments(counted.figures)
        for row in _rows(found.get((bucket, segment), []), reading)
    ]


def _rows(rows: list[Row], reading: Reading) -> Iterator[Row]:
    place = reading.ask.options.get("stage") or stage_of(reading)
    told = next((row for row in rows if row["place"] == place), None)
    if told is None:
        return
    rates = _rates(told, place, reading)
    cost = spent(row for row in rows if row["purpose"]).cost(reading.policy.calling)
    cases = None if rates.win_rate is None else customers(
        told["leads"], told["expired"], rates.win_rate, rates.requalified, rates.closing
    )  # fmt: skip
    planned = None if cases is None or rates.worth is None else cases["planned"] * rates.worth
    for case in CASES:
        count = None if cases is None else cases[case]
        revenue = None if count is None or rates.worth is None else count * rates.worth
        back = None if cost is None or count is None else returned(cost, count, revenue or 0)
        yield {
            "place": place,
            "case": case,
            "leads": told["leads"],
            "expired": told["expired"],
            "known": told["won"] + told["over"],
            **rates.win,
            "customers": count,
            "revenue": revenue,
            "lost": None if planned is None or revenue is None else planned - revenue,
            "cac": back and back.cac,
            "roi": None if revenue is None else back and back.roi,
        }


def stage_of(reading: Reading) -> str:
    """The stage whose leads go cold: the first of sales with a shelf life, or else the one before the win."""
    lives = [stage.name for stage in reading.stages if reading.policy.shelf_life(stage.name)]
    return lives[-1] if lives else reading.funnel.before_won.name


@dataclass(frozen=True, slots=True)
class _Rates:
    """What is asked for, or agreed, or measured: the win rate, how the expired fare, what a win is worth."""

    win: Row
    requalified: float
    closing: float
    worth: float | None

    @property
    def win_rate(self) -> float | None:
        """The win rate itself."""
        return None if self.win["win_rate"] is None else float(self.win["win_rate"])


def _rates(told: Row, place: str, reading: Reading) -> _Rates:
    def given(name: str, otherwise: float | None) -> float | None:
        value = reading.ask.options.get(name)
        return otherwise if value is None else float(value)

    set_rate = given("win_rate", reading.policy.stage(place).win_rate)
    wins = told["won"] + told["back_won"]
    return _Rates(
        rate("win_rate", told["won"], told["won"] + told["over"]) if set_rate is None else _set(set_rate),
        given("requalified", per(told["back"], told["expired"])) or 0.0,
        given("closing", per(told["back_won"], told["back"])) or 0.0,
        per(told["revenue"] or 0, wins),
    )


def _set(win_rate: float) -> Row:
    """A win rate that somebody decided has no interval."""
    return {"win_rate": win_rate, "win_rate_low": None, "win_rate_high": None}


QUESTION = Question(
    name="decay",
    title=N_("What leads going cold cost"),
    meaning=N_("The customers that a stage's leads make as planned, and after those who outlived its shelf life."),
    population=N_("Whoever first entered the stage in the period, and what was spent in it to win customers."),
    formula=(
        N_("win_rate = as asked or agreed, or else won / known"),
        N_("planned = leads x win_rate"),
        N_("expected = (leads - expired) x win_rate"),
        N_("whole = expected, rounded down to whole customers"),
        N_("recovered = expected + expired x requalified x closing"),
        N_("revenue = customers x what these were won for on average, those without revenue counted as 0"),
        N_("lost = revenue planned - revenue"),
        N_("cac = cost / customers; roi = (revenue - cost) / cost"),
        WILSON_ENDS,
    ),
    source=(sources.LEADS_GOING_COLD, sources.WILSON),
    columns=(
        PERIOD,
        SEGMENT,
        place_column(),
        Column(
            "case", Kind.TEXT, N_("Case"),
            N_("planned: nobody expires. expected: the expired are gone. whole: as expected, in whole customers. "
               "recovered: as expected, and with those of the expired who came back and were won."),
            words=CASES, names=True,
        ),
        figure("leads", N_("Leads"), N_("First entered the stage in the period.")),
        figure("expired", N_("Expired"), N_("Of these, outlived the shelf life of the stage.")),
        Column("known", Kind.COUNT, N_("Known ends"), N_("Leads that did not expire and whose end is known.")),
        *share("win_rate", "known", N_("Win rate"),
               N_("As asked, or as the policy says, or else won of known ends; an interval where it was measured.")),
        Column("customers", Kind.NUMBER, N_("Customers"), N_("Leads times the win rate, by case.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("Customers times what these leads were won for on average.")),
        Column("lost", Kind.MONEY, N_("Lost"), N_("Less than planned.")),
        Column("cac", Kind.MONEY, N_("CAC"), N_("What was spent in the period to win customers, per customer.")),
        Column("roi", Kind.RATE, N_("ROI"), N_("Revenue less cost, over cost; below 0 for a loss.")),
    ),
    keys={"bucket": "period", "segment": "segment", "place": "place", "purpose": ""},
    figures=("leads", "expired", "won", "over", "back", "back_won"),
    units={"default": units},
    finish=finish,
    tables=("spend", "calls"),
    amounts=("revenue", *AMOUNTS),
    splits=("channel", "campaign"),
    by_period=True,
    options=(
        Option("stage", N_("whose leads (the last one with a shelf life)"), "stage"),
        Option("win_rate", N_("how many of them are won (as agreed, or as measured)"), "share"),
        Option("requalified", N_("how many of the expired come back (as measured)"), "share"),
        Option("closing", N_("how many of those are won (as measured)"), "share"),
    ),
    caveats=(
        N_("What the expired would have brought nobody knows: they may have been worse than those who were worked."),
        N_("A customer is whole: of 8.75 there are 8 or 9. The expectation is right on average, the floor too low."),
    ),
)  # fmt: skip
