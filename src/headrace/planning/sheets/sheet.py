"""What a table of a plan is, and how it becomes an answer like that of any question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headrace.analytics.question import STILL, Answer, Ask, Column, Kind, Live, Note, PlaceInfo, Row, Stamp
from headrace.core.asking import CallingCost
from headrace.core.plan import Team
from headrace.core.texts import N_, _


@dataclass(frozen=True, slots=True)
class Frame:
    """What all tables of one plan share: what was asked, the stamp, the places."""

    ask: Ask
    stamp: Stamp
    places: Sequence[PlaceInfo]

    def labels(self, names: Sequence[str]) -> list[str]:
        """What places of these names are called."""
        known = {place.name: place.label for place in self.places}
        return [known.get(name, name) for name in names]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a plan, declared once; like a question, but computed from the plan and not counted.

    `formula` is its arithmetic in the words of its columns, `source` where the method comes from. Some tables have
    further columns, one for each stage.
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    formula: tuple[str, ...]
    source: tuple[str, ...]
    caveats: tuple[str, ...] = ()

    def answer(
        self,
        frame: Frame,
        rows: Sequence[Row],
        *,
        notes: Sequence[Note] = (),
        columns: Sequence[Column] | None = None,
        live: Live = STILL,
    ) -> Answer:
        """The table with its rows; `notes` are sentences about these figures, said before what is true of all."""
        return Answer(
            question=self.name,
            title=_(self.title),
            subtitle=_(self.meaning),
            ask=frame.ask,
            stamp=frame.stamp,
            columns=columns or self.columns,
            rows=rows,
            caveats=[*map(_, self.caveats)],
            places=frame.places,
            formula=[_(line) for line in self.formula],
            source=[_(line) for line in self.source],
            live=live,
            notes=notes,
        )


MONTH = Column("period", Kind.PERIOD, N_("Month"), N_("The month."))
SKOK = N_('Skok, "The Five Keys to Marketing & Sales" (reverse funnel math).')


@dataclass(frozen=True, slots=True)
class Setting:
    """What the tables need beside the plan's own result.

    `months` are the first days from the current month to the plan's end, `value` what a win brings in minor units,
    `cost` what an entry to the first stage costs, None where nobody knows. `visits` is the share of visits that
    become inquiries, `lately` how many entered in a month of late. `called` and `dealt` are the stages at which inside
    sales calls, and from which reps sell.
    """

    months: tuple[date, ...]
    value: float | None
    cost: float | None
    visits: float | None
    lately: float | None
    called: str
    dealt: str
    calling: CallingCost
    team: Team
