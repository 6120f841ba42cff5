"""A YAML file as a tree of nodes that know their line. No file can make this slow or surprising.

We build the tree from the parser's events, not from its objects: what we have no use for (tags,
anchors, aliases, several documents) is refused where it stands, and size and depth are limited
before they cost anything. Scalars are read as YAML 1.2 does: `no` and `2025-03-01` are texts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, TypeAlias

from headrace.adapters.documents.problems import DocumentRefused, Problem, quoted
from headrace.core.errors import NotFound

MAX_BYTES = 200_000
MAX_NODES = 20_000
MAX_DEPTH = 12

_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_WORDS: Mapping[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "True": True,
    "false": False,
    "False": False,
}

Content: TypeAlias = "bool | int | float | str | tuple[Node, ...] | Mapping[str, Node] | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the document: its content, the text of a scalar, its line (from 1) and key path."""

    content: Content
    line: int
    path: str
    raw: str = ""

    @property
    def shape(self) -> str:
        """What the node is, for a sentence."""
        match self.content:
            case None:
                return "nothing"
            case tuple():
                return "a list"
            case Mapping():
                return "a map"
            case _:
                return quoted(self.raw)


def read_file(path: Path) -> str:
    """The text of a document file. Refused: too large, not UTF-8, NUL bytes. A missing file is `NotFound`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(f"No file {str(path)!r} here.") from None
    except OSError as problem:
        raise NotFound(f"{str(path)!r} cannot be read: {problem.strerror}.") from None
    return decode(data, path.name)


def decode(data: bytes, file: str) -> str:
    """The text of a document's bytes, or all that keeps them from being one."""
    if len(data) > MAX_BYTES:
        raise _refused(file, 1, f"more than {MAX_BYTES:,} bytes", f"at most {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise _refused(file, line, f"the byte 0x{data[problem.start]:02x}", "text in UTF-8") from None
    if "\0" in text:
        raise _refused(file, text.count("\n", 0, text.index("\0")) + 1, "a NUL byte", "text in UTF-8")
    return text


def compose(text: str, file: str) -> Node:
    """The tree of a document's text, or `DocumentRefused` with the first place that is no YAML of ours."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415  (--help must not wait for it)

    if len(text.encode()) > MAX_BYTES:
        raise _refused(file, 1, f"more than {MAX_BYTES:,} bytes", f"at most {MAX_BYTES:,} bytes")
    try:
        return _Composer(file, _events(text)).document()
    except MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise _refused(file, line, problem.problem or "no YAML", "YAML") from None
    except YAMLError as problem:
        line = text.count("\n", 0, getattr(problem, "position", 0)) + 1
        raise _refused(file, line, "a character that YAML does not have", "printable text") from None


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML  # noqa: PLC0415  (--help must not wait for it)

    return iter(YAML(typ="safe", pure=True).parse(StringIO(text)))


def _refused(file: str, line: int, found: str, allowed: str, path: str = "") -> DocumentRefused:
    return DocumentRefused(file, [Problem(file, line, path, found, allowed)])


@dataclass(slots=True)
class _Composer:
    """Makes nodes of events, and counts them."""

    file: str
    events: Iterator[Any]
    count: int = field(default=0)

    def document(self) -> Node:
        """The one document of the file."""
        next(self.events)
        start = next(self.events)
        if _kind(start) != "DocumentStart":
            raise _refused(self.file, 1, "an empty file", "a map of keys and values")
        node = self.node(next(self.events), "", 0)
        next(self.events)
        after = next(self.events)
        if _kind(after) == "DocumentStart":
            raise _refused(self.file, _line(after), "a second document", "one document in a file")
        if not isinstance(node.content, Mapping):
            found = "an empty file" if node.content is None else node.shape
            raise _refused(self.file, node.line, found, "a map of keys and values")
        return node

    def node(self, event: Any, path: str, depth: int) -> Node:
        """The node that begins with this event."""
        self.screen(event, path, depth)
        line = _line(event)
        match _kind(event):
            case "MappingStart":
                return Node(self.mapping(path, depth), line, path)
            case "SequenceStart":
                return Node(tuple(self.items(path, depth)), line, path)
            case _:
                return Node(_scalar(event), line, path, raw=event.value)

    def screen(self, event: Any, path: str, depth: int) -> None:
        """Refuse what we have no use for, and what is too much."""
        self.count += 1
        found, allowed = "", ""
        if _kind(event) == "Alias":
            found, allowed = f"the alias *{event.anchor}", "the value itself, written out"
        elif event.anchor is not None:
            found, allowed = f"the anchor &{event.anchor}", "the value without an anchor"
        elif event.tag is not None:
            found, allowed = f"the tag {quoted(event.tag)}", "the value without a tag"
        elif depth > MAX_DEPTH:
            found, allowed = "a value nested too deeply", f"at most {MAX_DEPTH} levels"
        elif self.count > MAX_NODES:
            found, allowed = "too many values", f"at most {MAX_NODES:,} in a file"
        if found:
            raise _refused(self.file, _line(event), found, allowed, path)

    def mapping(self, path: str, depth: int) -> Mapping[str, Node]:
        """Keys and values up to the end of the map. A key given twice is refused."""
        content: dict[str, Node] = {}
        while _kind(event := next(self.events)) != "MappingEnd":
            key = self.node(event, path, depth + 1)
            if isinstance(key.content, tuple | Mapping):
                raise _refused(self.file, key.line, f"{key.shape} as a key", "a name", path)
            below = f"{path}.{key.raw}" if path else key.raw
            if key.raw in content:
                first = content[key.raw].line
                found = f"{quoted(key.raw)} again (first near line {first})"
                raise _refused(self.file, key.line, found, "each key once", below[:120])
            content[key.raw] = self.node(next(self.events), below[:120], depth + 1)
        return content

    def items(self, path: str, depth: int) -> Iterator[Node]:
        """The items up to the end of the list; the path counts them from 1."""
        number = 0
        while _kind(event := next(self.events)) != "SequenceEnd":
            number += 1
            yield self.node(event, f"{path}[{number}]", depth + 1)


def _kind(event: Any) -> str:
    return type(event).__name__.removesuffix("Event")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _scalar(event: Any) -> Content:
    text: str = event.value
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
