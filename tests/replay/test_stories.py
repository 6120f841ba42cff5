"""What a candidate would have decided otherwise, in ledgers that one can read: Ada, Bo and Chidi ask, Lee sells."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from headrace.adapters.documents.criteria import parse
from headrace.adapters.engines.replay import ReplayEngine, replayed
from headrace.adapters.holidays import holidays_of
from headrace.analytics.question import Ask
from headrace.app import reports
from headrace.app.replay import Replay, Side
from headrace.core.agreement import Clock, Counting, Mark, ShelfLife
from headrace.core.asking import BANT, Question
from headrace.core.calendar import Calendars
from headrace.core.durations import Duration, Span
from headrace.core.entries import (
    Accepted,
    Answered,
    Called,
    Disqualified,
    Expired,
    Inquired,
    Lost,
    Met,
    Moved,
    Opened,
    Paused,
    Qualified,
    Recycled,
    Valued,
    Won,
)
from headrace.core.plan import Goal, Measure, Plan
from headrace.core.policy import StagePolicy
from headrace.rules.candidate import Definitions
from headrace.rules.case import case_of
from headrace.rules.clocks import State, runs
from headrace.rules.terms import Terms
from stand_ins import CLASSIC, POLICY, Reporting
from stories import Story

AS_OF = Ask(as_of=date(2025, 12, 31), unit="pass")
BELOW = Recycled(to="nurture", reason="below_bar")
W21 = {name: Question("?", weight) for name, weight in zip(BANT, (20, 30, 30, 20), strict=True)}
Change = Callable[[Definitions], Definitions]
UNPLANNED = Plan()


def entry(stage: str, text: str) -> Change:
    """The stage lets in by another criterion."""

    def changed(by: Definitions) -> Definitions:
        stages = tuple(
            replace(each, entry=parse(text, by.funnel.facts)) if each.name == stage else each
            for each in by.funnel.stages
        )
        return replace(by, funnel=replace(by.funnel, stages=stages))

    return changed


def asking(**changes: Any) -> Change:
    """Answers are weighed otherwise."""
    return lambda by: replace(by, policy=replace(by.policy, qualification=replace(by.policy.qualification, **changes)))


def keeps(days: int, stage: str = "sql", **more: Any) -> Change:
    """A stage's shelf life is so many days."""

    def changed(by: Definitions) -> Definitions:
        said = StagePolicy(shelf_life=ShelfLife(Duration(days, Span.DAY), **more), win_rate=0.25)
        return replace(by, policy=replace(by.policy, stages={**by.policy.stages, stage: said}))

    return changed


# A score is the policy's alone here, so that a bar is one number.
IN_FORCE = entry("mql", "asked_by_person")(keeps(30)(Definitions(CLASSIC, POLICY)))


def answers(told: Story, who: str, grades: str, day: float) -> None:
    """Kim asks: y for yes, p for partly, n for no, - for what stayed unknown."""
    words = {"y": "yes", "p": "partly", "n": "no", "-": "unknown"}
    for criterion, grade in zip(BANT, grades, strict=True):
        told.tell(who, Answered(criterion, words[grade], framework="BANT"), day)


def lead(told: Story, who: str, grades: str, day: float = 1) -> None:
    """Somebody inquires, is asked, and qualifies."""
    told.tell(who, Inquired(to="inquiry"), day)
    answers(told, who, grades, day + 1)
    told.tell(who, Qualified(to="mql"), day + 1)


KEPT = ExitStack()
"""What was tried, until the end of the test."""


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    yield
    KEPT.close()


def tried(folder: Path, told: Story, *changes: Change, old: Definitions = IN_FORCE, plan: Plan = UNPLANNED) -> Replay:
    """A candidate, by what it changes, on a story."""
    new = old
    for change in changes:
        new = change(new)
    house = Reporting(folder, old.funnel, old.policy).learn(told.facts)
    engine = house.sync()
    scope = reports.scope_of(engine, AS_OF, house.terms)
    after: ReplayEngine = KEPT.enter_context(replayed(engine, old, new, scope, anew=False))
    terms = replace(house.terms, funnel=new.funnel, policy=new.policy)
    calendars = Calendars(holidays_of)
    return Replay(
        Side(engine, house.terms), Side(after, terms), new, AS_OF, 365, after.changes,
        lambda: after.clocks(old.policy, new.policy, calendars), plan,
    )  # fmt: skip


