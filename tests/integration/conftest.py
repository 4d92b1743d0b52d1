"""The Neo4j servers and browsers that these tests talk to, graphs of news to show them, and the samples' store."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import neo4j
import pytest
from click.testing import CliRunner
from selenium.webdriver import Chrome

from kg.cli import main
from kg.model import Edge, Node
from kg.server import Server, running
from kg.sinks.neo4j import Chain, Connection

from .chromium import chromium
from .commands import STORY
from .page_view import View, synthetic, write_page


def connection_to(server: Server) -> Connection:
    return Connection(uri=server.bolt, user=server.user, password=server.password, database="neo4j")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the sample articles."""
    db = tmp_path_factory.mktemp("demo") / "demo.db"
    articles = Path(__file__).parents[2] / "data" / "articles"
    assert CliRunner().invoke(main, ["ingest", str(articles), "--db", str(db), "-q"]).exit_code == 0
    return db


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf8")
    return path


def paths(cell: object) -> list[Chain]:
    """Return the paths of an answer's cell, however deep its lists; there is at least one, and nothing else."""
    if isinstance(cell, Chain):
        return [cell]
    assert isinstance(cell, list)
    assert cell
    return [path for part in cell for path in paths(part)]


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Connection]:
    """The server at NEO4J_URI, whose database has to be empty, else one of our own."""
    if os.environ.get("NEO4J_URI"):
        connection = Connection.from_env()
        with Database(connection) as given:
            assert given.rows("MATCH (n) RETURN count(n)") == [[0]], "these tests empty the database: give an empty one"
        yield connection
    else:
        with running("5.26", heap="512m") as server:
            yield connection_to(server)


@pytest.fixture(scope="session")
def newest_neo4j() -> Iterator[Connection]:
    with running("2026.08", heap="512m") as server:
        yield connection_to(server)


