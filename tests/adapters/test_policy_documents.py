"""policy.yaml: every key that a business can decide, and what is told where it makes no sense."""

from datetime import date, time

import pytest

from headrace.adapters.documents import DocumentRefused, default_policy, policy_text, read_funnel, read_policy
from headrace.core.agreement import Agreement, Clock, Counting, Goal, Mark, Segment, ShelfLife
from headrace.core.asking import (
    CHAMP,
    DISPOSITIONS,
    GPCT,
    MEDDIC,
    BehaviourRule,
    Calls,
    Disposition,
    FitRule,
    Question,
    Scoring,
    Then,
)
from headrace.core.criteria import Among, Compare, Criterion
from headrace.core.desks import Absence, Choice, Desk, RoutingRule
from headrace.core.durations import Duration, Span
from headrace.core.funnel import Owner
from headrace.core.hours import Weekday, WorkingHours
from headrace.core.policy import REASONS, NextAction, Nurture, Policy, Step

FUNNEL = read_funnel("""
name: Pumps
facts: {score: number, territory: text, product: text, seats: number, hand_raiser: flag, close_date: day}
stages:
  inquiry: {}
  mql: {}
  sal: {}
  sql: {}
  won: {}
""")
DACH = Criterion("territory IN ('DE', 'AT')", Among("territory", ("DE", "AT")))


def read(text: str) -> Policy:
    return read_policy(text, funnel=FUNNEL)


def problems(text: str) -> list[str]:
    with pytest.raises(DocumentRefused) as refused:
        read(text)
    return [str(problem).removeprefix("policy.yaml:") for problem in refused.value.problems]


def hours(count: int) -> Duration:
    return Duration(count, Span.HOUR)


def days(count: int) -> Duration:
    return Duration(count, Span.DAY)


def test_a_stage_says_what_must_be_known_and_what_it_is_worth() -> None:
    stage = read("stages: {mql: {brief: [score, territory], win_rate: 0.05, attempts: 4}}").stage("mql")

    assert (stage.brief, stage.win_rate, stage.attempts) == (("score", "territory"), 0.05, 4)


def test_a_stage_may_say_what_worries_people_and_what_they_will_do_about_it() -> None:
    stage = read(
        "stages: {mql: {worries: [Nobody rings on Fridays],"
        " next_actions: [{what: A rota, who: Kim, by: 2026-01-31}, {what: Fewer fields}]}}"
    ).stage("mql")

    assert stage.worries == ("Nobody rings on Fridays",)
    assert stage.next_actions == (NextAction("A rota", "Kim", date(2026, 1, 31)), NextAction("Fewer fields"))


def test_what_is_wrong_with_worries_and_next_actions_is_told_with_its_place() -> None:
    text = """stages:
  mql:
    worries: Nobody rings
    next_actions:
      - {who: Kim}
      - {what: A rota, by: soon, due: 2026-01-31}
"""
    assert problems(text) == [
        "3: stages.mql.worries: found 'Nobody rings'; allowed: a list.",
        "5: stages.mql.next_actions[1]: found no key 'what'; allowed: the keys what.",
        "6: stages.mql.next_actions[2].due: found the key 'due'; allowed: one of what, who, by.",
        "6: stages.mql.next_actions[2].by: found 'soon'; allowed: a day such as 2026-12-24.",
    ]


def test_a_clock_says_who_owes_it_and_what_follows() -> None:
    text = """
stages:
  mql:
    clocks:
      accept_or_reject: {limit: 24 working hours, from: entered, to: accepted_or_rejected, owed_by: sales,
        warning: 0.8, escalate: true, reassign: true}
      talk: {limit: 2 days, to: reached}
      amount: {limit: 1 day, to: valued, warning: null, owed_by: null}
"""
    assert read(text).stage("mql").clocks == (
        Clock(
            "accept_or_reject",
            hours(24),
            Counting.WORKING,
            Mark.ENTERED,
            Mark.ACCEPTED_OR_REJECTED,
            owed_by=Owner.SALES,
            warning=0.8,
            escalate=True,
            reassign=True,
        ),
        Clock("talk", days(2), Counting.WALL, stop=Mark.REACHED),
        Clock("amount", days(1), Counting.WALL, stop=Mark.VALUED),
    )


