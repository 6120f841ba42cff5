"""Files as companies have them: odd encodings, bad rows, repeats, corrections, undone batches."""

import gzip
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from companies import house

from headrace.adapters.documents.problems import DocumentRefused
from headrace.adapters.documents.shipped import template_text
from headrace.adapters.imports.files import UnreadableFile, understand
from headrace.adapters.imports.guess import guess
from headrace.adapters.imports.maps import by_header, map_for, read_maps, row_kind
from headrace.adapters.imports.rejects import write_rejects
from headrace.app.upkeep import verify
from headrace.core.entries import Opened, Paid
from headrace.core.errors import DataRefused, NotAllowed
from headrace.core.units import micros
from headrace.house import House

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def company(tmp_path):
    folder = tmp_path / "company"
    folder.mkdir()
    with house(folder, template_text(), "Europe/Berlin", "EUR", lambda: NOW) as made:
        yield made


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def import_rows(company, path, kind, **options):
    rows = by_header(row_kind(kind), "crm", "Europe/Berlin", understand(path).columns)
    return company.import_file(path, rows, **options)


def import_mapped(company, path, text):
    return company.import_file(path, map_for(read_maps(text, zone="Europe/Berlin"), path))


def entered(company):
    return {row["place"]: row["entered"] for row in company.report("waterfall").rows if row["entered"]}


LEADS = "person,at,channel,region\nada,2025-03-01 09:05,Märkte,Süd\nbo,2025-03-02,webinar,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_in_any_usual_encoding_and_separation_is_read(company, tmp_path, encoding, separator):
    file = write(tmp_path / "leads.csv", LEADS.replace(",", separator), encoding)

    outcome = import_rows(company, file, "inquiries")

    assert (outcome.facts.new, outcome.refused) == (2, 0)
    segments = {row["segment"] for row in company.report("waterfall", by="channel").rows}
    assert segments == {"Märkte", "webinar"}


def test_gzip_parquet_and_excel_tell_the_same_as_csv(company, tmp_path):
    (tmp_path / "leads.csv.gz").write_bytes(gzip.compress(LEADS.encode()))
    columns = [line.split(",") for line in LEADS.splitlines()]
    cells = list(zip(*columns[1:], strict=True))
    pq.write_table(pa.table({n: list(c) for n, c in zip(columns[0], cells, strict=True)}), tmp_path / "leads.parquet")
    book = xlsxwriter.Workbook(tmp_path / "leads.xlsx")
    sheet = book.add_worksheet("Leads")
    for n, row in enumerate(columns):
        sheet.write_row(n, 0, row)
    book.close()

    first = import_rows(company, tmp_path / "leads.csv.gz", "inquiries")
    others = [import_rows(company, tmp_path / name, "inquiries") for name in ("leads.parquet", "leads.xlsx")]

    assert (first.state, first.facts.new) == ("published", 2)
    assert [(each.state, each.facts.known) for each in others] == [("unchanged", 2), ("unchanged", 2)]


def test_excel_dates_and_numbers_are_read_as_what_they_are(company, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "deals.xlsx")
    sheet, dated = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["journey", "opened", "closed", "status", "value"])
    sheet.write_row(1, 0, [4711])
    sheet.write_datetime(1, 1, datetime(2025, 1, 7), dated)  # noqa: DTZ001
    sheet.write_datetime(1, 2, datetime(2025, 2, 7, 10, 30), dated)  # noqa: DTZ001
    sheet.write_row(1, 3, ["won", 1234.5])
    book.close()

    import_rows(company, tmp_path / "deals.xlsx", "opportunities")

    [won] = [row for row in company.report("waterfall").rows if row["place"] == "won"]
    assert (won["entered"], won["value"]) == (1, 123450)


def test_each_sheet_of_a_workbook_is_a_file_of_its_own(company, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "leads.xlsx")
    for name, lead in (("March", "ada"), ("April", "bo")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["person", "at"])
        sheet.write_row(1, 0, [lead, "2025-03-01"])
    book.close()

    outcomes = [import_rows(company, tmp_path / "leads.xlsx", "inquiries", sheet=name) for name in ("March", "April")]

    assert [each.state for each in outcomes] == ["published", "published"]
    assert entered(company) == {"inquiry": 2}


