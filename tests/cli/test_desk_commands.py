"""The desk at the command line: who is next, what a lead's story tells, whose time an instant is of."""

import json
from pathlib import Path

import pytest

from headrace.cli import run

INQUIRIES = """\
person,at,channel,email,name,phone
ada,2025-03-03 09:05,webinar,ada@acme.example,Ada Ahlgren,+49 30 901820
bo,2025-03-04,search,bo@brit.example,,
"""
ANSWERS = [word for name in ("budget", "need", "timing") for word in ("--answer", f"{name}=yes")]
TALK = ["--outcome", "talked", *ANSWERS, "--problem", "downtime", "--relevance", "yes"]


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company in Berlin, in the folder that the commands run in."""
    monkeypatch.setenv("HEADRACE_USER", "kim")
    assert run(["init", str(tmp_path)]) == 0
    monkeypatch.chdir(tmp_path)
    Path("inquiries.csv").write_text(INQUIRIES)
    assert run(["funnel", "publish", "--sign", "marketing=Mara", "--sign", "sales=Lee", "--yes"]) == 0
    assert run(["import", "inquiries.csv", "--as", "inquiries"]) == 0
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command prints."""
    capsys.readouterr()
    assert run(list(words)) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("acme")
def test_the_list_names_people_and_gives_the_id_that_the_commands_take(capsys):
    table = said(capsys, "lead", "list").splitlines()
    [journey] = {word for line in table if "Ada Ahlgren" in line for word in line.split() if word.startswith("j")}

    assert table[1].split()[:3] == ["Who", "Lead", "Place"]
    assert any("bo@brit.example" in line for line in table), "who has no name is called by the address"
    assert f"{journey} stands in Inquiry." in said(capsys, "lead", "call", journey, "--outcome", "call_back")


@pytest.mark.usefixtures("acme")
def test_the_story_tells_how_to_reach_somebody_and_calls_stages_by_their_labels(capsys):
    story = said(capsys, "lead", "show", "ada@acme.example")

    assert "+49 30 901820" in story
    assert " Inquiry " in story
    assert "Who it is" not in said(capsys, "lead", "show", unnamed(capsys))


def unnamed(capsys: pytest.CaptureFixture[str]) -> str:
    """Somebody of whom only the move is known."""
    Path("moves.csv").write_text("person,at,stage\nchidi,2025-03-05,mql\n")
    said(capsys, "import", "moves.csv", "--as", "moves")
    rows = json.loads(said(capsys, "lead", "list", "--queue", "work", "--json"))["data"]["rows"]
    return str(rows[0]["journey"])


@pytest.mark.usefixtures("acme")
def test_an_instant_without_an_offset_is_of_the_companys_zone(capsys):
    told = said(capsys, "lead", "call", "ada@acme.example", "--outcome", "busy", "--at", "2025-03-05 10:00")

    assert "2025-03-05 10:00 " in told


@pytest.mark.usefixtures("acme")
def test_a_fact_that_was_told_is_one_line_however_long_it_is(capsys):
    problem = "the line stops " * 12

    told = said(capsys, "lead", "call", "bo@brit.example", "--outcome", "talked", "--problem", problem)

    assert f"problem='{problem}'" in told


@pytest.mark.usefixtures("acme")
def test_the_statement_says_of_which_month_it_is(capsys):
    assert said(capsys, "agreement", "statement", "--month", "2025-03").startswith("The agreement in March 2025\n")


@pytest.mark.usefixtures("acme")
def test_trying_other_rules_says_in_one_line_how_many_would_have_gone_elsewhere(capsys):
    kim = "desks: {kim: {team: sales}}\nrouting: [{name: all, stage: mql, team: sales}]\n"
    policy = Path("policy.yaml").read_text().replace("desks: {}", "").replace("routing: []", "")
    Path("other.yaml").write_text(policy + kim)
    said(capsys, "lead", "call", "ada@acme.example", *TALK)

    lines = said(capsys, "agreement", "simulate", "--policy", "other.yaml").splitlines()

    assert lines[0] == "1 of 1 leads would have gone elsewhere."
    assert lines[-1].split() == ["kim", "0", "1"]
