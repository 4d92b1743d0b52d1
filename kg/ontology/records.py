"""The records of an ontology: event types, with the frames by which a text tells them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.errors import OntologyError, unknown
from kg.model import Status

PartOfSpeech = Literal["verb", "noun", "adj"]
Filler = Literal["any", "actor", "thing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A finer kind of an event type; `intensity` and `cameo` stand in for those of the type."""

    name: str
    intensity: float
    cameo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence that tells an event of the type, with what is to be found in it; sides by canonical name."""

    text: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """That a slot is filled: by one of `lemmas` if given, else by any word, a side (`actor`) or no side (`thing`)."""

    slot: str
    lemmas: frozenset[str] | None
    filler: Filler


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One word that triggers an event type, and where its sides stand.

    `word` is the head's lemma, `extra` the further words that must be there. The frame applies where every entry of
    `needs` has a condition that holds, and none of `unless` does. `actor` and `recipient` are slots in order of
    preference, empty for the default of the part of speech. `weight` (0..1) is how surely the word tells the type.
    """

    type: str
    pos: PartOfSpeech
    word: str
    extra: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    needs: tuple[tuple[Condition, ...], ...] = ()
    unless: tuple[Condition, ...] = ()
    mode: str | None = None
    mutual: bool = False
    status: Status | None = None
    weight: float

    @property
    def spoken(self) -> bool:
        """Whether somebody does the act by what a clause of theirs says: *said that the report was false*."""
        return self.actor == ("speaker",)

    @property
    def denied(self) -> bool:
        """Whether the word tells the act where it is negated: *said that it was not true*."""
        return any(condition.slot == "not" for choices in self.needs for condition in choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A type of event; `edge` names its relation, `quad` is one of the ontology's, `color` is #rrggbb."""

    type: str
    edge: str
    definition: str
    quad: int
    intensity: float
    cameo: str
    color: str
    modes: tuple[Mode, ...]
    examples: tuple[Example, ...]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Event types by name, and the words that all share; `source` tells what it derives from.

    `fingerprint` changes with any of its files.
    """

    name: str
    version: str
    source: str
    fingerprint: str
    quads: Mapping[int, str]
    types: Mapping[str, EventType]
    sectors: Mapping[str, str]
    light_verbs: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    _index: dict[tuple[str, str], tuple[Frame, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], list[Frame]] = {}
        for event_type in self.types.values():
            for frame in event_type.frames:
                index.setdefault((frame.pos, frame.word), []).append(frame)
        object.__setattr__(self, "_index", {key: tuple(frames) for key, frames in index.items()})

    def frames_for(self, pos: str, lemma: str) -> tuple[Frame, ...]:
        """Return the frames of all types whose head is this lemma (lower case); none for other words."""
        return self._index.get((pos, lemma), ())

    def mode(self, event_type: str, name: str) -> Mode:
        """Return a mode of a type; raises OntologyError where there is no such type or mode."""
        if event_type not in self.types:
            raise OntologyError(unknown("event type", event_type, self.types))
        modes = {mode.name: mode for mode in self.types[event_type].modes}
        if name not in modes:
            raise OntologyError(unknown(f"mode of {event_type}", name, modes))
        return modes[name]
