"""The calendar of a plan: whole months, and what they add up to."""

from collections.abc import Sequence
from datetime import date, timedelta

from headrace.analytics.periods import month_after
from headrace.core.errors import PlanRefused
from headrace.core.plan import Goal, Measure
from headrace.core.texts import _
from headrace.planning.checks import check_positive
from headrace.planning.reverse import seasonal, wins_for


def months_of(start: date, count: int) -> tuple[date, ...]:
    """The first days of so many months.

    >>> [str(month) for month in months_of(date(2026, 12, 1), 2)]
    ['2026-12-01', '2027-01-01']
    """
    return tuple(month_after(start, number) for number in range(count))


def next_month(day: date) -> date:
    """The first day of the month after the one that a day lies in."""
    return month_after(day, 1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - timedelta(days=1)


def month_number(month: date, start: date) -> int:
    """How many months a month lies after another one."""
    return (month.year - start.year) * 12 + month.month - start.month


def quarters(months: Sequence[date], fiscal_start: int = 1) -> list[tuple[int, ...]]:
    """The plan's months, as places in it, by the quarters of the fiscal year that they lie in.

    >>> quarters(months_of(date(2026, 12, 1), 5))
    [(0,), (1, 2, 3), (4,)]
    """
    found: dict[int, list[int]] = {}
    for place, month in enumerate(months):
        found.setdefault(((month.year * 12 + month.month) - fiscal_start) // 3, []).append(place)
    return [tuple(places) for places in found.values()]


def wins_wanted(goal: Goal | None, months: int, season: Sequence[float], value: float | None) -> tuple[float, ...]:
    """How many wins a goal asks of each month: one amount for all of them is spread by the season."""
    if goal is None:
        raise PlanRefused(
            _("The plan has no target."), hint=_("Give revenue or wins: `--revenue 1000000`, or goal in its file.")
        )
    amounts: tuple[float, ...] = goal.amounts
    if len(amounts) == 1:
        amounts = seasonal(amounts[0], [season[month % len(season)] for month in range(months)])
    if goal.measure is Measure.WINS:
        return amounts
    if value is None:
        raise PlanRefused(
            _("Nobody knows what a win brings: none has revenue yet."), hint=_("Give the value of a win: `--value`.")
        )
    check_positive(_("The value of a win"), value)
    return tuple(wins_for(amount, value) for amount in amounts)
