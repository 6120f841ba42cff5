"""The benches still run: each with a handful of leads, for what they measure means nothing here."""

from pathlib import Path

import pytest
from bench.figures import Figure, Result, page, printed
from bench.workbench import Workbench

from bench import (
    attribution,
    backtest,
    engines,
    imports,
    ledger,
    questions,
    replay,
    retention,
    servers,
    start,
    survival,
    sync,
)
from conftest import missing

LEADS = 300


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """One small set of files, imported once."""
    return Workbench(tmp_path_factory.mktemp("bench"), LEADS)


@pytest.mark.parametrize(
    "bench",
    [
        sync.bench,
        questions.bench,
        replay.bench,
        retention.bench,
        survival.bench,
        start.bench,
        ledger.bench,
        attribution.bench,
        backtest.bench,
    ],
)
def test_every_bench_tells_its_figures(workbench, bench):
    result = bench(workbench)

    assert result.figures
    assert result.title in printed(result)


def test_imports_are_measured_on_sqlite(workbench):
    result = imports.bench_sqlite(workbench)

    assert "SQLite: facts a second" in [figure.what for figure in result.figures]


@pytest.mark.parametrize(
    ("bench", "told"),
    [(imports.bench_postgresql, "PostgreSQL: facts a second"), (engines.bench_both, f"waterfall, {LEADS:,} leads")],
)
def test_what_is_measured_on_postgresql(workbench, bench, told):
    try:
        result = bench(workbench)
    except servers.NoServer as absent:
        missing(f"a PostgreSQL server ({absent})")

    assert told in [figure.what for figure in result.figures]


def test_the_page_has_a_line_for_every_figure_and_names_no_folder():
    figure = Figure("an act", "1.0 s", "another's: 2.0 s", 0.5, "at most 1 x")

    written = page([Result("Acts", [figure], ["How it was measured."])], rows=300)

    assert "| an act | 1.0 s | another's: 2.0 s | 0.50 x | at most 1 x |" in written
    assert str(Path.cwd()) not in written
