"""Random small ledgers for Hypothesis: what companies really send, with everything that goes wrong in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.question import Ask
from headrace.core.entries import (
    Accepted,
    ActorKind,
    Answered,
    BatchPublished,
    BatchUndone,
    Body,
    Breached,
    Called,
    Churned,
    Corrected,
    Described,
    Disqualified,
    Expired,
    Inquired,
    Joined,
    Known,
    Lost,
    Merged,
    Met,
    Move,
    Moved,
    Opened,
    Paid,
    Paused,
    Qualified,
    Recovered,
    Recycled,
    Rejected,
    Renewed,
    Routed,
    Scrubbed,
    Spent,
    Touched,
    Unmerged,
    Valued,
    Visited,
    Voided,
    Won,
)
from headrace.core.people import journey_id, person_id
from headrace.core.units import Grain, micros, start_of_day
from headrace.ledger.codec import kind_of, payload_of
from headrace.rules.rows import PURPOSES
from stand_ins import CLASSIC

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2025, 3, 24)  # the week in which Berlin's clocks change
SPAN = 45
RECORDED = datetime(2025, 6, 1, tzinfo=UTC)
MIDWAY = datetime(2025, 4, 7, tzinfo=UTC)
"""From here on facts are learnt while they happen: of some moves we know before an inquiry comes."""
STAGES = ("inquiry", "mql", "sal", "sql", "opportunity")
SIDES: dict[str, type[Move]] = {"nurture": Recycled, "disqualified": Disqualified, "lost": Lost, "expired": Expired}
FITS = ("0.1", "0.8", "75", "-2.5", "high")
"""What scores are told by, and what is none."""
CHANNELS, REGIONS, REPS = ("webinar", "search", "fair", "outbound"), ("north", "south"), ("kim", "lee")
NAMES = ("Ada", "Bo", "Chidi", "Dora", "Emeka", "Fern", "Gus", "Hana", "Ivo", "Jo", "Kofi", "Lena")
CAST = tuple(person_id("secret", "crm", name) if n % 2 else name for n, name in enumerate(NAMES))
"""Every other person has an id as a house gives them: passes of these have ids that begin as theirs do."""


@dataclass
class Author:
    """Writes one ledger. `luck` is Hypothesis's, so that a failing ledger shrinks."""

    luck: Random
    batches: int = 3

    def maybe(self, chance: float) -> bool:
        return self.luck.random() < chance

    def when(self, day: int) -> tuple[int | None, Grain]:
        on = FIRST + timedelta(days=day)
        if self.maybe(0.06):
            return None, Grain.UNKNOWN
        if self.maybe(0.4):
            return start_of_day(on, BERLIN), Grain.DAY
        hour, minute, second = self.luck.choice([(0, 0, 0), (9, 0, 0), (9, 0, 30), (16, 59, 59), (23, 30, 0)])
        return micros(datetime(on.year, on.month, on.day, hour, minute, second, tzinfo=BERLIN)), Grain.INSTANT

    def fact(self, body: Body, day: int, **envelope: Any) -> Known:
        at_us, grain = self.when(day)
        return Known(body, at_us, grain, batch=self.batch(), **envelope)

    def batch(self) -> int | None:
        return self.luck.randint(1, self.batches) if self.maybe(0.15) else None

    # -- bodies ---------------------------------------------------------------------------------------

    def inquiry(self) -> Inquired:
        channel = self.luck.choice(CHANNELS) if self.maybe(0.7) else None
        to = "inquiry" if self.maybe(0.9) else self.luck.choice(("sal", "sql"))
        origin = self.luck.choice(CHANNELS) if self.maybe(0.3) else None
        return Inquired(to=to, channel=channel, origin=origin, attributes=self.attributes(0.3), **self.owner(0.1))

    def move(self, place: str) -> Move:
        extras: dict[str, Any] = {"attributes": self.attributes(0.15), **self.owner(0.3)}
        if self.maybe(0.3):
            extras["reason"] = self.luck.choice(("price", "no_need"))
        if place == "won":
            return Won(to=place, **self.worth(), **extras)
        if place in SIDES:
            if self.maybe(0.15):  # an expiry that leads back into the funnel or to nurture
                return Expired(to=self.luck.choice(("mql", "nurture", "expired")), **self.worth(), **extras)
            return SIDES[place](to=place, **extras)
        if place in ("sql", "opportunity") and self.maybe(0.7):
            kind = self.luck.choice(("acquisition", "renewal", "upsell")) if self.maybe(0.4) else None
            return Opened(to=place, opportunity_type=kind, **self.worth(), **extras)
        plain: tuple[type[Move], ...] = (Moved, Moved, Qualified, Accepted, Rejected)
        return self.luck.choice(plain)(to=place, **extras)

    def worth(self) -> dict[str, Any]:
        if self.maybe(0.3):
            return {}
        return {"value": self.luck.randint(1, 9) * 1000, "currency": "EUR" if self.maybe(0.85) else "USD"}

    def owner(self, chance: float) -> dict[str, str]:
        return {"owner": self.luck.choice(REPS)} if self.maybe(chance) else {}

    def attributes(self, chance: float) -> dict[str, str]:
        told = {"region": self.luck.choice(REGIONS)} if self.maybe(chance) else {}
        return told | ({"fit": self.luck.choice(FITS)} if self.maybe(chance) else {})

    # -- people ---------------------------------------------------------------------------------------

    def one_pass(self, person: str, journey: str, start: int) -> list[Known]:
        """One pass: mostly forward, sometimes back, out and in again, told badly."""
        who = {"person": person, "journey": journey, "account": f"a-{person[-1]}" if self.maybe(0.3) else None}
        day, reached = start, 0
        told = [self.fact(self.inquiry(), day, **who)] if self.maybe(0.85) else []
        places = [*STAGES, "won", *SIDES]
        for _ in range(self.luck.randint(0, 6)):
            day = day + self.luck.choice((0, 0, 1, 2, 5)) if self.maybe(0.9) else self.luck.randint(0, SPAN)
            if onward := self.maybe(0.6):
                reached = min(reached + self.luck.choice((1, 1, 2)), 5)
            place = places[reached] if onward else self.luck.choice(places)
            told.append(self.fact(self.move(place), day, **who))
        if self.maybe(0.15):
            told.append(self.fact(self.inquiry(), day, **who))
        if self.maybe(0.2):
            told.append(self.fact(Valued(self.luck.randint(1, 9) * 100, "EUR"), day, **who))
        if self.maybe(0.2):
            told.append(self.fact(Routed(self.luck.choice(REPS)), day, **who))
        if self.maybe(0.2):
            told.append(self.fact(Described(self.attributes(1.0)), day, **who))
        return [replace(fact, person=None) if self.maybe(0.03) else fact for fact in told]

    def person(self, name: str) -> list[Known]:
        told: list[Known] = []
        start = self.luck.randint(0, 20)
        for n in range(self.luck.choice((0, 1, 1, 1, 1, 2, 2, 3, 4))):
            told += self.one_pass(name, pass_id(name, n), start)
            start += self.luck.randint(0, 12)
        if self.maybe(0.2):
            told.append(self.fact(Described(self.attributes(1.0)), self.luck.randint(0, SPAN), person=name))
        if self.maybe(0.2):
            told.append(self.fact(Described(self.attributes(1.0)), self.luck.randint(0, SPAN), account=f"a-{name[-1]}"))
        told += self.known_of(name)
        for _ in range(self.luck.choice((0, 0, 1, 2, 5))):
            body = Touched(
                self.luck.choice((None, *CHANNELS)),
                activity=self.luck.choice((None, "visit")),
                direction=self.luck.choice((None, "in", "out")),
                attributes=self.attributes(0.2),
            )
            told.append(self.fact(body, self.luck.randint(0, SPAN), person=name, actor_kind=self.hand()))
        for _ in range(self.luck.choice((0, 0, 1, 4))):
            money = Paid(self.luck.randint(-2, 9) * 100, "EUR" if self.maybe(0.9) else "USD")
            told.append(self.fact(money, self.luck.randint(0, SPAN), person=name if self.maybe(0.8) else None,
                                  journey=pass_id(name, 0) if self.maybe(0.5) else None, account=f"a-{name[-1]}"))  # fmt: skip
        told += self.contract(name)
        for body in (
            Met(),
            self.answer(),
            self.answer(),
            Breached("first", "inquiry", 0, 0),
            Recovered(**self.worth()),
        ):
            if self.maybe(0.4 if isinstance(body, Answered) else 0.1):
                told.append(self.fact(body, self.luck.randint(0, SPAN), person=name, journey=pass_id(name, 0),
                                      actor_kind=self.hand()))  # fmt: skip
        for _ in range(self.luck.choice((0, 0, 1, 3))):
            told.append(self.fact(self.call(), self.luck.randint(0, SPAN),
                                  person=name if self.maybe(0.9) else None, journey=pass_id(name, 0) if self.maybe(0.5) else None,
                                  actor_kind=self.hand()))  # fmt: skip
        return told

    def known_of(self, name: str) -> list[Known]:
        """What is said of a person: the groups they joined, and what the scrub found."""
        told: list[Known] = []
        if self.maybe(0.3):
            body = Joined(self.luck.choice(("g-1", "g-2", None)), by=self.luck.choice((None, "kim")))
            account = self.luck.choice((None, f"a-{name[-1]}", "a-of-all"))
            told.append(self.fact(body, self.luck.randint(0, SPAN), person=name, account=account))
        for _ in range(self.luck.choice((0, 0, 1, 2))):
            verdict = Scrubbed(self.luck.choice(("real", "suspect", "fake")))
            told.append(self.fact(verdict, self.luck.randint(0, SPAN), person=name))
        return told

    def answer(self) -> Answered:
        points = self.luck.choice((None, 0.0, 12.5, 25.0))
        return Answered(self.luck.choice(("budget", "need")), self.luck.choice(("yes", "unknown")), points)

    def call(self) -> Called:
        return Called(connected=self.luck.choice((None, True, False)), minutes=self.luck.choice((None, 2.5, 12.0)), dials=self.luck.choice((None, 0, 1, 3)),
                      completed=self.luck.choice((None, True, False)))  # fmt: skip

    def hand(self) -> ActorKind:
        return self.luck.choice(tuple(ActorKind)) if self.maybe(0.3) else ActorKind.PERSON

    def contract(self, name: str) -> list[Known]:
        """What became of a contract, whether there is one or not."""
        return [
            self.fact(
                self.luck.choice((Renewed(**self.worth()), Churned(**self.worth()), Valued(900, "EUR"))),
                self.luck.randint(0, SPAN),
                person=name,
                journey=pass_id(name, 0),
            )
            for _ in range(self.luck.choice((0, 0, 1, 3)))
        ]

    def traffic(self) -> list[Known]:
        """How many visits were counted elsewhere, by channel."""
        return [
            self.fact(
                Visited(self.luck.randint(1, 90), self.luck.choice((None, *CHANNELS))), self.luck.randint(0, SPAN)
            )
            for _ in range(self.luck.choice((0, 0, 3)))
        ]

    def spend(self) -> list[Known]:
        """What the company spent, on whatever, in money or hours or both."""
        return [
            self.fact(Spent(self.luck.choice(PURPOSES), self.luck.choice((None, *CHANNELS)), None, **self.worth(),
                            hours=self.luck.choice((None, 4.5))), self.luck.randint(0, SPAN))
            for _ in range(self.luck.choice((0, 2, 5)))
        ]  # fmt: skip

    # -- what verdicts are judged by --------------------------------------------------------------------

    def asked(self, name: str) -> list[Known]:
        """Some talks in which a person of ours, or a rule, asked the qualifying questions."""
        told: list[Known] = []
        for _ in range(self.luck.choice((0, 1, 1, 2, 3))):
            day, hand, journey = self.luck.randint(0, SPAN), self.hand(), pass_id(name, self.luck.choice((0, 0, 1)))
            who = {"person": name, "journey": journey if self.maybe(0.7) else None, "actor_kind": hand}
            at_us, grain = self.when(day)
            for criterion in self.luck.sample(
                ("budget", "authority", "need", "timing"), self.luck.choice((1, 2, 4, 4))
            ):
                grade = self.luck.choice(("yes", "yes", "yes", "partly", "no", "unknown"))
                body = Answered(criterion, grade, framework=self.luck.choice((None, "BANT", "BANT", "CHAMP")))
                told.append(Known(body, at_us, grain, **who))
        if self.maybe(0.2):
            told.append(
                self.fact(Paused("buyer_absent"), self.luck.randint(0, SPAN), person=name, journey=pass_id(name, 0))
            )
        return told

    def judged(self, name: str) -> list[Known]:
        """A pass as the house itself tells it: asked, and then a lead, in the pool, or left; a lead may expire."""
        day, who = self.luck.randint(0, 25), {"person": name, "journey": pass_id(name, 9)}
        at_us = start_of_day(FIRST + timedelta(days=day), BERLIN) + 10**10

        def told(body: Body, later: float = 0) -> Known:
            return Known(body, at_us + int(later * 86_400_000_000), **who)

        facts = [told(Inquired(to="inquiry", channel=self.luck.choice(CHANNELS), attributes=self.attributes(0.6)), -1)]
        grades = self.luck.choices(("yes", "partly", "no", "unknown"), (6, 2, 2, 1), k=4)
        criteria = ("budget", "authority", "need", "timing")
        facts += [told(Answered(name, grade, framework="BANT")) for name, grade in zip(criteria, grades, strict=True)]
        match self.luck.choice(("lead", "lead", "pool", "open")):
            case "lead":
                facts.append(told(Qualified(to="mql", score=75.0)))
                ends = (Accepted(to="sal"), Expired(to="expired", reason="shelf_life"), Rejected(to="nurture"), None)
                if (end := self.luck.choice(ends)) is not None:
                    facts.append(told(end, self.luck.choice((2, 5, 11, 31))))
                if isinstance(end, Accepted):
                    facts.append(told(Opened(to="sql", value=self.luck.choice((3000, 9000)), currency="EUR"), 35))
            case "pool":
                facts.append(told(Recycled(to="nurture", reason=self.luck.choice(("below_bar", "not_now")))))
            case _:
                pass
        return facts

    def with_reasons(self, fact: Known) -> Known:
        """A move as the house tells it: why it let somebody rest or expire, what it scored, when a deal should close."""
        match fact.body:
            case Recycled() if self.maybe(0.6):
                return replace(fact, body=replace(fact.body, reason="below_bar"))
            case Expired() if self.maybe(0.7):
                return replace(fact, body=replace(fact.body, reason=self.luck.choice(("shelf_life", "interest_lost"))))
            case Qualified() if self.maybe(0.5):
                return replace(fact, body=replace(fact.body, score=float(self.luck.choice((50, 75, 80)))))
            case Opened() if self.maybe(0.6):
                close, _grain = self.when(self.luck.randint(0, SPAN))
                return replace(fact, body=replace(fact.body, expected_close_us=close))
            case _:
                return fact

    # -- facts about facts ----------------------------------------------------------------------------

    def rulings(self, facts: Sequence[Known], people: Sequence[str]) -> list[Known]:
        """Facts about the facts told so far: these have their `seq` already."""
        said: list[Known] = []
        targets = [fact for fact in facts if isinstance(fact.body, Move | Described | Valued)]
        if targets:
            said += [self.correction(self.luck.choice(targets)) for _ in range(self.luck.choice((0, 0, 1, 2)))]
            said += [self.fact(Voided(self.luck.choice(targets).seq), 0) for _ in range(self.luck.choice((0, 0, 0, 1)))]
        if len(people) > 1:
            for _ in range(self.luck.choice((0, 0, 0, 1, 2))):
                one, other = self.luck.sample(list(people), 2)
                said.append(self.fact(Merged(other), 0, person=one))
                if self.maybe(0.3):
                    said.append(self.fact(Unmerged(other), 0, person=one))
        for batch in range(1, self.batches + 1):
            if self.maybe(0.5):
                body = BatchPublished("file", 1) if self.maybe(0.75) else BatchUndone()
                said.append(Known(body, 0, batch=batch))
        return said

    def correction(self, target: Known) -> Known:
        at_us, grain = self.when(self.luck.randint(0, SPAN)) if self.maybe(0.6) else (target.at_us, target.grain)
        body = target.body
        if isinstance(body, Move) and not isinstance(body, Inquired) and self.maybe(0.5):
            body = replace(body, to=self.luck.choice((*STAGES, "nurture")))
        corrected = Corrected(target.seq, kind_of(body), at_us, str(grain), _plain(body))
        own: dict[str, Any] = {"journey": target.journey, "person": target.person, "account": target.account}
        who = own if self.maybe(0.7) else {}
        return Known(corrected, at_us, grain, batch=self.batch(), **who)


