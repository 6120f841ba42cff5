"""The deed of reporting: a question and what is asked become an answer, and a figure its leads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from headrace.analytics.catalog import QUESTIONS, question
from headrace.analytics.question import (
    KEY_KINDS,
    SEEN_FROM,
    TOTAL,
    Answer,
    Ask,
    Between,
    Column,
    Counted,
    Kind,
    Note,
    PlaceInfo,
    Question,
    Reading,
    Replayed,
    Row,
    Stamp,
)
from headrace.app.asks import checked
from headrace.app.ports import Engine, Scope
from headrace.core.durations import Duration
from headrace.core.errors import NotFound, UsageError, closest
from headrace.core.funnel import Funnel
from headrace.core.policy import Policy
from headrace.core.texts import N_, _, ngettext
from headrace.core.units import DAY_US, day_number, micros, start_of_day
from headrace.ledger.known import Horizon
from headrace.rules.editions import Edition

COUNTED = (Kind.COUNT, Kind.MONEY, Kind.NUMBER)
FEW = 10
"""How many values are named where one is not known."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which definitions, and at which head of the ledger, a question is answered.

    `horizon` says for each kind of fact until when it counts, where that is not one known-at for all.
    """

    funnel: Funnel
    policy: Policy
    funnel_version: int
    policy_version: int
    head: int
    now: datetime
    editions: Sequence[Edition] = ()
    horizon: Horizon | None = None

    def reading(self, ask: Ask, scope: Scope) -> Reading:
        """What a question needs to read its counts."""
        known = [each for each in self.editions if scope.horizon is None or each.learnt_us <= scope.horizon.facts]
        return Reading(places_of(self.funnel), ask, self.funnel, self.policy, scope.as_of_us, known)


def report(engine: Engine, name: str, ask: Ask, terms: Terms) -> Answer:
    """Answer a question.

    The as-of day defaults to today in the company's zone, or to the day of known-at; known-at to now.
    """
    asked = question(name)
    ask = resolved(asked, ask, terms)
    scope = scope_of(engine, ask, terms, asked)
    reading = terms.reading(ask, scope)
    rows = asked.finish(_found(engine, asked, ask, terms), reading)
    return Answer(
        question=name,
        title=_(asked.title),
        subtitle=_(asked.meaning),
        ask=ask,
        stamp=stamp_of(ask, terms),
        columns=_columns(asked, ask),
        rows=rows,
        caveats=_caveats(asked, ask, *engine.undated(ask, scope)),
        notes=_unheard(engine, asked, ask, scope, rows),
        places=reading.places,
        formula=[_(line) for line in asked.formula],
        source=[_(line) for line in asked.source],
    )


def counts(engine: Engine, name: str, ask: Ask, terms: Terms) -> Counted:
    """What an engine counts for a question, which `report` makes the rows of."""
    asked = question(name)
    ask = resolved(asked, ask, terms)
    return engine.counted(asked, ask, scope_of(engine, ask, terms, asked))


def resolved(asked: Question, ask: Ask, terms: Terms) -> Ask:
    """The ask with its defaults filled in; an error if it makes no sense."""
    if ask.known_at is not None and ask.known_at.astimezone(terms.policy.time_zone).date() > today(terms):
        raise UsageError(
            f"--known-at: {ask.known_at:%Y-%m-%d %H:%M} lies ahead, and nobody knows yet what is learnt until then.",
            hint=f"Today is {today(terms)}.",
        )
    return checked(asked, replace(ask, as_of=as_of_day(ask, terms)), terms.funnel, today(terms))


def _found(engine: Engine, asked: Question, ask: Ask, terms: Terms) -> Any:
    """What the engine finds for a question; also as of the earlier days that it looks at."""
    scope = scope_of(engine, ask, terms, asked)
    if asked.paths:
        return engine.journeys(asked, ask, scope)
    now = engine.counted(asked, ask, scope)
    if asked.replays is None:
        return now
    earlier = [(each, scope_of(engine, each, terms, asked)) for each in asked.replays(ask, terms.policy)]
    told = [Replayed(terms.reading(each, then), engine.counted(asked, each, then)) for each, then in earlier]
    return [*told, Replayed(terms.reading(ask, scope), now)]


def leads(engine: Engine, answer: Answer, row: Row, figure: str | None, terms: Terms) -> list[Row]:
    """The leads behind a figure of an answer, or behind its first count: the unit, journey and person of each."""
    asked, figure = question(answer.question), listed(answer, figure).name
    if not asked.stands_for_leads(row):
        raise _unlisted(figure)
    key = {
        column: _wanted(row, shown)
        for column, shown in asked.keys.items()
        if shown is not None and not (asked.total and shown == asked.total and row[shown] == TOTAL)
    }
    if answer.ask.bucket is None:
        key.pop("bucket", None)
    scope = scope_of(engine, answer.ask, terms, asked)
    found = engine.leads(asked, answer.ask, scope, key, figure)
    if len(found) != row[figure]:
        raise _unlisted(figure)
    if asked.tell is None:
        return found
    return asked.tell(found, _found(engine, asked, answer.ask, terms), terms.reading(answer.ask, scope))


def listed(answer: Answer, figure: str | None) -> Column:
    """The figure of an answer whose leads are listed, by its name; the first one that there is if not given."""
    columns = {column.name: column for column in answer.columns if column.listed}
    if not columns:
        raise UsageError(
            f"No figure of {answer.question} lists its leads.",
            hint="They are shares, sums and estimates; `conversion` and `waterfall` list leads behind their counts.",
        )
    if figure and figure not in columns:
        raise UsageError(f"No leads for {figure!r}.", hint=f"Figures with leads: {', '.join(columns)}.")
    return columns[figure or next(iter(columns))]


def _unlisted(figure: str) -> UsageError:
    return UsageError(
        f"The leads of {figure!r} cannot be listed here.",
        hint="Those of cohorts and of today can: flows, visits, rows of all cohorts together, and the past of a "
        "pipeline name nobody.",
    )


def _wanted(row: Row, shown: str | tuple[str, str | None]) -> object:
    """The value of a key that a row stands for, or its bounds."""
    if isinstance(shown, str):
        return row.get(shown) if shown else None
    least, most = shown
    return Between(row[least], None if most is None else row[most])


def scope_of(engine: Engine, ask: Ask, terms: Terms, asked: Question | None = None) -> Scope:
    """What an engine needs of the house to answer an ask: of a question, or of whatever reads stays."""
    zone = terms.policy.time_zone
    as_of = as_of_day(ask, terms)
    as_of_us = start_of_day(as_of + timedelta(days=1), zone)
    horizon = terms.horizon or (None if ask.known_at is None else Horizon.at(micros(ask.known_at)))
    seen_from = ask.options.get(SEEN_FROM.name)
    together, worth = _together(ask), asked is None or asked.worth
    return Scope(
        as_of_us=as_of_us,
        as_of_day=day_number(as_of),
        horizon=horizon,
        currency=terms.policy.currency,
        week_start=str(terms.policy.week_start),
        fiscal_start=terms.policy.fiscal_year_start,
        sides=terms.policy.channels,
        influence_us=_length(terms.policy.influence_window),
        qualification=terms.policy.qualification,
        together=together,
        rebuilt=horizon is not None or together is not None or engine.must_rebuild(ask, as_of_us, worth=worth),
        seen_us=None if seen_from is None else start_of_day(seen_from, zone),
    )


def _together(ask: Ask) -> str | None:
    """Whose facts are taken for one person's, if not each person's own."""
    whose = "group" if ask.unit == "group" else ask.options.get("of")
    return None if whose in (None, "person") else str(whose)


def _length(duration: Duration) -> int:
    """A duration in microseconds, a month taken for 30 days."""
    return duration.fixed_us or duration.count * 30 * DAY_US


def places_of(funnel: Funnel) -> list[PlaceInfo]:
    """The places as reports print them, in the funnel's order."""
    return [PlaceInfo(place.name, place.label, str(place.role)) for place in funnel.places]


