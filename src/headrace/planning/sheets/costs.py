"""The tables of what winning costs: the calls, the whole, more of it, the cash, and raw inquiries sent to sales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import mul

from headrace.analytics import sources
from headrace.analytics.question import Answer, Column, Input, Kind, Live, Note, Row, per, place_column
from headrace.core.asking import CallingCost
from headrace.core.plan import CostTerms, Dials
from headrace.core.texts import N_
from headrace.planning.checks import check_amount
from headrace.planning.forward import WON
from headrace.planning.inside_sales import Cost, Told, cost_of, day_cost, raw
from headrace.planning.months import months_of
from headrace.planning.sales_cost import CostOfSales, cost_of_sales, cost_per_stage, growth
from headrace.planning.sheets.sheet import MONTH, Frame, Sheet
from headrace.planning.volume import HORIZON, Volume, counting, quicker, selling, steady

PRINTED, MEASURED = "printed", "measured"
WAYS: Mapping[str, str] = {
    PRINTED: N_("As the article prints it"),
    MEASURED: N_("As measured"),
    Dials.ONCE: N_("One dial a lead"),
    Dials.ALL: N_("Every dial"),
    Dials.CAPPED: N_("Up to the most attempts"),
}
MULTIPLES = (1, 2, 4)
PUBLISHED_LEADS = 0.044
"""The share of raw inquiries that are leads in "Leads, not inquiries": 4.4 %."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What the tables are of: a month, the plan's terms, what calling costs."""

    volume: Volume
    terms: CostTerms
    calling: CallingCost


# -- the calls ---------------------------------------------------------------------------------------------

CALLS = Sheet(
    name="calls",
    title=N_("What inside sales costs"),
    meaning=N_("A month's leads called, by every way to count it: as the plan takes it, and as it was measured."),
    columns=(
        Column("way", Kind.TEXT, N_("Way"), N_("Which dials count."), words=WAYS, names=True),
        Column("leads", Kind.NUMBER, N_("Leads"), N_("Leads that are called in a month.")),
        Column("talks", Kind.NUMBER, N_("Talks"), N_("Calls in which we talk.")),
        Column("dials", Kind.NUMBER, N_("Dials"), N_("Numbers dialled.")),
        Column("minutes", Kind.NUMBER, N_("Minutes"), N_("Minutes of talks and of dials that reach nobody.")),
        Column("days", Kind.NUMBER, N_("Days"), N_("The minutes in days of calls; a part of a day counts as such.")),
        Column("day", Kind.MONEY, N_("A day costs"), N_("A paid day over the share of it that is spent selling.")),
        Column("cost", Kind.MONEY, N_("Cost"), N_("What the days cost.")),
        Column("per_lead", Kind.MONEY, N_("Per lead"), N_("Cost over leads.")),
        Column("per_opportunity", Kind.MONEY, N_("Per opportunity"), N_("Cost over the opportunities of them.")),
        Column("per_talk_minute", Kind.MONEY, N_("Per minute of talk"), N_("Cost over minutes of talks.")),
    ),
    formula=(
        N_("minutes = leads x (talk + (dials - 1) x minutes of a dial that reaches nobody)"),
        N_("up to the most attempts k, with the chance p of an answer: talks = 1 - (1 - p)^k of the leads, dials = "
           "talks / p"),
        N_("a day costs = yearly pay / paid days / selling share; cost = minutes / 60 / hours a day x that"),
    ),
    source=(sources.COST_OF_INSIDE_SALES, N_("Skok's model of inside sales, for the dials that are capped.")),
)  # fmt: skip


def calls(bill: Bill, frame: Frame) -> Answer:
    """Way by way: each dial counted once and all, capped where the plan says how, and as measured."""
    ways = [Dials.ONCE, Dials.ALL, *([Dials.CAPPED] if bill.terms.dials is Dials.CAPPED else [])]
    rows = [
        _cost_row(str(way), bill, cost_of(bill.volume.leads, bill.calling, replace(counting(bill.terms), dials=way)))
        for way in ways
    ]
    if bill.volume.work is not None:
        rows.append(_measured(bill))
    return CALLS.answer(frame, rows, live=_live(bill, [str(way) for way in ways]))


def as_printed(told: Told, bill: Bill, frame: Frame) -> Answer:
    """The source article's sum beside the fuller one, with the reasons why they differ."""
    rows = [_cost_row(PRINTED, bill, told.printed), _cost_row(str(Dials.ALL), bill, told.full)]
    return CALLS.answer(frame, rows, notes=[Note(reason) for reason in told.reasons])


