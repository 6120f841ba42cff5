"""The oracles of questions about calls, activities and fakes."""

from collections import defaultdict
from dataclasses import replace
from math import sqrt
from statistics import mean, stdev
from typing import Any

from headrace.analytics.activities import ANYBODY
from headrace.analytics.published import RATES
from headrace.core.entries import Called, Inquired, Known, Met, Scrubbed, Touched
from headrace.core.funnel import Role
from oracles.asked import Asked, Leads, Told, Visit, by_the_end, entered, group_order, rate
from oracles.money import spent
from oracles.rates import conversion


def calling(asked: Asked) -> Told:
    """By the policy's usual numbers: talks of 3 minutes, 3 for each of 3 dials before, 41 % of a day; no pay known."""
    groups: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for visit, _ in asked.firsts():
        name = {"mql": "leads", "opportunity": "opportunities"}.get(visit.place.name)
        if name and asked.in_period(visit.stay.entered_us) and visit.kept:
            groups[asked.period(visit.stay.entered_us or 0), visit.segment][name].append(visit.lead)
    for fact in asked.known:
        told = spent(asked, fact) if isinstance(fact.body, Called) else None
        if told is not None and asked.in_period(fact.at_us):
            groups[asked.period(fact.at_us or 0), told[1]]["calls"].append(fact.body)
    rows: Told = []
    for (period, segment), found in sorted(groups.items(), key=group_order):
        calls, n = found["calls"], len(found["leads"])
        talks = [call for call in calls if call.completed]
        talked = sum(call.minutes or 0 for call in talks)
        chased = sum(call.minutes or 0 for call in calls if not call.completed)
        redials = sum(max(call.dials or 1, 1) - 1 for call in talks if call.minutes is not None)
        chase = min(talked, redials * 3)
        for way, dials, completed, talking, chasing in (
            ("measured", sum(max(call.dials or 1, 1) for call in calls), len(talks), talked - chase, chased + chase),
            ("once", n, n, n * 3, 0),
            ("all", n * 4, n, n * 3, n * 9),
        ):
            minutes = talking + chasing
            cost = None if minutes else 0.0
            row = {
                "period": period, "segment": segment, "way": way, "leads": n, "opportunities": len(found["opportunities"]),
                "dials": dials, "completed": completed,
                "unmeasured": sum(call.minutes is None for call in calls) if way == "measured" else 0,
                "talking": talking / 60, "chasing": chasing / 60, "waiting": (minutes / 0.41 - minutes) / 60, "cost": cost,
                **{f"per_{name}": cost if cost is not None and count else None for name, count in (
                    ("completed", completed), ("lead", n), ("opportunity", len(found["opportunities"])))},
            }  # fmt: skip
            rows.append((row, {name: found[name] for name in ("leads", "opportunities")}))
    return rows


def activities(asked: Asked) -> Told:
    had: dict[Any, list[tuple[Visit, int, Visit | None]]] = defaultdict(list)
    for visits in asked.units.values():
        first = visits[0]
        if not (first.kept and asked.in_period(first.stay.entered_us)):
            continue
        won = next((v for v in visits if v.place.role is Role.WON), None)
        until = None if won is None or won.stay.entered_us is None else entered(won)
        theirs = [f for f in asked.known if (f.person or f.journey) == first.unit and f.at_us is not None
                  and (until is None or by_the_end(asked, f, until))]  # fmt: skip
        times: dict[str, int] = defaultdict(int)
        for name in filter(None, map(_activity, theirs)):
            times[name] += 1
        for name, count in [*times.items(), (ANYBODY, 0)]:
            had[first.segment, name].append((first, count, won))
    rows: Told = []
    for (segment, name), people in sorted(had.items(), key=lambda each: (
        each[0][0] is None, each[0][0] or "", each[0][1] == ANYBODY, -len(each[1]), each[0][1])):  # fmt: skip
        values = [(won.value or 0) if won else 0 for _, _, won in people]
        times_all = sum(count for _, count, _ in people)
        half = 1.959963984540054 * stdev(values) / sqrt(len(values)) if len(values) > 1 else None
        row = {
            "segment": segment, "activity": name, "people": len(people), "times": times_all or None,
            "won": sum(won is not None for *_, won in people),
            **rate("rate", sum(won is not None for *_, won in people), len(people)), "revenue": sum(values),
            "per_person": mean(values) + 0.0,
            "per_person_low": None if half is None else max(0.0, mean(values) - half),
            "per_person_high": None if half is None else mean(values) + half,
            "per_activity": sum(values) / times_all if times_all else None,
        }  # fmt: skip
        rows.append((row, {"people": [v.lead for v, *_ in people], "won": [v.lead for v, _, won in people if won]}))
    return rows


def _activity(fact: Known) -> str | None:
    if isinstance(fact.body, Touched):
        return fact.body.activity or "touch"
    return {Met: "meeting", Called: "call", Inquired: "inquiry"}.get(type(fact.body))


