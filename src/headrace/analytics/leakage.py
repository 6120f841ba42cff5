"""Where every inquiry ended, each in exactly one bucket, and what neglect cost.

Neglect is what we did to ourselves: nobody ever tried to reach them, a promise was broken and they went, or they
outlived their shelf life. What an expiry cost was booked when it happened; the rest is worth what an inquiry is
worth that somebody did follow up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headrace.analytics import sources
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
    figure,
    rate,
    segments,
    share,
)
from headrace.analytics.speed import tried
from headrace.analytics.stays import first_entries, with_standing, with_win
from headrace.analytics.tables import older_than
from headrace.core.lazily import lazy
from headrace.core.texts import N_

if TYPE_CHECKING:
    import ibis
    import ibis.expr.types as ir
else:
    ibis = lazy("ibis")

BUCKETS = (
    "won", "open", "nurtured", "lost", "disqualified", "expired", "never_followed", "late", "undecided",
)  # fmt: skip
WORDS = {
    "won": N_("Won"),
    "open": N_("Open"),
    "nurtured": N_("In nurture"),
    "lost": N_("Lost"),
    "disqualified": N_("Disqualified"),
    "expired": N_("Expired"),
    "never_followed": N_("Never followed up"),
    "late": N_("A promise broken"),
    "undecided": N_("Never decided"),
}
ESTIMATED = ("never_followed", "late", "undecided")
"""Let down without anything being booked: never tried, a promise broken, tried and never decided."""


# -- the arithmetic ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Market:
    """What some inquiries are worth in the unit of a sale: to all who sell, to us by our share, and as it is."""

    bought: float
    ours: float
    kept: float

    @property
    def lost(self) -> float:
        """What is lost because not everybody is followed up."""
        return self.ours - self.kept


def unfollowed(inquiries: int, buy: float, share: float, sale: float, followed: float) -> Market:
    """What it costs to follow up only some of the inquiries.

    Args:
        inquiries: how many there were.
        buy: the share of them that buys, from whomever.
        share: our share of the market.
        sale: what a sale is worth.
        followed: the share that we follow up.

    After "Why Sales Leads are an Asset With a Declining Value".

    >>> told = unfollowed(1_000, 0.45, 0.2, 8_500, 0.1)
    >>> [round(each) for each in (told.bought, told.ours, told.kept, told.lost)]
    [3825000, 765000, 76500, 688500]
    """
    bought = inquiries * buy * sale
    return Market(bought, bought * share, bought * share * followed)


# -- the question --------------------------------------------------------------------------------------------


def units(
    stays: ir.Table, attempts: ir.Table, touches: ir.Table, answers: ir.Table, moves: ir.Table, deals: ir.Table,
    clocks: ir.Table,
) -> ir.Table:  # fmt: skip
    """One row per unit that first entered the first stage in the period, with its bucket and what it cost."""
    t = _inquiries(stays)
    attempted = tried(attempts, touches, answers)
    t = _with(t, attempted.select("day", "thread", value=ibis.null("int64")), "tried")
    t = _with(t, _of(clocks.filter(clocks.kind == "breached")), "breached")
    t = _with(t, _of(moves.filter(moves.kind == "expired"), moves.value), "booked")
    t = _with(t, _of(deals.filter(deals.kind == "recovered"), deals.value), "recovered")
    followed = t.onward | _since(t, "tried")
    return t.select(
        "unit", "journey", "person", "segment", outcome=_bucket(t, followed), count=ibis.literal(True),
        followed=followed, booked=t.booked_sum, recovered=t.recovered_sum, revenue=t.revenue,
    )  # fmt: skip


def _inquiries(stays: ir.Table) -> ir.Table:
    starts = first_entries(stays)
    starts = starts.filter(starts.position == 0)
    starts = starts.mutate(old=older_than(starts, "entered", "older"))
    return with_win(with_standing(starts, stays))


def _of(t: ir.Table, value: ir.Value | None = None) -> ir.Table:
    whose = ibis.coalesce(t.person, t.journey)
    return t.select("day", thread=whose, value=ibis.null("int64") if value is None else value)


def _with(t: ir.Table, facts: ir.Table, name: str) -> ir.Table:
    """The inquiries with the last day on which these facts tell of each, and the sum of their values."""
    told = facts.group_by(facts.thread.name(f"{name}_thread")).agg(
        **{f"{name}_day": facts.day.max(), f"{name}_sum": facts.value.sum()}
    )
    return t.left_join(told, t.unit == told[f"{name}_thread"])


def _since(t: ir.Table, name: str) -> ir.BooleanValue:
    """Whether any of these facts happened on the day of the inquiry or after it."""
    return (t[f"{name}_day"] >= t.entered_day).fill_null(False)


def _bucket(t: ir.Table, followed: ir.BooleanValue) -> ir.StringValue:
    resting = t.now_role.isin(["nurture", "lost"])
    first = (t.now_role == "stage") & (t.now_position == 0)
    return ibis.cases(
        (t.won, "won"),
        ((t.now_role == "expired") | (t.now_via == "expired"), "expired"),
        (t.now_role == "out", "disqualified"),
        (~followed & (resting | (first & t.old)), "never_followed"),
        (resting & _since(t, "breached"), "late"),
        (t.now_role == "lost", "lost"),
        (t.now_role == "nurture", "nurtured"),
        (first & t.old, "undecided"),
        else_="open",
    )


def finish(counted: Counted, reading: Reading) -> list[Row]:
    """One row per bucket for each segment; what was neglected and not booked is worth what the followed ones are."""
    del reading
    followed = sum(row["followed"] for row in counted.figures)
    worth = sum(row["revenue"] or 0 for row in counted.figures) / followed if followed else None
    found: dict[tuple[object, str], Row] = {(row["segment"], row["outcome"]): row for row in counted.figures}
    everyone: dict[object, int] = defaultdict(int)
    for row in counted.figures:
        everyone[row["segment"]] += row["count"]
    return [
        _row(name, segment, found.get((segment, name), {}), everyone[segment], worth)
        for segment in segments(counted.figures) or [None]
        for name in BUCKETS
    ]


def _row(name: str, segment: str | None, row: Row, everyone: int, worth: float | None) -> Row:
    count, booked = row.get("count", 0), row.get("booked")
    estimated = None if worth is None or name not in ESTIMATED or not count else worth * count
    lost = None if booked is None and estimated is None else (booked or 0) + (estimated or 0)
    return {
        "outcome": name,
        "segment": segment,
        "count": count,
        "inquiries": everyone,
        **rate("share", count, everyone),
        "lost": lost,
        "recovered": row.get("recovered"),
    }


QUESTION = Question(
    name="leakage",
    title=N_("Where every inquiry ended"),
    meaning=N_("Every inquiry in exactly one bucket, and what those cost that we let down."),
    population=N_("Whoever first entered the first stage in the period, by what is known at the as-of date."),
    formula=(
        N_("share = count / inquiries"),
        N_("lost = what was booked when they expired"),
        N_("and of never_followed, late and undecided: count x revenue of all inquiries / those that were followed"),
        N_("both of all that were asked for: --by prices every segment alike, --where prices one by its own wins"),
        WILSON_ENDS,
    ),
    source=(
        N_(
            'The buckets are ours, so that each inquiry is in exactly one. What neglect costs, after "Why Sales '
            'Leads are an Asset With a Declining Value".'
        ),
        sources.WILSON,
    ),
    columns=(
        Column(
            "outcome", Kind.TEXT, N_("Where"),
            N_("won, open, nurtured, lost, disqualified; and let down: expired, never_followed (nobody tried), late "
               "(a clock of the agreement ran out, and they went), undecided (tried, and never decided)."),
            words=WORDS, names=True,
        ),
        SEGMENT,
        figure("count", N_("Inquiries"), N_("Ended there.")),
        Column("inquiries", Kind.COUNT, N_("Of"), N_("All inquiries.")),
        *share("share", "inquiries", N_("Share"), N_("Of all inquiries.")),
        Column(
            "lost", Kind.MONEY, N_("Lost"),
            N_("Expected value that neglect cost: what was booked when they expired, wherever they are now; for those "
               "let down otherwise what a followed inquiry was won for on average."),
        ),
        Column("recovered", Kind.MONEY, N_("Recovered"), N_("Of what was booked as lost, what came back.")),
    ),
    keys={"segment": "segment", "outcome": "outcome"},
    figures=("count", "followed"),
    units={"default": units},
    finish=finish,
    tables=("attempts", "touches", "answers", "moves", "deals", "clocks"),
    amounts=("booked", "recovered", "revenue"),
    unit="person",
    options=(
        Option(
            "older_than", N_("let the first stage take so many days (30)"), "days", default=30,
            told=N_("Never followed and undecided: for more than {value} days."),
        ),
    ),
    caveats=(
        N_("An attempt is a call, a meeting, an answer or a message by a person that we know of, from the day of the "
           "inquiry on; what is not recorded did not happen."),
        N_("What a neglected one would have brought nobody knows: those who were followed may have been better ones."),
    ),
)  # fmt: skip
