"""Questions about customers' worth, and those that compare and look ahead, on ledgers that one can see through."""

from dataclasses import replace
from datetime import date
from math import log
from pathlib import Path

import pytest

from books import house as house_of
from headrace.analytics.question import Row
from headrace.core.entries import (
    Accepted,
    Churned,
    Described,
    Inquired,
    Joined,
    Lost,
    Paid,
    Qualified,
    Renewed,
    Valued,
    Won,
)
from headrace.core.errors import UsageError
from stand_ins import Reporting, asking
from stories import Story

JANUARY, FEBRUARY, MARCH = 4, 35, 63
"""Days of a story that lie in these months."""


def pays(story: Story, who: str, day: float, euros: int) -> None:
    story.tell(who, Paid(euros * 100, "EUR"), day)


def told(folder: Path, story: Story) -> Reporting:
    return Reporting(folder).learn(story.facts)


def one(house: Reporting, question: str, **asked) -> Row:
    [row] = house.report(question, **{"bucket": "month", **asked})
    return row


# -- what is kept of the revenue ---------------------------------------------------------------------------


@pytest.fixture
def eighty(tmp_path: Path) -> Reporting:
    """Eighty customers pay 100,000 in January. In February four are lost, one shrinks, one grows."""
    story = Story()
    for number in range(74):
        for day in (JANUARY, FEBRUARY):
            pays(story, f"p{number}", day, 17_000 if number == 0 else 1_000)
    for number in range(4):
        pays(story, f"lost{number}", JANUARY, 1_250)
    for who, before, after in (("shrank", 3_000, 1_000), ("grew", 2_000, 12_000)):
        pays(story, who, JANUARY, before)
        pays(story, who, FEBRUARY, after)
    pays(story, "new", FEBRUARY, 700)
    return told(tmp_path, story)


END_OF_FEBRUARY = {"bucket": "month", "as_of": date(2025, 2, 28)}


def test_a_payment_that_tells_the_deal_alone_is_of_the_person_whose_deal_it_is(tmp_path: Path):
    story = Story()
    story.tell("ada", Won(to="won", value=1_000_00, currency="EUR"), JANUARY)
    pays(story, "ada", JANUARY, 500)
    pays(story, "ada", FEBRUARY, 500)
    story.facts[-1] = replace(story.facts[-1], person=None)
    house = told(tmp_path, story)

    [february] = house.report("revenue_retention", **END_OF_FEBRUARY, first=date(2025, 2, 1))
    assert (february["customers"], february["lost"], february["fresh"]) == (1, 0, 0)


def test_w57b_what_is_kept_of_100000_and_of_80_customers(eighty):
    _, february = eighty.report("revenue_retention", **END_OF_FEBRUARY)

    assert (february["opening"], february["grr"], february["nrr"]) == (100_000_00, 0.93, 1.03)
    assert (february["customers"], february["lost"], february["logo_churn"]) == (80, 4, 0.05)
    assert february["logo_churn_low"] < 0.05 < february["logo_churn_high"]


def test_the_bridge_leads_from_the_opening_to_the_closing_revenue_and_the_new_stand_apart(eighty):
    january, february = eighty.report("revenue_bridge", **END_OF_FEBRUARY)

    steps = [february[name] for name in ("opening", "churned", "contracted", "expanded", "closing")]
    assert steps == [100_000_00, 5_000_00, 2_000_00, 10_000_00, 103_000_00]
    assert (february["fresh"], february["back"], february["added"]) == (1, 0, 700_00)
    assert (january["opening"], january["grr"], january["fresh"]) == (0, None, 80)


def test_whoever_is_lost_has_shrunk_or_has_grown_can_be_listed(eighty):
    answer = eighty.answer("revenue_retention", asking(**END_OF_FEBRUARY))
    february = answer.rows[1]

    assert [lead["person"] for lead in eighty.leads(answer, february, "shrunk")] == ["shrank"]
    assert [lead["person"] for lead in eighty.leads(answer, february, "grown")] == ["grew"]
    assert {lead["person"] for lead in eighty.leads(answer, february, "lost")} == {f"lost{n}" for n in range(4)}


