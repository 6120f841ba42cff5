"""Moves -> `visits`: one row per stay of a journey in a place, with all that a question needs of it.

This is `ledger.fold.timeline` set-based; a test holds the two equal. Most journeys only ever step
forward: for them one window over the moves is enough. The *odd* ones (a move back, a second
inquiry, a move before the inquiry, the same place twice) and the *returning* people (more than one
pass) get the full treatment, and they are few.

Columns of a visit. `journey`, `thread` (the person, or the journey where no person is known), `place`,
`position`, `role`; `entered_*` and `left_*` as `_us` (UTC microseconds), `_day` (local day number) and
`_exact` (false: only the day is known); `next_place`, `next_role`, `next_position`, `next_via` (the
kind of fact that ended the stay); `implied`; `owner`, `value`, `currency`, `value_us`; `began_us` and
`began_day` of the unit, `first_position` the lowest that it was in until then; `via` is the kind of fact that began the stay. What depends on the unit
stands twice, for the pass (no prefix) and, where `returning` says that the person had several
passes, for the person (`p_`): `nth` visit to the place, `again_us` (the next visit to it), `until_us` (the
unit's next stay anywhere; the dawn of time where nobody knows its beginning), `onward_us/day/exact` (first arrival in a later stage after the first visit
here), `ordinal` (1: the unit began here), `came` (was in the stage just before this one earlier),
`before_place` (where the unit came from, implied stays apart).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from headrace.core.funnel import Funnel
from headrace.core.lazily import lazy

if TYPE_CHECKING:
    import pyarrow as pa
else:
    pa = lazy("pyarrow")

STAGE = "role IN ('stage', 'won')"
DAWN = -9223372036854775807
FIRST_SEGMENTS = ("channel", "campaign", "origin", "form", "account")
SEGMENTS = (*FIRST_SEGMENTS, "opportunity_type")
BASE = (
    "journey", "thread", "person", "place", "position", "role",
    "entered_us", "entered_day", "entered_exact", "left_us", "left_day", "left_exact",
    "next_place", "next_role", "next_position", "next_via", "via", "implied",
    "owner", "value", "currency", "value_us", "returning",
)  # fmt: skip
UNIT = (
    "nth", "again_us", "until_us", "onward_us", "onward_day", "onward_exact", "ordinal", "came", "before_place",
    "began_us", "began_day", "first_position",
)  # fmt: skip
"""What depends on whether passes or people are counted: stands with the prefix `p_` for people."""


def places_table(funnel: Funnel) -> pa.Table:
    """The places of a funnel as a table: name, label, position, role, optional."""
    return pa.table(
        {
            "name": [place.name for place in funnel.places],
            "label": [place.label for place in funnel.places],
            "position": pa.array(range(len(funnel.places)), pa.int32()),
            "role": [str(place.role) for place in funnel.places],
            "optional": [place.optional for place in funnel.places],
        }
    )


_MOVES = """
CREATE OR REPLACE TEMP TABLE steps AS
SELECT m.journey, m.person, m.root, m.kind, m.at_us, m.day,
       m.exact, m."to" AS place, coalesce(p.position, 1000)::INTEGER AS position, coalesce(p.role, 'out') AS role,
       CASE WHEN m.kind <> 'expired' THEN m.owner END AS owner,
       CASE WHEN m.kind IN ('opened', 'won') THEN m.value END AS value, m.currency
