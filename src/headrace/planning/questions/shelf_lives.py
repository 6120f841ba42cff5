"""How long may a lead be silent? What each shelf life would have put at stake, by how long leads were silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from headrace.analytics import sources
from headrace.analytics.decay import stage_of
from headrace.analytics.question import (
    SEGMENT,
    WILSON_ENDS,
    Column,
    Counted,
    Kind,
    Option,
    Question,
    Reading,
    Row,
    by_key,
    figure,
    place_column,
    rate,
    segments,
    share,
)
from headrace.analytics.stays import beside, first_entries, with_standing, with_win_since
from headrace.core.entries import ASKING
from headrace.core.lazily import lazy
from headrace.core.texts import N_
from headrace.core.units import DAY_US
from headrace.planning.decay import Life, Silence, lives, shortest

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

LIVES = (7, 14, 21, 30, 45, 60, 90, 120, 180)
"""The lives that are tried, in days, beside that of the policy."""
AT_STAKE = 0.05
ADVISED, AGREED, BOTH = "advised", "agreed", "both"


def units(stays: ir.Table, attempts: ir.Table, touches: ir.Table, answers: ir.Table) -> ir.Table:
    """One row per unit and stage first entered in the period whose end is known, with its longest silence there.

    Days of 24 hours between two signs of the buyer in its first stay in the stage, whole local ones where either is
    known only to the day; the entry and the end of the stay count as signs.
    """
    t = first_entries(stays)
    t = t.filter((t.role == "stage") & ~t.implied)
    t = t.mutate(
        end_us=ibis.ifelse(t.left, t.left_us, t.as_of_us),
        end_day=ibis.ifelse(t.left, t.left_day, t.as_of_day),
        end_exact=t.left_exact | ~t.left,
    )
    t = _ended(t, stays)
    met = two_way(attempts, touches, answers)
    heard = t.select("unit", "place", "entered_us", "end_us").inner_join(met, ibis._.unit == met.thread)
    heard = heard.filter((heard.at_us > heard.entered_us) & (heard.at_us < heard.end_us))
    signs = ibis.union(
        *(
            t.select("unit", "place", at_us=t[f"{end}_us"], day=t[f"{end}_day"], exact=t[f"{end}_exact"])
            for end in ("entered", "end")
        ),
        heard.select("unit", "place", "at_us", "day", "exact"),
    )
    signs = _with_silence(signs)
    longest = signs.group_by(["unit", "place"]).agg(silence=signs.silence.max())
    t = beside(t, longest, "unit", "place")
    return t.select(
        "unit", "journey", "person", "segment", "place", "silence", silent=ibis.literal(True), silent_won=t.won
    )


def _with_silence(signs: ir.Table) -> ir.Table:
    """Signs, each with the days since the one before."""
    in_order = ibis.window(group_by=[signs.unit, signs.place], order_by=[signs.at_us, signs.exact])
    t = signs.mutate(**{f"last_{name}": signs[name].lag().over(in_order) for name in ("at_us", "day", "exact")})
    by_hours, by_days = (t.at_us - t.last_at_us) // DAY_US, (t.day - t.last_day).cast("int64")
    return t.mutate(silence=ibis.ifelse(t.exact & t.last_exact, by_hours, by_days))


def two_way(attempts: ir.Table, touches: ir.Table, answers: ir.Table) -> ir.Table:
    """What the buyer took part in, as shelf lives count it (`rules.case`)."""
    took_part = (
        attempts.filter(attempts.connected.fill_null(False)),
        touches.filter((touches.kind == "met") | (touches.direction == "in").fill_null(False)),
        answers.filter((answers.grade != "unknown") & answers.actor_kind.isin(list(ASKING))),
    )
    dated = (t.filter(t.day.notnull()) for t in took_part)
    return ibis.union(*(t.select("at_us", "day", "exact", thread=ibis.coalesce(t.person, t.journey)) for t in dated))


def _ended(t: ir.Table, stays: ir.Table) -> ir.Table:
    """The stays of units that were won since, or stand in no stage any more."""
    t = with_win_since(with_standing(t, stays))
    return t.filter(t.won | ~t.now_role.isin(["stage", "won"]).fill_null(True))


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per shelf life, the shortest first, for each segment in which anybody was won."""
    place = reading.ask.options.get("stage") or stage_of(reading)
    found = by_key([row for row in counted.figures if row["place"] == place], ("segment",))
    return [
        {"segment": segment, "place": place, **row}
        for segment in segments(counted.figures)
        if any(row["silent_won"] for row in found.get((segment,), ()))
        for row in _rows(found[segment,], place, reading)
    ]


def _rows(rows: list[Row], place: str, reading: Reading) -> list[Row]:
    silences = [Silence(row["silence"], row["silent"], row["silent_won"]) for row in rows]
    agreed, asked = _agreed(place, reading), reading.ask.options.get("life")
    told = lives(silences, {*LIVES, *(life for life in (agreed, asked) if life)})
    given = reading.ask.options.get("at_stake")
    advised = shortest(told, AT_STAKE if given is None else given)
    leads, wins = sum(each.n for each in silences), sum(each.won for each in silences)
    return [_row(each, leads, wins, _mark(each, advised, agreed)) for each in told]


def _agreed(place: str, reading: Reading) -> int | None:
    """The shelf life of the policy in days, a month taken for 30."""
    life = reading.policy.shelf_life(place)
    if life is None:
        return None
    return max(1, round((life.limit.fixed_us or life.limit.count * 30 * DAY_US) / DAY_US))


def _mark(life: Life, advised: Life | None, agreed: int | None) -> str | None:
    if life == advised:
        return BOTH if life.life == agreed else ADVISED
    return AGREED if life.life == agreed else None


def _row(life: Life, leads: int, wins: int, mark: str | None) -> Row:
    return {
        "life": int(life.life),
        "leads": leads,
        "silent": life.n,
        **rate("share", life.n, leads),
        "wins": wins,
        "silent_won": life.won,
        **rate("at_stake", life.won, wins),
        **rate("rate", life.won, life.n),
        "mark": mark,
    }


QUESTION = Question(
    name="shelf_lives",
    title=N_("How long may a lead be silent?"),
    meaning=N_("What each of several shelf lives would have meant: who would have expired, and which wins with them."),
    population=N_("Whoever first entered the stage in the period and has met their end: won, or in no stage any more."),
    formula=(
        N_("silence: the most days between two signs of the buyer in the first stay; entry and leaving count as such; "
           "of 24 hours each as the clock counts them, whole days of the calendar where a sign has no time of day"),
        N_("silent = leads with a silence of the life or more; share = silent / leads"),
        N_("at_stake = silent_won / wins; rate = silent_won / silent"),
        N_("advised: the shortest of these lives that puts at most 5 % of the wins at stake"),
        WILSON_ENDS,
    ),
    source=(
        N_("Ours, after the article on leads going cold: a life is too short if it would have cost wins."),
        sources.WILSON,
    ),
    columns=(
        SEGMENT,
        place_column(),
        Column("life", Kind.COUNT, N_("Days"), N_("The shelf life, in days."), names=True),
        Column("leads", Kind.COUNT, N_("Leads"), N_("All leads of the stage whose end is known.")),
        figure("silent", N_("Silent"), N_("Silent for so long at least: they would have expired.")),
        *share("share", "leads", N_("Share"), N_("Silent of leads.")),
        Column("wins", Kind.COUNT, N_("Wins"), N_("The won among the leads.")),
        figure("silent_won", N_("Won all the same"), N_("Of the silent, won.")),
        *share("at_stake", "wins", N_("At stake"), N_("The won among the silent, of all wins.")),
        *share("rate", "silent", N_("Rate"), N_("Won of silent.")),
        Column("mark", Kind.TEXT, N_("Mark"), N_("The shortest that puts few wins at stake, and that of the policy."),
               words={ADVISED: N_("short enough"), AGREED: N_("agreed"), BOTH: N_("agreed, short enough")}),
    ),
    keys={"segment": "segment", "place": "place", "silence": ("life", None)},
    figures=("silent", "silent_won"),
    units={"default": units},
    finish=finish,
    tables=("attempts", "touches", "answers"),
    unit="person",
    options=(
        Option("stage", N_("whose leads (the last one with a shelf life)"), "stage"),
        Option("life", N_("a further life to try"), "days"),
        Option("at_stake", N_("the share of the wins that may be at stake (0.05)"), "share"),
    ),
    caveats=(
        N_("Learned by association: who is silent for long differs from who is not, and a shorter life makes people "
           "call sooner. What it would do, only a trial can tell."),
        N_("Whoever expired under the life in force could not show what a longer one would have brought."),
        N_("What is not recorded was no sign of life: with few touches and calls told, silences look long."),
    ),
)  # fmt: skip
