"""What counts: batches, voids, corrections, merges, and the two clocks."""

from dataclasses import replace

import pytest

from headrace.core.entries import (
    BatchPublished,
    BatchUndone,
    Body,
    Corrected,
    Inquired,
    Known,
    Merged,
    Moved,
    Unmerged,
    Voided,
)
from headrace.core.units import Grain
from headrace.ledger.known import known, survivor

ASK = Inquired(to="inquiry")


def ledger(*told: tuple[Body, dict[str, object]] | Body) -> list[Known]:
    """Facts in their order, each learnt and happened at its number unless it says otherwise."""
    facts = []
    for seq, each in enumerate(told, 1):
        body, envelope = each if isinstance(each, tuple) else (each, {})
        facts.append(replace(Known(body, seq, journey="j", person="ada", seq=seq, recorded_us=seq), **envelope))
    return facts


def bodies(facts: list[Known]) -> list[Body]:
    return [fact.body for fact in facts]


def test_a_voided_fact_never_happened():
    assert known(ledger(ASK, Voided(target=1))) == []


def test_a_corrected_fact_keeps_its_place_in_the_order_and_whose_it_is():
    correction = Corrected(1, "inquired", 9, "day", {"to": "sal"})
    first, second = known(ledger(ASK, Moved(to="mql"), (correction, {"journey": None, "person": None})))

    assert (first.seq, first.body, first.at_us, first.grain) == (1, Inquired(to="sal"), 9, Grain.DAY)
    assert (first.journey, first.person, second.seq) == ("j", "ada", 2)


def test_the_last_correction_counts():
    one, two = (Corrected(1, "moved", at, "instant", {"to": to}) for at, to in ((5, "mql"), (6, "sal")))
    [fact] = known(ledger(Moved(to="sql"), one, two))

    assert (fact.body, fact.at_us) == (Moved(to="sal"), 6)


def test_a_batch_counts_while_it_is_published():
    rows = [(ASK, {"batch": 1}), (BatchPublished("file", 1), {"batch": 1}), (BatchUndone(), {"batch": 1})]

    assert [bodies(known(ledger(*rows[:n]))) for n in (1, 2, 3)] == [[], [ASK], []]


def test_rulings_of_a_batch_that_does_not_count_say_nothing():
    facts = ledger(ASK, (Voided(1), {"batch": 1}), (Merged("bo"), {"batch": 1}))

    assert [(fact.body, fact.person) for fact in known(facts)] == [(ASK, "ada")]


def test_a_merged_person_is_read_as_the_other_until_they_are_parted_again():
    merged = ledger(ASK, Merged("bo"))
    parted = ledger(ASK, Merged("bo"), Unmerged("bo"))

    assert known(merged)[0].person == "bo"
    assert known(parted)[0].person == "ada"


@pytest.mark.parametrize(
    ("merges", "who"),
    [({}, "ada"), ({"ada": "bo", "bo": "chidi"}, "chidi"), ({"ada": "bo", "bo": "ada"}, "bo"), ({"ada": "ada"}, "ada")],
)
def test_merges_are_followed_to_their_end_and_a_circle_to_where_it_began(merges, who):
    assert survivor("ada", merges) == who


def test_the_as_of_leaves_out_what_happened_at_it_or_later_and_keeps_the_undated():
    facts = ledger(ASK, (Moved(to="mql"), {"at_us": None}), Moved(to="sal"))

    assert [fact.seq for fact in known(facts, as_of_us=3)] == [1, 2]
    assert [fact.seq for fact in known(facts, as_of_us=4)] == [1, 2, 3]


def test_the_known_at_leaves_out_what_was_learnt_later_rulings_too():
    facts = ledger(ASK, Voided(1))

    assert bodies(known(facts, known_at_us=1)) == [ASK]
    assert known(facts, known_at_us=2) == []


def test_a_correction_moves_a_fact_past_the_as_of():
    facts = ledger(ASK, Corrected(1, "inquired", 50, "instant", {"to": "inquiry"}))

    assert known(facts, as_of_us=40) == []
    assert len(known(facts, as_of_us=51)) == 1
