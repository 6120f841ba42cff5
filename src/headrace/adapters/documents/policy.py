"""policy.yaml -> `Policy`: what the business decided.

Everything may be left out; what is left out has its default. A funnel can be given, so that a shelf
life for a stage that does not exist is noticed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from headrace.adapters.documents.nodes import Node, read_file
from headrace.adapters.documents.problems import quoted
from headrace.adapters.documents.reading import Reading
from headrace.adapters.holidays import ALLOWED, known, meant
from headrace.core.agreement import Clock, Counting, Mark, ShelfLife
from headrace.core.asking import BANT, CallingCost, Qualification, Question
from headrace.core.durations import Duration, Span
from headrace.core.errors import did_you_mean
from headrace.core.funnel import Funnel
from headrace.core.hours import WEEK_STARTS, Weekday, WorkingHours
from headrace.core.policy import FINDINGS, SIGNERS, Nurture, Policy, StagePolicy, Treatment
from headrace.core.units import Money

MAX_AMOUNT = 1_000_000_000

_KEYS = tuple(field.name for field in fields(Policy))
_WORKING = re.compile(r"([0-9]{1,7}) +working +(minute|hour)s?")
_CLOCK_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_FOR_WHOM: Mapping[str, bool | None] = {"everybody": None, "hand_raisers": True, "others": False}
_ANY = Duration(1, Span.DAY)


def load_policy(path: Path, funnel: Funnel | None = None) -> Policy:
    """The policy of a file. `DocumentRefused` carries every problem; a missing file is `NotFound`."""
    return read_policy(read_file(path), path.name, funnel)


def read_policy(text: str, file: str = "policy.yaml", funnel: Funnel | None = None) -> Policy:
    """The policy of a document's text; with a funnel, its stages must be that funnel's."""
    return _PolicyReader(Reading(file), funnel).read(text)


@dataclass(slots=True)
class _PolicyReader:
    """Reads one policy."""

    reading: Reading
    funnel: Funnel | None

    def read(self, text: str) -> Policy:
        """The policy, or every problem of the document."""
        root = self.reading.root(text)
        keys = self.reading.fields(root, _KEYS)
        usual = Policy()
        currency = self.currency(keys.get("currency"), usual.currency)
        policy = Policy(
            zone=self.zone(keys.get("zone"), usual.zone),
            currency=currency,
            fiscal_year_start=self.reading.whole(keys.get("fiscal_year_start"), 1, 12, usual.fiscal_year_start),
            week_start=Weekday(self.reading.word(keys.get("week_start"), WEEK_STARTS, usual.week_start)),
            stages=self.stages(keys.get("stages"), currency),
            qualification=self.qualification(keys.get("qualification")),
            signoffs=self.reading.words(keys.get("signoffs"), SIGNERS, usual.signoffs),
            working_hours=self.working_hours(keys.get("working_hours")),
            nurture=self.nurture(keys.get("nurture")),
            calling=self.calling(keys.get("calling"), currency),
            renewal_notice=self.reading.duration(keys.get("renewal_notice"), usual.renewal_notice),
            influence_window=self.reading.duration(keys.get("influence_window"), usual.influence_window),
            findings=self.findings(keys.get("findings")),
        )
        self.reading.finish()
        return policy

    def zone(self, node: Node | None, default: str) -> str:
        """An IANA time zone."""
        name = self.reading.text(node, default, most=60)
        if _is_zone(name):
            return name
        if node is not None:
            hint = did_you_mean(name, sorted(available_timezones()))
            self.reading.wrong(node, quoted(name), "an IANA time zone such as Europe/Berlin", hint)
        return default

    def currency(self, node: Node | None, default: str) -> str:
        """An ISO 4217 code."""
        code = self.reading.text(node, default, most=40)
        known = _currencies()
        if node is None or code in known:
            return code
        hint = did_you_mean(code, sorted(known)) if len(code) == 3 else ""
        self.reading.wrong(node, quoted(code), "an ISO 4217 code such as EUR or USD", hint)
        return default

    def stages(self, node: Node | None, currency: str) -> dict[str, StagePolicy]:
        """What is decided about each stage."""
        entries = self.reading.entries(node)
        known = None if self.funnel is None else [stage.name for stage in self.funnel.stages]
        for name, each in entries.items():
            if known is not None and name not in known:
                hint = did_you_mean(name, known)
                self.reading.wrong(each, f"the stage {quoted(name)}", ", ".join(known), hint)
        return {name: self.stage(each, currency) for name, each in entries.items()}

    def stage(self, node: Node, currency: str) -> StagePolicy:
        """What is decided about one stage."""
        keys = self.reading.fields(node, ("shelf_life", "clocks", "attempts", "cost_drivers"))
        clocks = self.reading.entries(keys.get("clocks"), most=20).items()
        attempts = self.reading.whole(keys.get("attempts"), 1, 100, 1) if "attempts" in keys else None
        return StagePolicy(
            shelf_life=self.shelf_life(keys.get("shelf_life")),
            clocks=tuple(clock for name, each in clocks if (clock := self.clock(name, each))),
            attempts=attempts,
            cost_drivers={
                name: self.amount(each, currency)
                for name, each in self.reading.entries(keys.get("cost_drivers"), most=20).items()
            },
        )

    def shelf_life(self, node: Node | None) -> ShelfLife | None:
        """A duration, or a map of limit and warning; null for a stage that never expires."""
        if node is None or node.content is None:
            return None
        if not isinstance(node.content, Mapping):
            return ShelfLife(self.reading.duration(node, _ANY))
        keys = self.reading.fields(node, ("limit", "warning"), needed=("limit",))
        limit = self.reading.duration(keys.get("limit"), _ANY)
        return ShelfLife(limit, self.reading.number(keys.get("warning"), 0.01, 1, 0.7))

    def clock(self, name: str, node: Node) -> Clock | None:
        """A clock of the agreement."""
        keys = self.reading.fields(node, ("limit", "from", "to", "for"), needed=("limit", "to"))
        limit, counting = self.limit(keys.get("limit"))
        whom = self.reading.word(keys.get("for"), tuple(_FOR_WHOM), "everybody")
        start = self.reading.choice(keys.get("from"), Mark, Mark.ENTERED)
        stop = self.reading.choice(keys.get("to"), Mark, Mark.LEFT)
        return self.reading.built(
            node, lambda: Clock(name, limit, counting, start, stop, _FOR_WHOM[whom]), default=None
        )

    def limit(self, node: Node | None) -> tuple[Duration, Counting]:
        """`24 working hours`, or a duration on the wall clock."""
        match = _WORKING.fullmatch(node.raw.strip()) if node is not None else None
        if node is None or match is None:
            return self.reading.duration(node, _ANY), Counting.WALL
        limit = self.reading.built(node, lambda: Duration(int(match[1]), Span(match[2])), default=_ANY)
        return limit, Counting.WORKING

    def amount(self, node: Node, currency: str) -> int:
        """An amount of the company's currency, in minor units."""
        unreadable = -1.0
        if self.reading.number(node, 0, MAX_AMOUNT, unreadable) == unreadable:
            return 0
        return Money.of(Decimal(node.raw), currency).minor

    def qualification(self, node: Node | None) -> Qualification:
        """The framework, its questions, its bar."""
        keys = self.reading.fields(node, ("framework", "bar", "partly", "criteria"))
        framework = self.reading.text(keys.get("framework"), "BANT", most=40)
        bar = self.reading.whole(keys.get("bar"), 1, 100, 75)
        partly = self.reading.number(keys.get("partly"), 0, 1, 0.5)
        entries = self.reading.entries(keys.get("criteria"), most=20)
        criteria = {name: self.question(each) for name, each in entries.items()} or BANT
        return self.reading.built(
            keys.get("criteria"), lambda: Qualification(framework, criteria, bar, partly), Qualification()
        )

    def question(self, node: Node) -> Question:
        """What is asked, and its weight."""
        keys = self.reading.fields(node, ("question", "weight"), needed=("question", "weight"))
        weight = self.reading.whole(keys.get("weight"), 0, 100, 0)
        return Question(self.reading.text(keys.get("question"), "", most=200), weight)

    def working_hours(self, node: Node | None) -> WorkingHours:
        """Days, hours and holidays."""
        usual = WorkingHours()
        keys = self.reading.fields(node, ("days", "opens", "closes", "holidays"))
        names = self.reading.words(keys.get("days"), tuple(Weekday), usual.days)
        days = tuple(day for day in Weekday if day in names)
        opens, closes = self.time(keys.get("opens"), usual.opens), self.time(keys.get("closes"), usual.closes)
        holidays = self.holidays(keys.get("holidays"))
        return self.reading.built(node, lambda: WorkingHours(days, opens, closes, holidays), usual)

    def time(self, node: Node | None, default: time) -> time:
        """A time of day such as 09:00."""
        if node is None:
            return default
        if isinstance(node.content, str) and _CLOCK_TIME.fullmatch(node.content):
            return time.fromisoformat(node.content)
        self.reading.wrong(node, node.shape, "a time of day from 00:00 to 23:59")
        return default

    def holidays(self, node: Node | None) -> str:
        """A country whose holidays are kept, with its subdivision if need be; null for none."""
        if node is None or node.content is None:
            return ""
        country = self.reading.text(node, most=40)
        if country and not known(country):
            self.reading.wrong(node, quoted(country), ALLOWED, meant(country))
        return country

    def nurture(self, node: Node | None) -> Nurture:
        """The waits by reason."""
        usual = Nurture()
        keys = self.reading.fields(node, ("wait", "reasons"))
        reasons = self.reading.entries(keys.get("reasons")).items()
        return Nurture(
            wait=self.reading.duration(keys.get("wait"), usual.wait),
            reasons={name: self.reading.duration(each, usual.wait) for name, each in reasons},
        )

    def calling(self, node: Node | None, currency: str) -> CallingCost:
        """The cost rates of calling."""
        usual = CallingCost()
        keys = self.reading.fields(node, tuple(field.name for field in fields(CallingCost)))
        pay = keys.get("yearly_pay")
        return CallingCost(
            talk_minutes=self.reading.number(keys.get("talk_minutes"), 0.1, 480, usual.talk_minutes),
            no_answer_minutes=self.reading.number(keys.get("no_answer_minutes"), 0, 480, usual.no_answer_minutes),
            dials=self.reading.whole(keys.get("dials"), 1, 100, usual.dials),
            hours_a_day=self.reading.number(keys.get("hours_a_day"), 1, 24, usual.hours_a_day),
            selling_share=self.reading.number(keys.get("selling_share"), 0.01, 1, usual.selling_share),
            paid_days=self.reading.whole(keys.get("paid_days"), 1, 366, usual.paid_days),
            yearly_pay=None if pay is None or pay.content is None else self.amount(pay, currency),
        )

    def findings(self, node: Node | None) -> dict[str, Treatment]:
        """Which findings refuse a row, and which let it in."""
        rules: dict[str, Treatment] = {}
        for name, each in self.reading.fields(node, tuple(FINDINGS)).items():
            rules[name] = "take" if self.reading.word(each, ("refuse", "take"), FINDINGS[name]) == "take" else "refuse"
        if rules.get("unknown_stage") == "take" and node is not None:
            rules["unknown_stage"] = "refuse"
            self.reading.wrong(node, "unknown_stage: take", "refuse: such a row has no place to go")
        return rules


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True


def _currencies() -> set[str]:
    from babel.numbers import list_currencies  # noqa: PLC0415  (slow to import; --help must not wait)

    return set(list_currencies())
