"""The corners of the definitions, each as a book of two or three people: what random ledgers once found."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from books import ADA, BO, CHIDI, book, hand, journey, person
from headrace.adapters.mirror.mirror import Mirror
from headrace.adapters.mirror.visits import Extent
from headrace.analytics.catalog import QUESTIONS
from headrace.analytics.compare import Count, chance_better
from headrace.analytics.question import Ask
from headrace.core.entries import Entry, Known
from headrace.core.errors import UsageError
from headrace.core.units import instant, micros
from headrace.ledger.notation import read
from stand_ins import Reporting

END = date(2025, 6, 30)
LEARNT_US = micros(datetime(2025, 12, 1, tzinfo=UTC))


def facts(text: str, after: int = 0) -> list[Known]:
    """What a text tells, learnt line by line."""
    return [_known(entry, seq) for seq, entry in enumerate(read(text, hand()), after + 1)]


def _known(entry: Entry, seq: int) -> Known:
    envelope = {name: getattr(entry, name) for name in entry.__dataclass_fields__}
    return Known(**envelope, seq=seq, recorded_us=LEARNT_US + seq)


@pytest.fixture
def told(tmp_path: Path):
    """A reporting house of a text, or of several that were learnt one after the other."""

    def of(*texts: str, **how) -> Reporting:
        house = Reporting(tmp_path, **how)
        for text in texts:
            house.learn(facts(text, house.book.head()))
        return house

    return of


def entered(rows) -> dict[str, int]:
    return {row["place"]: row["entered"] for row in rows if row["entered"]}


def test_of_two_undated_moves_only_the_later_one_stands_in_a_snapshot(told):
    house = told(f"? {ADA} inquired to=inquiry\n? {ADA} qualified to=mql")

    assert {row["place"]: row["here"] for row in house.report("stages") if row["here"]} == {"mql": 1}


def test_a_lead_whose_stage_has_no_date_is_counted_from_its_inquiry_and_the_answer_says_so(told):
    house = told(f"2025-03-03 09:05 {ADA} inquired to=inquiry\n? {ADA} qualified to=mql")

    assert entered(house.report("waterfall", as_of=END)) == {"inquiry": 1, "mql": 1}
    assert {row["place"]: row["here"] for row in house.report("stages", as_of=END) if row["here"]} == {"mql": 1}
    assert ("inquiry", "mql", "forward") in {
        (row["frm"], row["to"], row["kind"]) for row in house.report("moves", as_of=END)
    }
    assert "1 move without a date is read as happening right after the one before it in the funnel." in (
        house.answer("waterfall", Ask(as_of=END)).caveats
    )


DEAL = f"""
    2025-03-03 09:05  {ADA}    inquired   to=inquiry
    ?                 {ADA}#2  opened     to=opportunity value=900.00 currency=EUR
