"""A replay in DuckDB: the verdicts that a candidate would change, and the history that this makes, in memory alone.

What is made answers questions as any engine does: its moves are those of history without what would not have happened
and with what would have, its stays are made from them by the code that makes all stays. Only the stays of people
with a changed verdict are made anew, unless the candidate's places differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from headrace.adapters.engines.answering import Answering
from headrace.adapters.engines.duckdb import DuckDBEngine, Session
from headrace.adapters.engines.promises import kept
from headrace.adapters.mirror import known, visits
from headrace.adapters.mirror.duck import beside, catalog, literal, one, run
from headrace.adapters.mirror.families import TABLES, LocalDays
from headrace.adapters.mirror.mirror import funnel_digest
from headrace.analytics import replay
from headrace.core.agreement import SHELF_LIFE
from headrace.core.funnel import Role
from headrace.core.lazily import lazy
from headrace.core.units import SHORTEST_DAY_US, day_of, instant, micros, start_of_day
from headrace.rules.calls import BELOW_BAR
from headrace.rules.candidate import Definitions, Otherwise, otherwise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    import duckdb
    import ibis
    import ibis.expr.types as ir
    import numpy as np
    import pyarrow as pa

    from headrace.adapters.mirror.mirror import Mirror
    from headrace.analytics.question import Row
    from headrace.app.ports import Scope
    from headrace.core.durations import Duration
    from headrace.core.funnel import Funnel
    from headrace.core.policy import Policy
    from headrace.rules.terms import Calendars
else:
    ibis = lazy("ibis")
    np = lazy("numpy")
    pa = lazy("pyarrow")

_LIVED = f"""
SELECT journey, person, account, place, owner, next_via, left_exact, before_place AS frm, role, entered_us AS at_us,
       entered_exact AS exact,
       entered_day AS day, CASE WHEN left_us < {{as_of_us}} THEN left_us END AS left_us, via, reason, root, value,
       currency, ordinal
FROM {{stays}} WHERE {visits.OF_PASSES} AND NOT implied AND (entered_us IS NULL OR entered_us < {{as_of_us}})
"""

# The order of a pass's moves as `ledger.fold` reads them, of the passes with a changed verdict.
_ORDERED = f"""
WITH told AS (
    SELECT m.*, p.position, p.won, p.side, m.kind = 'inquired' AS inquired
    FROM known_moves m JOIN places p ON p.name = m."to" WHERE m.journey IN (SELECT journey FROM changes)
), inquiries AS (
    SELECT journey, min(at_us) AS inquired_us, arg_min(exact, (at_us, root)) AS inquired_exact
    FROM told WHERE inquired GROUP BY journey
), before AS (
    SELECT *, coalesce(at_us < inquired_us - CASE WHEN exact THEN 0 ELSE {SHORTEST_DAY_US} - 1 END, false) AS early
    FROM told LEFT JOIN inquiries USING (journey)
), begun AS (
    SELECT journey, CASE WHEN NOT coalesce(bool_or((at_us IS NULL OR early) AND recorded_us < inquired_us), false)
           THEN min(inquired_us) END AS first_us
    FROM before GROUP BY journey
), dated AS (
    SELECT *, CASE WHEN early AND first_us IS NOT NULL THEN first_us ELSE at_us END AS read_us, at_us AS told_us,
           CASE WHEN early AND first_us IS NOT NULL THEN inquired_exact ELSE exact END AS timed,
           NOT inquired OR at_us = first_us AS leads
    FROM before JOIN begun USING (journey)
), days AS (
    SELECT m.root, max((d.read_us, NOT d.inquired, d.told_us, d.position, d.root)) AS after
    FROM dated m JOIN dated d ON d.journey = m.journey AND d.leads AND d.timed
     AND d.read_us > m.read_us AND d.read_us < m.read_us + {SHORTEST_DAY_US}
     AND d.position <= m.position AND NOT (d.won AND m.side)
    WHERE NOT m.timed AND NOT m.inquired GROUP BY m.root
), whole AS (
    SELECT * REPLACE (coalesce(after[1], read_us) AS read_us, coalesce(after[3], told_us) AS told_us)
    FROM dated LEFT JOIN days USING (root)
), reached AS (
    SELECT m.root, max((d.read_us, NOT d.inquired, d.told_us, d.position, d.root)) AS later
    FROM whole m JOIN whole d ON d.journey = m.journey AND d.leads AND d.read_us IS NOT NULL
     AND d.position <= m.position AND NOT (d.won AND m.side)
    WHERE m.at_us IS NULL AND NOT m.inquired GROUP BY m.root
)
SELECT root, journey, kind, reason, coalesce(read_us, later[1]) AS read_us,
       row_number() OVER (
           PARTITION BY journey ORDER BY coalesce(read_us, later[1]) NULLS FIRST, NOT inquired,
           coalesce(told_us, later[3]) NULLS FIRST, position, at_us IS NULL, root
       ) AS n
