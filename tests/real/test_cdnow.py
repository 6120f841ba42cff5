"""A music shop's orders: 23,570 customers of three cohorts, followed for a year and a half."""

import csv
import gzip
import json
from collections import defaultdict
from datetime import date

import pytest
from companies import SELLERS, house

from headrace.adapters.imports.files import understand
from headrace.adapters.imports.maps import by_header, row_kind
from headrace.analytics.lifetime.orders import fit_orders
from headrace.analytics.lifetime.retention import triangle
from headrace.analytics.lifetime.spend import correlation, fit_spend

COHORTS = {"1997-01": 17, "1997-02": 16, "1997-03": 15}


@pytest.fixture(scope="module")
def figures(real_data):
    return json.loads((real_data / "cdnow" / "known_figures.json").read_text())


@pytest.fixture(scope="module")
def orders(real_data):
    """Customer, month since 1997-01, amount in cents."""
    with gzip.open(real_data / "cdnow" / "CDNOW_master.txt.gz", "rt") as file:
        rows = [line.split() for line in list(file)[1:]]
    return [
        (who, 12 * (int(day[:4]) - 1997) + int(day[4:6]) - 1, round(100 * float(amount)))
        for who, day, _, amount in rows
    ]


@pytest.fixture(scope="module")
def first(orders):
    months = {}
    for who, month, _ in orders:
        months[who] = min(month, months.get(who, month))
    return {who: (f"1997-{month + 1:02}", month) for who, month in months.items()}


@pytest.fixture(scope="module")
def customers(real_data):
    """Repeat orders, last order, age, mean repeat amount, of the tenth that the papers use; weeks."""
    with (real_data / "cdnow" / "cdnow_customers_summary_with_transactions.csv").open() as file:
        rows = [[float(row[name]) for name in ("x", "t_x", "T", "zbar")] for row in csv.DictReader(file)]
    return [list(column) for column in zip(*rows, strict=True)]


def test_the_actives_of_every_cohort_and_month_are_as_known(orders, first, figures):
    active = {(*first[who], month, who) for who, month, _ in orders}
    made = triangle(((cohort, month - begun, 1) for cohort, begun, month, _ in active), COHORTS)

    known = figures["master"]["cohort_active_customers_by_month_index"]
    assert made.amounts == {cohort: list(row.values()) for cohort, row in known.items()}


def test_the_revenue_of_every_cohort_and_month_is_as_known_to_the_cent(orders, first, figures):
    made = triangle(((first[who][0], month - first[who][1], cents) for who, month, cents in orders), COHORTS)

    known = figures["master"]["cohort_revenue_by_month_index"]
    assert made.amounts == {c: [round(100 * amount) for amount in row.values()] for c, row in known.items()}
    assert sum(map(sum, made.amounts.values())) == 250_031_563


def test_the_pooled_row_is_of_the_cohorts_that_got_so_far(orders, first):
    seen = defaultdict(set)
    for who, month, _ in orders:
        seen[first[who][0], month - first[who][1]].add(who)
    pooled = triangle(((cohort, age, len(whos)) for (cohort, age), whos in seen.items()), COHORTS).pooled()

    assert pooled[1].share == pytest.approx((1157 + 1312 + 1032) / 23_570)
    assert (pooled[17].amount, pooled[17].of) == (498, 7846)


def test_w57i_how_the_customers_of_the_tenth_order_again(customers, figures):
    x, recency, age, _ = customers
    model = fit_orders(x, recency, age)

    known = figures["bgnbd_fit_on_summary"]
    assert (model.r, model.alpha, model.a, model.b) == pytest.approx((0.24259, 4.41353, 0.79289, 2.42575), abs=1e-4)
    assert model.log_likelihood == pytest.approx(known["log_likelihood"], abs=1e-3)


def test_counting_customers_who_are_alike_changes_no_figure(customers):
    counted = defaultdict(int)
    for row in zip(*customers[:3], strict=True):
        counted[row] += 1
    x, recency, age = zip(*counted, strict=True)

    assert len(counted) < 2357
    assert fit_orders(x, recency, age, list(counted.values())).alpha == pytest.approx(4.41353, abs=1e-4)


