"""What holds of attribution whatever the journeys: nothing is lost, nothing counts twice, order of ties is no matter."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.analytics.attribution.credits import Credits
from headrace.analytics.attribution.markov import effects, markov
from headrace.analytics.attribution.models import Attributed, Markov, Model, Shapley, attribute
from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import Journey, Paths, Touch, Walks, gathered
from headrace.analytics.attribution.positional import RULES, weights
from headrace.analytics.attribution.shapley import ordered, rate_game, shapley
from headrace.analytics.attribution.window import look_back
from headrace.core.units import DAY_US
from touches import AS_OF, WINDOW, journeys, paths

NULL = Journey([Touch("Z", 24 * DAY_US)], Outcome.NULL, 24 * DAY_US)


def models() -> list[Model]:
    """Every model with the tests' window; Markov in three orders."""
    rules = [replace(rule, window_us=WINDOW) for rule in RULES.values()]
    return [*rules, *(Markov(f"markov {k}", k, WINDOW) for k in (1, 2, 9)), Shapley("shapley", WINDOW)]


def asked(told: list[Journey], block: int = 1000) -> dict[str, Attributed]:
    return dict(attribute(gathered(told), models(), AS_OF, block))


def rows(found: Credits) -> list[tuple]:
    return [(each.label, pytest.approx(each.conversions, abs=1e-9), each.value) for each in found]


@given(told=journeys())
def test_every_model_credits_all_conversions_and_all_money(told):
    converted = [each for each in told if each.outcome is Outcome.CONVERTED]
    seen = asked([*told, NULL])

    for name, found in seen.items():
        assert found.credits.total.conversions == pytest.approx(len(converted), abs=1e-9), name
        assert found.credits.total.value == sum(each.value for each in converted), name


@given(told=journeys(), block=st.integers(1, 4))
def test_how_many_journeys_are_looked_at_together_changes_nothing(told, block):
    together, apart = asked([*told, NULL]), asked([*told, NULL], block)

    for name, found in apart.items():
        assert found.population == together[name].population
        assert rows(found.credits) == rows(together[name].credits)
        assert (found.credits.unattributed, found.credits.unseen) == (
            together[name].credits.unattributed,
            together[name].credits.unseen,
        )


@given(told=journeys(), data=st.data())
def test_the_order_in_which_touches_and_journeys_come_is_no_matter(told, data):
    shuffled = [replace(each, touches=data.draw(st.permutations(each.touches))) for each in told]
    before, after = asked([*told, NULL]), asked(data.draw(st.permutations([*shuffled, NULL])))

    assert {name: rows(found.credits) for name, found in after.items()} == {
        name: rows(found.credits) for name, found in before.items()
    }


@given(told=journeys(outcomes=(Outcome.CONVERTED, Outcome.NULL)), young=st.lists(st.integers(15, 20), max_size=3))
def test_open_journeys_within_the_window_change_no_credit_and_are_counted(told, young):
    opened = [Journey([Touch("Y", day * DAY_US)], Outcome.OPEN) for day in young]
    before, after = asked([*told, NULL]), asked([*told, NULL, *opened])

    for name, found in after.items():
        assert rows(found.credits) == rows(before[name].credits)
        assert found.population == replace(before[name].population, open=len(opened))


@given(told=journeys())
def test_a_channel_in_no_path_gets_no_row_and_all_models_have_the_same_rows(told):
    late = Journey([Touch("never within", 24 * DAY_US)], end_us=3 * DAY_US)
    seen = asked([*told, NULL, late])

    [labels] = {found.credits.labels for found in seen.values()}
    assert "never within" not in labels
    assert "Z" in labels


@given(told=journeys())
def test_the_same_question_has_the_same_answer_to_the_last_bit(told):
    one, other = asked([*told, NULL]), asked([*told, NULL])

    for name, found in one.items():
        assert found.credits.conversions.tobytes() == other[name].credits.conversions.tobytes()


# -- chains and games -------------------------------------------------------------------------------------


@given(told=paths(nulls=1), times=st.integers(2, 5), order=st.integers(1, 3))
def test_multiplying_every_path_leaves_removal_effects_as_they_were(told, times, order):
    more = replace(told, **{name: times * getattr(told, name) for name in ("conversions", "value", "nulls")})

    assert effects(more, order).removal == pytest.approx(effects(told, order).removal, abs=1e-9)


@given(told=paths(nulls=1, longest=4), order=st.integers(4, 7))
def test_a_memory_of_whole_paths_gives_the_share_of_conversions_that_a_label_is_in(told, order):
    found, cells = effects(told, order), told.cells
    for amounts, removal in ((told.conversions, found.removal), (told.value, found.removal_value)):
        holding = np.bincount(cells.label, np.repeat(amounts, np.diff(cells.starts)), len(told.labels))
        assert removal == pytest.approx(holding / max(amounts.sum(), 1), abs=1e-9)


@given(told=paths(nulls=1), order=st.integers(1, 4))
def test_markovs_credits_add_up(told, order):
    found = markov(told, order)

    assert found.conversions.sum() == pytest.approx(told.conversions.sum(), abs=1e-9)
    assert found.value.sum() == told.value.sum()


@given(told=paths())
def test_ordered_credits_add_up_to_the_sum_game_label_by_label(told):
    placed = ordered(Walks(told))

    for each in shapley(Walks(told)):
        theirs = [one.conversions for one in placed if one.label == each.label]
        assert sum(theirs) == pytest.approx(each.conversions, abs=1e-9)


@given(told=paths())
def test_the_rate_game_adds_up_to_the_rate_of_all_paths(told):
    found = rate_game(told)

    assert found.rates.sum() == pytest.approx(found.base, abs=1e-9)
    assert found.error is None


@given(told=journeys())
def test_the_shares_of_a_path_are_all_or_nothing(told):
    walks = look_back(gathered(told), AS_OF, WINDOW).walks
    for rule in RULES.values():
        shares = np.split(weights(rule, walks), walks.paths.starts[1:-1])
        assert all(each.sum() == pytest.approx(1) or not each.any() for each in shares if len(each))
        assert all((each >= 0).all() for each in shares)


@given(told=paths())
def test_paths_split_into_rows_tell_the_same(told):
    again = Paths(
        told.labels,
        np.concatenate((told.starts, told.starts[1:] + told.starts[-1])),
        np.concatenate((told.code, told.code)),
        np.concatenate((told.conversions, 0 * told.conversions)),
        np.concatenate((told.value, 0 * told.value)),
        np.concatenate((0 * told.nulls, told.nulls)),
    )

    assert shapley(Walks(again)).conversions == pytest.approx(shapley(Walks(told)).conversions)
    assert rate_game(again).rates == pytest.approx(rate_game(told).rates)
    if told.nulls.sum():
        assert effects(again).removal == pytest.approx(effects(told).removal)
