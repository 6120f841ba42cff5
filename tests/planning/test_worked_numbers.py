"""The worked numbers of the domain handbook that the plan must reproduce, and where its sources disagree."""

from dataclasses import replace

import pytest

from headrace.analytics.acquisition import returned
from headrace.analytics.decay import customers
from headrace.analytics.funnel_math import break_even, chain, worth_at
from headrace.core.asking import CallingCost
from headrace.planning.budget import Spender, allocate, told_of
from headrace.planning.chances import JUST_ENTERED, cell
from headrace.planning.checks import whole
from headrace.planning.coverage import coverage, opening_for, pipeline_for
from headrace.planning.decay import loss
from headrace.planning.forecast import outlook
from headrace.planning.forward import Step, forward
from headrace.planning.history import History, Stay
from headrace.planning.inside_sales import (
    ARTICLE,
    AS_PRINTED,
    Counting,
    Dials,
    article,
    capacity,
    cost_of,
    day_cost,
    leads_per_rep,
    raw,
    reached,
    selling_minutes,
)
from headrace.planning.queueing import Queue
from headrace.planning.responses import Response, steps
from headrace.planning.reverse import needs, phase, seasonal, wins_for
from headrace.planning.sales_cost import Selling, cost_of_sales
from headrace.planning.scores import bias, brier, log_loss, wape
from headrace.planning.sensitivity import Funnel, Lever, What, funnel_of, pull, rankings
from headrace.planning.uncertainty import LEVELS, Beta, Wins, entries_for

ONCE = Counting(Dials.ONCE)
SIX_DIGITS = {"abs": 5e-7}
CENTS = 100
"""Pay is in minor units: dollars of the handbook are a hundred of them."""


def dollars(minor):
    return minor / CENTS


# -- inside sales ------------------------------------------------------------------------------------------


def test_w01_a_selling_day_costs_487_80_and_the_article_prints_487():
    assert dollars(day_cost(ARTICLE)) == pytest.approx(487.804878, **SIX_DIGITS)
    assert dollars(day_cost(ARTICLE, truncate=CENTS)) == 487


def test_w02_two_thousand_leads_of_three_minutes_are_twelve_and_a_half_days():
    told = cost_of(2_000, ARTICLE, ONCE)

    assert (told.minutes, told.days) == (6_000, 12.5)


def test_w03_the_articles_cost_with_its_day_truncated_and_exact():
    printed, exact = cost_of(2_000, ARTICLE, AS_PRINTED), cost_of(2_000, ARTICLE, ONCE)

    assert dollars(printed.cost) == 6_087.50
    assert dollars(exact.cost) == pytest.approx(6_097.560976, **SIX_DIGITS)
    assert dollars(printed.per_minute) == pytest.approx(1.014583, **SIX_DIGITS)
    assert dollars(exact.per_minute) == pytest.approx(1.016260, **SIX_DIGITS)


def test_w04_an_opportunity_costs_17_90_of_inside_sales():
    assert dollars(cost_of(2_000, ARTICLE, AS_PRINTED).per(340)) == pytest.approx(17.904412, **SIX_DIGITS)
    assert dollars(cost_of(2_000, ARTICLE, ONCE).per(340)) == pytest.approx(17.934003, **SIX_DIGITS)


def test_w05_with_all_four_dials_it_is_four_times_as_much():
    told = cost_of(2_000, ARTICLE)

    assert (told.minutes, told.days) == (24_000, 50)
    assert dollars(told.cost) == pytest.approx(24_390.243902, **SIX_DIGITS)
    assert dollars(told.per(340)) == pytest.approx(71.736011, **SIX_DIGITS)
    assert dollars(told.per(told.talk_minutes)) == pytest.approx(4.065041, **SIX_DIGITS)


@pytest.mark.parametrize(
    ("days", "cost"), [(300, 6_097.560976), (260, 7_035.647280), (250, 7_317.073171), (220, 8_314.855876)]
)
def test_w06_fewer_paid_days_make_a_day_dearer(days, cost):
    calling = replace(ARTICLE, paid_days=days)

    assert dollars(cost_of(2_000, calling, ONCE).cost) == pytest.approx(cost, **SIX_DIGITS)
    assert dollars(cost_of(2_000, calling).cost) == pytest.approx(4 * cost, abs=5e-6)


