"""Working ahead: the thread that makes what comes next always ends, and its errors arrive."""

import threading
from collections.abc import Generator

import pytest

from headrace.adapters.imports.ahead import ahead


class Numbers:
    """Numbers made on demand; it remembers how many were asked for and whether it was closed."""

    def __init__(self, until: int, *, broken_at: int | None = None) -> None:
        self.until, self.broken_at = until, broken_at
        self.made, self.closed = 0, False

    def __call__(self) -> Generator[int, None, None]:
        try:
            for number in range(1, self.until + 1):
                if number == self.broken_at:
                    raise ValueError("cannot be made")
                self.made = number
                yield number
        finally:
            self.closed = True


def test_items_come_in_order_and_the_thread_is_gone_afterwards():
    threads = threading.active_count()

    assert list(ahead(Numbers(100)(), 3)) == list(range(1, 101))
    assert threading.active_count() == threads


def test_no_more_than_the_room_allows_is_made_before_it_is_asked_for():
    numbers = Numbers(100)
    items = ahead(numbers(), 3)

    assert next(items) == 1
    assert numbers.made <= 1 + 3
    items.close()


def test_whoever_stops_half_way_leaves_no_thread_and_no_open_source():
    threads, numbers = threading.active_count(), Numbers(1_000_000)
    items = ahead(numbers(), 3)
    next(items)

    items.close()

    assert threading.active_count() == threads
    assert numbers.closed


def test_an_error_arrives_where_its_item_would_have_come_and_ends_the_thread():
    threads, numbers = threading.active_count(), Numbers(100, broken_at=3)
    taken = []

    with pytest.raises(ValueError, match="cannot be made"):
        taken.extend(ahead(numbers(), 3))

    assert (taken, numbers.closed, threading.active_count()) == ([1, 2], True, threads)


def test_what_is_never_begun_makes_nothing():
    numbers = Numbers(100)

    ahead(numbers(), 3).close()

    assert numbers.made == 0
