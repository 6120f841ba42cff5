"""A plan from what the ledger says: what counts of a rate, who is in hand, what has to enter, how sure it is."""

from dataclasses import replace
from datetime import date
from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.analytics.steps import step_of
from headrace.core.errors import PlanRefused, UnknownName
from headrace.core.plan import ChannelTerms, Goal, Measure, Plan, StepTerms
from headrace.planning.deal_size import DealSize
from headrace.planning.evidence import Evidence, mix_of, steps_of, target_of, wanted_of
from headrace.planning.forward import forward
from headrace.planning.in_hand import MONTH_MINUTES, Watched, brought
from headrace.planning.known import Measured, Source, known_steps, lag_from, rate_from, spread_of
from headrace.planning.months import months_of, quarters, wins_wanted
from headrace.planning.simulation import Open, simulate
from headrace.planning.target import Wanted, target
from headrace.planning.uncertainty import Beta

DAY = 1440
SAL = [(10 * DAY, "moved_on", 60), (20 * DAY, "left", 40)]
SQL = [(20 * DAY, "moved_on", 15), (60 * DAY, "moved_on", 10), (90 * DAY, "left", 75)]
LAST_OF_JUNE = date(2026, 6, 30)


def seen(waits):
    return Measured(sum(n for *_, n in waits), sum(n for _, end, n in waits if end == "moved_on"), step_of(waits))


def evidence(sal=SAL, sql=SQL, **more):
    return Evidence(
        today=more.pop("today", LAST_OF_JUNE),
        stages=("sal", "sql"),
        measured={"sal": seen(sal), "sql": seen(sql)},
        watched={"sal": Watched(tuple(sal)), "sql": Watched(tuple(sql))},
        came={"won": more.pop("won", {})},
        **more,
    )


def wins(number, **more):
    return Plan(goal=Goal(Measure.WINS, (number,)), **more)


# -- what it goes by -----------------------------------------------------------------------------------------


def test_what_is_measured_is_as_sure_as_the_leads_that_tell_it():
    sal, sql = steps_of(wins(1), evidence())

    assert (sal.source, sal.own) == (Source.MEASURED, 1.0)
    assert (sal.rate.successes, sal.rate.failures) == pytest.approx((60, 40))
    assert (sql.mean, sql.moved) == (0.25, 25)
    assert rate_from([sal, sql], "sal") == pytest.approx(0.15)


def test_a_rate_that_is_given_counts_before_what_was_measured():
    told = steps_of(wins(1, steps={"sql": StepTerms(rate=0.5)}), evidence())[1]

    assert (told.source, told.rate, told.own, told.interval) == (Source.GIVEN, 0.5, 0.0, None)


def test_what_somebody_expects_is_weighed_against_what_was_measured():
    told = steps_of(wins(1, steps={"sql": StepTerms(expected=0.5, worth=100)}), evidence())[1]

    assert (told.source, told.own) == (Source.WEIGHED, pytest.approx(0.5))
    assert (told.rate.successes, told.rate.failures) == pytest.approx((75, 125))


def test_a_founder_without_a_single_win_plans_by_what_she_expects():
    plan = wins(1, steps={"sql": StepTerms(expected=0.25, worth=40, lag=(0.5, 0.5))})
    told = steps_of(plan, evidence(sql=[(5 * DAY, None, 30)]))[1]

    # Thirty open leads of which none has moved on yet tell as much as if all had come to an end.
    assert told.rate == Beta(10, 60)
    assert told.own == pytest.approx(30 / 70)


def test_where_nobody_was_seen_the_policys_win_rate_counts():
    told = known_steps(("sal", "sql"), {"sql": seen(SQL)}, {"sal": StepTerms(lag=(1.0,))}, {"sal": 0.2, "sql": 0.9})

    assert [(step.source, step.mean) for step in told] == [(Source.POLICY, 0.8), (Source.MEASURED, 0.25)]


def test_a_step_of_which_nobody_knows_anything_is_refused_with_the_cure():
    for bare in (evidence(sql=[]), evidence(sql=[(5 * DAY, "left", 30)])):
        with pytest.raises(PlanRefused) as refusal:
            steps_of(wins(1), bare)
        assert "sql" in refusal.value.message
        assert "expected: 0.25" in refusal.value.hint


def test_a_missing_lag_is_refused_with_the_cure():
    with pytest.raises(PlanRefused, match="lag is not known") as refusal:
        steps_of(wins(1, steps={"sql": StepTerms(rate=0.5)}), evidence(sql=[(5 * DAY, None, 30)]))
    assert "lag: [0.5, 0.5]" in refusal.value.hint


def test_a_stage_that_the_funnel_does_not_have_is_refused():
    with pytest.raises(UnknownName, match="sqk"):
        steps_of(wins(1, steps={"sqk": StepTerms(rate=0.5)}), evidence())


