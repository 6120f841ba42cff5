"""How sure a plan is: exact chances, against plain sums, and many futures that agree with them."""

from math import comb, exp, lgamma, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.core.errors import PlanRefused, UnknownName
from headrace.planning.forward import Step, forward
from headrace.planning.simulation import Guess, simulate
from headrace.planning.uncertainty import LEVELS, Beta, Wins, entries_for, informed, through

betas = st.builds(Beta, st.floats(0.5, 60), st.floats(0.5, 60))
shares = st.floats(0.01, 1)


def log_beta(a, b):
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def plain_chances(n, rate):
    """The chance of each number of wins, term by term."""
    if isinstance(rate, Beta):
        a, b = rate.successes, rate.failures
        return [comb(n, k) * exp(log_beta(a + k, b + n - k) - log_beta(a, b)) for k in range(n + 1)]
    return [comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(n + 1)]


# -- exact -------------------------------------------------------------------------------------------------


@given(st.integers(0, 60), betas | shares)
def test_the_chances_are_those_of_the_plain_sum(n, rate):
    wins, told = Wins(n, rate), plain_chances(n, rate)

    assert wins.chances() == pytest.approx(told, abs=1e-9)
    assert [wins.at_least(k) for k in range(n + 2)] == pytest.approx([sum(told[k:]) for k in range(n + 2)], abs=1e-9)
    assert wins.mean == pytest.approx(sum(k * chance for k, chance in enumerate(told)))
    squares = sum((k - wins.mean) ** 2 * chance for k, chance in enumerate(told))
    assert wins.sd == pytest.approx(sqrt(squares), abs=1e-7)


@given(st.integers(0, 60), betas | shares, st.floats(0.01, 0.99))
def test_a_quantile_is_the_first_count_that_is_sure_enough(n, rate, share):
    told, so_far = plain_chances(n, rate), 0.0
    for count, chance in enumerate(told):  # noqa: B007
        so_far += chance
        if so_far >= share - 1e-12:
            break

    assert abs(Wins(n, rate).quantile(share) - count) <= (abs(so_far - share) < 1e-9)


@given(st.integers(0, 60), betas | shares, st.lists(st.floats(0, 1), min_size=2, max_size=5))
def test_quantiles_are_ordered(n, rate, asked):
    told = [Wins(n, rate).quantile(share) for share in sorted(asked)]

    assert told == sorted(told)


@given(
    st.integers(0, 12),
    st.builds(Beta, st.floats(2, 60), st.floats(0.5, 60)) | st.floats(0.1, 1),
    st.sampled_from(LEVELS),
)
def test_the_entries_for_a_chance_are_the_fewest(wins, rate, chance):
    found = entries_for(wins, rate, chance)

    assert Wins(found, rate).at_least(wins) >= chance
    assert found == 0 or Wins(found - 1, rate).at_least(wins) < chance


@given(st.integers(1, 12), st.builds(Beta, st.floats(2, 60), st.floats(2, 60)))
def test_to_be_surer_takes_more_and_a_rate_that_is_known_badly_takes_most(wins, rate):
    told = [entries_for(wins, rate, chance) for chance in LEVELS]

    assert told == sorted(told)
    assert told[-1] >= entries_for(wins, rate.mean, LEVELS[-1])
    assert rate.per_win >= 1 / rate.mean


def test_a_founder_with_thirty_leads_sees_how_much_of_the_rate_is_hers():
    told = informed(0.25, worth=40, converted=3, leads=30)

    assert (told.rate.mean, told.own) == pytest.approx((13 / 70, 3 / 7))
    assert informed(0.25, 40, 0, 0).own == 0


@given(st.floats(0.01, 0.99), st.floats(0.1, 1_000), st.integers(0, 500), st.integers(0, 500))
def test_a_rate_with_a_prior_lies_between_what_was_expected_and_what_was_seen(prior, worth, converted, others):
    leads = converted + others
    told = informed(prior, worth, converted, leads)

    seen = converted / leads if leads else prior
    assert told.rate.mean == pytest.approx(told.own * seen + (1 - told.own) * prior)


