"""The ledger into the mirror: all of it, and when there is nothing new."""

from bench.figures import Figure, Result, median_seconds, watch
from bench.workbench import Workbench, clock
from headrace.adapters.mirror.mirror import Mirror
from headrace.house import House
from headrace.settings import Settings

QUIET = 10
"""Milliseconds within which a sync of nothing must be over."""


def bench(workbench: Workbench) -> Result:
    """Mirror a whole ledger at once, `visits` included."""
    folder, _ = workbench.imported
    with House(Settings(folder), clock) as house:
        mirror = Mirror(workbench.folder / "mirror-anew")
        with watch() as stopwatch:
            manifest = mirror.sync(house.book, house.funnel, house.policy.zone)
        quiet = median_seconds(
            lambda: mirror.sync(house.book, house.funnel, house.policy.zone), times=workbench.times(21)
        )
    return Result(
        "Mirror",
        [
            Figure(
                f"{manifest.head:,} ledger rows and their {manifest.visit_rows:,} stays",
                f"{manifest.head / stopwatch.seconds:,.0f} rows/s",
                budget="at least 100,000 rows/s",
            ),
            Figure("nothing new", f"{quiet * 1000:.1f} ms", budget=f"under {QUIET} ms"),
        ],
    )
