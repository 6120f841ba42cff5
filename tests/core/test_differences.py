"""What changed between two definitions, in sentences."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings

from headrace.adapters.documents import (
    TEMPLATES,
    default_policy,
    policy_text,
    read_funnel,
    read_policy,
    template,
    template_text,
)
from headrace.core.definitions import policy_to_data
from headrace.core.differences import differences, policy_differences
from headrace.core.funnel import Funnel
from headrace.core.policy import Policy
from policies import policies


def changed(old: str, new: str) -> Funnel:
    text = template_text()
    assert old in text
    return read_funnel(text.replace(old, new, 1))


def test_a_shorter_shelf_life_is_told_with_the_label_of_its_stage() -> None:
    shorter = read_policy(policy_text().replace("30 days", "14 days"))

    assert policy_differences(default_policy(), shorter, template()) == [
        "SQL: shelf life 30 days, warning at 70 % -> 14 days, warning at 70 %"
    ]


def test_a_new_stage_is_told_with_its_neighbours() -> None:
    new = changed("  opportunity:\n", "  demo:\n    owner: sales\n  opportunity:\n")

    assert differences(template(), new) == [
        "stage 'demo' added between SQL and Opportunity",
        "Opportunity: may no longer go to SQL",
    ]


def test_a_removed_stage_is_told_once_and_not_again_for_every_move_to_it() -> None:
    text = template_text()
    start, end = text.index("  opportunity:\n"), text.index("  won:\n")

    assert differences(template(), read_funnel(text[:start] + text[end:])) == ["stage 'opportunity' removed"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("score >= 75", "score >= 80", "MQL: entry asked by person is yes and score is at least 75 -> "),
        ("label: SAL", "label: Accepted", "Accepted: label SAL -> Accepted"),
        ("    label: SAL\n    owner: sales", "    label: SAL\n    owner: tele", "SAL: owner sales -> tele"),
        ("unit: person", "unit: group", "unit person -> group"),
        ("    optional: true\n", "", "Opportunity: optional yes -> no"),
        ("facts:\n", "facts:\n  region: text\n", "fact 'region' added: text"),
        (
            "label: Opportunity\n",
            "label: Opportunity\n    exit: signed\n",
            "Opportunity: exit added: signed is yes",
        ),
    ],
)
def test_a_change_of_a_stage_is_told_in_words(old: str, new: str, told: str) -> None:
    sentences = differences(template(), changed(old, new))

    assert sentences[0].startswith(told)


def test_a_new_order_of_the_stages_is_told() -> None:
    text = template_text()
    mql, sal, sql = (text.index(f"  {name}:\n") for name in ("mql", "sal", "sql"))
    turned = read_funnel(text[:mql] + text[sal:sql] + text[mql:sal] + text[sql:])

    assert differences(template(), turned)[0] == (
        "order of the stages changed to Inquiry > SAL > MQL > SQL > Opportunity > Won"
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_definitions_differ_in_nothing(name: str) -> None:
    assert differences(template(name), template(name)) == []
    assert policy_differences(default_policy(name), default_policy(name)) == []


def test_a_changed_policy_is_told_value_by_value() -> None:
    text = policy_text()
    for old, new in [
        ("bar: 75", "bar: 60"),
        ("    competitor: 12 months", "    no_budget: 3 months"),
        ("[marketing, sales]", "[]"),
        ("yearly_pay: null", "yearly_pay: 60000"),
        ("attempts: 6\n", "attempts: 4\n"),
        ("future_date: refuse", "future_date: take"),
    ]:
        text = text.replace(old, new)

    assert policy_differences(default_policy(), read_policy(text)) == [
        "sal: attempts 6 -> 4",
        "qualification bar 75 -> 60",
        "sign-offs marketing, sales -> none",
        "nurture wait for 'competitor' removed (was 12 months)",
        "yearly pay added: 60,000.00 EUR",
        "finding 'future_date' refuse -> take",
        "nurture wait for 'no_budget' added: 3 months",
    ]


AGREED = """
stages:
  mql:
    brief: [score]
    win_rate: 0.05
    clocks:
      answer: {limit: 24 working hours, to: accepted_or_rejected, owed_by: sales, warning: 0.8, escalate: true}
  sql:
    shelf_life:
      limit: 30 days
      to: nurture
      segments: [{when: "product = 'consumables'", limit: 1 day}]
qualification: {framework: CHAMP}
calls:
  waits: [4 hours, 1 day]
  dispositions:
    talked: {connected: true, completed: true, then: go_on}
scoring:
  fit:
    country: {when: "country = 'DE'", points: 10}
  behaviour:
    webinar: {channel: webinar, points: 15, half_life: 30 days, cap: 45}
desks:
  ola: {team: sales}
  lee: {team: sales, manager: ola, skills: {territory: [DE, AT]}, capacity: 40}
routing:
  - {name: dach, stage: mql, team: sales, when: "territory = 'DE'", desks: [lee]}
  - {name: rest, stage: mql, team: sales}
agreement:
  goals: [{stage: mql, count: 1200, owed_by: marketing, quality: 0.7}]