def verdicts(found: Replay) -> dict[str, tuple[str, str]]:
    """Who is judged otherwise, how, and at which stage."""
    return {row["person"]: (row["verdict"], row["place"]) for row in found.changed}


def row(found: Replay, table: str, **named: str) -> dict[str, Any]:
    """The row of a table that bears these names."""
    rows = [each for each in found.table(table).answer.rows if all(each[k] == v for k, v in named.items())]
    assert len(rows) == 1, rows
    return dict(rows[0])


def stands(found: Replay, place: str) -> tuple[int, int]:
    """How many stand in a place: as it is, and under the candidate."""
    told = row(found, "stages", place=place)
    return told["here_before"], told["here_after"]


# -- the bar ----------------------------------------------------------------------------------------------------


@pytest.fixture
def sixteen() -> Story:
    """Sixteen people, one for each pattern of yes and no: by a bar of 100 one of them is a lead."""
    told = Story()
    for number, grades in enumerate(product("yn", repeat=4)):
        who = f"p{number:02}"
        told.tell(who, Inquired(to="inquiry"), 1)
        answers(told, who, "".join(grades), 2)
        told.tell(who, Qualified(to="mql") if grades == tuple("yyyy") else BELOW, 2)
    return told


def test_w20_at_equal_weights_and_a_bar_of_75_five_of_sixteen_patterns_qualify(sixteen: Story, tmp_path: Path):
    found = tried(tmp_path, sixteen, asking(bar=75), old=asking(bar=100)(IN_FORCE))

    assert row(found, "changes", verdict="qualified", place="mql")["leads"] == 4
    assert stands(found, "mql") == (1, 5)
    assert stands(found, "nurture") == (15, 11)


def test_w21_at_weights_of_20_30_30_20_three_of_sixteen_patterns_qualify(sixteen: Story, tmp_path: Path):
    found = tried(tmp_path, sixteen, asking(bar=75, criteria=W21), old=asking(bar=100)(IN_FORCE))

    assert stands(found, "mql") == (1, 3)
    assert sorted(verdicts(found)) == ["p01", "p08"], "no timing, and no budget"


def test_a_lead_below_the_new_bar_leaves_the_path_with_its_win_and_is_told_so(tmp_path: Path):
    told = Story()
    lead(told, "ada", "yyyn")
    told.tell("ada", Accepted(to="sal"), 5)
    told.tell("ada", Won(to="won", value=900_000, currency="EUR"), 30)

    found = tried(tmp_path, told, asking(bar=80))

    change = row(found, "changes", verdict="unqualified", place="mql")
    assert (change["leads"], change["won"], change["revenue"], change["undone"]) == (1, 1, 900_000, 1)
    assert stands(found, "won") == (1, 0)
    assert stands(found, "nurture") == (0, 1)
    assert row(found, "wins", kind="after")["wins"] == 0


def test_a_lead_of_whom_not_all_was_asked_waits_for_more_questions(tmp_path: Path):
    told = Story()
    lead(told, "ada", "yyy-")

    found = tried(tmp_path, told, asking(bar=80))

    assert verdicts(found) == {"ada": ("unqualified", "mql")}
    assert stands(found, "inquiry") == (0, 1), "the fourth answer could still have made it a lead"


