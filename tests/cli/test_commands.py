"""The command line as its users meet it: one JSON object, exit codes, files, errors that say what to do."""

import csv
import json
import sys

import pytest
from python_calamine import CalamineWorkbook

from headrace.cli import run

LEADS = "person,at,channel\nada,2025-03-01,web\nbo,2025-03-02,fair\nchidi,2025-03-02,fair\n"
MOVES = "person,stage,at\nada,mql,2025-03-03\nbo,mql,2025-03-05\nada,sal,2025-03-06\n"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = tmp_path_factory.mktemp("company")
    assert run(["init", str(folder)]) == 0
    assert (
        run(["funnel", "publish", "--sign", "marketing=Mara", "--sign", "sales=Ola", "--yes", "--data", str(folder)])
        == 0
    )
    for kind, text in (("inquiries", LEADS), ("moves", MOVES)):
        file = folder / f"{kind}.csv"
        file.write_text(text)
        assert run(["import", str(file), "--as", kind, "--data", str(folder)]) == 0
    return folder


def answer(capsys, *words):
    code = run([*words, "--json"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    return code, json.loads(lines[0])


def test_a_report_as_json_is_one_object_with_rows_columns_and_stamp(company, capsys):
    code, told = answer(capsys, "report", "waterfall", "--data", str(company))

    assert (code, told["ok"]) == (0, True)
    assert [row["entered"] for row in told["data"]["rows"]] == [3, 2, 1, 0, 0, 0]
    assert told["data"]["stamp"]["funnel_version"] == 1


@pytest.mark.parametrize("question", ["waterfall", "conversion", "velocity", "stages", "moves"])
def test_every_question_prints_a_table_with_its_stamp(company, capsys, question):
    assert run(["report", question, "--by", "channel", "--data", str(company)]) == 0

    out = capsys.readouterr().out
    assert "ledger head" in out
    assert "fair" in out


def test_leads_of_a_figure_are_as_many_as_the_figure_says(company, capsys):
    code, told = answer(capsys, "report", "waterfall", "--leads", "mql:moved_on", "--data", str(company))
    assert (code, len(told["data"])) == (0, 1)

    code, told = answer(capsys, "report", "waterfall", "--leads", "mql", "--data", str(company))
    assert (code, len(told["data"])) == (0, 2)


def test_leads_go_into_the_files_that_are_asked_for(company, tmp_path, capsys):
    file = tmp_path / "leads.csv"
    asked = ["report", "waterfall", "--leads", "mql:moved_on", "--csv", str(file), "--data", str(company)]

    assert run(asked) == 0

    listed = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    _code, told = answer(capsys, "report", "waterfall", "--leads", "mql:moved_on", "--data", str(company))
    assert [lead["journey"] for lead in listed] == [lead["journey"] for lead in told["data"]]
    assert set(listed[0]) == {"journey", "person", "name", "place"}


def test_a_page_of_leads_says_which_figure_they_stand_behind(company, tmp_path):
    file = tmp_path / "leads.html"
    asked = ["report", "waterfall", "--leads", "mql:moved_on", "--html", str(file), "--data", str(company)]

    assert run(asked) == 0
    assert "Moved on: MQL" in file.read_text()


def test_a_page_without_leads_says_why_once_and_at_its_top(company, tmp_path):
    file = tmp_path / "funnel.html"
    assert run(["report", "waterfall", "--where", "channel=fiar", "--html", str(file), "--data", str(company)]) == 0

    header, rest = file.read_text().split("</header>")
    assert "No lead has the channel fiar. Did you mean fair?" in header
    assert "Did you mean" not in rest


def test_a_value_that_no_lead_has_is_named_with_the_likeliest_one(company, capsys):
    told = [
        answer(capsys, "report", "waterfall", "--where", f"channel={value}", "--data", str(company))[1]["data"]
        for value in ("fiar", "nothing", "fair")
    ]

    assert [each["caveats"][0].partition(" channel ")[2] for each in told] == [
        "fiar. Did you mean fair?", "nothing. There are fair, web.", ""
    ]  # fmt: skip


def test_the_leads_of_a_forecast_are_listed_with_their_chances(company, capsys):
    assert (
        run(["report", "forecast", "--as-of", "2025-03-20", "--least", "1", "--leads", "1", "--data", str(company)])
        == 0
    )
    words = capsys.readouterr().out.split()

    assert {"Stage", "Days", "Value", "month's", "quarter's", "Inquiry", "–"} <= set(words), "nobody was won yet"


def test_an_answer_goes_to_csv_excel_and_html(company, tmp_path, capsys):
    files = {kind: tmp_path / f"w.{kind}" for kind in ("csv", "xlsx", "html")}
    words = [part for kind, file in files.items() for part in (f"--{kind}", str(file))]
    assert run(["report", "waterfall", "--data", str(company), *words]) == 0

    assert files["csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert CalamineWorkbook.from_path(files["xlsx"]).get_sheet_by_index(0).to_python()[1][1] == 3
    page = files["html"].read_text()
    assert "<svg" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["report", "waterfal"], 4, "Did you mean 'waterfall'?"),
        (["report", "waterfall", "--by", "chanel"], 4, "Did you mean 'channel'?"),
        (["report", "waterfall", "--from", "soon"], 2, "'soon' is no day"),
        (["report", "waterfall", "--leads", "sqll"], 4, "No row 'sqll'"),
        (["report", "conversion", "--kind", "guess"], 2, "--kind of conversion: 'guess' is none of its words"),
        (["report", "credits", "--model", "guess"], 2, "--model of credits: 'guess' is none of its words"),
        (["report", "attribution", "--window", "-1"], 2, "--window of attribution: -1 is too little"),
        (["report", "attribution", "--window", "99999"], 2, "--window of attribution: 99999 is too much"),
        (["report", "acquisition", "--margin", "nan"], 2, "--margin of acquisition: nan is no number"),
        (["report", "conversion", "--within", "1.5"], 2, "--within: '1.5' is no whole number"),
        (["report", "acquisition", "--margin", "much"], 2, "`headrace report acquisition --help` shows"),
        (["report", "contracts", "--horizon", "1001"], 2, "At most 1000"),
        (["report", "costs", "--by", "owner"], 2, "--by of costs: 'owner' is not known there"),
        (["report", "costs", "--where", "owner=ada"], 2, "--where of costs: 'owner' is not known there"),
        (["report", "conversion", "--where", "owner=ada", "--where", "owner=bo"], 2, "owner is given twice"),
        (["report", "conversion", "--where", "=ada"], 2, "'=ada' is no NAME=VALUE"),
        (["report", "conversion", "--as-of", "9999-12-31"], 2, "9999-12-31 lies ahead"),
        (
            ["report", "conversion", "--from", "2025-02-01", "--to", "2025-01-01"],
            2,
            "ends on 2025-01-01, before it begins",
        ),
        (["report", "conversion", "--to-stage", "nurture"], 2, "'nurture' is a side place"),
        (["report", "comparison", "--from-stage", "won"], 2, "behind 'won' there is no stage"),
        (["report", "shelf_lives", "--stage", "foo"], 4, "No stage 'foo'"),
        (["report", "conversion", "--kind", "flow", "--within", "30"], 2, "a flow follows nobody"),
        (["report", "conversion", "--kind", "snapshot", "--every", "month"], 2, "of one day, and of no period"),
        (["report", "stages", "--from", "2025-02-01"], 2, "of one day, and of no period"),
        (["report", "attribution", "--unit", "group"], 2, "attribution does not count by 'group'"),
        (["report", "ages", "--leads", "1"], 2, "No figure of ages lists its leads"),
        (["report", "stages", "--within", "30"], 2, "No such option: --within"),
        (["report", "conversion", "--from-stage", "sal", "--to-stage", "mql"], 2, "'mql' does not come after 'sal'"),
        (["report", "--no-such-option"], 2, "--no-such-option"),
        (["import", "nothing.csv", "--as", "inquiries"], 4, "No file"),
        (["import", "undo", "77"], 4, "No batch 77"),
        (["import", "undo", "x"], 2, "number of a batch"),
        (["no-such-noun"], 2, "no-such-noun"),
    ],
)
def test_mistakes_are_told_with_their_cure_and_their_exit_code(company, capsys, words, code, told):
    data = [] if words[0].startswith("no-such") else ["--data", str(company)]

    assert run([*words, *data]) == code
    said = capsys.readouterr()
    assert told in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_without_a_folder_every_place_that_was_searched_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEADRACE_DATA", raising=False)

    code, told = answer(capsys, "report")

    assert (code, told["code"]) == (4, "not_found")
    assert "--data" in told["message"]
    assert "HEADRACE_DATA" in told["message"]
    assert str(tmp_path) in told["message"]


