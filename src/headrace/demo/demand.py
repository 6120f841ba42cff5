"""When people come: trend, seasons, weekdays, hours, fairs and webinars; and the visits behind them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from headrace.demo.calendar import DAY, HOUR, Calendar
from headrace.demo.catalog import CHANNELS
from headrace.demo.chance import Dice, Flags, Floats, Ints
from headrace.demo.columns import NONE, days, words

GROWTH = (0.84, 1.18)
SEASON = (0.95, 1.05, 1.18, 1.08, 1.04, 0.98, 0.80, 0.72, 1.12, 1.20, 1.14, 0.70)
FAIR_MONTHS = (2, 4, 6, 9, 11)
WEBINAR_REST = (8, 12)

WEB_HOURS = (2, 1, 0, 0, 1, 3, 8, 22, 48, 66, 72, 66, 48, 58, 68, 64, 52, 38, 26, 20, 20, 18, 12, 5)
OFFICE_HOURS = (0, 0, 0, 0, 0, 0, 2, 16, 50, 70, 74, 62, 34, 56, 68, 60, 40, 18, 6, 3, 2, 1, 0, 0)
FAIR_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 2, 40, 80, 90, 50, 70, 90, 80, 50, 12, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The weights of a week's days (from Monday) and of a day's hours (local time)."""

    week: tuple[float, ...]
    hours: tuple[int, ...]


RHYTHMS: Mapping[str, Rhythm] = {
    "web": Rhythm((1.08, 1.14, 1.10, 1.04, 0.82, 0.30, 0.36), WEB_HOURS),
    "office": Rhythm((1.05, 1.15, 1.12, 1.05, 0.75, 0.06, 0.04), OFFICE_HOURS),
    "webinar": Rhythm((1.0, 1.0, 1.0, 1.0, 1.0, 0.3, 0.3), WEB_HOURS),
    "fair": Rhythm((1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0), FAIR_HOURS),
}


def fair_days(calendar: Calendar) -> Flags:
    """Whether a fair is on: Tuesday to Thursday after the 14th of the fair months."""
    month, day = calendar.months % 12 + 1, calendar.month_days
    midweek = (calendar.weekdays >= 1) & (calendar.weekdays <= 3)
    return np.asarray(np.isin(month, FAIR_MONTHS) & midweek & (day >= 15) & (day <= 21))


def webinar_days(calendar: Calendar) -> Flags:
    """Whether there is a webinar: on the second Thursday of most months."""
    month, day = calendar.months % 12 + 1, calendar.month_days
    second_thursday = (calendar.weekdays == 3) & (day >= 8) & (day <= 14)
    return np.asarray(~np.isin(month, WEBINAR_REST) & second_thursday)


def _events(calendar: Calendar, rhythm: str) -> Floats:
    if rhythm == "fair":
        return np.where(fair_days(calendar), 1.0, 0.012)
    if rhythm == "webinar":
        held = webinar_days(calendar).astype(np.float64)
        coming = np.convolve(held[::-1], np.ones(9))[: len(held)][::-1]
        return np.asarray(0.15 + coming + 5.0 * held)
    return np.ones(len(calendar.dates))


def day_weights(calendar: Calendar) -> Floats:
    """How likely a channel's inquiry falls on each day of the history: channels x days, rows sum to 1."""
    season = np.array(SEASON)[calendar.months % 12]
    trend = np.linspace(*GROWTH, len(calendar.dates))
    rows = [
        season * trend * np.array(RHYTHMS[c.rhythm].week)[calendar.weekdays] * _events(calendar, c.rhythm)
        for c in CHANNELS
    ]
    weights = np.stack(rows)[:, : calendar.days]
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def time_of_day(channel: Ints, dice: Dice) -> Ints:
    """Seconds since midnight at which people of these channels come."""
    hours = np.cumsum([RHYTHMS[c.rhythm].hours for c in CHANNELS], axis=1)[channel]
    hour = (dice.shares(len(channel)) * hours[:, -1])[:, None] >= hours
    return np.asarray(hour.sum(axis=1) * HOUR + (dice.shares(len(channel)) * HOUR).astype(np.int64))


def arrivals(calendar: Calendar, n: int, dice: Dice) -> tuple[Ints, Ints]:
    """The channel and the moment of `n` first inquiries, in order of time."""
    channel = dice.pick([c.share for c in CHANNELS], n)
    bounds = np.cumsum(day_weights(calendar), axis=1)
    shares, day = dice.shares(n), np.zeros(n, dtype=np.int64)
    for index, bound in enumerate(bounds):
        mine = channel == index
        day[mine] = np.searchsorted(bound, shares[mine] * bound[-1], side="right")
    at = day * DAY + time_of_day(channel, dice)
    order = np.argsort(at, kind="stable")
    return channel[order], at[order]


def campaign_names(calendar: Calendar) -> list[str]:
    """Every campaign: a row a quarter, a column a theme of `CAMPAIGNS`, flattened."""
    return [
        f"{theme} {calendar.day(int(first)).year}-q{(calendar.day(int(first)).month + 2) // 3}"
        for first in np.unique(calendar.quarters[: calendar.days], return_index=True)[1]
        for theme in CAMPAIGNS
    ]


CAMPAIGNS = tuple(theme for channel in CHANNELS for theme in channel.campaigns)
_FIRST_CAMPAIGN = np.cumsum([0] + [len(channel.campaigns) for channel in CHANNELS])


def campaigns(calendar: Calendar, channel: Ints, at: Ints, dice: Dice) -> Ints:
    """Positions in `campaign_names`: one of the channel's themes in the quarter of `at`, or none."""
    themes = np.diff(_FIRST_CAMPAIGN)[channel]
    theme = _FIRST_CAMPAIGN[channel] + (dice.shares(len(channel)) * themes).astype(np.int64)
    return np.where(themes > 0, calendar.quarters[at // DAY] * len(CAMPAIGNS) + theme, NONE)


def visits(calendar: Calendar, channel: Ints, at: Ints, dice: Dice) -> pa.Table:
    """Visits a day and channel, never fewer than the inquiries that they led to."""
    per_visit = np.array([c.per_visit for c in CHANNELS])
    seen = np.flatnonzero(per_visit)
    cells = np.bincount(channel * calendar.days + at // DAY, minlength=len(CHANNELS) * calendar.days)
    inquiries = cells.reshape(len(CHANNELS), calendar.days)[seen]
    expected = day_weights(calendar)[seen] * inquiries.sum(axis=1, keepdims=True) / per_visit[seen, None]
    noise = 0.8 + 0.4 * dice.shares(expected.size).reshape(expected.shape)
    counts = np.maximum(np.rint(expected * noise).astype(np.int64), inquiries)
    day, column = np.divmod(np.arange(counts.size), len(seen))
    return pa.table(
        {
            "at": days(calendar.dates[day]),
            "channel": words([c.name for c in CHANNELS], seen[column]),
            "visits": pa.array(counts.T.ravel()),
        }
    )
