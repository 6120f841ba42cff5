"""The oracles of questions about reasons, neglect, cost and worth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from headrace.core.entries import (
    Breached,
    Called,
    Expired,
    Known,
    Recovered,
    Spent,
    Visited,
)
from headrace.core.funnel import Role
from headrace.rules.case import is_answer, is_attempt
from oracles.asked import (
    DAY,
    MINUTE,
    Asked,
    Leads,
    Row,
    Told,
    Visit,
    entered,
    onward,
    passed,
    rate,
)


def reasons(asked: Asked) -> Told:
    found: dict[Any, list[Visit]] = defaultdict(list)
    away: dict[Any, int] = defaultdict(int)
    for visits in asked.units.values():
        real = [visit for visit in visits if not visit.stay.implied]
        for before, visit in pairwise(real):
            out = not visit.in_stage or visit.stay.via == "expired"
            if asked.in_period(visit.stay.entered_us) and visit.kept and out and before.in_stage:
                found[visit.segment, before.place.name, visit.place.name, visit.reason].append(visit)
                away[visit.segment, before.place.name] += 1
    order = {name: n for n, name in enumerate(asked.funnel.names())}

    def key(told: tuple[Any, ...]) -> tuple[Any, ...]:
        segment, frm, to, why = told
        in_order = segment is None, segment or "", order[frm], order[to]
        return (*in_order, -len(found[told]), why is None, why or "")

    return [
        ({"frm": frm, "to": to, "segment": segment, "reason": why, "count": len(found[each]),
          "everyone": away[segment, frm], **rate("share", len(found[each]), away[segment, frm]),
          "value": _sum(visit.value for visit in found[each])}, {"count": [visit.lead for visit in found[each]]})
        for each in sorted(found, key=key) for segment, frm, to, why in [each]
    ]  # fmt: skip


def _sum(values: Iterable[int | None]) -> int | None:
    known_ones = [value for value in values if value is not None]
    return sum(known_ones) if known_ones else None


def handoff(asked: Asked) -> Told:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or not first.kept:
            continue
        now = [first, *after][-1]
        over = now.place.role not in (Role.STAGE, Role.WON)
        flags = {
            "entered": True,
            "won": now.place.role is Role.WON,
            "valued": now.place.role is Role.WON and now.value is not None,
            "reasoned": over and now.reason is not None,
            "unreasoned": over and now.reason is None,
            "open": now.place.role is Role.STAGE,
        }
        for name in (name for name, flag in flags.items() if flag):
            found[first.segment, first.place.name][name].append(first.lead)
    told: Told = []
    for segment in sorted({key[0] for key in found}, key=lambda name: (name is None, name or "")) or [None]:
        for stage in asked.funnel.stages:
            leads = found.get((segment, stage.name), {})
            n = {
                name: len(leads.get(name, []))
                for name in ("entered", "won", "valued", "reasoned", "unreasoned", "open")
            }
            told.append(({"place": stage.name, "segment": segment, **n,
                          **rate("closed", n["won"] + n["reasoned"], n["entered"]),
                          **rate("complete", n["valued"], n["won"])}, leads))  # fmt: skip
    return told


def values(asked: Asked) -> Told:
    entries: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    revenue: dict[Any, int] = defaultdict(int)
    for first, _ in asked.firsts():
        if asked.in_period(first.stay.entered_us) and first.kept:
            key = (asked.period(entered(first)[0]), first.segment, first.place.name)
            entries[key]["entered"].append(first.lead)
            won = next((visit for visit in asked.units[first.unit] if visit.place.role is Role.WON), None)
            if won is not None and won.n >= first.n:
                entries[key]["won"].append(first.lead)
                revenue[key] += won.value or 0
    visits: dict[Any, int] = defaultdict(int)
    for fact in asked.known:
        if isinstance(fact.body, Visited) and asked.in_period(fact.at_us):
            told = _visited(asked, fact.body)
            if told is not None:
                visits[asked.period(fact.at_us or 0), told[0]] += fact.body.visits
    told_apart = asked.ask.by is None or any(segment is not None for _period, segment in visits)
    return _value_rows(asked, entries, revenue, visits if told_apart else {})


def _visited(asked: Asked, body: Visited) -> tuple[str | None] | None:
    """The segment of visits; None if they are left out."""
    if any(getattr(body, name, None) != value for name, value in asked.ask.where.items()):
        return None
    return (getattr(body, asked.ask.by, None) if asked.ask.by else None,)


def _value_rows(asked: Asked, entries: dict[Any, Leads], revenue: dict[Any, int], visits: dict[Any, int]) -> Told:
    told: Told = []
    keys = [key[:2] for key in entries] + list(visits)
    for bucket in sorted({key[0] for key in keys}, key=lambda day: (day is None, day or date.min)) or [None]:
        for segment in sorted({key[1] for key in keys}, key=lambda name: (name is None, name or "")) or [None]:
            rows: Told = []
            for stage in asked.funnel.stages:
                leads, money = entries.get((bucket, segment, stage.name), {}), revenue[bucket, segment, stage.name]
                n, won = len(leads.get("entered", [])), len(leads.get("won", []))
                rows.append(({"place": stage.name, "entered": n, "won": won, **rate("rate", won, n),
                              **_worth_of(n, won, money)}, dict(leads)))  # fmt: skip
            if seen := visits.get((bucket, segment)):
                first = rows[0][0]
                rows.insert(0, ({"place": "visits", "entered": seen, "won": first["won"], **rate("rate", 0, 0),
                                 **_worth_of(seen, first["won"], first["revenue"])}, {}))  # fmt: skip
            told += [({"period": bucket, "segment": segment, **row}, leads) for row, leads in rows
                     if bucket is None or row["entered"]]  # fmt: skip
    return told


def _worth_of(entered_count: int, won: int, money: int) -> Row:
    return {"revenue": money, "per_win": money / won if won else None,
            "per_entry": money / entered_count if entered_count else None}  # fmt: skip


BUCKETS = ("won", "open", "nurtured", "lost", "disqualified", "expired", "never_followed", "late", "undecided")


def leakage(asked: Asked) -> Told:
    older = asked.ask.options.get("older_than")
    limit = (30 if older is None else older) * 1440 * MINUTE
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    money: dict[Any, list[int]] = defaultdict(list)
    revenue, followed_up = 0, 0
    for first, after in asked.firsts():
        if first.position or not asked.in_period(first.stay.entered_us) or not first.kept:
            continue
        told = [fact for fact in asked.known if (fact.person or fact.journey) == first.unit]
        visits = asked.units[first.unit]
        won = next((visit for visit in visits if visit.place.role is Role.WON), None)
        since = [f for f in told if f.at_us is not None and asked.day(f.at_us) >= asked.day(entered(first)[0])]
        followed = onward(first, after) is not None or any(is_attempt(f) or is_answer(f) for f in since)
        old = passed(asked, entered(first)) > limit
        bucket = _bucket_of(visits[-1], won, since, followed=followed, old=old)
        found[first.segment][bucket].append(first.lead)
        revenue, followed_up = revenue + ((won.value or 0) if won else 0), followed_up + followed
        for kind, name in ((Expired, "booked"), (Recovered, "recovered")):
            worth = [_euros(asked, fact.body) for fact in told if isinstance(fact.body, kind)]
            money[first.segment, bucket, name] += [value for value in worth if value is not None]
    each = revenue / followed_up if followed_up else None
    return _leak_rows(found, money, each)


def _euros(asked: Asked, body: Any) -> int | None:
    return body.value if body.currency == asked.currency else None


def _bucket_of(now: Visit, won: Visit | None, told: list[Known], *, followed: bool, old: bool) -> str:
    if won is not None:
        return "won"
    if now.place.role is Role.EXPIRED or now.stay.via == "expired":
        return "expired"
    if now.place.role is Role.OUT:
        return "disqualified"
    resting, waiting = now.place.role in (Role.NURTURE, Role.LOST), now.in_stage and now.position == 0 and old
    if not followed and (resting or waiting):
        return "never_followed"
    if resting and any(isinstance(fact.body, Breached) for fact in told):
        return "late"
    if resting:
        return "lost" if now.place.role is Role.LOST else "nurtured"
    return "undecided" if waiting else "open"


def _leak_rows(found: Mapping[Any, Leads], money: Mapping[Any, list[int]], each: float | None) -> Told:
    told: Told = []
    for segment in sorted(found, key=lambda name: (name is None, name or "")) or [None]:
        everyone = sum(map(len, found.get(segment, {}).values()))
        for bucket in BUCKETS:
            leads = found.get(segment, {}).get(bucket, [])
            booked, back = (_sum(money.get((segment, bucket, name), [])) for name in ("booked", "recovered"))
            guessed = each * len(leads) if bucket in BUCKETS[6:] and leads and each is not None else None
            lost = None if booked is None and guessed is None else (booked or 0) + (guessed or 0)
            told.append(({"outcome": bucket, "segment": segment, "count": len(leads), "inquiries": everyone,
                          **rate("share", len(leads), everyone), "lost": lost, "recovered": back}, {"count": leads}))  # fmt: skip
    return told


def retention(asked: Asked) -> Told:
    every = replace(asked.ask, bucket=asked.ask.bucket or "month")
    months = {"month": 1, "quarter": 3, "year": 12}[every.bucket or ""]
    asked = replace(asked, ask=every)
    visits = [visit for each in asked.units.values() for visit in each]
    cells: dict[Any, dict[Any, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for who, facts in asked.payments.items():
        segments = {fact.seq: _segment_of_payer(asked, fact, visits) for fact in facts}
        kept = asked.since_first([fact for fact in facts if segments[fact.seq][0]])
        if not kept or not asked.in_period(min(fact.at_us or 0 for fact in kept)):
            continue
        cohort = min(asked.period(fact.at_us or 0) for fact in kept)
        told: dict[Any, list[Known]] = defaultdict(list)
        for fact in kept:
            told[asked.period(fact.at_us or 0)].append(fact)
        segment = min((name for fact in kept if (name := segments[fact.seq][1])), default=None)
        for period, theirs in told.items():
            money = sum(_euros(asked, fact.body) or 0 for fact in theirs)
            lead = (who, max((f.journey for f in theirs if f.journey), default=None),
                    max((f.person for f in theirs if f.person), default=None))  # fmt: skip
            cells[segment][cohort, period].append((money, None if all(map(asked.refunds, theirs)) else lead))
    return [row for segment in sorted(cells, key=lambda name: (name is None, name or ""))
            for row in _triangle_rows(asked, segment, cells[segment], months)]  # fmt: skip


def _segment_of_payer(asked: Asked, fact: Known, visits: list[Visit]) -> tuple[bool, str | None]:
    """Whether a payment is asked for, and what it is split by: its own company, or else as whoever paid."""
    kept, segment = segment_of_whom(asked, fact, visits)
    return kept, fact.account if asked.ask.by == "account" else segment


def segment_of_whom(asked: Asked, fact: Known, visits: list[Visit]) -> tuple[bool, str | None]:
    """Whether a fact is asked for, and what it is split by: as its pass is, else its person, else as told of strangers."""
    of_pass, of_person = ([v for v in visits if name and name in (v.journey, v.person)]
                          for name in (fact.journey, fact.person))  # fmt: skip
    if theirs := of_pass or of_person:
        kept = [v for v in theirs if v.kept or not asked.ask.where]
        return bool(kept), min((v.segment for v in kept if v.segment), default=None)
    told = {name: asked.told_of_stranger(fact, name) for name in {asked.ask.by, *asked.ask.where} - {None}}
    return all(told[name] == value for name, value in asked.ask.where.items()), told.get(asked.ask.by)


def _triangle_rows(asked: Asked, segment: str | None, cells: Mapping[Any, list[Any]], months: int) -> Told:
    told, pooled = [], defaultdict(list)
    tomorrow = asked.as_of + DAY
    for cohort in sorted({cohort for cohort, _ in cells}):
        size, so_far = 0, 0
        for age in range(_months(cohort, tomorrow) // months):
            month = cohort.month - 1 + age * months
            period = date(cohort.year + month // 12, month % 12 + 1, 1)
            theirs = cells.get((cohort, period), [])
            active, money = [lead for _, lead in theirs if lead], sum(amount for amount, _ in theirs)
            size, so_far = size if age else len(active), so_far + money
            pooled[age].append((len(active), size, money, so_far))
            told.append((_kept(segment, cohort, period, age, (len(active), size, money, so_far)), {"active": active}))
    together = {age: tuple(map(sum, zip(*rows, strict=True))) for age, rows in pooled.items()}
    return told + [(_kept(segment, None, None, age, sums), {}) for age, sums in sorted(together.items())]


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _kept(segment: str | None, cohort: date | None, period: date | None, age: int, sums: tuple[int, ...]) -> Row:
    active, size, money, so_far = sums
    return {"segment": segment, "cohort": cohort, "period": period, "age": age, "customers": size, "active": active,
            **rate("share", active, size), "revenue": money, "per_customer": so_far / size if size else None}  # fmt: skip


COUNTS_FROM = {"acquire": 0, "nurture": 1, "calls": 1, "sell": 2}  # inquiry, MQL, SAL


def costs(asked: Asked) -> Told:
    entries: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for first, _ in asked.firsts():
        if asked.in_period(first.stay.entered_us) and first.kept:
            entries[asked.period(entered(first)[0]), first.segment][first.place.name].append(first.lead)
    went_out: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for fact in asked.known:
        told = spent(asked, fact)
        if told is not None and asked.in_period(fact.at_us):
            purpose, segment, *amounts = told
            went_out[asked.period(fact.at_us or 0), segment][purpose].append(amounts)
    told_rows: Told = []
    keys = entries.keys() | went_out.keys()
    for bucket in sorted({key[0] for key in keys}, key=lambda day: (day is None, day or date.min)) or [None]:
        for segment in sorted({key[1] for key in keys}, key=lambda name: (name is None, name or "")) or [None]:
            for n, stage in enumerate(asked.funnel.stages):
                leads = entries.get((bucket, segment), {}).get(stage.name, [])
                counted = [each for purpose, items in went_out.get((bucket, segment), {}).items()
                           if COUNTS_FROM.get(purpose, 99) <= n for each in items]  # fmt: skip
                media = sum(money or 0 for money, _, _ in counted)
                unpaid = any(hours or minutes for money, hours, minutes in counted)  # nobody told what people are paid
                row = {
                    "period": bucket, "segment": segment, "place": stage.name, "entered": len(leads), "media": media,
                    "people": None if unpaid else 0.0, "cost": None if unpaid else media + 0.0,
                    "media_per_entry": media / len(leads) if leads else None,
                    "per_entry": media / len(leads) if leads and not unpaid else None,
                }  # fmt: skip
                if bucket is None or leads or row["cost"]:
                    told_rows.append((row, {"entered": leads}))
    return told_rows


def spent(asked: Asked, fact: Known) -> tuple[Any, ...] | None:
    """Purpose, segment, money, hours and minutes of what went out; None for all other facts, and those left out."""
    if isinstance(fact.body, Spent):
        wanted = all(getattr(fact.body, name, None) == value for name, value in asked.ask.where.items())
        money = fact.body.value if fact.body.currency == asked.currency else None
        segment = getattr(fact.body, asked.ask.by, None) if asked.ask.by else None
        return (fact.body.purpose, segment, money, 0 if money else fact.body.hours, 0) if wanted else None
    if not isinstance(fact.body, Called):
        return None
    kept, segment = segment_of_whom(asked, fact, [visit for each in asked.units.values() for visit in each])
    return ("calls", segment, None, 0, fact.body.minutes or 0) if kept else None