FROM whole LEFT JOIN reached USING (root)
"""

_OURS = f"""(m.kind = 'recycled' AND m.reason = {literal(BELOW_BAR)}
    OR m.kind = 'expired' AND (m.reason IS NULL OR m.reason NOT IN ({", ".join(map(literal, replay.OF_PEOPLE))})))"""

_UNDONE = f"""
SELECT m.root FROM ordered m JOIN changes c USING (journey)
LEFT JOIN ordered f ON f.root = c.root AND f.journey = c.journey
WHERE CASE c.verdict
    WHEN 'kept' THEN m.root = c.root
    WHEN 'qualified' THEN m.read_us >= c.at_us AND {_OURS}
    WHEN 'expired' THEN m.read_us > c.at_us
    ELSE m.n >= f.n END
"""

_NEW = """
SELECT c.journey, w.person, w.account, c.verdict, c.at_us, c.exact, c.place, c.value, w.currency,
       CASE WHEN c.verdict IN ('qualified', 'expired') THEN c."to" ELSE {pool} END AS "to"
FROM changes c JOIN (
    SELECT journey, min(person) AS person, min(account) AS account, arg_max(currency, ordinal) AS currency
    FROM lived GROUP BY journey
) w USING (journey)
WHERE c.verdict IN ('qualified', 'expired')
   OR c.pooled AND {pool} IS NOT NULL AND EXISTS (
        SELECT 1 FROM ordered o WHERE o.journey = c.journey AND o.root NOT IN (SELECT root FROM undone))
"""

_KIND_OF = {replay.QUALIFIED: "qualified", replay.EXPIRED: "expired", replay.UNQUALIFIED: "recycled"}

_FATES = """
SELECT c.journey, first(l.person) AS person, c.verdict, c.place, any_value(c.at_us) AS at_us,
       bool_or(l.role = 'won') AS won, sum(l.value) FILTER (l.role = 'won' AND l.currency = {currency}) AS revenue,
       arg_max(l.role, l.ordinal) AS ends, arg_max(l.place, l.ordinal) AS stood
