"""Makes a database hold exactly a given graph.

Every node and relationship that a load writes carries the property `kg_load`, the stamp of that load.
What a load has not stamped anew when all is written is no longer in the graph and goes, so a load that
broke off is mended by the next one. Nodes and relationships without a stamp belong to others and stay as
they are, as do labels and properties that others put on nodes of ours. Where a node has to go but others
have tied relationships of their own to it, it only gives up its labels for `Retired`, and comes back
as it was once the graph has it again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast
from uuid import uuid4

import neo4j

from kg.errors import SinkError
from kg.graph.schema import ENTITY_KINDS
from kg.model import Edge, Node, Value
from kg.queries import edge_constraint, load_schema
from kg.sinks.neo4j.connection import Connection, open_session
from kg.sinks.rows import edge_row, known_labels, known_type, node_row

BATCH = 2000
REMOVAL_BATCH = 10_000
OURS = "Article|Entity|Event"

Item = TypeVar("Item", Node, Edge)
Key = TypeVar("Key", str, tuple[str, ...])
Row = Mapping[str, object]

Progress = Callable[[str, int], None]
"""Called after each batch with "nodes" or "edges" and how many have been written so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did; removed are those of an earlier load that the graph no longer has."""

    nodes_written: int
    edges_written: int
    nodes_removed: int
    edges_removed: int


REVIVE_NODES = """
MATCH (n:Retired) WHERE n.kg_load IS NOT NULL AND n.id IN [row IN $rows | row.id]
SET n:{base} REMOVE n:Retired
"""

WRITE_NODES = """
UNWIND $rows AS row
MERGE (n:{base} {{id: row.id}})
ON CREATE SET n.kg_load = $load
WITH n, row, n.kg_load IS NULL AS foreign
SET n.kg_load = $load, n += row.properties, n:{labels}
{remove}
RETURN collect(row.id) AS written, collect(CASE WHEN foreign THEN row.id END) AS foreign
"""

DROP_MOVED_EDGES = """
UNWIND $rows AS row
MATCH (a)-[r:{type} {{id: row.id}}]->(b)
WHERE r.kg_load IS NOT NULL
  AND NOT (a.id = row.source AND a.kg_load = $load AND b.id = row.target AND b.kg_load = $load)