"""


def test_a_deal_without_a_date_is_read_after_the_inquiry_of_its_person(told):
    house = told(DEAL)

    assert {row["place"]: row["here"] for row in house.report("stages", as_of=END) if row["here"]} == {"opportunity": 1}
    row = house.report("conversion", frm="inquiry", to="opportunity", as_of=END)[0]
    assert (row["entered"], row["converted"]) == (1, 1)
    assert house.answer("waterfall", Ask(as_of=END)).caveats[-1].startswith("1 move without a date is read")


def test_of_passes_a_deal_without_a_date_began_nobody_knows_when(told):
    house = told(DEAL)

    row = house.report("conversion", frm="inquiry", to="opportunity", as_of=END, unit="pass")[0]
    assert (row["entered"], row["converted"]) == (1, 0)
    caveats = house.answer("waterfall", Ask(as_of=END, unit="pass")).caveats
    assert caveats[-1].startswith("1 lead without a date of its beginning")


def test_a_deal_of_which_only_its_end_has_a_date_was_opened_before_it(told):
    house = told(f"""
        2025-03-03  {ADA}    inquired  to=inquiry
        ?           {ADA}#2  opened    to=opportunity
        2025-03-20  {ADA}#2  won       to=won
        2025-04-20  {ADA}#3  inquired  to=inquiry
    """)

    opened = next(row for row in house.report("velocity", as_of=END) if row["place"] == "opportunity")
    assert (opened["n"], opened["median_days"]) == (1, 17)


@pytest.mark.parametrize("when", ["2025-03-03", "?         "])
@pytest.mark.parametrize("second", range(2, 8))
def test_of_two_deals_of_one_instant_the_order_of_the_funnel_decides_and_no_id(told, when, second):
    house = told(f"""
        2025-01-28  {ADA}           inquired  to=inquiry
        {when}      {ADA}#{second}  won       to=won
        {when}      {ADA}#9         lost      to=lost
    """)

    assert {row["place"]: row["here"] for row in house.report("stages", as_of=END) if row["here"]} == {"lost": 1}


def test_before_the_inquiry_a_deal_without_a_date_stands_alone(told):
    house = told(DEAL)

    assert {row["place"] for row in house.report("stages", as_of=date(2025, 3, 1)) if row["here"]} == {"opportunity"}
    assert entered(house.report("waterfall", as_of=date(2025, 3, 1))) == {}


def test_before_the_inquiry_a_move_that_happened_earlier_stands_alone(told):
    house = told(f"2025-03-10 {ADA} inquired to=inquiry\n2025-03-01 {ADA} qualified to=mql")

    assert entered(house.report("waterfall", as_of=date(2025, 3, 5))) == {"mql": 1}
    assert entered(house.report("waterfall", as_of=END)) == {"inquiry": 1, "mql": 1}


RETURNED = f"""
    2025-03-01  {ADA}    inquired  to=inquiry channel=webinar
    2025-03-02  {ADA}    recycled  to=nurture
    2025-03-20  {ADA}#2  inquired  to=inquiry channel=fair
