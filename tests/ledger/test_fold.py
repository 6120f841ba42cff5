"""Where a journey has been: the three rules of order, implied stages, fates, owners."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from books import ADA, hand
from headrace.adapters.documents.shipped import template
from headrace.core.entries import Known
from headrace.core.funnel import Fate
from headrace.core.units import Grain, micros
from headrace.ledger.fold import Stay, fate, standing, timeline
from headrace.ledger.notation import read

CLASSIC = template("classic")
LEARNT_US = micros(datetime(2025, 12, 1, tzinfo=UTC))


def facts(text: str) -> list[Known]:
    """One journey of Ada's, as told: a line without a name is hers."""
    lines = [line.split(maxsplit=1) for line in text.strip().splitlines()]
    entries = read("\n".join(f"{when.replace('T', ' ')} {ADA} {rest}" for when, rest in lines), hand())
    envelopes = ({name: getattr(entry, name) for name in entry.__dataclass_fields__} for entry in entries)
    return [Known(**envelope, seq=n, recorded_us=LEARNT_US + n) for n, envelope in enumerate(envelopes, 1)]


def stays(text: str, *, implied: bool = True) -> list[Stay]:
    return [stay for stay in timeline(facts(text), CLASSIC) if implied or not stay.implied]


def places(text: str) -> list[str]:
    return [f"({stay.place})" if stay.implied else stay.place for stay in stays(text)]


def test_a_move_dated_before_the_inquiry_is_read_as_happening_right_after_it():
    inquiry, mql = stays("""
        2025-03-05T10:00  inquired   to=inquiry
        2025-03-01T09:00  qualified  to=mql
    """)

    assert (inquiry.place, mql.place) == ("inquiry", "mql")
    assert mql.entered_us == inquiry.entered_us == inquiry.left_us


def test_an_inquiry_moves_nothing_if_we_knew_by_then_that_the_journey_had_begun():
    accepted, inquiry, requalified = facts("""
        2025-03-01T09:00  accepted   to=sal
        2025-03-05T10:00  inquired   to=inquiry
        2025-03-06T10:00  qualified  to=sql
    """)
    at_once = replace(accepted, recorded_us=accepted.at_us)

    stays = timeline([at_once, inquiry, requalified], CLASSIC)

    assert [(stay.place, stay.entered_us) for stay in stays] == [("sal", accepted.at_us), ("sql", requalified.at_us)]


def test_facts_of_the_same_day_are_taken_in_the_funnels_order():
    assert places("""
        2025-03-01  opened     to=sql
        2025-03-01  accepted   to=sal
        2025-03-01  qualified  to=mql
        2025-03-01  inquired   to=inquiry
    """) == ["inquiry", "mql", "sal", "sql"]  # fmt: skip


def test_facts_of_one_instant_and_place_are_taken_as_they_were_learnt():
    told = facts("""
        2025-03-01  inquired  to=inquiry
        2025-03-02  opened    to=sql value=100 currency=EUR
        2025-03-02  opened    to=sql value=200 currency=EUR
    """)

    standing_now = standing(told, CLASSIC)
    assert standing_now is not None
    assert standing_now.value == 200


def test_facts_without_a_time_come_first():
    assert places("""
        2025-03-01  qualified  to=mql
        ?           inquired   to=inquiry
    """) == ["inquiry", "mql"]  # fmt: skip


def test_a_move_without_a_time_is_read_right_after_the_last_dated_move_to_an_earlier_place():
    inquiry, mql, sal, won = stays(
        """
        ?                 qualified  to=mql
        2025-03-01T09:05  inquired   to=inquiry
        2025-03-08        accepted   to=sal
        ?                 won        to=won
    """,
        implied=False,
    )

    assert [stay.place for stay in (inquiry, mql, sal, won)] == ["inquiry", "mql", "sal", "won"]
    assert (mql.entered_us, mql.entered_grain) == (inquiry.entered_us, Grain.INSTANT)
    assert (won.entered_us, won.entered_grain) == (sal.entered_us, Grain.DAY)


