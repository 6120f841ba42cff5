"""`headrace funnel`: what a person reads, what a program reads, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headrace.cli.funnel import app
from headrace.core.errors import DataRefused, NotAllowed, NotFound, UsageError
from headrace.house import make

Run = Callable[..., Any]
SIGNED = ("--sign", "marketing=Ada", "--sign", "sales=Lee")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "acme").folder


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the folder; gives the data of its JSON, or with `json=False` both streams."""

    def call(*words: str, json_wanted: bool = True) -> Any:
        flags = ("--json",) if json_wanted else ()
        app([*words, "--data", str(folder), *flags], standalone_mode=False)
        out, err = capsys.readouterr()
        return json.loads(out)["data"] if json_wanted else (out, err)

    return call


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_check_says_that_a_new_folder_is_sound(run: Run) -> None:
    assert run("check")["stages"][:2] == ["inquiry", "mql"]
    assert "Classic waterfall is sound: 6 stages" in run("check", json_wanted=False)[0]


def test_check_tells_the_problems_of_both_files_at_once(run: Run, folder: Path) -> None:
    edit(folder / "funnel.yaml", "unit: person", "unit: persn")
    edit(folder / "policy.yaml", "30 days", "-3 days")

    with pytest.raises(DataRefused) as refused:
        run("check")

    assert "funnel.yaml:13: unit: found 'persn'" in refused.value.message
    assert "stages.sql.shelf_life.limit: found '-3 days'" in refused.value.message


def test_show_lists_stages_for_people_and_whole_definitions_for_programs(run: Run) -> None:
    shown = run("show")
    out, _err = run("show", json_wanted=False)

    assert shown["funnel"]["stages"][1]["entry"]["text"] == "asked_by_person AND score >= 75"
    assert "asked by person is yes" in out
    assert "30 days" in out


def test_publishing_without_signatures_is_not_allowed_and_says_how(run: Run) -> None:
    with pytest.raises(NotAllowed, match="Not signed yet by: marketing, sales"):
        run("publish")


def test_a_dry_run_of_publishing_writes_nothing(run: Run) -> None:
    told = run("publish", "--dry-run", *SIGNED)

    assert (told["published"], told["funnel_version"], told["unsigned"]) == (False, 1, [])
    with pytest.raises(NotFound, match="No funnel is published"):
        run("diff")


def test_publishing_twice_says_that_nothing_changed(run: Run) -> None:
    assert run("publish", *SIGNED)["published"]

    again = run("publish")
    assert (again["published"], again["changes"], again["funnel_version"]) == (False, [], 1)


def test_the_difference_is_shown_before_publishing_on_the_stream_for_talk(run: Run, folder: Path) -> None:
    run("publish", *SIGNED)
    edit(folder / "funnel.yaml", "score >= 75", "score >= 80")

    out, err = run("publish", *SIGNED, json_wanted=False)

    assert "score is at least 75 -> " in err
    assert out.strip() == "In force: funnel version 2, policy version 1."


def test_diff_compares_the_folder_with_what_is_in_force_and_versions_with_each_other(run: Run, folder: Path) -> None:
    run("publish", *SIGNED)
    edit(folder / "funnel.yaml", "label: SAL", "label: Accepted")
    edit(folder / "policy.yaml", "30 days", "14 days")

    assert run("diff") == {
        "funnel": ["Accepted: label SAL -> Accepted"],
        "policy": ["SQL: shelf life 30 days, warning at 70 % -> 14 days, warning at 70 %"],
    }
    run("publish", *SIGNED)
    assert run("diff", "1", "2") == {"funnel": ["Accepted: label SAL -> Accepted"], "policy": []}
    assert run("diff", "2", str(folder / "funnel.yaml"))["funnel"] == []


def test_a_version_that_was_never_published_is_not_found(run: Run) -> None:
    run("publish", *SIGNED)

    with pytest.raises(NotFound, match="No funnel version 9"):
        run("show", "--version", "9")


def test_the_document_is_a_draft_until_it_is_published(run: Run, folder: Path) -> None:
    page = Path(run("document")["file"])
    assert page == folder / "funnel.html"
    assert "draft" in page.read_text(encoding="utf-8")

    run("publish", *SIGNED)
    run("document")
    text = page.read_text(encoding="utf-8")
    assert "version 1" in text
    assert ">Lee<" in text


def test_a_document_that_cannot_be_written_is_told_in_one_sentence(run: Run, folder: Path) -> None:
    with pytest.raises(NotAllowed, match="cannot be written"):
        run("document", "--out", str(folder / "nowhere" / "funnel.html"))


def test_a_signature_without_a_role_is_a_usage_error(run: Run) -> None:
    with pytest.raises(UsageError, match="no NAME=VALUE"):
        run("publish", "--sign", "Ada")