@pytest.mark.parametrize("named", ["mysql://ada@server/figures", "postgresql", "DuckDB"])
def test_an_engine_that_there_is_not_is_refused_without_repeating_a_password(company, named, monkeypatch, capsys):
    monkeypatch.setenv("HEADRACE_ENGINE", named)

    code, told = answer(capsys, "report", "--data", str(company))

    assert (code, told["code"]) == (2, "usage")
    assert "HEADRACE_ENGINE" in told["message"]
    assert named not in told["message"]
    assert "postgresql://USER@SERVER/DATABASE" in told["hint"]


def test_an_engine_whose_driver_is_missing_says_what_to_install(company, monkeypatch, capsys):
    monkeypatch.setenv("HEADRACE_ENGINE", "postgresql://ada@server/figures")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for name in ("warehouse", "postgresql"):
        monkeypatch.delitem(sys.modules, f"headrace.adapters.engines.{name}", raising=False)

    code, told = answer(capsys, "report", "--data", str(company))

    assert (code, told["hint"]) == (2, 'pip install "psycopg[binary]"')


def test_refused_rows_go_to_a_file_and_a_file_of_refused_rows_only_exits_with_3(company, tmp_path, capsys):
    file = tmp_path / "bad.csv"
    file.write_text("person,at\nada,never\n")

    assert (
        run(["import", str(file), "--as", "inquiries", "--rejects", str(tmp_path / "no.csv"), "--data", str(company)])
        == 3
    )
    assert "never" in (tmp_path / "no.csv").read_text(encoding="utf-8-sig")


