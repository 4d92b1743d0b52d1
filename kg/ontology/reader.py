"""Reads an ontology's folder; the faults of all files are told together."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kg.errors import OntologyError, unknown
from kg.ids import fingerprint
from kg.model import STATUSES
from kg.ontology.notation import Classes, check_slot, parse_choices, split_word
from kg.ontology.records import Condition, EventType, Example, Frame, Mode, Ontology, PartOfSpeech

Table = Mapping[str, Any]
NAME = re.compile(r"[A-Z][A-Z_]*")
COLOR = re.compile(r"#[0-9a-f]{6}")
CAMEO = re.compile(r"[0-9]{2,4}")
FEWEST_EXAMPLES = 2
PARTS_OF_SPEECH: tuple[PartOfSpeech, ...] = ("verb", "noun", "adj")


class _Head(msgspec.Struct, kw_only=True):
    """`ontology.toml`."""

    name: str
    version: str
    source: str
    quad: dict[str, str]
    sectors: dict[str, str]
    light_verbs: list[str]
    classes: dict[str, list[str]] = {}


class _Type(msgspec.Struct, kw_only=True):
    """`events/<type>.toml`; the tables of its lists are read one by one."""

    type: str
    edge: str
    definition: str
    quad: int
    intensity: float
    cameo: str
    color: str
    modes: list[dict[str, Any]] = []
    examples: list[dict[str, Any]] = []
    classes: dict[str, list[str]] = {}
    frames: list[dict[str, Any]] = []


class _Mode(msgspec.Struct, kw_only=True):
    name: str
    intensity: float
    cameo: str


class _Example(msgspec.Struct, kw_only=True):
    text: str
    actors: list[str]
    recipients: list[str]
    status: str


class _Frame(msgspec.Struct, kw_only=True):
    pos: str
    words: list[str]
    weight: float
    actor: list[str] = []
    recipient: list[str] = []
    needs: list[str] = []
    unless: list[str] = []
    mode: str | None = None
    mutual: bool = False
    status: str | None = None


Known = TypeVar("Known", bound=str)
Raw = TypeVar("Raw", _Head, _Type, _Mode, _Example, _Frame)


class _Faults:
    """What is wrong, each with its place."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, where: str, what: str) -> None:
        self.lines.append(f"{where}: {what}")

    def error(self, folder: Path) -> OntologyError:
        """Return all that was noted as one error."""
        return OntologyError(f"faults in the ontology {folder} ({len(self.lines)}):\n" + "\n".join(self.lines))

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """Note the OntologyError that the block raises, and go on after it."""
        try:
            yield
        except OntologyError as error:
            self.add(where, str(error))


def read_ontology(folder: Path) -> Ontology:
    """Return the ontology of a folder; raises one OntologyError that lists all faults, one a line.

    Event types rest on the head, so its own faults are told alone.
    """
    faults = _Faults()
    head = _read(folder, "ontology.toml", _Head, faults)
    if head is None:
        raise faults.error(folder)
    _check_head(head, faults)
    names = [f"events/{path.name}" for path in sorted((folder / "events").glob("*.toml"))]
    if not names:
        faults.add("events", "no event types; give one file <type>.toml for each")
    read = {name: _read(folder, name, _Type, faults) for name in names}
    raw = {name: event_type for name, event_type in read.items() if event_type is not None}
    _check_unique(raw, faults)
    classes = _classes({"ontology.toml": head.classes} | {name: t.classes for name, t in raw.items()}, faults)
    types = [_event_type(name, event_type, head, classes, faults) for name, event_type in raw.items()]
    if faults.lines:
        raise faults.error(folder)
    return Ontology(
        name=head.name,
        version=head.version,
        source=head.source,
        fingerprint=fingerprint(folder, "*.toml"),
        quads={int(quad): name for quad, name in head.quad.items()},
        types={event_type.type: event_type for event_type in types},
        sectors=head.sectors,
        light_verbs=frozenset(head.light_verbs),
        classes=classes,
    )