def test_a_file_may_come_in_again_once_the_policy_takes_more_of_it(company, tmp_path):
    file = write(tmp_path / "m.csv", "person,stage,at\nada,mql,2025-02-01\nbo,mql,2025-04-01\n")
    import_rows(company, write(tmp_path / "a.csv", LEADS), "inquiries")
    policy = "zone: Europe/Berlin\ncurrency: EUR\nsignoffs: []\nfindings:\n  move_before_inquiry: {}\n"
    company.settings.policy_file.write_text(policy.format("refuse"))
    company.publish(by="test", signoffs={})
    first = import_rows(company, file, "moves")
    company.settings.policy_file.write_text(policy.format("take"))
    company.publish(by="test", signoffs={})

    second = import_rows(company, file, "moves")

    assert (first.facts.new, first.refused) == (1, 1)
    assert (second.state, second.facts.new, second.facts.known) == ("published", 1, 1)


BAD = (
    "person,at,stage\n"
    "ada,2025-03-01,mql\n"
    "bo,31.02.2025,mql\n"
    ",2025-03-01,mql\n"
    "chidi,2025-03-01,demo booked\n"
    "eve,2031-01-01,mql\n"
    "fay,2025-03-01\n"
    "gil,2025-03-01,mql,and more\n"
    "ada,2025-03-05,sal\n"
)


def test_bad_rows_are_refused_with_line_column_value_and_reason_and_good_ones_come_in(company, tmp_path):
    outcome = import_rows(company, write(tmp_path / "moves.csv", BAD), "moves")

    told = [(each.line, each.column, each.value, each.reason.split(",")[0]) for each in outcome.rejects]
    assert told == [
        (3, "at", "31.02.2025", "not a date as expected (ISO 8601 such as 2025-03-01 or 2025-03-01 09:05)"),
        (4, "person", None, "person or journey is needed here"),
        (5, "stage", "demo booked", "not one of inquiry"),
        (6, "at", "2031-01-01", "it lies in the future"),
        (7, "(row)", "fay,2025-03-01", "fewer values than the header has columns"),
        (8, "(row)", "gil,2025-03-01,mql,and more", "more values than the header has columns"),
    ]
    assert outcome.facts.new == 2
    assert entered(company) == {"mql": 1, "sal": 1}


def test_refused_rows_come_back_as_a_file_that_can_be_corrected_and_imported_again(company, tmp_path):
    source = write(tmp_path / "moves.csv", BAD)
    outcome = import_rows(company, source, "moves")
    write_rejects(tmp_path / "refused.csv", source, outcome.rejects)

    text = (tmp_path / "refused.csv").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "person,at,stage,refused_line,refused_column,refused_value,refused_reason"
    assert lines[1].startswith("bo,31.02.2025,mql,3,at,31.02.2025,")
    mended = write(tmp_path / "mended.csv", text.replace("31.02.2025,mql", "2025-02-28,mql"))
    rows = read_maps(
        "source: crm\nfiles:\n  - as: moves\n    columns: {person: person, at: at, stage: stage}\n    attributes: {}\n",
        zone="UTC",
    )
    again = company.import_file(mended, rows[0])

    assert (again.facts.new, again.refused) == (1, 5)
    assert entered(company)["mql"] == 2


def test_a_dry_run_counts_and_writes_nothing(company, tmp_path):
    import_rows(
        company,
        write(tmp_path / "a.csv", "person,id,at,channel\nada,1,2025-03-01,fair\nbo,2,2025-03-01,fair\n"),
        "inquiries",
    )
    head = company.book.head()
    more = "person,id,at,channel\nada,1,2025-03-01,fair\nbo,2,2025-03-01,web\nchidi,3,2025-03-01,web\neve,4,soon,web\n"

    outcome = import_rows(company, write(tmp_path / "b.csv", more), "inquiries", dry_run=True)

    tally = outcome.facts
    assert (outcome.state, tally.new, tally.known, tally.updates, outcome.refused) == ("dry run", 1, 1, 1, 1)
    assert company.book.head() == head


