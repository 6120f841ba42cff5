"""policy.yaml -> `Policy`: what the business decided.

Everything may be left out; what is left out has its default. A funnel can be given, so that a shelf
life for a stage that does not exist is noticed, and a criterion over a fact that nobody declared.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from headrace.adapters.documents.agreement import AgreementReader
from headrace.adapters.documents.asking import AskingReader
from headrace.adapters.documents.declared import Declared
from headrace.adapters.documents.desks import DesksReader
from headrace.adapters.documents.nodes import Node, read_file
from headrace.adapters.documents.problems import quoted
from headrace.adapters.documents.reading import Reading, given
from headrace.adapters.holidays import ALLOWED, known, meant
from headrace.core.durations import Duration, Span
from headrace.core.funnel import Funnel
from headrace.core.hours import WEEK_STARTS, Weekday, WorkingHours
from headrace.core.policy import FINDINGS, REASONS, SIDES, SIGNERS, Nurture, Policy, Side, Step, Treatment
from headrace.rules.calls import BELOW_BAR, NO_ANSWER, NOT_NOW
from headrace.rules.decay import EXPIRIES

_KEYS = tuple(field.name for field in fields(Policy))
_CLOCK_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
# Whoever was rejected, recycled or lost is asked again; so is who expired, or was not reached, by a reason of ours.
_TO_NURTURE = ("rejected", "recycled", "lost")
_OF_OURS = (BELOW_BAR, NO_ANSWER, NOT_NOW, *EXPIRIES.values())
_ANY = Duration(1, Span.DAY)


def load_policy(path: Path, funnel: Funnel | None = None) -> Policy:
    """The policy of a file. `DocumentRefused` carries every problem; a missing file is `NotFound`."""
    return read_policy(read_file(path), path.name, funnel)


def read_policy(text: str, file: str = "policy.yaml", funnel: Funnel | None = None) -> Policy:
    """The policy of a document's text; with a funnel, its stages and facts must be that funnel's."""
    return _PolicyReader(Reading(file), Declared(funnel)).read(text)


@dataclass(slots=True)
class _PolicyReader:
    """Reads one policy."""

    reading: Reading
    declared: Declared

    def read(self, text: str) -> Policy:
        """The policy, or every problem of the document."""
        root = self.reading.root(text)
        keys = self.reading.fields(root, _KEYS)
        usual = Policy()
        zone, currency = self.zone(keys.get("zone"), usual.zone), self.currency(keys.get("currency"), usual.currency)
        hours = self.working_hours(keys.get("working_hours"), usual.working_hours)
        reasons = self.reasons(keys.get("reasons"))
        agreement = AgreementReader(self.reading, self.declared, currency)
        asking = AskingReader(self.reading, self.declared, currency)
        staff = DesksReader(
            self.reading,
            self.declared,
            lambda node: self.working_hours(node, hours),
            lambda node: self.zone(node, zone),
        )
        desks = staff.desks(keys.get("desks"))
        policy = Policy(
            zone=zone,
            currency=currency,
            fiscal_year_start=self.reading.whole(keys.get("fiscal_year_start"), 1, 12, usual.fiscal_year_start),
            week_start=Weekday(self.reading.word(keys.get("week_start"), WEEK_STARTS, usual.week_start)),
            stages=agreement.stages(keys.get("stages")),
            qualification=asking.qualification(keys.get("qualification")),
            signoffs=self.reading.words(keys.get("signoffs"), SIGNERS, usual.signoffs),
            working_hours=hours,
            nurture=self.nurture(keys.get("nurture"), reasons),
            calling=asking.calling(keys.get("calling")),
            calls=asking.calls(keys.get("calls")),
            scoring=asking.scoring(keys.get("scoring")),
            desks=desks,
            routing=staff.routing(keys.get("routing"), desks),
            agreement=agreement.agreement(keys.get("agreement")),
            reasons=reasons,
            upsell=self.reading.criterion(given(keys.get("upsell")), self.declared.facts),
            renewal_notice=self.reading.duration(keys.get("renewal_notice"), usual.renewal_notice),
            influence_window=self.reading.duration(keys.get("influence_window"), usual.influence_window),
            channels=self.channels(keys.get("channels")),
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
            hint = self.reading.near(name, _zones())
            self.reading.wrong(node, quoted(name), "an IANA time zone such as Europe/Berlin", hint)
        return default

    def currency(self, node: Node | None, default: str) -> str:
        """An ISO 4217 code."""
        code = self.reading.text(node, default, most=40)
        known = _currencies()
        if node is None or code in known:
            return code
        hint = self.reading.near(code, sorted(known)) if len(code) == 3 else ""
        self.reading.wrong(node, quoted(code), "an ISO 4217 code such as EUR or USD", hint)
        return default

    def working_hours(self, node: Node | None, usual: WorkingHours) -> WorkingHours:
        """Days, hours and holidays; what is left out is as usual."""
        keys = self.reading.fields(node, ("days", "opens", "closes", "holidays"))
        names = self.reading.words(keys.get("days"), tuple(Weekday), usual.days)
        days = tuple(day for day in Weekday if day in names)
        opens, closes = self.time(keys.get("opens"), usual.opens), self.time(keys.get("closes"), usual.closes)
        holidays = self.holidays(keys.get("holidays")) if "holidays" in keys else usual.holidays
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

    def nurture(self, node: Node | None, codes: Mapping[str, tuple[str, ...]]) -> Nurture:
        """The waits by reason, what fits meanwhile, and whether it needs consent."""
        usual = Nurture()
        keys = self.reading.fields(node, ("wait", "reasons", "steps", "consent"))
        entries = self.reading.entries(keys.get("reasons"))
        reasons = dict.fromkeys([*(code for kind in _TO_NURTURE for code in codes[kind]), *_OF_OURS])
        self.reading.known("reason", entries, reasons)
        waits = {name: self.reading.duration(each, usual.wait) for name, each in entries.items()}
        steps = self.reading.items(keys.get("steps"), most=50) or ()
        return Nurture(
            wait=self.reading.duration(keys.get("wait"), usual.wait),
            reasons=waits if "reasons" in keys else usual.reasons,
            steps=tuple(map(self.step, steps)),
            consent=self.reading.flag(keys.get("consent"), default=usual.consent),
        )

    def step(self, node: Node) -> Step:
        """A hint for the mailer: what fits so long after going to the nurture pool."""
        keys = self.reading.fields(node, ("after", "content"), needed=("after", "content"))
        after = self.reading.duration(keys.get("after"), _ANY)
        return Step(after, self.reading.text(keys.get("content"), most=120))

    def reasons(self, node: Node | None) -> Mapping[str, tuple[str, ...]]:
        """The codes of each kind of reason; a kind that is left out keeps the usual ones."""
        keys = self.reading.fields(node, tuple(REASONS))
        codes = {kind: self.reading.words(keys.get(kind), None, usual) for kind, usual in REASONS.items()}
        for kind, each in keys.items():
            if not codes[kind]:
                self.reading.wrong(each, "no reason", f"at least one: nothing can be {kind} without a reason")
        return codes

    def channels(self, node: Node | None) -> Mapping[str, Side]:
        """Whose the channels are; those that are left out are as usual."""
        told = self.reading.entries(node)
        return {
            **SIDES,
            **{name: Side(self.reading.word(each, tuple(Side), Side.OTHER)) for name, each in told.items()},
        }

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


@cache
def _zones() -> list[str]:
    return sorted(available_timezones())


def _currencies() -> set[str]:
    from babel.numbers import list_currencies  # noqa: PLC0415  (slow to import; --help must not wait)

    return set(list_currencies())
