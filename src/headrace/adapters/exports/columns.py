"""Tables that are as wide as a terminal is: no number and no word is broken, and nothing is cut.

Where the columns do not fit side by side, those that are left stand below, beside the columns that name the rows again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.table import Table
from rich.text import Text

WORD = 32
"""The longest word that is kept whole, in characters."""
WIDE, NARROW = 3, 2
"""How many characters lie between columns: where there is room, and where headings and names are wrapped."""


def simple_table(leading: int = 0, gap: int = WIDE) -> Table:
    """An empty table with a line below its headings and no others."""
    # One of the characters of a gap is the table's own.
    padding = (0, 1, 0, gap - 2)
    return Table(
        box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False, padding=padding, leading=leading
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A column as it is drawn: its heading and a cell for each row. Figures stand on the right.

    `folded` are its cells in lines, for where they do not fit in one; else texts are wrapped between words.
    """

    name: str
    cells: Sequence[Text]
    right: bool = False
    folded: Sequence[Text] = ()

    @property
    def widest(self) -> int:
        """How wide it is with nothing wrapped."""
        return max(text.cell_len for text in (Text(self.name), *self.cells))

    @property
    def least(self) -> int:
        """How wide it must be so that no figure is wrapped, and no word broken."""
        if self.right or self.folded:
            parts = [line.cell_len for text in self.folded or self.cells for line in text.split("\n")]
        else:
            parts = [min(cell_len(word), WORD) for text in self.cells for word in text.plain.split()]
        return max((*parts, *(cell_len(word) for word in self.name.split())), default=1)

    def within(self, width: int) -> Sequence[Text]:
        """Its cells for a width."""
        return self.folded if self.folded and width < self.widest else self.cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the columns that name its rows, and the others, in groups that stay together."""

    naming: Sequence[Drawn]
    others: Sequence[Sequence[Drawn]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One table, or several below each other."""
        for number, columns in enumerate(self._blocks(options.max_width)):
            if number:
                yield Text()
            yield _table(columns, options.max_width)

    def _blocks(self, room: int) -> Iterator[list[Drawn]]:
        """The columns of each table, as many as fit; one group at least."""
        block = list(self.naming)
        for group in self.others:
            if len(block) > len(self.naming) and not _fits([*block, *group], room):
                yield block
                block = list(self.naming)
            block += group
        yield block


def _fits(columns: Sequence[Drawn], room: int) -> bool:
    return _across([column.least for column in columns], NARROW) <= room


def _across(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


def _table(columns: Sequence[Drawn], room: int) -> Table:
    """The columns side by side: at their full width if they fit so, else as wide as there is room."""
    widths, gap = [column.widest for column in columns], WIDE
    if _across(widths, gap) > room:
        widths, gap = _shared(columns, room - NARROW * (len(columns) - 1)), NARROW
    table = simple_table(gap=gap)
    for column, width in zip(columns, widths, strict=True):
        justify: JustifyMethod = "right" if column.right else "left"
        table.add_column(Text(column.name, justify=justify), justify=justify, overflow="fold", width=width)
    for cells in zip(*(column.within(width) for column, width in zip(columns, widths, strict=True)), strict=True):
        table.add_row(*cells)
    return table


def _shared(columns: Sequence[Drawn], room: int) -> list[int]:
    """The width of each column: the least, then all that it could use, the modest first; texts share what is left."""
    widths = [column.least for column in columns]
    spare = room - sum(widths)
    if spare < 0:  # a terminal so narrow that words and figures have to be broken
        return [max(width * room // sum(widths), 1) for width in widths]
    for at in sorted(range(len(columns)), key=lambda at: columns[at].widest - widths[at]):
        wanted = columns[at].widest - widths[at]
        if wanted <= spare:
            widths[at], spare = columns[at].widest, spare - wanted
    texts = [at for at, column in enumerate(columns) if column.widest > max(WORD, widths[at])]
    for at in texts:
        widths[at] += spare // len(texts)
    return widths
