"""Questions on `visits` against a bare scan of the columns that each needs, and against others from raw moves.

Rivals get the moves as Parquet, in the order in which they happened, and may take for granted what only the
made-up leads promise: nobody steps back, and nobody skips a stage.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import duckdb

from bench import rivals
from bench.figures import Figure, Result, forget_peak, median_seconds, peak_mib, watch
from bench.leads import create_moves
from bench.workbench import CLOCK, Workbench, run
from headrace.adapters.documents.shipped import default_policy, template
from headrace.adapters.engines.duckdb import DuckDBEngine, Session
from headrace.adapters.mirror.families import ENVELOPE
from headrace.adapters.mirror.mirror import ROW_GROUP, Manifest, Mirror, funnel_digest
from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.compiled import sql
from headrace.analytics.question import Ask, Row
from headrace.app.ports import Scope
from headrace.app.reports import Terms, report, scope_of
from headrace.house import House
from headrace.settings import Settings

ASKED = ("waterfall", "conversion", "velocity", "leakage")
TENFOLD = 10
AS_OF = date(2026, 6, 30)
COUNTED: Mapping[str, Callable[[Sequence[Row]], dict[str, list[float]]]] = {
    "conversion": lambda rows: {row["frm"]: [row["entered"], row["converted"]] for row in rows},
    "velocity": lambda rows: {row["place"]: [row["n"]] for row in rows},
    "leakage": lambda rows: {row["outcome"]: [row["count"]] for row in rows if row["count"]},
}
"""Of each question what a rival must find as well."""


def bench(workbench: Workbench) -> Result:
    """The leads that were imported, then ten times as many, made straight into the mirror's form."""
    imported, _ = workbench.imported
    with House(Settings(imported), lambda: CLOCK) as house:
        figures = _asked(house.mirror, house.sync(), f"{workbench.rows:,} leads", workbench.times(3))
    many = workbench.rows * TENFOLD
    folder = workbench.fresh("millions")
    build = run("build_mirror", str(folder), str(many))
    mirror = Mirror(folder)
    figures += _asked(mirror, mirror.manifest(), f"{many:,} leads", workbench.times(3))
    figures += _rivals(folder, build, many)
    notes = (
        "The bare scan reads, with DuckDB, the columns of `visits` that the question's own plan reads, and takes the "
        "largest of each. Rivals answer from the raw moves in Parquet, each question by itself: for every stage how many "
        "entered and moved on; how many entered and the median stay; how many inquiries ended in which way. The counts "
        "are compared. What they run is in `bench/rivals.py`. Each answers in a process of its own, whose peak memory is told."
    )
    return Result("Questions", figures, [notes])


# -- ours ----------------------------------------------------------------------------------------------


@cache
def terms() -> Terms:
    """Read once, as a house does."""
    return Terms(template(), default_policy(), 1, 1, 0, CLOCK)


def _asked(mirror: Mirror, manifest: Manifest, leads: str, times: int) -> list[Figure]:
    engine = DuckDBEngine(mirror, manifest, template())
    return [_against_scan(engine, name, leads, times) for name in ASKED]


def _against_scan(engine: DuckDBEngine, name: str, leads: str, times: int) -> Figure:
    ask = Ask(as_of=AS_OF, unit="person")
    scan = _scan(engine, name, ask)
    bare = median_seconds(lambda: _fetch(scan), times)
    ours = median_seconds(lambda: report(engine, name, ask, terms()), times)
    return Figure(
        f"{name}, {leads}", f"{ours:.2f} s", f"a bare scan: {bare:.2f} s", ours / bare, "at most 2 x the scan"
    )


