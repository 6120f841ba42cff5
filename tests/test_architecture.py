"""Imports only step down, and what ships says nothing about the machine that it was written on."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headrace.analytics import catalog

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "headrace"

# A module may import from its own floor and from the floors below it. Rooms of one floor do not know each other.
FLOORS = (
    ("core",),
    ("ledger",),
    ("rules",),
    ("analytics", "drawings"),
    ("planning",),
    ("app",),
    ("adapters",),
    ("settings", "results"),
    ("house",),
    ("demo",),
    ("cli", "web"),
)
HEIGHT = {room: height for height, floor in enumerate(FLOORS) for room in floor}
# The package itself promises `open` and the errors, and the version; a door may say which version it is.
FRONT = "headrace"
MAY_NAME_ADAPTERS = ("adapters", "results", "house", "demo", "cli", "web")


def modules() -> list[Path]:
    return sorted(path for path in SRC.rglob("*.py"))


def room(module: str) -> str:
    """`headrace.core.funnel` is in `core`; `headrace` itself is the front."""
    return module.split(".")[1] if "." in module else FRONT


def module_name(path: Path) -> str:
    parts = path.relative_to(SRC.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module of ours that a file imports, wherever the import stands, with its line."""
    here = module_name(path)
    package = here if path.name == "__init__.py" else here.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            source = ".".join(filter(None, (base, node.module)))
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield node.lineno, inner if is_module(inner) else source


def is_module(name: str) -> bool:
    path = SRC.parent.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def ours(path: Path) -> Iterator[tuple[int, str]]:
    return ((line, name) for line, name in imports(path) if name == FRONT or name.startswith(FRONT + "."))


def said(path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(ROOT)}:{line}: {what}"


def test_every_part_of_the_house_has_its_floor():
    rooms = {path.name.removesuffix(".py") for path in SRC.iterdir() if path.suffix == ".py" or path.is_dir()}

    assert rooms - {"__init__", "__pycache__", "py.typed", "__main__"} <= set(HEIGHT)


def test_imports_only_step_down():
    climbing = [
        said(path, line, f"{mine} imports {name}, which stands above it or beside it")
        for path in modules()
        if (mine := room(module_name(path))) != FRONT
        for line, name in ours(path)
        if (theirs := room(name)) not in (FRONT, mine) and not HEIGHT[theirs] < HEIGHT[mine]
    ]

    assert climbing == []


def test_the_catalogue_names_questions_of_analytics_and_planning_alone():
    rooms = {name.split(".")[0] for name in catalog.DECLARED.values()}

    assert rooms == {"analytics", "planning"}


def test_only_the_doors_use_the_package_itself():
    using = [
        said(path, line, f"{module_name(path)} imports the package {name}")
        for path in modules()
        if room(module_name(path)) not in (FRONT, "cli", "web")
        for line, name in ours(path)
        if name == FRONT
    ]

    assert using == []


def test_only_the_house_and_the_doors_name_adapters():
    naming = [
        said(path, line, f"{module_name(path)} imports {name}")
        for path in modules()
        if room(module_name(path)) not in MAY_NAME_ADAPTERS
        for line, name in ours(path)
        if room(name) == "adapters"
    ]

    assert naming == []


def test_no_two_modules_import_each_other_in_a_circle():
    at_import: dict[str, set[str]] = {}
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = {node.lineno for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)}
        at_import[module_name(path)] = {name for line, name in ours(path) if line in top}

    circles = [f"{name} reaches itself" for name in at_import if name in reached(name, at_import)]

    assert circles == []


def reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen and name != FRONT:
            seen.add(name)
            waiting += graph.get(name, ())
    return seen


def test_the_core_needs_the_standard_library_alone():
    foreign = [
        said(path, line, f"imports {name}")
        for path in sorted((SRC / "core").rglob("*.py"))
        for line, name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("headrace.core")
    ]

    assert foreign == []


@pytest.mark.parametrize("part", ["core", "ledger", "rules", "analytics", "planning", "drawings", "app", "adapters"])
def test_only_the_doors_print(part: str):
    printing = [
        said(path, node.lineno, "prints")
        for path in sorted((SRC / part).rglob("*.py"))
        if path.name != "__main__.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]

    assert printing == []


# What must not ship. Each is written so that this file does not contain it itself.
FORBIDDEN = {
    "a path of the machine that it was written on": r"/(?:work|root)/\w|/home/(?!headrace|you|me)\w+/",
    "the address of a package registry": r"pypi\.org/sim[p]le|files\.python[h]osted|inde[x]-url|--find[-]links",
    "a private key": r"BEGIN [A-Z ]*PRIVAT[E] KEY",
    "a word that the docs do without": r"(?i)(?<![\w-])simply\b",
}
SPARED = {
    # `make lock` names the option that keeps such addresses out, and greps for what must not be there.
    "the address of a package registry": {"Makefile", "tests/test_architecture.py"},
    "a word that the docs do without": {"LICENSE", "tests/test_architecture.py"},
}
BINARY = {".png", ".xlsx", ".gz", ".parquet", ".db", ".ico", ".woff2"}


def tracked() -> list[str]:
    """The files that ship; without git, every file that is not hidden or made."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    made = {".venv", ".git", "site", "__pycache__"}
    return [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.is_file()
        and not made & set(path.relative_to(ROOT).parts)
        and not any(p.startswith(".") for p in path.relative_to(ROOT).parts[:-1])
    ]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_that_ships_holds(what: str):
    pattern, spared = re.compile(FORBIDDEN[what]), SPARED.get(what, set())
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in tracked()
        if name not in spared and Path(name).suffix not in BINARY
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]

    assert found == []


def test_no_lock_file_is_too_large_and_every_line_of_it_is_pinned_by_hash():
    locks = sorted((ROOT / "requirements").glob("*.txt"))

    assert locks
    for lock in locks:
        assert lock.stat().st_size < 1_000_000, lock.name
        requirements = [part for part in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip()) if part]
        unpinned = [part for part in requirements if not ("==" in part and "--hash=sha256:" in part)]
        assert unpinned == [], lock.name
