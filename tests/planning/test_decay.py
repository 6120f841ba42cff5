"""Leads that outlive their shelf life: what they cost in the plan, and what another life would have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.core.errors import PlanRefused
from headrace.planning.decay import Life, Silence, lives, loss, shortest
from headrace.planning.forward import Step
from headrace.planning.reverse import needs
from headrace.planning.uncertainty import Beta, Wins

silences = st.lists(
    st.tuples(st.integers(0, 90), st.integers(0, 9), st.integers(0, 9)).map(
        lambda drawn: Silence(drawn[0], drawn[1] + drawn[2], drawn[1])
    ),
    min_size=1, max_size=8,
).filter(lambda rows: sum(each.won for each in rows))  # fmt: skip


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.05, 1) | st.builds(Beta, st.floats(1, 20), st.floats(1, 20)))
def test_whole_customers_lose_at_least_as_much_as_is_expected_and_what_comes_back_makes_it_less(leads, other, rate):
    expired = min(leads, other)
    told = loss(leads, expired, rate, 1_000, requalified=0.4, closing=0.5)

    assert told.recovered <= told.expected + 1e-6 <= told.whole + 2e-3
    assert told.expected == pytest.approx(expired * told.each)
    assert all(later <= before for later, before in zip(told.left, told.planned, strict=True))
    assert told.reached[1] <= told.reached[0] + 1e-12


def test_the_loss_is_no_single_number():
    told = loss(40, 5, Beta(10, 30), 100_000)

    assert told.planned == tuple(Wins(40, Beta(10, 30)).quantile(share) for share in (0.1, 0.5, 0.9)) == (5, 10, 15)
    assert told.left == tuple(Wins(35, Beta(10, 30)).quantile(share) for share in (0.1, 0.5, 0.9))


@given(silences, st.lists(st.integers(0, 100), min_size=1, max_size=5))
def test_a_life_is_told_by_whom_it_would_have_let_expire(rows, candidates):
    people = [(each.longest, nth < each.won) for each in rows for nth in range(each.n)]
    told = lives(rows, candidates)

    assert [each.life for each in told] == sorted(candidates)
    for each in told:
        over = [won for longest, won in people if longest >= each.life]
        assert each.expired == pytest.approx(len(over) / len(people))
        assert each.at_stake == pytest.approx(sum(over) / sum(won for _, won in people))
        assert each.rate == (pytest.approx(sum(over) / len(over)) if over else None)
    assert [each.at_stake for each in told] == sorted((each.at_stake for each in told), reverse=True)


def test_the_shortest_life_is_the_first_that_puts_little_at_stake():
    told = lives([Silence(5, 60, 30), Silence(20, 20, 8), Silence(40, 40, 2)], [7, 30, 60])

    assert shortest(told).life == 30
    assert shortest(told, 0.0).life == 60
    assert shortest(told[:1]) is None


def test_a_shorter_life_asks_the_plan_for_more_leads_and_recovery_for_fewer_of_them():
    [short] = lives([Silence(5, 60, 15), Silence(40, 40, 5)], [30])

    plain, cut, recovered = (
        needs(10, [Step("sql", rate)])[0].exact for rate in (0.2, short.rate_of(0.2), short.rate_of(0.2, 0.6))
    )
    assert (short.at_stake, plain, cut) == pytest.approx((0.25, 50, 50 / 0.75))
    assert recovered == pytest.approx(50 / 0.9)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: loss(5, 6, 0.25, 1), "6 of 5 leads"),
        (lambda: loss(5, 1, 0.0, 1), "rate of the win is 0"),
        (lambda: loss(5, 1, 0.5, -1), "value of a win is -1"),
        (lambda: loss(5, 1, 0.5, 1, requalified=2), "comes back is 2"),
        (lambda: lives([], [30]), "None of 0 leads was won"),
        (lambda: lives([Silence(3, 1, 2)], [30]), "Of 1 leads 2 were won"),
        (lambda: Life(30, 1, 1, 0.1, 0.1, 0.1, 0, 1).rate_of(0), "rate of the win is 0"),
        (lambda: shortest([], 2), "wins at stake is 2"),
    ],
)
def test_a_life_that_cannot_be_told_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint
