"""All that the ledger can hold: facts, frozen, in the past tense, with ids only.

An `Entry` is the envelope: when it happened, whose journey, who acted, from where. Its `body` says
what happened; the fields of a body are the only keys that its payload may have. Names, addresses
and free text are personal data and lie apart (`core.people`), so that a person can be forgotten
and every count stays.

A body that has `to` moves its journey to that place of the waterfall. Money is minor units with a
currency. Durations are microseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from operator import attrgetter
from typing import Any, ClassVar

from headrace.core.units import Grain

Attributes = Mapping[str, str]


class ActorKind(StrEnum):
    """Who acted: a person, a rule of ours, an import, or an agent."""

    PERSON = "person"
    RULE = "rule"
    IMPORT = "import"
    AGENT = "agent"


ASKING = (ActorKind.PERSON, ActorKind.IMPORT)
"""Whose answers were asked by a person: what an import brings of them, people recorded elsewhere."""


class Family(StrEnum):
    """Facts that share a typed table in the mirror."""

    MOVES = "moves"
    TOUCHES = "touches"
    CALLS = "calls"
    ANSWERS = "answers"
    DEALS = "deals"
    PAYMENTS = "payments"
    SPEND = "spend"
    TRAFFIC = "traffic"
    CLOCKS = "clocks"
    PEOPLE = "people"
    RULINGS = "rulings"


@dataclass(frozen=True, slots=True)
class Body:
    """What happened. `family` names the mirror's table that holds it."""

    family: ClassVar[Family]


@dataclass(frozen=True, slots=True)
class Move(Body):
    """A fact that moves its journey to the place `to`; the last `owner` named answers for it."""

    family = Family.MOVES
    to: str
    reason: str | None = None
    owner: str | None = None
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inquired(Move):
    """Someone did something that shows interest, and left an identifier.

    The first inquiry of a journey begins it at `to`; a later one is a touch and moves nothing.
    """

    channel: str | None = None
    campaign: str | None = None
    origin: str | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Moved(Move):
    """A journey went to another place, for a cause that no other fact names."""


@dataclass(frozen=True, slots=True)
class Qualified(Move):
    """A person asked, and the answers met the bar. `score` is out of 100, `known` the share asked."""

    score: float | None = None
    framework: str | None = None
    known: float | None = None


@dataclass(frozen=True, slots=True)
class Accepted(Move):
    """Sales took the lead; `owner` will work it."""


@dataclass(frozen=True, slots=True)
class Rejected(Move):
    """Sales turned the lead down, and said why."""


@dataclass(frozen=True, slots=True)
class Opened(Move):
    """An opportunity was opened, with what is expected of it."""

    value: int | None = None
    currency: str | None = None
    expected_close_us: int | None = None
    opportunity_type: str | None = None


@dataclass(frozen=True, slots=True)
class Won(Move):
    """Closed and won. A missing `value` is a breach of data quality, listed until it is entered."""

    value: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Lost(Move):
    """Closed and lost, for a reason."""


@dataclass(frozen=True, slots=True)
class Expired(Move):
    """A stage's shelf life ran out unworked: not lost.

    `value` is the expected value then: the whole `deal` times the `chance` of winning it. `owner` is
    whoever let it happen. `idle_us` is how long nobody had worked it.
    """

    idle_us: int | None = None
    value: int | None = None
    currency: str | None = None
    deal: int | None = None
    chance: float | None = None


@dataclass(frozen=True, slots=True)
class Recycled(Move):
    """Back to nurture for a reason, to be asked again on a day."""

    recontact: str | None = None


@dataclass(frozen=True, slots=True)
class Disqualified(Move):
    """Out for good: bad fit, competitor, fake, duplicate."""


@dataclass(frozen=True, slots=True)
class Deal(Body):
    """A fact about what a journey is worth, or whose it is."""

    family = Family.DEALS


