"""One small graph through every file sink; hostile text, dates, lists and gaps included."""

import io
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest

from kg.errors import SinkError
from kg.model import Edge, Evidence, Node
from kg.sinks import FOLDER_SINKS, SINKS, write_file, write_folder

COLORS = {"THREATENED": "#d97706", "SAID": "#777777"}
HOSTILE = "Zoë <b>\"&'</b>\x00\x0b\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")


class Graph:
    def nodes(self):
        yield Node(
            id="country:IRN",
            labels=("Entity", "Country"),
            properties={"name": "Iran", "aliases": ("Persia", "Tehran"), "mentions": 3, "degree": 4.0},
            evidence=(Evidence(article="a1", start=3, end=7),),
        )
        yield Node(id="country:ISR", labels=("Entity", "Country"), properties={"name": "Israel"})
        yield Node(id="person:x", labels=("Entity", "Person"), properties={"name": HOSTILE})
        yield Node(id="event:1", labels=("Event",), properties={"type": "SAY", "summary": "x SAID", "mutual": False})

    def edges(self):
        told = {"date": date(2025, 1, 24), "status": "asserted", "weight": 2.0, "sentence": HOSTILE}
        yield Edge(id="f1", type="THREATENED", source="country:IRN", target="country:ISR", properties=told)
        yield Edge(id="f2", type="SAID", source="country:IRN", target="country:ISR", properties={})
        yield Edge(id="f3", type="SAID", source="person:x", target="event:1", properties={})
        yield Edge(id="f4", type="SAID", source="country:IRN", target="country:ISR", properties={})
        yield Edge(id="f5", type="SAID", source="country:ISR", target="country:IRN", properties={})


def written(sink: str) -> bytes:
    out = io.BytesIO()
    SINKS[sink](Graph(), out, COLORS)
    return out.getvalue()


@pytest.mark.parametrize("sink", SINKS)
def test_every_sink_gives_the_same_bytes_twice(sink: str) -> None:
    assert written(sink) == written(sink)


