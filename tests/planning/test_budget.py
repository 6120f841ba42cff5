"""Where the next unit of money brings most: responses fitted to what was seen, and a budget over channels."""

from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.core.errors import PlanRefused, UnknownName
from headrace.planning.budget import Spender, allocate, told_of
from headrace.planning.queueing import Queue, agents_for
from headrace.planning.responses import Response, best_fit, fit, steps

concave = st.one_of(
    st.builds(Response, st.just("root"), st.floats(0.1, 100)),
    st.builds(Response, st.just("log"), st.floats(0.1, 100), st.tuples(st.floats(1, 200))),
)
curved = st.builds(Response, st.just("hill"), st.floats(1, 100), st.tuples(st.floats(5, 100), st.floats(0.5, 5)))
responses = concave | curved


def spenders(drawn):
    return [Spender(f"c{number}", response) for number, response in enumerate(drawn)]


# -- responses ---------------------------------------------------------------------------------------------


@given(responses, st.floats(1, 300))
def test_the_slope_is_what_a_little_more_brings(response, spend):
    little = spend * 1e-5
    rise = response.at(spend + little) - response.at(spend - little)

    assert response.slope(spend) == pytest.approx(rise / (2 * little), rel=1e-4, abs=1e-9)


@given(responses, st.floats(1, 300), st.floats(0, 100))
def test_more_spend_never_brings_less_and_none_brings_none(response, spend, more):
    assert response.at(0) == 0
    assert response.at(spend + more) >= response.at(spend) * (1 - 1e-12)


@given(concave, st.floats(1, 300))
def test_where_returns_diminish_the_next_costs_more_than_the_average(response, spend):
    assert response.marginal_cost(spend) >= response.average_cost(spend)


@pytest.mark.parametrize(
    "made",
    [
        Response("root", 12.5), Response("log", 40, (25,)), Response("log", 40, (2_000,)),
        Response("hill", 30, (60, 2.5)), Response("hill", 80, (150, 0.8)),
    ],
)  # fmt: skip
def test_a_curve_is_found_again_from_its_points(made):
    spends = [5, 10, 20, 40, 60, 80, 120, 200]
    found = fit(spends, [made.at(spend) for spend in spends], made.shape)

    assert found.squares < 1e-8
    assert (found.response.scale, *found.response.rest) == pytest.approx((made.scale, *made.rest), rel=1e-3)
    assert found.response.seen == (5, 200)


@given(st.sampled_from(["root", "log", "hill"]), st.integers(0, 1_000))
@settings(max_examples=30)
def test_no_curve_of_its_shape_nearby_fits_better(shape, seed):
    dice = np.random.default_rng(seed)
    spends = np.array([10.0, 20, 40, 60, 80, 100])
    outcomes = 3 * np.sqrt(spends) * dice.uniform(0.7, 1.3, 6)
    found = fit(spends.tolist(), outcomes.tolist(), shape)

    response = found.response
    for turn in product((0.97, 1, 1.03), repeat=1 + len(response.rest)):
        scale, *rest = (each * by for each, by in zip((response.scale, *response.rest), turn, strict=True))
        # A steepness at the bound of 20 may not be left upwards.
        if shape != "hill" or rest[1] <= 20:
            other = Response(shape, scale, tuple(rest))
            assert ((other.many(spends) - outcomes) ** 2).sum() >= found.squares * (1 - 1e-6)


def test_the_unit_of_money_changes_what_is_measured_in_it_and_nothing_else():
    spends, outcomes = [500, 1_000, 1_500, 2_500], [11, 17, 20, 24]
    for shape in ("root", "log", "hill"):
        one, cents = fit(spends, outcomes, shape), fit([100 * spend for spend in spends], outcomes, shape)

        assert cents.squares == pytest.approx(one.squares, rel=1e-6)
        assert cents.response.at(120_000) == pytest.approx(one.response.at(1_200), rel=1e-4)


def test_of_all_shapes_the_one_is_chosen_that_made_the_points():
    spends = [5, 10, 20, 40, 60, 80, 120, 200, 300]
    for made in (Response("root", 12.5), Response("log", 40, (25,)), Response("hill", 30, (60, 3))):
        wobble = [1.001, 0.999, 1.002, 0.998, 1.001, 1.0, 0.999, 1.001, 0.999]
        outcomes = [made.at(spend) * by for spend, by in zip(spends, wobble, strict=True)]

        assert best_fit(spends, outcomes).response.shape == made.shape


