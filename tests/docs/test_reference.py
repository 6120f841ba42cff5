"""Whatever the code offers has its entry in the reference, and the entries that the code writes are up to date."""

import importlib.util
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest
import typer

from docblocks import blocks
from headrace import settings
from headrace.adapters.documents import agreement, asking, desks
from headrace.adapters.documents import funnel as funnel_file
from headrace.adapters.documents.plan import load_plan
from headrace.adapters.documents.shipped import template
from headrace.adapters.imports import maps
from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.question import Question
from headrace.cli.app import app
from headrace.core.agreement import PAUSES, Agreement, Goal, Mark, Segment, ShelfLife
from headrace.core.asking import FRAMEWORKS, CallingCost, Calls, Disposition, FitRule, Scoring, Then
from headrace.core.desks import Absence, Choice
from headrace.core.funnel import Owner
from headrace.core.hours import WorkingHours
from headrace.core.policy import FINDINGS, REASONS, Nurture, Policy, StagePolicy, Step
from headrace.ledger.audit import MEANINGS
from headrace.ledger.codec import BODIES
from headrace.rules.rows import ROW_KINDS

CITED = re.compile(r"\(\d{4}\b|\bours\b|\barticle\b|\"[A-Z]", re.IGNORECASE)
"""A year, a title or an article; or that it is ours."""
ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reference(name: str) -> str:
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


def headings(page: str) -> set[str]:
    return set(re.findall(r"^#+ (.+)$", reference(page), re.MULTILINE))


def words(page: str) -> set[str]:
    """The words that a page sets in code, and the first words of longer code."""
    return {part for code in re.findall(r"`([^`]+)`", reference(page)) for part in (code, code.split()[0])}


def command_names() -> list[str]:
    def below(group, name):
        for word, command in group.commands.items():
            yield from below(command, f"{name} {word}") if hasattr(command, "commands") else [f"{name} {word}"]

    return list(below(typer.main.get_command(app), "headrace"))


def test_the_pages_that_the_code_writes_are_up_to_date(generate: ModuleType):
    assert generate.stale() == [], "run `make docs`"


def test_every_question_has_its_entry_and_its_page():
    index = reference("questions.md")

    assert [name for name in QUESTIONS if f"(questions/{name}.md)" not in index] == []
    assert {path.stem for path in (DOCS / "reference" / "questions").iterdir()} == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.name)
def test_every_question_says_how_it_is_reckoned_and_after_whom(question: Question):
    assert question.formula
    assert question.source
    assert all(line.strip() for line in question.formula)
    assert [each for each in question.source if not CITED.search(each)] == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_page_of_a_question_works_an_example_with_its_numbers(name: str, generate: ModuleType):
    example = reference(f"questions/{name}.md").partition(generate.BY_HAND)[2]
    asked, said = blocks(example), example.rpartition("```")[2]

    assert re.search(rf'report {name} |report\("{name}",', example), "it asks another question"
    assert re.search(r"--as-of |as_of=", example), "it would change from day to day"
    assert [block for block in asked if block.note == "not run"] == []
    assert re.search(r"\d", said), "it does not say how a figure comes about"


def test_every_kind_of_rows_has_its_entry():
    assert set(ROW_KINDS) <= headings("rows.md")


def test_every_kind_of_fact_has_its_entry():
    assert set(BODIES) <= headings("facts.md")


def test_every_finding_has_its_entry():
    assert {*FINDINGS, *MEANINGS, "misshapen_row"} <= headings("findings.md")


def test_every_command_has_its_entry():
    assert set(command_names()) <= headings("cli.md")


def test_every_setting_has_its_entry():
    named = {value for name, value in vars(settings).items() if name.isupper() and isinstance(value, str)}

    assert named
    assert named <= words("settings.md")
    assert all(name in (DOCS / "how-to" / "host.md").read_text(encoding="utf-8") for name in named)


def test_every_key_of_a_funnel_file_has_its_entry():
    keys = {*funnel_file._KEYS, *funnel_file._STAGE_KEYS, *funnel_file._SIDE_KEYS}

    assert keys <= words("funnel-file.md")


def test_every_key_of_a_policy_file_has_its_entry():
    nouns = (
        Policy, StagePolicy, ShelfLife, Segment, Agreement, Goal, WorkingHours, Calls, Disposition, Scoring, FitRule,
        CallingCost, Nurture, Step, Absence,
    )  # fmt: skip
    keys = {field.name for noun in nouns for field in fields(noun)}
    keys |= {*agreement._CLOCK_KEYS, *asking._QUALIFICATION_KEYS, *asking._BEHAVIOUR_KEYS}
    keys |= {*desks._DESK_KEYS, *desks._RULE_KEYS}

    assert keys <= words("policy-file.md")


def test_every_word_that_a_policy_file_chooses_from_has_its_entry():
    assert {*Mark, *Then, *Choice, *Owner, *FRAMEWORKS, *REASONS, *PAUSES} <= words("policy-file.md")


def test_the_example_of_a_plan_file_is_a_plan(tmp_path: Path):
    [example, *_] = re.findall(r"```yaml\n(.*?)```", reference("plan-file.md"), re.DOTALL)
    file = tmp_path / "plan.yaml"
    file.write_text(example)

    assert load_plan(file, "EUR", template("classic")).steps.keys() == {"sql", "opportunity"}


def test_every_key_of_a_map_has_its_entry():
    assert {"source", "files", "column", "constant", "format", "values", *maps._BLOCK} <= words("map-file.md")


def test_every_dependency_says_why_it_is_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [
        *project["project"]["dependencies"],
        *(each for extra in project["project"]["optional-dependencies"].values() for each in extra),
        *(each for group in project["dependency-groups"].values() for each in group),
    ]
    names = {re.match(r"[\w.-]+", each).group() for each in listed}
    said = set(re.findall(r"`([^`]+)`", (DOCS / "decisions" / "0005-libraries.md").read_text(encoding="utf-8")))

    assert names <= said


def test_every_page_is_in_the_navigation():
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")]

    assert [page for page in pages if page not in navigation] == []


def test_no_link_of_the_readme_leads_nowhere():
    for name in ("README.md", "CONTRIBUTING.md"):
        links = re.findall(r"\]\(([^)#]+)", (ROOT / name).read_text(encoding="utf-8").replace("\n", " "))
        assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == [], name
