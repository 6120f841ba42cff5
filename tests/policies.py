"""Policies of every shape: what a business could decide, drawn at random."""

from datetime import date, time, timedelta
from typing import Any

from hypothesis import strategies as st

from headrace.adapters.documents.criteria import parse
from headrace.core.agreement import Agreement, Clock, Counting, Goal, Mark, Segment, ShelfLife
from headrace.core.asking import (
    FRAMEWORKS,
    BehaviourRule,
    CallingCost,
    Calls,
    Disposition,
    FitRule,
    Qualification,
    Question,
    Scoring,
    Then,
)
from headrace.core.desks import Absence, Choice, Desk, RoutingRule
from headrace.core.durations import LONGEST, Duration, Span
from headrace.core.funnel import Owner
from headrace.core.hours import WEEK_STARTS, Weekday, WorkingHours
from headrace.core.policy import (
    FINDINGS,
    MUST_REFUSE,
    REASONS,
    SIDES,
    SIGNERS,
    Nurture,
    Policy,
    Side,
    StagePolicy,
    Step,
)

STAGES = ("inquiry", "mql", "sal", "sql", "opportunity", "won")
PEOPLE = ("lee", "kim", "ola", "Anna Berg", "Jürgen Müller-Lüdenscheidt")
CODES = ("competitor", "no_budget", "not_now", "price", "too-late")
TEXTS = ("seats > 100", "territory IN ('DE', 'AT')", "NOT (hand_raiser OR score < 10)", "close_date IS NULL")

shares = st.integers(1, 100).map(lambda n: n / 100)
points = st.integers(1, 400).map(lambda n: n / 4)
sentences = st.sampled_from(("Why?", "Was fehlt Ihnen?", "case study", "a “guide” for <them>"))
criteria = st.sampled_from(TEXTS).map(lambda text: parse(text, None))
teams = st.sampled_from(Owner)
spans = st.sampled_from(Span)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
minor = st.integers(0, 10**9)


@st.composite
def durations(draw: Any, kinds: st.SearchStrategy[Span] = spans) -> Duration:
    span = draw(kinds)
    return Duration(draw(st.integers(1, LONGEST[span])), span)


def named(values: st.SearchStrategy[Any], names: tuple[str, ...] = CODES) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(names), values, max_size=3)


def listed(values: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=least, max_size=3).map(tuple)


def some(words: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), min_size=least, max_size=4, unique=True).map(tuple)


@st.composite
def clocks(draw: Any) -> tuple[Clock, ...]:
    names = draw(some(("first_attempt", "accept", "age")))
    return tuple(draw(_clock(name)) for name in names)


@st.composite
def _clock(draw: Any, name: str) -> Clock:
    counting = draw(st.sampled_from(Counting))
    kinds = st.sampled_from((Span.MINUTE, Span.HOUR)) if counting is Counting.WORKING else spans
    start, stop = draw(st.permutations(tuple(Mark)))[:2]
    return Clock(
        name, draw(durations(kinds)), counting, start, stop, draw(st.sampled_from((None, True, False))),
        draw(st.none() | teams), draw(st.none() | shares), draw(st.booleans()), draw(st.booleans()),
    )  # fmt: skip


hours = st.builds(
    WorkingHours,
    days=some(tuple(Weekday), least=1).map(lambda chosen: tuple(day for day in Weekday if day in chosen)),
    opens=st.sampled_from((time(7, 30), time(9))),
    closes=st.sampled_from((time(16), time(17, 45))),
    holidays=st.sampled_from(("", "DE", "DE-BY")),
)
lives = st.builds(
    ShelfLife,
    durations(),
    shares,
    st.none() | st.sampled_from(("nurture", "mql")),
    listed(st.builds(Segment, criteria, durations())),
)
stage_policies = st.builds(
    StagePolicy,
    shelf_life=st.none() | lives,
    clocks=clocks(),
    attempts=st.integers(1, 100),
    cost_drivers=named(minor),
    brief=some(("score", "territory", "seats")),
    win_rate=st.none() | shares,
)


@st.composite
def qualifications(draw: Any) -> Qualification:
    framework, usual = draw(st.sampled_from(sorted(FRAMEWORKS.items())))
    first = draw(st.integers(0, 100))
    own = {"pain": Question(draw(sentences), first), "plan": Question(draw(sentences), 100 - first)}
    return Qualification(
        framework, draw(st.sampled_from((usual, own))), draw(st.integers(1, 100)), draw(shares), draw(st.booleans())
    )