def clean(asked: Asked) -> Told:
    """Conversion twice: of everybody, and of those who are no fakes."""
    verdicts = sorted(
        (f for f in asked.known if isinstance(f.body, Scrubbed)),
        key=lambda f: (f.at_us is not None, f.at_us or 0, f.seq),
    )
    state = {fact.person or fact.journey: getattr(fact.body, "state", None) for fact in verdicts}

    def kept(leads: list[Any]) -> list[Any]:
        return [lead for lead in leads if state.get(lead[2] or lead[1]) != "fake"]

    rows: Told = []
    for row, leads in conversion(replace(asked, ask=replace(asked.ask, options={**asked.ask.options, "kind": None}))):
        judged, converted = leads.get("judged", []), leads.get("converted", [])
        clean_judged, both = kept(judged), kept(converted)
        if not row["judged"]:
            continue
        fakes = [lead for lead in judged if lead not in clean_judged]
        told = {
            name: row[name]
            for name in ("period", "segment", "frm", "to", "judged", "converted", "rate", "rate_low", "rate_high")
        }
        scrubbed = [lead for lead in judged if (lead[2] or lead[1]) in state]
        told |= {"scrubbed": len(scrubbed), "fake": len(fakes), **rate("fake_share", len(fakes), len(judged)), "clean": len(clean_judged),
                 "clean_converted": len(both), **rate("clean_rate", len(both), len(clean_judged))}  # fmt: skip
        named: Leads = {"judged": judged, "converted": converted, "scrubbed": scrubbed, "fake": fakes, "clean": clean_judged,
                        "clean_converted": both}  # fmt: skip
        rows.append((told, named))
    return rows


def _value_since(asked: Asked, visit: Visit) -> int | None:
    """What a lead is worth in a stage, or else the last value that is known of it since it entered."""
    visits = asked.units[visit.unit]
    since = [each.value for each in visits[visits.index(visit) :] if each.value is not None]
    return visit.value if visit.value is not None else (since[-1] if since else None)


def value_conversion(asked: Asked) -> Told:
    """Conversion of those whose value is known, each counting as it was worth on entry, or else as last known."""
    rows: Told = []
    worth = {(visit.unit, visit.place.name): _value_since(asked, visit) for visit, _ in asked.firsts()}
    for row, leads in conversion(replace(asked, ask=replace(asked.ask, options={**asked.ask.options, "kind": None}))):

        def valued(name: str, place: str = row["frm"], told: Leads = leads) -> list[Any]:
            return [lead for lead in told.get(name, []) if (worth.get((lead[0], place)) or 0) > 0]

        judged, converted = valued("judged"), valued("converted")
        if not judged:
            continue
        values = [float(worth[lead[0], row["frm"]] or 0) for lead in judged]
        won = [value if lead in converted else 0.0 for value, lead in zip(values, judged, strict=True)]
        share, n = sum(won) / sum(values), len(values)
        alike = sum(values) ** 2 / sum(value * value for value in values)
        spread = sum((hit - share * value) ** 2 for hit, value in zip(won, values, strict=True)) / sum(values) ** 2
        spread *= n / (n - 1) if n > 1 else 1
        size = min(alike, share * (1 - share) / spread) if 0 < share < 1 else alike
        told = {name: row[name] for name in ("period", "segment", "frm", "to")}
        told |= {"judged": n, "converted": len(converted), "value": int(sum(values)), "converted_value": int(sum(won)),
                 **rate("rate", share * size, size), "rate": share}  # fmt: skip
        rows.append((told, {"judged": judged, "converted": converted}))
    return rows


def published(asked: Asked) -> Told:
    """For each published rate the share of those who entered the one stage that was later in the other, or beyond."""
    names = [stage.name for stage in asked.funnel.stages]
    firsts = [(v, after) for v, after in asked.firsts() if v.kept and asked.in_period(v.stay.entered_us)]
    segments = sorted({v.segment for v, _ in firsts}, key=lambda name: (name is None, name or "")) or [None]
    rows: Told = []
    for segment in segments:
        for each in RATES:
            theirs = [(v, after) for v, after in firsts if v.segment == segment and v.place.name == each.frm]
            reached = [v for v, after in theirs
                       if any(w.in_stage and w.position >= names.index(each.to) for w in after)]  # fmt: skip
            own = rate("rate", len(reached), len(theirs))
            low, high = own["rate_low"], own["rate_high"]
            within = None if not theirs else "above" if each.rate < low else "below" if each.rate > high else "alike"
            told = {"segment": segment, "frm": each.frm, "to": each.to, "published": each.rate, "measure": each.measure,
                    "scrubbed": each.scrubbed, "unit": each.unit, "industry": each.industry, "source": each.source,
                    "entered": len(theirs), "converted": len(reached), **own, "within": within}  # fmt: skip
            rows.append((told, {}))
    return rows
