"""What a channel brings for its spend: curves that flatten, fitted to the spends that were seen.

The average cost of an outcome says what was paid, the marginal one what the next costs: budgets are about the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, inf, log
from typing import TYPE_CHECKING

from headrace.core.errors import PlanRefused, UnknownName
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_amounts, check_positive

if TYPE_CHECKING:
    import numpy as np
    import scipy
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    np = lazy("numpy")
    scipy = lazy("scipy")


@dataclass(frozen=True, slots=True)
class Shape:
    """A curve of outcomes over spend, zero at zero; `at` and `slope` take spends and the parameters after the scale.

    `starts` are where a fit begins, in shares of the largest spend that was seen for what is measured in spend.
    """

    at: Callable[..., Array]
    slope: Callable[..., Array]
    starts: tuple[tuple[float, ...], ...]


def _hill_slope(s: Array, half: float, steep: float) -> Array:
    share = s**steep / (half**steep + s**steep)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(s > 0, steep * share * (1 - share) / s, 0.0)
    return np.asarray(slope)


SHAPES: Mapping[str, Shape] = {
    "root": Shape(lambda s: s**0.5, lambda s: 0.5 / s**0.5, ((),)),
    "log": Shape(lambda s, scale: np.log1p(s / scale), lambda s, scale: 1 / (scale + s), ((0.03,), (0.3,), (3.0,))),
    "hill": Shape(
        lambda s, half, steep: s**steep / (half**steep + s**steep),
        _hill_slope,
        tuple((half, steep) for half in (0.2, 0.6, 2.0) for steep in (0.7, 2.0, 4.0)),
    ),
}
"""`root` a sqrt(s), `log` a ln(1 + s/b), `hill` a s^h/(k^h + s^h): S-shaped for h above 1, else concave."""


@dataclass(frozen=True, slots=True)
class Response:
    """A curve: its shape, its scale `a`, further parameters; the least and most spend above 0 that it was seen at."""

    shape: str
    scale: float
    rest: tuple[float, ...] = ()
    seen: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise UnknownName(_("shape of a response"), self.shape, SHAPES)
        check_positive(_("The scale of a response"), self.scale)
        for each in self.rest:
            check_positive(_("A parameter of a response"), each)

    def at(self, spend: float) -> float:
        """The outcomes that a spend brings.

        >>> round(Response("root", 10).at(80), 6), round(Response("hill", 20, (50, 2)).at(50), 6)
        (89.442719, 10.0)
        """
        check_amount(_("The spend"), spend)
        return float(self.many(np.array([spend]))[0])

    def many(self, spends: Array) -> Array:
        """The outcomes of an array of spends."""
        return self.scale * np.asarray(SHAPES[self.shape].at(spends, *self.rest))

    def slope(self, spend: float) -> float:
        """The outcomes that one more unit of spend brings at a spend above 0.

        >>> round(Response("root", 10).slope(80), 6)
        0.559017
        """
        check_positive(_("The spend"), spend)
        return self.scale * float(SHAPES[self.shape].slope(np.array([spend]), *self.rest)[0])

    def marginal_cost(self, spend: float) -> float | None:
        """What the next outcome costs at a spend above 0; None where more spend brings none.

        >>> round(1_000 * Response("root", 10).marginal_cost(80), 6)
        1788.854382
        """
        slope = self.slope(spend)
        return 1 / slope if slope > 1e-300 else None

    def average_cost(self, spend: float) -> float | None:
        """What an outcome has cost on average; None where there is none."""
        brought = self.at(spend)
        return spend / brought if brought > 1e-300 else None

    def extrapolates(self, spend: float) -> bool:
        """Whether a spend is outside of what the curve was seen at: nobody knows how it goes on there."""
        return self.seen is not None and not self.seen[0] <= spend <= self.seen[1] * (1 + 1e-9)


@dataclass(frozen=True, slots=True)
class Observed:
    """A spend that was made, its outcomes, their average cost, and what each more than at the spend before cost.

    A cost is None where nothing, or nothing more, came of it.
    """

    spend: float
    outcomes: float
    average: float | None
    marginal: float | None


def steps(spends: Sequence[float], outcomes: Sequence[float]) -> list[Observed]:
    """The costs of outcomes between the spends that were seen, without any curve; from the lowest spend up.

    After "Your marketing budget is riding the wrong part of the curve".

    >>> [round(each.marginal, 2) for each in steps([500, 1_000, 1_500], [11, 17, 20])[1:]]
    [83.33, 166.67]
    """
    check_amounts(_("The spend"), spends)
    check_amounts(_("The outcomes"), outcomes)
    pairs = sorted(zip(spends, outcomes, strict=True))
    marginal = [None, *((s - s0) / (n - n0) if n > n0 else None for (s0, n0), (s, n) in pairwise(pairs))]
    return [Observed(s, n, s / n if n else None, more) for (s, n), more in zip(pairs, marginal, strict=False)]


# -- fitting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted response: the sum of squared residuals, and Akaike's criterion for few observations (lower is better).

    `criterion` is None where there are too few observations for the shape to be judged. Hurvich and Tsai, "Regression
    and Time Series Model Selection in Small Samples" (1989).
    """

    response: Response
    squares: float
    criterion: float | None