def test_a_lead_that_would_newly_qualify_stops_there_and_its_further_way_is_estimated_apart(tmp_path: Path):
    told = Story()
    for who in ("ada", "bo", "chidi", "dora"):
        lead(told, who, "yyyy")
    for who in ("ada", "bo"):
        told.tell(who, Accepted(to="sal"), 5)
    told.tell("ada", Won(to="won", value=800_000, currency="EUR"), 30)
    told.tell("emeka", Inquired(to="inquiry"), 3)
    answers(told, "emeka", "yynn", 4)
    told.tell("emeka", BELOW, 4)

    found = tried(tmp_path, told, asking(bar=50))

    assert verdicts(found) == {"emeka": ("qualified", "mql")}
    assert stands(found, "mql") == (2, 3)
    onward = row(found, "onward", place="sal")
    assert (onward["n"], onward["rate"], onward["expected"]) == (4, 0.5, 0.5)
    assert onward["least"] < 0.5 < onward["most"]
    estimated = row(found, "wins", kind="estimated")
    assert (estimated["leads"], estimated["wins"], estimated["revenue"]) == (1, 0.25, 200_000)
    rates = row(found, "rates", frm="mql")
    assert (rates["entered_after"], rates["judged_after"], rates["rate_after"]) == (5, 4, 0.5), "of those known"


def test_the_calling_of_more_leads_is_reckoned_by_the_policy(tmp_path: Path):
    told = Story()
    lead(told, "ada", "yyyy")
    told.tell("bo", Inquired(to="inquiry"), 3)
    answers(told, "bo", "yynn", 4)
    told.tell("bo", BELOW, 4)

    found = tried(tmp_path, told, asking(bar=50))

    queue = row(found, "queue", way="all")
    assert (queue["leads_before"], queue["leads_after"]) == (1, 2)
    assert (queue["dials_before"], queue["dials_after"]) == (4, 8)
    assert queue["hours_after"] == pytest.approx(2 * 12 / 60 / 0.41)
    assert queue["a_week_after"] == pytest.approx(2 * 7 / 365)


def sixteen_leads() -> Story:
    """Eight qualify at 75 and at 100, of whom four are won; four would at 50; four never."""
    told = Story()
    for number in range(8):
        lead(told, f"full{number}", "yyyy")
    for number in range(4):
        way = (Accepted(to="sal"), Moved(to="sql"), Opened(to="opportunity"))
        for day, move in enumerate((*way, Won(to="won", value=800_000, currency="EUR")), start=5):
            told.tell(f"full{number}", move, day)
        told.tell(f"full{number + 4}", Lost(to="lost"), 6)
    for who, known in (("half", "yynn"), ("none", "nnnn")):
        for number in range(4):
            told.tell(f"{who}{number}", Inquired(to="inquiry"), 3)
            answers(told, f"{who}{number}", known, 4)
            told.tell(f"{who}{number}", BELOW if known == "yynn" else Disqualified(to="disqualified"), 4)
    return told


def test_a_lower_bar_takes_fewer_inquiries_for_the_wins_of_the_plan(tmp_path: Path):
    found = tried(tmp_path, sixteen_leads(), asking(bar=50), plan=Plan(goal=Goal(Measure.WINS, (12,))))

    rows = found.table("plan").answer.rows
    inquiry, mql, *_, won = rows
    assert won["needed_before"] == won["needed_after"] == 12
    assert inquiry["rate_after"] > inquiry["rate_before"]
    assert inquiry["needed_after"] < inquiry["needed_before"]
    assert mql["rate_after"] == mql["rate_before"] == pytest.approx(0.5), (
        "nobody knows the way on of the newly qualified"
    )
    for when in ("before", "after"):
        for stage, following in pairwise(rows):
            assert stage[f"needed_{when}"] == pytest.approx(following[f"needed_{when}"] / stage[f"rate_{when}"])


def test_without_a_plan_the_needs_are_those_of_a_hundred_wins_and_what_changes_nothing_changes_none(tmp_path: Path):
    rows = tried(tmp_path, sixteen_leads(), asking(bar=100)).table("plan").answer.rows

    assert rows[-1]["needed_after"] == 100
    assert all(row["needed_after"] == row["needed_before"] for row in rows)