# -- simulated ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [Beta(10, 30), Beta(1.5, 4), 0.25, 1.0])
@pytest.mark.parametrize("lag", [(1.0,), (0.2, 0.5, 0.3)])
def test_the_simulated_chance_of_a_target_is_the_exact_one_within_its_error(rate, lag):
    futures, exact = simulate([Guess("sql", rate, lag)], {"sql": [40]}, seed=11, runs=40_000), Wins(40, rate)

    for wins in (5, 10, 15, 41):
        chance, error = futures.chance(wins)
        assert abs(chance - exact.at_least(wins)) <= 4 * error
        assert error <= 0.0025


@given(st.lists(betas, min_size=1, max_size=4), st.lists(shares, max_size=2))
def test_a_rate_through_several_steps_has_the_mean_and_the_spread_of_their_product(estimated, known):
    told = through([*known, *estimated])

    mean, square = np.prod(known), np.prod(known) ** 2
    for rate in estimated:
        variance = rate.mean * (1 - rate.mean) / (rate.weight + 1)
        mean, square = mean * rate.mean, square * (variance + rate.mean**2)
    assert told.mean == pytest.approx(mean)
    assert told.mean * (1 - told.mean) / (told.weight + 1) == pytest.approx(square - mean**2, rel=1e-6)


def test_the_chance_through_a_whole_funnel_is_nearly_that_of_its_simulation():
    rates = [Beta(44, 956), Beta(66, 34), Beta(49, 51), Beta(20, 80)]
    futures = simulate([Guess(f"s{n}", rate) for n, rate in enumerate(rates)], {"s0": [4_000]}, seed=2, runs=40_000)

    for wins in (6, 10, 15):
        assert Wins(4_000, through(rates)).at_least(wins) == pytest.approx(futures.chance(wins)[0], abs=0.015)


def test_two_uncertain_steps_agree_with_the_plain_mixture_of_them():
    """P(wins) = sum over the SQLs of P(SQLs) P(wins | SQLs), each beta-binomial."""
    first, second = Beta(20, 20), Beta(10, 30)
    exact = sum(chance * Wins(n, second).at_least(10) for n, chance in enumerate(plain_chances(80, first)))

    chance, error = simulate([Guess("sal", first), Guess("sql", second)], {"sal": [80]}, seed=3, runs=40_000).chance(10)

    assert abs(chance - exact) <= 4 * error


def test_the_mean_of_the_futures_is_the_plan_run_forward():
    lag, second = (0.5, 0.3, 0.2), (0.0, 0.6, 0.4)
    entries = {"mql": [100, 50, 80], "sql": [0, 20]}
    futures = simulate(
        [Guess("mql", Beta(30, 30), lag, waits=50), Guess("sql", 0.3, second)], entries, seed=5, runs=20_000
    )
    told = forward([Step("mql", 0.5, lag), Step("sql", 0.3, second)], entries)

    for stage, row in told.items():
        mean, error = futures.rows[stage].mean(axis=0), futures.rows[stage].std(axis=0) / sqrt(20_000)
        assert (np.abs(mean[: len(row)] - row) <= 5 * error + 1e-9).all()


def test_nobody_is_lost_or_made_up_on_the_way():
    futures = simulate([Guess("mql", 1.0, (0.2, 0.8)), Guess("sql", 1.0, (0.5, 0.5))], {"mql": [7, 3]}, seed=1, runs=50)

    assert (futures.rows["won"].sum(axis=1) == 10).all()
    assert (simulate([Guess("sql", 1.0, (0.0, 1.0))], {"sql": [5, 5]}, seed=1, periods=2).rows["won"] == [0, 5]).all()


