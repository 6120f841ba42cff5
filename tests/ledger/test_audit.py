"""What cannot be right is named, and nothing is changed."""

from datetime import UTC, datetime

import pytest

from books import ADA, BO, hand, journey
from headrace.adapters.documents.shipped import template
from headrace.core.entries import Body, Corrected, Inquired, Known, Merged, Voided
from headrace.core.units import micros
from headrace.ledger.audit import MEANINGS, audit, tally
from headrace.ledger.notation import read

CLASSIC = template("classic")
LEARNT_US = micros(datetime(2025, 12, 1, tzinfo=UTC))


def findings(text: str) -> list[tuple[str, int, str | None, str]]:
    entries = read(text, hand())
    envelopes = ({name: getattr(entry, name) for name in entry.__dataclass_fields__} for entry in entries)
    facts = [Known(**envelope, seq=n, recorded_us=LEARNT_US + n) for n, envelope in enumerate(envelopes, 1)]
    return [(each.name, each.seq, each.journey, each.detail) for each in audit(facts, CLASSIC)]


def test_a_clean_ledger_has_no_findings():
    assert findings(f"""
        2025-03-01  {ADA}  inquired   to=inquiry
        2025-03-02  {ADA}  qualified  to=mql
        2025-03-03  {ADA}  accepted   to=sal
        2025-03-04  {ADA}  opened     to=sql value=100 currency=EUR
        2025-03-05  {ADA}  won        to=won value=100 currency=EUR
    """) == []  # fmt: skip


@pytest.mark.parametrize(
    ("line", "name", "detail"),
    [
        (f"2025-03-02 {ADA} won to=won", "win_without_revenue", "won"),
        (f"? {ADA} won to=won value=1 currency=EUR", "win_without_date", "won"),
        (f"2025-02-02 {ADA} qualified to=mql", "move_before_inquiry", "mql"),
        (f"2025-03-02 {ADA} moved to=demo", "unknown_stage", "demo"),
    ],
)
def test_a_contradiction_is_named_with_the_fact_that_shows_it(line, name, detail):
    found = findings(f"2025-03-01 {ADA} inquired to=inquiry\n{line}")

    assert (name, 2, journey(ADA), detail) in found


@pytest.mark.parametrize(("day", "found"), [(4, ["win_without_revenue"]), (6, [])])
def test_a_win_whose_amount_somebody_entered_since_has_its_revenue(day, found):
    told = findings(f"""
        2025-03-01      {ADA}    inquired  to=inquiry
        2025-03-05      {ADA}    won       to=won
        2025-03-0{day}  {ADA}#1  valued    value=100 currency=EUR
    """)

    assert [name for name, *_ in told if name == "win_without_revenue"] == found


def test_a_move_that_the_funnel_forbids_is_named_with_both_ends():
    found = findings(f"""
        2025-03-01  {ADA}  inquired      to=inquiry
        2025-03-02  {ADA}  disqualified  to=disqualified
        2025-03-03  {ADA}  moved         to=mql
    """)

    assert found == [("forbidden_move", 3, journey(ADA), "disqualified > mql")]


def test_somebody_merged_into_a_person_whom_nobody_told_of_is_named():
    [found] = findings(f"2025-03-01 {BO} inquired to=inquiry\n2025-03-02 {BO} merged into=pnobody")

    assert (found[0], found[1], found[3]) == ("merged_into_nobody", 2, "pnobody")


@pytest.mark.parametrize(
    ("ruling", "name", "about"),
    [
        (Voided(9), "ruling_on_nothing", "9"),
        (Voided(2), "ruling_on_a_ruling", "2"),
        (Corrected(2, "moved", None, "unknown", {"to": "mql"}), "ruling_on_a_ruling", "2"),
        (Corrected(1, "called", None, "unknown", {}), "corrected_into_another", "1"),
        (Merged(into=ADA), "merged_in_a_circle", ADA),
    ],
)
def test_a_ruling_that_changes_nothing_is_named(ruling: Body, name: str, about: str):
    facts = [
        Known(Inquired(to="inquiry"), 1, journey="j", person=ADA, seq=1),
        Known(Merged(into=BO), 2, person=ADA, seq=2),
        Known(Inquired(to="inquiry"), 3, journey="k", person=BO, seq=3),
        Known(ruling, 4, person=BO if about == ADA else None, seq=4),
    ]
    *_, found = audit(facts, CLASSIC)

    assert (found.name, found.seq, found.detail) == (name, 4, BO if about == ADA else about)


def test_every_finding_has_a_meaning_and_a_count():
    entries = read(f"2025-03-01 {ADA} won to=won\n2025-03-01 {BO} won to=won", hand())
    facts = [
        Known(entry.body, entry.at_us, journey=entry.journey, person=entry.person, seq=n)
        for n, entry in enumerate(entries, 1)
    ]
    counts = tally(audit(facts, CLASSIC))

    assert counts == {"win_without_revenue": 2}
    assert set(counts) <= set(MEANINGS)