def test_a_shelf_life_has_segments_and_leads_somewhere() -> None:
    text = """
stages:
  sql:
    shelf_life:
      limit: 30 days
      to: nurture
      segments:
        - {when: "product = 'consumables'", limit: 1 day}
        - {when: seats >= 1000, limit: 6 months}
"""
    assert read(text).shelf_life("sql") == ShelfLife(
        days(30),
        0.7,
        "nurture",
        (
            Segment(Criterion("product = 'consumables'", Compare("product", "=", "consumables")), days(1)),
            Segment(Criterion("seats >= 1000", Compare("seats", ">=", 1000)), Duration(6, Span.MONTH)),
        ),
    )


@pytest.mark.parametrize(("stage", "to"), [("sql", "sal"), ("sql", "lost"), ("mql", "inquiry"), ("won", None)])
def test_an_expired_lead_goes_back_or_aside(stage: str, to: str | None) -> None:
    life = read(f"stages: {{{stage}: {{shelf_life: {{limit: 3 days, to: {to or 'null'}}}}}}}").shelf_life(stage)

    assert life is not None
    assert life.to == to


@pytest.mark.parametrize(("name", "questions"), [("MEDDIC", MEDDIC), ("CHAMP", CHAMP), ("GPCT", GPCT)])
def test_a_framework_that_ships_brings_its_questions(name: str, questions: dict[str, Question]) -> None:
    asked = read(f"qualification: {{framework: {name}, by_rule: true}}").qualification

    assert (asked.framework, asked.criteria, asked.by_rule) == (name, questions, True)


def test_a_framework_of_ones_own_lists_its_questions() -> None:
    text = "qualification: {framework: Two, criteria: {pain: {question: Hurts?, weight: 60}, plan: {question: When?, weight: 40}}}"
    asked = read(text).qualification

    assert asked.framework == "Two"
    assert asked.criteria == {"pain": Question("Hurts?", 60), "plan": Question("When?", 40)}


def test_a_framework_that_ships_may_be_asked_in_ones_own_words() -> None:
    text = policy_text().replace("Is there money for this, or a way to get it?", "Who pays?")

    assert read_policy(text).qualification.criteria["budget"] == Question("Who pays?", 25)


def test_calls_have_outcomes_and_waits() -> None:
    text = """
calls:
  half_life: 3 days
  waits: [4 hours, 1 day]
  dispositions:
    nobody: {}
    talked: {connected: true, completed: true, then: go_on}
"""
    assert read(text).calls == Calls(
        {
            "nobody": Disposition(connected=False, completed=False, then=Then.CALL_AGAIN),
            "talked": Disposition(connected=True, completed=True, then=Then.GO_ON),
        },
        (hours(4), days(1)),
        days(3),
    )
    assert read("calls: {half_life: 3 days}").calls == Calls(DISPOSITIONS, half_life=days(3))


def test_scores_rank_by_fit_and_by_behaviour() -> None:
    text = """
scoring:
  fit:
    at_home: {when: "territory IN ('DE', 'AT')", points: 10}
    too_small: {when: seats < 5, points: -20}
  behaviour:
    webinar: {channel: webinar, points: 15, half_life: 30 days, cap: 45, log: true}
    any: {points: 0.5}
"""
    assert read(text).scoring == Scoring(
        fit={
            "at_home": FitRule(DACH, 10),
            "too_small": FitRule(Criterion("seats < 5", Compare("seats", "<", 5)), -20),
        },
        behaviour={
            "webinar": BehaviourRule(15, channel="webinar", half_life=days(30), cap=45, log=True),
            "any": BehaviourRule(0.5),
        },
    )


