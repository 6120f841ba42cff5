"""Exports: the same rows at every door, safe whatever people type, and honest about how sure they are."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from answers import (
    ASK,
    PLACES,
    STAGES,
    WATERFALL_COLUMNS,
    all_answers,
    answer,
    column,
    conversion,
    moves,
    velocity,
    waterfall,
)
from headrace.adapters.exports.columns import Drawn, Sheet
from headrace.adapters.exports.data import BOM, disarmed, to_csv, to_data
from headrace.adapters.exports.excel import to_excel
from headrace.adapters.exports.html import to_html
from headrace.adapters.exports.reading import flows, people_behind, steps
from headrace.adapters.exports.terminal import bar, render
from headrace.analytics.question import Answer, Ask, Kind, PlaceInfo
from headrace.drawings.flows import StageFlow

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd()|'/c calc'!A1",
    "@SUM(A1)",
    "+1",
    "-1",
    "\t=1",
    "\r=1",
    "{count}",
    "{0.__class__}",
    "עברית العربية",
    "🦊 Füchse",
    "x" * 300,
    "bell\x07",
    "[bold red]not markup[/]",
    "</style><style>*{display:none}",
    "https://evil.example/",
)


def segmented(values: Sequence[Any] = HOSTILE) -> Answer:
    """A conversion split by an attribute whose name and values are hostile."""
    columns = (
        column("channel", Kind.SEGMENT, "channel {x} <b>"),
        column("entered", Kind.COUNT, "People"),
        column("rate", Kind.RATE, "Rate", of="entered"),
        column("value", Kind.MONEY, "Value"),
        column("day", Kind.DAY, "Last"),
    )
    rows = [
        {"channel": value, "entered": 10 * i, "rate": 0.1, "value": 5 * i, "day": date(2025, 1, 1)}
        for i, value in enumerate(values, start=1)
    ]
    ask = Ask(first=ASK.first, end=ASK.end, by="channel", where={"region {x}": "<script>"})
    return answer("conversion", "Rate <b> [a/b]", "By =channel", columns, rows, ask=ask, caveats=["<i>{x}</i>"])


def hostile_places(labels: Sequence[str] = HOSTILE[:6]) -> tuple[PlaceInfo, ...]:
    return (
        tuple(PlaceInfo(place.name, label, place.role) for place, label in zip(PLACES, labels, strict=False))
        + PLACES[len(labels) :]
    )


def hostile_answers() -> list[Answer]:
    return [waterfall(places=hostile_places()), moves(places=hostile_places()), segmented()]


def zeros(count: int) -> dict[str, tuple[Any, ...]]:
    return {place.name: (0, 0, 0, 0, 0, 0, 0, None, None) for place in PLACES[:count]}


def odd_answers() -> dict[str, Answer]:
    """Answers at the edges: nobody, nothing, one stage, twelve."""
    twelve = tuple(PlaceInfo(f"s{i}", f"A stage with a long name {i}", "stage") for i in range(12))
    dozen = {f"s{i}": (5, 100 - 8 * i, 1, 2, 3, 2, 0, 1.5, 10**12) for i in range(12)}
    return {
        "no rows": waterfall({}),
        "all zero": waterfall(zeros(6)),
        "one stage": waterfall({"inquiry": STAGES["inquiry"]}),
        "twelve stages": waterfall(dozen, twelve),
        "no moves": moves(()),
        "zero moves": moves([("mql", "sal", "forward", 0)]),
        "no columns": answer("empty", "Empty", "", (), []),
        "ten million": waterfall({"inquiry": (0, 10_000_000, 0, 0, 0, 0, 0, 1.0, 0), "mql": STAGES["mql"]}),
    }


ODD = pytest.mark.parametrize("odd", odd_answers().values(), ids=odd_answers().keys())


def printed(told: Answer, width: int = 140) -> str:
    console = Console(width=width, file=io.StringIO(), force_terminal=False, legacy_windows=False)
    console.print(render(told))
    written = console.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


# Reading.


def test_the_people_behind_the_waterfalls_rates_stand_in_other_rows() -> None:
    told = waterfall()
    named = {column.name: column for column in told.columns}

    assert people_behind(told, told.rows[2], named["of_previous"]) == told.rows[1]["entered"]
    assert people_behind(told, told.rows[2], named["of_first"]) == told.rows[0]["entered"]
    assert people_behind(told, told.rows[0], named["of_previous"]) is None


def test_segments_of_a_stage_are_drawn_together() -> None:
    split = column("region", Kind.SEGMENT, "Region")
    rows = [row | {"region": region} for row in waterfall().rows for region in ("North", None)]
    told = answer("waterfall", "t", "s", (WATERFALL_COLUMNS[0], split, *WATERFALL_COLUMNS[1:]), rows)

    assert [flow.entered for flow in flows(told)] == [2 * flow.entered for flow in flows(waterfall())]
    assert people_behind(told, rows[2], WATERFALL_COLUMNS[9]) == rows[0]["entered"]


def test_moves_of_several_segments_add_up_to_one_step() -> None:
    told = moves([("mql", "sal", "forward", 3), ("mql", "sal", "forward", 4), ("mql", "gone", "out", 1)])

    assert [(step.frm, step.to, step.count) for step in steps(told)] == [("mql", "sal", 7)]


# JSON.


@pytest.mark.parametrize("told", [*all_answers(), *hostile_answers(), *odd_answers().values()])
def test_an_answer_survives_json(told: Answer) -> None:
    data = to_data(told)

    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert [row.keys() for row in data["rows"]] == [{c.name for c in told.columns} for _row in told.rows]


def test_json_holds_exact_values_the_stamp_and_what_columns_mean() -> None:
    data = to_data(conversion())

    assert data["rows"][0]["period"] == "2025-09-01"
    assert data["rows"][0]["rate"] == 271 / 840
    assert data["stamp"]["known_at"] == "2025-11-23T08:00:00+00:00"
    assert data["stamp"]["head"] == 48_213
    assert data["columns"][6] | {"of": "judged", "kind": "rate"} == data["columns"][6]
    assert to_data(waterfall())["columns"][-1]["currency"] == "EUR"
    assert to_data(waterfall())["rows"][0]["value"] == 992_000_000


def test_a_figure_that_is_no_number_becomes_null() -> None:
    told = answer("q", "t", "s", (column("rate", Kind.RATE),), [{"rate": float("nan")}])

    assert to_data(told)["rows"] == [{"rate": None}]


# CSV.


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_csv_begins_with_a_byte_order_mark_and_names() -> None:
    text = to_csv(velocity())

    assert text.startswith(BOM)
    assert read_csv(text)[1] == {
        "place": "MQL",
        "n": "2140",
        "moved_on": "620",
        "still_waiting": "220",
        "median_days": "2.6",
        "p90_days": "9.8",
        "dwell_median": "3.1",
        "dwell_p90": "12.4",
    }


def test_csv_writes_money_in_major_units_with_its_currency() -> None:
    first = read_csv(to_csv(waterfall()))[0]

    assert (first["value"], first["value_currency"]) == ("9920000.00", "EUR")


def test_csv_disarms_formulas_in_text_and_leaves_numbers_alone() -> None:
    columns = (column("name", Kind.TEXT), column("change", Kind.DAYS))
    told = answer("q", "t", "s", columns, [{"name": "=1+1", "change": -2.5}])

    assert read_csv(to_csv(told)) == [{"name": "'=1+1", "change": "-2.5"}]


@given(st.text(max_size=30))
def test_no_text_begins_with_a_formula_sign_once_disarmed(text: str) -> None:
    safe = disarmed(text)

    assert safe.lstrip(" ")[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert safe.removeprefix("'") == text.removeprefix("'")


@settings(max_examples=50)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\x00"), max_size=20)))
def test_csv_brings_every_text_back(names: list[str]) -> None:
    told = answer(
        "q",
        "t",
        "s",
        (column("name", Kind.TEXT), column("n", Kind.COUNT)),
        [{"name": n, "n": 1} for n in names],
    )

    assert [row["name"] for row in read_csv(to_csv(told))] == [disarmed(name) for name in names]


# Excel.


def sheets(answers: Sequence[Answer]) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_excel(answers)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_excel_brings_back_the_rows() -> None:
    read = sheets(all_answers())["Where people went"]
    told = waterfall()

    assert read[0] == [column.label for column in told.columns]
    for got, row in zip(read[1:], told.rows, strict=True):
        wanted = ["" if value is None else value for value in row.values()]
        wanted[0] = next(place.label for place in PLACES if place.name == row["place"])
        wanted[-1] = row["value"] / 100
        for one, other in zip(got, wanted, strict=True):  # Excel keeps fifteen digits
            assert one == (pytest.approx(other, rel=1e-14) if isinstance(other, float) else other)


def test_excel_holds_dates_as_dates() -> None:
    read = sheets([conversion()])["Conversion by cohort"]

    assert [row[0] for row in read[1:]] == [row["period"] for row in conversion().rows]


def test_excel_ends_with_a_sheet_about_the_figures() -> None:
    read = sheets(all_answers())
    about = dict(read["About"][:20])

    assert list(read)[-1] == "About"
    assert about["Filters"] == "region: DACH"
    assert "ledger head 48,213" in about["Figures"]
    assert about["People"] == "People, as the reference defines it."


def test_excel_keeps_hostile_text_as_text() -> None:
    got = [row[0] for row in list(sheets(hostile_answers()).values())[2][1:]]

    assert [text.replace("\r", "") for text in got] == [text.replace("\x07", "").replace("\r", "") for text in HOSTILE]


def test_excel_names_every_sheet_differently() -> None:
    told = [answer("q", title, "s", (), []) for title in ("A" * 60, "A" * 60, "About", "History", "[]:*?/\\", "''")]

    names = list(sheets(told))
    assert len({name.lower() for name in names}) == 7
    assert all(0 < len(name) <= 31 for name in names)


def test_the_same_answers_give_the_same_workbook() -> None:
    assert to_excel(all_answers()) == to_excel(all_answers())


@ODD
def test_excel_takes_answers_at_the_edges(odd: Answer) -> None:
    assert len(sheets([odd])) == 2


# HTML.


def test_the_page_asks_nothing_of_anybody() -> None:
    page = Page(to_html([*all_answers(), *hostile_answers()]))

    assert not page.of("script")
    assert not page.of("link")
    assert not page.of("img")
    assert not page.of("iframe")
    for tag, attributes in page.elements:
        assert "style" not in attributes, tag
        assert not any(name.startswith("on") for name in attributes), tag
        assert not {"src", "href", "srcset", "action"} & attributes.keys(), tag
    assert not re.search(r"url\(|@import", to_html(all_answers()))


def test_the_page_shows_hostile_names_as_they_are() -> None:
    page = Page(to_html(hostile_answers()))
    said = "".join(page.said)

    assert "<script>alert(1)</script>" in said
    assert "{count}" in said
    assert "channel {x} <b>" in said
    assert len(page.of("style")) == 1


def test_the_page_allows_itself_its_own_style_and_nothing_else() -> None:
    policies = [m["content"] or "" for m in Page(to_html(all_answers())).of("meta") if "http-equiv" in m]

    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; style-src 'sha256-")


def test_the_page_has_one_h1_captions_and_scopes() -> None:
    page = Page(to_html(all_answers()))

    assert len(page.of("h1")) == 1
    assert len(page.of("caption")) == len(page.of("table"))
    assert all(head.get("scope") in ("col", "row") for head in page.of("th"))
    ids = [attributes["id"] for _tag, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_wide_tables_scroll_in_a_region_that_is_named_and_can_be_reached() -> None:
    page = Page(to_html(all_answers()))
    ids = {attributes["id"] for _tag, attributes in page.elements if "id" in attributes}
    regions = [attributes for attributes in page.of("div") if attributes.get("role") == "region"]

    assert len(regions) == 4
    assert all(region["tabindex"] == "0" and region["aria-labelledby"] in ids for region in regions)


def test_the_page_draws_the_waterfall_and_the_ways_for_three_widths() -> None:
    drawings = [d for d in Page(to_html(all_answers())).of("svg") if d.get("class") == "drawing"]

    assert len(drawings) == 6
    assert all(drawing["role"] == "img" and drawing["aria-label"] for drawing in drawings)


def test_whoever_gets_a_file_learns_how_it_is_reckoned_and_after_whom() -> None:
    told = replace(velocity(), formula=["S(t) = product of 1 - d / n"], source=["Kaplan and Meier (1958)."])

    assert (to_data(told)["formula"], to_data(told)["source"]) == (told.formula, told.source)
    about = list(sheets([told]).values())[-1]
    for line in (*told.formula, *told.source):
        assert line in to_html([told])
        assert line in [cell for row in about for cell in row]


def test_the_page_ends_with_caveats_and_stamp() -> None:
    said = "".join(Page(to_html(all_answers())).said)

    assert "Open leads are not counted as lost." in said
    assert "ledger head 48,213" in said
    assert said.count("policy version 7") == 1


def test_a_small_rate_on_the_page_is_grey_and_shows_its_counts() -> None:
    page = to_html([conversion()])

    assert re.search(r'class="num unsure"><bdi>25.0%</bdi><span class="note">3 of 12</span>', page)


def test_the_page_is_dark_on_screens_only() -> None:
    page = to_html(all_answers())

    assert page.count("prefers-color-scheme: dark") == 1
    assert "@media screen and (prefers-color-scheme: dark)" in page


@ODD
def test_the_page_takes_answers_at_the_edges(odd: Answer) -> None:
    assert len(Page(to_html([odd])).of("h1")) == 1


def test_a_report_without_answers_says_so() -> None:
    assert "There are no answers in this report." in to_html([])


def test_the_page_is_told_in_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADRACE_LANGUAGE", "de")
    page = to_html(all_answers())

    assert '<html lang="de">' in page
    assert "9.920.000,00\xa0€" in page


# The terminal.


def test_the_terminal_prints_the_waterfall_with_a_bar_and_counts_per_stage() -> None:
    said = printed(waterfall())

    assert "▓ Nurture 1,030" in said
    assert "n = 2,480" in said
    assert "84.3%–88.3%" in said
    assert said.splitlines()[0].strip() == "Where people went"


def test_the_terminal_ends_with_how_to_have_the_figures_again() -> None:
    last = printed(conversion(), width=240).strip().splitlines()[-1]

    for part in (
        "as of Nov 22, 2025",
        "ledger head 48,213",
        "version 3",
        "policy version 7",
        "Europe/Berlin",
    ):
        assert part in last


@pytest.mark.parametrize("width", [80, 108, 200])
def test_no_line_on_the_terminal_is_cut(width: int) -> None:
    for told in (waterfall(), conversion()):
        lines = printed(told, width).splitlines()

        assert all(len(line) <= width for line in lines)
        assert not any("…" in line for line in lines)


FIGURES = {
    "spend": 90_000_00,
    "people": 36_235_817,
    "cost": 119_084_197,
    "spend_per_entry": 4_142,
    "cost_per_entry": 5_954,
}


def costs() -> Answer:
    """Costs per stage: more columns than fit a narrow terminal."""
    columns = (
        column("place", Kind.PLACE, "Stage"),
        *(column(name, Kind.MONEY, name.replace("_", " ").capitalize()) for name in FIGURES),
        column("rate", Kind.RATE, "Rate", of="entered"),
        column("low", Kind.LOW, "from"),
        column("high", Kind.HIGH, "to"),
    )
    row = {"place": "mql", "entered": 20_000, "rate": 0.288, "low": 0.282, "high": 0.294, **FIGURES}
    return answer("costs", "Cost per stage", "What it cost.", columns, [row])


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_a_table_that_is_wider_than_the_terminal_goes_on_below_with_the_names_of_its_rows(width: int) -> None:
    table = printed(costs(), width).partition("What it cost. ")[2].partition("as of")[0]
    headings = [line for line in table.splitlines() if line.startswith("Stage")]
    rows = [line for line in table.splitlines() if line.startswith("MQL")]

    assert all(len(line) <= width for line in table.splitlines())
    assert all(f"€{amount / 100:,.2f}" in table for amount in FIGURES.values())
    assert len(rows) == len(headings) == {40: 3, 60: 2, 80: 2, 100: 1, 160: 1}[width]


def test_an_interval_that_finds_no_room_in_one_line_stands_in_two() -> None:
    lines = [line.strip() for line in printed(costs(), 30).splitlines()]

    assert any(line.endswith("28.2%–29.4%,") for line in lines)
    assert "n = 20,000" in lines


@given(
    st.lists(st.tuples(st.text("ab c", max_size=60), st.text("xy z", max_size=60), st.booleans()), max_size=8),
    st.integers(min_value=1, max_value=200),
)
def test_no_word_is_broken_and_nothing_is_left_out_at_any_width(told: list[tuple[str, str, bool]], width: int) -> None:
    drawn = [Drawn(name.strip(), [Text(cell.strip())], right) for name, cell, right in told]
    console = Console(width=width, file=io.StringIO())
    console.print(Sheet([[each] for each in drawn], range(min(len(drawn), 1))))
    said = console.file.getvalue()  # type: ignore[attr-defined]

    assert all(cell_len(line) <= width for line in said.splitlines())
    if all(drawn[0].least + each.least + 2 <= width for each in drawn):
        words = [word for name, cell, _right in told for word in (*name.split(), *cell.split()) if len(word) <= 32]
        assert Counter(words) - Counter(said.split()) == Counter()


@pytest.mark.parametrize("width", [56, 80, 107, 140])
def test_what_finds_no_room_beside_the_bar_of_a_stage_stands_under_it(width: int) -> None:
    said = printed(waterfall(), width)

    assert all(len(line) <= width for line in said.splitlines())
    assert said.count("84.3%–88.3%") == 2  # of the stage before, which is the first
    assert ("Value: €" in said, "Of the stage before: " in said) == {
        56: (True, True), 80: (True, True), 107: (True, False), 140: (False, False)
    }[width]  # fmt: skip


def test_small_rates_on_the_terminal_are_dim_and_show_their_counts() -> None:
    console = Console(width=140, record=True, file=io.StringIO())
    console.print(render(conversion()))
    styled = console.export_text(styles=True)

    assert "\x1b[2m25.0%\x1b[0m" in styled
    assert "3 of 12" in styled


def test_names_are_no_markup_on_the_terminal() -> None:
    assert "[bold red]not markup[/]" in printed(segmented(), width=400)


@ODD
def test_the_terminal_takes_answers_at_the_edges(odd: Answer) -> None:
    assert odd.title in printed(odd)


@given(st.lists(st.integers(0, 10_000_000), min_size=6, max_size=6))
def test_a_text_bar_is_always_as_wide_as_it_should_be(fates: list[int]) -> None:
    names = ("moved_on", "moved_back", "still_here", "nurtured", "left", "expired")
    drawn = bar(StageFlow("MQL", sum(fates), **dict(zip(names, fates, strict=True))), width=24)

    assert isinstance(drawn, Text)
    assert drawn.cell_len == (24 if sum(fates) else 0)
    assert len(set(drawn.plain)) == sum(fate > 0 for fate in fates)


def test_a_word_of_code_in_a_note_is_set_as_code_and_nothing_else_of_it_is_markup() -> None:
    told = replace(answer("q", "t", "s", (column("n", Kind.COUNT),), [{"n": 1}]), caveats=["see `costs`", "<b>&`x<y`"])

    page = to_html([told])

    assert "see <code>costs</code>" in page
    assert "&lt;b&gt;&amp;<code>x&lt;y</code>" in page


def test_days_are_not_broken() -> None:
    told = answer(
        "q", "t", "s", (column("n", Kind.COUNT), column("day", Kind.DAY)), [{"n": 1, "day": date(2025, 3, 1)}]
    )

    assert '<td class="dated"><bdi>Mar 1, 2025</bdi></td>' in to_html([told])