def test_a_changed_row_is_a_correction_and_the_old_report_stays(company, tmp_path):
    import_rows(company, write(tmp_path / "a.csv", "person,id,at,channel\nada,1,2025-03-01,fair\n"), "inquiries")
    known_at = NOW
    company.clock = lambda: datetime(2025, 6, 2, tzinfo=UTC)
    outcome = import_rows(
        company, write(tmp_path / "b.csv", "person,id,at,channel\nada,1,2025-03-01,web\n"), "inquiries"
    )

    def channel(**asked):
        return [
            r["segment"] for r in company.report("waterfall", by="channel", **asked).rows if r["place"] == "inquiry"
        ]

    assert outcome.facts.updates == 1
    assert channel() == ["web"]
    assert channel(known_at=datetime(2025, 6, 1, 13, tzinfo=UTC)) == ["fair"]
    assert known_at == NOW


def test_the_same_id_twice_in_one_file_is_a_finding(company, tmp_path):
    text = (
        "person,id,at,channel\nada,1,2025-03-01,fair\nada,1,2025-03-01,web\nbo,2,2025-03-01,web\nbo,2,2025-03-01,web\n"
    )

    outcome = import_rows(company, write(tmp_path / "a.csv", text), "inquiries")

    [finding] = outcome.findings
    assert (finding.name, finding.rows, finding.refused, finding.examples[0][0]) == ("duplicate_id", 1, True, 3)
    assert (outcome.facts.new, outcome.facts.known) == (2, 1)


def people(company, tmp_path, text):
    return import_rows(company, write(tmp_path / "people.csv", text), "people")


def test_names_and_addresses_alone_are_kept_and_told_again_are_nothing_new(company, tmp_path):
    import_rows(company, write(tmp_path / "leads.csv", LEADS), "inquiries")

    outcome = people(company, tmp_path, "person,name,email\nada,Ada Byron,ada@acme.example\n")
    again = people(company, tmp_path, "person,email,name\nada,ada@acme.example,\n")

    assert (outcome.state, again.state) == ("published", "unchanged")
    assert [journey.split("-")[0][0] for journey in company.book.find("ada@acme.example")] == ["j"]
    [ada] = [each for each in (company.book.person(f.person) for f in company.book.entries() if f.person) if each]
    assert ada.name == "Ada Byron"


def test_an_account_is_kept_whether_or_not_the_row_tells_more(company, tmp_path):
    import_rows(company, write(tmp_path / "leads.csv", LEADS), "inquiries")
    people(company, tmp_path, "person,account\nada,Acme\n")
    people(company, tmp_path, "person,account,size\nada,Acme,\nbo,Acme,large\n")

    rows = company.report("waterfall", by="account").rows
    assert [row["entered"] for row in rows if row["place"] == "inquiry"] == [2]


def test_people_of_one_buying_group_are_counted_once_by_group(company, tmp_path):
    import_rows(company, write(tmp_path / "leads.csv", LEADS + "chidi,2025-03-03,webinar,\n"), "inquiries")
    people(company, tmp_path, "person,buying_group\nada,New plant\nbo,new plant \n")

    counted = {unit: company.report("waterfall", unit=unit).rows[0]["entered"] for unit in ("person", "group")}
    assert counted == {"person": 3, "group": 2}