@pytest.mark.parametrize("sink", FOLDER_SINKS)
def test_every_folder_sink_gives_the_same_bytes_twice(sink: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_folder(sink, Graph(), str(tmp_path / name))
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert HOSTILE.replace('"', '""').encode() in b"".join(one.values())


@pytest.mark.parametrize("sink", SINKS)
def test_a_failed_write_leaves_what_was_there(sink: str, tmp_path: Path) -> None:
    class Torn(Graph):
        def edges(self):
            yield from super().edges()
            raise RuntimeError("torn")

    target = tmp_path / "graph"
    target.write_text("before")
    with pytest.raises(RuntimeError, match="torn"):
        write_file(sink, Torn(), str(target), COLORS)
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("sink", SINKS)
def test_a_path_that_cannot_be_written_is_named(sink: str, tmp_path: Path) -> None:
    with pytest.raises(SinkError, match="no/such"):
        write_file(sink, Graph(), str(tmp_path / "no/such/file"), COLORS)


def test_a_device_is_written_to_and_a_link_is_followed(tmp_path: Path) -> None:
    pipe, link, real = tmp_path / "pipe", tmp_path / "link", tmp_path / "real"
    os.mkfifo(pipe)
    real.touch()
    link.symlink_to(real)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        write_file("jsonl", Graph(), str(pipe), COLORS)
        assert read.result() == written("jsonl")
    assert pipe.is_fifo()
    write_file("jsonl", Graph(), str(link), COLORS)
    assert link.is_symlink()
    assert real.read_bytes() == written("jsonl")


def test_an_unknown_sink_names_the_nearest() -> None:
    with pytest.raises(SinkError, match="did you mean 'graphml'"):
        write_file("grafml", Graph(), "-", COLORS)


def test_graphml_is_read_back_whole() -> None:
    graph = networkx.parse_graphml(written("graphml").decode(), force_multigraph=True, edge_key_type=str)
    assert set(graph) == {"country:IRN", "country:ISR", "person:x", "event:1"}
    assert graph.number_of_edges("country:IRN", "country:ISR") == 3
    assert graph.nodes["country:IRN"]["aliases"] == "Persia; Tehran"
    assert graph.nodes["country:IRN"]["mentions"] == 3
    assert graph.nodes["person:x"]["name"] == HOSTILE.replace("\x00", "").replace("\x0b", "")
    places = {(node["x"], node["y"]) for _, node in graph.nodes(data=True)}
    assert len(places) == 4
    assert [graph.nodes[name]["size"] for name in ("country:IRN", "country:ISR")] == [100.0, 4.0]
    edge = graph.edges["country:IRN", "country:ISR", "f1"]
    assert (edge["date"], edge["weight"], edge["relation"]) == ("2025-01-24", 2.0, "THREATENED")
    assert (edge["r"], edge["g"], edge["b"]) == (0xD9, 0x77, 0x06)


def test_graphml_gives_gephi_the_relation_as_edge_label() -> None:
    root = ElementTree.fromstring(written("graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    edges = root.findall(f".//{space}edge")
    assert [e.get("label") for e in edges] == ["THREATENED", "SAID", "SAID", "SAID 2", "SAID"]
    assert len({e.get("id") for e in edges}) == 5
    names = [(k.get("for"), k.get("attr.name")) for k in root.findall(f"{space}key")]
    assert len(set(names)) == len(names)
    assert {t.get("attr.type") for t in root.findall(f"{space}key")} <= {"int", "double", "boolean", "string", "float"}


def test_gexf_has_kinds_times_and_looks() -> None:
    root = ElementTree.fromstring(written("gexf"))
    space, viz = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
    edges = root.findall(f".//{space}edge")
    assert [(e.get("kind"), e.get("type")) for e in edges] == [
        ("THREATENED", "directed"),
        ("SAID", "directed"),
        ("SAID", "directed"),
        ("SAID 2", "directed"),
        ("SAID", "directed"),
    ]
    assert [e.get("label") for e in edges] == ["THREATENED", "SAID", "SAID", "SAID", "SAID"]
    assert [s.get("timestamp") for s in edges[0].iter(f"{space}spell")] == ["2025-01-24"]
    assert edges[0].get("weight") == "2.0"
    assert root.find(f"{space}graph").get("mode") == "dynamic"
    declared = {a.get("id") for a in root.iter(f"{space}attribute")}
    assert {v.get("for") for v in root.iter(f"{space}attvalue")} <= declared
    assert root.find(f".//{viz}color").attrib == {"r": "225", "g": "87", "b": "89"}
    assert [size.get("value") for size in root.iter(f"{viz}size")] == ["100.0", "4.0", "4.0", "4.0"]
    assert len({(p.get("x"), p.get("y")) for p in root.iter(f"{viz}position")}) == 4


@pytest.mark.parametrize("sink", ["graphml", "gexf"])
def test_only_properties_in_use_become_columns(sink: str) -> None:
    names = {e.get("attr.name") or e.get("title") for e in ElementTree.fromstring(written(sink)).iter()} - {None}
    assert {"aliases", "mentions", "mutual", "sentence", "kind", "relation"} <= names
    assert not {"country", "published", "cameo", "trigger", "quote"} & names


def test_jsonl_has_nodes_with_evidence_then_edges() -> None:
    lines = [json.loads(line) for line in written("jsonl").splitlines()]
    assert lines[0]["label"] == "Country"
    assert lines[0]["evidence"] == [{"article": "a1", "start": 3, "end": 7}]
    assert lines[2]["name"] == HOSTILE
    assert lines[4] == {
        "id": "f1",
        "type": "THREATENED",
        "source": "country:IRN",
        "target": "country:ISR",
        "date": "2025-01-24",
        "status": "asserted",
        "weight": 2.0,
        "sentence": HOSTILE,
    }
    assert "date" not in lines[5]
