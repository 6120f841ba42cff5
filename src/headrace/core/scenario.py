"""A scenario: what if. Levers that are pulled on the funnel as it is, and what pulling them costs."""

from dataclasses import dataclass
from enum import StrEnum

from headrace.core.errors import PlanRefused
from headrace.core.texts import N_, _


class Pulls(StrEnum):
    """What a lever moves."""

    RATE = "rate"
    LAG = "lag"
    VOLUME = "volume"
    VALUE = "value"
    COST = "cost"
    MINUTES = "minutes"
    SPEED = "speed"
    SHELF_LIFE = "shelf_life"
    CHURN = "churn"


SAID = {
    Pulls.RATE: N_("rate"),
    Pulls.LAG: N_("lag"),
    Pulls.VOLUME: N_("volume"),
    Pulls.VALUE: N_("value of a win"),
    Pulls.COST: N_("cost of an entry"),
    Pulls.MINUTES: N_("minutes per lead"),
    Pulls.SPEED: N_("speed"),
    Pulls.SHELF_LIFE: N_("shelf life"),
    Pulls.CHURN: N_("churn"),
}
OF_A_STAGE = (Pulls.RATE, Pulls.LAG, Pulls.SPEED, Pulls.SHELF_LIFE)


@dataclass(frozen=True, slots=True)
class Lever:
    """A change of one thing: `relative` (0.1 is ten percent more, -0.1 less), or for a rate in `points`.

    `stage` is where a rate, a lag, a speed or a shelf life is changed. A shelf life becomes so many `days`; of the wins
    that it puts at stake the share `recovered` comes another way. A speed says by which share people answer sooner.
    """

    pulls: Pulls
    stage: str = ""
    relative: float = 0.0
    points: float = 0.0
    days: float | None = None
    recovered: float = 0.0

    def __post_init__(self) -> None:
        if (self.pulls in OF_A_STAGE) != bool(self.stage):
            raise PlanRefused(
                _("The lever {lever} names the stage {stage!r}.", lever=self.pulls, stage=self.stage),
                hint=_("A stage is named by: {levers}; by no other.", levers=", ".join(OF_A_STAGE)),
            )
        if self.points and self.pulls is not Pulls.RATE:
            raise PlanRefused(_("{lever} has no points.", lever=self.pulls), hint=_("Give a relative change."))
        if (self.pulls is Pulls.SHELF_LIFE) != (self.days is not None):
            raise PlanRefused(
                _("The lever {lever} has days: {days}.", lever=self.pulls, days=self.days),
                hint=_("A shelf life becomes so many days; no other lever has any."),
            )
        if not -1 < self.relative < 100 or not -1 < self.points < 1:
            raise PlanRefused(
                _("{lever} changes by {relative}.", lever=self.pulls, relative=self.relative or self.points),
                hint=_("A relative change is above -1, which would leave nothing; points are between -1 and 1."),
            )


@dataclass(frozen=True, slots=True)
class Scenario:
    """Levers that are pulled together. `price` is what that costs a month, in minor units."""

    name: str
    levers: tuple[Lever, ...]
    price: int = 0

    def __post_init__(self) -> None:
        if not self.levers:
            raise PlanRefused(
                _("The scenario {name} pulls no lever.", name=self.name),
                hint=_("Such as levers: [{{pulls: rate, stage: sql, relative: 0.1}}]."),
            )
