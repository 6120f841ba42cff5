"""Rare histories, each found by the machine of random deeds or on the way to it: what must hold there too."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from at_work import ADA, BO, KIM, LEE, MONDAY, YES, Company, company, stage
from headrace.core.agreement import Clock, Counting, Mark, ShelfLife
from headrace.core.desks import Choice, Desk, RoutingRule
from headrace.core.durations import Duration, Span
from headrace.core.entries import Described, Entry, Inquired, Moved, Renewed, Voided, Warned, Won
from headrace.core.errors import DataRefused, NotAllowed, UnknownName
from headrace.core.funnel import Owner
from headrace.core.people import outside_journey_id
from headrace.core.policy import Policy
from headrace.core.units import Money, instant, micros
from headrace.ledger.codec import kind_of
from headrace.rules.clocks import Run, State
from headrace.rules.customers import contract

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def runs(acme: Company, lead: str, name: str) -> list[Run]:
    return [run for run in acme.book.clocks(lead) if run.clock == name]


def wall(name: str, hours: int, start: Mark, stop: Mark, **said: object) -> Clock:
    return Clock(name, Duration(hours, Span.HOUR), Counting.WALL, start, stop, **said)


# -- clocks --------------------------------------------------------------------------------------------------------


def test_a_clock_from_being_routed_does_not_run_for_a_lead_that_nobody_routed(tmp_path: Path):
    with company(tmp_path, partial(stage, name="mql", clocks=(wall("desk", 4, Mark.ROUTED, Mark.LEFT),))) as acme:
        lead = acme.lead(ADA)
        assert runs(acme, lead, "desk") == []

        acme.leads.claim(lead, LEE)

        assert [run.state for run in runs(acme, lead, "desk")] == [State.RUNNING]


def test_a_clock_from_the_first_attempt_does_not_begin_anew_with_the_second(tmp_path: Path):
    reached = wall("reached", 48, Mark.ATTEMPTED, Mark.REACHED)
    with company(tmp_path, partial(stage, name="inquiry", clocks=(reached,))) as acme:
        lead = acme.inquires(ADA)
        acme.leads.call(lead, "no_answer", KIM)
        acme.clock.forward(DAY)
        acme.leads.call(lead, "no_answer", KIM)

        [run] = runs(acme, lead, "reached")

        assert (run.state, run.due_us) == (State.RUNNING, micros(MONDAY + 2 * DAY))


@pytest.mark.parametrize("waits", ["clock", "shelf life"])
def test_a_pause_of_unknown_length_that_begins_after_the_warning_was_due_stops_the_tick_too(tmp_path: Path, waits: str):
    answer = wall("answer", 10, Mark.ENTERED, Mark.LEFT, warning=0.5)
    agreed = {"clocks": (answer,)} if waits == "clock" else {"shelf_life": ShelfLife(Duration(10, Span.HOUR), 0.5)}
    with company(tmp_path, partial(stage, name="mql", **agreed)) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(6 * HOUR)
        acme.leads.pause(lead, "buyer_absent", LEE)
        acme.clock.forward(DAY)
        assert acme.tick().told == {}

        acme.leads.resume(lead, LEE)
        acme.clock.forward(HOUR)

        assert acme.tick().told == {"warned": 1}
        [warned] = [fact for fact in acme.book.journey(lead) if isinstance(fact.body, Warned)]
        assert instant(warned.at_us) == MONDAY + 5 * HOUR
        assert instant(warned.body.due_us) == MONDAY + 10 * HOUR + DAY


def test_a_breach_that_was_told_keeps_its_time_when_somebody_tells_of_a_pause_before_it(tmp_path: Path):
    with company(tmp_path, partial(stage, name="mql", clocks=(wall("answer", 10, Mark.ENTERED, Mark.LEFT),))) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(DAY)
        acme.tick()
        before = runs(acme, lead, "answer")

        acme.leads.pause(lead, "buyer_absent", replace(LEE, at=MONDAY + 2 * HOUR))

        assert runs(acme, lead, "answer") == before
        assert instant(before[0].ended_us) == MONDAY + 10 * HOUR


def test_nobody_was_idle_for_less_than_no_time(tmp_path: Path):
    with company(tmp_path, partial(stage, name="mql", shelf_life=ShelfLife(Duration(10, Span.DAY)))) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(DAY)
        acme.leads.signal(lead, "interest", LEE, present=False)
        acme.clock.forward(DAY)
        acme.leads.call(lead, "talked", LEE)
        acme.tick()

        assert acme.book.journey(lead)[-1].body.idle_us == 0


# -- deeds ---------------------------------------------------------------------------------------------------------


WORTH = Money.of(1_000, "EUR")
DEEDS = {
    "call": lambda leads, lead, meant: leads.call(lead, "no_answer", meant),
    "last call": lambda leads, lead, meant: leads.call(lead, "not_now", meant),
    "call of nobody": lambda leads, lead, meant: leads.call(lead, "wrong_number", meant),
    "claim": lambda leads, lead, meant: leads.claim(lead, meant),
    "assign": lambda leads, lead, meant: leads.assign(lead, "sam", meant),
    "pause": lambda leads, lead, meant: leads.pause(lead, "buyer_absent", meant),
    "signal": lambda leads, lead, meant: leads.signal(lead, "interest", meant, present=True),
    "enter_value": lambda leads, lead, meant: leads.enter_value(lead, WORTH, meant),
    "consent": lambda leads, lead, meant: leads.consent(lead, "nurture", meant),
    "recycle": lambda leads, lead, meant: leads.recycle(lead, "not_now", meant),
    "join": lambda leads, lead, meant: leads.join(lead, meant, account="acme.example"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_learnt_with_a_deed_is_told_with_it_once_whatever_the_deed_is(tmp_path: Path, deed: str):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        done = DEEDS[deed](acme.leads, lead, replace(KIM, told={"next_step": "yes"}))

        assert [f.body.attributes for f in done.facts if isinstance(f.body, Described)] == [{"next_step": "yes"}]
        assert acme.leads.case(lead).told()["next_step"] is True


def test_a_fact_that_the_funnel_does_not_declare_is_refused_with_every_deed(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)
        for deed in DEEDS.values():
            with pytest.raises(UnknownName, match="mood"):
                deed(acme.leads, lead, replace(KIM, told={"mood": "good"}))


def test_who_said_not_now_goes_to_the_pool_whatever_else_they_answered(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        done = acme.leads.call(lead, "not_now", KIM, answers=YES, problem="downtime", relevance="yes")

        assert done.standing.place == "nurture"
        assert acme.leads.case(lead).score().points == 75


def test_when_there_is_nothing_more_to_ask_and_nothing_was_answered_the_lead_goes_to_the_pool(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)

        assert acme.leads.qualify(lead, {}, KIM, done=True).standing.place == "nurture"


def test_a_deed_that_would_tell_nothing_is_refused(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)
        with pytest.raises(DataRefused, match="no answer to record"):
            acme.leads.qualify(lead, {}, KIM, done=True)
        with pytest.raises(DataRefused, match="nothing to tell"):
            acme.leads.describe(lead, KIM)


# -- passes --------------------------------------------------------------------------------------------------------


def an_sql(acme: Company, name: str) -> str:
    lead = acme.lead(name)
    acme.leads.accept(lead, LEE)
    acme.leads.requalify(lead, WORTH, LEE)
    return lead


def test_a_move_back_at_the_instant_of_the_move_forward_is_refused_instead_of_read_as_the_first_of_both(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.lead(ADA)
        acme.leads.accept(lead, LEE)
        with pytest.raises(NotAllowed, match="that very instant"):
            acme.leads.move(lead, "mql", LEE)

        acme.clock.forward(timedelta(microseconds=1))

        assert acme.leads.move(lead, "mql", LEE).standing.place == "mql"


def test_a_loss_is_reversed_once_however_often_its_lead_comes_back(tmp_path: Path):
    with company(tmp_path, partial(stage, name="sql", win_rate=0.25)) as acme:
        lead = an_sql(acme, ADA)
        acme.clock.forward(31 * DAY)
        acme.tick()
        again = acme.leads.recover(lead, LEE).journey
        acme.leads.lose(again, "price", LEE)

        with pytest.raises(NotAllowed, match="recovered already"):
            acme.leads.recover(lead, LEE)

        assert [kind_of(fact.body) for fact in acme.book.entries()].count("recovered") == 1


def test_the_passes_of_a_deal_without_a_person_are_told_apart_too(tmp_path: Path):
    with company(tmp_path) as acme:
        first = outside_journey_id(acme.book.secret, "crm", "deal 1")
        acme.book.append([Entry(Moved(to="mql"), micros(MONDAY), journey=first)], now=MONDAY)
        acme.leads.recycle(first, "not_now", KIM)
        second = acme.leads.accept(first, LEE).journey
        with pytest.raises(NotAllowed, match="A new pass runs already"):
            acme.leads.accept(first, LEE)

        acme.leads.recycle(second, "not_now", KIM)
        third = acme.leads.accept(first, LEE).journey

        assert len({first, second, third}) == 3
        assert [acme.place(each) for each in (first, second, third)] == ["nurture", "nurture", "sal"]


# -- customers -----------------------------------------------------------------------------------------------------


def a_customer(acme: Company, until: date | None, worth: Money | None = WORTH) -> str:
    lead = an_sql(acme, ADA)
    acme.leads.win(lead, worth, LEE, until)
    return lead


@pytest.mark.parametrize("until", ["31.12.2025", "never", "0001-01-01", "9999-12-31"])
def test_an_end_of_a_contract_that_an_import_wrote_otherwise_is_one_that_nobody_knows(tmp_path: Path, until: str):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)
        won = Won(to="won", value=100, currency="EUR", attributes={"contract_until": until})

        acme.book.append([Entry(won, micros(MONDAY), journey=lead)], now=MONDAY)

        assert (acme.place(lead), runs(acme, lead, "renewal")) == ("won", [])


def test_nobody_means_a_contract_of_eight_thousand_years(tmp_path: Path):
    with company(tmp_path) as acme, pytest.raises(DataRefused, match="No contract runs until 9999-12-31"):
        a_customer(acme, date(9999, 12, 31))


def test_two_ends_with_one_day_of_notice_share_its_clock(tmp_path: Path):
    with company(tmp_path, lambda policy: replace(policy, renewal_notice=Duration(3, Span.MONTH))) as acme:
        lead = a_customer(acme, date(2026, 5, 29))
        acme.clock.forward(DAY)

        acme.leads.renew(lead, date(2026, 5, 30), LEE)

        assert [run.state for run in runs(acme, lead, "renewal")] == [State.RUNNING]


def test_a_renewal_to_the_same_day_only_changes_what_the_contract_is_worth(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = a_customer(acme, date(2025, 12, 31))
        acme.clock.forward(DAY)
        again = Renewed(value=500, currency="EUR")
        acme.book.append([Entry(again, micros(acme.clock()), journey=lead)], now=acme.clock())

        assert [run.state for run in runs(acme, lead, "renewal")] == [State.RUNNING]
        assert contract(acme.leads.case(lead)).value == 500


def test_a_customer_whose_revenue_was_entered_later_may_shrink_and_stay(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = a_customer(acme, date(2025, 12, 31), worth=None)
        acme.leads.enter_value(lead, Money.of(900, "EUR"), LEE)

        acme.leads.churn(lead, "price", LEE, Money.of(100, "EUR"))

        assert contract(acme.leads.case(lead)).value == 80_000


def test_a_notice_goes_by_the_policy_that_was_in_force_when_the_contract_was_signed(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = a_customer(acme, date(2025, 12, 31))
        before = runs(acme, lead, "renewal")

        acme.publish(lambda policy: replace(policy, renewal_notice=Duration(10, Span.DAY)))
        acme.house.rebuild()

        assert runs(acme, lead, "renewal") == before


def test_a_renewal_stays_with_whom_the_customer_had_when_it_came(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = a_customer(acme, date(2025, 12, 31))
        acme.clock.forward(DAY)
        acme.leads.renew(lead, date(2026, 12, 31), LEE)
        acme.clock.forward(DAY)
        acme.leads.assign(lead, "zoe", LEE)

        assert [run.owner for run in runs(acme, lead, "renewal")] == ["lee", "zoe"]


def test_a_renewal_told_of_the_time_before_the_contract_is_refused(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = a_customer(acme, date(2025, 12, 31))
        with pytest.raises(NotAllowed, match="before the contract was agreed"):
            acme.leads.renew(lead, date(2026, 12, 31), replace(LEE, at=MONDAY - DAY))


LESS = Money(-1, "EUR")
AMOUNTS = {
    "win": lambda leads, lead: leads.win(lead, LESS, LEE),
    "renew": lambda leads, lead: leads.renew(lead, date(2026, 12, 31), LEE, LESS),
    "churn": lambda leads, lead: leads.churn(lead, "price", LEE, LESS),
}


@pytest.mark.parametrize("deed", AMOUNTS)
def test_no_amount_is_below_nothing(tmp_path: Path, deed: str):
    with company(tmp_path) as acme:
        lead = an_sql(acme, ADA) if deed == "win" else a_customer(acme, date(2025, 12, 31))
        with pytest.raises(DataRefused, match="less than nothing"):
            AMOUNTS[deed](acme.leads, lead)


# -- the clock's turns ---------------------------------------------------------------------------------------------


def sellers(policy: Policy, *clocks: Clock, choice: Choice = Choice.LOAD, **changes: object) -> Policy:
    """Four who sell, and a rule that gives them the MQLs."""
    people = {name: Desk(name, Owner.SALES) for name in ("lee", "sam", "ola", "zoe")}
    rule = RoutingRule("sellers", "mql", Owner.SALES, choice=choice)
    return replace(stage(policy, "mql", clocks=clocks, **changes), desks=people, routing=(rule,))


ANSWER = wall("answer", 4, Mark.ROUTED, Mark.LEFT, reassign=True)


@pytest.mark.parametrize("kind", ["breached", "expired"])
def test_what_the_clock_told_and_somebody_voided_is_told_again_for_its_cause_stands(tmp_path: Path, kind: str):
    late = {"clocks": (wall("answer", 4, Mark.ENTERED, Mark.LEFT),)}
    agreed = late if kind == "breached" else {"clocks": (), "shelf_life": ShelfLife(Duration(1, Span.DAY))}
    with company(tmp_path, partial(stage, name="mql", **agreed)) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(2 * DAY)
        acme.tick()
        [wrong] = [fact for fact in acme.book.journey(lead) if kind_of(fact.body) == kind]
        acme.book.append([Entry(Voided(wrong.seq), micros(acme.clock()), journey=lead)], now=acme.clock())

        assert acme.tick().told == {kind: 1}

        [again] = [fact for fact in acme.book.journey(lead) if kind_of(fact.body) == kind]
        assert (again.body, again.at_us) == (wrong.body, wrong.at_us)
        assert acme.tick().told == {}


@pytest.mark.parametrize("choice", Choice)
def test_leads_that_fall_due_in_one_turn_are_spread_over_the_desks(tmp_path: Path, choice: Choice):
    with company(tmp_path, lambda policy: replace(sellers(policy, ANSWER), routing=())) as acme:
        leads = [acme.lead(f"buyer{number}@acme.example") for number in range(9)]
        for lead in leads:
            acme.leads.assign(lead, "sam", KIM)
        acme.publish(lambda policy: sellers(policy, ANSWER, choice=choice))
        acme.clock.forward(4 * HOUR)

        assert acme.tick().told == {"breached": 9, "routed": 9}

        assert Counter(acme.book.work(lead).owner for lead in leads) == {"lee": 3, "ola": 3, "zoe": 3}


def test_a_lead_that_expires_makes_room_for_one_that_is_given_away_later_in_the_same_turn(tmp_path: Path):
    def agreed(policy: Policy) -> Policy:
        made = sellers(
            policy, replace(ANSWER, limit=Duration(60, Span.HOUR)), shelf_life=ShelfLife(Duration(2, Span.DAY))
        )
        return replace(made, desks={name: replace(made.desks[name], capacity=1) for name in ("lee", "sam")})

    with company(tmp_path, agreed) as acme:
        one = acme.lead(ADA)
        acme.clock.forward(HOUR)
        other = acme.lead(BO)
        acme.clock.forward(DAY)
        acme.leads.call(other, "talked", replace(KIM, by=acme.book.work(other).owner))
        assert {acme.book.work(lead).owner for lead in (one, other)} == {"lee", "sam"}
        acme.clock.forward(2 * DAY - HOUR)

        acme.tick()

        assert (acme.place(one), acme.place(other)) == ("expired", "mql")
        routed = [fact.body for fact in acme.book.journey(other) if kind_of(fact.body) == "routed"]
        assert routed[0].owner != routed[1].owner


def test_a_customer_takes_no_room_among_the_leads_of_a_desk(tmp_path: Path):
    def agreed(policy: Policy) -> Policy:
        made = sellers(policy)
        return replace(made, desks={"lee": replace(made.desks["lee"], capacity=1)})

    with company(tmp_path, agreed) as acme:
        lead = acme.lead(ADA)
        acme.leads.accept(lead, LEE)
        acme.leads.requalify(lead, WORTH, LEE)
        acme.leads.win(lead, WORTH, LEE, date(2025, 12, 31))

        assert acme.book.work(acme.lead(BO)).owner == "lee"


def test_a_late_tick_takes_no_lead_from_whom_it_was_given_in_the_meantime(tmp_path: Path):
    answer = wall("answer", 4, Mark.ENTERED, Mark.LEFT, reassign=True)
    with company(tmp_path, lambda policy: sellers(policy, answer)) as acme:
        lead = acme.lead(ADA)
        acme.clock.forward(5 * HOUR)
        acme.leads.assign(lead, "zoe", KIM)
        acme.clock.forward(HOUR)

        assert acme.tick().told == {"breached": 1}
        assert acme.book.work(lead).owner == "zoe"


def test_what_follows_from_what_fell_due_is_told_before_what_fell_due_later(tmp_path: Path):
    """Two hours of silence: the first lead is warned, late and warned again before the second one's time comes."""
    clocks = [wall(f"after {hours}", hours, Mark.ENTERED, Mark.LEFT, warning=0.5) for hours in (1, 2)]
    with company(tmp_path, partial(stage, name="inquiry", clocks=tuple(clocks))) as acme:
        for name in (ADA, BO):
            acme.inquires(name)
            acme.clock.forward(timedelta(minutes=10))
        head = acme.book.head()
        acme.clock.forward(3 * HOUR)

        assert acme.tick().told == {"warned": 4, "breached": 4}

        told = list(acme.book.entries(head))
        assert [fact.at_us for fact in told] == sorted(fact.at_us for fact in told)


