"""Every kind of fact becomes a row and comes back as it was."""

from dataclasses import fields, replace
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.core.entries import ActorKind, Body, Inquired, Known, Valued
from headrace.core.errors import UnknownName
from headrace.core.units import Grain
from headrace.ledger.codec import (
    BODIES,
    BadPayload,
    body_class,
    body_of,
    entry_of,
    kind_of,
    payload_of,
    read_body,
    row_of,
    same_fact,
)

TEXTS = st.text(max_size=12)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(-(2**62), 2**62),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    tuple: st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    Any: st.one_of(TEXTS, st.integers(), st.booleans()),
    NoneType: st.none(),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field of a body, by its type."""
    if get_origin(hint) is UnionType:
        return st.one_of([values(part) for part in get_args(hint)])
    if hint in SIMPLE:
        return SIMPLE[hint]
    origin, parts = get_origin(hint), get_args(hint)
    return SIMPLE[tuple] if origin is tuple else st.dictionaries(TEXTS, values(parts[1]), max_size=3)


def bodies(cls: type[Body]) -> st.SearchStrategy[Body]:
    """Any body of a kind."""
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: values(hints[field.name]) for field in fields(cls)})


@pytest.mark.parametrize("kind", BODIES)
@settings(max_examples=10)
@given(data=st.data())
def test_every_kind_comes_back_as_it_was(kind, data):
    body = data.draw(bodies(BODIES[kind]))
    fact = Known(
        body, 1_700_000_000_000_000, Grain.DAY, "j1", "p1", "a1", "kim", ActorKind.RULE, "crm", "k1", 7, 9, 3, 1, 2
    )

    assert entry_of(row_of(fact)) == fact
    assert kind_of(body) == kind


def test_an_empty_field_is_not_written():
    assert payload_of(Inquired(to="inquiry", reason=None)) == '{"to":"inquiry","v":1}'


def test_the_same_fact_is_always_the_same_bytes():
    one = Inquired(to="inquiry", attributes={"size": "9", "region": "north"})
    other = Inquired(attributes={"region": "north", "size": "9"}, to="inquiry")

    assert payload_of(one) == payload_of(other) == '{"attributes":{"region":"north","size":"9"},"to":"inquiry","v":1}'


def test_a_key_that_a_kind_does_not_have_is_refused():
    with pytest.raises(BadPayload, match="has the key 'stage'") as refused:
        read_body("inquired", {"to": "inquiry", "stage": "mql"})
    assert "channel" in (refused.value.hint or "")


def test_a_key_that_a_kind_needs_is_asked_for():
    with pytest.raises(BadPayload, match="lacks the key 'currency'"):
        read_body("valued", {"value": 100})


def test_the_same_text_means_what_its_kind_makes_of_it_however_often_it_is_read():
    for _ in range(2):
        assert body_of("moved", '{"to":"mql","v":1}') == read_body("moved", {"to": "mql", "v": 1})
        assert body_of("lost", '{"to":"mql","v":1}') == read_body("lost", {"to": "mql"})
        with pytest.raises(BadPayload):
            body_of("valued", '{"to":"mql","v":1}')


def test_an_unknown_kind_is_refused_by_its_name():
    with pytest.raises(UnknownName, match="inquird"):
        body_class("inquird")


def test_when_a_fact_was_learnt_does_not_make_it_another_fact():
    fact = Known(Valued(100, "EUR"), 5, seq=1, recorded_us=1)

    assert same_fact(fact, replace(fact, seq=9, recorded_us=9))
    assert not same_fact(fact, replace(fact, at_us=6))
