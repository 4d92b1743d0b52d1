"""Annotated sentences for the event detector: reading them, and finding their words among a text's tokens.

    Turkey threatened Greece with sanctions on Monday.
    - THREATEN | threatened | Turkey | Greece | asserted

One text a line, below it a line for each event (type, trigger, actors, recipients, status), `- NONE` where there is
none, then a blank line. `TYPE+` is a mutual act; `word#2` means the second such word of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from spacy.tokens import Doc

from kg.errors import InputError
from kg.model import Span, Status
from kg.ontology import load_ontology

COLUMNS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedEvent:
    """One event; spans are code points of the text."""

    type: str
    mutual: bool
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One text with all its events."""

    text: str
    events: tuple[AnnotatedEvent, ...]


def read_annotated(path: Path) -> list[Annotated]:
    """Return the texts of a file; raises InputError naming each wrong line."""
    types = frozenset(load_ontology().types)
    found, problems = [], []
    for block in _blocks(path):
        (_, text), *rows = block
        events = []
        for number, row in rows:
            try:
                events += _events(text, row, types)
            except ValueError as error:
                problems.append(f"{path}:{number}: {error}")
        if not rows:
            problems.append(f"{path}:{block[0][0]}: no line of an event; write '- NONE' where there is none")
        found.append(Annotated(text=text, events=tuple(events)))
    if problems:
        raise InputError("\n".join(problems))
    return found


def tokens_in(doc: Doc, span: Span) -> list[int]:
    """Return the tokens that a span of the text touches."""
    return [t.i for t in doc if not t.is_space and t.idx < span[1] and span[0] < t.idx + len(t)]


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines of each text, numbered; a new text may begin without a blank line."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text("utf8").splitlines(), 1):
        if not line.strip():
            continue
        if not line.startswith("- ") and block:
            yield block
            block = []
        block.append((number, line.strip()))
    if block:
        yield block


def _events(text: str, row: str, types: frozenset[str]) -> Iterator[AnnotatedEvent]:
    cells = [cell.strip() for cell in row.removeprefix("- ").split("|")]
    if cells == ["NONE"]:
        return
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns where {COLUMNS} are wanted: type, trigger, actors, recipients, status")
    kind, trigger, actors, recipients, status = cells
    if kind.rstrip("+") not in types:
        raise ValueError(f"no event type {kind!r}; there are {', '.join(sorted(types))}")
    if status not in get_args(Status):
        raise ValueError(f"no status {status!r}; there are {', '.join(get_args(Status))}")
    if not actors:
        raise ValueError("no actor")
    yield AnnotatedEvent(
        type=kind.rstrip("+"),
        mutual=kind.endswith("+"),
        trigger=_place(text, trigger),
        actors=_places(text, actors),
        recipients=_places(text, recipients),
        status=status,
    )


def _places(text: str, cell: str) -> tuple[Span, ...]:
    return tuple(_place(text, part.strip()) for part in cell.split(";") if part.strip())


def _place(text: str, words: str) -> Span:
    """Return where words stand in a text, never inside others."""
    words, _, number = words.partition("#")
    spots = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    wanted = int(number or 1)
    if len(spots) < wanted:
        raise ValueError(f"{words!r} stands {len(spots)} times in the text")
    return spots[wanted - 1], spots[wanted - 1] + len(words)


def head_in(doc: Doc, tokens: Sequence[int]) -> int:
    """Return the token of a stretch that hangs on something outside it, the last such."""
    inside = range(tokens[0], tokens[-1] + 1)
    return [i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i][-1]