@pytest.mark.parametrize(
    ("attempts", "completed", "dials"),
    [(6, 0.822021484, 3.288085938), (4, 0.683593750, 2.734375), (8, 0.899887085, 3.599548340)],
)
def test_w07_a_cap_on_attempts_leaves_some_leads_unreached(attempts, completed, dials):
    told = reached(0.25, attempts)

    assert (told.completed, told.dials) == pytest.approx((completed, dials), abs=6e-10)


def test_w08_the_cost_and_the_talks_with_six_attempts_at_most():
    told = cost_of(2_000, ARTICLE, Counting(Dials.CAPPED, connect=0.25, attempts=6))

    assert dollars(told.cost) == pytest.approx(20_049.304497, **SIX_DIGITS)
    assert told.completed == pytest.approx(1_644.042969, **SIX_DIGITS)


@pytest.mark.parametrize(("leads", "cost"), [(4_000, 12_195.121951), (8_000, 24_390.243902)])
def test_w09_twice_and_four_times_the_leads_cost_twice_and_four_times_as_much(leads, cost):
    assert dollars(cost_of(leads, ARTICLE, ONCE).cost) == pytest.approx(cost, **SIX_DIGITS)


def test_w09b_what_one_rep_can_call_in_twenty_days_and_how_many_reps_it_takes():
    assert selling_minutes(ARTICLE, 1) == pytest.approx(196.8)
    assert leads_per_rep(ARTICLE, ONCE) == pytest.approx(1_312)
    assert leads_per_rep(ARTICLE) == pytest.approx(328)
    every, once = (capacity(cost_of(2_000, ARTICLE, counted).minutes, 0, ARTICLE) for counted in (Counting(), ONCE))
    assert (every.reps, every.needed) == (pytest.approx(6.097561, **SIX_DIGITS), 7)
    assert (once.reps, once.needed) == (pytest.approx(1.524390, **SIX_DIGITS), 2)


def test_w09c_the_cost_of_the_top_of_the_funnel():
    selling = Selling(2_000, 340, wins=0, value=0, per_lead=50 * CENTS)
    once, every = (cost_of_sales(selling, ARTICLE, counted) for counted in (ONCE, Counting()))

    assert dollars(once.top_of_funnel) == pytest.approx(106_097.560976, **SIX_DIGITS)
    assert dollars(once.per_opportunity) == pytest.approx(312.051650, **SIX_DIGITS)
    assert dollars(every.top_of_funnel) == pytest.approx(124_390.243902, **SIX_DIGITS)
    assert dollars(every.per_opportunity) == pytest.approx(365.853659, **SIX_DIGITS)
    assert every.per_win is None


def test_raw_inquiries_cost_sales_22_73_calls_for_each_lead():
    told = raw(0.044, ARTICLE)

    assert told.calls_per_lead == pytest.approx(22.727273, **SIX_DIGITS)
    assert dollars(told.cost_per_lead) == pytest.approx(24_390.243902 / 2_000 / 0.044, **SIX_DIGITS)


# -- leads going cold --------------------------------------------------------------------------------------


def test_w10_to_w12_forty_leads_make_ten_customers_and_thirty_five_make_8_75_or_8():
    [need, _] = needs(10, [Step("sql", 0.25)])
    told = customers(40, 5, 0.25)

    assert need.exact == 40
    assert worth_at(100_000, [0.25])[0] == 25_000
    assert (told["expected"], told["whole"]) == (8.75, 8)
    assert [100_000 * (10 - won) for won in (told["expected"], told["whole"], 9)] == [125_000, 200_000, 100_000]


@pytest.mark.parametrize(
    ("entries", "wins", "chance"), [(40, 10, 0.560460), (35, 10, 0.373676), (35, 8, 0.677718), (35, 9, 0.525697)]
)
def test_w13_the_chances_that_lie_around_the_floor(entries, wins, chance):
    assert Wins(entries, 0.25).at_least(wins) == pytest.approx(chance, **SIX_DIGITS)