def test_a_desk_says_whose_it_is_what_it_takes_and_when_it_is_empty() -> None:
    text = """
desks:
  ola: {team: sales}
  Anna Berg:
    team: sales
    manager: ola
    skills: {territory: [DE, AT], product: [New York style]}
    capacity: 40
    hours: {days: [tuesday, monday], opens: "08:00"}
    zone: Asia/Tokyo
    absences: [{first: 2026-12-24, last: 2027-01-02}, {first: 2027-05-05}]
"""
    policy = read("working_hours: {closes: '18:00', holidays: DE}" + text)

    assert list(policy.desks) == ["ola", "Anna Berg"]
    assert policy.desks["ola"] == Desk("ola", Owner.SALES)
    assert policy.desks["Anna Berg"] == Desk(
        "Anna Berg",
        Owner.SALES,
        "ola",
        {"territory": ("DE", "AT"), "product": ("New York style",)},
        40,
        WorkingHours((Weekday.MONDAY, Weekday.TUESDAY), time(8), time(18), "DE"),
        "Asia/Tokyo",
        (Absence(date(2026, 12, 24), date(2027, 1, 2)), Absence(date(2027, 5, 5), date(2027, 5, 5))),
    )


def test_rules_route_in_the_order_in_which_they_stand() -> None:
    text = """
desks: {lee: {team: sales}, kim: {team: tele}}
routing:
  - {name: dach, stage: mql, team: sales, when: "territory IN ('DE', 'AT')", desks: [lee], account_owner: false,
     choice: round_robin}
  - {name: rest, stage: mql, team: sales}
"""
    assert read(text).routing == (
        RoutingRule("dach", "mql", Owner.SALES, DACH, ("lee",), account_owner=False, choice=Choice.ROUND_ROBIN),
        RoutingRule("rest", "mql", Owner.SALES),
    )


def test_the_agreement_has_goals_of_each_side_and_reasons_to_pause() -> None:
    text = """
agreement:
  goals:
    - {stage: mql, count: 120, owed_by: marketing, quality: 0.7}
    - {stage: mql, count: 100, owed_by: sales}
    - {stage: won, count: 12}
  pauses: [waiting_for_buyer, trade_fair]
"""
    assert read(text).agreement == Agreement(
        (Goal("mql", 120, Owner.MARKETING, 0.7), Goal("mql", 100, Owner.SALES), Goal("won", 12)),
        ("waiting_for_buyer", "trade_fair"),
    )


def test_nurture_waits_by_reason_and_knows_what_fits_meanwhile() -> None:
    text = "nurture: {wait: 1 month, consent: false, reasons: {price: 3 months}, steps: [{after: 1 week, content: case study}]}"

    assert read(text).nurture == Nurture(
        Duration(1, Span.MONTH),
        {"price": Duration(3, Span.MONTH)},
        (Step(Duration(1, Span.WEEK), "case study"),),
        consent=False,
    )
    assert read(
        "nurture: {reasons: {shelf_life: 2 weeks, not_now: 1 month}}\nreasons: {recycled: [rain]}"
    ).nurture.reasons == {
        "shelf_life": Duration(2, Span.WEEK),
        "not_now": Duration(1, Span.MONTH),
    }
    assert read("nurture: {consent: false}").nurture == Nurture(consent=False)
    assert read("nurture: {reasons: {}}").nurture == Nurture(reasons={})


def test_reasons_of_one_kind_leave_those_of_the_others_as_they_are() -> None:
    reasons = read("reasons: {rejected: [incomplete, spam]}\nnurture: {reasons: {spam: 1 week}}").reasons

    assert reasons == {**REASONS, "rejected": ("incomplete", "spam")}


def test_a_criterion_tells_who_could_buy_more() -> None:
    assert read("upsell: seats > 100").upsell == Criterion("seats > 100", Compare("seats", ">", 100))
    assert read("upsell: null").upsell is None


