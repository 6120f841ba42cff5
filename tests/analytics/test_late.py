"""Records that begin later than the journeys that they tell of: who is watched, and from which age on."""

from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.core.entries import Inquired, Lost, Qualified, Recycled
from headrace.core.errors import UsageError
from oracles import ORACLES, Asked
from stand_ins import CLASSIC, POLICY, Reporting, asking
from stories import Story

TENTH, LATER = date(2025, 1, 11), date(2025, 3, 1)
"""The day on which the record begins, ten days after the first inquiries."""


def two_cohorts(early: int) -> Story:
    """Twenty inquire on day 0 and twenty on day 10. Half of each move on after 2 days, the others after 12.

    Of those who moved on before day 10, when the record began, it holds only `early`.
    """
    story = Story()
    for cohort, started in (("a", 0), ("b", 10)):
        for number in range(20):
            after = 2 if number < 10 else 12
            if started + after >= 10 or number < early:
                story.tell(f"{cohort}{number}", Inquired(to="inquiry"), started)
                story.tell(f"{cohort}{number}", Qualified(to="mql"), started + after)
    return story


@pytest.mark.parametrize("early", [0, 5, 10])
def test_half_move_on_within_two_days_and_the_record_says_so_once_it_is_told_when_it_begins(tmp_path: Path, early):
    house = Reporting(tmp_path).learn(two_cohorts(early).facts)

    row = house.report("velocity", as_of=LATER, seen_from=TENTH)[0]
    assert (row["n"], row["moved_on"], row["median_days"], row["p90_days"]) == (30, 30, 2, 12)

    shares = {row["age"]: row["share"] for row in house.report("ages", as_of=LATER, seen_from=TENTH)
              if row["place"] == "inquiry"}  # fmt: skip
    assert (shares[7], shares[14]) == (0.5, 1)

    [moved_on, *others] = house.report("outcomes", as_of=LATER, seen_from=TENTH)[:6]
    assert (moved_on["entered"], moved_on["share"], sum(row["share"] for row in others)) == (30, 1, 0)


def test_a_record_that_is_read_as_if_it_had_always_been_is_wrong(tmp_path: Path):
    house = Reporting(tmp_path).learn(two_cohorts(0).facts)

    row = house.report("velocity", as_of=LATER)[0]
    shares = {row["age"]: row["share"] for row in house.report("ages", as_of=LATER) if row["place"] == "inquiry"}

    assert (row["n"], row["median_days"]) == (30, 12)
    assert shares[7] == pytest.approx(1 / 3)


def test_what_ended_on_the_first_day_of_the_record_is_in_it(tmp_path: Path):
    story = Story()
    for number in range(12):
        story.tell(f"p{number}", Inquired(to="inquiry"), 0)
        story.tell(f"p{number}", Lost(to="lost"), 9 + number % 3)
    house = Reporting(tmp_path).learn(story.facts)

    row = house.report("velocity", as_of=LATER, seen_from=TENTH)[0]

    assert (row["n"], row["ended_otherwise"]) == (8, 8)


def test_the_leads_of_a_figure_are_those_who_were_watched(tmp_path: Path):
    house = Reporting(tmp_path).learn(two_cohorts(10).facts)
    answer = house.answer("velocity", asking(as_of=LATER, seen_from=TENTH))

    people = {lead["person"] for lead in house.leads(answer, answer.rows[0], "n")}

    assert people == {f"a{n}" for n in range(10, 20)} | {f"b{n}" for n in range(20)}


def test_a_stay_that_was_over_before_the_record_began_does_not_tell_how_long_stays_are(tmp_path: Path):
    story = Story()
    story.tell("left early", Inquired(to="inquiry"), 0)
    story.tell("left early", Recycled(to="nurture"), 4)
    story.tell("left early", Qualified(to="mql"), 20)
    story.tell("watched", Inquired(to="inquiry"), 11)
    story.tell("watched", Qualified(to="mql"), 14)
    house = Reporting(tmp_path).learn(story.facts)

    row = house.report("velocity", as_of=LATER, seen_from=TENTH)[0]

    assert (row["n"], row["moved_on"], row["dwell_median"], row["dwell_p90"]) == (2, 2, 3, 3)


def test_an_answer_says_when_its_record_begins(tmp_path: Path):
    house = Reporting(tmp_path).learn(two_cohorts(0).facts)

    told = house.answer("outcomes", asking(as_of=LATER, seen_from=TENTH)).caveats

    assert any("The record begins on 2025-01-11" in sentence for sentence in told)
    assert not any("record" in sentence for sentence in house.answer("outcomes", asking(as_of=LATER)).caveats)


def test_the_first_day_of_a_record_is_a_day(tmp_path: Path):
    house = Reporting(tmp_path).learn(two_cohorts(0).facts)

    with pytest.raises(UsageError, match="no day"):
        house.report("velocity", seen_from="2025")


def crowd(luck: Random) -> Story:
    """Up to eighty people who inquire over forty days, and move on, rest, are lost or wait."""
    story = Story()
    for number in range(luck.randint(1, 80)):
        day = luck.randint(0, 40) + luck.choice((0, 0.4))
        story.tell(f"p{number}", Inquired(to="inquiry"), day)
        body = luck.choice((Qualified(to="mql"), Qualified(to="mql"), Recycled(to="nurture"), Lost(to="lost"), None))
        if body is not None:
            story.tell(f"p{number}", body, day + luck.choice((0, 0.01, 1, 3, 8, 20, 60, 95)))
    return story


@pytest.mark.parametrize("question", ["velocity", "outcomes", "ages", "maturity"])
@settings(max_examples=8)
@given(luck=st.randoms(use_true_random=False), began=st.dates(date(2025, 1, 1), date(2025, 3, 1)))
def test_the_figures_of_a_late_record_are_the_oracles(question, luck, began):
    facts = crowd(luck).facts
    ask = asking(seen_from=began, as_of=date(2025, 3, 20))
    with TemporaryDirectory(prefix="headrace-") as folder:
        house = Reporting(Path(folder)).learn(facts)
        expected = ORACLES[question](Asked(facts, ask, CLASSIC, POLICY.time_zone, POLICY.currency))
        assert list(house.answer(question, ask).rows) == [pytest.approx(row, abs=1e-9) for row, _ in expected]