def test_w14b_what_comes_back_of_five_that_expired():
    told = loss(40, 5, 0.25, 100_000, requalified=0.4, closing=0.15)

    assert (told.each, told.expected, told.whole) == pytest.approx((25_000, 125_000, 200_000))
    assert (told.recovered, told.expected - told.recovered) == pytest.approx((95_000, 30_000))
    assert told.reached == pytest.approx((0.560460, 0.373676), **SIX_DIGITS)


def test_w13_how_far_the_wins_spread():
    assert [Wins(entries, 0.25).sd for entries in (40, 35)] == pytest.approx([2.738613, 2.561738], **SIX_DIGITS)


def test_w14c_how_many_leads_make_ten_wins_likely():
    assert [entries_for(10, 0.25, chance) for chance in LEVELS] == [39, 49, 55, 60]


# -- reverse -----------------------------------------------------------------------------------------------

SHORT = ("sql", "sal", "mql", "inquiry")


def steps_of(*rates):
    return [Step(stage, rate) for stage, rate in zip(reversed(SHORT), rates, strict=True)]


def test_w29_how_many_visitors_pay_for_ten_hours_of_work():
    worth = chain([0.02, 0.3]) * 100
    needed = break_even(10 * 80, worth)

    assert needed == pytest.approx(1_333.33, abs=0.005)
    assert whole(needed) == 1_334
    won = forward([Step("visit", 0.02), Step("inquiry", 0.3)], {"visit": [2_000]})["won"]
    assert returned(800, sum(won), sum(won) * 100).roi == pytest.approx(0.5)


def test_w32_what_a_million_takes_at_a_hundred_thousand_a_win():
    told = needs(wins_for(1_000_000, 100_000), steps_of(0.044, 0.66, 0.49, 0.20))[:-1][::-1]

    assert tuple(need.stage for need in told) == SHORT
    assert [need.exact for need in told] == pytest.approx([50, 102.040816, 154.607297, 3_513.802215], **SIX_DIGITS)
    assert [need.shown for need in told] == [50, 103, 155, 3_514]
    assert [need.cascaded for need in told] == [50, 103, 157, 3_569]


def test_w33_what_a_million_takes_at_thirty_thousand_a_win():
    told = needs(wins_for(1_000_000, 30_000), steps_of(0.044, 0.66, 0.49, 0.25))[::-1]

    exact = [33.333333, 133.333333, 272.108844, 412.286127, 9_370.139240]
    assert [need.exact for need in told] == pytest.approx(exact, **SIX_DIGITS)
    assert [need.shown for need in told] == [34, 134, 273, 413, 9_371]
    assert [need.cascaded for need in told] == [34, 136, 278, 422, 9_591]


def test_w34_ten_wins_a_month_take_forty_sqls_in_each_of_the_two_months_before():
    plan = phase([10], [Step("sql", 0.25, (0.0, 0.5, 0.5))])

    assert plan.first == -2
    assert [plan.entering("sql", month) for month in (-2, -1, 0)] == pytest.approx([40, 40, 0])
    assert plan.wins == pytest.approx((10,))


def test_w35_a_rate_that_is_known_badly_asks_for_more_than_its_mean_says():
    rate = Beta(10, 30)
    wins = Wins(40, rate)

    assert (10 / rate.mean, 10 * rate.per_win) == pytest.approx((40, 43.333333), **SIX_DIGITS)
    assert (wins.mean, wins.sd, wins.at_least(10)) == pytest.approx((10, 3.825460, 0.525405), **SIX_DIGITS)
    assert [wins.quantile(share) for share in (0.1, 0.5, 0.9)] == [5, 10, 15]


def test_w36_how_many_sqls_make_ten_wins_likely_when_the_rate_is_estimated_and_when_it_is_known():
    assert [entries_for(10, Beta(10, 30), chance) for chance in (0.5, 0.8, 0.9)] == [40, 55, 67]
    assert [entries_for(10, 0.25, chance) for chance in (0.5, 0.8, 0.9)] == [39, 49, 55]


