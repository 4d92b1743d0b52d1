"""Rows of a gazetteer's CSV file, with cells that are checked as they are read.

A problem never stops the reading: it is added to a list that the caller raises whole, one line each,
`file:line: what is wrong; how to mend it`.
"""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from kg.dates import interval
from kg.errors import unknown

SEPARATOR = ";"
FEW = 30
"""Up to so many allowed values are listed in a message."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Row:
    """One line of a file; each method reads a cell, and notes a problem where the cell is not as it must be."""

    def __init__(self, where: str, cells: dict[str, str], problems: list[str]) -> None:
        self.where = where
        self._cells = cells
        self._problems = problems

    def fail(self, problem: str) -> None:
        """Note a problem of this line."""
        self._problems.append(f"{self.where}: {problem}")

    def optional(self, column: str) -> str | None:
        """Return a cell's text, or None where it is empty."""
        return self._cells[column].strip() or None

    def text(self, column: str) -> str:
        """Return the text of a cell that must not be empty."""
        found = self.optional(column)
        if found is None:
            self.fail(f"{column} is missing; fill it in or delete the line")
        return found or ""

    def matching(self, column: str, pattern: str, meaning: str) -> str:
        """Return the text of a cell that must match a regular expression, whose meaning goes into the message."""
        found = self.text(column)
        if found and not re.fullmatch(pattern, found):
            self.fail(f"bad {column} {found!r}; write {meaning}")
        return found

    def names(self, column: str) -> tuple[str, ...]:
        """Return a cell's list, without empty entries."""
        found = tuple(name.strip() for name in self._cells[column].split(SEPARATOR) if name.strip())
        for name in sorted({name for name in found if found.count(name) > 1}):
            self.fail(f"{column} holds {name!r} twice; keep one")
        return found

    def known(self, column: str, kind: str, allowed: Collection[str], remedy: str) -> str | None:
        """Return the text of a cell that must be empty or one of the allowed values.

        None are allowed where the file that lists them could not be read: that is a problem already, and told once.
        """
        found = self.optional(column)
        if found is not None:
            self.check(kind, found, allowed, remedy)
        return found

    def check(self, kind: str, name: str, allowed: Collection[str], remedy: str) -> None:
        """Note a problem where a name is none of the allowed ones."""
        if allowed and name not in allowed:
            self.fail(f"{_unknown(kind, name, allowed)}; {remedy}")

    def choice(self, column: str, kind: str, allowed: Collection[str], remedy: str) -> str:
        """Return the text of a cell that must be one of the allowed values."""
        return self.known(column, kind, allowed, remedy) or self.text(column)

    def day(self, column: str, *, last: bool) -> date | None:
        """Return the first or last day that an ISO date of a day, month or year means; None where it is empty."""
        found = self.optional(column)
        if found is None:
            return None
        match = _DATE.fullmatch(found)
        try:
            if match is None:
                raise ValueError
            year, month, day = match.groups()
            start = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            self.fail(f"bad date {found!r} in {column}; write a day, month or year: 2012-05-07, 2012-05 or 2012")
            return None
        first_day, last_day = interval(start, "day" if day else "month" if month else "year")
        return last_day if last else first_day


def read_rows(path: Path, columns: Sequence[str], problems: list[str]) -> Iterator[Row]:
    """Yield the rows of a CSV file that has exactly these columns in any order; blank lines are passed over."""
    try:
        reader = csv.reader(StringIO(path.read_text(encoding="utf-8-sig")), strict=True)
        (_, header), *lines = [(reader.line_num, cells) for cells in reader] or [(1, [])]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(
            f"{path}: cannot be read ({error}); give a CSV file in UTF-8 with the columns {','.join(columns)}"
        )
        return
    wrong = [unknown("column", name, columns) for name in header if name not in columns]
    wrong += [f"column {name!r} is missing" for name in columns if name not in header]
    wrong += [f"column {name!r} stands twice" for name in sorted(set(header)) if header.count(name) > 1]
    problems.extend(f"{path}:1: {problem}; the header is {','.join(columns)}" for problem in wrong)
    if wrong:
        return
    if not lines:
        problems.append(f"{path}: holds no rows; add one below the header")
    for number, cells in lines:
        row = Row(f"{path}:{number}", dict(zip(header, cells, strict=False)), problems)
        if len(cells) == len(header):
            yield row
        elif cells:
            row.fail(f"{len(cells)} cells where {len(header)} are due; quote a cell that holds a comma")


class Claims:
    """Who owns which name: one name may stand for one thing only."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._owners: dict[str, tuple[str, str]] = {}

    def once(self, row: Row, name: str) -> None:
        """Note a problem where the name stands in an earlier line."""
        _, where = self._owners.setdefault(name, (row.where, row.where))
        if name and where != row.where:
            row.fail(f"{self._kind} {name!r} stands already at {where}; delete one")

    def claim(self, row: Row, owner: str, *names: str) -> None:
        """Note a problem for each name that another owner has already."""
        for name in filter(None, names):
            first, where = self._owners.setdefault(name, (owner, row.where))
            if first != owner:
                row.fail(f"{self._kind} {name!r} of {owner} is already of {first} at {where}; keep it on one")


def _unknown(kind: str, name: str, allowed: Collection[str]) -> str:
    """Return what is unknown, with all that is allowed where that is short, else with the nearest."""
    if len(allowed) <= FEW:
        return unknown(kind, name, allowed)
    nearest = get_close_matches(name, sorted(allowed), n=1)
    return f"unknown {kind} {name!r}" + (f"; did you mean {nearest[0]!r}?" if nearest else "")