@dataclass(frozen=True, slots=True)
class Valued(Deal):
    """A journey's expected or booked value was set."""

    value: int
    currency: str
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Routed(Deal):
    """A journey was given to an owner, by a rule of the policy or by hand, and why."""

    owner: str
    why: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Recovered(Deal):
    """A journey that had expired came back: its booked loss is reversed."""

    value: int | None = None
    currency: str | None = None
    expiry: int | None = None


@dataclass(frozen=True, slots=True)
class Renewed(Deal):
    """A customer renewed until a day at a `value`, the one before if none is told; `change` says how much more."""

    value: int | None = None
    currency: str | None = None
    change: int | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Churned(Deal):
    """A customer left, or shrank by `value`."""

    value: int | None = None
    currency: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Touched(Body):
    """One dated interaction, online or offline; `direction` is in or out."""

    family = Family.TOUCHES
    channel: str | None = None
    campaign: str | None = None
    activity: str | None = None
    direction: str | None = None
    value: int | None = None
    currency: str | None = None
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Met(Body):
    """A meeting took place."""

    family = Family.TOUCHES
    activity: str | None = None
    minutes: float | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Called(Body):
    """A call: dialled, maybe connected, maybe completed. `minutes` are the caller's.

    `problem` is the code of what the buyer wants solved, `relevance` (yes, partly, no) whether we solve it.
    """

    family = Family.CALLS
    outcome: str | None = None
    dials: int | None = None
    connected: bool | None = None
    completed: bool | None = None
    minutes: float | None = None
    owner: str | None = None
    problem: str | None = None
    relevance: str | None = None
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered(Body):
    """One criterion of the qualification, asked by a person: yes, partly, no or unknown."""

    family = Family.ANSWERS
    criterion: str
    grade: str
    points: float | None = None
    framework: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Paid(Body):
    """Money came in."""

    family = Family.PAYMENTS
    value: int
    currency: str
    invoice: str | None = None
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spent(Body):
    """Money or hours went out, for a purpose: acquire, nurture, sell, keep or grow."""

    family = Family.SPEND
    purpose: str
    channel: str | None = None
    campaign: str | None = None
    value: int | None = None
    currency: str | None = None
    hours: float | None = None
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visited(Body):
    """How many visits a channel brought on a day, counted elsewhere."""

    family = Family.TRAFFIC
    visits: int
    channel: str | None = None
    campaign: str | None = None


@dataclass(frozen=True, slots=True)
class OfClocks(Body):
    """A fact about a clock of the agreement, or about a shelf life."""

    family = Family.CLOCKS


@dataclass(frozen=True, slots=True)
class Warned(OfClocks):
    """A clock came close to its limit, and its owner was told."""

    clock: str
    stage: str
    due_us: int
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Breached(OfClocks):
    """A clock ran out: what was owed did not come in time. `escalated_to` is who was told beside the owner."""

    clock: str
    stage: str
    started_us: int
    due_us: int
    owed_by: str | None = None
    owner: str | None = None
    escalated_to: str | None = None


@dataclass(frozen=True, slots=True)
class Paused(OfClocks):
    """The clocks of a journey stand still, for a reason that the agreement allows, at most until an instant."""

    reason: str
    until_us: int | None = None


@dataclass(frozen=True, slots=True)
class Resumed(OfClocks):
    """The clocks of a journey run again."""


@dataclass(frozen=True, slots=True)
class Signalled(OfClocks):
    """A sign of life was seen, or seen to be gone: interest, urgency or willingness to talk."""

    sign: str
    present: bool


@dataclass(frozen=True, slots=True)
class AboutPeople(Body):
    """A fact about a person, an account or their standing with us."""

    family = Family.PEOPLE


@dataclass(frozen=True, slots=True)
class Described(AboutPeople):
    """Attributes of a person, journey or account became known; none of them personal."""

    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Identified(AboutPeople):
    """An identifier was tied to a person; only its keyed hash is kept here."""

    namespace: str
    hash: str


