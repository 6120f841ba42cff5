"""A CRM's opportunity export: won, lost, open and undated deals."""

from datetime import date

import pytest
from companies import PIPELINE, house, import_all


@pytest.fixture(
    scope="module",
    params=[
        ("maven_crm/sales_pipeline.csv", "maven.yaml"),
        ("maven_crm_us_dates/sales_pipeline.csv.gz", "maven_us.yaml"),
    ],
)
def maven(request, real_data, tmp_path_factory):
    file, map_file = request.param
    with house(tmp_path_factory.mktemp("maven"), PIPELINE, "America/New_York", "USD") as made:
        made.outcomes = import_all(made, map_file, real_data / file)
        yield made


def test_every_deal_stands_where_the_export_says(maven):
    here = {row["place"]: row["here"] for row in maven.report("stages").rows}

    assert here == {
        "prospecting": 500, "engaging": 1589, "won": 4238, "lost": 2473,
        "nurture": 0, "disqualified": 0, "expired": 0,
    }  # fmt: skip


def test_the_won_value_is_right_to_the_cent_and_the_win_rate_of_closed_deals(maven):
    _, engaging, won = maven.report("waterfall").rows

    assert won["value"] == 10_005_534_00
    assert (engaging["entered"], engaging["moved_on"], engaging["left"], engaging["still_here"]) == (
        8300,
        4238,
        2473,
        1589,
    )
    assert engaging["moved_on"] / (engaging["moved_on"] + engaging["left"]) == pytest.approx(0.631501, abs=5e-7)


def test_deals_engaging_for_more_than_90_days_at_the_end_of_2017(maven):
    report = maven.report("stages", as_of=date(2017, 12, 31), older_than=90)
    [engaging] = [row for row in report.rows if row["place"] == "engaging"]

    assert (engaging["here"], engaging["older"]) == (1589, 1479)
    assert len(report.leads("engaging", "older")) == 1479


def test_undated_deals_stand_in_snapshots_and_in_no_dated_figure(maven):
    [prospecting] = [row for row in maven.report("stages").rows if row["place"] == "prospecting"]
    waterfall = maven.report("waterfall")

    assert (prospecting["here"], prospecting["undated"]) == (500, 500)
    assert waterfall.rows[0]["entered"] == 0
    assert any("500 leads without a date" in caveat for caveat in waterfall.caveats)


def test_a_product_and_an_owner_are_segments(maven):
    won = {row["segment"]: row for row in maven.report("waterfall", by="product").rows if row["place"] == "won"}
    agents = {row["segment"]: row for row in maven.report("waterfall", by="owner").rows if row["place"] == "won"}

    assert (won["GTXPro"]["entered"], won["GTXPro"]["value"]) == (729, 3_510_578_00)
    assert agents["Darcel Schlecht"]["value"] == 1_153_214_00


def test_quarters_of_2017(maven):
    rows = maven.report("moves", first=date(2017, 4, 1), last=date(2017, 6, 30)).rows

    assert {(row["frm"], row["to"]): row["count"] for row in rows}["engaging", "won"] == 1254