def _cost_row(way: str, bill: Bill, cost: Cost) -> Row:
    return {
        "way": way, "leads": cost.leads, "talks": cost.completed, "dials": cost.dials, "minutes": cost.minutes,
        "days": cost.days, "day": cost.day_cost, "cost": cost.cost, "per_lead": per(cost.cost, cost.leads),
        "per_opportunity": per(cost.cost, bill.volume.opportunities),
        "per_talk_minute": per(cost.cost, cost.talk_minutes),
    }  # fmt: skip


def _measured(bill: Bill) -> Row:
    """The calls that were made, at the same price of a day."""
    work, calling = bill.volume.work, bill.calling
    if work is None:
        return {}
    days, day = work.minutes / 60 / calling.hours_a_day, day_cost(calling)
    cost = Cost(bill.volume.leads, work.talks, work.dials, work.minutes, days, day, days * day, work.talking)
    return _cost_row(MEASURED, bill, cost)


def _live(bill: Bill, ways: Sequence[str]) -> Live:
    calling = bill.calling
    inputs = (
        Input("leads", Kind.NUMBER, N_("Leads a month"), bill.volume.leads),
        Input("opportunities", Kind.NUMBER, N_("Opportunities of them"), bill.volume.opportunities),
        Input("talk", Kind.NUMBER, N_("Minutes of a talk"), calling.talk_minutes),
        Input("chase", Kind.NUMBER, N_("Minutes of a dial that reaches nobody"), calling.no_answer_minutes),
        Input("dialled", Kind.NUMBER, N_("Dials of a lead"), calling.dials),
        Input("hours", Kind.NUMBER, N_("Hours a day"), calling.hours_a_day),
        Input("selling", Kind.RATE, N_("Share of a day spent selling"), calling.selling_share),
        Input("pay", Kind.MONEY, N_("Yearly pay"), calling.yearly_pay or 0),
        Input("paid", Kind.NUMBER, N_("Paid days"), calling.paid_days),
    )
    dials = {Dials.ONCE: "[leads]", Dials.ALL: "[leads]*[dialled]"}
    formulas: dict[tuple[int, str], str] = {}
    for row, way in enumerate(ways):
        if way not in dials:
            continue
        formulas[row, "leads"] = formulas[row, "talks"] = "=[leads]"
        formulas[row, "dials"] = "=" + dials[Dials(way)]
        formulas[row, "minutes"] = f"=[talks {row}]*[talk]+([dials {row}]-[talks {row}])*[chase]"
        formulas[row, "days"] = f"=[minutes {row}]/60/[hours]"
        formulas[row, "day"] = "=[pay]/[paid]/[selling]"
        formulas[row, "cost"] = f"=[days {row}]*[day {row}]"
        formulas[row, "per_lead"] = f"=[cost {row}]/[leads {row}]"
        formulas[row, "per_opportunity"] = f"=[cost {row}]/[opportunities]"
        formulas[row, "per_talk_minute"] = f"=[cost {row}]/([talks {row}]*[talk])"
    return Live(inputs, formulas)


# -- more of it --------------------------------------------------------------------------------------------

