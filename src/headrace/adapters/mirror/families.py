"""Ledger rows -> typed tables, one per family of facts, without personal data.

Every family shares the envelope; `root` is the entry that a row tells about: its own `seq`, or for a
correction the one it corrects. `day` is the local calendar day in the company's zone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from headrace.core.entries import Family
from headrace.core.lazily import lazy
from headrace.core.units import DAY_US, zone_changes
from headrace.ledger.codec import BODIES

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
else:
    pa = lazy("pyarrow")
    np = lazy("numpy")

ENVELOPE = (
    "seq", "root", "kind", "at_us", "exact", "day", "recorded_us", "journey", "person", "account", "batch",
    "funnel_version", "actor_kind",
)  # fmt: skip

# Payload keys that become columns, with their SQL types. Attributes go to a table of their own.
COLUMNS_OF: Mapping[Family, Mapping[str, str]] = {
    Family.MOVES: {
        "to": "VARCHAR",
        "reason": "VARCHAR",
        "owner": "VARCHAR",
        "channel": "VARCHAR",
        "campaign": "VARCHAR",
        "origin": "VARCHAR",
        "form": "VARCHAR",
        "opportunity_type": "VARCHAR",
        "score": "DOUBLE",
        "expected_close_us": "BIGINT",
        "value": "BIGINT",
        "currency": "VARCHAR",
    },
    Family.DEALS: {
        "owner": "VARCHAR",
        "value": "BIGINT",
        "currency": "VARCHAR",
        "reason": "VARCHAR",
        "until": "VARCHAR",
    },
    Family.TOUCHES: {
        "channel": "VARCHAR",
        "campaign": "VARCHAR",
        "activity": "VARCHAR",
        "direction": "VARCHAR",
        "value": "BIGINT",
        "currency": "VARCHAR",
        "minutes": "DOUBLE",
    },
    Family.CALLS: {
        "outcome": "VARCHAR",
        "dials": "BIGINT",
        "connected": "BOOLEAN",
        "completed": "BOOLEAN",
        "minutes": "DOUBLE",
        "owner": "VARCHAR",
        "problem": "VARCHAR",
        "relevance": "VARCHAR",
    },
    Family.ANSWERS: {
        "criterion": "VARCHAR",
        "grade": "VARCHAR",
        "points": "DOUBLE",
        "framework": "VARCHAR",
        "channel": "VARCHAR",
    },
    Family.CLOCKS: {
        "clock": "VARCHAR",
        "stage": "VARCHAR",
        "started_us": "BIGINT",
        "due_us": "BIGINT",
        "owed_by": "VARCHAR",
        "owner": "VARCHAR",
        "escalated_to": "VARCHAR",
        "reason": "VARCHAR",
        "until_us": "BIGINT",
        "sign": "VARCHAR",
        "present": "BOOLEAN",
    },
    Family.PAYMENTS: {"value": "BIGINT", "currency": "VARCHAR", "invoice": "VARCHAR"},
    Family.SPEND: {
        "purpose": "VARCHAR",
        "channel": "VARCHAR",
        "campaign": "VARCHAR",
        "value": "BIGINT",
        "currency": "VARCHAR",
        "hours": "DOUBLE",
    },
    Family.TRAFFIC: {"channel": "VARCHAR", "campaign": "VARCHAR", "visits": "BIGINT"},
    Family.PEOPLE: {
        "group": "VARCHAR",
        "by": "VARCHAR",
        "state": "VARCHAR",
        "points": "BIGINT",
        "purpose": "VARCHAR",
        "basis": "VARCHAR",
    },
    Family.RULINGS: {"target": "BIGINT", "into": "VARCHAR", "out_of": "VARCHAR"},
}

ATTRIBUTES = "attributes"
WITH_ATTRIBUTES = tuple(
    str(family)
    for family in Family
    if any(body.family is family and "attributes" in {f.name for f in fields(body)} for body in BODIES.values())
)
"""The families whose facts may give attributes."""
TABLES = (*(str(family) for family in Family), ATTRIBUTES)

_LONG = ("seq", "at_us", "recorded_us", "batch")


READ = (
    "seq", "kind", "at_us", "at_grain", "recorded_us", "journey", "person", "account", "batch", "funnel_version", "actor_kind",
    "payload",
)  # fmt: skip
"""The columns of the ledger that the mirror needs."""


def arrow_rows(rows: Sequence[Sequence[object]]) -> pa.Table:
    """Ledger rows (`READ`) as one Arrow table."""
    columns = zip(*rows, strict=True)
    return pa.table({name: pa.array(column, _type(name)) for name, column in zip(READ, columns, strict=True)})


def _type(name: str) -> pa.DataType:
    if name in _LONG:
        return pa.int64()
    return pa.int32() if name == "funnel_version" else pa.string()


def kinds_of(family: Family) -> tuple[str, ...]:
    """The kinds of facts in a family."""
    return tuple(kind for kind, body in BODIES.items() if body.family is family)


class LocalDays:
    """Instants -> day numbers in a zone, vectorised over the zone's own list of changes."""

    def __init__(self, zone: str) -> None:
        changes = list(zone_changes(ZoneInfo(zone)))
        self._starts = np.array([start for start, _ in changes], dtype=np.int64)
        self._offsets = np.array([offset for _, offset in changes], dtype=np.int64)

    def of(self, at_us: np.ndarray) -> np.ndarray:
        """The local day number of each instant."""
        return np.asarray((at_us + self._offset(at_us)) // DAY_US, dtype=np.int32)

    def end(self, at_us: np.ndarray) -> np.ndarray:
        """The last microsecond of the local day of each instant."""
        midnight = (self.of(at_us).astype(np.int64) + 1) * DAY_US
        return np.asarray(midnight - self._offset(midnight - self._offset(at_us)) - 1)

    def _offset(self, at_us: np.ndarray) -> np.ndarray:
        """The offset of the zone at each instant."""
        index = np.clip(np.searchsorted(self._starts, at_us, side="right") - 1, 0, None)
        return np.asarray(self._offsets[index])


def envelope_sql(rows: str) -> str:
    """The envelope of ledger rows, a correction read as the fact that it makes of its target."""
    corrected = "kind = 'corrected'"
    return (
        f"SELECT seq, CASE WHEN {corrected} THEN json_extract_string(payload, '$.target')::BIGINT ELSE seq END AS root, "
        f"CASE WHEN {corrected} THEN json_extract_string(payload, '$.fact') ELSE kind END AS kind, "
        f"CASE WHEN {corrected} THEN json_extract_string(payload, '$.at_us')::BIGINT ELSE at_us END AS at_us, "
        f"CASE WHEN {corrected} THEN json_extract_string(payload, '$.at_grain') ELSE at_grain END = 'instant' AS exact, "
        "recorded_us, journey, person, account, batch, funnel_version, actor_kind, "
        f"CASE WHEN {corrected} THEN json_extract(payload, '$.payload')::VARCHAR ELSE payload END AS payload FROM {rows}"
    )


def family_sql(family: Family, rows: str) -> str:
    """The typed rows of one family, from rows with their envelope."""
    kinds = ", ".join(f"'{kind}'" for kind in kinds_of(family))
    columns = COLUMNS_OF[family]
    paths = ", ".join(f"'$.{name}'" for name in columns)
    typed = ", ".join(f'TRY_CAST(parts[{n}] AS {sql}) AS "{name}"' for n, (name, sql) in enumerate(columns.items(), 1))
    return (
        f"SELECT {', '.join(ENVELOPE)}, {typed} FROM "
        f"(SELECT *, json_extract_string(payload, [{paths}]) AS parts FROM {rows} WHERE kind IN ({kinds}))"
    )


def attributes_sql(rows: str) -> str:
    """One row for each attribute that a fact gives; a correction also has one without a name, in case it gives none."""
    return (
        f"SELECT {', '.join(ENVELOPE)}, pair.key AS name, pair.value AS value FROM ("
        "SELECT *, unnest(map_entries(CAST(json_extract(payload, '$.attributes') AS MAP(VARCHAR, VARCHAR)))) AS pair "
        f"FROM {rows} WHERE contains(payload, '\"attributes\"')) UNION ALL "
        f"SELECT {', '.join(ENVELOPE)}, NULL, NULL FROM {rows} WHERE seq <> root"
    )
