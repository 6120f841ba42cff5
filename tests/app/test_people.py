"""What is told of a person alone, and of no pass of theirs: every pass of that person sees it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from at_work import ADA, BO, LEE, MONDAY, Company, company, desks, template_policy
from headrace.adapters.documents.shipped import template
from headrace.adapters.stores.sqlite import SQLiteBook
from headrace.app.ports import Fact
from headrace.app.upkeep import verify
from headrace.core.asking import BehaviourRule, Scoring
from headrace.core.criteria import Compare, Criterion
from headrace.core.desks import RoutingRule
from headrace.core.entries import (
    ActorKind,
    Called,
    Corrected,
    Described,
    Entry,
    Inquired,
    Joined,
    Merged,
    Moved,
    Touched,
    Unmerged,
    Voided,
)
from headrace.core.errors import DataRefused
from headrace.core.funnel import Owner
from headrace.core.people import person_id
from headrace.core.units import Money, instant, micros
from headrace.ledger.codec import canonical
from headrace.rules.work import project
from judging import terms_for


def elsewhere(acme: Company, name: str, *bodies, at: datetime | None = None) -> None:
    """Something is told of a person as an import tells it: without a pass."""
    person, at_us = person_id(acme.book.secret, "test", name), micros(at or acme.clock())
    told = [Entry(body, at_us, person=person, actor_kind=ActorKind.IMPORT, source="dialler") for body in bodies]
    acme.book.append(told, now=acme.clock())


TALK = Called(outcome="talked", dials=1, connected=True, completed=True, owner="lee")
NO_ANSWER = Called(outcome="no_answer", dials=2, connected=False)


AGREED = Criterion("next_step", Compare("next_step", "=", value=True))


def an_sql(acme: Company, name: str = ADA) -> str:
    lead = acme.lead(name)
    acme.leads.accept(lead, LEE)
    acme.leads.requalify(lead, Money.of(25_000, "EUR"), LEE)
    return lead


def test_a_call_that_another_system_logged_is_an_attempt(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA)
        acme.clock.forward(timedelta(minutes=3))

        elsewhere(acme, ADA, NO_ANSWER)

        assert acme.book.work(lead).attempts == 1
        assert acme.book.work(lead).next_us > micros(acme.clock())
        assert {run.clock: str(run.state) for run in acme.book.clocks(lead)}["first_attempt"] == "met"


def test_a_talk_that_another_system_logged_renews_the_shelf_life(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = an_sql(acme)
        acme.clock.forward(timedelta(days=10))

        elsewhere(acme, ADA, NO_ANSWER)
        assert instant(acme.book.work(lead).expires_us) - MONDAY == timedelta(days=30)
        elsewhere(acme, ADA, TALK)

        assert instant(acme.book.work(lead).expires_us) - MONDAY == timedelta(days=40)


def test_downloads_before_the_inquiry_count_for_the_order_of_the_call_list(tmp_path: Path):
    points = Scoring(behaviour={"paper": BehaviourRule(points=50, activity="download")})
    with company(tmp_path, lambda policy: replace(policy, scoring=points)) as acme:
        elsewhere(acme, ADA, Touched(activity="download", direction="in"))
        acme.clock.forward(timedelta(minutes=1))

        ada, bo = acme.inquires(ADA), acme.inquires(BO)

        assert acme.book.work(ada).rank > acme.book.work(bo).rank


def test_the_territory_of_a_people_file_routes(tmp_path: Path):
    north = RoutingRule("north", "mql", Owner.SALES, desks=("sam",), when=AGREED)
    rest = RoutingRule("rest", "mql", Owner.SALES, desks=("lee",))
    with company(tmp_path, lambda policy: replace(desks(policy), routing=(north, rest))) as acme:
        ada = acme.inquires(ADA)
        elsewhere(acme, ADA, Described(attributes={"next_step": "yes"}))
        bo = acme.lead(BO)
        acme.leads.call(ada, "talked", LEE, answers=dict.fromkeys(("budget", "authority", "need"), "yes"),
                        problem="downtime", relevance="yes")  # fmt: skip

        assert (acme.book.standing(ada).owner, acme.book.standing(bo).owner) == ("sam", "lee")


def test_what_a_pass_tells_counts_more_than_what_is_known_of_the_person(tmp_path: Path):
    with company(tmp_path) as acme:
        lead = acme.inquires(ADA, next_step="no")
        acme.clock.forward(timedelta(hours=1))
        elsewhere(acme, ADA, Described(attributes={"next_step": "yes", "close_date": "2025-06-01"}))

        told = {each["fact"]: each["value"] for each in acme.house.story(lead)["told"]}

        assert (told["next_step"], told["close_date"]) == (False, "2025-06-01")


def test_a_later_pass_sees_it_too(tmp_path: Path):
    with company(tmp_path) as acme:
        first = an_sql(acme)
        acme.leads.lose(first, "price", LEE)
        acme.clock.forward(timedelta(days=100))
        elsewhere(acme, ADA, TALK)
        acme.leads.move(first, "inquiry", LEE)
        second = acme.leads.find(person_id(acme.book.secret, "test", ADA))

        assert second != first
        assert any(isinstance(fact.body, Called) and fact.journey is None for fact in acme.book.journey(second))


# -- whatever is told, in whatever way ------------------------------------------------------------------------------

PEOPLE = ("p1", "p2", "p3")
JOURNEYS = ("j1", "j2", "j3", "group")
STEP_US = 3_600_000_000
BODIES = st.sampled_from(
    (
        TALK,
        NO_ANSWER,
        Touched(activity="download", direction="in"),
        Described(attributes={"next_step": "yes"}),
        Joined(by="hand"),
        Inquired(to="inquiry"),
        Moved(to="sql"),
        *(Merged(into=person) for person in PEOPLE),
        Unmerged(out_of="p1"),
    )
)
ENTRIES = st.builds(
    lambda body, person, journey, hour: _about(body, person, journey, hour * STEP_US),
    BODIES, st.sampled_from(PEOPLE), st.sampled_from(JOURNEYS), st.integers(0, 50),
)  # fmt: skip
RULINGS = st.builds(lambda target, void: (target, void), st.integers(1, 30), st.booleans())
ACTS = st.lists(
    st.one_of(st.lists(ENTRIES, min_size=1, max_size=4), RULINGS, st.sampled_from(("import", "undo"))), max_size=12
)


def _about(body, person: str, journey: str, at_us: int) -> Entry:
    alone = not isinstance(body, Inquired | Moved | Joined)
    return Entry(body, at_us, person=person, journey=None if alone else journey)


def _correction(target: int, *, void: bool) -> Entry:
    body = Voided(target) if void else Corrected(target, "called", 7 * STEP_US, "instant", {"connected": True})
    return Entry(body, 0)


@cache
def empty_ledger() -> bytes:
    """A ledger with its tables and nothing in it: making one takes a second."""
    with TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.db"
        SQLiteBook(ledger).close()
        return ledger.read_bytes()


class Imported:
    """Files of one fact of a person, that come and go."""

    def __init__(self, book: SQLiteBook, now: datetime) -> None:
        self.book, self.now, self.count = book, now, 0

    def __call__(self, what: str) -> None:
        if what == "import":
            self.count += 1
            person = PEOPLE[self.count % len(PEOPLE)]
            told = canonical({"completed": True, "connected": True, "dials": 1, "v": 1})
            row = Fact("called", self.count * STEP_US, "instant", None, person, None, f"{person}:{self.count}", told)
            batch = self.book.open_batch(f"{self.count}", "calls.csv", "calls", now=self.now)
            self.book.add_facts(batch, "crm", [row], now=self.now)
            self.book.publish(batch, {"new": 1}, actor="mara", now=self.now)
        elif published := [batch for batch in self.book.batches() if batch.state == "published"]:
            self.book.undo(published[0], why="", actor="mara", now=self.now)
        batches = self.book.unprojected()
        self.book.reproject(self.book.batch_journeys(batches))
        for batch in batches:
            self.book.projected(batch)


@settings(max_examples=60)
@given(acts=ACTS)
def test_after_every_act_the_projections_are_what_all_facts_say(acts: Sequence[object]):
    now = datetime(2025, 3, 28, tzinfo=UTC)
    terms = terms_for(template("classic"), template_policy())
    with TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.db"
        ledger.write_bytes(empty_ledger())
        book = SQLiteBook(ledger, lambda facts: project(facts, terms))
        imported = Imported(book, now)
        for act in acts:
            with suppress(DataRefused):  # a ruling that would change nothing
                match act:
                    case str():
                        imported(act)
                    case (int(target), bool(void)):
                        book.append([_correction(target, void=void)], now=now)
                    case list():
                        book.append(act, now=now)
            assert verify(book, terms)[1] == []
        book.close()
