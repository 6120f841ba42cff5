"""Curves over counted waits, against plain sums over one person after the other."""

from collections import Counter
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.analytics.competing import aalen_johansen, incidence
from headrace.analytics.maturity import maturity
from headrace.analytics.risk import late_risk_sets, risk_sets
from headrace.analytics.survival import kaplan_meier, survival, waited_per_event

ENDS = ("won", "lost", "expired")
waits = st.lists(st.tuples(st.integers(0, 12), st.sampled_from((*ENDS, None))), min_size=1, max_size=40)
late = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 12), st.sampled_from((*ENDS, None))), min_size=1, max_size=40
)


def counted(rows):
    return [(*row, n) for row, n in Counter(rows).items()]


def whole(rows):
    return [(-1, *row) for row in rows]


def states(people, since=-inf, until=inf):
    """Person by person: at each time the vector (S, F per end) and its covariance, by Greenwood's matrix recursion."""
    vector, cov, told = np.array([1.0, 0, 0, 0]), np.zeros((4, 4)), {}
    for time in sorted({length for _, length, end in people if end and since < length <= until}):
        n = sum(entry < time <= length for entry, length, _ in people)
        d = np.array(
            [sum(length == time and e == end and entry < length for entry, length, e in people) for end in ENDS]
        )
        hazards = d / n
        step = np.eye(4)
        step[0] = [1 - hazards.sum(), *hazards]
        spread = np.zeros((4, 4))
        spread[1:, 1:] = (np.diag(hazards) - np.outer(hazards, hazards)) / n
        spread[0, 1:] = spread[1:, 0] = -spread[1:, 1:].sum(axis=0)
        spread[0, 0] = spread[1:, 1:].sum()
        cov = step.T @ cov @ step + vector[0] ** 2 * spread
        vector = vector @ step
        told[time] = vector, np.sqrt(np.maximum(np.diag(cov), 0))
    return told


def check(made, told):
    for time, (vector, errors) in told.items():
        assert [made.shares(time)[end] for end in (None, *ENDS)] == pytest.approx(list(vector), abs=1e-12)
        for curve, error in zip((made.waiting, *(made.ends[end] for end in ENDS)), errors, strict=True):
            index = sum(t <= time for t in curve.times) - 1
            assert (curve.error[index] if index >= 0 else 0) == pytest.approx(error, abs=1e-7)


@given(waits)
def test_competing_ends_are_what_one_finds_person_by_person(rows):
    check(aalen_johansen(counted(rows), ENDS), states(whole(rows)))


@given(waits)
def test_all_ends_and_those_still_waiting_make_one_at_every_time(rows):
    made = aalen_johansen(counted(rows), ENDS)

    for time in range(14):
        assert sum(made.shares(time).values()) == pytest.approx(1, abs=1e-12)
        assert all(-1e-12 <= share <= 1 + 1e-12 for share in made.shares(time).values())


@given(waits, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_how_they_were_counted_matters(rows, chance):
    shuffled = [(*row, 1) for row in rows]
    chance.shuffle(shuffled)

    assert aalen_johansen(shuffled, ENDS) == aalen_johansen(counted(rows), ENDS)


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(ENDS)), min_size=1, max_size=40))
def test_where_nobody_is_open_the_error_is_that_of_a_share(rows):
    for end, curve in aalen_johansen(counted(rows), ENDS).ends.items():
        share = sum(each == end for _, each in rows) / len(rows)
        assert 1 - curve.at(12) == pytest.approx(share)
        assert not curve.error or curve.error[-1] == pytest.approx(sqrt(share * (1 - share) / len(rows)), abs=1e-7)


@given(waits)
def test_with_one_end_the_curves_and_intervals_are_those_of_kaplan_meier(rows):
    one = counted([(length, "won" if end else None) for length, end in rows])
    made, plain = aalen_johansen(one, ["won"]).ends["won"], kaplan_meier(one)

    assert made.times == plain.times
    assert made.survival == pytest.approx(plain.survival, abs=1e-12)
    assert made.error == pytest.approx(plain.error, abs=1e-7)
    assert [made.by(age) is None for age in range(14)] == [plain.by(age) is None for age in range(14)]


@given(waits)
def test_who_still_waits_is_told_by_all_ends_as_by_one(rows):
    sets = risk_sets(counted(rows))
    made, plain = incidence(sets).waiting, survival(sets)

    assert (made.times, made.since, made.until) == (plain.times, plain.since, plain.until)
    assert made.survival == pytest.approx(plain.survival, abs=1e-15)
    assert made.error == pytest.approx(plain.error, abs=1e-15)


