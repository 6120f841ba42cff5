"""The same questions of the same mirror on both engines, side by side; and what it takes to load the tables."""

from bench.figures import Figure, Result, median_seconds, watch
from bench.questions import AS_OF, ASKED, terms
from bench.servers import NoServer, Server, postgresql
from bench.workbench import Workbench, run
from headrace.adapters.documents.shipped import template
from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.adapters.mirror.mirror import Mirror
from headrace.analytics.question import Ask
from headrace.app.ports import Engine
from headrace.app.reports import report

NOTE = (
    "PostgreSQL with its defaults, from typed tables; DuckDB from the mirror's files. The answers are compared. Loading is "
    "done again whenever the ledger has a new head."
)


def bench(workbench: Workbench) -> Result:
    """Made straight into the mirror's form, loaded, and asked for."""
    try:
        return bench_both(workbench)
    except NoServer as missing:
        return Result("Engines", [], [f"PostgreSQL was left out: {missing}."])


def bench_both(workbench: Workbench) -> Result:
    """The same, where there is a server."""
    folder = workbench.fresh("engines")
    run("build_mirror", str(folder), str(workbench.rows))
    with postgresql() as server:
        figures = _side_by_side(Mirror(folder), server, f"{workbench.rows:,} leads", workbench.times(3))
    return Result("Engines", figures, [NOTE])


def _side_by_side(mirror: Mirror, server: Server, leads: str, times: int) -> list[Figure]:
    from headrace.adapters.engines.postgresql import PostgreSQLEngine  # noqa: PLC0415

    manifest, url = mirror.manifest(), server.database("figures").replace("+psycopg", "")
    ours = DuckDBEngine(mirror, manifest, template())
    theirs = PostgreSQLEngine(mirror, manifest, template(), url=url)
    with watch() as stopwatch:
        _rows(theirs, "conversion")
    loading = Figure(f"loading the tables and the first answer, {leads}", f"{stopwatch.seconds:.1f} s")
    return [loading, *(_asked(ours, theirs, name, leads, times) for name in ASKED)]


def _asked(ours: Engine, theirs: Engine, name: str, leads: str, times: int) -> Figure:
    assert _rows(ours, name) == _rows(theirs, name), name
    duckdb, postgres = (median_seconds(lambda engine=engine: _rows(engine, name), times) for engine in (ours, theirs))
    return Figure(f"{name}, {leads}", f"DuckDB: {duckdb:.2f} s", f"PostgreSQL: {postgres:.2f} s", postgres / duckdb)


def _rows(engine: Engine, name: str) -> list[dict[str, object]]:
    return list(report(engine, name, Ask(as_of=AS_OF), terms()).rows)
