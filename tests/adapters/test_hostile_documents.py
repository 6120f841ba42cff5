"""Files that were made to hurt: an error that names the place, soon, and never a traceback."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.adapters.documents import (
    DocumentRefused,
    load_funnel,
    policy_text,
    read_funnel,
    read_policy,
    template,
    template_text,
)
from headrace.adapters.documents.problems import SHOWN
from headrace.core.errors import HeadraceError

STAGES = "stages:\n  inquiry: {}\n  won: {}\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def refused(text: str, read: Callable[[str], object] = read_funnel) -> str:
    with pytest.raises(DocumentRefused) as caught:
        read(text)
    assert all(problem.line >= 1 and problem.found and problem.allowed for problem in caught.value.problems)
    return caught.value.message


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "an empty file"),
        (b"# nothing but a remark\n", "an empty file"),
        (b"---\n...\n", "an empty file"),
        (b"name: a\0b\n", "a NUL byte"),
        (b"name: \xff\xfe\n", "the byte 0xff"),
        ("name: Größe\n".encode("utf-16"), "the byte 0xff"),
        (b"name: a\x07b\n", "a character that YAML does not have"),
        (b"- inquiry\n- won\n", "a list"),
        (b"just a sentence", "'just a sentence'"),
        (b"a" * 10_000_000, "more than 200,000 bytes"),
        (b"[" * 150_000, "a list"),
        (b"{a: " * 40_000, "nested too deeply"),
        (b"- " * 90_000, "nested too deeply"),
        (b"? " * 90_000, "nested too deeply"),
        (b"a: [" + b"a, " * 60_000 + b"]", "too many values"),
        (b"name: 'no end", "end of stream"),
        (b"a: b: c", "mapping values are not allowed"),
        (b"\tname: a", "cannot start any token"),
        (b"name: a\n---\nname: b\n", "a second document"),
        (b"? [a, b]\n: c\n", "a list as a key"),
    ],
)
def test_a_file_that_is_no_document_is_refused_in_one_sentence(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "funnel.yaml"
    path.write_bytes(data)

    with pytest.raises(DocumentRefused) as caught:
        load_funnel(path)

    assert told in caught.value.message or "nested too deeply" in caught.value.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOMB, "the anchor &a"),
        ("name: *there\n", "the alias *there"),
        ("name: !!python/object/apply:os.system ['true']\n", "the tag"),
        ("name: !!str a\n", "the tag"),
        ("name: a\nname: b\n" + STAGES, "'name' again"),
        ("name: a\nstages:\n  inquiry: {}\n  inquiry: {}\n  won: {}\n", "'inquiry' again"),
        ("name: a\n<<: {stages: {}}\n", "the key '<<'"),
    ],
)
def test_what_yaml_can_do_and_we_have_no_use_for_is_refused_where_it_stands(text: str, told: str) -> None:
    assert told in refused(text)


@pytest.mark.parametrize(
    ("stages", "told"),
    [
        ("stages: []\n", "found a list; allowed: a map"),
        ("stages: inquiry\n", "found 'inquiry'; allowed: a map"),
        ("stages: {}\n", "a map of at least two stages"),
        ("stages:\n", "a map of at least two stages"),
        ("", "no key 'stages'"),
        ("stages:\n  won: {}\n", "no stage before won"),
        ("stages:\n  inquiry: {}\n  end: {role: stage}\n", "no stage with the role won"),
        ("stages:\n  won: {role: won}\n  inquiry: {role: stage}\n", "the role won before the last stage"),
        ("stages:\n  a: {role: won}\n  b: {role: won}\n", "a second stage with the role won"),
        ("stages:\n  inquiry: [a]\n  won: {}\n", "stages.inquiry: found a list"),
        ("stages:\n  Inquiry!: {}\n  won: {}\n", "the name 'Inquiry!'"),
        ("stages:\n  inquiry: {label: Won}\n  won: {}\n", "as another place too"),
        ("stages:\n  nurture: {}\n  won: {}\n", "'nurture' as another place too"),
        ("stages:\n  inquiry: {label: {a: b}}\n  won: {}\n", "found a map; allowed: a text"),
        ("stages:\n  inquiry: {role: expired}\n  won: {}\n", "allowed: stage, won"),
        ('stages:\n  inquiry: {label: "a\\u202Eb"}\n  won: {}\n', "a printable text"),
        (f"stages:\n  inquiry: {{label: {'x' * 5000}}}\n  won: {{}}\n", "1 to 60 characters"),
        (f"stages:\n{''.join(f'  s{i}: {{}}' + chr(10) for i in range(5000))}  won: {{}}\n", "at most 30"),
        ("facts: {select: flag}\n" + STAGES, "no word of SQL"),
        ("facts: {a-b: flag}\n" + STAGES, "no word of SQL"),
        ("side_places: {}\n" + STAGES, "no side place with the role nurture"),
        (
            "side_places:\n  nurture: {}\n  lost: {}\n  expired: {}\n  late: {role: expired}\n" + STAGES,
            "exactly one, where the clock puts",
        ),
    ],
)
def test_a_document_that_is_no_waterfall_is_refused_with_the_key(stages: str, told: str) -> None:
    assert told in refused("name: a\n" + stages)


def test_a_stage_that_nothing_leads_to_is_refused() -> None:
    text = """name: a
