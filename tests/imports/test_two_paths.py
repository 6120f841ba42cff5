"""Two paths, one meaning: a file in bulk, and the same rows posted one by one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from headrace.adapters.documents.shipped import template
from headrace.adapters.imports.files import understand
from headrace.adapters.imports.maps import ColumnMap, RowsMap
from headrace.adapters.imports.staging import Staging
from headrace.adapters.stores.sqlite import SQLiteBook
from headrace.app.record import record
from headrace.core.units import Grain, micros, start_of_day
from headrace.ledger.codec import kind_of, payload_of
from headrace.rules.rows import ROW_KINDS, Context, FieldType, Moment, ReadRow
from headrace.rules.work import project
from judging import terms_for

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FUNNEL = template("classic")
WORDS = st.sampled_from(["webinar", "trade fair", 'he said "now"', "Größe ☂", "=1+1", "a\nb", "'; --", "\\"])
MINUTE = st.integers(0, 300_000)


def moment(minute: int) -> str:
    return (datetime(2025, 3, 1, tzinfo=UTC) + timedelta(minutes=minute)).isoformat()


def _value(field, kind):
    match field.type:
        case FieldType.ID:
            return st.sampled_from(["ada", "Bo@Acme.example", "chidi", "0042"])
        case FieldType.MOMENT:
            return MINUTE.map(moment) | st.integers(0, 300).map(lambda n: moment(n * 1440)[:10])
        case FieldType.STAGE:
            ends = [] if kind.name == "inquiries" else ["Won", "Nurture", "lost", "expired"]
            return st.sampled_from(["inquiry", "MQL", "sal", *ends])
        case FieldType.MONEY:
            return st.decimals("0", "99999.99", places=2).map(str)
        case FieldType.NUMBER:
            return st.decimals("0", "99.9", places=1).map(str)
        case FieldType.INTEGER:
            return st.integers(0, 50).map(str)
        case FieldType.FLAG:
            return st.sampled_from(["yes", "no", "TRUE", "0"])
        case FieldType.CHOICE:
            return st.sampled_from(field.choices)
        case FieldType.CODE:
            return st.sampled_from(["EUR", "usd"])
        case _:
            return WORDS


def rows_of(kind):
    columns = {
        f.name: _value(f, kind) if f.required or f.name in kind.subject[:1] else st.none() | _value(f, kind)
        for f in kind.fields
    }
    extra = {"region": st.none() | WORDS} if kind.attributes else {}
    stages = (
        {name: st.none() | MINUTE.map(moment) for name in ("inquiry", "mql", "sql")}
        if kind.name == "stage_dates"
        else {}
    )
    row = st.fixed_dictionaries({**columns, **extra, **stages}).map(_with_own_journey)
    return st.lists(row, min_size=1, max_size=6)


def _with_own_journey(row):
    """A pass that the source names belongs to one person."""
    return {**row, "journey": f"{row['person']}/{row['journey']}"} if row.get("journey") else row


def read(kind, row) -> ReadRow:
    """A row's texts as values: what a door does before it records."""
    fields = {f.name: f for f in kind.fields}
    values = {name: _read(fields[name], text) for name, text in row.items() if name in fields and text}
    attributes = {"region": row["region"].strip()} if row.get("region") else {}
    stages = {n: _moment(row[n]) for n in ("inquiry", "mql", "sql") if kind.name == "stage_dates" and row[n]}
    return ReadRow(kind.name, values, attributes, stages)


def _moment(text: str) -> Moment:
    if len(text) == len("2025-03-01"):
        return Moment(start_of_day(datetime.fromisoformat(text).date(), UTC), Grain.DAY)
    return Moment(micros(datetime.fromisoformat(text)), Grain.INSTANT)


def _read(field, text):
    match field.type:
        case FieldType.ID:
            return text.lower() if "@" in text else text
        case FieldType.MOMENT:
            return _moment(text)
        case FieldType.STAGE:
            return FUNNEL.find(text).name
        case FieldType.MONEY:
            return int(text.replace(".", ""))
        case FieldType.NUMBER:
            return float(text)
        case FieldType.INTEGER:
            return int(text)
        case FieldType.FLAG:
            return text.lower() in ("yes", "true", "1")
        case FieldType.CODE:
            return text.upper()
        case _:
            return text.strip()


def in_bulk(folder: Path, kind, rows, *, known=(), part_rows=1_000) -> SQLiteBook:
    """A book that took in `known` one by one, and then `rows` as a file, judged in parts of so many rows."""
    names = list(rows[0])
    file = folder / "rows.parquet"
    pq.write_table(pa.table({n: pa.array([r[n] for r in rows], pa.string()) for n in names}), file)
    fields = {n: ColumnMap(column=n) for n in names if n in kind.names()}
    stages = {n: ColumnMap(column=n) for n in ("inquiry", "mql", "sql") if kind.name == "stage_dates"}
    rows_map = RowsMap(kind, "crm", "UTC", columns=fields, stages=stages)
    book = fresh(folder / f"bulk-{part_rows}.db")
    for row in known:
        record(book, read(kind, row), context(book), now=NOW)
    staged = Staging(understand(file), rows_map, context(book), now_us=micros(NOW), part_rows=part_rows)
    with staged as staging:
        staging.judge(book.passes(), lambda _: "take")
        batch = book.open_batch("d", "rows", kind.name, now=NOW)
        for chunk in staging.facts():
            book.add_facts(batch, "crm", chunk, now=NOW)
        book.publish(batch, {}, actor="t", now=NOW)
    return book


