"""Page furniture: which paragraphs, openings and closings are no part of what an article tells.

The patterns lie in `furniture.toml`. What they take is returned as drops with the pattern's reason.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import OntologyError, unknown
from kg.model import Dropped, Span
from kg.readers.paragraphs import trim
from kg.readers.record import STAGE

PATTERNS = Path(__file__).with_name("furniture.toml")
SECTIONS = ("paragraph", "opening", "closing")

LONGEST_LINE = 600
"""A longer paragraph is prose, whatever it mentions."""
LONGEST_EDGE = 250
"""How far into a paragraph an opening or a closing reaches."""

LINK = re.compile(r"(?<!!)\[([^\]]*)\]\([^)\s]*\)")
EMPHASIS = re.compile(r"^[*_]+|[*_]+$")
"""Markdown's marks, which say nothing of what a line is for."""

Rule = tuple[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """The rules, each a reason and its pattern, in the order in which they are tried."""

    paragraph: tuple[Rule, ...]
    opening: tuple[Rule, ...]
    closing: tuple[Rule, ...]


@cache
def load_furniture(path: Path = PATTERNS) -> Furniture:
    """Return the rules of a file. Raises OntologyError that names the file and the entry that is wrong."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{path.name}: not TOML ({error})") from error
    for section in tables:
        if section not in SECTIONS:
            raise OntologyError(f"{path.name}: {unknown('section', section, SECTIONS)}")
    rules = {section: tuple(_rules(path.name, section, tables.get(section, {}))) for section in SECTIONS}
    return Furniture(**rules)


def _rules(file: str, section: str, table: object) -> Iterator[Rule]:
    if not isinstance(table, dict):
        raise OntologyError(f"{file}: {section} is not a table; write [{section}] above its reasons")
    for reason, patterns in table.items():
        where = f"{file}: [{section}] {reason}"
        if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
            raise OntologyError(f"{where}: not a list of regular expressions; write [''' ''', …]")
        for number, pattern in enumerate(patterns, start=1):
            try:
                yield reason, re.compile(pattern)
            except re.error as error:
                raise OntologyError(f"{where}, number {number}: not a regular expression ({error})") from error


def strip_furniture(text: str, spans: Iterable[Span], furniture: Furniture) -> tuple[list[Span], list[Dropped]]:
    """Return the spans of the prose, and what was left out of the given paragraphs."""
    kept: list[Span] = []
    dropped: list[Dropped] = []
    for start, end in spans:
        if reason := _reason(text, (start, end), furniture.paragraph):
            dropped.append(Dropped(stage=STAGE, reason=reason, span=(start, end)))
            continue
        body, edges = _strip_edges(text, (start, end), furniture)
        dropped += edges
        if body[0] < body[1]:
            kept.append(body)
    return kept, dropped


def _reason(text: str, span: Span, rules: tuple[Rule, ...]) -> str | None:
    start, end = span
    if end - start > LONGEST_LINE:
        return None
    # The lines of a wrapped paragraph are one to the patterns, and marks of Markdown none of their concern.
    line = EMPHASIS.sub("", LINK.sub(r"\1", " ".join(text[start:end].split())))
    return next((reason for reason, pattern in rules if pattern.fullmatch(line)), None)


def _strip_edges(text: str, span: Span, furniture: Furniture) -> tuple[Span, list[Dropped]]:
    start, end = span
    dropped: list[Dropped] = []
    for reason, pattern in furniture.opening:
        if match := pattern.match(text, start, min(end, start + LONGEST_EDGE)):
            dropped.append(Dropped(stage=STAGE, reason=reason, span=trim(text, start, match.end())))
            start = match.end()
            break
    for reason, pattern in furniture.closing:
        matches = pattern.finditer(text, max(start, end - LONGEST_EDGE), end)
        if match := next((match for match in matches if match.end() == end), None):
            dropped.append(Dropped(stage=STAGE, reason=reason, span=trim(text, match.start(), end)))
            end = match.start()
            break
    return trim(text, start, end), dropped
