"""The oracles of questions about what was won, by whom, and what it cost."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from headrace.analytics.sourced import DEFINITIONS
from headrace.core.entries import Inquired, Met, Renewed, Touched
from headrace.core.funnel import Owner, Role
from headrace.core.units import day_of, start_of_day
from oracles.asked import HALF, Asked, Leads, Row, Told, Visit, by_the_end, entered, group_order, quantile_days, rate
from oracles.money import spent

DAY_US = 86_400_000_000
SIDES = {"outbound": "sales"}


def won(asked: Asked) -> list[tuple[Visit, list[Visit]]]:
    """The first win of each unit, if it lies in the period, with all of the unit's stays."""
    firsts = ((next((v for v in visits if v.place.role is Role.WON), None), visits) for visits in asked.units.values())
    return [(deal, visits) for deal, visits in firsts if deal and deal.kept and asked.in_period(deal.stay.entered_us)]


def side(channel: str | None) -> str:
    return "other" if channel is None else SIDES.get(channel, "marketing")


def sourced(asked: Asked) -> Told:
    window = asked.ask.options.get("window")
    reach = (180 if window is None else window) * DAY_US
    found: dict[tuple[object, object], dict[str, list[Visit]]] = {}
    for deal, visits in won(asked):
        close = deal.stay.entered_us or 0
        theirs = [f for f in asked.known if (f.person or f.journey) == (deal.person or deal.journey)]
        dated = [f for f in theirs if f.at_us is not None and by_the_end(asked, f, entered(deal))]
        met = sorted((f.at_us or 0, f.seq, side(getattr(f.body, "channel", None)))
                     for f in dated if isinstance(f.body, Touched | Inquired))  # fmt: skip
        origins = sorted((f.at_us is not None, f.at_us or 0, f.seq, f.body.origin)
                          for f in theirs if isinstance(f.body, Inquired) and f.body.origin)  # fmt: skip
        active = [f.at_us or 0 for f in theirs if isinstance(f.body, Met) and f.at_us is not None]
        active += [v.stay.entered_us or 0 for v in visits
                   if v.in_stage and not v.stay.implied and v.stay.entered_us is not None and _of_sales(asked, v)]  # fmt: skip
        first = bool(met) and met[0][2] == "marketing"
        says = {
            "first_touch": first,
            "field": bool(origins) and side(origins[0][3]) == "marketing",
            "before_sales": first and met[0][0] < min(active, default=close + 1),
            "influenced": any(whose == "marketing" and at >= close - reach for at, _, whose in met),
            "all": True,
        }
        period = None if asked.ask.bucket is None else asked.period(close)
        group = found.setdefault((period, deal.segment), {name: [] for name in DEFINITIONS})
        for name, holds in says.items():
            group[name] += [deal] if holds else []
    order = sorted(found, key=lambda key: (str(key[0]), key[1] is None, str(key[1])))
    return [_part(key, name, found[key]) for key in order for name in DEFINITIONS]


def _of_sales(asked: Asked, visit: Visit) -> bool:
    owners = [stage.owner for stage in asked.funnel.stages]
    return visit.position >= owners.index(Owner.SALES)


def _part(key: tuple[object, object], name: str, group: dict[str, list[Visit]]) -> tuple[Row, Leads]:
    deals, everything = group[name], group["all"]
    value, whole = (sum(deal.value or 0 for deal in each) for each in (deals, everything))
    row = {"period": key[0], "segment": key[1], "definition": name, "deals": len(deals), "of": len(everything),
           **rate("share", len(deals), len(everything)), "value": value,
           "value_share": value / whole if whole else None}  # fmt: skip
    return row, {"deals": [deal.lead for deal in deals]}


def outlays(asked: Asked) -> list[tuple[date | None, str | None, int, float]]:
    """What went out to win customers, each with its period, its segment and its money; nobody's time has a price here."""
    lag = timedelta(days=asked.ask.options.get("lag") or 0)
    found = []
    for fact in asked.known:
        told = spent(asked, fact)
        if told is None or fact.at_us is None or told[0] not in ("acquire", "nurture", "calls", "sell"):
            continue
        _, segment, money, hours, minutes = told
        at_us = start_of_day(day_of(asked.day(fact.at_us)) + lag, asked.zone)
        if asked.in_period(at_us) and at_us < asked.as_of_us:
            found.append((asked.period(at_us), segment, money or 0, (hours or 0) + (minutes or 0)))
    return found


