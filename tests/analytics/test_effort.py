"""What it takes to qualify a lead that was qualified before and came back, against a new one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from headrace.analytics.intervals import Sample, difference
from headrace.core.asking import CallingCost
from headrace.core.entries import Called, Inquired, Lost, Met, Moved, Qualified, Recycled, Touched, Won
from stand_ins import POLICY, Reporting, asking
from stories import Story


def qualified_once(story: Story, who: str, calls: int) -> None:
    """Inquired on day 0, so many calls of five minutes, qualified on day 10 and recycled on day 20."""
    story.tell(who, Inquired(to="inquiry"), 0)
    for number in range(calls):
        story.tell(who, Called(dials=2, minutes=5.0), 1 + number)
    story.tell(who, Qualified(to="mql"), 10)
    story.tell(who, Called(dials=1, minutes=60.0), 15)  # sales at work on the lead: no effort to qualify it
    story.tell(who, Recycled(to="nurture"), 20)


def back_again(story: Story, who: str, calls: int) -> None:
    """Two mails in the pool, a new pass on day 50, so many calls of five minutes, qualified on day 60."""
    story.tell(who, Touched("email", direction="out"), 30, None)
    story.tell(who, Touched("email", direction="out"), 40, None)
    story.tell(who, Inquired(to="inquiry"), 50, f"j-{who}-2")
    for number in range(calls):
        story.tell(who, Called(dials=2, minutes=5.0), 51 + number, f"j-{who}-2")
    story.tell(who, Qualified(to="mql"), 60, f"j-{who}-2")


def told(folder: Path, story: Story, **asked):
    return Reporting(folder).learn(story.facts).report("effort", **asked)


def test_a_lead_that_came_back_took_one_call_where_a_new_one_took_four(tmp_path: Path):
    story = Story()
    qualified_once(story, "ada", calls=4)
    back_again(story, "ada", calls=1)

    new, again = told(tmp_path, story)

    assert (new["lead"], new["leads"], new["touches"], new["dials"], new["minutes"]) == ("new", 1, 0, 8, 20)
    assert (again["lead"], again["leads"], again["touches"], again["dials"], again["minutes"]) == ("again", 1, 2, 2, 5)
    assert (again["more_minutes"], again["more_minutes_low"], again["more_touches"]) == (-15, None, 2)
    assert (new["more_minutes"], new["cost"], again["cost"]) == (None, None, None)


def test_the_minutes_cost_what_the_policy_says_of_a_caller(tmp_path: Path):
    calling = CallingCost(yearly_pay=6_000_000, paid_days=300)
    story = Story()
    qualified_once(story, "ada", calls=4)

    house = Reporting(tmp_path, policy=replace(POLICY, calling=calling)).learn(story.facts)
    new = house.report("effort")[0]

    assert new["cost"] == pytest.approx(20 * 101.62601626)


def test_how_sure_the_difference_is(tmp_path: Path):
    story = Story()
    for who, first, second in (("ada", 4, 1), ("bo", 5, 2), ("chidi", 6, 1), ("dora", 5, 2)):
        qualified_once(story, who, first)
        back_again(story, who, second)

    _, again = told(tmp_path, story)

    assert again["more_minutes"] == -17.5
    assert (again["more_minutes_low"], again["more_minutes_high"]) == pytest.approx((-23.785880, -11.214120), abs=5e-7)
    assert (again["more_touches_low"], again["more_touches_high"]) == (2, 2)


def test_whoever_was_never_qualified_before_is_new_however_often_they_came(tmp_path: Path):
    story = Story()
    story.tell("ada", Inquired(to="inquiry"), 0)
    story.tell("ada", Called(minutes=5.0), 1)
    story.tell("ada", Recycled(to="nurture"), 2)
    story.tell("ada", Inquired(to="inquiry"), 30, "j-ada-2")
    story.tell("ada", Qualified(to="mql"), 31, "j-ada-2")

    new, again = told(tmp_path, story)

    assert (new["leads"], new["minutes"], again["leads"]) == (1, 5, 0)


def test_a_customer_who_is_won_back_is_qualified_again(tmp_path: Path):
    story = Story()
    qualified_once(story, "ada", calls=1)
    story.tell("ada", Moved(to="opportunity"), 21)
    story.tell("ada", Won(to="won"), 25)
    story.tell("ada", Met(), 26, None)
    story.tell("ada", Qualified(to="mql"), 90, "j-ada-2")

    _, again = told(tmp_path, story)

    assert (again["leads"], again["touches"], again["minutes"]) == (1, 1, 0)


def test_a_step_back_within_a_pass_makes_no_second_lead(tmp_path: Path):
    story = Story()
    qualified_once(story, "ada", calls=1)
    story.tell("ada", Qualified(to="mql"), 30)

    new, again = told(tmp_path, story)

    assert (new["leads"], again["leads"]) == (1, 0)


def test_the_effort_of_a_lead_in_the_period_began_before_it(tmp_path: Path):
    story = Story()
    qualified_once(story, "ada", calls=4)
    back_again(story, "ada", calls=1)
    house = Reporting(tmp_path).learn(story.facts)
    answer = house.answer("effort", asking(first=date(2025, 2, 1)))
    new, again = answer.rows

    assert (new["leads"], again["leads"], again["touches"]) == (0, 1, 2)
    [lead] = house.leads(answer, again, "leads")
    assert lead["journey"] == "j-ada-2"


def test_the_call_that_recycled_a_lead_belongs_to_no_qualification(tmp_path: Path):
    story = Story()
    qualified_once(story, "ada", calls=0)
    story.tell("ada", Called(minutes=7.0), 20)
    back_again(story, "ada", calls=1)

    _, again = told(tmp_path, story)

    assert again["minutes"] == 5


def test_a_difference_of_means_needs_two_of_each_to_have_an_interval():
    assert difference(Sample(1, 5, 25), Sample(3, 3, 3)) == (4, None, None)
    assert difference(Sample(2, 4, 8), Sample(2, 2, 2)) == (1, 1, 1)


def test_leads_that_were_lost_for_good_are_leads_too(tmp_path: Path):
    story = Story()
    story.tell("ada", Qualified(to="mql"), 0)
    story.tell("ada", Lost(to="lost"), 1)

    new, _ = told(tmp_path, story)

    assert (new["leads"], new["touches"], new["minutes"]) == (1, 0, 0)
