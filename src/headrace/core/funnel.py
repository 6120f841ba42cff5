"""The waterfall as data that checks itself.

A journey is at every instant in exactly one *place*: an ordered **stage**, or a **side place**
beside the stages (the nurture pool, lost, expired, disqualified). What a place means is its role;
names and labels belong to the user.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from headrace.core.criteria import Criterion
from headrace.core.errors import UnknownName


class Owner(StrEnum):
    """Which team answers for a stage."""

    MARKETING = "marketing"
    TELE = "tele"
    SALES = "sales"
    SUCCESS = "success"


class Role(StrEnum):
    """What it means that a journey stands in a place."""

    STAGE = "stage"
    WON = "won"
    NURTURE = "nurture"
    OUT = "out"
    LOST = "lost"
    EXPIRED = "expired"


STAGE_ROLES = (Role.STAGE, Role.WON)
SIDE_ROLES = (Role.NURTURE, Role.OUT, Role.LOST, Role.EXPIRED)


class Unit(StrEnum):
    """Whose passes the waterfall counts."""

    PERSON = "person"
    GROUP = "group"


class Fate(StrEnum):
    """What became of a stay in a stage, as of some instant."""

    MOVED_ON = "moved_on"
    MOVED_BACK = "moved_back"
    STILL_HERE = "still_here"
    NURTURED = "nurtured"
    LEFT = "left"
    EXPIRED = "expired"


FATE_OF_ROLE: Mapping[Role, Fate] = {
    Role.NURTURE: Fate.NURTURED,
    Role.OUT: Fate.LEFT,
    Role.LOST: Fate.LEFT,
    Role.EXPIRED: Fate.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A stage or a side place of the waterfall.

    `moves` are the names of the places that a journey may go to from here. `entry` and `exit` are
    what must hold of a journey to come in, or to go on forward. An `optional` stage may be passed
    over without being counted as implied. `entrance` says that a journey may begin here.
    """

    name: str
    label: str
    role: Role
    owner: Owner | None = None
    moves: tuple[str, ...] = ()
    entry: Criterion | None = None
    exit: Criterion | None = None
    optional: bool = False
    entrance: bool = False
    meaning: str = ""


@dataclass(frozen=True)
class Funnel:
    """A waterfall definition: stages in order, side places, and the declared facts of its criteria.

    `facts` maps the name of each dated, non-personal fact that criteria may speak of to its type
    (`number`, `text`, `flag` or `day`). `opportunity_types` is empty, or names the kinds of
    opportunity that the waterfall tells apart (acquisition, renewal, upsell, cross-sell).
    """

    name: str
    stages: tuple[Place, ...]
    side_places: tuple[Place, ...]
    unit: Unit = Unit.PERSON
    facts: Mapping[str, str] = field(default_factory=dict)
    opportunity_types: tuple[str, ...] = ()
    template: str = ""

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places: the stages in order, then the side places."""
        return self.stages + self.side_places

    # Looked up for every fact of a ledger.
    @cached_property
    def _found(self) -> Mapping[str, tuple[int, Place]]:
        found: dict[str, tuple[int, Place]] = {}
        for position, place in enumerate(self.places):
            found.setdefault(place.name, (position, place))
        return found

    def names(self) -> tuple[str, ...]:
        """The names of all places."""
        return tuple(place.name for place in self.places)

    def place(self, name: str) -> Place:
        """The place of that name, or an error that names the likeliest one."""
        return self._find(name)[1]

    def position(self, name: str) -> int:
        """0 for the first stage; side places come after the last stage, in their order."""
        return self._find(name)[0]

    def _find(self, name: str) -> tuple[int, Place]:
        try:
            return self._found[name]
        except KeyError:
            raise UnknownName("stage", name, self.names()) from None

    @property
    def first(self) -> Place:
        """The stage where an inquiry begins unless it says otherwise."""
        return next((stage for stage in self.stages if stage.entrance), self.stages[0])

    @property
    def won(self) -> Place:
        """The stage that stands for a closed and won deal."""
        return next(stage for stage in self.stages if stage.role is Role.WON)

    @property
    def before_won(self) -> Place:
        """The stage that an opportunity stands in while it is open."""
        open_stages = [stage for stage in self.stages if stage.role is Role.STAGE]
        return open_stages[-1]

    def by_role(self, role: Role) -> tuple[Place, ...]:
        """The places of a role, in order."""
        return tuple(place for place in self.places if place.role is role)

    def find(self, text: str) -> Place | None:
        """The place whose name or label is `text`, capitals and blanks apart."""
        wanted = text.strip().lower()
        return next((p for p in self.places if wanted in (p.name.lower(), p.label.lower())), None)
