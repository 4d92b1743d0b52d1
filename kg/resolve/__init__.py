"""Resolution: which entities and events of many articles are one.

It keeps ids, names and dates in memory, never text. The outcome does not depend on the order of the articles.
"""

from collections.abc import Callable, Iterable

from kg.model import Article, Extraction
from kg.resolution import Resolution
from kg.resolve.entities import resolve_entities
from kg.resolve.events import resolve_events

Pairs = Callable[[], Iterable[tuple[Article, Extraction]]]
"""Starts a new walk over all articles with their extractions, such as `store.pairs`."""


def resolve(pairs: Pairs) -> Resolution:
    """Resolve entities, then events by them; `pairs` is called twice."""
    entities, why = resolve_entities(extraction for _, extraction in pairs())
    clusters, why_events = resolve_events(pairs(), entities)
    return Resolution(entities=entities, clusters=clusters, decisions=(*why, *why_events))
