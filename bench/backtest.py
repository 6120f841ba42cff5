"""How good forecasts are: made again as of the ends of months, at many made-up companies, and held against what came.

Half of the companies are `headrace demo` with other seeds; half are `bench.firms`, which break what a forecast takes for
granted. Ranges that are to hold 80 % of what comes should do so in both.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from bench import firms
from bench.figures import Figure, Result
from bench.workbench import TRIAL, Workbench, clock, import_file, new_house
from headrace.analytics.intervals import wilson
from headrace.analytics.question import Row
from headrace.core.plan import Plan
from headrace.demo import company
from headrace.house import House
from headrace.planning.months import month_after, months_of
from headrace.settings import Settings

COMPANIES, MONTHS, SCALE = 10, 12, 0.25
HORIZONS = ("month", "quarter")
PLAN, AHEAD = "plan's first quarter", 3


def bench(workbench: Workbench) -> Result:
    """Ten companies of each kind; a single one, of a few months, where only the bench is tried."""
    number, months = (COMPANIES, MONTHS) if workbench.rows >= TRIAL else (1, 2)
    scale = SCALE if workbench.rows >= TRIAL else 0.02
    folder = workbench.fresh("companies")

    def demo(seed: int, into: Path) -> Iterable[Path]:
        made = company.make(scale, seed=seed).write(into)
        return [made[kind] for kind in ("inquiries", "moves", "opportunities")]

    kinds: dict[str, tuple[Callable[[int, Path], Iterable[Path]], date]] = {
        "headrace demo, other seeds": (demo, company.END),
        "drifting rates, seasons, log-normal waits": (firms.write, firms.FIRST + timedelta(days=firms.DAYS - 1)),
    }
    figures: list[Figure] = []
    for nth, (name, (write, as_of)) in enumerate(kinds.items()):
        rows: dict[str, list[Row]] = {horizon: [] for horizon in (*HORIZONS, PLAN)}
        for seed in range(number):
            for horizon, trials in _company(folder / f"{nth}-{seed}", write, seed, as_of, months):
                rows[horizon] += trials
        figures += chain.from_iterable(
            _figures(f"{name}, to the end of the {horizon}", rows[horizon]) for horizon in (*HORIZONS, PLAN)
        )
    note = (
        f"{number} companies of each kind, {months} as-of months each. Wins are whole, so that an exact range of 80 % "
        "holds more than that with its ends, and less without them: 80 % should lie between the two."
    )
    return Result("Forecasts", figures, [note])


def _company(
    folder: Path, write: Callable[[int, Path], Iterable[Path]], seed: int, as_of: date, months: int
) -> Iterator[tuple[str, list[Row]]]:
    """By horizon the trials of one company."""
    folder.mkdir()
    files = folder / "files"
    files.mkdir()
    with House(Settings(new_house(folder / "house")), clock) as house:
        for path in write(seed, files):
            import_file(house, path, more=True)
        for horizon in HORIZONS:
            rows = house.report("backtest", as_of=as_of, months=months, horizon=horizon).rows
            yield horizon, [row for row in rows if row["day"] is not None]
        yield PLAN, list(_landings(house, as_of, months))


def _landings(house: House, as_of: date, months: int) -> Iterator[Row]:
    """Where a plan would have landed after its first quarter, from the last days of so many months, and what came."""
    values = house.report("values", as_of=as_of, every="month").rows
    won = {row["period"]: row["entered"] for row in values if row["place"] == "won"}
    end = (as_of + timedelta(days=1)).replace(day=1)
    for first in months_of(month_after(end, 1 - AHEAD - months), months):
        tables = house.plans.what_if(Plan(months=AHEAD, value=1), [], as_of=first - timedelta(days=1))
        [ahead] = [table for table in tables if table.question == "outlook"]
        told = ahead.rows[0]
        came = sum(won.get(month, 0) for month in months_of(first, AHEAD))
        yield {"wins_from": told["low"], "wins": told["middle"], "wins_to": told["high"], "came": came}


def _figures(name: str, trials: list[Row]) -> Iterator[Figure]:
    held = [row["wins_from"] <= row["came"] <= row["wins_to"] for row in trials]
    within = [row["wins_from"] < row["came"] < row["wins_to"] for row in trials]
    yield Figure(
        f"{name}: ranges that held what came", _share(held), f"their ends left out: {_share(within)}", budget="80 %"
    )
    came, wins = sum(row["came"] for row in trials), sum(row["wins"] for row in trials)
    wape = sum(abs(row["wins"] - row["came"]) for row in trials) / came if came else float("nan")
    bias = (wins - came) / came if came else float("nan")
    yield Figure(f"{name}: WAPE and bias", f"{wape:.1%}, {bias:+.1%}", f"{came / len(trials):.1f} wins a trial")


def _share(held: list[bool]) -> str:
    low, high = wilson(sum(held), len(held)) or (0.0, 1.0)
    return f"{sum(held) / len(held):.1%} of {len(held)} ({low:.1%} to {high:.1%})"
