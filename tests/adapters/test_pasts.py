"""The stays of a past are built once, for as long as they hold, and are not lost under a reader."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from books import ADA, BO, CHIDI, hand
from headrace.adapters.mirror import pasts
from headrace.adapters.mirror.pasts import Pasts
from headrace.analytics.question import Row
from headrace.core.entries import Known
from headrace.core.units import micros
from headrace.ledger.notation import read
from stand_ins import Reporting

LEARNT = datetime(2025, 6, 1, 12, tzinfo=UTC)
KNOWN_AT, AS_OF = LEARNT + timedelta(hours=12), date(2025, 5, 1)


def told(text: str, day: int, after: int = 0) -> list[Known]:
    """Facts that were all learnt at noon of a day of June."""
    entries = enumerate(read(text, hand()), after + 1)
    when = micros(LEARNT + timedelta(days=day))
    return [
        Known(**{name: getattr(entry, name) for name in entry.__dataclass_fields__}, seq=seq, recorded_us=when + seq)
        for seq, entry in entries
    ]


@pytest.fixture
def house(tmp_path: Path) -> Reporting:
    first = told(f"2025-03-01 {ADA} inquired to=inquiry\n2025-03-05 {ADA} qualified to=mql", 0)
    return Reporting(tmp_path).learn([*first, *told(f"2025-03-02 {BO} inquired to=inquiry", 1, after=2)])


def learn_more(house: Reporting) -> None:
    house.learn(told(f"2025-03-03 {CHIDI} inquired to=inquiry", 2, after=house.book.head()))


def entered(house: Reporting, known_at: datetime = KNOWN_AT) -> dict[str, int]:
    rows: list[Row] = house.report("waterfall", as_of=AS_OF, known_at=known_at)
    return {row["place"]: row["entered"] for row in rows if row["entered"]}


def files(house: Reporting) -> set[str]:
    return {path.name for path in house.folder.glob("past-*.parquet")}


def test_what_is_asked_twice_is_built_once(house):
    assert entered(house) == {"inquiry": 1, "mql": 1}
    built = files(house)

    assert built
    assert entered(house) == {"inquiry": 1, "mql": 1}
    assert files(house) == built


def test_what_was_known_before_the_newest_fact_outlasts_new_ones(house):
    assert entered(house) == {"inquiry": 1, "mql": 1}
    built = files(house)

    learn_more(house)

    assert entered(house) == {"inquiry": 1, "mql": 1}
    assert files(house) == built


def test_what_may_yet_be_learnt_does_not(house):
    open_end = LEARNT + timedelta(days=10)
    assert entered(house, open_end)["inquiry"] == 2
    built = files(house)

    learn_more(house)

    assert files(house) == set()
    assert entered(house, open_end)["inquiry"] == 3
    assert files(house).isdisjoint(built)


def test_only_some_are_kept_those_asked_for_last(house):
    with patch.object(pasts, "KEPT", 2):
        for hours in (1, 2, 3):
            entered(house, KNOWN_AT + timedelta(hours=hours))
        assert len(files(house)) == 2

        latest = files(house)
        entered(house, KNOWN_AT + timedelta(hours=3))
        assert files(house) == latest


def test_large_ones_are_forgotten_but_the_last(house):
    with patch.object(pasts, "KEPT_ROWS", 1):
        entered(house, KNOWN_AT)
        entered(house, KNOWN_AT + timedelta(hours=1))
        assert len(files(house)) == 1


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with patch.object(pasts, "KEPT", 1):
        yield tmp_path


def build(folder: Path, name: str) -> dict[str, object]:
    (folder / f"past-{name}.parquet").write_text("stays")
    return {"until": 7, "visits": [f"past-{name}.parquet"], "visit_rows": 1}


def test_what_somebody_reads_is_not_forgotten(folder):
    store = Pasts(folder)
    with store.held("one", lambda: build(folder, "one")), store.held("two", lambda: build(folder, "two")):
        store.forget(8)
        assert {path.name for path in folder.glob("*.parquet")} == {"past-one.parquet", "past-two.parquet"}

    store.forget(8)
    assert list(folder.glob("past-*.*")) == []


def test_what_a_builder_left_that_was_ended_is_swept_away(folder):
    (folder / "past-half-0.parquet").write_text("half of the stays")
    (folder / "past-half-123.tmp").write_text('{"until"')

    with Pasts(folder).held("one", lambda: build(folder, "one")):
        assert {path.name for path in folder.glob("past-*.*")} == {"past-one.json", "past-one.parquet"}


def test_of_many_who_ask_at_once_one_builds(folder):
    built = []

    def ask(_: int) -> object:
        def slowly() -> dict[str, object]:
            built.append(1)
            return build(folder, "one")

        with Pasts(folder).held("one", slowly) as found:
            return found["visits"]

    with ThreadPoolExecutor(8) as pool:
        assert set(map(json.dumps, pool.map(ask, range(32)))) == {'["past-one.parquet"]'}
    assert built == [1]