nurture:
  steps: [{after: 1 week, content: case study}]
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("brief: [score]", "brief: [score, budget]", "MQL: brief score -> score, budget"),
        ("win_rate: 0.05", "win_rate: 0.1", "MQL: win rate 5 % -> 10 %"),
        ("    win_rate: 0.05\n", "", "MQL: win rate removed (was 5 %)"),
        (
            "owed_by: sales, warning: 0.8, escalate: true",
            "owed_by: tele, escalate: true, reassign: true",
            (
                "MQL: clock 'answer' 24 working hours from entering the stage to accepting or rejecting; owed by sales;"
                " warning at 80 %; if late, the manager is told -> 24 working hours from entering the stage to accepting or"
                " rejecting; owed by tele; if late, the manager is told and another desk gets the lead"
            ),
        ),
        (
            "      to: nurture\n      segments: [{when: \"product = 'consumables'\", limit: 1 day}]\n",
            "",
            (
                "SQL: shelf life 30 days, warning at 70 %; 1 day if product is “consumables”; then to Nurture"
                " -> 30 days, warning at 70 %"
            ),
        ),
        (
            "qualification: {framework: CHAMP}",
            "qualification: {framework: CHAMP, by_rule: true}",
            "answers that no person asked for make a lead no -> yes",
        ),
        ("waits: [4 hours, 1 day]", "waits: [1 hour]", "waits between calls 4 hours, 1 day -> 1 hour"),
        (
            "  waits:",
            "  half_life: 2 weeks\n  waits:",
            "half-life in the call list 1 week -> 2 weeks",
        ),
        (
            "then: go_on",
            "then: nurture",
            "outcome 'talked' connected, completed, go on -> connected, completed, to the nurture pool",
        ),
        (
            "points: 10}",
            "points: -10}",
            "fit rule 'country' 10 points if country is “DE” -> -10 points if country is “DE”",
        ),
        (
            "cap: 45}",
            "cap: 45, log: true, activity: visit}",
            (
                "behaviour rule 'webinar' 15 points for each touch, channel webinar, halved every 30 days, at most 45 -> 15"
                " points for each touch, activity visit, channel webinar, halved every 30 days, each further one less, at"
                " most 45"
            ),
        ),
        ("  ola: {team: sales}\n", "  ola: {team: sales}\n  kim: {team: tele}\n", "desk 'kim' added: tele"),
        (
            "capacity: 40}",
            "absences: [{first: 2026-12-24, last: 2027-01-02}], hours: {opens: '08:00'}, zone: Asia/Tokyo}",
            (
                "desk 'lee' sales, manager ola, takes territory DE or AT, at most 40 open leads -> sales, manager ola, takes"
                " territory DE or AT, Monday to Friday, 08:00 to 17:00, Asia/Tokyo, away from 2026-12-24 to 2027-01-02"
            ),
        ),
        (
            "stage: mql, team: sales}",
            "stage: mql, team: sales, account_owner: false, choice: round_robin}",
            (
                "routing rule 'rest' MQL to sales, the desk of the account first, then whoever has the least open -> MQL to"
                " sales, each desk in turn"
            ),
        ),
        (
            "desks: [lee]}",
            "desks: [lee, ola]}",
            (
                "routing rule 'dach' MQL to lee of sales, if territory is “DE”, the desk of the account first, then whoever"
                " has the least open -> MQL to lee or ola of sales, if territory is “DE”, the desk of the account first, then"
                " whoever has the least open"
            ),
        ),
        (
            (
                "  - {name: dach, stage: mql, team: sales, when: \"territory = 'DE'\", desks: [lee]}\n"
                "  - {name: rest, stage: mql, team: sales}\n"
            ),
            (
                "  - {name: rest, stage: mql, team: sales}\n"
                "  - {name: dach, stage: mql, team: sales, when: \"territory = 'DE'\", desks: [lee]}\n"
            ),
            "order of the routing rules changed to rest > dach",
        ),
        (
            "count: 1200, owed_by: marketing, quality: 0.7",
            "count: 1000, owed_by: marketing",
            "MQL: goal of marketing 1,200 a month, of those decided at least 70 % move on -> 1,000 a month",
        ),
        (
            "agreement:\n",
            "agreement:\n  pauses: []\n",
            "reasons to pause clocks waiting_for_buyer, buyer_absent -> none",
        ),
        (
            "content: case study",
            "content: price list",
            "nurture steps case study after 1 week -> price list after 1 week",
        ),
        ("nurture:\n", "nurture:\n  consent: false\n", "nurture only with consent yes -> no"),
        (
            "nurture:\n",
            "reasons: {lost: [price]}\nnurture:\n",
            "reasons for 'lost' price, product, competitor, no_decision -> price",
        ),
        ("nurture:\n", "upsell: seats > 100\nnurture:\n", "could buy more added: seats is above 100"),
    ],
)
def test_a_change_of_the_agreement_is_told_in_words(old: str, new: str, told: str) -> None:
    assert old in AGREED

    assert policy_differences(read_policy(AGREED), read_policy(AGREED.replace(old, new)), template()) == [told]


def test_a_goal_that_both_sides_share_is_told_as_such() -> None:
    shared = read_policy("agreement: {goals: [{stage: won, count: 12}]}")

    assert policy_differences(read_policy("{}"), shared, template()) == ["Won: goal of both sides added: 12 a month"]


def unordered(data: Any) -> Any:
    """Data without the order of their lists of nouns, which is a matter of wording."""
    if isinstance(data, dict):
        return {key: unordered(value) for key, value in data.items()}
    if isinstance(data, list) and any(isinstance(each, dict) for each in data):
        return sorted(map(unordered, data), key=json.dumps)
    return data


PARTS = [("desks", "routing"), *((each.name,) for each in fields(Policy) if each.name not in ("desks", "routing"))]


@given(old=policies(), new=policies())
@settings(max_examples=40)
def test_whatever_part_of_a_policy_changes_there_is_a_sentence_for_it(old: Policy, new: Policy) -> None:
    for names in PARTS:
        mixed = replace(old, **{name: getattr(new, name) for name in names})

        same = unordered(policy_to_data(mixed)) == unordered(policy_to_data(old))
        in_order = [rule.name for rule in mixed.routing] == [rule.name for rule in old.routing]
        assert (policy_differences(old, mixed) == []) is (same and in_order), names
