"""The plan backwards and forwards: what is asked for comes, not before its time and not behind it."""

from itertools import product
from math import isfinite, prod

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from headrace.core.errors import PlanRefused, UnknownName
from headrace.planning.deadlines import added_after, last_useful
from headrace.planning.forward import Step, bought, forward
from headrace.planning.lags import after, arrived, hastened, lag_of
from headrace.planning.mix import Channel, budget_for, wins_of
from headrace.planning.reverse import needs, phase, seasonal, uncovered, wins_for

rates = st.floats(0.01, 1)
lags = (
    st.lists(st.integers(0, 5), min_size=1, max_size=4)
    .filter(sum)
    .map(lambda weights: tuple(weight / sum(weights) for weight in weights))
)
NAMES = ("inquiry", "mql", "sal", "sql")
chains = st.lists(st.tuples(rates, lags), min_size=1, max_size=4).map(
    lambda drawn: [Step(name, *each) for name, each in zip(NAMES, drawn, strict=False)]
)
targets = st.lists(st.floats(0, 50), min_size=1, max_size=8)
SAL, SQL = Step("sal", 0.5, (0.5, 0.5)), Step("sql", 0.25, (0.0, 0.5, 0.5))


# -- forwards ----------------------------------------------------------------------------------------------


def followed(steps, entries):
    """The wins of each period, following every part of every entry on each way that its waits can go."""
    won = {}
    for stage, row in entries.items():
        ahead = steps[[step.stage for step in steps].index(stage) :]
        for period, count in enumerate(row):
            for waits in product(*(range(len(step.lag)) for step in ahead)):
                share = prod(step.rate * step.lag[wait] for step, wait in zip(ahead, waits, strict=True))
                won[period + sum(waits)] = won.get(period + sum(waits), 0) + count * share
    return [won.get(period, 0) for period in range(max(won, default=-1) + 1)]


@given(chains, st.data())
def test_going_forward_is_following_everybody_on_every_way(steps, data):
    stages = data.draw(st.sets(st.sampled_from([step.stage for step in steps]), min_size=1))
    entries = {stage: data.draw(st.lists(st.integers(0, 100), max_size=3)) for stage in sorted(stages)}

    won, told = forward(steps, entries)["won"], followed(steps, entries)

    assert list(won[: len(told)]) == pytest.approx(told)
    assert sum(won[len(told) :]) == 0


@given(chains, st.lists(st.integers(0, 50), min_size=1, max_size=5), st.integers(0, 4), st.integers(1, 9))
def test_more_entries_never_win_less_in_any_period(steps, row, where, more):
    first = steps[0].stage
    raised = [count + (more if period == where % len(row) else 0) for period, count in enumerate(row)]

    before, now = (forward(steps, {first: each})["won"] for each in (row, raised))

    assert all(n >= b - 1e-12 for n, b in zip(now, before, strict=True))
    assert sum(now) > sum(before)


def test_leads_that_sales_found_itself_enter_where_they_come_in():
    rows = forward([SAL, SQL], {"sal": [8], "sql": [0, 4]})

    assert rows["sal"] == (8, 0, 0, 0)
    assert rows["sql"] == (2, 6, 0, 0)
    assert rows["won"] == (0, 0.25, 1, 0.75)


def test_a_budget_buys_entries_and_they_are_won_when_the_lags_say():
    assert forward([SQL], {"sql": bought([4_000, 2_000], 50)})["won"] == (0, 10, 15, 5)


def test_nothing_in_nothing_out():
    assert forward([SAL, SQL], {}) == {"sal": (), "sql": (), "won": ()}


# -- backwards ---------------------------------------------------------------------------------------------


@given(st.floats(0, 1_000), chains)
def test_what_is_needed_run_forward_wins_the_target(wins, steps):
    told = needs(wins, steps)

    assert sum(forward(steps, {steps[0].stage: [told[0].exact]})["won"]) == pytest.approx(wins)
    assert all(need.exact - 1e-6 <= need.shown <= need.cascaded for need in told)


