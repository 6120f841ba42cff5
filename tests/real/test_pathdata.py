"""10,000 rows of real paths with 12 channels: every known figure, by conversions and by value."""

import csv
import json
from decimal import Decimal

import numpy as np
import pytest

from headrace.analytics.attribution.credits import Credits, of_rule
from headrace.analytics.attribution.markov import effects, markov
from headrace.analytics.attribution.paths import Paths, Walks, counted
from headrace.analytics.attribution.positional import FIRST, LAST, LINEAR, POSITION
from headrace.analytics.attribution.shapley import shapley

UNITS = 10**9
"""The values have many decimals: counted in billionths, they are whole."""
EXACT = 1e-6
"""The known figures are rounded to six decimals."""


@pytest.fixture(scope="module")
def rows(real_data):
    with (real_data / "pathdata" / "Data.csv").open(newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def paths(rows) -> Paths:
    return counted(
        (
            row["path"].split(" > "),
            int(row["total_conversions"]),
            round(Decimal(row["total_conversion_value"]) * UNITS),
            int(row["total_null"]),
        )
        for row in rows
    )


@pytest.fixture(scope="module")
def known(real_data):
    return json.loads((real_data / "pathdata" / "known_figures.json").read_text())


def asked(paths: Paths, model: str) -> Credits:
    walks = Walks(paths)
    if model == "shapley_subset_game":
        return shapley(walks)
    return of_rule(walks, {"first": FIRST, "last": LAST, "linear": LINEAR}[model])


def test_the_file_is_the_known_one(rows, paths, known):
    lengths = np.diff(paths.starts)

    assert len(rows) == len(paths) == known["rows"]
    assert len({row["path"] for row in rows}) == known["unique_paths"]
    assert paths.conversions.sum() == known["total_conversions"]
    assert paths.value.sum() / UNITS == pytest.approx(known["total_conversion_value"], abs=5e-5)
    assert paths.nulls.sum() == known["total_null"]
    assert list(paths.labels) == known["channels"]
    assert (lengths.min(), np.median(lengths), lengths.max()) == tuple(known["path_length"].values())
    assert (paths.conversions == 0).sum() == known["rows_with_zero_conversions"]
    assert (paths.nulls == 0).sum() == known["rows_null_zero"]


@pytest.mark.parametrize("model", ["first", "last", "linear", "shapley_subset_game"])
def test_conversions_and_value_by_rule_and_by_shapley(paths, known, model):
    found = asked(paths, model)

    assert {each.label: each.conversions for each in found} == pytest.approx(known["conversions"][model], abs=EXACT)
    assert {each.label: each.value / UNITS for each in found} == pytest.approx(known["value"][model], abs=EXACT)
    assert found.total.conversions == pytest.approx(known["total_conversions"], abs=1e-9)
    assert found.total.value == paths.value.sum()


def test_position(paths, known):
    walks = Walks(paths)
    found = of_rule(walks, POSITION)

    assert {each.label: each.conversions for each in found} == pytest.approx(
        known["position_based_40_20_40"], abs=EXACT
    )


@pytest.mark.parametrize("most_dense", [800, 0], ids=["by matrix", "by walking"])
def test_markov_of_the_first_order(paths, known, most_dense):
    found, figures = effects(paths, most_dense=most_dense), known["markov_order1"]

    assert found.base == pytest.approx(known["conversion_rate"], abs=1e-8)
    assert found.base == pytest.approx(figures["base_conversion_probability"], abs=1e-8)
    removal = dict(zip(found.labels, found.removal, strict=True))
    assert removal == pytest.approx(figures["removal_effect"], abs=1e-8)


def test_markovs_credits(paths, known):
    found = markov(paths)

    assert {each.label: each.conversions for each in found} == pytest.approx(
        known["markov_order1"]["conversions"], abs=EXACT
    )
    assert found.value.sum() == paths.value.sum()


@pytest.mark.parametrize("order", [2, 3])
def test_a_matrix_and_walking_agree_on_real_paths(paths, order):
    by_matrix, by_walking = effects(paths, order, 2000), effects(paths, order, 0)

    assert by_matrix.removal == pytest.approx(by_walking.removal, abs=1e-11)
    assert by_matrix.removal_value == pytest.approx(by_walking.removal_value, abs=1e-11)


def test_a_memory_of_whole_paths_gives_the_share_of_conversions_that_a_channel_is_in(paths):
    found, cells = effects(paths, 89), paths.cells

    holding = np.bincount(cells.label, np.repeat(paths.conversions, np.diff(cells.starts)), len(paths.labels))
    assert found.removal == pytest.approx(holding / paths.conversions.sum(), abs=1e-9)