def test_the_lag_in_days_is_that_of_all_steps_that_follow():
    told = steps_of(wins(1), evidence())

    lag = lag_from(told, "sal")
    assert {day: round(share, 6) for day, share in enumerate(lag) if share > 1e-9} == {30: 0.6, 70: 0.4}


def test_a_rate_that_differs_from_month_to_month_is_worth_fewer_leads():
    steady, restless = [(50, 20)] * 6, [(50, 10), (50, 30)] * 3
    measured = {name: Measured(300, 120, step_of(SAL), spread_of(cohorts))
                for name, cohorts in (("steady", steady), ("restless", restless))}  # fmt: skip

    assert measured["steady"].worth == pytest.approx(100)
    # Rates of 20 and 60 %: beyond chance they spread by a good 20 points, so that no number of leads tells more than six.
    assert spread_of(restless) == pytest.approx(0.04316, abs=1e-4)
    assert measured["restless"].worth == pytest.approx(0.24 / (0.24 / 100 + spread_of(restless)))


@given(st.lists(st.integers(20, 200), min_size=4, max_size=12), st.floats(0.1, 0.9), st.integers(0, 2**31))
def test_months_that_differ_by_chance_alone_hardly_spread(sizes, rate, seed):
    dice = np.random.default_rng(seed)
    cohorts = [(n, int(dice.binomial(n, rate))) for n in sizes]

    assert 0 <= spread_of(cohorts) < 0.25 * rate * (1 - rate)


# -- in hand -------------------------------------------------------------------------------------------------


def test_months_that_differ_make_a_rate_less_sure_and_leave_it_what_it_is():
    waits = [(1_440, "moved_on", 6), (1_440, "over", 14)]
    [step] = known_steps(("sql",), {"sql": replace(seen(waits), spread=0.5)}, {})

    assert step.worth < 2
    assert step.mean == pytest.approx(6 / 20)


def test_who_is_still_open_is_told_by_those_who_were_open_at_the_same_age():
    young, old = [(0, None, 20)], [(30 * DAY, None, 20)]
    step = steps_of(wins(1), evidence())[1]

    [first] = Watched((*SQL, *young)).open_(step)
    [later] = Watched((*SQL, *old)).open_(step)

    assert first.rate.mean == pytest.approx(0.25)
    # At the age of thirty days fifteen are won already: of the 85 left ten more will be.
    assert later.rate.mean == pytest.approx(10 / 85, rel=0.05)
    assert later.lag == (1.0,)


def test_a_plan_that_raises_a_rate_raises_the_chances_of_those_in_hand():
    told = evidence(sql=[*SQL, (30 * DAY, None, 20)])
    measured = steps_of(wins(1), told)[1]
    [as_it_is] = told.watched["sql"].open_(measured)
    [better] = told.watched["sql"].open_(steps_of(wins(1, steps={"sql": StepTerms(rate=0.5)}), told)[1])

    assert better.rate.mean / as_it_is.rate.mean == pytest.approx(0.5 / measured.mean, rel=0.02)


def test_the_months_of_those_in_hand_are_those_of_the_calendar():
    step = steps_of(wins(1), evidence())[1]
    [group] = Watched((*SQL, (0, None, 1))).open_(step, gone=0.5)

    # After 20 days it is still this month or the next one, after 60 days the one after.
    assert {month: round(share, 6) for month, share in enumerate(group.lag) if share} == {1: 0.6, 2: 0.4}


@given(st.lists(st.tuples(st.integers(0, 200), st.sampled_from(["moved_on", "left", None]), st.integers(1, 9)),
                min_size=3, max_size=12))  # fmt: skip
def test_no_chance_is_beyond_certainty_and_nobody_gets_lost(rows):
    waits = tuple((length * DAY, end, n) for length, end, n in rows)
    if not any(end == "moved_on" for _, end, _ in waits):
        return
    [step] = known_steps(("sql",), {"sql": seen(waits)}, {})
    groups = Watched(waits).open_(step)

    assert sum(group.n for group in groups) == sum(n for _, end, n in waits if end is None)
    for group in groups:
        assert 0 < group.rate.mean <= 1
        assert sum(group.lag) == pytest.approx(1)


def test_what_the_open_bring_is_told_of_every_stage_they_come_through():
    steps = steps_of(wins(1), evidence())
    rows = brought(steps, {"sal": [Open(10, 0.6, (1.0,))]}, {})

    assert rows["sql"][0] == pytest.approx(6)
    assert sum(rows["won"]) == pytest.approx(1.5)