def test_a_move_of_which_only_the_day_is_known_comes_after_what_led_up_to_it_on_that_day():
    inquiry, opportunity, won = stays(
        """
        2025-03-01T09:00  inquired  to=inquiry
        2025-05-01        won       to=won
        2025-05-01T10:00  opened    to=opportunity
    """,
        implied=False,
    )

    assert [stay.place for stay in (inquiry, opportunity, won)] == ["inquiry", "opportunity", "won"]
    assert (won.entered_us, won.entered_grain) == (opportunity.entered_us, Grain.DAY)


def test_a_move_of_the_day_of_the_inquiry_is_not_before_it():
    inquiry, mql = stays("""
        2025-03-01T09:00  inquired   to=inquiry
        2025-03-01        qualified  to=mql
    """)

    assert (mql.place, mql.entered_us, mql.entered_grain) == ("mql", inquiry.entered_us, Grain.DAY)


def test_moves_from_before_the_inquiry_keep_their_own_order():
    assert (
        stays("""
        2025-01-10  moved      to=sql
        2025-01-20  recycled   to=nurture
        2025-02-01  qualified  to=mql
        2025-03-03  inquired   to=inquiry
    """)[-1].place
        == "mql"
    )


def test_a_win_stands_whatever_side_place_has_no_date():
    assert (
        stays("""
        2025-03-01  inquired  to=inquiry
        2025-03-09  opened    to=sql
        2025-05-01  won       to=won
        ?           recycled  to=nurture
    """)[-1].place
        == "won"
    )


def test_the_journey_had_begun_if_we_knew_of_a_move_without_a_time_when_the_inquiry_happened():
    accepted, inquiry = facts("""
        ?                 accepted  to=sal
        2025-03-05T10:00  inquired  to=inquiry
    """)
    early = replace(accepted, recorded_us=(inquiry.at_us or 0) - 1)

    assert [stay.place for stay in timeline([early, inquiry], CLASSIC)] == ["sal"]


def test_a_dated_move_tells_when_and_one_without_a_time_to_the_same_place_adds_nothing():
    inquiry, mql = stays("""
        2025-03-01  inquired   to=inquiry
        2025-03-05  qualified  to=mql
        ?           qualified  to=mql
    """)

    assert mql.entered_us == inquiry.left_us
    assert mql.entered_grain is Grain.DAY


def test_a_move_without_a_time_comes_first_where_nothing_dated_leads_up_to_it():
    mql, sal = stays("""
        2025-03-05  accepted   to=sal
        ?           qualified  to=mql
    """)

    assert (mql.place, mql.entered_us, sal.place) == ("mql", None, "sal")


def test_an_inquiry_without_a_time_begins_nothing_where_another_has_one():
    [inquiry] = stays("""
        ?           inquired  to=inquiry
        2025-03-05  inquired  to=inquiry
    """)

    assert inquiry.entered_grain is Grain.DAY


def test_a_second_inquiry_moves_nothing():
    assert places("""
        2025-03-01  inquired   to=inquiry
        2025-03-02  qualified  to=mql
        2025-03-03  inquired   to=inquiry
    """) == ["inquiry", "mql"]  # fmt: skip


def test_a_move_to_where_the_journey_stands_moves_nothing():
    assert places("""
        2025-03-01  inquired   to=inquiry
        2025-03-02  qualified  to=mql
        2025-03-03  moved      to=mql
    """) == ["inquiry", "mql"]  # fmt: skip


def test_a_skipped_mandatory_stage_is_implied_at_the_instant_of_the_skip_and_an_optional_one_is_not():
    told = stays("""
        2025-03-01  inquired   to=inquiry
        2025-03-05  won        to=won
    """)

    assert [(stay.place, stay.implied) for stay in told] == [
        ("inquiry", False), ("mql", True), ("sal", True), ("sql", True), ("won", False)
    ]  # fmt: skip
    assert {stay.entered_us for stay in told[1:]} == {told[0].left_us}