"""


def test_who_came_back_by_another_channel_is_one_person_of_the_first_and_two_passes(told):
    house = told(RETURNED)

    people = [row for row in house.report("waterfall", by="channel", as_of=END) if row["place"] == "inquiry"]
    passes = [row for row in house.report("waterfall", by="channel", as_of=END, unit="pass") if row["entered"]]
    assert [(row["segment"], row["entered"], row["still_here"]) for row in people] == [("webinar", 1, 1)]
    assert [(row["segment"], row["entered"]) for row in passes] == [("fair", 1), ("webinar", 1)]


def test_a_pass_bears_what_itself_or_one_before_it_told_and_nothing_that_a_later_one_did(told):
    house = told(f"""
        2025-03-01  {ADA}    inquired  to=inquiry attributes.size=small
        2025-03-02  {ADA}    recycled  to=nurture
        2025-03-20  {ADA}#2  inquired  to=inquiry
        2025-03-21  {ADA}#2  recycled  to=nurture
        2025-04-20  {ADA}#3  inquired  to=inquiry attributes.size=large attributes.region=north
    """)

    def inquiries(by: str) -> dict[str | None, int]:
        rows = house.report("waterfall", by=by, as_of=END, unit="pass")
        return {row["segment"]: row["entered"] for row in rows if row["place"] == "inquiry"}

    assert inquiries("size") == {"small": 2, "large": 1}
    assert inquiries("region") == {None: 2, "north": 1}


def test_where_keeps_a_person_whole(told):
    [row, *_] = told(RETURNED).report("waterfall", where={"channel": "webinar"}, as_of=END)

    assert (row["entered"], row["still_here"], row["nurtured"]) == (1, 1, 0)


def test_a_lead_of_sales_that_came_back_as_an_inquiry_is_of_the_first_stage_from_then_on(told):
    house = told(f"""
        2025-03-01  {ADA}    accepted   to=sal
        2025-03-02  {ADA}    recycled   to=nurture
        2025-03-20  {ADA}#2  inquired   to=inquiry
        2025-03-21  {ADA}#2  qualified  to=mql
    """)
    rows = {row["place"]: row for row in house.report("waterfall", as_of=END)}

    assert (rows["mql"]["of_previous"], rows["mql"]["of_first"]) == (1.0, 1.0)


def test_a_pass_that_was_won_on_the_day_of_the_next_inquiry_does_not_convert_it(told):
    house = told(f"""
        2025-03-01  {ADA}    accepted  to=sal
        2025-03-05  {ADA}    won       to=won
        2025-03-05  {ADA}#2  inquired  to=inquiry
    """)

    [row] = house.report("conversion", frm="inquiry", to="sal", as_of=END)
    assert (row["entered"], row["converted"]) == (1, 0)


def test_who_was_nurtured_or_moved_back_waits_for_the_step_until_lost_and_again_once_back_in_nurture(told):
    house = told(f"""
        2025-03-01  {ADA}    accepted      to=sql
        2025-03-05  {ADA}    moved         to=sal
        2025-03-11  {ADA}    lost          to=lost
        2025-03-01  {BO}     accepted      to=sql
        2025-03-03  {BO}     recycled      to=nurture
        2025-03-21  {BO}     disqualified  to=disqualified
        2025-03-01  {CHIDI}  accepted      to=sql
        2025-03-02  {CHIDI}  lost          to=lost
        2025-05-01  {CHIDI}  recycled      to=nurture
    """)

    def sql(day: date) -> tuple[int, int, int]:
        [row] = [row for row in house.report("steps", as_of=day) if row["place"] == "sql"]
        return row["entered"], row["moved_on"], row["open"]

    assert [sql(date(2025, 3, day)) for day in (4, 10, 11, 21)] == [(3, 0, 2), (3, 0, 2), (3, 0, 1), (3, 0, 0)]
    assert sql(END) == (3, 0, 1)


SIGNED = f"""
    2025-03-01  {ADA}  inquired  to=inquiry channel=fair
    2025-03-10  {ADA}  opened    to=opportunity value=100000 currency=EUR
    2025-03-20  {ADA}  won       to=won
    2025-03-25  {ADA}#1  valued    value=700000 currency=EUR basis=entered
