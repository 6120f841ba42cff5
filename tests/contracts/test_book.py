"""What every store of the ledger promises: the same suite runs on SQLite and on PostgreSQL."""

import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from conftest import open_book
from headrace.app.ports import Fact, Facts, Tally
from headrace.core.entries import (
    Accepted,
    Corrected,
    Entry,
    Inquired,
    Merged,
    Moved,
    Opened,
    Voided,
    Won,
)
from headrace.core.errors import DataRefused, NotAllowed
from headrace.core.people import Person
from headrace.core.units import Grain, micros
from headrace.ledger.codec import canonical, kind_of

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


def at(text: str) -> int:
    return micros(datetime.fromisoformat(text).replace(tzinfo=UTC))


def inquiry(journey="j1", when="2025-03-01 09:05", person="p1", key=None) -> Entry:
    return Entry(Inquired(to="inquiry", channel="webinar"), at(when), journey=journey, person=person, key=key)


def fact(key, journey="j1", kind="inquired", payload='{"to":"inquiry","v":1}', when="2025-03-01 09:05") -> Fact:
    return Fact(kind, at(when), "instant", journey, "p1", None, key, payload)


def test_an_appended_fact_comes_back_as_it_was(book):
    [known] = book.append([inquiry()], now=NOW)

    assert list(book.entries()) == [known]
    assert (known.seq, known.recorded_us) == (book.head(), micros(NOW))
    assert known.body == Inquired(to="inquiry", channel="webinar")


def test_the_same_key_is_appended_once(book):
    first = book.append([inquiry(key="k1")], now=NOW)
    again = book.append([inquiry(key="k1", when="2025-04-01 10:00")], now=NOW + timedelta(days=1))

    assert again == first
    assert len(list(book.entries())) == 1


def test_two_sources_may_use_the_same_key(book):
    entries = [Entry(Moved(to="mql"), None, Grain.UNKNOWN, "j1", source=source, key="k") for source in ("crm", "forms")]

    assert len(book.append(entries, now=NOW)) == 2
    assert len(list(book.entries())) == 2


REFUSED = {
    "sqlite": [
        "UPDATE ledger SET kind = 'won'",
        "DELETE FROM ledger",
        (
            "INSERT OR REPLACE INTO ledger (kind, at_grain, recorded_us, actor_kind, source, key, payload) "
            "VALUES ('won', 'unknown', 0, 'person', 'headrace', 'k1', '{}')"
        ),
    ],
    "postgresql": ["UPDATE ledger SET kind = 'won'", "DELETE FROM ledger", "TRUNCATE ledger"],
}


def test_the_database_itself_refuses_to_change_a_fact(book):
    book.append([inquiry(key="k1")], now=NOW)

    for statement in REFUSED[book.engine.dialect.name]:
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), book.engine.begin() as connection:
            connection.exec_driver_sql(statement)

    assert [kind_of(each.body) for each in book.entries()] == ["inquired"]


def test_what_is_recorded_later_has_a_later_stamp_even_if_the_clock_goes_back(book):
    [first] = book.append([inquiry()], now=NOW)
    [second] = book.append([inquiry("j2")], now=NOW - timedelta(hours=1))

    assert second.recorded_us > first.recorded_us


def test_the_head_of_an_instant_is_the_newest_fact_that_was_learnt_by_then(book):
    first = book.append([inquiry(f"j{n}", person=f"p{n}") for n in range(3)], now=NOW)
    [last] = book.append([inquiry("j9")], now=NOW + timedelta(days=1))

    instants = (
        NOW - timedelta(days=1),
        NOW,
        NOW + timedelta(hours=1),
        NOW + timedelta(days=1),
        NOW + timedelta(days=9),
    )
    assert [book.head_at(micros(at)) for at in instants] == [0, first[-1].seq, first[-1].seq, last.seq, last.seq]


def test_standing_follows_each_append(book):
    book.append([inquiry()], now=NOW)
    book.append([Entry(Moved(to="mql", owner="kim"), at("2025-03-02 10:00"), journey="j1", person="p1")], now=NOW)
    book.append([Entry(Accepted(to="sal", owner="lee"), at("2025-03-03 10:00"), journey="j1", person="p1")], now=NOW)

    standing = book.standing("j1")

    assert (standing.place, standing.owner, standing.began_us) == ("sal", "lee", at("2025-03-01 09:05"))


