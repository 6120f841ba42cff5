"""A funnel and a policy become versions that new facts refer to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from headrace.adapters.documents import default_policy, read_funnel, template, template_text
from headrace.adapters.stores.sqlite import SQLiteBook
from headrace.app.publication import in_force, propose, publish
from headrace.core.agreement import ShelfLife
from headrace.core.durations import Duration, Span
from headrace.core.entries import Entry, FunnelPublished, Inquired, Moved, PolicyPublished
from headrace.core.errors import NotAllowed, UnknownName
from headrace.core.funnel import Funnel
from headrace.core.policy import Policy
from headrace.core.units import micros

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
BOTH = {"marketing": "Ada", "sales": "Lee"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[SQLiteBook]:
    book = SQLiteBook(tmp_path / "ledger.db")
    yield book
    book.close()


def with_shelf_life(days: int) -> Policy:
    policy = default_policy()
    sql = replace(policy.stage("sql"), shelf_life=ShelfLife(Duration(days, Span.DAY)))
    return replace(policy, stages={**policy.stages, "sql": sql})


def with_demo() -> Funnel:
    return read_funnel(template_text().replace("  opportunity:\n", "  demo:\n    owner: sales\n  opportunity:\n"))


def without_opportunity() -> Funnel:
    text = template_text()
    return read_funnel(text[: text.index("  opportunity:\n")] + text[text.index("  won:\n") :])


def test_the_first_publication_makes_version_1_of_both(book: SQLiteBook) -> None:
    done = publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)

    assert (done.funnel_version, done.policy_version) == (1, 1)
    assert [type(fact.body) for fact in done.facts] == [FunnelPublished, PolicyPublished]
    current = in_force(book)
    assert current.funnel == template()
    assert current.policy == default_policy()
    assert current.signed_by == BOTH
    assert current.since == NOW


def test_a_funnel_that_sales_has_not_signed_is_not_published(book: SQLiteBook) -> None:
    with pytest.raises(NotAllowed, match="Not signed yet by: sales") as refused:
        publish(book, template(), default_policy(), by="ada", now=NOW, signoffs={"marketing": "Ada"})

    assert "--sign sales=NAME" in refused.value.hint
    assert book.head() == 0


def test_one_person_may_sign_for_both_sides(book: SQLiteBook) -> None:
    signoffs = {"marketing": "Ada", "sales": " Ada "}
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=signoffs)

    assert in_force(book).signed_by == {"marketing": "Ada", "sales": "Ada"}


def test_a_company_that_switched_signing_off_publishes_alone(book: SQLiteBook) -> None:
    policy = replace(default_policy(), signoffs=())
    publish(book, template(), policy, by="ada", now=NOW, signoffs={})

    assert in_force(book).funnel == template()
    assert in_force(book).signed_by == {}


def test_nobody_can_switch_signing_off_and_publish_in_one_go(book: SQLiteBook) -> None:
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)
    alone = replace(default_policy(), signoffs=())

    for funnel in (with_demo(), template()):
        with pytest.raises(NotAllowed, match="marketing, sales"):
            publish(book, funnel, alone, by="ada", now=NOW, signoffs={})


def test_tuning_a_clock_needs_no_signature_and_leaves_the_funnels_version(book: SQLiteBook) -> None:
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)
    done = publish(book, template(), with_shelf_life(14), by="ada", now=NOW, signoffs={})

    assert (done.funnel_version, done.policy_version) == (1, 2)
    assert done.changes == ("SQL: shelf life 30 days, warning at 70 % -> 14 days, warning at 70 %",)
    assert in_force(book).policy == with_shelf_life(14)


def test_a_changed_funnel_becomes_the_next_version_and_the_old_one_stays(book: SQLiteBook) -> None:
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)
    done = publish(book, with_demo(), default_policy(), by="ada", now=NOW + timedelta(days=1), signoffs=BOTH)

    assert (done.funnel_version, done.policy_version) == (2, 1)
    versions = [fact.body.version for fact in book.published("funnel_published")]  # type: ignore[attr-defined]
    assert versions == [1, 2]


def test_publishing_the_same_again_changes_nothing(book: SQLiteBook) -> None:
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)
    head = book.head()
    done = publish(book, template(), default_policy(), by="lee", now=NOW, signoffs={})

    assert done.changes == ()
    assert (done.funnel_version, done.policy_version) == (1, 1)
    assert book.head() == head


def test_a_proposal_is_what_publishing_appends_and_writes_nothing(book: SQLiteBook) -> None:
    proposal = propose(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)
    assert book.head() == 0

    done = publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)
    assert [fact.body for fact in done.facts] == [entry.body for entry in proposal.entries]


def test_a_proposal_tells_whose_signature_it_lacks(book: SQLiteBook) -> None:
    proposal = propose(book, template(), default_policy(), by="ada", now=NOW, signoffs={"sales": "Lee"})

    assert proposal.unsigned == ("marketing",)


def test_a_signature_of_a_role_that_nobody_has_is_refused(book: SQLiteBook) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'sales'"):
        publish(book, template(), default_policy(), by="ada", now=NOW, signoffs={**BOTH, "saless": "Lee"})


@pytest.mark.parametrize("name", ["", "   ", "x" * 200, "A\x1b[2Jda"])
def test_a_signature_needs_a_name(book: SQLiteBook, name: str) -> None:
    with pytest.raises(NotAllowed, match="no name to sign with"):
        publish(book, template(), default_policy(), by="ada", now=NOW, signoffs={**BOTH, "sales": name})


def test_a_stage_that_journeys_have_been_in_cannot_be_taken_away(book: SQLiteBook) -> None:
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)
    at = micros(NOW)
    book.append(
        [
            Entry(Inquired(to="inquiry"), at, journey="j1", person="p1"),
            Entry(Moved(to="opportunity"), at + 1, journey="j1", person="p1"),
        ],
        now=NOW,
    )

    with pytest.raises(NotAllowed, match="Journeys have been in opportunity"):
        publish(book, without_opportunity(), default_policy(), by="ada", now=NOW, signoffs=BOTH)


def test_a_stage_that_nobody_ever_reached_can_be_taken_away(book: SQLiteBook) -> None:
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)
    done = publish(book, without_opportunity(), default_policy(), by="ada", now=NOW, signoffs=BOTH)

    assert done.changes == ("stage 'opportunity' removed",)


def test_the_questions_keep_their_order_in_the_ledger(book: SQLiteBook) -> None:
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)

    policy = in_force(book).policy
    assert policy is not None
    assert list(policy.qualification.criteria) == ["budget", "authority", "need", "timing"]


def test_whoever_is_slower_learns_that_somebody_else_has_published(book: SQLiteBook) -> None:
    publish(book, template(), default_policy(), by="ada", now=NOW, signoffs=BOTH)

    class Late:
        """A book that was read before the other publication came in."""

        def __getattr__(self, name: str) -> object:
            return getattr(book, name)

        def published(self, kind: str) -> list[object]:
            return list(book.published(kind)[:1])

    publish(book, with_demo(), default_policy(), by="lee", now=NOW, signoffs=BOTH)
    with pytest.raises(NotAllowed, match="Somebody else published funnel:2"):
        publish(Late(), without_opportunity(), default_policy(), by="ada", now=NOW, signoffs=BOTH)  # type: ignore[arg-type]