@dataclass(frozen=True, slots=True)
class Joined(AboutPeople):
    """A person belongs to an account or a buying group."""

    group: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Scrubbed(AboutPeople):
    """A person was judged real, suspect or fake, with the rules that hit."""

    state: str
    points: int | None = None
    hits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consented(AboutPeople):
    """A lawful basis for a purpose was given."""

    purpose: str
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrew(AboutPeople):
    """Consent for a purpose was withdrawn."""

    purpose: str


@dataclass(frozen=True, slots=True)
class Forgotten(AboutPeople):
    """The personal data of a person were erased; the counts stay."""


@dataclass(frozen=True, slots=True)
class Ruling(Body):
    """A fact about facts, or about the rules that they are read by."""

    family = Family.RULINGS


@dataclass(frozen=True, slots=True)
class Merged(Ruling):
    """The entry's person is the same as `into`."""

    into: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Unmerged(Ruling):
    """The entry's person was not the same as `out_of` after all."""

    out_of: str


@dataclass(frozen=True, slots=True)
class Corrected(Ruling):
    """Entry `target` is to be read with this time and this payload instead.

    `fact` is the target's kind, `payload` a whole payload of that kind.
    """

    target: int
    fact: str
    at_us: int | None
    at_grain: str
    payload: Mapping[str, Any]
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Voided(Ruling):
    """Entry `target` never happened."""

    target: int
    why: str | None = None


@dataclass(frozen=True, slots=True)
class BatchPublished(Ruling):
    """From here on the rows of a batch count."""

    name: str
    rows: int
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BatchUndone(Ruling):
    """From here on the rows of a batch count no more."""

    why: str | None = None


@dataclass(frozen=True, slots=True)
class FunnelPublished(Ruling):
    """A funnel became the one that new facts refer to."""

    version: int
    document: Mapping[str, Any]
    published_by: str
    signed_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PolicyPublished(Ruling):
    """A policy became the one that new facts refer to."""

    version: int
    document: Mapping[str, Any]
    published_by: str
    signed_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoalSet(Ruling):
    """A goal for a stage and a period was agreed; `side` owns it.

    It asks for a `count` of entries or, where `measure` is revenue or spend, for a `value`. The days are local, the
    last one is before `end`. A goal of a `plan` is of one `version` of it, which the next one replaces; from `low` to
    `high` lay 80 % of its futures.
    """

    stage: str
    first: str
    end: str
    side: str | None = None
    count: float | None = None
    value: int | None = None
    currency: str | None = None
    measure: str | None = None
    plan: str | None = None
    version: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class RateSet(Ruling):
    """One unit of `currency` is worth `rate` units of `into` (a decimal, as text) from a day on."""

    currency: str
    into: str
    rate: str


@dataclass(frozen=True, slots=True)
class Sealed(Ruling):
    """Entries `first` to `last` hash to `digest`, chained to the seal before."""

    first: int
    last: int
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with its envelope, ready to be appended.

    `at_us` is UTC microseconds, for a day the first instant of the local day, None if unknown.
    `key` is the idempotency key, unique per `source` for ever; without one, nothing is compared.
    """

    body: Body
    at_us: int | None
    grain: Grain = Grain.INSTANT
    journey: str | None = None
    person: str | None = None
    account: str | None = None
    actor: str | None = None
    actor_kind: ActorKind = ActorKind.PERSON
    source: str = "headrace"
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Known(Entry):
    """An entry as the ledger holds it: where in the order we learnt it, and when."""

    seq: int = 0
    recorded_us: int = 0
    batch: int | None = None
    funnel_version: int | None = None
    policy_version: int | None = None


def as_told(fact: Entry) -> Entry:
    """The entry as it was told, without what the ledger added."""
    return Entry(**{each.name: getattr(fact, each.name) for each in fields(Entry)})


def as_known(entry: Entry, **added: Any) -> Known:
    """The entry as the ledger holds it, with what the ledger adds: seq, recorded_us, batch, versions."""
    return Known(*_envelope(entry), **added)


_envelope = attrgetter(*(each.name for each in fields(Entry)))
