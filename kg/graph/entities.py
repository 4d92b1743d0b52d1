"""The entity nodes: what all articles say of an entity, gathered while the articles go by."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.graph.metrics import Centrality
from kg.ids import make_id
from kg.model import Affiliation, Article, Edge, Entity, EntityKind, Evidence, Extraction, Node, Value

AFFILIATED_BY_COUNTRY = ("Person", "Organization", "Group")
"""Kinds whose country is also an edge to it."""


@dataclass(slots=True)
class Record:
    """What is known of one resolved entity."""

    kind: EntityKind
    names: Counter[str] = field(default_factory=Counter)
    """Number of articles by the name that they give."""
    aliases: set[str] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    affiliations: set[Affiliation] = field(default_factory=set)
    published: tuple[date, date] | None = None
    mentions: "array[int]" = field(default_factory=lambda: array("I"))
    """Three numbers a mention: of the article, its start and its end."""


class EntityTable:
    """Every entity of the graph by its resolved id; mentions are packed, so that millions of them fit."""

    def __init__(self, known: Mapping[str, Entity]) -> None:
        self._known = known
        self._records: dict[str, Record] = {}
        self._articles: list[str] = []

    def add(self, article: Article, extraction: Extraction, ids: Mapping[str, str]) -> None:
        """Take in the entities of an article; `ids` are their resolved ids."""
        number = len(self._articles)
        self._articles.append(article.id)
        for entity in extraction.entities:
            record = self._records.setdefault(ids[entity.id], Record(entity.kind))
            record.names[entity.name] += 1
            record.aliases.update(entity.aliases)
            record.countries.update([entity.country] if entity.country else ())
            record.sectors.update([entity.sector] if entity.sector else ())
            record.affiliations.update(_resolved(affiliation, ids) for affiliation in entity.affiliations)
            for mention in entity.mentions:
                record.mentions.extend((number, *mention.span))
            if article.published:
                first, last = record.published or (article.published, article.published)
                record.published = min(first, article.published), max(last, article.published)

    def complete(self) -> None:
        """Add the known entities that others are affiliated with, though no article mentions them."""
        pending = list(self._records.values())
        while pending:
            record = pending.pop()
            targets = {a.target for a in record.affiliations} | {f"country:{code}" for code in record.countries}
            for target in targets - self._records.keys():
                if entity := self._known.get(target):
                    self._records[target] = _unmentioned(entity)
                    pending.append(self._records[target])
        self._records = dict(sorted(self._records.items()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def name(self, entity: str) -> str:
        """Return the gazetteer's name, or else the commonest, of a person in full; the longest of equals."""
        if entity in self._known:
            return self._known[entity].name
        record = self._records[entity]
        full = {name: n for name, n in record.names.items() if " " in name} if record.kind == "Person" else {}
        return min((full or record.names).items(), key=lambda item: (-item[1], -len(item[0]), item[0]))[0]

    def nodes(self, measures: Mapping[str, Centrality]) -> Iterator[Node]:
        """Yield the entity nodes in order of id."""
        for entity, record in self._records.items():
            yield Node(
                id=entity,
                labels=("Entity", record.kind),
                properties=self._properties(entity, record, measures[entity]),
                evidence=self._evidence(record),
            )

    def _properties(self, entity: str, record: Record, measure: Centrality) -> dict[str, Value]:
        name = self.name(entity)
        known = self._known.get(entity)
        properties: dict[str, Value | None] = {
            "name": name,
            "kind": record.kind,
            "aliases": tuple(sorted((record.aliases | set(record.names)) - {name})) or None,
            "country": (known and known.country) or _commonest(record.countries),
            "sector": (known and known.sector) or _commonest(record.sectors),
            "mentions": len(record.mentions) // 3,
            "first_seen": record.published and record.published[0],
            "last_seen": record.published and record.published[1],
            "degree": measure.degree,
            "pagerank": measure.pagerank,
            "community": measure.community,
        }
        return {key: value for key, value in properties.items() if value is not None}

    def _evidence(self, record: Record) -> tuple[Evidence, ...]:
        numbers = iter(record.mentions)
        return tuple(
            Evidence(article=self._articles[number], start=start, end=end)
            for number, start, end in zip(numbers, numbers, numbers, strict=True)
        )

    def affiliations(self) -> Iterator[Edge]:
        """Yield AFFILIATED_WITH edges: one a role, and one to the country where no role says so."""
        for entity, record in self._records.items():
            roles: dict[tuple[str, str | None], list[Affiliation]] = {}
            for affiliation in record.affiliations:
                roles.setdefault((affiliation.target, affiliation.role), []).append(affiliation)
            for (target, role), told in sorted(roles.items(), key=lambda item: (item[0][0], item[0][1] or "")):
                if target != entity:
                    yield _affiliation(entity, target, role, told)
            country = f"country:{_commonest(record.countries)}"
            if record.kind in AFFILIATED_BY_COUNTRY and country in self._records and not _has_target(roles, country):
                yield _affiliation(entity, country, None, [])


def _unmentioned(entity: Entity) -> Record:
    countries = Counter([entity.country] if entity.country else ())
    return Record(entity.kind, Counter([entity.name]), countries=countries, affiliations=set(entity.affiliations))


def _has_target(roles: Mapping[tuple[str, str | None], object], target: str) -> bool:
    return any(other == target for other, _ in roles)


def _affiliation(entity: str, target: str, role: str | None, told: list[Affiliation]) -> Edge:
    properties: dict[str, Value | None] = {
        "role": role,
        "since": min((a.since for a in told if a.since), default=None),
        "until": max((a.until for a in told if a.until), default=None),
    }
    return Edge(
        id=make_id("affiliated", entity, target, role or ""),
        type="AFFILIATED_WITH",
        source=entity,
        target=target,
        properties={key: value for key, value in properties.items() if value is not None},
    )


def _resolved(affiliation: Affiliation, ids: Mapping[str, str]) -> Affiliation:
    return Affiliation(
        target=ids.get(affiliation.target, affiliation.target),
        role=affiliation.role,
        since=affiliation.since,
        until=affiliation.until,
    )


def _commonest(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value), default=None)
