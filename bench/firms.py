"""Made-up companies that break what a forecast takes for granted, so that its ranges are tried on more than themselves.

Rates drift from month to month, the inflow has seasons, trends and bursts, waits are log-normal, and whoever is good at one
step is good and quick at the next: none of which the forecast assumes. The same seed makes the same company.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

STEPS = (("inquiry", "mql", 0.45, 5), ("mql", "sal", 0.7, 2), ("sal", "sql", 0.6, 9), ("sql", "opportunity", 0.65, 12),
         ("opportunity", "won", 0.35, 30))  # fmt: skip
"""From where to where, how many take the step, and after how many days half of these have."""
ASIDE = {"inquiry": "nurture", "mql": "nurture", "sal": "nurture", "sql": "lost", "opportunity": "lost"}
DAYS = 30 * 30
FIRST = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """A lead comes to a place on a day; `value` is what it is taken for, or was won for."""

    lead: int
    day: int
    place: str
    value: float | None = None


def steps(seed: int, size: float = 1.0) -> Iterator[Step]:
    """Every step of every lead of a company, lead by lead, in the days from 0 to `DAYS`."""
    dice = np.random.default_rng([seed, 77])
    entries = _inflow(dice, size)
    months = DAYS // 30 + 12
    drift = {frm: np.cumsum(dice.normal(0, 0.08, months)) + dice.normal(0, 0.15, months) for frm, *_rest in STEPS}
    level = dice.normal(0, 0.3)
    for lead, day in enumerate(np.repeat(np.arange(DAYS), entries)):
        yield from _walk(lead, float(day + dice.random()), drift, level, dice)


def _inflow(dice: Generator, size: float) -> NDArray[np.int64]:
    """Inquiries a day: a trend, a season, months that are better and worse, fewer at weekends."""
    days = np.arange(DAYS)
    base = size * dice.uniform(3, 12) * np.exp(days / 365 * dice.normal(0, 0.25))
    season = 1 + dice.uniform(0, 0.35) * np.sin(2 * np.pi * (days / 365 + dice.random()))
    months = dice.gamma(1 / 0.15**2, 0.15**2, DAYS // 30 + 1)[days // 30]
    week = np.where(days % 7 < 5, 1.3, 0.25)
    return np.asarray(dice.poisson(base * season * months * week))


def _walk(lead: int, at: float, drift: dict[str, NDArray[np.float64]], level: float, dice: Generator) -> Iterator[Step]:
    quality = dice.normal(0, 0.7)
    worth = float(np.exp(dice.normal(9, 0.6)))
    yield Step(lead, int(at), "inquiry")
    for frm, to, share, median in STEPS:
        odds = np.log(share / (1 - share)) + quality + level + drift[frm][int(at) // 30]
        goes = dice.random() < 1 / (1 + np.exp(-odds))
        # Good leads are quick ones; those who go another way take longer to be given up.
        at += float(np.exp(dice.normal(np.log(median * (1 if goes else 2)), 0.9) - 0.3 * quality))
        if at >= DAYS:
            return
        place = to if goes else ASIDE[frm]
        yield Step(lead, int(at), place, worth if place in ("opportunity", "won") else None)
        if not goes:
            return


def write(seed: int, folder: Path) -> tuple[Path, Path]:
    """The company as files to import: its inquiries, and its moves."""
    inquiries, moves = folder / "inquiries.csv", folder / "moves.csv"
    with inquiries.open("w", newline="") as first, moves.open("w", newline="") as second:
        came, went = csv.writer(first), csv.writer(second)
        came.writerow(("person", "at"))
        went.writerow(("person", "at", "stage"))
        for step in steps(seed):
            day = FIRST + timedelta(days=step.day)
            if step.place == "inquiry":
                came.writerow((f"lead {step.lead}", day))
            else:
                went.writerow((f"lead {step.lead}", day, step.place))
    return inquiries, moves