@given(st.floats(0, 1_000), st.floats(0.1, 10), chains)
def test_needs_scale_with_the_target(wins, times, steps):
    once, more = needs(wins, steps), needs(wins * times, steps)

    assert [need.exact for need in more] == pytest.approx([need.exact * times for need in once])


@given(targets, chains)
def test_a_phased_plan_is_never_behind_its_target_and_meets_it_exactly_once_at_least(target, steps):
    plan = phase(target, steps)
    ahead = [sum(plan.wins[: m + 1]) - sum(target[: m + 1]) for m in range(len(target))]

    assert min(ahead) >= -1e-6 * (sum(target) + 1)
    reached = [more for m, more in enumerate(ahead) if sum(target[: m + 1]) > 0]
    assert min(reached, default=0) <= 1e-6 * sum(target) + 1e-9
    assert all(count >= 0 for row in plan.rows.values() for count in row)


@given(targets, chains)
def test_every_row_of_a_phased_plan_is_what_comes_of_its_first(target, steps):
    plan = phase(target, steps)
    rows = forward(steps, {steps[0].stage: plan.rows[steps[0].stage]})

    for stage, row in plan.rows.items():
        assert row == pytest.approx(rows[stage][: len(row)])
    later = plan.in_time(steps[0].stage)
    assert all(some <= won + 1e-9 for some, won in zip(later, plan.wins, strict=True))


@given(targets, st.lists(st.tuples(rates, st.integers(0, 3)), min_size=1, max_size=4))
def test_with_one_wait_for_all_the_plan_returns_the_target_in_every_period(target, drawn):
    steps = [Step(name, rate, (0.0,) * wait + (1.0,)) for name, (rate, wait) in zip(NAMES, drawn, strict=False)]

    assert phase(target, steps).wins == pytest.approx(target, rel=1e-6, abs=1e-6)


@given(st.floats(0.1, 50), st.integers(1, 8), chains)
def test_a_level_target_takes_level_entries_and_is_met_in_every_period(wins, periods, steps):
    plan = phase([wins] * periods, steps)

    level = wins / prod(step.rate for step in steps)
    begun = [count for count in plan.rows[steps[0].stage] if count]
    assert begun == pytest.approx([level] * len(begun))
    assert plan.wins == pytest.approx([wins] * periods)


@given(targets, st.floats(0.1, 10), chains)
def test_a_phased_plan_scales_with_its_target(target, times, steps):
    once, more = phase(target, steps), phase([times * wins for wins in target], steps)

    for stage, row in once.rows.items():
        assert more.rows[stage] == pytest.approx([times * count for count in row], rel=1e-4, abs=1e-4 * sum(target))


@given(st.lists(st.floats(1, 20), min_size=2, max_size=4), lags.filter(lambda lag: len(lag) > 1), st.integers(0, 999))
def test_no_other_entries_that_keep_up_are_nearer_to_a_level_plan(target, lag, seed):
    """A thousand others are tried, each raised until it keeps up; near to level, and little beyond the end."""
    plan, back = phase(target, [Step("sql", 1.0, lag)]), len(lag) - 1
    padded = [target[0]] * back + target + [target[-1]] * back
    quickest = next(wait for wait, share in enumerate(lag) if share)
    level = [
        sum(share * padded[n + wait] for wait, share in enumerate(lag)) for n in range(len(target) + back - quickest)
    ]

    def behind(entries):
        """By which factor the entries have to be raised to keep up, and how much they then bring beyond the end."""
        won = forward([Step("sql", 1.0, lag)], {"sql": entries})["won"][back : back + len(target)]
        short = max(sum(target[: m + 1]) / max(sum(won[: m + 1]), 1e-9) for m in range(len(target)))
        return short, sum(won) * max(short, 1) - sum(target)

    def away(entries):
        short, beyond = behind(entries)
        return sum((max(short, 1) * x - y) ** 2 for x, y in zip(entries, level, strict=True)) + beyond**2

    mine = list(plan.rows["sql"][: len(level)])
    dice = np.random.default_rng(seed)
    others = np.maximum(
        np.array(mine) + dice.normal(0, 1, (1_000, len(mine))) * dice.choice([0.01, 0.3, 3], (1_000, 1)), 0
    )
    assert behind(mine)[0] == pytest.approx(1, abs=1e-6)
    assume(behind(level)[0] > 1)
    assert min(map(away, others.tolist())) >= away(mine) * (1 - 1e-4) - 1e-6


