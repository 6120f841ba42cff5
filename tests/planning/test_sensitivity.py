"""What a lever is worth, and under which assumption the top of the funnel wins, or its bottom."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.core.errors import PlanRefused
from headrace.planning.sensitivity import (
    SAID,
    Assumption,
    Funnel,
    Lever,
    What,
    compare,
    funnel_of,
    price_at_par,
    pull,
    rankings,
    tornado,
)

F1 = Funnel(1_000, (0.5, 0.5, 0.5), (20, 200, 800), value=10_000)
funnels = st.integers(1, 5).flatmap(
    lambda size: st.builds(
        Funnel, st.floats(1, 10_000), st.tuples(*[st.floats(0.01, 0.9)] * size),
        st.tuples(*[st.floats(0, 1_000)] * size), value=st.floats(1, 100_000), fixed=st.floats(0, 100_000),
    )
)  # fmt: skip


def rate(step, **lift):
    return Lever(f"step {step}", What.RATE, step=step, **lift)


@given(funnels, st.data())
def test_a_lifted_rate_wins_as_much_at_any_step_and_costs_nobody_above_it(funnel, data):
    step = data.draw(st.integers(0, len(funnel.rates) - 1))
    told = pull(funnel, rate(step, relative=0.1))

    assert told.wins == pytest.approx(1.1 * funnel.wins)
    below = sum(count * cost for count, cost in list(zip(funnel.counts, funnel.costs, strict=False))[step + 1 :])
    assert told.cost == pytest.approx(funnel.cost + 0.1 * below)


@given(funnels)
def test_a_free_lift_by_the_same_share_is_never_worth_less_further_down(funnel):
    cac = [pull(funnel, rate(step, relative=0.1)).cac for step in range(len(funnel.rates))]

    assert all(later <= earlier * (1 + 1e-9) for earlier, later in pairwise(cac))


@given(funnels)
def test_the_outcomes_are_those_of_a_funnel_counted_by_hand(funnel):
    people, cost = funnel.entries, funnel.fixed
    for step, each in zip(funnel.rates, funnel.costs, strict=True):
        cost += people * each
        people *= step

    assert (funnel.wins, funnel.cost, funnel.revenue) == pytest.approx((people, cost, people * funnel.value))


@given(funnels, st.sampled_from([What.VOLUME, What.VALUE, What.COST, What.FIXED]), st.floats(-0.5, 0.5))
def test_a_lever_and_its_price_change_what_is_left_by_its_gain(funnel, what, relative):
    lever = Lever("", what, relative=relative, price=100)
    told = pull(funnel, lever)

    left = (told.revenue - told.cost) - (funnel.revenue - funnel.cost)
    assert told.gain == pytest.approx(left, abs=1e-6 * (funnel.revenue + funnel.cost))
    assert told.per_cost == pytest.approx((told.gain + 100) / 100, abs=1e-6 * (funnel.revenue + funnel.cost))


def test_levers_stand_by_what_they_bring_per_price_the_free_ones_first_and_losers_last():
    levers = [
        rate(0, relative=0.1, price=20_000), rate(2, relative=0.1, price=50_000), rate(1, relative=0.1),
        Lever("dearer ads", What.COST, relative=0.5, step=0), rate(1, relative=0.2, price=1_000_000),
    ]  # fmt: skip
    told = compare(F1, levers)

    assert [(each.lever.name, each.lever.price) for each in told] == [
        ("step 1", 0), ("step 0", 20_000), ("step 2", 50_000), ("dearer ads", 0), ("step 1", 1_000_000)
    ]  # fmt: skip
    assert [each.gain > 0 for each in told] == [True, True, True, False, False]


def test_a_tornado_has_its_widest_bar_first_and_leaves_empty_what_cannot_be():
    sure = replace(F1, rates=(0.5, 0.5, 0.95))
    rows = tornado(sure, [Lever("price", What.VALUE, relative=0.1), *(rate(step, relative=0.1) for step in range(3))])

    assert [row.swing for row in rows] == sorted((row.swing for row in rows), reverse=True)
    by = {row.lever.name: row for row in rows}
    assert by["step 0"].down > sure.cac > by["step 0"].up
    assert (by["step 2"].up, by["step 2"].swing) == (None, 0)
    assert by["price"].swing == 0
    assert tornado(sure, [Lever("price", What.VALUE, relative=0.1)], "revenue")[0].swing == pytest.approx(0.2 * sure.revenue)  # fmt: skip


def test_points_favour_the_step_with_the_lowest_rate_where_entries_cost_little():
    shaped = Funnel(1_000, (0.05, 0.5, 0.8), (1, 1, 1))
    told = {each.assumption: each for each in rankings(shaped)}

    assert told[Assumption.PER_ENTRY].best == (2,)
    assert told[Assumption.FIXED].best == (0, 1, 2)
    assert told[Assumption.POINTS].best == (0,)
    assert set(SAID) == set(told)


def test_a_step_that_cannot_be_lifted_so_far_is_left_out_of_the_ranking():
    told = {each.assumption: each for each in rankings(Funnel(1_000, (0.5, 0.95), (20, 200)))}

    assert told[Assumption.PER_ENTRY].cac[1] is None
    assert told[Assumption.PER_ENTRY].best == (0,)


@given(funnels.filter(lambda funnel: len(funnel.rates) > 1 and funnel.revenue > 10 * funnel.cost), st.floats(1, 10_000))
def test_at_par_the_top_is_worth_as_much_per_price_as_the_bottom(funnel, price):
    top, bottom = rate(0, relative=0.1), rate(len(funnel.rates) - 1, relative=0.1)
    par = price_at_par(funnel, top, bottom)

    told = [pull(funnel, replace(top, price=price * par)), pull(funnel, replace(bottom, price=price))]
    assert told[0].per_cost == pytest.approx(told[1].per_cost, rel=1e-6)
    assert par <= 1 + 1e-9


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: rate(0, relative=1.5).on(F1), "step 1 is 1.25"),
        (lambda: rate(0, relative=-1).on(F1), "step 1 is 0"),
        (lambda: rate(7, relative=0.1).on(F1), "step 7"),
        (lambda: Lever("price", What.VALUE, points=0.1), "no points"),
        (lambda: Lever("price", What.VALUE, price=-1), "price of price is -1"),
        (lambda: Lever("ads", What.COST, relative=-2).on(F1), "cost of an entry is -20"),
        (lambda: Funnel(1, (), ()), "0 rates and 0 costs"),
        (lambda: Funnel(1, (0.5,), (1, 2)), "1 rates and 2 costs"),
        (lambda: funnel_of([100, 0, 0], [1, 1]), "stage of the funnel is empty"),
        (lambda: price_at_par(replace(F1, value=0), rate(0, relative=0.1), rate(1, relative=0.1)), "nothing to compare"),
    ],
)  # fmt: skip
def test_a_lever_that_cannot_be_pulled_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint


def test_a_funnel_that_nobody_enters_has_no_cost_of_a_customer():
    assert Funnel(0, (0.5,), (1,)).cac is None
