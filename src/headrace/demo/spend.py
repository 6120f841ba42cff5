"""What it costs: media by day or month, fairs and webinars when they are held, people by the week."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from headrace.demo.calendar import Calendar
from headrace.demo.catalog import CURRENCY, QUALIFIERS, SELLERS
from headrace.demo.chance import Dice, Floats, Ints
from headrace.demo.columns import NONE, days, money, numbered, words
from headrace.demo.demand import CAMPAIGNS, GROWTH, SEASON, campaign_names, fair_days, webinar_days

HOURS_A_WEEK = 38.5


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of cost: on which days it falls, and how much then (euros, or hours)."""

    purpose: str
    channel: str | None
    theme: str | None
    when: str
    euros: float = 0.0
    hours: float = 0.0


ITEMS = (
    Item("acquire", "paid_search", "search brand", "daily", 38),
    Item("acquire", "paid_search", "search pumps", "daily", 118),
    Item("acquire", "paid_search", "search valves", "daily", 84),
    Item("acquire", "organic_search", None, "monthly", 4_600),
    Item("acquire", "social", "social ads", "daily", 42),
    Item("acquire", "social", "social posts", "monthly", 900),
    Item("acquire", "webinar", "webinar energy saving", "webinar", 2_400),
    Item("acquire", "webinar", "webinar leak-free plants", "webinar", 1_900),
    Item("acquire", "trade_fair", "fair", "fair", 8_500),
    Item("acquire", "partner", "partner programme", "monthly", 3_200),
    Item("acquire", "cold_outbound", "outbound", "monthly", 1_500),
    Item("acquire", "referral", None, "monthly", 600),
    Item("nurture", "email", "newsletter", "monthly", 1_100),
    Item("keep", None, None, "monthly", 2_000),
    Item("acquire", None, None, "weekly", hours=0.72 * len(QUALIFIERS) * HOURS_A_WEEK),
    Item("nurture", None, None, "weekly", hours=0.28 * len(QUALIFIERS) * HOURS_A_WEEK),
    Item("sell", None, None, "weekly", hours=0.85 * len(SELLERS) * HOURS_A_WEEK),
    Item("keep", None, None, "weekly", hours=0.15 * len(SELLERS) * HOURS_A_WEEK),
)


def _due(calendar: Calendar, when: str) -> Ints:
    """The days of the history on which costs of that kind fall."""
    every = {
        "daily": np.ones(len(calendar.dates), dtype=np.bool_),
        "weekly": calendar.weekdays == 4,
        "monthly": calendar.month_days == 1,
        "fair": fair_days(calendar),
        "webinar": webinar_days(calendar),
    }
    return np.flatnonzero(every[when][: calendar.days])


def _level(calendar: Calendar, item: Item, day: Ints, dice: Dice) -> Floats:
    """A factor a day: people cost the same all year, media follow the season and the trend."""
    if item.hours:
        return 0.92 + 0.1 * dice.shares(len(day))
    season = 0.5 + 0.5 * np.array(SEASON)[calendar.months[day] % 12]
    trend = np.linspace(*GROWTH, calendar.days)[day]
    return np.asarray(season * trend * (0.85 + 0.3 * dice.shares(len(day))))


def _campaign(calendar: Calendar, item: Item, day: Ints) -> Ints:
    if item.theme is None:
        return np.full(len(day), NONE, dtype=np.int64)
    return calendar.quarters[day] * len(CAMPAIGNS) + CAMPAIGNS.index(item.theme)


def _lines(calendar: Calendar, scale: float, dice: Dice) -> Iterator[tuple[Ints, Ints, Ints, Floats, Floats]]:
    """Item, day, campaign, euros and hours of each line, an item at a time."""
    for index, item in enumerate(ITEMS):
        day = _due(calendar, item.when)
        level = _level(calendar, item, day, dice) * scale
        code = np.full(len(day), index, dtype=np.int64)
        yield code, day, _campaign(calendar, item, day), level * item.euros, level * item.hours


def spend(calendar: Calendar, scale: float, seed: int) -> pa.Table:
    """One row a line of cost: euros, or hours of work."""
    lines = zip(*_lines(calendar, scale, Dice(seed, "spend")), strict=True)
    item, day, campaign, euros, hours = (np.concatenate(columns) for columns in lines)
    order = np.argsort(day, kind="stable")
    item, day, campaign, euros, hours = (column[order] for column in (item, day, campaign, euros, hours))
    paid = np.array([cost.euros > 0 for cost in ITEMS])[item]
    return pa.table(
        {
            "at": days(calendar.dates[day]),
            "id": numbered("S-", 6, np.arange(len(day))),
            "purpose": words([cost.purpose for cost in ITEMS], item),
            "channel": words([cost.channel for cost in ITEMS], item),
            "campaign": words(campaign_names(calendar), campaign),
            "value": money(np.rint(euros * 100).astype(np.int64), paid),
            "currency": words([CURRENCY], np.where(paid, 0, NONE)),
            "hours": pa.array(np.rint(hours * 4) / 4, mask=paid),
        }
    )
