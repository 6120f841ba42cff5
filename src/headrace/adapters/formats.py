"""How a figure is written for people: counts, rates, days, money and dates in the user's language.

Babel knows the languages; nothing here translates a sentence. A missing value is an en dash.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)
from babel.units import format_unit

from headrace.analytics.periods import month_after
from headrace.analytics.question import Answer, Column, Kind
from headrace.core.texts import _, language
from headrace.core.units import Money

MISSING = "–"
LEAST_CERTAIN = 30
"""People below which a rate is marked as uncertain, and shows its counts."""

DAY_MINUTES, HOUR_MINUTES = 1440, 60
BY_THE_MINUTE, BY_THE_HOUR = 2 * HOUR_MINUTES, 2 * DAY_MINUTES
"""From which length on a duration is told in hours, and in days."""
LENGTHS = {"quarter": 3, "year": 12}
"""How many months the periods of a fiscal year have."""
NUMBERS = (Kind.COUNT, Kind.NUMBER, Kind.RATE, Kind.LOW, Kind.HIGH, Kind.DAYS, Kind.MINUTES, Kind.MONEY)
"""The kinds that line up on the right."""


@cache
def locale_of(tag: str) -> Locale:
    """The locale of a language tag such as `de` or `pt-BR`; English if Babel does not know it.

    >>> locale_of("de-AT").territory, locale_of("xx").language
    ('AT', 'en')
    """
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en")


@cache
def _percent_pattern(locale: Locale) -> str:
    """The locale's pattern of a percentage with one decimal: `#,##0.0 %` in German, `%#,##0.0` in Turkish."""
    return re.sub(r"0(?!.*0)", "0.0", locale.percent_formats[None].pattern, count=1)


def is_uncertain(people: int | None) -> bool:
    """Whether a rate stands for too few people to be trusted by itself."""
    return people is not None and people < LEAST_CERTAIN