def test_w57c_three_customers_of_whom_one_grows_one_shrinks_and_one_leaves(tmp_path: Path):
    story = Story()
    for who, after in (("ada", 1_200), ("bo", 700), ("chidi", 0)):
        pays(story, who, JANUARY, 1_000)
        if after:
            pays(story, who, FEBRUARY, after)
    row = told(tmp_path, story).report("revenue_retention", **END_OF_FEBRUARY)[1]

    assert (row["grr"], row["nrr"]) == pytest.approx((0.56666667, 0.63333333))
    assert 1 - row["logo_churn"] == pytest.approx(0.66666667)


def test_a_month_without_any_payment_loses_everybody_and_who_returns_is_not_new(tmp_path: Path):
    story = Story()
    pays(story, "ada", JANUARY, 100)
    pays(story, "ada", MARCH, 100)
    january, february, march = told(tmp_path, story).report(
        "revenue_retention", bucket="month", as_of=date(2025, 3, 31)
    )

    assert (january["fresh"], february["lost"], february["nrr"]) == (1, 1, 0)
    assert (march["customers"], march["fresh"], march["back"], march["nrr"]) == (0, 0, 1, None)


def test_a_month_that_is_not_over_judges_nobody(eighty):
    rows = eighty.report("revenue_retention", bucket="month", as_of=date(2025, 2, 27))

    assert [row["period"] for row in rows] == [date(2025, 1, 1)]


def test_by_contracts_a_yearly_customer_is_there_in_every_month(tmp_path: Path):
    """Ada stays, Bo gives a third back in February, Chidi leaves in March, Dora renews for more; nobody pays twice."""
    story = Story()
    for who in ("ada", "bo", "chidi", "dora"):
        story.tell(who, Valued(1_00, "EUR"), 1)  # expected before the win: no contract yet
        story.tell(who, Won(to="won", value=9_000_00, currency="EUR"), 2)
        pays(story, who, 2, 9_000)
    story.tell("bo", Churned(value=3_000_00, currency="EUR"), FEBRUARY)
    story.tell("chidi", Churned(), MARCH)
    story.tell("dora", Renewed(value=10_000_00, currency="EUR"), MARCH)
    story.tell("ada", Renewed(), MARCH)
    house, asked = told(tmp_path, story), {"bucket": "month", "as_of": date(2025, 3, 31)}

    paid = house.report("revenue_retention", **asked)
    assert [(row["customers"], row["lost"]) for row in paid] == [(0, 0), (4, 4)]

    _, february, march = house.report("revenue_bridge", basis="contracts", **asked)
    assert (february["opening"], february["contracted"], february["closing"]) == (36_000_00, 3_000_00, 33_000_00)
    steps = [march[name] for name in ("opening", "churned", "contracted", "expanded", "closing")]
    assert steps == [33_000_00, 9_000_00, 0, 1_000_00, 25_000_00]

    answer = house.answer("revenue_retention", asking(basis="contracts", **asked))
    assert [row["nrr"] for row in answer.rows] == pytest.approx([None, 33 / 36, 25 / 33])
    assert [lead["person"] for lead in house.leads(answer, answer.rows[2], "lost")] == ["chidi"]
    assert [lead["person"] for lead in house.leads(answer, answer.rows[2], "grown")] == ["dora"]


def test_what_is_won_as_a_renewal_goes_on_with_the_contract_and_an_upsell_is_one_beside_it(tmp_path: Path):
    facts = """
        2022-01-10  ada@acme.example    inquired  to=inquiry
        2022-02-01  ada@acme.example    opened    to=opportunity opportunity_type=acquisition
        2022-03-01  ada@acme.example    won       to=won value=100000 currency=EUR
        2023-02-01  ada@acme.example#2  opened    to=opportunity opportunity_type=renewal
        2023-03-01  ada@acme.example#2  won       to=won value=110000 currency=EUR
        2023-06-01  ada@acme.example#3  opened    to=opportunity opportunity_type=upsell
        2023-06-20  ada@acme.example#3  won       to=won value=5000 currency=EUR
        2024-02-01  ada@acme.example#4  opened    to=opportunity opportunity_type=renewal
        2024-03-01  ada@acme.example#4  won       to=won value=120000 currency=EUR
    """
    with house_of(facts, tmp_path / "acme") as house:
        answer = house.report("revenue_retention", basis="contracts", every="year", as_of=date(2024, 12, 31)).answer
    rows = [row for row in answer.rows if row["closing"]]
    assert [(row["opening"], row["closing"]) for row in rows] == [(100_000, 115_000), (115_000, 125_000)]
    assert [row["nrr"] for row in rows] == [pytest.approx(1.15), pytest.approx(125 / 115)]


