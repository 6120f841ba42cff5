"""When desks are staffed: the days of the week, the hours, whose holidays are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from types import MappingProxyType

from headrace.core.errors import PolicyRefused
from headrace.core.texts import N_, _


class Weekday(StrEnum):
    """The days of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAY_TEXTS: Mapping[Weekday, str] = MappingProxyType(
    {
        Weekday.MONDAY: N_("Monday"),
        Weekday.TUESDAY: N_("Tuesday"),
        Weekday.WEDNESDAY: N_("Wednesday"),
        Weekday.THURSDAY: N_("Thursday"),
        Weekday.FRIDAY: N_("Friday"),
        Weekday.SATURDAY: N_("Saturday"),
        Weekday.SUNDAY: N_("Sunday"),
    }
)
WEEK_STARTS = (Weekday.MONDAY, Weekday.SUNDAY)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When desks are staffed, in the company's zone: days, from and until, and whose holidays are kept.

    `holidays` is an ISO 3166 country, with a subdivision if need be (`DE-BY`), or empty for none.
    """

    days: tuple[Weekday, ...] = tuple(Weekday)[:5]
    opens: time = time(9)
    closes: time = time(17)
    holidays: str = ""

    def __post_init__(self) -> None:
        if not self.days:
            raise PolicyRefused("There is no working day in the week.")
        if self.opens >= self.closes:
            raise PolicyRefused(f"Working hours end at {self.closes:%H:%M}, not after they begin.")

    @property
    def minutes(self) -> int:
        """Working minutes of one working day."""
        opens, closes = (each.hour * 60 + each.minute for each in (self.opens, self.closes))
        return closes - opens

    def __str__(self) -> str:
        """The hours in words: `Monday to Friday, 09:00 to 17:00`."""
        first, last = self.days[0], self.days[-1]
        week = tuple(Weekday)
        running = self.days == week[week.index(first) : week.index(last) + 1] and len(self.days) > 2
        named = [_(WEEKDAY_TEXTS[day]) for day in self.days]
        days = _("{first} to {last}", first=named[0], last=named[-1]) if running else ", ".join(named)
        hours = _("{days}, {opens:%H:%M} to {closes:%H:%M}", days=days, opens=self.opens, closes=self.closes)
        return hours + (_(", holidays of {country}", country=self.holidays) if self.holidays else "")
