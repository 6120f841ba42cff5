"""The subscribers of a telephone company: 7,043 tenures in months, 1,869 of which ended."""

import csv
import gzip
import json
from collections import Counter

import pytest

from headrace.analytics.compare import log_rank
from headrace.analytics.lifetime.revenue import bridge
from headrace.analytics.survival import kaplan_meier


@pytest.fixture(scope="module")
def figures(real_data):
    return json.loads((real_data / "telco_churn" / "known_figures.json").read_text())


@pytest.fixture(scope="module")
def subscribers(real_data):
    with gzip.open(real_data / "telco_churn" / "IBM_Cognos_Data.csv.gz", "rt") as file:
        return list(csv.DictReader(file))


def waits(subscribers):
    counted = Counter((int(each["tenure"]), each["Churn"] == "Yes") for each in subscribers)
    return [(tenure, churned, n) for (tenure, churned), n in counted.items()]


def test_the_curve_of_all_subscribers_is_as_known(subscribers, figures):
    curve = kaplan_meier(waits(subscribers))

    known = figures["kaplan_meier_survival_at_tenure_months"]
    assert {month: round(curve.at(int(month)), 6) for month in known} == known


def test_revenue_and_logos_that_were_lost_are_as_known(subscribers, figures):
    paid = [round(100 * float(each["MonthlyCharges"])) for each in subscribers]
    now = [0 if each["Churn"] == "Yes" else cents for each, cents in zip(subscribers, paid, strict=True)]
    made = bridge(paid, now)

    assert (made.opening, made.churned, made.lost) == (45_611_660, 13_913_085, 1869)
    assert made.logo_churn == pytest.approx(figures["churn_rate"], abs=1e-8)


def test_a_longer_contract_keeps_people_beyond_any_doubt(subscribers):
    kinds = sorted({each["Contract"] for each in subscribers})
    told = log_rank([waits(each for each in subscribers if each["Contract"] == kind) for kind in kinds])

    assert len(kinds) == 3
    assert told.statistic > 2000
    assert told.p < 1e-12
