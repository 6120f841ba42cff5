"""The oracles of what is to come: chances deal by deal in plain Python; only the futures are drawn as the plan draws them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import inf
from typing import Any

from headrace.core.funnel import Role
from headrace.core.units import start_of_day
from headrace.planning.forecast import drawn, outlook, ranges, unsteadiness
from headrace.planning.history import History, Stay
from oracles.asked import Asked, Lead, Row, Told, Visit, entered, rate
from oracles.scores import bin_row, bins

BANDS = ((0, 7), (8, 30), (31, 90), (91, None))


@dataclass(frozen=True)
class Deal:
    """A stay with what became of its run, in days from the as-of, and who it is; `there` that it is the current one."""

    told: Stay
    lead: Lead
    there: bool


def runs(asked: Asked) -> dict[Any, list[Deal]]:
    """By segment every stay in a stage, and every win that no stage came before."""
    asked = replace(asked, ask=replace(asked.ask, unit="pass"))
    found: dict[Any, list[Deal]] = defaultdict(list)
    for visits in asked.units.values():
        dated = [visit for visit in visits if visit.stay.entered_us is not None]
        for nth, visit in enumerate(dated):
            begins = not nth or dated[nth - 1].place.role is not Role.STAGE
            role, left = visit.place.role, visit.stay.left_us
            if not visit.kept or not (role is Role.STAGE or (role is Role.WON and begins)):
                continue
            if role is Role.STAGE and left is None and visit.n < len(visits) - 1:
                continue  # it ended, and nobody knows when
            end = visit if role is Role.WON else next((v for v in dated[nth:] if v.place.role is not Role.STAGE), None)
            found[visit.segment].append(_deal(asked, visit, end, begins))
    return found


def _deal(asked: Asked, visit: Visit, end: Visit | None, begins: bool) -> Deal:
    def day(at_us: int) -> int:
        return asked.day(at_us) - asked.day(asked.as_of_us - 1)

    start, left = day(entered(visit)[0]), visit.stay.left_us
    gone = start if visit is end else None if left is None else max(start, day(left))
    over = None if end is None else max(day(entered(end)[0]), start if gone is None else gone)
    won = end is not None and end.place.role is Role.WON
    revenue = end.value if end is not None and won else None
    told = Stay(visit.place.name, start, gone, over, won, visit.value, revenue, begins)
    return Deal(told, visit.lead, gone is None and not visit.stay.implied)


# -- chances -------------------------------------------------------------------------------------------------


def chances(stays: Sequence[Stay], age: int, horizons: Sequence[float], least: int) -> list[float] | None:
    """Of those who were in the stage at an age, the share won so many days later: competing ends, day by day."""
    waits = [(min(s.left or 0, 0) - s.entered, min(s.ended or 0, 0) - s.entered, s.ended is not None, s.won)
             for s in stays]  # fmt: skip
    wins, longest = sorted(length for _, length, _, won in waits if won), max((w[1] for w in waits), default=0)
    nearly = wins[int(0.9 * (len(wins) - 1))] if wins else 0
    settled = min(max(nearly, *(h for h in horizons if h < inf), 1), longest // 2)
    seen = sorted(
        (stayed - 1 if over else min(stayed - 1, length - settled) for stayed, length, over, _ in waits), reverse=True
    )
    if len(seen) < least or seen[least - 1] < -1:
        return None
    age = min(age, seen[least - 1])
    there = [(length - age, over, won) for stayed, length, over, won in waits if stayed > age]
    told = []
    for horizon in horizons:
        waiting, share = 1.0, 0.0
        for time in sorted({left for left, over, _ in there if over and left <= horizon}):
            at_risk = sum(left >= time for left, *_ in there)
            share += waiting * sum(left == time and won for left, _, won in there) / at_risk
            waiting *= 1 - sum(left == time and over for left, over, _ in there) / at_risk
        told.append(share)
    return told


@dataclass(frozen=True)
class Ahead:
    """A forecast of one segment as of a day."""

    deals: Sequence[Deal]
    ends: Sequence[int]
    least: int
    since: int | None

    @property
    def stays(self) -> list[Stay]:
        return [deal.told for deal in self.deals]

    @property
    def learnt(self) -> list[Stay]:
        return [stay for stay in self.stays if self.since is None or stay.entered >= self.since]

    def chances(self, deal: Deal) -> list[float] | None:
        alike = [stay for stay in self.learnt if stay.stage == deal.told.stage]
        return chances(alike, -deal.told.entered, [*self.ends, inf], self.least)

    @property
    def won(self) -> bool:
        """Whether there is anything to learn from."""
        return any(stay.won for stay in self.learnt)

    def usual(self) -> float:
        brought = [stay.revenue for stay in self.stays if stay.won and stay.begins and stay.revenue is not None]
        return sum(brought) / len(brought) if brought else 0.0

    def newcomers(self) -> list[float]:
        """The inflow of the last 91 days goes on: whoever comes on a day is won as those who came since they came."""
        before = [stay for stay in self.learnt if stay.begins]
        came = [-stay.entered for stay in self.stays if stay.begins]
        span = min(91, max(came, default=-1) + 1)
        recent = sum(ago < span for ago in came)
        last = self.ends[-1]
        won = chances(before, -1, [*range(1, last + 1), inf], self.least) if recent else None
        # How long it takes until it is settled goes by the real horizons.
        if not recent or won is None or chances(before, -1, [*self.ends, inf], self.least) is None:
            return [0.0] * (len(self.ends) + 1)
        return [*(recent / span * sum(won[:end]) for end in self.ends), recent / span * last * won[-1]]

    def drawn(self) -> dict[str, Any]:
        history = History.of(self.stays, 0)
        told = outlook(history, self.ends, since=self.since, least=self.least)
        strays = [unsteadiness(history, end, since=self.since, least=self.least) for end in (*self.ends, self.ends[-1])]

        def row(group: Any) -> str:
            return "new" if group is None else f"{group.stage} {_band(group.age)[0]}"

        made = drawn(told, strays, row, seed=2026)
        return made | {"total": sum(list(made.values())[1:], start=next(iter(made.values())))}


def _band(age: int) -> tuple[int, int | None]:
    return next((low, high) for low, high in BANDS if high is None or age <= high)


def _ahead(asked: Asked, deals: Sequence[Deal], ends: Sequence[int]) -> Ahead:
    first = asked.ask.first
    since = None if first is None else (first - asked.as_of).days
    return Ahead(deals, ends, asked.ask.options.get("least") or 20, since)


def _last_day(day: date, span: str) -> date:
    """The last day of the calendar month, quarter or year of the day after."""
    following = day + timedelta(days=1)
    month = {"month": following.month, "quarter": (following.month + 2) // 3 * 3, "year": 12}[span]
    return date(following.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _segments(found: dict[Any, list[Deal]]) -> list[Any]:
    return sorted(found, key=lambda name: (name is None, name or ""))


# -- the questions -------------------------------------------------------------------------------------------


def forecast(asked: Asked) -> Told:
    ends = [(_last_day(asked.as_of, span) - asked.as_of).days for span in ("month", "quarter")]
    found, told = runs(asked), []
    for segment in _segments(found):
        ahead = _ahead(asked, found[segment], ends)
        futures, usual = ahead.drawn(), ahead.usual()
        there = [(deal, ahead.chances(deal)) for deal in ahead.deals if deal.there]
        for nth, by in enumerate(("month", "quarter", "end")):
            for stage in asked.funnel.stages:
                for low, high in BANDS:
                    theirs = [
                        each
                        for each in there
                        if each[0].told.stage == stage.name and _band(-each[0].told.entered) == (low, high)
                    ]
                    if theirs:
                        row = _row(theirs, nth, usual, futures.get(f"{stage.name} {low}") if ahead.won else None)
                        leads = {"open": [deal.lead for deal, _ in theirs]}
                        told.append(
                            (
                                {
                                    "segment": segment,
                                    "by": by,
                                    "place": stage.name,
                                    "youngest": low,
                                    "oldest": high,
                                    **row,
                                },
                                leads,
                            )
                        )
            wins = ahead.newcomers()
            sure = (
                futures["new"]
                if chances([s for s in ahead.learnt if s.begins], -1, [*ends, inf], ahead.least) is not None
                and _arrived(ahead)
                and ahead.won
                else None
            )
            both = ((ahead.newcomers()[nth], ahead.newcomers()[nth] * usual), _sums(there, nth, usual))
            new = {
                "segment": segment,
                "by": by,
                "place": "new",
                "youngest": None,
                "oldest": None,
                "open": None,
                "few": 0,
            }
            told.append((new | _figures((wins[nth], wins[nth] * usual), sure, nth), {}))
            every = {**new, "place": "total", "open": len(there), "few": sum(each is None for _, each in there)}
            sums = tuple(sum(each) for each in zip(*both, strict=True))
            told.append(
                (
                    every | _figures(sums, futures["total"] if ahead.won else None, nth),
                    {"open": [deal.lead for deal, _ in there]},
                )
            )
    return told


def _arrived(ahead: Ahead) -> bool:
    return any(stay.begins for stay in ahead.stays)


def _row(theirs: Any, nth: int, usual: float, futures: Any) -> Row:
    few = sum(each is None for _, each in theirs)
    return {"open": len(theirs), "few": few, **_figures(_sums(theirs, nth, usual), futures, nth)}


def _sums(theirs: Any, nth: int, usual: float) -> tuple[float, float]:
    known = [(each[nth], usual if deal.told.value is None else deal.told.value) for deal, each in theirs if each]
    return sum(chance for chance, _ in known), sum(chance * value for chance, value in known)


def _figures(means: Any, futures: Any, nth: int) -> Row:
    row: Row = {}
    for name, mean in zip(("wins", "value"), means, strict=True):
        low, high = (None, None) if futures is None else ranges(getattr(futures, name))[nth]
        row |= {name: None if futures is None else mean, f"{name}_from": low, f"{name}_to": high}
    return row


def coverage(asked: Asked) -> Told:
    stages = [stage.name for stage in asked.funnel.stages[:-1]]
    stages = stages[stages.index(asked.ask.options.get("frm") or "opportunity") :]
    span, target, found, told = (
        asked.ask.options.get("span") or "quarter",
        asked.ask.options.get("target"),
        runs(asked),
        [],
    )
    for segment in _segments(found):
        deals = found[segment]
        usual = Ahead(deals, [1], 1, None).usual()
        past = list(_spans(asked, min(deal.told.entered for deal in deals), span))
        rows = [
            _span(deals, stages, usual, (first - asked.as_of).days, (last - asked.as_of).days) for first, last in past
        ]
        together = [sum(each) for each in zip(*rows, strict=True)] or [0] * 6
        for (first, _), row in zip(past, rows, strict=True):
            told.append(({"segment": segment, "which": "past", "start": first, **_span_row(row)}, {}))
        told.append(({"segment": segment, "which": "together", "start": None, **_span_row(together)}, {}))
        last = _last_day(asked.as_of, span)
        start = {"month": last.replace(day=1), "year": last.replace(month=1, day=1)}.get(span)
        start = start or last.replace(month=last.month - 2, day=1)
        now = _span(deals, stages, usual, (start - asked.as_of).days, 0)
        here = [deal for deal in deals if deal.there and deal.told.stage in stages]
        ended = [deal.told for deal in deals if deal.told.stage == "opportunity" and deal.told.ended is not None]
        row = {"segment": segment, "which": "now", "start": start, **_span_row(now), "pipeline": len(here)}
        worth = sum(_worth(deal.told, usual) for deal in here)
        row |= {"open_value": worth, "converts": None, **rate("rate", 0, 0)}
        won = sum(stay.won for stay in ended)
        row["inverse"] = len(ended) / won if won else None
        if target is not None:
            rest = max(0.0, target * 100 - now[3] - now[5])
            row |= {"target": target * 100, "rest": rest, "coverage": worth / rest if rest else None}
            if together[3]:
                needed = max(0.0, target * 100 - together[5] / len(rows)) / min(1.0, together[3] / together[1])
                row |= {"needed": needed, "needed_coverage": needed / (target * 100)}
        told.append((row, {"pipeline": [deal.lead for deal in here]}))
    return told


def _spans(asked: Asked, began: int, span: str) -> Iterator[tuple[date, date]]:
    """The calendar spans after that of the first stay which are over."""
    last = _last_day(asked.as_of + timedelta(days=began - 1), span)
    while (following := _last_day(last, span)) <= asked.as_of:
        first = last + timedelta(days=1)
        if asked.ask.first is None or first >= asked.ask.first:
            yield first, following
        last = following


def _worth(stay: Stay, usual: float) -> float:
    return next((amount for amount in (stay.value, stay.revenue) if amount is not None), usual)


def _span(deals: Sequence[Deal], stages: Sequence[str], usual: float, first: int, last: int) -> list[float]:
    stays = [deal.told for deal in deals]
    eve = [s for s in stays if s.stage in stages and s.entered < first and (s.left is None or s.left >= first)]
    won = [s for s in stays if s.won and first <= (s.ended or 0) <= last]
    every, of_it = [s for s in won if s.begins], [s for s in won if s in eve and any(s is each for each in eve)]
    brought, for_it = (sum(s.revenue or 0 for s in each) for each in (every, of_it))
    return [len(eve), sum(_worth(s, usual) for s in eve), len(of_it), for_it, len(every) - len(of_it), brought - for_it]


def _span_row(told: Sequence[float]) -> Row:
    n, worth, won, won_value, created, created_value = told
    nothing = dict.fromkeys(("target", "rest", "coverage", "needed", "needed_coverage", "inverse"))
    return {"pipeline": n, "open_value": worth, "won": won, **rate("rate", won, n), "won_value": won_value,
            "converts": won_value / worth if worth else None, "created": created, "created_value": created_value,
            **nothing}  # fmt: skip


# -- looking back at it --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trial:
    day: date
    until: date
    open: int
    wins: float
    low: float
    high: float
    came: int
    chances: list[tuple[float, bool, int, Any]]


def _trials(asked: Asked) -> dict[Any, list[Trial]]:
    nth, months = int(asked.ask.options.get("horizon") == "quarter"), asked.ask.options.get("months") or 12
    now, found = runs(asked), defaultdict(list)
    day, days = asked.as_of.replace(day=1) - timedelta(days=1), list[date]()
    while len(days) < months:
        days = [day, *days] if _ends(day)[nth] <= asked.as_of else days
        day = day.replace(day=1) - timedelta(days=1)
    for day in days:
        then = replace(asked, ask=replace(asked.ask, as_of=day, known_at=_known_at(asked, day)))
        for segment, deals in runs(then).items():
            if segment in now:
                found[segment].append(_trial(then, deals, now[segment], day, nth, asked.as_of))
    return {segment: found[segment] for segment in _segments(now) if found[segment]}


def _known_at(asked: Asked, day: date) -> datetime | None:
    if asked.ask.options.get("known") != "then":
        return asked.ask.known_at
    then = datetime.fromtimestamp(start_of_day(day + timedelta(days=1), asked.zone) / 1e6, UTC)
    return min(then, asked.ask.known_at or then)


def _ends(day: date) -> list[date]:
    return [_last_day(day, "month"), _last_day(day, "quarter")]


def _trial(then: Asked, deals: list[Deal], now: list[Deal], day: date, nth: int, today: date) -> Trial:
    until = _ends(day)[nth]
    first, last = (day - today).days, (until - today).days
    ahead = _ahead(then, deals, [(end - day).days for end in _ends(day)])
    told = [(deal.told.stage, deal.told.entered, ahead.chances(deal)) for deal in deals if deal.told.left is None]
    given = {(stage, entered + first): each[nth] for stage, entered, each in told if each}
    low, high = ranges(ahead.drawn()["total"].wins)[nth]
    since = [deal.told for deal in now]
    came = sum(s.begins and s.won and first < (s.ended or 0) <= last for s in since)
    came_of = [(given[s.stage, s.entered], s.won and (s.ended or 0) <= last, 0, None) for s in since
               if s.entered <= first and (s.left is None or s.left > first) and (s.stage, s.entered) in given]  # fmt: skip
    wins = sum(each[nth] for *_, each in told if each) + ahead.newcomers()[nth]
    return Trial(day, until, len(told), wins, low, high, came, came_of)


def backtest(asked: Asked) -> Told:
    return [
        ({"segment": segment, **_backtest_row(part, alone=alone)}, {})
        for segment, trials in _trials(asked).items()
        for part, alone in [*(([trial], True) for trial in trials), (trials, False)]
    ]


def _backtest_row(trials: list[Trial], *, alone: bool) -> Row:
    [one, *_], came = trials, sum(trial.came for trial in trials)
    off, chances = [trial.wins - trial.came for trial in trials], [each for trial in trials for each in trial.chances]
    held = sum(trial.low <= trial.came <= trial.high for trial in trials)
    return {
        "day": one.day if alone else None, "until": one.until if alone else None,
        "open": sum(trial.open for trial in trials), "wins": sum(trial.wins for trial in trials),
        "wins_from": one.low if alone else None, "wins_to": one.high if alone else None, "came": came,
        "held": ("yes" if held else "no") if alone else None, "wape": sum(map(abs, off)) / came if came else None,
        "bias": sum(off) / came if came else None,
        "brier": sum((chance - won) ** 2 for chance, won, *_ in chances) / len(chances) if chances else None,
        "ranges": len(trials), **rate("covered", held, len(trials)),
    }  # fmt: skip


def chances_told(asked: Asked) -> Told:
    told: Told = []
    for segment, trials in _trials(asked).items():
        ones: Any = [each for trial in trials for each in trial.chances]
        if ones:
            most = asked.ask.options.get("bins") or 10
            told += [({"segment": segment, **bin_row(name, part, chances=True)}, {}) for name, part in bins(ones, most)]
    return told
