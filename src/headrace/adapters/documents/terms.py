"""The agreement on the printable page: what each side owes, how long leads keep, whose desk they come to."""

from collections.abc import Mapping, Sequence
from html import escape

from headrace.adapters.documents.markup import bullets, entries, grouped, section, sentence, table, words
from headrace.core.agreement import MARK_TEXTS, WHOM_TEXTS, Clock, Goal, ShelfLife
from headrace.core.criteria import prose
from headrace.core.decisions import follows, label, percent, said_choice, said_segments, said_skills, said_steps
from headrace.core.desks import Desk, RoutingRule
from headrace.core.funnel import Funnel, Owner, Place, Role
from headrace.core.policy import Policy, Side
from headrace.core.texts import N_, _, spoken
from headrace.drawings.stages import OWNER_TEXTS

_REASON_TEXTS: Mapping[str, str] = {
    "rejected": N_("Rejected because"),
    "recycled": N_("Recycled because"),
    "disqualified": N_("Out because"),
    "lost": N_("Lost because"),
    "churned": N_("Left us because"),
}
_SIDE_TEXTS: Mapping[Side, str] = {Side.SALES: N_("Channels of sales"), Side.OTHER: N_("Channels of neither side")}


def terms(funnel: Funnel, policy: Policy) -> tuple[str, ...]:
    """The sections of the agreement; those that nothing was decided for are left out."""
    return (
        _goals(funnel, policy),
        _clocks(funnel, policy),
        _lives(funnel, policy),
        _desks(policy),
        _routing(funnel, policy),
        _for_all(policy),
    )


def _team(owner: Owner | None) -> str:
    return _(OWNER_TEXTS[owner]) if owner else _("Both sides")


def _goals(funnel: Funnel, policy: Policy) -> str:
    goals = sorted(policy.agreement.goals, key=lambda goal: _order(goal.owed_by))
    rows = ([escape(_team(goal.owed_by)), *map(escape, _goal(goal, funnel))] for goal in goals)
    head = [_("Owed by"), _("Stage"), _("Enter it"), _("Of those decided move on")]
    return section(_("What is promised for each month"), table(head, rows, kind="goals")) if goals else ""


def _goal(goal: Goal, funnel: Funnel) -> tuple[str, str, str]:
    quality = _("at least {share}", share=percent(goal.quality)) if goal.quality else "–"
    return label(goal.stage, funnel), f"{goal.count:,}", quality


def _order(owner: Owner | None) -> int:
    """The teams in the order in which a lead meets them, what both sides owe last."""
    return [*Owner, None].index(owner)


def _clocks(funnel: Funnel, policy: Policy) -> str:
    """Every clock, by the team that owes it."""
    owed = [
        (clock.owed_by or stage.owner, stage, clock)
        for stage in funnel.stages
        for clock in policy.stage(stage.name).clocks
    ]
    teams = sorted({team for team, _stage, _clock in owed}, key=_order)
    groups = [
        (_(OWNER_TEXTS[team]) if team else "–", [_clock(stage, clock) for each, stage, clock in owed if each is team])
        for team in teams
    ]
    head = [_("Owed by"), _("Stage"), _("What is owed"), _("Within"), _("What follows")]
    return section(_("What each side owes the other"), grouped(head, groups, kind="clocks")) if owed else ""


def _clock(stage: Place, clock: Clock) -> Sequence[str]:
    what = _(MARK_TEXTS[clock.stop]) + _(WHOM_TEXTS[clock.hand_raisers])
    since = _("from {start}", start=_(MARK_TEXTS[clock.start]))
    within = words("strong", clock.within) + words("p", since)
    return [escape(stage.label), escape(sentence(what)), within, escape(sentence(follows(clock)) or "–")]