FROM known_moves m LEFT JOIN places p ON p.name = m."to"
WHERE m.journey IS NOT NULL
"""

_ORDER = "at_us NULLS FIRST, kind <> 'inquired', position, root"
_RANK = f"coalesce(at_us, {DAWN}), kind <> 'inquired', position, root"

_WINDOWED = """
CREATE OR REPLACE TEMP TABLE windowed AS
SELECT journey, coalesce(first_value(person IGNORE NULLS) OVER whole, journey) AS thread,
       first_value(person IGNORE NULLS) OVER whole AS person, kind, at_us, day, exact, place, position, role, value, currency,
       lag(position) OVER o AS before_position, lag(role) OVER o AS before_role, lag(place) OVER o AS before_place,
       lead(at_us) OVER o AS next_us, lead(day) OVER o AS next_day, lead(exact) OVER o AS next_exact,
       lead(place) OVER o AS next_place, lead(role) OVER o AS next_role, lead(position) OVER o AS next_position,
       lead(kind) OVER o AS next_via, row_number() OVER o AS ordinal,
       first_value(at_us) OVER o AS began_us, first_value(day) OVER o AS began_day,
       first_value(position) OVER o AS first_position,
       last_value(owner IGNORE NULLS) OVER so_far AS owner,
       last_value(value IGNORE NULLS) OVER so_far AS value_now,
       last_value(CASE WHEN value IS NOT NULL THEN currency END IGNORE NULLS) OVER so_far AS currency_now,
       last_value(CASE WHEN value IS NOT NULL THEN at_us END IGNORE NULLS) OVER so_far AS value_us
