"""Readers: files, folders, patterns and standard input in; articles out, and what could not be read.

A format is a module and a row of `READERS`.
"""

import codecs
import gzip
import io
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.errors import InputError
from kg.ids import make_id
from kg.model import Article, Skipped
from kg.readers import html, jsonl, markdown, plain, table
from kg.readers.compose import SplitParagraphs, compose
from kg.readers.decode import ByteStream
from kg.readers.paragraphs import line_paragraphs, plain_paragraphs
from kg.readers.paths import expand
from kg.readers.record import ReadOptions, ReadRecords, Record

__all__ = ["READERS", "ReadOptions", "Reader", "read_article", "read_articles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A format: the file names it is told by, how its records are read, and how their texts fall into paragraphs."""

    suffixes: tuple[str, ...]
    read: ReadRecords
    paragraphs: SplitParagraphs = plain_paragraphs


READERS: Mapping[str, Reader] = {
    "plain": Reader(suffixes=(".txt",), read=plain.read),
    "markdown": Reader(suffixes=(".md",), read=markdown.read, paragraphs=markdown.paragraphs),
    "html": Reader(suffixes=(".html", ".htm"), read=html.read, paragraphs=line_paragraphs),
    "jsonl": Reader(suffixes=(".jsonl", ".ndjson", ".json"), read=jsonl.read),
    "table": Reader(suffixes=(".csv", ".tsv"), read=table.read),
}

STDIN = "-"
GZIP = ".gz"
BY_SUFFIX = {suffix: reader for reader in READERS.values() for suffix in reader.suffixes}
ALLOWED = f"{' '.join(BY_SUFFIX)}, each also with .gz"


def read_articles(paths: Sequence[str], options: ReadOptions) -> Iterator[Article | Skipped]:
    """Yield the articles of files, folders, glob patterns and `-` (standard input), lazily and in a fixed order.

    What cannot be read is yielded as Skipped, and the reading goes on. A file that is named twice is read once; of two
    texts that the data give one id the first is kept.
    """
    run = _Run(options)
    for named in paths:
        try:
            if named == STDIN:
                yield from run.read_stdin()
            else:
                for item in expand(named, lambda path: _reader_of(path) is not None, ALLOWED):
                    yield from (item,) if isinstance(item, Skipped) else run.read_file(item)
        except OSError as error:
            yield Skipped(path=named, reason=_os_reason(error))


def read_article(
    text: str, options: ReadOptions, *, title: str | None = None, source: str | None = None, url: str | None = None
) -> Article:
    """Return the article of a plain text. Raises InputError: it is empty or too long."""
    return compose(Record(text=text, title=title, source=source, url=url), READERS["plain"].paragraphs, options)


class _Run:
    """One call of `read_articles`: its options, the files it has read and the texts it has seen under an id."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._files: set[Path] = set()
        self._texts: dict[str, str] = {}

    def read_file(self, path: Path) -> Iterator[Article | Skipped]:
        """Yield the articles of one file, unless it was read before."""
        if (real := path.resolve()) in self._files:
            return
        self._files.add(real)
        reader = _reader_of(path)
        if reader is None:
            yield Skipped(path=str(path), reason=_unknown_suffix(path))
            return
        try:
            with path.open("rb") as file:
                stream: ByteStream = gzip.GzipFile(fileobj=file) if path.suffix.lower() == GZIP else file
                yield from self._articles(str(path), reader, stream)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield Skipped(path=str(path), reason=f"torn or not gzip ({error}); fetch the file again")
        except OSError as error:
            yield Skipped(path=str(path), reason=_os_reason(error))

    def read_stdin(self) -> Iterator[Article | Skipped]:
        """Yield the articles of standard input: JSON lines if it begins with a brace, else plain text."""
        stream = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
        try:
            start = stream.peek(64).removeprefix(codecs.BOM_UTF8).lstrip()
            reader = READERS["jsonl" if start.startswith(b"{") else "plain"]
            yield from self._articles(STDIN, reader, stream)
        finally:
            # Collected with its buffer, the wrapper would close standard input for everyone.
            stream.detach()

    def _articles(self, path: str, reader: Reader, stream: ByteStream) -> Iterator[Article | Skipped]:
        try:
            for record in reader.read(path, stream, self._options):
                yield record if isinstance(record, Skipped) else self._article(path, reader, record)
        except InputError as error:
            yield Skipped(path=path, reason=str(error))

    def _article(self, path: str, reader: Reader, record: Record) -> Article | Skipped:
        try:
            article = compose(record, reader.paragraphs, self._options)
        except InputError as error:
            return Skipped(path=path, line=record.line, reason=str(error))
        if record.id:
            digest = make_id("text", article.text)
            if self._texts.setdefault(record.id, digest) != digest:
                reason = f"id {record.id!r} was given before to another text; give each article an id of its own"
                return Skipped(path=path, line=record.line, reason=reason)
        return article


def _reader_of(path: Path) -> Reader | None:
    name = path.with_suffix("") if path.suffix.lower() == GZIP else path
    return BY_SUFFIX.get(name.suffix.lower())


def _unknown_suffix(path: Path) -> str:
    kind = f"suffix {path.suffix!r}" if path.suffix else "a name without suffix"
    return f"{kind} tells no format; it reads {ALLOWED}: rename it, or give plain text or JSON lines by `- < FILE`"


def _os_reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission to read it; allow reading it"
    return f"cannot be read ({error.strerror or error}); check the path and the disk"
