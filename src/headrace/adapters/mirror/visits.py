"""Moves -> `visits`: one row per stay of a journey in a place, with all that a question needs of it.

This is `ledger.fold.timeline` set-based; a test holds the two equal. Most journeys only ever step
forward: for them one window over the moves is enough. The *odd* ones (a move back, a second
inquiry, a move before the inquiry, the same place twice) and the *returning* people (more than one
pass) get the full treatment, and they are few.

Columns of a visit. `journey`, `thread` (the person, or the journey where no person is known), `place`,
`position`, `role`; `entered_*` and `left_*` as `_us` (UTC microseconds), `_day` (local day number) and
`_exact` (false: only the day is known); `next_place`, `next_role`, `next_position`, `next_via` (the
kind of fact that ended the stay); `implied`; `owner`, `value`, `currency`, `value_us`; `began_us` and
`began_day`, `first_position` of the unit; `via` is the kind of fact that began the stay. What depends on the unit
stands twice, for the pass (no prefix) and, where `returning` says that the person had several
passes, for the person (`p_`): `nth` visit to the place, `again_us` (the next visit to it), `until_us` (the
unit's next stay anywhere), `onward_us/day/exact` (first arrival in a later stage after the first visit
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
FIRST_SEGMENTS = ("channel", "campaign", "origin", "form")
SEGMENTS = (*FIRST_SEGMENTS, "opportunity_type")
BASE = (
    "journey", "thread", "person", "account", "place", "position", "role",
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
SELECT m.journey, coalesce(m.person, m.journey) AS thread, m.person, m.account, m.root, m.kind, m.at_us, m.day,
       m.exact, m."to" AS place, coalesce(p.position, 1000)::INTEGER AS position, coalesce(p.role, 'out') AS role,
       CASE WHEN m.kind <> 'expired' THEN m.owner END AS owner,
       CASE WHEN m.kind IN ('opened', 'won') THEN m.value END AS value, m.currency
FROM known_moves m LEFT JOIN places p ON p.name = m."to"
WHERE m.journey IS NOT NULL
"""

_ORDER = "at_us NULLS FIRST, kind <> 'inquired', position, root"

_WINDOWED = """
CREATE OR REPLACE TEMP TABLE windowed AS
SELECT journey, thread, person, account, kind, at_us, day, exact, place, position, role, value, currency,
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
       so_far AS (PARTITION BY journey ORDER BY {order} ROWS UNBOUNDED PRECEDING)
"""

_ODD = """
CREATE OR REPLACE TEMP TABLE odd AS SELECT DISTINCT journey FROM windowed
WHERE before_role IS NOT NULL
  AND (kind = 'inquired' OR before_role NOT IN ('stage', 'won') OR position <= before_position)
"""

_PLAIN = """
CREATE OR REPLACE TEMP TABLE stays AS
SELECT journey, thread, person, account, place, position, role,
       at_us AS entered_us, day AS entered_day, exact AS entered_exact,
       next_us AS left_us, next_day AS left_day, next_exact AS left_exact,
       next_place, next_role, next_position, next_via, kind AS via, false AS implied,
       owner, value_now AS value, currency_now AS currency, value_us, began_us, began_day, first_position,
       1 AS nth, NULL::BIGINT AS again_us,
       CASE WHEN next_role IN ('stage', 'won') THEN next_us END AS onward_us,
       CASE WHEN next_role IN ('stage', 'won') THEN next_day END AS onward_day,
       CASE WHEN next_role IN ('stage', 'won') THEN next_exact END AS onward_exact,
       ordinal, before_position IS NOT NULL AND came_from(before_position, position) AS came, before_place,
       next_us AS until_us
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
    s.next_via AS via, s.place AS before_place, s.left_us AS until_us,
    1 AS nth, NULL::BIGINT AS again_us, s.left_us AS onward_us, s.left_day AS onward_day, s.left_exact AS onward_exact,
    s.ordinal + 1 AS ordinal, came_from(s.position, p.position) AS came)
FROM {stays} s JOIN places p ON p.position > s.position AND p.position < s.next_position
WHERE NOT p.optional AND p.role IN ('stage', 'won') AND s.role IN ('stage', 'won') AND s.next_role IN ('stage', 'won')
"""

