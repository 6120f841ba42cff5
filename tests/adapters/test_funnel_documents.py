"""funnel.yaml and policy.yaml: what is read, what is filled in, what is told of problems."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from headrace.adapters.documents import (
    TEMPLATES,
    DocumentRefused,
    default_policy,
    load_funnel,
    load_policy,
    policy_text,
    read_funnel,
    read_policy,
    template,
    template_text,
)
from headrace.core.agreement import Counting
from headrace.core.criteria import prose
from headrace.core.durations import Duration, Span
from headrace.core.errors import DataRefused, NotFound, UnknownName
from headrace.core.funnel import Owner, Role, Unit
from headrace.drawings.stages import WIDTH, stages

SMALL = "name: Small\nstages:\n  inquiry: {}\n  won: {}\n"
GOLDEN = {
    "classic": ("person", "inquiry* mql sal* sql* opportunity? won"),
    "visitors": ("person", "visitor*? subscriber*? inquiry* mql sal* sql* opportunity? won"),
    "rearchitected-2012": ("person", "inquiry* aql tal tql* sal* sql won"),
    "demand-unit": ("group", "target* active* engaged* prioritized qualified pipeline* won"),
    "b2b-revenue-2021": (
        "group",
        "target_accounts*? target_opportunities* active* engaged* prioritized qualified pipeline* won",
    ),
}


def problems(text: str) -> list[str]:
    with pytest.raises(DocumentRefused) as refused:
        read_funnel(text)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_the_stages_of_its_version_of_the_waterfall(name: str) -> None:
    funnel = template(name)

    marks = [stage.name + "*" * stage.entrance + "?" * stage.optional for stage in funnel.stages]
    assert (str(funnel.unit), " ".join(marks)) == GOLDEN[name]
    assert [place.name for place in funnel.side_places] == ["nurture", "disqualified", "lost", "expired"]
    assert funnel.won is funnel.stages[-1]
    assert funnel.template == name
    assert all(stage.owner and stage.meaning and stage.entry for stage in funnel.stages)


def test_the_2021_waterfall_tells_four_types_of_opportunity_apart() -> None:
    assert template("b2b-revenue-2021").opportunity_types == (
        "acquisition",
        "renewal",
        "upsell",
        "cross-sell",
    )


def test_an_unknown_template_is_met_with_the_likeliest_one() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'classic'"):
        template("clasic")


def test_a_funnel_of_two_lines_gets_labels_an_entrance_won_and_side_places() -> None:
    funnel = read_funnel(SMALL)

    assert [(stage.label, stage.role) for stage in funnel.stages] == [
        ("Inquiry", Role.STAGE),
        ("Won", Role.WON),
    ]
    assert funnel.first.name == "inquiry"
    assert funnel.unit is Unit.PERSON
    assert [place.role for place in funnel.side_places] == [Role.NURTURE, Role.OUT, Role.LOST, Role.EXPIRED]


def test_moves_that_are_left_out_are_the_sensible_ones() -> None:
    funnel = template()

    assert funnel.place("sal").moves == (
        "sql",
        "opportunity",
        "won",
        "mql",
        "nurture",
        "disqualified",
        "lost",
        "expired",
    )
    assert funnel.place("won").moves == ()
    assert funnel.place("disqualified").moves == ()
    assert "inquiry" in funnel.place("expired").moves
    assert "won" not in funnel.place("nurture").moves


def test_the_way_back_passes_over_an_optional_stage() -> None:
    text = template_text().replace("  won:\n", "  contract:\n    owner: sales\n  won:\n")

    back = [move for move in read_funnel(text).place("contract").moves if move in ("opportunity", "sql", "sal")]
    assert back == ["opportunity", "sql"]


def test_moves_that_are_given_are_kept_as_they_are() -> None:
    funnel = read_funnel(
        SMALL.replace("inquiry: {}", "inquiry:\n    moves: [won, nurture, lost, expired, disqualified]")
    )

    assert funnel.place("inquiry").moves == ("won", "nurture", "lost", "expired", "disqualified")


def test_a_criterion_is_read_into_a_tree_that_speaks_plainly() -> None:
    mql = template().place("mql")

    assert mql.owner is Owner.MARKETING
    assert mql.entry is not None
    assert prose(mql.entry.tree) == "asked by person is yes and score is at least 75"


def test_every_problem_is_told_at_once_with_its_line_its_key_and_what_is_allowed() -> None:
    text = """name: Broken
