"""A live queue: calls that come by themselves and wait for a free agent, by Erlang's C formula.

It takes calls to come independently, to last exponentially long, and nobody to hang up: who does makes room, so real
waits are somewhat shorter.
"""

from dataclasses import dataclass
from math import ceil, exp

from headrace.core.errors import PlanRefused
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_positive

MOST_AGENTS = 10_000


@dataclass(frozen=True, slots=True)
class Queue:
    """Calls per unit of time, the handling time of one in the same unit, and the agents who take them."""

    calls: float
    handling: float
    agents: int

    def __post_init__(self) -> None:
        check_amount(_("The calls"), self.calls)
        check_positive(_("The handling time"), self.handling)
        check_positive(_("The agents"), self.agents)
        if self.agents <= self.load:
            raise PlanRefused(
                _("{agents} agents cannot take a load of {load}: the queue would grow without end.",
                  agents=self.agents, load=round(self.load, 3)),
                hint=_("It takes more agents than calls x handling time."),
            )  # fmt: skip

    @property
    def load(self) -> float:
        """The agents that would be busy all the time: calls x handling time, in erlangs."""
        return self.calls * self.handling

    @property
    def utilisation(self) -> float:
        """The share of their time that agents are on the phone."""
        return self.load / self.agents

    @property
    def waits(self) -> float:
        """The chance that a call has to wait: Erlang C.

        From Erlang's B, which is computed without factorials: B(n) = A B(n-1)/(n + A B(n-1)).

        >>> round(Queue(30 / 60, 4, 3).waits, 6), round(Queue(30 / 60, 4, 4).waits, 6)
        (0.444444, 0.173913)
        """
        lost = 1.0
        for n in range(1, self.agents + 1):
            lost = self.load * lost / (n + self.load * lost)
        return lost / (1 - self.utilisation * (1 - lost))

    @property
    def mean_wait(self) -> float:
        """The average wait of all calls, those that do not wait included.

        >>> round(Queue(30 / 60, 4, 3).mean_wait, 6)
        1.777778
        """
        return self.waits * self.handling / (self.agents - self.load)

    def within(self, time: float) -> float:
        """The share of calls that is taken within a time: the service level.

        >>> round(Queue(30 / 60, 4, 3).within(5), 6), round(Queue(30 / 60, 4, 4).within(5), 6)
        (0.872665, 0.985724)
        """
        check_amount(_("The time"), time)
        return 1 - self.waits * exp(-(self.agents - self.load) * time / self.handling)


def agents_for(calls: float, handling: float, time: float, level: float) -> int:
    """The fewest agents with whom a share of calls is taken within a time.

    >>> agents_for(30 / 60, 4, time=5, level=0.9)
    4
    """
    check_amount(_("The calls"), calls)
    check_positive(_("The handling time"), handling)
    if not 0 < level < 1:
        raise PlanRefused(_("A service level of {level}.", level=level), hint=_("It is above 0 and below 1."))
    least = max(1, ceil(calls * handling))
    for agents in range(least, least + MOST_AGENTS):
        if agents > calls * handling and Queue(calls, handling, agents).within(time) >= level:
            return agents
    raise PlanRefused(_("No team of a usual size answers so fast."), hint=_("Allow a longer time, or a lower level."))
