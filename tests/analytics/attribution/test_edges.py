"""What attribution refuses, and what it says; and what it makes of nothing."""

import doctest
import importlib
import pkgutil
from dataclasses import replace

import numpy as np
import pytest

import headrace.analytics.attribution as package
from headrace.analytics.attribution import markov as chains
from headrace.analytics.attribution import states
from headrace.analytics.attribution.audit import REASONS, audit
from headrace.analytics.attribution.credits import of_rule
from headrace.analytics.attribution.markov import effects, markov
from headrace.analytics.attribution.models import Markov, attribute
from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import Journey, Touch, Walks, counted, gathered
from headrace.analytics.attribution.positional import (
    LAST_NON_DIRECT,
    LEAD_CREATION,
    RULES,
    U_SHAPED,
    Decay,
    Mark,
    Rule,
    weights,
)
from headrace.analytics.attribution.ragged import apportioned
from headrace.analytics.attribution.shapley import exact_rates, rate_game, shapley
from headrace.analytics.attribution.window import look_back
from headrace.core.errors import DataRefused, UsageError
from headrace.core.units import DAY_US

MODULES = [each.name for each in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]


def day(number: float) -> int:
    return int(number * DAY_US)


def touched(*days: float, **rest) -> Journey:
    touches = [Touch(f"t{number}", day(each), f"{number}") for number, each in enumerate(days)]
    return Journey(touches, **{"end_us": day(200), "value": 100, **rest})


def shares(rule, journey: Journey) -> list[float]:
    return weights(rule, look_back(gathered([journey]), day(400)).walks).round(6).tolist()


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_the_docstrings_are_true(module):
    assert doctest.testmod(importlib.import_module(module)).failed == 0


# -- the window and the milestones ------------------------------------------------------------------------


def test_a_touch_exactly_as_old_as_the_window_is_within_it():
    seen = look_back(gathered([touched(20, 19.99, 200, 200.01)]), day(400))

    assert [seen.paths.labels[code] for code in seen.paths.code] == ["t0", "t2"]


def test_a_journey_without_a_touch_left_is_unattributed_and_one_without_any_is_unseen():
    seen = look_back(gathered([touched(1), touched(), touched(150)]), day(400))
    found = of_rule(seen.walks, U_SHAPED)

    assert (found.unattributed.conversions, found.unattributed.value) == (1, 100)
    assert (found.unseen.conversions, found.unseen.value) == (1, 100)
    assert found.total.conversions == 3


def test_an_open_journey_becomes_null_when_its_newest_touch_is_older_than_the_window():
    told = gathered([Journey([Touch("a", day(1)), Touch("b", day(100))], Outcome.OPEN)])

    assert look_back(told, day(280)).population.open == 1
    grown = look_back(told, day(280.1))
    assert (grown.population.null, grown.population.aged, grown.paths.nulls.tolist()) == (1, 1, [1])


def test_of_touches_that_are_all_direct_the_last_one_is_credited():
    touches = [Touch("a", day(100), direct=True), Touch("b", day(120), direct=True)]

    assert shares(LAST_NON_DIRECT, Journey(touches, end_us=day(200))) == [0, 1]
    mixed = [Touch("a", day(90)), *touches]
    assert shares(LAST_NON_DIRECT, Journey(mixed, end_us=day(200))) == [1, 0, 0]


def test_a_milestone_before_the_first_touch_is_held_by_nobody():
    assert shares(LEAD_CREATION, touched(100, 150, lead_us=day(50))) == [0, 0]
    assert shares(U_SHAPED, touched(100, 150, lead_us=day(50))) == [1, 0]


def test_without_a_lead_everything_up_to_the_close_may_be_another():
    assert shares(U_SHAPED, touched(100, 120, 150)) == pytest.approx([2 / 3, 1 / 6, 1 / 6], abs=1e-6)


def test_one_touch_takes_everything_by_every_rule():
    assert all(shares(rule, touched(150, lead_us=day(50))) == [1] for rule in RULES.values())


def test_very_old_touches_do_not_vanish_in_a_short_half_life():
    rule = Decay("hours", day(0.01))

    assert shares(rule, touched(30, 30.01)) == [0.333333, 0.666667]


# -- refusals -----------------------------------------------------------------------------------------------


def test_percents_that_do_not_add_up_are_refused_with_their_sum():
    with pytest.raises(UsageError, match="'ours' adds up to 90") as refused:
        Rule("ours", {Mark.FIRST: 50, Mark.OTHERS: 40})

    assert "100" in refused.value.hint


def test_a_percent_below_nothing_is_refused():
    with pytest.raises(UsageError, match="last -10"):
        Rule("ours", {Mark.FIRST: 110, Mark.LAST: -10})


def test_only_a_milestone_can_end_the_others():
    with pytest.raises(UsageError, match="'others'"):
        Rule("ours", {Mark.FIRST: 100}, until=Mark.OTHERS)


def test_a_half_life_is_above_nothing():
    with pytest.raises(UsageError, match="half-life"):
        Decay("none", 0)


@pytest.mark.parametrize("rule", ["decay_7", "lead_creation", "u", "w", "z", "last_non_direct"])
def test_rules_that_need_dates_say_so_of_paths_without(rule):
    with pytest.raises(UsageError, match="needs dated touches"):
        weights(RULES[rule], Walks(counted([("ab", 1, 0, 0)])))


def test_markov_without_unconverted_paths_is_refused():
    with pytest.raises(DataRefused, match="without a conversion"):
        markov(counted([("ab", 1, 0, 0)]))


