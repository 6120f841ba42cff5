"""The tables of scenarios: side by side, which lever moves what, and where a lift is worth most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headrace.analytics.question import Answer, Column, Kind, Note, Row, place_column
from headrace.core.errors import PlanRefused
from headrace.core.texts import N_, _
from headrace.planning.scenario import Outcome, World
from headrace.planning.sensitivity import SAID, Assumption, Lever, Ranking, What, price_at_par, rankings, tornado
from headrace.planning.sheets.sheet import Frame, Sheet

TUNGUZ = N_('Tunguz, "Sales Funnel Optimization for SaaS Startups", whose three funnels differ in shape.')

# -- side by side ------------------------------------------------------------------------------------------

SCENARIOS = Sheet(
    name="scenarios",
    title=N_("Scenarios side by side"),
    meaning=N_("A month of the funnel as it runs, and what each scenario makes of it."),
    columns=(
        Column("scenario", Kind.TEXT, N_("Scenario"), N_("Which levers are pulled together."), names=True),
        Column("entries", Kind.NUMBER, N_("Entries"), N_("Who enters the first stage in a month.")),
        Column("wins", Kind.NUMBER, N_("Wins"), N_("The wins that come of them.")),
        Column("revenue", Kind.MONEY, N_("Revenue"), N_("What these bring.")),
        Column("cost", Kind.MONEY, N_("Cost"), N_("What they cost, the price of the scenario included.")),
        Column("cac", Kind.MONEY, N_("CAC"), N_("Cost over wins.")),
        Column("left", Kind.MONEY, N_("Left"), N_("Revenue less cost.")),
        Column("gain", Kind.MONEY, N_("Gain"), N_("What is left more than as it is, the price paid.")),
        Column("price", Kind.MONEY, N_("Price"), N_("What pulling the levers costs in a month.")),
        Column("per_price", Kind.NUMBER, N_("Gain per price"), N_("Gain before the price, over it: above 1 it pays.")),
    ),
    formula=(
        N_("wins = entries x the rates of all steps"),
        N_("cost = entries x media + leads called x cost of a call + commission + fixed + price"),
        N_("gain = left - left as it is; gain per price = (gain + price) / price"),
    ),
    source=(N_("Ours, after the scenario tables of sales planning, with the ledger's own numbers."),),
    caveats=(
        N_("Where nobody knows what an entry costs, or what a call does, no cost holds any of it."),
        N_("People and fixed costs are those that the plan's file gives in its costs; without them no CAC holds any."),
        N_("A lever moves what it names and nothing else: quicker answers raise no rate unless the scenario says so."),
        N_("What a shelf life puts at stake is learned by association: only a trial could tell."),
    ),
)  # fmt: skip


OUTLOOK = Sheet(
    name="outlook",
    title=N_("What the scenarios lead to"),
    meaning=N_("How fast wins come, how many in the coming months, and what a customer is worth over what one costs."),
    columns=(
        Column("scenario", Kind.TEXT, N_("Scenario"), N_("Which levers are pulled together."), names=True),
        Column("days", Kind.DAYS, N_("Half won by"), N_("By which half of the wins are won, from the first stage.")),
        Column("low", Kind.COUNT, N_("10 %"), N_("The wins of the coming months in a bad case: one in ten is worse.")),
        Column("middle", Kind.COUNT, N_("Coming"), N_("The wins of the coming months, in the middle.")),
        Column("high", Kind.COUNT, N_("90 %"), N_("The same in a good case: one in ten is better.")),
        Column("worth", Kind.MONEY, N_("LTV"), N_("What a customer is worth for good.")),
        Column("ratio", Kind.NUMBER, N_("LTV:CAC"), N_("That over CAC.")),
    ),
    formula=(
        N_("half won by: of the waits from the first stage to the win, by the lags of the steps"),
        N_("coming: the open and new entries of the next months, in 10,000 futures"),
        N_("LTV:CAC = what a customer is worth, as `lifetime` tells it, over CAC"),
    ),
    source=(N_("Ours."),),
)


def scenarios(told: Sequence[Outcome], frame: Frame) -> Answer:
    """The funnel as it is, then each scenario: people and money of a month."""
    return SCENARIOS.answer(frame, [_row(each, SCENARIOS) for each in told])


def outlook(told: Sequence[Outcome], months: int, frame: Frame) -> Answer:
    """The same: time, the coming months, the worth of a customer."""
    notes = [Note(N_("Coming: the next {months} months."), {"months": (Kind.COUNT, months)})]
    return OUTLOOK.answer(frame, [_row(each, OUTLOOK) for each in told], notes=notes)


def _row(each: Outcome, sheet: Sheet) -> Row:
    low, middle, high = each.coming
    told = {"scenario": each.name, "low": low, "middle": middle, "high": high}
    return {
        column.name: told[column.name] if column.name in told else getattr(each, column.name)
        for column in sheet.columns
    }


# -- which lever moves most --------------------------------------------------------------------------------

OUTCOMES: Mapping[str, tuple[Kind, str]] = {
    "cac": (Kind.MONEY, N_("CAC")),
    "wins": (Kind.NUMBER, N_("wins")),
    "revenue": (Kind.MONEY, N_("revenue")),
    "cost": (Kind.MONEY, N_("cost")),
}
_CHANGES = {"relative": N_("by a share"), "points": N_("by points")}
TORNADO = Sheet(
    name="tornado",
    title=N_("Which lever moves most"),
    meaning=N_("What becomes of a month's figure if one thing is a little lower or higher, everything else as it is."),
    columns=(
        Column("lever", Kind.TEXT, N_("Lever"), N_("What is changed."), names=True),
        Column("change", Kind.TEXT, N_("Changed"), N_("By a share of itself, or a rate by points."), words=_CHANGES,
               names=True),
        Column("down", Kind.NUMBER, N_("Lower"), N_("The figure with the lever pulled down.")),
        Column("base", Kind.NUMBER, N_("As it is"), N_("The figure as it is.")),
        Column("up", Kind.NUMBER, N_("Higher"), N_("The figure with the lever pulled up; empty where that cannot be.")),
        Column("swing", Kind.NUMBER, N_("Swing"), N_("How far apart the two are.")),
    ),
    formula=(N_("each figure is computed anew with the lever changed; rows by swing, those by a share first"),),
    source=(N_("The tornado diagram of decision analysis."), TUNGUZ),
)  # fmt: skip


def tornado_of(world: World, outcome: str, lift: float, frame: Frame) -> Answer:
    """The widest swing first: shares, then points."""
    kind, label = OUTCOMES[outcome]
    columns = tuple(
        column if column.kind is Kind.TEXT else Column(column.name, kind, column.label, column.meaning)
        for column in TORNADO.columns
    )
    base = getattr(world.funnel, outcome)
    rows = [
        {"lever": bar.lever.name, "change": change, "down": bar.down, "base": base, "up": bar.up, "swing": bar.swing}
        for change, levers in (("relative", _levers(world, lift, frame)), ("points", _points(world, lift, frame)))
        for bar in tornado(world.funnel, levers, outcome)
    ]
    notes = [Note(N_("Of {outcome}, each lever changed by {lift}."), {"outcome": (Kind.TEXT, _(label)),
                                                                     "lift": (Kind.RATE, lift)})]  # fmt: skip
    return TORNADO.answer(frame, rows, notes=notes, columns=columns)


def _levers(world: World, lift: float, frame: Frame) -> list[Lever]:
    named = [(_("volume"), What.VOLUME, 0), (_("value of a win"), What.VALUE, 0)]
    names = frame.labels([step.stage for step in world.steps])
    named += [(_("rate of {stage}", stage=name), What.RATE, place) for place, name in enumerate(names)]
    named += [
        (_("cost of {stage}", stage=name), What.COST, place)
        for place, name in enumerate(names)
        if world.funnel.costs[place]
    ]
    if world.fixed:
        named.append((_("fixed cost"), What.FIXED, 0))
    return [Lever(name, what, relative=lift, step=place) for name, what, place in named]


def _points(world: World, lift: float, frame: Frame) -> list[Lever]:
    names = frame.labels([step.stage for step in world.steps])
    return [
        Lever(_("rate of {stage}", stage=name), What.RATE, points=lift, step=place) for place, name in enumerate(names)
    ]


# -- top or bottom -----------------------------------------------------------------------------------------

_ASSUMPTIONS = {str(each): said for each, said in SAID.items()}
LIFTS = Sheet(
    name="lifts",
    title=N_("Top or bottom of the funnel"),
    meaning=N_("What a customer costs after the same lift at each step, under each assumption; none of them is a law."),
    columns=(
        Column("assumption", Kind.TEXT, N_("Assumption"), N_("What is taken to stay as it is."), words=_ASSUMPTIONS,
               names=True),
        place_column(),
        Column("cac", Kind.MONEY, N_("CAC"), N_("What a customer costs after the lift at this step.")),
        Column("best", Kind.TEXT, N_("Best"), N_("Where the lift is worth most; several if they do not differ."),
               words={"yes": N_("best"), "": ""}),
        Column("par", Kind.RATE, N_("At par"), N_("At which share of what a lift costs at the best step it is worth as "
                                                  "much here; told under the first assumption alone.")),
    ),
    formula=(
        N_("CAC = cost / wins, computed anew with the rate of one step lifted"),
        N_("at par = the gain of the lift here / its gain at the best step"),
    ),
    source=(TUNGUZ,),
    caveats=(N_("A lift that is cheaper to get may be worth more though it moves less: ask what it costs."),),
)  # fmt: skip


def lifts(world: World, lift: float, frame: Frame) -> Answer:
    """Assumption by assumption, step by step."""
    rows = [row for ranking in rankings(world.funnel, lift) for row in _ranking(world, ranking, lift)]
    notes = [Note(N_("Each step lifted by {lift}."), {"lift": (Kind.RATE, lift)})]
    return LIFTS.answer(frame, rows, notes=notes)


def _ranking(world: World, ranking: Ranking, lift: float) -> list[Row]:
    return [
        {"assumption": str(ranking.assumption), "place": step.stage, "cac": cac,
         "best": "yes" if place in ranking.best else "", "par": _par(world, ranking, place, lift)}
        for place, (step, cac) in enumerate(zip(world.steps, ranking.cac, strict=True))
    ]  # fmt: skip


def _par(world: World, ranking: Ranking, place: int, lift: float) -> float | None:
    """None where nothing is spent per entry, or a lift brings nothing to compare with."""
    if ranking.assumption is not Assumption.PER_ENTRY or not ranking.best:
        return None
    here, best = (Lever("", What.RATE, relative=lift, step=each) for each in (place, ranking.best[0]))
    try:
        return price_at_par(world.funnel, here, best)
    except PlanRefused:
        return None
