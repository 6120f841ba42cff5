"""Builds the house: the module in which adapters become what the ports ask for."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from headrace.adapters.documents.candidate import Drafts, drafts_at
from headrace.adapters.documents.funnel import load_funnel
from headrace.adapters.documents.policy import load_policy
from headrace.adapters.documents.shipped import DEFAULT_TEMPLATE, policy_text, template_text
from headrace.adapters.engines.duckdb import DuckDBEngine
from headrace.adapters.holidays import holidays_of
from headrace.adapters.imports.maps import RowsMap
from headrace.adapters.mirror.mirror import Manifest, Mirror
from headrace.adapters.stores.glance import Glance, glance
from headrace.analytics.question import Ask
from headrace.app import imports, reports
from headrace.app.explain import Explained, explain
from headrace.app.groups import Reconciled, reconcile, with_domains
from headrace.app.imports import Outcome, Parcel
from headrace.app.leads import Leads, Meant
from headrace.app.lookup import content_hints, rows_of, story
from headrace.app.plans import Plans
from headrace.app.ports import Batch, Book, Engine
from headrace.app.publication import InForce, Published, in_force, keep_history, publish
from headrace.app.replay import Replay, Side, period_of
from headrace.app.simulation import Simulation, simulate
from headrace.app.statement import Statement, entries, statement
from headrace.app.sweep import Ticked, tick
from headrace.core.calendar import Calendars
from headrace.core.definitions import funnel_from_data, policy_from_data
from headrace.core.entries import FunnelPublished, Known, PolicyPublished
from headrace.core.errors import NotAllowed, NotFound, UnknownName, UsageError
from headrace.core.funnel import Funnel
from headrace.core.plan import Plan
from headrace.core.policy import Policy
from headrace.core.scenario import Scenario
from headrace.core.texts import _
from headrace.core.units import micros, start_of_day
from headrace.ledger.known import cause_of
from headrace.results import Replayed, Report
from headrace.rules.candidate import Definitions, check_comparable
from headrace.rules.rows import MOVING, Context
from headrace.rules.terms import Terms
from headrace.rules.work import Outlook, project
from headrace.settings import Settings, find

if TYPE_CHECKING:
    from headrace.adapters.imports.files import Source

Progress = Callable[[int], None]


def _silent(_done: int) -> None:
    """A progress that nobody watches."""


class House:
    """One company's headrace: its book, its mirror, its definitions in force.

    Open one with `headrace.open(path)`; use it as a context manager, or `close()` it.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.settings, self.clock = settings, clock
        self._in_force: InForce | None = None
        self._terms: Terms | None = None
        self._opened: Book | None = None
        self._tried = ExitStack()
        self._calendars = Calendars(holidays_of)
        self.mirror = Mirror(settings.mirror_folder)

    def __enter__(self) -> "House":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database, and of what was tried on it."""
        self._tried.close()
        if self._opened is not None:
            self._opened.close()

    @property
    def book(self) -> Book:
        """The book, brought in step when it is first needed: a report of what is known already does without it."""
        if self._opened is None:
            self._opened = _book(self.settings, self._fold)
            if self.definitions.funnel is not None:
                self.catch_up()
        return self._opened

    def _glance(self) -> Glance | None:
        """A look at the ledger that does not open the book, where there is one to look at."""
        return None if self.settings.database else glance(self.settings.ledger_file)

    def now(self) -> datetime:
        """The time, from the house's own clock."""
        return self.clock()

    # -- definitions -----------------------------------------------------------------------------------------

    @property
    def definitions(self) -> InForce:
        """The funnel and the policy in force."""
        if self._in_force is None:
            self._in_force = in_force(self._glance() or self.book)
        return self._in_force

    @property
    def funnel(self) -> Funnel:
        """The funnel in force."""
        if self.definitions.funnel is None:
            raise NotFound("No funnel is published here yet.", hint="`headrace funnel publish` does it.")
        return self.definitions.funnel

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        if self.definitions.policy is None:
            raise NotFound("No policy is published here yet.", hint="`headrace funnel publish` does it.")
        return self.definitions.policy

    def publish(self, *, by: str, signoffs: Mapping[str, str]) -> Published:
        """Publish funnel.yaml and policy.yaml as they stand in the folder."""
        funnel = load_funnel(self.settings.funnel_file)
        policy = load_policy(self.settings.policy_file, funnel)
        published = publish(self.book, funnel, policy, by=by, now=self.now(), signoffs=signoffs)
        self.forget_definitions()
        self.catch_up()
        return published

    def publish_candidate(self, drafts: Drafts, *, by: str, signoffs: Mapping[str, str]) -> Published:
        """Publish a candidate, and keep its files as those of the folder.

        Refused if the folder's own file says otherwise than what is in force: nobody's draft is written over.
        """
        new, files = self.candidate(drafts), drafts.into(self.settings.funnel_file, self.settings.policy_file)
        drafted = {
            self.settings.funnel_file: lambda: load_funnel(self.settings.funnel_file) == self.funnel,
            self.settings.policy_file: lambda: load_policy(self.settings.policy_file, self.funnel) == self.policy,
        }
        for target in files:
            if target.exists() and not drafted[target]():
                raise NotAllowed(
                    _("{file} has changes that are not published.", file=target.name),
                    hint=_("Publish them, or put the candidate's changes into that file, and replay it."),
                )
        published = publish(self.book, new.funnel, new.policy, by=by, now=self.now(), signoffs=signoffs)
        for target, text in files.items():
            target.write_text(text, encoding="utf-8")
        self.forget_definitions()
        self.catch_up()
        return published

    def drafts(self, path: str | Path | None = None) -> Drafts:
        """The files of a candidate at a path; of the company's own folder if none is given."""
        return drafts_at(Path(path) if path else self.settings.folder)

    def candidate(self, drafts: Drafts) -> Definitions:
        """The definitions of a candidate: what its files do not say is as it is in force."""
        funnel = load_funnel(drafts.funnel) if drafts.funnel else self.funnel
        return Definitions(funnel, load_policy(drafts.policy, funnel) if drafts.policy else self.policy)

    def replay(
        self,
        candidate: "str | Path | Drafts | Definitions | None" = None,
        *,
        first: date | None = None,
        last: date | None = None,
        as_of: date | None = None,
    ) -> Replayed:
        """Try a candidate on history: what would have changed, had it been in force. Nothing is written.

        Args:
            candidate: a funnel file, a policy file, or a folder with one or both; the company's own if not given.
            first: the first local day of the period that is looked at.
            last: its last one.
            as_of: leave out what happened after this day.
        """
        old = Definitions(self.funnel, self.policy)
        if isinstance(candidate, str | Path | None):
            candidate = self.drafts(candidate)
        new = candidate if isinstance(candidate, Definitions) else self.candidate(candidate)
        check_comparable(old, new)
        keep_history(self.book, old.funnel, new.funnel)
        manifest = self.sync()
        terms = self._report_terms(manifest.head)
        ask = ask_of(first=first, last=last, as_of=as_of or reports.today(terms), unit="pass")
        engine = DuckDBEngine(self.mirror, manifest, old.funnel)
        scope = reports.scope_of(engine, ask, terms)
        from headrace.adapters.engines.replay import replayed  # noqa: PLC0415  (it compiles, and so imports Ibis)

        anew = engine.must_rebuild(ask, scope.as_of_us)
        # Its tables and lists are read from it when they are asked for: it stays until the house is closed.
        tried = self._tried.enter_context(replayed(engine, old, new, scope, anew=anew))
        after = Side(tried, replace(terms, funnel=new.funnel, policy=new.policy))
        days = period_of(ask, manifest.first_day, ask.as_of or reports.today(terms))

        def kept() -> Any:
            return tried.clocks(old.policy, new.policy, self._calendars)

        return Replayed(Replay(Side(engine, terms), after, new, ask, days, tried.changes, kept, self.load_plan()))

    def queue(self, name: str, *, desk: str = "", limit: int = 20) -> list[dict[str, Any]]:
        """The rows of a list that people work from.

        Args:
            name: ask, work, late, cold, keep, pool or revenue.
            desk: whose; leads that nobody has are on it too.
            limit: how many rows at most.
        """
        return rows_of(name, self.book, self.terms, desk, self.now(), limit)

    def story(self, lead: str) -> dict[str, Any]:
        """All that there is to tell of a lead: who it is, where it stands, what to ask, clocks, score, facts."""
        case = self.leads.case(lead)
        person = self.book.person(case.standing.person) if case.standing.person else None
        return story(case, person, self.now())

    def statement(self, month: date) -> Statement:
        """The statement of the agreement for the month that a day lies in, which has begun."""
        first = month.replace(day=1)
        today = self.now().astimezone(self.policy.time_zone).date()
        if first > today:
            hint = _("Give a month up to {month}.", month=f"{today:%Y-%m}")
            raise UsageError(_("{month} has not begun.", month=f"{first:%Y-%m}"), hint=hint)
        end = (first + timedelta(days=32)).replace(day=1)
        report = partial(self.report, first=first, last=end - timedelta(days=1), unit="pass")
        rows = entries(report("conversion", kind="flow").answer.rows, report("outcomes").answer.rows)
        return statement(self.book, self.terms, rows, first, end, micros(self.now()))

    def simulate_routing(self, policy: Policy, first: date, last: date) -> Simulation:
        """What another policy would have done with the leads of a period of local days, both included."""
        end = date.fromordinal(last.toordinal() + 1)
        zone = self.policy.time_zone
        return simulate(self.book, self.terms, policy, start_of_day(first, zone), start_of_day(end, zone))

    def groups(self) -> list[Reconciled]:
        """The same wins over inquiries, over people and over buying groups."""
        return reconcile(self.book, self.terms)

    def join_by_domain(self, meant: Meant) -> int:
        """Join everybody with an address of their company to its account, unless they are in one; says how many."""
        joined = 0
        for person, domain in with_domains(self.book):
            for journey in self.book.find(person):
                standing = self.book.standing(journey)
                if standing is not None and standing.account is None:
                    self.leads.join(journey, meant, account=domain, by="domain")
                    joined += 1
        return joined

    def content_hints(self) -> list[dict[str, Any]]:
        """Who in the pool may get which content now: `email`, `name`, `content`, `reason`, `journey`, `since`.

        Left out is who did not consent (where the policy asks for it) or withdrew, whom no content
        fits yet, and whose address we do not have.
        """
        return content_hints(self.book, self.terms, self.now())

    def names(self, people: Sequence[str]) -> dict[str, str]:
        """What to call people: their name, or their e-mail address; those of whom we know neither are left out."""
        found = {each: self.book.person(each) for each in dict.fromkeys(people)}
        named = {each: person.name or person.email for each, person in found.items() if person}
        return {each: name for each, name in named.items() if name}

    def forget_definitions(self) -> None:
        """Look the definitions up anew: somebody published others."""
        self._in_force = self._terms = None

    def _fold(self, facts: Sequence[Known]) -> Outlook | None:
        if not {fact.policy_version for fact in facts} <= {None, *self.definitions.policies}:
            self.forget_definitions()
        return None if self.definitions.funnel is None else project(facts, self._judging())

    @property
    def terms(self) -> Terms:
        """What verdicts are judged by: the definitions in force, and the calendars of the desks."""
        known = self.definitions
        if self.book.versions() != (known.funnel_version, known.policy_version):
            self.forget_definitions()
        return self._judging()

    def _judging(self) -> Terms:
        """The terms as they were last looked up."""
        if self._terms is None:
            self._terms = Terms(self.funnel, self.policy, self.definitions.policies, self._calendars, self.book.secret)
        return self._terms

    # -- the desk ----------------------------------------------------------------------------------------------

    @cached_property
    def leads(self) -> Leads:
        """The deeds on single leads."""
        return Leads(self.book, lambda: self.terms, self.now)

    def tick(self, until: datetime | None = None, progress: Progress = _silent) -> Ticked:
        """Do what is due: warn, note breaches and hand leads on, let expire what nobody worked.

        Until now if nothing else is said; never beyond it.
        """
        now = self.now()
        return tick(self.book, min(until or now, now), self.clock, progress)

    # -- imports ---------------------------------------------------------------------------------------------

    def import_file(
        self,
        path: Path,
        rows: RowsMap,
        *,
        sheet: str | None = None,
        dry_run: bool = False,
        more: bool = False,
        actor: str = "import",
        progress: Progress = _silent,
    ) -> Outcome:
        """Import one file by its map; with `dry_run` only say what would come of it.

        With `more` files to follow, queues and clocks catch up after the last; a file that goes by the standings
        brings these in step before it is read.
        """
        from headrace.adapters.imports.files import understand  # noqa: PLC0415
        from headrace.adapters.imports.staging import Staging  # noqa: PLC0415

        source = understand(path, sheet=sheet)
        parcel = Parcel(path.name, rows.kind.name, rows.source, self._digest(source, rows))
        before = imports.imported_before(self.book, parcel)
        if before is not None:
            return before
        if rows.kind.name in MOVING:
            self.place()
        now = self.now()
        with Staging(source, rows, self.context(rows.source), now_us=micros(now)) as staging:
            if dry_run:
                return imports.weigh(self.book, parcel, staging, self.policy, progress)
            outcome = imports.take_in(self.book, parcel, staging, self.policy, self.clock, progress, actor)
        if not more:
            self.catch_up()
        return outcome

    def _digest(self, source: "Source", rows: RowsMap) -> str:
        """A digest of a file and of the way in which it is read: under other definitions it may tell more."""
        known = self.definitions
        way = (source.digest, source.sheet, rows, known.funnel_version, known.policy_version)
        return sha256(repr(way).encode()).hexdigest()

    def undo_import(self, number: int, *, why: str = "", actor: str = "import") -> Batch:
        """Take a batch back."""
        batch = imports.undo(self.book, number, why=why, actor=actor, now=self.now())
        self.catch_up()
        return batch

    def context(self, source: str) -> Context:
        """What a row from a source needs to become entries."""
        return Context(source, self.book.secret, self.funnel, self.policy.currency)

    # -- projections -------------------------------------------------------------------------------------------

    def catch_up(self, progress: Progress = _silent) -> None:
        """Bring the projections in step with batches that were published or undone since."""
        if self.book.stale():
            self.rebuild(progress)
        if batches := self.book.unprojected():
            self.book.reproject(self.book.batch_journeys(batches), progress)
            for batch in batches:
                self.book.projected(batch)

    def place(self, progress: Progress = _silent) -> None:
        """Bring the standings alone in step: moves are told apart by the passes that stand, not by what they want."""
        if self.book.stale():
            self.rebuild(progress)
        if batches := self.book.unplaced():
            self.book.place(self.book.batch_journeys(batches), progress)
            for batch in batches:
                self.book.placed(batch)

    def rebuild(self, progress: Progress = _silent) -> int:
        """Build every projection anew from the ledger; says how many journeys stand somewhere."""
        return self.book.rebuild(progress)

    def sync(self, progress: Progress = _silent) -> Manifest:
        """Bring the mirror up to the ledger's head."""
        return self._synced(self.mirror, self.policy.zone, progress)

    def _synced(self, mirror: Mirror, zone: str, progress: Progress = _silent) -> Manifest:
        return self._in_step(mirror, zone) or mirror.sync(self.book, self.funnel, zone, progress)

    # -- questions -----------------------------------------------------------------------------------------------

    def report(self, question: str, *, funnel_version: int | None = None, **asked: Any) -> Report:
        """Answer a question.

        Args:
            question: its name, such as waterfall or conversion (`analytics.catalog`).
            funnel_version: read history by this version of the funnel; by default the one in force, now or at known_at.
            asked: `first`, `last` (local days, both included), `as_of`, `known_at`, `by`, `every` (week,
                month, quarter, year), `where` (attribute to value), `unit` (person, pass or group; by default
                what the funnel counts), and the question's own options.
        """
        engine, terms = self._answering(asked.get("known_at"), funnel_version)
        return Report(reports.report(engine, question, ask_of(**asked), terms), engine, terms)

    def _answering(
        self, known_at: datetime | None = None, funnel_version: int | None = None
    ) -> tuple[Engine, reports.Terms]:
        """An engine over the mirror in step, and the terms under which it answers: those in force, or those of then."""
        terms = self._report_terms(self.sync().head, funnel_version)
        if known_at is not None:
            terms = self._terms_at(known_at, terms, funnel_version)
        return self._engine(terms), terms

    # -- plans -------------------------------------------------------------------------------------------------

    @cached_property
    def plans(self) -> Plans:
        """The deeds of planning."""
        return Plans(self._answering, lambda: self.book)

    def load_plan(self, name: str | None = None) -> Plan:
        """The plan of a file, or of that name in the folder's plans; plan.yaml, or an empty one, if none is named."""
        from headrace.adapters.documents.plan import load_plan  # noqa: PLC0415

        if name is None and not self.settings.plan_file.exists():
            return Plan()
        path = self.settings.plan_file if name is None else self._named("plan", self.settings.plans_folder, name)
        return load_plan(path, self.policy.currency, self.funnel)

    @staticmethod
    def _named(what: str, folder: Path, name: str) -> Path:
        """A file that is there, or the one of that name in a folder."""
        if Path(name).is_file():
            return Path(name)
        known = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
        if name not in known:
            raise UnknownName(what, name, known)
        return known[name]

    def load_scenario(self, name: str) -> Scenario:
        """The scenario of a file, or of that name in the folder's scenarios."""
        from headrace.adapters.documents.scenario import load_scenario  # noqa: PLC0415

        return load_scenario(
            self._named("scenario", self.settings.scenarios_folder, name), self.policy.currency, self.funnel
        )

    def scenarios(self) -> list[str]:
        """The names of the folder's scenarios."""
        return sorted(file.stem for file in self.settings.scenarios_folder.glob("*.yaml"))

    def explain(
        self, question: str, *, known_at: datetime, against: datetime, figure: str | None = None, **asked: Any
    ) -> "Explained":
        """Why a figure is another one now than it was: its difference between two known-at instants, by cause.

        Args:
            question: its name.
            known_at: the earlier instant.
            against: the later one.
            figure: a column of the question; the first count if not given.
            asked: as in `report`; without `as_of` the day of the earlier instant is meant.
        """
        now = self._report_terms(self.sync().head)
        terms = (self._terms_at(known_at, now), self._terms_at(against, now))
        learnt = [fact for fact in self.book.rulings() if micros(known_at) < fact.recorded_us <= micros(against)]
        causes = {"facts", *map(cause_of, learnt)}
        causes |= {what for what in ("funnel", "policy") if getattr(terms[0], what) != getattr(terms[1], what)}
        return explain(self._engine, question, ask_of(**asked), (known_at, against), terms, causes, figure)

    def _terms_at(self, known_at: datetime, now: reports.Terms, funnel_version: int | None = None) -> reports.Terms:
        """The definitions that were in force at an instant, and the head of the ledger then.

        Before the first publication those of the first; of the funnel, a version that was asked for.
        """
        terms = replace(now, head=self.book.head_at(micros(known_at)))
        funnel, policy = (self._published_by(kind, known_at) for kind in ("funnel_published", "policy_published"))
        if funnel is not None and funnel_version is None:
            terms = replace(terms, funnel=funnel_from_data(funnel.document), funnel_version=funnel.version)
        if policy is not None:
            terms = replace(terms, policy=policy_from_data(policy.document), policy_version=policy.version)
        return terms

    def _published_by(self, kind: str, known_at: datetime) -> FunnelPublished | PolicyPublished | None:
        published = self.book.published(kind)
        before = [fact for fact in published if fact.recorded_us <= micros(known_at)] or published[:1]
        body = before[-1].body if before else None
        return body if isinstance(body, FunnelPublished | PolicyPublished) else None

    def _engine(self, terms: reports.Terms) -> Engine:
        """What answers questions under these terms, on a mirror in step.

        By another funnel than the one in force it builds the stays anew; days of another zone have their own mirror.
        """
        funnel, zone = terms.funnel, terms.policy.zone
        mirror = self.mirror if zone == self.policy.zone else Mirror(self.mirror.folder / zone.replace("/", "-"))
        manifest, anew = self._synced(mirror, zone), funnel != self.funnel
        if self.settings.engine is None:
            return DuckDBEngine(mirror, manifest, funnel, anew)
        try:
            from headrace.adapters.engines.postgresql import PostgreSQLEngine  # noqa: PLC0415
        except ModuleNotFoundError:
            raise UsageError("The driver for PostgreSQL is missing.", hint='pip install "psycopg[binary]"') from None
        return PostgreSQLEngine(mirror, manifest, funnel, anew, self.settings.engine)

    def _in_step(self, mirror: Mirror, zone: str) -> Manifest | None:
        """The mirror as it is, if the ledger holds nothing that it does not."""
        seen = self._glance()
        return None if seen is None else mirror.in_step(seen.head(), self.funnel, zone)

    def _report_terms(self, head: int, funnel_version: int | None = None) -> reports.Terms:
        known = self.definitions
        funnel, version = self.funnel, known.funnel_version or 0
        if funnel_version is not None and funnel_version != version:
            funnel, version = self._older(funnel_version), funnel_version
        return reports.Terms(funnel, self.policy, version, known.policy_version or 0, head, self.now(), known.editions)

    def _older(self, version: int) -> Funnel:
        published = {
            fact.body.version: fact.body
            for fact in self.book.published("funnel_published")
            if isinstance(fact.body, FunnelPublished)
        }
        if version not in published:
            raise NotFound(f"No funnel version {version}.", hint=f"Versions: {', '.join(map(str, published))}.")
        return funnel_from_data(published[version].document)