def _lives(funnel: Funnel, policy: Policy) -> str:
    lives = [(stage, life) for stage in funnel.stages if (life := policy.shelf_life(stage.name))]
    idle = [stage.label for stage in funnel.by_role(Role.STAGE) if policy.shelf_life(stage.name) is None]
    says = _("A shelf life counts from the last time that we and the buyer were in touch.")
    if idle:
        says += " " + _("Never expire: {stages}.", stages=", ".join(idle))
    head = [_("Stage"), _("Keeps for"), _("Warning"), _("Then goes to")]
    rows = ([escape(stage.label), *_life(life, funnel)] for stage, life in lives)
    return section(_("How long leads keep"), words("p", says), table(head, rows, kind="lives") if lives else "")


def _life(life: ShelfLife, funnel: Funnel) -> Sequence[str]:
    segments = said_segments(life)
    [expired, *_others] = funnel.by_role(Role.EXPIRED)
    keeps = words("strong", str(life.limit)) + (bullets(segments) if segments else "")
    return [keeps, escape(percent(life.warning)), escape(label(life.to, funnel) if life.to else expired.label)]


def _desks(policy: Policy) -> str:
    desks = sorted(policy.desks.values(), key=lambda desk: _order(desk.team))
    groups = [
        (_team(team), [_desk(desk) for desk in desks if desk.team is team])
        for team in dict.fromkeys(desk.team for desk in desks)
    ]
    head = [_("Team"), _("Desk"), _("Takes"), _("At most"), _("Manager")]
    return section(_("Who answers"), grouped(head, groups)) if desks else ""


def _desk(desk: Desk) -> Sequence[str]:
    most = _("{n} open leads", n=desk.capacity) if desk.capacity else "–"
    return [words("strong", desk.name), *map(escape, (said_skills(desk) or _("all leads"), most, desk.manager or "–"))]


def _routing(funnel: Funnel, policy: Policy) -> str:
    head = ["", _("Enters"), _("When"), _("Comes to"), _("Chosen by")]
    rows = ([str(number), *_rule(rule, funnel)] for number, rule in enumerate(policy.routing, start=1))
    says = words("p", _("The first rule that fits a lead and finds a desk decides."))
    return section(_("Whose desk a lead comes to"), says, table(head, rows, kind="routing")) if policy.routing else ""


def _rule(rule: RoutingRule, funnel: Funnel) -> Sequence[str]:
    when = prose(rule.when.tree) if rule.when else _("always")
    takers = ", ".join(rule.desks) or _team(rule.team)
    return [escape(each) for each in (label(rule.stage, funnel), when, takers, sentence(said_choice(rule)))]


def _for_all(policy: Policy) -> str:
    """What holds for all stages: hours, waits, reasons, notice."""
    rows = [
        (_("Working hours"), str(policy.working_hours)),
        (_("Called again after"), _("{waits}, and so on", waits=", ".join(map(str, policy.calls.waits)))),
        (_("Clocks pause while"), _codes(policy.agreement.pauses) or _("never")),
        *_waits(policy),
        *((_(text), _codes(policy.reasons[kind])) for kind, text in _REASON_TEXTS.items() if kind in policy.reasons),
        (_("Renewal notice"), str(policy.renewal_notice)),
        (_("Influence window"), str(policy.influence_window)),
        *((_(text), _codes(_channels(policy, side)) or _("none")) for side, text in _SIDE_TEXTS.items()),
    ]
    if policy.upsell:
        rows.append((_("Could buy more"), prose(policy.upsell.tree)))
    return section(_("For all stages"), entries((name, escape(value)) for name, value in rows))


def _channels(policy: Policy, side: Side) -> list[str]:
    return [name for name, whose in policy.channels.items() if whose is side]


def _waits(policy: Policy) -> list[tuple[str, str]]:
    nurture = policy.nurture
    waits = [
        (_("Wait in nurture: {reason}", reason=spoken(reason)), str(wait)) for reason, wait in nurture.reasons.items()
    ]
    meanwhile = [(_("Meanwhile"), said_steps(nurture))] if nurture.steps else []
    consent = _("only to those who consented") if nurture.consent else _("to everybody who did not object")
    return [(_("Wait in nurture"), str(nurture.wait)), *waits, *meanwhile, (_("Content is sent"), consent)]


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(map(spoken, codes))
