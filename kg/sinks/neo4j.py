"""Neo4j: makes a database hold exactly a given graph, and asks it questions.

Every node and relationship that a load writes carries the property `kg_load`, the stamp of that load.
What a load has not stamped anew when all is written is no longer in the graph and goes, so a load that
broke off is mended by the next one. Nodes and relationships without a stamp belong to others and stay as
they are, as do labels and properties that others put on nodes of ours. Where a node has to go but others
have tied relationships of their own to it, it only gives up its labels for `Retired`, and comes back
as it was once the graph has it again.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from os import environ
from typing import Any, LiteralString, cast
from uuid import uuid4

import neo4j
from neo4j import graph, spatial, time
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from kg.errors import SinkError, unknown
from kg.graph.schema import ENTITY_KINDS, FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES
from kg.model import Edge, Node, Value
from kg.queries import edge_constraint, load_schema

OLDEST = (5, 7)
"""The first release with unique relationship properties."""

BATCH = 2000
REMOVAL_BATCH = 10_000
EDGE_TYPE = re.compile(r"[A-Z][A-Z0-9_]*")
OURS = "Article|Entity|Event"

Progress = Callable[[str, int], None]
"""Called after each batch with "nodes" or "edges" and how many have been written so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Where a Neo4j database is and who asks; the password shows in no message."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str

    @classmethod
    def from_env(cls, uri: str | None = None, user: str | None = None, database: str | None = None) -> "Connection":
        """Return a connection from arguments, else NEO4J_URI, NEO4J_USERNAME, NEO4J_DATABASE, else the usual ones.

        Raises:
            SinkError: NEO4J_PASSWORD is not set.
        """
        if not (password := environ.get("NEO4J_PASSWORD")):
            raise SinkError("no password for Neo4j: set the environment variable NEO4J_PASSWORD")
        return cls(
            uri=uri or environ.get("NEO4J_URI") or "bolt://localhost:7687",
            user=user or environ.get("NEO4J_USERNAME") or "neo4j",
            password=password,
            database=database or environ.get("NEO4J_DATABASE") or "neo4j",
        )

    def __str__(self) -> str:
        """Return the URI without any user and password that someone put into it, and the database."""
        return f"{re.sub(r'//[^/]*@', '//', self.uri)}, database {self.database!r}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did; removed are those of an earlier load that the graph no longer has."""

    nodes_written: int
    edges_written: int
    nodes_removed: int
    edges_removed: int


def load(
    connection: Connection, nodes: Iterable[Node], edges: Iterable[Edge], progress: Progress | None = None
) -> LoadReport:
    """Make the database hold exactly these nodes and edges, beside what others keep there.

    Both are read once, as streams, and batches are all that is held in memory. Every edge must lie between
    two of the nodes. One load at a time: two at once into one database undo each other.

    Raises:
        SinkError: the server refuses, or a node or edge does not fit the graph's schema.
    """
    report = progress or (lambda _kind, _count: None)
    with _session(connection) as session:
        writer = _Writer(session, uuid4().hex)
        writer.apply_schema()
        nodes_written = writer.write(nodes, lambda node: node.labels, writer.write_nodes, lambda n: report("nodes", n))
        edges_written = writer.write(edges, lambda edge: edge.type, writer.write_edges, lambda n: report("edges", n))
        edges_removed = writer.remove(REMOVE_EDGES)
        nodes_removed = writer.remove(RETIRE_NODES) + writer.remove(REMOVE_NODES)
    return LoadReport(
        nodes_written=nodes_written,
        edges_written=edges_written,
        nodes_removed=nodes_removed,
        edges_removed=edges_removed,
    )


def check(connection: Connection) -> str:
    """Return one line that says which server answers and whether it will do.

    Raises:
        SinkError: it cannot be reached, refuses, or is too old.
    """
    with _session(connection) as session:
        record = session.run("CALL dbms.components() YIELD versions, edition RETURN versions[0], edition").single(True)
    return f"Neo4j {record[0]} {record[1]} at {connection}"


def run_query(
    connection: Connection, text: str, parameters: Mapping[str, object]
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns and rows of a query that only reads.

    Values are plain Python: a node or relationship is a dict of its properties with `labels` or `type`,
    a path the list of its nodes and relationships, a date a `datetime.date`.

    Raises:
        SinkError: the server refuses the query, or it would write.
    """

    def read(transaction: neo4j.ManagedTransaction) -> tuple[list[str], list[tuple[object, ...]]]:
        result = transaction.run(_literal(text), dict(parameters))
        return list(result.keys()), [tuple(_plain(value) for value in record.values()) for record in result]

    with _session(connection) as session:
        return session.execute_read(read)


REVIVE_NODES = "MATCH (n:Retired) WHERE n.kg_load IS NOT NULL AND n.id IN $ids SET n:{base} REMOVE n:Retired"

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


class _Writer:
    """One load: all that it writes carries its stamp."""

    def __init__(self, session: neo4j.Session, stamp: str) -> None:
        self._session = session
        self._stamp = stamp
        self._constraints: set[str] = set()

    def apply_schema(self) -> None:
        for statement in load_schema():
            self._constrain(statement)

    def _constrain(self, statement: str) -> None:
        if statement not in self._constraints:
            self._session.run(_literal(statement)).consume()
            self._constraints.add(statement)

    def write[Item: (Node, Edge), Key](  # type: ignore[valid-type]
        self, items: Iterable[Item]
    ) -> None: ...
