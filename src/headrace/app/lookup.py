"""What a screen shows: the rows of a list, and the story of a lead. Plain values, times as `.._us` UTC microseconds."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from headrace.app import queues
from headrace.app.ports import EVERYBODY, Book
from headrace.core.entries import Known
from headrace.core.errors import UnknownName
from headrace.core.people import Person
from headrace.core.units import micros
from headrace.ledger.fold import in_order
from headrace.ledger.notation import write
from headrace.rules.case import Case
from headrace.rules.qualify import grades_of
from headrace.rules.rank import behaviour, fit
from headrace.rules.terms import Terms
from headrace.rules.work import Work, project

Rows = list[dict[str, Any]]


def rows_of(name: str, book: Book, terms: Terms, desk: str, now: datetime, limit: int) -> Rows:
    """The rows of a list by its name."""
    if name not in _LISTS:
        raise UnknownName("list", name, _LISTS)
    return _LISTS[name](book, terms, desk, now, limit)


def _head(work: Work) -> dict[str, Any]:
    return {
        "journey": work.journey,
        "person": work.person,
        "seq": work.seq,
        "currency": work.currency,
        "place": work.place,
        "owner": work.owner,
    }


def _next(found: list[queues.Next]) -> Rows:
    return [
        _head(each.work)
        | {
            "since_us": each.work.since_us,
            "attempts": each.work.attempts,
            "score": each.work.score,
            "due_us": each.work.due_us,
            "value": each.work.value,
            "worth": each.worth if each.work.value is not None else None,
        }
        for each in found
    ]


def _ask(book: Book, terms: Terms, desk: str, now: datetime, limit: int) -> Rows:
    return _next(queues.to_ask(book, terms, desk, now, limit))


def _work(book: Book, terms: Terms, desk: str, now: datetime, limit: int) -> Rows:
    return _next(queues.to_work(book, terms, desk, now, limit))


def _late(book: Book, _terms: Terms, desk: str, now: datetime, limit: int) -> Rows:
    found = queues.late(book, now, limit, desk or None)
    return [_head(each.work) | {"clock": each.clock, "due_us": each.due_us, "owed_by": each.owed_by} for each in found]


def _cold(book: Book, _terms: Terms, desk: str, now: datetime, limit: int) -> Rows:
    found = queues.cold(book, now, limit, desk or None)
    return [
        _head(each.work)
        | {
            "active_us": each.work.active_us,
            "days_left": each.days_left,
            "value": each.work.value,
            "at_risk": each.work.expected,
        }
        for each in found
    ]


def _keep(book: Book, terms: Terms, _desk: str, now: datetime, limit: int) -> Rows:
    return [
        _head(each.work)
        | {
            "renewal_us": each.contract.until_us,
            "days_left": each.days_left,
            "value": each.contract.value,
            "contact_us": each.contract.contact_us,
            "upsell": each.contract.upsell,
        }
        for each in queues.to_keep(book, terms, now, limit)
    ]


def _pool(book: Book, terms: Terms, _desk: str, now: datetime, limit: int) -> Rows:
    return [
        _head(each.work)
        | {
            "reason": each.reason,
            "next_us": each.work.next_us,
            "content": each.hint.content if each.hint else None,
            "may_send": each.may_send,
        }
        for each in queues.pool(book, terms, now, limit)
    ]


def _revenue(book: Book, terms: Terms, _desk: str, _now: datetime, limit: int) -> Rows:
    return [_head(work) | {"since_us": work.since_us} for work in queues.unvalued(book, terms, limit)]


_LISTS: Mapping[str, Callable[[Book, Terms, str, datetime, int], Rows]] = {
    "ask": _ask,
    "work": _work,
    "late": _late,
    "cold": _cold,
    "keep": _keep,
    "pool": _pool,
    "revenue": _revenue,
}


def _who(person: Person | None) -> Rows:
    known = {name: getattr(person, name, None) for name in ("name", "email", "phone", "company", "title", "country")}
    row = {name: text for name, text in known.items() if text}
    return [row] if row else []


def _questions(case: Case) -> Rows:
    qualification = case.terms.policy.qualification
    grades = grades_of(case.facts, qualification)
    return [
        {"criterion": name, "question": asked.text, "weight": asked.weight, "answer": str(grades.get(name, "–"))}
        for name, asked in qualification.criteria.items()
    ]


def _as_read(case: Case) -> list[Known]:
    """The facts as they happened, moves without a date after the move that leads up to them."""
    found = list(case.facts)
    moves = [next(fact for fact in found if fact.seq == move.seq) for move in in_order(found, case.terms.funnel)]
    for before, move in pairwise(moves):
        if move.at_us is None:
            found.remove(move)
            found.insert(found.index(before) + 1, move)
    return found


def content_hints(book: Book, terms: Terms, now: datetime) -> Rows:
    """Who in the pool may get which content now, with the address to send it to."""
    found = []
    for each in queues.pool(book, terms, now, EVERYBODY):
        person = book.person(each.work.person) if each.work.person and each.hint and each.may_send else None
        if person and person.email and each.hint:
            found.append(
                {
                    "email": person.email,
                    "name": person.name,
                    "content": each.hint.content,
                    "since": each.hint.since.isoformat(),
                    "reason": each.reason,
                    "journey": each.work.journey,
                }
            )
    return found


def story(case: Case, person: Person | None, now: datetime) -> dict[str, Any]:
    """All that there is to tell of a lead.

    Args:
        case: the lead.
        person: their personal data, if we have them still.
        now: when it is told.

    Returns:
        `who` (how to reach them), `lead` (where it stands, one row), `questions` (what to ask, and the newest
        answers), `told` (the declared facts), `clocks`, `points` (fit and behaviour now, rule by rule) and
        `facts` (lines of the notation, oldest first; a move without a date stands where it is read).
    """
    policy, zone, now_us = case.terms.policy, case.terms.zone, micros(now)
    score = case.score()
    found = project(case.facts, case.terms)
    points = [*fit(case.told(), policy.scoring), *behaviour(case.facts, policy.scoring, now_us)]
    unsaid = dict.fromkeys((case.standing.journey, case.standing.person or ""), "")
    return {
        "who": _who(person),
        "lead": [
            {
                "journey": case.standing.journey,
                "place": case.standing.place,
                "owner": case.standing.owner,
                "since_us": case.standing.since_us,
                "value": case.standing.value,
                "currency": case.standing.currency,
                "score": score.points if score else None,
                "known": score.known if score else None,
                "seq": max(fact.seq for fact in case.facts),
            }
        ],
        "questions": _questions(case),
        "told": [{"fact": name, "value": value} for name, value in case.told().items() if value is not None],
        "clocks": [
            {"clock": run.clock, "stage": run.stage, "due_us": run.due_us, "state": str(run.state), "owner": run.owner}
            for run in (found.clocks if found else ())
        ],
        "points": [{"rule": each.rule, "points": round(each.points, 2)} for each in points],
        "facts": [" ".join(line.split()) for line in write(_as_read(case), zone, unsaid)],
    }
