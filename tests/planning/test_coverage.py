"""How much pipeline a target takes, and that the package costs nothing before it is used."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.core.errors import PlanRefused
from headrace.planning.coverage import coverage, opening_for, pipeline_for


@given(st.floats(1, 1e7), st.floats(0.01, 1), st.floats(1, 1e5))
def test_the_pipeline_for_a_quota_wins_it_and_whole_deals_win_at_least_as_much(quota, win_rate, value):
    exact, shown = (pipeline_for(quota, win_rate, value, wholes=wholes) for wholes in (False, True))

    assert exact.opportunities * win_rate * value == pytest.approx(quota)
    assert exact.coverage == pytest.approx(1 / win_rate)
    assert shown.opportunities >= exact.opportunities - 1e-6 * exact.opportunities
    assert shown.coverage >= exact.coverage * (1 - 1e-6)


@given(st.floats(0, 1e7), st.floats(0, 1e7), st.floats(0.01, 1))
def test_the_opening_pipeline_and_what_comes_within_make_the_target(target, within, converts):
    opening = opening_for(target, within, converts)

    assert opening >= 0
    assert opening * converts + within == pytest.approx(max(target, within), abs=1e-6)


def test_what_is_created_and_closed_within_may_be_enough():
    assert opening_for(100, 100, 0) == 0


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (lambda: coverage(1, 0), "remaining target is 0"),
        (lambda: coverage(-1, 1), "open pipeline is -1"),
        (lambda: pipeline_for(1, 0, 1), "rate of the win is 0"),
        (lambda: pipeline_for(1, 0.5, 0), "value of a win is 0"),
        (lambda: opening_for(100, 0, 0), "none is large enough"),
        (lambda: opening_for(100, 0, 1.5), "rate of the opening pipeline is 1.5"),
    ],
)
def test_a_pipeline_that_cannot_be_told_is_refused_with_its_reason_and_a_hint(bad, said):
    with pytest.raises(PlanRefused, match=said) as told:
        bad()

    assert told.value.hint


def test_the_package_loads_without_numpy_and_scipy():
    """A command that plans nothing must not wait for them; a lazy module has nothing but its name."""
    looked = (
        "import importlib, pkgutil, sys, headrace.planning as p\n"
        "for m in pkgutil.iter_modules(p.__path__): importlib.import_module(f'{p.__name__}.{m.name}')\n"
        "print([n for n in ('numpy', 'scipy', 'ibis') if n in sys.modules and '_LazyModule' not in str(type(sys.modules[n]))])"
    )
    told = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
