"""What open deals will bring by their age, and how good a forecast was."""

from math import inf, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from headrace.analytics.intervals import wilson
from headrace.core.errors import PlanRefused, UnknownName
from headrace.planning.forecast import Deal, cell, drawn, expected
from headrace.planning.scores import bias, brier, covered, log_loss, wape

waits = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(["won", "lost", "expired", None]), st.integers(1, 6)),
    min_size=1, max_size=12,
)  # fmt: skip
ended = waits.map(lambda rows: [(length, end or "lost", n) for length, end, n in rows])
PROPOSALS = [(10, "won", 20), (20, "lost", 20), (60, "won", 4), (90, "lost", 16)]


# -- by stage and age --------------------------------------------------------------------------------------


def plain_chance(rows, age, by):
    """Day by day: of those still open, the share that ends; of the ends, the won."""
    deals = [(length, end) for length, end, n in rows for _ in range(n) if length > age or age == 0]
    waiting, won = 1.0, 0.0
    for day in sorted({length for length, _ in deals}):
        at_risk = sum(length >= day for length, _ in deals)
        over = [end for length, end in deals if length == day and end]
        if day - age <= by:
            won += waiting * over.count("won") / at_risk
        waiting *= 1 - len(over) / at_risk
    return won


@given(waits, st.integers(0, 60), st.integers(0, 60))
def test_a_chance_is_that_of_deals_that_were_open_at_the_age(rows, age, horizon):
    assume(sum(n for *_, n in rows) >= 3)
    told = cell(rows, age, [horizon], least=3)

    assert told.age <= age
    assert told.chances == pytest.approx((plain_chance(rows, told.age, horizon), plain_chance(rows, told.age, inf)))
    assert told.n == sum(n for length, _, n in rows if length > told.age or told.age == 0)
    assert told.n >= 3


@given(ended, st.integers(0, 60))
def test_without_open_deals_it_is_the_won_among_those_that_lasted_longer(rows, age):
    lasted = [(end, n) for length, end, n in rows if length > age]
    assume(sum(n for _, n in lasted) >= 3 and age > 0)

    assert cell(rows, age, least=3).chance == pytest.approx(sum(n for end, n in lasted if end == "won") / sum(n for _, n in lasted))  # fmt: skip


def test_at_an_age_that_too_few_reached_the_last_one_counts_that_enough_did():
    told = [cell(PROPOSALS, age) for age in (59, 60, 75, 500)]

    assert [(each.age, each.n) for each in told] == [(59, 20), (60, 16), (75, 16), (60, 16)]
    assert [each.chance for each in told] == pytest.approx([0.2, 0, 0, 0])


@given(waits, st.integers(0, 60), st.lists(st.integers(0, 80), max_size=4).map(sorted))
def test_chances_grow_with_the_horizon(rows, age, horizons):
    told = cell(rows, age, horizons, least=1).chances

    assert list(told) == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1


def test_each_deal_has_its_own_chance_and_value():
    told = expected([Deal("proposal", 35, 50_000), Deal("proposal", 0, 10_000)], {"proposal": PROPOSALS}, [25])

    assert told[0].by == pytest.approx((10_000, 10_000))
    assert told[1].by == pytest.approx((10_000 / 3, 4_000))


# -- many futures ------------------------------------------------------------------------------------------

DEALS = [Deal("proposal", age, 1_000) for age in (0, 0, 5, 12, 15, 35, 35, 40)]


def test_the_mean_of_the_futures_is_what_is_expected():
    told = expected(DEALS, {"proposal": PROPOSALS}, [15, 40])
    futures = drawn(told, seed=2, runs=40_000)

    sums = np.array([each.by for each in told]).sum(axis=0)
    error = futures.std(axis=0) / 200
    assert (np.abs(futures.mean(axis=0) - sums) <= 4 * error + 1e-9).all()


def test_what_is_won_by_one_horizon_is_won_by_the_next():
    futures = drawn(expected(DEALS, {"proposal": PROPOSALS}, [15, 40]), seed=2, runs=500)

    assert (np.diff(futures, axis=1) >= 0).all()
    assert (futures % 1_000 == 0).all()
    assert (futures == drawn(expected(DEALS, {"proposal": PROPOSALS}, [15, 40]), seed=2, runs=500)).all()


