"""The oracles of questions about scores, the yield curve and shelf lives: lead by lead."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import sqrt
from typing import Any

from headrace.core.entries import ASKING, Answered, Called, Known, Met, Touched
from headrace.core.funnel import Role
from headrace.core.units import DAY_US
from oracles.asked import Asked, Lead, Leads, Row, Told, Visit, entered, left, rate

LIVES = (7, 14, 21, 30, 45, 60, 90, 120, 180)
One = tuple[float, bool, int, Lead]
"""A lead's score, whether it was won, its age in days, who it is."""


def _order(segments: Any) -> list[Any]:
    return sorted(segments, key=lambda name: (name is None, name or ""))


def _won(first: Visit, visits: list[Visit]) -> bool:
    """Whether the unit's first win came then or later."""
    win = next((visit for visit in visits if visit.place.role is Role.WON), None)
    return win is not None and win.n >= first.n


def _facts(asked: Asked, unit: str) -> list[Known]:
    return [fact for fact in asked.known if (fact.person or fact.journey) == unit and fact.at_us is not None]


def _scored(asked: Asked) -> dict[Any, list[One]]:
    name = asked.ask.options.get("score")
    told = {} if name is None else replace(asked, ask=replace(asked.ask, by=name)).units
    found: dict[Any, list[One]] = defaultdict(list)
    for first, after in asked.firsts():
        if first.position or not first.kept or not asked.in_period(first.stay.entered_us):
            continue
        visits, now = asked.units[first.unit], [first, *after][-1]
        won = _won(first, visits)
        if not won and now.place.role in (Role.STAGE, Role.WON):
            continue
        score = _by_answers(asked, first, visits) if name is None else _number(told[first.unit][first.n].segment)
        if score is not None:
            age = asked.minutes_until_now((entered(first)[0], "day")) // 1440
            found[first.segment].append((score, won, age, first.lead))
    return found


def _number(text: str | None) -> float | None:
    return None if text in (None, "high") else float(text or "")


def _by_answers(asked: Asked, first: Visit, visits: list[Visit]) -> float | None:
    qualified = next((visit for visit in visits if visit.place.name == "mql"), None)
    dated = qualified is not None and qualified.stay.entered_us is not None
    until = asked.day(entered(qualified)[0]) if qualified and dated else asked.day(asked.as_of_us - 1)
    newest: dict[str, float] = {}
    for fact in sorted(_facts(asked, first.unit), key=lambda fact: (fact.at_us, fact.seq)):
        body = fact.body
        if isinstance(body, Answered) and fact.actor_kind in ASKING and asked.day(fact.at_us or 0) <= until:
            worth = {"yes": 25.0, "partly": 12.5}.get(body.grade, 0.0)
            newest[body.criterion] = worth if body.points is None else body.points
    return sum(newest.values()) if newest else None


def _leads(ones: list[One]) -> Leads:
    return {"leads": [lead for *_, lead in ones], "won": [lead for _, won, _, lead in ones if won]}


def _brier(ones: list[One]) -> float:
    return sum((score - won) ** 2 for score, won, *_ in ones) / len(ones)


def bins(ones: list[One], most: int) -> Iterator[tuple[str, list[One]]]:
    """Leads from the lowest score up, in `most` parts by the middle of those of one score; then all of them."""
    parts: dict[int, list[One]] = defaultdict(list)
    for score in sorted({one[0] for one in ones}):
        same, below = [one for one in ones if one[0] == score], sum(one[0] < score for one in ones)
        parts[int(most * (below + len(same) / 2) / len(ones))] += same
    yield from ((str(nth), part) for nth, part in enumerate(parts.values(), 1))
    yield "all", ones


def bin_row(name: str, ones: list[One], *, chances: bool) -> Row:
    won, n, scores = sum(one[1] for one in ones), len(ones), [one[0] for one in ones]
    told, mean = rate("rate", won, n), sum(scores) / n
    fits = "fits" if told["rate_low"] - 1e-12 <= mean <= told["rate_high"] + 1e-12 else "off"
    return {"bin": name, "lowest": min(scores), "highest": max(scores), "leads": n, "score": mean, "won": won, **told,
            "off": fits if chances else None, "brier": _brier(ones) if chances else None}  # fmt: skip


