"""Runs the code blocks of a page, one after the other, in one folder.

A ```console block holds commands after `$ ` and what they print; `…` stands for anything. A ```python
block runs, each page in one namespace; a block after `<!-- printed -->` holds what the last one printed. A block
with `title="NAME"` is written to that file. A comment before a block may say otherwise: `<!-- not run -->`,
`<!-- exit: 3 -->`; `<!-- with the demo -->` in a page puts a copy of the made-up company into its folder,
`<!-- with the example company -->` makes that folder a copy of the company of `reference/example-company.md`, and
`<!-- with PostgreSQL -->` has its reports answered by a database of its own.
Ids of people and journeys are all alike.
"""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from headrace.cli import run as headrace

FENCE = re.compile(
    r"(?:<!-- (?P<note>[^>]*) -->\n)?^```(?P<language>\w+)(?P<info>[^\n]*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
WITH_DEMO = "<!-- with the demo -->"
WITH_EXAMPLE = "<!-- with the example company -->"
WITH_POSTGRESQL = "<!-- with PostgreSQL -->"
# Ids are made with a secret of the ledger: one stands for any other.
IDS = re.compile(r"\b([jp])[0-9a-f]{20}\b")
# What differs from run to run, where a page is written anew.
VOLATILE = ((r"known at [^·\n]*? ·", "known at … ·"),)


@dataclass(frozen=True)
class Block:
    """One fenced block: where its body stands in the page, and what is said about it."""

    language: str
    body: str
    start: int
    end: int
    line: int
    note: str
    title: str

    @property
    def exit(self) -> int:
        """The exit code that its last command should have."""
        return int(self.note.removeprefix("exit:")) if self.note.startswith("exit:") else 0


@dataclass
class Page:
    """The state that the blocks of a page share."""

    folder: Path
    demo: Callable[[Path], str]
    names: dict[str, object] = field(default_factory=dict)


def blocks(text: str) -> list[Block]:
    """The blocks of a page, in order."""
    return [
        Block(
            language=found["language"],
            body=found["body"],
            start=found.start("body"),
            end=found.end("body"),
            line=text.count("\n", 0, found.start("body")),
            note=(found["note"] or "").strip(),
            title=(re.search(r'title="([^"]+)"', found["info"]) or ["", ""])[1],
        )
        for found in FENCE.finditer(text)
    ]


def commands(body: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it should print."""
    told: list[tuple[str, str]] = []
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                command = command[:-1] + next(lines).strip()
            told.append((command, ""))
        else:
            assert told, f"a console block begins with its command, not with {line!r}"
            told[-1] = (told[-1][0], told[-1][1] + line + "\n")
    return told


def plain(text: str) -> str:
    """A text without the blanks at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def alike(text: str) -> str:
    """A plain text in which no id differs from any other."""
    return IDS.sub(r"\g<1>" + "0" * 20, plain(text))


def matches(expected: str, actual: str) -> bool:
    """Whether a text is as expected, `…` standing for anything."""
    pattern = ".*?".join(map(re.escape, alike(expected).split("…")))
    return re.fullmatch(pattern, alike(actual), re.DOTALL) is not None


def execute(page: Page, command: str) -> tuple[int, str]:
    """Run one command; gives its exit code and all that it printed."""
    words = shlex.split(command, comments=True)
    if words[0] == "cd":
        page.folder = (page.folder / words[1]).resolve()
        return 0, ""
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value
        return 0, ""
    if words[:2] == ["headrace", "demo"] and len(words) == 2:
        return 0, page.demo(page.folder)
    if words[0] == "headrace" and not set("|<>;&*$`") & set(command):
        printed = io.StringIO()
        with chdir(page.folder), redirect_stdout(printed), redirect_stderr(printed):
            return headrace(words[1:]), printed.getvalue()
    paths = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    shell = subprocess.run(
        command,
        shell=True,
        cwd=page.folder,
        env=os.environ | {"PATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    return shell.returncode, shell.stdout + shell.stderr


def run_console(page: Page, block: Block) -> list[tuple[str, str, str]]:
    """Run a console block: each command with what was expected and what it printed."""
    told = commands(block.body)
    results = []
    for number, (command, expected) in enumerate(told, 1):
        code, printed = execute(page, command)
        wanted = block.exit if number == len(told) else 0
        assert code == wanted, f"line {block.line}: `{command}` ended with {code}, not {wanted}:\n{printed}"
        results.append((command, expected, printed))
    return results


def run_python(page: Page, block: Block) -> str:
    """Run a python block in the page's namespace; what it printed."""
    code, printed = compile("\n" * (block.line) + block.body, "page", "exec"), io.StringIO()
    with chdir(page.folder), redirect_stdout(printed):
        exec(code, page.names)
    return printed.getvalue()


def run_page(text: str, page: Page) -> tuple[list[str], str]:
    """Run all blocks of a page: what printed otherwise than it says, and the page as it should be."""
    problems: list[str] = []
    renewed, last, told = "", 0, ""
    for block in blocks(text):
        if block.note == "not run":
            continue
        if block.title:
            (page.folder / block.title).parent.mkdir(exist_ok=True)
            (page.folder / block.title).write_text(block.body, encoding="utf-8")
        elif block.language == "python":
            told = run_python(page, block)
        elif block.note == "printed":
            if not matches(block.body, told):
                problems.append(f"line {block.line}: printed\n{plain(told)}\ninstead of\n{plain(block.body)}")
                renewed += text[last : block.start] + plain(told) + "\n"
                last = block.end
        elif block.language == "console":
            results = run_console(page, block)
            if any(expected and not matches(expected, printed) for _, expected, printed in results):
                problems += [
                    f"line {block.line}: `{command}` printed\n{plain(printed)}\ninstead of\n{plain(expected)}"
                    for command, expected, printed in results
                    if expected and not matches(expected, printed)
                ]
                renewed += text[last : block.start] + "".join(_renewed(*result) for result in results)
                last = block.end
    return problems, renewed + text[last:]


def _renewed(command: str, expected: str, printed: str) -> str:
    if not expected or matches(expected, printed):
        return f"$ {command}\n{expected}"
    for pattern, replacement in VOLATILE:
        printed = re.sub(pattern, replacement, printed)
    return f"$ {command}\n{plain(printed)}\n"