def test_an_amount_is_kept_in_the_minor_units_of_its_own_currency(company, tmp_path):
    text = "person,at,value,currency\n" + "".join(
        f"ada,2025-03-0{day},{value},{currency}\n"
        for day, (value, currency) in enumerate(
            [("12.34", "usd"), ("900000", "JPY"), ("12.345", "KWD"), ("1.5", "XOF"), ("12.34", "")], 1
        )
    )
    import_rows(company, write(tmp_path / "payments.csv", text), "payments")

    paid = [(fact.body.value, fact.body.currency) for fact in company.book.entries() if isinstance(fact.body, Paid)]
    assert sorted(paid, key=lambda each: each[1]) == [
        (1_234, "EUR"), (900_000, "JPY"), (12_345, "KWD"), (1_234, "USD"), (2, "XOF")
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["12,50", "1,200,50", "1.234,56", "12.50.1", "-500", "NaN", "1,2345"])
def test_what_is_no_amount_of_a_deal_is_refused_and_not_read_as_another(company, tmp_path, value):
    text = f'person,stage,opened,value\nada,opportunity,2025-03-01,"{value}"\nbo,opportunity,2025-03-01,"1,250.50"\n'

    outcome = import_rows(company, write(tmp_path / "deals.csv", text), "opportunities")

    [finding] = [each for each in outcome.findings if each.name == "unreadable_value"]
    assert (finding.examples, outcome.refused) == (((2, value),), 1)
    assert [f.body.value for f in company.book.entries() if isinstance(f.body, Opened)] == [125_050]


def test_undoing_a_batch_takes_it_back_and_it_can_come_in_again(company, tmp_path):
    file = write(tmp_path / "a.csv", LEADS)
    before = company.report("stages").rows
    outcome = import_rows(company, file, "inquiries")

    company.undo_import(outcome.batch, why="wrong month")
    assert company.report("stages").rows == before
    assert list(company.book.standings()) == []
    with pytest.raises(NotAllowed):
        company.undo_import(outcome.batch)

    again = import_rows(company, file, "inquiries")
    assert (again.state, entered(company)) == ("published", {"inquiry": 2})


def test_between_the_files_of_a_set_only_the_standings_catch_up_and_the_rest_after_the_last(company, tmp_path):
    rested, came_back = "person,at,stage\nada,2025-03-05,nurture\n", "person,at,stage\nada,2025-04-01,inquiry\n"
    wanted = []
    for n, (kind, text) in enumerate([("inquiries", LEADS), ("moves", rested), ("moves", came_back)]):
        import_rows(company, write(tmp_path / f"{n}.csv", text), kind, more=True)
        wanted.append([each.work for each in company.book.projections()])

    assert wanted == [[], [None, None], [None, None]]
    assert sorted(each.place for each in company.book.standings()) == ["inquiry", "nurture"]

    company.catch_up()

    assert sorted(each.work.place for each in company.book.projections()) == ["inquiry", "inquiry", "nurture"]
    assert verify(company.book, company.terms) == (3, [])
    assert company.book.unprojected() == []


def test_whoever_opens_the_house_between_the_files_of_a_set_finds_all_that_is_there(company, tmp_path):
    import_rows(company, write(tmp_path / "a.csv", LEADS), "inquiries", more=True)
    company.place()

    with House(company.settings, company.clock) as other:
        assert [each.work.place for each in other.book.projections()] == ["inquiry", "inquiry"]
        assert verify(other.book, other.terms) == (2, [])


def test_rules_of_the_policy_decide_between_refusing_and_taking(company, tmp_path):
    (company.settings.policy_file).write_text(
        "zone: Europe/Berlin\ncurrency: EUR\nsignoffs: []\nfindings:\n  move_before_inquiry: refuse\n"
    )
    company.publish(by="test", signoffs={})
    import_rows(company, write(tmp_path / "a.csv", LEADS), "inquiries")

    outcome = import_rows(
        company, write(tmp_path / "m.csv", "person,stage,at\nada,mql,2025-02-01\nbo,mql,2025-04-01\n"), "moves"
    )

    [finding] = outcome.findings
    assert (finding.name, finding.refused, outcome.facts.new) == ("move_before_inquiry", True, 1)


def test_a_wide_file_has_a_column_for_each_stage(company, tmp_path):
    text = "lead;created;qualified;accepted;won on;source\na1;01.03.2025;03.03.2025;;;fair\na2;02.03.2025;04.03.2025;05.03.2025;09.04.2025;web\n"
    wide = """
source: crm
files:
  - as: stage_dates
    columns: {person: lead, channel: source}
    stages:
      inquiry: {column: created, format: "%d.%m.%Y"}
      mql: {column: qualified, format: "%d.%m.%Y"}
      sal: {column: accepted, format: "%d.%m.%Y"}
      won: {column: won on, format: "%d.%m.%Y"}
"""
    import_mapped(company, write(tmp_path / "wide.csv", text), wide)

    assert entered(company) == {"inquiry": 2, "mql": 2, "sal": 1, "sql": 1, "won": 1}
    implied = {row["place"]: row["implied"] for row in company.report("waterfall").rows}
    assert implied["sql"] == 1


