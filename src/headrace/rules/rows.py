"""The kinds of rows that come in from outside, and the entries that each becomes.

This is the meaning of an import. A single row goes through `entries_of`; a file goes through SQL
that says the same set-based (`adapters.imports.facts`), and a test holds the two equal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from headrace.core.asking import Grade
from headrace.core.entries import (
    ActorKind,
    Answered,
    Body,
    Called,
    Described,
    Disqualified,
    Entry,
    Expired,
    Inquired,
    Joined,
    Lost,
    Move,
    Moved,
    Opened,
    Paid,
    Recycled,
    Spent,
    Touched,
    Visited,
    Won,
)
from headrace.core.errors import UnknownName
from headrace.core.funnel import Funnel, Place, Role
from headrace.core.people import account_id, fact_key, group_id, outside_journey_id, person_id
from headrace.core.units import Grain


class FieldType(StrEnum):
    """How a field's text is read.

    id: an identifier of the outside, kept only as a keyed hash. text: a word that reports may show.
    personal: kept apart from the ledger. moment: an instant or a day. stage: the name or label of a
    place of the funnel. money: a decimal amount. number, integer, flag: as they say. choice: one of
    a few words. code: a currency (ISO 4217).
    """

    ID = "id"
    TEXT = "text"
    PERSONAL = "personal"
    MOMENT = "moment"
    STAGE = "stage"
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    FLAG = "flag"
    CHOICE = "choice"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class RowField:
    """One field of a kind of rows: what it means, whether a row needs it, its words, the least that it may be."""

    name: str
    type: FieldType
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int | None = None


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of rows. `subject` are the fields of which a row needs at least one."""

    name: str
    meaning: str
    fields: tuple[RowField, ...]
    subject: tuple[str, ...] = ()
    attributes: bool = True

    def field(self, name: str) -> RowField:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)

    def names(self) -> tuple[str, ...]:
        """The names of all fields."""
        return tuple(field.name for field in self.fields)


F, T = RowField, FieldType

PURPOSES = ("acquire", "nurture", "sell", "keep", "grow")
STATUSES = ("open", "won", "lost", "expired")

_PERSON = F("person", T.ID, "what the source calls the person")
_ACCOUNT = F("account", T.ID, "what the source calls the company")
_JOURNEY = F("journey", T.ID, "what the source calls the pass or the opportunity")
_PERSONAL = (
    F("name", T.PERSONAL, "the person's name"),
    F("email", T.PERSONAL, "the person's e-mail address"),
    F("phone", T.PERSONAL, "the person's telephone number"),
    F("company", T.PERSONAL, "the company's name as the person wrote it"),
    F("title", T.PERSONAL, "the person's job title"),
    F("country", T.PERSONAL, "the person's country"),
)
_CHANNEL = F("channel", T.TEXT, "the medium family: paid search, webinar, trade fair")
_CAMPAIGN = F("campaign", T.TEXT, "the dated effort with a budget")
_VALUE = F("value", T.MONEY, "an amount of money")
_WORTH = replace(_VALUE, least=0)
_CURRENCY = F("currency", T.CODE, "the amount's currency; the company's own if not given")
_OWNER = F("owner", T.TEXT, "the id or initials of the colleague who answers for it")
_REASON = F("reason", T.TEXT, "why")


def _at(meaning: str, *, required: bool = False) -> RowField:
    return F("at", T.MOMENT, meaning, required=required)


