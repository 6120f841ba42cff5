"""What will be won: open leads by their stage and age, those who are not there yet, and how sure that is.

The win rate of a stage is that of leads that have just entered it. Whoever is still there after months is another kind
of lead: the quick wins are gone. So a chance is estimated from leads that were in the stage at the age in question, by
what became of them since. Days are numbers; a lead has an age of 0 on the evening of the day on which it entered its
stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import check_amounts, check_positive

if TYPE_CHECKING:
    import numpy as np
    import scipy
    from numpy.random import Generator
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Days = NDArray[np.int64]
    Flags = NDArray[np.bool_]
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

RUNS = 4_000
SHARES = (0.1, 0.9)
"""The quantiles that bound a range: 80 % of the futures lie between them."""
NEVER = 2**31
BLOCK = 64
"""Of how many ages chances are told at once."""
NEARLY = 0.9
"""The share of the wins after which it is taken for settled who is won."""
ENOUGH = 20
"""How few leads are enough to speak of an age."""
JUST_ENTERED = -1
"""The age of a lead that will enter its stage on the next day."""
INFLOW_DAYS = 91
"""Of how many days, the latest ones, the inflow is measured."""


# -- history -----------------------------------------------------------------------------------------------


class Stay(NamedTuple):
    """A lead's stay in a stage, and what became of the lead.

    `entered`, `left` (None: it is there) and `ended` (None: it is in some stage) are day numbers. `ended` is the day
    on which it was won, or left the stages another way. `value` is what it was taken for last, `revenue` what
    it was won for. `begins` says that it came to the stages with this stay; `n` how many leads there are of this kind.
    """

    stage: str
    entered: int
    left: int | None = None
    ended: int | None = None
    won: bool = False
    value: float | None = None
    revenue: float | None = None
    begins: bool = False
    n: int = 1


@dataclass(frozen=True)
class History:
    """Stays as columns, one element each, known until the evening of `day`. `stages` are named by their number."""

    day: int
    stages: tuple[str, ...]
    stage: Days
    entered: Days
    left: Days
    ended: Days
    won: Flags
    value: Array
    revenue: Array
    begins: Flags
    n: Days

    @classmethod
    def of(cls, stays: Sequence[Stay], day: int) -> History:
        """The stays that are known on the evening of a day: what came later had not happened."""
        # In one order, so that no engine's own order moves a draw.
        told = sorted(stays, key=lambda stay: tuple((each is not None, each or 0) for each in (*stay[1:], stay.stage)))
        stages = tuple(sorted({stay.stage for stay in told}))
        code = {name: number for number, name in enumerate(stages)}
        made = cls(
            day, stages, np.array([code[stay.stage] for stay in told], dtype=np.int64),
            _days([stay.entered for stay in told]), _days([stay.left for stay in told]),
            _days([stay.ended for stay in told]), np.array([stay.won for stay in told], dtype=bool),
            _amounts([stay.value for stay in told]), _amounts([stay.revenue for stay in told]),
            np.array([stay.begins for stay in told], dtype=bool), _days([stay.n for stay in told]),
        )  # fmt: skip
        return made.at(day)

    def at(self, day: int) -> History:
        """What was known of them on the evening of an earlier day."""
        there = self.entered <= day
        left, ended = self.left[there], self.ended[there]
        return History(
            day, self.stages, self.stage[there], self.entered[there], np.where(left > day, NEVER, left),
            np.where(ended > day, NEVER, ended), self.won[there] & (ended <= day), self.value[there],
            self.revenue[there], self.begins[there], self.n[there],
        )  # fmt: skip

    def since(self, day: int) -> History:
        """The stays that began on a day or later."""
        kept = self.entered >= day
        columns = ("stage", "entered", "left", "ended", "won", "value", "revenue", "begins", "n")
        return replace(self, **{name: getattr(self, name)[kept] for name in columns})

    @cached_property
    def open(self) -> Flags:
        """Which stays are of leads that are in the stage on the evening."""
        return np.asarray(self.left == NEVER)

    @cached_property
    def stayed(self) -> Days:
        """For how many evenings a lead was seen in the stage, or has been until now."""
        return np.asarray(np.minimum(self.left, self.day) - self.entered)

    @cached_property
    def length(self) -> Days:
        """The days from the entry to the end, or until now."""
        return np.asarray(np.minimum(self.ended, self.day) - self.entered)

    def wins(self, first: int, last: int) -> int:
        """How many were won from the first to the last of some days."""
        return int(self.n[self.begins & self.won & (self.ended >= first) & (self.ended <= last)].sum())


def _days(told: Sequence[int | None]) -> Days:
    return np.array([NEVER if day is None else day for day in told], dtype=np.int64)


def _amounts(told: Sequence[float | None]) -> Array:
    return np.array([np.nan if amount is None else amount for amount in told], dtype=float)


# -- the chance of one lead ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """The chances of leads of one stage at an age.

    `chances` are the shares won by each of the horizons from now on, in their order, the last one in the end. `n` leads
    were seen in the stage at `age`, the age that the chances are of: the lead's own, or the latest before it that
    enough leads reached. `known` says for each horizon of how many of them it is known how they fared by then; in the
    end, also those who were watched for as long as nearly all wins took. `usual` are the chances of all leads of the
    stage, by when they enter it: what one more lead is taken for, so that a chance of which few leads tell is not
    taken for none.
    """

    age: int
    n: int
    chances: tuple[float, ...]
    known: tuple[int, ...]
    usual: tuple[float, ...]

    @property
    def chance(self) -> float:
        """The chance to be won at all, as far as anybody was watched."""
        return self.chances[-1]


def cell(history: History, stage: str, age: int, horizons: Sequence[float] = (), least: int = ENOUGH) -> Cell | None:
    """The chances of a lead of a stage at an age; None if fewer than `least` leads were ever seen in the stage.

    Args:
        history: the stays that it is estimated from.
        stage: the name of the stage.
        age: for how many days the lead has been in it; `JUST_ENTERED` for one that enters it on the next day.
        horizons: days from now on by which to tell the chance of a win, ascending.
        least: how few leads in the stage at an age are enough to speak of it.

    Competing ends by Aalen and Johansen, among those who were still in the stage at the age: the time from then on to
    the end, wherever it came. Where too few were, those of the latest earlier age are taken at which enough were.

    >>> ends = [(10, True, 20), (20, False, 20), (60, True, 4), (90, False, 16)]
    >>> proposals = History.of([Stay("proposal", 0, day, day, won, n=n) for day, won, n in ends], 400)
    >>> [round(cell(proposals, "proposal", age).chance, 6) for age in (JUST_ENTERED, 35)]
    [0.4, 0.2]
    """
    return _Kin(history, _of_stage(history, stage), horizons, least).cell(age)


def _of_stage(history: History, stage: str) -> Flags:
    return np.asarray(history.stage == (history.stages.index(stage) if stage in history.stages else -1))


class _Kin:
    """Stays of one kind, such as those of a stage, from which the cells of all ages are told."""

    def __init__(self, history: History, its: Flags, horizons: Sequence[float], least: int) -> None:
        self.stayed, self.length, self.n = history.stayed[its], history.length[its], history.n[its]
        self.over, self.won = history.ended[its] < NEVER, history.won[its]
        self.horizons = (*horizons, inf)
        self.settled = self._settled(horizons)
        self.oldest = self._oldest(least)
        self._cells: dict[int, Cell] = {}

    def _settled(self, horizons: Sequence[float]) -> int:
        """The days after which hardly anybody is won any more; no more than half of what was ever watched."""
        wins = np.sort(np.repeat(self.length[self.won], self.n[self.won]))
        nearly = int(wins[int(NEARLY * (len(wins) - 1))]) if len(wins) else 0
        return min(max(nearly, *map(int, horizons), 1), int(self.length.max(initial=0)) // 2)

    def _oldest(self, least: int) -> int | None:
        """The latest age from which on enough were watched until it was settled how they fare."""
        until = np.where(self.over, self.stayed - 1, np.minimum(self.stayed - 1, self.length - self.settled))
        order = np.argsort(-until, kind="stable")
        enough = int(np.searchsorted(np.cumsum(self.n[order]), least))
        return int(until[order][enough]) if enough < len(order) else None

    def cell(self, age: int) -> Cell | None:
        """The chances at an age; None if too few were ever watched."""
        [told] = self.cells([age])
        return told

    def cells(self, ages: Iterable[int]) -> list[Cell | None]:
        """The chances at some ages: told together, they take a fraction of the time."""
        if self.oldest is None or self.oldest < JUST_ENTERED:
            return [None for _age in ages]
        reached = [max(min(age, self.oldest), JUST_ENTERED) for age in ages]
        if not self._cells.keys() >= set(reached):
            self._tell(set(reached))
        return [self._cells[age] for age in reached]

    def _tell(self, ages: set[int]) -> None:
        """The cells of some ages, and of who just entered: from the oldest on, each adds to those who were older."""
        listed = np.array(sorted(ages | {JUST_ENTERED}, reverse=True))
        width = int(self.length.max(initial=0)) + 2
        oldest = np.searchsorted(-listed, -self.stayed, side="right")
        told, held = list[Any](), np.zeros((3, 1, width))
        for begin in range(0, len(listed), BLOCK):
            block = listed[begin : begin + BLOCK]
            mine = (oldest >= begin) & (oldest < begin + len(block))
            cells, n = (oldest[mine] - begin) * width + self.length[mine] + 1, self.n[mine]
            kinds = (n, n * self.over[mine], n * self.won[mine])
            fresh = np.stack([np.bincount(cells, kind, len(block) * width) for kind in kinds]).astype(float)
            counts = held + np.cumsum(fresh.reshape(len(kinds), len(block), width), axis=1)
            held = counts[:, -1:]
            told += zip(block.tolist(), *self._fates(*_since(counts, block)), strict=True)
        usual = _usual(*told[-1][2:])
        self._cells |= {age: Cell(age, among, chances, known, usual) for age, among, chances, known in told}

    def _fates(self, gone: Array, over: Array, won: Array) -> tuple[list[Any], ...]:
        """Three lists: of each age how many there are, their chances by each horizon, of how many these are known."""
        curve, last = incidence_of(gone, over, won), gone.shape[1] - 1
        open_ = gone - over
        known = [
            over.sum(axis=1) + open_[:, int(min(horizon, self.settled)) :].sum(axis=1) for horizon in self.horizons
        ]
        chances = curve[:, [int(min(horizon, last)) for horizon in self.horizons]]
        counts = np.stack(known, axis=1).astype(np.int64)
        return gone.sum(axis=1).astype(np.int64).tolist(), _tuples(chances), _tuples(counts)


def _since(counts: Array, ages: Days) -> Array:
    """Counts by the day of the end after the entry, told by the day after each age: nobody ends on its first one."""
    width = counts.shape[-1]
    days = np.minimum(np.arange(width) + ages[:, None] + 1, width)
    padded = np.pad(counts, ((0, 0), (0, 0), (0, 1)))
    return np.take_along_axis(padded, np.broadcast_to(days, counts.shape), axis=2)


def _tuples(rows: NDArray[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows.tolist()]


def _usual(chances: Sequence[float], known: Sequence[int]) -> tuple[float, ...]:
    """The chances of one more lead, never none and never sure: as if half a lead more was won, and half was not."""
    return tuple((chance * n + 0.5) / (n + 1) for chance, n in zip(chances, known, strict=True))


def incidence(lengths: Days, n: Days, over: Flags, won: Flags) -> Array:
    """The share won by each day from 0 on, of waits that are over or open: Aalen and Johansen's estimate.

    >>> days, ends = np.array([1, 1, 2, 3]), np.array([True, True, False, True])
    >>> incidence(days, np.ones(4, int), ends, np.array([True, False, False, True])).round(6).tolist()
    [0.0, 0.25, 0.25, 0.75]
    """
    size = int(lengths.max(initial=0)) + 1
    gone, ended, came = (np.bincount(lengths, n * kind, size).astype(float) for kind in (1, over, won))
    return incidence_of(gone, ended, came)


def incidence_of(gone: Array, over: Array, won: Array) -> Array:
    """The same of counts by day, of one curve or of a row for each: all waits, those that are over, those won."""
    at_risk = np.maximum(gone.sum(axis=-1, keepdims=True) - _before(np.cumsum(gone, axis=-1), 0.0), 1.0)
    waiting = np.cumprod(1 - over / at_risk, axis=-1)
    return np.asarray(np.cumsum(_before(waiting, 1.0) * won / at_risk, axis=-1))


def _before(sums: Array, first: float) -> Array:
    """What each was on the day before."""
    return np.concatenate([np.full((*sums.shape[:-1], 1), first), sums[..., :-1]], axis=-1)


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
    `spread` is the relative standard deviation of the inflow. `revenues` are what wins brought.
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

    >>> ends = [(10, True, 20), (20, False, 20), (60, True, 4), (90, False, 16)]
    >>> stays = [Stay("proposal", 0, day, day, won, n=n) for day, won, n in ends]
    >>> history = History.of([*stays, Stay("proposal", 365, value=50_000)], 400)
    >>> [group] = outlook(history, [31]).groups
    >>> round(group.value * group.cell.chance)
    10000
    """
    check_positive(_("The horizon"), min(horizons))
    learnt = history if since is None else history.since(since)
    kin = {name: _Kin(learnt, _of_stage(learnt, name), horizons, least) for name in history.stages}
    revenues = history.revenue[history.won & history.begins & ~np.isnan(history.revenue)]
    usual = float(revenues.mean()) if len(revenues) else 0.0
    groups = _open_groups(history, usual)
    ages = {name: [age for stage, age, *_ in groups if stage == name] for name in kin}
    cells = {name: iter(kin[name].cells(ages[name])) for name in kin}
    told = [Group(*group, next(cells[group[0]])) for group in groups]
    newcomers = _newcomers(history, _Kin(learnt, learnt.begins, horizons, least))
    return Outlook(told, newcomers, revenues)


def _open_groups(history: History, usual: float) -> list[tuple[str, int, float, int]]:
    """How many open leads there are of each stage, age and value, in their order."""
    rows = np.flatnonzero(history.open)
    stage, age, n = history.stage[rows], history.day - history.entered[rows], history.n[rows]
    value = np.where(np.isnan(history.value[rows]), usual, history.value[rows])
    check_amounts(_("The value of a deal"), (float(value.min(initial=0)), float(value.max(initial=0))))
    order = np.lexsort((value, age, stage))
    stage, age, value, n = stage[order], age[order], value[order], n[order]
    new = np.flatnonzero(np.append(True, (np.diff(stage) != 0) | (np.diff(age) != 0) | (np.diff(value) != 0)))
    new = new[: len(rows)]
    counts = np.add.reduceat(n, new) if len(rows) else n
    names = (history.stages[each] for each in stage[new])
    return list(zip(names, age[new].tolist(), value[new].tolist(), counts.tolist(), strict=True))


def _newcomers(history: History, kin: _Kin) -> Newcomers:
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