def _read(folder: Path, name: str, kind: type[Raw], faults: _Faults) -> Raw | None:
    try:
        table = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        faults.add(name, f"cannot be read ({error}); an ontology is a folder with ontology.toml and events/")
    except tomllib.TOMLDecodeError as error:
        faults.add(name, f"not valid TOML: {error}")
    else:
        return _convert(table, kind, name, faults)
    return None


def _convert(table: Table, kind: type[Raw], where: str, faults: _Faults) -> Raw | None:
    """Return a table as a record, or None where a key is missing, unknown or of a wrong type."""
    keys = kind.__struct_fields__
    strange = [key for key in table if key not in keys]
    for key in strange:
        faults.add(where, unknown("key", key, keys))
    try:
        record = msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        faults.add(where, str(error).replace("Object missing required field", "missing key"))
        return None
    return None if strange else record


def _check_head(head: _Head, faults: _Faults) -> None:
    for quad in head.quad:
        if not quad.isdigit():
            faults.add("ontology.toml: quad", f"{quad!r} is no number")
    for verb in head.light_verbs:
        if verb != verb.lower() or " " in verb:
            faults.add("ontology.toml: light_verbs", f"{verb!r} is not one lemma in lower case")


def _classes(named: Mapping[str, Mapping[str, list[str]]], faults: _Faults) -> dict[str, frozenset[str]]:
    """Return the classes of all files together; a name stands for one class only."""
    classes: dict[str, frozenset[str]] = {}
    homes: dict[str, str] = {}
    for file, own in named.items():
        for name, lemmas in own.items():
            if name in homes:
                faults.add(f"{file}: classes.{name}", f"already a class of {homes[name]}; choose another name")
            homes[name], classes[name] = file, frozenset(lemmas)
    return classes


def _check_unique(raw: Mapping[str, _Type], faults: _Faults) -> None:
    for key in ("type", "edge", "color"):
        homes: dict[str, str] = {}
        for file, event_type in raw.items():
            value = getattr(event_type, key)
            if value in homes:
                faults.add(f"{file}: {key}", f"{value!r} is already that of {homes[value]}; choose another")
            homes.setdefault(value, file)


def _event_type(file: str, raw: _Type, head: _Head, classes: Classes, faults: _Faults) -> EventType:
    _check_type(file, raw, head, faults)
    modes = list(_modes(file, raw.modes, faults))
    return EventType(
        type=raw.type,
        edge=raw.edge,
        definition=raw.definition,
        quad=raw.quad,
        intensity=raw.intensity,
        cameo=raw.cameo,
        color=raw.color,
        modes=tuple(modes),
        examples=tuple(_examples(file, raw.examples, faults)),
        frames=tuple(_frames(file, raw, {mode.name for mode in modes}, classes, faults)),
    )


def _check_type(file: str, raw: _Type, head: _Head, faults: _Faults) -> None:
    if file != f"events/{raw.type.lower()}.toml":
        faults.add(f"{file}: type", f"{raw.type!r} belongs in events/{raw.type.lower()}.toml")
    for key, value in (("type", raw.type), ("edge", raw.edge)):
        if not NAME.fullmatch(value):
            faults.add(f"{file}: {key}", f"{value!r} is not in capitals (A to Z and _)")
    if str(raw.quad) not in head.quad:
        faults.add(f"{file}: quad", unknown("quad", str(raw.quad), head.quad))
    if not COLOR.fullmatch(raw.color):
        faults.add(f"{file}: color", f"{raw.color!r} is not #rrggbb in lower case")
    _check_cameo(f"{file}: cameo", raw.cameo, faults)
    if len(raw.examples) < FEWEST_EXAMPLES:
        faults.add(f"{file}: examples", f"{len(raw.examples)} given; write at least {FEWEST_EXAMPLES}")


def _check_cameo(where: str, code: str, faults: _Faults) -> None:
    if not CAMEO.fullmatch(code):
        faults.add(where, f"{code!r} is no CAMEO code; give 2 to 4 digits as a string, with leading zero")