def test_a_void_takes_a_fact_back(book):
    book.append([inquiry()], now=NOW)
    [move] = book.append([Entry(Moved(to="mql"), at("2025-03-02 10:00"), journey="j1", person="p1")], now=NOW)
    book.append([Entry(Voided(target=move.seq), at("2025-03-05 10:00"), journey="j1", person="p1")], now=NOW)

    assert book.standing("j1").place == "inquiry"


def test_a_correction_is_read_in_the_place_of_its_fact(book):
    book.append([inquiry()], now=NOW)
    [opened] = book.append(
        [Entry(Opened(to="opportunity", value=100, currency="EUR"), at("2025-03-02 10:00"), journey="j1", person="p1")],
        now=NOW,
    )
    payload = {"to": "opportunity", "value": 250, "currency": "EUR"}
    correction = Corrected(opened.seq, "opened", opened.at_us, "instant", payload)
    book.append([Entry(correction, at("2025-03-09 10:00"), journey="j1", person="p1")], now=NOW)

    assert book.standing("j1").value == 250
    assert [kind_of(each.body) for each in book.journey("j1")] == ["inquired", "opened"]


def test_a_merge_moves_the_passes_to_the_person_who_stays(book):
    book.append([inquiry("j1", person="ada"), inquiry("j2", person="ada-at-home")], now=NOW)
    book.append([Entry(Merged(into="ada"), at("2025-04-01 10:00"), person="ada-at-home")], now=NOW)

    assert sorted(each.journey for _, each in book.passes(["ada"])) == ["j1", "j2"]


def test_a_ruling_that_would_change_nothing_is_refused_and_nothing_is_written(book):
    book.append([inquiry("j1", person="ada"), inquiry("j2", person="bo")], now=NOW)
    [merge] = book.append([Entry(Merged(into="ada"), at("2025-04-01 10:00"), person="bo")], now=NOW)

    for ruling, person in ((Voided(merge.seq), None), (Voided(99), None), (Merged(into="bo"), "ada")):
        with pytest.raises(DataRefused, match=r"ruling|not there|merged"):
            book.append([Entry(ruling, at("2025-04-02 10:00"), person=person)], now=NOW)
    assert book.head() == merge.seq


def test_rows_of_an_open_batch_do_not_count_until_it_is_published(book):
    batch = book.open_batch("digest", "leads.csv", "inquiries", now=NOW)
    book.add_facts(batch, "crm", [fact("k1")], now=NOW)
    assert book.journey("j1") == []

    book.publish(batch, {"new": 1}, actor="me", now=NOW)
    assert [kind_of(each.body) for each in book.journey("j1")] == ["inquired"]


def test_undoing_a_batch_is_one_new_fact_after_which_its_rows_count_no_more(book):
    batch = book.open_batch("digest", "leads.csv", "inquiries", now=NOW)
    book.add_facts(batch, "crm", [fact("k1"), fact("k2", "j2")], now=NOW)
    book.publish(batch, {"new": 2}, actor="me", now=NOW)
    head = book.head()

    [published] = [each for each in book.batches() if each.state == "published"]
    book.undo(published, why="wrong file", actor="me", now=NOW)

    assert book.head() == head + 1
    assert book.journey("j1") == book.journey("j2") == []
    [undone] = book.batches()
    with pytest.raises(NotAllowed, match="undone"):
        book.undo(undone, why="again", actor="me", now=NOW)