def calibration(asked: Asked) -> Told:
    found = _scored(asked)
    return [
        (
            {"segment": segment, **bin_row(name, part, chances=all(0 <= one[0] <= 1 for one in found[segment]))},
            _leads(part),
        )
        for segment in _order(found)
        for name, part in bins(found[segment], asked.ask.options.get("bins") or 10)
    ]


def thresholds(asked: Asked) -> Told:
    capacity, dials = asked.ask.options.get("capacity"), asked.ask.options.get("dials") or 4
    found, told = _scored(asked), []
    for segment in _order(found):
        ones = found[segment]
        for bar in sorted({one[0] for one in ones}, reverse=True):
            over, wins, called = [one for one in ones if one[0] >= bar], 0.0, 0.0
            for score in sorted({one[0] for one in over}, reverse=True):
                same = [one for one in over if one[0] == score]
                taken = len(same) if capacity is None else min(len(same), capacity - called)
                wins, called = wins + sum(one[1] for one in same) * taken / len(same), called + taken
            won = sum(one[1] for one in over)
            row = {"segment": segment, "bar": bar, "leads": len(over), "won": won, **rate("rate", won, len(over)),
                   "called": called, "dials": called * dials, "cost": None, "wins": wins,
                   "missed": sum(one[1] for one in ones) - wins, "per_win": None}  # fmt: skip
            told.append((row, _leads(over)))
    return told


def score_power(asked: Asked) -> Told:
    given = asked.ask.options.get("recent")
    recent, found, told = 90 if given is None else given, _scored(asked), []
    for segment in _order(found):
        for span, youngest, oldest in (("before", recent, None), ("recent", 0, recent - 1)):
            ones = [one for one in found[segment] if (one[2] < recent) == (span == "recent")]
            won = sum(one[1] for one in ones)
            row = {"segment": segment, "span": span, "youngest": youngest, "oldest": oldest, "leads": len(ones),
                   "won": won, **_power(ones), "brier": None, "verdict": None}  # fmt: skip
            if ones and all(0 <= one[0] <= 1 for one in ones):
                row["brier"] = _brier(ones)
            if span == "recent":  # random ledgers never have ten of either kind
                row["verdict"] = "Too few leads have come to an end of late to say whether the score still predicts."
            told.append((row, _leads(ones)))
    return told


def _power(ones: list[One]) -> Row:
    """Every winner against every other; the error is Hanley and McNeil's."""
    winners, others = ([score for score, won, *_ in ones if won == which] for which in (True, False))
    if not winners or not others:
        return dict.fromkeys(("power", "power_low", "power_high"))
    n, m = len(winners), len(others)
    area = sum((a > b) + (a == b) / 2 for a in winners for b in others) / n / m
    q, r = area / (2 - area), 2 * area**2 / (1 + area)
    variance = (area * (1 - area) + (n - 1) * (q - area**2) + (m - 1) * (r - area**2)) / n / m
    half = 1.959963984540054 * sqrt(max(variance, 0))
    return {"power": area, "power_low": max(0.0, area - half), "power_high": min(1.0, area + half)}


# -- the yield curve -----------------------------------------------------------------------------------------


def yields(asked: Asked) -> Told:
    asked = replace(asked, ask=replace(asked.ask, by=asked.ask.by or "channel"))
    found: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    for first, after in asked.firsts():
        if first.position or not first.kept or not asked.in_period(first.stay.entered_us):
            continue
        lead = any(visit.in_stage and visit.position >= asked.funnel.position("mql") for visit in after)
        flags = {"inquiries": True, "leads": lead, "won": _won(first, asked.units[first.unit])}
        for name in (name for name, flag in flags.items() if flag):
            found[first.segment][name].append(first.lead)
    n = {
        segment: {name: len(leads[name]) for name in ("inquiries", "leads", "won")} for segment, leads in found.items()
    }
    given, everybody = asked.ask.options.get("total"), sum(each["inquiries"] for each in n.values())
    total = given if given is not None or not everybody else sum(each["won"] for each in n.values()) / everybody
    return [(_yield(segment, n[segment], total), found[segment]) for segment in _order(found)]


