"""Small ledgers that a test shows where it uses them, and the houses they live in.

The cast is the same in every book: Ada, Bo and Chidi ask, Kim calls, Lee sells.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

from headrace.core.entries import Known
from headrace.core.people import journey_id, person_id
from headrace.core.policy import SIGNERS
from headrace.house import House, make
from headrace.ledger.notation import Hand, read
from headrace.settings import Settings

BERLIN = "Europe/Berlin"
NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)
ADA, BO, CHIDI, KIM, LEE = (f"{name}@acme.example" for name in ("ada", "bo", "chidi", "kim", "lee"))


def hand(zone: str = BERLIN) -> Hand:
    """Who writes the books."""
    return Hand(ZoneInfo(zone))


def person(name: str) -> str:
    """The id under which the ledger knows somebody."""
    return person_id(hand().secret, hand().source, name)


def journey(name: str, number: int = 1) -> str:
    """The id of somebody's pass."""
    return journey_id(hand().secret, person(name), number)


@contextmanager
def house(
    text: str,
    folder: Path,
    *,
    funnel: str = "classic",
    zone: str = BERLIN,
    learnt: datetime = NOW,
    clock: datetime = NOW,
) -> Iterator[House]:
    """A house whose book holds what a text tells, learnt at one time, with a shipped funnel published."""
    settings: Settings = make(folder, funnel)
    policy = settings.policy_file.read_text()
    settings.policy_file.write_text(policy.replace(f"zone: {BERLIN}", f"zone: {zone}"))
    with House(settings, lambda: clock) as built:
        built.publish(by="kim", signoffs=dict.fromkeys(SIGNERS, "Lee"))
        tell(built, text, learnt)
        yield built


def tell(built: House, text: str, learnt: datetime = NOW) -> list[Known]:
    """Append what a text tells to a house's book."""
    return built.book.append(read(dedent(text), hand(built.policy.zone)), now=learnt)


def book(
    text: str, *, funnel: str = "classic", zone: str = BERLIN
) -> Callable[[Callable[[House], None]], Callable[[Path], None]]:
    """A test of one house: the test takes the house, the book stands above it."""

    def decorate(test: Callable[[House], None]) -> Callable[[Path], None]:
        @wraps(test)
        def told(tmp_path: Path) -> None:
            with house(text, tmp_path / "house", funnel=funnel, zone=zone) as built:
                test(built)

        del told.__wrapped__  # pytest asks a wrapped test for its arguments, and would look for a fixture
        return told

    return decorate