stages:
  inquiry: {moves: [won, nurture, disqualified, lost, expired]}
  forgotten: {}
  won: {}
side_places:
  nurture: {moves: [inquiry]}
  disqualified: {}
  lost: {moves: []}
  expired: {moves: []}
"""
    assert "funnel.yaml:4: stages.forgotten: found no way to get here" in refused(text)


def test_a_circle_of_stages_that_never_reaches_won_is_refused() -> None:
    text = """name: a
stages:
  inquiry: {moves: [won, round, nurture, disqualified, lost, expired]}
  round: {moves: [about]}
  about: {moves: [round]}
  won: {}
"""
    told = refused(text)

    assert "stages.round.moves: found no way from here to won" in told
    assert "stages.about.moves: found no way from here to won" in told
    assert "stages.inquiry.moves" not in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zone: Europe/Berlni\n", "Did you mean 'Europe/Berlin'?"),
        ("zone: ../../etc/passwd\n", "an IANA time zone"),
        ("zone: /etc/passwd\n", "an IANA time zone"),
        ("zone: Europe\n", "an IANA time zone"),
        ("currency: euro\n", "an ISO 4217 code"),
        ("currency: eur\n", "Did you mean 'EUR'?"),
        ("fiscal_year_start: 13\n", "a whole number from 1 to 12"),
        ("fiscal_year_start: 1.0\n", "a whole number from 1 to 12"),
        ("fiscal_year_start: true\n", "a whole number from 1 to 12"),
        (f"fiscal_year_start: {'9' * 5000}\n", "a whole number from 1 to 12"),
        ("week_start: tuesday\n", "monday, sunday"),
        ("stages: {sql: {shelf_life: -3 days}}\n", "such as 30 days"),
        ("stages: {sql: {shelf_life: 0 days}}\n", "such as 30 days"),
        ("stages: {sql: {shelf_life: 999999 months}}\n", "at most 120 months"),
        (f"stages: {{sql: {{shelf_life: {'9' * 4000} days}}}}\n", "such as 30 days"),
        ("stages: {sql: {shelf_life: .inf}}\n", "such as 30 days"),
        ("stages: {sql: {shelf_life: {warning: 0.5}}}\n", "no key 'limit'"),
        ("stages: {sql: {shelf_life: {limit: 3 days, warning: 7}}}\n", "a number from 0.01 to 1"),
        ("stages: {sql: {cost_drivers: {call: -5}}}\n", "a number from 0 to"),
        ("stages: {sql: {cost_drivers: {call: .nan}}}\n", "a number from 0 to"),
        ("stages: {sql: {cost_drivers: {call: 1e400}}}\n", "a number from 0 to"),
        ("stages: {sql: {attempts: 0}}\n", "a whole number from 1 to 100"),
        ("stages: {sql: {clocks: {a: {limit: 3 working days, to: left}}}}\n", "such as 30 days"),
        ("stages: {sql: {clocks: {a: {limit: 0 working hours, to: left}}}}\n", "out of range"),
        ("stages: {sql: {clocks: {a: {limit: 3 hours, from: left, to: left}}}}\n", "the same mark"),
        ("stages: {sql: {clocks: {a: }}}\n", "no key 'limit'"),
        ("qualification: {criteria: {need: {question: Why?, weight: 99}}}\n", "sum to 99"),
        ("qualification: {criteria: {need: {question: Why?, weight: -1}}}\n", "a whole number from 0 to 100"),
        ("qualification: {bar: 101}\n", "a whole number from 1 to 100"),
        ("working_hours: {opens: '25:00'}\n", "a time of day"),
        ("working_hours: {opens: '18:00'}\n", "not after they begin"),
        ("working_hours: {days: []}\n", "no working day"),
        ("working_hours: {days: [monday, monday]}\n", "'monday' again"),
        ("working_hours: {holidays: Germany}\n", "a country such as DE"),
        ("calling: {selling_share: 0}\n", "a number from 0.01 to 1"),
        ("calling: {yearly_pay: -60000}\n", "a number from 0 to"),
        ("signoffs: marketing\n", "allowed: a list"),
        ("signoffs: [marketting]\n", "Did you mean 'marketing'?"),
        ("findings: {unknown_stage: take}\n", "no place to go"),
        ("findings: {future_dates: take}\n", "Did you mean 'future_date'?"),
        ("findings: {future_date: maybe}\n", "refuse, take"),
        ("nurture: {wait: soon}\n", "such as 30 days"),
        ("shelf_life: 30 days\n", "the key 'shelf_life'"),
        ("stages: {sql: {brief: score}}\n", "allowed: a list"),
        ("stages: {sql: {brief: [Score!]}}\n", "a name of small letters"),
        ("stages: {sql: {win_rate: true}}\n", "a number from 0.0001 to 1"),
        ("stages: {sql: {win_rate: 0}}\n", "a number from 0.0001 to 1"),
        ("stages: {sql: {shelf_life: {limit: 1 day, to: [nurture]}}}\n", "found a list"),
        ("stages: {sql: {shelf_life: {limit: 1 day, segments: {when: x, limit: 1 day}}}}\n", "allowed: a list"),
        (f"stages: {{sql: {{shelf_life: {{limit: 1 day, segments: [{'{}, ' * 11}]}}}}}}\n", "at most 10"),
        ("stages: {sql: {clocks: {a: {limit: 1 day, to: reached, warning: -1}}}}\n", "a number from 0.01 to 1"),
        ("stages: {sql: {clocks: {a: {limit: 1 day, to: reached, owed_by: true}}}}\n", "marketing, tele"),
        ("qualification: {by_rule: 1}\n", "true or false"),
        ("qualification: {framework: [BANT]}\n", "found a list"),
        ("calls: {waits: 4 hours}\n", "allowed: a list"),
        ("calls: {waits: []}\n", "at least one disposition and one wait"),
        ("calls: {waits: [4]}\n", "such as 30 days"),
        (f"calls: {{waits: [{'1 day, ' * 51}]}}\n", "at most 50"),
        ("calls: {dispositions: [no_answer]}\n", "found a list"),
        ("calls: {dispositions: {a: {completed: true}}}\n", "without being connected"),
        ("calls: {dispositions: {a: {then: call-again}}}\n", "Did you mean 'call_again'?"),
        ("calls: {dispositions: {a: yes}}\n", "allowed: a map"),
        ("scoring: {fit: {a: {points: 1}}}\n", "no key 'when'"),
        ("scoring: {fit: {a: {when: x, points: .inf}}}\n", "a number from -1000 to"),
        ("scoring: {fit: {a: {when: [x], points: 1}}}\n", "found a list; allowed: a text"),
        ("scoring: {behaviour: {a: {points: 0}}}\n", "a number from 0.01 to"),
        ("scoring: {behaviour: {a: {points: -3}}}\n", "a number from 0.01 to"),
        ("scoring: {behaviour: {a: {points: 1, cap: false}}}\n", "a number from 0.01 to"),
        ("scoring: {behaviour: {a: {points: 1, channel: 'a\tb\0'}}}\n", "a character that YAML does not have"),
        ("desks: [lee]\n", "allowed: a map"),
        ("desks: {lee: sales}\n", "allowed: a map"),
        ("desks: {'': {team: sales}}\n", "a printable name"),
        ('desks: {"a\\u202Eb": {team: sales}}\n', "a printable name"),
        (f"desks: {{{'x' * 61}: {{team: sales}}}}\n", "a printable name"),
        ("desks: {lee: {team: sales, capacity: -1}}\n", "a whole number from 1 to"),
        ("desks: {lee: {team: sales, capacity: true}}\n", "a whole number from 1 to"),
        ("desks: {lee: {team: sales, skills: {territory: DE}}}\n", "allowed: a list"),
        ("desks: {lee: {team: sales, skills: {territory: [[DE]]}}}\n", "allowed: a text"),
        ("desks: {lee: {team: sales, zone: ../../etc/passwd}}\n", "an IANA time zone"),
        ("desks: {lee: {team: sales, absences: [2026-12-24]}}\n", "allowed: a map"),
        ("desks: {lee: {team: sales, absences: [{first: 2026-02-30}]}}\n", "a day such as"),
        ("desks: {lee: {team: sales}, lee: {team: tele}}\n", "'lee' again"),
        (f"desks: {{{', '.join(f'p{i}: {{}}' for i in range(501))}}}\n", "at most 500"),
        ("routing: {name: a}\n", "allowed: a list"),
        ("routing: [a]\n", "allowed: a map"),
        ("routing: [{name: a, stage: 5, team: sales}]\n", "found '5'"),
        ("routing: [{name: a, stage: mql, team: sales, when: '1 = 1'}]\n", "the name of a fact on the left side"),
        ("routing: [{name: a, stage: mql, team: sales, when: 'x = 1; DROP TABLE y'}]\n", "';'"),
        ("routing: [{name: a, stage: mql, team: sales, choice: random}]\n", "load, round_robin"),
        ("agreement: {goals: [{stage: mql, count: 1.5}]}\n", "a whole number"),
        ("agreement: {goals: [{stage: mql, count: 1, quality: 70}]}\n", "a number from 0.0001 to 1"),
        ("agreement: {pauses: [Waiting]}\n", "a name of small letters"),
        ("agreement: {pauses: [a, a]}\n", "'a' again"),
        ("nurture: {steps: [{after: 1 week}]}\n", "no key 'content'"),
        ("nurture: {consent: ja}\n", "true or false"),
        ("nurture: {reasons: [competitor]}\n", "allowed: a map"),
        ("reasons: {rejected: incomplete}\n", "allowed: a list"),
        (f"reasons: {{rejected: [{', '.join(f'a{i}' for i in range(101))}]}}\n", "at most 100"),
        ("upsell: 5\n", "'5'"),
        ("upsell: true\n", "allowed: a text"),
        ("upsell: 'x = NULL'\n", "allowed: IS NULL"),
        ("upsell: 'x = y'\n", "a value such as 75 or 'webinar'"),
        (f"upsell: '{'(' * 300}x{')' * 300}'\n", "words and signs"),
        (f"upsell: {'x' * 3000}\n", "1 to 2000 characters"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_with_the_key(text: str, told: str) -> None:
    assert told in refused(text, read_policy)


MANY_DESKS = ", ".join(f"p{i}: {{team: sales, manager: q{i}}}" for i in range(500))


@pytest.mark.parametrize(
    "text",
    [
        f"desks: {{{MANY_DESKS}}}\n",
        f"desks: {{{', '.join(f'p{i}: {{team: sales, zone: Europe/Berli{i}}}' for i in range(500))}}}\n",
        f"desks: {{p0: {{team: sales}}}}\nrouting: [{', '.join(f'{{name: a, desks: [b{i}, c{i}]}}' for i in range(200))}]\n",
        "stages: {"
        + ", ".join(f"s{i}: {{brief: [{', '.join(f'f{k}' for k in range(90))}]}}" for i in range(90))
        + "}\n",
    ],
    ids=["managers", "zones", "rules", "briefs"],
)
def test_of_hundreds_of_wrong_names_only_those_that_are_shown_are_compared_with_all_others(text: str) -> None:
    with pytest.raises(DocumentRefused) as caught:
        read_policy(text, funnel=template())

    assert sum(bool(problem.hint) for problem in caught.value.problems) <= SHOWN
    assert all(len(str(problem)) < 700 for problem in caught.value.problems)
    assert len(caught.value.message) < 20_000


def test_thousands_of_problems_are_carried_and_the_first_ones_told() -> None:
    text = "name: a\n" + "".join(f"x{i}: 1\n" for i in range(3000)) + STAGES

    with pytest.raises(DocumentRefused) as caught:
        read_funnel(text)

    assert len(caught.value.problems) == 3000
    assert len(caught.value.message.splitlines()) == 27
    assert "and 2975 more" in caught.value.message


FRAGMENTS = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        " ",
        "\n",
        "- ",
        "? ",
        "&a ",
        "*a",
        "!!",
        "|",
        ">",
        "'",
        '"',
        "#",
        "\t",
        "%",
        "~",
        "\u2028",
    ]
)


@given(data=st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_template_with_a_piece_torn_out_and_rubbish_put_in_is_read_or_refused(data: st.DataObject) -> None:
    for text, read in ((template_text(), read_funnel), (policy_text(), read_policy)):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        rubbish = "".join(data.draw(st.lists(FRAGMENTS | st.characters(), max_size=6)))
        with suppress(HeadraceError):
            read(text[:start] + rubbish + text[end:])
