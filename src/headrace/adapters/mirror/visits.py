"""Moves -> `visits`: one row per stay of a unit in a place, with all that a question needs of it.

Columns. `counts_as` tells for which unit a row stands: `both`; or, of somebody who came back, `pass` for
the stay as one pass lived it and `person` for the same stay as the person did. `journey`, `person`, `place`, `position`,
`role`; `entered_*` and `left_*` as `_us` (UTC microseconds), `_day` (local day number) and `_exact`
(false: only the day is known), and `left_minutes` (how long the stay was, in the steps of `core.waits`);
`next_place`, `next_role` (expired, wherever an expiry led), `next_via` (the kind of fact that ended the stay); `root`
(the entry that began it), `via` (its kind), `reason` (why); `implied`; `placed` (nobody knows when it began: it has the
time of the stay before); `owner`, when it began; `value` and `currency`,
as told last before it ended, of a win only what was told with it or since; and of the unit
(`timelines.Course` tells how): `nth`, `again_us`, `until_us` (the dawn of time where nobody knows when the next stay
began), `onward_us/day/exact/minutes`, `ordinal`, `came`, `before_place`, `began_us`, `began_day`, `first_position`; its first win, `won_us` (the dawn of time
where nobody knows when), `won_ordinal`, `won_value`, `won_currency`; and its last stay, `last_us` (likewise),
`last_position`, `last_role`, `last_via`. Then the unit's segments, and `a_<attribute>`.

Stays are made of some journeys at a time, so that memory hardly grows with the ledger: moves alone are read by a
limited number of queries (`QUERIES`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from headrace.adapters.mirror.duck import one, run
from headrace.adapters.mirror.families import ATTRIBUTES
from headrace.adapters.mirror.known import BY_HAND, DATED
from headrace.adapters.mirror.layers import Journeys, taken
from headrace.adapters.mirror.timelines import NEVER, Places, begins
from headrace.core.funnel import SIDE_ROLES, STAGE_ROLES, Funnel, Role
from headrace.core.lazily import lazy
from headrace.core.units import DAWN_US

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
else:
    np = lazy("numpy")
    pa = lazy("pyarrow")

OF_PASSES, OF_PEOPLE = "counts_as <> 'person'", "counts_as <> 'pass'"
"""Which rows of `visits` stand for passes, and which for people."""
MADE_OF = ("moves", "deals", "people", ATTRIBUTES)
"""The tables that stays are made of."""
WORTH = "worth"
"""What `settled` calls the worth of stays."""
THREAD = "coalesce(person, journey)"
"""Whose stays a row belongs to: the person's, or the journey's where no person is known."""
QUERIES = 64
"""By how many queries moves are read, at most: each of them has to look at what stands where in all files."""
ELSEWHERE = 1000
"""The position of places that the funnel does not have."""

_MOVES = """
SELECT m.journey, m.person, m.root, m.kind, m.kind = 'inquired' AS inquired, m.kind = 'expired' AS expired, m.at_us, m.day, m.exact, m.recorded_us, p.code,
       CASE WHEN m.kind <> 'expired' THEN m.owner END AS owner,
       CASE WHEN m.kind IN ('opened', 'won') THEN m.value END AS value, m.currency, m.reason,
       m.channel, m.campaign, m.origin, m.form, m.account, m.opportunity_type
