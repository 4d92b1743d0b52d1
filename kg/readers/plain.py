"""Plain text: a file is an article."""

from collections.abc import Iterator

from kg.model import Skipped
from kg.readers.decode import ByteStream, read_text
from kg.readers.record import ReadOptions, Record


def read(_path: str, stream: ByteStream, _options: ReadOptions) -> Iterator[Record | Skipped]:
    """Yield the one article of a text file."""
    yield Record(text=read_text(stream))
