"""Asks a database a question, and gives the answer in plain Python values."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import neo4j
from neo4j import graph, spatial, time

from kg.sinks.neo4j.connection import Connection, open_session

CAPTIONS = ("name", "title", "summary", "id")
"""The properties that may name a node, the best first."""


class Part(dict[str, object]):
    """A node or relationship of an answer: its properties with `labels` or `type`, and a caption to show it by."""

    def __init__(self, properties: Mapping[str, object], caption: str) -> None:
        super().__init__(properties)
        self.caption = caption


class Chain(list[Part]):
    """A path of an answer, node, relationship, node and so on, and a caption such as `Iran -SAID-> Iraq`."""

    def __init__(self, parts: Iterable[Part], caption: str) -> None:
        super().__init__(parts)
        self.caption = caption


def run_query(
    connection: Connection, text: str, parameters: Mapping[str, object]
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns and rows of a query that only reads.

    Values are plain Python: a node or relationship is a `Part`, a path the `Chain` of its nodes and
    relationships, a date a `datetime.date`.

    Raises SinkError: the server refuses the query, or it would write.
    """

    def read(transaction: neo4j.ManagedTransaction) -> tuple[list[str], list[tuple[object, ...]]]:
        result = transaction.run(text, dict(parameters))
        return list(result.keys()), [tuple(_plain(value) for value in record.values()) for record in result]

    with open_session(connection) as session:
        return session.execute_read(read)


def _plain(value: object) -> object:
    if isinstance(value, graph.Node):
        return _plain_node(value)
    if isinstance(value, graph.Relationship):
        return _plain_relationship(value)
    if isinstance(value, graph.Path):
        return _plain_path(value)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, spatial.Point | list):
        return [_plain(part) for part in value]
    if isinstance(value, time.Date | time.Time | time.DateTime):
        return value.to_native()
    return str(value) if isinstance(value, time.Duration) else value


def _plain_node(node: graph.Node) -> Part:
    caption = next((str(node[name]) for name in CAPTIONS if name in node), ":".join(sorted(node.labels)))
    return Part({"labels": sorted(node.labels), **_plain_properties(node)}, caption)


def _plain_relationship(relationship: graph.Relationship) -> Part:
    return Part({"type": relationship.type, **_plain_properties(relationship)}, relationship.type)


def _plain_path(path: graph.Path) -> Chain:
    parts = [_plain_node(path.nodes[0])]
    caption = parts[0].caption
    for relationship, (start, end) in zip(path.relationships, pairwise(path.nodes), strict=True):
        arrow = f"-{relationship.type}->" if relationship.start_node == start else f"<-{relationship.type}-"
        parts += [_plain_relationship(relationship), _plain_node(end)]
        caption += f" {arrow} {parts[-1].caption}"
    return Chain(parts, caption)


def _plain_properties(entity: graph.Entity) -> dict[str, object]:
    return {key: _plain(value) for key, value in sorted(entity.items()) if key != "kg_load"}
