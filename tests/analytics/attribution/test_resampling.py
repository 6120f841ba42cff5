"""Intervals of credits: the same for the same seed, around the estimate, narrower with more journeys."""

from random import Random

import numpy as np
import pytest

from headrace.analytics.attribution.credits import of_rule
from headrace.analytics.attribution.markov import markov
from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import Journey, Paths, Touch, counted, gathered
from headrace.analytics.attribution.positional import DECAY_CONSUMER, LINEAR, POSITION
from headrace.analytics.attribution.resampling import Bootstrap, of_markov, of_rate_game, of_shapley
from headrace.analytics.attribution.resampling import of_rule as intervals_of_rule
from headrace.analytics.attribution.shapley import rate_game
from headrace.analytics.attribution.window import Seen, look_back
from headrace.core.errors import UsageError
from headrace.core.units import DAY_US

W67 = [("SE", 6, 1), ("SE", 2, 0), ("S", 1, 1), ("S", 9, 0), ("E", 3, 1), ("E", 5, 0), ("SWE", 4, 1), ("W", 10, 0)]
QUICK = Bootstrap(seed=7, replicates=400)


def journeys(times: int) -> Seen:
    """W67's paths as dated journeys, so many times, and two that nobody saw."""
    told = [
        Journey([Touch(label, place * DAY_US) for place, label in enumerate(path)], Outcome(won), 9 * DAY_US, 100 * won)
        for path, often, won in W67
        for _ in range(often * times)
    ]
    return look_back(gathered([*told, *[Journey([], end_us=DAY_US)] * (2 * times)]), 9 * DAY_US)


def whole(times: int) -> Paths:
    rows = [("SE", 6, 2), ("S", 1, 9), ("E", 3, 5), ("SWE", 4, 0), ("W", 0, 10)]
    return counted([(path, won * times, 0, lost * times) for path, won, lost in rows])


def asked(times: int, how: Bootstrap) -> dict:
    seen = journeys(times)
    return {
        "rule": (of_rule(seen.walks, POSITION).conversions, intervals_of_rule(seen, POSITION, how)),
        "shapley": (of_rule(seen.walks, LINEAR).conversions, of_shapley(seen, how)),
        "markov": (markov(whole(times)).conversions, of_markov(whole(times), 1, how)),
        "rates": (rate_game(whole(times)).rates, of_rate_game(whole(times), how)),
    }


@pytest.mark.parametrize("model", ["rule", "shapley", "markov", "rates"])
def test_an_interval_holds_the_estimate_and_more_journeys_make_it_narrower(model):
    estimate, few = asked(5, QUICK)[model]
    _, many = asked(45, QUICK)[model]

    assert np.all((few.low <= estimate) & (estimate <= few.high))
    # Nine times the journeys: credits grow ninefold and their spread threefold; rates stay, and their spread shrinks.
    expected = 1 / 3 if model == "rates" else 3
    assert (many.high - many.low) / (few.high - few.low) == pytest.approx(expected, rel=0.3)


@pytest.mark.parametrize("model", ["rule", "shapley", "markov", "rates"])
def test_the_same_seed_gives_the_same_and_another_another(model):
    one, again, other = (asked(3, Bootstrap(seed, 50))[model][1] for seed in (1, 1, 2))

    assert one.low.tobytes() == again.low.tobytes()
    assert one.high.tobytes() != other.high.tobytes()


@pytest.mark.parametrize("rule", [POSITION, DECAY_CONSUMER])
def test_journeys_in_another_order_have_the_same_intervals(rule):
    luck = Random(3)
    told = [
        Journey([Touch(luck.choice("SEW"), day * DAY_US) for day in sorted(luck.sample(range(9), luck.randint(1, 4)))],
                Outcome(luck.random() < 0.5), 9 * DAY_US)
        for _ in range(60)
    ]  # fmt: skip
    one, other = (look_back(gathered(each), 9 * DAY_US) for each in (told, luck.sample(told, len(told))))
    found = [(intervals_of_rule(each, rule, QUICK), of_markov(each.paths, 2, QUICK)) for each in (one, other)]

    for mine, theirs in zip(*found, strict=True):
        assert np.concatenate((mine.low, mine.high)) == pytest.approx(np.concatenate((theirs.low, theirs.high)))


def test_conversions_of_one_label_vary_as_a_share_of_all_journeys_does():
    told = [Journey([Touch("a", 0)], Outcome(number % 4 == 0), DAY_US) for number in range(400)]
    found = intervals_of_rule(look_back(gathered(told), DAY_US), LINEAR, Bootstrap(3, 2000))

    half = 1.96 * np.sqrt(400 * 0.25 * 0.75)
    assert found.low == pytest.approx([100 - half], abs=2)
    assert found.high == pytest.approx([100 + half], abs=2)


def test_when_everybody_converted_by_one_label_there_is_nothing_to_doubt():
    told = [Journey([Touch("a", 0)], end_us=DAY_US)] * 50
    found = intervals_of_rule(look_back(gathered(told), DAY_US), LINEAR, QUICK)

    assert (found.low.tolist(), found.high.tolist()) == ([50], [50])


def test_paths_counted_together_or_one_by_one_have_nearly_the_same_intervals():
    single = counted([(path, won, 0, 1 - won) for path, often, won in W67 for _ in range(often * 5)])
    apart, together = of_markov(single, 1, Bootstrap(1, 1500)), of_markov(whole(5), 1, Bootstrap(1, 1500))

    assert apart.low == pytest.approx(together.low, rel=0.1, abs=1.5)
    assert apart.high == pytest.approx(together.high, rel=0.1, abs=1.5)


@pytest.mark.parametrize("wrong", [{"replicates": 1}, {"share": 1.0}])
def test_an_interval_of_one_draw_or_of_everything_is_refused(wrong):
    with pytest.raises(UsageError, match="two draws"):
        Bootstrap(**wrong)
