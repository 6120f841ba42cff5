"""The oracles of questions about stays: how many, which share, how long, where to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from headrace.analytics.compare import Count, chance_better, more_to_separate
from headrace.analytics.compare import ranking as compared
from headrace.core.funnel import Role
from headrace.ledger.fold import fate
from oracles import late
from oracles.asked import (
    HALF,
    MINUTE,
    NINE_TENTHS,
    Asked,
    Lead,
    Leads,
    Row,
    Told,
    Visit,
    counted_to,
    entered,
    left,
    onward,
    passed,
    quantile_days,
    rate,
)
from oracles.late import Late, seen_after, watched


def _segments(visits: Iterable[Visit]) -> list[str | None]:
    return sorted({visit.segment for visit in visits}, key=lambda name: (name is None, name or "")) or [None]


def waterfall(asked: Asked) -> Told:
    figures: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    waits: dict[Any, list[tuple[int, bool]]] = defaultdict(list)
    values: dict[Any, list[int]] = defaultdict(list)
    for visits in asked.units.values():
        if not asked.in_period(visits[0].stay.entered_us):
            continue
        for place in asked.funnel.stages:
            there = [visit for visit in visits if visit.place.name == place.name]
            if not there:
                continue
            for visit in (each for each in there if each.kept):
                figures[visit.segment, place.name] = figures[visit.segment, place.name]
            first, last = there[0], there[-1]
            mine, before = figures[first.segment, place.name] if first.kept else {}, visits[: first.n]
            further = onward(first, visits[first.n + 1 :])
            what = "moved_on" if further else str(fate(last.stay, asked.funnel))
            if first.kept:
                flags = {
                    "entered": True,
                    "joined": first.n == 0 and first.position > 0,
                    "implied": first.stay.implied,
                    "came": any(each.position == first.position - 1 for each in before),
                    "of_the_first": first.position == 0 or any(each.position == 0 for each in before),
                    "moved_on": what == "moved_on",
                }
                for name in (name for name, flag in flags.items() if flag):
                    mine[name].append(first.lead)
                waits[first.segment, place.name] += [] if first.stay.implied else [_wait(asked, first, further)]
            if last.kept and not further:
                figures[last.segment, place.name][what].append(last.lead)
            if last.kept and last.value is not None:
                values[last.segment, place.name].append(last.value)
    return _waterfall_rows(asked, figures, waits, values)


def _wait(asked: Asked, first: Visit, further: Visit | None) -> tuple[int, bool]:
    if further is not None:
        return asked.minutes(entered(first), entered(further)), True
    if first.stay.left_us is not None:
        return asked.minutes(entered(first), left(first)), False
    return asked.minutes_until_now(entered(first)), False


def _waterfall_rows(
    asked: Asked,
    figures: Mapping[Any, Leads],
    waits: Mapping[Any, list[tuple[int, bool]]],
    values: Mapping[Any, list[int]],
) -> Told:
    told: Told = []
    rated = "owner" not in (asked.ask.by, *asked.ask.where)  # the stage before may have had another owner
    for segment in sorted({key[0] for key in figures}, key=lambda name: (name is None, name or "")) or [None]:
        start = len(figures.get((segment, asked.funnel.stages[0].name), {}).get("entered", []))
        previous = 0
        for n, stage in enumerate(asked.funnel.stages):
            leads = figures.get((segment, stage.name), {})
            counts = {name: len(leads.get(name, [])) for name in (
                "entered", "joined", "implied", "moved_on", "still_here", "moved_back", "nurtured", "left", "expired")}  # fmt: skip
            curve = waits.get((segment, stage.name), [])
            money = values.get((segment, stage.name))
            row = {
                "place": stage.name, "segment": segment, **counts,
                **rate("of_previous", len(leads.get("came", [])), previous if n and rated else 0),
                **rate("of_first", len(leads.get("of_the_first", [])), start if n and rated else 0),
                "median_days": None if stage.role is Role.WON else quantile_days(curve, HALF),
                "value": sum(money) if money else None,
            }  # fmt: skip
            previous = counts["entered"]
            told.append((row, {name: leads.get(name, []) for name in counts}))
    return told


def conversion(asked: Asked) -> Told:
    kind = asked.ask.options.get("kind") or "cohort"
    found = {"cohort": _cohort, "flow": _flow, "snapshot": _snapshot}[kind](asked)
    names = [stage.name for stage in asked.funnel.stages]
    frm, to = asked.ask.options.get("frm"), asked.ask.options.get("to")
    pairs = [(frm or names[0], to)] if to else [p for p in pairwise(names) if frm in (None, p[0])]
    told: Told = []
    for bucket in sorted({key[0] for key in found}, key=lambda day: (day is None, day or date.min)) or [None]:
        for segment in sorted({key[1] for key in found}, key=lambda name: (name is None, name or "")) or [None]:
            for start, end in pairs:
                leads = found.get((bucket, segment, start), {})
                arrived = len(found.get((bucket, segment, end), {}).get("entered", []))
                row = _rates(kind, (bucket, segment, start, end), leads, arrived)
                if bucket is None or row["entered"] or row["converted"]:
                    told.append((row, leads))
    return told


def _rates(kind: str, key: tuple[Any, ...], leads: Leads, arrived: int) -> Row:
    n = {name: len(leads.get(name, [])) for name in ("entered", "judged", "converted", "open")}
    named = dict(zip(("period", "segment", "frm", "to"), key, strict=True))
    if kind == "cohort":
        return {**named, **n, **rate("rate", n["converted"], n["judged"])}
    if kind == "flow":
        share = arrived / n["entered"] if n["entered"] else None
        counts = {"entered": n["entered"], "judged": n["entered"], "converted": arrived, "open": None}
        return {**named, **counts, "rate": share, "rate_low": None, "rate_high": None}
    counts = {"entered": n["entered"], "judged": None, "converted": arrived, "open": n["entered"]}
    return {**named, **counts, **rate("rate", 0, 0)}


def _cohort(asked: Asked) -> dict[Any, Leads]:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    frm, to, within = (asked.ask.options.get(name) for name in ("frm", "to", "within"))
    start = frm or asked.funnel.stages[0].name
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or not first.kept or (to and first.place.name != start):
            continue
        goal = asked.funnel.position(to) if to else first.position + 1
        reached = next((later for later in after if later.in_stage and later.position >= goal), None)
        limit = None if within is None else within * 1440 * MINUTE
        old = limit is None or passed(asked, entered(first)) >= limit
        flags = {
            "entered": True,
            "judged": old,
            "converted": old and reached is not None and (limit is None or _between(asked, first, reached) <= limit),
            "open": reached is None and first.stay.next_place is None,
        }
        key = (asked.period(entered(first)[0]), first.segment, first.place.name)
        for name in (name for name, flag in flags.items() if flag):
            found[key][name].append(first.lead)
    return found


def _between(asked: Asked, first: Visit, reached: Visit) -> int:
    start, end = entered(first), entered(reached)
    if start[1] == end[1] == "instant":
        return end[0] - start[0]
    return asked.minutes(start, end) * MINUTE


def _flow(asked: Asked) -> dict[Any, Leads]:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for first, _ in asked.firsts():
        if asked.in_period(first.stay.entered_us) and first.kept:
            key = (asked.period(entered(first)[0]), first.segment, first.place.name)
            found[key]["entered"].append(first.lead)
    return found


def _snapshot(asked: Asked) -> dict[Any, Leads]:
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for visits in asked.units.values():
        if visits[-1].in_stage and visits[-1].kept:
            for name in ("entered", "open"):
                found[None, visits[-1].segment, visits[-1].place.name][name].append(visits[-1].lead)
    return found


def velocity(asked: Asked) -> Told:
    figures: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    moves: dict[Any, list[Late]] = defaultdict(list)
    stays: dict[Any, list[Late]] = defaultdict(list)
    counted = []
    for first, after in asked.firsts():
        if not asked.in_period(first.stay.entered_us) or first.stay.implied or not first.kept:
            continue
        key, further, gone = (first.segment, first.place.name), onward(first, after), first.stay.left_us is not None
        seen, wait = seen_after(asked, entered(first)), _wait(asked, first, further)
        if not watched(seen, wait[0]):
            continue
        what = "moved_on" if further else "ended_otherwise" if gone else "still_waiting"
        for name in ("n", what):
            figures[key][name].append(first.lead)
        moves[key].append((seen, *wait))
        over = asked.minutes(entered(first), left(first)) if gone else asked.minutes_until_now(entered(first))
        stays[key].append((seen, over, gone))
        counted.append(first)
    return [
        ({
            "place": stage.name, "segment": segment,
            **{name: len(figures[segment, stage.name][name]) for name in
               ("n", "moved_on", "still_waiting", "ended_otherwise")},
            "median_days": late.quantile_days(moves[segment, stage.name], HALF),
            "p90_days": late.quantile_days(moves[segment, stage.name], NINE_TENTHS),
            "dwell_median": late.quantile_days(stays[segment, stage.name], HALF),
            "dwell_p90": late.quantile_days(stays[segment, stage.name], NINE_TENTHS),
        }, figures[segment, stage.name])
        for segment in _segments(counted) for stage in asked.funnel.stages if stage.role is not Role.WON
    ]  # fmt: skip


def stages(asked: Asked) -> Told:
    newest = [visits[-1] for visits in asked.units.values() if visits[-1].kept]
    older = asked.ask.options.get("older_than")
    limit = 30 if older is None else older
    told: Told = []
    for segment in _segments(newest):
        for place in asked.funnel.places:
            here = [visit for visit in newest if (visit.segment, visit.place) == (segment, place)]
            dated = [visit for visit in here if visit.stay.entered_us is not None]
            old = [visit for visit in dated if passed(asked, entered(visit)) > limit * 1440 * MINUTE]
            ages = sorted(counted_to(asked.minutes_until_now(entered(visit))) for visit in dated)
            values = [visit.value for visit in here if visit.value is not None]
            leads = {"here": here, "undated": [visit for visit in here if visit not in dated], "older": old}
            told.append(({
                "place": place.name, "segment": segment,
                **{name: len(theirs) for name, theirs in leads.items()},
                "median_age": ages[(len(ages) - 1) // 2] / 1440 if ages else None,
                "value": sum(values) if values else None,
            }, {name: [visit.lead for visit in theirs] for name, theirs in leads.items()}))  # fmt: skip
    return told


def moves(asked: Asked) -> Told:
    found: dict[Any, list[Lead]] = defaultdict(list)
    away: dict[Any, int] = defaultdict(int)
    for visits in asked.units.values():
        real = [visit for visit in visits if not visit.stay.implied]
        for before, visit in zip([None, *real], real, strict=False):
            if asked.in_period(visit.stay.entered_us) and visit.kept:
                frm = before.place.name if before else None
                found[visit.segment, frm, visit.place.name, _kind(before, visit)].append(visit.lead)
                away[visit.segment, frm] += 1
    order = {name: n for n, name in enumerate(asked.funnel.names())}

    def key(told: tuple[Any, ...]) -> tuple[Any, ...]:
        segment, frm, to, kind = told
        return (segment is None, segment or "", order.get(frm, -1), order[to], kind)

    return [
        ({"frm": frm, "to": to, "segment": segment, "kind": kind, "count": len(leads),
          **rate("share", len(leads), away[segment, frm])}, {"count": leads})
        for (segment, frm, to, kind), leads in sorted(found.items(), key=lambda each: key(each[0]))
    ]  # fmt: skip


def _kind(before: Visit | None, visit: Visit) -> str:
    """entry, expired, nurture, out, recycle, or by how far it leads: forward to the next stage, skip, back."""
    if before is None:
        return "entry"
    if visit.stay.via == "expired" or visit.place.role is Role.EXPIRED:
        return "expired"
    if visit.place.role is Role.NURTURE:
        return "nurture"
    if not visit.in_stage:
        return "out"
    if not before.in_stage:
        return "recycle"
    step = visit.position - before.position
    return "forward" if step == 1 else "skip" if step > 1 else "back"


def ranking(asked: Asked) -> Told:
    """The conversion's counts, ranked by the library: `test_compare` has the oracles of that."""
    split = replace(asked, ask=replace(asked.ask, by=asked.ask.by or "channel"))
    told: Told = []
    rows = conversion(split)
    for step in dict.fromkeys((row["frm"], row["to"]) for row, _ in rows):
        theirs = {row["segment"] or "–": (row, leads) for row, leads in rows if (row["frm"], row["to"]) == step}
        counts = {name: Count(row["converted"], row["judged"]) for name, (row, _) in theirs.items() if row["judged"]}
        best = min(counts, key=lambda name: (-counts[name].rate, name), default="")
        for each in compared(counts):
            row, leads = theirs[each.name]
            first = each.name == best
            kept = {name: value for name, value in row.items() if name not in ("period", "entered", "open")}
            told.append(({
                **kept, "below": ", ".join(each.below), "undecided": ", ".join(each.undecided),
                "better": None if first else chance_better(counts[best], each.count),
                "needed": more_to_separate(each.count, counts[best]) if best in each.undecided else None,
            }, leads))  # fmt: skip
    return told
