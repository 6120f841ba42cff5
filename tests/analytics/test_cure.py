"""How many will convert in the end: found where the waits tell it, refused where they do not."""

from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headrace.analytics.cure import (
    FAMILIES,
    NOT_SEPARABLE,
    STILL_RISING,
    TOO_FEW,
    Cure,
    fit_cure,
    has_flattened,
)
from headrace.analytics.fitting import Refused

DISTRIBUTIONS = {
    "exponential": lambda rate, shape: stats.expon(scale=1 / rate),
    "weibull": lambda rate, shape: stats.weibull_min(shape, scale=1 / rate),
    "gamma": lambda rate, shape: stats.gamma(shape, scale=1 / rate),
}


def waits(share, speed, follow_up, n, seed=7):
    """Made-up leads that came evenly over the follow-up; the waits of those who convert are drawn from `speed`."""
    chance = np.random.default_rng(seed)
    length, seen = speed.rvs(n, random_state=chance), chance.random(n) * follow_up
    converted = (chance.random(n) < share) & (length <= seen)
    rows = Counter(zip(np.where(converted, length, seen).round(3).tolist(), converted.tolist(), strict=True))
    return [(*row, k) for row, k in rows.items()]


@pytest.mark.parametrize(
    ("family", "shape"), [("exponential", 1.0), ("weibull", 1.6), ("weibull", 0.8), ("gamma", 2.5)]
)
def test_what_was_put_in_is_found(family, shape):
    model = fit_cure(waits(0.3, DISTRIBUTIONS[family](0.1, shape), 150, 3000), family)

    assert model.low < 0.3 < model.high
    assert model.high - model.low == pytest.approx(4 * model.error, rel=0.05)
    assert model.share == pytest.approx(0.3, abs=0.03)
    assert (model.rate, model.shape) == pytest.approx((0.1, shape), rel=0.2)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_likelihood_is_that_of_the_distribution(family):
    rows = waits(0.4, DISTRIBUTIONS["gamma"](0.2, 1.5), 80, 400)
    model = fit_cure(rows, family)
    speed = DISTRIBUTIONS[family](model.rate, model.shape)

    told = sum(n * log(model.share * speed.pdf(length)) for length, converted, n in rows if converted)
    told += sum(n * log(1 - model.share * speed.cdf(length)) for length, converted, n in rows if not converted)
    assert model.log_likelihood == pytest.approx(told, abs=1e-6)
    assert model.by(12) == pytest.approx(model.share * speed.cdf(12))


def test_shapes_contain_the_plain_one_so_they_fit_no_worse():
    rows = waits(0.3, stats.expon(scale=10), 120, 800)
    plain, *shaped = (fit_cure(rows, family).log_likelihood for family in FAMILIES)

    assert all(value >= plain - 1e-6 for value in shaped)


def test_the_unit_of_the_waits_changes_the_rate_and_nothing_else():
    rows = waits(0.3, stats.expon(scale=10), 120, 500)
    days, minutes = fit_cure(rows), fit_cure([(1440 * length, *rest) for length, *rest in rows])

    assert (minutes.share, minutes.low, minutes.high) == pytest.approx((days.share, days.low, days.high), abs=1e-5)
    assert minutes.rate * 1440 == pytest.approx(days.rate, rel=1e-4)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("follow_up", [2, 5, 10, 20])
@pytest.mark.parametrize("seed", range(5))
def test_a_follow_up_of_up_to_two_mean_waits_is_refused(family, follow_up, seed):
    rows = waits(0.3, stats.expon(scale=10), follow_up, 2000, seed)

    assert fit_cure(rows, family) == Refused(STILL_RISING)


def test_one_record_that_is_very_old_makes_no_long_follow_up():
    rows = waits(0.3, stats.expon(scale=10), 10, 2000)

    assert not has_flattened([*rows, (5000.0, False, 1)])


def test_a_few_waits_that_a_long_tail_explains_as_well_do_not_say_that_some_never_convert():
    rows = [(0.1, True, 1), (0.4, True, 1), (1, True, 1), (4, True, 1), (12, True, 1), (30, False, 12)]

    assert has_flattened(rows)
    assert isinstance(fit_cure(rows), Cure)
    assert [fit_cure(rows, family) for family in ("weibull", "gamma")] == [Refused(NOT_SEPARABLE)] * 2


def test_of_a_profile_that_reaches_everybody_the_interval_does_too():
    rows = [(2, True, 1), (5, True, 1), (9, True, 1), (11, True, 1), (14, True, 1), (34, False, 12)]
    model = fit_cure(rows)

    assert model.low < model.share < 0.4
    assert model.high == 1


def test_a_handful_of_conversions_is_refused():
    assert fit_cure([(1, True, 4), (90, False, 500)]) == Refused(TOO_FEW)
    assert fit_cure([]) == Refused(TOO_FEW)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_wait_of_no_length_has_a_density_all_the_same(family):
    model = fit_cure([(0, True, 8), (1, True, 9), (2, True, 5), (60, False, 90)], family)

    assert model.share == pytest.approx(22 / 112, abs=0.01)


@given(st.floats(0.01, 0.99), st.floats(0.01, 2), st.floats(0, 200))
def test_whoever_is_open_longer_is_less_likely_to_convert(share, rate, age):
    for family in FAMILIES:
        model = Cure(family, share, rate, shape=1.5)
        assert model.still(0) == pytest.approx(share)
        assert 0 <= model.still(age + 1) <= model.still(age) + 1e-12
        assert model.by(age) + (1 - model.by(age)) * model.still(age) == pytest.approx(share)