def test_a_plan_of_which_a_rate_is_not_known_is_refused_by_name(tmp_path: Path):
    told = Story()
    lead(told, "ada", "yyyy")

    answer = tried(tmp_path, told, asking(bar=90)).table("plan").answer
    assert answer.rows == []
    assert "moved on from" in answer.caveats[0]


# -- what people decided stays ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "stands_in"),
    [
        (Recycled(to="nurture", reason="not_now"), "nurture"),
        (Disqualified(to="disqualified", reason="fake"), "disqualified"),
    ],
)
def test_who_would_newly_qualify_and_was_let_go_by_a_person_stays_let_go(decided, stands_in, tmp_path: Path):
    told = Story()
    told.tell("ada", Inquired(to="inquiry"), 1)
    answers(told, "ada", "yynn", 2)
    told.tell("ada", decided, 3)

    found = tried(tmp_path, told, asking(bar=50))

    assert verdicts(found) == {"ada": ("qualified", "mql")}
    assert stands(found, stands_in) == (1, 1)
    assert row(found, "rates", frm="mql")["entered_after"] == 1


def test_who_was_out_for_good_does_not_qualify_by_answers_that_came_later(tmp_path: Path):
    told = Story()
    told.tell("ada", Inquired(to="inquiry"), 1)
    told.tell("ada", Disqualified(to="disqualified", reason="competitor"), 2)
    answers(told, "ada", "yynn", 3)

    assert verdicts(tried(tmp_path, told, asking(bar=50))) == {}


def test_who_skipped_the_stage_of_leads_is_not_judged_by_the_bar(tmp_path: Path):
    told = Story()
    told.tell("ada", Inquired(to="inquiry"), 1)
    answers(told, "ada", "ynnn", 2)
    told.tell("ada", Moved(to="sql"), 3)

    assert verdicts(tried(tmp_path, told, asking(bar=100))) == {}


def test_a_lead_that_no_rule_in_force_explains_stays_as_history_has_it(tmp_path: Path):
    told = Story()
    lead(told, "ada", "ynnn")  # an older bar, or a file, made it a lead

    assert verdicts(tried(tmp_path, told, asking(bar=80))) == {}


# -- criteria ---------------------------------------------------------------------------------------------------


def test_a_stage_that_asks_for_more_refuses_by_what_was_known_then(tmp_path: Path):
    told = Story()
    for who, region in (("ada", "north"), ("bo", "south")):
        told.tell(who, Inquired(to="inquiry", attributes={"region": region}), 1)
        told.tell(who, Accepted(to="sal"), 2)
        told.tell(who, Lost(to="lost"), 9)
    told.tell("bo", Moved(to="nurture", attributes={"region": "north"}), 20)  # too late to have let him in
    old = replace(IN_FORCE, funnel=replace(IN_FORCE.funnel, facts={**IN_FORCE.funnel.facts, "region": "text"}))

    found = tried(tmp_path, told, entry("sal", "accepted AND region = 'north'"), old=old)

    assert verdicts(found) == {"bo": ("refused", "sal")}
    assert stands(found, "inquiry") == (0, 1)


# -- shelf life -------------------------------------------------------------------------------------------------


def sql(told: Story, who: str) -> None:
    """Somebody who stands in SQL from day 10 on, with a deal of 8,000 euros."""
    told.tell(who, Inquired(to="inquiry"), 1)
    told.tell(who, Opened(to="sql", value=800_000, currency="EUR"), 10)


def test_a_shorter_shelf_life_expires_who_was_not_worked_and_undoes_what_followed(tmp_path: Path):
    told = Story()
    sql(told, "ada")
    told.tell("ada", Won(to="won", value=800_000, currency="EUR"), 35)
    sql(told, "bo")
    told.tell("bo", Met(), 20)
    told.tell("bo", Won(to="won", value=800_000, currency="EUR"), 35)

    found = tried(tmp_path, told, keeps(20))

    assert verdicts(found) == {"ada": ("expired", "sql")}, "Bo was met in between"
    assert (stands(found, "won"), stands(found, "expired")) == ((2, 1), (0, 1))
    leakage = row(found, "leakage", outcome="expired")
    assert (leakage["count_after"], leakage["lost_after"]) == (1, 200_000), "a quarter of 8,000 is booked"


