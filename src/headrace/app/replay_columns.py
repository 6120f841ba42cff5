"""What the tables of a replay show: their columns and words, each figure as it is now and under the candidate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from headrace.analytics.question import Column, Kind, figure, place_column, share
from headrace.analytics.replay import EXPIRED, KEPT, QUALIFIED, REFUSED, UNQUALIFIED
from headrace.core.texts import N_, _

BEFORE, AFTER = "before", "after"
LABELS: Mapping[str, str] = {BEFORE: N_("{figure}, now"), AFTER: N_("{figure}, candidate")}
VERDICT_WORDS: Mapping[str, str] = {
    UNQUALIFIED: N_("No longer qualified"),
    REFUSED: N_("Refused at the stage"),
    QUALIFIED: N_("Newly qualified"),
    EXPIRED: N_("Newly expired"),
    KEPT: N_("No longer expired"),
}
ENDS = ("won", "lost", "nurture", "expired", "out", "stage")
"""The roles of the places in which a pass may have ended; the last one is that of all who are on their way."""

CLOCKS = (place_column("place", N_("Stage")), Column("clock", Kind.TEXT, N_("Clock"), N_("Its name."), names=True))
KEPT_COLUMNS = (
    Column("within", Kind.TEXT, N_("Within"), N_("The limit; empty where the agreement has no such clock.")),
    Column("runs", Kind.COUNT, N_("Due"), N_("Stays in which the clock started, in all of history.")),
    Column("missed", Kind.COUNT, N_("Missed"), N_("Of these, those in which the limit passed first.")),
    *share("share", "decided", N_("Missed, of decided"), N_("Missed, of those that were met or missed.")),
)
CHANGED_COLUMNS = (
    Column("verdict", Kind.TEXT, N_("Verdict"), N_("What the candidate decides otherwise."), words=VERDICT_WORDS,
           names=True),
    place_column("place", N_("Stage")),
    figure("leads", N_("Leads"), N_("Passes whose first other verdict is this one.")),
    Column("won", Kind.COUNT, N_("Won"), N_("Of these, were won in history.")),
    Column("revenue", Kind.MONEY, N_("Won for"), N_("The value of these wins.")),
    Column("undone", Kind.COUNT, N_("Wins undone"), N_("Of these wins, those that the candidate would not have had.")),
    Column("lost", Kind.COUNT, N_("Lost"), N_("Ended as lost in history.")),
    Column("nurture", Kind.COUNT, N_("In nurture"), N_("Rest in the nurture pool in history.")),
    Column("expired", Kind.COUNT, N_("Expired"), N_("Expired in history.")),
    Column("out", Kind.COUNT, N_("Out"), N_("Went out for good in history.")),
    Column("stage", Kind.COUNT, N_("On their way"), N_("Stand in a stage.")),
)  # fmt: skip
_LEAST = Column("least", Kind.NUMBER, N_("At least"), N_("By the lower end of the rate's 95 % interval."))
_MOST = Column("most", Kind.NUMBER, N_("At most"), N_("By the upper end of the rate's 95 % interval."))
WIN_COLUMNS = (
    Column("kind", Kind.TEXT, N_("Wins"), N_("before: as it was. after: counted, candidate. estimated: besides."),
           words={BEFORE: N_("As it was"), AFTER: N_("Counted under the candidate"),
                  "estimated": N_("Estimated, newly qualified")}, names=True),
    Column("leads", Kind.COUNT, N_("Leads"), N_("Qualified in the period, their way known; or newly qualified.")),
    Column("n", Kind.COUNT, N_("Measured on"), N_("The leads that the rate is of.")),
    *share("rate", "n", N_("Won of leads"), N_("Won, of the leads.")),
    Column("wins", Kind.NUMBER, N_("Wins"), N_("Counted, or expected.")),
    _LEAST,
    _MOST,
    Column("a_month", Kind.NUMBER, N_("A month"), N_("Wins in a month of the period, on average.")),
    Column("revenue", Kind.MONEY, N_("Value"), N_("Wins times the average value of a win.")),
)  # fmt: skip
ONWARD_COLUMNS = (
    place_column("place", N_("Stage")),
    Column("n", Kind.COUNT, N_("Measured on"), N_("The leads that the rate is of.")),
    *share("rate", "n", N_("Rate"), N_("Came to the stage, or a later one, of all leads of the period.")),
    Column("expected", Kind.NUMBER, N_("Expected"), N_("Newly qualified leads that would come to the stage.")),
    _LEAST,
    _MOST,
)


NEED_COLUMNS = (
    Column("n", Kind.COUNT, N_("Measured on"), N_("Passes that entered the stage in the period.")),
    *share("rate", "n", N_("Moves on"), N_("Comes to the next stage in the end, open ones by their waits.")),
    Column("needed", Kind.NUMBER, N_("Has to enter"), N_("Who has to enter the stage for the wins.")),
)


def both(columns: Sequence[Column]) -> list[Column]:
    """The columns of figures: as each is now, and under the candidate. The ends of a rate's interval stay behind it."""
    groups: list[list[Column]] = []
    for column in columns:
        groups = [*groups[:-1], [*groups[-1], column]] if column.kind in (Kind.LOW, Kind.HIGH) else [*groups, [column]]
    return [
        replace(column, name=f"{column.name}_{when}", of=column.of and f"{column.of}_{when}",
                label=_(label, figure=_(column.label)))
        for group in groups for when, label in LABELS.items() for column in group
    ]  # fmt: skip
