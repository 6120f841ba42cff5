"""Answers as Python code and notebooks take them, with the leads behind their figures within reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from headrace.analytics.catalog import question
from headrace.analytics.question import Answer, Column, Row
from headrace.app import reports
from headrace.app.explain import CHANGE
from headrace.app.ports import Engine
from headrace.app.replay import CHANGES, Replay

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True)
class Shown:
    """An answer as Python code and notebooks take it."""

    answer: Answer

    def __getattr__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "answer"), name)

    def to_arrow(self) -> "pa.Table":
        """The rows as an Arrow table, exact: money in minor units, rates from 0 to 1."""
        import pyarrow as pa  # noqa: PLC0415

        names = [column.name for column in self.answer.columns]
        return pa.table({name: [row[name] for row in self.answer.rows] for name in names})

    def to_frame(self) -> "pd.DataFrame":
        """The rows as a pandas frame."""
        return self.to_arrow().to_pandas()

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it."""
        from headrace.adapters.exports.html import to_fragment  # noqa: PLC0415

        return to_fragment(self.answer)


@dataclass(frozen=True)
class Report(Shown):
    """The answer to a question, with its leads within reach."""

    _engine: Engine
    _terms: reports.Terms

    def leads(self, row: str | int | Row, figure: str | None = None) -> list[Row]:
        """Exactly the leads of a figure: unit, journey and person of each.

        `row` is a row of the answer, its number from 1, or its stage. `figure` is the first count of the
        answer if not given.
        """
        chosen = row if isinstance(row, dict) else reports.pick(self.answer, str(row))
        return reports.leads(self._engine, self.answer, chosen, figure, self._terms)

    @property
    def lead_columns(self) -> Sequence[Column]:
        """What is told of each lead beside who it is."""
        return question(self.answer.question).lead_columns


@dataclass(frozen=True)
class Replayed:
    """What a candidate would change: its tables by name, with the leads behind them within reach."""

    replay: Replay
    lead_columns: ClassVar[tuple[Column, ...]] = (CHANGE,)

    @property
    def tables(self) -> dict[str, Shown]:
        """Every table: changes, stages, rates, queue, leakage, clocks, wins, plan and onward."""
        return {name: Shown(table.answer) for name, table in self.replay.tables.items()}

    def leads(self, row: str | int | Row, figure: str | None = None, *, table: str = CHANGES) -> list[Row]:
        """The leads behind a row of a table: unit, journey, person, and how each changed.

        `row` is a row of the table, its number from 1, or its name.
        """
        answer = self.replay.table(table).answer
        return self.replay.leads(table, row if isinstance(row, dict) else reports.pick(answer, str(row)), figure)