def test_the_futures_of_those_in_hand_have_the_mean_of_what_they_are_expected_to_bring():
    steps = steps_of(wins(1), evidence())
    open_ = {"sal": [Open(40, Beta(60, 40), (0.5, 0.5))], "sql": [Open(30, Beta(10, 75), (0.2, 0.8))]}

    futures = simulate([step.guess for step in steps], {}, seed=5, runs=20_000, periods=6, open_=open_)

    rows = brought(steps, open_, {})
    assert futures.rows["won"].mean(axis=0) == pytest.approx(
        rows["won"][:6] + (0.0,) * (6 - len(rows["won"])), abs=0.06
    )


def test_a_stage_that_fares_worse_than_thought_does_so_for_the_open_and_for_the_new():
    guess = known_steps(("sql",), {"sql": seen(SQL)}, {})[0].guess
    both = simulate([guess], {"sql": [200]}, seed=1, runs=4_000, open_={"sql": [Open(200, Beta(25, 75), (1.0,))]})
    apart = [
        simulate([guess], entries, seed=seed, runs=4_000, periods=8, open_=open_).rows["won"].sum(axis=1)
        for seed, entries, open_ in ((1, {"sql": [200]}, {}), (2, {}, {"sql": [Open(200, Beta(25, 75), (1.0,))]}))
    ]

    assert both.rows["won"].sum(axis=1).std() > 1.2 * np.sqrt(sum(each.var() for each in apart))


# -- the target ----------------------------------------------------------------------------------------------


def test_the_plan_asks_for_what_its_rates_say():
    told = target_of(wins(12, start=date(2026, 10, 1)), evidence())

    assert [(need.stage, need.shown) for need in told.needs] == [("sal", 80), ("sql", 48), ("won", 12)]
    assert sum(told.left) == pytest.approx(12)


def test_who_follows_the_plan_comes_to_the_target_if_it_begins_early_enough():
    told = target_of(wins(12, start=date(2026, 12, 1)), evidence(today=date(2026, 6, 30)))

    assert sum(told.in_time) == pytest.approx(12, rel=0.05)
    assert told.missing[-1] == pytest.approx(max(0.0, 12 - sum(told.in_time)), abs=1e-6)


def test_who_begins_too_late_is_told_how_many_are_missing_and_how_to_catch_up():
    told = target_of(wins(12, start=date(2026, 7, 1), months=6), evidence())

    assert told.missing[-1] > 1
    assert told.catch_up == pytest.approx(12 / sum(told.in_time))
    again = forward([step.step for step in told.steps], {"sal": [count * told.catch_up for count in told.entering]})
    assert sum(again["won"][:6]) == pytest.approx(12)


def test_what_has_been_won_counts_and_what_fell_behind_is_shared_out():
    plan = wins(12, start=date(2026, 5, 1), months=4)
    behind = target_of(plan, evidence(won={date(2026, 5, 1): 1, date(2026, 6, 1): 1}))
    ahead = target_of(plan, evidence(won={date(2026, 5, 1): 8, date(2026, 6, 1): 3}))

    # Two of the six of May and June were won: the other four are shared out among the two months that are left.
    assert behind.wanted.rest == pytest.approx((5, 5))
    assert sum(behind.left) == pytest.approx(10)
    assert sum(ahead.left) == pytest.approx(1)
    assert (behind.won >= 2).all()


def test_what_is_in_hand_need_not_be_won_anew():
    lined_up = [*SQL, (0, None, 40)]
    bare, full = (target_of(wins(12, start=date(2026, 7, 1)), evidence(sql=sql)) for sql in (SQL, lined_up))

    assert sum(full.expected) == pytest.approx(10, abs=0.2)
    assert sum(bare.left) - sum(full.left) == pytest.approx(sum(full.expected), abs=0.5)


def test_a_plan_that_has_ended_is_refused():
    with pytest.raises(PlanRefused, match="has ended"):
        target_of(wins(1, start=date(2025, 1, 1)), evidence())


def test_revenue_is_planned_in_wins_of_its_value():
    plan = Plan(goal=Goal(Measure.REVENUE, (1_200_000_00,)), season=(0.8, 1.2, 1, 1), months=4, value=30_000_00)

    assert wanted_of(plan, evidence()).wins == pytest.approx((8, 12, 10, 10))
    assert wins_wanted(plan.goal, 4, (1,), 100_000_00) == pytest.approx((3, 3, 3, 3))
    with pytest.raises(PlanRefused, match="what a win brings"):
        wins_wanted(plan.goal, 4, (1,), None)