FROM known_moves m JOIN places p ON p.name = m."to"
WHERE m.journey IS NOT NULL AND {share}
ORDER BY m.journey, m.at_us NULLS FIRST, m.kind <> 'inquired', p.position, m.root
"""

_WORTHS = """
SELECT m.journey, m.at_us, m.root, m.value, m.currency FROM known_deals m
WHERE m.kind = 'valued' AND m.value IS NOT NULL AND m.journey IS NOT NULL AND {share}
"""

# The account is the one that somebody joined the lead to; else what its moves told; else what is known of the person.
_WITH_ACCOUNTS = """
SELECT l.* REPLACE (coalesce(a.by_hand, l.account, a.told) AS account)
FROM layered l LEFT JOIN accounts a ON a.who = coalesce(l.person, l.journey)
"""
_JOINED_LATE = f"""
SELECT coalesce(max(told_us), 0) FROM accounts a JOIN (
    SELECT {THREAD} AS who, min(coalesce(began_us, {DAWN_US})) AS began_us FROM layered
    WHERE {THREAD} IN (SELECT who FROM accounts) GROUP BY who
) b ON b.who = a.who WHERE a.told_us > b.began_us
"""

# Journeys whose id does not begin as their person's does, and all others of those people.
_APART = """
CREATE OR REPLACE TABLE apart AS
WITH named AS (
    SELECT DISTINCT journey, person FROM known_moves
    WHERE journey IS NOT NULL AND person IS NOT NULL AND substr(journey, 2, 8) <> substr(person, 2, 8)
), people AS (
    SELECT DISTINCT person FROM known_moves WHERE journey IN (SELECT journey FROM named)
), whose AS (
    SELECT DISTINCT journey, person FROM known_moves
    WHERE journey IS NOT NULL AND person IN (SELECT person FROM people)
), shared AS (
    SELECT journey FROM whose GROUP BY journey HAVING count(*) > 1
), tangled AS (
    SELECT DISTINCT person FROM whose WHERE journey IN (SELECT journey FROM shared)
)
SELECT journey, CASE WHEN bool_or(person IN (SELECT person FROM tangled)) THEN 0 ELSE hash(min(person)) END AS home
FROM whose GROUP BY journey
"""


@dataclass(frozen=True, slots=True)
class Extent:
    """What is said of many stays at once.

    First and last day of a stay; of how many passes, and of how many people, nobody knows when they began (`undated`), and
    how many of their stays were given the time of another (`placed`); and of each segment the last instant at which a
    unit's value of it came after the unit began: an as-of after it may read the segment from `visits`, an earlier one must not. `stays` says the same of the
    stays themselves: moves that are read later than they happened, people who were named later; `worth` of what they are
    worth: values that were told after the stay began.
    """

    first_day: int | None = None
    last_day: int | None = None
    undated: Sequence[int] = (0, 0)
    placed: Sequence[int] = (0, 0)
    settled: Mapping[str, int] = field(default_factory=dict)

    def __or__(self, other: Extent) -> Extent:
        return Extent(
            min((day for day in (self.first_day, other.first_day) if day is not None), default=None),
            max((day for day in (self.last_day, other.last_day) if day is not None), default=None),
            _together(self.undated, other.undated),
            _together(self.placed, other.placed),
            {name: max(self.settled.get(name, 0), other.settled.get(name, 0))
             for name in {**self.settled, **other.settled}},
        )  # fmt: skip


def _together(some: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
    return tuple(one + other for one, other in zip(some, others, strict=True))


# Whose account people are: by hand last, or else as told first, and when that was told last.
_ACCOUNTS = f"""
CREATE OR REPLACE TABLE accounts AS
SELECT coalesce(person, journey) AS who, arg_max(account, {DATED}) FILTER ({BY_HAND}) AS by_hand,
       arg_min(account, {DATED}) AS told, max(at_us) AS told_us
