"""Raw text -> typed values, set-based: the table `raw` becomes `read`, and what cannot be read a finding.

Every field of the row kind is a column of `read` (NULL where the file has none); a moment becomes
`<name>_us` and `<name>_grain`; a column of the wide form `stage_<n>_us` and `stage_<n>_grain`; an
attribute `attribute_<n>`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from headrace.adapters.imports.files import quoted
from headrace.adapters.imports.maps import ColumnMap, RowsMap
from headrace.core.funnel import Funnel
from headrace.core.units import MINOR_DIGITS, minor_digits, zone_changes
from headrace.rules.rows import LONGEST_DAY_US, FieldType, RowField, beginnings

TRUE = ("true", "yes", "y", "1", "t", "ja", "oui", "x")
FALSE = ("false", "no", "n", "0", "f", "nein", "non")
NOTHING = "-"
"""What a map translates a value into that stands for no value."""

_TIME = r"^\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}([.,]\d{1,9})?)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?$"
_DAY = r"^\d{4}-\d{1,2}-\d{1,2}$"
_OFFSET = r"([ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)$"

CLOSED_EARLY = (
    "coalesce(opened_us > closed_us + CASE WHEN closed_grain = 'day' AND opened_grain = 'instant' "
    f"THEN {LONGEST_DAY_US - 1} ELSE 0 END, false)"
)
"""Whether an opportunity ended before it was opened, as SQL over read rows; on the day of its end it was not."""


def text(value: str) -> str:
    """A value as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def offset_at(zone: ZoneInfo, local: str) -> str:
    """The zone's offset at a local wall-clock time, both in microseconds, as SQL.

    A chain from the last change backwards: most rows are recent, and a join would sort them all.
    """
    changes = zone_changes(zone)
    # A time that a clock change skips or repeats is read with the offset before it, as Python does.
    since = [(start + max(before, offset), offset) for (_, before), (start, offset) in pairwise(changes)]
    whens = "".join(f"WHEN {local} >= {start} THEN {offset} " for start, offset in reversed(since))
    return f"CASE {whens}WHEN {local} IS NOT NULL THEN {changes[0][1]} END::BIGINT"


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind of trouble: the SQL that finds its rows, and what to say of them."""

    name: str
    column: str
    value: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Read:
    """One typed column: its SQL over `raw` aliased r."""

    name: str
    sql: str


class Reader:
    """Reads the columns of one map."""

    def __init__(self, rows: RowsMap, funnel: Funnel, currency: str, now_us: int) -> None:
        self.rows, self.funnel, self.currency, self.now_us = rows, funnel, currency, now_us
        self.findings: list[Finding] = []
        self._moments: list[str] = []
        self._reads = [read for field in self.rows.kind.fields for read in self._field(field)]
        for number, (place, mapped) in enumerate(self._places()):
            self._reads += self._moment(f"stage_{number}", mapped, place)
        for number, column in enumerate((self.rows.attributes or {}).values()):
            self._reads.append(_Read(f"attribute_{number}", f"r.{quoted(column)}"))
        self._subject()
        self._order()

    def query(self, raw: str) -> str:
        """The SELECT of the typed columns of `raw`, a table or a subquery of identified rows."""
        columns = ", ".join(
            [
                "row_",
                "person_id",
                "journey_id",
                "account_id",
                *(f"{read.sql} AS {read.name}" for read in self._reads),
                *self._shown(),
            ]
        )
        finished = ", ".join(["p.*", *(self._finished(name) for name in self._moments)])
        return f"SELECT {finished} FROM (SELECT {columns} FROM {raw} r) p"

    def sql(self, name: str) -> str:
        """How a column is read from a row of `raw` aliased r."""
        return next(read.sql for read in self._reads if read.name == name)

    def _subject(self) -> None:
        """A row must say whom or what it is about."""
        given = [name for name in self.rows.kind.subject if name in self.rows.columns]
        if given and len(self.rows.kind.subject) > 1:
            nothing = " AND ".join(f"given_{name} IS NULL" for name in given)
            named = " or ".join(self.rows.kind.subject)
            self.findings.append(
                Finding(
                    "missing_value",
                    self.rows.columns[given[0]].column or given[0],
                    "NULL",
                    nothing,
                    f"{named} is needed here",
                )
            )

    def _order(self) -> None:
        """What has ended had begun."""
        opened, closed = (self.rows.columns.get(name) for name in ("opened", "closed"))
        if self.rows.kind.name == "opportunities" and opened and closed:
            column = closed.column or "closed"
            self.findings.append(
                Finding("closed_before_opened", column, "given_closed", CLOSED_EARLY, "it ended before it was opened")
            )

    def _places(self) -> list[tuple[str, ColumnMap]]:
        """The columns of the wide form, in the funnel's order."""
        return sorted(self.rows.stages.items(), key=lambda pair: self.funnel.position(pair[0]))

    def _shown(self) -> list[str]:
        """What a finding shows of a row: the value as it stands in the file."""
        pairs = [*self.rows.columns.items(), *((f"stage_{n}", m) for n, (_, m) in enumerate(self._places()))]
        return [f"{self._raw(mapped)} AS {quoted('given_' + name)}" for name, mapped in pairs]

    def _raw(self, mapped: ColumnMap) -> str:
        return text(mapped.constant or "") if mapped.column is None else f"r.{quoted(mapped.column)}"

    def _translated(self, mapped: ColumnMap) -> str:
        raw = self._raw(mapped)
        if not mapped.values:
            return raw
        whens = " ".join(
            f"WHEN {text(given)} THEN {'NULL' if meant == NOTHING else text(meant)}"
            for given, meant in mapped.values.items()
        )
        return f"CASE {raw} {whens} ELSE {raw} END"

    def _field(self, field: RowField) -> list[_Read]:
        mapped = self.rows.columns.get(field.name)
        if field.type is FieldType.MOMENT:
            return self._moment(field.name, mapped, field.name)
        if mapped is None:
            return [_Read(field.name, _null(field.type))]
        if field.required:
            self._missing(field.name, mapped)
        sql = _from(field.least, self._value(field, f"({self._translated(mapped)})"))
        if field.type not in (FieldType.ID, FieldType.TEXT, FieldType.PERSONAL):
            self._unreadable(field, mapped)
        if field.type is FieldType.CODE:
            self._other_currency(mapped)
        return [_Read(field.name, sql)]

    def _value(self, field: RowField, raw: str) -> str:  # noqa: PLR0911  (one way for each type)
        match field.type:
            case FieldType.ID:
                return f"CASE WHEN contains({raw}, '@') THEN lower({raw}) ELSE {raw} END"
            case FieldType.STAGE:
                return self._stage(raw)
            case FieldType.MONEY:
                return f"TRY_CAST(round(TRY_CAST({self._plain(raw)} AS DECIMAL(30,6)) * {self._minor()}) AS BIGINT)"
            case FieldType.NUMBER:
                return f"TRY_CAST({self._plain(raw)} AS DOUBLE)"
            case FieldType.INTEGER:
                return f"TRY_CAST({raw} AS BIGINT)"
            case FieldType.FLAG:
                lowered = f"lower({raw})"
                return f"CASE WHEN {lowered} IN {TRUE} THEN true WHEN {lowered} IN {FALSE} THEN false END"
            case FieldType.CHOICE:
                return f"CASE WHEN lower({raw}) IN {_tuple(field.choices)} THEN lower({raw}) END"
            case FieldType.CODE:
                return _code(raw)
            case _:
                return raw

    def _minor(self) -> str:
        """How many minor units a unit of the row's currency has; of the company's, where the row names none."""
        ours, mapped = 10 ** minor_digits(self.currency), self.rows.columns.get("currency")
        if mapped is None:
            return str(ours)
        whens = " ".join(f"WHEN {text(code)} THEN {10**digits}" for code, digits in MINOR_DIGITS.items())
        named = _code(f"({self._translated(mapped)})")
        return (
            f"coalesce(CASE {named} {whens} ELSE CASE WHEN {named} IS NOT NULL THEN 100 END END, {ours})::DECIMAL(5, 0)"
        )

    def _plain(self, raw: str) -> str:
        """A number as SQL reads it: the decimal sign a point, no signs between thousands. NULL where it is none.

        A sign that does not stand between thousands is no such sign: 12,50 would be read as 1250.
        """
        group, point = (".", ",") if self.rows.decimal == "," else (",", ".")
        bare = f"replace(replace(trim({raw}), ' ', '{group}'), chr(160), '{group}')"
        number = rf"[-+]?([0-9]{{1,3}}(\{group}[0-9]{{3}})+|[0-9]*)(\{point}[0-9]*)?([eE][-+]?[0-9]+)?"
        return f"CASE WHEN regexp_full_match({bare}, '{number}') THEN replace(replace({bare}, '{group}', ''), ',', '.') END"

    def _stage(self, raw: str) -> str:
        whens = " ".join(
            f"WHEN lower({raw}) IN ({text(place.name.lower())}, {text(place.label.lower())}) THEN {text(place.name)}"
            for place in beginnings(self.funnel, self.rows.kind.name)
        )
        return f"CASE {whens} END"

    def _moment(self, name: str, mapped: ColumnMap | None, what: str) -> list[_Read]:
        if mapped is None:
            return [_Read(f"{name}_us", "NULL::BIGINT"), _Read(f"{name}_grain", "'unknown'")]
        raw = self._translated(mapped)
        self._moments.append(name)
        if any(field.name == name and field.required for field in self.rows.kind.fields):
            self._missing(name, mapped)
        wanted = " or ".join(mapped.formats) if mapped.formats else "ISO 8601 such as 2025-03-01 or 2025-03-01 09:05"
        column = mapped.column or what
        self.findings.append(
            Finding("unreadable_value", column, f"given_{name}", f"given_{name} IS NOT NULL AND {name}_us IS NULL",
                    f"not a date as expected ({wanted})")
        )  # fmt: skip
        if name != "expected_close":
            self.findings.append(
                Finding(
                    "future_date",
                    column,
                    f"given_{name}",
                    f"{name}_us > {self.now_us}",
                    "it lies in the future",
                )
            )
        return self._formatted(name, raw, mapped.formats) if mapped.formats else _iso(name, raw)

    def _formatted(self, name: str, raw: str, formats: Sequence[str]) -> list[_Read]:
        days = [f for f in formats if not any(sign in f for sign in ("%H", "%I", "%M"))]
        parse = ", ".join(f"TRY_CAST(try_strptime({raw}, {text(f)}) AS TIMESTAMP)" for f in formats)
        day = " OR ".join(f"try_strptime({raw}, {text(f)}) IS NOT NULL" for f in days) or "false"
        dated = " OR ".join(f"try_strptime({raw}, {text(f)}) IS NOT NULL" for f in formats if f not in days) or "false"
        zoned = any("%z" in f for f in formats)
        return [
            _Read(f"{name}_local", f"epoch_us(coalesce({parse}))"),
            _Read(f"{name}_own", "0::BIGINT" if zoned else "NULL::BIGINT"),
            _Read(f"{name}_isday", f"CASE WHEN {dated} THEN false ELSE {day} END"),
        ]

    def _finished(self, name: str) -> str:
        known = f"p.{name}_local - coalesce(p.{name}_own, {offset_at(ZoneInfo(self.rows.zone), f'p.{name}_local')})"
        grain = f"CASE WHEN p.{name}_local IS NULL THEN 'unknown' WHEN p.{name}_isday THEN 'day' ELSE 'instant' END"
        return f"{known} AS {name}_us, {grain} AS {name}_grain"

    def _missing(self, name: str, mapped: ColumnMap) -> None:
        column = mapped.column or name
        self.findings.append(
            Finding("missing_value", column, f"given_{name}", f"given_{name} IS NULL", f"{name} is needed here")
        )

    def _unreadable(self, field: RowField, mapped: ColumnMap) -> None:
        stage = field.type is FieldType.STAGE
        allowed = {
            FieldType.MONEY: "not an amount of money",
            FieldType.NUMBER: "not a number",
            FieldType.INTEGER: "not a whole number",
            FieldType.FLAG: "neither yes nor no",
            FieldType.CODE: "not a currency code of three letters",
            FieldType.CHOICE: f"not one of {', '.join(field.choices)}",
            FieldType.STAGE: f"not one of {', '.join(p.name for p in beginnings(self.funnel, self.rows.kind.name))}",
        }[field.type]
        name, allowed = field.name, allowed if field.least is None else f"{allowed} from {field.least} on"
        self.findings.append(
            Finding("unknown_stage" if stage else "unreadable_value", mapped.column or name, f"given_{name}",
                    f"given_{name} IS NOT NULL AND {name} IS NULL{self._translated_away(mapped, name)}", allowed)
        )  # fmt: skip

    def _other_currency(self, mapped: ColumnMap) -> None:
        self.findings.append(
            Finding("other_currency", mapped.column or "currency", "given_currency", f"currency <> {text(self.currency)}",
                    f"not the company's currency ({self.currency}): kept, and left out of sums in {self.currency}")
        )  # fmt: skip

    def _translated_away(self, mapped: ColumnMap, name: str) -> str:
        """Values that the map translates into nothing ("-") are no mistakes."""
        nothing = [given for given, meant in mapped.values.items() if meant == NOTHING]
        return f" AND given_{name} NOT IN {_tuple(nothing)}" if nothing else ""