def test_local_times_are_read_in_the_zone_of_the_map_across_clock_changes(company, tmp_path):
    text = "person,at\nada,2025-03-30 01:59\nbo,2025-03-30 02:30\nchidi,2025-10-26 02:30\neve,2025-03-01T10:00:00+05:45\nfay,2025-03-01T10:00:00Z\n"
    company.clock = lambda: datetime(2026, 1, 1, tzinfo=UTC)
    import_rows(company, write(tmp_path / "a.csv", text), "inquiries")

    told = sorted(each.at_us for each in company.book.entries() if each.batch and each.person)
    expected = ["2025-03-01 04:15", "2025-03-01 10:00", "2025-03-30 00:59", "2025-03-30 01:30", "2025-10-26 00:30"]
    assert told == [micros(datetime.fromisoformat(each).replace(tzinfo=UTC)) for each in expected]


def test_a_guessed_map_has_three_sample_values_and_imports_as_it_is(company, tmp_path):
    file = write(
        tmp_path / "deals.csv",
        'deal_id,close_date,deal_stage,amount,product\nD1,31.01.2025,won,"1200",pump\nD2,13.02.2025,lost,300,valve\n',
    )

    text = guess([file], source="crm")

    assert 'closed: {column: close_date, format: "%d.%m.%Y"}   # 31.01.2025, 13.02.2025' in text
    outcome = import_mapped(company, file, text)
    assert outcome.facts.new >= 2
    assert entered(company)["won"] == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 100, "NUL"),
        (b"PAR1 but no parquet", "Parquet"),
        (b"PK\x03\x04 but no workbook", "Excel"),
        (b"\x1f\x8b\x08\x00 damaged", "damaged"),
        (b"a,a\n1,2\n", "twice"),
        (b"a,,b\n1,2,3\n", "no name"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(tmp_path, content, problem):
    file = tmp_path / "odd.csv"
    file.write_bytes(content)

    with pytest.raises(UnreadableFile, match=problem):
        understand(file)


def test_a_map_with_mistakes_names_every_line():
    text = """source: crm
zone: Europe/Berln
files:
  - as: inquirys
    columns:
      persn: lead
      at: {column: created, format: "created"}
"""
    with pytest.raises(DocumentRefused) as refused:
        read_maps(text, "map.yaml", zone="UTC")

    lines = [problem.line for problem in refused.value.problems]
    assert lines == [2, 4, 6, 7]
    assert "Europe/Berlin" in str(refused.value)


def test_a_map_that_names_a_column_the_file_lacks_says_which_it_has(company, tmp_path):
    file = write(tmp_path / "a.csv", LEADS)
    with pytest.raises(DataRefused, match="Did you mean 'channel'"):
        import_mapped(
            company,
            file,
            "source: crm\nfiles:\n  - {as: inquiries, columns: {person: person, at: at, channel: chanel}}\n",
        )


def test_values_that_look_like_sql_or_formulas_stay_values(company, tmp_path):
    text = 'person,at,channel\n"x\'; DROP TABLE facts; --",2025-03-01,"=HYPERLINK(""x"")"\n'

    import_rows(company, write(tmp_path / "a.csv", text), "inquiries")

    assert [r["segment"] for r in company.report("waterfall", by="channel").rows][:1] == ['=HYPERLINK("x")']


def test_line_numbers_are_true_where_values_hold_line_breaks_and_lines_are_blank(company, tmp_path):
    text = 'person,at,channel\nada,2025-03-01,"two\nlines"\n\nbo,never,web\n'

    outcome = import_rows(company, write(tmp_path / "a.csv", text), "inquiries")

    assert [(each.line, each.value) for each in outcome.rejects] == [(5, "never")]