FROM known_people WHERE account IS NOT NULL AND coalesce(person, journey) IS NOT NULL GROUP BY who
"""


def ready(db: duckdb.DuckDBPyConnection, funnel: Funnel) -> Places:
    """Make the tables `places` and `accounts`; the places of a funnel, and those that only the moves name."""
    run(db, _ACCOUNTS)
    return _places(db, funnel)


def _places(db: duckdb.DuckDBPyConnection, funnel: Funnel) -> Places:
    known = funnel.names()
    found = run(db, 'SELECT DISTINCT "to" FROM moves WHERE "to" IS NOT NULL ORDER BY 1')
    others = [name for (name,) in found if name not in known]
    far = [ELSEWHERE] * len(others)
    places = Places(
        names=[*known, *others],
        roles=[*(str(place.role) for place in funnel.places), *(str(Role.OUT) for _ in others)],
        position=np.array([*range(len(known)), *far], dtype=np.int64),
        in_stage=np.array([*(place.role in STAGE_ROLES for place in funnel.places), *(False for _ in others)]),
        won=np.array([*(place.role == Role.WON for place in funnel.places), *(False for _ in others)]),
        side=np.array([*(place.role in SIDE_ROLES for place in funnel.places), *(True for _ in others)]),
        mandatory=np.array(
            [*(p.role in STAGE_ROLES and not p.optional for p in funnel.places), *(False for _ in others)]
        ),
    )
    told = {"position": places.position, "won": places.won, "side": places.side}
    table = pa.table({"name": places.names, "code": range(len(places.names)), **told})
    db.register("place_rows", table)
    run(db, "CREATE OR REPLACE TABLE places AS SELECT * FROM place_rows")
    return places


class Share(NamedTuple):
    """Some of the journeys, all passes of each person: a condition on their moves (`m`).

    `sorted`: people's ids are such that, sorted by journey, nobody's passes lie among those of others.
    """

    where: str = "true"
    sorted: bool = False


def shares(db: duckdb.DuckDBPyConnection, rows: int) -> list[Share]:
    """Shares of `known_moves` of about so many rows, or more where these could be made some at a time."""
    number = min(1 + one(db, "SELECT count(*) FROM moves") // rows, QUERIES)
    if number == 1:
        return [Share()]
    run(db, _APART)
    apart = one(db, "SELECT count(*) FROM apart")
    bounds = [f"'j{256 * n // number:02x}'" for n in range(1, number)]
    above = [f"m.journey >= {bound}" for bound in bounds]
    below = [f"m.journey < {bound}" for bound in bounds]
    plain = [" AND ".join(each) for each in zip(["true", *above], [*below, "true"], strict=True)]
    if not apart:
        return [Share(each, sorted=True) for each in plain]
    others = 1 + apart // (rows // 3 + 1)
    return [
        *(Share(f"{each} AND m.journey NOT IN (SELECT journey FROM apart)", sorted=True) for each in plain),
        *(Share(f"m.journey IN (SELECT journey FROM apart WHERE home % {others} = {n})") for n in range(others)),
    ]


def create(
    db: duckdb.DuckDBPyConnection, places: Places, attributes: Sequence[str], share: Share, rows: int
) -> Iterator[Extent]:
    """Create the view `made`, the visits of a share of the journeys: again and again, of about so many moves each time.

    They are made from what counts of the tables in `MADE_OF`.
    """
    table, worths = (db.sql(told.format(share=share.where)).to_arrow_table() for told in (_MOVES, _WORTHS))
    ends = _ends(table["journey"], rows) if share.sorted else []
    for begin, end in pairwise([0, *ends, len(table)]):
        yield _create(db, Journeys(table.slice(begin, end - begin), worths, places), attributes)


def _ends(journeys: pa.ChunkedArray, rows: int) -> list[int]:
    """Where to divide sorted journeys into equal parts of about so many rows: where another person's begin."""
    parts = round(len(journeys) / rows)
    ends = {_end(journeys, len(journeys) * part // parts) for part in range(1, parts)}
    return sorted(ends - {len(journeys)})


def _end(journeys: pa.ChunkedArray, begin: int) -> int:
    """The first row from `begin` on that is another person's than the one before."""
    whose = _person(journeys[begin - 1])
    return next((row for row in range(begin, len(journeys)) if _person(journeys[row]) != whose), len(journeys))


def _person(journey: pa.Scalar) -> str:
    """The part of a journey's id that it has from its person's."""
    return str(journey)[1:9]


def _create(db: duckdb.DuckDBPyConnection, journeys: Journeys, attributes: Sequence[str]) -> Extent:
    layers = journeys.of_passes(), journeys.of_people()
    db.register("layered", pa.concat_tables([layer.table() for layer in layers]))
    joined = one(db, "SELECT count(*) FROM accounts")
    run(db, f"CREATE OR REPLACE TEMP VIEW stays AS {_WITH_ACCOUNTS if joined else 'FROM layered'}")
    run(db, f"CREATE OR REPLACE TEMP VIEW made AS {_described(db, journeys, attributes)}")
    settled = reduce(or_, (Extent(settled=layer.settled()) for layer in layers))
    settled |= Extent(settled={"account": one(db, _JOINED_LATE) if joined else 0})
    return _extent(journeys) | settled | Extent(settled=_told_late(db, settled.settled["account"], attributes))


def _extent(journeys: Journeys) -> Extent:
    (stays, rows), of_passes = journeys.lived, journeys.stays
    days = of_passes.day[of_passes.at != NEVER]
    first, last = (int(days.min()), int(days.max())) if len(days) else (None, None)
    once = ~journeys.returning[stays.journey]
    undated = (of_passes.at == NEVER) & begins(stays.journey)
    people = begins(journeys.thread[stays.journey[rows]]) & (stays.at[rows] == NEVER)
    settled = {"stays": max(stays.clamped_us, journeys.named_late(), 0), WORTH: journeys.valued_late()}
    return Extent(
        first,
        last,
        [int(undated.sum()), int((undated & once).sum() + people.sum())],
        [int(of_passes.placed.sum()), int(stays.placed.sum())],
        settled,
    )


# -- attributes: what the pass told last, else an earlier one; what is known of the person; of the account ----


def _described(db: duckdb.DuckDBPyConnection, journeys: Journeys, attributes: Sequence[str]) -> str:
    """The rows with a column for each attribute."""
    if not attributes:
        return "SELECT * FROM stays"
    passes = journeys.passes()
    told = {
        "journey": taken(journeys.table["journey"], journeys.first[passes]),
        "thread": taken(journeys.table["person"], journeys.person[passes]),
        "began": np.arange(len(passes)),
    }
    db.register("passes", pa.table(told))
    for scope in ("journey", "thread", "person", "account"):
        run(db, _pivot(scope, attributes))
    run(db, _carried(attributes))
    named = ", ".join(
        f"coalesce(CASE counts_as WHEN 'both' THEN j.{_q(n)} WHEN 'pass' THEN c.{_q(n)} ELSE t.{_q(n)} END, "
        f"p.{_q(n)}, a.{_q(n)}) AS {_q('a_' + n)}"
        for n in attributes
    )
    return (
        f"SELECT s.*, {named} FROM stays s LEFT JOIN journey_attributes j ON j.journey = s.journey "
        "LEFT JOIN carried_attributes c ON c.journey = s.journey LEFT JOIN thread_attributes t ON t.thread = s.person "
        "LEFT JOIN person_attributes p ON p.person = s.person LEFT JOIN account_attributes a ON a.account = s.account"
    )


def _carried(attributes: Sequence[str]) -> str:
    """One row per pass of somebody who came back: what it told itself, or the pass before it that told it."""
    latest = ", ".join(f"last_value(j.{_q(name)} IGNORE NULLS) OVER so_far AS {_q(name)}" for name in attributes)
    return (
        f"CREATE OR REPLACE TEMP TABLE carried_attributes AS SELECT journey, {latest} "
        "FROM passes LEFT JOIN journey_attributes j USING (journey) "
        "WINDOW so_far AS (PARTITION BY thread ORDER BY began ROWS UNBOUNDED PRECEDING)"
    )


def _pivot(scope: str, attributes: Sequence[str]) -> str:
    """One row per journey (or person with passes, person, account) with the last value of each attribute."""
    source, key = {
        "journey": ("known_attributes WHERE journey IN (SELECT journey FROM stays)", "journey"),
        "thread": ("known_attributes JOIN passes USING (journey)", "thread"),
        "person": ("known_attributes WHERE person IN (SELECT person FROM stays) AND journey IS NULL", "person"),
        "account": ("known_attributes WHERE account IS NOT NULL AND journey IS NULL AND person IS NULL", "account"),
    }[scope]
    picked = "".join(
        f", arg_max(value, (coalesce(at_us, {DAWN_US}), root)) FILTER (name = {_text(name)}) AS {_q(name)}"
        for name in attributes
    )
    return f"CREATE OR REPLACE TEMP TABLE {scope}_attributes AS SELECT {key}{picked} FROM {source} GROUP BY {key}"


def _told_late(db: duckdb.DuckDBPyConnection, account: int, attributes: Sequence[str]) -> dict[str, int]:
    """Of each attribute, when the last value came that a unit had not when it began, or its account."""
    if not attributes:
        return {}
    begun = f"SELECT journey, min(coalesce(began_us, {DAWN_US})) AS began_us FROM stays GROUP BY journey"
    late = run(
        db,
        "SELECT name, coalesce(max(a.at_us), 0), bool_or(a.journey IS NULL AND a.person IS NULL) "
        f"FROM known_attributes a LEFT JOIN ({begun}) b USING (journey) "
        "WHERE a.journey IS NULL OR a.at_us > b.began_us GROUP BY name",
    )
    return {f"a_{name}": max(int(at_us), account if of_account else 0) for name, at_us, of_account in late}


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
