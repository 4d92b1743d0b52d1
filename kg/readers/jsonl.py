"""JSON lines: an object a line, an article each."""

from collections.abc import Iterator

import msgspec

from kg.errors import InputError
from kg.model import Skipped
from kg.readers.decode import ByteStream, decode, numbered_lines
from kg.readers.record import ReadOptions, Record, record_from

ONE_A_LINE = "write one object a line, as `jq -c '.[]' FILE` or `jq -c . FILE` does"


def read(path: str, stream: ByteStream, options: ReadOptions) -> Iterator[Record | Skipped]:
    """Yield the article of each line; a line that has none is skipped, and blank lines are passed over."""
    empty = True
    for number, line in numbered_lines(stream):
        if not line.strip():
            continue
        if empty and line.strip() in (b"{", b"["):
            raise InputError(f"one JSON value over many lines; {ONE_A_LINE}")
        empty = False
        try:
            yield record_from(_object(decode(line)), options, number)
        except InputError as error:
            yield Skipped(path=path, line=number, reason=str(error))
    if empty:
        raise InputError("empty file; there is no article in it")


def _object(line: str) -> dict[str, object]:
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"torn or malformed JSON ({error}); mend the line or leave it out") from error
    if not isinstance(value, dict):
        raise InputError(f"a JSON {type(value).__name__}, not an object; {ONE_A_LINE}")
    return value