def test_with_few_points_a_parameter_more_has_to_earn_its_place():
    """Akaike's criterion, corrected for few observations: Hurvich and Tsai (1989). The variance is a parameter too."""
    spends, outcomes = [5, 10, 20, 40, 60, 80, 120], [25, 41, 50, 82, 90, 115, 131]
    for shape, parameters in (("root", 2), ("log", 3), ("hill", 4)):
        told = fit(spends, outcomes, shape)
        plain = 7 * log(told.squares / 7) + 2 * parameters

        assert told.criterion == pytest.approx(plain + 2 * parameters * (parameters + 1) / (7 - parameters - 1))
    assert fit(spends[:5], outcomes[:5], "hill").criterion is None


def test_three_points_are_not_enough_to_see_an_s():
    assert best_fit([500, 1_000, 1_500], [11, 17, 20]).response.shape in {"root", "log"}


def test_beyond_what_was_seen_nobody_knows():
    response = fit([10, 40, 90], [32, 63, 95], "root").response

    assert [response.extrapolates(spend) for spend in (5, 10, 90, 91)] == [True, False, False, True]
    assert not Response("root", 1).extrapolates(1e9)


def test_a_month_without_spend_is_none_that_a_channel_was_seen_at():
    assert fit([0, 0, 40, 90], [1, 0, 63, 95], "root").response.seen == (40, 90)


def test_more_spend_that_brought_nothing_more_has_no_marginal_cost():
    assert [each.marginal for each in steps([0, 10, 20], [0, 5, 5])] == [None, 2, None]
    assert steps([0], [0])[0].average is None


# -- allocation --------------------------------------------------------------------------------------------


@given(st.lists(responses, min_size=1, max_size=4), st.floats(1, 500))
@settings(max_examples=40)
def test_no_allocation_is_worse_than_equal_shares(drawn, budget):
    channels = spenders(drawn)
    told = allocate(budget, channels)

    equal = sum(told_of(channel, budget / len(channels)).outcomes for channel in channels)
    assert told.outcomes >= equal * (1 - 1e-9)
    assert sum(each.spend for each in told.channels) == pytest.approx(budget)
    assert told.left == pytest.approx(0, abs=1e-6 * budget)


@given(st.lists(concave, min_size=2, max_size=4), st.floats(10, 500))
@settings(max_examples=40)
def test_where_returns_diminish_the_next_outcome_costs_as_much_in_every_channel(drawn, budget):
    told = allocate(budget, spenders(drawn)).channels
    funded = [each.marginal_cost for each in told if each.spend > 1e-4 * budget]

    assert max(funded) == pytest.approx(min(funded), rel=1e-3)
    for channel, each in zip(spenders(drawn), told, strict=True):
        if each.spend <= 1e-6 * budget:
            assert channel.response.marginal_cost(1e-4 * budget) >= min(funded) * 0.999


@given(st.lists(responses, min_size=2, max_size=3), st.data())
@settings(max_examples=30)
def test_no_way_of_cutting_the_budget_into_forty_brings_more(drawn, data):
    """All of them are tried: the search must not stop on the wrong side of an S."""
    budget, parts = 100.0, 40
    channels = [
        Spender(f"c{n}", each, data.draw(st.sampled_from([0.0, 10.0])), data.draw(st.sampled_from([None, 35.0, 70.0])),
                worth=data.draw(st.sampled_from([1.0, 3.0])))
        for n, each in enumerate(drawn)
    ]  # fmt: skip
    told = allocate(budget, channels)

    best = 0.0
    for cut in product(range(parts + 1), repeat=len(channels)):
        spends = [budget * part / parts for part in cut]
        if sum(cut) <= parts and all(
            each.least <= spend <= (budget if each.most is None else each.most)
            for each, spend in zip(channels, spends, strict=True)
        ):
            best = max(best, sum(c.worth * c.response.at(s) for c, s in zip(channels, spends, strict=True)))
    worth = sum(each.worth * got.outcomes for each, got in zip(channels, told.channels, strict=True))
    assert worth >= best * (1 - 1e-9)
    for each, got in zip(channels, told.channels, strict=True):
        assert each.least <= got.spend <= (budget if each.most is None else each.most) + 1e-9


def test_an_s_shaped_channel_gets_enough_to_take_off_or_nothing():
    """Even shares would leave both of them before their take-off."""
    take_off = [Spender(name, Response("hill", 20, (60, 6))) for name in ("video", "fair")]

    told = allocate(90, take_off)
    assert sorted(each.spend for each in told.channels) == pytest.approx([0, 90], abs=8)
    assert told.outcomes > 1.3 * sum(told_of(channel, 45).outcomes for channel in take_off)


