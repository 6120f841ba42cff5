"""A real acquisition funnel: 8,000 marketing qualified leads, 842 of them won."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from companies import SELLERS, house, import_all

from headrace.core.plan import Goal, History, Measure, Plan
from headrace.planning.forward import WON
from headrace.planning.known import Known, Source
from headrace.planning.simulation import simulate
from headrace.planning.uncertainty import Beta


@pytest.fixture(scope="module")
def olist(real_data, tmp_path_factory):
    with house(tmp_path_factory.mktemp("olist"), SELLERS, "America/Sao_Paulo", "BRL") as made:
        folder = real_data / "olist_funnel"
        made.outcomes = import_all(
            made,
            "olist.yaml",
            folder / "olist_marketing_qualified_leads_dataset.csv",
            folder / "olist_closed_deals_dataset.csv",
        )
        yield made


@pytest.fixture(scope="module")
def figures(real_data):
    return json.loads((real_data / "olist_funnel" / "known_figures.json").read_text())


def test_two_files_and_one_map_give_8000_leads_and_842_wins(olist):
    mql, won = olist.report("waterfall").rows

    assert (mql["entered"], won["entered"]) == (8000, 842)
    assert won["of_first"] == pytest.approx(0.10525, abs=1e-12)
    assert (mql["moved_on"], mql["still_here"]) == (842, 7158)


def test_every_origin_has_its_leads_and_wins_and_null_is_apart_from_unknown(olist, figures):
    rows = olist.report("waterfall", by="channel").rows
    found = {(row["segment"], row["place"]): row["entered"] for row in rows}

    for origin, known in figures["conversion"]["by_origin"].items():
        segment = None if origin == "(null)" else origin
        assert (found[segment, "mql"], found[segment, "won"]) == (known["mql"], known["won"]), origin
    assert len(found) == 22


@pytest.mark.parametrize(("days", "won"), [(7, 284), (30, 555), (90, 692), (180, 775)])
def test_won_within_days_of_first_contact(olist, days, won):
    [row] = olist.report("conversion", within=days, as_of=None).rows

    assert (row["judged"], row["converted"]) == (8000, won)
    assert len(olist.report("conversion", within=days).leads(1, "converted")) == won


def test_monthly_cohorts_are_as_known(olist, figures):
    rows = olist.report("conversion", every="month").rows

    found = {f"{row['period']:%Y-%m}": (row["entered"], row["converted"]) for row in rows}
    assert found == {
        month: (each["mql"], each["won"]) for month, each in figures["cohort_by_first_contact_month"].items()
    }


def test_the_deal_won_before_its_first_contact_is_a_finding_and_counts(olist):
    [finding] = olist.outcomes[1].findings

    assert (finding.name, finding.rows, finding.refused) == ("won_before_first_contact", 1, False)
    assert olist.outcomes[1].refused == 0


def test_further_columns_are_attributes_to_segment_by(olist, figures):
    rows = olist.report("waterfall", by="business_segment").rows
    won = {row["segment"]: row["entered"] for row in rows if row["place"] == "won"}

    known = {None if name == "(null)" else name: n for name, n in figures["closed"]["business_segment"].items()}
    assert {name: won[name] for name in known} == known


def test_a_past_as_of_does_not_know_a_segment_that_was_only_learnt_at_the_win(olist):
    rows = olist.report("waterfall", by="business_segment", as_of=date(2018, 1, 31)).rows
    entered = {row["segment"]: row["entered"] for row in rows if row["place"] == "mql"}

    won_by_then = olist.report("waterfall", as_of=date(2018, 1, 31)).rows[1]["entered"]
    assert won_by_then == 76
    assert sum(n for segment, n in entered.items() if segment is not None) == 76


def test_importing_the_same_files_again_changes_nothing(olist, real_data):
    head, rows = olist.book.head(), olist.report("waterfall").rows
    folder = real_data / "olist_funnel"

    again = import_all(olist, "olist.yaml", folder / "olist_closed_deals_dataset.csv")

    assert [each.state for each in again] == ["repeated"]
    assert (olist.book.head(), olist.report("waterfall").rows) == (head, rows)


def test_the_same_rows_in_another_file_change_nothing_either(olist, real_data, tmp_path):
    copy = tmp_path / "olist_closed_deals_copy.csv"
    copy.write_bytes((real_data / "olist_funnel" / "olist_closed_deals_dataset.csv").read_bytes() + b"\n")
    head = olist.book.head()

    [outcome] = import_all(olist, "olist.yaml", copy)

    assert (outcome.state, outcome.facts.known, outcome.facts.new, outcome.facts.updates) == ("unchanged", 842, 0, 0)
    assert olist.book.head() == head


def test_the_european_export_gives_the_same_leads_and_wins_through_its_own_map(real_data, tmp_path):
    with house(tmp_path, SELLERS, "America/Sao_Paulo", "BRL") as made:
        folder = real_data / "olist_funnel_eu"
        import_all(
            made,
            "olist_eu.yaml",
            folder / "olist_marketing_qualified_leads_dataset.csv",
            folder / "olist_marketing_closed_deals_dataset.csv",
        )
        mql, won = made.report("waterfall").rows
        by_channel = {(r["segment"], r["place"]): r["entered"] for r in made.report("waterfall", by="channel").rows}

    assert (mql["entered"], won["entered"], round(won["of_first"], 5)) == (8000, 842, 0.10525)
    assert (by_channel["paid_search", "mql"], by_channel["Direct Traffic", "mql"]) == (1586, 559)


BEGAN = date(2017, 12, 5)
"""Nothing was recorded of deals that were closed earlier, so that the leads of summer and autumn look slow."""


def shares_of_the_won(folder: Path, began: date, ages: tuple[int, ...]) -> list[float]:
    """The share won by each age in days, by Kaplan-Meier over leads that were watched from a day on.

    The one that was won before its first contact was won at once.
    """
    won = {row["mql_id"]: date.fromisoformat(row["won_date"][:10]) for row in read(folder, "closed_deals")}
    leads = [(date.fromisoformat(row["first_contact_date"]), won.get(row["mql_id"]))
             for row in read(folder, "marketing_qualified_leads")]  # fmt: skip
    waits = [((began - start).days, max(((end or AS_OF) - start).days, 0), end is not None) for start, end in leads]
    waits = [(seen, length, ended) for seen, length, ended in waits if length >= max(seen, 0)]
    left, shares = 1.0, {}
    for age in range(max(ages) + 1):
        at_risk = sum(seen <= age <= length for seen, length, _ in waits)
        left *= 1 - sum(ended and length == age for _, length, ended in waits) / at_risk
        shares[age] = 1 - left
    return [shares[age] for age in ages]


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"olist_{name}_dataset.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


AS_OF = date(2018, 11, 14)


def test_leads_that_came_before_the_record_of_deals_began_are_watched_from_their_age_on_that_day(olist, real_data):
    folder, ages = real_data / "olist_funnel", (1, 7, 14, 30, 60, 90, 180)
    rows = olist.report("ages", as_of=AS_OF, seen_from=BEGAN).rows
    late = {row["age"]: row["share"] for row in rows if row["place"] == "mql"}
    plain = {row["age"]: row["share"] for row in olist.report("ages", as_of=AS_OF).rows if row["place"] == "mql"}

    assert [late[age] for age in ages] == pytest.approx(shares_of_the_won(folder, BEGAN, ages), abs=1e-9)
    assert [plain[age] for age in ages] == pytest.approx(shares_of_the_won(folder, date.min, ages), abs=1e-9)
    assert (round(plain[30], 3), round(late[30], 3)) == (0.069, 0.088)


# -- a plan, and what came ------------------------------------------------------------------------------------

PLAN = Plan(
    goal=Goal(Measure.WINS, (100,)),
    start=date(2018, 5, 1),
    months=1,
    history=History(seen_from=date(2017, 12, 5)),
)
"""Planned on the last of February 2018: deals are told from 5 December on, of leads that came since June."""


def test_a_plan_for_100_wins_in_may_is_scored_against_what_came(olist):
    """It asks for 977 leads a month. Some 1,300 came, so it foretells more than 100 wins: 122 came, within the range."""
    tables = {table.question: table for table in olist.plans.target(PLAN, as_of=date(2018, 2, 28))}
    [step], needed = tables["rates"].rows, tables["phased"].rows
    came = {
        row["period"]: row["entered"] for row in olist.report("values", every="month").rows if row["place"] == "mql"
    }
    won = {row["period"]: row["entered"] for row in olist.report("values", every="month").rows if row["place"] == "won"}
    months = [date(2018, month, 1) for month in (3, 4, 5)]

    assert [row["new"] for row in needed] == pytest.approx([977.01] * 3, abs=0.5)
    assert (step["rate"], step["rate_low"], step["rate_high"]) == pytest.approx((0.0973, 0.0838, 0.1112), abs=5e-4)

    known = Beta(step["rate"] * step["worth"], (1 - step["rate"]) * step["worth"])
    lag = tuple(float(share) for share in step["lag"].replace(" …", "").split())
    lag = tuple(share / sum(lag) for share in lag)
    guess = Known("mql", known, 1.0, Source.MEASURED, lag, lag, moved=189).guess
    futures = simulate([guess], {"mql": [came[month] for month in months]}, seed=1, periods=3)
    in_hand = tables["landing"].rows[0]["in_hand"]
    low, middle, high = (each + in_hand for each in futures.ranges(WON)[2])

    assert [came[month] for month in months] == [1_174, 1_352, 1_303]
    assert low <= won[date(2018, 5, 1)] == 122 <= high
    assert abs(middle - 122) / 122 < 0.12


def test_without_delayed_entry_the_same_plan_would_ask_for_almost_twice_as_many(olist):
    plain = Plan(goal=PLAN.goal, start=PLAN.start, months=1)
    tables = {table.question: table for table in olist.plans.target(plain, as_of=date(2018, 2, 28))}

    assert tables["phased"].rows[0]["new"] == pytest.approx(1_777, abs=1)


def test_a_forecast_of_the_wins_of_a_month_is_made_again_and_held_against_what_came(olist, figures):
    """Wins are told from December 2017 on, leads from June on: what came before teaches nothing."""
    rows = olist.report("backtest", as_of=date(2018, 5, 31), months=4, first=date(2017, 12, 1)).rows
    *trials, every = rows

    known = figures["won_by_month"]
    assert [row["until"].month for row in trials] == [2, 3, 4, 5]
    assert [row["came"] for row in trials] == [known[f"2018-{month:02}"] for month in (2, 3, 4, 5)]
    assert every["came"] == sum(row["came"] for row in trials) == 589
    assert every["wape"] < 0.5
    assert sum(row["held"] == "yes" for row in trials) >= 3
    assert every["brier"] < 0.02