def test_the_same_rows_again_are_known_and_changed_ones_become_corrections(book):
    first = book.open_batch("a", "leads.csv", "inquiries", now=NOW)
    assert book.add_facts(first, "crm", [fact("k1"), fact("k2", "j2")], now=NOW) == Tally(new=2)
    book.publish(first, {"new": 2}, actor="me", now=NOW)
    changed = fact("k1", payload='{"channel":"fair","to":"inquiry","v":1}')

    again = [changed, fact("k2", "j2"), fact("k3", "j3")]
    assert book.weigh_facts("crm", again) == Tally(new=1, known=1, updates=1)
    second = book.open_batch("b", "leads2.csv", "inquiries", now=NOW)
    assert book.add_facts(second, "crm", again, now=NOW) == Tally(new=1, known=1, updates=1)
    book.publish(second, {"new": 2}, actor="me", now=NOW)

    assert book.journey("j1")[0].body.channel == "fair"
    third = book.open_batch("c", "leads3.csv", "inquiries", now=NOW)
    assert book.add_facts(third, "crm", again, now=NOW) == Tally(known=3)


@pytest.mark.parametrize(
    "word", ["a\\tb", "a\\nb", "a\\\\b", "\\\\N", "\\\\.", "a\tb\nc\rd", "\x1f", "Größe ☂", "'; --"]
)
def test_a_fact_of_an_import_comes_back_as_it_was_whatever_its_words_hold(book, word):
    batch = book.open_batch("a", "leads.csv", "inquiries", now=NOW)
    told = canonical({"channel": word, "to": "inquiry", "v": 1})

    book.add_facts(batch, word, [fact(f"k{word}", payload=told)], now=NOW)
    book.publish(batch, {"new": 1}, actor="me", now=NOW)

    [known] = book.journey("j1")
    assert (known.source, known.key, known.body.channel) == (word, f"k{word}", word)


def test_facts_in_one_flat_list_are_the_same_facts(book):
    facts = [fact(f"k{number}", f"j{number}") for number in range(1_234)]
    flat = Facts([value for each in facts for value in each])
    batch = book.open_batch("a", "leads.csv", "inquiries", now=NOW)

    assert (list(flat), len(flat), flat[7]) == (facts, 1_234, facts[7])
    assert book.add_facts(batch, "crm", flat, now=NOW) == Tally(new=1_234)
    assert book.weigh_facts("crm", flat) == Tally(new=1_234)
    assert book.add_facts(batch, "crm", facts, now=NOW) == Tally(known=1_234)


def test_a_chunk_with_one_key_that_is_taken_still_brings_in_the_others(book):
    [alone] = book.append([inquiry(key="k700")], now=NOW)
    batch = book.open_batch("a", "leads.csv", "inquiries", now=NOW)

    facts = [fact(f"k{number}", f"j{number}") for number in range(1_000)]
    tally = book.add_facts(batch, alone.source, facts, now=NOW)

    assert (tally.new, tally.known + tally.updates) == (999, 1)
    assert [each.rows_done for each in book.batches()] == [tally.new + tally.updates]


def test_rows_of_a_dead_batch_do_not_keep_others_from_coming_in(book):
    dead = book.open_batch("a", "broken.csv", "inquiries", now=NOW)
    book.add_facts(dead, "crm", [fact("k1")], now=NOW)

    mended = book.open_batch("b", "mended.csv", "inquiries", now=NOW)
    assert book.add_facts(mended, "crm", [fact("k1")], now=NOW) == Tally(new=1)
    book.publish(mended, {"new": 1}, actor="me", now=NOW)

    assert len(book.journey("j1")) == 1
    assert {each.name: each.state for each in book.batches()} == {"broken.csv": "abandoned", "mended.csv": "published"}


def test_after_an_undo_the_same_rows_can_come_in_again(book):
    first = book.open_batch("a", "leads.csv", "inquiries", now=NOW)
    book.add_facts(first, "crm", [fact("k1")], now=NOW)
    book.publish(first, {"new": 1}, actor="me", now=NOW)
    book.undo(book.batches()[0], why="", actor="me", now=NOW)

    second = book.open_batch("a", "leads.csv", "inquiries", now=NOW)
    assert book.add_facts(second, "crm", [fact("k1")], now=NOW) == Tally(new=1)
    book.publish(second, {"new": 1}, actor="me", now=NOW)

    assert len(book.journey("j1")) == 1