@pytest.mark.parametrize(
    "text",
    [
        "stages: {late: {brief: [anything], shelf_life: {limit: 1 day, to: anywhere}}}",
        "scoring: {fit: {a: {when: colour = 'red' AND size > 3 AND paid AND born > '2001-01-01', points: 1}}}",
        "agreement: {goals: [{stage: late, count: 1}]}",
        "desks: {lee: {team: sales, skills: {colour: [red]}}}\nrouting: [{name: a, stage: late, team: sales}]",
        "upsell: paid",
    ],
)
def test_without_a_funnel_any_name_of_a_stage_a_place_or_a_fact_will_do(text: str) -> None:
    assert read_policy(text) != Policy()
    assert problems(text)


def test_whatever_is_left_out_has_its_default() -> None:
    empty = "\n".join(
        f"{key}:"
        for key in (
            "stages",
            "qualification",
            "calls",
            "scoring",
            "desks",
            "routing",
            "agreement",
            "nurture",
            "reasons",
            "upsell",
        )
    )

    assert read("{}") == read(empty) == Policy()


def test_the_policy_that_ships_names_every_key() -> None:
    lines = policy_text().splitlines()

    assert all(any(line.startswith(f"{key}:") for line in lines) for key in Policy.__dataclass_fields__)
    assert read_policy("\n".join(line for line in lines if not line.startswith("#"))) == default_policy()