def fit(spends: Sequence[float], outcomes: Sequence[float], shape: str) -> Fit:
    """The response of one shape that comes nearest to what was seen, by least squares.

    Args:
        spends: at least as many different spends above 0 as the shape has parameters.
        outcomes: what came of each, all of one length of time and counted once matured.
        shape: one of `SHAPES`.

    The scale follows from the other parameters, which are searched on a logarithmic scale from several starts.

    >>> found = fit([10, 40, 90], [31.6, 63.2, 94.9], "root").response
    >>> round(found.scale, 2), found.seen
    (10.0, (10, 90))
    """
    if shape not in SHAPES:
        raise UnknownName(_("shape of a response"), shape, SHAPES)
    check_amounts(_("The spend"), spends)
    check_amounts(_("The outcomes"), outcomes)
    told = SHAPES[shape]
    size = 1 + len(told.starts[0])
    if len({spend for spend in spends if spend > 0}) < size or not sum(outcomes):
        raise PlanRefused(
            _("{count} spends are too few for a response of the shape {shape}, or nothing came of them.",
              count=len(set(spends)), shape=shape),
            hint=_("It takes at least {size} different spends above 0, and an outcome.", size=size),
        )  # fmt: skip
    s, n = np.array(spends, dtype=float), np.array(outcomes, dtype=float)
    unit = float(s.max())
    best = min((_fitted(told, s / unit, n, start) for start in told.starts), key=lambda found: found[0])
    squares, scale, rest = best
    response = Response(shape, scale, rest, (min(spend for spend in spends if spend > 0), max(spends)))
    return Fit(_in_units(response, unit), squares, _criterion(squares, len(s), size))


def best_fit(spends: Sequence[float], outcomes: Sequence[float]) -> Fit:
    """Of all shapes that enough spends were seen for, the one that says most with least: the lowest criterion.

    >>> best_fit([10, 40, 90], [31.6, 63.2, 94.9]).response.shape
    'root'
    """
    sizes = {shape: 1 + len(told.starts[0]) for shape, told in SHAPES.items()}
    fits = [fit(spends, outcomes, shape) for shape, size in sizes.items() if shape == "root" or len(set(spends)) > size]
    return min(fits, key=lambda each: inf if each.criterion is None else each.criterion)


def _fitted(shape: Shape, s: Array, n: Array, start: Sequence[float]) -> tuple[float, float, tuple[float, ...]]:
    """The squares, the scale and the other parameters, from one start; spends in units of the largest."""

    def scaled(rest: Sequence[float]) -> tuple[float, Array]:
        curve = np.asarray(shape.at(s, *rest))
        scale = float(curve @ n / (curve @ curve))
        return scale, scale * curve - n

    if not start:
        scale, residuals = scaled(())
        return float(residuals @ residuals), scale, ()
    # A curve of spends beyond a thousand times what was seen, or steeper than 20, is a line or a step.
    bounds = [[log(1e-3), log(0.2)][: len(start)], [log(1e3), log(20)][: len(start)]]
    found = scipy.optimize.least_squares(
        lambda logs: scaled([exp(each) for each in logs])[1], [log(each) for each in start], bounds=bounds, xtol=1e-12
    )
    rest = tuple(exp(each) for each in found.x)
    return float(2 * found.cost), scaled(rest)[0], rest


def _in_units(response: Response, unit: float) -> Response:
    """The response of spends in units of their largest, told in their own unit."""
    if response.shape == "root":
        return Response("root", response.scale / unit**0.5, (), response.seen)
    width, *steep = response.rest
    return Response(response.shape, response.scale, (width * unit, *steep), response.seen)


def _criterion(squares: float, n: int, size: int) -> float | None:
    parameters = size + 1
    if n <= parameters + 1:
        return None
    return n * log(max(squares / n, 1e-12)) + 2 * parameters + 2 * parameters * (parameters + 1) / (n - parameters - 1)
