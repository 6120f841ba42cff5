"""What customers cost and what going cold costs, on ledgers that fit on a page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from headrace.analytics.acquisition import returned
from headrace.analytics.decay import customers, left_of
from headrace.analytics.question import Ask
from headrace.core.asking import CallingCost
from headrace.core.entries import Called, Expired, Inquired, Moved, Opened, Renewed, Spent, Won
from stand_ins import POLICY, Reporting
from stories import Story

YEAR_END = date(2025, 12, 31)


def cold(expired: int = 5, back: int = 0, won_back: int = 0) -> Story:
    """40 leads of sales for 400,000: some expire, of these some come back, and ten of the others are won for 100,000."""
    told = Story()
    told.spend(400_000)
    for number in range(40):
        who = f"p{number:02}"
        told.tell(who, Opened(to="sql"), 1)
        if number < expired:
            told.tell(who, Expired(to="expired"), 40)
        if number < back:
            told.tell(who, Moved(to="sql"), 50)
        if number < won_back or 20 <= number < 30:
            told.tell(who, Won(to="won", value=100_000_00, currency="EUR"), 60)
    return told


def cases(folder: Path, told: Story, **asked: Any) -> dict[str, dict[str, Any]]:
    rows = Reporting(folder).learn(told.facts).report("decay", as_of=YEAR_END, **asked)
    return {row["case"]: row for row in rows}


def money(rows: dict[str, dict[str, Any]], name: str) -> list[float]:
    return [row[name] / 100 for row in rows.values()]


# -- leads going cold ---------------------------------------------------------------------------------------


def test_w10_to_w14_five_of_forty_expire_and_what_that_does_to_revenue_roi_and_cac(tmp_path: Path):
    rows = cases(tmp_path, cold(), win_rate=0.25)

    assert [row["customers"] for row in rows.values()] == [10, 8.75, 8, 8.75]
    assert money(rows, "revenue") == [1_000_000, 875_000, 800_000, 875_000]
    assert money(rows, "lost") == [0, 125_000, 200_000, 125_000]
    assert [row["roi"] for row in rows.values()] == [1.5, 1.1875, 1.0, 1.1875]
    assert money(rows, "cac") == pytest.approx([40_000, 45_714.285714, 50_000, 45_714.285714])


def test_w14b_two_of_five_expired_come_back_and_some_of_them_buy(tmp_path: Path):
    rows = cases(tmp_path, cold(), win_rate=0.25, requalified=0.4, closing=0.15)

    assert rows["recovered"]["revenue"] - rows["expected"]["revenue"] == pytest.approx(30_000_00)
    assert rows["recovered"]["lost"] == pytest.approx(95_000_00)


def test_w14d_what_is_left_of_25000():
    assert left_of(25_000, 30, half_life=15) == 6_250
    assert left_of(25_000, 12, linear=30) == 15_000
    assert left_of(25_000, 10, half_life=15) == pytest.approx(15_749.013124)
    assert left_of(25_000, 99) == 25_000


def test_what_nobody_decided_is_measured_and_carries_its_interval(tmp_path: Path):
    rows = cases(tmp_path, cold(back=2, won_back=1))

    planned = rows["planned"]
    assert (planned["leads"], planned["expired"], planned["known"], planned["win_rate"]) == (40, 5, 10, 1.0)
    assert (planned["win_rate_low"], planned["win_rate_high"]) == pytest.approx((0.722467, 1.0), abs=1e-6)
    assert [row["customers"] for row in rows.values()] == [40, 35, 35, 36]


def test_a_rate_that_somebody_decided_has_no_interval(tmp_path: Path):
    row = cases(tmp_path, cold(), win_rate=0.25)["planned"]

    assert (row["win_rate"], row["win_rate_low"], row["win_rate_high"]) == (0.25, None, None)


def test_leads_of_whom_nobody_knows_an_end_promise_nothing(tmp_path: Path):
    told = Story()
    told.tell("ada", Opened(to="sql"), 1)

    assert [row["customers"] for row in cases(tmp_path, told).values()] == [None] * 4


def test_the_leads_that_went_cold_can_be_listed(tmp_path: Path):
    house = Reporting(tmp_path).learn(cold().facts)
    answer = house.answer("decay", Ask(as_of=YEAR_END))

    assert [lead["person"] for lead in house.leads(answer, answer.rows[0], "expired")] == [f"p0{n}" for n in range(5)]


def test_a_whole_customer_is_not_lost_to_rounding():
    assert customers(30, 0, 0.1)["whole"] == 3


# -- what a customer costs ----------------------------------------------------------------------------------


def bought(told: Story, who: str, day: float, channel: str = "search", began: float = 0) -> None:
    told.tell(who, Inquired(to="inquiry", channel=channel), began)
    told.tell(who, Won(to="won", value=3_000_00, currency="EUR"), day)


def spent(told: Story, day: float, euros: int, purpose: str = "acquire") -> None:
    told.tell("", Spent(purpose, "search", value=euros * 100, currency="EUR"), day, journey=None)


def monthly(folder: Path, told: Story, **asked: Any) -> Iterator[dict[str, Any]]:
    house = Reporting(folder, policy=asked.pop("policy", POLICY)).learn(told.facts)
    return iter(house.report("acquisition", as_of=YEAR_END, bucket="month", **asked))


def test_customers_of_a_month_over_what_that_month_cost(tmp_path: Path):
    told = Story()
    for n in range(4):
        bought(told, f"p{n}", 40)
    spent(told, 35, 4_000)
    spent(told, 36, 2_000, "sell")
    spent(told, 36, 9_000, "keep")

    [february] = list(monthly(tmp_path, told))

    assert (february["period"], february["won"], february["media"], february["cac"]) == (
        date(2025, 2, 1), 4, 6_000_00, 1_500_00,
    )  # fmt: skip
    assert (february["revenue"], february["roi"], february["cycle"]) == (12_000_00, 1.0, 40)


def test_with_a_lag_customers_stand_beside_what_was_spent_when_they_came(tmp_path: Path):
    told = Story()
    bought(told, "ada", 40, began=5)
    spent(told, 5, 500)
    spent(told, 40, 9_000)

    now = {row["period"].month: row for row in monthly(tmp_path / "now", told)}
    then = {row["period"].month: row for row in monthly(tmp_path / "then", told, lag=35)}

    assert (now[1]["cac"], now[1]["media"], now[2]["cac"]) == (None, 500_00, 9_000_00)
    assert (then[2]["cac"], then[3]["media"], then[3]["cac"]) == (500_00, 9_000_00, None)


def test_what_a_lag_sets_against_later_days_than_the_as_of_waits_for_wins_that_nobody_has_seen(tmp_path: Path):
    told = Story()
    bought(told, "ada", 40, began=5)
    spent(told, 5, 500)
    spent(told, 40, 9_000)
    house = Reporting(tmp_path).learn(told.facts)

    [all_time] = house.report("acquisition", as_of=date(2025, 2, 15), lag=35)

    assert (all_time["won"], all_time["media"]) == (1, 500_00)


def test_a_margin_leaves_less_to_set_against_the_cost(tmp_path: Path):
    told = Story()
    bought(told, "ada", 3)
    spent(told, 3, 1_000)

    [row] = list(monthly(tmp_path, told, margin=0.5))

    assert row["roi"] == 0.5


def test_calls_cost_what_the_policy_says_people_are_paid(tmp_path: Path):
    told = Story()
    bought(told, "ada", 3)
    told.tell("ada", Called(minutes=60.0), 2)
    policy = replace(POLICY, calling=CallingCost(yearly_pay=60_000_00, paid_days=300, selling_share=1.0))

    [unpaid] = list(monthly(tmp_path / "unpaid", told))
    [paid] = list(monthly(tmp_path / "paid", told, policy=policy))

    assert (unpaid["people"], unpaid["cac"], unpaid["media_cac"]) == (None, None, 0)
    assert paid["people"] == paid["cac"] == pytest.approx(25_00)


def test_nobody_won_has_no_cost_and_a_return_of_nothing_is_a_loss(tmp_path: Path):
    told = Story()
    spent(told, 3, 1_000)

    [row] = list(monthly(tmp_path, told))

    assert (row["won"], row["cac"], row["roi"]) == (0, None, -1.0)
    assert returned(0, 3, 10).roi is None


# -- budget against revenue ---------------------------------------------------------------------------------


def test_most_of_the_budget_wins_customers_and_most_revenue_comes_from_those_we_have(tmp_path: Path):
    told = Story()
    for amount, purpose in ((600, "acquire"), (100, "sell"), (200, "keep"), (50, "grow")):
        told.spend(amount, purpose)
    bought(told, "ada", 5)
    told.tell("ada", Renewed(value=5_000_00, currency="EUR"), 90)
    told.tell("bo", Opened(to="opportunity", opportunity_type="upsell"), 5)
    told.tell("bo", Won(to="won", value=2_000_00, currency="EUR"), 9)
    hours = replace(told.facts[0].body, purpose="keep", value=None, hours=2.0)
    told.facts.append(replace(told.facts[0], seq=99, recorded_us=99, body=hours))
    paid = CallingCost(yearly_pay=6_000_000, paid_days=300)  # 25 euros an hour
    house = Reporting(tmp_path, policy=replace(POLICY, calling=paid)).learn(told.facts)
    answer = house.answer("purposes", Ask(as_of=YEAR_END))
    winning, keeping, growing = answer.rows

    assert [row["cost"] for row in answer.rows] == [700_00, 250_00, 50_00]
    assert [row["budget_share"] for row in answer.rows] == [0.7, 0.25, 0.05]
    assert [row["revenue_share"] for row in answer.rows] == [0.3, 0.5, 0.2]
    assert (winning["sourced_share"], keeping["sourced_share"], growing["sourced_share"]) == (1.0, 1.0, 0.0)
    assert [row["per_deal"] for row in answer.rows] == [700_00, 250_00, 50_00]
    assert [lead["person"] for lead in house.leads(answer, keeping, "deals")] == ["ada"]
