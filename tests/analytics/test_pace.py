"""How the inflow of leads grows, and what the pipeline wins a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from headrace.adapters.stores.sqlite import SQLiteBook
from headrace.app.publication import in_force, publish
from headrace.core.entries import Expired, Inquired, Lost, Opened, Qualified, Won
from headrace.core.errors import HeadraceError
from headrace.core.policy import Policy
from headrace.core.units import micros
from headrace.rules.editions import Edition, redefined
from stand_ins import CLASSIC, POLICY, Reporting, asking
from stories import START, Story

MONTHS = (0, 31, 59, 90, 120)
"""The first days of January to May 2025, counted from the beginning of a story."""


def qualified(*months: int) -> Story:
    """So many qualified leads in January, in February and so on."""
    story = Story()
    for start, leads in zip(MONTHS, months, strict=False):
        for number in range(leads):
            story.tell(f"p{start}-{number}", Inquired(to="inquiry"), start + 1)
            story.tell(f"p{start}-{number}", Qualified(to="mql"), start + 2)
    return story


def edition(day: int, policy: Policy = POLICY, funnel=CLASSIC) -> Edition:
    at_us = micros(START + timedelta(days=day))
    return Edition(at_us, at_us, funnel, policy)


def with_bar(bar: int) -> Policy:
    return replace(POLICY, qualification=replace(POLICY.qualification, bar=bar))


def growths(folder: Path, story: Story, editions: Sequence[Edition] = (), **asked) -> list[tuple[int, str | None]]:
    rows = Reporting(folder, editions=editions).learn(story.facts).report("lead_velocity", **asked)
    return [(row["period"].month, row["growth"] if row["growth"] is not None else row["why"]) for row in rows]


# -- lead velocity -----------------------------------------------------------------------------------------


def test_w44_200_230_264_and_290_leads_grow_by_15_then_14_8_then_9_8_percent(tmp_path: Path):
    found = growths(tmp_path, qualified(200, 230, 264, 290), as_of=date(2025, 4, 30))

    assert found[0] == (1, "first")
    assert found[1:] == [(2, pytest.approx(0.15)), (3, pytest.approx(0.14782609)), (4, pytest.approx(0.09848485))]


def test_a_month_that_is_not_over_has_no_row(tmp_path: Path):
    assert [month for month, _ in growths(tmp_path, qualified(2, 3, 4), as_of=date(2025, 3, 30))] == [1, 2]


def test_a_month_that_is_asked_for_in_part_has_no_row(tmp_path: Path):
    asked = {"first": date(2025, 1, 2), "end": date(2025, 3, 1), "as_of": date(2025, 5, 1)}

    assert growths(tmp_path, qualified(2, 3, 4), **asked) == [(2, "first")]


def test_a_month_without_leads_has_a_row_and_the_next_one_no_growth(tmp_path: Path):
    found = growths(tmp_path, qualified(2, 0, 4), as_of=date(2025, 3, 31))

    assert found == [(1, "first"), (2, -1.0), (3, "nobody")]


def test_a_bar_that_was_raised_in_march_refuses_the_growth_of_march_and_of_april(tmp_path: Path):
    editions = [edition(0), edition(MONTHS[2] + 10, with_bar(80))]

    found = growths(tmp_path, qualified(2, 3, 4, 5, 6), editions, as_of=date(2025, 5, 31))

    assert found == [(1, "first"), (2, 0.5), (3, "redefined"), (4, "redefined"), (5, pytest.approx(0.2))]


def test_a_bar_that_was_raised_at_the_turn_of_a_month_refuses_one_growth(tmp_path: Path):
    editions = [edition(0), edition(MONTHS[2], with_bar(80))]

    found = growths(tmp_path, qualified(2, 3, 4, 5), editions, as_of=date(2025, 4, 30))

    assert found == [(1, "first"), (2, 0.5), (3, "redefined"), (4, 0.25)]


def test_what_was_published_later_is_not_known_at_an_earlier_time(tmp_path: Path):
    editions = [edition(0), edition(MONTHS[1] + 3, with_bar(80))]
    story, then = qualified(2, 3), datetime(2025, 2, 1, tzinfo=UTC)

    assert growths(tmp_path, story, editions, as_of=date(2025, 2, 28), known_at=then)[1] == (2, 0.5)


def test_how_inquiries_grow_does_not_depend_on_the_bar(tmp_path: Path):
    editions = [edition(0), edition(MONTHS[1] + 3, with_bar(80))]

    found = growths(tmp_path, qualified(2, 3), editions, as_of=date(2025, 2, 28), stage="inquiry")

    assert found == [(1, "first"), (2, 0.5)]


@pytest.mark.parametrize(("stage", "why"), [("no_such_one", "No stage 'no_such_one'"), ("nurture", "a side place")])
def test_a_stage_that_leads_do_not_go_through_is_refused_by_name(tmp_path: Path, stage: str, why: str):
    with pytest.raises(HeadraceError, match=why):
        growths(tmp_path, qualified(2), stage=stage)


# -- what changes the meaning of a stage --------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"bar": 80}, {"partly": 0.25}, {"by_rule": True}, {"framework": "CHAMP"}])
def test_how_answers_are_weighed_is_what_a_qualified_lead_means(change):
    asked = POLICY.qualification
    changed = replace(POLICY, qualification=replace(asked, **change))
    assert redefined([edition(0), edition(5, changed)], "mql") == [edition(5).since_us]


def test_another_criterion_of_its_entry_is_another_meaning_and_none_for_the_stage_before():
    mql = CLASSIC.place("mql")
    stages = tuple(replace(each, entry=None) if each is mql else each for each in CLASSIC.stages)
    editions = [edition(0), edition(5, funnel=replace(CLASSIC, stages=stages))]

    assert mql.entry is not None
    assert redefined(editions, "mql") == [edition(5).since_us]
    assert redefined(editions, "inquiry") == []


def test_another_wait_in_nurture_changes_no_meaning():
    changed = replace(POLICY, nurture=replace(POLICY.nurture, consent=not POLICY.nurture.consent))
    assert redefined([edition(0), edition(5, changed)], "mql") == []


def test_published_definitions_say_when_qualification_was_redefined(tmp_path: Path):
    book, when = SQLiteBook(tmp_path / "ledger.db"), START
    for days, policy in ((0, POLICY), (10, with_bar(80)), (20, with_bar(80))):
        publish(book, CLASSIC, policy, by="kim", now=when + timedelta(days=days),
                signoffs={"marketing": "Ada", "sales": "Lee"})  # fmt: skip

    editions = in_force(book).editions
    book.close()

    assert redefined(editions, "mql") == [micros(START + timedelta(days=10))]
    assert [each.policy.qualification.bar for each in editions if each.policy][-1] == 80


# -- pipeline velocity ---------------------------------------------------------------------------------------


def opportunities() -> Story:
    """Forty: ten won after 90 days for 100,000 each, 30 lost after 100 days."""
    story = Story()
    for number in range(40):
        story.tell(f"p{number}", Opened(to="opportunity"), 0)
        if number < 10:
            story.tell(f"p{number}", Won(to="won", value=10_000_000, currency="EUR"), 90)
        else:
            story.tell(f"p{number}", Lost(to="lost"), 100)
    return story


def test_forty_opportunities_of_which_ten_are_won_for_100_000(tmp_path: Path):
    [row] = Reporting(tmp_path).learn(opportunities().facts).report("pipeline_velocity")

    assert (row["opportunities"], row["won"], row["lost"], row["win_rate"]) == (40, 10, 30, 0.25)
    assert (row["value"], row["cycle"], row["per_day"]) == (10_000_000, None, None)


def test_w43_through_the_question(tmp_path: Path):
    """Ten of forty won; half of those who were still watched at 90 days were won by then."""
    story = Story()
    for number in range(40):
        story.tell(f"p{number}", Opened(to="opportunity"), 0)
        if number < 10:
            story.tell(f"p{number}", Won(to="won", value=10_000_000, currency="EUR"), 90)
        else:
            story.tell(f"p{number}", Lost(to="lost"), 30 if number < 30 else 95)
    [row] = Reporting(tmp_path).learn(story.facts).report("pipeline_velocity")

    assert (row["opportunities"], row["win_rate"], row["value"], row["cycle"]) == (40, 0.25, 10_000_000, 90)
    assert row["per_day"] == pytest.approx(1_111_111.1111)


def test_the_expired_count_in_one_of_the_two_win_rates(tmp_path: Path):
    story = Story()
    for who, body in (
        ("ada", Won(to="won", value=100, currency="EUR")), ("bo", Lost(to="lost")),
        ("chidi", Expired(to="nurture")), ("dora", Expired(to="expired")), ("emeka", None),
    ):  # fmt: skip
        story.tell(who, Opened(to="opportunity"), 0)
        if body is not None:
            story.tell(who, body, 10)
    house = Reporting(tmp_path).learn(story.facts)
    answer = house.answer("pipeline_velocity", asking())
    [row] = answer.rows

    assert (row["closed"], row["win_rate"], row["ended"], row["with_expired"], row["open"]) == (2, 0.5, 4, 0.25, 1)
    assert {lead["person"] for lead in house.leads(answer, row, "expired")} == {"chidi", "dora"}
