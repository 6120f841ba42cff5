"""A map: which column of a foreign file is which field, and how its values are to be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from headrace.core.errors import DataRefused, UnknownName, UsageError, did_you_mean
from headrace.rules.rows import ROW_KINDS, RowKind

RESERVED = (
    "channel", "campaign", "origin", "form", "owner", "account", "opportunity_type", "unit", "place", "stage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How one field is filled: from a column, or with a constant.

    `formats` are date formats as in `strptime`, tried in order; without any, ISO 8601 is read.
    `values` translates what the column holds into what the field means.
    """

    column: str | None = None
    constant: str | None = None
    formats: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowsMap:
    """How the rows of one kind of file are read.

    `stages` are the columns of the wide form, by place name. `attributes` are the further columns, by
    the attribute's name; None takes every column that is not named otherwise. `left_out` columns are
    not read.
    """

    kind: RowKind
    source: str
    zone: str
    decimal: str = "."
    pattern: str = "*"
    columns: Mapping[str, ColumnMap] = field(default_factory=dict)
    stages: Mapping[str, ColumnMap] = field(default_factory=dict)
    attributes: Mapping[str, str] | None = None
    left_out: tuple[str, ...] = ()

    def fits(self, path: Path) -> bool:
        """Whether the map is for a file of that name."""
        return fnmatch(path.name.lower(), self.pattern.lower())

    def used(self) -> list[str]:
        """The columns that the map names."""
        mapped = [*self.columns.values(), *self.stages.values()]
        return [each.column for each in mapped if each.column] + [*(self.attributes or {}).values(), *self.left_out]

    def complete(self, path: Path, columns: Sequence[str]) -> "RowsMap":
        """The map with its attributes spelt out, checked against the columns of a file."""
        for name in self.used():
            if name not in columns:
                raise DataRefused(
                    f"{path.name}: the map names the column {name!r}, which the file does not have."
                    f"{did_you_mean(name, columns)}",
                    hint=f"Its columns: {', '.join(columns)}.",
                )
        self._check_needed(path, columns)
        if self.attributes is not None or not self.kind.attributes:
            return self
        further = {attribute_name(name): name for name in columns if name not in self.used()}
        return RowsMap(
            self.kind, self.source, self.zone, self.decimal, self.pattern,
            self.columns, self.stages, further, self.left_out,
        )  # fmt: skip

    def _check_needed(self, path: Path, columns: Sequence[str]) -> None:
        missing = [each.name for each in self.kind.fields if each.required and each.name not in self.columns]
        if missing:
            raise DataRefused(
                f"{path.name}: {self.kind.name} need {missing[0]!r}, and no column is mapped to it.",
                hint=f"Map one of: {', '.join(columns)}. `headrace import {path.name} --guess` writes a map.",
            )
        if self.kind.subject and not any(name in self.columns for name in self.kind.subject):
            raise DataRefused(
                f"{path.name}: {self.kind.name} need one of {', '.join(self.kind.subject)}.",
                hint=f"Map one of: {', '.join(columns)}.",
            )
        if self.kind.name == "stage_dates" and not self.stages:
            raise DataRefused(
                f"{path.name}: stage dates need `stages`, a date column for each stage.",
                hint="For example: stages: {inquiry: created, mql: qualified_on}.",
            )


def attribute_name(column: str) -> str:
    """The name under which a further column becomes an attribute.

    >>> attribute_name("Business Segment (2)")
    'business_segment_2'
    """
    name = re.sub(r"\W+", "_", column.strip().lower()).strip("_") or "column"
    return f"{name}_" if name in RESERVED else name


def row_kind(name: str) -> RowKind:
    """The kind of rows of that name, or an error that names the likeliest one."""
    try:
        return ROW_KINDS[name]
    except KeyError:
        raise UnknownName("kind of rows", name, ROW_KINDS) from None


def by_header(kind: RowKind, source: str, zone: str, columns: Sequence[str]) -> RowsMap:
    """The map of a file whose columns bear the names of the fields themselves."""
    named = {name: ColumnMap(column=name) for name in kind.names() if name in columns}
    return RowsMap(kind, source, zone, columns=named)


