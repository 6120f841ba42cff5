"""A map: which column of a foreign file is which field, and how its values are to be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from zoneinfo import available_timezones

from headrace.adapters.documents.nodes import Node, read_file
from headrace.adapters.documents.problems import quoted
from headrace.adapters.documents.reading import Reading
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
        return [each.column for each in mapped if each.column] + [
            *(self.attributes or {}).values(),
            *self.left_out,
        ]

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


def load_maps(path: Path, *, zone: str) -> list[RowsMap]:
    """The maps that a map file holds, one for each kind of file; `zone` is the company's."""
    return read_maps(read_file(path), path.name, zone=zone)


def read_maps(text: str, file: str = "map.yaml", *, zone: str) -> list[RowsMap]:
    """The maps of a map file's text, or `DocumentRefused` with every problem and its line.

    The shape is `source`, `zone`, `decimal` and a list `files` of blocks with `file` (a pattern of file
    names), `as`, `columns`, `stages`, `attributes` and `leave_out`.
    """
    reading = Reading(file)
    fields = reading.fields(reading.root(text), ("source", "zone", "decimal", "files"), ("source", "files"))
    source = reading.text(fields.get("source"), "import", most=80)
    zone = _zone(reading, fields.get("zone"), zone)
    decimal = reading.word(fields.get("decimal"), (".", ","), ".")
    blocks = reading.items(fields.get("files")) or ()
    maps = [_rows_map(reading, block, source, zone, decimal) for block in blocks]
    reading.finish()
    return maps


_BLOCK = ("file", "as", "columns", "stages", "attributes", "leave_out", "zone", "decimal")


def _rows_map(reading: Reading, block: Node, source: str, zone: str, decimal: str) -> RowsMap:
    fields = reading.fields(block, _BLOCK, ("as",))
    kind = ROW_KINDS[reading.word(fields.get("as"), tuple(ROW_KINDS), "inquiries")]
    columns = reading.fields(fields.get("columns"), kind.names())
    return RowsMap(
        kind,
        source,
        _zone(reading, fields.get("zone"), zone),
        reading.word(fields.get("decimal"), (".", ","), decimal),
        reading.text(fields.get("file"), "*"),
        {name: _column_map(reading, node) for name, node in columns.items()},
        {name: _column_map(reading, node) for name, node in reading.entries(fields.get("stages")).items()},
        _attributes(reading, fields.get("attributes")),
        tuple(reading.text(item) for item in reading.items(fields.get("leave_out")) or ()),
    )


def _zone(reading: Reading, node: Node | None, default: str) -> str:
    name = reading.text(node, default, most=64)
    if node is not None and name not in available_timezones():
        reading.wrong(node, quoted(name), "an IANA time zone", did_you_mean(name, sorted(available_timezones())))
        return default
    return name


def _column_map(reading: Reading, node: Node) -> ColumnMap:
    if not isinstance(node.content, Mapping):
        return ColumnMap(column=reading.text(node))
    fields = reading.fields(node, ("column", "constant", "format", "values"))
    if ("column" in fields) == ("constant" in fields):
        reading.wrong(node, "both or neither of column and constant", "one of them")
    return ColumnMap(
        column=reading.text(fields["column"]) if "column" in fields else None,
        constant=reading.text(fields["constant"]) if "constant" in fields else None,
        formats=_formats(reading, fields.get("format")),
        values=_values(reading, fields.get("values")),
    )


def _formats(reading: Reading, node: Node | None) -> tuple[str, ...]:
    listed = (node,) if node is not None and not isinstance(node.content, tuple) else reading.items(node) or ()
    formats = []
    for each in listed:
        text = reading.text(each)
        if not ("%d" in text and ("%Y" in text or "%y" in text)) and "%s" not in text:
            reading.wrong(each, quoted(text), "a date format with %d, %m and %Y, such as %d.%m.%Y")
        formats.append(text)
    return tuple(formats)


def _values(reading: Reading, node: Node | None) -> Mapping[str, str]:
    if node is None:
        return {}
    if not isinstance(node.content, Mapping):
        reading.wrong(node, node.shape, "what the file says, and what it means")
        return {}
    return {given: reading.text(meant) for given, meant in node.content.items()}


def _attributes(reading: Reading, node: Node | None) -> Mapping[str, str] | None:
    if node is None:
        return None
    named = reading.entries(node)
    for name, each in named.items():
        if attribute_name(name) != name:
            allowed = f"small letters, digits and _, and none of {', '.join(RESERVED)}"
            reading.wrong(each, f"the attribute {name!r}", allowed, f" {attribute_name(name)!r} would do.")
    return {name: reading.text(each) for name, each in named.items()}


def map_for(maps: Sequence[RowsMap], path: Path) -> RowsMap:
    """The first map that fits the file's name."""
    for each in maps:
        if each.fits(path):
            return each
    patterns = ", ".join(each.pattern for each in maps)
    raise UsageError(f"The map has no block for {path.name}.", hint=f"It has blocks for: {patterns}.")
