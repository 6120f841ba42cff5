"""The worked numbers of the domain handbook on customers. Those that need CDNOW's rows are in tests/real/test_cdnow.py."""

import pytest

from headrace.analytics.lifetime.contracts import Renewals, fit_renewals
from headrace.analytics.lifetime.orders import Orders
from headrace.analytics.lifetime.retention import Triangle
from headrace.analytics.lifetime.revenue import Bridge, bridge
from headrace.analytics.lifetime.spend import Spend
from headrace.analytics.lifetime.worth import (
    Terms,
    lifetime,
    lifetime_value,
    margin_after,
    payback,
    periods_to_recover,
    value_to_cost,
)

MARGIN = 500 * 0.8
CDNOW = Orders(0.243, 4.414, 0.793, 2.426)


def test_w55_lifetime_value_against_its_cost():
    value = lifetime_value(Terms(MARGIN, churn=0.025))

    assert value == pytest.approx(16_000)
    assert value_to_cost(value, 4_000) == pytest.approx(4.0)
    assert periods_to_recover(4_000, MARGIN) == 10
    assert [lifetime(churn) for churn in (0.025, 0.03, 0.2)] == pytest.approx([40, 33.333333, 5])


def test_w56_with_churn_the_payback_is_longer():
    margins = [margin_after(MARGIN, 0.025, months) for months in (10, 11, 12)]

    assert margins == pytest.approx([3_578.73, 3_889.26, 4_192.03], abs=5e-3)
    back = payback(4_000, MARGIN, 0.025)
    assert (back.period, back.exact) == (12, pytest.approx(11.362835, abs=5e-7))


def test_w57_expansion_and_discount():
    assert lifetime_value(Terms(400, 0.025, growth=4)) == pytest.approx(22_240)
    assert lifetime_value(Terms(400, 0.025, growth=4, discount=0.01)) == pytest.approx(14_708.141401, abs=5e-7)
    assert lifetime_value(Terms(400, 0.025, discount=0.01)) == pytest.approx(11_510.791367, abs=5e-7)


def test_w57b_gross_and_net_retention_of_a_period():
    period = Bridge(opening=100_000, churned=5_000, contracted=2_000, expanded=10_000, customers=80, lost=4)

    assert (period.grr, period.nrr, period.logo_churn) == pytest.approx((0.93, 1.03, 0.05))


def test_w57c_retention_of_three_customers():
    period = bridge([1000, 1000, 1000], [1200, 700, 0])

    assert (period.grr, period.nrr) == pytest.approx((0.56666667, 0.63333333))
    assert 1 - period.logo_churn == pytest.approx(0.66666667)


def test_w57d_a_retention_triangle():
    cohorts = Triangle({1: [100, 80, 72, 68], 2: [120, 90, 81], 3: [150, 120], 4: [130]})

    assert [kept.share for kept in cohorts.pooled()] == pytest.approx([1, 0.783784, 0.695455, 0.68], abs=5e-7)
    assert [kept.share for kept in cohorts.steps()] == pytest.approx([0.783784, 0.9, 0.944444], abs=5e-7)


def test_w57e_contracts_fitted_and_projected():
    model = fit_renewals([[1000, 631, 468, 382, 326]])

    assert (model.a, model.b, model.log_likelihood) == pytest.approx((0.763665, 1.295830, -1401.559424), abs=1e-3)
    # The sixth year begins after five renewals.
    assert model.projected(1000, [5, 6, 7, 8]) == pytest.approx([284.45, 253.68, 229.64, 210.29], abs=5e-3)


@pytest.mark.parametrize(
    ("alive", "a", "b", "twelfth"),
    [
        ([1000, 869, 743, 653, 593, 551, 517, 491], 0.668088, 3.806095, 0.377999),
        ([1000, 631, 468, 382, 326, 289, 262, 241], 0.704077, 1.182043, 0.170037),
    ],
)
def test_w57f_fader_and_hardies_two_segments(alive, a, b, twelfth):
    model = fit_renewals([alive])

    assert (model.a, model.b) == pytest.approx((a, b), abs=5e-6)
    assert model.survival(12) == pytest.approx(twelfth, abs=1e-6)


def test_w57g_retention_rises_with_age():
    model = Renewals(0.668, 3.806)

    assert [model.retention(age) for age in (1, 2, 3)] == pytest.approx([0.850693, 0.877969, 0.896818], abs=5e-7)
    assert model.lifetime(discount=0.10) == pytest.approx(5.922596, abs=5e-7)


def test_w57h_what_a_customer_and_a_new_one_will_order():
    assert CDNOW.expected(39, 2, 30.43, 38.86) == pytest.approx(1.226028, abs=5e-7)
    assert CDNOW.alive(2, 30.43, 38.86) == pytest.approx(0.726579, abs=5e-7)
    assert CDNOW.expected(39, 0, 0, 38.86) == pytest.approx(0.195098, abs=5e-7)
    assert CDNOW.alive(0, 0, 38.86) == 1
    assert CDNOW.expected_of_new([39, 78]) == pytest.approx([1.196723, 1.860519], abs=5e-7)


def test_w57j_what_a_customer_spends():
    model = Spend(6.25, 3.74, 15.44)

    assert model.expected([2, 1], [22.35, 11.77]) == pytest.approx([24.663714, 18.916852], abs=5e-7)
    assert model.of_anyone == pytest.approx(35.218978, abs=5e-7)
