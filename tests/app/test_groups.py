"""Accounts and buying groups: both funnels are counted from the same facts."""

from datetime import timedelta
from pathlib import Path

import pytest

from at_work import ADA, BO, KIM, LEE, Company, company
from books import house
from headrace.core.errors import DataRefused, NotAllowed
from headrace.core.plan import Goal, Measure, Plan, StepTerms
from headrace.core.units import Money

FIVE = [f"buyer{n}@acme.example" for n in range(5)]
WORTH = Money.of(50_000, "EUR")


def rates(acme: Company) -> dict[str, tuple[int, int, float]]:
    return {each.unit: (each.count, each.won, each.rate) for each in acme.house.groups()}


def test_w60_five_inquiries_of_one_group_and_one_win_in_the_person_funnel(tmp_path: Path):
    with company(tmp_path) as acme:
        leads = [acme.lead(name) for name in FIVE]
        for lead in leads:
            acme.leads.join(lead, KIM, account="acme.example", group="acme's new line")
        acme.leads.accept(leads[0], LEE)
        acme.leads.requalify(leads[0], WORTH, LEE)
        acme.leads.win(leads[0], WORTH, LEE)

        assert rates(acme) == {"inquiry": (5, 1, 0.2), "person": (5, 1, 0.2), "group": (1, 1, 1.0)}


def test_w60_where_the_funnel_counts_groups_the_five_are_one_journey(tmp_path: Path):
    with company(tmp_path, funnel="demand-unit") as acme:
        leads = [acme.inquires(name) for name in FIVE]
        for lead in leads:
            acme.leads.join(lead, KIM, group="acme's new line")

        [standing] = list(acme.book.standings())
        assert len({fact.person for fact in acme.book.journey(standing.journey)}) == 5
        assert rates(acme) == {"inquiry": (5, 0, 0.0), "person": (5, 0, 0.0), "group": (1, 0, 0.0)}
        assert acme.house.report("waterfall", unit="pass").rows[0]["entered"] == 1


def test_nobody_is_moved_to_another_group_along_with_somebody_else(tmp_path: Path):
    with company(tmp_path, funnel="demand-unit") as acme:
        leads = [acme.inquires(name) for name in FIVE[:2]]
        for lead in leads:
            acme.leads.join(lead, KIM, group="pumps")
        head = acme.book.head()

        [standing] = list(acme.book.standings())
        with pytest.raises(NotAllowed, match="2 people"):
            acme.leads.join(standing.journey, KIM, group="valves")
        assert acme.book.head() == head


def test_the_passes_of_somebody_in_no_group_are_one_group(tmp_path: Path):
    told = "2025-01-01 Ada inquired to=inquiry\n2025-02-01 Ada#2 inquired to=inquiry"
    with house(told, tmp_path / "acme") as acme:
        assert {each.unit: each.count for each in acme.groups()} == {"inquiry": 2, "person": 1, "group": 1}


def test_a_funnel_that_counts_groups_is_reported_by_group_unless_people_are_asked_for(tmp_path: Path):
    told = "\n".join(
        line
        for n, name in enumerate(FIVE, 1)
        for line in (f"2025-06-0{n} {name} inquired to=engaged", f"2025-06-0{n} {name} joined group=line by=kim")
    )
    with house(told, tmp_path / "acme", funnel="demand-unit") as acme:

        def engaged(question: str, **asked: str) -> tuple[int, str]:
            report = acme.report(question, **asked)
            return next(row["entered"] for row in report.rows if row.get("place") == "engaged"), report.ask.unit

        assert [engaged("waterfall"), engaged("waterfall", unit="person")] == [(1, "group"), (5, "person")]
        assert acme.report("forecast").ask.unit == "pass"


def test_a_plan_counts_what_its_funnel_counts(tmp_path: Path):
    told = "\n".join(
        line
        for group in range(1, 7)
        for line in (
            f"2025-0{group}-03 buyer{group} inquired to=engaged",
            f"2025-0{group}-03 friend{group} inquired to=engaged",
            f"2025-0{group}-04 buyer{group} joined group=line{group} by=kim",
            f"2025-0{group}-04 friend{group} joined group=line{group} by=kim",
            *([f"2025-0{group}-09 buyer{group} won to=won value=1000 currency=EUR"] if group < 4 else []),
        )
    )
    with house(told, tmp_path / "acme", funnel="demand-unit") as acme:
        early = {stage: StepTerms(rate=0.5, lag=(1.0,)) for stage in ("target", "active")}
        plan = Plan(goal=Goal(Measure.WINS, (12,)), steps=early)
        tables = {answer.question: answer for answer in acme.plans.target(plan)}

        [engaged] = [row for row in tables["rates"].rows if row["place"] == "engaged"]
        assert (engaged["seen"], tables["rates"].ask.unit) == (6, "group")
        assert {row["place"]: row["seen"] for row in tables["rates"].rows}["pipeline"] == 3


def test_an_account_by_hand_is_where_its_people_are_routed_to(tmp_path: Path):
    with company(tmp_path) as acme:
        ada, bo = acme.inquires(ADA), acme.inquires(BO)
        acme.leads.join(ada, KIM, account="Acme")
        acme.leads.join(bo, KIM, account=" acme ")

        accounts = {acme.book.standing(lead).account for lead in (ada, bo)}

        assert len(accounts) == 1
        assert None not in accounts
        with pytest.raises(DataRefused, match="Neither an account nor a group"):
            acme.leads.join(ada, KIM)


def test_reports_by_account_know_whom_somebody_joined_to_one_and_when(tmp_path: Path):
    with company(tmp_path) as acme:
        ada, _bo = acme.inquires(ADA), acme.inquires(BO)
        before = acme.house.now()
        acme.clock.forward(timedelta(days=1))
        acme.leads.join(ada, KIM, account="Acme")
        account = acme.book.standing(ada).account

        def inquiries(**asked: object) -> dict[str | None, int]:
            rows = acme.house.report("waterfall", by="account", **asked).rows
            return {row["segment"]: row["entered"] for row in rows if row["place"] == "inquiry"}

        assert inquiries() == {account: 1, None: 1}
        assert inquiries(as_of=before.date()) == {None: 2}


def test_accounts_by_domain_leave_out_public_addresses_and_whoever_has_one(tmp_path: Path):
    with company(tmp_path) as acme:
        people = {name: acme.inquires(name) for name in (ADA, BO, "chidi@gmail.com")}
        acme.knows(*people)

        assert acme.house.join_by_domain(KIM) == 2
        assert acme.house.join_by_domain(KIM) == 0

        accounts = {name: acme.book.standing(lead).account for name, lead in people.items()}
        assert accounts[ADA] == accounts[BO] is not None
        assert accounts["chidi@gmail.com"] is None


def test_an_account_is_the_same_whether_by_hand_or_by_domain(tmp_path: Path):
    with company(tmp_path) as acme:
        ada, bo = acme.inquires(ADA), acme.inquires(BO)
        acme.knows(ADA, BO)
        acme.leads.join(ada, KIM, account="acme.example")

        acme.house.join_by_domain(KIM)

        assert acme.book.standing(ada).account == acme.book.standing(bo).account
