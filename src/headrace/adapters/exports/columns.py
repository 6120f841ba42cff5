"""Tables that are as wide as a terminal is: no number and no word is broken, and nothing is cut.

Where the columns do not fit side by side, those that are left stand below, beside the columns that name the rows again.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

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
    """A column as it is drawn: its heading and a cell for each row. Figures stand on the `right`.

    Texts are wrapped between words unless they are to stay `whole`, as figures do. `folded` are its cells in lines, for
    where they do not fit in one.
    """

    name: str
    cells: Sequence[Text]
    right: bool = False
    whole: bool = False
    folded: Sequence[Text] = ()

    @property
    def inside(self) -> int:
        """How wide its cells are with nothing wrapped."""
        return max((text.cell_len for text in self.cells), default=0)

    @property
    def widest(self) -> int:
        """How wide it is with nothing wrapped."""
        return max(cell_len(self.name), self.inside)

    @property
    def least(self) -> int:
        """How wide it must be so that no figure is wrapped, and no word broken."""
        if self.right or self.whole or self.folded:
            parts = [line.cell_len for text in self.folded or self.cells for line in text.split("\n")]
        else:
            parts = _words(*(text.plain for text in self.cells))
        return max([1, *parts, *_words(self.name)])

    def within(self, width: int) -> Sequence[Text]:
        """Its cells for a width."""
        return self.folded if self.folded and width < self.widest else self.cells


def _words(*texts: str) -> list[int]:
    """How wide each word must be told at least."""
    return [min(cell_len(word), WORD) for text in texts for word in text.split()]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns in order, in groups that stay together, and the numbers of those that name its rows."""

    groups: Sequence[Sequence[Drawn]]
    naming: Collection[int]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One table, or several below each other."""
        for number, columns in enumerate(self._blocks(options.max_width)):
            if number:
                yield Text()
            yield _table(columns, options.max_width)

    def _blocks(self, room: int) -> Iterator[list[Drawn]]:
        """The columns of each table: all of them, or as many as fit beside those that name the rows."""
        if _fits(every := list(chain.from_iterable(self.groups)), room):
            yield every
            return
        names = list(chain.from_iterable(self.groups[number] for number in self.naming))
        block = list(names)
        for number, group in enumerate(self.groups):
            if number in self.naming:
                continue
            if len(block) > len(names) and not _fits([*block, *group], room):
                yield block
                block = list(names)
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
    """The width of each column: the least; then what its cells could use, and at last its heading.

    The modest come first, as what they get is enough for them; texts share what they leave.
    """
    widths = [column.least for column in columns]
    if (spare := room - sum(widths)) < 0:  # a terminal so narrow that words and figures have to be broken
        return [max(width * room // sum(widths), 1) for width in widths]
    spare = _given(widths, [column.inside for column in columns], spare)
    texts = [at for at, column in enumerate(columns) if column.inside > widths[at] and not column.folded]
    for at in texts:
        widths[at] += spare // len(texts)
    if not texts:
        _given(widths, [column.widest for column in columns], spare)
    return widths


def _given(widths: list[int], wanted: Sequence[int], spare: int) -> int:
    """Give the columns the widths that they want, the smallest wishes first, as far as that goes; what is left."""
    for at in sorted(range(len(widths)), key=lambda at: wanted[at] - widths[at]):
        more = max(wanted[at] - widths[at], 0)
        if more <= spare:
            widths[at], spare = widths[at] + more, spare - more
    return spare