def one_by_one(folder: Path, kind, rows) -> SQLiteBook:
    book = fresh(folder / "single.db")
    for row in rows:
        record(book, read(kind, row), context(book), now=NOW)
    return book


def fresh(file: Path) -> SQLiteBook:
    return SQLiteBook(file, lambda facts: project(facts, terms_for(FUNNEL)))


def context(book) -> Context:
    return Context("crm", "the same secret", FUNNEL, "EUR")


def told(book):
    """What a ledger tells, apart from how and when it was learnt."""
    facts = [f for f in book.entries() if kind_of(f.body) not in ("batch_published",)]
    return sorted(
        (
            f.key or "",
            kind_of(f.body),
            f.at_us or 0,
            str(f.grain),
            f.journey or "",
            f.person or "",
            f.account or "",
            payload_of(f.body),
        )
        for f in facts
    )


def in_time_order(kind, rows):
    """Rows as they would be posted: by the first thing that each tells."""
    return sorted(rows, key=lambda row: _first_told(kind, row))


def _first_told(kind, row):
    if kind.name == "stage_dates":
        return min((row[name] for name in ("inquiry", "mql", "sql") if row[name]), default="")
    if kind.name == "opportunities":
        closed = row["closed"] if row["status"] not in (None, "open") else None
        return row["opened"] or closed or ""
    return row["at"] or ""


@pytest.mark.parametrize("kind", ROW_KINDS.values(), ids=lambda kind: kind.name)
def test_a_file_in_bulk_and_the_same_rows_one_by_one_give_the_same_ledger(kind, tmp_path_factory):
    @settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
    @given(rows_of(kind))
    def check(rows):
        distinct = list({_identity(kind, row): row for row in rows}.values())
        distinct = in_time_order(kind, _without_ties(kind, distinct))
        folder = tmp_path_factory.mktemp("paths")
        bulk, single = in_bulk(folder, kind, distinct), one_by_one(folder, kind, distinct)

        assert told(bulk) == told(single)
        bulk.close()
        single.close()

    check()


@pytest.mark.parametrize("kind", ROW_KINDS.values(), ids=lambda kind: kind.name)
def test_a_file_judged_in_many_parts_gives_the_same_ledger_as_in_one(kind, tmp_path_factory):
    @settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
    @given(rows_of(kind))
    def check(rows):
        folder = tmp_path_factory.mktemp("parts")
        whole, parts = in_bulk(folder, kind, rows), in_bulk(folder, kind, rows, part_rows=1)

        assert told(parts) == told(whole)
        whole.close()
        parts.close()

    check()


def test_a_later_file_goes_on_with_the_pass_that_an_earlier_one_named(tmp_path):
    kind = ROW_KINDS["moves"]
    named = [{"person": "ada", "journey": "deal 7", "stage": "sal", "at": "2025-03-01"}]
    later = [
        {"person": "ada", "stage": "sql", "at": "2025-03-05"},
        {"person": "ada", "stage": "lost", "at": "2025-03-09"},
        {"person": "ada", "stage": "mql", "at": "2025-05-01"},
    ]

    bulk, single = in_bulk(tmp_path, kind, later, known=named), one_by_one(tmp_path, kind, [*named, *later])

    assert told(bulk) == told(single)
    assert len({each.journey for each in bulk.entries() if each.journey}) == 2


def _without_ties(kind, rows):
    """Where the source names passes itself, two rows of a person at one instant have no order to compare."""
    if not any(row.get("journey") for row in rows):
        return rows
    return list({(row["person"], _first_told(kind, row)): row for row in rows}.values())


def _identity(kind, row):
    """One row for each natural key: rows that tell the same thing differently are another test's matter."""
    who = tuple((row.get(n) or "").lower() for n in ("person", "journey", "account"))
    if row.get("id"):
        return (row["id"].lower(),)
    if kind.name == "people":
        return who
    if kind.name == "stage_dates":
        return (row["person"].lower(),)
    moments = tuple(
        row.get(f.name) or "" for f in kind.fields if f.type is FieldType.MOMENT and f.name in ("at", "opened")
    )
    if kind.name == "opportunities":
        return (row["person"].lower() if not row.get("journey") else row["journey"].lower(),)
    if kind.name in ("visits", "spend", "calls", "inquiries", "touches", "payments"):
        return (*who[:1], *moments)
    return (*who, *moments, (row.get("stage") or "").lower())