_PACES = {"today": N_("Today"), "quicker": N_("In less time")}
GROWTH = Sheet(
    name="growth",
    title=N_("Once, twice, four times the leads"),
    meaning=N_("What winning costs and brings in a month with more leads, today and with less time per lead."),
    columns=(
        Column("pace", Kind.TEXT, N_("Calls"), N_("Today, or with the share of time saved."), words=_PACES, names=True),
        Column("times", Kind.COUNT, N_("Times"), N_("So many times the leads."), names=True),
        Column("leads", Kind.NUMBER, N_("Leads"), N_("Leads in a month.")),
        Column("inside_sales", Kind.MONEY, N_("Inside sales"), N_("What calling them costs.")),
        Column("top", Kind.MONEY, N_("Top of the funnel"), N_("What they were bought for, and the calls.")),
        Column("total", Kind.MONEY, N_("Cost of sales"), N_("That, the selling people after it, and commission.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("What their wins bring.")),
        Column("cash", Kind.MONEY, N_("Left"), N_("Revenue less the cost of sales.")),
        Column("per_lead", Kind.MONEY, N_("Per lead"), N_("Top of the funnel over leads.")),
        Column("per_opportunity", Kind.MONEY, N_("Per opportunity"), N_("Top of the funnel over opportunities.")),
        Column("per_win", Kind.MONEY, N_("Per win"), N_("Cost of sales over wins.")),
    ),
    formula=(
        N_("top of the funnel = leads x what one was bought for + inside sales"),
        N_("cost of sales = top of the funnel + selling people after inside sales + commission x revenue"),
        N_("rates, prices and the work per lead stay; twice the leads take twice the people"),
    ),
    source=(
        sources.COST_OF_INSIDE_SALES,
        N_("The article names top-of-funnel cost and gives no formula; this one, and the total, are ours."),
    ),
)


def more(bill: Bill, frame: Frame) -> Answer:
    """Each multiple, today and with less time per lead."""
    sold, counted = selling(bill.volume, bill.terms), counting(bill.terms)
    rows = [
        _growth_row(pace, times, told)
        for pace, calling in (("today", bill.calling), ("quicker", quicker(bill.calling, bill.terms.less)))
        for times, told in zip(MULTIPLES, growth(sold, calling, counted, MULTIPLES), strict=True)
    ]
    notes = [
        Note(N_("In less time: {less} of the time per lead is saved."), {"less": (Kind.RATE, bill.terms.less)}),
        _counted(bill.terms),
    ]
    return GROWTH.answer(frame, rows, notes=notes)


def _counted(terms: CostTerms) -> Note:
    said = {
        Dials.ONCE: N_("One dial a lead is counted."),
        Dials.ALL: N_("Every dial is counted."),
        Dials.CAPPED: N_("Dials are counted up to the most attempts."),
    }
    return Note(said[terms.dials])


def _growth_row(pace: str, times: int, told: CostOfSales) -> Row:
    return {
        "pace": pace, "times": times, "leads": told.leads, "inside_sales": told.inside_sales,
        "top": told.top_of_funnel, "total": told.total, "revenue": told.revenue, "cash": told.cash,
        "per_lead": told.per_lead, "per_opportunity": told.per_opportunity, "per_win": told.per_win,
    }  # fmt: skip


# -- when it pays ------------------------------------------------------------------------------------------

BREAK_EVEN = Sheet(
    name="break_even",
    title=N_("When it has paid for itself"),
    meaning=N_("The cash of a steady volume from its first month on, until the last payments arrive."),
    columns=(
        MONTH,
        Column("wins", Kind.NUMBER, N_("Wins"), N_("Wins of the month, by the lags of the steps.")),
        Column("costs", Kind.MONEY, N_("Cost of sales"), N_("What the month's leads cost, and the commission.")),
        Column("balance", Kind.MONEY, N_("Balance"), N_("All money that came less all that went, so far.")),
    ),
    formula=(
        N_("balance = sum of wins x value x margin, when they pay, - cost of sales - fixed cost, up to the month"),
        N_("break-even: the first month that ends with a balance of at least 0 after money was spent"),
    ),
    source=(N_('Skok, "SaaS Metrics 2.0" (cash flow trough), for a volume instead of one customer.'),),
    caveats=(N_("Every month has the same volume; what has begun before is left out, and renewals are, too."),),
)


def break_even(bill: Bill, frame: Frame) -> Answer:
    """Month by month, until the balance is back or the horizon ends."""
    told = steady(bill.volume, bill.terms, bill.calling)
    back = told.cash.break_even
    shown = HORIZON if back is None else min(HORIZON, max(back + 3, 12))
    months = months_of(frame.stamp.as_of.replace(day=1), shown)
    rows = [
        {"period": month, "wins": wins, "costs": costs, "balance": balance}
        for month, wins, costs, balance in zip(months, told.wins, told.costs, told.cash.balance, strict=False)
    ]
    return BREAK_EVEN.answer(frame, rows, notes=[_when(back), _lowest(told.cash.lowest)])


def _when(back: int | None) -> Note:
    if back is None:
        return Note(N_("No break-even within {months} months."), {"months": (Kind.COUNT, HORIZON)})
    return Note(N_("Break-even in month {month}."), {"month": (Kind.COUNT, back + 1)})


def _lowest(lowest: float) -> Note:
    return Note(N_("It takes {lowest} at most until then."), {"lowest": (Kind.MONEY, -lowest)})


# -- stage by stage ----------------------------------------------------------------------------------------

STAGES = Sheet(
    name="stage_costs",
    title=N_("What each stage costs"),
    meaning=N_("All cost of a month's leads up to each stage, over those of them who come to it."),
    columns=(
        place_column(words={WON: N_("Won")}),
        Column("entries", Kind.NUMBER, N_("Entries"), N_("How many of the month's leads come to the stage.")),
        Column("cost", Kind.MONEY, N_("Cost"), N_("What is spent at the stage.")),
        Column("so_far", Kind.MONEY, N_("So far"), N_("What is spent up to it.")),
        Column("each", Kind.MONEY, N_("Each"), N_("So far over entries.")),
    ),
    formula=(
        N_("at the stage of leads: what they were bought for and the calls; at the next: selling people; at the win: "
           "commission"),
        N_("each = all cost up to the stage / entries to it"),
    ),
    source=(sources.COST_OF_INSIDE_SALES, N_("At which stage a cost is spent is ours, as printed.")),
)  # fmt: skip


def stage_costs(bill: Bill, frame: Frame) -> Answer:
    """From the stage of leads to the win."""
    volume, told = bill.volume, cost_of_sales(selling(bill.volume, bill.terms), bill.calling, counting(bill.terms))
    entries = list(accumulate((step.rate for step in volume.steps), mul, initial=volume.leads))
    later = [0.0] * (len(entries) - 1)
    later[0] += bill.terms.people
    later[-1] += bill.terms.commission * volume.wins * volume.value
    spent = [told.top_of_funnel, *later]
    names = [*(step.stage for step in volume.steps), WON]
    rows = [
        {"place": place, "entries": count, "cost": cost, "so_far": so_far, "each": each}
        for place, count, cost, so_far, each in zip(
            names, entries, spent, accumulate(spent), cost_per_stage(entries, spent), strict=True
        )
    ]
    return STAGES.answer(frame, rows)


# -- raw inquiries -----------------------------------------------------------------------------------------

RAW = Sheet(
    name="raw",
    title=N_("If sales got raw inquiries"),
    meaning=N_("What sales would pay for each lead that it digs out of inquiries itself."),
    columns=(
        Column("of", Kind.TEXT, N_("Of"), N_("Whose rate it is."), names=True,
               words={"own": N_("Our inquiries"), "published": N_("Published: 4.4 %, raw")}),
        Column("rate", Kind.RATE, N_("Are leads"), N_("The share of inquiries that are leads.")),
        Column("calls", Kind.NUMBER, N_("Calls per lead"), N_("Inquiries called to find one.")),
        Column("minutes", Kind.NUMBER, N_("Minutes per lead"), N_("What these calls take.")),
        Column("cost", Kind.MONEY, N_("Cost per lead"), N_("What they cost.")),
    ),
    formula=(N_("calls per lead = 1 / the share of inquiries that are leads; cost = calls x the cost of one lead"),),
    source=(N_("\"Leads, not inquiries\": 4.4 % of raw inquiries are leads, which makes 22.73 calls for one."),),
)  # fmt: skip


def raw_inquiries(bill: Bill, frame: Frame) -> Answer:
    """By our own rate, where it is known, and by the published one."""
    rates = {"own": bill.volume.lead_rate, "published": PUBLISHED_LEADS}
    rows = [_raw_row(of, rate, bill) for of, rate in rates.items() if rate]
    return RAW.answer(frame, rows)


def _raw_row(of: str, rate: float, bill: Bill) -> Row:
    told = raw(rate, bill.calling, counting(bill.terms))
    return {"of": of, "rate": rate, "calls": told.calls_per_lead, "minutes": told.minutes_per_lead,
            "cost": told.cost_per_lead}  # fmt: skip


def of_costs(bill: Bill, frame: Frame) -> list[Answer]:
    """All tables of what winning costs."""
    check_amount("leads", bill.volume.leads)
    tables = [calls(bill, frame), more(bill, frame)]
    if bill.volume.steps and bill.volume.wins:
        tables += [stage_costs(bill, frame), break_even(bill, frame)]
    return [*tables, raw_inquiries(bill, frame)]


def of_article(told: Told, volume: Volume, calling: CallingCost, frame: Frame) -> list[Answer]:
    """The source article's company: its sum as printed beside the fuller one, and the rest of the tables."""
    bill = Bill(volume, CostTerms(dials=Dials.ONCE), calling)
    return [as_printed(told, bill, frame), more(bill, frame), raw_inquiries(bill, frame)]
