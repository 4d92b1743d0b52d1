"""Where the paragraphs of plain text lie: spans, trimmed, with the text left as it is."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Span

LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028\u2029]")
INVISIBLE = "\u200b\u200e\u200f\ufeff"
EDGE_CHARACTERS = INVISIBLE + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
EDGE = re.compile(rf"[\s{INVISIBLE}]*")
BULLET = re.compile(rf"{EDGE.pattern}(?:[-*+•‣▪◦·–—][\s{INVISIBLE}]+)?")

WRAP_WIDTHS = range(55, 101)
"""Widths to which people and mail programs wrap lines; a longer line means that a line is a paragraph."""
SENTENCE_END = re.compile(r"[.!?:][\"'”’»)\]]*\Z")


def trim(text: str, start: int, end: int, leading: re.Pattern[str] = EDGE) -> Span:
    """Return the span without white space at its edges and without what `leading` matches at its start."""
    end = start + len(text[start:end].rstrip(EDGE_CHARACTERS))
    mark = leading.match(text, start, end)
    return (mark.end() if mark else start), end


def lines(text: str, start: int = 0) -> Iterator[Span]:
    """Yield the span of every line from `start` on, blank ones too, without its line break."""
    for line_break in LINE_BREAK.finditer(text, start):
        yield start, line_break.start()
        start = line_break.end()
    yield start, len(text)


def blocks(text: str, start: int = 0) -> Iterator[list[Span]]:
    """Yield the lines, trimmed of white space, that stand together between blank lines."""
    block: list[Span] = []
    for line in (trim(text, *line) for line in lines(text, start)):
        if line[0] < line[1]:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def line_paragraphs(text: str) -> Iterator[Span]:
    """Yield each line that is not blank, without its bullet."""
    for block in blocks(text):
        yield from (trim(text, *line, BULLET) for line in block)


def plain_paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs of plain text: one a line, as wire services write, or hard-wrapped lines as one."""
    for block in blocks(text):
        joins = _joins(text, block)
        start = block[0][0]
        for (line, following), joined in zip(pairwise(block), joins, strict=True):
            if not joined:
                yield trim(text, start, line[1], BULLET)
                start = following[0]
        yield trim(text, start, block[-1][1], BULLET)


def _joins(text: str, block: list[Span]) -> list[bool]:
    """Return, for each line but the last, whether the next one goes on with its paragraph."""
    cut = [_cuts_a_sentence(text, line, following) for line, following in pairwise(block)]
    width = max(end - start for start, end in block)
    if width not in WRAP_WIDTHS or not any(cut):
        return cut
    return [
        is_cut or _is_full(text, line, following, width)
        for is_cut, (line, following) in zip(cut, pairwise(block), strict=True)
    ]


def _cuts_a_sentence(text: str, line: Span, following: Span) -> bool:
    """Whether a sentence runs on over the line break, as a next line in lower case tells."""
    return text[following[0]].islower() and not SENTENCE_END.search(text, max(line[0], line[1] - 4), line[1])


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the next line had no room left: then the break is the wrapping's, not the writer's."""
    first_word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width