def today(terms: Terms) -> date:
    """Today in the company's zone."""
    return terms.now.astimezone(terms.policy.time_zone).date()


def as_of_day(ask: Ask, terms: Terms) -> date:
    """The as-of day of an ask. If it names none: today, or the day of known-at, after which nothing was known."""
    if ask.as_of is not None or ask.known_at is None:
        return ask.as_of or today(terms)
    return min(today(terms), ask.known_at.astimezone(terms.policy.time_zone).date())


def stamp_of(ask: Ask, terms: Terms) -> Stamp:
    """What an answer says of itself, so that it can be had again."""
    return Stamp(
        as_of=as_of_day(ask, terms),
        known_at=ask.known_at or terms.now,
        head=terms.head,
        funnel=terms.funnel.name,
        funnel_version=terms.funnel_version,
        policy_version=terms.policy_version,
        zone=terms.policy.zone,
        currency=terms.policy.currency,
        fiscal_year_start=terms.policy.fiscal_year_start,
    )


def _columns(asked: Question, ask: Ask) -> Sequence[Column]:
    """The columns of the answer; the segment's bears the attribute's name."""
    return [
        replace(column, label=ask.by) if column.name == "segment" and ask.by else column for column in asked.shown(ask)
    ]


def _unheard(engine: Engine, asked: Question, ask: Ask, scope: Scope, rows: Sequence[Row]) -> list[Note]:
    """Of an answer that is empty: which of the values that it was asked for no lead has."""
    figures = [column.name for column in asked.columns if column.kind in COUNTED and not column.naming]
    if any(row.get(name) for row in rows for name in figures):
        return []
    known = {name: engine.values(name, scope) for name in sorted(ask.where.keys() & set(engine.attributes()))}
    return [_no_such(name, ask.where[name], values) for name, values in known.items() if ask.where[name] not in values]