# The odd journeys: later inquiries dropped, moves before the inquiry read as happening at it.
_ODD_STEPS = """
CREATE OR REPLACE TEMP TABLE odd_steps AS
WITH begun AS (
    SELECT journey, min(at_us) AS begin_us, arg_min(day, (at_us, root)) AS begin_day,
           arg_min(exact, (at_us, root)) AS begin_exact, arg_min(root, (at_us IS NOT NULL, coalesce(at_us, 0), root)) AS first_root
    FROM steps WHERE kind = 'inquired' AND journey IN (SELECT journey FROM odd) GROUP BY journey
), kept AS (
    SELECT s.* REPLACE (
        CASE WHEN s.at_us < b.begin_us THEN b.begin_us ELSE s.at_us END AS at_us,
        CASE WHEN s.at_us < b.begin_us THEN b.begin_day ELSE s.day END AS day,
        CASE WHEN s.at_us < b.begin_us THEN b.begin_exact ELSE s.exact END AS exact)
    FROM steps s LEFT JOIN begun b USING (journey)
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
SELECT journey, thread, person, account, place, position, role,
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
    lead(s.entered_us) OVER (PARTITION BY s.{unit} ORDER BY s.n) AS {p}until_us,
    last_value(CASE WHEN NOT s.implied THEN s.place END IGNORE NULLS) OVER (
        PARTITION BY s.{unit} ORDER BY s.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS {p}before_place)
FROM numbered s LEFT JOIN onward o ON o.unit = s.{unit} AND o.place = s.place
LEFT JOIN before b ON b.unit = s.{unit} AND b.place = s.place
"""


def build(db: duckdb.DuckDBPyConnection, funnel: Funnel, attributes: Sequence[str]) -> None:
    """Create the table `visits` from the views `known_moves` and `known_attributes`."""
    db.register("place_rows", places_table(funnel))
    _run(db, "CREATE OR REPLACE TEMP TABLE places AS SELECT * FROM place_rows")
    _run(db, _CAME)
    _run(db, _MOVES)
    _run(db, _WINDOWED.format(steps="steps", order=_ORDER))
    _run(db, _ODD)
    _run(db, _PLAIN)
    _run(db, f"INSERT INTO stays {_IMPLIED.format(stays='stays')}")
    _straighten(db)
    _per_person(db)
    _segment(db, attributes)


def _run(db: duckdb.DuckDBPyConnection, sql: str) -> None:
    db.execute(sql).fetchall()


def _straighten(db: duckdb.DuckDBPyConnection) -> None:
    """The odd journeys, added to `stays`."""
    _run(db, _ODD_STEPS.format(order=_ORDER))
    windowed = _WINDOWED.format(steps="odd_ready", order=_ORDER).replace("TABLE windowed", "TABLE odd_windowed")
    _run(
        db,
        "CREATE OR REPLACE TEMP VIEW odd_ready AS SELECT * EXCLUDE (before_place, owner_so_far, value_so_far, currency_so_far) "
        "REPLACE (owner_so_far AS owner, value_so_far AS value, currency_so_far AS currency) FROM odd_steps",
    )
    _run(db, windowed)
    _run(db, _ODD_STAYS)
    implied = _IMPLIED.format(stays="odd_stays")
    fresh = "NOT EXISTS (SELECT 1 FROM odd_stays e WHERE e.journey = i.journey AND e.place = i.place AND e.ordinal < i.ordinal)"
    # A stage is implied once: by the first skip over it.
    _run(
        db,
        f"INSERT INTO odd_stays SELECT * FROM ({implied}) i WHERE {fresh} "
        "QUALIFY row_number() OVER (PARTITION BY journey, place ORDER BY ordinal) = 1",
    )
    _run(
        db,
        f"INSERT INTO stays BY NAME {_RETOLD.format(unit='journey', p='', stays='odd_stays', order='ordinal, position')}",
    )


