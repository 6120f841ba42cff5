"""`headrace plan` as people use it: on the made-up company, from a target to its pace."""

import json
import re
import zipfile
from datetime import date
from itertools import pairwise
from math import ceil, isfinite
from pathlib import Path

import pytest

import headrace
from at_work import company as started
from headrace.cli import run
from headrace.core.plan import Goal, Measure, Plan, StepTerms

AS_OF = "2026-06-30"
NEW_YEAR = "2025-12-31"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans") / "company"
    assert run(["demo", str(folder), "--scale", "0.1", "--json"]) == 0
    return folder


@pytest.fixture(scope="module")
def answers():
    """What commands said before, by their words and the ledger's head: none is asked twice."""
    return {}


@pytest.fixture
def told(company, answers, capsys):
    """Run a command on the company; gives the exit code and what it said as JSON."""

    def tell(*words):
        with headrace.open(company) as house:
            key = (house.book.head(), *words)
        if key not in answers:
            capsys.readouterr()
            code = run(["plan", *words, "--data", str(company), "--json"])
            answers[key] = code, json.loads(capsys.readouterr().out)
        return answers[key]

    return tell


def rows_of(data, table):
    return data["data"]["tables"][table]["rows"]


def every_number(value):
    if isinstance(value, dict):
        return [number for each in value.values() for number in every_number(each)]
    if isinstance(value, list):
        return [number for each in value for number in every_number(each)]
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


# -- the target ----------------------------------------------------------------------------------------------


def test_a_target_is_told_back_to_the_first_stage_month_by_month(told):
    code, data = told("target", "--wins", "24", "--start", "2026-07-01", "--as-of", AS_OF)

    assert code == 0
    landing, needs, phased = (rows_of(data, table) for table in ("landing", "needs", "phased"))
    assert sum(row["wanted"] for row in landing) == pytest.approx(24)
    assert [row["place"] for row in needs] == ["inquiry", "mql", "sal", "sql", "opportunity", "won"]
    for row, following in pairwise(needs):
        assert row["exact"] == pytest.approx(following["exact"] / row["rate"])
        assert row["shown"] == ceil(row["exact"] - 1e-9) <= row["cascaded"]
        assert row["sure_50"] <= row["sure_80"] <= row["sure_90"] <= row["sure_95"]
    assert len(phased) == 12
    # What is in hand, what comes anew and what is missing make the target.
    last = landing[-1]
    assert sum(row["in_hand"] + row["anew"] for row in landing) + last["missing"] == pytest.approx(24, rel=0.02)
    assert all(isfinite(number) for number in every_number(data))


def test_those_who_would_have_had_to_come_before_make_the_wins_that_come_too_late(told):
    data = told("target", "--wins", "24", "--start", "2026-07-01", "--as-of", AS_OF)[1]
    [said] = [each for each in data["data"]["tables"]["phased"]["caveats"] if "before this month" in each]
    [inquiry, *_others, won] = rows_of(data, "needs")

    late = float(re.search(r"[\d,]+\.\d+", said)[0].replace(",", ""))
    assert late == pytest.approx(rows_of(data, "landing")[-1]["missing"] * inquiry["exact"] / won["exact"], abs=0.005)


def test_the_same_plan_in_python_gives_the_same_figures(company, told):
    _code, data = told("target", "--wins", "24", "--start", "2026-07-01", "--as-of", AS_OF)
    plan = Plan(goal=Goal(Measure.WINS, (24.0,)), start=date(2026, 7, 1))
    with headrace.open(company) as house:
        tables = {answer.question: answer for answer in house.plans.target(plan, as_of=date(2026, 6, 30))}

    assert list(tables) == list(data["data"]["tables"])
    assert [row["exact"] for row in tables["needs"].rows] == [row["exact"] for row in rows_of(data, "needs")]
    assert [row["low"] for row in tables["landing"].rows] == [row["low"] for row in rows_of(data, "landing")]


def test_a_plan_as_of_a_day_knows_nothing_of_what_came_later(told):
    """The rates of New Year are those of a company whose record ends there."""
    before = told("target", "--wins", "24", "--start", "2026-01-01", "--as-of", NEW_YEAR, "--table", "rates")[1]
    later = told("target", "--wins", "24", "--start", "2026-07-01", "--as-of", AS_OF, "--table", "rates")[1]

    seen = [[row["seen"] for row in rows_of(data, "rates")] for data in (before, later)]
    assert all(few < many for few, many in zip(*seen, strict=True))


