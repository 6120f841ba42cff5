"""Working time: hours, zones, clock changes, days off, pauses."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.core.agreement import Counting
from headrace.core.calendar import Calendar, Calendars, Pause, due_us, never
from headrace.core.desks import Absence, Desk
from headrace.core.durations import Duration, Span
from headrace.core.errors import PolicyRefused
from headrace.core.funnel import Owner
from headrace.core.hours import Weekday, WorkingHours
from headrace.core.policy import Policy
from headrace.core.units import MINUTE_US, instant, micros

HOUR_US = 60 * MINUTE_US
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
LORD_HOWE, TBILISI, APIA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Tbilisi"), ZoneInfo("Pacific/Apia")
OFFICE = WorkingHours()
COMPANY = Calendar(OFFICE, BERLIN)


def at(text: str, zone: ZoneInfo = BERLIN, *, again: bool = False) -> int:
    """The instant at which the clocks of a zone show this; `again` for the second time that they do."""
    return micros(datetime.fromisoformat(text).replace(tzinfo=zone, fold=again))


def shown(at_us: int | None, zone: ZoneInfo = BERLIN) -> str:
    """What the clocks of a zone show at an instant."""
    assert at_us is not None
    return f"{instant(at_us).astimezone(zone):%a %Y-%m-%d %H:%M}"


def daily(opens: str, closes: str, zone: ZoneInfo = BERLIN) -> Calendar:
    """A desk that is staffed at these hours on every day of the week."""
    return Calendar(WorkingHours(tuple(Weekday), time.fromisoformat(opens), time.fromisoformat(closes)), zone)


def hours_of(calendar: Calendar, day: str) -> float:
    """The hours that a desk works on a local day."""
    start = datetime.fromisoformat(day).replace(tzinfo=calendar.zone)
    return calendar.worked_us(micros(start), micros(start + timedelta(days=1))) / HOUR_US


# -- the usual week ------------------------------------------------------------------------------


def test_five_working_minutes_from_friday_16_58_are_over_on_monday_9_03_across_a_clock_change() -> None:
    due = COMPANY.after_us(at("2024-10-25 16:58"), 5 * MINUTE_US)

    assert shown(due) == "Mon 2024-10-28 09:03"


def test_from_friday_16_50_to_monday_9_05_is_a_quarter_of_an_hour_of_work_and_65_hours_on_the_wall() -> None:
    created, answered = at("2024-10-25 16:50"), at("2024-10-28 09:05")

    assert COMPANY.worked_us(created, answered) == 15 * MINUTE_US
    assert answered - created == 65 * HOUR_US + 15 * MINUTE_US


@pytest.mark.parametrize(
    ("created", "due"),
    [
        ("2024-10-23 10:00", "Wed 2024-10-23 11:00"),
        ("2024-10-23 05:00", "Wed 2024-10-23 10:00"),
        ("2024-10-23 09:00", "Wed 2024-10-23 10:00"),
        ("2024-10-23 16:00", "Wed 2024-10-23 17:00"),
        ("2024-10-23 16:30", "Thu 2024-10-24 09:30"),
        ("2024-10-23 17:00", "Thu 2024-10-24 10:00"),
        ("2024-10-25 22:00", "Mon 2024-10-28 10:00"),
        ("2024-10-26 12:00", "Mon 2024-10-28 10:00"),
    ],
)
def test_an_hour_begun_outside_the_hours_counts_from_the_next_opening(created: str, due: str) -> None:
    assert shown(COMPANY.after_us(at(created), HOUR_US)) == due


def test_a_limit_that_fills_the_day_is_over_when_the_desk_closes_and_not_when_it_opens_again() -> None:
    assert shown(COMPANY.after_us(at("2024-10-23 09:00"), 8 * HOUR_US)) == "Wed 2024-10-23 17:00"
    assert shown(COMPANY.after_us(at("2024-10-23 09:00"), 8 * HOUR_US + 1)) == "Thu 2024-10-24 09:00"


def test_24_working_hours_are_three_days_of_eight() -> None:
    assert shown(COMPANY.after_us(at("2024-10-24 11:15"), 24 * HOUR_US)) == "Tue 2024-10-29 11:15"


def test_a_desk_is_staffed_from_the_moment_it_opens_until_just_before_it_closes() -> None:
    opens, closes = at("2024-10-23 09:00"), at("2024-10-23 17:00")

    assert [COMPANY.open_at(each) for each in (opens - 1, opens, closes - 1, closes)] == [False, True, True, False]
    assert not COMPANY.open_at(at("2024-10-26 12:00"))


def test_working_time_backwards_is_negative() -> None:
    assert COMPANY.worked_us(at("2024-10-28 09:05"), at("2024-10-25 16:50")) == -15 * MINUTE_US


def test_a_limit_of_nothing_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        COMPANY.after_us(at("2024-10-23 09:00"), 0)


def test_a_leap_day_is_a_day_of_work_and_the_28th_ends_february_in_other_years() -> None:
    assert shown(COMPANY.after_us(at("2024-02-28 16:30"), HOUR_US)) == "Thu 2024-02-29 09:30"
    assert shown(COMPANY.after_us(at("2023-02-28 16:30"), HOUR_US)) == "Wed 2023-03-01 09:30"
    assert COMPANY.worked_us(at("2024-02-01 00:00"), at("2024-03-01 00:00")) == 21 * 8 * HOUR_US


def test_a_month_and_a_year_end_like_any_other_day() -> None:
    assert shown(COMPANY.after_us(at("2024-04-30 16:30"), HOUR_US)) == "Wed 2024-05-01 09:30"
    assert shown(COMPANY.after_us(at("2024-12-31 16:30"), HOUR_US)) == "Wed 2025-01-01 09:30"


# -- clock changes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "forward", "back", "shift"),
    [
        (BERLIN, "2024-03-31", "2024-10-27", 1),
        (NEW_YORK, "2024-03-10", "2024-11-03", 1),
        (LORD_HOWE, "2024-10-06", "2024-04-07", 0.5),
        (TBILISI, "2024-03-31", "2024-10-27", 0),
    ],
)
def test_a_night_shift_is_shorter_in_spring_and_longer_in_autumn(
    zone: ZoneInfo, forward: str, back: str, shift: float
) -> None:
    night = daily("00:00", "06:00", zone)

    assert hours_of(night, forward) == 6 - shift
    assert hours_of(night, back) == 6 + shift
    assert hours_of(night, "2024-06-12") == 6


def test_office_hours_are_as_long_on_the_day_of_a_clock_change_as_on_any_other() -> None:
    office = daily("09:00", "17:00")

    assert {hours_of(office, day) for day in ("2024-03-30", "2024-03-31", "2024-10-27", "2024-10-28")} == {8}


def test_hours_that_begin_in_the_hour_left_out_begin_with_the_next_one() -> None:
    early = daily("02:00", "10:00")

    assert hours_of(early, "2024-03-31") == 7
    assert shown(early.after_us(at("2024-03-31 00:00"), MINUTE_US)) == "Sun 2024-03-31 03:01"
    assert hours_of(daily("02:30", "10:00"), "2024-03-31") == 7


def test_hours_that_lie_in_the_hour_left_out_are_not_worked_that_day() -> None:
    brief = daily("02:00", "03:00")

    assert hours_of(brief, "2024-03-31") == 0
    assert shown(brief.after_us(at("2024-03-30 02:59"), 2 * MINUTE_US)) == "Mon 2024-04-01 02:01"


def test_an_hour_that_comes_twice_is_worked_twice() -> None:
    night = daily("01:00", "03:00")

    assert hours_of(night, "2024-10-27") == 3
    assert shown(night.after_us(at("2024-10-27 01:30"), HOUR_US)) == "Sun 2024-10-27 02:30"
    assert night.after_us(at("2024-10-27 01:30"), 2 * HOUR_US) == at("2024-10-27 02:30", again=True)


def test_a_desk_that_closes_in_the_hour_that_comes_twice_opens_for_the_second_time() -> None:
    night = daily("01:00", "02:30")

    assert hours_of(night, "2024-10-27") == 2
    assert not night.open_at(at("2024-10-27 02:45"))
    assert night.open_at(at("2024-10-27 02:15", again=True))


def test_a_change_at_midnight_takes_the_first_hour_of_the_day_or_lengthens_the_day_before() -> None:
    havana = daily("00:00", "06:00", ZoneInfo("America/Havana"))
    sao_paulo = daily("18:00", "23:59", ZoneInfo("America/Sao_Paulo"))

    assert hours_of(havana, "2024-03-10") == 5
    assert hours_of(sao_paulo, "2018-02-17") == pytest.approx(5 + 59 / 60 + 59 / 60)


def test_nobody_worked_on_the_friday_that_samoa_skipped() -> None:
    samoa = Calendar(OFFICE, APIA)

    assert shown(samoa.after_us(at("2011-12-29 16:30", APIA), HOUR_US), APIA) == "Mon 2012-01-02 09:30"


def test_years_before_and_after_all_known_clock_changes_have_working_time() -> None:
    assert shown(COMPANY.after_us(at("2150-03-04 16:30"), HOUR_US)) == "Thu 2150-03-05 09:30"
    assert COMPANY.worked_us(at("1850-03-04 00:00"), at("1850-03-09 00:00")) == 40 * HOUR_US


def test_the_first_day_of_all_dates_is_one_that_a_file_may_bring() -> None:
    first = micros(datetime(1, 1, 1, tzinfo=UTC))

    assert Calendar(OFFICE, NEW_YORK).after_us(first, HOUR_US) == first + 15 * HOUR_US


# -- days off, desks, companies that move --------------------------------------------------------


def closed_on(*days: str) -> Callable[[date], bool]:
    return {date.fromisoformat(day) for day in days}.__contains__


def test_a_day_off_is_skipped() -> None:
    company = Calendar(OFFICE, BERLIN, closed_on("2024-10-03"))

    assert shown(company.after_us(at("2024-10-02 16:30"), HOUR_US)) == "Fri 2024-10-04 09:30"
    assert company.worked_us(at("2024-10-01 00:00"), at("2024-10-05 00:00")) == 24 * HOUR_US


@pytest.mark.parametrize("work_us", [1, MINUTE_US, 100_000 * HOUR_US])
def test_a_company_that_never_works_is_told_so_instead_of_waited_for(work_us: int) -> None:
    company = Calendar(OFFICE, BERLIN, lambda day: True)

    with pytest.raises(PolicyRefused, match="more than a hundred years: Monday to Friday, 09:00 to 17:00") as caught:
        company.after_us(at("2024-10-02 16:30"), work_us)
    assert "working days" in caught.value.hint


def test_a_limit_that_nobody_will_see_the_end_of_is_refused() -> None:
    with pytest.raises(PolicyRefused, match="6,000,000 minutes of work take more than a hundred years"):
        daily("09:00", "09:01").after_us(at("2024-10-02 16:30"), 100_000 * HOUR_US)


def test_a_limit_of_more_than_a_century_is_refused_even_by_a_calendar_that_knows_the_next_one() -> None:
    fresh, wise, century = daily("09:00", "09:01"), daily("09:00", "09:01"), 366 * 100 * MINUTE_US
    wise.worked_us(at("2024-10-02 16:30"), at("2190-10-02 16:30"))

    for brief in (fresh, wise):
        assert shown(brief.after_us(at("2024-10-02 16:30"), century)) == "Sun 2124-12-17 09:01"
        with pytest.raises(PolicyRefused, match="more than a hundred years"):
            brief.after_us(at("2024-10-02 16:30"), century + MINUTE_US)


def staffed(**desks: Desk) -> Policy:
    return Policy(zone="Europe/Berlin", desks=desks)


def in_bavaria(country: str) -> Callable[[date], bool]:
    return closed_on("2024-05-30") if country == "DE-BY" else never


def test_a_desk_works_its_own_hours_in_its_own_zone() -> None:
    mornings = WorkingHours(days=(Weekday.TUESDAY,), opens=time(8), closes=time(12))
    lee = Desk("lee", Owner.SALES, hours=mornings, zone="America/New_York")
    calendar_of = Calendars(in_bavaria)

    due = calendar_of(staffed(lee=lee), "lee").after_us(at("2024-10-23 12:00"), HOUR_US)

    assert shown(due, NEW_YORK) == "Tue 2024-10-29 09:00"


def test_a_desk_in_another_zone_works_the_hours_of_the_company_there() -> None:
    lee = Desk("lee", Owner.SALES, zone="America/New_York")

    due = Calendars(in_bavaria)(staffed(lee=lee), "lee").after_us(at("2024-10-23 12:00"), HOUR_US)

    assert shown(due) == "Wed 2024-10-23 16:00"


def test_an_absence_stops_the_clocks_of_that_desk_alone() -> None:
    away = (Absence(date(2024, 10, 24), date(2024, 10, 25)), Absence(date(2024, 10, 29), date(2024, 10, 29)))
    policy = staffed(lee=Desk("lee", Owner.SALES, absences=away), bo=Desk("bo", Owner.SALES))
    calendar_of, created = Calendars(in_bavaria), at("2024-10-23 16:30")

    assert shown(calendar_of(policy, "lee").after_us(created, HOUR_US)) == "Mon 2024-10-28 09:30"
    assert shown(calendar_of(policy, "lee").after_us(created, 9 * HOUR_US)) == "Wed 2024-10-30 09:30"
    assert shown(calendar_of(policy, "bo").after_us(created, HOUR_US)) == "Thu 2024-10-24 09:30"


def test_a_desk_keeps_the_holidays_of_the_hours_that_it_works() -> None:
    bavarian = WorkingHours(holidays="DE-BY")
    policy = staffed(lee=Desk("lee", Owner.SALES, hours=bavarian), bo=Desk("bo", Owner.SALES))
    calendar_of, created = Calendars(in_bavaria), at("2024-05-29 16:30")

    assert shown(calendar_of(policy, "lee").after_us(created, HOUR_US)) == "Fri 2024-05-31 09:30"
    assert shown(calendar_of(policy, "bo").after_us(created, HOUR_US)) == "Thu 2024-05-30 09:30"


def test_an_absence_does_not_cancel_the_holidays() -> None:
    away = (Absence(date(2024, 5, 31), date(2024, 5, 31)),)
    lee = Desk("lee", Owner.SALES, hours=WorkingHours(holidays="DE-BY"), absences=away)

    due = Calendars(in_bavaria)(staffed(lee=lee), "lee").after_us(at("2024-05-29 16:30"), HOUR_US)

    assert shown(due) == "Mon 2024-06-03 09:30"


def test_nobody_and_an_owner_without_a_desk_have_the_hours_of_the_company_and_share_its_calendar() -> None:
    policy = staffed(bo=Desk("bo", Owner.SALES), lee=Desk("lee", Owner.SALES, zone="Asia/Tbilisi"))
    calendar_of = Calendars(in_bavaria)
    company = calendar_of(policy, None)

    assert company.hours == OFFICE
    assert calendar_of(policy, "somebody who left") is calendar_of(policy, "bo") is company
    assert calendar_of(policy, "lee") is not company


def test_when_the_company_moves_the_same_instants_are_counted_in_the_new_zone() -> None:
    before, calendar_of = Policy(zone="Europe/Berlin"), Calendars(in_bavaria)
    after = replace(before, zone="America/New_York")
    created, answered = at("2024-10-23 10:00"), at("2024-10-23 16:00")

    assert calendar_of(before, None).worked_us(created, answered) == 6 * HOUR_US
    assert calendar_of(after, None).worked_us(created, answered) == HOUR_US
    assert calendar_of(before, None).worked_us(created, answered) == 6 * HOUR_US


# -- due -----------------------------------------------------------------------------------------

FIVE_MINUTES, ONE_HOUR = Duration(5, Span.MINUTE), Duration(1, Span.HOUR)
WORKING, WALL = Counting.WORKING, Counting.WALL


def test_a_clock_on_the_wall_runs_through_the_night() -> None:
    friday = at("2024-10-25 16:58")

    assert shown(due_us(friday, Duration(24, Span.HOUR), WALL, COMPANY)) == "Sat 2024-10-26 16:58"
    assert shown(due_us(friday, Duration(24, Span.HOUR), WORKING, COMPANY)) == "Wed 2024-10-30 16:58"


def test_a_shelf_life_of_a_month_ends_with_the_month_and_one_of_30_days_after_720_hours() -> None:
    active = at("2024-01-31 10:00")

    assert due_us(active, Duration(1, Span.MONTH), WALL, COMPANY) == at("2024-02-29 10:00")
    assert due_us(active, Duration(30, Span.DAY), WALL, COMPANY) == at("2024-03-01 10:00") == active + 720 * HOUR_US


def test_a_month_keeps_the_hour_of_the_day_across_a_clock_change_and_four_weeks_do_not() -> None:
    active = at("2024-10-01 10:00")

    assert shown(due_us(active, Duration(1, Span.MONTH), WALL, COMPANY)) == "Fri 2024-11-01 10:00"
    assert shown(due_us(active, Duration(4, Span.WEEK), WALL, COMPANY)) == "Tue 2024-10-29 09:00"


def test_a_warning_comes_after_its_share_of_the_working_time() -> None:
    friday = at("2024-10-25 16:50")

    assert shown(due_us(friday, ONE_HOUR, WORKING, COMPANY, share=0.7)) == "Mon 2024-10-28 09:32"
    assert shown(due_us(friday, Duration(30, Span.DAY), WALL, COMPANY, share=0.7)) == "Fri 2024-11-15 15:50"


def test_a_share_of_almost_nothing_is_not_over_before_it_begins() -> None:
    assert due_us(at("2024-10-26 12:00"), FIVE_MINUTES, WORKING, COMPANY, share=1e-12) == at("2024-10-28 09:00") + 1


@pytest.mark.parametrize("span", [Span.DAY, Span.WEEK, Span.MONTH])
def test_working_time_is_not_counted_in_days(span: Span) -> None:
    with pytest.raises(PolicyRefused, match="cannot be counted in working time"):
        due_us(at("2024-10-25 16:50"), Duration(3, span), WORKING, COMPANY)


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "Wed 2024-10-23 11:00"),
        ([("10:15", "10:45")], "Wed 2024-10-23 11:30"),
        ([("10:40", "10:50"), ("10:10", "10:20")], "Wed 2024-10-23 11:20"),
        ([("10:15", "10:45"), ("10:30", "10:50")], "Wed 2024-10-23 11:35"),
        ([("10:15", "10:45"), ("10:20", "10:30")], "Wed 2024-10-23 11:30"),
        ([("10:15", "10:45"), ("10:45", "10:50")], "Wed 2024-10-23 11:35"),
        ([("10:15", "10:45"), ("11:15", "11:20")], "Wed 2024-10-23 11:35"),
        ([("09:00", "10:30")], "Wed 2024-10-23 11:30"),
        ([("08:00", "09:00")], "Wed 2024-10-23 11:00"),
        ([("11:00", "12:00")], "Wed 2024-10-23 11:00"),
        ([("10:59", "12:00")], "Wed 2024-10-23 12:01"),
        ([("10:30", "10:15")], "Wed 2024-10-23 11:00"),
        ([("10:30", "10:30")], "Wed 2024-10-23 11:00"),
        ([("11:00", None)], "Wed 2024-10-23 11:00"),
        ([("10:15", "10:45"), ("11:31", None)], "Wed 2024-10-23 11:30"),
    ],
)
@pytest.mark.parametrize("counting", Counting)
def test_a_clock_stands_still_while_it_is_paused(
    pauses: list[tuple[str, str | None]], due: str, counting: Counting
) -> None:
    waiting: list[Pause] = [(at(f"2024-10-23 {a}"), None if b is None else at(f"2024-10-23 {b}")) for a, b in pauses]

    assert shown(due_us(at("2024-10-23 10:00"), ONE_HOUR, counting, COMPANY, waiting)) == due


@pytest.mark.parametrize("counting", Counting)
@pytest.mark.parametrize("since", ["2024-10-22 10:00", "2024-10-23 10:00", "2024-10-23 10:59"])
def test_a_clock_that_stands_still_for_nobody_knows_how_long_is_not_due(since: str, counting: Counting) -> None:
    pauses = [(at("2024-10-23 10:30"), at("2024-10-23 10:35")), (at(since), None)]

    assert due_us(at("2024-10-23 10:00"), ONE_HOUR, counting, COMPANY, pauses) is None


def test_a_pause_over_the_weekend_costs_no_working_time_and_all_its_length_on_the_wall() -> None:
    friday, pause = at("2024-10-18 16:30"), (at("2024-10-18 17:00"), at("2024-10-21 09:00"))

    assert shown(due_us(friday, ONE_HOUR, WORKING, COMPANY, [pause])) == "Mon 2024-10-21 09:30"
    assert shown(due_us(friday, ONE_HOUR, WALL, COMPANY, [pause])) == "Mon 2024-10-21 09:30"
    assert shown(due_us(friday, ONE_HOUR, WORKING, COMPANY)) == "Mon 2024-10-21 09:30"


def test_a_pause_puts_off_the_end_of_a_month_by_its_length() -> None:
    pause = (at("2024-02-05 10:00"), at("2024-02-07 10:00"))

    assert shown(due_us(at("2024-01-31 10:00"), Duration(1, Span.MONTH), WALL, COMPANY, [pause])) == (
        "Sat 2024-03-02 10:00"
    )


# -- what always holds ---------------------------------------------------------------------------

ZONES = [BERLIN, NEW_YORK, LORD_HOWE, TBILISI, APIA, *map(ZoneInfo, ("UTC", "Africa/Casablanca", "America/St_Johns"))]
CHANGES = ["2011-12-30", "2024-03-10", "2024-03-31", "2024-04-07", "2024-10-06", "2024-10-27", "2024-11-03"]
CHANGES += ["2010-03-14", "2010-11-07", "2024-02-28", "2024-12-31"]

clock_times = st.integers(0, 24 * 60 - 1).map(lambda minute: time(*divmod(minute, 60)))
open_hours = st.tuples(clock_times, clock_times).filter(lambda pair: pair[0] != pair[1]).map(sorted)
near_changes = st.builds(
    lambda day, minutes: at(f"{day} 00:00", ZoneInfo("UTC")) + minutes * MINUTE_US,
    st.sampled_from(CHANGES),
    st.integers(-3 * 24 * 60, 3 * 24 * 60),
)
ever = st.integers(micros(datetime(1970, 1, 1, tzinfo=UTC)), micros(datetime(2040, 1, 1, tzinfo=UTC)))
instants = near_changes | ever


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    opens, closes = draw(open_hours)
    days = draw(st.sets(st.sampled_from(Weekday), min_size=1))
    off = draw(st.frozensets(st.sampled_from(CHANGES).map(date.fromisoformat), max_size=3))
    hours = WorkingHours(tuple(day for day in Weekday if day in days), opens, closes)
    return Calendar(hours, draw(st.sampled_from(ZONES)), off.__contains__)


def worked_by_hand(calendar: Calendar, minutes: Iterable[int]) -> int:
    """Look at the clock on the wall in every minute, and count those in which the desk is staffed."""
    worked = 0
    for minute in minutes:
        wall = instant(minute).astimezone(calendar.zone)
        working_day = list(Weekday)[wall.weekday()] in calendar.hours.days and not calendar.day_off(wall.date())
        if working_day and calendar.hours.opens <= wall.time() < calendar.hours.closes:
            worked += MINUTE_US
    return worked


@given(calendars(), near_changes, st.integers(0, 2 * 24 * 60))
def test_working_time_is_what_somebody_counts_who_looks_at_the_clock_every_minute(
    calendar: Calendar, start: int, minutes: int
) -> None:
    end = start + minutes * MINUTE_US

    assert calendar.worked_us(start, end) == worked_by_hand(calendar, range(start, end, MINUTE_US))


@given(calendars(), near_changes)
def test_a_desk_is_staffed_when_the_next_microsecond_is_worked(calendar: Calendar, now: int) -> None:
    assert calendar.open_at(now) == (calendar.worked_us(now, now + 1) == 1)


@given(calendars(), instants, st.integers(1, 100 * HOUR_US))
def test_exactly_the_limit_was_worked_when_it_is_over_and_less_just_before(
    calendar: Calendar, start: int, work: int
) -> None:
    due = calendar.after_us(start, work)

    assert calendar.worked_us(start, due) == work
    assert calendar.worked_us(start, due - 1) == work - 1


@given(calendars(), instants, instants, st.integers(1, 100 * HOUR_US), st.integers(0, HOUR_US))
def test_who_starts_later_or_has_more_to_do_is_not_done_sooner(
    calendar: Calendar, one: int, other: int, work: int, more: int
) -> None:
    first, second = sorted((one, other))

    assert calendar.after_us(first, work) <= calendar.after_us(second, work) <= calendar.after_us(second, work + more)


@given(calendars(), instants, instants, instants)
def test_working_time_adds_up(calendar: Calendar, one: int, two: int, three: int) -> None:
    whole = calendar.worked_us(one, three)

    assert calendar.worked_us(one, two) + calendar.worked_us(two, three) == whole
    assert calendar.worked_us(three, one) == -whole


@given(calendars(), st.lists(st.tuples(instants, st.integers(1, 10 * HOUR_US)), max_size=6))
def test_what_a_calendar_was_asked_before_changes_no_answer(calendar: Calendar, asked: list[tuple[int, int]]) -> None:
    fresh = [Calendar(calendar.hours, calendar.zone, calendar.day_off).after_us(*each) for each in asked]

    assert [calendar.after_us(*each) for each in asked] == fresh


@given(calendars(), instants, instants, st.sampled_from(ZONES))
def test_where_the_viewer_sits_changes_no_working_minute(
    calendar: Calendar, start: int, end: int, viewer: ZoneInfo
) -> None:
    seen = [micros(instant(each).astimezone(viewer)) for each in (start, end)]

    assert calendar.worked_us(*seen) == calendar.worked_us(start, end)


pauses = st.lists(
    st.tuples(st.integers(-600, 3000), st.integers(0, 900)).map(lambda each: (each[0], each[0] + each[1])), max_size=4
)


@given(near_changes, st.integers(1, 600), pauses, st.randoms(use_true_random=False))
def test_until_it_is_due_a_clock_ran_for_its_limit_outside_the_pauses_and_their_order_is_the_same(
    start: int, minutes: int, waits: list[tuple[int, int]], random: Random
) -> None:
    paused = [(start + since * MINUTE_US, start + until * MINUTE_US) for since, until in waits]
    desk, limit = daily("08:00", "20:00"), Duration(minutes, Span.MINUTE)
    due = due_us(start, limit, WORKING, desk, paused)
    assert due is not None

    ran = [at for at in range(start, due, MINUTE_US) if not any(since <= at < until for since, until in paused)]

    assert worked_by_hand(desk, ran) == minutes * MINUTE_US
    assert worked_by_hand(desk, ran[-1:]) == MINUTE_US
    random.shuffle(paused)
    assert due_us(start, limit, WORKING, desk, paused) == due


@given(near_changes, st.integers(1, 600), pauses)
def test_on_the_wall_a_clock_that_is_always_staffed_runs_alike(
    start: int, minutes: int, waits: list[tuple[int, int]]
) -> None:
    paused = [(start + since * MINUTE_US, start + until * MINUTE_US) for since, until in waits]
    due = due_us(start, Duration(minutes, Span.MINUTE), WALL, COMPANY, paused)
    assert due is not None

    ran = [at for at in range(start, due, MINUTE_US) if not any(since <= at < until for since, until in paused)]

    assert len(ran) == minutes
    assert ran[-1] == due - MINUTE_US
