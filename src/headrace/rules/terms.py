"""What verdicts are judged by: the funnel, the policies of all versions, the calendars of the desks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from headrace.core.calendar import Calendar
from headrace.core.desks import Desk
from headrace.core.funnel import Funnel, Place
from headrace.core.policy import Policy, StagePolicy

Calendars = Callable[[Policy, str | None], Calendar]
"""The calendar of a desk, or of the company where the desk is None or unknown."""


@dataclass(frozen=True)
class Terms:
    """The definitions that a verdict goes by.

    `policies` are all published ones by version, `policy` the newest of them. A clock goes by the
    policy that was in force when it started, whatever was published since. `secret` is the house's
    own, by which it makes ids.
    """

    funnel: Funnel
    policy: Policy
    policies: Mapping[int, Policy]
    calendars: Calendars
    secret: str

    def policy_of(self, version: int | None) -> Policy:
        """The policy of a version; the newest for a fact that was told before any was published."""
        return self.policies.get(version or 0, self.policy)

    def calendar(self, desk: str | None) -> Calendar:
        """The calendar of a desk by the newest policy."""
        return self.calendars(self.policy, desk)

    @property
    def zone(self) -> ZoneInfo:
        """The company's zone."""
        return self.policy.time_zone

    def desk(self, name: str | None) -> Desk | None:
        """The desk of that name, if there is one."""
        return self.policy.desks.get(name or "")

    def zone_of(self, desk: Desk) -> ZoneInfo:
        """The zone of a desk: its own, or the company's."""
        return ZoneInfo(desk.zone) if desk.zone else self.zone

    def stage(self, place: str) -> StagePolicy:
        """What the newest policy says about a stage."""
        return self.policy.stage(place)

    def place(self, name: str) -> Place:
        """The place of that name."""
        return self.funnel.place(name)
