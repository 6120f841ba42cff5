"""A company at work: a house whose clock is moved by hand, with a policy made for the test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from headrace.adapters.documents.shipped import template
from headrace.app.leads import Leads, Meant
from headrace.app.publication import publish
from headrace.app.sweep import Ticked
from headrace.core.desks import Desk
from headrace.core.entries import Entry, Identified, Inquired
from headrace.core.funnel import Owner
from headrace.core.people import Person, journey_id, person_id
from headrace.core.policy import SIGNERS, Policy, StagePolicy
from headrace.core.units import micros
from headrace.house import House, make
from headrace.settings import Settings

MONDAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
YES = {"budget": "yes", "authority": "yes", "need": "yes"}
ADA, BO, CHIDI = (f"{name}@acme.example" for name in ("ada", "bo", "chidi"))
KIM, LEE, SAM, OLA = (Meant(by=name) for name in ("kim", "lee", "sam", "ola"))


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by


class Company:
    """A house, its clock, and people who inquire."""

    def __init__(self, house: House, clock: Clock) -> None:
        self.house, self.clock, self.book = house, clock, house.book

    @property
    def leads(self) -> Leads:
        """The deeds on its leads."""
        return self.house.leads

    def tick(self) -> Ticked:
        """Let the clock do what is due."""
        return self.house.tick()

    def place(self, lead: str) -> str:
        """Where a lead stands."""
        return self.book.standing(self.leads.find(lead)).place

    def inquires(self, name: str, at: datetime | None = None, **told: str) -> str:
        """Somebody inquires, now or told later; the journey that begins."""
        person = person_id(self.book.secret, "test", name)
        journey = journey_id(self.book.secret, person, 1)
        at_us = micros(at or self.clock())
        inquiry = Inquired(to=self.house.funnel.first.name, channel=told.pop("channel", None), attributes=told)
        account = told.get("account")
        self.book.append(
            [
                Entry(Identified("email", name), at_us, person=person, account=account),
                Entry(inquiry, at_us, journey=journey, person=person, account=account, source="test", key=name),
            ],
            now=self.clock(),
        )
        return journey

    def knows(self, *names: str) -> None:
        """We come to know the e-mail addresses of people, as by an import."""
        batch = self.book.open_batch(f"{self.clock()} {names}", "people.csv", "people", now=self.clock())
        people = [Person(person_id(self.book.secret, "test", name), email=name) for name in names]
        self.book.add_people(batch, people, now=self.clock())
        self.book.publish(batch, {"new": 0}, actor="import", now=self.clock())

    def lead(self, name: str, **told: str) -> str:
        """Somebody whom Kim asked, and whose answers met the bar."""
        journey = self.inquires(name, **told)
        self.leads.call(journey, "talked", KIM, minutes=12, answers=YES, problem="downtime", relevance="yes")
        return journey

    def publish(self, change: Callable[[Policy], Policy]) -> None:
        """Publish the policy in force with a change."""
        house = self.house
        signed = dict.fromkeys(SIGNERS, "Mara")
        publish(house.book, house.funnel, change(house.policy), by="mara", now=house.now(), signoffs=signed)
        house.forget_definitions()


@contextmanager
def company(
    folder: Path,
    change: Callable[[Policy], Policy] = lambda policy: policy,
    *,
    at: datetime = MONDAY,
    funnel: str = "classic",
    database: str | None = None,
) -> Iterator[Company]:
    """A company with a shipped funnel and the shipped policy, changed as the test wants it."""
    clock = Clock(at)
    made = make(folder / "house", funnel)
    with House(Settings(made.folder, database), clock) as house:
        policy = change(template_policy())
        signed = dict.fromkeys(SIGNERS, "Mara")
        publish(house.book, template(funnel), policy, by="mara", now=clock(), signoffs=signed)
        house.forget_definitions()
        yield Company(house, clock)


def template_policy() -> Policy:
    """The shipped policy."""
    from headrace.adapters.documents.policy import read_policy
    from headrace.adapters.documents.shipped import policy_text

    return read_policy(policy_text("classic"))


def stage(policy: Policy, name: str, **changes: object) -> Policy:
    """The policy with changes to what it says about one stage."""
    said = policy.stages.get(name, StagePolicy())
    return replace(policy, stages={**policy.stages, name: replace(said, **changes)})


def desks(policy: Policy) -> Policy:
    """The policy with Kim who calls, Lee and Sam who sell, and Ola who manages both."""
    people = (
        Desk("kim", Owner.TELE),
        Desk("lee", Owner.SALES, manager="ola"),
        Desk("sam", Owner.SALES, manager="ola"),
        Desk("ola", Owner.SALES),
    )
    return replace(policy, desks={desk.name: desk for desk in people})
