"""A small company's answers, as the questions would give them: for the tests of everything that shows one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from headrace.analytics.question import Answer, Ask, Column, Kind, PlaceInfo, Stamp

STAMP = Stamp(
    as_of=date(2025, 11, 22),
    known_at=datetime(2025, 11, 23, 8, 0, tzinfo=UTC),
    head=48_213,
    funnel="default",
    funnel_version=3,
    policy_version=7,
    zone="Europe/Berlin",
    currency="EUR",
)
ASK = Ask(first=date(2025, 8, 24), end=date(2025, 11, 23), where={"region": "DACH"})

PLACES = (
    PlaceInfo("inquiry", "Inquiry", "stage"),
    PlaceInfo("mql", "MQL", "stage"),
    PlaceInfo("sal", "SAL", "stage"),
    PlaceInfo("sql", "SQL", "stage"),
    PlaceInfo("opportunity", "Opportunity", "stage"),
    PlaceInfo("won", "Closed won", "won"),
    PlaceInfo("nurture", "Nurture pool", "nurture"),
    PlaceInfo("lost", "Lost", "lost"),
    PlaceInfo("expired", "Expired", "expired"),
    PlaceInfo("disqualified", "Disqualified", "out"),
)

FATES = ("moved_on", "moved_back", "still_here", "nurtured", "left", "expired")
FATE_LABELS = ("Moved on", "Moved back", "Still here", "To nurture", "Left", "Expired")

# stage: joined, then the six fates in the order of FATES, median days, value in cents
STAGES = {
    "inquiry": (2480, 2000, 0, 38, 0, 442, 0, 0.2, 9_920_000_00),
    "mql": (140, 620, 0, 220, 1030, 230, 40, 2.6, 8_560_000_00),
    "sal": (25, 248, 31, 74, 180, 112, 0, 4.1, 2_580_000_00),
    "sql": (0, 121, 12, 40, 31, 0, 44, 17.8, 992_000_00),
    "opportunity": (9, 34, 9, 48, 0, 39, 0, 41.0, 640_000_00),
    "won": (0, 0, 0, 34, 0, 0, 0, None, 204_000_00),
}


def column(name: str, kind: Kind, label: str = "", of: str = "") -> Column:
    """A column of that kind, labelled after its name."""
    spoken = label or name.replace("_", " ").capitalize()
    return Column(name, kind, spoken, f"{spoken}, as the reference defines it.", of=of)


def interval(share: float | None) -> tuple[float | None, float | None]:
    """Made-up ends of an interval."""
    return (None, None) if share is None else (max(share - 0.02, 0.0), min(share + 0.02, 1.0))


WATERFALL_COLUMNS = (
    column("place", Kind.PLACE, "Stage"),
    column("entered", Kind.COUNT, "People"),
    column("joined", Kind.COUNT, "Joined here"),
    *(column(name, Kind.COUNT, label) for name, label in zip(FATES, FATE_LABELS, strict=True)),
    column("of_previous", Kind.RATE, "Of the stage before"),
    column("of_previous_low", Kind.LOW),
    column("of_previous_high", Kind.HIGH),
    column("of_first", Kind.RATE, "Of the first stage"),
    column("of_first_low", Kind.LOW),
    column("of_first_high", Kind.HIGH),
    column("median_days", Kind.DAYS, "Median days"),
    column("value", Kind.MONEY, "Value"),
)


def answer(
    question: str,
    title: str,
    subtitle: str,
    columns: Sequence[Column],
    rows: Sequence[dict[str, Any]],
    *,
    ask: Ask = ASK,
    places: Sequence[PlaceInfo] = PLACES,
    caveats: Sequence[str] = (),
) -> Answer:
    """An answer with the stamp of the sample company."""
    return Answer(question, title, subtitle, ask, STAMP, columns, rows, caveats, places)


def waterfall(stages: Mapping[str, tuple[Any, ...]] | None = None, places: Sequence[PlaceInfo] = PLACES) -> Answer:
    """The waterfall of stages given as (joined, six fates, median days, value)."""
    given = STAGES if stages is None else stages
    rows: list[dict[str, Any]] = []
    for name, (joined, *fates, days, value) in given.items():
        entered = sum(fates)
        of_previous = entered / rows[-1]["entered"] if rows and rows[-1]["entered"] else None
        of_first = entered / rows[0]["entered"] if rows and rows[0]["entered"] else None
        row = {"place": name, "entered": entered, "joined": joined, **dict(zip(FATES, fates, strict=True))}
        for key, share in (("of_previous", of_previous), ("of_first", of_first)):
            low, high = interval(share)
            row |= {key: share, f"{key}_low": low, f"{key}_high": high}
        rows.append(row | {"median_days": days, "value": value})
    return answer(
        "waterfall",
        "Where people went",
        "Band width is the number of people. Totals are cumulative: everyone who ever reached the stage.",
        WATERFALL_COLUMNS,
        rows,
        places=places,
        caveats=["Open leads are not counted as lost.", "Rates of the last four weeks are still growing."],
    )


STEPS = (
    (None, "inquiry", "entry", 2480),
    (None, "mql", "entry", 140),
    (None, "sal", "entry", 25),
    (None, "opportunity", "entry", 9),
    ("inquiry", "mql", "forward", 1840),
    ("inquiry", "sal", "skip", 120),
    ("inquiry", "sql", "skip", 40),
    ("inquiry", "disqualified", "out", 442),
    ("mql", "sal", "forward", 560),
    ("mql", "sql", "skip", 60),
    ("mql", "nurture", "nurture", 1030),
    ("mql", "disqualified", "out", 230),
    ("mql", "expired", "expired", 40),
    ("sal", "sql", "forward", 248),
    ("sal", "mql", "back", 31),
    ("sal", "nurture", "nurture", 180),
    ("sal", "lost", "out", 112),
    ("sql", "opportunity", "forward", 121),
    ("sql", "sal", "back", 12),
    ("sql", "nurture", "nurture", 31),
    ("sql", "expired", "expired", 44),
    ("opportunity", "won", "forward", 34),
    ("opportunity", "sql", "back", 6),
    ("opportunity", "mql", "back", 3),
    ("opportunity", "lost", "out", 39),
    ("nurture", "mql", "recycle", 210),
    ("nurture", "sal", "recycle", 22),
    ("expired", "mql", "recycle", 8),
    ("nurture", "expired", "expired", 60),
)


def moves(steps: Sequence[tuple[Any, ...]] = STEPS, places: Sequence[PlaceInfo] = PLACES) -> Answer:
    """The moves between places, from (frm, to, kind, count)."""
    leaving: dict[Any, int] = {}
    for frm, _to, _kind, count in steps:
        leaving[frm] = leaving.get(frm, 0) + count
    rows = [
        {
            "frm": frm,
            "to": to,
            "kind": kind,
            "count": count,
            "share": count / leaving[frm] if leaving[frm] else None,
        }
        for frm, to, kind, count in steps
    ]
    columns = (
        column("frm", Kind.PLACE, "From"),
        column("to", Kind.PLACE, "To"),
        column("kind", Kind.TEXT, "Kind"),
        column("count", Kind.COUNT, "People"),
        column("share", Kind.RATE, "Share of those who left"),
    )
    return answer("moves", "The ways they took", "Line width is the number of people.", columns, rows, places=places)


def conversion() -> Answer:
    """MQL to SAL by month: the last cohort is small, and nobody of the newest can be judged."""
    figures = ((9, 840, 840, 271, 0), (10, 812, 640, 190, 172), (11, 21, 12, 3, 9), (12, 4, 0, 0, 4))
    rows = []
    for month, entered, judged, converted, still in figures:
        rate = converted / judged if judged else None
        low, high = interval(rate)
        row = {
            "period": date(2025, month, 1),
            "frm": "mql",
            "to": "sal",
            "entered": entered,
            "judged": judged,
        }
        rows.append(row | {"converted": converted, "rate": rate, "low": low, "high": high, "open": still})
    columns = (
        column("period", Kind.PERIOD, "Entered in"),
        column("frm", Kind.PLACE, "From"),
        column("to", Kind.PLACE, "To"),
        column("entered", Kind.COUNT, "People"),
        column("judged", Kind.COUNT, "Old enough"),
        column("converted", Kind.COUNT, "Converted"),
        column("rate", Kind.RATE, "Rate", of="judged"),
        column("low", Kind.LOW),
        column("high", Kind.HIGH),
        column("open", Kind.COUNT, "Still open"),
    )
    ask = Ask(first=date(2025, 8, 24), end=date(2025, 11, 23), bucket="month")
    return answer(
        "conversion",
        "Conversion by cohort",
        "Who entered in a month, judged after 30 days.",
        columns,
        rows,
        ask=ask,
    )


def velocity() -> Answer:
    """Days in each stage."""
    figures = {
        "inquiry": (2480, 2000, 38, 0.2, 1.4, 0.2, 1.9),
        "mql": (2140, 620, 220, 2.6, 9.8, 3.1, 12.4),
        "sal": (645, 248, 74, 4.1, 18.0, 4.4, 21.6),
        "sql": (248, 121, 40, 17.8, None, 16.2, 48.9),
        "opportunity": (130, 34, 48, 41.0, None, 39.5, 96.0),
    }
    names = ("n", "moved_on", "still_waiting", "median_days", "p90_days", "dwell_median", "dwell_p90")
    kinds = (Kind.COUNT, Kind.COUNT, Kind.COUNT, Kind.DAYS, Kind.DAYS, Kind.DAYS, Kind.DAYS)
    rows = [{"place": place, **dict(zip(names, row, strict=True))} for place, row in figures.items()]
    columns = (column("place", Kind.PLACE, "Stage"), *map(column, names, kinds))
    return answer("velocity", "Days in each stage", "Kaplan-Meier estimates of the time to move on.", columns, rows)


def all_answers() -> list[Answer]:
    """One of each."""
    return [waterfall(), moves(), conversion(), velocity()]
