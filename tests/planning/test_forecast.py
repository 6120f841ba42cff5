"""What leads will bring by their age, how sure that is, and how good a forecast was."""

from math import inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.analytics.intervals import wilson
from headrace.core.errors import PlanRefused
from headrace.planning.chances import JUST_ENTERED, cell
from headrace.planning.forecast import Unsteady, drawn, outlook, ranges, unsteadiness
from headrace.planning.history import History, Stay
from headrace.planning.scores import bias, brier, covered, log_loss, wape

PROPOSALS = [(10, True, 20), (20, False, 20), (60, True, 4), (90, False, 16)]
STEADY = [Unsteady(0, 1)] * 3


def proposals(rows=PROPOSALS, day=400, more=()):
    stays = [
        Stay("proposal", 0, length, length, won, revenue=1_000 if won else None, begins=True, n=n)
        for length, won, n in rows
    ]
    return History.of([*stays, *more], day)


def sums(told):
    return [float(each) for each in told.means()]


# -- by stage and age --------------------------------------------------------------------------------------


def test_who_is_still_there_is_another_kind_of_lead():
    entering, aged = (cell(proposals(), "proposal", age, [10, 30]) for age in (JUST_ENTERED, 35))

    # The tenth day's end is the eleventh evening of one that enters tomorrow.
    assert entering.chances == pytest.approx((0, 20 / 60, 24 / 60))
    assert aged.chances == pytest.approx((0, 4 / 20, 4 / 20))
    assert (entering.n, aged.n) == (60, 20)


def test_a_lead_that_moved_on_tells_nothing_of_those_who_stay():
    moved = [Stay("sql", 0, 5, 30, won=True, n=30), Stay("sql", 0, 50, 50, n=30)]
    history = History.of(moved, 400)

    assert cell(history, "sql", JUST_ENTERED).chance == pytest.approx(0.5)
    assert cell(history, "sql", 4).chance == pytest.approx(0.5)
    assert cell(history, "sql", 5).chance == 0


def test_at_an_age_that_too_few_reached_the_latest_one_counts_that_enough_did():
    told = [cell(proposals(), "proposal", age) for age in (59, 60, 75, 500)]

    assert [(each.age, each.n) for each in told] == [(59, 20), (59, 20), (59, 20), (59, 20)]
    assert cell(proposals(), "proposal", 75, least=16).age == 75
    assert cell(proposals(), "proposal", 0, least=61) is None
    assert cell(proposals(), "call", 0) is None


def test_an_age_is_only_spoken_of_if_leads_were_watched_from_it_on():
    """Forty old leads of which nobody knows yet whether they will be won: the chance is of leads a while younger."""
    waiting = [Stay("proposal", 300, n=40)]

    assert cell(proposals(more=waiting), "proposal", 95, [30]).age < 95
    assert cell(proposals(day=500, more=waiting), "proposal", 95, [30]).age == 95


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.integers(1, 6)), min_size=1, max_size=12),
       st.integers(-1, 60), st.lists(st.integers(1, 80), max_size=3).map(sorted))  # fmt: skip
def test_chances_grow_with_the_horizon_and_without_open_leads_are_plain_shares(rows, age, horizons):
    told = cell(proposals(rows), "proposal", age, horizons, least=1)
    lasted = [(length - told.age, won, n) for length, won, n in rows if length > told.age]
    total = sum(n for *_, n in lasted)

    assert list(told.chances) == sorted(told.chances)
    assert told.n == total
    for chance, horizon in zip(told.chances, [*horizons, inf], strict=True):
        assert chance == pytest.approx(sum(n for left, won, n in lasted if won and left <= horizon) / total)


def test_open_leads_and_newcomers_add_up():
    history = proposals(more=[Stay("proposal", 365, value=50_000), Stay("proposal", 399, n=2)])
    told = outlook(history, [31, 92])

    assert [(group.age, group.value, group.n) for group in told.groups] == [(1, 1_000, 2), (35, 50_000, 1)]
    assert told.newcomers.means == (0, 0, 0)
    assert sums(told)[-1] == pytest.approx(0.2 + 2 * 0.4, abs=0.02)


def test_newcomers_come_as_of_late_and_are_won_if_there_is_time():
    days = [Stay("sql", day, day + 10, day + 10, day % 2 == 0, revenue=100, begins=True) for day in range(200)]
    newcomers = outlook(History.of(days, 199), [10, 30]).newcomers

    # One a day; half of them are won after ten days, and whoever comes on the first day has nine days left.
    assert newcomers.means == pytest.approx((0, 10, 15), abs=0.6)


def test_a_past_day_knows_nothing_later():
    late = [Stay("proposal", 10, 30, 30, won=True, revenue=9e9, n=500), Stay("proposal", 16, value=1, n=50)]
    early = [Stay("proposal", 10, value=1_000, n=500)]
    before, after = proposals(day=15, more=early), proposals(day=900, more=late).at(15)

    assert sums(outlook(before, [5])) == sums(outlook(after, [5]))
    assert sorted(before.n) == sorted(after.n)
    assert not (after.won & (after.n == 500)).any()


# -- how unsteady it is ------------------------------------------------------------------------------------


