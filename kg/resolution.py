"""What resolution knows: which entities of many articles are one, which events, and why."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model import STATUSES, Article, Event, Extraction, Precision, Span, Status

PRECISIONS: tuple[Precision, ...] = ("day", "month", "year", "published")
"""The most precise first."""

EntityKey = tuple[str, str | None]
"""An entity's id in its article, and the country it has there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Two ids taken for one (`merged`: `other` is now `kept`) or not (`kept apart`), and why."""

    action: Literal["merged", "kept apart"]
    kept: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one article tells it, without its text; entities by their resolved ids."""

    event: str
    article: str
    source: str
    """Name of the article's source, or the article's id where it names none."""
    published: dt.date | None
    trigger: Span
    type: str
    mode: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    mutual: bool
    speaker: str | None
    location: str | None
    date: dt.date | None
    date_precision: Precision | None
    confidence: float

    @property
    def order(self) -> tuple[dt.date, str, int, str]:
        """Sort key: the earliest article first, undated ones last."""
        return self.published or dt.date.max, self.article, self.trigger[0], self.event


@dataclass(frozen=True, slots=True)
class Cluster:
    """One event of the world: all its tellings, in order; the first gives it its id."""

    tellings: tuple[Telling, ...]

    @property
    def first(self) -> Telling:
        """The earliest telling."""
        return self.tellings[0]

    @property
    def id(self) -> str:
        """Id of the earliest telling's event."""
        return self.first.event

    @property
    def status(self) -> Status:
        """The strongest status among the tellings."""
        return min((telling.status for telling in self.tellings), key=STATUSES.index)

    @property
    def mode(self) -> str | None:
        """The mode that the earliest telling with one gives."""
        return next((telling.mode for telling in self.tellings if telling.mode), None)

    @property
    def location(self) -> str | None:
        """The place that the earliest telling with one gives."""
        return next((telling.location for telling in self.tellings if telling.location), None)

    @property
    def dated(self) -> tuple[dt.date, Precision] | None:
        """The most precise date with its precision; of equals, what the earliest telling gives."""
        dates = [(t.date, t.date_precision or "day") for t in self.tellings if t.date]
        return min(dates, key=lambda dated: PRECISIONS.index(dated[1]), default=None)

    @property
    def speakers(self) -> tuple[str, ...]:
        """The entities in whose words the event is told, each once."""
        return tuple(dict.fromkeys(telling.speaker for telling in self.tellings if telling.speaker))

    @property
    def sources(self) -> int:
        """Number of distinct sources that tell the event."""
        return len({telling.source for telling in self.tellings})

    @property
    def confidence(self) -> float:
        """Confidence of the surest telling."""
        return max(telling.confidence for telling in self.tellings)

    @property
    def seen(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of publication, where any is known."""
        days = [telling.published for telling in self.tellings if telling.published]
        return (min(days), max(days)) if days else None

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Who acts on whom: each (actor, recipient); of a mutual event every two actors, both ways."""
        actors = self.first.actors
        if self.first.mutual:
            return tuple((one, other) for one in actors for other in actors if one != other)
        return tuple((actor, recipient) for actor in actors for recipient in self.first.recipients)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The outcome of resolution; what it does not list stays what it is in its article."""

    entities: Mapping[EntityKey, str]
    clusters: Mapping[str, Cluster]
    """By event id: the cluster of each event that is told more than once."""
    decisions: tuple[Decision, ...]

    def ids(self, extraction: Extraction) -> dict[str, str]:
        """Return the resolved id of each entity of an article, by its id there."""
        return {e.id: self.entities.get((e.id, e.country), e.id) for e in extraction.entities}

    def event_id(self, event: str) -> str:
        """Return the id of the cluster that an event belongs to."""
        cluster = self.clusters.get(event)
        return cluster.id if cluster else event

    def cluster(self, article: Article, event: Event, ids: Mapping[str, str]) -> Cluster:
        """Return the cluster that an article's event belongs to, alone or not."""
        return self.clusters.get(event.id) or Cluster((tell(article, event, ids),))


def tell(article: Article, event: Event, ids: Mapping[str, str]) -> Telling:
    """Return an event's record with its entities resolved by `ids`, each once."""

    def resolved(entity: str) -> str:
        return ids.get(entity, entity)

    return Telling(
        event=event.id,
        article=article.id,
        source=article.source or article.id,
        published=article.published,
        trigger=event.trigger,
        type=event.type,
        mode=event.mode,
        status=event.status,
        actors=tuple(dict.fromkeys(map(resolved, event.actors))),
        recipients=tuple(dict.fromkeys(map(resolved, event.recipients))),
        mutual=event.mutual,
        speaker=resolved(event.speaker) if event.speaker else None,
        location=resolved(event.location) if event.location else None,
        date=event.date,
        date_precision=event.date_precision,
        confidence=event.confidence,
    )
