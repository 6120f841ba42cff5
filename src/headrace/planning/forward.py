"""The plan run forwards: entries in, wins out, each in the period that the measured lags say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headrace.core.errors import PlanRefused, UnknownName
from headrace.core.texts import _
from headrace.planning.checks import check_amounts, check_lag, check_positive, check_rate
from headrace.planning.lags import AT_ONCE, Lag

WON = "won"
"""The row of what comes out."""
Rows = dict[str, tuple[float, ...]]
"""Per stage, and under `won` at the end, how many enter in each period from 0 on."""


@dataclass(frozen=True, slots=True)
class Step:
    """The step from one stage to the next: the share that takes it, and how many periods it takes them."""

    stage: str
    rate: float
    lag: Lag = AT_ONCE

    def __post_init__(self) -> None:
        check_rate(self.stage, self.rate)
        check_lag(self.stage, self.lag)


def stages_of(steps: Sequence[Step]) -> list[str]:
    """The stages that steps lead through, the win included.

    >>> stages_of([Step("sql", 0.25)])
    ['sql', 'won']
    """
    names = [*(step.stage for step in steps), WON]
    if not steps or len(set(names)) < len(names):
        raise PlanRefused(
            _("The plan has no steps, or two of one name: {names}.", names=", ".join(names[:-1])),
            hint=_("Name every stage from the first to the last before the win once."),
        )
    return names


def check_stages(steps: Sequence[Step], named: Mapping[str, object]) -> None:
    """Refuse a stage that no step leads from."""
    known = stages_of(steps)[:-1]
    for stage in named:
        if stage not in known:
            raise UnknownName(_("stage"), stage, known)


def forward(steps: Sequence[Step], entries: Mapping[str, Sequence[float]]) -> Rows:
    """What comes of entries: how many reach each stage in each period.

    Args:
        steps: from the first stage to the win.
        entries: per stage, how many enter it from outside in each period, from period 0 on. Whoever is open in a
            stage now may be among them: as an entry of period 0, if its wait starts anew.

    Returns:
        One row per stage and one for `won`, exact and as long as anything still arrives.

    >>> steps = [Step("sal", 0.5), Step("sql", 0.25, (0.0, 0.5, 0.5))]
    >>> forward(steps, {"sal": [80, 80]})["won"]
    (0.0, 5.0, 10.0, 5.0)
    """
    check_stages(steps, entries)
    arriving: Sequence[float] = ()
    rows: Rows = {}
    for step in steps:
        check_amounts(step.stage, entries.get(step.stage, ()))
        rows[step.stage] = added(arriving, entries.get(step.stage, ()))
        arriving = moved_on(rows[step.stage], step)
    periods = len(arriving)
    rows[WON] = tuple(arriving)
    return {stage: row + (0.0,) * (periods - len(row)) for stage, row in rows.items()}


def moved_on(entered: Sequence[float], step: Step) -> list[float]:
    """How many take a step in each period, of those who entered in each."""
    out = [0.0] * (len(entered) + len(step.lag) - 1 if entered else 0)
    for period, count in enumerate(entered):
        for wait, share in enumerate(step.lag):
            out[period + wait] += count * step.rate * share
    return out


def added(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """Two rows of periods, period by period; the shorter ends in zeros.

    >>> added([1, 2], [10])
    (11, 2)
    """
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return tuple(count + (shorter[period] if period < len(shorter) else 0) for period, count in enumerate(longer))


def bought(budget: Sequence[float], cost: float) -> tuple[float, ...]:
    """How many entries the budget of each period buys, at a cost each: exact, for a plan and not for a bill.

    >>> bought([1_000, 1_500], 50)
    (20.0, 30.0)
    """
    check_positive(_("The cost of an entry"), cost)
    check_amounts(_("The budget"), budget)
    return tuple(amount / cost for amount in budget)