"""


def test_what_was_signed_for_counts_from_the_day_on_which_somebody_entered_it(told):
    house = told(SIGNED)

    def revenue(day: int) -> dict[str, object]:
        def sums(question: str, name: str, **asked: object) -> float:
            return sum(row[name] or 0 for row in house.report(question, as_of=date(2025, 3, day), **asked))

        return {
            "values": max(row["revenue"] or 0 for row in house.report("values", as_of=date(2025, 3, day))),
            "credits": sums("credits", "value", model="first"),
            "acquisition": sums("acquisition", "revenue"),
            "waterfall": [row["value"] for row in house.report("waterfall", as_of=date(2025, 3, day))][5],
            "handoff": max(row["valued"] for row in house.report("handoff", as_of=date(2025, 3, day))),
        }

    nothing = {"values": 0, "credits": 0, "acquisition": 0, "waterfall": None, "handoff": 0}
    signed = {"values": 7e5, "credits": 7e5, "acquisition": 7e5, "waterfall": 7e5, "handoff": 1}
    assert [revenue(day) for day in (20, 24, 25)] == [nothing, nothing, signed]


def test_what_a_deal_is_worth_is_what_was_told_last_while_it_is_open(told):
    house = told(f"""
        2025-03-10  {ADA}  opened  to=opportunity value=100000 currency=EUR
        2025-03-15  {ADA}#1  valued  value=500000 currency=EUR
        2025-03-20  {ADA}#1  valued  value=300000 currency=EUR
    """)

    def worth(day: int) -> list[int]:
        rows = house.report("stages", as_of=date(2025, 3, day))
        return [row["value"] for row in rows if row["here"]]

    assert [worth(day) for day in (14, 15, 19, 20)] == [[100000], [500000], [500000], [300000]]


def test_of_two_that_are_as_good_the_others_are_compared_with_the_one_that_is_shown_first(told):
    people = {"fair": (1, 2), "search": (2, 4), "webinar": (0, 3)}
    house = told(
        "\n".join(
            f"2025-03-0{day} {channel}{n}@acme.example {move}"
            for channel, (qualified, n_all) in people.items()
            for n in range(n_all)
            for day, move in ((1, f"inquired to=inquiry channel={channel}"), (2, "qualified to=mql"))
            if day == 1 or n < qualified
        )
    )

    rows = house.report("ranking", by="channel", frm="inquiry", to="mql", as_of=END)
    assert [(row["segment"], row["better"]) for row in rows] == [
        ("fair", None),
        ("search", pytest.approx(chance_better(Count(1, 2), Count(2, 4)))),
        ("webinar", pytest.approx(chance_better(Count(1, 2), Count(0, 3)))),
    ]


def test_a_waterfall_by_owner_gives_no_share_of_a_stage_that_had_another_owner(told):
    house = told(*[
        f"2025-03-01 {who} inquired to=inquiry owner=kim\n2025-03-02 {who} qualified to=mql owner=lee"
        for who in (ADA, BO, CHIDI)
    ])  # fmt: skip

    rows = {(row["segment"], row["place"]): row for row in house.report("waterfall", by="owner", as_of=END)}
    assert (rows["kim", "inquiry"]["entered"], rows["lee", "mql"]["entered"]) == (3, 3)
    assert rows["lee", "mql"]["of_previous"] is None


def test_a_correction_need_not_name_whose_fact_it_corrects(told):
    house = told(f"""
        2025-03-01  {ADA}  inquired   to=inquiry
        2025-03-02  -      corrected  target=1 fact=inquired at_us=1741000000000000 at_grain=instant payload='{{"to":"sal"}}'
    """)

    assert entered(house.report("waterfall", as_of=END)) == {"sal": 1}


def test_a_correction_may_take_attributes_away_and_give_them(told):
    plain, tagged = '{"to":"inquiry"}', '{"to":"inquiry","attributes":{"region":"south"}}'
    correct = "corrected target={} fact=inquired at_us=1741000000000000 at_grain=instant payload='{}'"
    house = told(f"""
        2025-03-01  {ADA}  inquired   to=inquiry attributes.region=north
        2025-03-01  {BO}   inquired   to=inquiry
        2025-03-02  {ADA}  {correct.format(1, plain)}
        2025-03-02  {BO}   {correct.format(2, tagged)}
    """)

    rows = [row for row in house.report("stages", by="region", as_of=END) if row["here"]]
    assert [(row["segment"], row["here"]) for row in rows] == [("south", 1), (None, 1)]


def test_a_journey_is_its_persons_though_some_facts_name_nobody(told):
    house = told(f"""
        2025-03-01  {ADA}             inquired   to=inquiry
        2025-03-02  journey:deal-7    opened     to=sql
    """)
    opened = [fact for fact in house.book.facts if fact.person is None]
    again = f"2025-03-03 {ADA} moved to=opportunity"
    house.learn([replace(fact, journey=opened[0].journey) for fact in facts(again, house.book.head())])

    [row] = [row for row in house.report("waterfall", as_of=END) if row["place"] == "sql"]
    answer = house.answer("waterfall", Ask(as_of=END))
    [lead] = house.leads(answer, answer.rows[3], "entered")
    assert row["entered"] == 1
    assert lead["unit"] == person(ADA)


def test_an_overlay_reads_merged_people_as_one(told):
    house = told(
        f"2025-03-01 {ADA} inquired to=inquiry\n2025-03-01 {BO} inquired to=inquiry\n2025-03-02 {BO} merged into={person(ADA)}",
        f"2025-03-05 {BO} qualified to=mql",
        mirrored=partial(Mirror, small=0),
    )

    assert entered(house.report("waterfall", as_of=END)) == {"inquiry": 1, "mql": 1}


def test_a_lead_that_was_corrected_counts_once_when_others_have_news(told):
    """The correction names neither person nor journey."""
    house = told(
        f"""
        2025-03-01  {ADA}  inquired   to=inquiry
        2025-05-02  -      corrected  target=1 fact=inquired at_us=1740900000000000 at_grain=instant payload='{{"to":"inquiry"}}'
        2025-03-01  {BO}   inquired   to=inquiry
        """,
        f"2025-03-05 {BO} qualified to=mql",
        mirrored=partial(Mirror, small=0),
    )

    assert entered(house.report("waterfall", as_of=END)) == {"inquiry": 2, "mql": 1}


def test_the_calendar_reaches_to_where_facts_were_before_they_were_corrected(told):
    house = told(f"""
        2025-03-01  {ADA}  inquired   to=inquiry
        2025-05-02  {ADA}  corrected  target=1 fact=inquired at_us=1746200000000000 at_grain=instant payload='{{"to":"inquiry"}}'
    """)
    before = instant(LEARNT_US + 1)

    rows = house.report("conversion", frm="inquiry", bucket="month", as_of=END, known_at=before)
    assert [row["period"] for row in rows] == [date(2025, 3, 1)]


@book(f"""
    2025-03-01  {ADA}    inquired   to=inquiry
    2025-03-02  {ADA}    qualified  to=mql
    2025-04-01  {ADA}#2  inquired   to=inquiry
