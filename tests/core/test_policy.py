"""The business's own numbers: defaults, durations, and what a policy refuses."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from headrace.adapters.documents import TEMPLATES, default_policy, template
from headrace.core.agreement import Clock, Counting, Mark, ShelfLife
from headrace.core.asking import CallingCost, Qualification, Question
from headrace.core.durations import Duration, Span
from headrace.core.errors import PolicyRefused, UnknownName
from headrace.core.funnel import Owner
from headrace.core.hours import Weekday, WorkingHours
from headrace.core.policy import FINDINGS, Nurture, Policy, StagePolicy

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_shipped_policy_has_the_timers_of_the_handbook() -> None:
    policy = default_policy()

    assert policy.shelf_life("sql") == ShelfLife(Duration(30, Span.DAY), 0.7)
    assert policy.shelf_life("mql") is None
    assert [policy.stage(stage).attempts for stage in ("inquiry", "sal")] == [6, 6]
    assert policy.qualification.bar == 75
    assert policy.nurture.wait == Duration(6, Span.WEEK)
    assert policy.working_hours.minutes == 480
    assert [str(clock) for clock in policy.stage("mql").clocks] == [
        "24 working hours from entering the stage to accepting or rejecting"
    ]
    [answer] = policy.stage("mql").clocks
    assert (answer.owed_by, answer.warning, answer.escalate, answer.reassign) == (Owner.SALES, 0.8, True, False)
    assert [(clock.owed_by, str(clock)) for clock in policy.stage("won").clocks] == [
        (Owner.SALES, "2 days from entering the stage to recording the amount")
    ]
    assert str(policy.stage("inquiry").clocks[0]) == (
        "5 working minutes from entering the stage to the first attempt by a person,"
        " for those who asked to be contacted"
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_shipped_policy_speaks_only_of_stages_that_its_waterfall_has_and_else_is_the_default(name: str) -> None:
    policy = default_policy(name)

    assert set(policy.stages) <= {stage.name for stage in template(name).stages}
    assert replace(policy, zone="UTC", stages={}, findings={}) == Policy()
    assert policy.findings == FINDINGS


def test_the_findings_have_the_defaults_that_keep_reports_sound() -> None:
    policy = Policy()

    refused = [finding for finding in FINDINGS if policy.rule(finding) == "refuse"]
    assert refused == ["future_date", "duplicate_id", "unknown_stage", "unreadable_value", "missing_value"]
    assert Policy(findings={"future_date": "take"}).rule("future_date") == "take"


def test_working_hours_are_said_as_people_say_them() -> None:
    split = WorkingHours(days=(Weekday.MONDAY, Weekday.WEDNESDAY), holidays="DE-BY")

    assert str(WorkingHours()) == "Monday to Friday, 09:00 to 17:00"
    assert str(split) == "Monday, Wednesday, 09:00 to 17:00, holidays of DE-BY"


def test_an_unknown_finding_is_met_with_the_likeliest_one() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'future_date'"):
        Policy().rule("future_dates")


def test_a_month_is_clipped_to_the_end_of_the_calendar_month_and_30_days_are_720_hours() -> None:
    start = datetime(2024, 1, 31, 10, tzinfo=UTC)

    assert Duration(1, Span.MONTH).after(start, BERLIN) == datetime(2024, 2, 29, 10, tzinfo=UTC)
    assert Duration(30, Span.DAY).after(start, BERLIN) == datetime(2024, 3, 1, 10, tzinfo=UTC)


def test_a_month_keeps_the_local_hour_across_a_clock_change() -> None:
    start = datetime(2024, 3, 15, 9, tzinfo=BERLIN)

    assert Duration(1, Span.MONTH).after(start, BERLIN) == datetime(2024, 4, 15, 9, tzinfo=BERLIN)
    assert Duration(11, Span.MONTH).after(start, BERLIN) == datetime(2025, 2, 15, 9, tzinfo=BERLIN)


def test_a_nurture_wait_follows_the_reason() -> None:
    nurture = Nurture(reasons={"no_budget": Duration(3, Span.MONTH)})

    assert nurture.wait_for("no_budget") == Duration(3, Span.MONTH)
    assert nurture.wait_for("no_time") == nurture.wait_for(None) == Duration(6, Span.WEEK)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Duration(0, Span.DAY),
        lambda: Duration(-3, Span.HOUR),
        lambda: Duration(10**9, Span.MONTH),
        lambda: ShelfLife(Duration(1, Span.DAY), warning=0),
        lambda: ShelfLife(Duration(1, Span.DAY), warning=1.5),
        lambda: Clock("c", Duration(1, Span.DAY), Counting.WORKING),
        lambda: Clock("shelf_life", Duration(1, Span.HOUR)),
        lambda: Clock("renewal", Duration(1, Span.HOUR)),
        lambda: Clock("c", Duration(1, Span.HOUR), start=Mark.LEFT, stop=Mark.LEFT),
        lambda: StagePolicy(attempts=0),
        lambda: StagePolicy(cost_drivers={"call": -1}),
        lambda: Qualification(criteria={"need": Question("Is there a need?", 99)}),
        lambda: Qualification(criteria={"a": Question("A?", 150), "b": Question("B?", -50)}),
        lambda: Qualification(bar=0),
        lambda: Qualification(partly=2),
        lambda: WorkingHours(days=()),
        lambda: WorkingHours(opens=WorkingHours().closes),
        lambda: CallingCost(dials=0),
        lambda: CallingCost(selling_share=0),
        lambda: CallingCost(yearly_pay=-1),
        lambda: Policy(fiscal_year_start=13),
        lambda: Policy(week_start=Weekday.TUESDAY),
        lambda: Policy(findings={"unknown_stage": "take"}),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(build: object) -> None:
    with pytest.raises(PolicyRefused):
        build()  # type: ignore[operator]


def test_a_role_that_nobody_has_cannot_sign() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'marketing'"):
        Policy(signoffs=("marketting",))