def test_seasons_do_not_make_a_plan_that_nobody_could_carry_out():
    steps = [Step("inquiry", 0.044, (0.6, 0.3, 0.1)), Step("mql", 0.66, (0.7, 0.3)), Step("sql", 0.2, (0.1, 0.4, 0.5))]
    plan = phase(seasonal(120, [0.8, 1.2, 1, 1] * 3), steps)

    level = 10 / (0.044 * 0.66 * 0.2)
    assert all(0.75 * level < count < 1.25 * level for count in plan.rows["inquiry"] if count)


def test_who_is_still_to_enter_wins_only_what_the_lags_leave_time_for():
    plan = phase([10, 10, 10], [SAL, SQL])

    assert plan.first == -3
    assert plan.in_time("sal") == pytest.approx((0, 2.5, 7.5))
    assert plan.in_time("sql") == pytest.approx((0, 5, 10))
    assert plan.in_time("sql", since=1) == pytest.approx((0, 0, 5))
    assert plan.in_time("sql", since=3) == (0, 0, 0)


def test_what_the_pipeline_wins_early_need_not_be_won_again():
    assert uncovered([10, 10, 10], [14, 3]) == (0, 3, 10)
    assert uncovered([10], [4, 99]) == (6,)


@given(targets, targets)
def test_what_is_uncovered_and_what_covers_it_make_the_target_by_the_end(target, covered):
    left = uncovered(target, covered)
    taken = (*covered, *[0] * len(target))[: len(target)]

    assert sum(left) + sum(taken) >= sum(target) - 1e-9
    assert all(0 <= rest <= wanted for rest, wanted in zip(left, target, strict=True))


# -- channels ----------------------------------------------------------------------------------------------


def test_a_mix_of_entries_is_no_mix_of_wins():
    mix = [Channel("search", 0.5, (Step("lead", 0.3),), 90), Channel("fair", 0.5, (Step("lead", 0.1),), 10)]

    assert wins_of(40, mix) == pytest.approx({"search": 30, "fair": 10})
    assert budget_for(40, mix) == pytest.approx({"search": 9_000, "fair": 1_000})


@given(st.floats(1, 100), st.lists(st.tuples(st.integers(1, 9), rates), min_size=1, max_size=4))
def test_the_channels_entries_stand_in_the_shares_of_the_mix_and_win_the_target(wins, drawn):
    total = sum(weight for weight, _ in drawn)
    mix = [Channel(f"c{n}", weight / total, (Step("lead", rate),)) for n, (weight, rate) in enumerate(drawn)]

    told = wins_of(wins, mix)
    entries = [told[channel.name] / channel.each for channel in mix]
    assert sum(told.values()) == pytest.approx(wins)
    assert [each / sum(entries) for each in entries] == pytest.approx([channel.share for channel in mix])


# -- lags and deadlines ------------------------------------------------------------------------------------


def test_the_lag_of_waits_takes_entries_to_come_evenly():
    """Of entries of a month that move on after 15 days, those of its second half do so in the next."""
    assert lag_of({15: 8}, 30) == (0.5, 0.5)
    assert lag_of({30: 8}, 30) == (0, 1)


