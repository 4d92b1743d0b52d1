"""The projection: articles, extractions and their resolution as nodes and typed edges.

Text is read again from the articles while the graph is written; only entities and counts stay in memory.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from kg.errors import OntologyError, unknown
from kg.graph.entities import EntityTable
from kg.graph.metrics import Centrality, centrality
from kg.ids import make_id
from kg.model import Article, Edge, Entity, Event, Evidence, Extraction, Node, Span, Value
from kg.ontology import EventType, Ontology
from kg.resolution import Cluster, Resolution

SUMMARY_LENGTH = 120
Pairs = Callable[[], Iterable[tuple[Article, Extraction]]]


class ProjectedGraph:
    """The full graph: entity, article and event nodes, structural edges, and one typed edge a fact.

    `pairs` starts a walk over the articles in order of id; `known` are the gazetteer's entities by id.
    """

    def __init__(self, pairs: Pairs, resolution: Resolution, ontology: Ontology, known: Mapping[str, Entity]) -> None:
        self._pairs, self._resolution, self._ontology = pairs, resolution, ontology
        self._entities = EntityTable(known)
        self._facts: Counter[tuple[str, str]] = Counter()
        """Asserted facts by actor and recipient."""
        for article, extraction in pairs():
            ids = resolution.ids(extraction)
            self._entities.add(article, extraction, ids)
            for event, cluster in self._clusters(article, extraction, ids):
                if cluster.id == event.id and cluster.status == "asserted":
                    self._facts.update(cluster.pairs)
        self._entities.complete()

    @cached_property
    def _measures(self) -> dict[str, Centrality]:
        return centrality(list(self._entities), self._facts)

    def _clusters(
        self, article: Article, extraction: Extraction, ids: Mapping[str, str]
    ) -> Iterator[tuple[Event, Cluster]]:
        for event in extraction.events:
            yield event, self._resolution.cluster(article, event, ids)

    def nodes(self) -> Iterator[Node]:
        """Yield entities, then articles, each by id, then events by the article that tells them first."""
        yield from self._entities.nodes(self._measures)
        for article, _ in self._pairs():
            yield _article_node(article)
        for article, extraction in self._pairs():
            for event, cluster in self._clusters(article, extraction, self._resolution.ids(extraction)):
                if cluster.id == event.id:
                    yield self._event_node(event, cluster)

    def edges(self) -> Iterator[Edge]:
        """Yield affiliations, then by article its mentions, tellings and the events that it tells first."""
        yield from self._entities.affiliations()
        about: set[str] = set()
        for article, extraction in self._pairs():
            ids = self._resolution.ids(extraction)
            yield from _mentions(article, extraction, ids)
            mentioned = {e.id: tuple(mention.span for mention in e.mentions) for e in extraction.entities}
            for event, cluster in self._clusters(article, extraction, ids):
                yield _reported_in(article, event, cluster, mentioned)
                if cluster.id == event.id:
                    yield from _roles(cluster)
                    yield from self._fact_edges(article, event, cluster)
                edge = self._about(event, cluster)
                if edge and edge.id not in about:
                    about.add(edge.id)
                    yield edge

    def _event_node(self, event: Event, cluster: Cluster) -> Node:
        kind = self._type(event)
        mode = next((mode for mode in kind.modes if mode.name == cluster.mode), None)
        properties: dict[str, Value | None] = {
            "type": event.type,
            "mode": cluster.mode,
            "status": cluster.status,
            **_date(cluster),
            "quad": kind.quad,
            "intensity": mode.intensity if mode else kind.intensity,
            "cameo": mode.cameo if mode else kind.cameo,
            "summary": self._summary(event, cluster, kind.edge),
            "content": event.content,
            "quote": event.quote,
            "mutual": event.mutual,
            "sources": cluster.sources,
            "confidence": cluster.confidence,
        }
        evidence = tuple(Evidence(article=t.article, start=t.trigger[0], end=t.trigger[1]) for t in cluster.tellings)
        return Node(id=cluster.id, labels=("Event",), properties=_present(properties), evidence=evidence)

    def _type(self, event: Event) -> EventType:
        try:
            return self._ontology.types[event.type]
        except KeyError:
            message = unknown("event type in the store", event.type, self._ontology.types)
            raise OntologyError(
                f"{message}; give the ontology that it was ingested with, or kg ingest --refresh"
            ) from None

    def _summary(self, event: Event, cluster: Cluster, relation: str) -> str:
        """Return one line, such as `Dmitry Peskov REJECTED Donald Trump (possible): the plan`."""
        first = cluster.first
        parts = [self._names(first.actors), relation]
        if first.recipients and not first.mutual:
            parts.append(self._names(first.recipients))
        if cluster.status != "asserted":
            parts.append(f"({cluster.status})")
        return " ".join(parts) + (f": {_shortened(event.content)}" if event.content else "")

    def _names(self, entities: Iterable[str]) -> str:
        return ", ".join(self._entities.name(entity) for entity in entities)

    def _about(self, event: Event, cluster: Cluster) -> Edge | None:
        target = self._resolution.event_id(event.about) if event.about else cluster.id
        return None if target == cluster.id else _edge("ABOUT", cluster.id, target)

    def _fact_edges(self, article: Article, event: Event, cluster: Cluster) -> Iterator[Edge]:
        """Yield an edge for each (actor, recipient) pair, or from each actor to the event if there is none."""
        relation = self._type(event).edge
        start, end = event.sentence
        seen = cluster.seen
        properties: dict[str, Value | None] = {
            "event": cluster.id,
            **_date(cluster),
            "status": cluster.status,
            "sources": cluster.sources,
            "weight": 1.0,
            "confidence": cluster.confidence,
            "sentence": article.text[start:end],
            "quote": event.quote,
            "first_seen": seen and seen[0],
            "last_seen": seen and seen[1],
        }
        for actor, target in cluster.pairs or [(actor, cluster.id) for actor in cluster.first.actors]:
            yield Edge(
                id=make_id("fact", cluster.id, actor, target),
                type=relation,
                source=actor,
                target=target,
                properties=_present(properties),
            )


def _date(cluster: Cluster) -> dict[str, Value]:
    return dict(zip(("date", "date_precision"), cluster.dated or (), strict=False))


def _article_node(article: Article) -> Node:
    properties: dict[str, Value | None] = {
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
    }
    return Node(id=article.id, labels=("Article",), properties=_present(properties))


def _mentions(article: Article, extraction: Extraction, ids: Mapping[str, str]) -> Iterator[Edge]:
    counts: Counter[str] = Counter()
    for entity in extraction.entities:
        counts[ids[entity.id]] += len(entity.mentions)
    for entity_id, count in sorted(counts.items()):
        yield _edge("MENTIONED_IN", entity_id, article.id, {"count": count})


def _reported_in(article: Article, event: Event, cluster: Cluster, mentioned: Mapping[str, tuple[Span, ...]]) -> Edge:
    (start, end), (first, last) = event.sentence, event.trigger
    properties: dict[str, Value] = {
        "sentence": article.text[start:end],
        "start": start,
        "end": end,
        "trigger": article.text[first:last],
        "marks": _marks(event, mentioned),
        "rule": event.rule,
        "confidence": event.confidence,
        "status": event.status,
    }
    return Edge(
        id=make_id("reported", event.id),
        type="REPORTED_IN",
        source=cluster.id,
        target=article.id,
        properties=properties,
    )


def _marks(event: Event, mentioned: Mapping[str, tuple[Span, ...]]) -> tuple[str, ...]:
    """Return what stands where in the sentence, such as `actor:0-6`, in code points of the article, by place."""
    sides = {"actor": event.actors, "recipient": event.recipients, "speaker": (event.speaker,)}
    start, end = event.sentence
    spans = {(*span, side) for side, ids in sides.items() for who in ids if who for span in mentioned.get(who, ())}
    inside = sorted(mark for mark in {(*event.trigger, "trigger"), *spans} if start <= mark[0] and mark[1] <= end)
    return tuple(f"{side}:{first}-{last}" for first, last, side in inside)


def _roles(cluster: Cluster) -> Iterator[Edge]:
    """Yield who took part in an event, where it was, and in whose words it is told."""
    for actor in cluster.first.actors:
        yield _edge("ACTOR_IN", actor, cluster.id)
    for recipient in cluster.first.recipients:
        yield _edge("RECIPIENT_OF", recipient, cluster.id)
    if cluster.location:
        yield _edge("LOCATED_IN", cluster.id, cluster.location)
    for speaker in cluster.speakers:
        yield _edge("CLAIMED_BY", cluster.id, speaker)


def _edge(kind: str, source: str, target: str, properties: Mapping[str, Value] | None = None) -> Edge:
    prefix = kind.lower().replace("_", "-")
    return Edge(
        id=make_id(prefix, source, target), type=kind, source=source, target=target, properties=properties or {}
    )


def _present(properties: Mapping[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in properties.items() if value is not None}


def _shortened(text: str) -> str:
    """Return text on one line, cut after a word."""
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY_LENGTH else line[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"