ROW_KINDS: Mapping[str, RowKind] = {
    kind.name: kind
    for kind in (
        RowKind(
            "people",
            "who they are: personal data, and attributes to segment by",
            (
                F("person", T.ID, _PERSON.meaning, required=True),
                _ACCOUNT,
                F("buying_group", T.TEXT, "the name of the buying group that the person belongs to"),
                *_PERSONAL,
                _at("since when it holds"),
            ),
        ),
        RowKind(
            "inquiries",
            "someone showed interest and left an identifier",
            (
                F("person", T.ID, _PERSON.meaning, required=True),
                F("id", T.ID, "what the source calls the inquiry"),
                _at("when they inquired", required=True),
                F("stage", T.STAGE, "where the journey begins; the funnel's first stage if not given"),
                _CHANNEL,
                _CAMPAIGN,
                F("origin", T.TEXT, "where the person first came from"),
                F("form", T.TEXT, "the form or page"),
                _ACCOUNT,
                *_PERSONAL,
            ),
        ),
        RowKind(
            "moves",
            "stage history in long form: one row a move",
            (
                _PERSON,
                _JOURNEY,
                _ACCOUNT,
                F("stage", T.STAGE, "the stage or side place they went to", required=True),
                _at("when they moved; empty if nobody knows"),
                _REASON,
                _OWNER,
            ),
            subject=("person", "journey"),
        ),
        RowKind(
            "stage_dates",
            "stage history in wide form: one row a lead, one column a stage",
            (_PERSON, _JOURNEY, _ACCOUNT, _CHANNEL, _CAMPAIGN, _OWNER, _REASON),
            subject=("person", "journey"),
        ),
        RowKind(
            "opportunities",
            "deals with an amount and an end: open, won, lost or expired",
            (
                _PERSON,
                _JOURNEY,
                _ACCOUNT,
                F(
                    "opened",
                    T.MOMENT,
                    "when it was opened; empty if nobody knows: one that was lost is then counted in no stage",
                ),
                F("closed", T.MOMENT, "when it was won, lost or expired"),
                F("status", T.CHOICE, "open, won, lost or expired", choices=STATUSES),
                F("stage", T.STAGE, "where an opened one stands; the stage before won if not given"),
                F("expected_close", T.MOMENT, "when it should close"),
                F("opportunity_type", T.TEXT, "acquisition, renewal, upsell, cross-sell"),
                _WORTH,
                _CURRENCY,
                _OWNER,
                _REASON,
            ),
            subject=("person", "journey"),
        ),
        RowKind(
            "touches",
            "dated interactions, online or offline",
            (
                F("person", T.ID, _PERSON.meaning, required=True),
                F("id", T.ID, "what the source calls the touch"),
                _at("when it was", required=True),
                _CHANNEL,
                _CAMPAIGN,
                F("activity", T.TEXT, "what they did: download, visit, coffee"),
                F("direction", T.CHOICE, "in or out", choices=("in", "out")),
                _WORTH,
                _CURRENCY,
            ),
        ),
        RowKind(
            "calls",
            "call attempts and what came of them",
            (
                F("person", T.ID, _PERSON.meaning, required=True),
                F("id", T.ID, "what the source calls the call"),
                _at("when it was", required=True),
                F("outcome", T.TEXT, "the disposition"),
                F("dials", T.INTEGER, "how often they were dialled for this attempt", least=0),
                F("connected", T.FLAG, "someone answered"),
                F("completed", T.FLAG, "a qualifying talk took place"),
                F("minutes", T.NUMBER, "the caller's minutes", least=0),
                _OWNER,
            ),
        ),
        RowKind(
            "answers",
            "what they answered when somebody asked the qualifying questions: one row an answer",
            (
                F("person", T.ID, _PERSON.meaning, required=True),
                F("id", T.ID, "what the source calls the answer"),
                _at("when they were asked", required=True),
                F("criterion", T.TEXT, "what was asked: budget, authority, need, timing", required=True),
                F("grade", T.CHOICE, "yes, partly, no or unknown", required=True, choices=tuple(Grade)),
                F("framework", T.TEXT, "the framework that the criterion is of; any, if not given"),
                _CHANNEL,
            ),
            attributes=False,
        ),
        RowKind(
            "payments",
            "money that came in",
            (
                _PERSON,
                _JOURNEY,
                _ACCOUNT,
                F("id", T.ID, "what the source calls the payment"),
                _at("when it came in", required=True),
                F("value", T.MONEY, _VALUE.meaning, required=True),
                _CURRENCY,
                F("invoice", T.TEXT, "the invoice's number"),
            ),
            subject=("person", "journey", "account"),
        ),
        RowKind(
            "visits",
            "daily visit counts by channel, counted elsewhere",
            (
                _at("the day", required=True),
                _CHANNEL,
                _CAMPAIGN,
                F("visits", T.INTEGER, "how many visits", required=True, least=0),
            ),
            attributes=False,
        ),
        RowKind(
            "spend",
            "money or hours that went out, and for what",
            (
                _at("the day", required=True),
                F("id", T.ID, "what the source calls the item"),
                F(
                    "purpose",
                    T.CHOICE,
                    "acquire, nurture, sell, keep or grow",
                    required=True,
                    choices=PURPOSES,
                ),
                _CHANNEL,
                _CAMPAIGN,
                _VALUE,
                _CURRENCY,
                F("hours", T.NUMBER, "hours of work", least=0),
            ),
            subject=("value", "hours"),
        ),
    )
}

MOVING = ("inquiries", "moves", "stage_dates", "opportunities")
"""The kinds of rows that move a journey: what they mean depends on where everybody stands."""