def read_map(data: Mapping[str, object], *, zone: str) -> list[RowsMap]:
    """The maps that a map file holds, one for each kind of file; `zone` is the company's.

    The shape is `source`, `zone`, `decimal` and a list `files` of `file`, `as`, `columns`, `stages`,
    `attributes`, `leave_out`. Whatever does not fit is an error that names the key.
    """
    _only(data, ("source", "zone", "decimal", "files"), "the map")
    source = _text(data.get("source"), "source")
    files = data.get("files")
    if not isinstance(files, list) or not files:
        raise DataRefused("files: the map lists no files.", hint="Give a list of `file`, `as` and `columns`.")
    zone = _text(data.get("zone", zone), "zone")
    decimal = _text(data.get("decimal", "."), "decimal")
    if decimal not in (".", ","):
        raise DataRefused(f"decimal: {decimal!r} is neither '.' nor ','.")
    return [_rows_map(each, f"files[{n}]", source, zone, decimal) for n, each in enumerate(files)]


def _rows_map(data: object, place: str, source: str, zone: str, decimal: str) -> RowsMap:
    block = _mapping(data, place)
    _only(block, ("file", "as", "columns", "stages", "attributes", "leave_out", "zone", "decimal"), place)
    kind = row_kind(_text(block.get("as"), f"{place}.as"))
    columns = {
        name: _column_map(spec, f"{place}.columns.{name}") for name, spec in _pairs(block, "columns", place)
    }
    _only(columns, kind.names(), f"{place}.columns")
    attributes = block.get("attributes")
    return RowsMap(
        kind,
        source,
        _text(block.get("zone", zone), f"{place}.zone"),
        _text(block.get("decimal", decimal), f"{place}.decimal"),
        _text(block.get("file", "*"), f"{place}.file"),
        columns,
        {name: _column_map(spec, f"{place}.stages.{name}") for name, spec in _pairs(block, "stages", place)},
        None if attributes is None else _attributes(attributes, f"{place}.attributes"),
        tuple(_text(name, f"{place}.leave_out") for name in _list(block.get("leave_out", []), f"{place}.leave_out")),
    )


def _column_map(spec: object, place: str) -> ColumnMap:
    if isinstance(spec, str):
        return ColumnMap(column=spec)
    block = _mapping(spec, place)
    _only(block, ("column", "constant", "format", "values"), place)
    if ("column" in block) == ("constant" in block):
        raise DataRefused(f"{place}: give either `column` or `constant`.")
    formats = block.get("format", [])
    listed = [formats] if isinstance(formats, str) else _list(formats, f"{place}.format")
    values = _mapping(block.get("values", {}), f"{place}.values")
    return ColumnMap(
        column=None if "column" not in block else _text(block["column"], f"{place}.column"),
        constant=None if "constant" not in block else _text(block["constant"], f"{place}.constant"),
        formats=tuple(_text(each, f"{place}.format") for each in listed),
        values={str(given): _text(meant, f"{place}.values") for given, meant in values.items()},
    )


def _attributes(spec: object, place: str) -> Mapping[str, str]:
    named = {
        _text(name, place): _text(column, f"{place}.{name}") for name, column in _mapping(spec, place).items()
    }
    for name in named:
        if attribute_name(name) != name:
            raise DataRefused(
                f"{place}: {name!r} is no name for an attribute.",
                hint=f"{attribute_name(name)!r} would be: small letters, digits and _, not {', '.join(RESERVED)}.",
            )
    return named


def _mapping(data: object, place: str) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise DataRefused(f"{place}: expected names with values, got {data!r}.")
    return data


def _pairs(block: Mapping[str, object], key: str, place: str) -> list[tuple[str, object]]:
    return [(str(name), spec) for name, spec in _mapping(block.get(key, {}), f"{place}.{key}").items()]


def _list(data: object, place: str) -> list[object]:
    if not isinstance(data, list):
        raise DataRefused(f"{place}: expected a list, got {data!r}.")
    return data


def _text(value: object, place: str) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool) or value == "":
        raise DataRefused(f"{place}: expected a text, got {value!r}.")
    return str(value)


def _only(data: Mapping[str, object], allowed: Sequence[str], place: str) -> None:
    for key in data:
        if key not in allowed:
            raise DataRefused(
                f"{place}: no key {key!r} here.{did_you_mean(str(key), allowed)}",
                hint=f"Allowed: {', '.join(allowed)}.",
            )


def map_for(maps: Sequence[RowsMap], path: Path) -> RowsMap:
    """The first map that fits the file's name."""
    for each in maps:
        if each.fits(path):
            return each
    patterns = ", ".join(each.pattern for each in maps)
    raise UsageError(f"The map has no block for {path.name}.", hint=f"It has blocks for: {patterns}.")