def test_a_customer_who_is_won_back_came_back_and_is_not_new(tmp_path: Path):
    story = Story()
    story.tell("ada", Won(to="won", value=100_00, currency="EUR"), JANUARY)
    story.tell("ada", Churned(), FEBRUARY)
    story.tell("ada", Won(to="won", value=80_00, currency="EUR"), MARCH, journey="j-ada-2")
    rows = told(tmp_path, story).report("revenue_bridge", basis="contracts", bucket="month", as_of=date(2025, 3, 31))

    assert [(row["fresh"], row["back"], row["added"]) for row in rows] == [(1, 0, 100_00), (0, 0, 0), (0, 1, 80_00)]


def test_customers_are_not_followed_by_week(eighty):
    with pytest.raises(UsageError, match="month, quarter or year"):
        eighty.report("revenue_retention", bucket="week")


# -- what one is worth -------------------------------------------------------------------------------------


def steady(folder: Path, customers: int, *, first: int = 500, then: int = 500) -> Reporting:
    """So many customers, each won for 4,000; in the second month one of them is gone, the others pay `then`."""
    story = Story()
    for number in range(customers):
        pays(story, f"p{number}", JANUARY, first)
        if number:
            pays(story, f"p{number}", FEBRUARY, then)
    story.spend(4_000 * customers)
    return told(folder, story)


WORTH = {"as_of": date(2025, 2, 28), "margin": 0.8}


def test_w55_a_customer_who_pays_500_and_stays_for_40_months_is_worth_16000(tmp_path: Path):
    house = steady(tmp_path, 40)
    worth, cost = one(house, "lifetime", **WORTH), one(house, "payback", **WORTH)

    assert (worth["arpa"], worth["churn"]) == (500_00, 0.025)
    assert (worth["lifetime"], worth["ltv"]) == pytest.approx((40, 16_000_00))
    assert (cost["fresh"], cost["cac"]) == (40, 4_000_00)
    assert (cost["ratio"], cost["recovered"]) == pytest.approx((4.0, 10.0))


@pytest.mark.parametrize(("customers", "periods"), [(5, 5), (40, 40)])
def test_w55_the_lifetime_is_one_over_churn(tmp_path: Path, customers, periods):
    assert one(steady(tmp_path, customers), "lifetime", **WORTH)["lifetime"] == pytest.approx(periods)


def test_w56_with_churn_the_cost_is_back_in_the_twelfth_month_not_after_ten(tmp_path: Path):
    row = one(steady(tmp_path, 40), "payback", **WORTH)

    assert (row["recovered"], row["payback"]) == pytest.approx((10, 11.362835), abs=5e-7)


def test_w57_expansion_and_discount(tmp_path: Path):
    grown, flat = steady(tmp_path / "grown", 40, first=495), steady(tmp_path / "flat", 40)
    asked = {**WORTH, "first": date(2025, 2, 1)}

    assert one(grown, "lifetime", **asked)["growth"] == 5_00
    assert one(grown, "lifetime", **asked)["ltv"] == pytest.approx(22_240_00)
    assert one(grown, "lifetime", discount=0.01, **asked)["ltv"] == pytest.approx(14_708_14.1401)
    assert one(flat, "lifetime", discount=0.01, **asked)["ltv"] == pytest.approx(11_510_79.1367)


def test_where_nobody_leaves_there_is_no_lifetime_value_but_one_within_some_periods(tmp_path: Path):
    story = Story()
    for day in (JANUARY, FEBRUARY):
        pays(story, "ada", day, 500)
    row = one(told(tmp_path, story), "lifetime", horizon=36, **WORTH)

    assert (row["churn"], row["lifetime"], row["ltv"]) == (0, None, None)
    assert row["within"] == pytest.approx(14_400_00)