@given(st.dictionaries(st.integers(0, 200), st.integers(1, 50), min_size=1, max_size=6), st.sampled_from([7, 30, 91]))
def test_the_lag_in_periods_is_that_of_entries_on_every_moment_of_one(waits, length):
    told = [0.0] * 60
    for wait, count in waits.items():
        for moment in range(1_000):
            told[int(((moment + 0.5) / 1_000 * length + wait) // length)] += count / 1_000

    found = lag_of(waits, length)
    assert list(found) == pytest.approx([each / sum(waits.values()) for each in told[: len(found)]], abs=2e-3)


@given(lags, lags)
def test_two_lags_one_after_the_other_sum_to_one_and_their_means_add_up(one, other):
    both = after(one, other)

    assert sum(both) == pytest.approx(1)
    mean = [sum(wait * share for wait, share in enumerate(lag)) for lag in (one, other, both)]
    assert mean[0] + mean[1] == pytest.approx(mean[2])
    assert arrived(both, len(both)) == pytest.approx(1)


@given(lags, st.floats(-1, 1))
def test_a_lag_that_is_hastened_is_shorter_by_the_share(lag, share):
    told = hastened(lag, share)

    means = [sum(wait * part for wait, part in enumerate(each)) for each in (lag, told)]
    assert means[1] == pytest.approx((1 - share) * means[0], abs=1e-9)
    assert sum(told) == pytest.approx(1)


def test_leads_after_the_last_useful_day_add_little_to_the_quarter():
    lag = (0.0,) * 20 + (0.05,) * 20

    assert last_useful(lag, 90, share=0.5) == 90 - 29
    assert added_after(lag, [1] * 91, 0.2, day=90 - 20) == 0
    assert added_after(lag, [1] * 91, 0.2, day=-1) == pytest.approx(sum(forward([Step("x", 0.2, lag)], {"x": [1] * 91})["won"][:91]))  # fmt: skip


# -- refusals ----------------------------------------------------------------------------------------------


@given(st.floats(0, 1e18), st.lists(st.floats(1e-9, 1), min_size=1, max_size=4))
def test_the_most_absurd_plan_is_refused_or_finite(wins, drawn):
    steps = [Step(name, rate, (0.5, 0.5)) for name, rate in zip(NAMES, drawn, strict=False)]
    needed = wins / prod(step.rate for step in steps)
    assume(not 1e17 < needed < 1e19)

    if needed > 1e18:
        for plan in (lambda: needs(wins, steps), lambda: phase([wins, wins / 2], steps)):
            with pytest.raises(PlanRefused, match="out of reach"):
                plan()
    else:
        assert all(isfinite(need.exact) for need in needs(wins, steps))
        assert all(isfinite(count) for row in phase([wins, wins / 2], steps).rows.values() for count in row)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: Step("sql", 0), "rate of sql is 0"),
        (lambda: Step("sql", 1e-12), "rate of sql is 1e-12"),
        (lambda: wins_for(1e19, 1), "target is 1e"),
        (lambda: wins_for(1, -5), "value of a win is -5"),
        (lambda: Step("sql", 1.2), "rate of sql is 1.2"),
        (lambda: Step("sql", float("nan")), "rate of sql is nan"),
        (lambda: Step("sql", 0.5, ()), "sql has no lag"),
        (lambda: Step("sql", 0.5, (0.5,)), "lag of sql sums to 0.5"),
        (lambda: Step("sql", 0.5, (1.5, -0.5)), "lag of sql"),
        (lambda: needs(-1, [SQL]), "target is -1"),
        (lambda: needs(float("inf"), [SQL]), "target is inf"),
        (lambda: needs(1, []), "no steps"),
        (lambda: phase([], [SQL]), "no period"),
        (lambda: phase([1, -1], [SQL]), "target is -1"),
        (lambda: phase([1], [SQL, SQL]), "two of one name"),
        (lambda: seasonal(10, [0, 0]), "zero in every period"),
        (lambda: lag_of({}, 30), "no lag can be told"),
        (lambda: hastened((), 0.1), "no lag"),
        (lambda: hastened((1.0,), 1.1), "shorter by 1.1"),
        (lambda: bought([100], 0), "cost of an entry is 0"),
        (lambda: wins_of(1, [Channel("fair", 0.4, (SQL,))]), "sum to 0.4"),
        (lambda: last_useful((), 30), "no lag"),
        (lambda: forward([SQL], {"sql": [-1]}), "sql is -1"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint
    assert told.value.exit == 3


def test_an_unknown_stage_is_named_with_the_known_ones():
    with pytest.raises(UnknownName, match="Did you mean 'sql'"):
        forward([SQL], {"sqll": [1]})