def _fetch(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as db:
        return db.execute(query).fetchall()


def _scan(engine: DuckDBEngine, name: str, ask: Ask) -> str:
    """A query that reads what the question reads, and hardly computes."""
    question = QUESTIONS[name]
    scope: Scope = scope_of(engine, ask, terms())
    with engine._bound(question, ask, scope) as session:
        db = cast("Session", session).db
        plan = db.execute(f"EXPLAIN (FORMAT json) {sql(question, question.shape(ask), 'counts')}").fetchall()[0][1]
        columns = _scanned(json.loads(plan))
        known = {row[0] for row in db.execute(f"DESCRIBE {engine.mirror.visits_sql(engine.manifest)}").fetchall()}
    largest = ", ".join(f'max("{column}")' for column in sorted(columns & known))
    return f"SELECT {largest} FROM ({engine.mirror.visits_sql(engine.manifest)})"


def _scanned(nodes: list[dict[str, Any]]) -> set[str]:
    """The words by which the Parquet scans of a plan tell what they read, those of their filters included."""
    found: set[str] = set()
    for node in nodes:
        info = node.get("extra_info", {})
        if "PARQUET" in node.get("name", ""):
            found |= set(re.findall(r"\w+", f"{info.get('Projections')} {info.get('Filters')}"))
        found |= _scanned(node.get("children", []))
    return found


# -- a mirror of millions ------------------------------------------------------------------------------

_MOVES = f"""
SELECT row_number() OVER (ORDER BY lead, step) AS seq, * FROM (
    SELECT lead, step, CASE WHEN step = 0 THEN 'inquired' WHEN stage = 'won' THEN 'won' WHEN stage = 'lost' THEN 'lost'
                WHEN stage = 'nurture' THEN 'recycled' ELSE 'moved' END AS kind,
           epoch_us(moment) AS at_us, true AS exact, CAST(floor(epoch_us(moment) / 86400000000) AS INTEGER) AS day,
           {int(CLOCK.timestamp() * 1_000_000)} AS recorded_us,
           'j' || substr(sha, 1, 20) AS journey, 'p' || substr(sha, 1, 8) || substr(sha, 21, 12) AS person,
           NULL::VARCHAR AS account, NULL::BIGINT AS batch, 1::INTEGER AS funnel_version,
           'import' AS actor_kind, stage AS "to",
           NULL::VARCHAR AS reason, 'rep ' || (hash(lead, 'owner') % 25) AS owner,
           CASE WHEN step = 0 THEN 'channel ' || (hash(lead, 'channel') % 5) END AS channel,
           NULL::VARCHAR AS campaign, NULL::VARCHAR AS origin, NULL::VARCHAR AS form,
           NULL::VARCHAR AS opportunity_type, NULL::DOUBLE AS score, NULL::BIGINT AS expected_close_us,
           CASE WHEN stage IN ('opportunity', 'won') THEN 500000::BIGINT END AS value,
           CASE WHEN stage IN ('opportunity', 'won') THEN 'EUR' END AS currency
    FROM (SELECT *, sha256(lead::VARCHAR) AS sha FROM moves_made)
)
"""


def build_mirror(folder: str, leads: str) -> dict[str, Any]:
    """Make the moves of so many leads as a segment of a mirror, and build `visits` from them."""
    mirror = Mirror(Path(folder))
    moves = mirror.folder / "moves-1.parquet"
    write_moves(mirror.folder, moves, int(leads))
    started = Manifest(head=1, zone="UTC", funnel=funnel_digest(template()), segments={"moves": [moves.name]})
    forget_peak()
    with watch() as stopwatch:
        built = mirror._restay(Manifest(), started, template())
    mirror._publish(built, keep=started)
    return {"seconds": stopwatch.seconds, "mib": peak_mib()}


def write_moves(folder: Path, moves: Path, leads: int) -> None:
    """The moves sorted by person, as the mirror holds them, and in the order of time, as a rival would find them."""
    with duckdb.connect(config={"temp_directory": str(folder / "spill")}) as db:
        create_moves(db, leads)
        db.execute(f"CREATE VIEW made AS {_MOVES}").fetchall()
        names = [name if name != "root" else "seq AS root" for name in ENVELOPE]
        payload = '"to", reason, owner, channel, campaign, origin, form, opportunity_type, score, expected_close_us, value, currency'
        db.execute(
            f"COPY (SELECT {', '.join(names)}, {payload} FROM made ORDER BY person, seq) "
            f"TO '{moves}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP})"
        ).fetchall()
        db.execute(
            f"""COPY (SELECT journey, "to" AS stage, at_us FROM '{moves}' ORDER BY at_us) """
            f"TO '{folder / 'raw.moves'}' (FORMAT parquet, COMPRESSION snappy)"
        ).fetchall()


# -- rivals --------------------------------------------------------------------------------------------


def ask_question(folder: str, question: str) -> dict[str, Any]:
    """Ours: a question, as anybody asks it."""
    mirror = Mirror(Path(folder))
    engine = DuckDBEngine(mirror, mirror.manifest(), template())
    seconds = median_seconds(lambda: report(engine, question, Ask(as_of=AS_OF), terms()))
    rows = report(engine, question, Ask(as_of=AS_OF), terms()).rows
    return {"seconds": seconds, "mib": peak_mib(), "figures": COUNTED[question](rows)}


def _rivals(folder: Path, build: dict[str, Any], leads: int) -> list[Figure]:
    """Each question against each rival; and building `visits` against the longest answer of polars."""
    figures, longest = [], 0.0
    for question in COUNTED:
        ours = run("ask_question", str(folder), question)
        expected = ours["figures"]
        for name in rivals.RIVALS:
            if find_spec(name) is None:
                continue
            told = run("rival", name, question, str(folder / "raw.moves"))
            assert {what: counts[: len(expected[what])] for what, counts in told["figures"].items()} == expected, name
            longest = max(longest, told["seconds"] if name == "polars" else 0.0)
            figures.append(
                Figure(
                    f"{question}, {leads:,} leads", f"{ours['seconds']:.2f} s, {ours['mib']:,.0f} MiB",
                    f"{name}: {told['seconds']:.1f} s, {told['mib']:,.0f} MiB", told["seconds"] / ours["seconds"], "10 x faster",
                )
            )  # fmt: skip
    if longest:
        figures.append(
            Figure(
                f"`visits` from scratch, {leads:,} leads", f"{build['seconds']:.1f} s, {build['mib']:,.0f} MiB",
                f"polars, its longest answer: {longest:.1f} s", build["seconds"] / longest, "at most 1 x polars",
            )
        )  # fmt: skip
    return figures