def test_a_margin_that_shrinks_adds_nothing_once_it_is_gone(tmp_path: Path):
    story = Story()
    for day, euros in ((JANUARY, 400), (FEBRUARY, 300)):
        pays(story, "ada", day, euros)
    row = one(told(tmp_path, story), "lifetime", as_of=date(2025, 2, 28), first=date(2025, 2, 1))

    assert (row["growth"], row["ltv"]) == (-100_00, pytest.approx(600_00))


def test_by_channel_each_has_its_own_cost_and_by_anything_else_there_is_none(tmp_path: Path):
    story = Story()
    for who, channel in (("ada", "fair"), ("bo", "search"), ("chidi", "search")):
        story.tell(who, Inquired(to="inquiry", channel=channel, attributes={"region": "north"}), 0)
        pays(story, who, JANUARY, 500)
    story.spend(900, channel="fair")
    story.spend(1_000, channel="search")
    house = told(tmp_path, story)

    rows = house.report("payback", by="channel", bucket="month", as_of=date(2025, 1, 31))
    assert {row["segment"]: row["cac"] for row in rows} == {"fair": 900_00, "search": 500_00}
    for row in house.report("payback", by="region", bucket="month", as_of=date(2025, 1, 31)):
        assert row["cac"] is None


def test_people_whose_pay_is_not_known_leave_the_spend_and_no_cost(tmp_path: Path):
    house = steady(tmp_path, 2)
    story = Story()
    story.spend(10)
    extra = replace(story.facts[0], seq=99, recorded_us=99, body=replace(story.facts[0].body, value=None, hours=2.0))
    row = one(house.learn([extra]), "payback", **WORTH)

    assert (row["media_per_customer"], row["cost"], row["cac"], row["ratio"]) == (4_000_00, None, None, None)


def test_a_discount_of_one_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match="discount of 1"):
        steady(tmp_path, 2).report("lifetime", discount=1.0, **WORTH)


# -- contracts ---------------------------------------------------------------------------------------------

HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]


def cohort(story: Story, channel: str, alive: list[int]) -> None:
    """Customers who first pay in January, of whom so many are still there in each month."""
    for number in range(alive[0]):
        story.tell(f"{channel}{number}", Inquired(to="inquiry", channel=channel), 0)
    for month, there in enumerate(alive):
        for number in range(there):
            pays(story, f"{channel}{number}", 30.4 * month + 10, 10)


def test_w57e_five_years_of_renewals_projected_to_the_ninth(tmp_path: Path):
    story = Story()
    cohort(story, "regular", REGULAR[:5])
    house, asked = told(tmp_path, story), {"bucket": "month", "as_of": date(2025, 5, 31)}
    model, ages = one(house, "contract_fit", **asked), house.report("contracts", horizon=4, **asked)

    assert (model["a"], model["b"], model["log_likelihood"]) == pytest.approx((0.763665, 1.295830, -1401.559424), abs=1e-3)  # fmt: skip
    assert [row["alive"] for row in ages] == [*REGULAR[:5], None, None, None, None]
    assert [row["expected"] for row in ages[5:]] == pytest.approx([284.45, 253.68, 229.64, 210.29], abs=5e-3)
    assert (ages[1]["share"], ages[2]["renewed"], ages[1]["left"]) == (0.631, 468 / 631, 369)


def test_w57f_and_w57g_two_segments_are_fitted_apart(tmp_path: Path):
    story = Story()
    cohort(story, "high", HIGH_END)
    cohort(story, "regular", REGULAR)
    house, asked = told(tmp_path, story), {"bucket": "month", "as_of": date(2025, 8, 31), "by": "channel"}
    high, regular = house.report("contract_fit", discount=0.1, **asked)
    ahead = {(row["segment"], row["age"]): row for row in house.report("contracts", **asked)}

    assert (high["a"], high["b"]) == pytest.approx((0.668088, 3.806095), abs=1e-5)
    assert (regular["a"], regular["b"]) == pytest.approx((0.704077, 1.182043), abs=1e-5)
    assert ahead["high", 12]["expected"] == pytest.approx(377.999, abs=1e-3)
    assert ahead["regular", 12]["expected"] == pytest.approx(170.037, abs=1e-3)
    assert [ahead["high", age]["renewal"] for age in (1, 2, 3)] == pytest.approx([0.850693, 0.877969, 0.896818], abs=5e-5)  # fmt: skip
    assert high["lifetime"] == pytest.approx(5.922596, rel=1e-3)


