"""The worked numbers of the domain handbook on attribution."""

import pytest

from headrace.analytics.attribution.credits import Credits, of_rule
from headrace.analytics.attribution.markov import effects, markov
from headrace.analytics.attribution.paths import Journey, Paths, Touch, Walks, counted, gathered
from headrace.analytics.attribution.positional import (
    FIRST,
    LAST,
    LINEAR,
    RULES,
    W_SHAPED,
    Mark,
    Positional,
    Rule,
    weights,
)
from headrace.analytics.attribution.shapley import exact_rates, ordered, rate_game, shapley
from headrace.analytics.attribution.window import Seen, look_back
from headrace.core.units import DAY_US

W66 = counted([(("C1", "C2", "C3"), 1, 0, 0), (("C1",), 0, 0, 1), (("C2", "C3"), 0, 0, 1)])
W66B = counted([("AAB", 2, 0, 0), ("B", 1, 0, 0), ("A", 0, 0, 3), ("BA", 0, 0, 2)])
W67 = counted([("SE", 6, 0, 2), ("S", 1, 0, 9), ("E", 3, 0, 5), ("SWE", 4, 0, 0), ("W", 0, 0, 10)])


def deal(lead: float, opportunity: float, **days: float) -> Seen:
    """A deal of 12,000.00 that closes on day 38, its touches by name with their days."""
    touches = [Touch(name, int(day * DAY_US), name) for name, day in days.items()]
    milestones = {"lead_us": int(lead * DAY_US), "opportunity_us": int(opportunity * DAY_US)}
    return look_back(gathered([Journey(touches, end_us=38 * DAY_US, value=1_200_000, **milestones)]), 38 * DAY_US)


def credited(seen: Seen, rule: Positional) -> Credits:
    return of_rule(seen.walks, rule)


def by_label(found: Credits) -> dict[str, float]:
    return {each.label: round(each.conversions, 6) for each in found if each.conversions}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("linear", (2400, 2400, 2400, 2400, 2400)), ("position", (4800, 800, 800, 800, 4800)),
        ("u", (4800, 2400, 4800, 0, 0)), ("w", (3600, 1200, 3600, 3600, 0)), ("z", (2700, 1200, 2700, 2700, 2700)),
        ("decay_7", (175.20, 287.44, 574.88, 3417.04, 7545.45)),
        ("decay_30", (1529.05, 1716.30, 2017.59, 3058.10, 3678.97)),
        ("first", (12000, 0, 0, 0, 0)), ("last", (0, 0, 0, 0, 12000)), ("last_non_direct", (0, 0, 0, 0, 12000)),
        ("lead_creation", (0, 0, 12000, 0, 0)), ("opportunity_creation", (0, 0, 0, 12000, 0)),
    ],
)  # fmt: skip
def test_w65_one_deal_by_every_rule(rule, expected):
    found = credited(deal(12, 30, T1=0, T2=5, T3=12, T4=30, T5=38), RULES[rule])

    # The handbook rounds each figure by itself, so that 30 days add up to a cent too much: one of them loses it.
    assert [each.value / 100 for each in found] == pytest.approx(expected, abs=0.0101)
    assert sum(each.value for each in found) == 1_200_000


def test_w65_by_half_lives_is_exact_before_rounding():
    seen = deal(12, 30, T1=0, T2=5, T3=12, T4=30, T5=38)
    shares = weights(RULES["decay_30"], seen.walks)

    assert [round(12000 * share, 2) for share in shares] == [1529.05, 1716.30, 2017.59, 3058.10, 3678.97]


def test_w65b_w_when_the_first_touch_made_the_lead():
    found = credited(deal(1, 30, T1=0, T2=5, T3=30), W_SHAPED)

    assert by_label(found) == {"T1": 0.6, "T2": 0.1, "T3": 0.3}


def test_w65b_w_without_any_other_touch():
    found = credited(deal(1, 30, T1=0, T3=30), W_SHAPED)

    assert by_label(found) == {"T1": 0.666667, "T3": 0.333333}


def test_w66_a_channel_that_every_conversion_needs_has_an_effect_of_one():
    found = effects(W66)

    assert found.base == pytest.approx(1 / 3)
    assert found.removal == pytest.approx([0.5, 1, 1])
    assert markov(W66).conversions == pytest.approx([0.2, 0.4, 0.4])


