"""Does a score mean what it says, where should the bar be, and does it still predict?"""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from headrace.core.errors import PlanRefused
from headrace.planning.calibration import (
    BLIND,
    FEW,
    WEAKER,
    Scored,
    bars,
    brier_of,
    power,
    reliability,
    warning,
)
from headrace.planning.scores import brier

scored = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 8), st.integers(0, 8)).map(
        lambda drawn: Scored(drawn[0] / 10, drawn[1] + drawn[2], drawn[1])
    ),
    min_size=1, max_size=8,
).filter(lambda leads: sum(each.n for each in leads))  # fmt: skip


def one_by_one(leads):
    """Every lead for itself: its score, and whether it was won."""
    return [(each.score, int(nth < each.won)) for each in leads for nth in range(each.n)]


# -- reliability -------------------------------------------------------------------------------------------


@given(scored, st.integers(1, 12))
def test_a_reliability_table_has_every_lead_in_one_bin_from_low_to_high(leads, bins):
    table, people = reliability(leads, bins), one_by_one(leads)

    assert len(table) <= bins
    assert sum(each.n for each in table) == len(people)
    for each in table:
        inside = [(score, won) for score, won in people if each.lowest <= score <= each.highest]
        assert (each.n, each.won) == (len(inside), sum(won for _, won in inside))
        assert each.score == pytest.approx(np.mean([score for score, _ in inside]))
        assert each.low <= each.rate == each.won / each.n <= each.high
    assert all(one.highest < other.lowest for one, other in pairwise(table))


@given(scored)
def test_the_brier_score_of_counted_leads_is_that_of_single_ones(leads):
    assert brier_of(leads) == pytest.approx(brier(*zip(*one_by_one(leads), strict=True)))


# -- the bar -----------------------------------------------------------------------------------------------


@given(scored, st.none() | st.integers(0, 40))
def test_a_bar_accepts_who_is_over_it_and_the_capacity_takes_the_best_of_them(leads, capacity):
    people = sorted(one_by_one(leads), reverse=True)
    rates = {score: [won for other, won in people if other == score] for score, _ in people}

    for told in bars(leads, dials=4, cost=12, capacity=capacity):
        over = [score for score, _ in people if score >= told.bar]
        taken = over if capacity is None else over[:capacity]
        assert (told.accepted, told.called, told.dials, told.cost) == (len(over), len(taken), 4 * len(taken), 12 * len(taken))  # fmt: skip
        # Of leads with one score any may be called first: each brings the mean of them.
        assert told.wins == pytest.approx(sum(np.mean(rates[score]) for score in taken))
        assert told.wins + told.missed == pytest.approx(sum(won for _, won in people))
        assert told.cost_per_win == (pytest.approx(told.cost / told.wins) if told.wins else None)


@given(scored)
def test_a_lower_bar_never_accepts_nor_wins_less(leads):
    told = bars(leads)

    assert [each.bar for each in told] == sorted((each.bar for each in told), reverse=True)
    assert [each.accepted for each in told] == sorted(each.accepted for each in told)
    assert [each.wins for each in told] == sorted(each.wins for each in told)


def test_a_bar_below_the_capacity_costs_no_more_and_wins_no_more():
    leads = [Scored(90, 10, 5), Scored(75, 20, 4), Scored(50, 70, 2)]
    high, middle, low = bars(leads, cost=10, capacity=20, at=[60, 80, 0])

    assert [each.bar for each in (high, middle, low)] == [80, 60, 0]
    assert (middle.wins, middle.cost) == (low.wins, low.cost) == (7, 200)
    assert (high.wins, high.cost_per_win) == (5, 20)


# -- does it still predict? --------------------------------------------------------------------------------


@given(scored)
def test_the_power_is_how_often_a_winner_had_scored_higher(leads):
    people = one_by_one(leads)
    winners, others = ([score for score, won in people if won == which] for which in (1, 0))
    assume(winners and others)

    duels = [1 if a > b else 0.5 if a == b else 0 for a in winners for b in others]
    told = power(leads)
    assert told.area == pytest.approx(np.mean(duels))
    assert 0 <= told.low <= told.area <= told.high <= 1


def test_the_error_of_the_power_is_how_far_it_spreads_over_samples():
    dice = np.random.default_rng(9)
    told = []
    for _ in range(400):
        won, lost = dice.normal(1, 1, 40), dice.normal(0, 1, 60)
        told.append(power([Scored(score, 1, 1) for score in won] + [Scored(score, 1, 0) for score in lost]))

    assert np.std([each.area for each in told]) == pytest.approx(np.mean([each.error for each in told]), rel=0.12)


GOOD = [Scored(90, 100, 60), Scored(50, 200, 20)]


@pytest.mark.parametrize(
    ("recent", "said"),
    [
        (GOOD, None),
        ([Scored(90, 100, 30), Scored(50, 200, 60)], BLIND),
        ([Scored(90, 100, 5), Scored(50, 200, 60)], BLIND),
        ([Scored(90, 200, 60), Scored(50, 400, 80)], WEAKER),
        ([Scored(90, 10, 6), Scored(50, 20, 2)], FEW),
    ],
)
def test_a_score_that_stops_predicting_is_warned_of(recent, said):
    assert warning(GOOD, recent) == said


def test_noise_alone_seldom_warns():
    """The same score, month by month: of two sided 5 % tests some one in forty may fail."""
    dice = np.random.default_rng(3)

    def month():
        return [Scored(90, 100, int(dice.binomial(100, 0.6))), Scored(50, 200, int(dice.binomial(200, 0.1)))]

    assert sum(warning(month(), month()) is not None for _ in range(400)) <= 20


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: reliability([]), "No lead has a score"),
        (lambda: reliability([Scored(1, 3, 4)]), "Of 3 leads 4 were won"),
        (lambda: reliability([Scored(1, 3, 2)], bins=0), "number of bins is 0"),
        (lambda: brier_of([Scored(75, 3, 2)]), "is to be a chance is 75"),
        (lambda: power([Scored(1, 3, 3)]), "fared alike"),
        (lambda: bars([Scored(1, 3, 2)], capacity=-1), "capacity is -1"),
    ],
)
def test_a_score_that_cannot_be_judged_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint
