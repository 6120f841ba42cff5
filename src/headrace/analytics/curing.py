"""How many will ever move on, and what may still be hoped for of those who have not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.competing import Incidence, aalen_johansen
from headrace.analytics.cure import FAMILIES, NOT_SEPARABLE, STILL_RISING, TOO_FEW, fit_cure
from headrace.analytics.fitting import Refused
from headrace.analytics.outcomes import ENDS, MOVED_ON, POPULATION, ends
from headrace.analytics.question import (
    SEGMENT,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    Wait,
    by_key,
    days,
    figure,
    place_column,
    segments,
)
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir

    from headrace.analytics.cure import Cure
    from headrace.analytics.risk import Wait as Waited
else:
    ibis = lazy("ibis")

SHAPES = tuple(FAMILIES)
REASONS = {
    TOO_FEW: N_("too few moved on"),
    STILL_RISING: N_("still rising"),
    NOT_SEPARABLE: N_("few, or only slow"),
}


def units(stays: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period: how it ended there, after how long, and its age now."""
    t = ends(stays)
    moved, still = t.ended.fill_null("") == MOVED_ON, t.ended.isnull()
    return t.select(
        "unit", "journey", "person", "place", "segment", "minutes", "age", "ended",
        entered=ibis.literal(True), moved_on=moved, open=still, gone=~moved & ~still,
        # Whoever went another way will never come: at the as-of they have not.
        until=ibis.ifelse(moved, t.minutes, t.age), came=ibis.ifelse(moved, t.ended, ibis.null("string")),
    )  # fmt: skip


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per stage, in order, for each segment."""
    found = by_key(counted.figures, ("segment", "place"))
    family = reading.ask.options.get("family") or SHAPES[0]
    return [
        {"segment": segment, "place": stage.name, **_row(found[segment, stage.name][0], counted, family)}
        for segment in segments(counted.figures)
        for stage in reading.stages
        if stage.role != "won" and (segment, stage.name) in found
    ]


def _row(row: Row, counted: Counted, family: str) -> Row:
    key = (row["segment"], row["place"])
    counts = {name: row[name] for name in ("entered", "moved_on", "open", "gone")}
    # In order, so that no engine's own order moves the last digits of the peak.
    model = fit_cure([(age, end is not None, n) for age, end, n in _in_order(counted, key, "until")], family)
    if isinstance(model, Refused):
        names = ("share", "share_low", "share_high", "half_days", "chance", "to_come")
        return counts | dict.fromkeys(names) | {"reason": model.reason}
    waits = _in_order(counted, key, "end")
    expected = _to_come(model, aalen_johansen(waits, ENDS), [(age, n) for age, end, n in waits if end is None])
    return counts | {
        "share": model.share, "share_low": model.low, "share_high": model.high, "half_days": days(model.half_time),
        "chance": expected / row["open"] if row["open"] else None, "to_come": expected, "reason": None,
    }  # fmt: skip


def _in_order(counted: Counted, key: tuple[object, object], name: str) -> list[Waited]:
    return sorted(counted.told(*key, name), key=lambda wait: (wait[0], str(wait[1])))


def _to_come(model: Cure, seen: Incidence, still_open: Sequence[tuple[float, int]]) -> float:
    """How many of those still open are expected to move on, from the age of each."""
    return sum(n * _chance(model, seen, age) for age, n in still_open)


def _chance(model: Cure, seen: Incidence, age: float) -> float:
    """The chance that one who is open at an age still moves on: those to come, of those not yet gone either way.

    Where nobody goes another way it is p (1 - G)/(1 - p + p (1 - G)).
    """
    gone = sum(1 - seen.ends[end].at(age) for end in ENDS if end != MOVED_ON)
    to_come, there = model.share - model.by(age), 1 - model.by(age) - gone
    return min(1.0, to_come / there) if there > 0 else 1.0


QUESTION = Question(
    name="cure",
    title=N_("Who will ever move on"),
    meaning=N_("The share that will move on in the end, how fast, and how many of the open ones are still to come."),
    population=POPULATION,
    formula=(
        N_("F(t) = share x G(t), by maximum likelihood: moved on at t: share x g(t); not, at an age t: 1 - F(t)"),
        N_("half_days: the t with G(t) = 1/2; low and high: by profile likelihood"),
        N_(
            "to_come = sum over the open of (share - F(age)) / (1 - F(age) - gone by that age); chance = to_come / "
            "open"
        ),
    ),
    source=(sources.CURE,),
    columns=(
        SEGMENT,
        place_column(),
        figure("entered", N_("Entered"), N_("First entered the stage in the period.")),
        figure("moved_on", N_("Moved on"), N_("Reached a later stage since.")),
        figure("open", N_("Open"), N_("Still in the stage.")),
        figure("gone", N_("Went"), N_("Lost, out, expired, to nurture or back: taken for never to come.")),
        Column("share", Kind.RATE, N_("In the end"), N_("Will ever move on, by the model."), of="entered"),
        Column("share_low", Kind.LOW, N_("95 % from"), N_("The lower end of its interval, by profile likelihood.")),
        Column("share_high", Kind.HIGH, N_("to"), N_("The upper end.")),
        Column("half_days", Kind.DAYS, N_("Half-time"), N_("Time by which half of those who ever will have moved on.")),
        Column("chance", Kind.RATE, N_("Chance"), N_("That an open one still moves on, on average over their ages.")),
        Column("to_come", Kind.NUMBER, N_("To come"), N_("How many of the open ones are expected to move on.")),
        Column("reason", Kind.TEXT, N_("Why not"), N_("Why there is no model."),
               words=REASONS),
    ),
    keys={"segment": "segment", "place": "place"},
    figures=("entered", "moved_on", "open", "gone"),
    worth=False,
    units={"default": units},
    finish=finish,
    waits=(Wait("end", "minutes", "ended"), Wait("until", "until", "came")),
    options=(
        Option("family", N_("shape of the waits: exponential (default), weibull or gamma"), "choice", SHAPES,
               SHAPES[0], told=N_("Waits: {value}.")),
    ),
    caveats=(
        N_("It says what nobody has seen yet: it holds if later leads move on as the earlier ones did."),
        N_("Left out where the follow-up is too short to tell few and fast from many and slow."),
    ),
)  # fmt: skip
