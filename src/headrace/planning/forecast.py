"""What will be won: open leads by their chances, those who are not there yet, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.chances import ENOUGH, JUST_ENTERED, Cell, Kin, incidence
from headrace.planning.checks import check_amounts, check_positive
from headrace.planning.history import History

if TYPE_CHECKING:
    import numpy as np
    import scipy
    from numpy.random import Generator
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Days = NDArray[np.int64]
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

RUNS = 4_000
SHARES = (0.1, 0.9)
"""The quantiles that bound a range: 80 % of the futures lie between them."""
INFLOW_DAYS = 91
"""Of how many days, the latest ones, the inflow is measured."""


# -- what is expected --------------------------------------------------------------------------------------


class Group(NamedTuple):
    """Open leads that are alike: of one stage, as old as each other, worth the same; and their chances, if any."""

    stage: str
    age: int
    value: float
    n: int
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Those who are not there yet: how many are expected to be won by each horizon, and how sure that is.

    They come until the last finite horizon; the last of the means is of how many of them will be won in the end.
    `spread` is the relative standard deviation of the inflow.
    """

    means: tuple[float, ...]
    spread: float
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of open leads and newcomers; `revenues` are what past wins brought."""

    groups: Sequence[Group]
    newcomers: Newcomers
    revenues: Array

    def means(self) -> Array:
        """The expected wins by each horizon and in the end, newcomers included."""
        told = [group.n * np.array(group.cell.chances) for group in self.groups if group.cell is not None]
        return np.asarray(np.sum([np.array(self.newcomers.means), *told], axis=0))

    def variances(self) -> Array:
        """The variance of the wins by each horizon, if every chance were known."""
        told = [group.n * np.array(group.cell.chances) * (1 - np.array(group.cell.chances))
                for group in self.groups if group.cell is not None]  # fmt: skip
        return np.asarray(np.sum([np.array(self.newcomers.means), *told], axis=0))


def outlook(history: History, horizons: Sequence[int], *, since: int | None = None, least: int = ENOUGH) -> Outlook:
    """What is expected of the leads that are open on the evening of the history's last day, and of newcomers.

    Args:
        history: all stays until then.
        horizons: days from then on, ascending, at least one.
        since: chances are learned from stays that began on this day or later; from all if None.
        least: how few leads are enough to speak of an age.

    An open lead without a value is taken for what wins brought on average.

    >>> from headrace.planning.history import Stay
    >>> ends = [(10, True, 20), (20, False, 20), (60, True, 4), (90, False, 16)]
    >>> stays = [Stay("proposal", 0, day, day, won, n=n) for day, won, n in ends]
    >>> history = History.of([*stays, Stay("proposal", 365, value=50_000)], 400)
    >>> [group] = outlook(history, [31]).groups
    >>> round(group.value * group.cell.chance)
    10000
    """
    check_positive(_("The horizon"), min(horizons))
    learnt = history if since is None else history.since(since)
    kin = {name: Kin(learnt, learnt.of_stage(name), horizons, least) for name in history.stages}
    revenues = history.revenue[history.won & history.begins & ~np.isnan(history.revenue)]
    usual = float(revenues.mean()) if len(revenues) else 0.0
    groups = _open_groups(history, usual)
    ages = {name: [age for stage, age, *_ in groups if stage == name] for name in kin}
    cells = {name: dict(zip(ages[name], kin[name].cells(ages[name]), strict=True)) for name in kin}
    told = [Group(stage, age, value, n, cells[stage][age]) for stage, age, value, n in groups]
    newcomers = _newcomers(history, Kin(learnt, learnt.begins, horizons, least))
    return Outlook(told, newcomers, revenues)


def _open_groups(history: History, usual: float) -> list[tuple[str, int, float, int]]:
    """How many open leads there are of each stage, age and value, in their order."""
    rows = np.flatnonzero(history.open)
    if not len(rows):
        return []
    stage, age, n = history.stage[rows], history.day - history.entered[rows], history.n[rows]
    value = np.where(np.isnan(history.value[rows]), usual, history.value[rows])
    check_amounts(_("The value of a deal"), (float(value.min()), float(value.max())))
    order = np.lexsort((value, age, stage))
    stage, age, value, n = stage[order], age[order], value[order], n[order]
    unlike = (np.diff(stage) != 0) | (np.diff(age) != 0) | (np.diff(value) != 0)
    first = np.concatenate(([0], np.flatnonzero(unlike) + 1))
    names = (history.stages[each] for each in stage[first])
    return list(zip(names, age[first].tolist(), value[first].tolist(), np.add.reduceat(n, first).tolist(), strict=True))


def _newcomers(history: History, kin: Kin) -> Newcomers:
    """Newcomers as in the last quarter of a year, won as those before them since they came."""
    start = kin.cell(JUST_ENTERED)
    ago = history.day - history.entered[history.begins]
    span = min(INFLOW_DAYS, int(ago.max(initial=-1)) + 1)
    kept = ago < span
    weeks: Array = np.bincount(ago[kept] // 7, history.n[history.begins][kept], -(-span // 7)).astype(float)
    came = float(weeks.sum())
    if start is None or not came:
        return Newcomers((0.0,) * len(kin.horizons), 0.0, start)
    curve, ends = incidence(kin.length, kin.n, kin.over, kin.won), [int(horizon) for horizon in kin.horizons[:-1]]
    # Whoever comes on the s-th day has so many days less until the horizon.
    won_by = np.concatenate([curve, np.full(max(0, ends[-1] + 1 - len(curve)), curve[-1])])
    means = [came / span * float(won_by[:horizon].sum()) for horizon in ends]
    return Newcomers((*means, came / span * ends[-1] * float(curve[-1])), _spread(weeks, came), start)


def _spread(weeks: Array, came: float) -> float:
    """How far, in shares of it, the inflow to come may lie from the measured one: weeks vary by more than chance."""
    dispersion = float(weeks.var(ddof=1) / weeks.mean()) if len(weeks) > 2 else 1.0
    return float(np.sqrt(max(1.0, dispersion) / came))


# -- how unsteady it is ------------------------------------------------------------------------------------

TRIALS, APART, LEAST_HISTORY = 12, 28, 180
"""As of how many earlier days forecasts are tried, so many days apart, and with how many days of history at least."""
USUAL, WEIGHT = 0.1, 2
"""What is taken for the unsteadiness before any forecast was tried, and for how many trials that counts."""


FARTHEST = 2.3
"""How far, in the logarithm, a future may lie from what is expected: by ten times."""


class Unsteady(NamedTuple):
    """How far wins stray from their forecast for another reason than luck, in shares of it, and how many trials say so.

    Trials that overlap are one in so far as they do.
    """

    share: float
    trials: float


def unsteadiness(history: History, horizon: int, *, since: int | None = None, least: int = ENOUGH) -> Unsteady:
    """By how much, in shares of the expected, the wins of a time differ from the forecast for another reason than luck.

    The forecast is made again as of earlier days, each knowing no later one, and held against what came. What its
    errors exceed the luck of single leads by is laid to months that differ: rates that drift, seasons, inflow that
    swells.
    """
    came: list[tuple[float, float]] = []
    first = int(history.entered.min(initial=history.day))
    for day in range(history.day - horizon, first + LEAST_HISTORY, -APART)[:TRIALS]:
        told = outlook(history.at(day), [horizon], since=since, least=least)
        mean, variance = float(told.means()[0]), float(told.variances()[0])
        wins = history.wins(day + 1, day + horizon)
        came.append(((wins - mean) ** 2 - variance, max(mean, wins) ** 2))
    extra, base = sum(each for each, _most in came), sum(most for _each, most in came)
    measured = max(0.0, extra / base) if base else 0.0
    trials = len(came) * min(1.0, APART / horizon)
    return Unsteady(float(np.sqrt((trials * measured + WEIGHT * USUAL**2) / (trials + WEIGHT))), trials + WEIGHT)


# -- many futures ------------------------------------------------------------------------------------------

LEVELS = [0.0005, *(level / 40 for level in range(1, 40)), 0.9995]
"""Where the quantiles of a chance are computed; between them it is taken along straight lines."""


@dataclass(frozen=True, slots=True)
class Futures:
    """What comes in each of many futures: wins and their value, runs x horizons, the last one in the end."""

    wins: Array
    value: Array

    def __add__(self, other: Futures) -> Futures:
        return Futures(self.wins + other.wins, self.value + other.value)


def drawn(
    told: Outlook, unsteady: Sequence[Unsteady], row: Callable[[Group | None], str], *, seed: int, runs: int = RUNS
) -> dict[str, Futures]:
    """Many futures, by rows: `row` says to which of them a group of leads belongs; None stands for the newcomers.

    A cell's chance is as sure as the leads whose fate is known are many: a Beta. Per future and stage it is taken at
    one and the same quantile for all cells, since if proposals fare worse than we think, they all do. Beside that a
    future is as a whole better or worse than the past, by `unsteady` at each horizon. Whoever is won by a horizon is
    won by the next.

    >>> from headrace.planning.history import Stay
    >>> ends = [(10, True, 20), (20, False, 20), (60, True, 4), (90, False, 16)]
    >>> stays = [Stay("proposal", 0, day, day, won, n=n) for day, won, n in ends]
    >>> history = History.of([*stays, Stay("proposal", 365, value=50_000, n=30)], 400)
    >>> futures = drawn(outlook(history, [31]), [Unsteady(0, 1)] * 2, lambda group: "all", seed=1)["all"]
    >>> [int(each) for each in np.quantile(futures.value[:, -1], [0.1, 0.5, 0.9])]
    [100000, 300000, 550000]
    """
    dice = np.random.default_rng(seed)
    pace = _pace(unsteady, runs, dice)
    rows: dict[str, Futures] = {}

    def book(name: str, wins: Array, value: Array) -> None:
        rows[name] = rows[name] + Futures(wins, value) if name in rows else Futures(wins, value)

    luck = {stage: _placed(dice.random(runs)) for stage in sorted({group.stage for group in told.groups})}
    chances: dict[tuple[str, Cell], Array] = {}
    for group in told.groups:
        if group.cell is None:
            continue
        key = (group.stage, group.cell)
        if key not in chances:
            chances[key] = 1 - (1 - _chances(group.cell, luck[group.stage])) ** pace
        wins = _won(group.n, chances[key], dice)
        book(row(group), wins, wins * group.value)
    wins = _newly_won(told.newcomers, pace, dice)
    book(row(None), wins, _worth(wins, told.revenues, dice))
    return rows


def _pace(unsteady: Sequence[Unsteady], runs: int, dice: Generator) -> Array:
    """How much better or worse each future is, runs x horizons: good futures are good at every horizon.

    Student's t for normals whose spread few trials tell; in the logarithm, so that none is below nothing.
    """
    fate, doubt = dice.standard_normal(runs), dice.random(runs)
    wider = [np.sqrt(each.trials / (2 * scipy.special.gammaincinv(each.trials / 2, doubt))) for each in unsteady]
    strayed = np.stack([each.share * fate * w for each, w in zip(unsteady, wider, strict=True)], axis=1)
    # A future ten times as good as the past is none that a forecast is made for.
    return np.asarray(np.exp(np.clip(strayed, -FARTHEST, FARTHEST)))


def _placed(luck: Array) -> tuple[Days, Array]:
    """Before which level each quantile lies, and how far behind it."""
    within = np.clip(luck, LEVELS[0], LEVELS[-1])
    place = np.minimum(np.searchsorted(LEVELS, within, side="right"), len(LEVELS) - 1) - 1
    return place, within - np.array(LEVELS)[place]


def _chances(cell: Cell, luck: tuple[Days, Array]) -> Array:
    """The chances of a cell in each future, runs x horizons: Betas of those known and one usual lead."""
    chance, known, usual = (np.array(each)[:, None] for each in (cell.chances, cell.known, cell.usual))
    won, lost = chance * known + usual, (1 - chance) * known + 1 - usual
    levels = scipy.special.betaincinv(won, lost, LEVELS)
    place, beyond = luck
    steep = np.diff(levels) / np.diff(LEVELS)
    return np.asarray(np.maximum.accumulate(levels[:, place] + steep[:, place] * beyond, axis=0).T)


def _won(n: int, chances: Array, dice: Generator) -> Array:
    """How many of some leads are won by each horizon: those by the last one, of these those by the one before it ..."""
    won = np.empty(chances.shape)
    left, above = np.full(len(chances), n), np.ones(len(chances))
    for nth in reversed(range(chances.shape[1])):
        share = np.divide(chances[:, nth], above, out=np.zeros(len(above)), where=above > 0)
        left = dice.binomial(left, np.clip(share, 0, 1))
        won[:, nth], above = left, chances[:, nth]
    return won


def _newly_won(newcomers: Newcomers, pace: Array, dice: Generator) -> Array:
    """How many newcomers are won by each horizon: a Poisson number, of a mean that is itself uncertain."""
    runs = len(pace)
    if newcomers.cell is None:
        return np.zeros(pace.shape)
    inflow = _around_one(newcomers.spread, runs, dice) * _around_one(
        1 / np.sqrt(max(newcomers.cell.chance * newcomers.cell.known[-1], 0.5)), runs, dice
    )
    means = np.maximum.accumulate(np.array(newcomers.means) * pace * inflow[:, None], axis=1)
    return np.asarray(np.cumsum(dice.poisson(np.diff(means, axis=1, prepend=0.0)), axis=1, dtype=float))


def _around_one(spread: float, runs: int, dice: Generator) -> Array:
    """Gammas with a mean of 1 and this standard deviation."""
    return dice.gamma(1 / spread**2, spread**2, runs) if spread else np.ones(runs)


def _worth(wins: Array, revenues: Array, dice: Generator) -> Array:
    """What wins bring that are drawn from the past ones."""
    if not len(revenues):
        return np.zeros(wins.shape)
    steps = np.diff(wins, axis=1, prepend=0.0).astype(np.int64)
    runs = np.repeat(np.arange(steps.size), steps.ravel())
    brought = np.bincount(runs, dice.choice(revenues, len(runs)), steps.size).reshape(steps.shape)
    return np.asarray(np.cumsum(brought, axis=1))


def ranges(futures: Array) -> list[tuple[float, float]]:
    """The bounds of 80 % of the futures, per horizon."""
    low, high = np.quantile(futures, SHARES, axis=0, method="inverted_cdf")
    return [(float(one), float(other)) for one, other in zip(low, high, strict=True)]
