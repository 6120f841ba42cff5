"""The drawings: exact widths, texts that never touch, well-formed markup whatever people are called."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace.core.funnel import Fate
from headrace.drawings import alluvial, bars, paths
from headrace.drawings.alluvial import Frame
from headrace.drawings.flows import StageFlow
from headrace.drawings.palette import DARK, LIGHT, Tone, shape_rules
from headrace.drawings.paths import Spot, Step
from headrace.drawings.svg import Box, Text, coord, fit, text_width

HOSTILE = (
    "<script>alert(1)</script>",
    '" onload="x',
    "=cmd()|'/c calc'!A1",
    "עברית العربية",
    "🦊🦊 Füchse",
    "x" * 300,
    "nul\x00 bell\x07 \ud800",
    "{count}",
    "",
)
ALLUVIAL_FRAMES = (alluvial.WIDE, alluvial.MIDDLE, alluvial.NARROW)
PATH_FRAMES = (paths.WIDE, paths.MIDDLE, paths.NARROW)


def plain(count: int) -> str:
    return f"{count:,}"


def short(count: int) -> str:
    return next(
        (f"{count / size:.1f}{sign}" for size, sign in ((10**6, "M"), (10**3, "K")) if count >= size),
        str(count),
    )


WATERFALL = (
    StageFlow("Inquiry", 2480, joined=2480, moved_on=2000, still_here=38, left=442),
    StageFlow("MQL", 2140, joined=140, moved_on=620, still_here=220, nurtured=1030, left=230, expired=40),
    StageFlow("SAL", 645, joined=25, moved_on=248, moved_back=31, still_here=74, nurtured=180, left=112),
    StageFlow("SQL", 248, moved_on=121, moved_back=12, still_here=40, nurtured=31, expired=44),
    StageFlow("Opportunity", 130, joined=9, moved_on=34, moved_back=9, still_here=48, left=39),
    StageFlow("Closed won", 34, still_here=34),
)

counts = st.one_of(st.just(0), st.integers(0, 50), st.integers(0, 10_000_000))
labels = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40), st.just("Opportunity"))


@st.composite
def stage_flows(draw: st.DrawFn) -> StageFlow:
    """A stage whose fates add up to all who entered."""
    fates = {fate.value: draw(counts) for fate in Fate}
    entered = sum(fates.values())
    return StageFlow(draw(labels), entered, joined=draw(st.integers(0, entered)), **fates)


waterfalls = st.lists(stage_flows(), min_size=1, max_size=12)


def assert_apart(texts: tuple[Text, ...], width: float, others: tuple[Box, ...] = ()) -> None:
    boxes = [text.box for text in texts]
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other)
    for box in boxes:
        assert box.x >= -0.01
        assert box.right <= width + 0.01
        assert box.y >= -0.01
        assert not any(box.overlaps(other) for other in others)


def attributes(svg: str) -> dict[str, str]:
    return ElementTree.fromstring(svg).attrib


# The waterfall.


@pytest.mark.parametrize("frame", ALLUVIAL_FRAMES)
@settings(max_examples=60, deadline=None)
@given(flows=waterfalls)
def test_the_bands_that_leave_a_stage_add_up_to_its_bar(frame: Frame, flows: list[StageFlow]) -> None:
    plan = alluvial.layout(flows, plain, frame, short)

    for index, bar in enumerate(plan.stages[:-1]):
        leaving = [band for band in plan.bands if band.x0 == bar.x + bar.width]
        assert sum(band.height for band in leaving) == pytest.approx(bar.height)
        assert sum(band.count for band in leaving) == flows[index].entered


@pytest.mark.parametrize("frame", ALLUVIAL_FRAMES)
@settings(max_examples=60, deadline=None)
@given(flows=waterfalls)
def test_the_bands_that_reach_a_stage_add_up_to_its_bar(frame: Frame, flows: list[StageFlow]) -> None:
    plan = alluvial.layout(flows, plain, frame, short)

    for bar in plan.stages[1:]:
        top, bottom = bar.y - 0.01, bar.y + bar.height + 0.01
        reaching = [b for b in plan.bands if b.x1 == bar.x and top <= b.y1 and b.y1 + b.height <= bottom]
        assert sum(band.count for band in reaching) == bar.count
        assert sum(band.height for band in reaching) == pytest.approx(bar.height)


@pytest.mark.parametrize("frame", ALLUVIAL_FRAMES)
@settings(max_examples=100, deadline=None)
@given(flows=waterfalls)
def test_labels_of_the_waterfall_never_touch(frame: Frame, flows: list[StageFlow]) -> None:
    plan = alluvial.layout(flows, plain, frame, short)

    assert_apart(plan.texts, frame.width)
    assert max((text.box.bottom for text in plan.texts), default=0) <= plan.height


@pytest.mark.parametrize("frame", ALLUVIAL_FRAMES)
@settings(max_examples=40, deadline=None)
@given(flows=st.lists(stage_flows(), max_size=12))
def test_the_waterfall_is_well_formed_whatever_stages_are_called(frame: Frame, flows: list[StageFlow]) -> None:
    svg = alluvial.alluvial(flows, plain, frame, short)

    assert attributes(svg)["role"] == "img"
    assert "<script" not in svg


def test_bars_do_not_overlap_within_a_column() -> None:
    plan = alluvial.layout(WATERFALL, plain)
    boxes = [Box(bar.x, bar.y, bar.width, bar.height) for bar in (*plan.stages, *plan.others)]

    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_who_joined_later_comes_in_beside_the_upper_band() -> None:
    plan = alluvial.layout(WATERFALL, plain)
    mql = plan.stages[1]
    into_mql = sorted((b.count, b.tone) for b in plan.bands if b.x1 == mql.x and b.y1 < mql.y + mql.height)

    assert into_mql == [(140, Tone.MOVED), (2000, Tone.MOVED)]
    assert any("+140 joined here" in span.text for text in plan.texts for span in text.spans)


def test_who_passed_over_the_next_stage_ends_in_a_bar_of_its_own() -> None:
    flows = [
        StageFlow("Inquiry", 100, 100, moved_on=100),
        StageFlow("MQL", 80, moved_on=80),
        StageFlow("SAL", 100),
    ]
    plan = alluvial.layout(flows, plain)

    assert [bar.count for bar in plan.others if "Skipped ahead" in bar.says] == [20]


def test_a_stage_whose_fates_do_not_add_up_says_so() -> None:
    plan = alluvial.layout([StageFlow("Inquiry", 10, moved_on=6), StageFlow("MQL", 6, still_here=6)], plain)

    assert [bar.count for bar in plan.others if "Not accounted for" in bar.says] == [4]


def test_losses_of_the_last_stage_get_a_column() -> None:
    flows = [StageFlow("Deal", 10, moved_on=10), StageFlow("Customer", 10, still_here=7, left=3)]
    plan = alluvial.layout(flows, plain)

    assert sorted(band.count for band in plan.bands if band.stage == 1) == [3, 7]


def test_the_waterfall_says_its_finding() -> None:
    said = attributes(alluvial.alluvial(WATERFALL, plain))["aria-label"]

    assert said == (
        "Waterfall: 2,480 entered Inquiry, 34 reached Closed won. The widest other band: MQL, Nurture, 1,030."
    )


@pytest.mark.parametrize("flows", [[], [StageFlow("Inquiry", 0)], [StageFlow("Inquiry", 0), StageFlow("MQL", 0)]])
def test_a_waterfall_of_nobody_is_drawn_and_says_so(flows: list[StageFlow]) -> None:
    assert attributes(alluvial.alluvial(flows, plain))["aria-label"] == "Waterfall: nobody entered."


@pytest.mark.parametrize("frame", ALLUVIAL_FRAMES)
def test_every_mark_has_a_title_a_class_and_a_light_colour(frame: Frame) -> None:
    root = ElementTree.fromstring(alluvial.alluvial(WATERFALL, plain, frame, short))
    tags = ("rect", "path")
    marks = [e for e in root.iter() if e.tag.rpartition("}")[2] in tags]

    assert marks
    for mark in marks:
        assert mark[0].tag.endswith("title")
        assert mark.attrib["class"].startswith("f-")
        assert mark.attrib["fill"] in LIGHT.values()


def test_twelve_stages_on_a_phone_are_labelled_upright() -> None:
    flows = [StageFlow(f"A long stage {i}", 120 - 10 * i, moved_on=110 - 10 * i, left=10) for i in range(12)]
    plan = alluvial.layout(flows, plain, alluvial.NARROW, short)

    assert sum(text.upright for text in plan.texts) == 12


# Split bars.


@given(flow=stage_flows())
def test_the_parts_of_a_split_bar_fill_it(flow: StageFlow) -> None:
    parts = bars.segments(flow, 240)

    assert sum(width for _x, width in parts) == pytest.approx(240 if flow.entered else 0)
    assert [x for x, _width in parts] == sorted(x for x, _width in parts)
    ElementTree.fromstring(bars.split_bar(flow, plain))


def test_a_split_bar_says_its_parts() -> None:
    said = attributes(bars.split_bar(WATERFALL[4], plain))["aria-label"]

    assert said == "Opportunity: Moved on 34, Still here 48, Moved back 9, Left 39"


def test_an_empty_stage_has_an_empty_bar() -> None:
    assert attributes(bars.split_bar(StageFlow("MQL", 0), plain))["aria-label"] == "MQL: nobody"


# Paths.

SIDES = (
    Spot("nurture", "Nurture", Tone.NURTURE),
    Spot("lost", "Lost"),
    Spot("expired", "Expired", Tone.EXPIRED),
)
KINDS = ("forward", "skip", "back", "nurture", "recycle", "out", "expired", "entry")


@st.composite
def path_cases(draw: st.DrawFn) -> tuple[list[Spot], list[Step]]:
    stages = [Spot(f"s{i}", draw(labels), Tone.MOVED) for i in range(draw(st.integers(1, 12)))]
    names = [spot.name for spot in (*stages, *SIDES)]
    pairs = st.tuples(st.one_of(st.none(), st.sampled_from(names)), st.sampled_from(names))
    chosen = draw(st.lists(pairs, unique=True, max_size=40))
    return stages, [Step(frm, to, draw(st.sampled_from(KINDS)), draw(counts)) for frm, to in chosen]


@pytest.mark.parametrize("frame", PATH_FRAMES)
@settings(max_examples=80, deadline=None)
@given(case=path_cases())
def test_labels_of_the_paths_never_touch(frame: paths.Frame, case: tuple[list[Spot], list[Step]]) -> None:
    stages, steps = case
    plan = paths.layout(stages, SIDES, steps, short, frame)

    assert_apart(plan.texts, frame.width, tuple(node.box for node in plan.nodes))
    assert max(text.box.bottom for text in (*plan.texts, *(node.text for node in plan.nodes))) <= plan.height
    for node in plan.nodes:
        assert node.text.box.width <= node.box.width


@pytest.mark.parametrize("frame", PATH_FRAMES)
@settings(max_examples=40, deadline=None)
@given(case=path_cases())
def test_every_step_that_anybody_took_is_drawn_with_its_title(
    frame: paths.Frame, case: tuple[list[Spot], list[Step]]
) -> None:
    stages, steps = case
    plan = paths.layout(stages, SIDES, steps, plain, frame)

    assert sorted(line.step.count for line in plan.lines) == sorted(s.count for s in steps if s.count)
    ElementTree.fromstring(paths.paths(stages, SIDES, steps, plain, frame))


def test_the_width_of_a_line_is_proportional_to_its_count() -> None:
    stages = [Spot("a", "A"), Spot("b", "B"), Spot("c", "C")]
    steps = [Step("a", "b", "forward", 100), Step("b", "c", "forward", 50), Step("a", "c", "skip", 25)]
    widths = {line.step.count: line.width for line in paths.layout(stages, [], steps, plain).lines}

    assert widths[100] == pytest.approx(2 * widths[50]) == pytest.approx(4 * widths[25])


def test_a_side_place_that_nobody_went_to_has_no_lane() -> None:
    plan = paths.layout([Spot("a", "A")], SIDES, [Step("a", "lost", "out", 3)], plain)

    assert len(plan.rails) == 1
    assert plan.texts[0].spans[0].text == "Lost"


def test_the_paths_say_what_they_add_up_to() -> None:
    steps = [Step(None, "a", "entry", 9), Step("a", "b", "forward", 5), Step("b", "a", "back", 2)]
    said = attributes(paths.paths([Spot("a", "A"), Spot("b", "B")], SIDES, steps, plain))["aria-label"]

    assert said.startswith("Ways through the waterfall: 5 steps forward, 0 past a stage, 2 back")


# The vocabulary.


@given(text=st.text(max_size=80), room=st.floats(20, 200))
def test_a_fitted_text_fits(text: str, room: float) -> None:
    assert text_width(fit(text, 12, room), 12) <= room


@given(st.floats(-1e7, 1e7))
def test_a_coordinate_is_written_without_an_exponent(value: float) -> None:
    assert float(coord(value)) == pytest.approx(value, abs=0.006)
    assert "e" not in coord(value)


def test_both_themes_have_the_same_tokens_and_every_token_a_rule() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert all(f".f-{name} {{ fill: var(--{name}); }}" in shape_rules() for name in LIGHT)
