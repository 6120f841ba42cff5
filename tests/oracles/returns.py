"""The oracles of questions about what was won, by whom, and what it cost."""

from headrace.analytics.sourced import DEFINITIONS
from headrace.core.entries import Inquired, Met, Touched
from headrace.core.funnel import Owner, Role
from oracles.asked import Asked, Leads, Row, Told, Visit, rate

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
        dated = [f for f in theirs if f.at_us is not None and f.at_us <= close]
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
