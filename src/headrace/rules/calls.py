"""Calls: what one attempt tells, and what follows from it: a lead, the pool, the way out, or another try."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from headrace.core.asking import Disposition, Grade, Then
from headrace.core.entries import Body, Called, Entry, Qualified
from headrace.core.errors import DataRefused, UnknownName
from headrace.core.funnel import Role
from headrace.core.texts import _
from headrace.rules import handoff
from headrace.rules.case import Act, Case, is_attempt
from headrace.rules.moves import enter, is_lead, lead_stage, parts_unmet, side_place
from headrace.rules.nurture import recycled
from headrace.rules.qualify import Score, answers

BELOW_BAR, NO_ANSWER, NOT_NOW = "below_bar", "no_answer", "not_now"
CONTACT_GONE = ("wrong_number", "left_company")
RELEVANCES = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked and heard: the problem and whether we solve it, then the answers by criterion.

    `channel` is how they asked. `done` says that there is nothing more to ask: what is unknown stays so.
    """

    grades: Mapping[str, Grade] = field(default_factory=dict)
    channel: str | None = None
    problem: str | None = None
    relevance: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call: its outcome (a disposition of the policy), how often it was dialled, how long it took."""

    outcome: str
    dials: int = 1
    minutes: float | None = None


def call(case: Case, act: Act, attempt: Attempt, asked: Asked) -> list[Entry]:
    """Log a call, its answers if there were any, and what follows, in one act."""
    disposition = _disposition(case, attempt.outcome)
    if attempt.dials < 1 or (attempt.minutes or 0) < 0:
        raise DataRefused(_("A call has at least one dial, and no less than 0 minutes."))
    called = Called(
        outcome=attempt.outcome,
        dials=attempt.dials,
        connected=disposition.connected,
        completed=disposition.completed,
        minutes=attempt.minutes,
        owner=act.by.name,
        problem=asked.problem,
        relevance=_relevance(asked),
    )
    if asked.grades and not disposition.completed:
        raise DataRefused(_("There are answers, but {outcome} is no talk.", outcome=attempt.outcome))
    if asked.grades and disposition.then not in (Then.NURTURE, Then.OUT):
        return _judged(case, act, asked, [called])
    heard = answers(asked.grades, case.terms.policy.qualification, asked.channel)
    return [*act.tells(case, called, *heard), *_following(case, replace(act, told={}), attempt, disposition)]


def qualify(case: Case, act: Act, asked: Asked) -> list[Entry]:
    """Record answers that were given otherwise than in a call, and what follows."""
    if not asked.grades and (is_lead(case) or not asked.done):
        raise DataRefused(_("There is no answer to record."), hint=_("Such as --answer budget=yes."))
    return _judged(case, act, asked, [])


def _judged(case: Case, act: Act, asked: Asked, before: list[Body]) -> list[Entry]:
    """The answers and the verdict: the bar met, out of reach, or more to ask.

    Where the lead's stage wants more than answers, a met bar waits for the rest.
    """
    told: list[Body] = [*before, *answers(asked.grades, case.terms.policy.qualification, asked.channel)]
    kept = act.tells(case, *told)
    score = case.score(*kept)
    if is_lead(case):
        return kept
    if score is not None and score.qualified:
        body = _qualified(case, score)
        stage = case.terms.place(body.to)
        waits = parts_unmet(stage.entry, case.told(*kept, act.says(case, body)))
        return kept if waits else enter(case, act, body, *told)
    over = asked.done or (score is not None and score.hopeless)
    if over and case.place.role is Role.STAGE:
        return [*kept, *_to_pool(case, replace(act, told={}), BELOW_BAR)]
    return kept


def _qualified(case: Case, score: Score) -> Qualified:
    return Qualified(
        to=lead_stage(case.terms.funnel).name,
        score=score.points,
        known=score.known,
        framework=case.terms.policy.qualification.framework,
    )


def _disposition(case: Case, outcome: str) -> Disposition:
    dispositions = case.terms.policy.calls.dispositions
    if outcome not in dispositions:
        raise UnknownName("outcome of a call", outcome, dispositions)
    return dispositions[outcome]


def _relevance(asked: Asked) -> str | None:
    if asked.relevance not in (None, *RELEVANCES):
        raise UnknownName("relevance", str(asked.relevance), RELEVANCES)
    if asked.grades and (asked.problem is None or asked.relevance is None):
        raise DataRefused(
            _("First the problem: what do they want solved, and do we solve it?"),
            hint=_("Such as --problem downtime --relevance yes."),
        )
    return asked.relevance


def _following(case: Case, act: Act, attempt: Attempt, disposition: Disposition) -> list[Entry]:
    """What follows from a call without answers."""
    working = case.place.role is Role.STAGE
    match disposition.then:
        case Then.OUT if working or _may_leave(case):
            return _out(case, act, attempt.outcome)
        case Then.NURTURE if working:
            return _to_pool(case, act, NOT_NOW)
        case Then.CALL_AGAIN if working and not disposition.connected and _exhausted(case):
            return _to_pool(case, act, NO_ANSWER)
        case _:
            return []


def _may_leave(case: Case) -> bool:
    """Whether whoever rests here may be put out for good."""
    return any(place.name in case.place.moves for place in case.terms.funnel.by_role(Role.OUT))


def _out(case: Case, act: Act, outcome: str) -> list[Entry]:
    if outcome in CONTACT_GONE:
        return handoff.lose_contact(case, act)
    return handoff.disqualify(case, act, "no_interest")


def _exhausted(case: Case) -> bool:
    """Whether this attempt was the last that the stage allows, and nobody was reached."""
    cap = case.terms.stage(case.place.name).attempts
    made = [fact for fact in case.stint.facts if is_attempt(fact)]
    return cap is not None and len(made) + 1 >= cap


def _to_pool(case: Case, act: Act, reason: str) -> list[Entry]:
    pool = side_place(case.terms.funnel, Role.NURTURE)
    return enter(case, act, recycled(case, pool, reason, act.at_us))