def test_a_hopeless_file_is_still_one_json_object(company, tmp_path, capsys):
    file = tmp_path / "hopeless.csv"
    file.write_text("person,at\nbo,never\n")

    code, told = answer(capsys, "import", str(file), "--as", "inquiries", "--data", str(company))

    assert (code, told["ok"], told["code"]) == (3, False, "data_refused")


def test_an_answer_says_what_its_options_were(company, capsys):
    _, told = answer(capsys, "report", "stages", "--older-than", "45", "--data", str(company))

    assert "Older: here for more than 45 days." in told["data"]["caveats"]


def test_the_ledger_verifies_audits_rebuilds_and_exports(company, tmp_path, capsys):
    code, told = answer(capsys, "ledger", "verify", "--data", str(company))
    assert (code, told["data"]["journeys"]) == (0, 3)
    code, told = answer(capsys, "ledger", "rebuild", "--data", str(company))
    assert (code, told["data"]["journeys"]) == (0, 3)
    code, told = answer(capsys, "ledger", "audit", "--data", str(company))
    assert (code, told["data"]["counts"]) == (0, {})
    assert run(["ledger", "export", str(tmp_path / "ledger.txt"), "--data", str(company)]) == 0
    assert sum("inquired" in line for line in (tmp_path / "ledger.txt").read_text().splitlines()) == 3


def test_the_same_house_from_python(company):
    import headrace

    with headrace.open(company) as house:
        report = house.report("waterfall", by="channel")
        frame, table = report.to_frame(), report.to_arrow()
        assert list(frame["entered"][:2]) == [2, 1]
        assert table.num_rows == len(report.rows) == 12
        assert len(report.leads("inquiry/fair")) == 2
        assert "<table" in report._repr_html_()
        with pytest.raises(headrace.HeadraceError, match="Did you mean 'velocity'"):
            house.report("velocty")


def test_init_does_not_overwrite(company, capsys):
    assert run(["init", str(company)]) == 4
    assert "is there already" in capsys.readouterr().err


def test_init_makes_the_ledger_where_the_environment_says(database, tmp_path, monkeypatch, capsys):
    folder, elsewhere = tmp_path / "acme", not database.startswith("sqlite")
    if elsewhere:
        monkeypatch.setenv("HEADRACE_DATABASE", database)
    _, told = answer(capsys, "init", str(folder))

    assert (str(folder / "ledger.db") in told["data"]["files"], (folder / "ledger.db").exists()) == (not elsewhere,) * 2
    signed = ["--sign", "marketing=Mara", "--sign", "sales=Ola", "--yes", "--data", str(folder)]
    assert answer(capsys, "funnel", "publish", *signed)[0] == 0
    assert answer(capsys, "report", "waterfall", "--data", str(folder))[0] == 0


def test_the_made_up_company_does_not_get_into_a_database_of_yours(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HEADRACE_DATABASE", "postgresql+psycopg://nobody@127.0.0.1:9/none")
    code, told = answer(capsys, "demo", str(tmp_path / "demo"))

    assert (code, told["hint"].split(" headrace")[0]) == (4, "`env -u HEADRACE_DATABASE")
    assert not (tmp_path / "demo").exists()


def test_nothing_to_say_shows_the_help(capsys):
    assert run([]) == 2
