"""Texts with events: reading them, and finding their words among a text's tokens.

    Turkey threatened Greece with sanctions on Monday.
    - THREATEN | threatened | Turkey | Greece | asserted

One text a line, below it a line for each event (type, trigger, actors, recipients, status), `- NONE` where there is
none, then a blank line. `TYPE+` is a mutual act; `word#2` means the second such word of the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import get_args

import msgspec
from spacy.tokens import Doc, Token

from kg.errors import InputError
from kg.evaluate import EventsGold, Gold, GoldEvent
from kg.model import Span, Status
from kg.ontology import load_ontology
from kg.readers.paragraphs import line_paragraphs
from training.corpora import ANY_NAME, EVENT_TYPES, LONGEST, NO_EVENT, Events, Example
from training.tokens import blank

COLUMNS = 5


class Referenced(msgspec.Struct, frozen=True, kw_only=True):
    """The events of an article whose text lies elsewhere; `sha256` are the first digits of its text's."""

    id: str
    sha256: str
    events: tuple[GoldEvent, ...]


def read_folder(folder: Path) -> list[EventsGold]:
    """Return the texts of all files of a folder."""
    return [text for path in sorted(folder.glob("*.txt")) for text in read_annotated(path)]


def read_annotated(path: Path) -> list[EventsGold]:
    """Return the texts of a file; raises InputError naming each wrong line."""
    types = frozenset(load_ontology().types)
    found, problems = [], []
    for block in _blocks(path):
        (line, text), *rows = block
        events = []
        for number, row in rows:
            try:
                events += _events(text, row, types)
            except ValueError as error:
                problems.append(f"{path}:{number}: {error}")
        if not rows:
            problems.append(f"{path}:{line}: no line of an event; write '- NONE' where there is none")
        found.append(EventsGold(id=f"{path.name}:{line}", text=text, events=tuple(events)))
    if problems:
        raise InputError("\n".join(problems))
    return found


def read_referenced(path: Path, texts: Path) -> list[EventsGold]:
    """Return the texts of a JSON Lines file whose events another marks; raises InputError where they do not fit."""
    try:
        known = {str(r.id): r.text for r in msgspec.json.Decoder(Gold).decode_lines(texts.read_bytes())}
        marked = msgspec.json.Decoder(Referenced).decode_lines(path.read_bytes())
    except msgspec.DecodeError as error:
        raise InputError(f"{texts} or {path}: {error}; training/README.md tells their form") from error
    found = []
    for number, record in enumerate(marked, 1):
        text = known.get(record.id, "")
        if sha256(text.encode()).hexdigest()[: len(record.sha256)] != record.sha256:
            raise InputError(
                f"{path}:{number}: {record.id} stands not so in {texts}; training/README.md names the file"
            )
        found.append(EventsGold(id=record.id, text=text, events=record.events))
    return found


def event_examples(texts: Iterable[EventsGold]) -> Iterator[Example]:
    """Yield each paragraph of annotated texts, but the few that are too long, as the language model learns from it."""
    tokenizer = blank()
    for text in texts:
        for start, end in line_paragraphs(text.text):
            doc = tokenizer(text.text[start:end])
            if len(doc) <= LONGEST:
                inside = [event for event in text.events if start <= event.trigger[0] < end]
                yield _example(doc, [start + token.idx for token in doc], inside)


def _example(doc: Doc, starts: Sequence[int], events: Sequence[GoldEvent]) -> Example:
    types = [NO_EVENT] * len(doc)
    sides = []
    for event in events:
        trigger = tokens_in(doc, starts, event.trigger)[-1]
        types[trigger] = EVENT_TYPES.index(event.type)
        for role, spans in enumerate((event.actors, event.recipients)):
            sides += [(trigger, token, role) for span in spans for token in tokens_in(doc, starts, span)]
    return Example(
        words=tuple(token.text for token in doc),
        names=(ANY_NAME,) * len(doc),
        events=Events(types=tuple(types), sides=tuple(sides)),
    )


def tokens_in(tokens: Iterable[Token], starts: Iterable[int], span: Span) -> list[int]:
    """Return the places of the tokens that a span of the text touches; `starts` are the tokens' code points in it."""
    return [
        place
        for place, (token, start) in enumerate(zip(tokens, starts, strict=True))
        if not token.is_space and start < span[1] and span[0] < start + len(token)
    ]


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


def _events(text: str, row: str, types: frozenset[str]) -> Iterator[GoldEvent]:
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
    yield GoldEvent(
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
