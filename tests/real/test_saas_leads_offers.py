"""A seller of event software: 43,972 leads without dates and why they went, 6,130 offers and how they ended."""

import csv
import json
from collections import Counter

import pytest
from companies import EVENTS, house, import_all

from headrace.ledger.audit import audit, tally


@pytest.fixture(scope="module")
def figures(real_data):
    return json.loads((real_data / "saas_leads_offers" / "known_figures.json").read_text())


@pytest.fixture(scope="module")
def offers(real_data, tmp_path_factory):
    """The offers as they are, each with the number of its line: many have no lead, and some are alike in all they say."""
    file = tmp_path_factory.mktemp("offers") / "offers.csv"
    with (real_data / "saas_leads_offers" / "offers.csv").open(newline="") as told, file.open("w", newline="") as out:
        header, *rows = csv.reader(told)
        csv.writer(out).writerows([["offer", *header], *([str(n), *row] for n, row in enumerate(rows, 2))])
    return file


@pytest.fixture(scope="module")
def saas(real_data, offers, tmp_path_factory):
    with house(tmp_path_factory.mktemp("saas"), EVENTS, "America/New_York", "USD") as made:
        leads = real_data / "saas_leads_offers" / "leads_data_cleaned.csv.gz"
        made.outcomes = import_all(made, "saas.yaml", leads, offers)
        yield made


def known(counts):
    return {None if name == "(null)" else name: n for name, n in counts.items()}


def test_no_row_of_either_file_is_lost(saas):
    assert [(each.rows, each.refused) for each in saas.outcomes] == [(43_972, 0), (6_130, 0)]


def test_the_531_offers_that_closed_before_they_were_created_are_a_finding_with_their_lines(saas, offers):
    [finding] = [each for each in saas.outcomes[1].findings if each.name == "closed_before_opened"]
    with offers.open(newline="") as file:
        wrong = [int(row["offer"]) for row in csv.DictReader(file) if row["Close Date"] and row["Close Date"] < row["Created Date"]]  # fmt: skip

    assert (finding.rows, finding.refused, len(wrong)) == (531, False, 531)
    assert finding.examples
    assert {line for line, _ in finding.examples} <= set(wrong)


def test_their_ends_count_all_the_same_and_the_ledger_has_no_contradiction_because_of_them(saas):
    here = {(row["place"], row["segment"]): row["here"] for row in saas.report("stages", unit="pass", by="status").rows}

    assert (here["won", "Closed Won"], here["lost", "Closed Lost"]) == (3_247, 2_358)
    assert here["offer", "Closed Won"] == here["offer", "Closed Lost"] == 0
    assert tally(audit(list(saas.book.entries()), saas.funnel)) == {"win_without_revenue": 132}


def test_a_policy_may_refuse_them_and_then_they_are_rejects(offers, tmp_path):
    with house(tmp_path, EVENTS, "America/New_York", "USD") as strict:
        policy = tmp_path / "policy.yaml"
        policy.write_text(policy.read_text() + "findings: {closed_before_opened: refuse}\n")
        strict.publish(by="test", signoffs={})
        [outcome] = import_all(strict, "saas.yaml", offers)

    assert (outcome.rows, outcome.refused) == (6_130, 531)


def test_the_win_share_of_closed_offers_and_their_value_are_as_known(saas, figures):
    offer, won = saas.report("stages", unit="pass").rows[1:3]
    lost = next(row for row in saas.report("stages", unit="pass").rows if row["place"] == "lost")

    assert won["here"] / (won["here"] + lost["here"]) == pytest.approx(figures["offers"]["win_rate_of_closed"])
    assert won["value"] == round(100 * figures["offers"]["closed_won_price_sum"])
    assert offer["here"] == figures["offers"]["open_offers"]


def test_why_offers_were_lost_is_as_known(saas, figures):
    """Six of the won ones have a reason as well; of the others some are still open."""
    rows = saas.report("reasons", unit="pass").rows
    found = Counter({row["reason"]: row["count"] for row in rows if (row["frm"], row["to"]) == ("offer", "lost")})

    assert found.total() == 2_358
    told = known(figures["offers"]["loss_reason"])
    assert sum(told[reason] - n for reason, n in found.items() if reason) == 6
    assert all(told[reason] >= n for reason, n in found.items() if reason)


@pytest.mark.parametrize(("attribute", "figure"), [("source", "source"), ("why", "discarded_nurturing_reason")])
def test_where_leads_came_from_and_why_they_went_is_as_known(saas, figures, attribute, figure):
    rows = saas.report("stages", unit="pass", by=attribute).rows
    leads = {row["segment"]: row["here"] for row in rows if row["place"] == "lead" and row["here"]}

    assert leads == known(figures["leads"][figure])


def test_leads_with_an_offer_and_with_a_won_one_are_as_known_by_source(saas, figures):
    rows = {(row["segment"], row["place"]): row for row in saas.report("values", by="source").rows}

    for source, told in known(figures["lead_to_offer_to_won_by_source"]).items():
        if source is not None:
            assert rows[source, "won"]["entered"] == told["won"], source