def _tuple(values: Sequence[str]) -> str:
    return f"({', '.join(map(text, values))})"


def _code(raw: str) -> str:
    """The code of a currency as SQL; NULL where it is none."""
    return f"CASE WHEN regexp_full_match({raw}, '[A-Za-z]{{3}}') THEN upper({raw}) END"


def _from(least: int | None, sql: str) -> str:
    """A number as SQL, NULL below the least that it may be."""
    return sql if least is None else f"CASE WHEN {sql} >= {least} THEN {sql} END"


def _null(kind: FieldType) -> str:
    sql = {
        FieldType.MONEY: "BIGINT",
        FieldType.INTEGER: "BIGINT",
        FieldType.NUMBER: "DOUBLE",
        FieldType.FLAG: "BOOLEAN",
    }
    return f"NULL::{sql.get(kind, 'VARCHAR')}"


def _iso(name: str, raw: str) -> list[_Read]:
    """ISO 8601: a day, or an instant with or without an offset of its own."""
    fits = f"regexp_matches({raw}, '{_TIME}')"
    day = f"regexp_matches({raw}, '{_DAY}')"
    # Most moments are plain: what only an offset or a day needs is not looked for in each.
    zoned = " OR ".join(f"contains(substr({raw}, 11), '{sign}')" for sign in "Z+-")
    offset = f"regexp_extract({raw}, '{_OFFSET}', 2)"
    bare = f"replace(CASE WHEN {zoned} THEN regexp_replace({raw}, '{_OFFSET}', '\\1') ELSE {raw} END, ',', '.')"
    digits = f"replace(substr({offset}, 2), ':', '')"
    seconds = f"(TRY_CAST(left({digits}, 2) AS BIGINT) * 3600 + coalesce(TRY_CAST(nullif(substr({digits}, 3), '') AS BIGINT), 0) * 60)"
    own = (
        f"CASE WHEN NOT ({zoned}) OR {offset} = '' THEN NULL WHEN {offset} = 'Z' THEN 0::BIGINT "
        f"ELSE {seconds} * 1000000 * CASE WHEN left({offset}, 1) = '-' THEN -1 ELSE 1 END END"
    )
    return [
        _Read(f"{name}_local", f"CASE WHEN {fits} THEN epoch_us(TRY_CAST({bare} AS TIMESTAMP)) END"),
        _Read(f"{name}_own", own),
        _Read(f"{name}_isday", f"CASE WHEN strlen({raw}) > 10 THEN false ELSE {day} END"),
    ]
