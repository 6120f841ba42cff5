"""The made-up company: the same for ever, possible in every step, and believable as a whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.adapters.documents.shipped import template
from headrace.demo.catalog import BAD_QUARTER
from headrace.demo.company import Company, make
from headrace.rules.rows import ROW_KINDS, FieldType

END = date(2026, 6, 30)
SMALL = 0.05
STAGES = ("inquiry", "mql", "sal", "sql", "opportunity", "won")
ATTRIBUTES = {"region", "industry", "company_size", "product", "title_level"}
ALLOWED = {
    "inquiry": {"mql", "sql", "nurture", "disqualified"},
    "mql": {"sal", "sql", "nurture", "disqualified"},
    "sal": {"sql", "opportunity", "nurture", "disqualified"},
    "sql": {"opportunity", "sal", "lost", "expired"},
    "opportunity": {"won", "lost", "expired"},
    "nurture": {"mql", "inquiry"},
    "expired": {"nurture", "inquiry"},
    "lost": {"nurture", "inquiry"},
    "won": {"inquiry"},
    "disqualified": {"inquiry"},
}
CLOSED = {"nurture", "expired", "lost", "won", "disqualified"}
Step: TypeAlias = tuple[datetime, str, str | None]
RECORDED = "32ce67d9dbb85b6edb2c812286c71df26dbe498a6b19736f93352bb995b47b91"


@pytest.fixture(scope="module")
def company() -> Company:
    return make()


@pytest.fixture(scope="module")
def small() -> Company:
    return make(SMALL)


def digest(table: pa.Table) -> str:
    """A hash of the column names, types and values, however the table lies in memory."""
    rows = repr([(name, str(table.schema.field(name).type)) for name in table.column_names])
    values = repr([column.to_pylist() for column in table.cast(_as_plain(table.schema)).columns])
    return sha256((rows + values).encode()).hexdigest()


def _as_plain(schema: pa.Schema) -> pa.Schema:
    """Instants as integers, so that their text does not depend on a time zone library."""
    return pa.schema([(f.name, pa.int64() if pa.types.is_timestamp(f.type) else f.type) for f in schema])


def paths(company: Company) -> dict[str, list[Step]]:
    """Per person, in order of time: when they came to which place, and why.

    An inquiry is a step for whoever is new, or has no running pass; for the rest it is a touch.
    """
    every: dict[str, list[Step]] = {}
    for row in company.inquiries.select(["person", "at"]).to_pylist():
        every.setdefault(row["person"], []).append((row["at"], "inquiry", None))
    for row in company.moves.to_pylist():
        every[row["person"]].append((row["at"], row["stage"], row["reason"]))
    for row in company.opportunities.to_pylist():
        every[row["person"]].append((row["opened"], "opportunity", None))
        if row["closed"] is not None:
            every[row["person"]].append((row["closed"], row["status"], row["reason"]))
    return {person: list(steps_of(sorted(rows, key=itemgetter(0)))) for person, rows in every.items()}


def steps_of(rows: list[Step]) -> Iterator[Step]:
    here = None
    for at, place, reason in rows:
        if place != "inquiry" or here in {None, *CLOSED}:
            here = place
            yield at, place, reason


def reached(company: Company) -> dict[str, set[str]]:
    """Per stage, the people seen in it or, skips implied, in a later one."""
    seen: dict[str, set[str]] = {stage: set() for stage in STAGES}
    for person, steps in paths(company).items():
        furthest = max(STAGES.index(place) for _, place, _ in steps if place in STAGES)
        for stage in STAGES[: furthest + 1]:
            seen[stage].add(person)
    return seen


def assert_possible(company: Company) -> None:
    for person, steps in paths(company).items():
        assert steps[0][1] == "inquiry", person
        times = [at for at, _, _ in steps]
        assert times == sorted(set(times)), f"{person} was in two places at once"
        for (_, here, _), (_, there, _) in pairwise(steps):
            assert there in ALLOWED[here], f"{person} went from {here} to {there}"


def test_a_seed_gives_the_same_company_twice(small):
    again = make(SMALL)

    assert {k: digest(t) for k, t in small.tables().items()} == {k: digest(t) for k, t in again.tables().items()}


def test_the_company_is_the_one_that_was_recorded(small):
    together = sha256("".join(digest(table) for table in small.tables().values()).encode())

    assert together.hexdigest() == RECORDED


def test_another_seed_gives_another_company(small):
    other = make(SMALL, seed=7)

    assert all(digest(table) != digest(other.tables()[kind]) for kind, table in small.tables().items())


def test_an_earlier_end_is_another_two_years():
    company = make(SMALL, end=date(2024, 2, 29))

    assert pc.min(company.visits["at"]).as_py() == date(2022, 3, 1)
    assert pc.max(company.visits["at"]).as_py() == date(2024, 2, 29)
    assert_possible(company)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**63 - 1), scale=st.floats(0.0001, 0.01))
def test_every_path_is_possible_whatever_the_seed(seed, scale):
    company = make(scale, seed)

    assert_possible(company)
    assert company.inquiries.num_rows >= 1


def test_every_path_is_possible(company):
    assert_possible(company)


def test_columns_are_fields_of_the_kind_of_rows(company):
    for kind, table in company.tables().items():
        fields = set(ROW_KINDS[kind].names())
        extra = set(table.column_names) - fields
        required = {field.name for field in ROW_KINDS[kind].fields if field.required}
        assert extra == (ATTRIBUTES if kind == "inquiries" else set()), kind
        assert required <= set(table.column_names), kind
        assert all(table[name].null_count == 0 for name in required), kind
        assert "journey" not in table.column_names, kind


def test_choices_are_words_that_the_kind_allows(company):
    for kind, table in company.tables().items():
        for field in ROW_KINDS[kind].fields:
            if field.choices and field.name in table.column_names:
                assert set(table[field.name].unique().to_pylist()) <= set(field.choices)


def test_every_kind_but_people_and_wide_dates_is_told(company):
    assert set(ROW_KINDS) - set(company.tables()) == {"people", "stage_dates"}


@pytest.mark.parametrize("kind", ["inquiries", "calls", "touches", "payments", "spend"])
def test_ids_are_unique(company, kind):
    ids = company.tables()[kind]["id"]

    assert pc.count_distinct(ids).as_py() == len(ids)


def test_a_person_is_one_name_with_one_address(company):
    columns = ["person", "name", "email", "phone", "account"]
    people = company.inquiries.select(columns).group_by(columns).aggregate([])

    assert pc.count_distinct(company.inquiries["person"]).as_py() == people.num_rows == 20_000
    assert pc.count_distinct(people["email"]).as_py() == people.num_rows
    phones = people["phone"].drop_null()
    assert pc.count_distinct(phones).as_py() == len(phones)


def test_addresses_belong_to_nobody(company):
    assert pc.all(pc.match_substring_regex(company.inquiries["email"], r"^[a-z.0-9]+@[a-z0-9-]+\.example$")).as_py()
    reserved = (
        r"^\+49 (30 23125|69 90009|40 66969|221 4710|89 99998) \d{3}$"
        r"|^\+33 (1 99 00|2 61 91|3 53 01|4 65 71|5 36 49) \d{4}$"
        r"|^\+44 (1632 960|20 7946 0|113 496 0|121 496 0|7700 900)\d{3}$"
    )
    assert pc.all(pc.match_substring_regex(company.inquiries["phone"], reserved)).as_py()


def test_personal_data_stay_in_personal_columns(company):
    personal = {f.name for f in ROW_KINDS["inquiries"].fields if f.type is FieldType.PERSONAL}
    secrets = set[str]()
    for column in personal - {"title", "country"}:
        secrets |= set(company.inquiries[column].drop_null().unique().to_pylist())
    for kind, table in company.tables().items():
        for column in table.column_names:
            if column not in personal and pa.types.is_string(table.schema.field(column).type):
                assert secrets.isdisjoint(table[column].unique().to_pylist()), (kind, column)


def test_nothing_happens_outside_of_the_two_years(company):
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime.combine(date(2024, 7, 1), time(), berlin).astimezone(UTC)
    end = datetime.combine(END + timedelta(days=1), time(), berlin).astimezone(UTC)
    for kind, table in company.tables().items():
        for name in {"at", "opened", "closed"} & set(table.column_names):
            low, high = pc.min(table[name]).as_py(), pc.max(table[name]).as_py()
            if isinstance(low, datetime):
                assert first <= low <= high < end, (kind, name)
            else:
                assert date(2024, 7, 1) <= low <= high <= END, (kind, name)


def test_a_deal_is_closed_after_it_was_opened_or_stands_open(company):
    for row in company.opportunities.to_pylist():
        assert (row["closed"] is None) == (row["status"] == "open")
        assert row["closed"] is None or row["closed"] > row["opened"]
        assert (row["reason"] is not None) == (row["status"] in {"lost", "expired"})


def test_whoever_leaves_has_a_reason(company):
    left = company.moves.filter(
        pc.is_in(company.moves["stage"], pa.array(["nurture", "disqualified", "lost", "expired"]))
    )

    assert left["reason"].null_count == 0


def test_money_comes_from_the_won_and_first_as_much_as_was_agreed(company):
    won = {r["person"]: r["value"] for r in company.opportunities.to_pylist() if r["status"] == "won"}
    first = {}
    for row in company.payments.to_pylist():
        assert row["person"] in won
        first.setdefault(row["person"], row["value"])
    assert all(won[person] in (None, value) for person, value in first.items())


def test_spend_is_money_or_hours(company):
    money, hours = company.spend["value"].is_valid(), company.spend["hours"].is_valid()

    assert pc.all(pc.xor(money, hours)).as_py()
    assert company.spend["currency"].is_valid() == money


def test_visits_are_never_fewer_than_the_inquiries_of_the_channel(company):
    visits = company.visits.group_by("channel").aggregate([("visits", "sum")])
    inquiries = dict(
        zip(
            *company.inquiries.group_by("channel").aggregate([("id", "count")]).to_pydict().values(),
            strict=True,
        )
    )
    for row in visits.to_pylist():
        assert 0.005 < inquiries[row["channel"]] / row["visits_sum"] < 0.3


def test_overall_rates_are_believable(company):
    counts = {stage: len(people) for stage, people in reached(company).items()}
    bands = {"mql": (0.26, 0.31), "sal": (0.67, 0.74), "sql": (0.52, 0.60), "opportunity": (0.51, 0.60)}
    for before, (stage, (low, high)) in zip(STAGES, bands.items(), strict=False):
        assert low < counts[stage] / counts[before] < high, stage
    status = company.opportunities["status"].to_pylist()
    assert 0.24 < status.count("won") / (len(status) - status.count("open")) < 0.32
    assert 0.05 < company.moves["reason"].to_pylist().count("fake") / counts["inquiry"] < 0.09
    assert 0.10 < share_expired(company, lambda at: True) < 0.15


def share_expired(company, when) -> float:
    ends = [
        following
        for steps in paths(company).values()
        for (at, here, _), (_, following, _) in zip(steps, [*steps[1:], (None, "open", None)], strict=True)
        if here == "sql" and when(at)
    ]
    return ends.count("expired") / len(ends)


def test_one_quarter_let_its_sqls_go_cold(company):
    starts = date(2024 + (6 + 3 * BAD_QUARTER) // 12, (6 + 3 * BAD_QUARTER) % 12 + 1, 1)
    bad = share_expired(company, lambda at: starts <= at.date() < starts + timedelta(days=92))
    other = share_expired(company, lambda at: not starts <= at.date() < starts + timedelta(days=92))

    assert starts == date(2025, 7, 1)
    assert bad > 2 * other


def test_webinars_bring_many_and_win_few(company):
    stages, channel = reached(company), {}
    for row in company.inquiries.select(["person", "origin"]).to_pylist():
        channel[row["person"]] = row["origin"]

    def count(stage: str, name: str) -> int:
        return sum(channel[person] == name for person in stages[stage])

    assert count("inquiry", "webinar") > 4 * count("inquiry", "referral")
    assert count("won", "referral") > 2 * count("won", "webinar")


def test_whoever_is_called_within_the_hour_is_likelier_to_qualify(company):
    inquired = {person: steps[0][0] for person, steps in paths(company).items()}
    called, qualified = {}, reached(company)["mql"]
    for row in company.calls.select(["person", "at"]).to_pylist():
        called.setdefault(row["person"], row["at"] - inquired[row["person"]])
    soon = [p for p, waited in called.items() if waited < timedelta(hours=1)]
    late = [p for p, waited in called.items() if waited > timedelta(days=4)]

    assert min(called.values()) > timedelta(0)
    assert sum(p in qualified for p in soon) / len(soon) > 1.8 * sum(p in qualified for p in late) / len(late)


def test_several_thousand_inquire_again_and_some_are_qualified_again(company):
    times = company.inquiries["person"].value_counts().to_pylist()
    passes = company.moves.filter(pc.equal(company.moves["stage"], "mql"))["person"].value_counts().to_pylist()

    assert 3_000 < sum(row["counts"] > 1 for row in times) < 7_000
    assert sum(row["counts"] > 1 for row in passes) > 200


def test_twice_the_scale_is_twice_the_volume():
    one, two = make(0.1), make(0.2)
    for kind in ("inquiries", "moves", "calls", "touches"):
        assert two.tables()[kind].num_rows == pytest.approx(2 * one.tables()[kind].num_rows, rel=0.05)
    cost, double = (float(pc.sum(c.spend["value"]).as_py()) for c in (one, two))
    assert double == pytest.approx(2 * cost, rel=1e-3)


def test_what_is_written_is_what_was_made(small, tmp_path):
    files = small.write(tmp_path / "export")

    assert list(files) == list(small.tables())
    for kind, file in files.items():
        assert pq.read_table(file).equals(small.tables()[kind])


def test_the_classic_waterfall_allows_every_move():
    classic = template("classic")
    for here, places in ALLOWED.items():
        assert places - {"inquiry"} <= set(classic.place(here).moves), here


def test_who_qualified_answered_well_enough_and_who_went_to_the_pool_did_not(small: Company):
    worth = {"yes": 25.0, "partly": 12.5, "no": 0.0, "unknown": 0.0}
    points: Counter[tuple[str, datetime]] = Counter()
    for row in small.answers.to_pylist():
        points[row["person"], row["at"]] += worth[row["grade"]]
    outcome = {(row["person"], row["at"]): row["outcome"] for row in small.calls.to_pylist()}

    assert len(points) > 300
    assert all((points[talk] >= 75) == (outcome[talk] == "qualified") for talk in points)
