"""Values out of nodes: each reader says what it allows, and notes what it found instead.

A `Reading` goes on after a problem with a harmless value in its place, so that an author sees every
problem at once. `finish` raises if there were any.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from headrace.adapters.documents.criteria import CriterionRefused, is_day, parse
from headrace.adapters.documents.nodes import Node, compose
from headrace.adapters.documents.problems import SHOWN, DocumentRefused, Problem, listed, quoted
from headrace.core.criteria import Criterion
from headrace.core.durations import LONGEST, Duration, Span
from headrace.core.errors import HeadraceError, did_you_mean
from headrace.core.units import Money


@dataclass(frozen=True, slots=True)
class Naming:
    """What a name that the author chose must look like."""

    fits: Callable[[str], bool]
    allowed: str


NAME = Naming(
    lambda text: re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", text) is not None,
    "a name of small letters, digits, - and _, at most 40, a letter first",
)
MAX_ENTRIES = 100
MAX_AMOUNT = 1_000_000_000

_DURATION = re.compile(r"([0-9]{1,7}) +(minute|hour|day|week|month)s?")
_D = TypeVar("_D")
_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")


def given(node: Node | None) -> Node | None:
    """The node of a key that may be left out or null, which says the same: None for both."""
    return None if node is None or node.content is None else node


@dataclass(slots=True)
class Reading:
    """One document being read, and what was found wrong with it so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def root(self, text: str) -> Node:
        """The document's map."""
        return compose(text, self.file)

    def finish(self) -> None:
        """Raise all problems, in the order of their lines, if there are any."""
        if self.problems:
            raise DocumentRefused(self.file, sorted(self.problems, key=lambda problem: problem.line))

    def wrong(self, node: Node, found: str, allowed: str, hint: str = "") -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(self.file, node.line, node.path, found, allowed, hint))

    def near(self, word: str, known: Collection[str]) -> str:
        """The likeliest intended word as a closing sentence; nothing beyond the problems that are shown."""
        # Comparing a word with hundreds takes its time, and a hostile file would have thousands of them compared.
        return did_you_mean(word, tuple(known)) if len(self.problems) < SHOWN else ""

    def fields(self, node: Node | None, allowed: Collection[str], needed: Collection[str] = ()) -> dict[str, Node]:
        """The entries of a map with fixed keys; other keys, and needed ones that lack, are noted."""
        content = self._map(node)
        if node is None or content is None:
            return {}
        for key, value in content.items():
            if key not in allowed:
                hint = self.near(key, allowed)
                self.wrong(value, f"the key {quoted(key)}", f"one of {', '.join(allowed)}", hint)
        for key in needed:
            if key not in content:
                self.wrong(node, f"no key {key!r}", f"the keys {', '.join(needed)}")
        return {key: value for key, value in content.items() if key in allowed}

    def entries(self, node: Node | None, most: int = MAX_ENTRIES, naming: Naming = NAME) -> dict[str, Node]:
        """The entries of a map whose keys the author chose: names, and not too many."""
        content = self._map(node)
        if node is None or content is None:
            return {}
        if len(content) > most:
            self.wrong(node, f"{len(content):,} entries", f"at most {most}")
            return {}
        for key, value in content.items():
            if not naming.fits(key):
                self.wrong(value, f"the name {quoted(key)}", naming.allowed)
        return {key: value for key, value in content.items() if naming.fits(key)}

    def known(self, what: str, entries: Mapping[str, Node], names: Collection[str] | None, of: str = "") -> None:
        """Note the entries whose key is none of the names of something; None: all names will do."""
        for key, value in entries.items():
            if names is not None and key not in names:
                self.wrong(value, f"the {what} {quoted(key)}", of + listed(names), self.near(key, names))

    def _map(self, node: Node | None) -> Mapping[str, Node] | None:
        if node is None:
            return None
        if isinstance(node.content, Mapping):
            return node.content
        if node.content is None:
            return {}
        self.wrong(node, node.shape, "a map of keys and values")
        return None

    def items(self, node: Node | None, most: int = MAX_ENTRIES) -> tuple[Node, ...] | None:
        """The items of a list; None if there is no such key."""
        if node is None or node.content is None:
            return None
        if not isinstance(node.content, tuple):
            self.wrong(node, node.shape, "a list")
            return None
        if len(node.content) > most:
            self.wrong(node, f"{len(node.content):,} items", f"at most {most}")
            return ()
        return node.content

    def text(self, node: Node | None, default: str = "", most: int = 500) -> str:
        """A text of printable characters on one line, blanks joined."""
        if node is None:
            return default
        if node.content is None or isinstance(node.content, bool | tuple | Mapping):
            self.wrong(node, node.shape, "a text")
            return default
        text = " ".join(node.raw.split())
        if not 0 < len(text) <= most or not text.isprintable():
            self.wrong(node, node.shape, f"a printable text of 1 to {most} characters")
            return default
        return text

    def choice(self, node: Node | None, kinds: type[_E], default: _D) -> _E | _D:
        """One of the words of an enumeration."""
        word = self.word(node, tuple(kinds), None)
        return default if word is None else kinds(word)

    def word(self, node: Node | None, allowed: Collection[str] | None, default: _D) -> str | _D:
        """One of some words; any name if `allowed` is None."""
        if node is None:
            return default
        content = node.content
        if isinstance(content, str) and (NAME.fits(content) if allowed is None else content in allowed):
            return content
        hint = self.near(node.raw, [str(each) for each in allowed]) if node.raw and allowed else ""
        self.wrong(node, node.shape, NAME.allowed if allowed is None else listed(allowed), hint)
        return default

    def words(self, node: Node | None, allowed: Collection[str] | None, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of some words, each at most once; of any names if `allowed` is None."""
        items = self.items(node)
        if items is None:
            return default
        chosen: dict[str, None] = {}
        for item in items:
            word = self.word(item, allowed, "")
            if word in chosen:
                self.wrong(item, f"{quoted(word)} again", "each once")
            if word:
                chosen[word] = None
        return tuple(chosen)

    def flag(self, node: Node | None, *, default: bool) -> bool:
        """`true` or `false`."""
        given = self.maybe(node)
        return default if given is None else given

    def maybe(self, node: Node | None) -> bool | None:
        """`true`, `false`, or None if there is no such key."""
        if node is None or isinstance(node.content, bool):
            return None if node is None else bool(node.content)
        self.wrong(node, node.shape, "true or false")
        return None

    def whole(self, node: Node | None, low: int, high: int, default: _D) -> int | _D:
        """A whole number from `low` to `high`."""
        if node is None:
            return default
        content = node.content
        if isinstance(content, int) and not isinstance(content, bool) and low <= content <= high:
            return content
        self.wrong(node, node.shape, f"a whole number from {low} to {high:,}")
        return default

    def number(self, node: Node | None, low: float, high: float, default: _D) -> float | _D:
        """A number from `low` to `high`."""
        if node is None:
            return default
        content = node.content
        if isinstance(content, int | float) and not isinstance(content, bool) and low <= content <= high:
            return float(content)
        self.wrong(node, node.shape, f"a number from {low:g} to {high:,g}")
        return default

    def amount(self, node: Node | None, currency: str, default: _D) -> int | _D:
        """An amount of a currency, in minor units."""
        if node is None or self.number(node, 0, MAX_AMOUNT, None) is None:
            return default
        return Money.of(Decimal(node.raw), currency).minor

    def day(self, node: Node | None, default: date) -> date:
        """A day such as 2026-12-24."""
        if node is None:
            return default
        if isinstance(node.content, str) and is_day(node.content):
            return date.fromisoformat(node.content)
        self.wrong(node, node.shape, "a day such as 2026-12-24")
        return default

    def criterion(self, node: Node | None, facts: Mapping[str, str] | None) -> Criterion | None:
        """A criterion over declared facts and their types; over any facts if None are known."""
        text = self.text(node, most=2_000)
        if node is None or not text:
            return None
        try:
            return parse(text, facts)
        except CriterionRefused as problem:
            found = f"{problem.found} at character {problem.position}"
            self.wrong(node, found, problem.allowed, problem.near)
            return None

    def duration(self, node: Node | None, default: _D) -> Duration | _D:
        """A duration in words, such as `30 days`."""
        if node is None:
            return default
        match = _DURATION.fullmatch(node.raw.strip()) if isinstance(node.content, str) else None
        if match and 1 <= int(match[1]) <= LONGEST[Span(match[2])]:
            return Duration(int(match[1]), Span(match[2]))
        most = f"; at most {LONGEST[Span(match[2])]:,} {match[2]}s" if match else ""
        self.wrong(node, node.shape, f"a number and minutes, hours, days, weeks or months, such as 30 days{most}")
        return default

    def built(self, node: Node | None, build: Callable[[], _T], default: _T) -> _T:
        """What `build` makes of values read already; what it refuses is noted at the node."""
        try:
            return build()
        except HeadraceError as problem:
            if node is not None:
                self.wrong(node, problem.message.rstrip("."), problem.hint.rstrip(".") or "values that fit")
            return default