def test_a_single_fact_that_an_open_import_also_holds_counts_once_after_publication(book):
    batch = book.open_batch("a", "leads.csv", "inquiries", now=NOW)
    book.add_facts(batch, "crm", [fact("k1")], now=NOW)
    entry = Entry(Inquired(to="inquiry"), at("2025-03-01 09:05"), journey="j1", person="p1", source="crm", key="k1")
    book.append([entry], now=NOW)
    assert len(book.journey("j1")) == 1

    book.publish(batch, {"new": 1}, actor="me", now=NOW)

    assert len(book.journey("j1")) == 1
    assert book.standing("j1").place == "inquiry"


def test_a_resumed_batch_goes_on_where_it_stopped(book):
    batch = book.open_batch("a", "leads.csv", "inquiries", now=NOW)
    book.add_facts(batch, "crm", [fact("k1")], now=NOW)

    resumed = book.open_batch("a", "leads.csv", "inquiries", now=NOW)

    assert (resumed.number, resumed.rows_done) == (batch.number, 1)
    assert book.add_facts(resumed, "crm", [fact("k1"), fact("k2", "j2")], now=NOW) == Tally(new=1, known=1)


def test_personal_data_lie_apart_and_the_newest_published_value_counts(book):
    old = book.open_batch("a", "people.csv", "people", now=NOW)
    book.add_people(old, [Person("p1", name="Ada", email="ada@acme.example")], now=NOW)
    assert book.person("p1") is None
    book.publish(old, {}, actor="me", now=NOW)
    new = book.open_batch("b", "people2.csv", "people", now=NOW)
    book.add_people(new, [Person("p1", name="Ada Byron")], now=NOW + timedelta(days=1))
    book.publish(new, {}, actor="me", now=NOW)

    assert book.person("p1") == Person("p1", name="Ada Byron", email="ada@acme.example")


def test_a_reader_that_follows_seq_misses_nothing_while_writers_write(database, classic):
    """Readers poll by `seq` while four writers append: every fact is seen once, in order."""
    seen, done = [], threading.Event()

    def write(number):
        with_own = open_book(database, classic)
        for n in range(25):
            with_own.append([inquiry(f"j{number}-{n}", key=f"{number}-{n}")], now=NOW)
        with_own.close()

    def follow():
        own, last = open_book(database, classic), 0
        while not done.is_set() or own.head() > last:
            for rows in own.rows(last):
                seen.extend(row[0] for row in rows)
                last = rows[-1][0]
        own.close()

    open_book(database, classic).close()
    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    reader = threading.Thread(target=follow)
    reader.start()
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    done.set()
    reader.join()

    assert len(seen) == 100
    assert seen == sorted(set(seen))


def test_a_win_without_its_amount_stands_all_the_same(book):
    book.append([inquiry(), Entry(Won(to="won"), at("2025-05-01 10:00"), journey="j1", person="p1")], now=NOW)

    assert (book.standing("j1").place, book.standing("j1").value) == ("won", None)


def test_who_waits_for_the_floor_comes_before_a_writer_that_was_just_there(book, database, classic):
    other, done, turns = open_book(database, classic), threading.Event(), 0

    def append_one() -> None:
        other.append([inquiry("j-alone")], now=NOW)
        done.set()

    waiting = threading.Thread(target=append_one)
    waiting.start()
    while not done.is_set() and turns < 100:
        with book.writing():
            time.sleep(0.02)
        turns += 1
    waiting.join()
    other.close()

    assert turns < 50


def test_a_ruling_that_comes_in_while_a_journey_is_projected_anew_is_not_lost(book):
    book.append([inquiry(), Entry(Moved(to="mql"), at("2025-03-02 10:00"), journey="j1", person="p1")], now=NOW)
    move, fold = book.head(), book.fold

    def slowly(facts):
        book.fold = fold
        book.append([Entry(Voided(move), at("2025-03-05 10:00"))], now=NOW)
        return fold(facts)

    book.fold = slowly
    book.reproject(["j1"])

    assert book.standing("j1").place == "inquiry"


def test_a_look_sees_one_state_of_the_book_however_long_it_takes(book, database, classic):
    book.append([inquiry()], now=NOW)
    with book.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM ledger").scalar()
        with closing(open_book(database, classic)) as other:
            other.append([inquiry("j2")], now=NOW)

        assert connection.exec_driver_sql("SELECT count(*) FROM ledger").scalar() == before