def acquisition(asked: Asked) -> Told:
    groups: dict[tuple[date | None, str | None], tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for deal, visits in won(asked):
        groups[asked.period(deal.stay.entered_us or 0), deal.segment][0].append((deal, visits))
    for period, segment, money, hours in outlays(asked):
        groups[period, segment][1].append((money, hours))
    margin = asked.ask.options.get("margin")
    rows: Told = []
    for (period, segment), (deals, went_out) in sorted(groups.items(), key=group_order):
        media, hours = sum(money for money, _ in went_out), sum(hours for _, hours in went_out)
        revenue = sum(deal.value or 0 for deal, _ in deals)
        cost = None if hours else media
        back = revenue * (1 if margin is None else margin)
        cycles = [(asked.day(deal.stay.entered_us or 0) - asked.day(visits[0].stay.entered_us)) * 1440
                  for deal, visits in deals if visits[0].stay.entered_us is not None]  # fmt: skip
        row = {
            "period": period, "segment": segment, "media": media, "people": None if hours else 0.0, "cost": cost,
            "won": len(deals), "revenue": revenue, "media_cac": media / len(deals) if deals else None,
            "cac": cost / len(deals) if deals and cost is not None else None,
            "roi": (back - cost) / cost if cost else None,
            "cycle": quantile_days([(cycle, True) for cycle in cycles], HALF),
        }  # fmt: skip
        rows.append((row, {"won": [deal.lead for deal, _ in deals]}))
    return rows


def decay(asked: Asked) -> Told:
    """With no spend priced and no stage asked for: the stage that the policy gives a shelf life."""
    place = asked.ask.options.get("stage") or "sql"
    groups: dict[tuple[date | None, str | None], list[Visit]] = defaultdict(list)
    for visit, _ in asked.firsts():
        if asked.in_period(visit.stay.entered_us) and visit.kept:
            groups[asked.period(visit.stay.entered_us or 0), visit.segment].append(visit)
    media: dict[Any, list[tuple[int, float]]] = defaultdict(list)
    for period, segment, money, hours in outlays(asked):
        media[period, segment].append((money, hours))
        groups[period, segment] += []
    rows: Told = []
    for key, firsts in sorted(groups.items(), key=group_order):
        leads = [visit for visit in firsts if visit.place.name == place]
        fates = {visit.unit: _fate(asked.units[visit.unit], visit) for visit in leads}
        if leads:
            rows += _cases(asked, key, place, leads, fates, media[key])
    return rows


def _fate(visits: list[Visit], first: Visit) -> dict[str, Any]:
    """What became of a lead of the stage, by all of its stays that are known."""
    gone = next((v for v in visits if v.place.name == first.place.name and v.stay.next_via == "expired"), None)
    last_stage = max((v.n for v in visits if v.in_stage and not v.stay.implied), default=-1)
    wins = [v for v in visits if v.place.role is Role.WON]
    won = bool(wins) and wins[-1].n >= first.n
    resting = [v for v in visits if not v.stay.implied][-1].place.role is not Role.STAGE
    return {
        "expired": gone is not None,
        "won": gone is None and won,
        "over": gone is None and not won and resting,
        "back": gone is not None and last_stage > gone.n,
        "back_won": gone is not None and bool(wins) and wins[-1].n > gone.n,
        "revenue": (wins[0].value or 0) if won else 0,
    }


def _cases(
    asked: Asked, key: Any, place: str, leads: list[Visit], fates: dict[str, dict[str, Any]], media: Any
) -> Told:
    def count(name: str) -> int:
        return sum(fate[name] for fate in fates.values())

    def share(part: float, whole: float) -> float | None:
        return part / whole if whole else None

    def asked_for(name: str, measured: float | None) -> float | None:
        value = asked.ask.options.get(name)
        return measured if value is None else value

    known, expired, n = count("won") + count("over"), count("expired"), len(leads)
    win = asked_for("win_rate", share(count("won"), known))
    back = (asked_for("requalified", share(count("back"), expired)) or 0) * (
        asked_for("closing", share(count("back_won"), count("back"))) or 0
    )
    worth = share(count("revenue"), count("won") + count("back_won"))
    cost = None if sum(hours for _, hours in media) else sum(money for money, _ in media)
    shown = rate("win_rate", count("won"), known)
    if asked.ask.options.get("win_rate") is not None:
        shown = {"win_rate": win, "win_rate_low": None, "win_rate_high": None}
    rows: Told = []
    for case in ("planned", "expected", "whole", "recovered"):
        customers = None if win is None else {
            "planned": n * win, "expected": (n - expired) * win, "whole": int((n - expired) * win + 1e-9),
            "recovered": (n - expired) * win + expired * back,
        }[case]  # fmt: skip
        revenue = None if customers is None or worth is None else customers * worth
        row = {
            "period": key[0], "segment": key[1], "place": place, "case": case, "leads": n, "expired": expired,
            "known": known, **shown, "customers": customers, "revenue": revenue,
            "lost": None if revenue is None or win is None or worth is None else n * win * worth - revenue,
            "cac": None if cost is None or not customers else cost / customers,
            "roi": None if not cost or revenue is None else (revenue - cost) / cost,
        }  # fmt: skip
        rows.append(
            (row, {"leads": [v.lead for v in leads], "expired": [v.lead for v in leads if fates[v.unit]["expired"]]})
        )
    return rows


OF_TYPE = {"renewal": "keeping", "upsell": "growing", "cross-sell": "growing"}
GOALS = {"winning": ("acquire", "nurture", "calls", "sell"), "keeping": ("keep",), "growing": ("grow",)}


def purposes(asked: Asked) -> Told:
    came: dict[Any, dict[str, list[tuple[Visit, tuple[int, str], int]]]] = defaultdict(lambda: defaultdict(list))
    for deal, _visits in won(asked):
        kind = asked.segment_of({deal.journey}, deal.person, "opportunity_type")
        close, goal = deal.stay.entered_us or 0, OF_TYPE.get(kind, "winning")
        came[asked.period(close), deal.segment][goal].append((deal, entered(deal), deal.value or 0))
    for fact in asked.known:
        theirs = asked.units.get(fact.journey or "", [])
        if isinstance(fact.body, Renewed) and asked.in_period(fact.at_us) and theirs and theirs[0].kept:
            value = fact.body.value if fact.body.currency == asked.currency else None
            period = asked.period(fact.at_us or 0)
            end = fact.at_us or 0, str(fact.grain)
            came[period, theirs[0].segment]["keeping"].append((theirs[0], end, value or 0))
    went: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for fact in asked.known:
        told = spent(asked, fact)
        if told is not None and asked.in_period(fact.at_us):
            went[asked.period(fact.at_us or 0), told[1]].append(told)
    rows: Told = []
    for key, _ in sorted(dict.fromkeys([*came, *went]).items(), key=group_order):
        costs = {goal: [told for told in went.get(key, []) if told[0] in kinds] for goal, kinds in GOALS.items()}
        paid = {
            goal: None if any(told[3] or told[4] for told in out) else sum(told[2] or 0 for told in out)
            for goal, out in costs.items()
        }
        whole = None if None in paid.values() else sum(cost or 0 for cost in paid.values())
        revenue = sum(value for deals in came[key].values() for *_, value in deals)
        for goal, out in costs.items():
            deals = came[key][goal]
            theirs, media = sum(value for *_, value in deals), sum(told[2] or 0 for told in out)
            ours = sum(value for deal, close, value in deals if _first_is_marketings(asked, deal, close))
            cost = paid[goal]
            row = {
                "period": key[0], "segment": key[1], "goal": goal, "media": media,
                "people": None if cost is None else 0.0, "cost": cost,
                "budget_share": cost / whole if cost is not None and whole else None, "deals": len(deals),
                "revenue": theirs, "revenue_share": theirs / revenue if revenue else None,
                "sourced_share": ours / theirs if theirs else None,
                "media_per_deal": media / len(deals) if deals else None,
                "per_deal": cost / len(deals) if deals and cost is not None else None,
            }  # fmt: skip
            rows.append((row, {"deals": [deal.lead for deal, *_ in deals]}))
    return rows


def _first_is_marketings(asked: Asked, deal: Visit, close: tuple[int, str]) -> bool:
    met = sorted(
        (fact.at_us, fact.seq, side(fact.body.channel))
        for fact in asked.known
        if isinstance(fact.body, Touched | Inquired) and fact.at_us is not None
        and by_the_end(asked, fact, close)
        and (fact.person or fact.journey) == (deal.person or deal.journey)
    )  # fmt: skip
    return bool(met) and met[0][2] == "marketing"