def test_a_longer_shelf_life_takes_an_expiry_back_and_keeps_what_a_person_did_then(tmp_path: Path):
    told = Story()
    for who in ("ada", "bo"):
        sql(told, who)
        told.tell(who, Expired(to="expired", reason="shelf_life"), 40)
    told.tell("bo", Recycled(to="nurture", reason="not_now"), 55)

    found = tried(tmp_path, told, keeps(400))

    assert verdicts(found) == {"ada": ("kept", "sql"), "bo": ("kept", "sql")}
    assert (stands(found, "sql"), stands(found, "nurture"), stands(found, "expired")) == ((0, 1), (1, 1), (1, 0))


def test_an_expiry_that_a_person_told_by_the_loss_of_interest_stays(tmp_path: Path):
    told = Story()
    sql(told, "ada")
    told.tell("ada", Expired(to="expired", reason="interest_lost"), 41)

    assert verdicts(tried(tmp_path, told, keeps(400))) == {}


def test_a_pass_whose_clocks_stood_still_keeps_its_expiry(tmp_path: Path):
    told = Story()
    sql(told, "ada")
    told.tell("ada", Paused("buyer_absent"), 12)
    told.tell("ada", Expired(to="expired", reason="shelf_life"), 45)

    assert verdicts(tried(tmp_path, told, keeps(400))) == {}


# -- clocks -----------------------------------------------------------------------------------------------------


def owes(limit: Duration, stage: str = "mql", **more: Any) -> Change:
    """Sales answers a lead within a limit."""

    def changed(by: Definitions) -> Definitions:
        clock = Clock("answer", limit, **{"stop": Mark.ACCEPTED_OR_REJECTED, **more})
        said = StagePolicy(clocks=(clock,))
        return replace(by, policy=replace(by.policy, stages={**by.policy.stages, stage: said}))

    return changed


HOUR = Duration(1, Span.HOUR)


def test_a_shorter_clock_is_missed_more_often_in_working_time(tmp_path: Path):
    told = Story()  # the first of January 2025 is a Wednesday; day 1 + 1 is Friday midnight
    for who, answered in (("ada", 2.4), ("bo", 2.7), ("chidi", 5.4)):
        lead(told, who, "yyyy")
        told.tell(who, Accepted(to="sal"), answered)  # Friday 09:36, Friday 16:48, Monday 09:36

    found = tried(tmp_path, told, owes(HOUR), old=owes(Duration(8, Span.HOUR))(IN_FORCE))

    clock = row(found, "clocks", place="mql", clock="answer")
    assert (clock["within_before"], clock["within_after"]) == ("8 working hours", "1 working hour")
    assert (clock["runs_before"], clock["missed_before"]) == (3, 1)
    assert (clock["runs_after"], clock["missed_after"]) == (3, 2)


