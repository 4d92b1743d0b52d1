"""Wires the stages: files to a store, a store to a graph. It prints nothing."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.dates import iso
from kg.engine import Extractor, MakeExtractor, Outcome, batches, open_engine, outcomes
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.graph import CheckedGraph, Graph
from kg.model import Article, Entity, Event, Extraction, Skipped
from kg.ontology import Ontology, load_ontology
from kg.readers import ReadOptions, read_articles
from kg.resolve import resolve
from kg.store import Store

BATCH_SIZE = 16
"""Articles extracted and stored at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an ingest is, in articles."""

    read: int
    added: int
    unchanged: int
    refreshed: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What an ingest did; `events`, distinct `entities` and `dropped` are those of added and refreshed articles."""

    read: int
    added: int
    unchanged: int
    refreshed: int
    skipped: tuple[Skipped, ...]
    dropped: Counter[str]
    events: int
    entities: int
    seconds: float


def load_extractor(model: str | None = None, ontology: Path | None = None) -> Extractor:
    """Load the extractor with a spaCy pipeline and an ontology, by default the shipped ones.

    Raises ModelError or OntologyError.
    """
    # Imported here: spaCy takes a second to load, and a known article needs none.
    from kg import extract, nlp

    return extract.Extractor(nlp.load_model(model), load_ontology(ontology), load_gazetteer())