def months(rates, a_day=6):
    """A company whose newcomers are won after three days, by rates that differ from month to month."""
    dice = np.random.default_rng(4)
    stays = []
    for day in range(30 * len(rates)):
        won = int(dice.binomial(a_day, rates[day // 30]))
        for n, came in ((won, True), (a_day - won, False)):
            if n:
                stays.append(Stay("sql", day, day + 3, day + 3, came, revenue=100 if came else None, begins=True, n=n))
    return History.of(stays, 30 * len(rates) - 1)


def test_what_strays_by_luck_alone_is_steady_and_what_differs_by_month_is_not():
    steady, unsteady = (unsteadiness(months(rates), 30) for rates in ([0.3] * 24, [0.15, 0.45] * 12))

    assert steady.share < 0.12
    assert unsteady.share > 2 * steady.share
    assert steady.trials > 10


def test_without_enough_history_nothing_was_tried():
    assert unsteadiness(months([0.3] * 3), 30) == Unsteady(pytest.approx(0.1), 2)


# -- many futures ------------------------------------------------------------------------------------------

OPEN = [Stay("proposal", 400 - age, value=1_000) for age in (0, 0, 5, 12, 15, 35, 35, 40)]


def futures(history, unsteady=STEADY, horizons=(15, 40), **options):
    return drawn(
        outlook(history, horizons), unsteady, lambda group: "new" if group is None else group.stage, seed=2, **options
    )


def test_the_mean_of_the_futures_is_about_what_is_expected():
    history = proposals([(length, won, 50 * n) for length, won, n in PROPOSALS], more=OPEN)
    made = futures(history, runs=40_000)["proposal"].wins

    error = made.std(axis=0) / 200
    assert (np.abs(made.mean(axis=0) - sums(outlook(history, [15, 40]))) <= 4 * error + 0.005).all()


def test_what_is_won_by_one_horizon_is_won_by_the_next_and_a_seed_draws_the_same():
    made, again = (futures(proposals(more=OPEN), runs=500)["proposal"] for _ in range(2))

    assert (np.diff(made.wins, axis=1) >= 0).all()
    assert (made.value == 1_000 * made.wins).all()
    assert (made.value == again.value).all()


def test_the_order_in_which_stays_are_told_changes_no_draw():
    one = [Stay("proposal", 0, 10, 10, won=True, revenue=5, n=30), Stay("proposal", 0, 20, 20, n=30), *OPEN]

    first, second = (futures(History.of(stays, 400), runs=50)["proposal"] for stays in (one, one[::-1]))
    assert (first.value == second.value).all()


def test_few_leads_behind_a_chance_make_the_range_wider_than_luck_alone():
    more = [Stay("proposal", 400, value=1.0, n=200)]
    few, many = (
        futures(proposals([(10, True, 4 * n), (20, False, 6 * n)], more=more))["proposal"].wins[:, -1].std()
        for n in (3, 2_000)
    )

    assert many == pytest.approx((200 * 0.4 * 0.6) ** 0.5, rel=0.06)
    assert few > 2.5 * many


def test_a_company_that_strays_has_wider_ranges():
    more = [Stay("proposal", 400, value=1.0, n=200)]
    steady, unsteady = (
        ranges(futures(proposals(more=more), [Unsteady(share, 12)] * 3)["proposal"].wins)[-1] for share in (0.0, 0.3)
    )

    assert unsteady[0] < steady[0]
    assert unsteady[1] > steady[1]


def test_where_nobody_was_ever_won_nothing_is_expected():
    made = futures(proposals([(5, False, 30)], more=OPEN))

    assert sums(outlook(proposals([(5, False, 30)], more=OPEN), [15, 40])) == [0, 0, 0]
    assert ranges(made["proposal"].wins) == [(0, 0)] * 3


def test_one_win_alone_does_not_make_the_next_ones_sure():
    history = proposals([(5, True, 1)], more=[Stay("proposal", 400, value=1, n=8)])
    [(low, high), *_] = ranges(drawn(outlook(history, [15], least=1), STEADY[:2], lambda _: "all", seed=1)["all"].wins)

    assert low < 8 == high


# -- scores ------------------------------------------------------------------------------------------------

forecasts = st.lists(st.tuples(st.floats(0, 100), st.floats(0.5, 100)), min_size=1, max_size=8)


@given(forecasts)
def test_an_error_has_no_side_and_a_bias_has_one(pairs):
    made, came = zip(*pairs, strict=True)

    assert abs(bias(made, came)) <= wape(made, came) + 1e-12
    assert wape(came, came) == bias(came, came) == 0
    assert bias([2 * each for each in came], came) == pytest.approx(1)


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(0, 1)), min_size=1, max_size=8))
def test_scores_of_chances_are_their_plain_means(pairs):
    chances, came = zip(*pairs, strict=True)

    assert brier(chances, came) == pytest.approx(np.mean([(p - x) ** 2 for p, x in pairs]))
    assert log_loss(chances, came) == pytest.approx(np.mean([-log(p if x else 1 - p) for p, x in pairs]))


def test_eight_of_ten_ranges_of_eighty_percent_hold_what_came():
    told = covered([(8, 12)] * 10, [8, 9, 10, 11, 12, 10, 10, 10, 13, 7])

    assert (told.share, told.n) == (0.8, 10)
    assert (told.low, told.high) == wilson(8, 10)


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: outlook(proposals(), [0]), "horizon is 0"),
        (lambda: outlook(proposals(more=[Stay("proposal", 3, value=-5)]), [1]), "value of a deal is -5"),
        (lambda: brier([], []), "nothing to score"),
        (lambda: brier([1.2], [1]), "chance is 1.2"),
        (lambda: brier([0.5], [2]), "nothing to score"),
        (lambda: log_loss([0.0], [1]), "beyond measure"),
        (lambda: log_loss([1.0], [0]), "beyond measure"),
        (lambda: wape([1], [0]), "nothing to be a share of"),
        (lambda: bias([1, 2], [1]), "nothing to be a share of"),
        (lambda: covered([], []), "nothing to score"),
    ],
)
def test_what_cannot_be_forecast_or_scored_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint
