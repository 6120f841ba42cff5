"""The oracles of questions about customers, and of those that compare and look ahead: one customer after the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, dropwhile, pairwise
from math import ceil, log
from typing import Any

import numpy as np

from headrace.analytics.compare import Count, chance_better, difference, holm, log_rank, more_to_separate
from headrace.analytics.competing import aalen_johansen
from headrace.analytics.cure import fit_cure
from headrace.analytics.fitting import Refused
from headrace.analytics.lifetime.contracts import fit_renewals
from headrace.analytics.lifetime.orders import fit_orders
from headrace.analytics.lifetime.spend import correlation, fit_spend
from headrace.core.entries import Churned, Known, Renewed, Valued, Won
from headrace.core.funnel import Role
from headrace.core.units import day_of
from oracles.asked import DAY, MINUTE, Asked, Lead, Leads, Row, Told, counted_to, entered, passed, rate
from oracles.ends import ENDS, _ends
from oracles.money import _euros, _segment_of_payer, spent
from oracles.rates import _between


def _in_order(names: Iterable[str | None]) -> list[str | None]:
    return sorted(set(names), key=lambda name: (name is None, name or ""))


@dataclass
class Customer:
    """A customer's dated payments, as (local day, first day of the period, euros or None, the fact)."""

    unit: str
    segment: str | None
    paid: list[tuple[date, date, int | None, Known]]

    @property
    def began(self) -> date:
        return min(day for day, *_ in self.paid)

    def lead(self, periods: Iterable[date] | None = None) -> Lead:
        facts = [fact for _, period, _, fact in self.paid if periods is None or period in periods]
        return (self.unit, max((f.journey for f in facts if f.journey), default=None),
                max((f.person for f in facts if f.person), default=None))  # type: ignore[return-value]  # fmt: skip

    def money(self, period: date) -> int:
        return max(sum(euros or 0 for _, when, euros, _ in self.paid if when == period), 0)


def _customers(asked: Asked) -> list[Customer]:
    visits = [visit for each in asked.units.values() for visit in each]
    found: list[Customer] = []
    for who, facts in asked.payments.items():
        segments = {fact.seq: _segment_of_payer(asked, fact, visits) for fact in facts}
        kept = asked.since_first([fact for fact in facts if segments[fact.seq][0]])
        names = [name for fact in kept if (name := segments[fact.seq][1])]
        paid = [
            (day_of(asked.day(fact.at_us or 0)), asked.period(fact.at_us or 0), _euros(asked, fact.body), fact)
            for fact in kept
        ]
        if paid:
            found.append(Customer(who, min(names, default=None), paid))
    return found


def _by(asked: Asked, bucket: str) -> Asked:
    return replace(asked, ask=replace(asked.ask, bucket=asked.ask.bucket or bucket))