FROM {steps}
WINDOW o AS (PARTITION BY journey ORDER BY {order}),
       so_far AS (PARTITION BY journey ORDER BY {order} ROWS UNBOUNDED PRECEDING),
       whole AS (PARTITION BY journey ORDER BY {order} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
"""

_ODD = """
CREATE OR REPLACE TEMP TABLE odd AS SELECT DISTINCT journey FROM windowed
WHERE before_role IS NOT NULL
  AND (kind = 'inquired' OR before_role NOT IN ('stage', 'won') OR position <= before_position)
"""

_PLAIN = """
CREATE OR REPLACE TEMP TABLE stays AS
SELECT journey, thread, person, place, position, role,
       at_us AS entered_us, day AS entered_day, exact AS entered_exact,
       next_us AS left_us, next_day AS left_day, next_exact AS left_exact,
       next_place, next_role, next_position, next_via, kind AS via, false AS implied,
       owner, value_now AS value, currency_now AS currency, value_us, began_us, began_day, first_position,
       1 AS nth, NULL::BIGINT AS again_us,
       CASE WHEN next_role IN ('stage', 'won') THEN next_us END AS onward_us,
       CASE WHEN next_role IN ('stage', 'won') THEN next_day END AS onward_day,
       CASE WHEN next_role IN ('stage', 'won') THEN next_exact END AS onward_exact,
       ordinal, before_position IS NOT NULL AND came_from(before_position, position) AS came, before_place,
       CASE WHEN next_place IS NOT NULL THEN coalesce(next_us, {dawn}) END AS until_us
FROM windowed WHERE journey NOT IN (SELECT journey FROM odd)
"""

# Whether nothing but mandatory stages lies between two positions: all of them were passed, or implied.
_CAME = """
CREATE OR REPLACE TEMP MACRO came_from(low, high) AS
    high = low + 1 OR (high > low AND (high - 1) IN (SELECT position FROM places WHERE role IN ('stage', 'won') AND NOT optional))
"""

_IMPLIED = """
SELECT s.* REPLACE (
    p.name AS place, p.position AS position, p.role AS role,
    s.left_us AS entered_us, s.left_day AS entered_day, s.left_exact AS entered_exact, true AS implied,
    s.next_via AS via, s.place AS before_place, coalesce(s.left_us, {dawn}) AS until_us,
    1 AS nth, NULL::BIGINT AS again_us, s.left_us AS onward_us, s.left_day AS onward_day, s.left_exact AS onward_exact,
    s.ordinal + 1 AS ordinal, came_from(s.position, p.position) AS came)
FROM {stays} s JOIN places p ON p.position > s.position AND p.position < s.next_position
WHERE NOT p.optional AND p.role IN ('stage', 'won') AND s.role IN ('stage', 'won') AND s.next_role IN ('stage', 'won')
"""

# The odd journeys: later inquiries dropped, moves before the inquiry read as happening at it.
_BEGUN = """
CREATE OR REPLACE TEMP TABLE begun AS
    SELECT journey, min(at_us) AS begin_us, arg_min(day, (at_us, root)) AS begin_day,
           arg_min(exact, (at_us, root)) AS begin_exact, arg_min(root, (at_us IS NOT NULL, coalesce(at_us, 0), root)) AS first_root
    FROM steps WHERE kind = 'inquired' AND journey IN (SELECT journey FROM odd) GROUP BY journey
"""
_ODD_STEPS = """
CREATE OR REPLACE TEMP TABLE odd_steps AS
WITH whose AS (
    SELECT journey, arg_min(person, ({rank})) FILTER (person IS NOT NULL) AS person
    FROM steps WHERE journey IN (SELECT journey FROM odd) GROUP BY journey
), kept AS (
    SELECT s.* REPLACE (
        w.person AS person,
        CASE WHEN s.at_us < b.begin_us THEN b.begin_us ELSE s.at_us END AS at_us,
        CASE WHEN s.at_us < b.begin_us THEN b.begin_day ELSE s.day END AS day,
        CASE WHEN s.at_us < b.begin_us THEN b.begin_exact ELSE s.exact END AS exact)
    FROM steps s LEFT JOIN begun b USING (journey) JOIN whose w USING (journey)
    WHERE s.journey IN (SELECT journey FROM odd) AND (s.kind <> 'inquired' OR s.root = b.first_root)
)
SELECT * FROM (
    SELECT *, lag(place) OVER (PARTITION BY journey ORDER BY {order}) AS before_place,
           last_value(owner IGNORE NULLS) OVER sofar AS owner_so_far,
           last_value(value IGNORE NULLS) OVER sofar AS value_so_far,
           last_value(CASE WHEN value IS NOT NULL THEN currency END IGNORE NULLS) OVER sofar AS currency_so_far
    FROM kept WINDOW sofar AS (PARTITION BY journey ORDER BY {order} ROWS UNBOUNDED PRECEDING)
) WHERE before_place IS NULL OR before_place <> place
"""

_ODD_STAYS = """
CREATE OR REPLACE TEMP TABLE odd_stays AS
SELECT journey, thread, person, place, position, role,
       at_us AS entered_us, day AS entered_day, exact AS entered_exact,
       next_us AS left_us, next_day AS left_day, next_exact AS left_exact,
       next_place, next_role, next_position, next_via, kind AS via, false AS implied,
       owner, value_now AS value, currency_now AS currency, value_us, began_us, began_day, first_position,
       1 AS nth, NULL::BIGINT AS again_us, NULL::BIGINT AS onward_us, NULL::INTEGER AS onward_day,
       NULL::BOOLEAN AS onward_exact, 2 * ordinal AS ordinal, false AS came, before_place, next_us AS until_us
FROM odd_windowed
"""

# The first arrival in a later stage, and the next visit to the same place, of each unit and place.
_RETOLD = """
WITH numbered AS (
    SELECT *, row_number() OVER (PARTITION BY {unit} ORDER BY {order}) AS n FROM {stays}
), first_visit AS (
    SELECT {unit} AS unit, place, min(n) AS n, any_value(position) AS position FROM numbered GROUP BY {unit}, place
), onward AS (
    SELECT f.unit, f.place, arg_min(s.entered_us, s.n) AS onward_us, arg_min(s.entered_day, s.n) AS onward_day,
           arg_min(s.entered_exact, s.n) AS onward_exact
    FROM first_visit f JOIN numbered s ON s.{unit} = f.unit AND s.n > f.n AND s.position > f.position
    WHERE s.role IN ('stage', 'won') GROUP BY f.unit, f.place
), before AS (
    SELECT f.unit, f.place, count(*) > 0 AS came
    FROM first_visit f JOIN first_visit e ON e.unit = f.unit AND e.position = f.position - 1 AND e.n < f.n
    GROUP BY f.unit, f.place
)
SELECT s.* EXCLUDE (n) REPLACE (
    row_number() OVER (PARTITION BY s.{unit}, s.place ORDER BY s.n) AS {p}nth,
    lead(s.entered_us) OVER (PARTITION BY s.{unit}, s.place ORDER BY s.n) AS {p}again_us,
    o.onward_us AS {p}onward_us, o.onward_day AS {p}onward_day, o.onward_exact AS {p}onward_exact,
    s.n AS {p}ordinal, coalesce(b.came, false) AS {p}came,
    lead(coalesce(s.entered_us, {dawn})) OVER (PARTITION BY s.{unit} ORDER BY s.n) AS {p}until_us,
    min(s.position) OVER (PARTITION BY s.{unit} ORDER BY s.n ROWS UNBOUNDED PRECEDING) AS {p}first_position,
    last_value(CASE WHEN NOT s.implied THEN s.place END IGNORE NULLS) OVER (
        PARTITION BY s.{unit} ORDER BY s.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS {p}before_place)
FROM numbered s LEFT JOIN onward o ON o.unit = s.{unit} AND o.place = s.place
LEFT JOIN before b ON b.unit = s.{unit} AND b.place = s.place
"""


def build(db: duckdb.DuckDBPyConnection, funnel: Funnel, attributes: Sequence[str]) -> None:
    """Create the table `visits` from the views `known_moves` and `known_attributes`."""
    prepare(db, funnel, attributes)
    _run(db, "CREATE OR REPLACE TEMP TABLE visits AS SELECT * FROM made")


def prepare(db: duckdb.DuckDBPyConnection, funnel: Funnel, attributes: Sequence[str]) -> None:
    """Create the view `made`: the rows of `visits`, to be read once. Kept apart, millions are not copied twice."""
    db.register("place_rows", places_table(funnel))
    _run(db, "CREATE OR REPLACE TEMP TABLE places AS SELECT * FROM place_rows")
    _run(db, _CAME)
    _run(db, _MOVES)
    _run(db, _WINDOWED.format(steps="steps", order=_ORDER))
    _run(db, _ODD)
    _run(db, _PLAIN.format(dawn=DAWN))
    _run(db, f"INSERT INTO stays {_IMPLIED.format(stays='stays', dawn=DAWN)}")
    _straighten(db)
    _per_person(db)
    _segment(db, attributes)


def _run(db: duckdb.DuckDBPyConnection, sql: str) -> None:
    db.execute(sql).fetchall()


def _straighten(db: duckdb.DuckDBPyConnection) -> None:
    """The odd journeys, added to `stays`."""
    _run(db, _BEGUN)
    _run(db, _ODD_STEPS.format(order=_ORDER, rank=_RANK))
    windowed = _WINDOWED.format(steps="odd_ready", order=_ORDER).replace("TABLE windowed", "TABLE odd_windowed")
    _run(
        db,
        "CREATE OR REPLACE TEMP VIEW odd_ready AS SELECT * EXCLUDE (before_place, owner_so_far, value_so_far, currency_so_far) "
        "REPLACE (owner_so_far AS owner, value_so_far AS value, currency_so_far AS currency) FROM odd_steps",
    )
    _run(db, windowed)
    _run(db, _ODD_STAYS)
    implied = _IMPLIED.format(stays="odd_stays", dawn=DAWN)
    fresh = "NOT EXISTS (SELECT 1 FROM odd_stays e WHERE e.journey = i.journey AND e.place = i.place AND e.ordinal < i.ordinal)"
    # A stage is implied once: by the first skip over it.
    _run(
        db,
        f"INSERT INTO odd_stays SELECT * FROM ({implied}) i WHERE {fresh} "
        "QUALIFY row_number() OVER (PARTITION BY journey, place ORDER BY ordinal) = 1",
    )
    retold = _RETOLD.format(unit="journey", p="", stays="odd_stays", order="ordinal, position", dawn=DAWN)
    _run(db, f"INSERT INTO stays BY NAME {retold}")


def _per_person(db: duckdb.DuckDBPyConnection) -> None:
    """The columns of the person: those of the pass, unless the person had several."""
    _run(
        db,
        "CREATE OR REPLACE TEMP TABLE returning_ AS SELECT thread FROM "
        "(SELECT thread, journey FROM stays WHERE ordinal = 1 OR nth = 1) GROUP BY thread HAVING min(journey) <> max(journey)",
    )
    own = ", ".join(f"{name} AS p_{name}" for name in UNIT)
    none = ", ".join(f"CASE WHEN false THEN {name} END AS p_{name}" for name in UNIT)
    _run(
        db,
        f"CREATE OR REPLACE TEMP TABLE returned AS SELECT *, true AS returning, {own} FROM stays "
        "WHERE thread IN (SELECT thread FROM returning_)",
    )
    # An implied stay is entered with the one that implies it, and comes first: its position is lower.
    order = "entered_us NULLS FIRST, began_us NULLS FIRST, journey, ordinal, position"
    retold = _RETOLD.format(unit="thread", p="p_", stays="returned", order=order, dawn=DAWN)
    first = "OVER (PARTITION BY thread ORDER BY p_ordinal)"
    _run(
        db,
        f"CREATE OR REPLACE TEMP VIEW both_units AS SELECT *, false AS returning, {none} FROM stays "
        "WHERE thread NOT IN (SELECT thread FROM returning_) UNION ALL BY NAME "
        f"SELECT * REPLACE (first_value(began_us) {first} AS p_began_us, first_value(began_day) {first} AS p_began_day) "
        f"FROM ({retold})",
    )


def _segment(db: duckdb.DuckDBPyConnection, attributes: Sequence[str]) -> None:
    """Join each journey's segments to its stays, and write them in the order that questions read them.

    Whoever came back bears one value of each segment as a person (`p_`): the first channel, the last region.
    """
    rank = f"(coalesce(at_us, {DAWN}), root)"
    told = "".join(
        f", arg_min({name}, {rank}) FILTER ({name} IS NOT NULL) AS {name}, "
        f"min(coalesce(at_us, {DAWN})) FILTER ({name} IS NOT NULL) AS {name}_us"
        for name in FIRST_SEGMENTS
    )
    told += (
        f", arg_max(opportunity_type, {rank}) FILTER (opportunity_type IS NOT NULL) AS opportunity_type, "
        "max(at_us) FILTER (opportunity_type IS NOT NULL) AS opportunity_type_us"
    )
    _run(
        db,
        "CREATE OR REPLACE TEMP TABLE passes_ AS SELECT DISTINCT journey, thread FROM stays "
        "WHERE thread IN (SELECT thread FROM returning_)",
    )
    _run(
        db,
        f"CREATE OR REPLACE TEMP TABLE journey_segments AS SELECT journey{told} FROM known_moves "
        "WHERE journey IS NOT NULL GROUP BY journey",
    )
    _run(
        db,
        f"CREATE OR REPLACE TEMP TABLE person_segments AS SELECT thread{told} "
        "FROM known_moves JOIN passes_ USING (journey) GROUP BY thread",
    )
    for scope in ("journey", "passes", "person", "account"):
        _run(db, _pivot(scope, attributes))
    own = "".join(
        f", coalesce(j.{name}, p.{name}) AS {name}, p.{name} AS p_{name}"
        if name in FIRST_SEGMENTS
        else f", j.{name}, p.{name} AS p_{name}"
        for name in SEGMENTS
    )
    named = "".join(
        f", coalesce(aj.{_q(n)}, ap.{_q(n)}, aa.{_q(n)}) AS {_q('a_' + n)}, "
        f"coalesce(ar.{_q(n)}, ap.{_q(n)}, ab.{_q(n)}) AS {_q('p_a_' + n)}"
        for n in attributes
    )
    joins = (
        " LEFT JOIN journey_attributes aj ON aj.journey = v.journey LEFT JOIN passes_attributes ar ON ar.thread = v.thread"
        " LEFT JOIN person_attributes ap ON ap.person = v.person"
        " LEFT JOIN account_attributes aa ON aa.account = coalesce(j.account, p.account)"
        " LEFT JOIN account_attributes ab ON ab.account = p.account"
    )
    _run(
        db,
        f"CREATE OR REPLACE TEMP VIEW made AS SELECT v.*{own}{named} FROM both_units v "
        "LEFT JOIN journey_segments j ON j.journey = v.journey LEFT JOIN person_segments p ON p.thread = v.thread"
        f"{joins if attributes else ''} ORDER BY v.position, v.entered_us",
    )


def settled(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Of each segment, the last instant at which a unit's value of it came after the unit began.

    An as-of after it may read the segment from `visits`; an earlier one must not. `stays` says the same of
    the stays themselves: moves that are read later than they happened, people who were named later.
    """
    begun = (
        f"(SELECT journey, any_value(thread) AS thread, coalesce(min(began_us), {DAWN}) AS began_us, "
        f"CASE WHEN bool_or(v.returning) THEN coalesce(min(p_began_us), {DAWN}) END AS p_began_us "
        "FROM visits v GROUP BY journey)"
    )
    found: dict[str, int] = {"stays": _restless(db)}
    for name in SEGMENTS:
        own = f"coalesce(j.{name}_us, p.{name}_us)" if name in FIRST_SEGMENTS else f"j.{name}_us"
        late = db.execute(
            f"SELECT max(CASE WHEN {own} > v.began_us THEN {own} END), "
            f"max(CASE WHEN p.{name}_us > v.p_began_us THEN p.{name}_us END) "
            f"FROM {begun} v JOIN journey_segments j USING (journey) LEFT JOIN person_segments p ON p.thread = v.thread"
        ).fetchall()
        found[name] = max(late[0][0] or 0, late[0][1] or 0)
    late = db.execute(
        f"SELECT name, max(a.at_us) FROM known_attributes a LEFT JOIN {begun} v USING (journey) "
        "WHERE a.at_us IS NOT NULL AND (v.began_us IS NULL OR a.at_us > coalesce(v.p_began_us, v.began_us)) GROUP BY name"
    ).fetchall()
    return {**found, **{f"a_{name}": max(int(at_us), found["account"]) for name, at_us in late}}


def _restless(db: duckdb.DuckDBPyConnection) -> int:
    """The last instant before which stays were not yet as they are now: 0 if they always were."""
    early = "SELECT max(b.begin_us) FROM steps s JOIN begun b USING (journey) WHERE s.at_us < b.begin_us"
    named = (
        f"SELECT max(told_us) FROM (SELECT min(coalesce(at_us, {DAWN})) FILTER (person IS NOT NULL) AS told_us, "
        f"min(coalesce(at_us, {DAWN})) AS began_us FROM steps "
        "WHERE journey IN (SELECT journey FROM steps WHERE person IS NULL) GROUP BY journey) WHERE told_us > began_us"
    )
    return max(db.execute(sql).fetchall()[0][0] or 0 for sql in (early, named))


def _pivot(scope: str, attributes: Sequence[str]) -> str:
    """One row per journey (or person with passes, person, account) with the last value of each attribute."""
    source, key = {
        "journey": ("known_attributes WHERE journey IS NOT NULL", "journey"),
        "passes": ("known_attributes JOIN passes_ USING (journey)", "thread"),
        "person": ("known_attributes WHERE person IS NOT NULL AND journey IS NULL", "person"),
        "account": ("known_attributes WHERE account IS NOT NULL AND journey IS NULL AND person IS NULL", "account"),
    }[scope]
    picked = "".join(
        f", arg_max(value, (coalesce(at_us, {DAWN}), root)) FILTER (name = {_text(name)}) AS {_q(name)}"
        for name in attributes
    )
    return f"CREATE OR REPLACE TEMP TABLE {scope}_attributes AS SELECT {key}{picked} FROM {source} GROUP BY {key}"


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
