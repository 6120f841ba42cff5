"""Last quarter's report stays what it was, whatever is learnt and decided later."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from books import ADA, BO, CHIDI, NOW, journey, tell
from books import house as house_of
from headrace.adapters.exports.data import to_data
from headrace.analytics.catalog import QUESTIONS
from headrace.core.entries import Corrected, Entry, Merged, Voided
from headrace.core.errors import HeadraceError
from headrace.core.policy import SIGNERS
from headrace.core.units import Grain, micros
from headrace.house import House

KNOWN_AT, LATER = NOW + timedelta(hours=1), NOW + timedelta(days=31)
AS_OF = date(2025, 6, 15)
STORY = f"""
    ?                 {CHIDI}  inquired   to=inquiry
    2025-03-01 09:00  {ADA}    inquired   to=inquiry channel=fair attributes.size=small
    2025-03-03 10:00  {ADA}    called     minutes=10 completed=true
    2025-03-04 23:30  {ADA}    qualified  to=mql
    2025-03-05 10:00  {ADA}    accepted   to=sal owner=lee
    2025-03-08 10:00  {ADA}    moved      to=sql
    2025-03-31 23:30  {ADA}    opened     to=opportunity value=500000 currency=EUR
    2025-04-30 23:30  {ADA}    won        to=won value=480000 currency=EUR
    2025-05-02 10:00  {ADA}    paid       value=480000 currency=EUR
    2025-03-10 09:00  {BO}     inquired   to=inquiry channel=web
    2025-04-10 09:00  {BO}     qualified  to=mql
    2025-05-01 09:00  {BO}     expired    to=expired value=120000 currency=EUR
    2025-03-01        -        spent      purpose=acquire channel=fair value=100000 currency=EUR
"""
LATE = f"""
    2025-03-02        {CHIDI}  inquired   to=inquiry channel=web attributes.size=large
    2025-03-06        {CHIDI}  qualified  to=mql
    2025-04-02        {CHIDI}  accepted   to=sal owner=kim
    2025-05-20        {BO}     won        to=won value=900000 currency=EUR
    2025-03-01        -        spent      purpose=acquire channel=web value=300000 currency=EUR
"""
DECIDED = {
    "zone: Europe/Berlin": "zone: America/New_York",
    "currency: EUR": "currency: USD",
    "fiscal_year_start: 1": "fiscal_year_start: 4",
    "week_start: monday": "week_start: sunday",
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with house_of(STORY, tmp_path / "acme") as built:
        built.clock = lambda: LATER
        yield built


WAYS: tuple[dict[str, Any], ...] = ({"by": "channel", "every": "quarter"}, {"by": "channel"}, {"every": "quarter"}, {})

NEEDED = {"deal": {"deal": journey(ADA)}}


def told(house: House, question: str) -> str:
    """All that is told, to the byte, split as far as it lets itself be split; where it is refused, why."""
    for way in WAYS:
        try:
            asked = {**way, **NEEDED.get(question, {})}
            return json.dumps(to_data(house.report(question, as_of=AS_OF, known_at=KNOWN_AT, **asked).answer))
        except HeadraceError as refused:
            why = str(refused)
    return why


def everything(house: House) -> dict[str, str]:
    return {question: told(house, question) for question in QUESTIONS}


def learn_better(house: House) -> None:
    """Late facts, a lead of whom a move is void, another corrected; two who turn out to be one."""
    facts = {(fact.person, type(fact.body).__name__): fact for fact in house.book.entries()}
    [chidi, ada, bo] = dict.fromkeys(person for person, _ in facts if person)
    tell(house, LATE, LATER)
    inquired = facts[bo, "Inquired"]
    right = Corrected(
        inquired.seq, "inquired", inquired.at_us, str(Grain.INSTANT), {"to": "inquiry", "channel": "fair"}
    )
    rulings = Voided(facts[ada, "Opened"].seq), right
    house.book.append([Entry(body, micros(LATER)) for body in rulings], now=LATER)
    house.book.append([Entry(Merged(ada), micros(LATER), person=chidi)], now=LATER)


def decide_anew(house: House) -> None:
    """Another zone, currency and year; and nobody has to be accepted any more."""
    policy, funnel = house.settings.policy_file, house.settings.funnel_file
    text = policy.read_text()
    for old, new in DECIDED.items():
        assert old in text
        text = text.replace(old, new)
    policy.write_text(text)
    stages = funnel.read_text()
    assert "  sal:\n" in stages
    funnel.write_text(stages.replace("  sal:\n", "  sal:\n    optional: true\n"))
    house.publish(by="kim", signoffs=dict.fromkeys(SIGNERS, "Lee"))


def test_with_both_clocks_fixed_every_answer_stays_the_same_to_the_byte(house: House):
    before = everything(house)
    learn_better(house)
    decide_anew(house)

    after = everything(house)
    assert [question for question in QUESTIONS if before[question] != after[question]] == []
    assert [question for question in QUESTIONS if '"rows"' not in before[question]] == []


def test_a_report_of_then_is_read_by_the_definitions_of_then_and_one_of_now_by_those_of_now(house: House):
    decide_anew(house)

    then, now = (house.report("waterfall", as_of=AS_OF, known_at=known_at).stamp for known_at in (KNOWN_AT, None))
    assert (then.funnel_version, then.policy_version, then.zone, then.currency) == (1, 1, "Europe/Berlin", "EUR")
    assert (now.funnel_version, now.policy_version, now.zone, now.currency) == (2, 2, "America/New_York", "USD")
    assert then.head == now.head - 2


def test_a_version_that_is_asked_for_goes_before_the_one_of_then(house: House):
    decide_anew(house)

    stamp = house.report("waterfall", as_of=AS_OF, known_at=KNOWN_AT, funnel_version=2).stamp
    assert (stamp.funnel_version, stamp.policy_version) == (2, 1)


def test_what_explain_compares_is_what_the_reports_of_then_say(house: House):
    learn_better(house)
    decide_anew(house)

    found = house.explain("costs", known_at=KNOWN_AT, against=LATER, as_of=AS_OF, figure="media")
    reports = (house.report("costs", as_of=AS_OF, known_at=known_at).rows for known_at in (KNOWN_AT, LATER))
    then, now = ({row["place"]: row["media"] for row in rows} for rows in reports)
    assert {row["place"]: (row["before"], row["after"]) for row in found.answer.rows} == {
        place: (then[place], now[place]) for place in then if then[place] != now[place]
    }
