"""Both funnels from the same facts: by inquiry, by person, and by buying group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headrace.analytics.intervals import wilson
from headrace.app.ports import Book
from headrace.ledger.histories import histories
from headrace.rules.case import Case, case_of
from headrace.rules.groups import Member, member
from headrace.rules.terms import Terms

PUBLIC_DOMAINS = frozenset(
    (
        *("aol.com", "gmail.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com", "live.com"),
        *("mail.com", "mail.ru", "me.com", "outlook.com", "proton.me", "protonmail.com", "t-online.de", "web.de"),
        *("yahoo.com", "yandex.ru", "zoho.com"),
    )
)
"""Where anybody may have an address: it says nothing about their company."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One way of counting: how many units, how many of them won, and the rate with its Wilson interval.

    The rate is None without units. Every way counts the same wins: a group's win is one.
    """

    unit: str
    count: int
    won: int
    rate: float | None
    low: float | None
    high: float | None


def reconcile(book: Book, terms: Terms) -> list[Reconciled]:
    """How many inquiries, people and groups there were, and how many of each the wins stand for."""
    members = list(map(member, _cases(book, terms)))
    groups = _by_group(members)
    won = sum(each.won for each in groups.values())
    inquiries = sum(each.inquiries for each in members)
    people = len(frozenset().union(*(each.people for each in members))) if members else 0
    return [_counted(unit, count, won) for unit, count in
            (("inquiry", inquiries), ("person", people), ("group", len(groups)))]  # fmt: skip


def _by_group(members: Iterable[Member]) -> dict[str, Member]:
    groups: dict[str, Member] = {}
    for each in members:
        before = groups.get(each.group, Member(each.group, frozenset(), 0, won=False))
        groups[each.group] = Member(
            each.group, before.people | each.people, before.inquiries + each.inquiries, before.won or each.won
        )
    return groups


def _counted(unit: str, count: int, won: int) -> Reconciled:
    low, high = wilson(won, count) or (None, None)
    return Reconciled(unit, count, won, won / count if count else None, low, high)


def _cases(book: Book, terms: Terms) -> Iterator[Case]:
    for theirs in histories(list(book.entries())).values():
        if case := case_of(theirs, terms):
            yield case


def with_domains(book: Book) -> Iterator[tuple[str, str]]:
    """Each person of whom we know an address of their company, with its domain."""
    for person, email in book.emails():
        domain = email.rpartition("@")[2].strip().lower()
        if domain and domain not in PUBLIC_DOMAINS:
            yield person, domain
