"""The questions about scores and about what will come: worked numbers through them, and what must always hold."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.analytics.question import Ask
from headrace.core.entries import (
    Answered,
    Called,
    Inquired,
    Lost,
    Moved,
    Opened,
    Qualified,
    Recycled,
    Ruling,
    Won,
)
from headrace.core.errors import UsageError
from headrace.core.units import DAY_US, start_of_day
from headrace.planning.calibration import BLIND
from ledgers import BERLIN, DAYS, any_ledgers
from stand_ins import Reporting, asking
from stories import Story

NEW_YEAR = date(2025, 1, 1)


def day(number: float) -> date:
    return NEW_YEAR + timedelta(days=int(number))


def opened(story: Story, who: str, at: int, value: int | None = None) -> None:
    told = {} if value is None else {"value": value * 100, "currency": "EUR"}
    story.tell(who, Opened(to="opportunity", **told), at)


def won(story: Story, who: str, at: int, value: int) -> None:
    story.tell(who, Won(to="won", value=value * 100, currency="EUR"), at)


# -- worked numbers ----------------------------------------------------------------------------------------


def test_w24_needed_rates_on_the_curve_of_one_sale_in_351_inquiries(tmp_path: Path):
    story = Story()
    for channel, leads in (("fair", 2), ("chat", 4), ("search", 8), ("webinar", 10)):
        for number in range(100):
            story.tell(f"{channel}{number}", Inquired(to="inquiry", channel=channel), 0)
            if number < leads:
                story.tell(f"{channel}{number}", Qualified(to="mql"), 1)
    rows = {row["segment"]: row for row in Reporting(tmp_path).learn(story.facts).report("yields", total=1 / 351)}

    needed = {"fair": 0.14245014, "chat": 0.07122507, "search": 0.03561254, "webinar": 0.02849003}
    assert {name: row["needed"] for name, row in rows.items()} == pytest.approx(needed, abs=5e-9)
    assert {(row["leads"], row["inquiries"]) for row in rows.values()} == {(n, 100) for n in (2, 4, 8, 10)}
    assert rows["webinar"]["later_high"] == pytest.approx(0.277533, abs=5e-7)
    assert {row["verdict"] for row in rows.values()} == {"undecided"}


@pytest.fixture
def quarters(tmp_path: Path) -> Reporting:
    """Two quarters: of four deals open at the end of March one was won by June, and others came and were won within."""
    story = Story()
    for number in range(4):
        opened(story, f"opening{number}", 40, 100_000)
    won(story, "opening0", 120, 100_000)
    for number in (1, 2, 3):
        story.tell(f"opening{number}", Lost(to="lost"), 150)
    for number in range(2):
        story.tell(f"within{number}", Inquired(to="inquiry"), 95)
        won(story, f"within{number}", 130, 100_000)
    for number in range(15):
        opened(story, f"now{number}", 185, 100_000)
    return Reporting(tmp_path).learn(story.facts)


def test_w45_a_pipeline_of_three_times_the_rest_and_the_rule_of_four_at_a_win_rate_of_a_quarter(quarters):
    [*_, now] = quarters.report("coverage", as_of=date(2025, 7, 15), target=500_000)

    assert (now["pipeline"], now["open_value"], now["rest"]) == (15, 1_500_000_00, 500_000_00)
    assert (now["coverage"], now["inverse"]) == (3.0, 4.0)


def test_the_pipeline_of_a_past_quarter_has_no_leads_even_where_as_many_are_open_now(tmp_path: Path):
    story = Story()
    for who, at in (("a", 85), ("b", 100)):
        opened(story, who, at, 100_00)
    won(story, "a", 95, 100_00)
    house = Reporting(tmp_path).learn(story.facts)
    answer = house.answer("coverage", asking(as_of=date(2025, 7, 15)))
    *_, past, together, now = answer.rows

    assert [row["pipeline"] for row in (past, together, now)] == [1, 1, 1]
    for row in (past, together):
        with pytest.raises(UsageError, match="cannot be listed"):
            house.leads(answer, row, "pipeline")
    assert [lead["journey"] for lead in house.leads(answer, now, "pipeline")] == ["j-b"]


def test_w46_a_target_of_1_2_m_takes_4_m_of_opening_pipeline(quarters):
    answer = quarters.answer("coverage", asking(as_of=date(2025, 7, 15), target=1_200_000))
    past, together, now = answer.rows

    assert (past["start"], past["pipeline"], past["won"], past["created"]) == (date(2025, 4, 1), 4, 1, 2)
    assert (together["converts"], together["rate"], together["created_value"]) == (0.25, 0.25, 200_000_00)
    assert now["needed"] == pytest.approx(4_000_000_00)
    assert now["needed_coverage"] == pytest.approx(4 / 1.2)
    assert len(quarters.leads(answer, now, "pipeline")) == 15


def proposals(tmp_path: Path, more: str = "") -> Reporting:
    """Sixty proposals of which 24 were won, four of them after day 30; and one that is 35 days old."""
    story = Story()
    for number, (length, came) in enumerate(
        [(10, True)] * 20 + [(20, False)] * 20 + [(60, True)] * 4 + [(90, False)] * 16
    ):
        opened(story, f"p{number}", 0)
        won(story, f"p{number}", length, 20_000) if came else story.tell(f"p{number}", Lost(to="lost"), length)
    opened(story, "aged", 150, 50_000)
    if more:
        story.tell(more, Moved(to="sql"), 180)
    return Reporting(tmp_path).learn(story.facts)


def test_w62_a_proposal_of_35_days_is_worth_10000_and_its_chance_is_listed_with_it(tmp_path: Path):
    house = proposals(tmp_path)
    answer = house.answer("forecast", asking(as_of=day(185)))
    [row] = [row for row in answer.rows if (row["by"], row["place"]) == ("end", "opportunity")]

    assert (row["youngest"], row["open"]) == (31, 1)
    assert (row["wins"], row["value"]) == pytest.approx((0.2, 10_000_00))
    [lead] = house.leads(answer, row, "open")
    assert (lead["stage"], lead["age"], lead["value"]) == ("opportunity", 35, 50_000_00)
    assert lead["chance_end"] == pytest.approx(0.2)
    # Until the end of July 5 are 26 days: the four that were won at day 60 had had 25 more.
    assert lead["chance_month"] == pytest.approx(0.2)


# -- scores ------------------------------------------------------------------------------------------------


def asked_and_won(recent: bool) -> Story:
    """Sixty leads with 25 or 75 points; of late the points say nothing."""
    story = Story()
    for number in range(120):
        late = number >= 60
        start, who, good = 200 if late else 0, f"p{number}", number % 2 == 0
        story.tell(who, Inquired(to="inquiry"), start)
        story.tell(who, Answered("budget", "yes", 75.0 if good else 25.0), start + 1)
        story.tell(who, Qualified(to="mql"), start + 2)
        wins = number % 3 == 0 if late and recent else good and number % 4 == 0
        story.tell(who, Won(to="won") if wins else Recycled(to="nurture"), start + 9)
        story.tell(who, Answered("budget", "yes", 100.0 if wins else 0.0), start + 12)
    return story


def test_a_score_counts_as_it_was_when_the_lead_was_qualified(tmp_path: Path):
    house = Reporting(tmp_path).learn(asked_and_won(recent=False).facts)
    answer = house.answer("calibration", asking(as_of=day(300)))
    low, high, every = answer.rows

    assert [(row["lowest"], row["leads"], row["won"]) for row in (low, high)] == [(25, 60, 0), (75, 60, 30)]
    assert (every["leads"], every["rate"], every["off"], every["brier"]) == (120, 0.25, None, None)
    assert len(house.leads(answer, high, "won")) == len(house.leads(answer, every, "won")) == 30


def test_a_score_that_stopped_to_predict_is_warned_of(tmp_path: Path):
    before, recent = Reporting(tmp_path).learn(asked_and_won(recent=True).facts).report("score_power", as_of=day(260))

    assert before["power"] > 0.7
    assert recent["power_low"] < 0.5 < recent["power_high"]
    assert recent["verdict"] == BLIND


def test_a_bar_above_all_but_the_best_misses_wins_and_the_capacity_takes_the_best(tmp_path: Path):
    house = Reporting(tmp_path).learn(asked_and_won(recent=True).facts)
    high, low = house.report("thresholds", as_of=day(300), capacity=30, dials=3)

    assert (high["bar"], high["leads"], high["called"], high["dials"]) == (75, 60, 30, 90)
    assert (low["bar"], low["leads"], low["called"]) == (25, 120, 30)
    assert high["wins"] == low["wins"] == pytest.approx(high["won"] / 2)
    assert high["cost"] is None


def test_chances_are_scores_that_can_be_right_or_wrong(tmp_path: Path):
    story = Story()
    for number, (chance, came) in enumerate([("0.8", True), ("0.4", False), ("0.1", False), ("n/a", True)]):
        story.tell(f"p{number}", Inquired(to="inquiry", attributes={"chance": chance}), 0)
        story.tell(f"p{number}", Won(to="won") if came else Lost(to="lost"), 5)
    *_, every = Reporting(tmp_path).learn(story.facts).report("calibration", score="chance", as_of=day(9))

    assert (every["leads"], every["won"]) == (3, 1)
    assert every["brier"] == pytest.approx(0.07)  # W63


def test_a_life_shorter_than_the_silence_of_a_winner_puts_wins_at_stake(tmp_path: Path):
    story = Story()
    for number in range(40):
        story.tell(f"p{number}", Moved(to="sql"), 0)
        for call in range(10, 60, 10) if number % 2 else ():
            story.tell(f"p{number}", Called(connected=True), call)
        story.tell(f"p{number}", Won(to="won") if number < 20 else Lost(to="lost"), 60)
    rows = {row["life"]: row for row in Reporting(tmp_path).learn(story.facts).report("shelf_lives", stage="sql")}

    assert (rows[7]["silent"], rows[14]["silent"], rows[60]["silent"], rows[90]["silent"]) == (40, 20, 20, 0)
    assert (rows[30]["at_stake"], rows[30]["rate"], rows[90]["rate"]) == (0.5, 0.5, None)
    assert {life: row["mark"] for life, row in rows.items() if row["mark"]} == {30: "agreed", 90: "advised"}


@pytest.mark.parametrize(("hours", "silent"), [(29 * 24 + 23, 0), (30 * 24, 1)])
def test_a_silence_is_as_long_as_the_clock_counts_it_and_not_the_calendar(tmp_path: Path, hours, silent):
    story = Story()
    story.tell("Ada", Moved(to="sql"), 0.9)
    story.tell("Ada", Won(to="won"), 0.9 + hours / 24)
    rows = {row["life"]: row for row in Reporting(tmp_path).learn(story.facts).report("shelf_lives", stage="sql")}

    assert rows[30]["silent"] == silent


# -- what must always hold ---------------------------------------------------------------------------------

AHEAD = {
    "forecast": {"least": 1},
    "coverage": {},
    "backtest": {"least": 1, "months": 2},
    "chances": {"least": 1, "months": 2},
}


@pytest.mark.parametrize("question", AHEAD)
@settings(max_examples=8)
@given(data=st.data())
def test_a_forecast_knows_nothing_that_happened_later(question, data):
    chapters, as_of = data.draw(any_ledgers(most=4)), data.draw(DAYS)
    facts = [fact for chapter in chapters for fact in chapter if not isinstance(fact.body, Ruling)]
    end_us = start_of_day(as_of + timedelta(days=1), BERLIN)
    before = [fact for fact in facts if fact.at_us is None or fact.at_us < end_us]
    ask = Ask(as_of=as_of, options=AHEAD[question])

    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        then, now = (Reporting(Path(folder)).learn(told) for folder, told in ((first, before), (second, facts)))
        assert then.answer(question, ask).rows == now.answer(question, ask).rows


def test_the_first_stage_is_no_pipeline(quarters):
    with pytest.raises(UsageError, match="'inquiry' is no pipeline"):
        quarters.report("coverage", frm="inquiry")


def test_a_stage_of_which_too_little_is_known_has_no_chance_and_the_total_says_so(tmp_path: Path):
    rows = proposals(tmp_path, more="ada").report("forecast", as_of=day(185))
    ends = {row["place"]: row for row in rows if row["by"] == "end"}

    assert (ends["sql"]["open"], ends["sql"]["few"], ends["sql"]["wins"]) == (1, 1, None)
    assert (ends["total"]["open"], ends["total"]["few"]) == (2, 1)
    assert ends["total"]["wins"] == pytest.approx(0.2 + ends["new"]["wins"])


def steady_sellers(months: int) -> Story:
    """Every third day somebody inquires; of three one is won after twenty days, and two are lost after forty."""
    story = Story()
    for number in range(10 * months):
        start, who = 3 * number, f"p{number}"
        story.tell(who, Inquired(to="inquiry"), start)
        if number % 3:
            story.tell(who, Lost(to="lost"), start + 40)
        else:
            won(story, who, start + 20, 1_000)
    return story


def test_a_steady_company_is_forecast_well_and_its_backtest_says_so(tmp_path: Path):
    house = Reporting(tmp_path).learn(steady_sellers(13).facts)
    rows = house.report("backtest", as_of=date(2025, 12, 31), months=6)
    *months, every = rows

    assert [row["day"] for row in months] == [date(2025, month, last) for month, last in ((5, 31), (6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30))][-6:]  # fmt: skip
    assert every["came"] == sum(row["came"] for row in months)
    assert every["wape"] < 0.2
    assert abs(every["bias"]) < 0.1
    assert (every["ranges"], every["covered"]) == (6, 1.0)
    assert every["brier"] < 0.15
    table = house.report("chances", as_of=date(2025, 12, 31), months=6)
    assert table[-1]["brier"] == pytest.approx(every["brier"])


def test_before_anybody_was_won_nobody_can_tell_what_is_to_come(tmp_path: Path):
    story = Story()
    for number in range(60):
        opened(story, f"p{number}", number, 900)
        if number < 30:
            story.tell(f"p{number}", Lost(to="lost"), number + 20)
    house = Reporting(tmp_path).learn(story.facts)
    answer = house.answer("forecast", asking(as_of=day(61)))

    assert {row["wins"] for row in answer.rows} == {row["wins_to"] for row in answer.rows} == {None}
    assert sum(row["open"] or 0 for row in answer.rows if row["place"] == "total") == 90


@pytest.mark.parametrize("horizon", ["month", "quarter"])
def test_a_forecast_that_is_made_again_is_the_one_of_then_to_the_last_draw(tmp_path: Path, horizon):
    house = Reporting(tmp_path).learn(steady_sellers(13).facts)
    again = house.report("backtest", as_of=date(2025, 12, 31), months=2, horizon=horizon)[0]
    then = house.report("forecast", as_of=again["day"])
    [told] = [row for row in then if (row["by"], row["place"]) == (horizon, "total")]

    names = ("open", "wins", "wins_from", "wins_to")
    assert [again[name] for name in names] == pytest.approx([told[name] for name in names])


def test_what_was_learnt_later_was_unknown_then_if_that_is_asked_for(tmp_path: Path):
    late = [replace(fact, recorded_us=fact.at_us + 50 * DAY_US) for fact in steady_sellers(8).facts]
    house = Reporting(tmp_path).learn(late)
    later, then = (
        house.report("backtest", as_of=date(2025, 8, 31), months=2, known=known) for known in ("later", "then")
    )

    assert [row["came"] for row in later] == [row["came"] for row in then]
    # Fifty days of inquiries were not told yet; who was lost in that time was still open.
    assert later[0]["open"] != then[0]["open"]
    assert later[0]["brier"] != then[0]["brier"]
