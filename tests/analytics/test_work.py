"""What calling costs, what activities go with, and rates without the fakes, on ledgers that fit on a page."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from headrace.analytics.intervals import of_mean
from headrace.analytics.question import Ask
from headrace.app.reports import counts
from headrace.core.asking import CallingCost
from headrace.core.entries import Called, Inquired, Met, Opened, Qualified, Scrubbed, Touched, Won
from stand_ins import POLICY, Reporting, asking
from stories import Story

PAID = replace(POLICY, calling=CallingCost(yearly_pay=60_000_00, paid_days=300))


def article(leads: int) -> Story:
    """So many qualified leads, of which 17 % become opportunities."""
    told = Story()
    for number in range(leads):
        told.tell(f"p{number}", Qualified(to="mql"), 1)
        if number < leads * 17 // 100:
            told.tell(f"p{number}", Opened(to="opportunity"), 2)
    return told


def test_w02_to_w05_the_formula_with_one_call_a_lead_and_with_every_dial(tmp_path: Path):
    rows = Reporting(tmp_path, policy=PAID).learn(article(2_000).facts).report("calling")
    ways = {row["way"]: row for row in rows}

    once, every = ways["once"], ways["all"]
    assert (once["leads"], once["opportunities"], once["talking"] * 60) == (2_000, 340, 6_000)
    assert once["cost"] == pytest.approx(6_097_56.0976)
    assert once["per_opportunity"] == pytest.approx(17_93.4003)
    assert (every["dials"], (every["talking"] + every["chasing"]) * 60) == (8_000, 24_000)
    assert every["cost"] == pytest.approx(24_390_24.3902)
    assert every["per_opportunity"] == pytest.approx(71_73.6011)


def test_w09_twice_the_leads_cost_twice_as_much(tmp_path: Path):
    def cost(leads: int) -> float:
        rows = Reporting(tmp_path / str(leads), policy=PAID).learn(article(leads).facts).report("calling")
        return float(rows[1]["cost"])

    assert cost(400) == pytest.approx(2 * cost(200))


def test_measured_time_is_split_into_talking_chasing_and_what_is_paid_around_it(tmp_path: Path):
    told = Story()
    told.tell("ada", Qualified(to="mql"), 1)
    told.tell("ada", Called(dials=3, connected=True, completed=True, minutes=16.0), 2)
    told.tell("bo", Called(dials=2, completed=False, minutes=6.0), 2)
    told.tell("bo", Called(), 3)
    [row, *_] = Reporting(tmp_path, policy=PAID).learn(told.facts).report("calling")

    assert (row["dials"], row["completed"], row["unmeasured"]) == (6, 1, 1)
    assert (row["talking"] * 60, row["chasing"] * 60) == (pytest.approx(10), pytest.approx(12))
    assert row["waiting"] * 60 == pytest.approx(22 / 0.41 - 22)
    assert row["cost"] == pytest.approx(22 * 101.626, rel=1e-5)


def test_w25_of_a_thousand_raw_inquiries_half_are_fake_and_the_clean_rate_is_double(tmp_path: Path):
    told = Story()
    for number in range(1_000):
        who = f"p{number}"
        told.tell(who, Inquired(to="inquiry"), 0)
        if number < 40:
            told.tell(who, Qualified(to="mql"), 1)
        if number >= 500:
            told.tell(who, Scrubbed("fake"), 1, journey=None)
    row = Reporting(tmp_path).learn(told.facts).report("clean")[0]

    assert (row["judged"], row["rate"], row["clean"], row["clean_converted"]) == (1_000, 0.04, 500, 40)
    assert (row["clean_rate"], row["fake_share"]) == (0.08, 0.5)


def test_the_last_verdict_counts_and_a_suspect_is_no_fake(tmp_path: Path):
    told = Story()
    for who, states in {"ada": ("fake", "real"), "bo": ("real", "fake"), "chidi": ("suspect",), "dora": ()}.items():
        told.tell(who, Inquired(to="inquiry"), 0)
        for day, state in enumerate(states, 1):
            told.tell(who, Scrubbed(state), day, journey=None)
    house = Reporting(tmp_path).learn(told.facts)
    answer = house.answer("clean", Ask(as_of=date(2025, 6, 1)))

    assert [lead["person"] for lead in house.leads(answer, answer.rows[0], "fake")] == ["bo"]


def test_those_who_met_us_were_won_more_often(tmp_path: Path):
    told = Story()
    for number in range(10):
        who = f"p{number}"
        told.tell(who, Inquired(to="inquiry"), 0)
        if number < 4:
            told.tell(who, Met(), 1)
        if number in (0, 1, 9):
            told.tell(who, Won(to="won", value=100_00, currency="EUR"), 5)
    told.tell("p5", Met(), 3)
    told.tell("p9", Met(), 8)  # after the win
    told.tell("p0", Touched(activity="webinar"), 2)
    rows = {row["activity"]: row for row in Reporting(tmp_path).learn(told.facts).report("activities")}

    met, everybody = rows["meeting"], rows["(everybody)"]
    assert (met["people"], met["times"], met["won"], met["rate"]) == (5, 5, 2, 0.4)
    assert (met["revenue"], met["per_person"], met["per_activity"]) == (200_00, 40_00, 40_00)
    assert (everybody["people"], everybody["won"], everybody["per_person"]) == (10, 3, 30_00)
    assert (rows["webinar"]["people"], rows["webinar"]["per_person"], rows["webinar"]["per_person_low"]) == (
        1, 100_00, None,
    )  # fmt: skip


def test_the_interval_of_a_mean_is_that_of_its_spread():
    assert of_mean(0, 0, 0) == (None, None, None)
    assert of_mean(3, 30, 300) == (10, 10, 10)
    mean, low, high = of_mean(5, 200_00, 2 * 100_00**2)
    assert (mean, low) == (40_00, 0)
    assert high == pytest.approx(40_00 + 1.959964 * 2449.49, rel=1e-5)


def test_a_large_deal_weighs_more_than_nine_small_ones(tmp_path: Path):
    told = Story()
    for number in range(10):
        value = 910_00 if number == 0 else 10_00
        told.tell(f"p{number}", Opened(to="opportunity", value=value, currency="EUR"), 1)
    told.tell("p0", Won(to="won"), 5)
    told.tell("unknown", Opened(to="opportunity"), 1)
    house = Reporting(tmp_path).learn(told.facts)

    [money] = house.report("value_conversion", frm="opportunity")
    [people] = house.report("conversion", frm="opportunity")

    assert (money["judged"], money["value"], money["rate"]) == (10, 1_000_00, 0.91)
    assert people["rate"] == pytest.approx(1 / 11)
    assert money["rate_low"] < 0.25  # for all that money it was one trial


def test_a_value_that_came_later_stands_in_for_one_that_was_not_known(tmp_path: Path):
    told = Story()
    told.tell("ada", Opened(to="opportunity"), 1)
    told.tell("ada", Won(to="won", value=300_00, currency="EUR"), 5)
    told.tell("bo", Opened(to="opportunity", value=700_00, currency="EUR"), 1)
    told.tell("bo", Won(to="won", value=100_00, currency="EUR"), 5)

    [row] = Reporting(tmp_path).learn(told.facts).report("value_conversion", frm="opportunity")

    assert (row["value"], row["converted_value"]) == (1_000_00, 1_000_00)


def test_a_published_rate_stands_beside_ours_with_its_source(tmp_path: Path):
    told = Story()
    for number in range(100):
        told.tell(f"p{number}", Inquired(to="inquiry"), 0)
        if number < 30:
            told.tell(f"p{number}", Qualified(to="mql"), 1)
    rows = Reporting(tmp_path).learn(told.facts).report("published")
    [average, raw, clean] = [row for row in rows if (row["frm"], row["to"]) == ("inquiry", "mql")]

    assert [row["published"] for row in (average, raw, clean)] == [0.044, 0.04, 0.08]
    assert (raw["scrubbed"], clean["scrubbed"]) == ("raw", "clean")
    assert all(row["source"] for row in rows)
    assert (average["rate"], average["within"]) == (0.3, "above")


def test_nobody_there_is_neither_above_nor_below(tmp_path: Path):
    told = Story()
    told.tell("ada", Inquired(to="inquiry"), 0)
    rows = Reporting(tmp_path).learn(told.facts).report("published")

    assert {row["within"] for row in rows if row["frm"] == "sql"} == {None}


@pytest.mark.parametrize("minutes", [(0.1, 0.2, 0.3), (0.3, 0.2, 0.1)])
def test_a_sum_of_minutes_does_not_depend_on_the_order_in_which_they_are_added(tmp_path: Path, minutes):
    story = Story()
    for each in minutes:
        story.tell("ada", Called(minutes=each), 1)
    house = Reporting(tmp_path).learn(story.facts)

    figures = counts(house.sync(), "costs", asking(as_of=date(2025, 3, 1)), house.terms).figures

    assert [row["minutes"] for row in figures if row["minutes"]] == [0.6]