def test_every_problem_of_the_agreement_is_told_at_once_with_its_line_and_key() -> None:
    text = """stages:
  mql:
    brief: [scor]
    win_rate: 5
    clocks:
      answer: {limit: 1 day, to: accepted_or_rejected, owed_by: slaes, warning: 80, escalate: perhaps}
  sql:
    shelf_life:
      limit: 30 days
      to: won
      segments:
        - when: produkt = 'pump'
          limit: 1 day
desks:
  lee: {team: sales, manager: lee, skills: {score: [75], territory: []}}
  kim: {manager: le}
routing:
  - {name: dach, stage: mq, team: sales, desks: [lea], when: "territory > 'A'"}
agreement:
  goals:
    - {stage: sqll, count: 0}
nurture:
  reasons: {compettitor: 12 months}
upsell: score + 1 > 2
"""
    facts = "score, territory, product, seats, hand_raiser, close_date"
    assert problems(text) == [
        f"3: stages.mql.brief[1]: found 'scor'; allowed: {facts}. Did you mean 'score'?",
        "4: stages.mql.win_rate: found '5'; allowed: a number from 0.0001 to 1.",
        (
            "6: stages.mql.clocks.answer.owed_by: found 'slaes'; allowed: marketing, tele, sales, success."
            " Did you mean 'sales'?"
        ),
        "6: stages.mql.clocks.answer.warning: found '80'; allowed: a number from 0.01 to 1.",
        "6: stages.mql.clocks.answer.escalate: found 'perhaps'; allowed: true or false.",
        (
            "10: stages.sql.shelf_life.to: found 'won'; allowed: where the funnel lets sql go, and not ahead:"
            " sal, nurture, disqualified, lost, expired."
        ),
        (
            "12: stages.sql.shelf_life.segments[1].when: found the undeclared fact 'produkt' at character 1;"
            f" allowed: a declared fact: {facts}. Did you mean 'product'?"
        ),
        ("15: desks.lee.skills.score: found the fact 'score'; allowed: a declared text: territory, product."),
        "15: desks.lee.skills.territory: found no value; allowed: a list of at least one.",
        "15: desks.lee.manager: found The desk 'lee' is its own manager; allowed: Another desk, or none.",
        "16: desks.kim: found no key 'team'; allowed: the keys team.",
        "16: desks.kim.manager: found 'le'; allowed: lee, kim. Did you mean 'lee'?",
        "18: routing[1].stage: found 'mq'; allowed: inquiry, mql, sal, sql, won. Did you mean 'mql'?",
        "18: routing[1].when: found 'territory', a text, compared by order at character 1; allowed: =, <> or IN.",
        "18: routing[1].desks[1]: found 'lea'; allowed: lee, kim. Did you mean 'lee'?",
        "21: agreement.goals[1].stage: found 'sqll'; allowed: inquiry, mql, sal, sql, won. Did you mean 'sql'?",
        "21: agreement.goals[1].count: found '0'; allowed: a whole number from 1 to 10,000,000.",
        (
            "23: nurture.reasons.compettitor: found the reason 'compettitor'; allowed: incomplete, unreachable,"
            " wrong_territory, no_need, duplicate, below_bar, no_answer, not_now, no_budget, competitor, price, product,"
            " no_decision, shelf_life, interest_lost, urgency_lost, willingness_lost. Did you mean 'competitor'?"
        ),
        (
            "24: upsell: found '+' at character 7; allowed: comparisons, IN, BETWEEN, IS NULL, AND, OR, NOT and brackets"
            " over the declared facts."
        ),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("qualification: {framework: MEDIC}", "'MEDIC' without criteria; allowed: BANT, CHAMP, MEDDIC, GPCT, or"),
        ("qualification: {framework: MEDIC}", "Did you mean 'MEDDIC'?"),
        ("qualification: {framework: Ours, criteria: {}}", "'Ours' without criteria"),
        (policy_text().replace("framework: BANT", "framework: MEDDIC"), "the criteria of BANT under the name MEDDIC"),
        ("stages: {mql: {brief: [score, score]}}", "'score' again"),
        ("stages: {inquiry: {shelf_life: {limit: 1 day, to: inquiry}}}", "and not ahead: nurture, disqualified"),
        ("stages: {sql: {shelf_life: {limit: 1 day, to: nurtur}}}", "Did you mean 'nurture'?"),
        ("stages: {sql: {shelf_life: {limit: 1 day, segments: [{limit: 1 day}]}}}", "no key 'when'"),
        ("stages: {sql: {shelf_life: {limit: 1 day, segments: [{when: hand_raiser}]}}}", "no key 'limit'"),
        ("stages: {sql: {shelf_life: {limit: 1 day, segments: [{when: score, limit: 1 day}]}}}", "only a flag may stand alone"),
        ("desks: {lee: {team: sale}}", "Did you mean 'sales'?"),
        ("desks: {lee: {team: sales, skills: {teritory: [DE]}}}", "Did you mean 'territory'?"),
        ("desks: {lee: {team: sales, absences: [{first: 2027-01-02, last: 2026-12-24}]}}", "before it begins"),
        ("desks: {lee: {team: sales, absences: [{first: 24.12.2026}]}}", "a day such as 2026-12-24"),
        ("desks: {lee: {team: sales, absences: [{first: 20261224}]}}", "a day such as 2026-12-24"),
        ("desks: {lee: {team: sales, hours: {opens: '19:00'}}}", "not after they begin"),
        ("desks: {lee: {team: sales, zone: Europe/Berlni}}", "Did you mean 'Europe/Berlin'?"),
        ("routing: [{name: a, stage: mql, team: sales}, {name: a, stage: sal, team: sales}]", "a second rule 'a'"),
        ("routing: [{stage: mql, team: sales}]", "no key 'name'"),
        ("agreement: {goals: [{stage: mql, count: 9}, {stage: mql, count: 8}]}", "a second goal for mql"),
        ("reasons: {rejected: []}", "no reason; allowed: at least one: nothing can be rejected without a reason"),
        ("reasons: {rejekted: [a]}", "Did you mean 'rejected'?"),
        ("reasons: {lost: [Too dear]}", "a name of small letters"),
    ],
)  # fmt: skip
def test_what_cannot_be_agreed_is_refused_with_the_reason(text: str, told: str) -> None:
    assert told in "\n".join(problems(text))
