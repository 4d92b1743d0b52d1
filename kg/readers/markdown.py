"""Markdown: a file is an article, its source the text; front matter and the first heading give its fields."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Dropped, Skipped, Span
from kg.readers.decode import ByteStream, read_text
from kg.readers.paragraphs import blocks, trim
from kg.readers.record import STAGE, ReadOptions, Record, record_from

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"#{1,6}(?:[ \t]+|\Z)")
UNDERLINE = re.compile(r"(?:=+|-+)\Z")
ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+")
MARKUP = re.compile(rf"(?:\s*(?:>|{HEADING.pattern}|{ITEM.pattern}))*\s*")


def read(_path: str, stream: ByteStream, options: ReadOptions) -> Iterator[Record | Skipped]:
    """Yield the one article of a Markdown file."""
    text = read_text(stream)
    values: dict[str, object] = {}
    front = FRONT_MATTER.match(text)
    if front:
        pairs = (line.split(":", 1) for line in front[1].splitlines() if ":" in line)
        values = {key.strip(): value.strip().strip("\"'") for key, value in pairs}
    # The text is the file itself, whatever the front matter holds under that name.
    values[options.name_of("text")] = text
    record = record_from(values, options, line=None)
    if not record.title:
        record = replace(record, title=_first_heading(text))
    if front:
        outside = Dropped(stage=STAGE, reason="front matter", span=trim(text, *front.span()))
        record = replace(record, dropped=(outside, *record.dropped))
    yield record


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs, headings and list items, without the markup at their start and without front matter."""
    front = FRONT_MATTER.match(text)
    for block in blocks(text, front.end() if front else 0):
        for start, end in _parts(text, block):
            span = trim(text, start, end, MARKUP)
            if span[0] < span[1]:
                yield span


def _parts(text: str, block: list[Span]) -> Iterator[Span]:
    """Cut a block where a heading, a list item or a line of mere markup begins or ends a paragraph."""
    part: Span | None = None
    for start, end in block:
        is_heading = HEADING.match(text, start, end) is not None
        is_markup = UNDERLINE.match(text, start, end) is not None or MARKUP.fullmatch(text, start, end) is not None
        if part and (is_heading or is_markup or ITEM.match(text, start, end)):
            yield part
            part = None
        if is_heading:
            yield start, end
        elif not is_markup:
            part = (part[0] if part else start), end
    if part:
        yield part


def _first_heading(text: str) -> str | None:
    """Return the text of the first heading of the first level, `# Like this` or underlined by `=`."""
    front = FRONT_MATTER.match(text)
    for block in blocks(text, front.end() if front else 0):
        for (start, end), (next_start, next_end) in zip(block, [*block[1:], (0, 0)], strict=True):
            if text.startswith("# ", start, end):
                return text[start + 2 : end].strip(" \t#") or None
            if next_end and set(text[next_start:next_end]) == {"="}:
                return text[start:end]
    return None
