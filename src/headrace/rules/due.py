"""What the clock does when something is due: warn, note a breach and hand the lead on, let it expire.

Each fact is dated at the instant at which it was due, however late the clock looks.
"""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from operator import itemgetter

from headrace.core.agreement import SHELF_LIFE
from headrace.core.entries import ActorKind, Body, Breached, Entry, Warned, as_known
from headrace.rules import decay
from headrace.rules.case import Act, By, Case, case_of
from headrace.rules.clocks import Run, clock_named
from headrace.rules.handoff import reroute
from headrace.rules.office import Filling, Office
from headrace.rules.work import clocks_of

CLOCK = By("clock", ActorKind.RULE)


def due(cases: Iterable[Case], office: Office, until_us: int) -> list[Entry]:
    """All that is due on these journeys until an instant, in the order in which it fell due.

    What follows from it is among it: whoever is warned today may expire tomorrow.
    """
    desks, found = Filling(office), list[Entry]()
    waiting = [each for case in cases if (each := _next(case, until_us)) is not None]
    heapify(waiting)
    while waiting:
        _at_us, _journey, run, case = heappop(waiting)
        told = _told(case, desks, run)
        found += told
        desks.fill(told)
        if (following := _next(_after(case, told), until_us)) is not None:
            heappush(waiting, following)
    return found


def _next(case: Case | None, until_us: int) -> tuple[int, str, Run, Case] | None:
    """What is due first on a journey until an instant, and when."""
    runs = clocks_of(case) if case else ()
    waiting = [(run.next_us, run.clock, run) for run in runs if run.next_us is not None and run.next_us <= until_us]
    if not waiting or case is None:
        return None
    at_us, _clock, run = min(waiting, key=itemgetter(0, 1))
    return at_us, case.standing.journey, run, case


def _after(case: Case, told: Iterable[Entry]) -> Case | None:
    """The journey once these facts are told."""
    newest = max(fact.seq for fact in case.facts)
    later = (as_known(entry, seq=newest + number) for number, entry in enumerate(told, 1))
    return case_of([*case.facts, *later], case.terms)


def _told(case: Case, office: Office, run: Run) -> list[Entry]:
    act = Act(CLOCK, run.next_us or 0, office)
    if run.warn_us is not None:
        return [_once(case, act, run, "warned", Warned(run.clock, run.stage, run.due_us or 0, run.owner))]
    if run.clock == SHELF_LIFE:
        aging = decay.shelf(case)
        return [_once(case, act, run, "expired", decay.expired(case, aging))] if aging else []
    return _breached(case, act, run)


def _breached(case: Case, act: Act, run: Run) -> list[Entry]:
    """The breach, told to the owner's manager, and the lead given to another desk, as the clock says."""
    clock = clock_named(case, case.stint, run.clock)
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
    told = [_once(case, act, run, "breached", body)]
    if clock and clock.reassign and case.standing.owner is not None:
        told += reroute(case, act, f"breach of {run.clock}")
    return told


def _once(case: Case, act: Act, run: Run, what: str, body: Body) -> Entry:
    """A fact that can be told once only of this run, whoever tells it."""
    key = f"clock:{run.journey}:{run.stint}:{run.clock}:{run.started_us}:{what}:{run.due_us}"
    return act.says(case, body, key=key)
