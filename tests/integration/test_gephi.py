"""What Gephi makes of the files for it, read by Gephi's own importer."""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from math import dist, sqrt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from builders import entity, event, graph_of, mention, told

from kg.graph import Graph
from kg.graph.views import view
from kg.model import Edge, Entity, EntityKind, Node, Status, Value
from kg.ontology import load_ontology
from kg.pipeline import project
from kg.server.jars import whole_jars
from kg.server.lock import Jar
from kg.sinks import write_file
from kg.sinks.drawing import drawing_of
from kg.sinks.looks import KIND_COLORS, PLAIN_COLOR
from kg.store import Store

JARS = (
    Jar(
        group="org.gephi",
        artifact="gephi-toolkit",
        version="0.10.1",
        classifier="all",
        sha256="3e4f5fd6c7d1d75c1e0bfbeae42cc58a1d22ae7c5d793a498e6c5842f22bf027",
    ),
    # What Gephi's SVG export needs and the Java runtime of the tests leaves out.
    Jar(
        group="xml-apis",
        artifact="xml-apis",
        version="1.4.01",
        sha256="a840968176645684bb01aed376e067ab39614885f9eee44abe35a5f20ebe7fad",
    ),
)
PROGRAM = Path(__file__).with_name("gephi.py")
VIEWS: dict[str, Callable[[Graph], Graph]] = {
    "merged": view,
    "all": lambda graph: view(graph, "all"),
    "events": lambda graph: view(graph, events=True),
}
SINKS = ("graphml", "gexf")
COLORS = {kind.edge: kind.color for kind in load_ontology().types.values()}
Imported = dict[str, Any]


def gephi(files: Sequence[Path], svg: Path | None = None) -> Iterator[Imported]:
    """Import files into Gephi, and yield what it holds after each; see gephi.py."""
    jars = whole_jars("Gephi's toolkit", JARS)
    request = {"classpath": [str(jar) for jar in jars], "files": [str(f) for f in files], "svg": svg and str(svg)}
    command = [sys.executable, "-P", str(PROGRAM)]
    child = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, timeout=200)
    assert child.returncode == 0, child.stderr
    for line in child.stdout.splitlines():
        yield json.loads(line)


@pytest.fixture(scope="module")
def demo_graph(demo: Path) -> Iterator[Graph]:
    with Store.open(str(demo), read_only=True) as store:
        yield project(store)


@pytest.fixture(scope="module")
def imported(demo_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Imported]:
    """What Gephi holds of the demo graph, by view and format."""
    folder = tmp_path_factory.mktemp("gephi")
    files = {(name, sink): folder / f"{name}.{sink}" for name in VIEWS for sink in SINKS}
    for (name, sink), path in files.items():
        write_file(sink, VIEWS[name](demo_graph), str(path), COLORS)
    return dict(zip(files, gephi([*files.values()]), strict=True))


def by_id(items: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {item["id"]: item for item in items}
    assert len(found) == len(items)
    return found


def cells(properties: Mapping[str, Value], **more: str) -> dict[str, object]:
    """Properties as they stand in Gephi's tables, where an empty text is none."""
    return {name: cell(value) for name, value in properties.items() if value != ""} | more


def cell(value: Value) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) if isinstance(value, tuple) else value


def rgb(color: str | None) -> list[int]:
    return [*bytes.fromhex((color or PLAIN_COLOR)[1:])]


def milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def check_nodes(graph: Graph, found: Imported) -> None:
    expected = {node.id: node for node in graph.nodes()}
    nodes = by_id(found["nodes"])
    assert nodes.keys() == expected.keys()
    places = drawing_of(graph).places
    most = max(float(node.properties.get("degree", 0)) for node in expected.values())  # type: ignore[arg-type]
    for id_, node in expected.items():
        check_node(node, nodes[id_])
        assert dist(nodes[id_]["place"], places[id_]) < 0.2
        degree = float(node.properties.get("degree", 0))  # type: ignore[arg-type]
        assert nodes[id_]["size"] == pytest.approx(4 + 96 * sqrt(degree / most), abs=0.01)


def check_node(node: Node, found: dict[str, Any]) -> None:
    kind = node.labels[-1]
    names = [node.properties.get(name) for name in ("name", "summary", "title")]
    assert found["label"] == next(name for name in (*names, node.id) if name)
    assert found["color"] == rgb(KIND_COLORS[kind])
    assert found["values"] == cells(node.properties, kind=kind)


def check_edges(graph: Graph, found: Imported, *, timed: bool) -> None:
    expected = {edge.id: edge for edge in graph.edges()}
    edges = by_id(found["edges"])
    assert edges.keys() == expected.keys()
    for id_, edge in expected.items():
        check_edge(edge, edges[id_], timed=timed)
    drawn = Counter((*edge["ends"], edge["kind"]) for edge in edges.values())
    assert max(drawn.values()) == 1