def test_bounds_hold_and_what_no_channel_may_take_is_left():
    told = allocate(100, [Spender("search", Response("root", 10), most=30), Spender("fair", Response("root", 5), least=10, most=40)])  # fmt: skip

    assert [each.spend for each in told.channels] == pytest.approx([30, 40])
    assert told.left == pytest.approx(30)


def test_a_budget_of_the_least_spends_is_spent_as_they_say():
    told = allocate(30, [Spender("search", Response("root", 10), least=10), Spender("fair", Response("root", 5), least=20)])  # fmt: skip

    assert [each.spend for each in told.channels] == [10, 20]


def test_a_spend_that_nobody_has_seen_is_flagged():
    seen = [Spender("search", Response("root", 10, seen=(5, 60))), Spender("fair", Response("root", 5, seen=(5, 60)))]

    assert [each.extrapolated for each in allocate(100, seen).channels] == [True, False]


def test_no_budget_brings_nothing_and_has_no_costs():
    [told] = allocate(0, [Spender("search", Response("root", 10))]).channels

    assert (told.spend, told.outcomes, told.average_cost, told.marginal_cost, told.extrapolated) == (0, 0, None, None, False)  # fmt: skip


# -- queues ------------------------------------------------------------------------------------------------


@given(st.floats(0.1, 20), st.integers(1, 10))
def test_the_chance_of_a_wait_is_erlangs_sum(load, spare):
    """The formula as the handbook has it, with factorials."""
    agents = int(load) + spare
    busy = load**agents / np.prod(np.arange(1.0, agents + 1)) * agents / (agents - load)
    free = sum(load**k / np.prod(np.arange(1.0, k + 1)) for k in range(agents))

    assert Queue(load, 1, agents).waits == pytest.approx(busy / (free + busy))


def test_calls_that_come_and_go_wait_as_the_formula_says():
    """A thousand days of a queue, call by call."""
    dice = np.random.default_rng(4)
    n, agents = 120_000, 3
    arrivals = dice.exponential(2, n).cumsum()
    free, waited = [0.0] * agents, []
    for arrives, takes in zip(arrivals, dice.exponential(4, n), strict=True):
        agent = min(range(agents), key=free.__getitem__)
        begins = max(arrives, free[agent])
        waited.append(begins - arrives)
        free[agent] = begins + takes
    told = Queue(0.5, 4, agents)

    assert np.mean(np.array(waited) > 0) == pytest.approx(told.waits, rel=0.03)
    assert np.mean(waited) == pytest.approx(told.mean_wait, rel=0.05)
    assert np.mean(np.array(waited) <= 5) == pytest.approx(told.within(5), rel=0.01)


@given(st.floats(0, 30), st.floats(0.1, 5), st.floats(0, 10), st.floats(0.05, 0.99))
def test_the_agents_for_a_service_level_are_the_fewest(calls, handling, time, level):
    agents = agents_for(calls, handling, time, level)

    assert Queue(calls, handling, agents).within(time) >= level
    assert agents == 1 or agents - 1 <= calls * handling or Queue(calls, handling, agents - 1).within(time) < level


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: fit([10, 10], [1, 2], "log"), "too few"),
        (lambda: fit([10, 20], [0, 0], "root"), "nothing came of them"),
        (lambda: fit([], [], "root"), "too few"),
        (lambda: fit([-1, 2], [1, 2], "root"), "spend is -1"),
        (lambda: Response("root", 0), "scale of a response is 0"),
        (lambda: Response("root", 1).at(-1), "spend is -1"),
        (lambda: Response("root", 1).slope(0), "spend is 0"),
        (lambda: allocate(-1, spenders([Response("root", 1)])), "budget is -1"),
        (lambda: allocate(1, []), "no channel"),
        (lambda: allocate(10, [Spender("fair", Response("root", 1), least=20)]), "at least, and the budget is 10"),
        (lambda: Spender("fair", Response("root", 1), least=20, most=10), "may spend 10 at most"),
        (lambda: Queue(30, 1, 30), "grow without end"),
        (lambda: agents_for(30, 1, 5, 1.0), "service level of 1.0"),
    ],
)  # fmt: skip
def test_a_budget_that_cannot_be_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint


def test_an_unknown_shape_is_named_with_the_known_ones():
    for bad in (lambda: fit([1, 2], [1, 2], "rot"), lambda: Response("rot", 1)):
        with pytest.raises(UnknownName, match="Did you mean 'root'"):
            bad()
