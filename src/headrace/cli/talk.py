"""How the command line talks: results on stdout, talk on stderr, one object where JSON is asked for."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from headrace.core.errors import HeadraceError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH_WITHOUT_TERMINAL = 160


def console(*, stderr: bool = False) -> "Console":
    """A console on stdout or stderr; wide enough for a table where no terminal sets the width."""
    from rich.console import Console  # noqa: PLC0415

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def say(text: str) -> None:
    """Talk to the user, apart from the result."""
    sys.stderr.write(text + "\n")


def result(data: Any, json_wanted: bool, render: "Callable[[], RenderableType | str]") -> None:
    """Print a result: as one JSON object, or as people read it."""
    if json_wanted:
        sys.stdout.write(json.dumps({"ok": True, "data": data}, ensure_ascii=False, default=str) + "\n")
    else:
        told = render()
        # A table fits the terminal; a line of text stays one line, for whoever searches or pipes it.
        console().print(told, soft_wrap=isinstance(told, str))


def failure(error: HeadraceError, json_wanted: bool) -> None:
    """Print an error: as one JSON object on stdout, or as sentences on stderr."""
    if json_wanted:
        told = {"ok": False, "code": error.code, "message": error.message, "hint": error.hint}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    say(error.message)
    if error.hint:
        say(error.hint)


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal; silence elsewhere. Gives a function that is told what was done since."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)