def test_a_chain_remembers_one_label_at_least():
    with pytest.raises(UsageError, match="remember 0"):
        markov(counted([("ab", 1, 0, 1)]), 0)


def test_a_chain_remembers_as_much_beside_labels_that_nobody_judged_met():
    won = Journey([Touch("a", day(1)), Touch("b", day(2))], Outcome.CONVERTED, day(3), 900)
    lost, runs = Journey([Touch("b", day(1))], Outcome.NULL, day(3)), Journey([Touch("y", day(4))], Outcome.OPEN)

    asked = [Markov("markov 2", 2)]
    for told in ([won, lost], [won, lost, runs]):
        [(_name, found)] = attribute(gathered(told), asked, day(5)).items()
        assert [(each.label, each.conversions) for each in found.credits] == [("a", 0.5), ("b", 0.5)]


def test_a_chain_with_too_many_states_is_refused(monkeypatch):
    monkeypatch.setattr(states, "MOST_STATES", 3)

    with pytest.raises(DataRefused, match="more than 3 states"):
        effects(counted([("abcab", 1, 0, 1)]), 3)


def test_walks_that_hardly_end_are_refused_when_there_are_too_many_states_for_a_matrix(monkeypatch):
    monkeypatch.setattr(chains, "MOST_STEPS", 10)

    with pytest.raises(DataRefused, match="too long"):
        effects(counted([("a" * 50, 1, 0, 1), ("b", 1, 0, 0)]), most_dense=0)


def test_the_rate_game_of_many_labels_is_sampled_and_never_bootstrapped():
    many = counted([([f"{number}"], 1, 0, 1) for number in range(21)])

    assert rate_game(many, permutations=50).error is not None
    with pytest.raises(UsageError, match="21 labels"):
        exact_rates(many)
    with pytest.raises(UsageError, match="at least two"):
        rate_game(many, permutations=1)


def test_columns_that_do_not_fit_together_are_refused():
    good = gathered([touched(150, 160)])
    for wrong, told in (
        ({"code": good.code[:1]}, "different lengths"),
        ({"value": good.value[:0]}, "different lengths"),
        ({"at_us": good.at_us[::-1]}, "not in order"),
        ({"code": good.code + 5}, "not among the labels"),
        ({"value": good.value + 2**53}, "2\\^53"),
        ({"value": -good.value}, "less than nothing"),
        ({"end_us": gathered([touched(1, 2, outcome=Outcome.OPEN, end_us=None)]).end_us}, "no end"),
    ):
        with pytest.raises(DataRefused, match=told):
            replace(good, **wrong)


def test_paths_that_make_no_sense_are_refused():
    good = counted([("ab", 1, 5, 0)])
    for wrong, told in (
        ({"nulls": good.nulls[:0]}, "different lengths"),
        ({"nulls": good.nulls - 1}, "fewer than no"),
        ({"conversions": good.conversions - 1}, "has a value"),
        ({"starts": np.array([0, 0])}, "no touch"),
    ):
        with pytest.raises(DataRefused, match=told):
            replace(good, **wrong)


def test_only_a_deal_that_converted_can_be_explained():
    with pytest.raises(UsageError, match="conversion"):
        audit(touched(1, outcome=Outcome.NULL), list(RULES.values()))


# -- nothing ------------------------------------------------------------------------------------------------


def test_no_journeys_give_no_rows():
    found = attribute(gathered([]), list(RULES.values()), day(400))

    assert all(list(each.credits) == [] and each.credits.total.conversions == 0 for each in found.values())
    with pytest.raises(DataRefused):
        attribute(gathered([]), [Markov()], day(400))


def test_no_paths_are_worth_nothing():
    assert list(shapley(Walks(counted([])))) == []
    assert rate_game(counted([])).base == 0


# -- one deal -----------------------------------------------------------------------------------------------


def test_the_audit_says_why():
    journey = touched(1, 100, 120, 150, 180, 201, lead_us=day(120), opportunity_us=day(150))
    account = audit(journey, [RULES["w"], RULES["first"], RULES["decay_30"]])

    told = [[REASONS[reason] for reason in line.reasons["w"]] for line in account.lines]
    assert told == [["outside the window"], ["first"], ["lead creation"], ["opportunity creation"], ["after the milestone"], ["after the close"]]  # fmt: skip
    assert [line.reasons["first"][0] for line in account.lines] == ["outside", "first", *["passed"] * 3, "afterwards"]
    assert account.lines[2].reasons["decay_30"] == ("age",)
    assert account.money["w"] == [0, 34, 33, 33, 0, 0]


def test_a_touch_with_two_milestones_has_two_reasons():
    account = audit(touched(100, 150, lead_us=day(100), opportunity_us=day(150)), [RULES["w"]])

    assert [line.reasons["w"] for line in account.lines] == [("first", "lead"), ("opportunity",)]


def test_what_nobody_gets_is_in_the_audit_as_well():
    account = audit(touched(100, 150, lead_us=day(50)), [LEAD_CREATION])

    assert account.money["lead_creation"] == [0, 0]


def test_cents_that_are_left_go_to_the_first_of_equal_parts_however_the_parts_were_added_up():
    added = np.array([sum([1 / 14] * touches) * 615_000 for touches in (8, 1, 1, 4)])

    assert apportioned(np.array([615_000]), added, np.array([0, 4])).tolist() == [351_429, 43_929, 43_928, 175_714]
