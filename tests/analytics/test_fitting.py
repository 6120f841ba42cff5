"""Peaks of likelihoods; and that nothing pays for the libraries that find them before one is asked for."""

import subprocess
import sys

import numpy as np
import pytest

from headrace.analytics.fitting import peak, standard_errors


def test_a_peak_is_found_from_far_away():
    found = peak(lambda at: -((at[0] - 3) ** 2) - 100 * (at[1] + at[0] - 1) ** 2, (0.0, 0.0))

    assert found.at == pytest.approx((3, -2), abs=1e-5)
    assert found.value == pytest.approx(0, abs=1e-9)


def test_a_ridge_without_a_peak_is_told_from_a_peak():
    found = peak(lambda at: float(at[0]), (0.0,))

    assert found.is_far((0.0,))


def test_errors_are_those_of_the_curvature_and_none_where_there_is_none():
    bend = np.array([[4.0, 1.0], [1.0, 2.0]])

    errors = standard_errors(lambda at: float(-at @ bend @ at / 2), (0.0, 0.0))

    assert errors == pytest.approx(np.sqrt(np.diag(np.linalg.inv(bend))), rel=1e-6)
    assert standard_errors(lambda at: 1.0, (0.0, 0.0)) is None


def test_what_reports_import_loads_neither_scipy_nor_numpy():
    names = (
        "cure compare competing maturity intervals lifetime.orders lifetime.spend lifetime.contracts lifetime.revenue"
    )
    modules = ", ".join(f"headrace.analytics.{name}" for name in names.split())
    code = f"import headrace.cli, {modules}, sys; sys.exit(bool({{'numpy.linalg', 'scipy._lib'}} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