def test_too_few_customers_and_too_short_a_time_are_told_as_such(tmp_path: Path):
    few, brief = Story(), Story()
    cohort(few, "few", [9, 8, 7])
    cohort(brief, "brief", [50, 40])
    model = one(told(tmp_path / "few", few), "contract_fit", as_of=date(2025, 3, 31))
    assert (model["a"], "Fewer than ten" in model["reason"]) == (None, True)

    house = told(tmp_path / "brief", brief)
    model = one(house, "contract_fit", as_of=date(2025, 2, 28))
    assert (model["a"], "two renewals" in model["reason"]) == (None, True)
    ages = house.report("contracts", bucket="month", as_of=date(2025, 2, 28))
    assert [(row["alive"], row["expected"]) for row in ages[:2]] == [(50, None), (40, None)]


@pytest.mark.parametrize(
    ("alive", "said", "fifth"), [([800, 400, 200, 100], "does not rise", 0.5), ([80, 40, 40, 40], "first renewal", 1)]
)
def test_a_model_without_a_greatest_likelihood_says_so_and_what_is_left_of_it(tmp_path: Path, alive, said, fifth):
    story = Story()
    cohort(story, "fair", alive)
    model = one(told(tmp_path, story), "contract_fit", as_of=date(2025, 4, 30))

    assert (model["a"], model["b"], said in model["reason"]) == (None, None, True)
    assert (model["first"], model["fifth"]) == (pytest.approx(0.5, abs=1e-3), pytest.approx(fifth, abs=1e-3))


def test_who_skips_a_period_has_left_and_stays_away(tmp_path: Path):
    story = Story()
    for day in (JANUARY, MARCH):
        pays(story, "ada", day, 10)
    answer = told(tmp_path, story).answer("contracts", asking(bucket="month", as_of=date(2025, 3, 31)))

    assert [(row["alive"], row["left"]) for row in answer.rows[:3]] == [(1, 0), (0, 1), (0, 0)]
    assert Reporting(tmp_path).sync()
    [gone] = told(tmp_path / "again", story).leads(answer, answer.rows[1], "left")
    assert gone["person"] == "ada"


# -- repeat orders -----------------------------------------------------------------------------------------


def test_all_that_a_customer_pays_on_a_day_is_one_order(tmp_path: Path):
    story = Story()
    for day in (4.1, 4.2, 20.1, 20.3, 40):
        pays(story, "ada", day, 10)
    pays(story, "bo", 5, 10)
    answer = told(tmp_path, story).answer("orders", asking(as_of=date(2025, 3, 1)))
    [row] = answer.rows

    assert (row["customers"], row["returned"], row["repeats"], row["alive"]) == (2, 1, 2, None)
    assert len(told(tmp_path / "again", story).leads(answer, row, "customers")) == 2


# -- customers in no stage ---------------------------------------------------------------------------------


@pytest.fixture
def customers_alone(tmp_path: Path) -> Reporting:
    """Ada and Bo are known by what was told of them, Cy by his company's; Dee is a lead, and Flo's invoice names no one."""
    story = Story()
    for who, region in (("ada", "north"), ("bo", "south"), ("dee", "south")):
        story.tell(who, Described({"region": region}), 0, journey=None)
    story.tell("cy", Joined(None, by="kim"), 0, journey=None)
    story.tell("acme", Described({"region": "north"}), 0, journey=None)
    story.facts[-2:] = [
        replace(story.facts[-2], account="acme"),
        replace(story.facts[-1], person=None, account="acme"),
    ]
    story.tell("dee", Inquired(to="inquiry", attributes={"region": "north"}), FEBRUARY)
    for who in ("ada", "bo", "cy", "dee", "flo"):
        for day in (JANUARY, FEBRUARY):
            story.tell(who, Paid(100_00, "EUR"), day, journey=None)
    for n, fact in enumerate(story.facts):
        if fact.person == "flo":
            story.facts[n] = replace(fact, person=None, account="acme")
    return told(tmp_path, story)