def ask_of(
    *,
    first: date | None = None,
    last: date | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
    by: str | None = None,
    every: str | None = None,
    where: Mapping[str, str] | None = None,
    unit: str | None = None,
    **options: Any,
) -> Ask:
    """What is asked, from what a person says: the last day of a period is part of it."""
    # The last day of the calendar is how many systems write "without an end".
    end = None if last in (None, date.max) else date.fromordinal(last.toordinal() + 1)
    return Ask(first, end, as_of, known_at, by, every, dict(where or {}), unit, options)


def _book(settings: Settings, fold: Callable[[Sequence[Known]], Outlook | None]) -> Book:
    if settings.database is None:
        from headrace.adapters.stores.sqlite import SQLiteBook  # noqa: PLC0415

        return SQLiteBook(settings.ledger_file, fold)
    from headrace.adapters.stores.postgresql import PostgreSQLBook  # noqa: PLC0415

    return PostgreSQLBook(settings.database, fold)


def make(folder: Path, template: str = DEFAULT_TEMPLATE) -> Settings:
    """Write funnel.yaml and policy.yaml of a template into a folder that has neither."""
    settings = Settings(folder)
    for file in (settings.funnel_file, settings.policy_file):
        if file.exists():
            raise NotAllowed(f"{file} is there already.", hint="Edit it, or choose another folder.")
    texts = template_text(template), policy_text(template)
    folder.mkdir(parents=True, exist_ok=True)
    settings.funnel_file.write_text(texts[0], encoding="utf-8")
    settings.policy_file.write_text(texts[1], encoding="utf-8")
    return settings


def open_house(path: str | Path | None = None) -> House:
    """The house at a path, or the one that the environment or the current folder means."""
    return House(find(path))
