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
from itertools import pairwise
from os import environ
from typing import TypeVar, cast
from uuid import uuid4

import neo4j
from neo4j import graph, spatial, time
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from kg.errors import SinkError
from kg.graph.schema import ENTITY_KINDS
from kg.model import Edge, Node, Value
from kg.queries import edge_constraint, load_schema
from kg.sinks.rows import edge_row, known_labels, known_type, node_row

OLDEST = (5, 7)
"""The first release with unique relationship properties."""

BATCH = 2000
REMOVAL_BATCH = 10_000
OURS = "Article|Entity|Event"

Item = TypeVar("Item", Node, Edge)
Key = TypeVar("Key", str, tuple[str, ...])
Row = Mapping[str, object]

Progress = Callable[[str, int], None]
"""Called after each batch with "nodes" or "edges" and how many have been written so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Where a Neo4j database is and who asks; the password shows in no message.

    Raises SinkError: the URI holds a user or password, which would show.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str

    @classmethod
    def from_env(cls, uri: str | None = None, user: str | None = None, database: str | None = None) -> "Connection":
        """Return a connection from arguments, else NEO4J_URI, NEO4J_USERNAME, NEO4J_DATABASE, else the usual ones.

        Raises SinkError: NEO4J_PASSWORD is not set.
        """
        if not (password := environ.get("NEO4J_PASSWORD")):
            raise SinkError("no password for Neo4j: set the environment variable NEO4J_PASSWORD")
        return cls(
            uri=uri or environ.get("NEO4J_URI") or "bolt://localhost:7687",
            user=user or environ.get("NEO4J_USERNAME") or "neo4j",
            password=password,
            database=database or environ.get("NEO4J_DATABASE") or "neo4j",
        )

    def __post_init__(self) -> None:
        if "@" in self.uri:
            raise SinkError("the address of Neo4j must not hold a user or password: set NEO4J_USERNAME, NEO4J_PASSWORD")

    def __str__(self) -> str:
        return f"{self.uri}, database {self.database!r}"


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

    Raises SinkError: the server refuses, or a node or edge does not fit the graph's schema.
    """
    report = progress or (lambda _kind, _count: None)
    with _session(connection) as session:
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


def check(connection: Connection) -> str:
    """Return one line that says which server answers and whether it will do.

    Raises SinkError: it cannot be reached, refuses, or is too old.
    """
    with _session(connection) as session:
        version, edition = session.run(VERSION).single(strict=True)
    return f"Neo4j {version} {edition} at {connection}"


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

    with _session(connection) as session:
        return session.execute_read(read)


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


CAPTIONS = ("name", "title", "summary", "id")
"""The properties that may name a node, the best first."""

VERSION = """
CALL dbms.components() YIELD name, versions, edition
WHERE name = "Neo4j Kernel" RETURN versions[0] AS version, edition
"""

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


@contextmanager
def _session(connection: Connection) -> Iterator[neo4j.Session]:
    """Open a session on a server that is reachable and new enough; what goes wrong in it is a SinkError."""
    try:
        with _driver(connection) as driver:
            _check_version(driver, connection)
            with driver.session(
                database=connection.database, notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF
            ) as session:
                yield session
    except (Neo4jError, DriverError) as error:
        raise SinkError(_explain(error, connection).replace(connection.password, "***")) from error


def _driver(connection: Connection) -> neo4j.Driver:
    try:
        return neo4j.GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password))
    except (ConfigurationError, ValueError) as error:
        raise SinkError(f"no such address, {connection.uri}: it looks like bolt://localhost:7687 ({error})") from error


def _check_version(driver: neo4j.Driver, connection: Connection) -> None:
    try:
        agent = driver.get_server_info().agent
    except ValueError as error:  # a host name that does not resolve
        raise SinkError(UNREACHABLE.format(connection)) from error
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        raise SinkError(f"{agent} at {connection} is too old: Neo4j {OLDEST[0]}.{OLDEST[1]} or newer is needed")


def _explain(error: Exception, connection: Connection) -> str:
    """Return one line: what went wrong, where, and what mends it."""
    code = getattr(error, "code", None) or ""
    reason = " ".join(str(getattr(error, "message", None) or error).split())
    if isinstance(error, AuthError):
        return f"Neo4j at {connection} refuses user {connection.user!r}: check NEO4J_USERNAME and NEO4J_PASSWORD"
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return UNREACHABLE.format(connection)
    for ending, remedy in REMEDIES.items():
        if code.endswith(ending):
            return f"Neo4j at {connection}: {reason}; {remedy}"
    return f"Neo4j at {connection} refuses: {reason}"


UNREACHABLE = "cannot reach Neo4j at {}: start it (kg serve) or set NEO4J_URI"

REMEDIES = {
    ".DatabaseNotFound": "set NEO4J_DATABASE to a database that exists (SHOW DATABASES lists them)",
    ".Forbidden": "the user needs the right to write data and schema",
    ".ConstraintCreationFailed": "others keep nodes there with the same label and id twice: use another database",
    ".IndexAlreadyExists": "drop that index, or use another database",
    ".ConstraintAlreadyExists": "drop that constraint, or use another database",
    ".ConstraintValidationFailed": "others hold that id, or another load runs: load again or use another database",
    ".AccessMode": "only queries that read are run",
    ".ParameterMissing": "give the parameter a value",
    ".TransactionTimedOut": "load again, or raise db.transaction.timeout on the server",
    ".MemoryPoolOutOfMemoryError": "give the server more memory (dbms.memory.transaction.total.max)",
    ".DatabaseUnavailable": "the server may be starting or its disk full: see its log",
}
"""How to mend a failure, by the end of Neo4j's status code."""