DELETE r
"""

WRITE_EDGES = """
UNWIND $rows AS row
MATCH (a:{ours} {{id: row.source}}) WHERE a.kg_load = $load
MATCH (b:{ours} {{id: row.target}}) WHERE b.kg_load = $load
MERGE (a)-[r:{type} {{id: row.id}}]->(b)
ON CREATE SET r.kg_load = $load
WITH r, row, r.kg_load IS NULL AS foreign
SET r.kg_load = $load, r += row.properties
RETURN collect(row.id) AS written, collect(CASE WHEN foreign THEN row.id END) AS foreign
"""

REMOVE_EDGES = "MATCH ()-[r]->() WHERE r.kg_load <> $load WITH r LIMIT $limit DELETE r RETURN count(*) AS removed"

RETIRE_NODES = f"""
MATCH (n:{OURS}) WHERE n.kg_load <> $load AND EXISTS {{ (n)--() }} WITH n LIMIT $limit
SET n:Retired REMOVE n:Article:Entity:Event:{":".join(ENTITY_KINDS)} RETURN count(*) AS removed
"""

REMOVE_NODES = f"""
MATCH (n:{OURS}|Retired) WHERE n.kg_load <> $load AND NOT EXISTS {{ (n)--() }} WITH n LIMIT $limit
DELETE n RETURN count(*) AS removed
"""


def load(
    connection: Connection, nodes: Iterable[Node], edges: Iterable[Edge], progress: Progress | None = None
) -> LoadReport:
    """Make the database hold exactly these nodes and edges, beside what others keep there.

    Both are read once, as streams, and batches are all that is held in memory. Every edge must lie between
    two of the nodes. One load at a time: two at once into one database undo each other.

    Raises SinkError: the server refuses, or a node or edge does not fit the graph's schema.
    """
    report = progress or (lambda _kind, _count: None)
    with open_session(connection) as session:
        writer = _Writer(session, uuid4().hex)
        writer.apply_schema()
        nodes_written = edges_written = 0
        for labels, node_batch in _batches(nodes, lambda node: node.labels):
            writer.write_nodes(labels, node_batch)
            nodes_written += len(node_batch)
            report("nodes", nodes_written)
        for edge_type, edge_batch in _batches(edges, lambda edge: edge.type):
            writer.write_edges(edge_type, edge_batch)
            edges_written += len(edge_batch)
            report("edges", edges_written)
        edges_removed = writer.remove(REMOVE_EDGES)
        nodes_removed = writer.remove(RETIRE_NODES) + writer.remove(REMOVE_NODES)
    return LoadReport(
        nodes_written=nodes_written,
        edges_written=edges_written,
        nodes_removed=nodes_removed,
        edges_removed=edges_removed,
    )


class _Writer:
    """One load: all that it writes carries its stamp."""

    def __init__(self, session: neo4j.Session, stamp: str) -> None:
        self._session = session
        self._stamp = stamp
        self._applied: set[str] = set()

    def apply_schema(self) -> None:
        for statement in load_schema():
            self._apply(statement)

    def _apply(self, statement: str) -> None:
        if statement not in self._applied:
            self._session.run(statement).consume()
            self._applied.add(statement)

    def write_nodes(self, labels: tuple[str, ...], nodes: Sequence[Node]) -> None:
        """Write nodes that share their labels; safe to repeat."""
        base, *kinds = known_labels(labels)
        others = [kind for kind in ENTITY_KINDS if base == "Entity" and kind not in kinds]
        statement = WRITE_NODES.format(
            base=base, labels=":".join(labels), remove=f"REMOVE n:{':'.join(others)}" if others else ""
        )
        rows = [{"id": node.id, "properties": _parameters(node_row(node))} for node in nodes]
        self._write(REVIVE_NODES.format(base=base), statement, rows)

    def write_edges(self, edge_type: str, edges: Sequence[Edge]) -> None:
        """Write edges of one type between nodes that this load has written; safe to repeat."""
        self._apply(edge_constraint(known_type(edge_type)))
        rows: list[Row] = [
            {
                "id": edge.id,
                "source": edge.source,
                "target": edge.target,
                "properties": _parameters(edge_row(edge)),
            }
            for edge in edges
        ]
        self._write(DROP_MOVED_EDGES.format(type=edge_type), WRITE_EDGES.format(type=edge_type, ours=OURS), rows)

    def _write(self, prepare: str, write: str, rows: Sequence[Row]) -> None:
        """Run two statements in one transaction, undone if a row meets something of others or lacks its ends."""
        rows = sorted(rows, key=_row_id)  # locks are taken in one order

        def work(transaction: neo4j.ManagedTransaction) -> None:
            transaction.run(prepare, rows=rows, load=self._stamp).consume()
            result = transaction.run(write, rows=rows, load=self._stamp)
            written, foreign = result.single(strict=True)
            if foreign:
                raise SinkError(
                    f"the database holds something of others under the id {foreign[0]!r}: "
                    "load into another database, or rename theirs"
                )
            if missing := {_row_id(row) for row in rows} - set(written):
                raise SinkError(f"edge {min(missing)!r} does not lie between two nodes of the graph being loaded")

        self._session.execute_write(work)

    def remove(self, statement: str) -> int:
        """Run a removing statement, a batch a transaction, until it finds nothing; returns how many went."""

        def work(transaction: neo4j.ManagedTransaction) -> int:
            result = transaction.run(statement, load=self._stamp, limit=REMOVAL_BATCH)
            return cast(int, result.single(strict=True)["removed"])

        total = 0
        while count := self._session.execute_write(work):
            total += count
        return total


def _batches(items: Iterable[Item], key: Callable[[Item], Key]) -> Iterator[tuple[Key, list[Item]]]:
    """Yield lists of up to `BATCH` items that share a key, each as soon as it is full."""
    waiting: defaultdict[Key, list[Item]] = defaultdict(list)
    for item in items:
        batch = waiting[key(item)]
        batch.append(item)
        if len(batch) == BATCH:
            yield key(item), waiting.pop(key(item))
    yield from waiting.items()


def _row_id(row: Row) -> str:
    return str(row["id"])


def _parameters(row: Mapping[str, Value | None]) -> dict[str, object]:
    """Return every property, the absent ones as null: so those of an earlier load vanish."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