def test_a_stage_is_implied_only_once_and_never_after_it_was_seen():
    assert places("""
        2025-03-01  inquired   to=inquiry
        2025-03-02  accepted   to=sal
        2025-03-03  moved      to=inquiry
        2025-03-04  opened     to=sql
    """) == ["inquiry", "(mql)", "sal", "inquiry", "sql"]  # fmt: skip


def test_a_lead_that_sales_found_has_no_implied_stages_before_it():
    assert places("2025-03-01 opened to=sql") == ["sql"]


def test_nothing_is_implied_on_the_way_to_a_side_place_or_from_one():
    assert places("""
        2025-03-01  inquired   to=inquiry
        2025-03-02  recycled   to=nurture
        2025-03-03  opened     to=sql
    """) == ["inquiry", "nurture", "sql"]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "became"),
    [
        ("", Fate.STILL_HERE),
        ("2025-03-03 opened to=opportunity", Fate.MOVED_ON),
        ("2025-03-03 won to=won", Fate.MOVED_ON),
        ("2025-03-03 rejected to=mql", Fate.MOVED_BACK),
        ("2025-03-03 recycled to=nurture", Fate.NURTURED),
        ("2025-03-03 disqualified to=disqualified", Fate.LEFT),
        ("2025-03-03 lost to=lost", Fate.LEFT),
        ("2025-03-03 expired to=expired", Fate.EXPIRED),
        ("2025-03-03 expired to=nurture", Fate.EXPIRED),
    ],
)
def test_what_became_of_a_stay_is_where_it_led_next(line, became):
    told = stays(f"2025-03-01 opened to=sql\n{line}")

    assert fate(told[0], CLASSIC) is became


def test_the_owner_is_the_last_one_named_and_an_expiry_names_none():
    told = facts("""
        2025-03-01  inquired  to=inquiry owner=kim
        2025-03-02  routed    owner=lee
        2025-03-03  expired   to=expired owner=kim
    """)

    now = standing(told, CLASSIC)
    assert now is not None
    assert (now.owner, now.place, now.since_grain) == ("lee", "expired", Grain.DAY)


def test_the_worth_is_the_last_one_told_by_when_it_held_and_an_expiry_tells_none():
    found = standing(
        facts("""
            2025-03-04T10:00  valued    value=700 currency=EUR
            2025-03-01T10:00  inquired  to=inquiry
            2025-03-03T10:00  opened    to=opportunity value=500 currency=EUR
            2025-03-05T10:00  moved     to=opportunity
            2025-03-06T10:00  expired   to=expired value=70 currency=USD
        """),
        CLASSIC,
    )

    assert found is not None
    assert (found.place, found.value, found.currency) == ("expired", 700, "EUR")


def test_the_account_is_the_one_last_joined_or_else_the_first_that_a_move_named():
    inquired, joined, moved = facts("""
        2025-03-01T10:00  inquired   to=inquiry
        2025-03-02T10:00  joined     by=domain
        2025-03-03T10:00  qualified  to=mql
    """)
    named, later = replace(inquired, account="acme"), replace(moved, account="other")
    by_group = replace(joined, account="group")

    histories = [(named, later), (named, by_group, later), (named, joined, later)]
    found = [standing(each, CLASSIC) for each in histories]
    assert [each and each.account for each in found] == ["acme", "group", "acme"]


def test_without_a_placing_fact_nobody_stands_anywhere():
    assert standing(facts("2025-03-01 routed owner=lee"), CLASSIC) is None


def test_a_journey_that_nothing_placed_yet_has_been_nowhere():
    assert timeline(facts("2025-03-01T09:00 touched activity=visit"), CLASSIC) == []
