"""What a question reads, as SQL that every engine speaks: stays and facts, with what is asked beside each row.

An engine brings the stays as `mirrored` and the facts that count as `known_<family>`; from these come `visits` and
`told_<table>`, which the shipped SQL of the questions names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from headrace.adapters.engines.strangers import DESCRIBED_BY, begun, described
from headrace.adapters.mirror.duck import identifier, literal
from headrace.adapters.mirror.visits import ELSEWHERE, OF_PASSES, OF_PEOPLE, THREAD
from headrace.analytics.question import OF_THE_STAY, SCORE, SEEN_FROM
from headrace.analytics.tables import FACTS, FAMILY_OF, JOINED, PERIODS, VISITS, WINDOW_DAYS
from headrace.core.asking import Grade
from headrace.core.errors import UnknownName, UsageError
from headrace.core.policy import Side
from headrace.core.units import DAY_US, day_number, day_of
from headrace.rules.moves import first_of_sales, lead_stage
from headrace.rules.qualify import points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from headrace.analytics.question import Ask, Question
    from headrace.app.ports import Scope
    from headrace.core.asking import Qualification
    from headrace.core.funnel import Funnel

UNITS = ("person", "pass", "group")
LONGEST = {"week": 7, "month": 31, "quarter": 92, "year": 366}
BUCKETS = tuple(LONGEST)
BUILT_IN = ("channel", "campaign", "origin", "form", "owner", "account", "opportunity_type")
BY_THEN = ("left", "onward", "again", "here")
"""Whether a stay was over by the as-of, its unit in a later stage, there once more; and whether nothing came after."""
MADE = ("unit", "segment", "bucket", "value", "before_position", "before_role", "won_value", "kept", *BY_THEN)
"""The columns that a question sees and the mirror does not hold: they depend on what is asked."""
PAYMENTS = "payments"
OF_SOMEBODY = ("payments", "calls")
"""The tables whose facts belong to the segment of whom they tell."""
LAGGED = ("spend", "calls")
"""The tables whose facts a lag puts off."""
OPEN_START, OPEN_END = -(2**31) + 1, 2**31 - 1


@dataclass(frozen=True, slots=True)
class Binding:
    """One ask, as the tables that a question's SQL reads.

    `attributes` are what stays can be split by. `first_day` is the first one of the table `calendar`, which has the
    beginning of its bucket for each day from then on. `text` is the engine's type of texts that sort by their bytes.
    `latest` says that nothing happened after the as-of day, `unnamed` that payments tell a deal and not who paid.
    """

    ask: Ask
    scope: Scope
    funnel: Funnel
    attributes: Sequence[str]
    first_day: int
    text: str
    latest: bool
    unnamed: bool

    def visits(self) -> str:
        """The stays of the unit that is asked for."""
        ask, score = self.ask, self.ask.options.get(SCORE.name)
        if ask.unit not in UNITS:
            raise UsageError(f"No unit {ask.unit!r}.", hint=f"Units: {', '.join(UNITS)}.")
        person = ask.unit != "pass"  # where a group is asked for, its people are one person already
        plain = ", ".join(f"s.{name}" for name in VISITS if name not in MADE)
        kept = [OF_PEOPLE if person else OF_PASSES]
        asked = {name: f"{self._column(name)} = {literal(value)}" for name, value in ask.where.items()}
        kept += [condition for name, condition in asked.items() if name != OF_THE_STAY]
        if ask.options.get("deal") is not None:
            kept.append(f"s.journey = {literal(ask.options['deal'])}")
        return (
            f"SELECT {THREAD if person else 'journey'} AS unit, {plain}, "
            f"{self._column(ask.by) if ask.by else self._nothing} AS segment, "
            f"{self._bucket('s.entered_day')} AS bucket, {_in_currency('s.', self.scope)} AS value, "
            f"{_in_currency('s.won_', self.scope)} AS won_value, "
            f"{self._place('s.before_place', 'position')} AS before_position, "
            f"{self._place('s.before_place', 'role')} AS before_role, {self._by_then()}, "
            f"{asked.get(OF_THE_STAY, 'true')} AS kept, "
            f"{self._column(score) if score else self._nothing} AS score, "
            f"{_asked(ask, self.scope, self.funnel)} "
            f"FROM mirrored s WHERE {' AND '.join(kept)}"
        )

    def facts(self, table: str) -> str:
        """The facts of a table, split and kept by their own columns, or else by what their leads are split by.

        Of some (`JOINED`) it is the question's to say whose it wants: they are all there.
        """
        ask, whose = self.ask, self.unnamed and table == PAYMENTS
        made = {
            "person": "coalesce(f.person, p.person)" if whose else "f.person",
            "value": _in_currency("f.", self.scope),
            "side": self._side("f.channel", unknown=Side.OTHER),
            "origin_side": self._side("f.origin", unknown=None),
            "points": _points(self.scope.qualification),
        }
        columns = [f"{made[name]} AS {name}" if name in made else f"f.{name}" for name in FACTS[table]]
        own = [name for name in (ask.by, *ask.where) if name in FACTS[table]]
        where = {} if table in JOINED else ask.where
        kept = [f"f.{identifier(name)} = {literal(value)}" for name, value in where.items() if name in own]
        segment, join, day = self._nothing, "", _day_of(table, ask)
        if whose:
            join = f" LEFT JOIN ({_payers(self.scope)}) p ON p.journey = f.journey"
        if day != "f.day":  # what is set against a later day than the as-of day waits for wins that nobody has seen
            kept.append(f"{day} <= {self.scope.as_of_day}")
        if {ask.by, *where} - {None, *own}:
            segment, joined, found = self._of_leads(table, {name: where[name] for name in where if name not in own})
            join, kept = join + joined, kept + ([found] if where.keys() - own else [])
        if ask.by in own:
            segment = f"f.{identifier(ask.by)}"
        return (
            f"SELECT {', '.join([f'{day} AS day', *columns])}, {segment} AS segment, {self._bucket(day)} AS bucket, "
            f"{_asked(ask, self.scope, self.funnel)} FROM known_{FAMILY_OF.get(table, table)} f{join} "
            f"WHERE {' AND '.join(kept) or 'true'}"
        )

    def _of_leads(self, table: str, where: Mapping[str, str]) -> tuple[str, str, str]:
        """What facts of a table are split by, by whom they tell of; what to join; whether it is one of them."""
        join = f" LEFT JOIN ({_leads(self.scope)}) l ON l.name = {_lead(self.scope)}"
        if not tells_strangers(table, self.ask):
            return "l.segment", join, "l.name IS NOT NULL"
        by = None if self.ask.by in {*FACTS[table], *BUILT_IN} else self.ask.by
        strangers = described(FAMILY_OF.get(table, table), self.scope, by, where, self.text)
        join += f" LEFT JOIN ({strangers}) s ON s.root = f.root"
        return "coalesce(l.segment, s.segment)", join, "(l.name IS NOT NULL OR s.root IS NOT NULL)"

    def periods(self) -> str:
        """The periods that are over, which the engine brings as `periods_over`."""
        return f"SELECT p.*, {_asked(self.ask, self.scope, self.funnel)} FROM periods_over p"

    def _by_then(self) -> str:
        """What had come of each stay by the end of the as-of day."""
        told: tuple[str, ...]
        if self.latest:  # lengths are read faster than instants
            told = ("s.left_minutes >= 0", "s.onward_minutes >= 0", "s.again_us IS NOT NULL", "s.until_us IS NULL")
        else:
            as_of = self.scope.as_of_us
            come = (f"coalesce(s.{name}_us < {as_of}, false)" for name in ("left", "onward", "again"))
            told = (*come, f"coalesce(s.until_us >= {as_of}, true)")
        return ", ".join(f"{what} AS {name}" for what, name in zip(told, BY_THEN, strict=True))

    @property
    def _nothing(self) -> str:
        return f"NULL::{self.text}"

    def _column(self, name: str) -> str:
        """The column of a stay that tells what it is split by."""
        if name not in self.attributes:
            raise UnknownName("attribute", name, self.attributes)
        return f"s.{identifier(column_of(name))}"

    def _bucket(self, day: str) -> str:
        """The first day of a day's calendar bucket: looked up in a list, which costs less than a join."""
        if self.ask.bucket is None:
            return "NULL::INTEGER"
        return f"(SELECT array_agg(start ORDER BY day) FROM calendar)[{day} - ({self.first_day}) + 1]"

    def _place(self, column: str, what: str) -> str:
        """What a place is, by its name: looked up in a CASE, so that it costs nothing where it is not used."""
        known = {
            place.name: str(n) if what == "position" else f"{literal(place.role)}::{self.text}"
            for n, place in enumerate(self.funnel.places)
        }
        whens = " ".join(f"WHEN {literal(name)} THEN {value}" for name, value in known.items())
        unknown = str(ELSEWHERE) if what == "position" else "'out'"
        return f"CASE {column} {whens} ELSE CASE WHEN {column} IS NOT NULL THEN {unknown} END END"

    def _side(self, column: str, *, unknown: Side | None) -> str:
        """Whose a channel is: marketing's, unless the policy says otherwise."""
        named = " ".join(
            f"WHEN {column} = {literal(name)} THEN {literal(side)}" for name, side in self.scope.sides.items()
        )
        nobody = self._nothing if unknown is None else literal(unknown)
        return f"CASE WHEN {column} IS NULL THEN {nobody} {named} ELSE {literal(Side.MARKETING)}::{self.text} END"


