"""A ledger as text says the same as the ledger."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from books import ADA, hand, journey, person
from headrace.core.entries import Inquired, Opened, Spent, Valued
from headrace.core.units import Grain
from headrace.ledger.notation import BadLine, read, write
from ledgers import ledgers

BERLIN = ZoneInfo("Europe/Berlin")


def told(text: str):
    [entry] = read(text, hand())
    return entry


@settings(max_examples=50)
@given(chapters=ledgers(most=4))
def test_what_is_written_reads_the_same(chapters):
    facts = [fact for chapter in chapters for fact in chapter]

    again = read("\n".join(write(facts, BERLIN)), hand())

    assert [(fact.body, fact.at_us, fact.grain) for fact in facts] == [(e.body, e.at_us, e.grain) for e in again]


def test_a_line_says_when_who_what():
    entry = told(f"2025-03-01 09:05  {ADA}  inquired  to=inquiry channel=webinar attributes.region=north")

    assert entry.body == Inquired(to="inquiry", channel="webinar", attributes={"region": "north"})
    assert (entry.at_us, entry.grain) == (1_740_816_300_000_000, Grain.INSTANT)
    assert (entry.person, entry.journey) == (person(ADA), journey(ADA))


def test_the_hour_that_comes_twice_is_read_as_its_first():
    assert told(f"2025-10-26 02:30  {ADA}  valued  value=1 currency=EUR").at_us == 1_761_438_600_000_000


def test_a_day_and_an_unknown_time_keep_their_grain():
    day = told(f"2025-03-01  {ADA}  inquired  to=inquiry")
    unknown = told(f"?  {ADA}  inquired  to=inquiry")

    assert (day.at_us, day.grain) == (1_740_783_600_000_000, Grain.DAY)
    assert (unknown.at_us, unknown.grain) == (None, Grain.UNKNOWN)


def test_the_second_pass_is_another_journey_of_the_same_person():
    first, second = read(f"? {ADA} opened to=sql value=100 currency=EUR\n? {ADA}#2 opened to=sql", hand())

    assert (first.person, second.person) == (person(ADA), person(ADA))
    assert second.journey == journey(ADA, 2) != first.journey


def test_nobody_an_account_or_a_journey_may_be_the_subject():
    spent, valued, described = read(
        "2025-03-01 - spent purpose=acquire value=100 currency=EUR\n"
        "2025-03-01 journey:deal-7 valued value=5 currency=EUR\n"
        '2025-03-01 account:acme described attributes.size="9 to 99"',
        hand(),
    )

    assert spent.body == Spent(purpose="acquire", value=100, currency="EUR")
    assert (spent.person, spent.journey, spent.account) == (None, None, None)
    assert valued.body == Valued(5, "EUR")
    assert valued.journey is not None
    assert described.account is not None
    assert described.body.attributes == {"size": "9 to 99"}


def test_a_text_that_looks_like_a_number_stays_a_text():
    [line] = write(read(f'? {ADA} moved to=mql reason="\\"42\\""', hand()), BERLIN)  # type: ignore[arg-type]

    assert told(line.replace(journey(ADA), ADA)).body.reason == "42"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("yesterday ada moved to=mql", "not a fact"),
        ("2025-03-01 ada moved mql", "no name=value"),
        ("2025-03-01 ada moved to='mql", "No closing quotation"),
    ],
)
def test_a_bad_line_names_its_number_and_its_problem(line, problem):
    with pytest.raises(BadLine, match=problem) as bad:
        read(f"# a book\n\n? {ADA} inquired to=inquiry\n{line}", hand())
    assert bad.value.number == 4


def test_an_opened_deal_keeps_its_money():
    assert told(f"? {ADA} opened to=sql value=2500000 currency=EUR").body == Opened(
        "sql", value=2500000, currency="EUR"
    )
