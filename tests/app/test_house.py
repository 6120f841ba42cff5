"""A house opens its book when it needs it, and never tells less for not having opened it."""

import sqlite3
from datetime import UTC, datetime

from books import house, journey, tell
from headrace.house import House

BOOK = """
    2025-03-01 09:00  ada  inquired  to=inquiry
    2025-03-03 09:00  ada  moved     to=mql
"""
LATER = """
    2025-03-04 09:00  ada  moved     to=sal
"""


def again(settings) -> House:
    return House(settings, lambda: datetime(2025, 7, 1, 12, tzinfo=UTC))


def entered(opened: House) -> dict[str, int]:
    return {row["place"]: row["entered"] for row in opened.report("waterfall").rows if row["entered"]}


def test_a_report_of_what_is_mirrored_already_does_not_open_the_book(tmp_path):
    with house(BOOK, tmp_path / "house") as first:
        told = entered(first)
    with again(first.settings) as second:
        assert entered(second) == told == {"inquiry": 1, "mql": 1}
        assert second._opened is None


def test_a_report_sees_what_was_told_since_by_somebody_else(tmp_path):
    with house(BOOK, tmp_path / "house") as first, again(first.settings) as second:
        entered(second)
        tell(first, LATER)

        assert entered(second) == {"inquiry": 1, "mql": 1, "sal": 1}


def test_a_file_that_is_no_ledger_is_left_to_the_book_to_complain_about(tmp_path):
    with house(BOOK, tmp_path / "house") as first:
        pass
    first.settings.ledger_file.unlink()
    with sqlite3.connect(first.settings.ledger_file) as other:
        other.execute("CREATE TABLE notes (text)")

    with again(first.settings) as second:
        assert second.definitions.funnel is None
        assert second.book.head() == 0


def test_the_story_of_a_lead_tells_moves_without_a_date_where_they_are_read(tmp_path):
    text = """
        2025-05-05 09:00  ada  inquired   to=inquiry
        2025-05-06 09:00  ada  touched    direction=in
        ?                 ada  qualified  to=mql
        ?                 ada  accepted   to=sal
        2025-05-20 09:00  ada  opened     to=opportunity
    """
    with house(text, tmp_path / "house") as opened:
        lines = [line.split() for line in opened.story(journey("ada"))["facts"]]

    assert [next(word for word in line if word.isalpha()) for line in lines] == [
        "inquired", "qualified", "accepted", "touched", "opened"
    ]  # fmt: skip