def test_w37b_the_seasons_of_1200_a_year():
    assert seasonal(1_200, [0.8, 1.2, 1, 1]) == pytest.approx((240, 360, 300, 300))


# -- levers ------------------------------------------------------------------------------------------------

COSTS = (20, 200, 800)
F1, F2, F3 = (
    funnel_of(counts, COSTS) for counts in ([1_000, 500, 250, 125], [1_000, 300, 150, 125], [1_000, 750, 500, 125])
)


def better(step, relative=0.1, points=0.0):
    return Lever("a better step", What.RATE, relative=relative, points=points, step=step)


def test_w38_three_funnels_of_different_shape_cost_differently():
    assert F1.rates == pytest.approx((0.5, 0.5, 0.5))
    assert F2.rates == pytest.approx((0.3, 0.5, 0.833333), **SIX_DIGITS)
    assert F3.rates == pytest.approx((0.75, 0.666667, 0.25), **SIX_DIGITS)
    assert [funnel.cac for funnel in (F1, F2, F3)] == pytest.approx([2_560, 1_600, 4_560])


def test_w39_each_funnel_lifted_at_another_step_wins_the_same_at_another_cost():
    told = [pull(funnel, better(step)) for step, funnel in enumerate((F1, F2, F3))]

    assert [each.wins for each in told] == pytest.approx([137.5] * 3)
    assert [each.cac for each in told] == pytest.approx([2_545.454545, 1_541.818182, 4_145.454545], **SIX_DIGITS)
    assert told[1].cac / told[2].cac == pytest.approx(0.3719, abs=5e-5)


def test_w40_in_one_funnel_a_free_lift_late_saves_more_than_one_early():
    told = [pull(F1, better(step)) for step in range(3)]

    assert [each.wins for each in told] == pytest.approx([137.5] * 3)
    assert [each.cac for each in told] == pytest.approx([2_545.454545, 2_472.727273, 2_327.272727], **SIX_DIGITS)


def test_w41_with_a_fixed_spend_it_does_not_matter_where_the_lift_is():
    fixed = Funnel(1_000, (0.5, 0.5, 0.5), (0, 0, 0), fixed=100_000)

    assert fixed.cac == 800
    assert [pull(fixed, better(step)).cac for step in range(3)] == pytest.approx([727.272727] * 3, **SIX_DIGITS)


def test_w42_ten_points_more_halve_a_cost_or_take_a_third_of_it():
    low, high = (Funnel(1_000, (rate,), (0,), fixed=10_000) for rate in (0.1, 0.2))
    told = [pull(funnel, better(0, relative=0, points=0.1)).cac / funnel.cac for funnel in (low, high)]

    assert told == pytest.approx([0.5, 0.666667], **SIX_DIGITS)


# -- coverage ----------------------------------------------------------------------------------------------


def test_w45_coverage_by_the_rule_of_thumb():
    assert coverage(1_500_000, 500_000) == 3.0
    assert pipeline_for(1_000_000, 0.25, 50_000).coverage == pytest.approx(4.0)
    exact, shown = (pipeline_for(2_000_000, 0.22, 60_000, wholes=wholes) for wholes in (False, True))
    assert (exact.wins, exact.opportunities) == pytest.approx((33.33, 151.52), abs=0.005)
    assert exact.coverage == pytest.approx(4.545455, **SIX_DIGITS)
    assert (shown.wins, shown.opportunities, shown.coverage) == (34, 155, 4.65)


def test_w46_the_opening_pipeline_need_not_bring_what_is_created_and_closed_within():
    assert opening_for(1_200_000, 200_000, 0.25) == 4_000_000


# -- budget, queue, forecast -------------------------------------------------------------------------------


def test_w58_a_budget_over_two_roots():
    channels = [Spender("search", Response("root", 10)), Spender("fair", Response("root", 5))]
    told = allocate(100, channels)

    assert [each.spend for each in told.channels] == pytest.approx([80, 20], rel=1e-6)
    assert told.outcomes == pytest.approx(111.803399, **SIX_DIGITS)
    assert [1_000 * each.marginal_cost for each in told.channels] == pytest.approx([1_788.854382] * 2, rel=1e-6)
    assert 1_000 * 100 / told.outcomes == pytest.approx(894.427191, **SIX_DIGITS)
    assert sum(told_of(channel, 50).outcomes for channel in channels) == pytest.approx(106.066017, **SIX_DIGITS)


