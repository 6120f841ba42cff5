"""What the README and the pages of the docs show is what happens: their code blocks are run.

To write what is printed into the pages: HEADRACE_WRITE_DOCS=1 .venv/bin/pytest tests/docs/test_code_blocks.py
"""

import io
import os
import shutil
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from docblocks import WITH_DEMO, WITH_EXAMPLE, WITH_POSTGRESQL, Page, blocks, commands, execute, matches, run_page
from headrace.cli import run as headrace

ROOT = Path(__file__).parent.parent.parent
GENERATED = "Written by docs/generate.py"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLE = ROOT / "docs" / "reference" / "example-company.md"
RUN = [page for page in PAGES if GENERATED not in page.read_text(encoding="utf-8")]


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The made-up company in full, made once, and what making it printed."""
    folder, printed = tmp_path_factory.mktemp("demo"), io.StringIO()
    with chdir(folder), redirect_stdout(printed), redirect_stderr(printed):
        assert headrace(["demo"]) == 0, printed.getvalue()
    return folder / "headrace-demo", printed.getvalue()


@pytest.fixture
def demo(made_demo: tuple[Path, str]) -> Callable[[Path], str]:
    """Puts a copy of the company into a folder; gives what making it printed."""

    def copy(folder: Path) -> str:
        shutil.copytree(made_demo[0], folder / "headrace-demo")
        return made_demo[1]

    return copy


@pytest.fixture(scope="session")
def example_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small company, made once as its page says."""
    page = Page(tmp_path_factory.mktemp("example"), str)
    run_page(EXAMPLE.read_text(encoding="utf-8"), page)
    return page.folder


@pytest.mark.parametrize("path", RUN, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_blocks_of_a_page_do_what_it_says(path: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch):
    text = path.read_text(encoding="utf-8")
    if not any(block.language in ("python", "console") for block in blocks(text)):
        return
    for name in ("HEADRACE_DATA", "HEADRACE_DATABASE", "HEADRACE_ENGINE", "HEADRACE_USER"):
        monkeypatch.setenv(name, "")
    if WITH_POSTGRESQL in text:
        monkeypatch.setenv("HEADRACE_ENGINE", request.getfixturevalue("warehouse"))
    page = Page(tmp_path, request.getfixturevalue("demo") if "headrace demo\n" in text or WITH_DEMO in text else str)
    if WITH_DEMO in text:
        page.demo(tmp_path)
    if WITH_EXAMPLE in text:
        shutil.copytree(request.getfixturevalue("example_company"), tmp_path, dirs_exist_ok=True)

    problems, renewed = run_page(text, page)

    if problems and os.environ.get("HEADRACE_WRITE_DOCS"):
        path.write_text(renewed, encoding="utf-8")
    assert problems == [], "\n\n".join(problems)


def test_an_ellipsis_stands_for_anything():
    assert matches("a … c\nd", "a b c  \nd\n")
    assert matches("first\n…\nlast", "first\n1\n2\nlast")
    assert not matches("a … c", "a b d")


def test_an_id_stands_for_any_other():
    assert matches("j0123456789abcdef0123 stands", "jfedcba9876543210fedc stands")
    assert not matches("j0123456789abcdef0123 stands", "pfedcba9876543210fedc stands")


def test_a_command_may_go_on_in_the_next_line():
    assert commands("$ headrace report \\\n    --json\n{}\n") == [("headrace report --json", "{}\n")]


def test_a_shell_command_runs_in_the_folder_of_the_page(tmp_path: Path):
    (tmp_path / "a.csv").touch()

    assert execute(Page(tmp_path, str), "ls *.csv") == (0, "a.csv\n")
