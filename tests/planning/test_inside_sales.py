"""What calling costs and how many people it takes; what winning costs in all, and when it has paid for itself."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.analytics.calling import by_formula
from headrace.core.asking import CallingCost
from headrace.core.errors import PlanRefused
from headrace.planning.inside_sales import (
    ARTICLE,
    BUSY,
    Counting,
    Dials,
    capacity,
    cost_of,
    leads_per_rep,
    raw,
    reached,
    selling_minutes,
)
from headrace.planning.sales_cost import Selling, cash, cost_of_sales, cost_per_stage, growth

ways = st.builds(
    Counting, st.sampled_from(Dials), connect=st.floats(0.05, 1), attempts=st.integers(1, 12)
)  # fmt: skip
callings = st.builds(
    CallingCost, talk_minutes=st.floats(0.5, 20), no_answer_minutes=st.floats(0, 5), dials=st.integers(1, 8),
    selling_share=st.floats(0.1, 1), paid_days=st.integers(180, 300), yearly_pay=st.integers(1, 20_000_000),
)  # fmt: skip


# -- calling -----------------------------------------------------------------------------------------------


@given(st.floats(0, 10_000), st.floats(0.1, 10), callings, ways)
def test_the_cost_is_linear_in_leads_minutes_and_pay(leads, times, calling, counted):
    once = cost_of(leads, calling, counted).cost
    minutes = replace(
        calling, talk_minutes=times * calling.talk_minutes, no_answer_minutes=times * calling.no_answer_minutes
    )
    pay = replace(calling, yearly_pay=3 * calling.yearly_pay)

    assert cost_of(times * leads, calling, counted).cost == pytest.approx(times * once)
    assert cost_of(leads, minutes, counted).cost == pytest.approx(times * once)
    assert cost_of(leads, pay, counted).cost == pytest.approx(3 * once)


@given(st.integers(0, 10_000), callings)
def test_once_and_all_are_the_minutes_of_the_question_on_calling(leads, calling):
    for way, dials in ((Dials.ONCE, 1), (Dials.ALL, calling.dials)):
        told = cost_of(leads, calling, Counting(way))

        assert told.minutes == pytest.approx(by_formula(leads, calling, dials=dials).minutes)
        assert told.cost == pytest.approx(calling.minute * told.minutes)


@given(st.floats(0.05, 1), st.integers(1, 12))
def test_a_capped_lead_is_dialled_until_it_answers_or_the_cap_is_reached(connect, attempts):
    """Dial by dial: the n-th is made if none before was answered."""
    told = reached(connect, attempts)

    unanswered = [(1 - connect) ** before for before in range(attempts)]
    assert told.dials == pytest.approx(sum(unanswered))
    assert told.completed == pytest.approx(sum(chance * connect for chance in unanswered))


@given(callings, ways)
def test_what_a_rep_can_call_fills_the_rep(calling, counted):
    leads = leads_per_rep(calling, counted, days=21)
    told = capacity(cost_of(leads, calling, counted).minutes, 1, calling, days=21)

    assert (told.reps, told.utilisation, told.needed) == (pytest.approx(1), pytest.approx(1), 1)
    assert told.overloaded


@given(st.floats(0, 1_000_000), st.integers(0, 50))
def test_who_hires_as_told_is_not_overloaded(minutes, reps):
    told = capacity(minutes, reps, CallingCost())
    then = capacity(minutes, reps + told.hire, CallingCost())

    assert then.hire == 0
    assert not then.overloaded or then.utilisation == pytest.approx(BUSY)


def test_nobody_to_call_is_overloaded_as_soon_as_there_is_a_lead():
    assert capacity(60, 0, CallingCost()).utilisation is None
    assert capacity(60, 0, CallingCost()).overloaded
    assert not capacity(0, 0, CallingCost()).overloaded


# -- all of sales ------------------------------------------------------------------------------------------

VOLUME = Selling(2_000, 340, 68, 500_000, per_lead=5_000, people=40_000_000, commission=0.1)


def test_the_total_is_the_top_of_the_funnel_and_the_people_after_it_and_commission():
    told = cost_of_sales(VOLUME, ARTICLE)

    assert told.top_of_funnel == pytest.approx(2_000 * 5_000 + told.inside_sales)
    assert told.total == pytest.approx(told.top_of_funnel + 40_000_000 + 0.1 * 68 * 500_000)
    assert told.cash == pytest.approx(68 * 500_000 - told.total)
    assert told.per_win == pytest.approx(told.total / 68)


def test_twice_and_four_times_the_leads_cost_and_bring_twice_and_four_times_as_much():
    once, twice, four = growth(VOLUME, ARTICLE)

    for name in ("inside_sales", "top_of_funnel", "total", "revenue", "cash"):
        assert (getattr(twice, name), getattr(four, name)) == pytest.approx((2 * getattr(once, name), 4 * getattr(once, name)))  # fmt: skip
    assert once.per_win == pytest.approx(four.per_win)


def test_with_less_time_for_a_lead_inside_sales_costs_less_and_nothing_else_changes():
    shorter = replace(ARTICLE, talk_minutes=1.5, no_answer_minutes=1.5)
    today, then = cost_of_sales(VOLUME, ARTICLE), cost_of_sales(VOLUME, shorter)

    assert then.inside_sales == pytest.approx(today.inside_sales / 2)
    assert then.cash - today.cash == pytest.approx(today.inside_sales / 2)


def test_the_cost_of_a_stage_is_all_that_led_up_to_it():
    assert cost_per_stage([1_000, 100, 20, 0], [5_000, 2_000, 300, 10]) == [5, 70, 365, None]


# -- cash --------------------------------------------------------------------------------------------------

lags = st.lists(st.integers(0, 3), min_size=1, max_size=4).filter(sum).map(lambda w: tuple(each / sum(w) for each in w))
months = st.lists(st.integers(0, 9), max_size=6)


@given(months.filter(bool), st.integers(0, 50), months, st.integers(0, 20), st.floats(0, 1), lags)
def test_the_balance_is_kept_month_by_month(wins, value, costs, fixed, margin, pays_after):
    told = cash(wins, value, costs, fixed=fixed, margin=margin, pays_after=pays_after)

    balance, spent, first = 0.0, 0.0, None
    for month in range(len(told.balance)):
        open_for_business = month < max(len(wins), len(costs))
        out = (fixed if open_for_business else 0) + (costs[month] if month < len(costs) else 0)
        came = sum(
            wins[month - wait] * value * margin * share
            for wait, share in enumerate(pays_after)
            if 0 <= month - wait < len(wins)
        )
        balance, spent = balance + came - out, spent + out
        assert told.balance[month] == pytest.approx(balance, abs=1e-6)
        if first is None and spent > 0 and balance >= -1e-9 * spent:
            first = month
    assert told.break_even == first
    assert told.lowest == min(0, *told.balance)


def test_a_company_that_is_paid_late_needs_money_until_it_breaks_even():
    told = cash([0, 1, 2, 4, 4, 4], 100, [100] * 6, fixed=20, margin=0.8, pays_after=(0.0, 0.5, 0.5))

    assert np.diff((0, *told.balance)) == pytest.approx([-120, -120, -80, 0, 120, 200, 320, 160])
    assert (told.break_even, told.lowest) == (5, -320)


def test_what_never_pays_has_no_break_even_month():
    assert cash([1], 10, [60]).break_even is None


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: cost_of(1, CallingCost()), "what people are paid"),
        (lambda: cost_of(-1, ARTICLE), "leads is -1"),
        (lambda: cost_of(10, ARTICLE).per(0), "outcomes to share a cost is 0"),
        (lambda: Counting(Dials.CAPPED), "Capped dials need"),
        (lambda: Counting(Dials.CAPPED, connect=0, attempts=3), "connection is 0"),
        (lambda: Counting(Dials.CAPPED, connect=0.5, attempts=0), "most attempts is 0"),
        (lambda: reached(1.5, 3), "connection is 1.5"),
        (lambda: selling_minutes(ARTICLE, 0), "working days is 0"),
        (lambda: capacity(-1, 1, ARTICLE), "minutes is -1"),
        (lambda: raw(0, ARTICLE), "inquiries that are leads is 0"),
        (lambda: Selling(1, 1, -1, 1), "wins is -1"),
        (lambda: Selling(1, 1, 1, 1, commission=2), "commission is 2"),
        (lambda: VOLUME.times(0), "multiple is 0"),
        (lambda: cash([], 1, []), "no month"),
        (lambda: cash([1], 1, [], pays_after=()), "payment has no lag"),
        (lambda: cash([1], 1, [], margin=1.1), "margin is 1.1"),
        (lambda: cash([1], float("nan"), []), "value of a win is nan"),
    ],
)  # fmt: skip
def test_a_cost_that_cannot_be_told_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint
