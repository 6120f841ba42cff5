"""The units that numbers carry: instants, days, money, periods.

An instant is an aware `datetime` in the program and an integer of microseconds (UTC) in every
table. A day is a whole number of days since 1970-01-01 in the company's zone. Money is an integer
of minor units with its currency; amounts of different currencies are never summed.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from headrace.core.errors import PolicyRefused

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
DAY_US = 86_400_000_000
SHORTEST_DAY_US = 23 * 3_600_000_000
"""The day on which clocks go forward: whatever is less after a local day began lies in it."""
MINUTE_US = 60_000_000
DAWN_US = -(2**63) + 1
"""The dawn of time: stands for the instant of what happened nobody knows when, for it comes before all others."""

MINOR_DIGITS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
         "XPF"),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}  # fmt: skip
"""How many decimal digits a currency has (ISO 4217), where it is not 2."""


class Grain(StrEnum):
    """How precisely we know when something happened."""

    INSTANT = "instant"
    DAY = "day"
    UNKNOWN = "unknown"


def micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant.

    >>> micros(datetime(1970, 1, 2, tzinfo=UTC))
    86400000000
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone; give an aware instant.")
    return (instant - EPOCH) // timedelta(microseconds=1)


def instant(at_us: int) -> datetime:
    """The aware UTC instant of a count of microseconds since 1970."""
    return EPOCH + timedelta(microseconds=at_us)


def day_number(day: date) -> int:
    """Days since 1970-01-01.

    >>> day_number(date(1970, 1, 31))
    30
    """
    return day.toordinal() - EPOCH_ORDINAL


def day_of(number: int) -> date:
    """The calendar day of a day number."""
    return date.fromordinal(number + EPOCH_ORDINAL)


def local_day(at_us: int, zone: ZoneInfo) -> int:
    """The day number on which an instant falls in a zone."""
    return day_number(instant(at_us).astimezone(zone).date())


def start_of_day(day: date, zone: ZoneInfo) -> int:
    """The first instant of a local day, in microseconds UTC."""
    return micros(datetime.combine(day, time(), tzinfo=zone))


@cache
def zone_changes(zone: ZoneInfo, first: int = 1900, last: int = 2100) -> tuple[tuple[int, int], ...]:
    """The zone's offsets: (UTC instant from which it holds, offset), both in microseconds, in order.

    The first one holds from the start of the year `first`; later changes than `last` are not looked for.
    """
    # A week is shorter than any span between two changes, those around Ramadan included.
    start, stop = (micros(datetime(year, 1, 1, tzinfo=UTC)) for year in (first, last))
    edges = range(start, stop, 7 * DAY_US)
    found = [(edges[0], _offset_us(edges[0], zone))]
    for low, high in pairwise(edges):
        found += _change_between(low, high, zone)
    return tuple(found)


def _offset_us(at_us: int, zone: ZoneInfo) -> int:
    offset = instant(at_us).astimezone(zone).utcoffset() or timedelta()
    return offset // timedelta(microseconds=1)


def _change_between(low: int, high: int, zone: ZoneInfo) -> list[tuple[int, int]]:
    """The one change inside a week, found by halving to the second."""
    before = _offset_us(low, zone)
    if _offset_us(high, zone) == before:
        return []
    while high - low > 1_000_000:
        middle = (low + high) // 2_000_000 * 1_000_000
        low, high = (middle, high) if _offset_us(middle, zone) == before else (low, middle)
    return [(high, _offset_us(high, zone))]


def minor_digits(currency: str) -> int:
    """How many decimal digits a currency has (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD."""
    return MINOR_DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one currency.

    >>> Money.of("12.50", "EUR")
    Money(minor=1250, currency='EUR')
    >>> Money.of("12.50", "EUR").amount
    Decimal('12.50')
    """

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> "Money":
        """Money from a decimal amount, rounded half up at the currency's last digit."""
        digits = minor_digits(currency)
        minor = (Decimal(amount) * 10**digits).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return cls(int(minor), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `first` (inclusive) to `end` (exclusive)."""

    first: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.end


def check_share(name: str, value: float) -> None:
    """Refuse a share that is not above 0 and at most 1."""
    if not 0 < value <= 1:
        raise PolicyRefused(f"{name} is {value}.", hint="A share is above 0 and at most 1.")
