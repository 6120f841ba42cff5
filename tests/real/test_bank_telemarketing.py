"""A bank's campaigns by telephone: 45,211 clients, 124,956 calls, 5,289 who said yes."""

import csv
import gzip
import json
from collections import Counter

import pytest

from headrace.analytics.compare import Count, pooled_z, ranking
from headrace.analytics.survival import kaplan_meier, waited_per_event


@pytest.fixture(scope="module")
def figures(real_data):
    return json.loads((real_data / "bank_telemarketing" / "known_figures.json").read_text())


@pytest.fixture(scope="module")
def clients(real_data):
    with gzip.open(real_data / "bank_telemarketing" / "bank_market.csv.gz", "rt") as file:
        return list(csv.DictReader(file))


def calls(clients):
    """How many calls each took, whether it said yes, how many clients are alike."""
    counted = Counter((int(each["campaign"]), each["y"] == "yes") for each in clients)
    return [(dials, yes, n) for (dials, yes), n in counted.items()]


def by(clients, column):
    asked = Counter(each[column] for each in clients)
    yes = Counter(each[column] for each in clients if each["y"] == "yes")
    return {name: Count(yes[name], n) for name, n in asked.items()}


def test_a_sale_takes_23_63_calls(clients, figures):
    assert waited_per_event(calls(clients)) == pytest.approx(figures["calls_per_yes"], abs=5e-7)


def test_by_call_those_who_were_called_so_often_are_at_risk(clients, figures):
    known = figures["by_calls_in_campaign"]
    left = figures["rows"] - known["1"]["clients"]
    curve = kaplan_meier(calls(clients))

    assert curve.by(1).share == pytest.approx(known["1"]["yes"] / figures["rows"])
    assert curve.at(2) / curve.at(1) == pytest.approx(1 - known["2"]["yes"] / left)


@pytest.mark.parametrize(
    ("column", "group"), [("contact", "by_contact"), ("poutcome", "by_poutcome"), ("job", "by_job")]
)
def test_the_rate_of_every_group_is_as_known(clients, figures, column, group):
    rates = {each.name: each for each in ranking(by(clients, column))}

    assert {name: round(each.count.rate, 6) for name, each in rates.items()} == {
        name: known["rate"] for name, known in figures[group].items()
    }


def test_mobile_beats_landline_only_just_and_both_beat_the_unknown(clients):
    contact = by(clients, "contact")
    mobile, landline, unknown = ranking(contact)

    assert [each.name for each in (mobile, landline, unknown)] == ["cellular", "telephone", "unknown"]
    assert pooled_z(contact["telephone"], contact["cellular"]).p == pytest.approx(0.029, abs=1e-3)
    assert unknown.below == ("cellular", "telephone")


def test_of_twelve_trades_neighbours_cannot_be_told_apart(clients):
    trades = ranking(by(clients, "job"))

    assert [each.name for each in trades[:2]] == ["student", "retired"]
    assert trades[0].above == tuple(each.name for each in trades[1:])
    assert "unemployed" in next(each for each in trades if each.name == "management").undecided