def families_of(question: Question) -> list[str]:
    """The families that a question's facts are of."""
    return list(dict.fromkeys(FAMILY_OF.get(table, table) for table in question.tables if table != PERIODS))


def families_for(question: Question, ask: Ask) -> list[str]:
    """The families that an answer needs: those, and what tells of strangers."""
    told = DESCRIBED_BY if any(tells_strangers(table, ask) for table in question.tables) else ()
    return list(dict.fromkeys([*families_of(question), *told]))


def tells_strangers(table: str, ask: Ask) -> bool:
    """Whether facts of a table are asked for by attributes that people have who are in no stage."""
    if table not in OF_SOMEBODY:
        return False
    theirs = ask.where.keys() - FACTS[table].keys()
    return not theirs & {*BUILT_IN} and bool({ask.by, *theirs} - {None, *FACTS[table], *BUILT_IN})


def column_of(attribute: str) -> str:
    """The column of `visits` that holds an attribute."""
    return attribute if attribute in BUILT_IN else f"a_{attribute}"


def constant(value: object) -> str:
    """A value of a key as an SQL constant."""
    if value is None:
        return "NULL"
    if isinstance(value, date):
        return str(day_number(value))
    return literal(value) if isinstance(value, str) else str(value)


def bucket_start(day: int, bucket: str, scope: Scope) -> int:
    """The first day of the week, month, fiscal quarter or fiscal year that a day falls in.

    Args:
        day: a day number.
        bucket: week, month, quarter or year.
        scope: whose week and fiscal year: `week_start` is monday or sunday, `fiscal_start` a month.
    """
    if bucket not in BUCKETS:
        raise UsageError(f"No period {bucket!r}.", hint=f"Periods: {', '.join(BUCKETS)}.")
    d = day_of(day)
    if bucket == "week":
        return day - (d.weekday() if scope.week_start == "monday" else d.isoweekday() % 7)
    if bucket == "month":
        return day_number(d.replace(day=1))
    months = (d.month - scope.fiscal_start) % 12
    back = months % 3 if bucket == "quarter" else months
    month = d.year * 12 + d.month - 1 - back
    return day_number(date(month // 12, month % 12 + 1, 1))


def periods_over(first: int, bucket: str, scope: Scope) -> list[int]:
    """The first days of the periods from that of a day on that are over at the end of the as-of day."""
    starts = [bucket_start(first, bucket, scope)]
    while starts[-1] <= scope.as_of_day + 1:
        # A day later than the longest period lasts lies in the next one.
        starts.append(bucket_start(starts[-1] + LONGEST[bucket], bucket, scope))
    return starts[:-2]


def _day_of(table: str, ask: Ask) -> str:
    """A fact's day: what was spent counts so many days later as a lag says."""
    lag = lag_of(ask)
    return f"(f.day + {lag})" if lag and table in LAGGED else "f.day"


def lag_of(ask: Ask) -> int:
    """How many days later than it happened a spend counts."""
    return int(ask.options.get("lag") or 0)


def _payers(scope: Scope) -> str:
    """Whose each pass is: a payment may tell the deal alone."""
    return f"SELECT journey, max(person) AS person {begun(scope)} GROUP BY journey"


def _lead(scope: Scope) -> str:
    """Whose a fact is: its pass's, or where that is in no stage its person's."""
    return f"CASE WHEN f.journey IN (SELECT journey {begun(scope)}) THEN f.journey ELSE f.person END"


def _leads(scope: Scope) -> str:
    """What each journey and each person is split by; of several values the first."""
    kept = f"{begun(scope, 'visits')} AND kept"
    return " UNION ALL ".join(
        f"SELECT {who} AS name, min(segment) AS segment {kept} AND {who} IS NOT NULL GROUP BY 1"
        for who in ("journey", "person")
    )


def _in_currency(told: str, scope: Scope) -> str:
    """An amount, where it is in the company's currency; `told` is what stands before the names of its columns."""
    return f"CASE WHEN {told}currency = {literal(scope.currency)} THEN {told}value END"


def _points(asked: Qualification) -> str:
    """The points of an answer: those that came with it, or else what its grade is worth in the framework."""
    whens = " ".join(
        f"WHEN {literal(f'{name} {grade}')} THEN {points(grade, question.weight, asked.partly)}"
        for name, question in asked.criteria.items()
        for grade in Grade
    )
    ours = f"coalesce(f.framework, {literal(asked.framework)}) = {literal(asked.framework)}"
    return f"coalesce(f.points, CASE WHEN {ours} THEN CASE concat(f.criterion, ' ', f.grade) {whens} END END)"


def _asked(ask: Ask, scope: Scope, funnel: Funnel) -> str:
    within, older = ask.options.get("within"), ask.options.get("older_than")
    older = 30 if older is None else older
    seen = ask.options.get(SEEN_FROM.name)
    frm, to, window = (ask.options.get(name) for name in ("frm", "to", "window"))
    values = {
        "as_of_us": (scope.as_of_us, "BIGINT"),
        "as_of_day": (scope.as_of_day, "INTEGER"),
        "first_day": (OPEN_START if ask.first is None else day_number(ask.first), "INTEGER"),
        "end_day": (OPEN_END if ask.end is None else day_number(ask.end), "INTEGER"),
        "within_us": (None if within is None else int(within) * DAY_US, "BIGINT"),
        "within_days": (within, "INTEGER"),
        "older_us": (int(older) * DAY_US, "BIGINT"),
        "older_days": (older, "INTEGER"),
        "stages": (len(funnel.stages), "INTEGER"),
        "frm_position": (funnel.position(frm) if frm else 0, "INTEGER"),
        "to_position": (funnel.position(to) if to else None, "INTEGER"),
        "lead_position": (funnel.position(lead_stage(funnel).name), "INTEGER"),
        "deal_position": (funnel.position(funnel.before_won.name), "INTEGER"),
        "window_us": (WINDOW_DAYS * DAY_US if window is None else int(window) * DAY_US, "BIGINT"),
        "seen_us": (scope.seen_us, "BIGINT"),
        "seen_day": (None if seen is None else day_number(seen), "INTEGER"),
        "sales_position": (first_of_sales(funnel), "INTEGER"),
        "influence_us": (scope.influence_us if window is None else int(window) * DAY_US, "BIGINT"),
    }
    return ", ".join(
        f"{'NULL' if value is None else value}::{kind} AS {name}" for name, (value, kind) in values.items()
    )