def test_customers_in_no_stage_are_split_by_what_was_told_of_them(customers_alone):
    rows = customers_alone.report("orders", by="region", as_of=date(2025, 3, 1))

    assert {row["segment"]: row["customers"] for row in rows} == {"north": 4, "south": 1}


@pytest.mark.parametrize(("region", "revenue"), [("north", 40_000), ("south", 10_000)])
def test_customers_in_no_stage_are_asked_for_by_what_was_told_of_them(customers_alone, region, revenue):
    row = one(customers_alone, "revenue_retention", **END_OF_FEBRUARY, first=date(2025, 2, 1), where={"region": region})

    assert (row["opening"], row["lost"]) == (revenue, 0)


def test_before_the_first_inquiry_a_customer_is_split_by_what_was_told_by_then(customers_alone):
    rows = customers_alone.report("orders", by="region", as_of=date(2025, 1, 10))

    assert {row["segment"]: row["customers"] for row in rows} == {"north": 3, "south": 2}


def test_who_is_in_no_stage_has_no_channel(customers_alone):
    rows = customers_alone.report("orders", by="channel", as_of=date(2025, 3, 1))

    assert {row["segment"]: row["customers"] for row in rows} == {None: 5}


def test_a_region_that_only_customers_have_is_known(customers_alone):
    answer = customers_alone.answer("orders", asking(where={"region": "sout"}, as_of=date(2025, 3, 1)))

    assert [str(note.values["known"][1]) for note in answer.notes if "known" in note.values] == ["south"]


def test_a_payment_for_a_deal_that_is_not_in_the_book_is_its_persons(tmp_path: Path):
    story = Story()
    story.tell("ada", Inquired(to="inquiry", channel="fair"), 0)
    story.tell("ada", Paid(100_00, "EUR"), JANUARY, journey="subscription-9")
    house = told(tmp_path, story)

    [row] = house.report("orders", by="channel", as_of=date(2025, 3, 1))

    assert (row["segment"], row["customers"]) == ("fair", 1)


def shop(*, linked: bool) -> Story:
    """Sixty customers of all kinds; `linked` ones spend more per order the more often they order."""
    story = Story()
    for number in range(60):
        orders = (0, 0, 1, 1, 2, 3, 5, 9)[number % 8]
        for n in range(orders + 1):
            amount = 20 + 15 * orders if linked else 20 + 7 * (number % 5) + n % 3
            pays(story, f"p{number}", number % 9 + n * (6 + number % 4) + (25 if n and number % 3 else 0), amount)
    return story


def test_where_value_goes_with_frequency_orders_are_expected_and_their_value_is_not(tmp_path: Path):
    house = told(tmp_path, shop(linked=True))
    [model], [row] = house.report("order_fit", as_of=date(2025, 5, 1)), house.report("orders", as_of=date(2025, 5, 1))

    assert model["correlation"] > 0.3
    assert "more often" in model["reason"]
    assert (model["p"], row["value"]) == (None, None)
    assert row["expected"] > 0
    assert 0 < row["alive_share"] < 1


def test_segments_share_one_model_and_add_up_to_all(tmp_path: Path):
    story = shop(linked=False)
    for number in range(60):
        story.tell(f"p{number}", Inquired(to="inquiry", channel=("fair", "search")[number % 2]), 0)
    house, asked = told(tmp_path, story), {"as_of": date(2025, 5, 1), "horizon": 90}
    [everyone], parts = house.report("orders", **asked), house.report("orders", by="channel", **asked)

    for name in ("customers", "returned", "repeats", "alive", "expected", "value"):
        assert sum(row[name] for row in parts) == pytest.approx(everyone[name]), name


# -- against each other ------------------------------------------------------------------------------------

W50 = [(2, True), (3, False), (4, True), (4, True), (6, False), (7, True), (8, False), (10, True), (12, False), (12, False)]  # fmt: skip
W54D = [(1, True), (2, True), (2, False), (3, True), (5, True), (6, True), (6, False), (9, True), (11, True), (12, False)]  # fmt: skip
DAY_20 = {"as_of": date(2025, 1, 20)}