def test_a_clock_that_was_met_keeps_its_limit_when_the_lead_is_paused_later(tmp_path: Path):
    attempted = wall("attempted", 4, Mark.ENTERED, Mark.ATTEMPTED)
    with company(tmp_path, partial(stage, name="inquiry", clocks=(attempted,))) as acme:
        lead = acme.inquires(ADA)
        acme.clock.forward(HOUR)
        acme.leads.call(lead, "no_answer", KIM)
        before = runs(acme, lead, "attempted")
        acme.clock.forward(HOUR)
        acme.leads.pause(lead, "buyer_absent", KIM)
        acme.clock.forward(HOUR)
        acme.leads.resume(lead, KIM)

        assert runs(acme, lead, "attempted") == before


def test_who_inquires_again_while_a_pass_runs_that_began_otherwise_changes_nothing_of_it(tmp_path: Path):
    with company(tmp_path) as acme:
        first = acme.lead(ADA)
        acme.leads.recycle(first, "not_now", KIM)
        acme.clock.forward(DAY)
        second = acme.leads.accept(first, LEE).journey
        before = acme.book.standing(second), acme.book.clocks(second)
        acme.clock.forward(HOUR)

        asked = Entry(Inquired(to="inquiry"), micros(acme.clock()), journey=second, person=before[0].person)
        acme.book.append([asked], now=acme.clock())

        assert (acme.book.standing(second), acme.book.clocks(second)) == before
        acme.leads.requalify(second, WORTH, LEE)
        rows = acme.house.report("stages", as_of=acme.clock().date(), unit="pass").rows
        assert {row["place"]: row["here"] for row in rows if row["here"]} == {"sql": 1, "nurture": 1}
