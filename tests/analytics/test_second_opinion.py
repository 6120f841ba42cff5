"""What lifelines says of the same waits, where it computes the same: it shifts ties at random, so there are none."""

from warnings import catch_warnings, simplefilter

import numpy as np
import pytest

from conftest import missing
from headrace.analytics.compare import log_rank
from headrace.analytics.competing import aalen_johansen
from headrace.analytics.risk import late_risk_sets
from headrace.analytics.survival import kaplan_meier, survival


@pytest.fixture(scope="module")
def lifelines():
    """The library, or a skip. It warns of what its own dependencies will change."""
    with catch_warnings():
        simplefilter("ignore")
        try:
            import lifelines
        except ImportError:
            missing("the library lifelines")
    return lifelines


def people(n, late_share=0.0):
    """Waits without ties, of which some end in each way, and the ages from which they were seen."""
    chance = np.random.default_rng(20)
    lengths = chance.permutation(np.arange(1, n + 1)) * 1.5
    ends = chance.choice([0, 1, 2, 3], n)
    entries = np.where(chance.random(n) < late_share, lengths * chance.random(n) * 0.9, 0.0)
    return lengths, ends, entries


def test_lifelines_finds_the_same_curve_and_interval(lifelines):
    lengths, ends, _ = people(300)
    theirs = lifelines.KaplanMeierFitter().fit(lengths, ends > 0)
    ours = kaplan_meier([(length, bool(end), 1) for length, end in zip(lengths, ends, strict=True)])

    assert list(theirs.survival_function_at_times(ours.times)) == pytest.approx(ours.survival)
    bounds = theirs.confidence_interval_.loc[ours.times[:-1]]
    assert [ours.interval(time) for time in ours.times[:-1]] == [pytest.approx(tuple(row)) for row in bounds.to_numpy()]


def test_lifelines_finds_the_same_for_waits_that_were_seen_late(lifelines):
    lengths, ends, entries = people(300, late_share=0.5)
    theirs = lifelines.KaplanMeierFitter().fit(lengths, ends > 0, entry=entries)
    rows = zip(entries, lengths, ends, strict=True)
    ours = survival(late_risk_sets([(entry, length, bool(end), 1) for entry, length, end in rows]))

    assert ours.since == 0
    assert list(theirs.survival_function_at_times(ours.times)) == pytest.approx(ours.survival)


def test_lifelines_finds_the_same_incidence(lifelines):
    lengths, ends, _ = people(200)
    made = aalen_johansen([(float(t), str(end) if end else None, 1) for t, end in zip(lengths, ends, strict=True)])

    for end in (1, 2, 3):
        with catch_warnings():
            simplefilter("ignore")
            theirs = lifelines.AalenJohansenFitter(calculate_variance=False).fit(lengths, ends, event_of_interest=end)
        curve = made.ends[str(end)]
        shares = theirs.cumulative_density_.iloc[:, 0]
        assert [shares.loc[time] for time in curve.times] == pytest.approx([1 - left for left in curve.survival])


def test_lifelines_finds_the_same_for_three_groups(lifelines):
    lengths, ends, _ = people(150)
    which = np.arange(150) % 3
    theirs = lifelines.statistics.multivariate_logrank_test(lengths, which, ends > 0)
    ours = log_rank(
        [[(t, bool(e), 1) for t, e, w in zip(lengths, ends, which, strict=True) if w == g] for g in range(3)]
    )

    assert ours == pytest.approx((theirs.test_statistic, theirs.p_value))
