"""The waterfall as the made-up company lives it: places, ways out of them, colleagues and reasons.

Waits are in working days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from headrace.demo.catalog import QUALIFIERS, SELLERS
from headrace.demo.chance import Spread


class Place(IntEnum):
    """The places of the classic waterfall."""

    INQUIRY = 0
    MQL = 1
    SAL = 2
    SQL = 3
    OPPORTUNITY = 4
    WON = 5
    NURTURE = 6
    DISQUALIFIED = 7
    LOST = 8
    EXPIRED = 9


SHELF_LIFE = 30  # days that an SQL keeps unworked

PLACES = tuple(place.name.lower() for place in Place)
SUCCESSORS = tuple(seller.successor for seller in SELLERS if seller.successor)
COLLEAGUES = (*(q.name for q in QUALIFIERS), *(s.name for s in SELLERS), *SUCCESSORS)

COLD = f"no contact for {SHELF_LIFE} days"
REASONS: Mapping[str, Mapping[str, float]] = {
    "fake": {"fake": 1},
    "no fit": {"no fit": 5, "competitor": 3, "private person": 2},
    "unreached": {"not reached": 1},
    "below the bar": {"below_bar": 1},
    "rejected": {"no budget": 3, "not our product": 2, "no authority": 3, "too little known": 3, "timing": 2},
    "recycled": {"no answer": 4, "timing": 3, "no budget": 3},
    "back": {"meeting called off": 3, "new contact person": 2},
    "cold": {COLD: 1},
    "kept warm": {"kept warm": 1},
    "lost": {"price": 5, "competitor": 4, "no decision": 4, "delivery time": 2, "project stopped": 2},
    "old": {"no decision in time": 1},
}
REASON_NAMES = tuple(dict.fromkeys(reason for group in REASONS.values() for reason in group))


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a place: whereto, after how long (working days), by which side, why."""

    to: Place
    wait: Spread
    side: str = "seller"
    reasons: str = ""


NOW = Spread(0, 0, 0, 0, 0, 0)

FROM_INQUIRY = (
    Way(Place.DISQUALIFIED, NOW, "", "fake"),
    Way(Place.NURTURE, NOW, "qualifier", "unreached"),
    Way(Place.SQL, Spread(0.1, 0.5, 1, 2, 4, 8)),
    Way(Place.MQL, NOW, "qualifier"),
    Way(Place.DISQUALIFIED, NOW, "qualifier", "no fit"),
    Way(Place.NURTURE, NOW, "qualifier", "below the bar"),
)
FROM_NURTURE = (
    Way(Place.MQL, Spread(0.2, 1, 2, 5, 9, 15), "qualifier"),
    Way(Place.NURTURE, Spread(0.2, 1, 2, 5, 9, 15), "qualifier", "below the bar"),
)
FROM_MQL = (
    Way(Place.SAL, Spread(0.05, 0.4, 0.9, 2, 5, 12)),
    Way(Place.SQL, Spread(0.3, 1, 2, 4, 8, 15)),
    Way(Place.DISQUALIFIED, Spread(0.1, 0.6, 1.5, 3, 7, 15), "seller", "no fit"),
    Way(Place.NURTURE, Spread(0.1, 0.6, 1.5, 3, 7, 15), "seller", "rejected"),
)
FROM_SAL = (
    Way(Place.SQL, Spread(0.2, 2, 5, 9, 18, 30)),
    Way(Place.OPPORTUNITY, Spread(1, 4, 8, 13, 22, 35)),
    Way(Place.DISQUALIFIED, Spread(0.2, 2, 4, 8, 15, 25), "seller", "no fit"),
    Way(Place.NURTURE, Spread(2, 6, 10, 16, 26, 40), "seller", "recycled"),
)
FROM_SQL = (
    Way(Place.OPPORTUNITY, Spread(0.3, 3, 6, 10, 15, 17)),
    Way(Place.SAL, Spread(1, 3, 6, 9, 13, 16), "seller", "back"),
    Way(Place.LOST, Spread(1, 5, 9, 13, 16, 17), "seller", "lost"),
)
FROM_OPPORTUNITY = (
    Way(Place.WON, NOW),
    Way(Place.EXPIRED, Spread(30, 40, 50, 60, 75, 90), "seller", "old"),
    Way(Place.LOST, NOW, "seller", "lost"),
)
FROM_EXPIRED = (Way(Place.NURTURE, Spread(0.5, 2, 4, 8, 15, 25), "qualifier", "kept warm"),)
FROM_LOST = (Way(Place.NURTURE, Spread(20, 40, 60, 80, 110, 140), "qualifier", "kept warm"),)

ASKED_AGAIN = Spread(28, 32, 40, 60, 95, 140)  # working days in nurture before somebody asks again
