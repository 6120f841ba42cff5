"""What a policy decides, in words: for the list of what changed, and for the page that both sides sign."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from headrace.core.agreement import Clock, Goal, ShelfLife
from headrace.core.asking import BehaviourRule, Disposition, Then
from headrace.core.criteria import prose
from headrace.core.desks import Absence, Choice, Desk, RoutingRule
from headrace.core.funnel import Funnel
from headrace.core.policy import Nurture, Policy
from headrace.core.texts import N_, _, spoken
from headrace.core.units import Money

_CHOICE_TEXTS: Mapping[Choice, str] = MappingProxyType(
    {
        Choice.LOAD: N_("whoever has the least open"),
        Choice.ROUND_ROBIN: N_("each desk in turn"),
    }
)
_THEN_TEXTS: Mapping[Then, str] = MappingProxyType(
    {
        Then.CALL_AGAIN: N_("call again"),
        Then.GO_ON: N_("go on"),
        Then.NURTURE: N_("to the nurture pool"),
        Then.OUT: N_("out for good"),
    }
)


def decisions(policy: Policy, funnel: Funnel | None = None) -> dict[str, str]:
    """Every decision of a policy: its name -> what was decided; stages are named by their labels in `funnel`."""
    return {
        **_of_the_company(policy),
        **_of_stages(policy, funnel),
        **_of_the_agreement(policy, funnel),
        **_of_the_qualification(policy),
        _("sign-offs"): ", ".join(policy.signoffs) or _("none"),
        **_of_waits(policy),
        **_of_reasons(policy),
        **_of_calls(policy),
        **_of_scoring(policy),
        **_of_desks(policy, funnel),
        **_of_calling(policy),
        **{_("finding {name!r}", name=name): rule for name, rule in policy.findings.items()},
    }


def label(place: str, funnel: Funnel | None) -> str:
    """The label of a place; its name where the funnel is not known or lacks it."""
    return funnel.place(place).label if funnel is not None and place in funnel.names() else place


def percent(share: float) -> str:
    """A share in words.

    >>> percent(0.7)
    '70 %'
    """
    return f"{100 * share:g} %"


def follows(clock: Clock) -> str:
    """What a clock brings about before and after its limit; empty if nothing."""
    late = [_("the manager is told")] * clock.escalate + [_("another desk gets the lead")] * clock.reassign
    parts = [
        _("warning at {share}", share=percent(clock.warning)) if clock.warning else "",
        _("if late, {what}", what=_(" and ").join(late)) if late else "",
    ]
    return "; ".join(filter(None, parts))


def _clock(clock: Clock) -> str:
    """A clock with who owes it and what follows."""
    owed = _("owed by {team}", team=clock.owed_by) if clock.owed_by else ""
    return "; ".join(filter(None, (str(clock), owed, follows(clock))))


def _life(life: ShelfLife | None, funnel: Funnel | None) -> str:
    """A shelf life with its segments and where it leads; empty for a stage that never expires."""
    if life is None:
        return ""
    then = [_("then to {place}", place=label(life.to, funnel))] if life.to else []
    return "; ".join([str(life), *said_segments(life), *then])


def said_segments(life: ShelfLife) -> list[str]:
    """Each other limit of a shelf life, and whom it is for."""
    return [_("{limit} if {when}", limit=each.limit, when=prose(each.when.tree)) for each in life.segments]


def said_steps(nurture: Nurture) -> str:
    """Which content fits after how long in the nurture pool; empty if nobody said."""
    return ", ".join(_("{content} after {wait}", content=step.content, wait=step.after) for step in nurture.steps)


def _goal(goal: Goal) -> str:
    """What one side promised for each month."""
    count = _("{count} a month", count=f"{goal.count:,}")
    if goal.quality is None:
        return count
    return _("{count}, of those decided at least {share} move on", count=count, share=percent(goal.quality))


def said_skills(desk: Desk) -> str:
    """The leads that a desk takes: `territory DE or AT`; empty if all."""
    return ", ".join(f"{spoken(fact)} {_either(values)}" for fact, values in desk.skills.items())


def _rule(rule: RoutingRule, funnel: Funnel | None) -> str:
    """Which leads a routing rule is for, and which desk gets them."""
    parts = [
        _("{stage} to {desks}", stage=label(rule.stage, funnel), desks=_takers(rule)),
        _("if {when}", when=prose(rule.when.tree)) if rule.when else "",
        said_choice(rule),
    ]
    return ", ".join(filter(None, parts))


def _takers(rule: RoutingRule) -> str:
    """The desks that take part: all of a team, or some of it."""
    return _("{desks} of {team}", desks=_either(rule.desks), team=rule.team) if rule.desks else str(rule.team)


def said_choice(rule: RoutingRule) -> str:
    """How one of several desks is chosen."""
    chosen = _(_CHOICE_TEXTS[rule.choice])
    return _("the desk of the account first, then {chosen}", chosen=chosen) if rule.account_owner else chosen


def _of_the_company(policy: Policy) -> dict[str, str]:
    return {
        _("time zone"): policy.zone,
        _("currency"): policy.currency,
        _("fiscal year from month"): str(policy.fiscal_year_start),
        _("week from"): str(policy.week_start),
        _("working hours"): str(policy.working_hours),
    }


def _of_stages(policy: Policy, funnel: Funnel | None) -> dict[str, str]:
    return {
        f"{label(name, funnel)}: {what}": said
        for name in policy.stages
        for what, said in _of_a_stage(policy, name, funnel).items()
    }


def _of_a_stage(policy: Policy, name: str, funnel: Funnel | None) -> dict[str, str]:
    stage = policy.stage(name)
    clocks = {_("clock {name!r}", name=clock.name): _clock(clock) for clock in stage.clocks}
    drivers = {
        _("cost of {name!r}", name=driver): _money(minor, policy.currency)
        for driver, minor in stage.cost_drivers.items()
    }
    return {
        _("shelf life"): _life(stage.shelf_life, funnel),
        _("attempts"): str(stage.attempts or ""),
        _("brief"): ", ".join(stage.brief),
        _("win rate"): "" if stage.win_rate is None else percent(stage.win_rate),
        **clocks,
        **drivers,
    }


def _of_the_agreement(policy: Policy, funnel: Funnel | None) -> dict[str, str]:
    goals = {_goal_name(goal, funnel): _goal(goal) for goal in policy.agreement.goals}
    return {**goals, _("reasons to pause clocks"): ", ".join(policy.agreement.pauses) or _("none")}


def _goal_name(goal: Goal, funnel: Funnel | None) -> str:
    stage = label(goal.stage, funnel)
    if goal.owed_by is None:
        return _("{stage}: goal of both sides", stage=stage)
    return _("{stage}: goal of {team}", stage=stage, team=goal.owed_by)


def _of_the_qualification(policy: Policy) -> dict[str, str]:
    asked = policy.qualification
    questions = {
        _("criterion {name!r}", name=name): _(
            "{weight} points, “{question}”", weight=question.weight, question=question.text
        )
        for name, question in asked.criteria.items()
    }
    return {
        _("qualification framework"): asked.framework,
        _("qualification bar"): str(asked.bar),
        _("worth of a partly"): f"{asked.partly:g}",
        _("answers that no person asked for make a lead"): _yes(asked.by_rule),
        **questions,
    }


def _of_waits(policy: Policy) -> dict[str, str]:
    nurture = policy.nurture
    reasons = {_("nurture wait for {reason!r}", reason=reason): str(wait) for reason, wait in nurture.reasons.items()}
    return {
        _("nurture wait"): str(nurture.wait),
        **reasons,
        _("nurture steps"): said_steps(nurture),
        _("nurture only with consent"): _yes(nurture.consent),
        _("renewal notice"): str(policy.renewal_notice),
        _("influence window"): str(policy.influence_window),
        **{_("channel {name!r}", name=name): str(side) for name, side in policy.channels.items()},
        _("could buy more"): prose(policy.upsell.tree) if policy.upsell else "",
    }


def _of_reasons(policy: Policy) -> dict[str, str]:
    return {_("reasons for {kind!r}", kind=kind): ", ".join(codes) for kind, codes in policy.reasons.items()}


def _of_calls(policy: Policy) -> dict[str, str]:
    calls = policy.calls
    outcomes = {_("outcome {name!r}", name=name): _outcome(each) for name, each in calls.dispositions.items()}
    return {
        **outcomes,
        _("waits between calls"): ", ".join(map(str, calls.waits)),
        _("half-life in the call list"): str(calls.half_life),
    }


def _outcome(each: Disposition) -> str:
    parts = [_("connected")] * each.connected + [_("completed")] * each.completed
    return ", ".join([*parts, _(_THEN_TEXTS[each.then])])


def _of_scoring(policy: Policy) -> dict[str, str]:
    fit = {
        _("fit rule {name!r}", name=name): _(
            "{points:g} points if {when}", points=rule.points, when=prose(rule.when.tree)
        )
        for name, rule in policy.scoring.fit.items()
    }
    behaviour = {
        _("behaviour rule {name!r}", name=name): _behaviour(rule) for name, rule in policy.scoring.behaviour.items()
    }
    return fit | behaviour


def _behaviour(rule: BehaviourRule) -> str:
    parts = [
        _("{points:g} points for each touch", points=rule.points),
        _("activity {name}", name=rule.activity) if rule.activity else "",
        _("channel {name}", name=rule.channel) if rule.channel else "",
        _("halved every {span}", span=rule.half_life) if rule.half_life else "",
        _("each further one less") if rule.log else "",
        _("at most {cap:g}", cap=rule.cap) if rule.cap else "",
    ]
    return ", ".join(filter(None, parts))


def _of_desks(policy: Policy, funnel: Funnel | None) -> dict[str, str]:
    desks = {_("desk {name!r}", name=name): _desk(desk) for name, desk in policy.desks.items()}
    rules = {_("routing rule {name!r}", name=rule.name): _rule(rule, funnel) for rule in policy.routing}
    return desks | rules


def _desk(desk: Desk) -> str:
    takes = said_skills(desk)
    parts = [
        str(desk.team),
        _("manager {name}", name=desk.manager) if desk.manager else "",
        _("takes {what}", what=takes) if takes else "",
        _("at most {n} open leads", n=desk.capacity) if desk.capacity else "",
        str(desk.hours or ""),
        desk.zone or "",
        *map(_absence, desk.absences),
    ]
    return ", ".join(filter(None, parts))


def _absence(absence: Absence) -> str:
    return _("away from {first} to {last}", first=absence.first, last=absence.last)


def _of_calling(policy: Policy) -> dict[str, str]:
    costs = policy.calling
    pay = "" if costs.yearly_pay is None else _money(costs.yearly_pay, policy.currency)
    return {
        _("talk minutes of a call"): f"{costs.talk_minutes:g}",
        _("minutes of a call without answer"): f"{costs.no_answer_minutes:g}",
        _("dials per completed call"): str(costs.dials),
        _("paid hours a day"): f"{costs.hours_a_day:g}",
        _("selling share of a paid day"): f"{costs.selling_share:g}",
        _("paid days a year"): str(costs.paid_days),
        _("yearly pay"): pay,
    }


def _money(minor: int, currency: str) -> str:
    return f"{Money(minor, currency).amount:,} {currency}"


def _yes(flag: bool) -> str:
    return _("yes") if flag else _("no")


def _either(words: Iterable[str]) -> str:
    return _(" or ").join(words)