def test_w57j_what_the_946_who_came_back_spend(customers):
    x, _, _, mean = customers
    model = fit_spend(x, mean)

    assert sum(repeats > 0 for repeats in x) == 946
    assert (model.p, model.q, model.v) == pytest.approx((6.2488, 3.7446, 15.4477), rel=1e-4)
    assert correlation(x, mean) == pytest.approx(0.114, abs=5e-4)


def payments(lines, file):
    """The rows (customer, yyyymmdd, amount) as a file of payments; nothing in them tells one from another but its line."""
    with file.open("w") as written:
        written.write("id,person,at,value\n")
        for number, (who, day, amount) in enumerate(lines):
            written.write(f"{number},{who},{day[:4]}-{day[4:6]}-{day[6:]},{amount}\n")
    return file


def import_payments(shop, file):
    return shop.import_file(file, by_header(row_kind("payments"), "shop", "America/New_York", understand(file).columns))


@pytest.fixture
def tenth(real_data, tmp_path):
    """The house of the tenth that the papers use, with all its purchases."""
    rows = [line.split() for line in (real_data / "cdnow" / "CDNOW_sample.txt").read_text().splitlines()]
    (tmp_path / "shop").mkdir()
    with house(tmp_path / "shop", SELLERS, "America/New_York", "USD") as shop:
        outcome = import_payments(shop, payments([(row[1], row[2], row[4]) for row in rows], tmp_path / "payments.csv"))
        assert (outcome.rows, outcome.refused) == (6_919, 0)
        yield shop


IN_39_WEEKS = {"as_of": date(1997, 9, 30)}


def test_w57i_and_w57j_the_question_finds_the_published_models_from_the_purchases_themselves(tenth):
    [model] = tenth.report("order_fit", **IN_39_WEEKS).rows

    assert (model["customers"], model["returned"]) == (2_357, 946)
    assert (model["r"], model["alpha"] / 7, model["a"], model["b"]) == pytest.approx(
        (0.24259, 4.41353, 0.79289, 2.42575), abs=1e-3
    )
    assert (model["p"], model["q"], model["v"] / 100) == pytest.approx((6.2488, 3.7446, 15.4477), rel=1e-3)
    assert model["correlation"] == pytest.approx(0.114, abs=5e-4)


def test_the_question_expects_what_the_models_expect_of_every_single_customer(tenth, customers):
    [row] = tenth.report("orders", horizon=39 * 7, **IN_39_WEEKS).rows
    x, recency, age, mean = customers
    model, spend = fit_orders(x, recency, age), fit_spend(x, mean)

    orders = model.expected(39, x, recency, age)
    worth = [float(spend.expected(n, m)) if n and m > 0 else spend.of_anyone for n, m in zip(x, mean, strict=True)]
    assert row["expected"] == pytest.approx(float(orders.sum()), rel=1e-3)
    assert row["alive"] == pytest.approx(float(model.alive(x, recency, age).sum()), rel=1e-3)
    assert row["value"] / 100 == pytest.approx(float((orders * worth).sum()), rel=1e-3)


def test_the_question_gives_the_same_matrices_from_the_imported_payments(real_data, figures, tmp_path):
    file = tmp_path / "payments.csv"
    with gzip.open(real_data / "cdnow" / "CDNOW_master.txt.gz", "rt") as told:
        rows = [line.split() for line in list(told)[1:]]
    payments([(who, day, amount) for who, day, _, amount in rows], file)
    (tmp_path / "shop").mkdir()
    with house(tmp_path / "shop", SELLERS, "America/New_York", "USD") as shop:
        outcome = import_payments(shop, file)
        rows = shop.report("retention", as_of=date(1998, 6, 30)).rows

    assert (outcome.rows, outcome.refused) == (69_659, 0)
    active, revenue = defaultdict(dict), defaultdict(dict)
    for row in rows:
        if row["cohort"] is not None:
            month = f"{row['cohort']:%Y-%m}"
            active[month][str(row["age"])], revenue[month][str(row["age"])] = row["active"], row["revenue"]
    known = figures["master"]
    assert active == known["cohort_active_customers_by_month_index"]
    cents = {c: {age: round(100 * euros) for age, euros in row.items()}
             for c, row in known["cohort_revenue_by_month_index"].items()}  # fmt: skip
    assert revenue == cents
    [last] = [row for row in rows if row["cohort"] is None and row["age"] == 1]
    assert (last["active"], last["customers"]) == (1157 + 1312 + 1032, 23_570)