@dataclass(frozen=True, slots=True)
class Formats:
    """Writes the values of one answer: its currency, zone and calendar unit, and the labels of its places."""

    locale: Locale
    currency: str
    zone: ZoneInfo
    bucket: str | None
    labels: dict[str, str]
    fiscal_year_start: int = 1

    @classmethod
    def of(cls, answer: Answer) -> "Formats":
        """The formats of an answer, in the user's language."""
        labels = {place.name: place.label for place in answer.places}
        stamp = answer.stamp
        zone, bucket = ZoneInfo(stamp.zone), answer.ask.bucket
        return cls(locale_of(language()), stamp.currency, zone, bucket, labels, stamp.fiscal_year_start)

    def value(self, kind: Kind, value: Any) -> str:
        """A value of any kind, as people read it.

        A place without a name is the way into the waterfall; a segment without one is not known.
        """
        if value is None:
            return self._missing(kind)
        return self._writers[kind](value)

    @property
    def _writers(self) -> dict[Kind, Callable[[Any], str]]:
        return {
            Kind.TEXT: str,
            Kind.PLACE: self.place,
            Kind.SEGMENT: str,
            Kind.PERIOD: self.period,
            Kind.COUNT: self.count,
            Kind.RATE: self.rate,
            Kind.LOW: self.rate,
            Kind.HIGH: self.rate,
            Kind.DAYS: self.days,
            Kind.MINUTES: self.minutes,
            Kind.MONEY: self.money,
            Kind.DAY: self.day,
            Kind.NUMBER: self.number,
        }

    def _missing(self, kind: Kind) -> str:
        return _("not known") if kind is Kind.SEGMENT else MISSING

    def cell(self, column: Column, value: Any) -> str:
        """A value as its column shows it; the place from which people come in has a name of its own."""
        if value is None and column.kind is Kind.PLACE:
            return _("(came in)")
        return self.value(column.kind, value)

    def place(self, name: str) -> str:
        """The configured label of a place."""
        return self.labels.get(name, name)

    def count(self, count: int) -> str:
        """A whole number: 1,030."""
        return format_decimal(count, format="#,##0", locale=self.locale)

    def number(self, number: float) -> str:
        """A number with two decimals: 3.41."""
        return format_decimal(number, format="#,##0.00", locale=self.locale)

    def short(self, count: int) -> str:
        """A whole number in few characters: 999, 1.3K, 10M."""
        return format_compact_decimal(count, locale=self.locale, fraction_digits=1)

    def rate(self, share: float) -> str:
        """A share from 0 to 1 as a percentage with one decimal: 31.0%."""
        return format_percent(share, format=_percent_pattern(self.locale), locale=self.locale)

    def interval(self, low: float | None, high: float | None) -> str:
        """The 95 % interval of a rate, or nothing where it has none."""
        if low is None or high is None:
            return ""
        if low < 0:  # a dash beside a minus reads as two
            return _("{low} to {high}", low=self.rate(low), high=self.rate(high))
        return _("{low}–{high}", low=self.rate(low), high=self.rate(high))

    def days(self, days: float) -> str:
        """A duration in days with one decimal: 2.6 days."""
        return format_unit(days, "duration-day", length="short", format="#,##0.0", locale=self.locale)

    def minutes(self, minutes: float) -> str:
        """A duration in minutes, as hours or days where it is long: 12 min, 3.4 hr, 2.6 days."""
        if minutes >= BY_THE_HOUR:
            return self.days(minutes / DAY_MINUTES)
        unit, length = ("hour", minutes / HOUR_MINUTES) if minutes >= BY_THE_MINUTE else ("minute", minutes)
        pattern = "#,##0.0" if unit == "hour" else "#,##0"
        return format_unit(length, f"duration-{unit}", length="short", format=pattern, locale=self.locale)

    def money(self, minor: float) -> str:
        """An amount of minor units of the company's currency: €1,030.50."""
        return format_currency(self.amount(minor), self.currency, locale=self.locale)

    def short_money(self, minor: float) -> str:
        """An amount in few characters: €1.03M."""
        return format_compact_currency(self.amount(minor), self.currency, locale=self.locale, fraction_digits=2)

    def amount(self, minor: float) -> Decimal:
        """An amount in major units; what is no whole minor unit, as a mean may be, is rounded to one."""
        return Money(round(minor), self.currency).amount

    def day(self, day: date) -> str:
        """A calendar day: Mar 31, 2025."""
        return format_date(day, locale=self.locale)

    def days_between(self, first: date, last: date) -> str:
        """A period by its first and its last day."""
        return format_interval(first, last, "yMMMd", locale=self.locale)

    def period(self, first: date) -> str:
        """The calendar unit that begins on a day: Mar 2025, Q1 2025, 2025, week of Mar 3, 2025.

        Quarters and years of a fiscal year of its own are told by their months, Apr – Jun 2025: by numbers, one firm's
        2025 is the other's 2026.
        """
        if self.fiscal_year_start != 1 and self.bucket in LENGTHS:
            last = month_after(first, LENGTHS[self.bucket] - 1)
            return format_interval(first, last, "yMMM", locale=self.locale)
        skeletons = {"month": "yMMM", "quarter": "yQQQ", "year": "y"}
        if self.bucket in skeletons:
            return format_skeleton(skeletons[self.bucket], first, locale=self.locale)
        return _("week of {day}", day=self.day(first)) if self.bucket == "week" else self.day(first)

    def instant(self, at: datetime) -> str:
        """An instant in the company's zone, to the minute."""
        return self._timed(at, "short")

    def exactly(self, at: datetime) -> str:
        """An instant in the company's zone, to the second."""
        return self._timed(at, "medium")

    def _timed(self, at: datetime, length: Literal["short", "medium"]) -> str:
        local = at.astimezone(self.zone)
        return _("{day}, {time}", day=self.day(local.date()), time=format_time(local, length, locale=self.locale))
