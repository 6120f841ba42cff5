"""What marketing sourced and influenced, on ledgers that fit on a page."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from headrace.analytics.question import Ask
from headrace.core.entries import Accepted, Inquired, Met, Touched, Won
from headrace.core.policy import Policy, Side
from stand_ins import POLICY, Reporting
from stories import Story

CLOSE = 300


def deal(told: Story, who: str, euros: int, *touches: tuple[str, float], origin: str | None = None) -> None:
    """A deal that closed on day 300, with touches of channels so many days before."""
    for channel, before in touches[:-1]:
        told.tell(who, Touched(channel), CLOSE - before, journey=None)
    for channel, before in touches[-1:]:
        told.tell(who, Inquired(to="inquiry", channel=channel, origin=origin), CLOSE - before)
    told.tell(who, Won(to="won", value=euros * 100, currency="EUR"), CLOSE)


def values(folder: Path, told: Story, policy: Policy = POLICY, **asked: object) -> dict[str, tuple[int, float | None]]:
    house = Reporting(folder, policy=policy, now=datetime(2026, 7, 1, tzinfo=UTC)).learn(told.facts)
    rows = house.report("sourced", as_of=date(2026, 6, 30), **asked)
    return {row["definition"]: (row["value"] // 100, row["value_share"]) for row in rows}


def test_w71_three_definitions_of_sourced_and_one_of_influenced(tmp_path: Path):
    told = Story()
    deal(told, "ada", 100_000, ("webinar", 120), ("outbound", 90), origin="webinar")
    deal(told, "bo", 50_000, ("outbound", 100), ("webinar", 60), origin="outbound")
    deal(told, "chidi", 30_000, ("referral", 80), ("outbound", 70), origin="referral")
    deal(told, "dora", 20_000, ("outbound", 220), ("webinar", 200), origin="webinar")

    assert values(tmp_path, told) == {
        "first_touch": (100_000, 0.5),
        "field": (120_000, 0.6),
        "before_sales": (100_000, 0.5),
        "influenced": (150_000, 0.75),
        "all": (200_000, 1.0),
    }


@pytest.mark.parametrize(("before", "influenced"), [(180, 100), (180.1, 0), (0, 100)])
def test_marketing_influences_within_the_window(tmp_path: Path, before: float, influenced: int):
    told = Story()
    deal(told, "ada", 100, ("webinar", before))

    assert values(tmp_path, told)["influenced"][0] == influenced
    assert values(tmp_path, told, window=400)["influenced"][0] == 100


def test_what_came_after_the_close_influenced_nothing(tmp_path: Path):
    told = Story()
    deal(told, "ada", 100, ("outbound", 10))
    told.tell("ada", Touched("webinar"), CLOSE + 1, journey=None)

    assert values(tmp_path, told)["influenced"][0] == 0


@pytest.mark.parametrize(("met", "sourced"), [(201, 100), (200, 0), (199, 0)])
def test_a_meeting_at_the_same_instant_was_not_later(tmp_path: Path, met: int, sourced: int):
    told = Story()
    deal(told, "ada", 100, ("webinar", 100))
    told.tell("ada", Met(), met)

    found = values(tmp_path, told)
    assert (found["before_sales"][0], found["first_touch"][0]) == (sourced, 100)


def test_a_lead_that_sales_worked_before_marketing_met_it_is_not_marketings(tmp_path: Path):
    told = Story()
    told.tell("ada", Accepted(to="sal"), 10)
    told.tell("ada", Touched("webinar"), 20, journey=None)
    told.tell("ada", Won(to="won", value=100_00, currency="EUR"), 30)

    found = values(tmp_path, told)
    assert (found["before_sales"][0], found["first_touch"][0]) == (0, 100)


def test_the_policy_says_whose_a_channel_is(tmp_path: Path):
    told = Story()
    deal(told, "ada", 100, ("podium", 10))

    assert values(tmp_path / "usual", told)["first_touch"][0] == 100
    assert (
        values(tmp_path / "ours", told, Policy(zone="Europe/Berlin", channels={"podium": Side.SALES}))["first_touch"][0]
        == 0
    )


def test_of_deals_that_are_worth_nothing_there_is_no_share(tmp_path: Path):
    told = Story()
    deal(told, "ada", 0, ("webinar", 10))

    assert values(tmp_path, told)["first_touch"] == (0, None)


def test_the_deals_behind_a_definition_can_be_listed(tmp_path: Path):
    told = Story()
    deal(told, "ada", 100, ("webinar", 10))
    deal(told, "bo", 100, ("referral", 10))
    house = Reporting(tmp_path, now=datetime(2026, 7, 1, tzinfo=UTC)).learn(told.facts)
    answer = house.answer("sourced", Ask(as_of=date(2026, 6, 30)))

    listed = {row["definition"]: [lead["person"] for lead in house.leads(answer, row, "deals")] for row in answer.rows}
    assert listed == {
        "first_touch": ["ada"], "field": [], "before_sales": ["ada"], "influenced": ["ada"], "all": ["ada", "bo"],
    }  # fmt: skip
