"""The library: what a program does with kg in a few lines, and `import kg` hands out.

Nothing here prints. A failure that a user can mend is a KgError.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg import frames, pipeline
from kg.engine import Extractor
from kg.errors import InputError, unknown
from kg.graph import Graph
from kg.graph.network import to_networkx
from kg.graph.views import EdgeView, view
from kg.model import Article, Entity, Event, Extraction
from kg.ontology import load_ontology
from kg.pipeline import IngestReport
from kg.queries import Query, load_queries
from kg.questions import Index, answer
from kg.readers import ReadOptions, read_article
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

StrPath = str | PathLike[str]


@cache
def _extractor() -> Extractor:
    """Return the shipped extractor, which takes a second to load, once."""
    return pipeline.load_extractor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One article, and the entities and events that it tells of.

    Spans of mentions, triggers and sentences are [start, end) in code points of `article.text`.
    """

    article: Article
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    extraction: Extraction
    """The same with what was left out, and why."""

    def name(self, entity: str) -> str:
        """Return the name of an entity by its id, as events give it. Raises InputError: there is none of that id."""
        names = {known.id: known.name for known in self.entities}
        if entity not in names:
            raise InputError(unknown("entity", entity, names))
        return names[entity]

    def sentence(self, event: Event) -> str:
        """Return the sentence that tells an event."""
        return self.article.text[slice(*event.sentence)]

    def trigger(self, event: Event) -> str:
        """Return the words that gave an event away."""
        return self.article.text[slice(*event.trigger)]

    def record(self) -> dict[str, Any]:
        """Return the object that `kg extract` prints, of plain values."""
        return pipeline.extraction_record(self.article, self.extraction, load_ontology())


def extract_text(
    text: str,
    *,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    published: date | str | None = None,
) -> Extracted:
    """Return what an article tells: plain text, its paragraphs parted by blank lines.

    `published`, a day or its ISO form, is what dates such as *Monday* go by. The first call loads the language model.
    Raises InputError: there is no text, too much of it, or the day is none.
    """
    options = ReadOptions(published=_day(published))
    article = read_article(text, options, title=title, source=source, url=url)
    [extraction] = _extractor().extract((article,))
    return Extracted(article=article, entities=extraction.entities, events=extraction.events, extraction=extraction)


def ingest(
    paths: StrPath | Sequence[StrPath],
    db: StrPath,
    *,
    published: date | str | None = None,
    workers: int = 1,
    refresh: bool = False,
) -> IngestReport:
    """Read files, folders or glob patterns into a store, which is made where there is none, as `kg ingest` does.

    The report counts what was read and names what was skipped. `published` is the day of articles that have none;
    `workers` processes share the work; `refresh` extracts again what another version of the extractor read.
    Raises StoreError: the store cannot be opened or written.
    """
    named = [paths] if isinstance(paths, str | PathLike) else paths
    with Store.open(Path(db)) as store:
        return pipeline.ingest(
            [str(path) for path in named],
            store,
            _extractor,
            read_options=ReadOptions(published=_day(published)),
            workers=workers,
            refresh=refresh,
        )


def _day(day: date | str | None) -> date | None:
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise InputError(f"{day!r} is no day; give one such as 2025-01-27") from None


class StoredGraph:
    """The graph of a store, to be read in a `with` block: as a network, as data frames, by questions.

    It is the graph of the moment when the store was opened, whoever writes to the file meanwhile. The first method
    that needs it computes it, and it is then held in memory.
    """

    def __init__(self, store: Store, ontology: Path | None = None) -> None:
        self._store, self._ontology = store, ontology

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was taken from the graph stays of use."""
        self._store.close()

    def graph(self, *, events: bool = True, edges: EdgeView = "all") -> nx.MultiDiGraph[str]:
        """Return a multigraph: nodes with `labels` and properties, edges keyed by id, with `type` and properties.

        Without `events` it has the entities and the facts between them only; then `edges="merged"` makes one edge of
        all facts of one source, target, type and status, and `weight` counts them.
        """
        return to_networkx(view(self._graph, edges, events))

    def entities(self) -> pd.DataFrame:
        """Return a row an entity, in order of id. This and the other frames raise KgError where pandas is missing."""
        return frames.entities(self._index)

    def articles(self) -> pd.DataFrame:
        """Return a row an article, in order of publication."""
        return frames.articles(self._index)

    def events(self) -> pd.DataFrame:
        """Return a row an event, in order of date; `actors`, `recipients`, `speakers`, `location` are entities' ids."""
        return frames.events(self._index)

    def facts(self) -> pd.DataFrame:
        """Return a row a fact, who did what to whom, in order of date; without a recipient where there is none."""
        return frames.facts(self._index)

    def tellings(self) -> pd.DataFrame:
        """Return a row a telling, an event in an article with its sentence, in the order of reading."""
        return frames.tellings(self._index)

    def event_table(self) -> pd.DataFrame:
        """Return a row a fact in POLECAT's columns, as `kg export events` writes it."""
        return frames.event_table(self._graph)

    def questions(self) -> list[Query]:
        """Return the questions that `ask` answers: name, title, description, parameters with their defaults."""
        return list(load_queries().values())

    def ask(self, question: str, **parameters: object) -> list[dict[str, object]]:
        """Return the answer to a question by its name: a record a row, by column, as Neo4j gives it.

        A parameter that is not given has its default. Raises InputError: there is no such question or parameter, or
        its value is of another kind than its default.
        """
        known = load_queries()
        if question not in known:
            raise InputError(unknown("question", question, known))
        query = known[question]
        rows = answer(self._index, query, query.given(**parameters))
        return [dict(zip(query.columns, row, strict=True)) for row in rows]

    @cached_property
    def _graph(self) -> Graph:
        return pipeline.project(self._store, load_ontology(self._ontology))

    @cached_property
    def _index(self) -> Index:
        return Index(self._graph)


def open_store(path: StrPath, *, ontology: Path | None = None) -> StoredGraph:
    """Open a store's graph for reading, with the ontology that it was ingested with, by default the shipped one.

    Raises StoreError: there is no store, or the file is none.
    """
    return StoredGraph(Store.open(Path(path), read_only=True), ontology)