def ingest(
    paths: Sequence[str],
    store: Store,
    make_extractor: MakeExtractor = load_extractor,
    *,
    read_options: ReadOptions | None = None,
    workers: int = 1,
    refresh: bool = False,
    batch_size: int = BATCH_SIZE,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> IngestReport:
    """Read articles, extract from those that the store does not know, and store both.

    With `refresh` it first extracts anew from every stored article that another version of the extractor read.
    Each batch is stored whole or not at all: an ingest broken off anywhere is completed by the same call. An article in
    which the extractor itself fails is skipped, and read by the next call.
    `on_progress` is called for each known or skipped article and each batch stored. Raises KgError where a worker dies.
    """
    tally = _Tally(on_progress)
    with open_engine(make_extractor, workers) as engine:
        if refresh:
            for batch, found in engine.run(batches(store.outdated(engine.version()), batch_size)):
                pairs = tally.without_failed(batch, found)
                store.replace([extraction for _, extraction in pairs])
                tally.stored(pairs, refreshed=len(pairs))
        new = tally.new(read_articles(paths, read_options or ReadOptions()), store)
        for batch, found in engine.run(batches(new, batch_size)):
            pairs = tally.without_failed(batch, found)
            tally.stored(pairs, added=store.add(pairs))
    return tally.report()


def extract_articles(
    paths: Sequence[str], extractor: Extractor, options: ReadOptions | None = None
) -> Iterator[tuple[Article, Extraction] | Skipped]:
    """Yield each article with its extraction, and what could not be read, as they are read; nothing is stored."""
    for item in read_articles(paths, options or ReadOptions()):
        if isinstance(item, Skipped):
            yield item
        else:
            (outcome,) = outcomes(extractor, (item,))
            yield outcome if isinstance(outcome, Skipped) else (item, outcome)


def project(store: Store, ontology: Ontology | None = None, gazetteer: Gazetteer | None = None) -> Graph:
    """Resolve a store's entities and events and return its graph, which reads from the store while it is read.

    Open the store read-only where another process may write to it meanwhile.
    """
    # Imported here: it brings networkx, and an ingest needs none.
    from kg.graph.project import ProjectedGraph

    known = known_entities(gazetteer or load_gazetteer())
    return CheckedGraph(ProjectedGraph(store.pairs, resolve(store.pairs), ontology or load_ontology(), known))


def known_entities(gazetteer: Gazetteer) -> dict[str, Entity]:
    """Return the gazetteer's countries, places, leaders and organizations as entities, by id."""
    countries = (
        Entity(id=c.id, kind="Country", name=c.name, country=c.code, sector="GOV") for c in gazetteer.countries
    )
    places = (Entity(id=p.id, kind="Location", name=p.name, country=p.country) for p in gazetteer.places)
    leaders = (Entity(id=p.id, kind="Person", name=p.name, country=p.country) for p in gazetteer.leaders)
    bodies = (
        Entity(id=o.id, kind="Organization", name=o.name, country=o.country, sector=o.sector)
        for o in gazetteer.organizations
    )
    return {entity.id: entity for entity in (*countries, *places, *leaders, *bodies)}


def extraction_record(article: Article, extraction: Extraction, ontology: Ontology) -> dict[str, Any]:
    """Return an article's entities and events in the JSON form that the scorers read; absent values are None."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published and article.published.isoformat(),
        "entities": [_entity_record(entity) for entity in extraction.entities],
        "events": [_event_record(event, ontology) for event in extraction.events],
    }


def _entity_record(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "country": entity.country,
        "sector": entity.sector,
        "aliases": list(entity.aliases),
        "mentions": [list(mention.span) for mention in entity.mentions],
    }


def _event_record(event: Event, ontology: Ontology) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "relation": ontology.types[event.type].edge,
        "status": event.status,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "mutual": event.mutual,
        "speaker": event.speaker,
        "location": event.location,
        "date": event.date and iso(event.date, event.date_precision),
        "sentence": list(event.sentence),
        "trigger": list(event.trigger),
        "content": event.content,
        "quote": event.quote,
        "confidence": event.confidence,
    }


@dataclass(slots=True)
class _Tally:
    """The counts of a running ingest."""

    on_progress: Callable[[Progress], None]
    read: int = 0
    added: int = 0
    unchanged: int = 0
    refreshed: int = 0
    events: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    entities: set[str] = field(default_factory=set)
    started: float = field(default_factory=time.monotonic)

    def new(self, items: Iterable[Article | Skipped], store: Store) -> Iterator[Article]:
        """Yield the articles that the store does not know, and count the rest."""
        for item in items:
            if isinstance(item, Skipped):
                self.skipped.append(item)
            else:
                self.read += 1
                if not store.has(item.id):
                    yield item
                    continue
                self.unchanged += 1
            self._show()

    def without_failed(self, batch: Sequence[Article], found: Sequence[Outcome]) -> list[tuple[Article, Extraction]]:
        """Return the articles that were read, each with its extraction, and count the others as skipped."""
        self.skipped += [outcome for outcome in found if isinstance(outcome, Skipped)]
        pairs = zip(batch, found, strict=True)
        return [(article, outcome) for article, outcome in pairs if not isinstance(outcome, Skipped)]

    def stored(self, pairs: Sequence[tuple[Article, Extraction]], *, added: int = 0, refreshed: int = 0) -> None:
        """Count a batch and what it has given; an article of it that is not added was there twice."""
        self.added += added
        self.refreshed += refreshed
        self.unchanged += len(pairs) - added - refreshed
        for article, extraction in pairs:
            self.events += len(extraction.events)
            self.entities.update(entity.id for entity in extraction.entities)
            self.dropped.update(drop.reason for drop in (*article.dropped, *extraction.dropped))
        self._show()

    def _show(self) -> None:
        self.on_progress(
            Progress(
                read=self.read,
                added=self.added,
                unchanged=self.unchanged,
                refreshed=self.refreshed,
                skipped=len(self.skipped),
            )
        )

    def report(self) -> IngestReport:
        """Return the counts as they are now."""
        return IngestReport(
            read=self.read,
            added=self.added,
            unchanged=self.unchanged,
            refreshed=self.refreshed,
            skipped=tuple(self.skipped),
            dropped=self.dropped,
            events=self.events,
            entities=len(self.entities),
            seconds=time.monotonic() - self.started,
        )