def _periods(asked: Asked) -> list[date]:
    """The periods of the year of the ledgers that are over at the as-of."""
    months = {"month": 1, "quarter": 3, "year": 12}[asked.ask.bucket or ""]
    starts = [date(2025 + n // 12, n % 12 + 1, 1) for n in range(0, 24, months)]
    return [start for start, end in pairwise(starts) if end <= asked.as_of + DAY]


def _asked_for(asked: Asked, day: date) -> bool:
    return (asked.ask.first is None or day >= asked.ask.first) and (asked.ask.end is None or day < asked.ask.end)


# -- revenue and worth ------------------------------------------------------------------------------------


@dataclass
class Step:
    """What a customer paid in the period before, and in this one."""

    customer: "Customer | Contractor"
    period: date
    opening: int
    closing: int
    lead: Lead
    first: bool


def _steps(asked: Asked) -> Iterator[Step]:
    by_contract = asked.ask.options.get("basis") == "contracts"
    periods = _periods(asked)
    for customer in _under_contract(asked) if by_contract else _customers(asked):
        had_before = False
        for n, period in enumerate(periods):
            before = periods[n - 1] if n else None
            opening, closing = customer.money(before) if before else 0, customer.money(period)
            lead = customer.lead([before if before and opening else period])
            if (opening or closing) and _asked_for(asked, period):
                yield Step(customer, period, opening, closing, lead, not had_before)
            had_before = had_before or bool(closing)


@dataclass
class Contractor:
    """A customer's contracts: the worth of each at the end of each period, by journey."""

    unit: str
    person: str | None
    segment: str | None
    worth: dict[str, dict[date, int]]

    def money(self, period: date) -> int:
        return sum(values.get(period, 0) for values in self.worth.values())

    def lead(self, periods: Iterable[date]) -> Lead:
        there = [journey for journey, values in self.worth.items() if any(period in values for period in periods)]
        return (self.unit, max(there, default=""), self.person)


def _under_contract(asked: Asked) -> list[Contractor]:
    found: dict[str, Contractor] = {}
    told: dict[str, list[Known]] = defaultdict(list)
    for fact in asked.known:
        if fact.journey and fact.at_us is not None and isinstance(fact.body, Won | Valued | Renewed | Churned):
            told[fact.journey].append(fact)
    for unit, visits in asked.units.items():
        kept = [visit for visit in visits if visit.kept]
        if kept:
            chains = _chains(asked, kept[0].person, {visit.journey: _since_won(told[visit.journey]) for visit in kept})
            worth: dict[str, dict[date, int]] = defaultdict(dict)
            for chain in chains:
                for period, (value, journey) in _worth_of(
                    asked, [fact for each in chain.values() for fact in each]
                ).items():
                    worth[journey][period] = value
            wins = {journey for chain in chains for journey in chain}
            names = [visit.segment for visit in kept if visit.segment and visit.journey in wins]
            found[unit] = Contractor(unit, visits[0].person, min(names, default=None), worth)
    return list(found.values())


def _since_won(facts: list[Known]) -> list[Known]:
    """What was agreed since the first win."""
    facts = sorted(facts, key=lambda fact: (fact.at_us or 0, fact.seq))
    return list(dropwhile(lambda fact: not isinstance(fact.body, Won), facts))


def _chains(asked: Asked, person: str | None, agreed: dict[str, list[Known]]) -> list[dict[str, list[Known]]]:
    """The contracts of a customer, each with the passes that won or renewed it; what was sold beside is one of its own."""
    chains: list[dict[str, list[Known]]] = []
    main: dict[str, list[Known]] = {}
    for journey, facts in sorted(agreed.items(), key=lambda each: [(f.at_us or 0, f.seq) for f in each[1][:1]]):
        if not facts:
            continue
        kind = asked.segment_of({journey}, person, "opportunity_type")
        if kind in ("upsell", "cross-sell"):
            chains.append({journey: facts})
            continue
        if kind != "renewal" or not main:
            main = {}
            chains.append(main)
        main[journey] = facts
    return chains


def _worth_of(asked: Asked, facts: list[Known]) -> dict[date, tuple[int, str]]:
    """What a contract is worth at the end of each period since its win, and the pass that was told of last."""
    values: dict[date, tuple[int, str]] = {}
    for period in _periods(asked):
        worth, journey = 0, ""
        for fact in sorted(facts, key=lambda fact: (fact.at_us or 0, fact.seq)):
            if asked.period(fact.at_us or 0) > period:
                continue
            value, journey = _euros(asked, fact.body), fact.journey or ""
            if isinstance(fact.body, Churned):
                worth = worth - value if value is not None else 0
            elif value is not None or not isinstance(fact.body, Renewed):
                worth = value or 0
        if journey:
            values[period] = max(worth, 0), journey
    return values


def _leads(steps: Iterable[Step]) -> Leads:
    found: Leads = defaultdict(list)
    for step in steps:
        there, change = step.opening > 0, step.closing - step.opening
        flags = {
            "customers": there, "lost": there and not step.closing, "shrunk": there and step.closing > 0 > change,
            "grown": there and change > 0, "fresh": not there and step.first, "back": not there and not step.first,
            "paying": step.closing > 0,
        }  # fmt: skip
        for name in (name for name, flag in flags.items() if flag):
            found[name].append(step.lead)
    return found


def revenue_retention(asked: Asked) -> Told:
    cells: dict[Any, list[Step]] = defaultdict(list)
    for step in _steps(_by(asked, "year")):
        cells[step.period, step.customer.segment].append(step)
    told: Told = []
    for period, segment in sorted(cells, key=lambda key: (key[0], key[1] is None, key[1] or "")):
        steps = cells[period, segment]
        leads, there = _leads(steps), [step for step in steps if step.opening]
        opening, closing = sum(step.opening for step in there), sum(step.closing for step in there)
        kept = sum(min(step.opening, step.closing) for step in there)
        churned = sum(step.opening for step in there if not step.closing)
        row = {
            "period": period, "segment": segment,
            **{name: len(leads[name]) for name in ("customers", "lost", "shrunk", "grown", "fresh", "back")},
            "opening": opening, "churned": churned, "contracted": opening - kept - churned, "expanded": closing - kept,
            "added": sum(step.closing for step in steps if not step.opening), "closing": closing,
            "grr": kept / opening if opening else None, "nrr": closing / opening if opening else None,
            **rate("logo_churn", len(leads["lost"]), len(there)),
        }  # fmt: skip
        told.append((row, leads))
    return told


revenue_bridge = revenue_retention


def _by_segment(asked: Asked) -> dict[str | None, list[Step]]:
    found: dict[str | None, list[Step]] = defaultdict(list)
    for step in _steps(_by(asked, "year")):
        found[step.customer.segment].append(step)
    return {segment: found[segment] for segment in _in_order(found)}


def _terms(asked: Asked, steps: list[Step]) -> tuple[float, float, float, float] | None:
    """Margin, growth, churn and discount per period."""
    there, margin = [step for step in steps if step.opening], _margin(asked, steps)
    if not there or margin is None:
        return None
    stayed = [step for step in there if step.closing]
    growth = sum(step.closing - step.opening for step in stayed) / len(stayed) if stayed else 0.0
    churn = 1 - len(stayed) / len(there)
    return margin, _kept(asked) * growth, churn, asked.ask.options.get("discount") or 0.0


def _margin(asked: Asked, steps: list[Step]) -> float | None:
    """What is left of what one who pays brings in a period."""
    paying = [step.closing for step in steps if step.closing]
    return _kept(asked) * sum(paying) / len(paying) if paying else None


def _kept(asked: Asked) -> float:
    margin = asked.ask.options.get("margin")
    return 1.0 if margin is None else margin


def _within(a: float, m: float, c: float, d: float, periods: int) -> float:
    return sum(max(a + m * t, 0.0) * ((1 - c) * (1 - d)) ** t for t in range(periods))


def _ltv(a: float, m: float, c: float, d: float) -> float | None:
    if m < 0:
        return _within(a, m, c, d, ceil(a / -m))
    k = (1 - c) * (1 - d)
    return a / (1 - k) + m * k / (1 - k) ** 2 if c else None


def lifetime(asked: Asked) -> Told:
    told: Told = []
    for segment, steps in _by_segment(asked).items():
        leads, terms, horizon = _leads(steps), _terms(asked, steps), asked.ask.options.get("horizon")
        stayed = [step for step in steps if step.opening and step.closing]
        paid, customers, lost = (len(leads[name]) for name in ("paying", "customers", "lost"))
        told.append(({
            "segment": segment, "paying": paid, "customers": customers, "lost": lost,
            "arpa": sum(step.closing for step in steps) / paid if paid else None, **rate("churn", lost, customers),
            "growth": sum(step.closing - step.opening for step in stayed) / len(stayed) if stayed else None,
            "lifetime": 1 / terms[2] if terms and terms[2] else None, "ltv": _ltv(*terms) if terms else None,
            "within": _within(*terms, 5 if horizon is None else horizon) if terms else None,
        }, leads))  # fmt: skip
    return told


def payback(asked: Asked) -> Told:
    asked = _by(asked, "year")
    periods, customers = _periods(asked), _by_segment(asked)
    outlay: dict[str | None, list[Any]] = defaultdict(list)
    for fact in asked.known:
        purpose, segment, *amounts = spent(asked, fact) or (None, None)
        when = None if fact.at_us is None else asked.period(fact.at_us)
        if purpose and when in periods and _asked_for(asked, when):
            outlay[segment] += [amounts] if purpose not in ("keep", "grow") else []
    told: Told = []
    unknown = {asked.ask.by, *asked.ask.where} - {None, "channel", "campaign"}
    for segment in _in_order([*customers, *outlay]):
        leads, terms = _leads(customers.get(segment, [])), _terms(asked, customers.get(segment, []))
        out, new = [] if unknown else outlay[segment], len(leads["fresh"])
        margin = _margin(asked, customers.get(segment, []))
        media = sum(money or 0 for money, _, _ in out) if out else None
        paid = media is not None and not any(hours or minutes for _, hours, minutes in out)
        cost = media + 0.0 if media is not None and paid else None
        cac, value = cost / new if cost is not None and new else None, _ltv(*terms) if terms else None
        row = {
            "segment": segment, "fresh": new, "media": media, "cost": cost, "cac": cac, "ltv": value,
            "media_per_customer": media / new if media is not None and new else None,
            "ratio": value / cac if value is not None and cac else None,
            "recovered": cac / margin if margin and cac is not None else None,
            "payback": None if cac is None or terms is None else _back(cac, terms[0], terms[2]),
        }  # fmt: skip
        told.append((row, leads))
    return told


def _back(cac: float, margin: float, churn: float) -> float | None:
    if churn == 1 and margin > 0:
        return 1.0 if cac <= margin else None
    if margin <= 0 or cac * churn >= margin:
        return None
    return log(1 - cac * churn / margin) / log(1 - churn) if churn else cac / margin


# -- contracts --------------------------------------------------------------------------------------------


@dataclass
class Life:
    """A customer from its first period on: for how many renewals it stayed, of how many that it could have."""

    cohort: date
    stayed: int
    could: int
    lead: Lead


def _lives(asked: Asked) -> dict[str | None, list[Life]]:
    periods = _periods(asked)
    found: dict[str | None, list[Life]] = defaultdict(list)
    for customer in _customers(asked):
        paid = {period for _, period, _, fact in customer.paid if not asked.refunds(fact)} & set(periods)
        if paid and _asked_for(asked, customer.began):
            since = periods[periods.index(min(paid)) :]
            stayed = next((n for n, period in enumerate(since) if period not in paid), len(since)) - 1
            found[customer.segment].append(Life(since[0], stayed, len(since) - 1, customer.lead(paid)))
    return {segment: found[segment] for segment in _in_order(found)}


def _fit(lives: list[Life]) -> Any:
    cohorts = sorted({life.cohort for life in lives})
    alive = [
        [sum(life.cohort == cohort and life.stayed >= age for life in lives)
         for age in range(next(life.could for life in lives if life.cohort == cohort) + 1)] for cohort in cohorts
    ]  # fmt: skip
    if len(lives) < 10:
        return Refused("Fewer than ten customers: too few to tell how they differ.")
    if max(map(len, alive)) < 3:
        return Refused("Nobody was followed over two renewals yet: how retention changes with age is not known.")
    return fit_renewals(alive)


def contracts(asked: Asked) -> Told:
    ahead = asked.ask.options.get("horizon")
    told: Told = []
    for segment, lives in _lives(_by(asked, "year")).items():
        model, last = _fit(lives), max(life.could for life in lives)
        for age in range(last + (5 if ahead is None else ahead) + 1):
            leads = {
                "customers": [life.lead for life in lives if life.could >= age],
                "alive": [life.lead for life in lives if life.could >= age <= life.stayed],
                "left": [life.lead for life in lives if life.could >= age == life.stayed + 1],
            }
            n, alive, left = (len(theirs) for theirs in leads.values())
            known, fits = age <= last, not isinstance(model, Refused)
            told.append(({
                "segment": segment, "age": age,
                **{name: len(theirs) if known else None for name, theirs in leads.items()},
                **rate("share", alive, n), "renewed": alive / (alive + left) if age and alive + left else None,
                "renewal": model.retention(age) if fits and age else None,
                "expected": (n if known else len(lives)) * model.survival(age) if fits else None,
            }, leads))  # fmt: skip
    return told


def contract_fit(asked: Asked) -> Told:
    discount = asked.ask.options.get("discount")
    told: Told = []
    for segment, lives in _lives(_by(asked, "year")).items():
        model = _fit(lives)
        found = {"reason": model.reason, **dict.fromkeys(("a", "b", "log_likelihood", "first", "fifth", "lifetime"))}
        if not isinstance(model, Refused):
            sizes = (None, None) if model.limit else (model.a, model.b)
            found = {"a": sizes[0], "b": sizes[1], "log_likelihood": model.log_likelihood, "reason": model.limit,
                     "first": model.retention(1), "fifth": model.retention(5),
                     "lifetime": model.lifetime(0.1 if discount is None else discount)}  # fmt: skip
        row = {"segment": segment, "cohorts": len({life.cohort for life in lives}), "customers": len(lives),
               "lost": sum(life.stayed < life.could for life in lives), **found}  # fmt: skip
        told.append((row, {}))
    return told


# -- orders -----------------------------------------------------------------------------------------------


@dataclass
class Buyer:
    """What the models know of a customer: repeat orders, days to the last and to the as-of, the mean repeat order."""

    customer: Customer
    x: int
    recency: int
    age: int
    mean: float


def _buyers(asked: Asked) -> list[Buyer]:
    found = []
    for customer in _customers(asked):
        days = sorted({day for day, *_, fact in customer.paid if not asked.refunds(fact)})
        if _asked_for(asked, days[0]):
            spent = sum(euros or 0 for day, _, euros, _ in customer.paid if day > days[0])
            x = len(days) - 1
            found.append(Buyer(customer, x, (days[-1] - days[0]).days, (asked.as_of - days[0]).days, spent / max(x, 1)))
    return found


def _models(buyers: list[Buyer]) -> tuple[Any, Any, float | None]:
    x, recency, age, mean = (np.array([getattr(each, name) for each in buyers], dtype=float)
                             for name in ("x", "recency", "age", "mean"))  # fmt: skip
    linked = correlation(x, mean)
    few = Refused("Fewer than ten customers have ordered again: too few to tell how they differ.")
    model = few if (x > 0).sum() < 10 else fit_orders(x, recency, age)
    if linked is not None and abs(linked) > 0.3:
        return model, Refused("Those who order more often spend more or less per order: one model cannot hold both."), linked  # fmt: skip
    return model, fit_spend(x, mean), linked


def _buyer_leads(buyers: list[Buyer]) -> Leads:
    return {"customers": [each.customer.lead() for each in buyers],
            "returned": [each.customer.lead() for each in buyers if each.x]}  # fmt: skip


def orders(asked: Asked) -> Told:
    everyone, horizon = _buyers(asked), asked.ask.options.get("horizon")
    told: Told = []
    for segment in _in_order(each.customer.segment for each in everyone):
        theirs, (model, worth, _) = [each for each in everyone if each.customer.segment == segment], _models(everyone)
        leads = _buyer_leads(theirs)
        row: Row = {"segment": segment, **{name: len(found) for name, found in leads.items()},
                    "repeats": sum(each.x for each in theirs),
                    **dict.fromkeys(("alive", "alive_share", "expected", "value"))}  # fmt: skip
        if not isinstance(model, Refused):
            ahead = 365 if horizon is None else horizon
            coming = [float(model.expected(ahead, each.x, each.recency, each.age)) for each in theirs]
            row["alive"] = sum(float(model.alive(each.x, each.recency, each.age)) for each in theirs)
            row["alive_share"], row["expected"] = row["alive"] / len(theirs), sum(coming)
            row["value"] = None if isinstance(worth, Refused) else _value(theirs, coming, worth)
        told.append((row, leads))
    return told


def _value(theirs: list[Buyer], coming: list[float], worth: Any) -> float | None:
    per_order = [float(worth.expected(each.x, each.mean)) if each.x and each.mean > 0 else worth.of_anyone for each in theirs]  # fmt: skip
    if None in per_order:
        return None
    return sum(orders * amount for orders, amount in zip(coming, per_order, strict=True))


def order_fit(asked: Asked) -> Told:
    buyers = _buyers(asked)
    if not buyers:
        return []
    (model, worth, linked), leads = _models(buyers), _buyer_leads(buyers)
    reason = next((each.reason for each in (model, worth) if isinstance(each, Refused)), None)
    parameters = {name: getattr(model, name, None) for name in ("r", "alpha", "a", "b", "log_likelihood")}
    of_spend = {name: getattr(worth, name, None) for name in ("p", "q", "v")}
    return [({**{name: len(found) for name, found in leads.items()}, **parameters, **of_spend,
              "per_order": getattr(worth, "of_anyone", None), "correlation": linked, "reason": reason}, leads)]  # fmt: skip


# -- comparing, and looking ahead ---------------------------------------------------------------------------


def comparison(asked: Asked) -> Told:
    if asked.ask.by is None and asked.ask.bucket is None:
        asked = replace(asked, ask=replace(asked.ask, by="channel"))
    frm, to, within = (asked.ask.options.get(name) for name in ("frm", "to", "within"))
    start, limit = frm or asked.funnel.stages[0].name, None if within is None else within * 1440 * MINUTE
    goal = asked.funnel.position(to) if to else asked.funnel.position(start) + 1
    leads: dict[Any, Leads] = defaultdict(lambda: defaultdict(list))
    waits: dict[Any, list[tuple[float, bool, int]]] = defaultdict(list)
    for first, after in asked.firsts():
        if first.place.name != start or not asked.in_period(first.stay.entered_us) or not first.kept:
            continue
        key = (asked.period(entered(first)[0]), first.segment)
        reached = next((later for later in after if later.in_stage and later.position >= goal), None)
        length = asked.minutes(entered(first), entered(reached)) if reached else asked.minutes_until_now(entered(first))
        if not first.stay.implied:
            waits[key].append((counted_to(length), reached is not None, 1))
        if limit is None or passed(asked, entered(first)) >= limit:
            leads[key]["judged"].append(first.lead)
            if reached is not None and (limit is None or _between(asked, first, reached) <= limit):
                leads[key]["converted"].append(first.lead)
    keys = sorted(leads, key=lambda key: (key[0] or date.min, key[1] is None, key[1] or ""))
    return _pairs(keys, leads, waits)


def _pairs(keys: list[Any], leads: Mapping[Any, Leads], waits: Mapping[Any, list[Any]]) -> Told:
    counts = {key: Count(len(leads[key]["converted"]), len(leads[key]["judged"])) for key in keys}
    tests = {(one, other): log_rank([waits[one], waits[other]]) for one, other in combinations(keys, 2)}
    apart = holm({pair: test.p if test else 1.0 for pair, test in tests.items()})
    told: Told = []
    for (one, other), test in tests.items():
        more, low, high = difference(counts[one], counts[other])
        sure = (one, other) in apart
        told.append(({
            "period": one[0], "segment": one[1], "other_period": other[0], "other_segment": other[1],
            "judged": counts[one].n, "converted": counts[one].successes, "rate": counts[one].rate,
            "other_judged": counts[other].n, "other_rate": counts[other].rate,
            "difference": more, "difference_low": low, "difference_high": high,
            "better": chance_better(counts[one], counts[other]), "p": test.p if test else None,
            "verdict": "apart" if sure else "undecided",
            "needed": None if sure else more_to_separate(counts[one], counts[other]) or None,
        }, leads[one]))  # fmt: skip
    return told


def cure(asked: Asked) -> Told:
    found = _ends(replace(asked, ask=replace(asked.ask, bucket=None)))
    stages = [stage.name for stage in asked.funnel.stages if stage.role is not Role.WON]
    told: Told = []
    for segment in _in_order(key[1] for key in found):
        for place in (name for name in stages if (None, segment, name) in found):
            theirs = found[None, segment, place]
            leads = {
                "entered": [lead for _, _, _, lead, _ in theirs],
                "moved_on": [lead for _, end, _, lead, _ in theirs if end == "moved_on"],
                "open": [lead for _, end, _, lead, _ in theirs if end == "open"],
                "gone": [lead for _, end, _, lead, _ in theirs if end not in ("moved_on", "open")],
            }
            waits = [(length, True, 1) if end == "moved_on" else (age, False, 1) for length, end, age, *_ in theirs]
            model = fit_cure(waits, asked.ask.options.get("family") or "exponential")
            row: Row = {"segment": segment, "place": place, **{name: len(each) for name, each in leads.items()}}
            if isinstance(model, Refused):
                names = ("share", "share_low", "share_high", "half_days", "chance", "to_come")
                row |= {**dict.fromkeys(names), "reason": model.reason}
            else:
                coming = sum(_still(model, theirs, age) for _, end, age, *_ in theirs if end == "open")
                row |= {
                    "share": model.share, "share_low": model.low, "share_high": model.high,
                    "half_days": model.half_time / 1440, "to_come": coming, "reason": None,
                    "chance": coming / len(leads["open"]) if leads["open"] else None,
                }  # fmt: skip
            told.append((row, leads))
    return told


def _still(model: Any, theirs: list[Any], age: float) -> float:
    """The chance that one still open at an age moves on: those yet to come, of those who are not gone yet."""
    curves = aalen_johansen([(length, None if end == "open" else end, 1) for length, end, *_ in theirs], ENDS)
    gone = sum(1 - curves.ends[end].at(age) for end in ENDS if end != "moved_on")
    there = 1 - model.by(age) - gone
    return min(1.0, (model.share - model.by(age)) / there) if there > 0 else 1.0
