"""What becomes of customers: what always holds, and what each model says where the answer is known otherwise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats

from headrace.analytics.fitting import Refused
from headrace.analytics.lifetime.contracts import NONE_LOST, Renewals, fit_renewals
from headrace.analytics.lifetime.orders import NO_PEAK, NO_REPEATS, Orders, fit_orders
from headrace.analytics.lifetime.retention import Triangle, triangle
from headrace.analytics.lifetime.revenue import bridge
from headrace.analytics.lifetime.spend import Spend, correlation, fit_spend
from headrace.analytics.lifetime.worth import (
    Terms,
    lifetime,
    lifetime_value,
    margin_after,
    payback,
    periods_to_recover,
    value_to_cost,
    value_within,
)

amounts = st.lists(st.tuples(st.integers(0, 1000), st.integers(-50, 2000)), max_size=20)
cohorts = st.dictionaries(st.integers(1, 9), st.lists(st.integers(0, 50), min_size=1, max_size=6), max_size=6)

# -- the triangle and the bridge ----------------------------------------------------------------------------


@given(cohorts)
def test_the_pooled_row_is_a_sum_over_a_sum_of_the_cohorts_that_got_so_far(rows):
    made = Triangle(rows)

    for age, kept in enumerate(made.pooled()):
        reached = [row for row in rows.values() if len(row) > age]
        assert (kept.amount, kept.of) == (sum(row[age] for row in reached), sum(row[0] for row in reached))
    for kept in made.steps():
        reached = [row for row in rows.values() if len(row) > kept.age]
        assert (kept.amount, kept.of) == (
            sum(row[kept.age] for row in reached),
            sum(row[kept.age - 1] for row in reached),
        )


@given(cohorts)
def test_rows_in_any_order_make_the_same_triangle(rows):
    sparse = [(cohort, age, n) for cohort, row in rows.items() for age, n in enumerate(row) if n]
    reached = {cohort: len(row) - 1 for cohort, row in rows.items()}

    assert triangle(reversed(sparse), reached).amounts == rows


def test_an_age_that_has_only_begun_is_left_out_and_one_without_rows_is_nothing():
    made = triangle([("a", 0, 5), ("a", 3, 1), ("b", 0, 4), ("c", 0, 9)], {"a": 2, "b": 0})

    assert made.amounts == {"a": [5, 0, 0], "b": [4]}
    assert made.shares() == {"a": [1, 0, 0], "b": [1]}
    assert [kept.share for kept in made.steps()] == [0, None]
    assert Triangle({}).pooled() == []
    assert Triangle({}).steps() == []


@given(amounts)
def test_gross_retention_is_at_most_net_retention_and_at_most_all(customers):
    made = bridge([opening for opening, _ in customers], [closing for _, closing in customers])

    if made.opening:
        assert made.grr <= min(1, made.nrr)
        kept = [(opening, max(closing, 0)) for opening, closing in customers if opening]
        assert made.grr == pytest.approx(sum(min(pair) for pair in kept) / made.opening)
        assert made.nrr == pytest.approx(sum(closing for _, closing in kept) / made.opening)
        assert made.logo_churn == sum(closing == 0 for _, closing in kept) / len(kept)
    else:
        assert (made.grr, made.nrr, made.logo_churn) == (None, None, None)


# -- worth --------------------------------------------------------------------------------------------------


@given(st.floats(0.01, 0.9), st.floats(0, 0.2), st.floats(-5, 5))
def test_a_lifetime_is_the_sum_of_its_periods(churn, discount, growth):
    terms = Terms(100, churn, growth, discount)

    assert lifetime_value(terms) == pytest.approx(value_within(terms, 3000), abs=1e-6)


@given(st.floats(-0.01, 0.9), st.floats(0, 0.2), st.floats(-5, 5), st.integers(-3, 400))
def test_a_value_is_the_sum_of_what_is_left_in_each_period(churn, discount, growth, periods):
    terms = Terms(100, churn, growth, discount)

    plain = sum(max(100 + growth * t, 0) * ((1 - churn) * (1 - discount)) ** t for t in range(periods))
    assert value_within(terms, periods) == pytest.approx(plain, rel=1e-9, abs=1e-9)


def test_a_margin_that_hardly_shrinks_is_summed_all_the_same():
    hardly = Terms(400, 0.025, growth=-1e-12)

    assert lifetime_value(hardly) == pytest.approx(16_000)
    assert lifetime_value(Terms(40_000, -0.01, growth=-1e-3)) is None
    assert lifetime_value(Terms(400, 0.0, growth=-1e-3)) == pytest.approx(400 * 400_001 / 2)


def test_without_churn_there_is_no_lifetime_but_a_sum_over_some_periods():
    for churn in (0, -0.01):
        assert lifetime_value(Terms(400, churn)) is None
        assert lifetime(churn) is None
    assert value_within(Terms(400, 0, growth=10), 12) == 400 * 12 + 10 * 66
    assert value_to_cost(None, 4_000) is None
    assert value_to_cost(16_000, 0) is None
    assert periods_to_recover(4_000, 0) is None


@pytest.mark.parametrize(("churn", "discount"), [(1.5, 0), (0.1, 1), (0.1, -0.1)])
def test_terms_that_are_no_shares_are_refused(churn, discount):
    with pytest.raises(ValueError, match="shares of one period"):
        Terms(400, churn, discount=discount)


@given(st.floats(1, 10_000), st.floats(1, 1000), st.one_of(st.just(0), st.just(1), st.floats(1e-9, 0.5)))
def test_payback_is_the_first_period_at_whose_end_the_cost_is_back(cost, margin, churn):
    back = payback(cost, margin, churn)

    if back is None:
        assert cost * churn >= margin * (1 - 1e-9)
        return
    assert margin_after(margin, churn, back.period) >= cost * (1 - 1e-6)
    assert back.period == 1 or margin_after(margin, churn, back.period - 1) < cost
    assert back.exact < 1 or back.exact >= periods_to_recover(cost, margin) * (1 - 1e-9)


# -- contracts ----------------------------------------------------------------------------------------------


def test_retention_rates_multiply_to_survival_and_both_are_those_of_a_mixed_coin():
    model = Renewals(0.7, 1.9)

    for age in range(1, 15):
        mixed, _ = integrate.quad(lambda p, age=age: (1 - p) ** age * stats.beta(0.7, 1.9).pdf(p), 0, 1)
        assert model.survival(age) == pytest.approx(mixed, abs=1e-7)
        assert model.survival(age) == pytest.approx(model.survival(age - 1) * model.retention(age))


@pytest.mark.parametrize("model", [Renewals(0.7, 1.9), Renewals(3.0, 9.0)])
def test_the_expected_lifetime_is_the_sum_over_all_ages(model):
    plain = sum(model.survival(age) / 1.1**age for age in range(400))

    assert model.lifetime(discount=0.1) == pytest.approx(plain)


def test_without_a_discount_a_lifetime_may_have_no_end():
    assert Renewals(0.7, 1.9).lifetime(discount=0) is None
    assert Renewals(3.0, 9.0).lifetime(discount=0) == pytest.approx(5.5)
    assert Renewals(3.0, 9.0).lifetime(discount=1e-9) == pytest.approx(5.5, abs=1e-3)


def test_cohorts_of_every_length_tell_one_model():
    truth = Renewals(0.9, 2.1)
    alive = [[round(n) for n in truth.projected(100_000, range(ages))] for ages in (3, 5, 8)]
    model = fit_renewals(alive)

    assert (model.a, model.b) == pytest.approx((0.9, 2.1), rel=1e-2)


def test_where_everybody_is_alike_the_projection_goes_on_as_before():
    model = fit_renewals([[10_000, 9_000, 8_100, 7_290]])

    assert model.survival(8) == pytest.approx(0.9**8, rel=2e-3)


@pytest.mark.parametrize("alive", [[[100, 100, 100]], [[100]], [], [[100, 0]]])
def test_if_nobody_left_or_nobody_stayed_there_is_nothing_to_project(alive):
    assert fit_renewals(alive) == Refused(NONE_LOST)


def test_where_nobody_ever_renewed_no_course_is_projected():
    assert fit_renewals([[10, 0], [7, 0, 0], [5]]) == Refused(NONE_LOST)
    assert isinstance(fit_renewals([[10, 1], [7, 0, 0], [5]]), Renewals)


# -- orders -------------------------------------------------------------------------------------------------

MODEL = Orders(0.243, 4.414, 0.793, 2.426)


@settings(max_examples=60)
@given(st.integers(0, 30), st.floats(0, 1), st.floats(1, 80), st.floats(0.1, 80))
def test_expected_orders_are_those_of_the_paper(x, part, age, horizon):
    recency = part * age if x else 0.0
    r, alpha, a, b = MODEL.r, MODEL.alpha, MODEL.a, MODEL.b
    z = horizon / (alpha + age + horizon)
    paper = (a + b + x - 1) / (a - 1) * (1 - (1 - z) ** (r + x) * special.hyp2f1(r + x, b + x, a + b + x - 1, z))
    paper /= 1 + (x > 0) * a / (b + x - 1) * ((alpha + age) / (alpha + recency)) ** (r + x)

    assert MODEL.expected(horizon, x, recency, age) == pytest.approx(paper, rel=1e-6, abs=1e-9)


@given(st.integers(0, 300), st.floats(0, 1), st.floats(1, 200))
def test_chances_are_chances_and_more_time_brings_no_fewer_orders(x, part, age):
    recency = part * age if x else 0.0

    assert 0 <= MODEL.alive(x, recency, age) <= 1
    assert 0 <= MODEL.expected(10, x, recency, age) <= MODEL.expected(20, x, recency, age) + 1e-9


def test_at_a_equal_to_one_the_expectation_is_between_its_neighbours():
    below, at, above = (Orders(0.3, 4.0, a, 2.4).expected_of_new(50) for a in (0.999, 1.0, 1.001))

    assert above < at < below
    assert at == pytest.approx((above + below) / 2, rel=1e-4)


def test_made_up_customers_give_back_the_model_that_made_them():
    chance = np.random.default_rng(8)
    n, age = 20_000, 60.0
    rate, leave = chance.gamma(0.8, 1 / 6.0, n), chance.beta(0.9, 2.5, n)
    x, last = np.zeros(n), np.zeros(n)
    alive = np.ones(n, dtype=bool)
    while alive.any():
        following = last + chance.exponential(1 / rate)
        alive &= following <= age
        x[alive] += 1
        last[alive] = following[alive]
        alive &= chance.random(n) >= leave
    model = fit_orders(x, last, np.full(n, age))

    assert (model.r, model.alpha, model.a, model.b) == pytest.approx((0.8, 6.0, 0.9, 2.5), rel=0.15)
    assert model.expected_of_new(age) == pytest.approx(x.mean(), rel=0.03)


def test_nobody_ordered_again_so_there_is_no_model():
    assert fit_orders([0, 0], [0, 0], [5, 9]) == Refused(NO_REPEATS)
    assert fit_orders([], [], []) == Refused(NO_REPEATS)


def test_customers_who_all_leave_with_the_same_chance_tell_no_spread_of_chances_and_are_refused():
    """The likelihood is a ridge there: the search stops on it, far from where it would have run away."""
    repeats = [3, 1, 1, 4, 0, 1, 3, 3, 3, 4, 0, 1, 2, 2, 1]
    last = [50, 154, 88, 92, 0, 74, 248, 138, 92, 185, 0, 201, 275, 62, 124]

    assert fit_orders(repeats, last, [300] * 15) == Refused(NO_PEAK)


# -- spend --------------------------------------------------------------------------------------------------


def test_made_up_amounts_give_back_the_model_that_made_them():
    chance = np.random.default_rng(9)
    x = chance.integers(1, 12, 20_000)
    nu = chance.gamma(3.7, 1 / 15.0, len(x))
    mean = chance.gamma(6.0 * x, 1 / (nu * x))
    model = fit_spend(x, mean)

    assert (model.p, model.q, model.v) == pytest.approx((6.0, 3.7, 15.0), rel=0.1)
    assert model.of_anyone == pytest.approx(mean.mean(), rel=0.03)
    assert abs(correlation(x, mean)) < 0.03


@given(st.integers(1, 500), st.floats(1, 1000))
def test_a_customer_s_expected_spend_lies_between_its_own_mean_and_everybody_s(x, mean):
    model = Spend(6.25, 3.74, 15.44)
    expected = float(model.expected(x, mean))

    assert min(mean, model.of_anyone) - 1e-9 <= expected <= max(mean, model.of_anyone) + 1e-9
    assert abs(model.expected(x + 1, mean) - mean) <= abs(expected - mean) + 1e-9


def test_what_cannot_be_told_of_spend():
    assert fit_spend([0, 2], [0.0, 0.0]) == Refused(NO_REPEATS)
    assert Spend(6.25, 0.9, 15.44).of_anyone is None
    assert correlation([1, 1, 1], [5, 6, 7]) is None
    assert correlation([2], [5]) is None