def check_edge(edge: Edge, found: dict[str, Any], *, timed: bool) -> None:
    properties = dict(edge.properties)
    assert found["weight"] == properties.pop("weight", 1.0)
    assert found["ends"] == [edge.source, edge.target]
    assert found["label"] == edge.type
    assert found["kind"].partition(" ")[0] == edge.type
    assert found["color"] == rgb(COLORS.get(edge.type))
    assert found["values"] == cells(properties, relation=edge.type)
    days = {day for name in ("date", "first_seen", "last_seen") if isinstance(day := properties.get(name), date)}
    assert found["times"] == (sorted(map(milliseconds, days)) if timed else [])


def check(graph: Graph, found: Imported, *, sink: str) -> None:
    assert found["issues"] == []
    assert found["directed"]
    assert found["dynamic"] == (sink == "gexf")
    check_nodes(graph, found)
    check_edges(graph, found, timed=sink == "gexf")


@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.parametrize("name", VIEWS)
def test_gephi_holds_the_demo_graph(
    imported: dict[tuple[str, str], Imported], demo_graph: Graph, name: str, sink: str
) -> None:
    check(VIEWS[name](demo_graph), imported[name, sink], sink=sink)


def test_the_demo_graph_has_what_gephi_would_merge_or_drop(demo_graph: Graph) -> None:
    edges = [*view(demo_graph, "all").edges()]
    pairs = Counter((edge.source, edge.target) for edge in edges)
    assert max(Counter((edge.source, edge.target, edge.type) for edge in edges).values()) > 1, "facts of one kind"
    assert len(pairs) < len({(edge.source, edge.target, edge.type) for edge in edges}), "facts of several kinds"
    assert {edge.properties["status"] for edge in edges} > {"asserted", "negated"}
    assert any("quote" in edge.properties for edge in edges)


def test_every_column_has_values(imported: dict[tuple[str, str], Imported]) -> None:
    for found in imported.values():
        for owner, elements in (("node", found["nodes"]), ("edge", found["edges"])):
            used = {name for element in elements for name in element["values"]}
            assert set(found["columns"][owner]) == used


KINDS: tuple[EntityKind, ...] = ("Person", "Country", "Organization", "Location", "Group")
STATUSES: tuple[Status, ...] = ("asserted", "asserted", "asserted", "negated", "possible", "intended", "conditional")


def many_articles(count: int) -> Graph:
    """A graph of made-up articles, with as many entities and events as news has; a few are in most of them."""
    chance = random.Random(7)
    types = sorted(load_ontology().types)
    cast = [entity(KINDS[i % 5], f"Name {i}", sector="GOV", mentions=(mention(0, "Name"),)) for i in range(12 * count)]

    def one() -> Entity:
        return cast[int(len(cast) * chance.random() ** 6)]

    def act(at: int) -> Any:
        actor, recipient = one(), one()
        recipients = [recipient] if recipient != actor and chance.random() < 0.6 else []
        day = date(2025, 1 + chance.randrange(12), 1 + chance.randrange(28)) if chance.random() < 0.7 else None
        more = {"date": day, "status": chance.choice(STATUSES), "content": f"what <{at}> & “so” on"}
        return [actor, *recipients], event(chance.choice(types), [actor], recipients, at=at, **more)

    def article(number: int) -> Any:
        acts = [act(at) for at in range(10)]
        there = {e.id: e for e in [one() for _ in range(8)] + [e for entities, _ in acts for e in entities]}
        events = [found for _, found in acts]
        return told(f"article{number}", [*there.values()], events, day=1 + number % 28, source=f"Daily {number % 40}")

    return graph_of([article(number) for number in range(count)])


def test_gephi_holds_the_graph_of_a_thousand_articles(tmp_path: Path) -> None:
    graph = many_articles(1000)
    views = {sink: VIEWS[name](graph) for name, sink in (("all", "graphml"), ("merged", "gexf"))}
    for sink, shown in views.items():
        write_file(sink, shown, str(tmp_path / sink) + f".{sink}", COLORS)
    files = [tmp_path / f"{sink}.{sink}" for sink in views]
    for (sink, shown), found in zip(views.items(), gephi(files), strict=True):
        assert len(found["nodes"]) > 10_000
        assert len(found["edges"]) > 9_000
        check(shown, found, sink=sink)


def test_gephi_lays_the_map_out_and_draws_it(demo_graph: Graph, tmp_path: Path) -> None:
    file, svg = tmp_path / "demo.gexf", tmp_path / "map.svg"
    write_file("gexf", view(demo_graph), str(file), COLORS)
    (found,) = gephi([file], svg)
    links = networkx.Graph([edge["ends"] for edge in found["edges"]])
    giant = max(networkx.connected_components(links), key=len)
    drawing = ElementTree.parse(svg).getroot()
    space = "{http://www.w3.org/2000/svg}"
    circles = [*drawing.iter(f"{space}circle")]
    assert len(circles) == len(giant)
    places = {(circle.get("cx"), circle.get("cy")) for circle in circles}
    assert len(places) == len(giant)
    texts = {(text.text or "").strip() for text in drawing.iter(f"{space}text")}
    assert {"Donald Trump", "United States", "Russia"} < texts