facts:
  score: numbre
stages:
  inquiry:
    ownr: marketing
    entry: scor >= 75
  mql:
    owner: marketting
    optional: perhaps
  won: {}
"""
    assert problems(text) == [
        ("funnel.yaml:3: facts.score: found 'numbre'; allowed: number, text, flag, day. Did you mean 'number'?"),
        (
            "funnel.yaml:6: stages.inquiry.ownr: found the key 'ownr'; allowed: one of label, role, owner,"
            " meaning, entry, exit, moves, optional, entrance. Did you mean 'owner'?"
        ),
        (
            "funnel.yaml:7: stages.inquiry.entry: found the undeclared fact 'scor' at character 1;"
            " allowed: a declared fact: score. Did you mean 'score'?"
        ),
        (
            "funnel.yaml:9: stages.mql.owner: found 'marketting';"
            " allowed: marketing, tele, sales, success. Did you mean 'marketing'?"
        ),
        "funnel.yaml:10: stages.mql.optional: found 'perhaps'; allowed: true or false.",
    ]


def test_a_move_to_nowhere_is_met_with_the_likeliest_place() -> None:
    text = SMALL.replace("inquiry: {}", "inquiry:\n    moves: [wonn, nurture, lost, expired, disqualified]")

    assert problems(text)[0].startswith("funnel.yaml:4: stages.inquiry.moves: found a move to 'wonn';")
    assert problems(text)[0].endswith("Did you mean 'won'?")


def test_a_refusal_counts_as_data_refused_and_names_the_cure() -> None:
    with pytest.raises(DataRefused) as refused:
        read_funnel(SMALL + "unit: company\n")

    assert refused.value.code == "document_refused"
    assert refused.value.exit == 3
    assert "1 problem in funnel.yaml" in refused.value.message
    assert refused.value.hint


def test_a_file_is_read_whether_or_not_it_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "funnel.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())

    assert load_funnel(path) == read_funnel(SMALL)


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"funnel\.yaml"):
        load_funnel(tmp_path / "funnel.yaml")
    with pytest.raises(NotFound):
        load_policy(tmp_path)


def test_a_policy_may_leave_everything_out_but_not_name_a_stage_that_is_not_there() -> None:
    assert read_policy("currency: USD\n").currency == "USD"
    with pytest.raises(DocumentRefused, match="Did you mean 'sql'"):
        read_policy("stages:\n  sqll:\n    shelf_life: 30 days\n", funnel=template())


def test_a_clock_counts_working_time_only_if_it_says_so() -> None:
    text = "stages:\n  mql:\n    clocks:\n      accept:\n        limit: {}\n        to: accepted_or_rejected\n"

    [working] = read_policy(text.format("24 working hours")).stage("mql").clocks
    [wall] = read_policy(text.format("2 days")).stage("mql").clocks

    assert (working.limit, working.counting) == (Duration(24, Span.HOUR), Counting.WORKING)
    assert (wall.limit, wall.counting) == (Duration(2, Span.DAY), Counting.WALL)


def test_costs_are_minor_units_of_the_policys_currency() -> None:
    text = "currency: {}\nstages:\n  sal:\n    cost_drivers:\n      call: 12.50\n"

    assert read_policy(text.format("EUR")).stage("sal").cost_drivers == {"call": 1250}
    assert read_policy(text.format("KWD")).stage("sal").cost_drivers == {"call": 12500}


def test_the_policy_that_ships_is_whole_for_the_default_waterfall() -> None:
    assert read_policy(policy_text(), funnel=template()) == default_policy()


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_drawing_is_well_formed_and_names_every_place(name: str) -> None:
    root = ElementTree.fromstring(stages(template(name), {"sql": "30 days"}))
    said = " ".join(text.strip("\u2068\u2069 ") for text in root.itertext())

    for place in template(name).places:
        assert all(word in said for word in place.label.split())


def test_a_long_waterfall_is_drawn_in_rows_within_its_width() -> None:
    many = "".join(f"  s{n}: {{label: A rather long label for stage {n}}}\n" for n in range(19))
    root = ElementTree.fromstring(stages(read_funnel(f"name: Long\nstages:\n{many}  won: {{}}\n")))

    boxes = [each.attrib for each in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert len(boxes) == 24
    assert len({box["y"] for box in boxes}) == 4
    assert all(float(box["x"]) >= 0 and float(box["x"]) + float(box["width"]) <= WIDTH for box in boxes)
