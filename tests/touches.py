"""Random journeys and paths for attribution: touches at the same instant, milestones before the first touch or never."""

from hypothesis import strategies as st

from headrace.analytics.attribution.outcome import Outcome
from headrace.analytics.attribution.paths import Journey, Paths, Touch, counted
from headrace.core.units import DAY_US

LABELS = "ABCD"
DAYS = st.integers(0, 20)
AS_OF = 25 * DAY_US
WINDOW = 10 * DAY_US


def _us(day: int | None) -> int | None:
    return None if day is None else day * DAY_US


@st.composite
def _journey(draw: st.DrawFn, outcomes: tuple[Outcome, ...]) -> Journey:
    outcome = draw(st.sampled_from(outcomes))
    met = draw(st.lists(st.tuples(st.sampled_from(LABELS), DAYS), max_size=6))
    touches = [Touch(label, day * DAY_US, f"{place}", direct=label == "D") for place, (label, day) in enumerate(met)]
    return Journey(
        draw(st.permutations(touches)),
        outcome,
        None if outcome is Outcome.OPEN else _us(draw(DAYS)),
        draw(st.integers(0, 100_000)) if outcome is Outcome.CONVERTED else 0,
        _us(draw(st.none() | DAYS)),
        _us(draw(st.none() | DAYS)),
    )


def journeys(outcomes: tuple[Outcome, ...] = tuple(Outcome), most: int = 8) -> st.SearchStrategy[list[Journey]]:
    """Some journeys of all outcomes, or of those given."""
    return st.lists(_journey(outcomes), min_size=1, max_size=most)


@st.composite
def paths(draw: st.DrawFn, *, most: int = 8, longest: int = 5, nulls: int = 0) -> Paths:
    """Some counted paths, with at least so many nulls in the first one."""
    path = st.lists(st.sampled_from(LABELS), min_size=1, max_size=longest)
    rows = draw(
        st.lists(st.tuples(path, st.integers(0, 4), st.integers(0, 1000), st.integers(0, 4)), min_size=1, max_size=most)
    )
    return counted(
        (labels, won, value if won else 0, lost + (nulls if number == 0 else 0))
        for number, (labels, won, value, lost) in enumerate(rows)
    )