def test_the_clocks_of_the_newly_qualified_are_due_and_nobody_knows_how_they_end(tmp_path: Path):
    told = Story()
    told.tell("ada", Inquired(to="inquiry"), 1)
    answers(told, "ada", "yynn", 2)
    told.tell("ada", BELOW, 2)
    old = owes(HOUR)(IN_FORCE)

    clock = row(tried(tmp_path, told, asking(bar=50), old=old), "clocks", clock="answer")

    assert (clock["runs_before"], clock["runs_after"], clock["missed_after"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("counting", "start", "stop"),
    [
        (Counting.WORKING, Mark.ENTERED, Mark.ATTEMPTED), (Counting.WORKING, Mark.REACHED, Mark.LEFT),
        (Counting.WALL, Mark.ATTEMPTED, Mark.VALUED), (Counting.WORKING, Mark.ENTERED, Mark.DISPOSED),
    ],
)  # fmt: skip
def test_clocks_are_kept_as_the_rules_of_one_journey_say(counting: Counting, start: Mark, stop: Mark, tmp_path: Path):
    told = Story()
    for number, who in enumerate(("ada", "bo", "chidi", "dora", "emeka")):
        lead(told, who, "yyyy", day=number * 1.3)
        told.tell(who, Called(outcome="talked", completed=number % 2 == 0, connected=True), 3 + number * 0.9)
        told.tell(who, Valued(5_000, "EUR"), 5 + number)
        if number < 4:
            told.tell(who, Accepted(to="sal"), 4 + number * 2)
    limit = owes(Duration(9, Span.HOUR), start=start, stop=stop, counting=counting)
    now = limit(IN_FORCE)

    clock = row(tried(tmp_path, told, limit), "clocks", clock="answer")

    terms = Terms(now.funnel, now.policy, {}, Calendars(holidays_of), "")
    cases = [
        case_of([f for f in told.facts if f.person == who], terms) for who in ("ada", "bo", "chidi", "dora", "emeka")
    ]
    expected = [run for case in cases for run in runs(case) if run.clock == "answer"]
    late = [run for run in expected if run.state is State.BREACHED or run.state is State.RUNNING]
    assert (clock["runs_after"], clock["missed_after"]) == (len(expected), len(late))


# -- leads, periods, hints --------------------------------------------------------------------------------------


def test_the_leads_that_came_to_a_place_and_went_from_it_are_listed(tmp_path: Path):
    told = Story()
    lead(told, "ada", "yyyn")
    lead(told, "bo", "yyyy")

    found = tried(tmp_path, told, asking(bar=80))

    went = found.leads("stages", row(found, "stages", place="mql"))
    came = found.leads("stages", row(found, "stages", place="nurture"))
    assert [(each["person"], each["change"]) for each in (*went, *came)] == [("ada", "went"), ("ada", "came")]
    [changed] = found.leads("changes", row(found, "changes", verdict="unqualified", place="mql"))
    assert (changed["journey"], changed["change"]) == ("j-ada", "No longer qualified")


def test_a_period_lists_the_verdicts_that_fell_in_it(tmp_path: Path):
    told = Story()
    lead(told, "ada", "yyyn", day=1)
    lead(told, "bo", "yyyn", day=60)
    found = tried(tmp_path, told, asking(bar=80))

    assert verdicts(replace(found, ask=replace(AS_OF, first=date(2025, 2, 1)))) == {"bo": ("unqualified", "mql")}
    assert verdicts(replace(found, ask=replace(AS_OF, end=date(2025, 2, 1)))) == {"ada": ("unqualified", "mql")}


def test_an_expiry_that_is_new_falls_in_the_period_in_which_it_would_have_been(tmp_path: Path):
    told = Story()
    sql(told, "ada")
    told.tell("ada", Won(to="won", value=800_000, currency="EUR"), 35)
    found = tried(tmp_path, told, keeps(20))

    of_that_day, of_the_one_before = (
        replace(found, ask=replace(AS_OF, first=day, end=day + timedelta(days=1)))
        for day in (date(2025, 1, 31), date(2025, 1, 30))
    )
    assert (verdicts(of_that_day), verdicts(of_the_one_before)) == ({"ada": ("expired", "sql")}, {})


def test_a_lower_bar_behind_a_criterion_that_names_the_old_score_is_pointed_out(tmp_path: Path):
    told = Story()
    told.tell("ada", Inquired(to="inquiry"), 1)
    answers(told, "ada", "yynn", 2)
    old = entry("mql", "asked_by_person AND score >= 75")(IN_FORCE)

    closed = tried(tmp_path / "closed", told, asking(bar=50), old=old)
    opened = tried(tmp_path / "open", told, asking(bar=50), entry("mql", "asked_by_person AND score >= 50"), old=old)

    assert (verdicts(closed), len(closed.hints)) == ({}, 1)
    assert "score >= 75" in closed.hints[0]
    assert (verdicts(opened), opened.hints) == ({"ada": ("qualified", "mql")}, [])
