"""Speed to lead: the first attempt by a person, and whose part of the delay it was."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from headrace.core.entries import ActorKind, Answered, Body, Called, Inquired, Known, Met, Routed, Touched
from headrace.core.units import Grain, micros
from stand_ins import Reporting, asking
from stories import START

MINUTE, HOUR, DAY = 1, 60, 1440


class Minutes:
    """Facts of people, told by the minute since midnight of 1 January 2025 in Berlin."""

    def __init__(self) -> None:
        self.facts: list[Known] = []

    def tell(self, who: str, body: Body, minute: float, by: ActorKind = ActorKind.PERSON, **envelope) -> "Minutes":
        seq = len(self.facts) + 1
        at_us = micros(START + timedelta(minutes=minute))
        self.facts.append(
            Known(body, at_us, person=who, journey=f"j-{who}", seq=seq, recorded_us=seq, actor_kind=by, **envelope)
        )
        return self

    def row(self, folder: Path, **asked):
        [row] = Reporting(folder).learn(self.facts).report("speed_to_lead", **asked)
        return row


def inquiries(*people: str) -> Minutes:
    told = Minutes()
    for who in people:
        told.tell(who, Inquired(to="inquiry"), 0)
    return told


def test_half_are_tried_in_twelve_minutes_and_those_never_tried_still_wait(tmp_path: Path):
    told = inquiries("ada", "bo", "chidi", "dora")
    told.tell("ada", Called(), 4).tell("bo", Called(), 12).tell("chidi", Called(), 3 * DAY)

    row = told.row(tmp_path, as_of=date(2025, 1, 10))

    assert (row["inquiries"], row["tried"], row["timed"]) == (4, 3, 4)
    assert (row["median"], row["p90"]) == (12, None)
    assert (row["in_5_minutes"], row["in_an_hour"], row["in_a_day"]) == (1, 2, 2)
    assert (row["share_in_an_hour"], round(row["share_in_an_hour_low"], 3)) == (0.5, 0.15)


def test_the_delay_before_somebody_was_given_it_is_the_systems_and_the_rest_the_persons(tmp_path: Path):
    told = inquiries("ada").tell("ada", Routed("kim"), 50).tell("ada", Called(), 60)

    row = told.row(tmp_path)

    assert (row["system_median"], row["person_median"], row["median"]) == (50, 10, 60)


def test_an_inquiry_that_comes_with_an_owner_is_given_at_once(tmp_path: Path):
    told = Minutes().tell("ada", Inquired(to="inquiry", owner="kim"), 0).tell("ada", Called(), 60)

    row = told.row(tmp_path)

    assert (row["system_median"], row["person_median"]) == (0, 60)


def test_whoever_tries_before_it_was_given_to_anybody_had_it(tmp_path: Path):
    told = inquiries("ada").tell("ada", Called(), 20).tell("ada", Routed("kim"), 50)

    row = told.row(tmp_path)

    assert (row["system_median"], row["person_median"], row["median"]) == (20, 0, 20)


def test_nobody_was_given_it_so_that_all_the_waiting_is_the_systems(tmp_path: Path):
    row = inquiries("ada").row(tmp_path, as_of=date(2025, 1, 2))

    assert (row["given"], row["system_median"], row["person_median"]) == (0, None, None)


@pytest.mark.parametrize(
    ("body", "by", "counts"),
    [
        (Called(), ActorKind.PERSON, True), (Called(), ActorKind.RULE, False), (Called(), ActorKind.IMPORT, True),
        (Met(), ActorKind.PERSON, True), (Touched("email", direction="out"), ActorKind.PERSON, True),
        (Touched("email", direction="out"), ActorKind.RULE, False), (Touched("email"), ActorKind.PERSON, False),
        (Touched("email", direction="in"), ActorKind.PERSON, False), (Answered("need", "no"), ActorKind.PERSON, True),
        (Answered("need", "no"), ActorKind.RULE, False), (Answered("need", "unknown"), ActorKind.PERSON, False),
    ],
)  # fmt: skip
def test_an_automatic_reply_is_no_attempt(tmp_path: Path, body, by, counts):
    row = inquiries("ada").tell("ada", body, 2, by).row(tmp_path)

    assert row["tried"] == counts


def test_a_correction_of_a_call_leaves_it_the_call_of_whom_it_was(tmp_path: Path):
    from headrace.core.entries import Corrected

    told = inquiries("ada").tell("ada", Called(), 30, ActorKind.RULE)
    at_us = micros(START + timedelta(minutes=5))
    told.tell("ada", Corrected(2, "called", at_us, "instant", {}), 5, ActorKind.PERSON)

    assert told.row(tmp_path)["tried"] == 0


def test_an_attempt_of_which_only_the_day_is_known_counts_in_days_and_in_no_share(tmp_path: Path):
    told = inquiries("ada").tell("ada", Called(), 0, grain=Grain.DAY)

    row = told.row(tmp_path)

    assert (row["tried"], row["median"], row["timed"], row["share_in_a_day"]) == (1, 0, 0, None)


def test_whom_nobody_was_given_waits_for_no_person(tmp_path: Path):
    asked = [f"p{number}" for number in range(9)]
    told = inquiries("ada", "bo", *asked)
    for who, minutes in (("ada", 0), ("bo", 90)):
        told.tell(who, Routed(owner="lee"), 0).tell(who, Called(), minutes)

    assert told.row(tmp_path)["person_median"] == 0


def test_a_call_before_the_inquiry_is_no_answer_to_it(tmp_path: Path):
    told = Minutes().tell("ada", Called(), 0.5).tell("ada", Inquired(to="inquiry"), 1)

    assert told.row(tmp_path)["tried"] == 0


def test_five_minutes_and_half_a_minute_are_more_than_five(tmp_path: Path):
    told = inquiries("ada", "bo").tell("ada", Called(), 5.5).tell("bo", Called(), 5)

    row = told.row(tmp_path)

    assert row["in_5_minutes"] == 1


def test_an_inquiry_of_the_last_day_is_not_judged_yet(tmp_path: Path):
    row = inquiries("ada").tell("ada", Called(), 2).row(tmp_path, as_of=date(2025, 1, 1))
    assert (row["tried"], row["timed"]) == (1, 1)

    row = Minutes().tell("bo", Inquired(to="inquiry"), 60).row(tmp_path / "bo", as_of=date(2025, 1, 1))
    assert (row["tried"], row["timed"]) == (0, 0)


def test_the_leads_that_waited_longer_than_an_hour_can_be_told_from_those_that_did_not(tmp_path: Path):
    told = inquiries("ada", "bo").tell("ada", Called(), 30).tell("bo", Called(), 90)
    house = Reporting(tmp_path).learn(told.facts)
    answer = house.answer("speed_to_lead", asking())

    [lead] = house.leads(answer, answer.rows[0], "in_an_hour")
    assert lead["person"] == "ada"