KIND_OF_ROLE: Mapping[Role, type[Move]] = {
    Role.STAGE: Moved,
    Role.WON: Won,
    Role.NURTURE: Recycled,
    Role.OUT: Disqualified,
    Role.LOST: Lost,
    Role.EXPIRED: Expired,
}
"""What a bare "they went there" in a stage history is, by what the place means."""


LONGEST_DAY_US = 25 * 60 * 60 * 1_000_000
"""How long a local day may last: where clocks are set back."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, as a row tells it."""

    us: int | None
    grain: Grain

    @classmethod
    def unknown(cls) -> "Moment":
        """Nobody knows when."""
        return cls(None, Grain.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Context:
    """What a row needs to become entries: whose words it uses, and how its subjects get their ids."""

    source: str
    secret: str
    funnel: Funnel
    currency: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row whose values are read: by field name, an absent value left out.

    Moments are `Moment`, money is minor units, stages are place names. `stages` holds the columns of
    the wide form; `attributes` the further columns.
    """

    kind: str
    values: Mapping[str, Any]
    attributes: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, Moment] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """The value of a field, None if the row has none."""
        return self.values.get(name)

    def moment(self, name: str) -> Moment:
        """The moment of a field, unknown if the row has none."""
        return self.values.get(name) or Moment.unknown()


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a row speaks of. Without an outside journey, a move belongs to the person's own pass."""

    person: str | None
    journey: str | None
    account: str | None

    @property
    def anchor(self) -> str:
        """The id that the row's idempotency keys begin with."""
        return self.person or self.journey or self.account or "-" + "0" * 8


def subject_of(row: ReadRow, context: Context) -> Subject:
    """The ids of the row's person, journey and account."""
    secret, source = context.secret, context.source
    person, journey, account = row.get("person"), row.get("journey"), row.get("account")
    return Subject(
        person_id(secret, source, person) if person else None,
        outside_journey_id(secret, source, journey) if journey else None,
        account_id(secret, source, account) if account else None,
    )


def entries_of(row: ReadRow, context: Context) -> list[Entry]:
    """What one row says, as entries. A move of a person has no journey yet: its pass is to be found."""
    subject = subject_of(row, context)
    return [
        Entry(
            body=body,
            at_us=moment.us,
            grain=moment.grain,
            journey=subject.journey if isinstance(body, Move) or row.kind == "payments" else None,
            person=subject.person,
            account=subject.account,
            actor_kind=ActorKind.IMPORT,
            source=context.source,
            key=fact_key(context.secret, subject.anchor, *natural),
        )
        for body, moment, natural in _FACTS_OF[row.kind](row, context, subject)
    ]


_Told = tuple[Body, Moment, tuple[str, ...]]


def _us(moment: Moment) -> str:
    return "" if moment.us is None else str(moment.us)


def _who(subject: Subject) -> str:
    return subject.journey or subject.person or subject.account or ""


def _people(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    """What describes them, and whom they belong to: an account needs a fact of its own only if no other names it."""
    at, group, told = row.moment("at"), row.get("buying_group"), list[_Told]()
    if group or (subject.account and not row.attributes):
        body = Joined(group=group_id(context.secret, group) if group else None)
        told.append((body, at, ("joined", _who(subject), body.group or subject.account or "")))
    if row.attributes:
        told.append((Described(attributes=row.attributes), at, ("described", _who(subject))))
    return told


def beginnings(funnel: Funnel, kind: str) -> tuple[Place, ...]:
    """The places that a row of this kind may name: an inquiry begins in a stage short of won."""
    return tuple(funnel.by_role(Role.STAGE)) if kind == "inquiries" else funnel.places


def _inquiries(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    at = row.moment("at")
    to = row.get("stage") or context.funnel.first.name
    allowed = [place.name for place in beginnings(context.funnel, row.kind)]
    if to not in allowed:
        raise UnknownName("stage to begin in", to, allowed)
    body = Inquired(
        to=to,
        attributes=row.attributes,
        **_given(row, "channel", "campaign", "origin", "form"),
    )
    own = row.get("id")
    natural = ("inquired", context.source, own) if own else ("inquired", _who(subject), _us(at))
    return [(body, at, natural)]


def _moves(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    at, place = row.moment("at"), context.funnel.place(row.get("stage"))
    body = KIND_OF_ROLE[place.role](to=place.name, attributes=row.attributes, **_given(row, "reason", "owner"))
    return [(body, at, ("moved", _who(subject), place.name, _us(at)))]


def _stage_dates(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    """One fact per date; the row's attributes ride on the first."""
    told: list[_Told] = []
    for place in context.funnel.places:
        if place.name not in row.stages:
            continue
        begins = place is context.funnel.first
        body = (Inquired if begins else KIND_OF_ROLE[place.role])(
            to=place.name,
            attributes={} if told else row.attributes,
            **_given(row, "reason", "owner"),
            **(_given(row, "channel", "campaign") if begins else {}),
        )
        told.append((body, row.stages[place.name], ("stage", _who(subject), place.name)))
    return told


def _opportunities(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    status = row.get("status") or "open"
    worth = {"value": row.get("value"), "currency": row.get("currency") or context.currency}
    worth = worth if worth["value"] is not None else {}
    told: list[_Told] = []
    if row.get("opened") or status == "open":
        told.append(
            (
                Opened(
                    to=row.get("stage") or context.funnel.before_won.name,
                    attributes=row.attributes,
                    expected_close_us=row.moment("expected_close").us,
                    **_given(row, "owner", "opportunity_type"),
                    **(worth if status != "won" else {}),
                ),
                Moment.unknown() if status != "open" and _closed_early(row) else row.moment("opened"),
                ("opened", _who(subject), _us(row.moment("opened"))),
            )
        )
    if status != "open":
        role = {"won": Role.WON, "lost": Role.LOST, "expired": Role.EXPIRED}[status]
        place = context.funnel.by_role(role)[0]
        told.append(
            (
                KIND_OF_ROLE[role](
                    to=place.name,
                    attributes=row.attributes,
                    **_given(row, "owner", "reason"),
                    **(worth if status == "won" else {}),
                ),
                row.moment("closed"),
                ("closed", _who(subject), _us(row.moment("opened"))),
            )
        )
    return told


def _closed_early(row: ReadRow) -> bool:
    """Whether an opportunity ended before it was opened; on the day of its end it was not."""
    opened, closed = row.moment("opened"), row.moment("closed")
    if opened.us is None or closed.us is None:
        return False
    within_a_day = closed.grain is Grain.DAY and opened.grain is Grain.INSTANT
    return opened.us > closed.us + (LONGEST_DAY_US - 1 if within_a_day else 0)


def _touches(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    body = Touched(
        attributes=row.attributes,
        **_given(row, "channel", "campaign", "activity", "direction"),
        **_money(row, context),
    )
    return [(body, row.moment("at"), _dated(row, context, subject, "touched", "channel", "activity"))]


def _calls(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    body = Called(
        attributes=row.attributes,
        **_given(row, "outcome", "dials", "connected", "completed", "minutes", "owner"),
    )
    return [(body, row.moment("at"), _dated(row, context, subject, "called"))]


def _answers(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    body = Answered(**_given(row, "criterion", "grade", "framework", "channel"))
    return [(body, row.moment("at"), _dated(row, context, subject, "answered", "criterion"))]


def _payments(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    body = Paid(attributes=row.attributes, **_money(row, context), **_given(row, "invoice"))
    return [(body, row.moment("at"), _dated(row, context, subject, "paid", "invoice"))]


def _visits(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    body = Visited(visits=row.get("visits"), **_given(row, "channel", "campaign"))
    return [(body, row.moment("at"), _dated(row, context, subject, "visited", "channel", "campaign"))]


def _spend(row: ReadRow, context: Context, subject: Subject) -> list[_Told]:
    body = Spent(
        purpose=row.get("purpose"),
        attributes=row.attributes,
        **_given(row, "channel", "campaign", "hours"),
        **_money(row, context),
    )
    natural = _dated(row, context, subject, "spent", "purpose", "channel", "campaign")
    return [(body, row.moment("at"), natural)]


def _given(row: ReadRow, *names: str) -> dict[str, Any]:
    return {name: row.get(name) for name in names if row.get(name) is not None}


def _money(row: ReadRow, context: Context) -> dict[str, Any]:
    if row.get("value") is None:
        return {}
    return {"value": row.get("value"), "currency": row.get("currency") or context.currency}


def _dated(row: ReadRow, context: Context, subject: Subject, kind: str, *names: str) -> tuple[str, ...]:
    """The natural key of a row that happens at a time: its own id, or who, when and what."""
    if own := row.get("id"):
        return (kind, context.source, own)
    return (kind, _who(subject), _us(row.moment("at")), *(row.get(name) or "" for name in names))


_FACTS_OF: Mapping[str, Callable[[ReadRow, Context, Subject], list[_Told]]] = {
    "people": _people,
    "inquiries": _inquiries,
    "moves": _moves,
    "stage_dates": _stage_dates,
    "opportunities": _opportunities,
    "touches": _touches,
    "calls": _calls,
    "answers": _answers,
    "payments": _payments,
    "visits": _visits,
    "spend": _spend,
}
