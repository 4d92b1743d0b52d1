"""Entities across articles: homonyms kept apart by country, variants of one name brought together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.ids import is_hashed, make_id
from kg.model import EntityKind, Extraction
from kg.resolution import Decision, EntityKey
from kg.resolve.names import fold, is_variant


@dataclass(slots=True)
class Seen:
    """What all articles say of one entity id."""

    kind: EntityKind
    names: set[str] = field(default_factory=set)
    countries: Counter[str | None] = field(default_factory=Counter)
    """Number of articles by the country that they give the entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity that may be the same as another."""

    id: str
    kind: EntityKind
    country: str | None
    names: tuple[str, ...]
    articles: int

    @property
    def listed(self) -> bool:
        """Whether the id is a readable one of the gazetteer, which knows its entities to be distinct."""
        return not is_hashed(self.id)

    @property
    def rank(self) -> tuple[bool, int, str]:
        """Sort key by which the better of two ids comes first."""
        return not self.listed, -self.articles, self.id


def resolve_entities(extractions: Iterable[Extraction]) -> tuple[dict[EntityKey, str], list[Decision]]:
    """Return the resolved id of each entity that changes its id, and the reasons."""
    seen = _collect(extractions)
    split, apart = _split_homonyms(seen)
    merger = _Merger(_candidates(seen, split))
    merger.merge_same_names()
    merger.merge_person_variants()
    entities = {}
    for entity, record in seen.items():
        for country in record.countries:
            resolved = merger.root(split.get((entity, country), entity))
            if resolved != entity:
                entities[entity, country] = resolved
    return entities, [*apart, *merger.decisions]


def _collect(extractions: Iterable[Extraction]) -> dict[str, Seen]:
    """Gather names and countries by entity id, in order of id."""
    seen: dict[str, Seen] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            record = seen.setdefault(entity.id, Seen(entity.kind))
            record.names.add(fold(entity.name))
            record.countries[entity.country] += 1
    return dict(sorted(seen.items()))


def _split_homonyms(seen: dict[str, Seen]) -> tuple[dict[EntityKey, str], list[Decision]]:
    """Give one name known in several countries one id a country.

    An article that does not know the country means the one that most articles mean, if there is one.
    """
    split: dict[EntityKey, str] = {}
    decisions = []
    for entity, record in seen.items():
        known = sorted((-count, country) for country, count in record.countries.items() if country)
        if len(known) < 2 or not is_hashed(entity):
            continue
        for _, country in known:
            split[entity, country] = make_id(entity.split(":")[0], entity, country)
            reason = f"same name, but known in {len(known)} countries: this one is of {country}"
            decisions.append(Decision(action="kept apart", kept=entity, other=split[entity, country], reason=reason))
        if None in record.countries and known[0][0] < known[1][0]:
            split[entity, None] = split[entity, known[0][1]]
    return split, decisions


def _candidates(seen: dict[str, Seen], split: dict[EntityKey, str]) -> list[Candidate]:
    """Return the entities after the split, in order of id."""
    found: dict[str, Candidate] = {}
    for entity, record in seen.items():
        articles: Counter[str] = Counter()
        countries: dict[str, str] = {}
        for country, count in record.countries.items():
            key = split.get((entity, country), entity)
            articles[key] += count
            if country:
                countries[key] = country
        for key, count in articles.items():
            names = tuple(sorted(record.names))
            country = countries.get(key)
            found[key] = Candidate(id=key, kind=record.kind, country=country, names=names, articles=count)
    return [found[key] for key in sorted(found)]


class _Merger:
    """Merges entities step by step, each into the only one that it can be."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self._candidates = candidates
        self._by_id = {candidate.id: candidate for candidate in candidates}
        self._parent: dict[str, str] = {}
        self.decisions: list[Decision] = []

    def root(self, entity: str) -> str:
        """Return the id that an entity has now."""
        while entity in self._parent:
            entity = self._parent[entity]
        return entity

    def merge_same_names(self) -> None:
        """Merge entities of one kind and one folded name, unless their countries differ."""
        blocks: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for candidate in self._candidates:
            for name in candidate.names:
                blocks[candidate.kind, name].append(candidate)
        for (_, name), block in sorted(blocks.items()):
            reason = f"same name {name!r} and kind"
            for one in block if len(block) > 1 else ():
                self._merge(one, [other for other in block if other.country == one.country], reason)
            known = [other for other in block if other.country]
            for one in block:
                if one.country is None:
                    self._merge(one, known, reason)

    def merge_person_variants(self) -> None:
        """Merge a person known by fewer words of a name with the only one known by more.

        A bare surname needs the same known country; a name of two words or more, no other country.
        """
        block = _variant_blocks([candidate for candidate in self._candidates if candidate.kind == "Person"])
        persons = (candidate for candidate in self._candidates if candidate.kind == "Person")
        for short, name in sorted(
            ((person, name) for person in persons for name in person.names),
            key=lambda item: (-len(item[1].split()), item[1], item[0].id),
        ):
            fuller = [c for c in block(short, name) if any(is_variant(name, full) for full in c.names)]
            self._merge(short, fuller, f"{name!r} is a shorter form of the only such full name")

    def _merge(self, one: Candidate, others: Iterable[Candidate], reason: str) -> None:
        """Merge an entity with the others if they all are one by now, the better id kept."""
        mine = self.root(one.id)
        roots = {root for other in others if (root := self.root(other.id)) != mine}
        if len(roots) != 1:
            return
        kept, lost = sorted((self._by_id[mine], self._by_id[roots.pop()]), key=lambda candidate: candidate.rank)
        if lost.listed or not _compatible(kept, lost):
            return
        self._parent[lost.id] = kept.id
        self._by_id[kept.id] = replace(kept, country=kept.country or lost.country)
        self.decisions.append(Decision(action="merged", kept=kept.id, other=lost.id, reason=reason))


def _compatible(one: Candidate, other: Candidate) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def _variant_blocks(persons: list[Candidate]) -> Callable[[Candidate, str], Iterator[Candidate]]:
    """Return a look-up of the persons of whose name a given one may be a variant, few among many."""
    by_surname: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    by_ends: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for person in persons:
        for words in (name.split() for name in person.names if " " in name):
            by_ends[words[0], words[-1]].append(person)
            if person.country:
                by_surname[words[-1], person.country].append(person)

    def block(short: Candidate, name: str) -> Iterator[Candidate]:
        words = name.split()
        if len(words) > 1:
            yield from (other for other in by_ends[words[0], words[-1]] if _compatible(short, other))
        if words and short.country:
            yield from by_surname[words[-1], short.country]

    return block
