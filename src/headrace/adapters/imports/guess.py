"""A first map, guessed from headers and values, with three sample values for each column.

A guess is a draft for a person to read: what could be meant otherwise is said in a comment.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from headrace.adapters.imports.files import Source, understand
from headrace.adapters.imports.maps import attribute_name, row_kind
from headrace.adapters.imports.staging import sample
from headrace.rules.rows import ROW_KINDS, FieldType, RowField, RowKind

SAMPLES = 3
LOOK_AT = 200

# What headers call a field, apart from its own name; the first that fits wins.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "person": (
        "person_id",
        "lead_id",
        "contact_id",
        "mql_id",
        "customer_id",
        "prospect_id",
        "lead",
        "contact",
        "prospect",
    ),
    "journey": ("opportunity_id", "deal_id", "opp_id", "opportunity", "deal"),
    "buying_group": ("group", "buying_center", "buying_centre", "demand_unit"),
    "account": ("account_id", "company_id", "account_name", "organisation", "organization"),
    "id": ("inquiry_id", "event_id", "touch_id", "call_id", "payment_id", "row_id"),
    "at": (
        "date",
        "created",
        "created_at",
        "created_date",
        "first_contact_date",
        "timestamp",
        "day",
        "time",
        "entered_at",
    ),
    "opened": ("engage_date", "opened_at", "created_date", "open_date", "created_at", "created"),
    "closed": ("close_date", "won_date", "closed_at", "closed_date"),
    "status": ("deal_stage", "outcome", "state", "stage"),
    "stage": ("status", "to_stage", "new_stage", "lifecycle_stage", "deal_stage"),
    "channel": ("origin", "source", "lead_source", "medium", "utm_medium"),
    "campaign": ("utm_campaign", "campaign_name"),
    "value": ("amount", "close_value", "price", "cost", "revenue", "spend"),
    "owner": ("sales_agent", "rep", "sr_id", "assigned_to", "owner_id", "agent"),
    "reason": ("loss_reason", "reason_code", "discard_reason"),
    "name": ("full_name", "contact_name"),
    "email": ("e_mail", "email_address", "mail"),
    "phone": ("telephone", "phone_number", "mobile"),
    "minutes": ("duration", "duration_minutes"),
    "visits": ("sessions", "visit_count"),
    "purpose": ("spend_purpose",),
    "hours": ("hours_worked",),
}

FORMATS = (
    "%Y.%m.%d %H:%M:%S", "%Y.%m.%d %H:%M", "%Y.%m.%d", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
    "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%d-%m-%Y", "%d %b %Y",
)  # fmt: skip
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([ T].*)?")


@dataclass(frozen=True, slots=True)
class _Guess:
    """What a column seems to be: a field (None: an attribute), and how its dates are written."""

    column: str
    field: str | None
    formats: tuple[str, ...] = ()
    note: str = ""


def guess(paths: Sequence[Path], *, kind: str | None = None, source: str = "import") -> str:
    """A map for these files as YAML text."""
    blocks = [_block(understand(path), row_kind(kind) if kind else None) for path in paths]
    return "\n".join(
        [
            "# A draft: read it, correct it, then try it with",
            f"#   headrace import {' '.join(path.name for path in paths)} --map THIS_FILE --dry-run",
            f"source: {_yaml(source)}   # whose ids these are; the same person has the same id in all files of a source",
            "# zone: Europe/Berlin    # of times without an offset; the company's own if left out",
            "files:",
            *blocks,
            "",
        ]
    )


def _block(source: Source, kind: RowKind | None) -> str:
    samples = sample(source, rows=LOOK_AT)
    chosen = kind or _likeliest(source.columns)
    guesses = _guesses(chosen, samples)
    mapped = [each for each in guesses if each.field]
    further = [each for each in guesses if not each.field]
    lines = [
        f"  - file: {_yaml('*' + source.path.name)}   # {source.told()}",
        f"    as: {chosen.name}   # {chosen.meaning}" + ("" if kind else f"; or {', '.join(_others(chosen))}"),
        "    columns:",
        *(_line(each, samples, "      ") for each in mapped),
        *(f"      # {field.name}: ?   # needed: {field.meaning}" for field in _needed(chosen, mapped)),
    ]
    if chosen.name == "stage_dates":
        lines += ["    stages:   # a date column for each stage", "      # inquiry: ?"]
    if further and chosen.attributes:
        lines += ["    attributes:", *(_attribute_line(each, samples) for each in further)]
    return "\n".join(lines)


def _likeliest(columns: Iterable[str]) -> RowKind:
    """The kind of rows most of whose telling fields the header names."""
    keys = {_plain(name) for name in columns}

    def score(kind: RowKind) -> tuple[int, int]:
        telling = [f for f in kind.fields if f.type is not FieldType.PERSONAL]
        named = [f for f in telling if keys & {f.name, *SYNONYMS.get(f.name, ())}]
        required = sum(f.required for f in named) - sum(f.required for f in telling)
        return (required, len(named))

    return max(ROW_KINDS.values(), key=score)


def _plain(column: str) -> str:
    """A header in small letters and underscores, as synonyms are written."""
    return attribute_name(column).rstrip("_")


def _others(chosen: RowKind) -> list[str]:
    return [name for name in ROW_KINDS if name != chosen.name]


def _guesses(kind: RowKind, samples: Mapping[str, list[str]]) -> list[_Guess]:
    free = {field.name: field for field in kind.fields}
    taken: dict[str, str] = {}
    for field in kind.fields:
        wanted = [field.name, *SYNONYMS.get(field.name, ())]
        found = next((c for word in wanted for c in samples if _plain(c) == word and c not in taken), None)
        if found is not None:
            taken[found] = field.name
    return [_guessed(column, taken.get(column), free, values) for column, values in samples.items()]


def _guessed(column: str, field: str | None, fields: Mapping[str, object], values: Sequence[str]) -> _Guess:
    if field is None or getattr(fields[field], "type", None) is not FieldType.MOMENT:
        return _Guess(column, field)
    formats, note = date_formats(values)
    return _Guess(column, field, formats, note)


def date_formats(values: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The formats that read all values, and a warning where they could be read in two ways.

    No format for ISO 8601, which is read without one.
    """
    if all(_ISO.fullmatch(value) for value in values):
        return (), ""
    fitting = [each for each in FORMATS if all(_reads(value, each) for value in values)]
    if not fitting:
        return (), "no usual date format fits every value: give `format`"
    if len(fitting) > 1:
        return (fitting[0],), f"could also be {' or '.join(fitting[1:])}: check"
    return (fitting[0],), ""