def test_revenue_is_wins_times_their_value(told):
    code, data = told("target", "--revenue", "500000", "--value", "25000", "--start", "2026-07-01", "--as-of", AS_OF)

    assert code == 0
    assert sum(row["wanted"] for row in rows_of(data, "landing")) == pytest.approx(20)
    assert rows_of(data, "needs")[-1]["each"] == 2_500_000
    for row in rows_of(data, "landing"):
        wins = [row[name] * 2_500_000 for name in ("low", "middle", "high")]
        low, middle, high = (row[f"revenue_{name}"] for name in ("low", "middle", "high"))
        assert low <= wins[0]
        assert high >= wins[2] or not row["high"]
        assert middle == pytest.approx(wins[1], rel=0.25, abs=2_500_000)
    assert "revenue_low" not in rows_of(told("target", "--wins", "20", "--as-of", AS_OF)[1], "landing")[0]


def test_the_fan_of_a_target_in_money_is_one_of_money(told, tmp_path):
    page = tmp_path / "plan.html"
    told("target", "--revenue", "500000", "--start", "2026-07-01", "--as-of", AS_OF, "--html", str(page))
    in_money = page.read_text(encoding="utf-8")
    told("target", "--wins", "20", "--start", "2026-07-01", "--as-of", AS_OF, "--html", str(page))

    assert "goal €500K" in in_money
    assert "goal 20" in page.read_text(encoding="utf-8")


def test_a_founder_plans_with_what_she_expects_and_sees_how_much_of_it_is_hers(told):
    code, data = told("target", "--wins", "6", "--expect", "opportunity=0.25:40", "--as-of", AS_OF)

    assert code == 0
    last = rows_of(data, "rates")[-1]
    assert last["source"] == "weighed"
    assert 0 < last["own"] < 1
    assert last["worth"] > 40


