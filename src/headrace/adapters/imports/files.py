"""A file from outside, opened as it is: CSV of any usual shape, gzip, Parquet, Excel.

What is guessed (encoding, separator) is told. Rows come as text, in order, each with its line;
rows that do not fit the header's shape are set aside with their reason.
"""

import codecs
import csv
import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, cast

import duckdb

from headrace.app.ports import Reject
from headrace.core.errors import DataRefused, NotFound

BLOCK = 1 << 20
DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 50


class UnreadableFile(DataRefused):
    """A file cannot be read as a table."""

    code = "unreadable_file"

    def __init__(self, path: Path, problem: str, hint: str = "") -> None:
        self.path = path
        super().__init__(f"{path.name}: {problem}", hint=hint)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was understood. `shape` is csv, parquet or excel; `sheet` is Excel's."""

    path: Path
    shape: str
    digest: str
    columns: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    compressed: bool = False
    lines: int = 0
    sheet: str = ""

    def told(self) -> str:
        """What was guessed of the file, for people."""
        if self.shape == "csv":
            separator = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[self.delimiter]
            return f"CSV, {self.encoding}, {separator}-separated" + (", gzip" if self.compressed else "")
        return f"Excel, sheet {self.sheet!r}" if self.shape == "excel" else "Parquet"


@dataclass(frozen=True, slots=True)
class _Look:
    """What one pass over the bytes of a text file tells."""

    encoding: str
    digest: str
    newlines: int


def understand(path: Path, *, sheet: str | None = None) -> Source:
    """Look at a file and say what it is; its columns are as its header names them."""
    if not path.is_file():
        raise NotFound(f"No file {str(path)!r} here.")
    if path.stat().st_size == 0:
        raise UnreadableFile(path, "the file is empty.")
    with path.open("rb") as file:
        magic = file.read(8)
    if magic[:4] == b"PAR1":
        return _parquet(path)
    if magic[:4] == b"PK\x03\x04" or magic == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _excel(path, sheet)
    return _csv(path, compressed=magic[:2] == b"\x1f\x8b")


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parquet(path: Path) -> Source:
    try:
        described = duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise UnreadableFile(path, f"not a readable Parquet file ({_first_line(error)}).") from None
    return Source(path, "parquet", _file_digest(path), tuple(row[0] for row in described))


def _workbook(path: Path) -> Any:
    import python_calamine  # noqa: PLC0415  (only Excel files pay for it)

    try:
        return python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.CalamineError as error:
        raise UnreadableFile(path, f"not a readable Excel file ({error}).") from None


def _excel(path: Path, sheet: str | None) -> Source:
    book = _workbook(path)
    names = book.sheet_names
    chosen = sheet or (names[0] if names else "")
    if chosen not in names:
        raise UnreadableFile(path, f"there is no sheet {chosen!r}.", f"Its sheets: {', '.join(names)}.")
    rows = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    if not rows:
        raise UnreadableFile(path, f"the sheet {chosen!r} is empty.")
    header = _header(path, [_as_text(cell) for cell in rows[0]])
    return Source(path, "excel", _file_digest(path), header, sheet=chosen)


def _csv(path: Path, *, compressed: bool) -> Source:
    look = _look_over(path, compressed=compressed)
    with _text(path, look.encoding, compressed=compressed) as text:
        sample = "".join(line for _, line in zip(range(SAMPLE_LINES), text, strict=False))
    delimiter = _delimiter(sample)
    try:
        first = next(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter))
    except (StopIteration, csv.Error) as error:
        raise UnreadableFile(path, f"its first line is no header ({error}).") from None
    return Source(
        path,
        "csv",
        look.digest,
        _header(path, first),
        encoding=look.encoding,
        delimiter=delimiter,
        compressed=compressed,
        lines=look.newlines,
    )


def _header(path: Path, names: Sequence[str]) -> tuple[str, ...]:
    header = [name.strip() for name in names]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise UnreadableFile(path, "its first line names no columns.", "The first line must be a header.")
    if blank := [n for n, name in enumerate(header, 1) if not name]:
        raise UnreadableFile(path, f"column {blank[0]} has no name.", "Name every column in the first line.")
    doubled = sorted({name for name in header if header.count(name) > 1})
    if doubled:
        raise UnreadableFile(path, f"the column {doubled[0]!r} is there twice.", "Name each column once.")
    return tuple(header)