def pass_id(person: str, number: int) -> str:
    """The id of a person's pass, as a house gives it to people whose id it gave."""
    return f"j-{person}-{number}" if person in NAMES else journey_id("secret", person, number)


def _plain(body: Body) -> dict[str, Any]:
    return dict(json.loads(payload_of(body)))


def numbered(facts: Sequence[Known], after: Sequence[Known] = (), since: datetime = RECORDED) -> list[Known]:
    """The facts as a ledger takes them in: in their order, one every hour."""
    start = len(after)
    return [
        replace(fact, seq=n, recorded_us=micros(since + timedelta(hours=n))) for n, fact in enumerate(facts, start + 1)
    ]


@st.composite
def ledgers(draw: st.DrawFn, most: int = 6, chapters: int = 3, since: datetime = RECORDED) -> list[list[Known]]:
    """A ledger in chapters: in each, some people's facts in any order, then facts about all facts so far."""
    # Luck of Hypothesis's own hardly gets anywhere in few examples: of its ledgers next to no lead could be counted.
    author = Author(Random(draw(st.integers(0, 10**9))))
    count = author.luck.randint(1, most)
    told: list[Known] = []
    for name in CAST[:count]:
        told += author.person(name)
    told += [*author.spend(), *author.traffic()]
    if author.maybe(0.7):
        author.luck.shuffle(told)
    cut = max(1, -(-len(told) // chapters))
    ledger: list[Known] = []
    book: list[list[Known]] = []
    for n in range(chapters):
        plain = numbered(told[n * cut : (n + 1) * cut], ledger, since)
        ruled = numbered(author.rulings([*ledger, *plain], CAST[:count]), [*ledger, *plain], since)
        book.append([*plain, *ruled])
        ledger += book[-1]
    return book


@st.composite
def judged_ledgers(draw: st.DrawFn, most: int = 9) -> list[Known]:
    """A ledger of people whom somebody asked, with what verdicts are judged by."""
    author = Author(Random(draw(st.integers(0, 10**9))))  # Hypothesis's own luck hardly gets anywhere
    told = [author.with_reasons(fact) for name in CAST[: draw(st.integers(1, most))]
            for fact in (*author.person(name), *author.asked(name), *author.judged(name))]  # fmt: skip
    author.luck.shuffle(told)
    plain = numbered(told)
    return [*plain, *numbered(author.rulings(plain, CAST[:most]), plain)]


SHARES = {"win_rate": 0.25, "requalified": 0.4, "closing": 0.15}
DAYS = st.integers(0, SPAN).map(lambda day: FIRST + timedelta(days=day))
UNITS = st.sampled_from(("person", "pass", "group"))
SPLITS = st.sampled_from((None, None, "channel", "region", "owner", "account", "opportunity_type"))
WHERES = st.sampled_from(
    ({"channel": "webinar"}, {"region": "north"}, {"owner": "kim"}, {"channel": "fair", "region": "south"})
)


WORTH: Mapping[str, tuple[Any, ...]] = {"margin": (None, 0.8, 0.0), "discount": (None, 0.01)}
REPLAYED = {"least": (1, 2), "months": (1, 3), "horizon": (None, "quarter"), "known": (None, "then")}
OPTIONS: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "revenue_retention": {"basis": (None, "payments", "contracts")},
    "revenue_bridge": {"basis": (None, "contracts")},
    "lifetime": {**WORTH, "horizon": (None, 3)},
    "payback": WORTH,
    "contracts": {"horizon": (None, 2)},
    "contract_fit": {"discount": (None, 0.2)},
    "orders": {"horizon": (None, 30)},
    "cure": {"family": (None, "exponential", "weibull")},
    "calibration": {"score": (None, "fit"), "bins": (None, 2)},
    "thresholds": {"score": (None, "fit"), "capacity": (None, 2), "dials": (None, 1)},
    "score_power": {"score": (None, "fit"), "recent": (None, 5, 12)},
    "yields": {"total": (None, 0.2)},
    "shelf_lives": {"stage": (None, "inquiry", "mql"), "life": (None, 2), "at_stake": (None, 0.5)},
    "forecast": {"least": (1, 2, None)},
    "coverage": {"frm": (None, "mql", "sql"), "target": (None, 40.0), "span": (None, "month", "year")},
    "backtest": REPLAYED,
    "chances": {**REPLAYED, "bins": (None, 2)},
}


@st.composite
def asks(draw: st.DrawFn, question: str, learnt: int) -> Ask:
    """Anything that may be asked of a question; `learnt` is how many facts there are.

    Each bound is asked for in one of three: with all of them at once hardly a lead is left to be counted.
    """
    first, length = draw(_rarely(DAYS)), draw(_rarely(st.integers(5, 30)))
    end = None if length is None else (first or FIRST + timedelta(days=10)) + timedelta(days=length)
    as_of = draw(_rarely(DAYS)) or date(2025, 7, 1)
    hours = draw(_rarely(st.integers(0, learnt + 1)))
    known_at = None if hours is None else RECORDED + timedelta(hours=hours)
    options = draw(_options_of(question))
    asked = QUESTIONS[question]
    weekly = asked.bucket is None or question == "lead_velocity"
    buckets = (None, "week", "month", "quarter", "year") if weekly else (None, "month", "month", "quarter", "year")
    bucket = draw(st.sampled_from(buckets)) if asked.by_period else None
    by, where = draw(SPLITS), draw(_rarely(WHERES)) or {}
    if asked.splits:
        by = by if by in asked.splits else None
        where = {name: value for name, value in where.items() if name in asked.splits}
    unit = asked.unit or draw(UNITS)
    if question == "stages" or options.get("kind") == "snapshot":  # of the as-of day alone
        first = end = bucket = None
    return Ask(first, end, as_of, known_at, by, bucket, where, unit, options)


def _rarely(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.none(), what)


def _of_cohorts(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "kind"}


def _options_of(question: str) -> st.SearchStrategy[dict[str, Any]]:
    """What may be said of the question's own options."""
    stages = tuple(stage.name for stage in CLASSIC.stages)
    older = st.fixed_dictionaries({"older_than": st.sampled_from((None, 0, 3, 30))})
    seen = st.fixed_dictionaries({"seen_from": st.one_of(st.none(), DAYS)})
    known: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        "conversion": _conversions(),
        **dict.fromkeys(("ranking", "clean", "value_conversion", "comparison"), _conversions().map(_of_cohorts)),
        **dict.fromkeys(("stages", "leakage"), older),
        **dict.fromkeys(("velocity", "outcomes", "steps", "ages", "maturity"), seen),
        "sticky": st.fixed_dictionaries(
            {"within": st.sampled_from((None, 0, 3, 10)), "rank": st.sampled_from((None, "gap"))}
        ),
        "lead_velocity": st.fixed_dictionaries({"stage": st.sampled_from((None, *stages))}),
        "sourced": st.fixed_dictionaries({"window": st.sampled_from((None, 0, 5, 400))}),
        "acquisition": st.fixed_dictionaries(
            {"lag": st.sampled_from((None, 0, 7, 40)), "margin": st.sampled_from((None, 0.4))}
        ),
        "decay": st.fixed_dictionaries(
            {name: st.sampled_from((None, share)) for name, share in SHARES.items()}
            | {"stage": st.sampled_from((None, "mql", "opportunity"))}
        ),
    }
    plain = {name: st.sampled_from(values) for name, values in OPTIONS.get(question, {}).items()}
    return known.get(question, st.fixed_dictionaries(plain))


@st.composite
def _conversions(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from((None, "cohort", "cohort", "flow", "snapshot")))
    names = [stage.name for stage in CLASSIC.stages]
    frm = draw(st.one_of(st.none(), st.sampled_from(names[:-1])))
    later = names[names.index(frm or names[0]) + 1 :]
    to = draw(st.one_of(st.none(), st.sampled_from(later)))
    within = draw(st.sampled_from((None, None, 0, 1, 3, 10))) if kind in (None, "cohort") else None
    return {"kind": kind, "frm": frm, "to": to, "within": within}


def any_ledgers(most: int = 6) -> st.SearchStrategy[list[list[Known]]]:
    """Ledgers that were learnt later, and such that were learnt while things happened."""
    return st.one_of(ledgers(most), ledgers(most, since=MIDWAY))