def test_w59_the_average_cost_hides_what_the_next_customer_costs():
    told = steps([500, 1_000, 1_500], [11, 17, 20])

    assert [each.average for each in told] == pytest.approx([45.45, 58.82, 75], abs=0.005)
    assert [each.marginal for each in told[1:]] == pytest.approx([83.333333, 166.666667], **SIX_DIGITS)


def test_w61_a_queue_of_thirty_calls_an_hour():
    three, four = (Queue(30 / 60, 4, agents) for agents in (3, 4))

    assert (three.waits, four.waits) == pytest.approx((0.444444, 0.173913), **SIX_DIGITS)
    assert three.mean_wait == pytest.approx(1.777778, **SIX_DIGITS)
    assert (three.within(5), four.within(5)) == pytest.approx((0.872665, 0.985724), **SIX_DIGITS)


PROPOSALS = [(10, True, 20), (20, False, 20), (60, True, 4), (90, False, 16)]
"""Sixty deals, of which 24 were won; of the twenty that were open at day 30, four."""


def test_w62_an_old_deal_is_worth_half_of_what_its_stage_says():
    proposals = [Stay("proposal", 0, day, day, won, n=n) for day, won, n in PROPOSALS]
    history = History.of([*proposals, Stay("proposal", 365, value=50_000)], 400)
    [aged] = outlook(history, [30]).groups

    assert 50_000 * cell(History.of(proposals, 400), "proposal", JUST_ENTERED).chance == pytest.approx(20_000)
    assert aged.value * aged.cell.chance == pytest.approx(10_000)
    assert (aged.age, aged.cell.n) == (35, 20)


def test_w63_how_good_forecasts_were():
    chances, came = [0.8, 0.4, 0.1], [1, 0, 0]

    assert brier(chances, came) == pytest.approx(0.07)
    assert log_loss(chances, came) == pytest.approx(0.279777, **SIX_DIGITS)
    assert wape([100, 120], [110, 100]) == pytest.approx(0.14285714, abs=5e-9)
    assert bias([100, 120], [110, 100]) == pytest.approx(0.04761905, abs=5e-9)


# -- where the source articles disagree with themselves ----------------------------------------------------


def test_the_articles_preset_gives_6087_and_the_fuller_24390_beside_it_with_the_reasons():
    told = article()

    assert (dollars(told.printed.cost) // 1, dollars(told.full.cost) // 1) == (6_087, 24_390)
    assert len(told.reasons) == 3
    assert "4 dials" in told.reasons[0]


def test_300_paid_days_are_what_200_a_day_makes_of_60000_a_year_and_260_are_preset_otherwise():
    assert ARTICLE.yearly_pay / ARTICLE.paid_days == 200 * CENTS
    assert CallingCost().paid_days == 260


def test_the_truncated_figures_are_within_a_fifth_of_a_percent_of_the_exact_ones():
    exact, truncated = (cost_of(2_000, ARTICLE, counted).cost for counted in (ONCE, AS_PRINTED))

    assert [truncated, truncated // CENTS * CENTS] == pytest.approx([exact, exact], rel=0.002)


def test_not_all_of_two_thousand_leads_are_talked_to():
    assert cost_of(2_000, ARTICLE).completed == 2_000
    assert cost_of(2_000, ARTICLE, Counting(Dials.CAPPED, connect=0.25, attempts=4)).completed < 1_400


def test_that_the_top_of_the_funnel_beats_its_bottom_is_no_law():
    told = {each.assumption.value: each.best for each in rankings(F1)}

    assert told == {"per_entry": (2,), "fixed": (0, 1, 2), "points": (2,)}


def test_the_cheap_funnel_of_the_article_is_cheap_for_its_shape_and_not_for_where_it_was_lifted():
    assert F2.cac / F3.cac == pytest.approx(0.3509, abs=5e-5)