def _open(path: Path, *, compressed: bool) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if compressed else path.open("rb")


def _look_over(path: Path, *, compressed: bool) -> _Look:
    """Read the whole file once: is it UTF-8 to the end, how many lines, and what is its digest."""
    digest, newlines, utf8 = hashlib.sha256(), 0, codecs.getincrementaldecoder("utf-8")()
    valid, head = True, b""
    try:
        with _open(path, compressed=compressed) as file:
            while block := file.read(BLOCK):
                head = head or block[:4096]
                digest.update(block)
                newlines += block.count(b"\n")
                if valid:
                    valid = _decodes(utf8, block)
    except (OSError, EOFError) as error:
        raise UnreadableFile(path, f"the compressed file is damaged ({error}).") from None
    if not head:
        raise UnreadableFile(path, "the file is empty.")
    encoding = _encoding(head, utf8=valid and _decodes(utf8, b"", final=True))
    if not encoding.startswith("utf-16") and b"\x00" in head:
        raise UnreadableFile(path, "this is not text: it holds NUL bytes.", "Give CSV, Excel or Parquet.")
    return _Look(encoding, digest.hexdigest(), newlines)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(head: bytes, *, utf8: bool) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if utf8 else "cp1252"
    zeros = head[1::2].count(0), head[::2].count(0)
    if max(zeros) > len(head) // 4:
        return "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"
    return "utf-8" if utf8 else "cp1252"


