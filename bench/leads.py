"""Made-up leads at any size: the files that the benches import, and moves for a mirror of millions.

All chance is a hash of the lead's number, so every run makes the same leads. About 2.1 moves follow an
inquiry, by the rates of an ordinary company; nobody steps back, so that a rival may be simple.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

STAGES = ("inquiry", "mql", "sal", "sql", "opportunity", "won")
ONWARD = (0.72, 0.72, 0.75, 0.72, 0.30, 0.0)
"""The share of each stage that moves on."""
EXIT = (0.35, 0.30, 0.30, 0.30, 0.70, 0.0)
"""Of those that do not, the share that goes to a side place; the rest still waits."""
SIDE = ("nurture", "disqualified", "lost", "lost", "lost", "lost")
CHANNELS = ("webinar", "search", "fair", "referral", "partner")
REGIONS = ("DACH", "Nordics", "UK", "US")
BEGIN = "TIMESTAMP '2023-01-01 00:00:00'"
DAYS = 1000
BAD_ONE_IN = 1000


def _chance(salt: str) -> str:
    return f"((hash(lead, '{salt}') % 1000003) / 1000003.0)"


def _one_of(salt: str, words: Sequence[str]) -> str:
    return f"[{', '.join(repr(word) for word in words)}][CAST(hash(lead, '{salt}') % {len(words)} AS BIGINT) + 1]"


def _reached() -> str:
    """How many stages beyond the first a lead reaches: one chance against the product of the rates."""
    whens, product = [], 1.0
    for number, share in enumerate(ONWARD):
        product *= share
        whens.append(f"WHEN {_chance('reach')} >= {product} THEN {number}")
    return f"CASE {' '.join(whens)} ELSE {len(STAGES) - 1} END"


def create_moves(db: duckdb.DuckDBPyConnection, leads: int, table: str = "TABLE moves_made") -> None:
    """Create a table of all stays: lead, step (0 for the inquiry), stage, moment (a local time)."""
    stages = "[" + ", ".join(f"'{name}'" for name in STAGES) + "]"
    sides = "[" + ", ".join(f"'{name}'" for name in SIDE) + "]"
    exits = "[" + ", ".join(map(str, EXIT)) + "]"
    wait = f"to_seconds(CAST((60 - 400000 * ln(1 - {_chance('wait')} * 0.999)) * step AS BIGINT))"
    db.execute(
        f"CREATE {table} AS SELECT lead, step, "
        f"CASE WHEN step <= reached THEN {stages}[step + 1] ELSE {sides}[reached + 1] END AS stage, "
        f"begun + CASE WHEN step = 0 THEN INTERVAL 0 SECONDS ELSE {wait} END AS moment FROM ("
        " SELECT lead, reached, begun, unnest(range(last + 1)) AS step FROM ("
        f"  SELECT *, reached + CASE WHEN {_chance('exit')} < {exits}[reached + 1] THEN 1 ELSE 0 END AS last FROM ("
        f"   SELECT lead, {_reached()} AS reached, {BEGIN} + to_seconds(CAST({_chance('begin')} * {DAYS} * 86400 AS BIGINT))"
        f"   AS begun FROM range({leads}) r(lead))))"
    ).fetchall()


def write_files(folder: Path, leads: int) -> tuple[Path, Path]:
    """`inquiries.csv` and `moves.csv`, some rows in a thousand of them bad; ordered by time, as an export is."""
    inquiries, moves = folder / "inquiries.csv", folder / "moves.csv"
    db = duckdb.connect(config={"temp_directory": str(folder / "spill"), "memory_limit": "4GB"})
    create_moves(db, leads)
    person = "'c' || (lead + 1000000)"
    stamp = f"CASE WHEN lead % {BAD_ONE_IN} = 7 THEN 'soon' ELSE strftime(moment, '%Y-%m-%d %H:%M:%S') END"
    db.execute(
        f'COPY (SELECT {person} AS person, {stamp} AS "at", '
        f"{_one_of('channel', CHANNELS)} AS channel, "
        "'campaign ' || (hash(lead, 'campaign') % 40) AS campaign, "
        f"{_one_of('region', REGIONS)} AS region "
        f"FROM moves_made WHERE step = 0 ORDER BY moment) TO '{inquiries}' (HEADER)"
    ).fetchall()
    stage = f"CASE WHEN lead % {BAD_ONE_IN} = 13 THEN 'no such stage' ELSE stage END"
    db.execute(
        f"COPY (SELECT {person} AS person, {stage} AS stage, strftime(moment, '%Y-%m-%d %H:%M:%S') AS \"at\", "
        "'rep ' || (hash(lead, 'owner') % 25) AS owner "
        f"FROM moves_made WHERE step > 0 AND lead % {BAD_ONE_IN} <> 7 ORDER BY moment) TO '{moves}' (HEADER)"
    ).fetchall()
    db.close()
    return inquiries, moves
