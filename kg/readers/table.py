"""CSV and TSV: a row an article, named columns."""

import csv
from collections.abc import Iterator

from kg.errors import InputError
from kg.model import Skipped
from kg.readers.decode import MAX_BYTES, ByteStream, decode, numbered_lines
from kg.readers.record import FIELDS, ReadOptions, Record, missing_field, record_from


def read(path: str, stream: ByteStream, options: ReadOptions) -> Iterator[Record | Skipped]:
    """Yield the article of each row; a row that has none is skipped. Raises InputError without a column of texts."""
    # The field limit is one for the whole process, so it is only ever raised.
    csv.field_size_limit(max(MAX_BYTES, csv.field_size_limit()))
    lines = (decode(line) for _, line in numbered_lines(stream))
    first = next(lines, None)
    if first is None:
        raise InputError("empty file; there is no article in it")
    delimiter = max("\t,;", key=first.count)
    columns = _columns(next(csv.reader([first], delimiter=delimiter)), options)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    # Line numbers of the file: the header is line 1, and rows.line_num counts from the line after it.
    start = 2
    empty = True
    while True:
        try:
            row = next(rows, None)
            if row is None:
                break
            if row:
                empty = False
                yield record_from(_values(columns, row), options, start)
        except (csv.Error, InputError) as error:
            empty = False
            yield Skipped(path=path, line=start, reason=_reason(error))
        start = rows.line_num + 2
    if empty:
        raise InputError("no rows below the header; there is no article in it")


def _columns(header: list[str], options: ReadOptions) -> list[str]:
    columns = [name.strip() for name in header]
    for field in FIELDS:
        name = options.name_of(field)
        if name not in columns and (field == "text" or field in options.fields):
            raise InputError(missing_field("column", name, field, columns))
    return columns


def _values(columns: list[str], row: list[str]) -> dict[str, object]:
    if len(row) != len(columns):
        raise InputError(
            f"{len(row)} columns where the header has {len(columns)}; put fields that hold the delimiter in quotes"
        )
    return dict(zip(columns, row, strict=True))


def _reason(error: csv.Error | InputError) -> str:
    return f"malformed row ({error}); mend its quotes" if isinstance(error, csv.Error) else str(error)