FROM changes c JOIN lived l USING (journey) GROUP BY ALL ORDER BY c.journey
"""


@dataclass(frozen=True, slots=True)
class ReplayEngine(Answering):
    """Answers questions about a replayed history. `changes` has one row per pass with a changed verdict."""

    db: duckdb.DuckDBPyConnection = field(kw_only=True)
    changes: Sequence[Row] = field(kw_only=True)
    as_of_us: int = field(kw_only=True)
    dialect: ClassVar[str] = "duckdb"
    text: ClassVar[str] = "VARCHAR"

    @contextmanager
    def session(self, families: Sequence[str], scope: Scope) -> Iterator[Session]:
        """A session with the replayed stays and facts; the as-of is that of the replay."""
        del families, scope
        with beside(self.db, catalog(self.db)) as own:
            yield Session(own)

    def latest(self, scope: Scope) -> bool:
        """The manifest tells nothing of a history that never was."""
        del scope
        return False

    def clocks(self, old: Policy, new: Policy, calendars: Calendars) -> tuple[Mapping[Any, Row], Mapping[Any, Row]]:
        """How the clocks of both policies would have been kept, each on its own history: by stage and name."""
        since = one(self.db, "SELECT coalesce(max(root), 0) FROM moves_of_history")
        with beside(self.db, catalog(self.db)) as own:
            was, now = (
                kept(own, stays, policy, calendars, self.as_of_us, since)
                for stays, policy in (("lived", old), ("lived_anew", new))
            )
            return was, now


@contextmanager
def replayed(
    engine: DuckDBEngine, old: Definitions, new: Definitions, scope: Scope, *, anew: bool
) -> Iterator[ReplayEngine]:
    """Try a candidate on what an engine holds; what it makes for that is gone in the end.

    Args:
        engine: answers about history as it is.
        old: the definitions in force.
        new: the candidate.
        scope: the as-of, and the currency.
        anew: whether the stays that stand would tell of a later time than the as-of.
    """
    mirror, manifest = engine.mirror, engine.manifest
    past = mirror.recalled(manifest, old.funnel, known.Past(scope.as_of_us)) if anew else nullcontext(manifest)
    with past as then, mirror.open(then, TABLES) as db:
        changes = _tried(db, engine, old, new, scope, anew=anew)
        yield ReplayEngine(mirror, manifest, new.funnel, db=db, changes=changes, as_of_us=scope.as_of_us)


def _tried(
    db: duckdb.DuckDBPyConnection,
    engine: DuckDBEngine,
    old: Definitions,
    new: Definitions,
    scope: Scope,
    *,
    anew: bool,
) -> list[Row]:
    """The changed verdicts; the replayed stays and facts are made beside them."""
    # The stays of a question are called `visits`, too.
    run(db, "ALTER VIEW visits RENAME TO history")
    known.create(db, [table for table in TABLES if table != "rulings"], as_of_us=scope.as_of_us)
    run(db, f"CREATE VIEW lived AS {_LIVED.format(stays='history', as_of_us=scope.as_of_us)}")
    _Verdicts(db, old, new, otherwise(old, new), scope.as_of_us, old.policy.time_zone).judge()
    visits.ready(db, new.funnel)
    days = LocalDays(engine.manifest.zone)
    _rewrite(db, new, days)
    fates = db.sql(_FATES.format(currency=literal(scope.currency))).to_arrow_table()
    whole = anew or funnel_digest(old.funnel) != funnel_digest(new.funnel)
    _restay(db, engine.mirror, new.funnel, whole=whole)
    run(db, f"CREATE VIEW lived_anew AS {_LIVED.format(stays='mirrored', as_of_us=scope.as_of_us)}")
    changes: list[Row] = _with_days(fates, days).to_pylist()
    return changes


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """Judges what may be judged otherwise, into the table `changes`."""

    db: duckdb.DuckDBPyConnection
    old: Definitions
    new: Definitions
    what: Otherwise
    as_of_us: int
    zone: ZoneInfo

    def judge(self) -> None:
        """One row per pass whose first verdict would be another one."""
        self._keep("passes_of_people", replay.passes_of())
        found = [*self._entries(), *self._expiries()]
        self._keep("changes", replay.first_changes(found))

    def _keep(self, name: str, made: ir.Table) -> ir.Table:
        """Keep the rows of an expression as a table, and read on from that."""
        run(self.db, f"CREATE TABLE {name} AS {ibis.to_sql(made, dialect='duckdb', pretty=False)}")
        return ibis.table(made.schema(), name=name)

    # -- entries, and leads that would have qualified ------------------------------------------------------------

    def _entries(self) -> Iterator[ir.Table]:
        stages = self.what.entries
        if not stages:
            return
        self._closes(stages)
        ways = list(
            dict.fromkeys(way for each in (self.old, self.new) for way in replay.ways_of(each.policy.qualification))
        )
        answered = self._keep("moments", replay.moments(ways))
        lead = self.new.lead
        entered = self._keep("entered", replay.with_answers(replay.entries(stages), answered))
        let_in = self._judged("let_in", entered, ways, self.old, stages)
        doubted = self._judged("doubted", let_in.filter(let_in.passes), ways, self.new, stages)
        yield self._keep("refused", replay.refused(doubted, lead))
        if self.what.answers:
            asked = self._keep("asked", replay.never_leads(answered, ways, self.new))
            making = self._judged("making", asked, ways, self.new, (lead,))
            made = self._judged("making_in_force", making.filter(making.passes & making.met), ways, self.old, (lead,))
            yield self._keep("qualified", replay.qualified(made))

    def _judged(
        self, name: str, subjects: ir.Table, ways: list[replay.Way], by: Definitions, stages: tuple[str, ...]
    ) -> ir.Table:
        """The subjects as one of the definitions judges them; the second judges those on whom the two may differ."""
        return self._keep(name, replay.judged(subjects, ways, by, stages))

    def _closes(self, stages: tuple[str, ...]) -> None:
        """The local days on which opened deals were expected to close, where a criterion speaks of that."""
        criteria = [criterion for each in (self.old, self.new) for criterion in each.criteria(stages)]
        if "close_date" not in replay.criteria_names(criteria):
            return
        told = "journey, person, at_us, root, expected_close_us"
        opened = f"SELECT {told} FROM known_moves WHERE expected_close_us IS NOT NULL"
        rows = self.db.sql(opened).to_arrow_table()
        days = LocalDays(str(self.zone)).of(np.asarray(rows["expected_close_us"]))
        rows = rows.append_column("day", pa.array([day_of(int(day)).isoformat() for day in days], pa.string()))
        self.db.register("close_rows", rows)
        run(self.db, "CREATE TABLE closes AS SELECT * FROM close_rows")

    # -- shelf lives ---------------------------------------------------------------------------------------------

    def _expiries(self) -> Iterator[ir.Table]:
        stages = self.what.lives
        if not stages:
            return
        stays = self._keep("aging", replay.aging(stages, self.as_of_us))
        work = self._keep("worked", replay.worked(stays))
        limits = list(
            dict.fromkeys(limit for each in (self.old, self.new) for limit in replay.lengths_of(each, stages))
        )
        self._lengths(limits)
        before, after = (
            self._keep(f"expiring_{side}", replay.expiring(stays, work, definitions, stages, limits))
            for side, definitions in (("before", self.old), ("after", self.new))
        )
        yield self._keep("expired", replay.expired(stays, before, after, self.new))

    def _lengths(self, limits: Sequence[Duration]) -> None:
        """How long each limit lasts from each local day on: months differ in length."""
        [(first, last)] = run(self.db, "SELECT coalesce(min(day), 0), coalesce(max(day), -1) FROM worked")
        days = range(first, last + 1)
        columns = {
            f"us_{n}": pa.array([self._length(limit, day) for day in days], pa.int64())
            for n, limit in enumerate(limits)
        }
        self.db.register("length_rows", pa.table({"of_day": pa.array(days, pa.int32()), **columns}))
        run(self.db, "CREATE TABLE lengths AS SELECT * FROM length_rows")

    def _length(self, limit: Duration, day: int) -> int:
        if limit.fixed_us is not None:
            return limit.fixed_us
        start = start_of_day(day_of(day), self.zone)
        return micros(limit.after(instant(start), self.zone)) - start


def _rewrite(db: duckdb.DuckDBPyConnection, new: Definitions, days: LocalDays) -> None:
    """Make `known_moves` the moves of the replayed history: without what is undone, with what is new."""
    pools = new.funnel.by_role(Role.NURTURE)
    pool = literal(pools[0].name) if pools else "NULL::VARCHAR"
    run(db, f"CREATE TABLE ordered AS {_ORDERED}")
    run(db, f"CREATE TABLE undone AS {_UNDONE}")
    rows = db.sql(_NEW.format(pool=pool)).to_arrow_table()
    db.register("new_rows", _with_days(rows, days))
    kinds = " ".join(f"WHEN {literal(verdict)} THEN {literal(kind)}" for verdict, kind in _KIND_OF.items())
    run(
        db,
        "CREATE TABLE new_moves AS SELECT t.seq, t.seq AS root, t.* EXCLUDE (seq) FROM ("
        "SELECT (SELECT coalesce(max(root), 0) FROM known_moves) + row_number() OVER (ORDER BY journey) AS seq, "
        f"CASE verdict {kinds} END AS kind, at_us, exact, day, "
        "coalesce(at_us, 0) AS recorded_us, journey, person, account, 'rule' AS actor_kind, \"to\", value, currency, "
        f"CASE verdict WHEN 'unqualified' THEN {literal(BELOW_BAR)} WHEN 'expired' THEN {literal(SHELF_LIFE)} END "
        "AS reason "
        "FROM new_rows) t",
    )
    run(db, f"ALTER {known.made_as(db, 'known_moves')} known_moves RENAME TO moves_of_history")
    run(
        db,
        "CREATE VIEW known_moves AS SELECT * FROM moves_of_history WHERE root NOT IN (SELECT root FROM undone) "
        "UNION ALL BY NAME SELECT * FROM new_moves",
    )


def _with_days(rows: pa.Table, days: LocalDays) -> pa.Table:
    """The rows with the local `day` of each, null where nobody knows when it was."""
    at_us = rows["at_us"]
    local = days.of(np.asarray(at_us.fill_null(0)))
    return rows.append_column("day", pa.array(local, pa.int32(), mask=np.asarray(at_us.is_null())))


def _restay(db: duckdb.DuckDBPyConnection, mirror: Mirror, funnel: Funnel, *, whole: bool) -> None:
    """Make `mirrored`, the stays of the replayed history."""
    if whole:
        mirror.restay(db, funnel, "mirrored", visits.shares(db, mirror.share))
        return
    run(db, f"CREATE TABLE touched AS SELECT DISTINCT {visits.THREAD} AS thread FROM history "
            "WHERE journey IN (SELECT journey FROM changes)")  # fmt: skip
    parts = 1 + one(db, "SELECT count(*) FROM ordered") // mirror.share
    run(
        db,
        f"CREATE TABLE touched_journeys AS SELECT DISTINCT journey, hash({visits.THREAD}) % {parts} AS part "
        f"FROM history WHERE {visits.THREAD} IN (SELECT thread FROM touched)",
    )
    touched = "SELECT journey FROM touched_journeys"
    shares = [visits.Share(f"m.journey IN ({touched} WHERE part = {part})") for part in range(parts)]
    mirror.restay(db, funnel, "restayed", shares)
    run(
        db,
        f"CREATE VIEW mirrored AS SELECT * FROM history WHERE {visits.THREAD} NOT IN (SELECT thread FROM touched) "
        "UNION ALL BY NAME SELECT * FROM restayed",
    )