def test_the_same_seed_gives_the_same_futures_and_another_others():
    steps, entries = [Guess("sql", Beta(5, 9), (0.5, 0.5), waits=12, steadiness=40)], {"sql": [30, 30]}
    once, again, other = (simulate(steps, entries, seed=seed, runs=500).rows["won"] for seed in (1, 1, 2))

    assert (once == again).all()
    assert (once != other).any()


@given(betas, st.lists(st.integers(0, 40), min_size=1, max_size=4), st.integers(0, 10_000))
def test_the_ranges_of_every_period_are_ordered(rate, entries, seed):
    futures = simulate([Guess("sql", rate, (0.5, 0.5), waits=8)], {"sql": entries}, seed=seed, runs=200)

    for told in (*futures.ranges(), *futures.running()):
        assert list(told) == sorted(told)
    running = futures.running(shares=[0.5])
    assert running == sorted(running)


def spread(**unsure):
    steps = [Guess("sql", unsure.pop("rate", 0.25), (0.5, 0.5), **unsure)]
    return simulate(steps, {"sql": [100] * 6}, seed=8, runs=8_000).rows["won"]


def test_whatever_is_not_known_makes_the_ranges_wider():
    known = spread()

    assert spread(rate=Beta(10, 30)).sum(axis=1).std() > 2 * known.sum(axis=1).std()
    assert spread(steadiness=40)[:, 2].std() > 1.2 * known[:, 2].std()
    assert spread(waits=4)[:, 0].std() > 1.5 * known[:, 0].std()


def test_a_rate_that_was_taken_for_too_high_is_too_high_in_every_month():
    estimated, known = (np.corrcoef(spread(**given)[:, [2, 4]].T)[0, 1] for given in ({"rate": Beta(10, 30)}, {}))

    assert estimated > 0.5
    assert abs(known) < 0.05


def test_each_future_may_have_entries_of_its_own():
    entries = np.array([[0], [10], [20]])

    assert simulate([Guess("sql", 1.0)], {"sql": entries}, seed=1, runs=3).rows["won"].tolist() == [[0], [10], [20]]


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: Beta(0, 30), "successes of a rate is 0"),
        (lambda: Beta(3, float("nan")), "failures of a rate is nan"),
        (lambda: Beta(1, 30).per_win, "no mean"),
        (lambda: Wins(10, 0.0), "rate of the win is 0"),
        (lambda: Wins(-1, 0.5), "entries is -1"),
        (lambda: Wins(2.5, 0.5), "2.5 entries"),
        (lambda: entries_for(10, 0.5, 1.0), "chance of 1.0"),
        (lambda: entries_for(10, 1e-9, 0.5), "Not even 1,000,000 entries make 10 wins"),
        (lambda: entries_for(1, Beta(0.01, 1), 0.95), "Not even"),
        (lambda: through([0.5, 0.5]), "Every one of these rates is known"),
        (lambda: informed(0, 10, 1, 2), "prior of 0"),
        (lambda: informed(0.5, 10, 3, 2), "3 of 2 leads"),
        (lambda: informed(0.5, 0, 1, 2), "weight of the prior is 0"),
        (lambda: Guess("sql", 0.0), "rate of sql is 0"),
        (lambda: Guess("sql", 0.5, ()), "no lag"),
        (lambda: Guess("sql", 0.5, waits=0), "waits of a lag is 0"),
        (lambda: simulate([], {}, seed=1), "nothing to simulate"),
        (lambda: simulate([Guess("sql", 0.5)], {"sql": [1.5]}, seed=1), "not whole counts"),
        (lambda: simulate([Guess("sql", 0.5)], {"sql": [-1]}, seed=1), "not whole counts"),
        (lambda: simulate([Guess("sql", 0.5)], {"sql": np.ones((3, 2), dtype=int)}, seed=1), "not whole counts"),
    ],
)  # fmt: skip
def test_what_has_no_chance_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint


def test_entries_to_an_unknown_stage_are_refused():
    with pytest.raises(UnknownName, match="mql"):
        simulate([Guess("sql", 0.5)], {"mql": [1]}, seed=1)
