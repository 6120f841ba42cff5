"""The worked numbers of the domain handbook about a funnel's arithmetic and its pace."""

import pytest

from headrace.analytics.acquisition import returned
from headrace.analytics.funnel_math import (
    Pipeline,
    break_even,
    chain,
    cost_at,
    fake_share,
    growth,
    one_in,
    rate_of_one_in,
    rest_of_yield,
    worth_at,
)

RATES = [0.044, 0.66, 0.49, 0.20]


def test_w22_one_customer_in_351_inquiries_of_which_4_4_percent_become_leads():
    customers = rate_of_one_in(351)

    assert customers == pytest.approx(0.00284900, abs=5e-9)
    assert pytest.approx(15.444) == 351 * 0.044
    assert rest_of_yield(customers, 0.044) == pytest.approx(0.06475006, abs=5e-9)
    assert one_in(rest_of_yield(customers, 0.044)) == pytest.approx(15.444)


def test_w23_the_chain_that_gives_351():
    assert chain(RATES) == pytest.approx(0.00284592)
    assert one_in(chain(RATES)) == pytest.approx(351.380222)


@pytest.mark.parametrize(
    ("inquiry_to_lead", "lead_to_sale"), [(0.02, 0.14245014), (0.04, 0.07122507), (0.08, 0.03561254), (0.1, 0.02849003)]
)
def test_w24_the_fewer_become_leads_the_more_of_these_must_buy(inquiry_to_lead, lead_to_sale):
    assert rest_of_yield(1 / 351, inquiry_to_lead) == pytest.approx(lead_to_sale, abs=5e-9)


def test_w25_a_raw_rate_half_as_high_as_the_clean_one_means_that_half_are_fakes():
    fakes = fake_share(0.04, 0.08)

    assert fakes == 0.5
    assert 1_000 * (1 - fakes) == 500
    assert 1_000 * 0.04 == 40


def test_w29_how_many_visitors_pay_for_ten_hours_of_work():
    worth = worth_at(100, [0.02, 0.3])[0]

    assert worth == pytest.approx(0.6)
    assert break_even(10 * 80, worth) == pytest.approx(1333.33, abs=5e-3)
    assert returned(10 * 80, 2_000 * chain([0.02, 0.3]), 2_000 * worth).roi == pytest.approx(0.5)


def test_w31_rates_of_1_and_4_percent_mean_100_and_25_leads_for_a_customer():
    assert one_in(1 - 0.99) == pytest.approx(100)
    assert one_in(0.04) == pytest.approx(25)
    assert one_in(0.0399) > 25


def test_w37_what_one_is_worth_and_costs_at_each_stage():
    assert worth_at(100_000, RATES) == pytest.approx([284.592, 6_468, 9_800, 20_000, 100_000])
    assert list(cost_at(50, RATES)) == pytest.approx([50, 1136.36, 1721.76, 3513.80, 17569.01], abs=5e-3)


def test_w43_what_a_pipeline_wins_a_day_and_what_ten_percent_more_of_each_factor_bring():
    pipeline = Pipeline(40, 0.25, 100_000, 90)

    assert pipeline.per_day == pytest.approx(11_111.111111)
    better = pipeline.better(0.1)
    assert better.pop("days") == pytest.approx(12_345.679012)
    assert list(better.values()) == pytest.approx([12_222.222222] * 3)


def test_w44_the_growth_of_qualified_leads():
    grown = [growth(now, before) for before, now in ((200, 230), (230, 264), (264, 290))]

    assert grown == pytest.approx([0.15, 0.14782609, 0.09848485], abs=5e-9)


def test_what_cannot_be_divided_is_none():
    assert one_in(0) is rate_of_one_in(0) is rest_of_yield(0.1, 0) is fake_share(0, 0) is break_even(1, 0) is None
    assert growth(3, 0) is Pipeline(1, 1, 1, 0).per_day is None
    assert list(cost_at(50, [0.5, 0])) == [50, 100, None]
