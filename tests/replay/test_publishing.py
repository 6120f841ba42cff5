"""From a candidate to what is in force, and back: nothing is written before, and the old version gives the old figures."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from at_work import ADA, BO, CHIDI, KIM, LEE, Company, company
from headrace.adapters.exports.data import to_data
from headrace.cli import run
from headrace.core.errors import DataRefused, NotAllowed, NotFound, UnknownName
from headrace.core.policy import SIGNERS

SIGNED = [word for role in ("marketing", "sales") for word in ("--sign", f"{role}=Mara")]
LESS = {"budget": "yes", "authority": "yes", "need": "no", "timing": "no"}
REPORTS = ("waterfall", "conversion", "stages", "leakage", "handoff", "calling", "moves")


@pytest.fixture
def acme(tmp_path: Path) -> Iterator[Company]:
    """Ada is a lead whom Lee took; Bo and Chidi answered too little, and rest in the pool."""
    with company(tmp_path) as made:
        made.house.publish(by="mara", signoffs=dict.fromkeys(SIGNERS, "Mara"))
        made.leads.accept(made.lead(ADA), LEE)
        for who in (BO, CHIDI):
            made.leads.qualify(made.inquires(who), LESS, KIM)
        made.clock.forward(timedelta(days=3))
        yield made


def written(folder: Path, name: str, old: str, new: str, into: Path) -> Path:
    """A changed copy of the company's own file."""
    into.mkdir(exist_ok=True, parents=True)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (into / name).write_text(text.replace(old, new), encoding="utf-8")
    return into


def lower(acme: Company) -> Path:
    """A candidate with a bar of 50, in the policy and in the criterion."""
    folder, into = acme.house.settings.folder, acme.house.settings.folder.parent / "candidate"
    written(folder, "policy.yaml", "bar: 75", "bar: 50", into)
    return written(folder, "funnel.yaml", "score >= 75", "score >= 50", into)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".yaml"}


def reports(acme: Company) -> list[dict[str, Any]]:
    """What reports say, down to the last bit, but for their stamps."""
    told = (to_data(acme.house.report(name).answer) for name in REPORTS)
    return [{name: value for name, value in data.items() if name != "stamp"} for data in told]


def test_a_replay_writes_nothing(acme: Company):
    folder, candidate = acme.house.settings.folder, lower(acme)
    before = (acme.book.head(), files(folder), acme.book.versions())

    found = acme.house.replay(candidate)

    assert [(row["verdict"], row["leads"]) for row in found.tables["changes"].rows] == [("qualified", 2)]
    assert (acme.book.head(), files(folder), acme.book.versions()) == before


def test_publishing_a_candidate_and_then_the_old_version_gives_the_old_figures_to_the_bit(acme: Company):
    old, candidate = files(acme.house.settings.folder), lower(acme)
    was, cli = reports(acme), ["funnel", "replay", str(candidate), "--publish", "--yes", *SIGNED]

    assert run([*cli, "--data", str(acme.house.settings.folder)]) == 0
    acme.house.forget_definitions()
    assert acme.house.policy.qualification.bar == 50
    assert acme.house.replay().replay.changed == [], "the folder's own files are in force"
    for name, content in old.items():
        (acme.house.settings.folder / name).write_bytes(content)
    acme.house.publish(by="mara", signoffs=dict.fromkeys(SIGNERS, "Mara"))

    assert acme.book.versions() == (3, 3)
    assert reports(acme) == was


def test_a_draft_of_the_folder_is_never_written_over(acme: Company):
    folder, candidate = acme.house.settings.folder, lower(acme)
    written(folder, "policy.yaml", "partly: 0.5", "partly: 0.2", folder)
    drafted, head = files(folder), acme.book.head()

    with pytest.raises(NotAllowed, match=r"policy.yaml has changes that are not published"):
        acme.house.publish_candidate(acme.house.drafts(candidate), by="mara", signoffs=dict.fromkeys(SIGNERS, "Mara"))

    assert (files(folder), acme.book.head()) == (drafted, head)


def test_publishing_a_funnel_from_a_replay_needs_its_signatures(acme: Company, capsys: pytest.CaptureFixture[str]):
    folder = acme.house.settings.folder
    before = files(folder)

    assert run(["funnel", "replay", str(lower(acme)), "--publish", "--yes", "--data", str(folder)]) == 4

    out, err = capsys.readouterr()
    assert "What would change" in out, "it is shown before"
    assert "Not signed yet by: marketing, sales" in err
    assert files(folder) == before


