"""The page that marketing and sales sign: it says what was defined and agreed, and nothing comes from elsewhere."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from hypothesis import given, settings

from headrace.adapters.documents import TEMPLATES, default_policy, read_funnel, read_policy, template
from headrace.adapters.documents.page import Edition, document
from headrace.core.desks import Desk
from headrace.core.funnel import Owner
from headrace.core.policy import Policy
from policies import policies

SMALL = "name: Small\nstages:\n  inquiry: {}\n  won: {}\n"
EDITION = Edition(printed=datetime(2025, 3, 3, 9, tzinfo=UTC))


def rows(policy: str, title: str) -> list[str]:
    """The rows of the table under a title, for this policy and the classic waterfall."""
    page = document(template(), read_policy(policy, funnel=template()), EDITION)
    [section] = re.findall(rf"<h2>{re.escape(title)}</h2>(.*?)</section>", page)
    return [" | ".join(texts(row)) for row in re.findall(r"<tr>(.*?)</tr>", section)]


def texts(markup: str) -> list[str]:
    """The texts of the cells, or of the entries, of some markup."""
    cells = re.findall(r"<(?:t[hd]|d[td])\b[^>]*>(.*?)</(?:t[hd]|d[td])>", markup)
    return [unescape(" ".join(re.sub(r"<[^>]*>", " ", cell).split())) for cell in cells]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_page_names_every_stage_its_criteria_and_who_signs(name: str) -> None:
    funnel = template(name)
    page = document(funnel, default_policy(name), EDITION)

    for place in funnel.places:
        assert place.label in page
    assert "asked by person is yes" in page
    assert "For Marketing: name, date, signature" in page
    assert "For Sales: name, date, signature" in page
    assert "draft" in page


def test_the_page_shows_versions_signatures_and_what_changes() -> None:
    edition = Edition(
        printed=EDITION.printed,
        funnel_version=3,
        policy_version=2,
        published=EDITION.printed,
        signed_by={"marketing": "Ada", "sales": "Lee"},
        changes=("SQL: shelf life 30 days -> 14 days",),
    )
    page = document(template(), default_policy(), edition)

    for text in ("version 3", "version 2", "2025-03-03", ">Ada<", ">Lee<", "30 days -&gt; 14 days"):
        assert text in page


def test_the_page_escapes_what_its_author_wrote_and_loads_nothing_from_elsewhere() -> None:
    text = SMALL.replace("Small", '"<script>alert(1)</script>"').replace(
        "inquiry: {}", "inquiry:\n    label: '<b>\"Inquiry\"</b>'\n    meaning: 'x < y & {z}'"
    )
    page = document(read_funnel(text), default_policy("demand-unit"), EDITION)

    assert "<script" not in page
    assert "<b>" not in page
    assert "x &lt; y &amp; {z}" in page
    assert not any(outside in page for outside in ("src=", "href=", "url(", "@import"))


def test_the_page_says_who_owes_what_to_whom_by_when_and_what_follows() -> None:
    policy = """
stages:
  inquiry:
    clocks:
      answer: {limit: 5 working minutes, to: attempted, for: hand_raisers}
  mql:
    clocks:
      accept: {limit: 24 working hours, to: accepted_or_rejected, owed_by: sales, warning: 0.8, escalate: true}
  sal:
    clocks:
      call: {limit: 1 day, from: routed, to: reached, escalate: true, reassign: true}
"""
    assert rows(policy, "What each side owes the other") == [
        "Owed by | Stage | What is owed | Within | What follows",
        (
            "Marketing | Inquiry | The first attempt by a person, for those who asked to be contacted"
            " | 5 working minutes from entering the stage | –"
        ),
        (
            "Sales | MQL | Accepting or rejecting | 24 working hours from entering the stage"
            " | Warning at 80 %; if late, the manager is told"
        ),
        (
            "SAL | The first talk | 1 day from being routed to a desk"
            " | If late, the manager is told and another desk gets the lead"
        ),
    ]


def test_the_page_says_how_long_leads_keep_and_where_they_go_then() -> None:
    policy = """
stages:
  sql:
    shelf_life: {limit: 30 days, to: nurture, segments: [{when: expected_value > 10000, limit: 60 days}]}
  opportunity: {shelf_life: 90 days}