def _yield(segment: Any, n: dict[str, int], total: float | None) -> Row:
    first, later = rate("first", n["leads"], n["inquiries"]), rate("later", n["won"], n["leads"])
    needed = total / first["first"] if total and first["first"] else None
    verdict = None
    if needed is not None:
        verdict = "below" if later["later_high"] < needed else "above" if later["later_low"] > needed else "undecided"
    return {"segment": segment, **n, **first, **later, **rate("whole", n["won"], n["inquiries"]), "total": total,
            "needed": needed, "verdict": verdict}  # fmt: skip


# -- shelf lives ---------------------------------------------------------------------------------------------


def shelf_lives(asked: Asked) -> Told:
    place = asked.ask.options.get("stage") or "sql"
    found: dict[Any, list[tuple[int, bool, Lead]]] = defaultdict(list)
    for first, after in asked.firsts():
        if (
            first.place.name != place
            or first.stay.implied
            or not first.kept
            or not asked.in_period(first.stay.entered_us)
        ):
            continue
        won = _won(first, asked.units[first.unit])
        if won or [first, *after][-1].place.role not in (Role.STAGE, Role.WON):
            start, gone = _sign(*entered(first)), first.stay.left_us
            end = (asked.as_of_us, True) if gone is None else _sign(*left(first))
            took_part = [fact for fact in _facts(asked, first.unit) if _took_part(fact)]
            signs = [_sign(fact.at_us or 0, fact.grain) for fact in took_part]
            heard = sorted([start, end, *(sign for sign in signs if start[0] < sign[0] < end[0])])
            found[first.segment].append((max(_silence(asked, *ends) for ends in pairwise(heard)), won, first.lead))
    agreed, tried = {"sql": 30}.get(place), asked.ask.options.get("life")
    told: Told = []
    for segment in (each for each in _order(found) if any(won for _, won, _ in found[each])):
        theirs, most = found[segment], asked.ask.options.get("at_stake") or 0.05
        wins, advised = sum(won for _, won, _ in theirs), False
        for life in sorted({*LIVES, *(each for each in (agreed, tried) if each)}):
            silent = [(won, lead) for silence, won, lead in theirs if silence >= life]
            late = sum(won for won, _ in silent)
            fits = not advised and late / wins <= most
            advised = advised or fits
            marks = {(True, True): "both", (True, False): "advised", (False, True): "agreed", (False, False): None}
            row = {"segment": segment, "place": place, "life": life, "leads": len(theirs), "silent": len(silent),
                   **rate("share", len(silent), len(theirs)), "wins": wins, "silent_won": late,
                   **rate("at_stake", late, wins), **rate("rate", late, len(silent)),
                   "mark": marks[fits, life == agreed]}  # fmt: skip
            told.append(
                (row, {"silent": [lead for _, lead in silent], "silent_won": [lead for won, lead in silent if won]})
            )
    return told


def _sign(at_us: int, grain: str) -> tuple[int, bool]:
    return at_us, grain == "instant"


def _silence(asked: Asked, one: tuple[int, bool], other: tuple[int, bool]) -> int:
    if one[1] and other[1]:
        return (other[0] - one[0]) // DAY_US
    return asked.day(min(other[0], asked.as_of_us - 1)) - asked.day(one[0])


def _took_part(fact: Known) -> bool:
    body = fact.body
    if isinstance(body, Answered):
        return body.grade != "unknown" and fact.actor_kind in ASKING
    if isinstance(body, Called):
        return body.connected is True
    return isinstance(body, Met) or (isinstance(body, Touched) and body.direction == "in")
