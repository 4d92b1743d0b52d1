"""Event tables for analysts: CSV, JSON Lines or Parquet, by the suffix of the file; see kg.sinks.event_rows."""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from kg.errors import SinkError, unknown
from kg.graph.schema import PropertyType
from kg.model import Value
from kg.sinks.event_rows import COLUMNS, Row, event_rows
from kg.sinks.files import whole_file
from kg.sinks.stream import GraphStream
from kg.sinks.text import flat

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a spreadsheet takes for a formula (OWASP, CSV Injection)."""
BATCH = 10_000
"""Rows of a row group of Parquet."""

Write = Callable[[Iterable[Row], BinaryIO], None]


def write(graph: GraphStream, path: str) -> None:
    """Write a row for each dyad of each event in the format of a path's suffix; `-` is CSV on standard output.

    Raises SinkError: a suffix of no format, Parquet without its library, or a path that cannot be written.
    """
    suffix = ".csv" if path == "-" else Path(path).suffix.lower()
    if suffix not in WRITERS:
        raise SinkError(unknown("suffix of an event table", suffix, WRITERS))
    with whole_file(path) as out:
        WRITERS[suffix](event_rows(graph), out)


def _write_csv(rows: Iterable[Row], out: BinaryIO) -> None:
    """Write CSV as RFC 4180 has it, in UTF-8; what is missing is empty, and no text is a formula."""
    table = csv.writer(codecs.getwriter("utf-8")(out))
    table.writerow(COLUMNS)
    table.writerows([_cell(value) for value in row.values()] for row in rows)


def _cell(value: Value | None) -> str:
    text = "" if value is None else flat(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def _write_jsonl(rows: Iterable[Row], out: BinaryIO) -> None:
    encode = msgspec.json.Encoder().encode
    for row in rows:
        out.write(encode(row) + b"\n")


def _write_parquet(rows: Iterable[Row], out: BinaryIO) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise SinkError("Parquet needs the extra 'tables': pip install 'geokg[tables]'; else write .csv") from error
    types: dict[PropertyType, pa.DataType] = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        date: pa.date32(),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    with parquet.ParquetWriter(out, schema) as table:
        for batch in _batches(rows):
            table.write_table(pa.Table.from_pylist(batch, schema))


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


WRITERS: dict[str, Write] = {".csv": _write_csv, ".jsonl": _write_jsonl, ".parquet": _write_parquet}