dispositions = st.builds(
    lambda reached, then: Disposition(*reached, then),
    st.sampled_from(((False, False), (True, False), (True, True))),
    st.sampled_from(Then),
)
behaviours = st.builds(
    BehaviourRule,
    points=points,
    activity=st.none() | st.sampled_from(("visit", "webinar")),
    channel=st.none() | st.sampled_from(("search", "webinar")),
    half_life=st.none() | durations(),
    cap=st.none() | points,
    log=st.booleans(),
)
absences = st.builds(lambda first, more: Absence(first, first + timedelta(more)), days, st.integers(0, 30))


@st.composite
def staff(draw: Any) -> dict[str, Desk]:
    names = draw(some(PEOPLE))
    return {name: draw(_desk(name, tuple(other for other in names if other != name))) for name in names}


def _desk(name: str, others: tuple[str, ...]) -> st.SearchStrategy[Desk]:
    return st.builds(
        Desk,
        name=st.just(name),
        team=teams,
        manager=st.none() | st.sampled_from(others) if others else st.none(),
        skills=st.dictionaries(st.sampled_from(("territory", "product")), some(("DE", "AT", "New York"), least=1)),
        capacity=st.none() | st.integers(1, 500),
        hours=st.none() | hours,
        zone=st.none() | st.sampled_from(("Asia/Tokyo", "America/Chicago")),
        absences=listed(absences),
    )


@st.composite
def rules(draw: Any, desks: dict[str, Desk]) -> tuple[RoutingRule, ...]:
    names = draw(some(("dach", "rest", "strategic")))
    return tuple(
        RoutingRule(
            name, draw(st.sampled_from(STAGES)), draw(teams), draw(st.none() | criteria),
            draw(some(tuple(desks))) if desks else (), draw(st.booleans()), draw(st.sampled_from(Choice)),
        )
        for name in names
    )  # fmt: skip


@st.composite
def agreements(draw: Any) -> Agreement:
    promised = draw(st.lists(st.tuples(st.sampled_from(STAGES), st.none() | teams), max_size=3, unique=True))
    goals = [Goal(stage, draw(st.integers(1, 10**7)), team, draw(st.none() | shares)) for stage, team in promised]
    return Agreement(tuple(goals), draw(some(("waiting_for_buyer", "holidays"))))


calling_costs = st.builds(
    CallingCost,
    talk_minutes=points,
    no_answer_minutes=points,
    dials=st.integers(1, 100),
    hours_a_day=st.integers(1, 24).map(float),
    selling_share=shares,
    paid_days=st.integers(1, 366),
    yearly_pay=st.none() | minor,
)


@st.composite
def policies(draw: Any) -> Policy:
    desks = draw(staff())
    return Policy(
        zone=draw(st.sampled_from(("UTC", "Europe/Berlin"))),
        currency=draw(st.sampled_from(("EUR", "JPY", "KWD"))),
        fiscal_year_start=draw(st.integers(1, 12)),
        week_start=draw(st.sampled_from(WEEK_STARTS)),
        stages=draw(named(stage_policies, STAGES)),
        qualification=draw(qualifications()),
        signoffs=draw(some(SIGNERS)),
        working_hours=draw(hours),
        nurture=draw(
            st.builds(
                Nurture,
                wait=durations(),
                reasons=named(durations()),
                steps=listed(st.builds(Step, durations(), sentences)),
                consent=st.booleans(),
            )
        ),
        calling=draw(calling_costs),
        calls=draw(
            st.builds(
                Calls,
                dispositions=named(dispositions).filter(bool),
                waits=listed(durations(), least=1),
                half_life=durations(),
            )
        ),
        scoring=draw(
            st.builds(
                Scoring,
                fit=named(st.builds(FitRule, criteria, points.map(lambda n: n - 50))),
                behaviour=named(behaviours),
            )
        ),
        desks=desks,
        routing=draw(rules(desks)),
        agreement=draw(agreements()),
        reasons=draw(st.dictionaries(st.sampled_from(tuple(REASONS)), some(CODES, least=1))),
        upsell=draw(st.none() | criteria),
        renewal_notice=draw(durations()),
        influence_window=draw(durations()),
        channels={**SIDES, **draw(named(st.sampled_from(Side)))},
        findings=draw(
            st.dictionaries(
                st.sampled_from([name for name in FINDINGS if name not in MUST_REFUSE]),
                st.sampled_from(("refuse", "take")),
                max_size=3,
            )
        ),
    )
