"""A made-up maker of pumps and valves: two years of its demand waterfall, ready for import.

Everything follows from a seed, a scale and the last day; no clock is read. Tables come in the order
in which they are to be imported, each with columns named as the fields of its kind of rows
(`rules.rows`); inquiries also carry attributes to segment by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headrace.demo.calendar import Calendar
from headrace.demo.chance import Dice
from headrace.demo.chase import plan
from headrace.demo.contacts import answers, calls, touches
from headrace.demo.crowd import Crowd, gather
from headrace.demo.deals import deals, moves, opportunities, payments
from headrace.demo.demand import visits
from headrace.demo.journeys import Road, stays, walk
from headrace.demo.people import inquiries, inquiry_rows
from headrace.demo.spend import spend

END = date(2026, 6, 30)
PEOPLE = 20_000


@dataclass(frozen=True, slots=True)
class Company:
    """What the company's systems would export: one table per kind of rows.

    Instants are microseconds UTC, days are dates, amounts are decimals in EUR.
    """

    inquiries: pa.Table
    moves: pa.Table
    opportunities: pa.Table
    calls: pa.Table
    answers: pa.Table
    touches: pa.Table
    payments: pa.Table
    visits: pa.Table
    spend: pa.Table

    def tables(self) -> Mapping[str, pa.Table]:
        """The tables by kind of rows, in the order in which they are to be imported."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def write(self, folder: Path) -> Mapping[str, Path]:
        """Writes each table as `<kind>.parquet` into the folder; returns the files by kind."""
        folder.mkdir(parents=True, exist_ok=True)
        files = {kind: folder / f"{kind}.parquet" for kind in self.tables()}
        for kind, table in self.tables().items():
            pq.write_table(table, files[kind])
        return files


def _visits(calendar: Calendar, crowd: Crowd, seed: int) -> pa.Table:
    _, channel, at = inquiry_rows(crowd)
    return visits(calendar, channel, at, Dice(seed, "visits"))


def make(scale: float = 1.0, seed: int = 2026, end: date = END) -> Company:
    """The company's last two years up to and including the day `end`.

    `scale` 1 means 20,000 people who inquire; volumes and costs grow in proportion.
    """
    calendar = Calendar.until(end)
    crowd = gather(calendar, max(1, round(PEOPLE * scale)), seed)
    road = Road(calendar, crowd, plan(calendar, crowd, seed), seed)
    stayed = stays(walk(road))
    sold, called = deals(crowd, stayed, seed), calls(road, stayed, seed)
    return Company(
        inquiries=inquiries(calendar, crowd, seed),
        moves=moves(calendar, stayed),
        opportunities=opportunities(calendar, crowd, sold),
        calls=called,
        answers=answers(called, seed),
        touches=touches(road, stayed, seed),
        payments=payments(calendar, crowd, sold, seed),
        visits=_visits(calendar, crowd, seed),
        spend=spend(calendar, scale, seed),
    )
