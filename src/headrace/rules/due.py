"""What the clock does when something is due: warn, note a breach and hand the lead on, let it expire.

Each fact is dated at the instant at which it was due, however late the clock looks.
"""

from headrace.core.agreement import SHELF_LIFE
from headrace.core.entries import ActorKind, Breached, Entry, Move, Routed, Warned
from headrace.rules import decay
from headrace.rules.case import Act, By, Case
from headrace.rules.clocks import Run, State, clock_named
from headrace.rules.handoff import reroute
from headrace.rules.office import Office
from headrace.rules.work import Outlook

CLOCK = By("clock", ActorKind.RULE)


def due(found: Outlook, office: Office, now_us: int) -> list[Entry]:
    """What is due first on a journey until now; nothing if nothing is. The rest follows when that is told."""
    waiting = [run for run in found.clocks if run.next_us is not None and run.next_us <= now_us]
    if not waiting:
        return []
    first = min(waiting, key=lambda run: (run.next_us, run.clock))
    return _told(found.case, office, first)


def _told(case: Case, office: Office, run: Run) -> list[Entry]:
    act = Act(CLOCK, run.next_us or 0, office)
    if run.warn_us is not None:
        return [act.says(case, Warned(run.clock, run.stage, run.due_us or 0, run.owner))]
    if run.clock == SHELF_LIFE:
        aging = decay.shelf(case)
        return [act.says(case, decay.expired(case, aging))] if aging else []
    return _breached(case, act, run)


def _breached(case: Case, act: Act, run: Run) -> list[Entry]:
    """The breach, told to the owner's manager, and the lead given to another desk, as the clock says.

    Nobody loses a lead for a mark that has come since, however late.
    """
    clock = clock_named(case, case.stints[run.stint - 1], run.clock)
    desk = case.terms.desk(run.owner)
    body = Breached(
        clock=run.clock,
        stage=run.stage,
        started_us=run.started_us,
        due_us=run.due_us or 0,
        owed_by=run.owed_by,
        owner=run.owner,
        escalated_to=desk.manager if desk and clock and clock.escalate else None,
    )
    told = [act.says(case, body)]
    taken = run.state is State.RUNNING and case.standing.owner is not None and not _given_since(case, act.at_us)
    if clock and clock.reassign and taken:
        told += reroute(case, act, f"breach of {run.clock}")
    return told


def _given_since(case: Case, at_us: int) -> bool:
    """Whether somebody was given the lead after an instant: then it is not taken from them for what was before."""
    given = (fact.at_us for fact in case.facts if isinstance(fact.body, Routed | Move) and fact.body.owner is not None)
    return any(at is not None and at > at_us for at in given)
