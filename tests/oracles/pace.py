"""The oracles of pace: how inflow grows, how fast a pipeline wins, how soon somebody tries, where leads stick."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from statistics import mean
from typing import Any

from scipy.stats import ttest_ind

from headrace.core.entries import Called, Expired, Known, Met, Move, Routed, Touched
from headrace.core.funnel import Role
from headrace.ledger.fold import fate
from headrace.rules.case import is_answer, is_attempt
from oracles.asked import (
    DAY,
    HALF,
    MINUTE,
    NINE_TENTHS,
    Asked,
    Leads,
    Told,
    entered,
    left,
    onward,
    passed,
    quantile_days,
    rate,
)


def _periods(asked: Asked, first: date) -> list[date]:
    """The whole periods from that of a day on, until the end of the as-of day and of what is asked for."""
    end = min(filter(None, (asked.ask.end, asked.as_of + DAY)))
    starts: list[date] = []
    day = first
    while day <= end:
        if (start := _start(asked, day)) not in starts:
            starts.append(start)
        day += timedelta(days=1)
    return starts[:-1]  # the last one begins by the end, so it is not over


def _start(asked: Asked, day: date) -> date:
    return {
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": day.replace(month=1, day=1),
    }[asked.ask.bucket or ""]


def lead_velocity(asked: Asked) -> Told:
    asked = replace(asked, ask=replace(asked.ask, bucket=asked.ask.bucket or "month"))
    stage = asked.ask.options.get("stage") or "mql"
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for first, _ in asked.firsts():
        if asked.in_period(first.stay.entered_us) and first.kept and first.place.name == stage:
            found[first.segment][str(asked.period(entered(first)[0]))].append(first.lead)
    told: Told = []
    for segment in sorted(found, key=lambda name: (name is None, name or "")):
        began = min(date.fromisoformat(period) for theirs in found.values() for period in theirs)
        before = None
        for period in _periods(asked, began):
            if asked.ask.first is not None and period < asked.ask.first:
                continue
            leads = found[segment].get(str(period), [])
            growth = (len(leads) - before) / before if before else None
            why = "first" if before is None else None if before else "nobody"
            row = {
                "period": period,
                "segment": segment,
                "place": stage,
                "entered": len(leads),
                "growth": growth,
                "why": why,
            }
            told.append((row, {"entered": leads}))
            before = len(leads)
    return told


def pipeline_velocity(asked: Asked) -> Told:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    worth: dict[Any, list[int]] = defaultdict(list)
    cycles: dict[Any, list[tuple[int, bool]]] = defaultdict(list)
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or not first.kept or first.place != asked.funnel.before_won:
            continue
        key, start = (asked.period(entered(first)[0]), first.segment), entered(first)
        now, won = [first, *after][-1], next((visit for visit in after if visit.place.role is Role.WON), None)
        if any(visit.place.role is Role.WON for visit in asked.units[first.unit][: first.n]):
            won = None  # the first win counts, and it came before
        what = "won" if won else _undone(now)
        for name in ("opportunities", what):
            found[key][name].append(first.lead)
        worth[key] += [won.value] if won and won.value is not None else []
        further = onward(first, after)
        if not first.stay.implied:
            end = entered(further) if further else left(first) if first.stay.left_us is not None else None
            length = asked.minutes_until_now(start) if end is None else asked.minutes(start, end)
            cycles[key].append((length, further is not None))
    keys = sorted(found, key=lambda key: (key[0] is not None, key[0] or date.min, key[1] is None, key[1] or ""))
    return [_pipeline_row(key, found[key], worth[key], cycles[key]) for key in keys]


def _undone(now: Any) -> str:
    if now.place.role is Role.EXPIRED or now.stay.via == "expired":
        return "expired"
    return "lost" if now.place.role in (Role.LOST, Role.OUT) else "open"


def _pipeline_row(key: Any, leads: Leads, worth: list[int], cycles: list[tuple[int, bool]]) -> tuple[Any, Leads]:
    n = {name: len(leads.get(name, [])) for name in ("opportunities", "won", "lost", "expired", "open")}
    closed, ended = n["won"] + n["lost"], n["won"] + n["lost"] + n["expired"]
    value, cycle = sum(worth) / len(worth) if worth else None, quantile_days(cycles, HALF)

    def per_day(of: int) -> float | None:
        return n["opportunities"] * n["won"] / of * value / cycle if of and value is not None and cycle else None

    return ({"period": key[0], "segment": key[1], **n, "closed": closed, **rate("win_rate", n["won"], closed),
             "ended": ended, **rate("with_expired", n["won"], ended), "value": value, "cycle": cycle,
             "per_day": per_day(closed), "per_day_with_expired": per_day(ended)}, leads)  # fmt: skip


# -- speed to lead -------------------------------------------------------------------------------------------


def speed_to_lead(asked: Asked) -> Told:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    waits: dict[Any, list[tuple[int, bool]]] = defaultdict(list)
    for first, _ in asked.firsts():
        if first.position or first.stay.implied or not first.kept or not asked.in_period(first.stay.entered_us):
            continue
        start, key = entered(first), (asked.period(entered(first)[0]), first.segment)
        theirs = [
            fact for fact in asked.known if (fact.person or fact.journey) == first.unit and fact.at_us is not None
        ]
        tries = [(m, fact) for fact in theirs if is_attempt(fact) or is_answer(fact)
                 if (m := _minutes_to(asked, start, fact)) >= 0]  # fmt: skip
        owned = [max(_minutes_to(asked, start, fact), 0) for fact in theirs if _gives(fact)]
        tried, given = min((m for m, _ in tries), default=None), min(owned, default=None)
        handed = min((m for m in (tried, given) if m is not None), default=None)
        age = asked.minutes_until_now(start)
        waits[*key, "total"].append((age if tried is None else tried, tried is not None))
        waits[*key, "system"].append((age if handed is None else handed, handed is not None))
        if handed is not None:
            waits[*key, "hand"].append((max(waits[*key, "total"][-1][0] - handed, 0), tried is not None))
        exact = [fact.at_us or 0 for _, fact in tries if fact.grain == "instant"]
        at_once = min((at_us - start[0] for at_us in exact), default=None)
        timed = start[1] == "instant" and asked.as_of_us - start[0] >= 1440 * MINUTE
        timed = timed and (tried is None or (at_once is not None and at_once // MINUTE == tried))
        within = {name: timed and at_once is not None and at_once <= minutes * MINUTE
                  for name, minutes in (("in_5_minutes", 5), ("in_an_hour", 60), ("in_a_day", 1440))}  # fmt: skip
        flags = {"inquiries": True, "tried": tried is not None, "given": handed is not None, "timed": timed, **within}
        for name in (name for name, flag in flags.items() if flag):
            found[key][name].append(first.lead)
    keys = sorted(found, key=lambda key: (key[0] is not None, key[0] or date.min, key[1] is None, key[1] or ""))
    return [(_speed_row(key, found[key], waits), found[key]) for key in keys]


def _gives(fact: Known) -> bool:
    names = isinstance(fact.body, Move | Routed) and not isinstance(fact.body, Expired)
    return names and getattr(fact.body, "owner", None) is not None


def _minutes_to(asked: Asked, start: tuple[int, str], fact: Known) -> int:
    return asked.minutes(start, (fact.at_us or 0, str(fact.grain)))


def _speed_row(key: Any, leads: Leads, waits: Any) -> dict[str, Any]:
    names = ("inquiries", "tried", "given", "timed", "in_5_minutes", "in_an_hour", "in_a_day")
    n = {name: len(leads.get(name, [])) for name in names}
    shares: dict[str, Any] = {}
    for name in names[4:]:
        shares |= rate(f"share_{name}", n[name], n["timed"])
    return {"period": key[0], "segment": key[1], **n, **shares,
            "median": _quantile(waits[*key, "total"], HALF), "p90": _quantile(waits[*key, "total"], NINE_TENTHS),
            "system_median": _quantile(waits[*key, "system"], HALF),
            "person_median": _quantile(waits[*key, "hand"], HALF)}  # fmt: skip


def _quantile(waits: list[tuple[int, bool]], share: Any) -> float | None:
    days = quantile_days(waits, share)
    return None if days is None else days * 1440


# -- sticky points -------------------------------------------------------------------------------------------


def sticky(asked: Asked) -> Told:
    asked = replace(asked, ask=replace(asked.ask, bucket="quarter"))
    limit = asked.ask.options.get("within")
    within = (90 if limit is None else limit) * 1440 * MINUTE
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    worth: dict[Any, int] = defaultdict(int)
    stays: dict[Any, list[tuple[int, bool]]] = defaultdict(list)
    quarters: dict[Any, list[tuple[bool, bool]]] = defaultdict(list)
    known = set()
    for first, after in asked.firsts():
        if first.stay.implied or not first.kept or first.stay.entered_us is None:
            continue
        known.add(first.segment)
        start, further, key = entered(first), onward(first, after), (first.segment, first.place.name)
        grown = passed(asked, start) >= within
        soon = grown and further is not None and _between(asked, start, entered(further)) <= within
        quarters[*key, asked.period(start[0])].append((grown, soon))
        if not asked.in_period(start[0]):
            continue
        gone = first.stay.left_us is not None
        stays[key].append((asked.minutes(start, left(first)) if gone else asked.minutes_until_now(start), gone))
        dropped = not further and gone and str(fate(first.stay, asked.funnel)) in ("nurtured", "left", "expired")
        flags = {"entered": True, "dropped": dropped, "moved": further, "judged": grown, "soon": soon}
        for name in (name for name, flag in flags.items() if flag):
            found[key][name].append(first.lead)
        won = next((visit for visit in asked.units[first.unit] if visit.place.role is Role.WON), None)
        worth[key] += (won.value or 0) if won and won.n >= first.n else 0
    rank = "gap" if asked.ask.options.get("rank") else "lost"
    told: Told = []
    for segment in sorted(known, key=lambda name: (name is None, name or "")) or [None]:
        rows = []
        for stage in asked.funnel.stages[:-1]:
            key = (segment, stage.name)
            best = _best({quarter: each for (*of, quarter), each in quarters.items() if tuple(of) == key})
            rows.append((_sticky_row(key, found[key], worth[key], stays[key], best), dict(found[key])))
        told += sorted(rows, key=lambda row: (row[0][rank] is None, -(row[0][rank] or 0)))
    return told


def _between(asked: Asked, start: tuple[int, str], end: tuple[int, str]) -> int:
    return end[0] - start[0] if start[1] == end[1] == "instant" else asked.minutes(start, end) * MINUTE


def _best(quarters: dict[date, list[tuple[bool, bool]]]) -> tuple[float, date] | None:
    shares = [(sum(soon for _, soon in each) / len(each), quarter) for quarter, each in sorted(quarters.items())
              if len(each) >= 30 and all(grown for grown, _ in each)]  # fmt: skip
    return max(shares, key=lambda share: share[0], default=None)


def _sticky_row(key: Any, leads: Leads, money: int, stays: list[tuple[int, bool]], best: Any) -> dict[str, Any]:
    n = {name: len(leads.get(name, [])) for name in ("entered", "dropped", "moved", "judged", "soon")}
    each = money / n["entered"] if n["entered"] else None
    gap = max(best[0] - n["soon"] / n["judged"], 0) if best and n["judged"] else None
    missing = None if gap is None or not n["moved"] else gap * n["entered"] * money / n["moved"]
    return {
        "place": key[1], "segment": key[0], "entered": n["entered"], "dropped": n["dropped"],
        **rate("drop_rate", n["dropped"], n["entered"]), "worth": each,
        "lost": None if each is None else each * n["dropped"], "dwell_median": quantile_days(stays, HALF),
        "dwell_p90": quantile_days(stays, NINE_TENTHS), "judged": n["judged"], **rate("in_time", n["soon"], n["judged"]),
        "best": best[0] if best else None, "best_quarter": best[1] if best else None, "gap": gap,
        "gap_lost": missing, "worries": None, "next_actions": None,
    }  # fmt: skip


# -- what a qualified lead takes -----------------------------------------------------------------------------


def effort(asked: Asked) -> Told:
    """Measured one by one; the interval of the difference is scipy's."""
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    done: dict[Any, list[tuple[int, int, float]]] = defaultdict(list)
    for unit, visits in asked.units.items():
        leads = [visit for visit in visits if visit.place.name == "mql" and not visit.stay.implied]
        of_pass: dict[str, Any] = {}
        for visit in leads:
            of_pass.setdefault(visit.journey, visit)
        qualified = sorted(of_pass.values(), key=lambda visit: visit.n)
        facts = [fact for fact in asked.known if (fact.person or fact.journey) == unit and fact.at_us is not None]
        for before, visit in zip([None, *qualified], qualified, strict=False):
            if not visit.kept or not asked.in_period(visit.stay.entered_us):
                continue
            began = min(each.n for each in visits if each.journey == visit.journey)
            since = visits[max(began - 1, before.n)] if before else None
            theirs = [fact.body for fact in facts if _later(asked, fact, since) and not _later(asked, fact, visit)]
            calls = [body for body in theirs if isinstance(body, Called)]
            key = (asked.period(entered(visit)[0]), visit.segment, "again" if before else "new")
            found[key]["leads"].append(visit.lead)
            done[key].append((sum(isinstance(body, Touched | Met) for body in theirs),
                              sum(body.dials or 1 for body in calls), sum(body.minutes or 0.0 for body in calls)))  # fmt: skip
    told: Told = []
    keys = {key[:2] for key in found}
    for key in sorted(keys, key=lambda key: (key[0] is not None, key[0] or date.min, key[1] is None, key[1] or "")):
        new, again = (done.get((*key, lead), []) for lead in ("new", "again"))
        for lead, theirs in (("new", new), ("again", again)):
            means = [sum(each) / len(theirs) for each in zip(*theirs, strict=True)] or [None] * 3
            row = dict(zip(("period", "segment", "lead", "leads"), (*key, lead, len(theirs)), strict=True))
            row |= dict(zip(("touches", "dials", "minutes"), means, strict=True)) | {"cost": None}
            for n, name in ((0, "touches"), (2, "minutes")):
                row |= _more(name, [each[n] for each in again if lead == "again"], [each[n] for each in new])
            told.append((row, dict(found[*key, lead])))
    return told


def _later(asked: Asked, fact: Known, visit: Any) -> bool:
    """Whether a fact is of a later time than an entry; in days where one of the two is known only to the day."""
    if visit is None or visit.stay.entered_us is None:
        return True
    at_us, start = fact.at_us or 0, entered(visit)
    return at_us > start[0] if fact.grain == start[1] == "instant" else asked.day(at_us) > asked.day(start[0])


def _more(name: str, again: list[float], new: list[float]) -> dict[str, float | None]:
    told: dict[str, float | None] = dict.fromkeys((f"more_{name}", f"more_{name}_low", f"more_{name}_high"))
    if again and new:
        told[f"more_{name}"] = apart = mean(again) - mean(new)
        if min(len(again), len(new)) > 1:
            alike = len({*again}) == len({*new}) == 1
            test = None if alike else ttest_ind(again, new, equal_var=False).confidence_interval()
            told[f"more_{name}_low"], told[f"more_{name}_high"] = (test.low, test.high) if test else (apart, apart)
    return told