def test_a_plan_in_a_file_says_the_same_as_the_command_line(company, told):
    folder = company / "plans"
    folder.mkdir(exist_ok=True)
    (folder / "fy27.yaml").write_text(
        "goal: {wins: [1, 2, 3, 4, 5, 6]}\nmonths: 6\nstart: 2026-07-01\nvalue: 20000\nside: sales\n"
        "steps:\n  sql: {rate: 0.5}\n  opportunity: {expected: 0.3, worth: 20, lag: [0.2, 0.5, 0.3]}\n"
        "channels:\n  webinar: {share: 0.5, cost: 12.50}\nteam: {qualifiers: 1, reps: 2, deals: 6}\n",
        encoding="utf-8",
    )
    code, data = told("target", "fy27", "--as-of", AS_OF)

    assert code == 0
    assert [row["wanted"] for row in rows_of(data, "landing")] == [1, 2, 3, 4, 5, 6]
    assert [row["source"] for row in rows_of(data, "rates")][-2:] == ["given", "weighed"]
    webinar = next(row for row in rows_of(data, "channels") if row["segment"] == "webinar")
    assert (webinar["share"], webinar["cost"]) == (0.5, 1250)
    people = rows_of(data, "people")
    assert all(row["busy"] == pytest.approx(row["qualifiers"]) for row in people)
    assert all(row["reps"] == pytest.approx(row["deals"] / 6) for row in people)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 3, "no target"),
        (["--wins", "5", "--revenue", "5"], 2, "together"),
        (["--wins", "5", "--rate", "sql=0"], 3, "rate of sql is 0"),
        (["--wins", "5", "--rate", "sql=half"], 2, "no numbers"),
        (["--wins", "5", "--lag", "sql=0.5"], 3, "lag of sql sums to 0.5"),
        (["--wins", "5", "--rate", "nix=0.5"], 4, "No stage 'nix'"),
        (["--wins", "1e30"], 3, "target is"),
        (["--wins", "nan"], 3, "target is nan"),
        (["--revenue", "inf"], 2, "no amount"),
        (["--wins", "5", "--start", "2026-07-15"], 3, "starts on 2026-07-15"),
        (["--wins", "5", "--start", "2020-01-01"], 3, "has ended"),
        (["--wins", "5", "--months", "0"], 3, "0 months"),
        (["--wins", "5", "--season", "0,0"], 3, "seasonal index is zero"),
        (["nowhere", "--wins", "5"], 4, "No plan 'nowhere'"),
        (["--wins", "5", "--table", "nix"], 4, "No table 'nix'"),
        (["--wins", "5", "--where", "region=Atlantis"], 3, "Nobody has moved on"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_its_reason(told, words, code, said):
    found, data = told("target", *words, "--as-of", AS_OF)

    assert (found, data["ok"]) == (code, False)
    assert said in data["message"]
    assert data["hint"]


def test_a_bad_plan_file_tells_every_problem_with_its_line(told, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("goal: {revenue: 5, wins: 3}\nmonths: many\nsteps:\n  sqk: {rate: 2}\n", encoding="utf-8")

    code, data = told("target", str(file))

    assert code == 3
    for said in ("bad.yaml:1: goal", "bad.yaml:2: months", "bad.yaml:4: steps.sqk", "Did you mean 'sql'?"):
        assert said in data["message"]


# -- as files ------------------------------------------------------------------------------------------------


def _computed(sheet: str, cells: dict[str, float], formula: str) -> float:
    """What a formula of ours comes to: the four operations, brackets, and ROUNDUP to whole numbers."""
    named = re.sub(r"\$?([A-Z]+)\$?(\d+)", lambda found: repr(cells[f"{found[1]}{found[2]}"]), formula)
    return eval(named, {"__builtins__": {}}, {"ROUNDUP": lambda number, _digits: ceil(number)})


@pytest.mark.parametrize(
    "command", [["target", "--wins", "24", "--start", "2026-07-01"], ["costs", "--preset", "article"]]
)
def test_the_spreadsheet_computes_what_its_cells_say(company, tmp_path, command):
    """A reader who opens the file sees our figures, and the spreadsheet would compute the same ones anew."""
    file = tmp_path / "plan.xlsx"
    words = ["plan", *command, "--as-of", AS_OF, "--xlsx", str(file), "--data", str(company)]
    assert run(words if "article" not in command else [*words[:2], *words[4:], "--pay", "60000"]) == 0

    checked = 0
    with zipfile.ZipFile(file) as book:
        for name in (name for name in book.namelist() if name.startswith("xl/worksheets/sheet")):
            text = book.read(name).decode()
            values = re.findall(r'<c r="([A-Z]+\d+)"[^>]*>(?:<f>[^<]*</f>)?<v>([-0-9.eE]+)</v>', text)
            cells = {cell: float(value) for cell, value in values}
            for cell, formula in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f>', text):
                assert _computed(name, cells, formula) == pytest.approx(cells[cell], rel=2e-3, abs=0.02), (name, cell)
                checked += 1
    assert checked > 15


def test_the_page_draws_the_fan_and_says_the_finding(company, tmp_path):
    page = tmp_path / "plan.html"
    words = ["target", "--wins", "24", "--start", "2026-07-01", "--as-of", AS_OF, "--html", str(page)]
    assert run(["plan", *words, "--data", str(company)]) == 0

    text = page.read_text(encoding="utf-8")
    assert text.count('aria-label="By Jun 2027 from') == 3
    assert 'class="finding">On target in' in text
    assert "<script" not in text


def test_a_table_goes_to_csv(company, tmp_path):
    file = tmp_path / "phased.csv"
    words = [
        "target",
        "--wins",
        "24",
        "--start",
        "2026-07-01",
        "--as-of",
        AS_OF,
        "--table",
        "phased",
        "--csv",
        str(file),
    ]
    assert run(["plan", *words, "--data", str(company)]) == 0

    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("period,inquiry,mql,sal,sql,opportunity,won,visits,new,budget")
    assert len(lines) == 13


# -- goals and pace ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def under_way(company):
    """The company with a plan for 2026 that was made at New Year."""
    words = ["--wins", "30", "--start", "2026-01-01", "--as-of", NEW_YEAR, "--name", "fy26"]
    with headrace.open(company) as house:
        before = house.book.head()
    assert run(["plan", "publish", *words, "--dry-run", "--data", str(company)]) == 0
    with headrace.open(company) as house:
        assert house.book.head() == before
    assert run(["plan", "publish", *words, "--by", "Mara", "--data", str(company)]) == 0
    return company


def test_a_published_plan_is_paced_against_what_came(under_way, told):
    code, data = told("pace", "--as-of", AS_OF)

    assert code == 0
    won = rows_of(data, "pace")[-1]
    assert (won["place"], won["side"], won["goal"]) == ("won", "sales", pytest.approx(30))
    assert won["due"] == pytest.approx(15)
    assert won["low"] <= won["middle"] <= won["high"]
    with headrace.open(under_way) as house:
        values = house.report("values", first=date(2026, 1, 1), last=date(2026, 6, 30), as_of=date(2026, 6, 30))
    came = {row["place"]: row["entered"] for row in values.rows}
    assert all(row["came"] == came[row["place"]] for row in rows_of(data, "pace"))
    months = rows_of(data, "months")
    assert all(row["low"] == row["came"] == row["high"] for row in months if row["period"] < "2026-07-01")


def test_a_gap_is_told_as_what_would_close_it(under_way, told):
    data = told("pace", "--as-of", AS_OF)[1]
    won = rows_of(data, "pace")[-1]
    gap = rows_of(data, "gap") if "gap" in data["data"]["tables"] else []

    assert bool(gap) == (won["goal"] > won["middle"])
    more = [row["more"] for row in gap]
    assert more == sorted(more, reverse=True)


def test_money_is_paced_with_its_side(under_way, told):
    rows = {(row["measure"], row["place"]): row for row in rows_of(told("pace", "--as-of", AS_OF)[1], "money")}

    assert rows["spend", "inquiry"]["side"] == "marketing"
    assert rows["revenue", "won"]["side"] == "sales"
    assert rows["revenue", "won"]["low"] < rows["revenue", "won"]["middle"] < rows["revenue", "won"]["high"]
    entries = {row["place"]: row for row in rows_of(told("pace", "--as-of", AS_OF)[1], "pace")}
    cost = rows["cost", "opportunity"]
    assert cost["came"] == pytest.approx(rows["spend", "inquiry"]["came"] / entries["opportunity"]["came"])


def test_old_goals_are_scored_once_their_months_have_passed(under_way, told):
    assert "scores" not in told("pace", "--as-of", "2026-01-31")[1]["data"]["tables"]

    scored = {row["place"]: row for row in rows_of(told("pace", "--as-of", AS_OF)[1], "scores")}
    mql = scored["mql"]
    assert mql["n"] == 6
    months = [row for row in rows_of(told("pace", "--as-of", AS_OF)[1], "months") if row["place"] == "mql"][:6]
    off = sum(abs(row["goal"] - row["came"]) for row in months) / sum(row["came"] for row in months)
    assert mql["wape"] == pytest.approx(off)
    assert 0 <= mql["held"] <= 1


def test_a_new_version_replaces_the_goals_and_leaves_the_old_ones_in_the_record(under_way, told):
    words = ["--wins", "36", "--start", "2026-01-01", "--as-of", "2026-02-28", "--name", "fy26", "--by", "Mara"]
    code, data = told("publish", *words)

    assert (code, data["data"]["version"]) == (0, 2)
    paced = told("pace", "--as-of", AS_OF)[1]
    assert {row["version"] for row in rows_of(paced, "scores")} == {1, 2}
    # The second version has goals for the months from March on, and what January and February fell behind.
    assert rows_of(paced, "months")[0]["period"] == "2026-03-01"
    with headrace.open(under_way) as house:
        values = house.report("values", first=date(2026, 1, 1), last=date(2026, 2, 28), as_of=date(2026, 2, 28))
    came = next(row["entered"] for row in values.rows if row["place"] == "won")
    assert rows_of(paced, "pace")[-1]["goal"] == pytest.approx(30 + max(0, 6 - came))


def test_a_plan_that_nobody_published_is_not_found(told):
    code, data = told("pace", "--name", "nowhere")

    assert (code, data["code"]) == (4, "not_found")
    assert "nowhere" in data["message"]


# -- costs ---------------------------------------------------------------------------------------------------


def test_the_articles_company_costs_what_it_prints_and_the_fuller_sum_beside_it(told):
    rows = {row["way"]: row for row in rows_of(told("costs", "--preset", "article")[1], "calls")}

    assert rows["printed"]["cost"] == 608_750
    assert rows["printed"]["per_opportunity"] == pytest.approx(1790.4412, rel=1e-6)
    assert rows["all"]["cost"] == pytest.approx(2_439_024.3902)
    growth = rows_of(told("costs", "--preset", "article")[1], "growth")
    assert [round(row["inside_sales"]) for row in growth[:3]] == [609_756, 1_219_512, 2_439_024]
    assert rows_of(told("costs", "--preset", "article")[1], "raw")[0]["calls"] == pytest.approx(22.727273)


def test_assumed_and_measured_calls_stand_side_by_side(told):
    rows = {row["way"]: row for row in rows_of(told("costs", "--as-of", AS_OF)[1], "calls")}

    assert set(rows) == {"once", "all", "measured"}
    assert rows["all"]["minutes"] == pytest.approx(4 * rows["once"]["minutes"])
    assert rows["measured"]["day"] == rows["once"]["day"]


def test_capped_dials_end_at_the_most_attempts(told):
    words = ["--as-of", AS_OF, "--leads", "2000", "--dials", "capped", "--connect", "0.25", "--attempts", "6"]
    rows = {row["way"]: row for row in rows_of(told("costs", *words)[1], "calls")}

    assert rows["capped"]["talks"] == pytest.approx(1_644.042969)
    assert "measured" not in rows


def test_the_cash_of_a_steady_volume_breaks_even_when_it_says(told):
    data = told("costs", "--as-of", AS_OF)[1]["data"]["tables"]["break_even"]
    balances = [row["balance"] for row in data["rows"]]
    month = next(place for place, balance in enumerate(balances, 1) if balance >= 0)

    assert any(f"month {month}." in caveat for caveat in data["caveats"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--preset", "nix"], 3),
        (["--dials", "nix"], 2),
        (["--dials", "capped"], 3),
        (["--less", "1"], 3),
        (["--selling-share", "0"], 3),
    ],
)
def test_costs_that_cannot_be_are_refused(told, words, code):
    found, data = told("costs", *words, "--as-of", AS_OF)

    assert (found, data["ok"]) == (code if words[0] != "--preset" else 2, False)


# -- what if -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asking(company):
    folder = company / "scenarios"
    folder.mkdir(exist_ok=True)
    (folder / "more.yaml").write_text("levers: [{pulls: volume, relative: 0.2}]\n", encoding="utf-8")
    (folder / "closing.yaml").write_text(
        "name: Closing\nprice: 500\nlevers: [{pulls: rate, stage: opportunity, relative: 0.1}]\n", encoding="utf-8"
    )
    (folder / "dearer.yaml").write_text(
        "levers:\n  - {pulls: value, relative: 0.1}\n  - {pulls: cost, relative: 0.5}\n  - {pulls: churn, relative: -0.5}\n"
        "  - {pulls: lag, stage: opportunity, relative: -0.5}\n  - {pulls: minutes, relative: -0.5}\n",
        encoding="utf-8",
    )
    return folder


def test_scenarios_stand_beside_the_funnel_as_it_is(asking, told):
    rows = {row["scenario"]: row for row in rows_of(told("scenario", "--as-of", AS_OF)[1], "scenarios")}
    ahead = {row["scenario"]: row for row in rows_of(told("scenario", "--as-of", AS_OF)[1], "outlook")}
    base, more, closing, dearer = (rows[name] for name in ("as it is", "more", "Closing", "dearer"))

    assert more["wins"] == pytest.approx(1.2 * base["wins"])
    assert more["cac"] == pytest.approx(base["cac"])
    assert closing["wins"] == pytest.approx(1.1 * base["wins"])
    assert closing["gain"] == pytest.approx(0.1 * base["revenue"] - 50_000)
    assert closing["per_price"] == pytest.approx(0.1 * base["revenue"] / 50_000)
    assert dearer["revenue"] == pytest.approx(1.1 * base["revenue"])
    assert ahead["dearer"]["days"] < ahead["as it is"]["days"]
    assert ahead["more"]["middle"] > ahead["as it is"]["middle"]


def test_the_tornado_shows_the_widest_swing_first(told):
    rows = rows_of(told("scenario", "--as-of", AS_OF, "--outcome", "wins", "--lift", "0.2")[1], "tornado")
    shares = [row for row in rows if row["change"] == "relative"]

    assert [row["swing"] for row in shares] == sorted((row["swing"] for row in shares), reverse=True)
    volume = next(row for row in shares if row["lever"] == "volume")
    assert (volume["down"], volume["up"]) == pytest.approx((0.8 * volume["base"], 1.2 * volume["base"]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("levers: []\n", "pulls no lever"),
        ("levers: [{pulls: rat, relative: 0.1}]\n", "Did you mean 'rate'?"),
        ("levers: [{pulls: rate, relative: 0.1}]\n", "names the stage"),
        ("levers: [{pulls: volume, points: 0.1}]\n", "no points"),
        ("levers: [{pulls: shelf_life, stage: sql}]\n", "days"),
        ("levers: [{pulls: rate, stage: sql, relative: 50}]\n", "rate of sql"),
        ("levers: [{pulls: rate, stage: won, relative: 0.1}]\n", "No step leads out of won"),
    ],
)
def test_a_bad_scenario_is_refused_with_its_reason(told, tmp_path, text, said):
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")

    code, data = told("scenario", "--if", str(file), "--as-of", AS_OF)

    assert (code, data["ok"]) == (3, False)
    assert said in data["message"]


def test_five_of_forty_leads_that_go_cold_cost_what_the_article_says_and_its_distribution(told):
    words = ["--stage", "sql", "--rate", "sql=1", "--rate", "opportunity=0.25", "--value", "100000", "--leads", "40"]
    cold = ["--expired", "5", "--requalified", "0.4", "--closing", "0.15", "--as-of", AS_OF]
    code, data = told("decay", *words, *cold)
    rows = {row["case"]: row for row in rows_of(data, "cold")}

    assert code == 0
    assert rows["after"]["lost"] == pytest.approx(12_500_000)
    assert rows["whole"]["lost"] == pytest.approx(20_000_000)
    assert rows["recovered"]["lost"] == pytest.approx(9_500_000)
    assert (rows["planned"]["chance"], rows["after"]["chance"]) == pytest.approx((0.560460, 0.373676), abs=1e-6)
    assert (rows["planned"]["middle"], rows["after"]["middle"]) == (10, 9)


def test_without_counts_the_leads_of_the_last_three_months_go_cold_as_they_did(company, told):
    rows = rows_of(told("decay", "--stage", "sql", "--as-of", AS_OF)[1], "cold")
    with headrace.open(company) as house:
        asked = {"first": date(2026, 4, 1), "last": date(2026, 6, 30), "as_of": date(2026, 6, 30)}
        known = house.report("decay", stage="sql", **asked).rows[0]

    assert (rows[0]["leads"], rows[0]["leads"] - rows[1]["leads"]) == (known["leads"], known["expired"])
    assert told("decay", "--stage", "nix", "--as-of", AS_OF)[0] == 4


def test_what_asks_of_rates_alone_needs_no_lags(tmp_path):
    rates = {stage: StepTerms(rate=0.5) for stage in ("inquiry", "mql", "sal", "sql", "opportunity")}
    with started(tmp_path) as acme:
        [cold] = acme.house.plans.decay(Plan(steps=rates, value=10_000), "sql", leads=40, expired=4)

    assert cold.rows[1]["lost"] == pytest.approx(4 * 0.25 * 10_000)


# -- forward -------------------------------------------------------------------------------------------------


def test_money_and_hours_go_forward_to_wins_and_to_the_break_even_of_visits(told):
    words = ["--budget", "5000", "--hours", "2.5", "--hour", "80", "--visits", "300", "--months", "6", "--as-of", AS_OF]
    code, data = told("simulate", *words)

    assert code == 0
    [effort], course = rows_of(data, "effort"), rows_of(data, "course")
    assert effort["cost"] == pytest.approx(2.5 * 52 / 12 * 8_000)
    assert effort["even"] == ceil(effort["cost"] / effort["worth"])
    assert effort["roi"] == pytest.approx((300 * effort["worth"] - effort["cost"]) / effort["cost"])
    assert [row["middle"] for row in course] == sorted(row["middle"] for row in course)
    assert course[-1]["spent"] == pytest.approx(6 * (500_000 + effort["cost"]))


def test_nothing_in_is_refused(told):
    code, data = told("simulate", "--as-of", AS_OF)

    assert (code, data["message"]) == (3, "Nothing goes in.")


def test_a_budget_goes_where_the_next_customer_costs_least(told):
    code, data = told("budget", "--as-of", AS_OF)

    assert code == 0
    rows = [row for row in rows_of(data, "allocation") if row["shape"]]
    assert sum(row["best"] for row in rows) <= sum(row["now"] for row in rows) * 1.000001
    assert sum(row["would"] for row in rows) >= sum(row["brings"] for row in rows) - 1e-6


def test_every_command_of_a_plan_has_its_help(capsys):
    for command in ("target", "costs", "scenario", "decay", "simulate", "budget", "publish", "pace"):
        assert run(["plan", command, "--help"]) == 0
        assert "--as-of" in capsys.readouterr().out


def test_nothing_is_written_but_by_publishing(company, told):
    with headrace.open(company) as house:
        before = house.book.head()
    for words in (["target", "--wins", "5"], ["costs"], ["simulate", "--budget", "5000"], ["budget"]):
        told(*words, "--as-of", AS_OF)
    with headrace.open(company) as house:
        assert house.book.head() == before
    assert not list(Path(company).glob("*.lock"))