def _reads(value: str, pattern: str) -> bool:
    try:
        datetime.strptime(value, pattern)  # noqa: DTZ007  (only whether it fits)
    except ValueError:
        return False
    return True


def _needed(kind: RowKind, mapped: Sequence[_Guess]) -> list[RowField]:
    have = {each.field for each in mapped}
    return [field for field in kind.fields if field.required and field.name not in have]


def _line(each: _Guess, samples: Mapping[str, list[str]], indent: str) -> str:
    column = _yaml(each.column)
    value = f"{{column: {column}, format: {_yaml(each.formats[0])}}}" if each.formats else column
    note = f"   {each.note};" if each.note else ""
    return f"{indent}{each.field}: {value}   #{note} {_shown(samples[each.column])}"


def _attribute_line(each: _Guess, samples: Mapping[str, list[str]]) -> str:
    return f"      {attribute_name(each.column)}: {_yaml(each.column)}   # {_shown(samples[each.column])}"


def _shown(values: Sequence[str]) -> str:
    shown = [" ".join(value.split())[:40] for value in values[:SAMPLES]]
    return ", ".join(shown) if shown else "(empty)"


def _yaml(text: str) -> str:
    """A text as a YAML scalar: bare where that is safe, else in double quotes."""
    if re.fullmatch(r"[A-Za-z_][\w. -]*\w|[A-Za-z_]", text) and text.lower() not in (
        "true",
        "false",
        "null",
        "yes",
        "no",
    ):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