def test_without_a_candidate_the_drafts_of_the_folder_are_tried(acme: Company):
    folder = acme.house.settings.folder
    written(folder, "policy.yaml", "bar: 75", "bar: 90", folder)

    [change] = acme.house.replay().tables["changes"].rows

    assert (change["verdict"], change["leads"]) == ("unqualified", 1)


def test_a_policy_alone_is_read_with_the_funnel_in_force_and_the_other_way_round(acme: Company):
    candidate = lower(acme)

    assert acme.house.replay(candidate / "policy.yaml").replay.changed == [], "the criterion still asks for 75"
    assert acme.house.replay(candidate / "policy.yaml").replay.hints
    assert acme.house.replay(candidate / "funnel.yaml").replay.changed == [], "and here the bar does"


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("policy.yaml", "qualification: [", 3, "policy.yaml:1"),
        ("policy.yaml", "stages: {mqll: {attempts: 3}}", 3, "Did you mean 'mql'?"),
        ("policy.yaml", "currency: USD", 3, "The candidate has the currency USD, and history is told in EUR."),
        ("funnel.yaml", "name: Half\nstages: {inquiry: {label: I}, won: {label: W}}", 4, "Journeys have been in mql"),
        ("funnel.yaml", "name: [", 3, "funnel.yaml:1"),
    ],
)
def test_a_bad_candidate_is_refused_with_its_place_and_the_cure(
    name, text, code, said, acme: Company, tmp_path, capsys
):
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert run(["funnel", "replay", str(tmp_path / name), "--data", str(acme.house.settings.folder)]) == code

    assert said in capsys.readouterr().err


def test_a_candidate_that_is_nowhere_is_not_found(acme: Company, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound, match="No file"):
        acme.house.replay(tmp_path / "nowhere.yaml")
    with pytest.raises(NotFound, match=r"neither funnel.yaml nor policy.yaml"):
        acme.house.replay(tmp_path / "empty")


def test_in_another_zone_a_candidate_has_other_days_and_is_refused(acme: Company, tmp_path: Path):
    candidate = written(
        acme.house.settings.folder, "policy.yaml", "zone: Europe/Berlin", "zone: Asia/Tokyo", tmp_path / "t"
    )

    with pytest.raises(DataRefused, match=r"zone Asia/Tokyo"):
        acme.house.replay(candidate)


def test_on_the_command_line_for_people_programs_and_files(acme: Company, tmp_path: Path, capsys):
    words = ["funnel", "replay", str(lower(acme)), "--data", str(acme.house.settings.folder)]
    outs = {kind: tmp_path / f"r.{kind}" for kind in ("csv", "xlsx", "html")}

    assert run(words) == 0
    out, err = capsys.readouterr()
    assert "Newly qualified" in out
    assert "qualification bar 75 -> 50" in err

    assert run([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["data"]
    assert (told["published"], told["tables"]["changes"]["rows"][0]["leads"]) == (False, 2)

    assert run([*words, "--leads", "qualified/mql"]) == 0
    assert "Newly qualified" in capsys.readouterr().out
    assert run([*words, "--table", "stages", "--leads", "mql", "--json"]) == 0
    assert [lead["change"] for lead in json.loads(capsys.readouterr().out)["data"]] == ["came", "came"]

    assert run([*words, *(part for kind, file in outs.items() for part in (f"--{kind}", str(file)))]) == 0
    assert "qualified" in outs["csv"].read_text(encoding="utf-8").lower()
    assert len(CalamineWorkbook.from_path(outs["xlsx"]).sheet_names) > 5
    assert "Wins a month" in outs["html"].read_text(encoding="utf-8")


def test_a_table_that_there_is_not_is_named(acme: Company):
    with pytest.raises(UnknownName, match=r"'stagess'.*Did you mean 'stages'"):
        acme.house.replay(lower(acme)).leads(1, table="stagess")


def test_a_notebook_shows_a_table_as_a_frame(acme: Company):
    table = acme.house.replay(lower(acme)).tables["wins"]

    assert list(table.to_frame()["kind"]) == ["before", "after", "estimated"]
    assert "<table" in table._repr_html_()
