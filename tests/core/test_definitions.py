"""A publication keeps its definitions for ever: what is written is read back as it was, by every later release."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from headrace.adapters.documents import TEMPLATES, default_policy, template
from headrace.core.agreement import Agreement, Clock, ShelfLife
from headrace.core.asking import DISPOSITIONS, Calls, Qualification, Scoring
from headrace.core.definitions import LATER, funnel_from_data, funnel_to_data, policy_from_data, policy_to_data
from headrace.core.durations import Duration, Span
from headrace.core.errors import DataRefused
from headrace.core.policy import REASONS, Nurture, Policy, StagePolicy
from headrace.ledger.codec import canonical
from policies import policies

FIRST = json.loads((Path(__file__).parent / "first_policy.json").read_text(encoding="utf-8"))


def stored(data: dict[str, Any]) -> dict[str, Any]:
    """What the ledger gives back of a document: the same JSON, its keys sorted."""
    found: dict[str, Any] = json.loads(canonical(data))
    return found


def contains(whole: Any, part: Any) -> bool:
    """Whether all of the part stands in the whole, which may have further keys."""
    if isinstance(part, dict):
        return all(key in whole and contains(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(contains, whole, part))
    return bool(whole == part)


@given(policy=policies())
@settings(max_examples=150)
def test_any_policy_is_read_back_as_it_was_in_the_order_in_which_it_was_written(policy: Policy) -> None:
    read = policy_from_data(stored(policy_to_data(policy)))

    assert read == policy
    assert policy_to_data(read) == policy_to_data(policy)
    for ordered in ("desks", "routing"):
        assert list(getattr(read, ordered)) == list(getattr(policy, ordered))
    assert list(read.calls.dispositions) == list(policy.calls.dispositions)
    assert list(read.qualification.criteria) == list(policy.qualification.criteria)
    assert list(read.scoring.fit) == list(policy.scoring.fit)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_definitions_that_ship_are_read_back_as_they_were(name: str) -> None:
    assert policy_from_data(stored(policy_to_data(default_policy(name)))) == default_policy(name)
    assert funnel_from_data(stored(funnel_to_data(template(name)))) == template(name)


def test_a_policy_of_the_first_release_is_still_read_and_has_the_defaults_for_what_it_does_not_say() -> None:
    policy = policy_from_data(FIRST)

    assert policy.shelf_life("sql") == ShelfLife(Duration(30, Span.DAY), 0.7)
    assert [str(clock) for clock in policy.stage("mql").clocks] == [
        "24 working hours from entering the stage to accepting or rejecting"
    ]
    assert policy.nurture == Nurture(reasons={})
    assert (policy.calls, policy.scoring, policy.agreement) == (Calls(), Scoring(), Agreement())
    assert (policy.reasons, policy.desks, policy.routing, policy.upsell) == (REASONS, {}, (), None)
    assert policy.calls.dispositions == DISPOSITIONS


def test_what_the_first_release_wrote_is_written_today_under_the_same_keys() -> None:
    assert contains(policy_to_data(policy_from_data(FIRST)), FIRST)


@pytest.mark.parametrize("noun", [Policy, StagePolicy, ShelfLife, Clock, Qualification, Nurture])
def test_a_key_that_came_later_is_a_field_with_a_default(noun: type[Any]) -> None:
    assert set(LATER[noun]) <= {each.name for each in fields(noun)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": 1},
        {"zone": None},
        {"signoffs": "marketing"},
        {"fiscal_year_start": True},
        {"fiscal_year_start": "1"},
        {"stages": []},
        {"stages": {"sql": {}}},
        {"desks": {}},
        {"desks": [{"team": "sales"}]},
        {"routing": [{"name": "dach"}]},
        {"renewal_notice": [30]},
        {"renewal_notice": "30 days"},
        {"renewal_notice": [30, "fortnight"]},
        {"upsell": {"text": "seats > 1", "tree": {"eval": "1"}}},
        {"upsell": "seats > 1"},
        {"findings": {"no_person": "maybe"}},
        {"week_start": "someday"},
        {"working_hours": {"days": [], "opens": "09:00", "closes": "17:00", "holidays": ""}},
        {"working_hours": None},
        {"calling": {"dials": 4}},
    ],
)
def test_data_that_are_no_policy_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(DataRefused):
        policy_from_data({**policy_to_data(Policy()), **wrong})


@pytest.mark.parametrize("key", [each.name for each in fields(Policy) if each.name not in LATER[Policy]])
def test_a_key_that_every_document_has_may_not_lack(key: str) -> None:
    data = policy_to_data(Policy())
    del data[key]

    with pytest.raises(DataRefused, match=key):
        policy_from_data(data)


@pytest.mark.parametrize("data", [None, [], "policy", 7, {}])
def test_what_is_no_document_at_all_is_refused(data: Any) -> None:
    with pytest.raises(DataRefused, match="These data are no policy"):
        policy_from_data(data)
    with pytest.raises(DataRefused, match="These data are no funnel"):
        funnel_from_data(data)


def test_a_funnel_with_a_broken_place_is_refused() -> None:
    data = funnel_to_data(template())
    data["stages"][0]["role"] = "king"

    with pytest.raises(DataRefused, match="king"):
        funnel_from_data(data)


def test_a_default_is_written_out_so_that_a_later_default_changes_nothing() -> None:
    written = policy_to_data(Policy(stages={"sql": StagePolicy(shelf_life=ShelfLife(Duration(30, Span.DAY)))}))

    assert set(written) == {each.name for each in fields(Policy)}
    assert written["stages"]["sql"]["shelf_life"] == {
        "limit": [30, "day"],
        "warning": 0.7,
        "to": None,
        "segments": [],
    }