""")
def test_a_flow_lists_who_entered_and_says_that_it_cannot_list_who_arrived(house):
    flow = house.report("conversion", kind="flow", frm="inquiry")

    assert [lead["journey"] for lead in flow.leads(1, "entered")] == [journey(ADA)]
    with pytest.raises(UsageError, match="cannot be listed"):
        flow.leads(1, "converted")


def test_visits_and_all_cohorts_together_name_nobody(told):
    house = told(
        f"2025-03-01 - visited visits=40\n2025-03-02 {ADA} inquired to=inquiry\n2025-03-05 {ADA} paid value=100 currency=EUR"
    )

    for question, figure in (("values", "entered"), ("retention", "active")):
        answer = house.answer(question, Ask(as_of=END))
        named = [row for row in answer.rows if row[figure] == 1 and row.get("cohort", "") is not None]
        nobody = next(row for row in answer.rows if row.get("place") == "visits" or row.get("cohort", "") is None)
        assert [lead["person"] for lead in house.leads(answer, named[0], figure)] == [person(ADA)]
        with pytest.raises(UsageError, match="cannot be listed"):
            house.leads(answer, nobody, figure)


def test_a_calendar_may_begin_on_the_first_day_of_1970():
    assert Extent(0, 0) | Extent(20_148, 20_148) == Extent(0, 20_148)


def test_the_leads_of_a_figure_that_is_named_like_a_word_of_sql_can_be_listed(told):
    house = told(f"2025-03-01 {ADA} inquired to=inquiry\n2025-03-02 {ADA} lost to=lost reason=price")
    answer = house.answer("waterfall", Ask(as_of=END))
    [first, *_] = answer.rows

    assert first["left"] == 1
    assert [lead["person"] for lead in house.leads(answer, first, "left")] == [person(ADA)]


def test_a_conversion_kept_by_owner_sees_where_another_owner_took_the_lead(told):
    house = told(f"2025-03-01 {ADA} qualified to=mql owner=kim\n2025-03-02 {ADA} accepted to=sal owner=lee")

    [row] = house.report("conversion", frm="mql", to="sal", where={"owner": "kim"}, as_of=END)

    assert (row["entered"], row["converted"]) == (1, 1)


def test_as_of_a_day_before_its_last_move_a_lead_stands_where_it_stood(told):
    both = "\n".join(
        f"2025-03-01 {who} inquired to=inquiry\n2025-03-02 {who} opened to=opportunity" for who in (ADA, BO)
    )
    house = told(f"{both}\n2025-05-20 {ADA} lost to=lost\n2025-05-20 {BO} won to=won")

    def ends(as_of: date) -> dict[str, int]:
        return {row["outcome"]: row["count"] for row in house.report("leakage", as_of=as_of) if row["count"]}

    assert ends(date(2025, 5, 19)) == {"open": 2}
    assert ends(END) == {"lost": 1, "won": 1}
    then, now = (house.report("pipeline_velocity", bucket="year", as_of=day)[0] for day in (date(2025, 5, 19), END))
    assert (then["open"], then["won"], then["lost"]) == (2, 0, 0)
    assert (now["open"], now["won"], now["lost"]) == (0, 1, 1)


def test_every_question_is_catalogued_under_its_own_name():
    assert {name: question.name for name, question in QUESTIONS.items()} == {name: name for name in QUESTIONS}


def test_old_knowledge_is_judged_by_its_own_day(told):
    house = told("""
        2025-03-01 09:00  ada@acme.example  inquired   to=inquiry
    """)
    [fact] = house.book.facts
    learnt = datetime.fromtimestamp(fact.recorded_us / 1_000_000, UTC) + timedelta(hours=1)

    answer = house.answer("conversion", Ask(known_at=learnt, options={"within": 3_000}))

    assert answer.stamp.as_of == learnt.astimezone(house.policy.time_zone).date()
    assert answer.rows[0]["judged"] == 0


def test_nobody_knows_what_will_be_known(told):
    house = told("""
        2025-03-01 09:00  ada@acme.example  inquired   to=inquiry
    """)
    ahead = house.now + timedelta(days=400)

    with pytest.raises(UsageError, match=f"known-at: {ahead.date()} .* lies ahead"):
        house.answer("conversion", Ask(known_at=ahead))
    with pytest.raises(UsageError, match=f"as-of: {ahead.date()} lies ahead"):
        house.answer("conversion", Ask(as_of=ahead.date()))


def test_how_much_is_known_of_a_cohort_is_the_same_whatever_else_is_asked_for(told):
    house = told("""
        2025-01-01 09:00  ada@acme.example  inquired   to=inquiry
        2025-01-21 09:00  ada@acme.example  qualified  to=mql
        2025-03-01 09:00  bo@acme.example   inquired   to=inquiry
        2025-03-03 09:00  bo@acme.example   qualified  to=mql
        2025-03-02 09:00  cy@acme.example   inquired   to=inquiry
    """)
    as_of, march = date(2025, 3, 10), {"first": date(2025, 3, 1), "end": date(2025, 4, 1)}

    monthly = house.report("maturity", as_of=as_of, bucket="month")
    [alone, *_] = house.report("maturity", as_of=as_of, **march)

    assert [row["known"] for row in monthly if (row["period"], row["place"]) == (date(2025, 3, 1), "inquiry")] == [
        alone["known"]
    ]
    assert alone["known"] < 1


def test_a_wait_that_a_slip_of_the_pen_made_thousands_of_years_long_is_as_long_as_a_wait_can_be(told):
    house = told("""
        0025-03-01 09:00  ada@acme.example  inquired   to=inquiry
        9025-03-02 09:00  ada@acme.example  qualified  to=mql
    """)

    house.now = datetime(9999, 1, 1, 12, tzinfo=UTC)
    [inquiry, *_] = house.report("velocity", as_of=date(9999, 1, 1))
    assert inquiry["median_days"] == pytest.approx(2**31 / 1440, rel=1e-6)
