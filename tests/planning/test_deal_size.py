"""What wins bring in each future: as much as wins so far brought on average, and as differently."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.planning.deal_size import DealSize


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=30))
def test_mean_and_spread_are_those_of_the_wins(values):
    size = DealSize.of_wins(len(values), float(sum(values)), float(sum(each * each for each in values)))

    assert (size.mean, size.wins) == (pytest.approx(np.mean(values)), len(values))
    assert size.spread == pytest.approx(np.std(values, ddof=1) / np.mean(values), abs=1e-6)


def test_nobody_knows_what_wins_bring_that_brought_nothing():
    assert DealSize.of_wins(0, 0.0, 0.0) is None
    assert DealSize.of_wins(3, 0.0, 0.0) is None


def test_wins_of_one_value_bring_that_many_times_it():
    wins = np.array([[0, 3], [2, 5]])

    assert DealSize(10.0, wins=8).revenue(wins, seed=1).tolist() == [[0.0, 30.0], [20.0, 50.0]]


@given(st.integers(1, 200), st.floats(0.05, 3.0), st.sampled_from([None, 5, 500]), st.integers(0, 99))
def test_many_futures_bring_the_mean_and_differ_as_deals_do(number, spread, told, seed):
    revenue = DealSize(1_000.0, spread, told).revenue(np.full((20_000, 1), number), seed=seed)

    of_deals = spread**2 / number
    of_mean = 0.0 if told is None else spread**2 / told
    deviation = (of_deals + of_mean + of_deals * of_mean) ** 0.5
    assert revenue.mean() == pytest.approx(number * 1_000, rel=6 * deviation / 20_000**0.5)
    assert revenue.std() / (number * 1_000) == pytest.approx(deviation, rel=0.5)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6))
def test_no_win_brings_nothing_and_nothing_is_negative(row):
    revenue = DealSize(1_000.0, 2.0, 3).revenue(np.array([row]), seed=1)

    assert ((revenue == 0) == (np.array([row]) == 0)).all()
    assert (revenue >= 0).all()
