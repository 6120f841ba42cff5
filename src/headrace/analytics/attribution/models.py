"""Several models asked at once of the same journeys, each through its own window."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from headrace.analytics.attribution.credits import Credits, of_touches
from headrace.analytics.attribution.markov import markov
from headrace.analytics.attribution.paths import WINDOW_US, Journeys, Population, Seen, look_back
from headrace.analytics.attribution.positional import Decay, Rule, weights
from headrace.analytics.attribution.shapley import shapley


@dataclass(frozen=True, slots=True)
class Markov:
    """A Markov chain that remembers the last `order` labels."""

    name: str = "markov"
    order: int = 1
    window_us: int = WINDOW_US


@dataclass(frozen=True, slots=True)
class Shapley:
    """Shapley's sum game."""

    name: str = "shapley"
    window_us: int = WINDOW_US


Model = Rule | Decay | Markov | Shapley


@dataclass(frozen=True)
class Attributed:
    """One model's credits, and the journeys that they speak of."""

    credits: Credits
    population: Population


def attribute(journeys: Journeys, models: Iterable[Model], as_of_us: int) -> Mapping[str, Attributed]:
    """The credits of each model, by its name. Models with the same window look back together.

    Every model's credits, with its `unattributed` and `unseen`, add up to all conversions and all their money.
    """
    listed = list(models)
    seen = {window_us: look_back(journeys, as_of_us, window_us) for window_us in {each.window_us for each in listed}}
    return {
        model.name: Attributed(credits_of(model, seen[model.window_us]), seen[model.window_us].population)
        for model in listed
    }


def credits_of(model: Model, seen: Seen) -> Credits:
    """The credits of one model."""
    if isinstance(model, Shapley):
        return shapley(seen.walks)
    if isinstance(model, Markov):
        walks = seen.walks
        return replace(markov(seen.paths, model.order), unattributed=walks.unattributed, unseen=walks.unseen)
    return of_touches(seen.walks, weights(model, seen.walks))