@pytest.mark.parametrize(("order", "removal", "credit"), [(1, 0.4, 0.857143), (2, 2 / 3, 1.2), (3, 2 / 3, 1.2)])
def test_w66b_self_loops_are_kept_and_higher_orders_remember_them(order, removal, credit):
    found = effects(W66B, order)

    assert found.base == pytest.approx(0.375)
    assert found.removal == pytest.approx([removal, 1])
    assert markov(W66B, order).conversions == pytest.approx([credit, 3 - credit], abs=5e-7)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (1, {"E": 8.073511, "S": 4.311787, "W": 1.614702}),
        (2, {"E": 6.5, "S": 5.5, "W": 2.0}),
        (3, {"E": 6.5, "S": 5.5, "W": 2.0}),
    ],
)
def test_w67_markov_of_three_orders(order, expected):
    assert by_label(markov(W67, order)) == expected


def test_w67_removal_effects():
    found = effects(W67)

    assert found.base == pytest.approx(0.35)
    assert dict(zip(found.labels, found.removal.round(6), strict=True)) == {"E": 0.928571, "S": 0.495918, "W": 0.185714}


def test_w67b_the_same_paths_by_rule():
    walks = Walks(W67)

    assert by_label(of_rule(walks, FIRST)) == {"S": 11, "E": 3}
    assert by_label(of_rule(walks, LAST)) == {"E": 13, "S": 1}
    expected = {"S": 5.333333, "E": 7.333333, "W": 1.333333}
    assert by_label(of_rule(walks, LINEAR)) == by_label(shapley(walks)) == expected


def test_w68_shapley_from_the_conversions_of_exact_sets():
    paths = counted([("A", 4, 0, 0), ("B", 3, 0, 0), ("AB", 6, 0, 0), ("ABC", 3, 0, 0)])

    assert by_label(shapley(Walks(paths))) == {"A": 8, "B": 7, "C": 1}


def rates_of(game: dict[str, float]) -> Paths:
    """Paths of which those within a set convert at the rate that the game says, in hundredths."""
    rows, judged = [], {}
    for members in sorted(game, key=len):
        inside = [other for other in judged if set(other) < set(members)]
        before = sum(judged[other][0] for other in inside), sum(judged[other][1] for other in inside)
        whole = 1000 * 10 ** len(members)
        converted = round(game[members] * whole) - before[0]
        judged[members] = converted, whole - before[1]
        rows.append((members, converted, 0, whole - before[1] - converted))
    return counted(rows)


def test_w68b_games_given_by_the_worth_of_sets():
    points = {"A": 10, "B": 20, "C": 30, "AB": 50, "AC": 60, "BC": 70, "ABC": 100}
    three = rate_game(rates_of({members: worth / 1000 for members, worth in points.items()}))
    two = rate_game(rates_of({"A": 0.02, "B": 0.01, "AB": 0.05}))

    assert 1000 * three.rates == pytest.approx([23.333333, 33.333333, 43.333333], abs=1e-6)
    assert two.rates == pytest.approx([0.03, 0.02])


def test_w69_the_rate_game_may_be_negative():
    found = rate_game(W67)

    expected = {"S": 0.104380, "E": 0.300214, "W": -0.054594}
    assert dict(zip(found.labels, found.rates.round(6), strict=True)) == expected
    assert found.rates.sum() == pytest.approx(found.base) == pytest.approx(0.35)


def test_w70_ordered_shapley():
    placed = {
        f"{each.label}{each.place}": round(each.conversions, 6) for each in ordered(Walks(W67)) if each.conversions
    }

    assert placed == {"S1": 5.333333, "E1": 3, "E2": 3, "E3": 1.333333, "W2": 1.333333}


def test_a_custom_rule_shares_by_its_own_percents():
    rule = Rule("ours", {Mark.FIRST: 10, Mark.LEAD: 20, Mark.OPPORTUNITY: 30, Mark.LAST: 25, Mark.OTHERS: 15})

    found = credited(deal(12, 30, T1=0, T2=5, T3=12, T4=30, T5=38), rule)

    assert by_label(found) == {"T1": 0.1, "T2": 0.15, "T3": 0.2, "T4": 0.3, "T5": 0.25}


def test_w69_as_the_bootstrap_repeats_it():
    assert exact_rates(W67)(W67.conversions, W67.value, W67.nulls) == pytest.approx(rate_game(W67).rates)
