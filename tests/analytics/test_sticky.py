"""Sticky points: what stages drop, what that costs, how far they are from the firm's own best quarter."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.core.entries import Accepted, Inquired, Lost, Qualified, Recycled, Won
from headrace.core.policy import NextAction, StagePolicy
from oracles import ORACLES, Asked
from stand_ins import CLASSIC, POLICY, Reporting, asking
from stories import Story

JANUARY, APRIL, JULY, YEARS_END = 0, 90, 181, date(2025, 12, 31)


def funnel(story: Story, name: str, start: float, inquiries: int, leads: int, wins: int, after: float = 10) -> None:
    """Of so many inquiries some become leads after some days, and some of these are won for 1,000 each; the rest drop."""
    for number in range(inquiries):
        who = f"{name}{number}"
        story.tell(who, Inquired(to="inquiry"), start)
        if number >= leads:
            story.tell(who, Recycled(to="nurture"), start + 1)
            continue
        story.tell(who, Qualified(to="mql"), start + after)
        if number < wins:
            story.tell(who, Won(to="won", value=100_000, currency="EUR"), start + after + 5)
        else:
            story.tell(who, Lost(to="lost"), start + after + 20)


def test_what_a_stage_drops_costs_what_those_who_entered_it_were_won_for(tmp_path: Path):
    story = Story()
    funnel(story, "a", JANUARY, inquiries=100, leads=40, wins=10)
    rows = Reporting(tmp_path).learn(story.facts).report("sticky", as_of=YEARS_END)

    inquiry, mql = (next(row for row in rows if row["place"] == place) for place in ("inquiry", "mql"))
    assert (inquiry["entered"], inquiry["dropped"], inquiry["drop_rate"]) == (100, 60, 0.6)
    assert (inquiry["worth"], inquiry["lost"]) == (10_000, 600_000)
    assert (mql["dropped"], mql["worth"], mql["lost"]) == (30, 25_000, 750_000)
    assert [row["place"] for row in rows][:2] == ["mql", "inquiry"]
    assert (inquiry["dwell_median"], inquiry["dwell_p90"], mql["dwell_p90"]) == (1, 10, 20)


def test_the_gap_is_to_the_best_quarter_at_the_same_age_and_priced_by_those_who_moved_on(tmp_path: Path):
    story = Story()
    funnel(story, "a", JANUARY, inquiries=100, leads=50, wins=10)
    funnel(story, "b", APRIL, inquiries=100, leads=30, wins=10)
    house = Reporting(tmp_path).learn(story.facts)

    second = house.report("sticky", first=date(2025, 4, 1), as_of=YEARS_END, rank="gap")[0]

    assert (second["place"], second["entered"], second["in_time"]) == ("inquiry", 100, 0.3)
    assert (second["best"], second["best_quarter"], second["gap"]) == (0.5, date(2025, 1, 1), pytest.approx(0.2))
    assert second["gap_lost"] == pytest.approx(0.2 * 100 * 1_000_000 / 30)


def test_a_quarter_that_is_better_than_the_best_one_has_no_gap(tmp_path: Path):
    story = Story()
    funnel(story, "a", JANUARY, inquiries=100, leads=30, wins=10)
    funnel(story, "b", APRIL, inquiries=20, leads=20, wins=10)

    row = Reporting(tmp_path).learn(story.facts).report("sticky", first=date(2025, 4, 1), as_of=YEARS_END)[0]

    assert (row["best_quarter"], row["gap"]) == (date(2025, 1, 1), 0)


def test_a_quarter_with_few_people_is_not_the_best_and_neither_is_one_that_is_too_young(tmp_path: Path):
    story = Story()
    funnel(story, "a", JANUARY, inquiries=40, leads=20, wins=10)
    funnel(story, "b", APRIL, inquiries=29, leads=29, wins=10)
    funnel(story, "c", JULY, inquiries=40, leads=40, wins=10)
    house = Reporting(tmp_path).learn(story.facts)

    def best(as_of: date) -> tuple[float, date]:
        row = next(row for row in house.report("sticky", as_of=as_of) if row["place"] == "inquiry")
        return row["best"], row["best_quarter"]

    assert best(date(2025, 9, 25)) == (0.5, date(2025, 1, 1))
    assert best(date(2025, 10, 1)) == (1.0, date(2025, 7, 1))


def test_all_quarters_are_compared_at_the_age_that_is_asked_for(tmp_path: Path):
    story = Story()
    funnel(story, "quick", JANUARY, inquiries=40, leads=20, wins=10, after=5)
    funnel(story, "slow", APRIL, inquiries=40, leads=30, wins=10, after=40)
    house = Reporting(tmp_path).learn(story.facts)

    rows = {within: next(row for row in house.report("sticky", as_of=YEARS_END, within=within)
                         if row["place"] == "inquiry") for within in (30, 60)}  # fmt: skip

    assert (rows[30]["best"], rows[30]["best_quarter"]) == (0.5, date(2025, 1, 1))
    assert (rows[60]["best"], rows[60]["best_quarter"]) == (0.75, date(2025, 4, 1))


def test_the_leads_that_a_stage_dropped_can_be_listed_over_all_quarters(tmp_path: Path):
    story = Story()
    funnel(story, "a", JANUARY, inquiries=3, leads=1, wins=0)
    funnel(story, "b", APRIL, inquiries=2, leads=1, wins=0)
    house = Reporting(tmp_path).learn(story.facts)
    answer = house.answer("sticky", asking(as_of=YEARS_END))
    row = next(row for row in answer.rows if row["place"] == "inquiry")

    assert {lead["person"] for lead in house.leads(answer, row, "dropped")} == {"a1", "a2", "b1"}


def test_a_step_back_that_led_further_later_is_no_drop(tmp_path: Path):
    story = Story()
    story.tell("ada", Inquired(to="inquiry"), 0)
    story.tell("ada", Recycled(to="nurture"), 1)
    story.tell("ada", Qualified(to="mql"), 9)
    story.tell("ada", Accepted(to="sal"), 10)
    rows = Reporting(tmp_path).learn(story.facts).report("sticky", as_of=YEARS_END)

    assert [row["dropped"] for row in rows] == [0] * 5


def test_worries_and_next_actions_of_the_policy_stand_beside_the_figures(tmp_path: Path):
    decided = StagePolicy(
        worries=("Nobody rings on Fridays", "Too many fields"),
        next_actions=(NextAction("A rota for Fridays", "Kim", date(2025, 6, 30)), NextAction("Drop the fax field")),
    )
    policy = replace(POLICY, stages={**POLICY.stages, "inquiry": decided})
    story = Story()
    story.tell("ada", Inquired(to="inquiry"), 0)

    row = Reporting(tmp_path, policy=policy).learn(story.facts).report("sticky")[0]

    assert row["worries"] == "Nobody rings on Fridays; Too many fields"
    assert row["next_actions"] == "A rota for Fridays (Kim, by 2025-06-30); Drop the fax field"


def crowd(luck: Random) -> Story:
    """Some 150 people who inquire over a year and move on, drop or wait."""
    story = Story()
    for number in range(luck.randint(100, 200)):
        funnel(
            story, f"p{number}-", luck.randint(0, 300), 1, luck.randint(0, 1), luck.randint(0, 1), luck.randint(1, 60)
        )
    return story


@settings(max_examples=8)
@given(
    luck=st.randoms(use_true_random=False), within=st.sampled_from((10, 40, 90)), rank=st.sampled_from((None, "gap"))
)
def test_the_best_quarter_of_a_crowd_is_the_oracles(luck, within, rank):
    facts = crowd(luck).facts
    ask = asking(as_of=date(2025, 11, 15), first=date(2025, 5, 1), within=within, rank=rank)
    with TemporaryDirectory(prefix="headrace-") as folder:
        house = Reporting(Path(folder)).learn(facts)
        expected = ORACLES["sticky"](Asked(facts, ask, CLASSIC, POLICY.time_zone, POLICY.currency))
        assert list(house.answer("sticky", ask).rows) == [pytest.approx(row, abs=1e-9) for row, _ in expected]