def _per_person(db: duckdb.DuckDBPyConnection) -> None:
    """The columns of the person: those of the pass, unless the person had several."""
    _run(
        db,
        "CREATE OR REPLACE TEMP TABLE returning_ AS SELECT thread FROM "
        "(SELECT DISTINCT thread, journey FROM stays WHERE ordinal = 1 OR nth = 1) GROUP BY thread HAVING count(*) > 1",
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
    retold = _RETOLD.format(unit="thread", p="p_", stays="returned", order=order)
    first = "OVER (PARTITION BY thread ORDER BY p_ordinal)"
    _run(
        db,
        f"CREATE OR REPLACE TEMP TABLE both_units AS SELECT *, false AS returning, {none} FROM stays "
        "WHERE thread NOT IN (SELECT thread FROM returning_) UNION ALL BY NAME "
        f"SELECT * REPLACE (first_value(began_us) {first} AS p_began_us, first_value(began_day) {first} AS p_began_day, "
        f"first_value(first_position) {first} AS p_first_position) FROM ({retold})",
    )


def _segment(db: duckdb.DuckDBPyConnection, attributes: Sequence[str]) -> None:
    """Join each journey's segments to its stays, and write them in the order that questions read them."""
    firsts = ", ".join(
        f"arg_min({name}, (at_us, root)) FILTER ({name} IS NOT NULL) AS {name}, "
        f"min(at_us) FILTER ({name} IS NOT NULL) AS {name}_us"
        for name in FIRST_SEGMENTS
    )
    _run(
        db,
        f"CREATE OR REPLACE TEMP TABLE journey_segments AS SELECT journey, any_value(person) AS person, {firsts}, "
        "arg_max(opportunity_type, (at_us, root)) FILTER (opportunity_type IS NOT NULL) AS opportunity_type, "
        "max(at_us) FILTER (opportunity_type IS NOT NULL) AS opportunity_type_us "
        "FROM known_moves WHERE journey IS NOT NULL GROUP BY journey",
    )
    _run(
        db,
        f"CREATE OR REPLACE TEMP TABLE person_segments AS SELECT person, {firsts} FROM known_moves "
        "WHERE person IN (SELECT thread FROM returning_) GROUP BY person",
    )
    for scope in ("journey", "person", "account"):
        _run(db, _pivot(scope, attributes))
    own = ", ".join(
        f"coalesce(j.{name}, p.{name}) AS {name}" if name in FIRST_SEGMENTS else f"j.{name} AS {name}"
        for name in SEGMENTS
    )
    named = "".join(f", coalesce(aj.{_q(n)}, ap.{_q(n)}, aa.{_q(n)}) AS {_q('a_' + n)}" for n in attributes)
    joins = "".join(
        f" LEFT JOIN {scope}_attributes a{scope[0]} ON a{scope[0]}.{scope} = v.{scope}"
        for scope in ("journey", "person", "account")
    )
    _run(
        db,
        f"CREATE OR REPLACE TEMP TABLE visits AS SELECT v.*, {own}{named} FROM both_units v "
        "LEFT JOIN journey_segments j ON j.journey = v.journey LEFT JOIN person_segments p ON p.person = v.person"
        f"{joins if attributes else ''} ORDER BY v.position, v.entered_us",
    )


def settled(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Of each segment, the last instant at which a journey's value of it came after the journey began.

    An as-of at or after it may read the segment from `visits`; an earlier one must not.
    """
    begun = "(SELECT journey, any_value(person) AS person, min(began_us) AS began_us FROM visits GROUP BY journey)"
    found: dict[str, int] = {}
    for name in SEGMENTS:
        own = f"coalesce(j.{name}_us, p.{name}_us)" if name in FIRST_SEGMENTS else f"j.{name}_us"
        late = db.execute(
            f"SELECT coalesce(max({own}), 0) FROM {begun} v JOIN journey_segments j USING (journey) "
            f"LEFT JOIN person_segments p ON p.person = v.person WHERE {own} > v.began_us"
        ).fetchall()
        found[name] = int(late[0][0])
    late = db.execute(
        f"SELECT name, max(a.at_us) FROM known_attributes a LEFT JOIN {begun} v USING (journey) "
        "WHERE a.at_us IS NOT NULL AND (v.began_us IS NULL OR a.at_us > v.began_us) GROUP BY name"
    ).fetchall()
    return {**found, **{f"a_{name}": int(at_us) for name, at_us in late}}


def _pivot(scope: str, attributes: Sequence[str]) -> str:
    """One row per journey (or person, or account) with the last value of each attribute."""
    outer = {"journey": "true", "person": "journey IS NULL", "account": "journey IS NULL AND person IS NULL"}[scope]
    picked = "".join(
        f", arg_max(value, (coalesce(at_us, -9223372036854775807), root)) FILTER (name = {_text(name)}) AS {_q(name)}"
        for name in attributes
    )
    return (
        f"CREATE OR REPLACE TEMP TABLE {scope}_attributes AS SELECT {scope}{picked} FROM known_attributes "
        f"WHERE {scope} IS NOT NULL AND {outer} GROUP BY {scope}"
    )


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
