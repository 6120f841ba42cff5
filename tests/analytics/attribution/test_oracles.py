"""Every model equals what twenty plain lines of Python make of the same journeys."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise, permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.analytics.attribution.audit import audit
from headrace.analytics.attribution.credits import of_rule
from headrace.analytics.attribution.markov import effects
from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import Journey, Paths, Touch, Walks, counted, gathered
from headrace.analytics.attribution.positional import RULES, Decay, Mark, Positional, Rule
from headrace.analytics.attribution.ragged import apportioned, starts_of
from headrace.analytics.attribution.shapley import ordered, rate_game, shapley
from headrace.analytics.attribution.window import look_back
from touches import AS_OF, LABELS, WINDOW, journeys, paths

CUSTOM = Rule("custom", {Mark.LEAD: 50, Mark.OPPORTUNITY: 20, Mark.OTHERS: 30}, until=Mark.OPPORTUNITY)
ALL_RULES = (*RULES.values(), CUSTOM)
Rows = list[tuple[tuple[str, ...], int, int, int]]


def rows_of(paths: Paths) -> Rows:
    labels = [tuple(paths.labels[code] for code in paths.code[first:past]) for first, past in pairwise(paths.starts)]
    return list(zip(labels, paths.conversions.tolist(), paths.value.tolist(), paths.nulls.tolist(), strict=True))


def close(expected: dict) -> dict:
    return {key: pytest.approx(float(value), abs=1e-9) for key, value in expected.items()}


# -- the window, and the rules --------------------------------------------------------------------------


def seen_of(journey: Journey) -> tuple[str, list[Touch]]:
    """What a journey counts as, and the touches within its window in order."""
    touches = sorted(journey.touches, key=lambda touch: (touch.at_us, touch.id))
    kind, end = journey.outcome.name.lower(), journey.end_us
    if journey.outcome is Outcome.OPEN:
        if not touches or AS_OF - touches[-1].at_us <= WINDOW:
            return "open", []
        kind, end = "aged", touches[-1].at_us
    inside = [touch for touch in touches if 0 <= end - touch.at_us <= WINDOW]
    if kind == "converted" and not inside:
        kind = "unattributed" if touches else "unseen"
    return kind, inside


@given(told=journeys())
def test_the_window_keeps_every_journey_in_sight(told):
    seen = look_back(gathered(told), AS_OF, WINDOW)
    kinds = Counter(seen_of(each)[0] for each in told)
    expected = [(tuple(t.label for t in inside), kind) for kind, inside in map(seen_of, told) if inside]

    found = seen.population
    assert found.converted == kinds["converted"] + kinds["unattributed"] + kinds["unseen"]
    assert (found.null, found.aged, found.open) == (kinds["null"] + kinds["aged"], kinds["aged"], kinds["open"])
    assert (found.unattributed, found.unseen) == (kinds["unattributed"], kinds["unseen"])
    assert [(path, won) for path, won, _, _ in rows_of(seen.paths)] == [
        (p, kind == "converted") for p, kind in expected
    ]
    assert [told[number] for number in seen.journey] == [each for each in told if seen_of(each)[0] == "converted"]


def holder(mark: Mark, touches: Sequence[Touch], journey: Journey) -> int | None:
    if mark is Mark.FIRST:
        return 0
    last = len(touches) - 1
    if mark is Mark.NON_DIRECT:
        return max((place for place, touch in enumerate(touches) if not touch.direct), default=last)
    limit = {Mark.LAST: journey.end_us, Mark.LEAD: journey.lead_us, Mark.OPPORTUNITY: journey.opportunity_us}[mark]
    return max((p for p, touch in enumerate(touches) if limit is not None and touch.at_us <= limit), default=None)


def shares_of(rule: Positional, touches: Sequence[Touch], journey: Journey) -> list[float]:
    if len(touches) == 1:
        return [1.0]
    if isinstance(rule, Decay):
        raw = [2 ** (-(journey.end_us - touch.at_us) / rule.half_life_us) for touch in touches]
        return [each / sum(raw) for each in raw]
    raw = [0.0] * len(touches)
    for mark, percent in rule.percents.items():
        if mark is not Mark.OTHERS and (place := holder(mark, touches, journey)) is not None:
            raw[place] += percent
    ends = {Mark.LEAD: journey.lead_us, Mark.OPPORTUNITY: journey.opportunity_us, Mark.LAST: None}[rule.until]
    others = [p for p, touch in enumerate(touches) if not raw[p] and (ends is None or touch.at_us <= ends)]
    for place in others:
        raw[place] = rule.percents.get(Mark.OTHERS, 0) / len(others)
    return [each / (sum(raw) or 1) for each in raw]


def largest_remainder(amount: int, shares: dict[str, float]) -> dict[str, int]:
    exact = {label: amount * share for label, share in sorted(shares.items())}
    given = {label: int(each) for label, each in exact.items()}
    by_loss = sorted(exact, key=lambda label: (-round((exact[label] - given[label]) * 2**30), label))
    for label in by_loss[: amount - sum(given.values())]:
        given[label] += 1
    return given


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
@given(told=journeys())
def test_rules_share_as_twenty_plain_lines_do(rule, told):
    conversions, money, nobody = defaultdict(float), Counter(), Counter()
    for journey in told:
        kind, touches = seen_of(journey)
        if kind == "converted":
            by_label = defaultdict(float)
            for touch, share in zip(touches, shares_of(rule, touches, journey), strict=True):
                by_label[touch.label] += share
                conversions[touch.label] += share
            kind = "converted" if sum(by_label.values()) else "unattributed"
            money.update(largest_remainder(journey.value, by_label) if kind == "converted" else {})
        if kind in ("unattributed", "unseen"):
            nobody.update({kind: 1, f"{kind} value": journey.value})

    walks = look_back(gathered(told), AS_OF, WINDOW).walks
    found = of_rule(walks, rule)

    assert {each.label: each.conversions for each in found if each.label in conversions} == close(conversions)
    assert {each.label: each.value for each in found if each.value} == +money
    assert (found.unattributed.conversions, found.unattributed.value) == (
        nobody["unattributed"],
        nobody["unattributed value"],
    )
    assert (found.unseen.conversions, found.unseen.value) == (nobody["unseen"], nobody["unseen value"])


@given(told=journeys(outcomes=(Outcome.CONVERTED,), most=1))
def test_the_audit_of_a_deal_tells_every_touch_and_adds_up(told):
    [journey] = told
    account = audit(journey, ALL_RULES)

    assert [line.touch for line in account.lines] == sorted(journey.touches, key=lambda t: (t.at_us, t.id))
    for rule in ALL_RULES:
        shares = [line.shares[rule.name] for line in account.lines]
        assert sum(account.money[rule.name]) == (journey.value if any(shares) else 0)
        assert sum(shares) == pytest.approx(1) or not any(shares)
        assert all(line.reasons[rule.name] for line in account.lines)


# -- rounding -------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 10**9), st.lists(st.integers(1, 20), min_size=1, max_size=5)), min_size=1))
def test_money_is_whole_and_adds_up_and_is_never_a_unit_off(rows):
    amounts = np.array([amount for amount, _ in rows])
    starts = starts_of(np.array([len(parts) for _, parts in rows]))
    exact = np.concatenate([amount * np.array(parts) / sum(parts) for amount, parts in rows])

    found = apportioned(amounts, exact, starts)

    assert np.add.reduceat(found, starts[:-1]).tolist() == amounts.tolist()
    assert np.abs(found - exact).max() < 1 + 1e-6


# -- chains ---------------------------------------------------------------------------------------------


def chance_of(rows: Rows, order: int, removed: str = "") -> tuple[Fraction, Fraction]:
    """The chance of a conversion, and its expected value, by eliminating state after state in fractions."""
    moves: dict = defaultdict(Counter)
    for path, won, value, lost in rows:
        states = ["start", *(path[max(0, end - order) : end] for end in range(1, len(path) + 1))]
        for one, other in pairwise(states):
            moves[one][other] += won + lost
        moves[states[-1]].update({"conv": won, "null": lost, "value": value})
    counts = {state: sum(n for to, n in out.items() if to != "value") for state, out in moves.items()}
    chances = {s: {to: Fraction(n, counts[s]) for to, n in out.items()} for s, out in moves.items() if counts[s]}
    chances = {s: {to: p for to, p in out.items() if not (removed and to[-1] == removed)} for s, out in chances.items()}
    for gone in [state for state in chances if state != "start"]:
        out = chances.pop(gone)
        again = 1 - out.pop(gone, Fraction(0))
        for other in chances.values():
            share = other.pop(gone, Fraction(0))
            for to, p in out.items() if share else ():
                other[to] = other.get(to, Fraction(0)) + share * p / again
    return chances["start"].get("conv", Fraction(0)), chances["start"].get("value", Fraction(0))


@pytest.mark.parametrize("most_dense", [800, 0], ids=["by matrix", "by walking"])
@given(told=paths(nulls=1), order=st.integers(1, 6))
def test_removal_effects_equal_elimination_in_fractions(most_dense, told, order):
    rows = rows_of(told)
    base, worth = chance_of(rows, order)
    found = effects(told, order, most_dense)

    assert found.base == pytest.approx(float(base), abs=1e-12)
    for label, removal, removal_value in zip(found.labels, found.removal, found.removal_value, strict=True):
        left, left_worth = chance_of(rows, order, label)
        assert removal == pytest.approx(float(1 - left / base) if base else 0, abs=1e-9)
        assert removal_value == pytest.approx(float(1 - left_worth / worth) if worth else 0, abs=1e-9)


# -- games ----------------------------------------------------------------------------------------------


def worth(rows: Rows, members: Iterable[str], *, rate: bool) -> Fraction:
    inside = [(won, lost) for path, won, _, lost in rows if set(path) <= set(members)]
    won, judged = sum(won for won, _ in inside), sum(won + lost for won, lost in inside)
    return (Fraction(won, judged) if judged else Fraction(0)) if rate else Fraction(won)


def by_permutations(rows: Rows, *, rate: bool) -> dict[str, Fraction]:
    """What each label adds when it joins, on average over all orders."""
    labels = sorted({label for path, *_ in rows for label in path})
    added: dict[str, Fraction] = defaultdict(Fraction)
    for order in permutations(labels):
        for place, label in enumerate(order):
            more = worth(rows, order[: place + 1], rate=rate) - worth(rows, order[:place], rate=rate)
            added[label] += more / factorial(len(labels))
    return added


@given(told=paths())
def test_the_sum_game_equals_the_mean_over_all_orders(told):
    found = {each.label: each.conversions for each in shapley(Walks(told))}

    assert found == close(by_permutations(rows_of(told), rate=False))


@given(told=paths())
def test_the_rate_game_equals_the_mean_over_all_orders(told):
    found = rate_game(told)

    assert dict(zip(found.labels, found.rates, strict=True)) == close(by_permutations(rows_of(told), rate=True))


@given(told=paths())
def test_ordered_credits_are_booked_where_a_label_first_appears(told):
    expected: dict = defaultdict(float)
    for path, won, _, _ in rows_of(told):
        for label in set(path):
            expected[label, path.index(label) + 1] += won / len(set(path))

    found = ordered(Walks(told))

    assert {(each.label, each.place): each.conversions for each in found} == close(expected)
    assert sum(each.value for each in found) == told.value.sum()


@pytest.mark.parametrize("seed", range(3))
def test_sampled_rates_are_as_near_as_their_error_says(seed):
    random = np.random.default_rng(seed)
    picked = [tuple(random.choice(list(LABELS), random.integers(1, 4))) for _ in range(40)]
    rows = Counter(picked)
    walked = [(path, int(random.integers(0, 5)), 0, n) for path, n in rows.items()]
    exact, found = rate_game(counted(walked)), rate_game(counted(walked), seed, 4000, most_exact=0)

    assert found.error is not None
    assert np.all(np.abs(found.rates - exact.rates) <= 4.5 * found.error + 1e-12)
    assert np.all(found.error < 0.01)
    assert found.rates.sum() == pytest.approx(found.base)