class Database:
    """Direct access to a database, past the code under test."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._driver = neo4j.GraphDatabase.driver(connection.uri, auth=(connection.user, connection.password))

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self._driver.close()

    def rows(self, statement: str, **parameters: object) -> list[list[object]]:
        with self._driver.session(
            database=self.connection.database, notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF
        ) as session:
            return [record.values() for record in session.run(statement, parameters)]  # type: ignore[arg-type]

    def wipe(self) -> None:
        self.rows("MATCH (n) DETACH DELETE n")
        for (name,) in self.rows("SHOW CONSTRAINTS YIELD name"):
            self.rows(f"DROP CONSTRAINT `{name}`")
        for (name,) in self.rows("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            self.rows(f"DROP INDEX `{name}`")


@pytest.fixture
def database(neo4j_server: Connection) -> Iterator[Database]:
    with Database(neo4j_server) as opened:
        opened.wipe()
        yield opened
        opened.wipe()


@dataclass(frozen=True)
class Graph:
    nodes: list[Node]
    edges: list[Edge]


def entity(key: str, kind: str, name: str, country: str | None = None, **more: object) -> Node:
    properties = {"name": name, "kind": kind, "aliases": (name,), "mentions": 3, **more}
    if country:
        properties["country"] = country
    return Node(id=key, labels=("Entity", kind), properties=properties)  # type: ignore[arg-type]


def article(key: str, title: str, source: str, day: int) -> Node:
    url = f"https://news.example/{key}"
    properties = {"title": title, "source": source, "url": url, "published": date(2025, 1, day)}
    return Node(id=key, labels=("Article",), properties=properties)


ENTITIES = [
    entity("country:RUS", "Country", "Russia", "RUS"),
    entity("country:USA", "Country", "United States", "USA"),
    entity("country:UKR", "Country", "Ukraine", "UKR"),
    entity("country:HUN", "Country", "Hungary", "HUN"),
    entity("org:kremlin", "Organization", "Kremlin", "RUS", sector="GOV"),
    entity("org:opec", "Organization", "OPEC", "IGO"),
    entity("org:eu", "Organization", "European Union", "IGO"),
    entity("person:putin", "Person", "Vladimir Putin", "RUS", sector="GOV"),
    entity("person:peskov", "Person", "Dmitry Peskov", "RUS", sector="GOV"),
    entity("person:trump", "Person", "Donald Trump", "USA", sector="GOV"),
    entity("person:zelensky", "Person", "Volodymyr Zelensky", "UKR", sector="GOV"),
    entity("place:davos", "Location", "Davos", "CHE"),
    entity("group:troops", "Group", "Russian troops", "RUS", sector="MIL"),
]
ARTICLES = [
    article("article:1", "Kremlin waits for Washington to move", "Morning Post", 24),
    article("article:2", "Trump speaks of oil in Davos", "Evening News", 23),
]
AFFILIATIONS = [
    ("person:peskov", "org:kremlin", "spokesperson"),
    ("person:putin", "country:RUS", "president"),
    ("person:trump", "country:USA", "president"),
    ("org:kremlin", "country:RUS", None),
]


@dataclass(frozen=True)
class Act:
    """One event with what hangs on it, in short."""

    key: str
    type: str
    edge: str
    quad: int
    actor: str
    recipient: str | None
    sentence: str
    status: str = "asserted"
    day: int = 24
    articles: tuple[str, ...] = ("article:1",)
    about: str | None = None
    speaker: str | None = None
    place: str | None = None


ACTS = [
    Act("e:say", "SAY", "SAID", 1, "person:peskov", None, "Peskov told reporters that Putin was ready."),
    Act("e:threat", "THREATEN", "THREATENED", 3, "person:trump", "country:RUS", "Trump threatened Russia anew."),
    Act("e:plan", "PROPOSE", "PROPOSED", 1, "person:trump", "org:opec", "Trump proposed that OPEC cut its prices.",
        day=23, articles=("article:1", "article:2"), place="place:davos"),
    Act("e:no", "REJECT", "REJECTED", 3, "person:peskov", "person:trump", "Peskov dismissed that.", about="e:plan"),
    Act("e:met", "CONSULT", "CONSULTED", 1, "person:zelensky", "person:trump", "Zelensky met Trump in Davos.", day=23,
        articles=("article:2",), place="place:davos"),
    Act("e:raid", "ASSAULT", "ASSAULTED", 4, "group:troops", "country:UKR", "Russian troops shelled a town there."),
    Act("e:veto", "SANCTION", "SANCTIONED", 4, "country:USA", "country:RUS", "New sanctions may follow if talks fail.",
        status="conditional"),
    Act("e:deal", "AGREE", "AGREED", 1, "country:RUS", "country:USA", "Russia agreed to talk, Peskov said.",
        speaker="person:peskov"),
]  # fmt: skip


def act_parts(act: Act) -> tuple[Node, list[Edge]]:
    day = date(2025, 1, act.day)
    event = Node(
        id=act.key,
        labels=("Event",),
        properties={
            "type": act.type, "status": act.status, "date": day, "date_precision": "day", "quad": act.quad,
            "intensity": 2.5 - act.quad, "summary": act.sentence.rstrip("."), "sources": len(act.articles),
            "confidence": 0.9, "mutual": False,
        },
    )  # fmt: skip
    ends = [("ACTOR_IN", act.actor, act.key)]
    if act.recipient:
        ends.append(("RECIPIENT_OF", act.recipient, act.key))
    for kind, other in (("ABOUT", act.about), ("CLAIMED_BY", act.speaker), ("LOCATED_IN", act.place)):
        if other:
            ends.append((kind, act.key, other))
    edges = [
        Edge(id=f"{kind}:{source}:{target}", type=kind, source=source, target=target) for kind, source, target in ends
    ]
    told = {
        "sentence": act.sentence,
        "start": 10,
        "end": 20,
        "trigger": "word",
        "status": act.status,
        "confidence": 0.9,
    }
    edges.extend(
        Edge(id=f"in:{act.key}:{home}", type="REPORTED_IN", source=act.key, target=home, properties=told)
        for home in act.articles
    )
    fact = {"event": act.key, "date": day, "status": act.status, "sources": 1, "weight": 1.0, "sentence": act.sentence}
    target = act.recipient or act.key
    edges.append(Edge(id=f"fact:{act.key}", type=act.edge, source=act.actor, target=target, properties=fact))
    return event, edges


@pytest.fixture(scope="session")
def news_graph() -> Graph:
    """Thirteen actors, two articles, eight events, every kind of edge but MENTIONED_IN at least once."""
    graph = Graph(nodes=[*ENTITIES, *ARTICLES], edges=[])
    for act in ACTS:
        event, edges = act_parts(act)
        graph.nodes.append(event)
        graph.edges.extend(edges)
    for member, body, role in AFFILIATIONS:
        properties = {"role": role} if role else {}
        key = f"member:{member}:{body}"
        graph.edges.append(Edge(id=key, type="AFFILIATED_WITH", source=member, target=body, properties=properties))
    return graph


@pytest.fixture(scope="session")
def desktop() -> Iterator[Chrome]:
    with chromium(1400, 900) as driver:
        yield driver


@pytest.fixture(scope="session")
def phone() -> Iterator[Chrome]:
    with chromium(390, 844, mobile=True) as driver:
        yield driver


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="session")
def medium_path(pages: Path) -> Path:
    return write_page(synthetic(2000), pages / "medium.html")


@pytest.fixture
def medium(desktop: Chrome, medium_path: Path) -> Iterator[View]:
    view = View(desktop, medium_path)
    yield view
    assert view.errors() == []
