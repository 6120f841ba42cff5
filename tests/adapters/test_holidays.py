"""Public holidays: real dates of real countries, and what happens to a lead that comes on the eve."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from headrace.adapters.documents import policy_from_data, policy_to_data, read_policy
from headrace.adapters.documents.problems import DocumentRefused
from headrace.adapters.holidays import holidays_of, known, meant
from headrace.core.calendar import Calendars
from headrace.core.errors import PolicyRefused
from headrace.core.hours import WorkingHours
from headrace.core.policy import Policy
from headrace.core.units import MINUTE_US, instant, micros


@pytest.mark.parametrize(
    ("country", "holiday"),
    [
        ("DE", "2024-10-03"),  # the day of German unity
        ("DE-BY", "2024-01-06"),  # Epiphany
        ("DE-BY", "2024-05-30"),  # Corpus Christi
        ("DE-BE", "2024-03-08"),  # women's day
        ("US", "2024-11-28"),  # Thanksgiving: the fourth Thursday of November
        ("US", "2026-07-03"),  # the fourth of July is a Saturday
        ("US", "2021-12-31"),  # the first of January 2022 is a Saturday
        ("US-TX", "2024-03-02"),  # independence of Texas
        ("SE", "2024-06-06"),  # the national day
        ("SE", "2024-05-09"),  # Ascension
        ("TR", "2024-04-23"),  # national sovereignty and children
        ("TR", "2024-04-10"),  # Ramazan Bayramı begins
        ("UA", "2021-08-24"),  # independence
        ("UA", "2021-08-23"),  # Monday, made up for by a working Saturday
        ("GE", "2024-01-07"),  # Orthodox Christmas
        ("GE", "2024-05-06"),  # Orthodox Easter Monday
        ("GE", "2024-11-23"),  # Saint George
        ("GB-SCT", "2024-01-02"),  # the second of January
    ],
)
def test_a_public_holiday_is_a_day_off(country: str, holiday: str) -> None:
    assert holidays_of(country)(date.fromisoformat(holiday))


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("DE", "2024-05-30"),  # Corpus Christi is kept in some states only
        ("DE-BE", "2024-01-06"),
        ("DE-BY", "2024-03-08"),
        ("DE-BY", "2024-08-15"),  # the Assumption is kept in Catholic towns only
        ("US", "2024-03-02"),
        ("SE", "2024-06-21"),  # Midsummer Eve is custom, not law
        ("TR", "2024-04-09"),  # the eve is off from noon
        ("UA", "2024-08-24"),  # no holidays under martial law
        ("GE", "2024-12-25"),
        ("GB", "2024-01-02"),
    ],
)
def test_what_is_kept_elsewhere_or_by_custom_is_a_day_of_work(country: str, day: str) -> None:
    assert not holidays_of(country)(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("country", "zone", "created", "due"),
    [
        ("DE-BY", "Europe/Berlin", "2024-05-29 16:30", "Fri 2024-05-31 09:30"),
        ("DE", "Europe/Berlin", "2024-05-29 16:30", "Thu 2024-05-30 09:30"),
        ("US", "America/New_York", "2024-11-27 16:30", "Fri 2024-11-29 09:30"),
        ("SE", "Europe/Stockholm", "2024-06-05 16:30", "Fri 2024-06-07 09:30"),
        ("TR", "Europe/Istanbul", "2024-04-09 16:30", "Mon 2024-04-15 09:30"),
        ("UA", "Europe/Kyiv", "2021-08-20 16:30", "Wed 2021-08-25 09:30"),
        ("UA", "Europe/Kyiv", "2023-08-23 16:30", "Thu 2023-08-24 09:30"),
        ("GE", "Asia/Tbilisi", "2024-05-02 16:30", "Tue 2024-05-07 09:30"),
    ],
)
def test_a_lead_that_comes_before_a_holiday_is_due_after_it(country: str, zone: str, created: str, due: str) -> None:
    policy = Policy(zone=zone, working_hours=WorkingHours(holidays=country))
    came = micros(datetime.fromisoformat(created).replace(tzinfo=ZoneInfo(zone)))

    answer_by = Calendars(holidays_of)(policy, None).after_us(came, 60 * MINUTE_US)

    assert f"{instant(answer_by).astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}" == due


def test_the_year_around_has_the_working_time_that_its_calendar_promises() -> None:
    policy = Policy(zone="Europe/Berlin", working_hours=WorkingHours(holidays="DE-BY"))
    start, end = (micros(datetime(year, 1, 1, tzinfo=policy.time_zone)) for year in (2024, 2025))

    worked = Calendars(holidays_of)(policy, None).worked_us(start, end)

    assert worked == 251 * 8 * 60 * MINUTE_US  # 262 weekdays, and 11 of the 12 holidays are among them


@pytest.mark.parametrize("country", ["DE", "DE-BY", "US-CA", "NO", "DE-Augsburg"])
def test_countries_and_their_parts_are_known_by_their_codes(country: str) -> None:
    assert known(country)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Germany", " Did you mean 'DE'?"),
        ("germnay", " Did you mean 'DE'?"),
        ("DEU", " Did you mean 'DE'?"),
        ("de", " Did you mean 'DE'?"),
        ("UK", " Did you mean 'GB'?"),
        ("United States", " Did you mean 'US'?"),
        ("DE-BAY", " Did you mean 'DE-BY'?"),
        ("de-by", " Did you mean 'DE-BY'?"),
        ("DE-Bayern", " Did you mean 'DE-BY'?"),
        ("US-California", " Did you mean 'US-CA'?"),
        ("XX", ""),
        ("XX-BY", ""),
        ("DE-", ""),
        ("-", ""),
        ("holidays", ""),
        ("__class__", ""),
        ("DE-__class__", ""),
    ],
)
def test_a_policy_with_the_holidays_of_no_country_is_refused_with_the_likeliest_one(given: str, told: str) -> None:
    with pytest.raises(DocumentRefused) as caught:
        read_policy(f'working_hours: {{holidays: "{given}"}}\n')

    [problem] = caught.value.problems
    assert (problem.line, problem.path, problem.found) == (1, "working_hours.holidays", repr(given))
    assert problem.allowed == "a country such as DE, or DE-BY for a part of it"
    assert problem.hint == meant(given) == told


def test_a_policy_keeps_the_country_that_it_names() -> None:
    policy = read_policy("working_hours: {holidays: DE-BY}\n")

    assert policy.working_hours.holidays == "DE-BY"
    assert read_policy("working_hours: {holidays: null}\n").working_hours.holidays == ""


def test_a_stored_policy_with_a_country_that_nobody_knows_any_more_is_readable_and_counts_no_clock() -> None:
    stored = policy_to_data(Policy(working_hours=WorkingHours(holidays="DE-XX")))

    with pytest.raises(PolicyRefused, match="No holidays of 'DE-XX' here"):
        Calendars(holidays_of)(policy_from_data(stored), None)


def test_a_country_that_fixes_some_feasts_year_by_year_keeps_the_others_in_years_to_come() -> None:
    india = holidays_of("IN")

    assert india(date(2060, 1, 26))


def test_holidays_are_known_for_centuries_without_a_word() -> None:
    sweden, first = holidays_of("SE"), date(1800, 1, 1)

    assert sum(sweden(first + timedelta(days=365 * year)) for year in range(8000)) > 0


def test_nobody_waits_for_the_holidays_who_does_not_ask_for_them() -> None:
    code = "import headrace.cli, headrace.adapters.documents, sys; sys.exit('holidays' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
