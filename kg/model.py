"""The records that flow between the stages.

Frozen, slotted, keyword-only; `None` means absent. A `Span` is [start, end) in Unicode code points of
`Article.text`, which is never altered after reading: what is left out of it is listed, not cut.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
EntityKind = Literal["Person", "Country", "Organization", "Location", "Group"]
MentionKind = Literal["name", "role", "pronoun"]
Status = Literal["asserted", "intended", "possible", "conditional", "negated"]
Precision = Literal["day", "month", "year", "published"]
"""How near a date is known; `published` where the text tells none and the day of publication stands in."""

STATUSES: tuple[Status, ...] = ("asserted", "intended", "possible", "conditional", "negated")
"""Strongest first: where tellings of one fact differ, the first of these stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Something seen and left out, so that nothing vanishes silently."""

    stage: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as read; `paragraphs` are the parts of `text` that go to the language model."""

    id: str
    text: str
    paragraphs: tuple[Span, ...]
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: dt.date | None = None
    language: str | None = None
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An input that could not be read, or in which the program itself failed; the run goes on with the rest."""

    path: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        """Return `path:line: reason`."""
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in the text that stands for an entity."""

    span: Span
    text: str
    kind: MentionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """What a person, organization or group belongs to, by its entity id."""

    target: str
    role: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A node that can act or be acted on, as one article knows it."""

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act by one side, as one sentence tells it; entities are given by id."""

    id: str
    type: str
    mode: str | None = None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    mutual: bool = False
    speaker: str | None = None
    location: str | None = None
    date: dt.date | None = None
    date_precision: Precision | None = None
    trigger: Span
    sentence: Span
    content: str | None = None
    quote: str | None = None
    about: str | None = None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one version of the extractor found in one article."""

    article: str
    version: str
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    dropped: tuple[Dropped, ...] = ()


Value = str | int | float | bool | dt.date | tuple[str, ...]
"""What a property of a node or edge may hold; an absent property has no key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where in which article a node of the graph is told."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of the graph. `labels` go from general to special: ("Entity", "Person")."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A typed, directed edge of the graph."""

    id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Value] = field(default_factory=dict)