def test_few_deals_behind_a_chance_make_the_range_wider_than_chance_alone():
    deals = [Deal("proposal", 0)] * 200
    few, many = (
        drawn(expected(deals, {"proposal": [(10, "won", 4 * n), (20, "lost", 6 * n)]}), seed=1)[:, -1].std()
        for n in (2, 2_000)
    )

    assert many == pytest.approx((200 * 0.4 * 0.6) ** 0.5, rel=0.05)
    assert few > 2.5 * many


def test_if_a_stage_fares_worse_than_we_think_its_deals_of_every_age_do():
    history = {"proposal": [(10 * week, end, 1) for week in range(1, 31) for end in ("won", "lost")]}
    deals = [Deal("proposal", age) for age in range(200) for _ in range(3)]
    told = expected(deals, history)
    alone = sum(each.cell.chance * (1 - each.cell.chance) for each in told) ** 0.5

    assert len({each.cell for each in told}) > 15
    assert drawn(told, seed=1, runs=2_000)[:, -1].std() > 3 * alone


def test_where_nobody_was_ever_won_a_range_is_not_sure_of_it_and_without_deals_there_is_nothing():
    lost = expected([Deal("proposal", 0)], {"proposal": [(5, "lost", 12)]})

    assert lost[0].by == (0,)
    assert drawn(lost, seed=1, runs=10).sum() == 0
    assert drawn([], seed=1, runs=3).tolist() == [[0], [0], [0]]


# -- scores ------------------------------------------------------------------------------------------------

forecasts = st.lists(st.tuples(st.floats(0, 100), st.floats(0.5, 100)), min_size=1, max_size=8)


@given(forecasts)
def test_an_error_has_no_side_and_a_bias_has_one(pairs):
    made, came = zip(*pairs, strict=True)

    assert abs(bias(made, came)) <= wape(made, came) + 1e-12
    assert wape(came, came) == bias(came, came) == 0
    assert bias([2 * each for each in came], came) == pytest.approx(1)


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(0, 1)), min_size=1, max_size=8))
def test_scores_of_chances_are_their_plain_means(pairs):
    chances, came = zip(*pairs, strict=True)

    assert brier(chances, came) == pytest.approx(np.mean([(p - x) ** 2 for p, x in pairs]))
    assert log_loss(chances, came) == pytest.approx(np.mean([-log(p if x else 1 - p) for p, x in pairs]))


def test_eight_of_ten_ranges_of_eighty_percent_hold_what_came():
    told = covered([(8, 12)] * 10, [8, 9, 10, 11, 12, 10, 10, 10, 13, 7])

    assert (told.share, told.n) == (0.8, 10)
    assert (told.low, told.high) == wilson(8, 10)


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: cell(PROPOSALS, -1), "age is -1"),
        (lambda: cell([(3, "won", 2)], 0), "Only 2 deals"),
        (lambda: cell([], 0), "Only 0 deals"),
        (lambda: expected([Deal("proposal", 3, -5)], {"proposal": PROPOSALS}), "value of a deal is -5"),
        (lambda: brier([], []), "nothing to score"),
        (lambda: brier([1.2], [1]), "chance is 1.2"),
        (lambda: brier([0.5], [2]), "nothing to score"),
        (lambda: log_loss([0.0], [1]), "beyond measure"),
        (lambda: log_loss([1.0], [0]), "beyond measure"),
        (lambda: wape([1], [0]), "nothing to be a share of"),
        (lambda: bias([1, 2], [1]), "nothing to be a share of"),
        (lambda: covered([], []), "nothing to score"),
    ],
)
def test_what_cannot_be_forecast_or_scored_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint


def test_a_deal_of_a_stage_without_history_names_those_that_have_one():
    with pytest.raises(UnknownName, match="proposl"):
        expected([Deal("proposl", 3)], {"proposal": PROPOSALS})
