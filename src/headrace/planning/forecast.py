"""What open deals will bring: each by its stage and its age, as deals fared that were still open at that age.

The win rate of a stage is that of deals that have just entered it. Whoever is still there after months is another kind
of deal: the quick wins are gone. So a chance is estimated from deals that were open at the age in question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from headrace.analytics.competing import aalen_johansen
from headrace.analytics.risk import LEAST, Wait
from headrace.core.errors import PlanRefused, UnknownName
from headrace.core.lazily import lazy
from headrace.core.texts import _
from headrace.planning.checks import check_amount, check_amounts
from headrace.planning.forward import WON

if TYPE_CHECKING:
    import numpy as np
    import scipy
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
else:
    np = lazy("numpy")
    scipy = lazy("scipy")

RUNS = 10_000
LEVELS = [0.0005, *(level / 200 for level in range(1, 200)), 0.9995]
"""Where the quantiles of a chance are computed; between them it is taken along straight lines."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The chances of deals of one stage that are open at an age.

    `chances` are the shares won by each of the horizons from now on, in their order, the last one in the end. `n` deals
    were seen open at `age`, the age that the chances are of: the latest one up to the deal's at which enough were.
    """

    age: float
    n: int
    chances: tuple[float, ...]

    @property
    def chance(self) -> float:
        """The chance to be won at all, as far as anybody was watched."""
        return self.chances[-1]


def cell(waits: Sequence[Wait], age: float, horizons: Sequence[float] = (), least: int = LEAST) -> Cell:
    """The chances of a deal at an age.

    Args:
        waits: of deals that entered the stage: the time from the entry to the end or to the as-of date, the end (`won`
            or any other; None if it is open), how many.
        age: how long ago the deal entered the stage, in the same unit.
        horizons: times from now on by which to tell the chance of a win, ascending.
        least: how few deals that were open at an age are enough to speak of it.

    Competing ends by Aalen and Johansen among those still open at the age. Where too few were open at the age, those of
    the last earlier age are taken at which enough were; refused if there are too few altogether.

    >>> proposals = [(10, "won", 20), (20, "lost", 20), (60, "won", 4), (90, "lost", 16)]
    >>> [round(cell(proposals, age).chance, 6) for age in (0, 35)]
    [0.4, 0.2]
    """
    check_amount(_("The age"), age)
    check_amounts(_("A wait"), [length for length, *_rest in waits])
    total = sum(n for *_rest, n in waits)
    if total < least:
        raise PlanRefused(
            _("Only {count} deals entered this stage: too few to forecast by.", count=total),
            hint=_("It takes {least}. Use a longer period, all segments, or a rate that you type in.", least=least),
        )
    since = _enough(waits, age, least)
    left = [(length - since, end, n) for length, end, n in waits if length > since]
    # At age 0 a deal that ended on the day of its entry was open too.
    found = aalen_johansen(left if since > 0 else waits, [WON])
    won = found.ends[WON]
    return Cell(
        since, sum(n for *_rest, n in (left if since > 0 else waits)),
        tuple(1 - won.at(time) for time in (*horizons, inf)),
    )  # fmt: skip


def _enough(waits: Sequence[Wait], age: float, least: int) -> float:
    """The age itself if enough deals were open after it, or else the latest end after which enough were; 0 if none."""
    longest, open_ = 0.0, 0
    for length, _end, n in sorted(waits, key=lambda wait: -wait[0]):
        longest, open_ = length, open_ + n
        if open_ >= least:
            break
    return age if age < longest else max((length for length, *_rest in waits if length < longest), default=0.0)


@dataclass(frozen=True, slots=True)
class Deal:
    """An open deal: its stage, how long ago it entered it, and what it is worth."""

    stage: str
    age: float
    value: float = 1.0


@dataclass(frozen=True, slots=True)
class Expected:
    """What a deal is expected to bring by each horizon and in the end, and the cell that says so."""

    deal: Deal
    cell: Cell

    @property
    def by(self) -> tuple[float, ...]:
        """Its value times the chance, by horizon."""
        return tuple(self.deal.value * chance for chance in self.cell.chances)


def expected(
    deals: Sequence[Deal], history: Mapping[str, Sequence[Wait]], horizons: Sequence[float] = ()
) -> list[Expected]:
    """Each open deal with what it is expected to bring.

    `history` are the waits of deals per stage, from its entry to their last end, as `cell` takes them.

    >>> proposals = [(10, "won", 20), (20, "lost", 20), (60, "won", 4), (90, "lost", 16)]
    >>> [round(told.by[-1]) for told in expected([Deal("proposal", 35, 50_000)], {"proposal": proposals})]
    [10000]
    """
    cells: dict[tuple[str, float], Cell] = {}
    for deal in deals:
        check_amount(_("The value of a deal"), deal.value)
        if deal.stage not in history:
            raise UnknownName(_("stage"), deal.stage, history)
        if (deal.stage, deal.age) not in cells:
            cells[deal.stage, deal.age] = cell(history[deal.stage], deal.age, horizons)
    return [Expected(deal, cells[deal.stage, deal.age]) for deal in deals]


def drawn(told: Sequence[Expected], *, seed: int, runs: int = RUNS) -> Array:
    """What open deals bring by each horizon and in the end, in each of many futures: runs x (horizons + 1).

    A cell's chance is as sure as its deals are many: a Beta. Per future and stage it is taken at one and the same
    quantile for all cells, since if proposals fare worse than we think, they all do. When a deal is won follows the
    cell's chances by horizon. Add what comes of deals not yet created (`simulation.Futures`) for the whole.

    >>> proposals = [(10, "won", 20), (20, "lost", 20), (60, "won", 4), (90, "lost", 16)]
    >>> told = expected([Deal("proposal", 35, 50_000)] * 30, {"proposal": proposals})
    >>> [int(each) for each in np.quantile(drawn(told, seed=1)[:, -1], [0.1, 0.5, 0.9])]
    [100000, 300000, 550000]
    """
    dice = np.random.default_rng(seed)
    size = len(told[0].cell.chances) if told else 1
    total = np.zeros((runs, size))
    luck = {stage: dice.random(runs) for stage in sorted({each.deal.stage for each in told})}
    rates: dict[tuple[str, Cell], Array] = {}
    for each in told:
        key = (each.deal.stage, each.cell)
        if key not in rates:
            rates[key] = np.interp(luck[each.deal.stage], LEVELS, _quantiles(each.cell))
        # One throw per deal and future: it is won by a horizon if it falls below the share that is won by then.
        shares = np.array(each.cell.chances) / (each.cell.chance or 1.0)
        total += each.deal.value * (dice.random(runs)[:, None] < rates[key][:, None] * shares)
    return total


def _quantiles(cell: Cell) -> Array:
    """The quantiles of a cell's chance: Beta(won, lost), with half a deal where nobody or everybody was won."""
    won = cell.chance * cell.n
    return np.asarray(scipy.special.betaincinv(max(won, 0.5), max(cell.n - won, 0.5), LEVELS))
