"""The graph as pandas data frames, one for each kind of thing; their columns are the graph's schema.

Text is `string`, whole numbers `Int64`, decimals `float64`, yes and no `boolean`, days `datetime64[s]`; what is absent
is NA, NaN or NaT. Several values are a list, which may be empty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.graph import Graph
from kg.graph.schema import FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES, PropertyType
from kg.model import Edge, Node
from kg.questions import Index
from kg.sinks.event_rows import COLUMNS, event_rows

if TYPE_CHECKING:
    import pandas as pd

Columns = Mapping[str, PropertyType]
Row = Mapping[str, object]

DTYPES = {str: "string", int: "Int64", float: "float64", bool: "boolean", date: "datetime64[s]", tuple: "object"}

ENTITY: Columns = {"id": str, **NODE_PROPERTIES["Entity"]}
ARTICLE: Columns = {"id": str, **NODE_PROPERTIES["Article"]}
EVENT: Columns = {
    "id": str,
    **NODE_PROPERTIES["Event"],
    "actors": tuple,
    "recipients": tuple,
    "speakers": tuple,
    "location": str,
}
FACT: Columns = {
    "id": str,
    "actor": str,
    "actor_name": str,
    "type": str,
    "recipient": str,
    "recipient_name": str,
    **FACT_PROPERTIES,
}
TELLING: Columns = {"id": str, "event": str, "article": str, **STRUCTURAL_EDGES["REPORTED_IN"]}


def entities(index: Index) -> "pd.DataFrame":
    """Return a row an entity, in order of id."""
    return _frame(map(_node, index.labelled("Entity")), ENTITY, ["id"])


def articles(index: Index) -> "pd.DataFrame":
    """Return a row an article, in order of publication."""
    return _frame(map(_node, index.labelled("Article")), ARTICLE, ["published", "id"])


def events(index: Index) -> "pd.DataFrame":
    """Return a row an event, in order of date; who took part, who told of it and where it was are ids of entities."""
    return _frame(_events(index), EVENT, ["date", "id"])


def facts(index: Index) -> "pd.DataFrame":
    """Return a row a fact, in order of date; one that has no recipient has none here either."""
    return _frame(_facts(index), FACT, ["date", "id"])


def tellings(index: Index) -> "pd.DataFrame":
    """Return a row a telling of an event in an article, in the order of reading."""
    rows = ({"event": edge.source, "article": edge.target} | _edge(edge) for edge in index.edges["REPORTED_IN"])
    return _frame(rows, TELLING, ["article", "start", "id"])


def event_table(graph: Graph) -> "pd.DataFrame":
    """Return the rows that `kg export events` writes, in its order: a fact with all that is known of its sides."""
    return _frame(event_rows(graph), COLUMNS)


def _node(node: Node) -> dict[str, object]:
    return {"id": node.id, **node.properties}


def _edge(edge: Edge) -> dict[str, object]:
    return {"id": edge.id, **edge.properties}


def _events(index: Index) -> Iterator[Row]:
    for event in index.labelled("Event"):
        row = _node(event)
        row["actors"], row["recipients"] = (
            [side.id for side in index.sources(role, event)] for role in ("ACTOR_IN", "RECIPIENT_OF")
        )
        row["speakers"] = [speaker.id for speaker in index.targets("CLAIMED_BY", event)]
        row["location"] = next((place.id for place in index.targets("LOCATED_IN", event)), None)
        yield row


def _facts(index: Index) -> Iterator[Row]:
    for fact in index.facts():
        row = _edge(fact) | {"type": fact.type, "actor": fact.source, "actor_name": index.name(fact.source)}
        if fact.target != fact.properties["event"]:
            row |= {"recipient": fact.target, "recipient_name": index.name(fact.target)}
        yield row


def _frame(rows: Iterable[Row], columns: Columns, order: Sequence[str] = ()) -> "pd.DataFrame":
    """Return rows as a frame of these columns, sorted by some; what a row does not have is absent."""
    pandas = _pandas()
    listed = list(rows)
    data = {
        name: pandas.Series([_cell(row.get(name), kind) for row in listed], dtype=DTYPES[kind])
        for name, kind in columns.items()
    }
    frame = pandas.DataFrame(data)
    return frame.sort_values(list(order), kind="stable", ignore_index=True) if order else frame


def _cell(value: object, kind: PropertyType) -> object:
    """Return a value as a frame holds it: several are a list, which is empty where they are absent."""
    return list(value or ()) if kind is tuple else value  # type: ignore[call-overload]


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise KgError('data frames need pandas: pip install "geokg[tables]"') from error
    return pandas
