"""HTML of a printable page: elements around markup, and around texts of an author, which are escaped."""

from collections.abc import Iterable, Sequence
from html import escape


def tag(name: str, *parts: str, kind: str = "") -> str:
    """An element around markup."""
    return f"<{name}{_kind(kind)}>{''.join(parts)}</{name}>"


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def words(name: str, text: str, kind: str = "") -> str:
    """An element around a text, which is escaped."""
    return tag(name, escape(text), kind=kind)


def sentence(text: str) -> str:
    """A text with a capital at its beginning, as a cell of a table has it."""
    return text[:1].upper() + text[1:]


def section(title: str, *parts: str, kind: str = "") -> str:
    """A part of the page under its title."""
    return tag("section", words("h2", title), *parts, kind=kind)


def bullets(items: Iterable[str]) -> str:
    """A list of texts."""
    return tag("ul", *(words("li", item) for item in items))


def entries(rows: Iterable[tuple[str, str]]) -> str:
    """Names, and beside each the markup of what it stands for."""
    return tag("dl", *(tag("div", words("dt", name), tag("dd", value)) for name, value in rows))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table of markup cells under text heads."""
    body = (tag("tr", tag("th", row[0]), *_cells(row[1:])) for row in rows)
    return tag("table", _head(head), tag("tbody", *body), kind=kind)


def grouped(head: Sequence[str], groups: Iterable[tuple[str, Sequence[Sequence[str]]]], kind: str = "") -> str:
    """A table whose first column is a text that several rows of markup cells share."""
    bodies = (tag("tbody", *_group(name, rows)) for name, rows in groups)
    return tag("table", _head(head), *bodies, kind=kind)


def _group(name: str, rows: Sequence[Sequence[str]]) -> Iterable[str]:
    shared = f'<th rowspan="{len(rows)}">{escape(name)}</th>'
    return (tag("tr", "" if number else shared, *_cells(row)) for number, row in enumerate(rows))


def _head(head: Sequence[str]) -> str:
    return tag("thead", tag("tr", *(words("th", cell) for cell in head)))


def _cells(row: Sequence[str]) -> Iterable[str]:
    return (tag("td", cell) for cell in row)