def _no_such(name: str, value: str, known: Sequence[str]) -> Note:
    """That no lead has a value of an attribute, and which one is likeliest meant, or else what there is."""
    near = closest(value, known)
    if not known:
        text = N_("No lead has any {name}.")
    elif near is None:
        text = N_("No lead has the {name} {value}. There are {known}.")
    else:
        text = N_("No lead has the {name} {value}. Did you mean {known}?")
    some = ", ".join(known[:FEW]) + (", …" if len(known) > FEW else "")
    told = {"name": name, "value": value, "known": near or some}
    return Note(text, {key: (Kind.TEXT, each) for key, each in told.items()})


def _caveats(asked: Question, ask: Ask, undated: int, placed: int) -> list[str]:
    given = {option.told: ask.options.get(option.name, option.default) for option in asked.options if option.told}
    population, *caveats = asked.otherwise.get(asked.shape(ask), (asked.population, *asked.caveats))
    said = [_(population), *(_(told, value=value) for told, value in given.items() if value is not None)]
    said += map(_, caveats)
    if undated and asked.name != "stages":
        said.append(
            ngettext(
                "{n} lead without a date of its beginning stands in snapshots, and in no figure that needs one.",
                "{n} leads without a date of their beginning stand in snapshots, and in no figure that needs one.",
                undated,
            )
        )
    if placed:
        said.append(
            ngettext(
                "{n} move without a date is read as happening right after the one before it in the funnel.",
                "{n} moves without a date are read as happening right after the one before them in the funnel.",
                placed,
            )
        )
    return said


def pick(answer: Answer, row: str) -> Row:
    """The row of an answer that a user means: its number from 1, or its stage, or stage/segment."""
    if row.isdigit():
        if not 1 <= int(row) <= len(answer.rows):
            raise NotFound(f"No row {row}.", hint=f"The answer has {len(answer.rows)} rows.")
        return answer.rows[int(row) - 1]
    names = [_row_name(answer, each) for each in answer.rows]
    if row not in names:
        raise NotFound(f"No row {row!r}.", hint=f"Rows: {', '.join(names)}.")
    return answer.rows[names.index(row)]


def _row_name(answer: Answer, row: Row) -> str:
    asked = QUESTIONS.get(answer.question)
    named = [column for column in answer.columns if column.kind in KEY_KINDS]
    shown = [column for column in named if asked is None or column.name in asked.keys.values()]
    return "/".join(str(row[column.name] if row[column.name] is not None else "-") for column in shown)