"""
    assert rows(policy, "How long leads keep") == [
        "Stage | Keeps for | Warning | Then goes to",
        "SQL | 30 days 60 days if expected value is above 10,000 | 70 % | Nurture",
        "Opportunity | 90 days | 70 % | Expired",
    ]


def test_the_page_shows_the_promises_of_each_side() -> None:
    policy = """
agreement:
  goals: [{stage: won, count: 12}, {stage: mql, count: 1200, owed_by: marketing, quality: 0.7}]
"""
    assert rows(policy, "What is promised for each month")[1:] == [
        "Marketing | MQL | 1,200 | at least 70 %",
        "Both sides | Won | 12 | –",
    ]


def test_the_page_shows_who_answers_and_whose_desk_a_lead_comes_to() -> None:
    policy = """
desks:
  ola: {team: sales}
  kim: {team: tele, capacity: 60}
  lee: {team: sales, manager: ola, skills: {scrub: [real, suspect]}}
routing:
  - {name: good, stage: sal, team: sales, when: "scrub = 'real'", desks: [lee, ola]}
  - {name: rest, stage: sal, team: sales, account_owner: false, choice: round_robin}
"""
    assert rows(policy, "Who answers")[1:] == [
        "Tele | kim | all leads | 60 open leads | –",
        "Sales | ola | all leads | – | –",
        "lee | scrub real or suspect | – | ola",
    ]
    assert rows(policy, "Whose desk a lead comes to")[1:] == [
        "1 | SAL | scrub is “real” | lee, ola | The desk of the account first, then whoever has the least open",
        "2 | SAL | always | Sales | Each desk in turn",
    ]


def test_the_page_shows_what_must_be_known_what_is_asked_and_why_a_lead_may_be_turned_down() -> None:
    policy = """
stages:
  mql:
    brief: [score, expected_value]
    win_rate: 0.05
    worries: [Nobody rings on Fridays]
    next_actions: [{what: A rota, who: Kim, by: 2026-01-31}]
qualification: {framework: MEDDIC, by_rule: true}
nurture: {consent: false, steps: [{after: 1 week, content: case study}]}
reasons: {rejected: [wrong_territory]}
upsell: expected_value > 100
"""
    page = document(template(), read_policy(policy, funnel=template()), EDITION)

    said = " | ".join(texts(page))
    for text in (
        "Known by then | score, expected value",
        "Expected to win | 5 %",
        "What worries us | Nobody rings on Fridays",
        "What we do about it | A rota (Kim, by 2026-01-31)",
        "economic buyer | Have we spoken with whoever can release the money? | 17",
        "Rejected because | wrong territory",
        "Clocks pause while | waiting for buyer, buyer absent",
        "Called again after | 4 hours, 1 day, 2 days, 4 days, 1 week, and so on",
        "Meanwhile | case study after 1 week",
        "Content is sent | to everybody who did not object",
        "Could buy more | expected value is above 100",
    ):
        assert text in said
    assert "Answers that no person asked for count too." in page


def test_what_nothing_was_decided_about_has_no_place_on_the_page() -> None:
    page = document(template(), Policy(), EDITION)

    for title in ("promised", "owes the other", "Who answers", "Whose desk", "Could buy more"):
        assert title not in page


def test_a_name_that_is_markup_is_shown_as_a_name() -> None:
    policy = replace(Policy(), desks={"<i>lee</i>": Desk("<i>lee</i>", Owner.SALES, skills={"scrub": ("<b>",)})})

    page = document(template(), policy, EDITION)
    assert "&lt;i&gt;lee&lt;/i&gt;" in page
    assert "<i>" not in page
    assert "<b>" not in page


@given(policy=policies())
@settings(max_examples=25)
def test_any_policy_can_be_printed(policy: Policy) -> None:
    page = document(template(), policy, EDITION)

    assert all(question.text.split()[0] in unescape(page) for question in policy.qualification.criteria.values())
    assert "<them>" not in page


def test_the_page_is_the_same_for_the_same_definitions() -> None:
    assert document(template(), default_policy(), EDITION) == document(template(), default_policy(), EDITION)
