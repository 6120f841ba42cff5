"""What a policy may speak of: the stages, places and facts that the funnel declares."""

from collections.abc import Mapping
from dataclasses import dataclass

from headrace.core.funnel import Funnel


@dataclass(frozen=True, slots=True)
class Declared:
    """The names that a funnel declares. Without a funnel nobody knows them: None, and any name will do."""

    funnel: Funnel | None = None

    @property
    def facts(self) -> Mapping[str, str] | None:
        """Each fact of a journey that criteria may speak of, with its type."""
        return None if self.funnel is None else self.funnel.facts

    @property
    def texts(self) -> tuple[str, ...] | None:
        """The facts that are texts, so that a list of values can be given for them."""
        return None if self.facts is None else tuple(name for name, kind in self.facts.items() if kind == "text")

    @property
    def stages(self) -> tuple[str, ...] | None:
        """The names of the stages, in order."""
        return None if self.funnel is None else tuple(stage.name for stage in self.funnel.stages)

    def ways_down(self, stage: str) -> tuple[str, ...] | None:
        """The places that an expired lead of a stage may go to: beside the stages, or to an earlier one."""
        if self.funnel is None or stage not in (self.stages or ()):
            return None
        ahead = self.funnel.names()[self.funnel.position(stage) : len(self.funnel.stages)]
        return tuple(place for place in self.funnel.place(stage).moves if place not in ahead)