def waiting(story: Story, channel: str, waits: list[tuple[int, bool]]) -> None:
    """Leads of a channel, of whom each has waited so by the end of the twentieth day."""
    for number, (days, converted) in enumerate(waits):
        who, start = f"{channel}{number}", -100 if converted else 20 - days
        story.tell(who, Inquired(to="inquiry", channel=channel), start)
        if converted:
            story.tell(who, Qualified(to="mql"), start + days)


def test_w54d_the_log_rank_test_through_the_question(tmp_path: Path):
    story = Story()
    waiting(story, "first", W50)
    waiting(story, "second", W54D)
    [row] = told(tmp_path, story).report("comparison", by="channel", **DAY_20)

    assert row["p"] == pytest.approx(0.368727, abs=5e-7)
    assert (row["verdict"], row["judged"], row["other_judged"]) == ("undecided", 10, 10)
    assert row["needed"] > 0


def test_w54_34_and_50_of_200(tmp_path: Path):
    story = Story()
    for channel, won in (("first", 34), ("second", 50)):
        for number in range(200):
            who = f"{channel}{number}"
            story.tell(who, Inquired(to="inquiry", channel=channel), 0)
            if number < won:
                story.tell(who, Qualified(to="mql"), 1)
    [row] = told(tmp_path, story).report("comparison", by="channel", within=5, **DAY_20)

    assert (row["rate"], row["other_rate"], row["difference"]) == pytest.approx((0.17, 0.25, 0.08))
    assert row["better"] == pytest.approx(0.974871, abs=5e-7)
    assert row["difference_low"] < 0.08 < row["difference_high"]


def test_cohorts_of_different_age_are_not_apart_only_because_one_is_younger(tmp_path: Path):
    story = Story()
    for week, start in (("old", 0), ("young", 14)):
        for number in range(100):
            story.tell(f"{week}{number}", Inquired(to="inquiry"), start + 0.1)
            if number < 50 and start + 0.1 + number / 4 < 20:
                story.tell(f"{week}{number}", Qualified(to="mql"), start + 0.1 + number / 4)
    [row] = told(tmp_path, story).report("comparison", bucket="week", **DAY_20)

    assert (row["rate"], row["other_rate"]) == (0.5, 0.24)
    assert row["p"] > 0.9
    assert row["verdict"] == "undecided"


def test_who_skipped_the_stage_counts_in_the_rate_and_has_no_wait_to_compare(tmp_path: Path):
    """Of the fair's leads a third went from inquiry to SAL; what was seen of the others took as long as by search."""
    story = Story()
    for channel, skipping in (("fair", 20), ("search", 0)):
        for number in range(40 + skipping):
            who, seen = f"{channel}{number}", number >= skipping
            story.tell(who, Inquired(to="inquiry", channel=channel), 0)
            if seen:
                story.tell(who, Qualified(to="mql"), 1)
            if not seen or number % 2:
                story.tell(who, Accepted(to="sal"), 2 + number % 10)
    [row] = told(tmp_path, story).report("comparison", by="channel", frm="mql", **DAY_20)

    assert (row["judged"], row["rate"], row["other_rate"]) == (60, pytest.approx(2 / 3), 0.5)
    assert row["p"] > 0.9


def test_the_lost_wait_on_for_they_were_seen_not_to_arrive(tmp_path: Path):
    """Censored when they were lost, the second channel would look as good as the first."""
    story = Story()
    for channel, lost in (("kept", 0), ("dropped", 60)):
        for number in range(100):
            who = f"{channel}{number}"
            story.tell(who, Inquired(to="inquiry", channel=channel), 0)
            if number < lost:
                story.tell(who, Lost(to="lost"), 1)
            elif number - lost < (100 - lost) * 0.6:
                story.tell(who, Qualified(to="mql"), 5)
    [row] = told(tmp_path, story).report("comparison", by="channel", **DAY_20)

    assert (row["segment"], row["rate"], row["other_rate"]) == ("dropped", 0.24, 0.6)
    assert row["verdict"] == "apart"
    assert row["needed"] is None