def _delimiter(sample: str) -> str:
    """The separator that splits the first lines into the most columns, and into equally many."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(sample.splitlines(keepends=True), delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0)
        if not widths or widths[0] < 2:
            return (0, 0)
        return (sum(width == widths[0] for width in widths), widths[0])

    return max(DELIMITERS, key=score)


@contextmanager
def _text(path: Path, encoding: str, *, compressed: bool) -> Iterator[TextIOWrapper]:
    # cp1252 leaves five bytes undefined; they become the replacement sign rather than a failure.
    with (
        _open(path, compressed=compressed) as file,
        TextIOWrapper(file, encoding=encoding, newline="", errors="replace") as text,
    ):
        yield text


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


# -- into DuckDB -------------------------------------------------------------------------------------


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def load(source: Source, connection: duckdb.DuckDBPyConnection, scratch: Path) -> list[Reject]:
    """Fill the table `raw` (row, then the columns as text); return the rows of the wrong shape.

    Blanks around a value are cut, and an empty value is NULL. `row` counts from 1; `line_of` turns
    it into a line of the file.
    """
    if source.shape == "parquet":
        relation = f"read_parquet({_literal(source.path)})"
        return _fill(connection, relation, source.columns)
    if source.shape == "excel":
        return _fill(connection, _excel_relation(source, connection), source.columns)
    return _load_csv(source, connection, scratch)


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _fill(connection: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[str]) -> list[Reject]:
    cut = ", ".join(f"nullif(trim({quoted(name)}::VARCHAR), '') AS {quoted(name)}" for name in columns)
    connection.execute(
        f"CREATE OR REPLACE TABLE raw AS SELECT row_number() OVER () AS row_, {cut} FROM {relation}"
    ).fetchall()
    return []


def _excel_relation(source: Source, connection: duckdb.DuckDBPyConnection) -> str:
    import pyarrow as pa  # noqa: PLC0415

    rows = _workbook(source.path).get_sheet_by_name(source.sheet).to_python(skip_empty_area=False)[1:]
    width = len(source.columns)
    cells = [[_as_text(row[n]) if n < len(row) else "" for row in rows] for n in range(width)]
    table = pa.table([pa.array(column, pa.string()) for column in cells], names=list(source.columns))
    connection.register("excel_rows", table)
    return "excel_rows"


def _as_text(cell: object) -> str:
    """A cell as the text that a CSV export would hold: ISO dates, whole numbers without a fraction."""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _load_csv(source: Source, connection: duckdb.DuckDBPyConnection, scratch: Path) -> list[Reject]:
    path = source.path if source.encoding in ("utf-8", "utf-8-sig") else _as_utf8(source, scratch)
    compression = "gzip" if source.compressed and path is source.path else "none"
    columns = "{" + ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in source.columns) + "}"
    relation = (
        f"read_csv({_literal(path)}, header=true, auto_detect=false, columns={columns}, "
        f"delim={_literal(source.delimiter)}, quote='\"', escape='\"', compression='{compression}', "
        "strict_mode=true, ignore_errors=true, store_rejects=true, rejects_limit=0, max_line_size=2000000, buffer_size=8000000)"
    )
    try:
        _fill(connection, relation, source.columns)
    except duckdb.Error as error:
        raise UnreadableFile(source.path, f"not readable as CSV ({_first_line(error)}).") from None
    return _shape_rejects(connection)


def _as_utf8(source: Source, scratch: Path) -> Path:
    target = scratch / "utf8.csv"
    with (
        _text(source.path, source.encoding, compressed=source.compressed) as text,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        while block := text.read(BLOCK):
            out.write(block)
    return target


_SHAPE_REASONS: Mapping[str, str] = {
    "TOO MANY COLUMNS": "more values than the header has columns",
    "MISSING COLUMNS": "fewer values than the header has columns",
    "UNQUOTED VALUE": "a quote is not closed, or stands in the middle of a value",
    "LINE SIZE OVER MAXIMUM": "the line is longer than 2 million characters",
    "INVALID ENCODING": "a character is not in the file's encoding",
}


def _shape_rejects(connection: duckdb.DuckDBPyConnection) -> list[Reject]:
    found = connection.execute(
        "SELECT line, any_value(csv_line), min(error_type::VARCHAR) FROM reject_errors GROUP BY line ORDER BY line"
    ).fetchall()
    return [_shape_reject(int(line), text or "", kind) for line, text, kind in found]


def _shape_reject(line: int, text: str, kind: str) -> Reject:
    # DuckDB counts a misshapen row from the blank lines before it.
    blank = len(text) - len(text.lstrip("\r\n"))
    reason = _SHAPE_REASONS.get(kind, f"not a row of this file ({kind})")
    return Reject(line + text[:blank].count("\n"), "(row)", text.strip()[:200], reason)


def line_numbers(source: Source, rows: Iterable[int], rejected: Sequence[Reject], total: int) -> dict[int, int]:
    """The line of the file where each of these rows begins.

    Where every row is one line, it is counted; only a file with line breaks inside values, blank lines
    or misshapen rows is read again.
    """
    wanted = set(rows)
    if source.shape != "csv":
        return {row: row + 1 for row in wanted}
    if not rejected and source.lines in (total, total + 1):
        return {row: row + 1 for row in wanted}
    return _read_again(source, wanted, {reject.line for reject in rejected})


def _read_again(source: Source, wanted: AbstractSet[int], rejected: set[int]) -> dict[int, int]:
    begins = (line for line, cells in _numbered(source) if cells and line not in rejected)
    return {row: line for row, line in enumerate(begins, 1) if row in wanted}


def raw_rows(source: Source, lines: set[int]) -> dict[int, dict[str, str]]:
    """The rows that begin on these lines, as the file has them: by line, column to text.

    A row with more values than columns is empty: which of them are too many is not for us to say.
    """
    width = len(source.columns)
    return {
        line: dict(zip(source.columns, cells, strict=False)) if len(cells) <= width else {}
        for line, cells in _numbered(source)
        if line in lines
    }


def _numbered(source: Source) -> Iterator[tuple[int, list[str]]]:
    if source.shape == "csv":
        with _text(source.path, source.encoding, compressed=source.compressed) as text:
            reader = csv.reader(text, delimiter=source.delimiter)
            next(reader)
            begins = reader.line_num + 1
            for cells in reader:
                yield begins, cells
                begins = reader.line_num + 1
        return
    if source.shape == "excel":
        rows = _workbook(source.path).get_sheet_by_name(source.sheet).to_python(skip_empty_area=False)
        yield from ((line, [_as_text(cell) for cell in row]) for line, row in enumerate(rows[1:], 2))
        return
    cursor = duckdb.connect().execute(f"SELECT COLUMNS(*)::VARCHAR FROM read_parquet({_literal(source.path)})")
    line = 2
    while chunk := cursor.fetchmany(10_000):
        yield from ((line + n, ["" if cell is None else cell for cell in row]) for n, row in enumerate(chunk))
        line += len(chunk)
