"""How a Neo4j server is reached, whether it will do, and what its failures mean to a user."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import environ

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from kg.errors import SinkError

OLDEST = (5, 7)
"""The first release with unique relationship properties."""

VERSION = """
CALL dbms.components() YIELD name, versions, edition
WHERE name = "Neo4j Kernel" RETURN versions[0] AS version, edition
"""


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


def check(connection: Connection) -> str:
    """Return one line that says which server answers and whether it will do.

    Raises SinkError: it cannot be reached, refuses, or is too old.
    """
    with open_session(connection) as session:
        version, edition = session.run(VERSION).single(strict=True)
    return f"Neo4j {version} {edition} at {connection}"


@contextmanager
def open_session(connection: Connection) -> Iterator[neo4j.Session]:
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