def _modes(file: str, tables: Sequence[Table], faults: _Faults) -> Iterator[Mode]:
    seen = set()
    for number, table in enumerate(tables, 1):
        where = f"{file}: mode {number}"
        raw = _convert(table, _Mode, where, faults)
        if raw is None:
            continue
        _check_cameo(f"{where}: cameo", raw.cameo, faults)
        if raw.name in seen:
            faults.add(where, f"mode {raw.name!r} is given twice")
        seen.add(raw.name)
        yield Mode(name=raw.name, intensity=raw.intensity, cameo=raw.cameo)


def _examples(file: str, tables: Sequence[Table], faults: _Faults) -> Iterator[Example]:
    for number, table in enumerate(tables, 1):
        where = f"{file}: example {number}"
        raw = _convert(table, _Example, where, faults)
        if raw is None:
            continue
        if not raw.actors:
            faults.add(f"{where}: actors", "empty; every event has an actor")
        with faults.at(where):
            status = _one_of("status", raw.status, STATUSES)
            yield Example(text=raw.text, actors=tuple(raw.actors), recipients=tuple(raw.recipients), status=status)


def _frames(file: str, event_type: _Type, modes: set[str], classes: Classes, faults: _Faults) -> Iterator[Frame]:
    seen: dict[tuple[str, str, frozenset[str]], int] = {}
    for number, table in enumerate(event_type.frames, 1):
        where = f"{file}: frame {number}"
        raw = _convert(table, _Frame, where, faults)
        if raw is None:
            continue
        _check_frame(where, raw, modes, faults)
        for words in raw.words:
            first = seen.setdefault((raw.pos, words, frozenset(raw.needs)), number)
            if first != number or raw.words.count(words) > 1:
                faults.add(where, f"{raw.pos} {words!r} is in frame {first} already with the same needs")
        yield from _expand(where, event_type.type, raw, classes, faults)


def _check_frame(where: str, raw: _Frame, modes: set[str], faults: _Faults) -> None:
    if not 0 <= raw.weight <= 1:
        faults.add(f"{where}: weight", f"{raw.weight} is not in 0..1")
    if raw.mode is not None and raw.mode not in modes:
        faults.add(where, unknown("mode", raw.mode, modes))
    if not raw.words:
        faults.add(f"{where}: words", "empty; give at least one")
    for words in raw.words:
        if words != " ".join(words.lower().split()) or not words:
            faults.add(f"{where}: words", f"{words!r} is not in lower case with single blanks")
    for slot in (*raw.actor, *raw.recipient):
        with faults.at(where):
            check_slot(slot)


def _expand(where: str, event_type: str, raw: _Frame, classes: Classes, faults: _Faults) -> Iterator[Frame]:
    """Yield one frame for each word; they share their conditions."""
    needs = _conditions(where, raw.needs, classes, faults)
    unless = tuple(c for choices in _conditions(where, raw.unless, classes, faults) for c in choices)
    with faults.at(where):
        pos: PartOfSpeech = _one_of("part of speech", raw.pos, PARTS_OF_SPEECH)
        status = None if raw.status is None else _one_of("status", raw.status, STATUSES)
        for words in filter(str.strip, raw.words):
            word, extra = split_word(pos, words)
            yield Frame(
                type=event_type,
                pos=pos,
                word=word,
                extra=extra,
                actor=tuple(raw.actor),
                recipient=tuple(raw.recipient),
                needs=needs,
                unless=unless,
                mode=raw.mode,
                mutual=raw.mutual,
                status=status,
                weight=raw.weight,
            )


def _conditions(
    where: str, entries: Sequence[str], classes: Classes, faults: _Faults
) -> tuple[tuple[Condition, ...], ...]:
    found = []
    for entry in entries:
        with faults.at(where):
            found.append(parse_choices(entry, classes))
    return tuple(found)


def _one_of(kind: str, value: str, known: Sequence[Known]) -> Known:
    """Return the one of `known` that equals a value; raises OntologyError where none does."""
    for name in known:
        if name == value:
            return name
    raise OntologyError(unknown(kind, value, known))
