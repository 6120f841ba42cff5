"""A replay in plain Python: each pass is read through once, and judged at every moment by both definitions."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from headrace.core.agreement import Counting
from headrace.core.calendar import Calendars, due_us
from headrace.core.criteria import holds
from headrace.core.entries import Answered, Expired, Inquired, Known, Move, Paused, Qualified, Recycled
from headrace.core.funnel import Role
from headrace.core.units import Grain
from headrace.ledger.fold import Stay, by_time, in_order, person_of, target, timeline
from headrace.rules.candidate import Definitions, Otherwise, otherwise
from headrace.rules.case import is_two_way
from headrace.rules.decay import EXPIRIES, SIGNS, limit_for
from headrace.rules.qualify import Score, grades_of, scored
from headrace.rules.told import told

OF_PEOPLE = [EXPIRIES[sign] for sign in SIGNS]


class Change(NamedTuple):
    """A verdict that would be another one; `root` is the fact that falls away, `to` where a new move leads."""

    verdict: str
    place: str
    at_us: int | None
    root: int | None = None
    to: str | None = None
    pooled: bool = False


@dataclass(frozen=True)
class Pass:
    """One pass: all facts that tell of it, in time, and the moves that brought it somewhere."""

    facts: Sequence[Known]
    person: str | None
    as_of_us: int
    old: Definitions
    new: Definitions
    what: Otherwise

    @property
    def arrivals(self) -> list[Known]:
        moves = in_order([fact for fact in self.facts if fact.journey], self.old.funnel)
        return [move for before, move in zip([None, *moves], moves, strict=False)
                if before is None or target(before) != target(move)]  # fmt: skip

    def known(self, at_us: int | None) -> list[Known]:
        return [fact for fact in self.facts if fact.at_us is None or (at_us is not None and fact.at_us <= at_us)]

    def score(self, by: Definitions, at_us: int | None) -> Score | None:
        asked = by.policy.qualification
        grades = grades_of(self.known(at_us), asked)
        return scored(grades, asked) if grades else None

    def told(self, by: Definitions, at_us: int | None) -> dict[str, Any]:
        score = self.score(by, at_us)
        found = told(self.known(at_us), by.funnel, by.policy.time_zone)
        return found | ({"score": score.points} if score else {}) | ({"identified": True} if self.person else {})

    def passes(self, by: Definitions, at_us: int | None, place: str, frm: str | None) -> bool:
        """Whether the stage may be entered: by the answers if it is that of leads, and by both criteria."""
        score, facts = self.score(by, at_us), self.told(by, at_us)
        doors = [by.funnel.place(place).entry]
        doors += [stage.exit for stage in by.funnel.stages if stage.name == frm]
        met = place != by.lead or score is None or score.qualified
        return met and all(door is None or holds(door, facts) for door in doors)

    # -- the verdicts -------------------------------------------------------------------------------------

    def entries(self) -> Iterator[tuple[Any, Change]]:
        for before, move in zip([None, *self.arrivals], self.arrivals, strict=False):
            place, frm, at = target(move), target(before) if before else None, move.at_us
            if place not in self.what.entries:
                continue
            if self.passes(self.old, at, place, frm) and not self.passes(self.new, at, place, frm):
                score, lead = self.score(self.new, at), place == self.new.lead
                pooled = lead and score is not None and score.hopeless
                yield move, Change("unqualified" if lead else "refused", place, at, move.seq, None, pooled)

    def qualifies(self) -> Iterator[tuple[Any, Change]]:
        funnel, lead = self.new.funnel, self.new.lead
        leads = funnel.names()[funnel.position(lead) : len(funnel.stages)]
        if not self.what.answers or any(target(move) in leads for move in self.arrivals):
            return
        for at in sorted({f.at_us for f in self.facts if isinstance(f.body, Answered) and f.at_us is not None}):
            stood = [move for move in self.arrivals
                     if (move.at_us is None or move.at_us < at or (move.at_us == at and not ours_to_pool(move)))]  # fmt: skip
            if not stood or lead not in funnel.place(target(stood[-1])).moves:
                continue
            if self.makes(self.new, at, target(stood[-1])) and not self.makes(self.old, at, target(stood[-1])):
                yield stood[-1], Change("qualified", lead, at, None, lead)
                return

    def makes(self, by: Definitions, at_us: int, frm: str) -> bool:
        score = self.score(by, at_us)
        return score is not None and score.qualified and self.passes(by, at_us, self.new.lead, frm)

    def expiries(self) -> Iterator[tuple[Any, Change]]:
        if any(isinstance(fact.body, Paused) for fact in self.facts if fact.journey):
            return
        moves = [*self.arrivals, None, None]
        for move, after, then in zip(moves, moves[1:], moves[2:], strict=False):
            if move is None or target(move) not in self.what.lives or move.at_us is None:
                continue
            by_rule = after is not None and ours_to_expire(after)
            follows = then if by_rule else after
            end = self.as_of_us if follows is None or follows.at_us is None else follows.at_us
            was, now = (self.due(by, move, end) for by in (self.old, self.new))
            if by_rule and was is not None and now is None:
                yield after, Change("kept", target(move), after.at_us, after.seq)
            if not by_rule and was is None and now is not None:
                life, pool = self.new.policy.shelf_life(target(move)), self.new.funnel.by_role(Role.EXPIRED)
                yield move, Change("expired", target(move), now, None, life.to or pool[0].name)

    def due(self, by: Definitions, move: Known, end: int) -> int | None:
        """When a stay that could age until `end` would have expired."""
        life = by.policy.shelf_life(target(move))
        if life is None:
            return None
        limit = limit_for(life, self.told(by, move.at_us))
        since = {f.at_us for f in self.facts if is_two_way(f) and f.at_us is not None and move.at_us <= f.at_us < end}
        worked = [*sorted({move.at_us, *since}), end]
        calendar = Calendars(lambda _: lambda _day: False)(by.policy, None)
        dues = ((due_us(at, limit, Counting.WALL, calendar), until) for at, until in pairwise(worked))
        return next((due for due, until in dues if due < until), None)

    # -- what becomes of it -------------------------------------------------------------------------------

    def first(self) -> Change | None:
        found = [*self.entries(), *self.qualifies(), *self.expiries()]

        def when(each: tuple[Known, Change]) -> tuple[Any, ...]:
            move, change = each
            nth = next(n for n, arrival in enumerate(self.arrivals) if arrival.seq == move.seq)
            later = change.verdict == "qualified"
            return (change.at_us is not None, change.at_us or 0, nth + later, change.verdict)

        return min(found, key=when)[1] if found else None

    def history(self, change: Change | None) -> list[Known]:
        """The moves of the pass under the candidate."""
        moves = self.all_in_order()
        if change is None:
            return moves
        match change.verdict:
            case "kept":
                left = [move for move in moves if move.seq != change.root]
            case "qualified":
                left = [move for move in moves
                        if not (read_at(move, self) is not None and read_at(move, self) >= change.at_us
                                and (ours_to_pool(move) or ours_to_expire(move)))]  # fmt: skip
            case "expired":
                left = [move for move in moves if read_at(move, self) is None or read_at(move, self) <= change.at_us]
            case _:
                left = moves[: next(n for n, move in enumerate(moves) if move.seq == change.root)]
        body = {"qualified": Qualified, "expired": Expired}.get(change.verdict, Recycled)
        pool = self.new.funnel.by_role(Role.NURTURE)[0].name
        to = change.to or (pool if change.pooled and left else None)
        if to is None:
            return left
        return [
            *left,
            Known(body(to=to), change.at_us, Grain.INSTANT, journey=moves[0].journey, seq=10**9, recorded_us=10**18),
        ]

    def all_in_order(self) -> list[Known]:
        """Every move in the order in which it is read, as it was told."""
        told = {fact.seq: fact for fact in self.facts}
        return [told[move.seq] for move in self.read()]

    def read(self) -> list[Known]:
        """Every move, later inquiries too, in the order and at the times at which the fold reads them."""
        moves = [fact for fact in self.facts if fact.journey and isinstance(fact.body, Move)]
        read = {each.seq: each for each in in_order(moves, self.new.funnel)}
        placed = list(read.values())

        def key(move: Known) -> tuple[Any, ...]:
            inquiry = isinstance(move.body, Inquired)
            return (move.at_us is not None, move.at_us or 0, not inquiry, move.seq if inquiry else 0)

        for later in sorted((move for move in moves if move.seq not in read), key=key):
            insort(placed, later, key=key)
        return placed


def read_at(move: Known, pass_: Pass) -> int | None:
    """When a move is read, as the fold does; later inquiries, which move nothing, when they happened."""
    return next(each.at_us for each in pass_.read() if each.seq == move.seq)


def ours_to_pool(move: Known) -> bool:
    return isinstance(move.body, Recycled) and move.body.reason == "below_bar"


def ours_to_expire(move: Known) -> bool:
    return isinstance(move.body, Expired) and move.body.reason not in OF_PEOPLE


def replays(
    facts: Sequence[Known], old: Definitions, new: Definitions, as_of_us: int
) -> tuple[dict[str, Change], dict[str, list[Stay]]]:
    """The first other verdict of each pass, and the stays of each as they would have been."""
    passes: dict[str, list[Known]] = defaultdict(list)
    for fact in facts:
        if fact.journey:
            passes[fact.journey].append(fact)
    changes, stays = {}, {}
    for journey, theirs in passes.items():
        person = person_of(theirs)
        around = [fact for fact in facts if fact.journey is None and person is not None and fact.person == person]
        one = Pass(sorted([*theirs, *around], key=by_time), person, as_of_us, old, new, otherwise(old, new))
        if not one.arrivals:
            continue
        change = one.first()
        if change is not None:
            changes[journey] = change
        if left := one.history(change):
            stays[journey] = timeline(left, new.funnel)
    return changes, stays
