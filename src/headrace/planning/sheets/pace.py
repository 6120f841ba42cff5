"""The tables of a published plan: how it goes, month by month, what would close the gap, how good it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from headrace.analytics.question import Answer, Column, Kind, Note, Row, per, place_column
from headrace.core.texts import N_
from headrace.planning.checks import whole
from headrace.planning.deal_size import DealSize
from headrace.planning.forward import WON
from headrace.planning.known import Known, rate_from
from headrace.planning.months import last_day, month_number
from headrace.planning.pace import Asked, Closing, Goal, Published, closing, quantiles, stages_with_win
from headrace.planning.scores import bias, covered, wape
from headrace.planning.sheets.sheet import MONTH, Frame, Sheet

if TYPE_CHECKING:
    from headrace.planning.pace import Counts

COST = "cost"
MEASURES: Mapping[str, str] = {
    Asked.ENTRIES: N_("entries"),
    Asked.REVENUE: N_("revenue"),
    Asked.SPEND: N_("spend"),
    COST: N_("cost of an entry"),
}
SIDE = Column("side", Kind.TEXT, N_("Owned by"), N_("Which team answers for it."))
LEAST_SCORED = 2
"""Fewer months than these are no record."""


@dataclass(frozen=True, slots=True)
class Actual:
    """What came, by month: entries to each stage and wins, the revenue of these, and what was spent."""

    entries: Mapping[str, Mapping[date, int]]
    revenue: Mapping[date, int]
    spend: Mapping[date, int]

    def of(self, goal: Goal) -> float:
        """What came of what a goal asks for."""
        return float(self._rows(goal).get(goal.month, 0))

    def _rows(self, goal: Goal) -> Mapping[date, int]:
        match goal.measure:
            case Asked.ENTRIES:
                return self.entries.get(goal.stage, {})
            case Asked.REVENUE:
                return self.revenue
            case Asked.SPEND:
                return self.spend


@dataclass(frozen=True, slots=True)
class Course:
    """A published plan and where it is: what came, and the futures of entries and wins from the current month on.

    `deal_size` is what a win brings, drawn by `seed`; `spend` what a month costs of late. `remains` is the share of the
    current month that is left.
    """

    plan: Published
    steps: Sequence[Known]
    actual: Actual
    futures: Mapping[str, Counts]
    today: date
    remains: float
    deal_size: DealSize | None
    spend: float | None
    seed: int

    @property
    def now(self) -> date:
        """Tomorrow: the first day that anything can still come on."""
        return self.today + timedelta(days=1)

    def due(self, goal: Goal) -> float:
        """What of a goal was to come until today: of the current month by the days that have passed."""
        ahead = month_number(goal.month, self.now)
        return goal.amount * (1.0 if ahead < 0 else 1 - self.remains if ahead == 0 else 0.0)

    @property
    def missing(self) -> float:
        """By how many wins the plan lands below its goal."""
        goals = list(self.plan.asked(Asked.ENTRIES, WON).values())
        landed = self.landing(goals) if goals else None
        return max(0.0, sum(goal.amount for goal in goals) - landed[1]) if landed else 0.0

    def landing(self, goals: Sequence[Goal]) -> tuple[float, ...] | None:
        """What these goals, all of one stage and measure, come to: the low, the middle and the high end of 80 %."""
        came = sum(self.actual.of(goal) for goal in goals)
        months = [month for goal in goals if (month := month_number(goal.month, self.now)) >= 0]
        match goals[0].measure:
            case Asked.ENTRIES:
                return tuple(came + each for each in quantiles(self.futures[goals[0].stage][:, months]))
            case Asked.REVENUE if self.deal_size is not None:
                brought = self.deal_size.revenue(self.futures[goals[0].stage][:, months], seed=self.seed)
                return tuple(came + each for each in quantiles(brought))
            case Asked.SPEND if self.spend is not None:
                still = sum(self.remains if month == 0 else 1.0 for month in months)
                return (came + still * self.spend,) * 3
            case _:
                return None


# -- how it goes -------------------------------------------------------------------------------------------

_AMOUNTS = ("goal", "due", "came", "low", "middle", "high")
_LABELS = (N_("Goal"), N_("Due by now"), N_("Came"), N_("10 %"), N_("Lands at"), N_("90 %"))
_MEANINGS = (
    N_("What the plan asks for in all of its months."),
    N_("What of it was to come until today; of the current month by its days."),
    N_("What came until today."),
    N_("Nine in ten futures come to more."),
    N_("What half of the futures come to, as the funnel runs today."),
    N_("One in ten futures comes to more."),
)


def _amounts(planned: Kind, real: Kind) -> Iterator[Column]:
    for name, label, meaning in zip(_AMOUNTS, _LABELS, _MEANINGS, strict=True):
        yield Column(name, planned if name in ("goal", "due") else real, label, meaning)


PACE = Sheet(
    name="pace",
    title=N_("How the plan goes"),
    meaning=N_("What each stage was to bring and brought, and where it lands as the funnel runs today."),
    columns=(
        place_column(),
        SIDE,
        *_amounts(Kind.NUMBER, Kind.COUNT),
        Column("reached", Kind.RATE, N_("Reached"), N_("What it lands at, over the goal.")),
    ),
    formula=(
        N_("due = the goals of months that have passed, and of the current one by the share of its days that has"),
        N_("lands at = came + the futures: the open by their age, and new entries as of the last three months"),
        N_("of a month's entries the mean is drawn from a Gamma that has the spread of the months, then their number"),
        N_("reached = lands at / goal"),
    ),
    source=(N_("Ours; the futures are those of the plan's own simulation."),),
    caveats=(
        N_("As the funnel runs today: nobody is taken to do more because the plan asks for it."),
        N_("Actuals count each person, or each buying group, once: when it first entered the stage."),
    ),
)

MONEY = Sheet(
    name="money",
    title=N_("Money against the plan"),
    meaning=N_("Revenue and spend, and what a lead and an opportunity cost, against what was planned."),
    columns=(
        Column("measure", Kind.TEXT, N_("Of"), N_("What is counted."), words={**MEASURES}),
        place_column(),
        SIDE,
        *_amounts(Kind.MONEY, Kind.MONEY),
        Column("reached", Kind.RATE, N_("Reached"), N_("What it lands at, over the goal.")),
    ),
    formula=(
        N_("revenue lands at = came + what the wins of the futures bring, drawn with the mean and the spread of wins"),
        N_("spend lands at = came + what a month cost of late x the months that are left"),
        N_("cost of an entry = spend / entries to the stage, of the goals as of what came"),
    ),
    source=(N_("Ours."),),
    caveats=(N_("Spend is money that was spent on winning people; hours and calls are not in it."),),
)


def pace(course: Course, frame: Frame) -> Answer:
    """Stage by stage, the win last."""
    stages = stages_with_win(course.steps)
    rows = [
        {"place": stage, **_row(course, list(course.plan.asked(Asked.ENTRIES, stage).values()))}
        for stage in stages
        if course.plan.asked(Asked.ENTRIES, stage)
    ]
    return PACE.answer(frame, rows, notes=[_published(course.plan), _missing(course.missing)])


def money(course: Course, frame: Frame) -> Answer:
    """Revenue, spend, and what an entry to each stage costs."""
    first = course.steps[0].stage
    rows = [
        {"measure": str(measure), "place": stage, **_row(course, goals)}
        for measure, stage in ((Asked.REVENUE, WON), (Asked.SPEND, first))
        if (goals := list(course.plan.asked(measure, stage).values()))
    ]
    spend = next((row for row in rows if row["measure"] == Asked.SPEND), None)
    if spend is not None:
        rows += [_cost(course, spend, stage) for stage in stages_with_win(course.steps)]
    return MONEY.answer(frame, [row for row in rows if row], notes=[])


def _row(course: Course, goals: Sequence[Goal]) -> Row:
    goal, landed = sum(each.amount for each in goals), course.landing(goals)
    low, middle, high = landed or (None, None, None)
    return {
        "side": goals[0].side, "goal": goal, "due": sum(map(course.due, goals)),
        "came": sum(map(course.actual.of, goals)), "low": low, "middle": middle, "high": high,
        "reached": per(middle, goal),
    }  # fmt: skip


def _cost(course: Course, spend: Row, stage: str) -> Row:
    """What an entry to a stage costs, as planned, as it is, and as it lands."""
    goals = list(course.plan.asked(Asked.ENTRIES, stage).values())
    if not goals:
        return {}
    entries = _row(course, goals)
    told = {name: per(spend[name], entries[name]) for name in ("goal", "due", "came", "middle")}
    return {
        "measure": COST, "place": stage, "side": entries["side"], **told, "low": None, "high": None,
        "reached": per(told["middle"], told["goal"]),
    }  # fmt: skip


def _missing(gap: float) -> Note:
    if not gap:
        return Note(N_("It lands at its goal of wins or beyond."))
    return Note(N_("{gap} wins are missing at the end."), {"gap": (Kind.NUMBER, gap)})


def _published(plan: Published) -> Note:
    return Note(
        N_("Version {version} of the plan, made as of {day}."),
        {"version": (Kind.COUNT, plan.version), "day": (Kind.DAY, plan.day)},
    )


# -- month by month ----------------------------------------------------------------------------------------

MONTHS = Sheet(
    name="months",
    title=N_("Goals by month"),
    meaning=N_("What each month was to bring to each stage, and brought or may bring."),
    columns=(
        MONTH,
        place_column(),
        Column("goal", Kind.NUMBER, N_("Goal"), N_("What the plan asks of the month.")),
        Column("came", Kind.COUNT, N_("Came"), N_("What came until today.")),
        Column("low", Kind.COUNT, N_("10 %"), N_("Nine in ten futures come to more.")),
        Column("middle", Kind.COUNT, N_("Comes to"), N_("What half of the futures come to, with what came.")),
        Column("high", Kind.COUNT, N_("90 %"), N_("One in ten futures comes to more.")),
    ),
    formula=(N_("as in `pace`, month by month; of months that have passed all three are what came"),),
    source=(N_("Ours."),),
)


def by_month(course: Course, frame: Frame) -> Answer:
    """Each month of the plan, stage by stage."""
    rows = []
    for month in course.plan.months:
        for stage in stages_with_win(course.steps):
            goal = course.plan.asked(Asked.ENTRIES, stage).get(month)
            if goal is not None:
                low, middle, high = course.landing([goal]) or (None, None, None)
                rows.append({"period": month, "place": stage, "goal": goal.amount, "came": course.actual.of(goal),
                             "low": low, "middle": middle, "high": high})  # fmt: skip
    return MONTHS.answer(frame, rows)


# -- closing the gap ---------------------------------------------------------------------------------------

GAP = Sheet(
    name="gap",
    title=N_("What would close the gap"),
    meaning=N_("How many more of a stage it takes, and until when they still help."),
    columns=(
        place_column(),
        Column(
            "more", Kind.COUNT, N_("More, today"), N_("So many more, entering today, would bring the missing wins.")
        ),
        Column("until", Kind.DAY, N_("Half until"), N_("The last day on which an entry has half of its chance.")),
        Column("later", Kind.COUNT, N_("More by then"), N_("So many it takes on that day.")),
    ),
    formula=(
        N_("gap = the goal of wins - what they land at; more = gap / (rates to the win x the share that is in time)"),
        N_("more by then = gap / (rates to the win / 2)"),
    ),
    source=(N_("Ours: it follows from the rates and lags."),),
)


def gap(course: Course, frame: Frame) -> Answer:
    """Stage by stage; no row where there is no gap."""
    if not course.missing:
        return GAP.answer(frame, [])
    left = (last_day(course.plan.months[-1]) - course.today).days
    return GAP.answer(frame, [_closing(course, told) for told in closing(course.missing, course.steps, left)])


def _closing(course: Course, told: Closing) -> Row:
    late = told.until is None
    return {
        "place": told.stage, "more": None if told.more is None else whole(told.more),
        "until": None if told.until is None else course.today + timedelta(days=told.until),
        "later": None if late else whole(course.missing / (rate_from(course.steps, told.stage) / 2)),
    }  # fmt: skip


# -- how good it was ---------------------------------------------------------------------------------------

SCORES = Sheet(
    name="scores",
    title=N_("How good the plans were"),
    meaning=N_("Each version's goals against what came in the months that have passed since."),
    columns=(
        Column("version", Kind.COUNT, N_("Version"), N_("The version of the plan.")),
        Column("day", Kind.DAY, N_("As of"), N_("The day as of which it was made.")),
        place_column(),
        Column("n", Kind.COUNT, N_("Months"), N_("The months that have passed since.")),
        Column("wape", Kind.RATE, N_("Off by"), N_("The sum of absolute errors over what came.")),
        Column("bias", Kind.RATE, N_("Too high by"), N_("The sum of errors over what came; below 0 the plan was low.")),
        Column("held", Kind.RATE, N_("Held"), N_("The share of months within the plan's 80 % range."), of="n"),
        Column("held_low", Kind.LOW, N_("95 % from"), N_("The lower end of the 95 % Wilson interval.")),
        Column("held_high", Kind.HIGH, N_("to"), N_("The upper end of the 95 % Wilson interval.")),
    ),
    formula=(
        N_("off by = WAPE = sum |goal - came| / sum came; too high by = bias = sum (goal - came) / sum came"),
        N_("held = months whose range holds what came / months; ranges of 80 % should hold 80 %"),
    ),
    source=(N_('Measures of forecasts as in Hyndman and Koehler, "Another look at measures of forecast accuracy".'),),
    caveats=(N_("A goal is what was wanted: to be off it is no fault of the arithmetic alone."),),
)


def scores(plans: Sequence[Published], actual: Actual, stages: Sequence[str], today: date, frame: Frame) -> Answer:
    """Each version, stage by stage."""
    rows = [row for plan in plans for stage in stages if (row := _scored(plan, actual, stage, today)) is not None]
    return SCORES.answer(frame, rows)


def _scored(plan: Published, actual: Actual, stage: str, today: date) -> Row | None:
    over = [
        goal
        for month, goal in plan.asked(Asked.ENTRIES, stage).items()
        if last_day(month) <= today and month > plan.day
    ]
    came = [actual.of(goal) for goal in over]
    if len(over) < LEAST_SCORED or not sum(came):
        return None
    asked = [goal.amount for goal in over]
    ranged = [(goal.low, goal.high, each) for goal, each in zip(over, came, strict=True)
              if goal.low is not None and goal.high is not None]  # fmt: skip
    held = covered([(low, high) for low, high, _ in ranged], [each for *_, each in ranged]) if ranged else None
    return {
        "version": plan.version, "day": plan.day, "place": stage, "n": len(over), "wape": wape(asked, came),
        "bias": bias(asked, came), "held": held and held.share, "held_low": held and held.low,
        "held_high": held and held.high,
    }  # fmt: skip
