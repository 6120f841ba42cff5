"""A replay of a changed bar against one scan of the answers that it is judged by.

Every lead was asked once and gave four answers; the bar goes from 75 to 60, in the policy and in the criterion.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from bench.figures import Figure, Result, median_seconds
from bench.questions import terms, write_moves
from bench.workbench import CLOCK, Workbench
from headrace.adapters.documents.criteria import parse
from headrace.adapters.documents.shipped import default_policy, template
from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.adapters.engines.replay import replayed
from headrace.adapters.mirror.families import ENVELOPE
from headrace.adapters.mirror.mirror import ROW_GROUP, Manifest, Mirror, funnel_digest
from headrace.analytics.question import Ask
from headrace.app.reports import report, scope_of
from headrace.rules.candidate import Definitions

AS_OF = date(2026, 6, 30)
LOWER = 60

# All leads are asked an hour before they qualify, or a day after they inquire; the better ones qualified.
_ANSWERS = """
SELECT 1000000000 + row_number() OVER (ORDER BY person, at_us, criterion) AS seq, 'answered' AS kind, at_us, true AS exact,
       CAST(floor(at_us / 86400000000) AS INTEGER) AS day, {recorded} AS recorded_us, journey, person,
       NULL::VARCHAR AS account, NULL::BIGINT AS batch, 1::INTEGER AS funnel_version, 'person' AS actor_kind, criterion,
       CASE WHEN nth <= 3 AND lead_us IS NOT NULL OR nth <= 2 THEN 'yes'
            WHEN nth = 3 AND hash(journey) % 3 = 0 THEN 'partly' ELSE 'no' END AS grade,
       NULL::DOUBLE AS points, 'BANT' AS framework, NULL::VARCHAR AS channel
FROM (
    SELECT journey, person, lead_us, coalesce(lead_us - 3600000000, began_us + 86400000000) AS at_us, unnest(range(1, 5)) AS nth,
           unnest(['budget', 'authority', 'need', 'timing']) AS criterion
    FROM (SELECT journey, min(person) AS person, min(at_us) AS began_us, min(at_us) FILTER ("to" = 'mql') AS lead_us
          FROM '{moves}' GROUP BY journey)
)
"""


def bench(workbench: Workbench) -> Result:
    """As many leads as were asked for, made straight into the mirror's form."""
    folder = workbench.fresh("replay")
    engine = DuckDBEngine(*_mirror(folder, workbench.rows), template())
    old = Definitions(template(), default_policy())
    new = _lower(old)
    # A largest value alone would be read from the statistics of the file.
    read = "journey, at_us, root, criterion, grade, framework, actor_kind"
    scan = f"SELECT max(hash({read})) FROM '{folder / 'answers-1.parquet'}'"
    with duckdb.connect() as db:
        bare = median_seconds(lambda: db.execute(scan).fetchall(), workbench.times(3))
    ask = Ask(as_of=AS_OF, unit="person")
    scope = scope_of(engine, ask, terms())

    def once() -> None:
        with replayed(engine, old, new, scope, anew=False):
            pass

    ours = median_seconds(once, workbench.times(3))
    with replayed(engine, old, new, scope, anew=False) as tried:
        asked = median_seconds(lambda: report(tried, "conversion", ask, terms()), workbench.times(3))
    rows = f"{workbench.rows:,} leads, {4 * workbench.rows:,} answers"
    rival = f"a bare scan of the answers: {bare:.2f} s"
    figures = [
        Figure(f"the verdicts and the stays of a replay, {rows}", f"{ours:.1f} s", rival, ours / bare, "seconds"),
        Figure("conversion of the replayed history", f"{asked:.2f} s", rival, asked / bare),
    ]
    note = f"The bar goes from 75 to {LOWER}: {len(tried.changes):,} leads newly qualify. Compiling the verdicts is part of it."
    return Result("Replay", figures, [note])


def _lower(old: Definitions) -> Definitions:
    stages = tuple(
        replace(stage, entry=parse(f"asked_by_person AND score >= {LOWER}", old.funnel.facts))
        if stage.name == "mql"
        else stage
        for stage in old.funnel.stages
    )
    asked = replace(old.policy.qualification, bar=LOWER)
    return Definitions(replace(old.funnel, stages=stages), replace(old.policy, qualification=asked))


def _mirror(folder: Path, leads: int) -> tuple[Mirror, Manifest]:
    """A mirror with the moves and answers of so many leads."""
    mirror = Mirror(folder)
    moves, answers = folder / "moves-1.parquet", folder / "answers-1.parquet"
    write_moves(folder, moves, leads)
    names = ", ".join(name if name != "root" else "seq AS root" for name in ENVELOPE)
    made = _ANSWERS.format(moves=moves, recorded=int(CLOCK.timestamp() * 1_000_000))
    with duckdb.connect(config={"temp_directory": str(folder / "spill")}) as db:
        db.execute(
            f"COPY (SELECT {names}, criterion, grade, points, framework, channel FROM ({made}) ORDER BY person, seq) "
            f"TO '{answers}' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {ROW_GROUP})"
        ).fetchall()
    segments = {"moves": [moves.name], "answers": [answers.name]}
    started = Manifest(head=1, zone="UTC", funnel=funnel_digest(template()), segments=segments)
    built = mirror._restay(Manifest(), started, template())
    mirror._publish(built, keep=started)
    return mirror, built
