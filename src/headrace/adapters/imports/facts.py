"""Typed rows -> facts, set-based: the table `read` becomes `told`.

This says in SQL what `rules.rows.entries_of` says for one row; a test holds the two equal. `told` has
`row_`, `kind`, `at_us`, `at_grain`, `journey` (an outside one; a person's own pass is found later),
`person`, `account`, `key`, `payload`, and `place` where the fact moves a journey.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from headrace.adapters.imports.maps import RowsMap
from headrace.adapters.imports.read import CLOSED_EARLY, Reader, text
from headrace.core.funnel import Place, Role
from headrace.ledger.codec import KINDS, VERSION
from headrace.rules.rows import KIND_OF_ROLE, STATUSES, Context


@dataclass(frozen=True, slots=True)
class Told:
    """One SELECT of facts: their kind, moment column, natural key, payload by key, and which rows tell it."""

    kind: str
    moment: str
    natural: Sequence[str]
    payload: Mapping[str, str]
    where: str = "true"
    place: str = "NULL"
    journey: str = "NULL"


class FactsSQL:
    """The SELECTs for the rows of one map."""

    def __init__(self, rows: RowsMap, context: Context) -> None:
        self.rows, self.context, self.funnel = rows, context, context.funnel

    def identified(self, reader: Reader) -> str:
        """The rows of `raw`, with the ids of whom they are about."""
        ids = ", ".join(
            f"{self._id(what, f'({reader.sql(what)})') if self._has(what) else 'NULL::VARCHAR'} AS {what}_id"
            for what in ("person", "journey", "account")
        )
        return f"SELECT r.*, {ids} FROM raw r"

    def query(self, table: str) -> str:
        """All facts of the identified rows of `table`, in no order."""
        return " UNION ALL ".join(self._select(told, table) for told in self._told())

    def tells_several(self) -> bool:
        """Whether one row may tell more than one fact."""
        return len(self._told()) > 1

    def whom(self, digits: int) -> str | None:
        """How the keys of an identified row's facts begin: so many hex digits, as SQL.

        None where that does not tell rows apart that have nothing to do with each other: without persons, or
        with passes that the source names, which persons may share.
        """
        if not self._has("person") or self._has("journey"):
            return None
        return f"substr(coalesce(person_id, account_id, '-00000000'), 2, {digits})"

    def people(self, table: str) -> str | None:
        """The personal data of identified rows: id, then the personal fields; None if the map has none."""
        personal = ("name", "email", "phone", "company", "title", "country")
        mapped = [name for name in personal if name in self.rows.columns]
        if not mapped:
            return None
        columns = ", ".join(f"last({name} ORDER BY row_) FILTER ({name} IS NOT NULL) AS {name}"
                            if name in mapped else f"NULL AS {name}" for name in personal)  # fmt: skip
        some = " OR ".join(f"{name} IS NOT NULL" for name in mapped)
        return (
            f"SELECT person_id, {columns} FROM {table} WHERE person_id IS NOT NULL AND ({some}) "
            "GROUP BY person_id ORDER BY person_id"
        )

    # -- ids and keys, as `core.people` makes them ---------------------------------------------------

    def _digest(self, *parts: str) -> str:
        hashed = ", ".join((text(self.context.secret), *parts))
        return f"sha256(concat_ws(chr(31), {hashed}))"

    def _id(self, what: str, given: str, source: str | None = None) -> str:
        mark = {"person": "p", "journey": "j", "account": "a"}[what]
        digest = self._digest(text(what), text(source or self.context.source), given)
        return f"CASE WHEN {given} IS NOT NULL THEN '{mark}' || left({digest}, 20) END"

    def _has(self, name: str) -> bool:
        return name in self.rows.columns

    def _select(self, told: Told, table: str) -> str:
        natural = self._digest(text(told.natural[0]), *told.natural[1:])
        key = f"substr(coalesce(person_id, journey_id, account_id, '-00000000'), 2, 8) || left({natural}, 14)"
        return (
            f"SELECT row_, {told.kind} AS kind, {told.moment}_us AS at_us, {told.moment}_grain AS at_grain, "
            f"{told.journey} AS journey, person_id AS person, account_id AS account, {key} AS key, "
            f"{payload(told.payload)} AS payload, {told.place} AS place "
            f"FROM (SELECT *, NULL::BIGINT AS never_us, 'unknown' AS never_grain FROM {table}) WHERE {told.where}"
        )

    _WHO = "coalesce(journey_id, person_id, account_id, '')"

    @staticmethod
    def _us(moment: str) -> str:
        return f"coalesce({moment}_us::VARCHAR, '')"

    # -- what each kind of rows tells ------------------------------------------------------------------

    def _told(self) -> list[Told]:
        return {
            "people": self._people_facts,
            "inquiries": self._inquiries,
            "moves": self._moves,
            "stage_dates": self._stage_dates,
            "opportunities": self._opportunities,
            "touches": self._touches,
            "calls": self._calls,
            "answers": self._answers,
            "payments": self._payments,
            "visits": self._visits,
            "spend": self._spend,
        }[self.rows.kind.name]()

    def _attributes(self) -> dict[str, str]:
        named = sorted((name, f"attribute_{n}") for n, name in enumerate(self.rows.attributes or {}))
        if not named:
            return {}
        inner = ", ".join(_item(name, column) for name, column in named)
        some = " OR ".join(f"{column} IS NOT NULL" for _, column in named)
        return {"attributes": f"CASE WHEN {some} THEN '{{' || concat_ws(',', {inner}) || '}}' END"}

    def _given(self, *names: str) -> dict[str, str]:
        return {name: _json(name) for name in names if self._has(name)}

    def _money(self, when: str = "true") -> dict[str, str]:
        if not self._has("value"):
            return {}
        currency = f"coalesce(currency, {text(self.context.currency)})"
        shown = f"{when} AND value IS NOT NULL"
        return {
            "value": f"CASE WHEN {shown} THEN value::VARCHAR END",
            "currency": f"CASE WHEN {shown} THEN to_json({currency})::VARCHAR END",
        }

    def _people_facts(self) -> list[Told]:
        attributes = self._attributes()
        some = f"{attributes['attributes']} IS NOT NULL" if attributes else "false"
        group = self._id("journey", "lower(trim(buying_group))", source="group")
        joined = ("joined", self._WHO, f"coalesce({group}, account_id, '')")
        belongs = f"buying_group IS NOT NULL OR (account_id IS NOT NULL AND NOT ({some}))"
        return [
            Told("'joined'", "at", joined, {"group": f"to_json({group})::VARCHAR"}, belongs),
            Told("'described'", "at", ("described", self._WHO), attributes, some),
        ]

    def _inquiries(self) -> list[Told]:
        first = text(self.funnel.first.name)
        to = f"coalesce(stage, {first})"
        payload = {
            "to": f"to_json({to})::VARCHAR",
            **self._attributes(),
            **self._given("channel", "campaign", "origin", "form"),
        }
        source = text(self.context.source)
        own = (
            self._either_key("id", (source, "id"), (self._WHO, self._us("at")))
            if self._has("id")
            else (self._WHO, self._us("at"))
        )
        return [Told("'inquired'", "at", ("inquired", *own), payload, place=to, journey="journey_id")]

    @staticmethod
    def _either_key(column: str, given: Sequence[str], missing: Sequence[str]) -> tuple[str, ...]:
        """One part that stands for either natural key: the parts are joined as a key joins them."""
        joined = [f"concat_ws(chr(31), {', '.join(parts)})" for parts in (given, missing)]
        return (f"CASE WHEN {column} IS NOT NULL THEN {joined[0]} ELSE {joined[1]} END",)

    def _moves(self) -> list[Told]:
        payload = {"to": "to_json(stage)::VARCHAR", **self._attributes(), **self._given("reason", "owner")}
        kinds = " ".join(f"WHEN {text(p.name)} THEN {text(_move_kind(p))}" for p in self.funnel.places)
        natural = ("moved", self._WHO, "stage", self._us("at"))
        return [Told(f"CASE stage {kinds} END", "at", natural, payload, place="stage", journey="journey_id")]

    def _stage_dates(self) -> list[Told]:
        told, before = [], "true"
        named = sorted(self.rows.stages, key=self.funnel.position)
        for number, name in enumerate(named):
            place = self.funnel.place(name)
            begins = place is self.funnel.first
            attributes = {key: f"CASE WHEN {before} THEN {sql} END" for key, sql in self._attributes().items()}
            payload = {
                "to": f"to_json({text(name)})::VARCHAR",
                **attributes,
                **self._given("reason", "owner", *(("channel", "campaign") if begins else ())),
            }
            told.append(
                Told(
                    text("inquired" if begins else _move_kind(place)),
                    f"stage_{number}",
                    ("stage", self._WHO, text(name)),
                    payload,
                    f"stage_{number}_us IS NOT NULL",
                    text(name),
                    "journey_id",
                )
            )
            before += f" AND stage_{number}_us IS NULL"
        return told

    def _opportunities(self) -> list[Told]:
        status = "coalesce(status, 'open')"
        given = self._given("owner")
        to = f"coalesce(stage, {text(self.funnel.before_won.name)})"
        opened = Told(
            "'opened'",
            "opened",
            ("opened", self._WHO, self._us("opened")),
            {
                "to": f"to_json({to})::VARCHAR",
                **self._attributes(),
                **given,
                **self._given("opportunity_type"),
                **self._money(f"{status} <> 'won'"),
                "expected_close_us": "expected_close_us::VARCHAR",
            },
            f"opened_us IS NOT NULL OR {status} = 'open'",
            to,
            "journey_id",
        )
        early = f"{status} <> 'open' AND {CLOSED_EARLY}"
        return [
            replace(opened, where=f"({opened.where}) AND NOT ({early})"),
            replace(opened, where=f"({opened.where}) AND {early}", moment="never"),
            *(self._closed(each, status) for each in STATUSES if each != "open" and self._end(each)),
        ]

    def _end(self, status: str) -> Place | None:
        places = self.funnel.by_role(Role(status))
        return places[0] if places else None

    def _closed(self, status: str, actual: str) -> Told:
        place = self._end(status) or self.funnel.won
        return Told(
            text(_move_kind(place)),
            "closed",
            ("closed", self._WHO, self._us("opened")),
            {
                "to": f"to_json({text(place.name)})::VARCHAR",
                **self._attributes(),
                **self._given("owner", "reason"),
                **(self._money() if status == "won" else {}),
            },
            f"{actual} = {text(status)}",
            text(place.name),
            "journey_id",
        )

    def _dated(self, kind: str, *names: str) -> tuple[str, ...]:
        plain = (self._WHO, self._us("at"), *(f"coalesce({name}, '')" for name in names))
        if not self._has("id"):
            return (kind, *plain)
        return (kind, *self._either_key("id", (text(self.context.source), "id"), plain))

    def _touches(self) -> list[Told]:
        payload = {
            **self._attributes(),
            **self._given("channel", "campaign", "activity", "direction"),
            **self._money(),
        }
        return [Told("'touched'", "at", self._dated("touched", "channel", "activity"), payload)]

    def _calls(self) -> list[Told]:
        payload = {
            **self._attributes(),
            **self._given("outcome", "dials", "connected", "completed", "minutes", "owner"),
        }
        return [Told("'called'", "at", self._dated("called"), payload)]

    def _answers(self) -> list[Told]:
        payload = self._given("criterion", "grade", "framework", "channel")
        return [Told("'answered'", "at", self._dated("answered", "criterion"), payload)]

    def _payments(self) -> list[Told]:
        payload = {**self._attributes(), **self._money(), **self._given("invoice")}
        return [Told("'paid'", "at", self._dated("paid", "invoice"), payload, journey="journey_id")]

    def _visits(self) -> list[Told]:
        payload = self._given("visits", "channel", "campaign")
        return [Told("'visited'", "at", self._dated("visited", "channel", "campaign"), payload)]

    def _spend(self) -> list[Told]:
        payload = {
            **self._attributes(),
            **self._given("purpose", "channel", "campaign", "hours"),
            **self._money(),
        }
        return [Told("'spent'", "at", self._dated("spent", "purpose", "channel", "campaign"), payload)]


def _move_kind(place: Place) -> str:
    return KINDS[KIND_OF_ROLE[place.role]]


def _json(column: str) -> str:
    return f"CASE WHEN {column} IS NOT NULL THEN to_json({column})::VARCHAR END"


def _item(name: str, sql: str) -> str:
    return f"{text(_quoted(name))} || to_json({sql})::VARCHAR"


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False) + ":"


def payload(items: Mapping[str, str]) -> str:
    """The canonical JSON of a payload: keys sorted, empty ones left out. Values are SQL for JSON text."""
    version = {"v": text(str(VERSION))}
    parts = ", ".join(f"{text(_quoted(name))} || {sql}" for name, sql in sorted({**items, **version}.items()))
    return f"'{{' || concat_ws(',', {parts}) || '}}'"
