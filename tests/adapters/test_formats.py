"""How figures are written: in every language as its readers expect it, and no surer than they are."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import ASK, PLACES, WATERFALL_COLUMNS, answer
from headrace.adapters.formats import Formats, is_uncertain, locale_of
from headrace.analytics.question import Ask, Kind


def formats(monkeypatch: pytest.MonkeyPatch, language: str = "en", bucket: str | None = None) -> Formats:
    monkeypatch.setenv("HEADRACE_LANGUAGE", language)
    ask = Ask(first=ASK.first, end=ASK.end, bucket=bucket)
    return Formats.of(answer("waterfall", "t", "s", WATERFALL_COLUMNS, [], ask=ask))


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "31.0%"),
        ("de", "31,0\xa0%"),
        ("tr", "%31,0"),
        ("sv", "31,0\xa0%"),
        ("ka", "31,0%"),
        ("uk", "31,0%"),
    ],
)
def test_a_rate_has_one_decimal_and_the_languages_own_percent_sign(
    monkeypatch: pytest.MonkeyPatch, language: str, written: str
) -> None:
    assert formats(monkeypatch, language).rate(0.31) == written


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (Kind.COUNT, 10_000_000, "10,000,000"),
        (Kind.COUNT, 0, "0"),
        (Kind.RATE, 1.0, "100.0%"),
        (Kind.LOW, 0.0, "0.0%"),
        (Kind.DAYS, 2.64, "2.6 days"),
        (Kind.MINUTES, 119, "119 min"),
        (Kind.MINUTES, 204, "3.4 hr"),
        (Kind.MINUTES, 3802, "2.6 days"),
        (Kind.MONEY, 103_050, "€1,030.50"),
        (Kind.MONEY, -5, "-€0.05"),
        (Kind.DAY, date(2025, 3, 31), "Mar 31, 2025"),
        (Kind.PLACE, "won", "Closed won"),
        (Kind.PLACE, "a place since removed", "a place since removed"),
        (Kind.SEGMENT, "Webinar {x}", "Webinar {x}"),
        (Kind.TEXT, "=cmd()", "=cmd()"),
    ],
)
def test_every_kind_is_written_for_people(
    monkeypatch: pytest.MonkeyPatch, kind: Kind, value: object, written: str
) -> None:
    assert formats(monkeypatch).value(kind, value) == written


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SEGMENT])
def test_a_missing_value_is_an_en_dash(monkeypatch: pytest.MonkeyPatch, kind: Kind) -> None:
    assert formats(monkeypatch).value(kind, None) == "–"


def test_a_missing_segment_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats(monkeypatch).value(Kind.SEGMENT, None) == "not known"


@pytest.mark.parametrize(
    ("bucket", "written"),
    [
        ("month", "Mar 2025"),
        ("quarter", "Q1 2025"),
        ("year", "2025"),
        ("week", "week of Mar 3, 2025"),
        (None, "Mar 3, 2025"),
    ],
)
def test_a_period_is_named_after_its_unit(monkeypatch: pytest.MonkeyPatch, bucket: str | None, written: str) -> None:
    assert formats(monkeypatch, bucket=bucket).period(date(2025, 3, 3)) == written


@pytest.mark.parametrize(
    ("bucket", "written"), [("month", "Dec 2024"), ("quarter", "Dec 2024 – Feb 2025"), ("year", "Dec 2024 – Nov 2025")]
)
def test_a_fiscal_quarter_or_year_is_told_by_its_months(monkeypatch, bucket: str, written: str) -> None:
    fiscal = replace(formats(monkeypatch, bucket=bucket), fiscal_year_start=12)

    assert fiscal.period(date(2024, 12, 1)).replace("\N{THIN SPACE}", " ") == written


def test_periods_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats(monkeypatch, "de", "month").period(date(2025, 3, 1)) == "März 2025"


def test_an_instant_is_told_in_the_companys_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    written = formats(monkeypatch).instant(datetime(2025, 11, 22, 23, 30, tzinfo=UTC))

    assert written.replace("\u202f", " ") == "Nov 23, 2025, 12:30 AM"


def test_short_forms_save_room(monkeypatch: pytest.MonkeyPatch) -> None:
    held = formats(monkeypatch)

    assert [held.short(n) for n in (999, 1_250, 10_000_000)] == ["999", "1.2K", "10M"]
    assert held.short_money(103_456_700) == "€1.03M"


def test_a_language_that_babel_does_not_know_is_written_in_english() -> None:
    assert [locale_of(tag).language for tag in ("xx", "", "not a tag", "de-AT")] == ["en", "en", "en", "de"]


@given(st.one_of(st.none(), st.integers(0, 1000)))
def test_rates_of_fewer_than_thirty_people_are_uncertain(people: int | None) -> None:
    assert is_uncertain(people) == (people is not None and people < 30)


def test_labels_come_from_the_answers_own_places(monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats(monkeypatch).labels == {place.name: place.label for place in PLACES}


def test_a_mean_of_money_is_rounded_and_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats(monkeypatch).money(4_799_999.999_999) == "€48,000.00"


def test_an_interval_that_reaches_below_nothing_has_no_dash_beside_a_minus(monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats(monkeypatch).interval(0.1, 0.2) == "10.0%–20.0%"
    assert formats(monkeypatch).interval(-0.179, -0.097) == "-17.9% to -9.7%"