def test_over_many_pairs_the_verdict_is_stricter(tmp_path: Path):
    def verdict(channels: int) -> str:
        story = Story()
        for n in range(channels):
            for number in range(100):
                story.tell(f"{n}-{number}", Inquired(to="inquiry", channel=f"c{n}"), 0)
                if number < (30 if n else 45):
                    story.tell(f"{n}-{number}", Qualified(to="mql"), 1)
        house = told(tmp_path / str(channels), story)
        return house.report("comparison", by="channel", **DAY_20)[0]["verdict"]

    assert [verdict(2), verdict(8)] == ["apart", "undecided"]


def test_without_a_word_it_is_channels_that_are_compared_and_it_takes_two(tmp_path: Path):
    one_channel, two = Story(), Story()
    waiting(one_channel, "first", W50)
    waiting(two, "first", W50)
    waiting(two, "second", W54D)

    assert told(tmp_path / "one", one_channel).report("comparison", **DAY_20) == []
    [row] = told(tmp_path / "two", two).report("comparison", **DAY_20)
    assert (row["segment"], row["other_segment"]) == ("first", "second")


# -- who will ever come ------------------------------------------------------------------------------------


def test_w54c_the_cure_model_through_the_question(tmp_path: Path):
    story = Story()
    waiting(story, "a", [(day, True) for day in (1, 2, 2, 3, 5, 8, 12)])
    still_open = (10, 20, 25, 30, 30, 40, 40, 50, 60, 60, 80, 90, 90)
    waiting(story, "b", [(day, False) for day in still_open])
    row = told(tmp_path, story).report("cure", **DAY_20)[0]

    assert (row["entered"], row["moved_on"], row["open"]) == (20, 7, 13)
    assert row["share"] == pytest.approx(0.353995, abs=1e-4)
    assert log(2) / row["half_days"] == pytest.approx(0.205943, abs=1e-4)
    assert row["share_low"] < row["share"] < row["share_high"]


def test_w54b_a_tenth_of_those_still_open_after_two_half_times_is_to_come(tmp_path: Path):
    """Three in ten convert, half of these within 20 days: 1,000 followed for 400 days, 200 for 40."""
    story = Story()
    for name, age, converting, seen in (("old", 400, 300, 300), ("young", 40, 60, 45)):
        for number in range(1_000 if name == "old" else 200):
            story.tell(f"{name}{number}", Inquired(to="inquiry"), 20 - age)
            if number < seen:
                wait = -20 * log(1 - (number + 0.5) / converting) / log(2)
                story.tell(f"{name}{number}", Qualified(to="mql"), 20 - age + wait)
    row = told(tmp_path, story).report("cure", **DAY_20)[0]

    assert row["share"] == pytest.approx(0.3, abs=0.005)
    assert row["half_days"] == pytest.approx(20, abs=0.3)
    assert row["to_come"] == pytest.approx(155 * 0.096774, rel=0.03)
    assert row["chance"] == pytest.approx(row["to_come"] / 855)


def test_those_who_went_another_way_make_the_open_ones_more_likely_to_come(tmp_path: Path):
    """Half of the leads are lost on the first day: of those still open twice as large a share is to come."""

    def chance(folder: str, lost: int) -> float:
        story = Story()
        for number in range(400):
            old = number % 2
            story.tell(f"p{number}", Inquired(to="inquiry"), -300 if old else 10)
            if number < lost:
                story.tell(f"p{number}", Lost(to="lost"), (-300 if old else 10) + 0.5)
            elif number >= 300 and (old or number % 8):
                story.tell(f"p{number}", Qualified(to="mql"), (-300 if old else 10) + 1 + number % 7)
        row = told(tmp_path / folder, story).report("cure", **DAY_20)[0]
        assert row["gone"] == lost
        return row["to_come"] / row["open"]

    assert chance("half", 200) > 1.5 * chance("none", 0)


def test_a_follow_up_that_is_too_short_is_refused_with_its_reason(tmp_path: Path):
    story = Story()
    waiting(story, "a", [(day, True) for day in range(1, 11)] + [(10, False)] * 30)
    row = told(tmp_path, story).report("cure", **DAY_20)[0]

    assert (row["share"], row["to_come"]) == (None, None)
    assert "follow-up is too short" in row["reason"]
    assert row["open"] == 30