@settings(max_examples=25)
@given(
    st.lists(st.floats(0, 40), min_size=1, max_size=8).filter(lambda rows: sum(rows) > 1),
    st.integers(-3, 6),
    st.floats(0, 1),
    st.integers(0, 30),
)
def test_no_figure_of_any_plan_is_beyond_reckoning(wanted, start, remains, open_now):
    if start + len(wanted) <= 0:
        return
    steps = known_steps(("sal", "sql"), {"sal": seen(SAL), "sql": seen(SQL)}, {})
    open_ = {"sql": [Open(open_now, Beta(25, 75), (0.5, 0.5))]}
    done = tuple(1.0 if place < -start else 0.0 for place in range(len(wanted)))
    told = target(Wanted(tuple(wanted), done, start, remains), steps, open_, seed=1, runs=200)

    figures = [*told.left, *told.in_time, *told.missing, *told.entering, *told.expected, *told.goals, *told.chances()]
    assert all(isfinite(figure) and figure >= 0 for figure in figures)
    assert all(low <= middle <= high for low, middle, high in told.ranges())
    assert sum(told.in_time) <= sum(told.left) + 1 + max(wanted)


# -- the mix and the calendar --------------------------------------------------------------------------------


def test_a_channels_rate_is_weighed_against_that_of_all():
    many, few = {"sql": seen([(20 * DAY, "moved_on", 40), (90 * DAY, "left", 60)])}, {"sql": seen(SQL[:1])}
    told = evidence(
        channels={"search": many, "fair": few}, entered={"search": 300, "fair": 100}, costs={"search": 50.0}
    )
    mix = mix_of(wins(1), told, steps_of(wins(1), told))

    assert [(name, each.channel.share) for name, each in mix.items()] == [("search", 0.75), ("fair", 0.25)]
    search = dict(zip(("sal", "sql"), mix["search"].channel.steps, strict=True))
    assert search["sql"].rate == pytest.approx((0.25 * 30 + 40) / 130)
    assert search["sal"].rate == pytest.approx(0.6)
    assert mix["fair"].cost is None


def test_shares_that_a_plan_gives_leave_the_rest_to_the_others():
    told = evidence(entered={"search": 300, "fair": 100})
    plan = wins(1, channels={"fair": ChannelTerms(share=0.4), "chat": ChannelTerms(share=0.2)})
    mix = mix_of(plan, told, steps_of(plan, told))

    assert {name: round(each.channel.share, 6) for name, each in mix.items()} == {
        "search": 0.4,
        "fair": 0.4,
        "chat": 0.2,
    }
    with pytest.raises(PlanRefused, match=r"sum to 1\.2"):
        mix_of(wins(1, channels={"fair": ChannelTerms(share=1.2)}), told, steps_of(plan, told))


def test_months_and_quarters_are_those_of_the_calendar():
    months = months_of(date(2026, 11, 1), 4)

    assert [str(month) for month in months] == ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]
    assert quarters(months) == [(0, 1), (2, 3)]
    assert quarters(months, fiscal_start=2) == [(0, 1, 2), (3,)]


def test_a_month_is_a_twelfth_of_a_year():
    assert pytest.approx(365.2425 * DAY) == 12 * MONTH_MINUTES


# -- in money ------------------------------------------------------------------------------------------------

EURO = 100
TWENTY_WON = {date(2026, 6, 1): 20}


def test_where_deals_differ_a_revenue_target_is_less_sure_than_its_wins():
    plan = Plan(goal=Goal(Measure.REVENUE, (20_000 * EURO,)))
    alike = target_of(plan, evidence(deal_size=DealSize(1_000 * EURO, 0.0, 20)))
    unlike = target_of(plan, evidence(deal_size=DealSize(1_000 * EURO, 2.0, 20)))

    assert alike.won.tolist() == unlike.won.tolist()
    (goal, low, middle, high), (_, low_unlike, _, high_unlike) = alike.in_money()[-1], unlike.in_money()[-1]
    assert goal == pytest.approx(20_000 * EURO)
    assert (low, middle, high) == tuple(wins * 1_000 * EURO for wins in alike.ranges()[-1])
    assert low_unlike < low < high < high_unlike


def test_what_the_months_of_the_plan_brought_counts_towards_a_revenue_target():
    plan = Plan(goal=Goal(Measure.REVENUE, (40_000 * EURO,)), start=date(2026, 6, 1), months=2)
    size, brought = DealSize(1_000 * EURO, 0.5, 20), {date(2026, 6, 1): 40_000 * EURO}
    poor = target_of(plan, evidence(today=date(2026, 7, 5), won=TWENTY_WON, deal_size=size))
    rich = target_of(plan, evidence(today=date(2026, 7, 5), won=TWENTY_WON, deal_size=size, revenue=brought))

    assert rich.chances()[-1] == 1.0
    assert poor.chances()[-1] < 1.0


def test_a_value_that_the_plan_gives_is_known_and_its_deals_differ_as_those_before():
    plan = Plan(goal=Goal(Measure.WINS, (5,)), value=500 * EURO)
    told = target_of(plan, evidence(deal_size=DealSize(1_000 * EURO, 0.8, 20)))

    assert told.money.deal_size == DealSize(500 * EURO, 0.8)
    assert not told.money.wanted
    assert told.chances() == target_of(Plan(goal=plan.goal), evidence()).chances()
