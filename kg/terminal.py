"""What people and programs see of a run: tables, JSON, and a bar that moves on a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from kg.pipeline import Progress

UNFOLDED = 100_000
"""Width of a table, in columns, where no terminal shows it: a program that reads it wants whole lines."""


@runtime_checkable
class Captioned(Protocol):
    """A value with parts that a table names by its caption; JSON has the parts."""

    @property
    def caption(self) -> str:
        """What a table shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A titled table of plain values."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    note: str = ""
    """What people read behind the title."""
    folds: bool = True
    """Whether texts are folded where a terminal is too narrow for them; else they are cut."""
    data: Sequence[Mapping[str, object]] | None = None
    """The records, where they are not the rows by column."""

    @classmethod
    def of_counts(cls, title: str, column: str, counts: Mapping[str, int]) -> Table:
        """Return a table of counts, the highest first."""
        rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return cls(title=title, columns=(column, "count"), rows=rows)

    @property
    def key(self) -> str:
        """The title as a name in data."""
        return self.title.lower().replace(" ", "_")

    def without(self, column: str) -> Table:
        """Return the table without a column, or as it is where it has no such column."""
        kept = [i for i, name in enumerate(self.columns) if name != column]
        rows = [[row[i] for i in kept] for row in self.rows]
        return replace(self, columns=[self.columns[i] for i in kept], rows=rows)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return what programs get: the rows as records by column, unless there are `data`."""
        if self.data is not None:
            return self.data
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Give a function that moves a bar on standard error where that is a terminal, and does nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    # Imported here, as below: `kg --help` needs none of it.
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles", total=None)
        yield lambda now: bar.update(task, completed=now.added + now.unchanged + now.refreshed, total=now.read or None)


def print_table(table: Table, err: bool = False) -> None:
    """Print a table: an absent value is blank, numbers stand to the right, records are written in one line."""
    from rich import table as rich
    from rich.console import Console
    from rich.text import Text

    drawn = rich.Table()
    for i, column in enumerate(table.columns):
        numeric = _numeric([row[i] for row in table.rows])
        drawn.add_column(Text(column), justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
    cut: Literal["ellipsis"] | None = None if table.folds else "ellipsis"
    for row in table.rows:
        drawn.add_row(*(Text(_text(value), no_wrap=not table.folds, overflow=cut) for value in row))
    on_terminal = (sys.stderr if err else sys.stdout).isatty()
    colors: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(stderr=err, width=None if on_terminal else UNFOLDED, color_system=colors)
    console.print(Text(", ".join(filter(None, (table.title, table.note))), style="bold"))
    console.print(drawn)


def _numeric(values: Sequence[object]) -> bool:
    """Tell whether there are numbers, and beside them only blanks."""
    present = [value for value in values if value is not None]
    return bool(present) and all(isinstance(value, int | float) for value in present)


def _text(value: object) -> str:
    if isinstance(value, Captioned):
        return value.caption
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={_text(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_text, value))
    return "" if value is None else str(value)


def print_json(value: object) -> None:
    """Print records or plain values as JSON; dates are ISO, what JSON does not know is text."""
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2).decode())


def print_answer(tables: Sequence[Table], record: object, as_json: bool) -> None:
    """Print an answer as tables for people, or as a record for programs."""
    if as_json:
        print_json(record)
    for table in [] if as_json else tables:
        print_table(table)
