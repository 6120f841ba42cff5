"""What changed between two definitions, in sentences."""

import pytest

from headrace.adapters.documents import (
    TEMPLATES,
    default_policy,
    policy_text,
    read_funnel,
    read_policy,
    template,
    template_text,
)
from headrace.core.differences import differences, policy_differences
from headrace.core.funnel import Funnel


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
        ("reasons: {}", "reasons: {no_budget: 3 months}"),
        ("[marketing, sales]", "[]"),
        ("yearly_pay: null", "yearly_pay: 60000"),
        ("attempts: 6", "attempts: 4"),
        ("future_date: refuse", "future_date: take"),
    ]:
        text = text.replace(old, new)

    assert policy_differences(default_policy(), read_policy(text)) == [
        "sal: attempts 6 -> 4",
        "qualification bar 75 -> 60",
        "sign-offs marketing, sales -> none",
        "yearly pay added: 60,000.00 EUR",
        "finding 'future_date' refuse -> take",
        "nurture wait for 'no_budget' added: 3 months",
    ]
