"""Whether groups differ: each test against its definition, person by person or draw by draw."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from headrace.analytics.compare import Count, chance_better, log_rank, more_to_separate, pooled_z, ranking
from headrace.analytics.intervals import by_value, jeffreys, wilson

counts = st.integers(0, 60).flatmap(lambda n: st.builds(Count, st.integers(0, n), st.just(n)))
groups = st.lists(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=15), min_size=2, max_size=4)


def plain_log_rank(first, second):
    """Two groups, one person after the other."""
    surplus = variance = 0.0
    for time in {length for length, ended in first + second if ended}:
        n1, n2 = (sum(length >= time for length, _ in group) for group in (first, second))
        d1, d2 = (sum(wait == (time, True) for wait in group) for group in (first, second))
        n, d = n1 + n2, d1 + d2
        surplus += d1 - d * n1 / n
        variance += d * n1 * n2 * (n - d) / (n * n * (n - 1)) if n > 1 else 0
    return surplus * surplus / variance if variance else None


def singly(group):
    return [(*wait, 1) for wait in group]


@given(groups)
def test_the_log_rank_test_of_two_groups_is_the_plain_sum(found):
    expected = plain_log_rank(*found[:2])
    told = log_rank([singly(group) for group in found[:2]])

    assert (told and told.statistic) == (expected and pytest.approx(expected, abs=1e-9))
    assert told is None or told.p == pytest.approx(stats.chi2.sf(expected, 1), abs=1e-12)


@given(groups, st.randoms(use_true_random=False))
def test_the_log_rank_test_does_not_ask_which_group_comes_first(found, chance):
    told = log_rank([singly(group) for group in found])
    chance.shuffle(found)

    again = log_rank([singly(group) for group in found])
    assert (told is None) == (again is None)
    assert told is None or again == pytest.approx(told, abs=1e-9)


def test_the_waits_of_w54d_as_the_handbook_prints_them_differ_from_its_figure():
    first = [
        (2, True),
        (3, False),
        (4, True),
        (4, True),
        (6, False),
        (7, True),
        (8, False),
        (10, True),
        (12, False),
        (12, False),
    ]
    second = [
        (1, True),
        (2, True),
        (2, False),
        (3, True),
        (5, True),
        (6, True),
        (6, True),
        (9, False),
        (11, True),
        (12, False),
    ]

    assert log_rank([singly(first), singly(second)]).statistic == pytest.approx(plain_log_rank(first, second))
    assert plain_log_rank(first, second) == pytest.approx(0.872304, abs=5e-7)


@settings(max_examples=40)
@given(counts, counts)
def test_the_chance_to_be_better_is_the_integral_of_the_posteriors(first, second):
    a, b = (stats.beta(count.successes + 1, count.n - count.successes + 1) for count in (first, second))
    expected, _ = integrate.quad(lambda p: b.pdf(p) * a.cdf(p), 0, 1, points=[b.mean()], limit=200, epsabs=1e-11)

    assert chance_better(first, second) == pytest.approx(expected, abs=1e-8)
    assert chance_better(first, second) + chance_better(second, first) == pytest.approx(1, abs=1e-10)


def test_of_millions_the_chance_to_be_better_is_still_exact():
    many = Count(400_000, 1_000_000)

    assert chance_better(many, many) == pytest.approx(0.5, abs=1e-7)
    assert chance_better(many, Count(0, 10**6)) == 0
    assert chance_better(Count(0, 10**6), many) == pytest.approx(1, abs=1e-7)


def test_there_is_no_z_without_people_or_without_a_difference_to_see():
    assert pooled_z(Count(0, 0), Count(1, 2)) is None
    assert pooled_z(Count(0, 5), Count(0, 9)) is None


@given(counts.filter(lambda c: c.n), counts.filter(lambda c: c.n))
def test_with_as_many_more_as_it_takes_two_rates_are_apart_and_with_one_fewer_not(first, second):
    more = more_to_separate(first, second, chance=0.5)
    if first.rate == second.rate:
        assert more is None
        return

    def z(extra):
        n1, n2 = first.n + extra, second.n + extra
        pooled = (first.rate * n1 + second.rate * n2) / (n1 + n2)
        return abs(first.rate - second.rate) / (pooled * (1 - pooled) * (1 / n1 + 1 / n2)) ** 0.5

    assert z(more) >= 1.959963
    assert more == 0 or z(more - 1) < 1.959965
    assert more <= more_to_separate(first, second)


def test_a_plan_with_that_many_more_shows_the_difference_as_often_as_it_says():
    extra = more_to_separate(Count(34, 200), Count(50, 200), chance=0.8)
    chance = np.random.default_rng(3)
    seen = [
        pooled_z(Count(int(a), 200 + extra), Count(int(b), 200 + extra)).p < 0.05
        for a, b in chance.binomial(200 + extra, [0.17, 0.25], (4000, 2))
    ]

    assert np.mean(seen) == pytest.approx(0.8, abs=0.02)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), counts, max_size=6))
def test_a_ranking_puts_every_other_segment_above_below_or_beside(segments):
    ranked = ranking(segments)

    names = [each.name for each in ranked]
    assert sorted(names) == sorted(name for name, count in segments.items() if count.n)
    assert [each.count.rate for each in ranked] == sorted((each.count.rate for each in ranked), reverse=True)
    for each in ranked:
        assert sorted((*each.above, *each.below, *each.undecided, each.name)) == sorted(names)
        assert all(each.name in next(r for r in ranked if r.name == other).below for other in each.above)
        assert all(each.name in next(r for r in ranked if r.name == other).undecided for other in each.undecided)


def test_among_twenty_channels_that_are_alike_an_order_is_rarely_told():
    chance = np.random.default_rng(11)
    told = 0
    for _ in range(200):
        found = {f"channel {i}": Count(int(chance.binomial(300, 0.1)), 300) for i in range(20)}
        told += any(each.above for each in ranking(found))

    assert told / 200 <= 0.05


def test_without_the_correction_luck_would_tell_two_of_them_apart():
    segments = {"a": Count(34, 200), "b": Count(50, 200)}

    assert 2 * (1 - chance_better(*segments.values())) == pytest.approx(0.050258, abs=1e-6)
    assert ranking(segments, level=0.051)[0].above == ("a",)
    assert ranking(segments | {"c": Count(40, 200)}, level=0.051)[0].above == ()


# -- intervals ----------------------------------------------------------------------------------------------


@given(counts.filter(lambda c: c.n))
def test_intervals_hold_the_share_and_stay_between_nothing_and_all(count):
    for low, high in (wilson(*count), jeffreys(*count)):
        assert 0 <= low <= count.rate <= high <= 1


def test_no_trials_no_interval():
    assert jeffreys(0, 0) is None
    assert by_value(0, 0, 0, 0, 0) is None


def sums(values, won):
    values, won = np.asarray(values, dtype=float), np.asarray(won)
    return len(values), values.sum(), (values * won).sum(), (values**2).sum(), (values**2 * won).sum()


def test_of_leads_that_are_worth_the_same_the_share_of_value_is_the_share_of_leads():
    rate, low, high = by_value(*sums([50_000] * 2000, [1] * 340 + [0] * 1660))

    assert rate == pytest.approx(0.17)
    assert (low, high) == pytest.approx(wilson(340, 2000), abs=1e-5)


def test_one_large_lead_makes_the_share_of_value_unsure():
    _, low, high = by_value(*sums([100] * 99 + [1_000_000], [1] * 50 + [0] * 50))
    _, even_low, even_high = by_value(*sums([100] * 100, [1] * 50 + [0] * 50))

    assert high - low > 2.5 * (even_high - even_low)


@given(st.lists(st.tuples(st.integers(0, 10_000), st.booleans()), min_size=1, max_size=30))
def test_the_share_of_value_lies_within_its_interval(leads):
    told = by_value(*sums(*zip(*leads, strict=True)))

    if told is not None:
        rate, low, high = told
        assert -1e-12 <= low <= rate <= high <= 1 + 1e-12


def test_the_interval_of_a_share_of_value_holds_the_true_one_as_often_as_it_says():
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(2000):
        values = chance.lognormal(10, 1, 300)
        _, low, high = by_value(*sums(values, chance.random(300) < 0.2))
        held += low <= 0.2 <= high

    assert held / 2000 == pytest.approx(0.95, abs=0.03)
