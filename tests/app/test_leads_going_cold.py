"""The articles' story end to end: 40 SQLs, five of them neglected, expired by the clock, booked, one recovered."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from at_work import LEE, MONDAY, Company, company, stage
from headrace.core.entries import Recovered
from headrace.core.units import Money
from headrace.rules.decay import neglect

EUROS = 100


def test_forty_sqls_of_which_five_are_neglected(tmp_path: Path) -> None:
    with company(tmp_path, partial(stage, name="sql", win_rate=0.25)) as acme:
        sqls = [an_sql(acme, f"buyer{number}@acme.example") for number in range(40)]
        neglected, worked = sqls[:5], sqls[5:]
        acme.clock.forward(timedelta(days=20))
        for lead in worked:
            acme.leads.call(lead, "talked", LEE, minutes=10)

        acme.clock.forward(timedelta(days=15))
        ticked = acme.tick()

        assert ticked.told == {"warned": 5, "expired": 5}
        standings = [acme.book.standing(lead) for lead in sqls]
        assert [each.place for each in standings] == ["expired"] * 5 + ["sql"] * 35
        expiries = [acme.book.journey(lead)[-1] for lead in neglected]
        assert sum(fact.body.value for fact in expiries) == 125_000 * EUROS
        assert {fact.body.owner for fact in expiries} == {"lee"}
        assert {fact.at_us for fact in expiries} == {(MONDAY + timedelta(days=30)).timestamp() * 1_000_000}
        floored = neglect(40, len(expiries), 0.25, 100_000).floored
        assert floored == pytest.approx(200_000)

        back = acme.leads.recover(neglected[0], LEE)

        assert (back.standing.place, back.standing.owner, back.standing.value) == ("sql", "lee", 100_000 * EUROS)
        [reversal] = [fact.body for fact in back.facts if isinstance(fact.body, Recovered)]
        assert (reversal.value, reversal.expiry) == (25_000 * EUROS, expiries[0].seq)


def an_sql(acme: Company, name: str) -> str:
    """Somebody who inquired, was asked by Kim, accepted by Lee, and asked again."""
    lead = acme.lead(name)
    acme.leads.accept(lead, LEE)
    acme.leads.requalify(lead, Money.of(100_000, "EUR"), LEE)
    return lead
