"""Which move a deed means, and whether it may be made.

Only moves that the funnel allows, and only if the entry criterion of the place they lead to and the
exit criterion of the place they leave hold, are let through; the refusal names what does not hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from headrace.core.criteria import All, Criterion, Node, Value, names, prose, verdict
from headrace.core.entries import ActorKind, Body, Entry, Move, Routed
from headrace.core.errors import DataRefused, NotAllowed, UnknownName
from headrace.core.funnel import STAGE_ROLES, Funnel, Owner, Place, Role
from headrace.core.people import journey_id
from headrace.core.policy import Policy
from headrace.core.texts import _
from headrace.core.units import Money
from headrace.rules.case import Act, Case
from headrace.rules.office import Office
from headrace.rules.passes import closes
from headrace.rules.route import route
from headrace.rules.told import learnt


class MoveRefused(NotAllowed):
    """A move that the funnel does not allow, or whose criterion does not hold. `unmet` are its parts in words."""

    code = "move_refused"

    def __init__(self, message: str, *, unmet: Sequence[str] = (), hint: str = "") -> None:
        self.unmet = tuple(unmet)
        super().__init__(message, hint=hint)


@dataclass(frozen=True, slots=True)
class Unmet:
    """A part of a criterion that is not known to hold, in words, and what is known instead."""

    part: str
    known: Mapping[str, Value | None]

    def __str__(self) -> str:
        """The part in words, with the values that speak against it."""
        values = ", ".join(f"{name} = {_shown(value)}" for name, value in self.known.items())
        return f"{self.part} ({values})"


def check_allowed(case: Case, to: str) -> None:
    """Refuse a move to a place to which none leads from where the journey stands."""
    if to not in case.place.moves:
        allowed = ", ".join(case.place.moves) or _("nowhere")
        raise MoveRefused(
            _("From {place} no move leads to {to}.", place=case.place.label, to=case.terms.place(to).label),
            hint=_("From there one may go to: {allowed}.", allowed=allowed),
        )


def check_criteria(case: Case, to: str, *proposed: Entry) -> None:
    """Refuse a move of a journey to a place unless the criteria of both places hold.

    Args:
        case: the journey.
        to: the place.
        proposed: what the same deed tells beside the move.
    """
    target, now = case.terms.place(to), case.place
    told = case.told(*proposed)
    forward = target.role in STAGE_ROLES
    checks = [(target, target.entry), (now, now.exit if forward else None)]
    for place, criterion in checks:
        unmet = parts_unmet(criterion, told)
        if unmet:
            listed = "; ".join(map(str, unmet))
            raise MoveRefused(
                _("{to} needs what is not so yet: {unmet}.", to=target.label, unmet=listed),
                unmet=[each.part for each in unmet],
                hint=_("The criterion of {place} is: {criterion}.", place=place.label, criterion=_text(criterion)),
            )


def check_brief(case: Case, to: str, *proposed: Entry) -> None:
    """Refuse a hand-over to a stage whose brief has gaps."""
    told = case.told(*proposed)
    gaps = [name for name in case.terms.stage(to).brief if told.get(name) is None]
    if gaps:
        raise MoveRefused(
            _("The brief for {to} has gaps: {gaps}.", to=case.terms.place(to).label, gaps=", ".join(gaps)),
            unmet=gaps,
            hint=_("Tell them with the hand-over, such as {example}=...", example=gaps[0]),
        )


def parts_unmet(criterion: Criterion | None, told: Mapping[str, Value | None]) -> list[Unmet]:
    """The parts of a criterion that are not known to hold; none if it holds or there is none."""
    if criterion is None:
        return []
    parts: tuple[Node, ...] = criterion.tree.parts if isinstance(criterion.tree, All) else (criterion.tree,)
    failing = [part for part in parts if verdict(part, told) is not True]
    return [Unmet(prose(part), {name: told.get(name) for name in names(part)}) for part in failing]


def _text(criterion: Criterion | None) -> str:
    return criterion.text if criterion else ""


def _shown(value: Value | None) -> str:
    if value is None:
        return _("not known")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def target_of(case: Case, *speaking_of: str) -> Place:
    """The stage that a deed leads to when nobody names one: the next one whose entry criterion speaks of a fact.

    Of `speaking_of` the first counts that any later stage's criterion names; if none does, it is the
    next stage. From a side place one looks from the first stage on.
    """
    ahead = stages_ahead(case.terms.funnel, case.place)
    for fact in speaking_of:
        for stage in ahead:
            if stage.entry is not None and fact in names(stage.entry.tree):
                return stage
    mandatory = [stage for stage in ahead if not stage.optional]
    if not mandatory:
        raise MoveRefused(_("No stage follows {place}.", place=case.place.label))
    return mandatory[0]


def enter(case: Case, act: Act, body: Move, *beside: Body, returning: bool = False) -> list[Entry]:
    """The entries of a move, if it may be made: what was told, the move, and the desk of whoever takes over.

    From a place that closes a pass, the way back into a stage begins a new one, linked by the person; what
    somebody learnt in the old one is told there again.
    Who is `returning` to a stage has met its criterion and its brief before.
    """
    anew = closes(case.place.name, case.terms.funnel) and case.terms.place(body.to).role in STAGE_ROLES
    _check_order(case, act, body.to, anew=anew)
    pass_ = _next_pass(case, act.office) if anew else case.standing.journey
    if anew:
        act = replace(act, told={**learnt(case.facts, case.terms.funnel), **act.told})
    told = [act.says(case, each, pass_) for each in (*act.described(), *beside)]
    entry = act.says(case, body, pass_)
    check_allowed(case, body.to)
    if not returning:
        check_criteria(case, body.to, *told, entry)
        check_brief(case, body.to, *told, entry)
    return [*told, entry, *_routed(case, act, [*told, entry], body, pass_)]


def _check_order(case: Case, act: Act, to: str, *, anew: bool) -> None:
    """Refuse a move that would be read as coming before the one that brought the journey where it stands."""
    entered_us = case.stint.entered.at_us
    if act.at_us < (entered_us or 0):
        raise NotAllowed(
            _("The move would lie before the one that brought the journey to {place}.", place=case.place.label),
            hint=_("A correction of the past is a matter of the ledger: void or correct the facts."),
        )
    funnel = case.terms.funnel
    if act.at_us == entered_us and not anew and funnel.position(to) < funnel.position(case.place.name):
        raise NotAllowed(
            _("The journey came to {place} at that very instant.", place=case.place.label),
            hint=_("Moves of one instant are read in the order of the funnel: a move back comes later than that."),
        )


def _next_pass(case: Case, office: Office) -> str:
    """The id of the pass that follows; refused while another one runs.

    Passes of nobody known hang together by their ids alone. An id that is taken is never given again.
    """
    whose = case.standing.person or case.standing.journey
    passes = list(office.passes(whose))
    number = max(1, len(passes)) + 1
    while taken := office.passes(following := journey_id(case.terms.secret, whose, number)):
        passes += taken
        number += 1
    running = [each for each in passes if not closes(each.place, case.terms.funnel)]
    if running:
        place = case.terms.place(running[0].place).label
        raise NotAllowed(
            _("A new pass runs already, in {place}.", place=place), hint=_("Go on with {id}.", id=running[0].journey)
        )
    return following


def _routed(case: Case, act: Act, entries: Sequence[Entry], body: Move, journey: str) -> list[Entry]:
    """The routing of a lead that enters a stage for which the policy has rules."""
    if body.owner is not None or all(rule.stage != body.to for rule in case.terms.policy.routing):
        return []
    decision = route(case, body.to, case.told(*entries), act.office, act.at_us)
    if decision.desk is None:
        return []
    routed = Routed(owner=decision.desk, why=decision.why, rule=decision.rule)
    return [replace(act.says(case, routed, journey), actor=decision.rule, actor_kind=ActorKind.RULE)]


def lead_stage(funnel: Funnel) -> Place:
    """The stage that a qualified lead enters: the first whose entry asks whether a person asked, or for the score."""
    for fact in ("asked_by_person", "score"):
        for stage in funnel.stages:
            if stage.entry is not None and fact in names(stage.entry.tree):
                return stage
    return funnel.stages[1]


def first_of_sales(funnel: Funnel) -> int:
    """Which stage, counted from 0, is the first that sales answers for; that of qualified leads if none is."""
    of_sales = (n for n, stage in enumerate(funnel.stages) if stage.owner is Owner.SALES)
    return next(of_sales, funnel.stages.index(lead_stage(funnel)))


def is_lead(case: Case) -> bool:
    """Whether the journey stands at or behind the stage that a qualified lead enters."""
    stages = case.terms.funnel.stages
    return case.place in stages and stages.index(case.place) >= stages.index(lead_stage(case.terms.funnel))


def stages_ahead(funnel: Funnel, place: Place) -> tuple[Place, ...]:
    """The stages that come after a place; all of them for a side place."""
    return funnel.stages[funnel.stages.index(place) + 1 :] if place in funnel.stages else funnel.stages


def side_place(funnel: Funnel, role: Role) -> str:
    """The first place of a role."""
    places = funnel.by_role(role)
    if not places:
        raise NotAllowed(_("This funnel has no place for {role}.", role=str(role)))
    return places[0].name


def check_worth(value: Money | None) -> None:
    """Refuse an amount below nothing."""
    if value is not None and value.minor < 0:
        raise DataRefused(_("A lead cannot be worth less than nothing."), hint=_("Give an amount from 0 on."))


def check_reason(kind: str, reason: str, policy: Policy) -> None:
    """Refuse a reason that is not among the policy's codes for such a fact."""
    codes = policy.reasons.get(kind, ())
    if codes and reason not in codes:
        raise UnknownName(f"reason for {kind}", reason, codes)
    if not reason:
        raise DataRefused(_("A reason is needed."), hint=_("One of: {codes}.", codes=", ".join(codes)))