@given(late)
def test_late_entry_counts_only_whom_one_could_see(rows):
    sets = late_risk_sets(counted(rows), least=1)

    people = [(entry if entry > 0 else -1, length, end) for entry, length, end in rows]
    since = sets.since if sets.since else -inf
    check(incidence(sets, ENDS), states(people, since, sets.until))
    assert sets.unseen == sum(entry >= length for entry, length, _ in people)


@given(waits)
def test_who_was_seen_from_the_beginning_is_not_late(rows):
    sets, plain = late_risk_sets(counted([(0, *row) for row in rows]), least=1), risk_sets(counted(rows))

    assert (sets.times, sets.at_risk) == (plain.times, plain.at_risk)
    assert (sets.since, sets.unseen) == (0, 0)
    assert incidence(sets, ENDS) == incidence(plain, ENDS)


def test_late_waits_begin_where_ten_are_at_risk_so_that_the_first_cannot_end_the_curve():
    rows = [(1, 2, "won", 1), (2, 20, None, 1), (5, 8, "won", 10), (5, 20, None, 10)]
    curve = survival(late_risk_sets(rows))

    assert (curve.since, curve.times, curve.until) == (5, [8], 20)
    assert curve.by(8).share == pytest.approx(10 / 21)
    assert curve.by(4) is None
    assert next(iter(curve.corners())) == (5, 0.0)
    assert survival(late_risk_sets(rows, least=1)).by(8).share == pytest.approx(10 / 21)


def test_across_a_time_at_which_nobody_was_watched_there_is_no_curve():
    early = [(0, 3, "won", 30), (0, 5, None, 20)]
    sets = late_risk_sets([*early, (9, 12, "won", 10)])

    assert (sets.since, sets.until, sets.times) == (0, 5, [3, 5])
    assert survival(sets).by(12) is None


def test_too_few_late_waits_make_no_curve_at_all():
    curve = survival(late_risk_sets([(3, 5, "won", 4)]))

    assert curve.times == []
    assert curve.by(5) is None
    assert survival(late_risk_sets([])).by(5) is None


def test_a_share_by_an_age_is_known_only_as_far_as_somebody_was_watched():
    made = aalen_johansen([(5, "won", 30), (9, None, 70)], ENDS)

    told = made.ends["won"].by(9)
    assert told.share == pytest.approx(0.3)
    assert told.low < 0.3 < told.high
    assert made.ends["won"].by(10) is None
    assert made.ends["lost"].by(9) == (0, None, None)
    assert made.ends["won"].quantile(0.25) == 5
    assert made.ends["won"].quantile(0.31) is None


@given(waits)
def test_the_staircase_climbs_from_nothing_to_the_last_share(rows):
    for curve in aalen_johansen(counted(rows), ENDS).ends.values():
        corners = list(curve.corners())
        assert corners[0] == (0, 0)
        assert corners == sorted(corners)
        last = curve.until if curve.until < inf else max(curve.times, default=0)
        assert corners[-1] == (last, pytest.approx(1 - curve.at(last)))


@given(waits)
def test_a_cohort_s_maturity_is_the_expected_number_by_now_of_the_expected_in_the_end(rows):
    pool = aalen_johansen(counted(rows), ENDS).ends["won"]
    ages = [(age, 2) for age in range(0, 16, 3)]
    known = maturity(pool, ages)

    expected = [1 - pool.at(min(age, pool.until)) for age, _ in ages]
    if pool.at(pool.until) == 1:
        assert known is None
    else:
        assert known == pytest.approx(sum(expected) / len(ages) / (1 - pool.at(pool.until)))
        assert maturity(pool, [(99, 1)]) == 1


def test_maturity_is_not_told_of_nobody_nor_beyond_what_the_pool_knows():
    pool = kaplan_meier([(10, True, 2), (60, False, 8)])

    assert maturity(pool, []) is None
    assert maturity(pool, [(5, 1)], horizon=61) is None
    assert maturity(pool, [(5, 1)], horizon=5) is None
    assert maturity(pool, [(5, 1), (30, 1)], horizon=30) == 0.5


def test_waiting_per_event_counts_the_waiting_of_those_still_open():
    assert waited_per_event([(3, True, 1), (5, None, 2), (7, "lost", 1)]) == 10
    assert waited_per_event([(3, None, 1)]) is None
    assert waited_per_event([]) is None
