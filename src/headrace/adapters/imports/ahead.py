"""Working ahead: what comes next is made while the caller still works on what came before."""

from collections import deque
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Generator[T, None, None], room: int) -> Generator[T, None, None]:
    """The items in order, made in a thread of their own, up to `room` of them before they are asked for.

    An error among the items is raised where its item would have come. Closing ends the thread: it finishes
    the item that it is at and makes no further one; `items` is closed then, too.
    """
    worker = ThreadPoolExecutor(1)
    try:
        coming = deque(worker.submit(next, items, None) for _ in range(room))
        while (item := coming.popleft().result()) is not None:
            coming.append(worker.submit(next, items, None))
            yield item
    finally:
        worker.shutdown(cancel_futures=True)
        items.close()
