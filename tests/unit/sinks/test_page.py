"""The page as written: its columns, its policy, and that nothing in the data can get out of them."""

import base64
import hashlib
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from kg.model import Edge, Node
from kg.sinks import page
from kg.sinks.page.data import page_data

FOLDER = Path(page.__file__).parent
COLORS = {"THREATENED": "#d97706", "SAID": "#868e96"}
QUADS = {1: "verbal cooperation", 3: "verbal conflict"}
SENTENCE = "Later 🙂 Iran threatened Israel, Zoë said."
HOSTILE = "</script><script>alert(1)</script> \u2028 \u202e <!--"


class Graph:
    """Two sides, one speaker, two events: one told twice in the same words, one said to nobody."""

    def __init__(self, name: str = "Zoë") -> None:
        self.name = name

    def nodes(self):
        yield Node(id="c:irn", labels=("Entity", "Country"), properties={"name": "Iran", "country": "IRN"})
        yield Node(id="c:isr", labels=("Entity", "Country"), properties={"name": "Israel", "aliases": ("IL",)})
        yield Node(id="p:zoe", labels=("Entity", "Person"), properties={"name": self.name})
        yield Node(id="a1", labels=("Article",), properties={"title": "One", "published": date(2025, 1, 2)})
        yield Node(id="a2", labels=("Article",), properties={"url": "https://news.example/2"})
        yield Node(id="e1", labels=("Event",), properties={"summary": "Iran THREATENED Israel", "quad": 3})
        yield Node(id="e2", labels=("Event",), properties={"summary": "Zoë SAID", "quad": 1})

    def edges(self):
        start = 100
        told = {"sentence": SENTENCE, "start": start, "end": start + len(SENTENCE), "trigger": "threatened",
                "rule": "verb:threaten", "confidence": 0.9, "status": "asserted"}  # fmt: skip
        marks = ("actor:108-112", "trigger:113-123", "recipient:124-130", "speaker:20-24")
        yield Edge(id="1", type="REPORTED_IN", source="e1", target="a1", properties={**told, "marks": marks})
        yield Edge(id="2", type="REPORTED_IN", source="e1", target="a2", properties={**told, "status": "possible"})
        yield Edge(id="3", type="REPORTED_IN", source="e2", target="a1", properties={**told, "trigger": "said"})
        yield Edge(id="4", type="CLAIMED_BY", source="e1", target="p:zoe")
        yield Edge(id="5", type="LOCATED_IN", source="e2", target="c:isr")
        yield Edge(id="6", type="ABOUT", source="e2", target="e1")
        role = {"role": "envoy", "since": date(1970, 1, 3)}
        yield Edge(id="7", type="AFFILIATED_WITH", source="p:zoe", target="c:irn", properties=role)
        yield Edge(id="8", type="MENTIONED_IN", source="p:zoe", target="a1", properties={"count": 1})
        yield Edge(id="9", type="ACTOR_IN", source="c:irn", target="e1")
        fact = {"event": "e1", "date": date(1970, 1, 2), "date_precision": "month", "status": "asserted", "sources": 2}
        yield Edge(id="f1", type="THREATENED", source="c:irn", target="c:isr", properties=fact)
        yield Edge(id="f2", type="SAID", source="p:zoe", target="e2", properties={"event": "e2", "status": "negated"})
        yield Edge(id="f3", type="HELD", source="p:zoe", target="c:irn", properties={"first_seen": date(1970, 1, 5)})


@pytest.fixture(scope="module")
def data():
    return json.loads(json.dumps(page_data(Graph(), COLORS, QUADS)))


def written(graph: Graph) -> str:
    out = io.BytesIO()
    page.write(graph, out, COLORS, QUADS)
    return out.getvalue().decode()


def test_facts_refer_to_their_ends_type_and_event(data) -> None:
    facts, names = data["facts"], data["nodes"]["name"]
    ends = [
        tuple(names[i] if i >= 0 else None for i in pair) for pair in zip(facts["source"], facts["target"], strict=True)
    ]
    assert ends == [("Iran", "Israel"), ("Zoë", None), ("Zoë", "Iran")]
    assert [data["types"][i]["name"] for i in facts["type"]] == ["THREATENED", "SAID", "HELD"]
    assert facts["event"] == [0, 1, -1]
    assert (facts["date"], facts["precision"]) == ([1, None, 4], ["month", "published", "published"])
    assert facts["sources"] == [2, 1, 1]


def test_a_fact_without_a_status_does_not_pass_for_one_that_happened(data) -> None:
    assert [data["statuses"][i] for i in data["facts"]["status"]] == ["asserted", "negated", "unknown"]


def test_types_have_the_colours_given_and_the_class_of_their_events(data) -> None:
    assert data["types"] == [
        {"name": "THREATENED", "color": "#d97706", "quad": 3},
        {"name": "SAID", "color": "#868e96", "quad": 1},
        {"name": "HELD", "color": "#888888", "quad": 0},
    ]
    assert data["quads"] == {"1": "verbal cooperation", "3": "verbal conflict"}


def test_each_sentence_stands_once_with_a_telling_for_each_article(data) -> None:
    tellings = data["tellings"]
    assert data["sentences"] == [SENTENCE]
    assert (tellings["sentence"], tellings["event"], tellings["article"]) == ([0, 0, 0], [0, 0, 1], [0, 1, 0])
    assert [data["statuses"][i] for i in tellings["status"]] == ["asserted", "possible", "asserted"]


def test_marks_are_counted_from_the_sentence_and_those_outside_are_left_out(data) -> None:
    marked = [(role, SENTENCE[first:last]) for role, first, last in data["tellings"]["marks"][0]]
    assert marked == [("actor", "Iran"), ("trigger", "threatened"), ("recipient", "Israel")]
    assert data["tellings"]["marks"][1] == []


def test_events_know_speaker_place_and_what_they_are_about(data) -> None:
    events, names = data["events"], data["nodes"]["name"]
    assert [[names[i] for i in speakers] for speakers in events["speakers"]] == [["Zoë"], []]
    assert (names[events["place"][1]], events["place"][0]) == ("Israel", -1)
    assert events["about"] == [-1, 0]
    roles = {name: column[0] for name, column in data["roles"].items()}
    assert roles == {"member": 2, "body": 0, "role": "envoy", "since": 2, "until": None}


def test_nodes_have_places_of_their_own_and_sizes_by_their_facts(data) -> None:
    nodes = data["nodes"]
    assert len(set(zip(nodes["x"], nodes["y"], strict=True))) == 3
    assert nodes["size"][0] == nodes["size"][2] > nodes["size"][1] > 6


def test_a_graph_without_facts_has_no_rows() -> None:
    class Empty(Graph):
        def nodes(self):
            return iter(())

        def edges(self):
            return iter(())

    empty = page_data(Empty(), {}, {})
    assert empty["nodes"]["x"] == empty["facts"]["type"] == empty["sentences"] == []


def test_nothing_in_the_data_ends_its_element_and_all_of_it_comes_back() -> None:
    text = written(Graph(name=HOSTILE))
    assert text.count("</script>") == 2
    (raw,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert "<" not in raw
    assert json.loads(raw)["nodes"]["name"][2] == HOSTILE


def test_the_policy_allows_this_script_and_style_and_no_other() -> None:
    text = written(Graph())
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert rules["default-src"] == "'none'"
    assert not re.search(r"\b(src|href)=\"(?!data:,)", text)


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert written(Graph()) == written(Graph())


def test_the_bundle_is_made_of_the_sources_beside_it() -> None:
    digest = hashlib.sha256()
    for path in [*sorted((FOLDER / "src").iterdir()), FOLDER / "build.js", FOLDER / "package-lock.json"]:
        digest.update(path.read_bytes())
    bundle = (FOLDER / "page.js").read_text(encoding="utf8")
    assert f"sources: {digest.hexdigest()}" in bundle, "the sources have changed: run make page"


def test_the_bundle_names_its_parts_with_their_licences() -> None:
    notice = (FOLDER / "page.js").read_text(encoding="utf8").split("*/")[0]
    assert {"sigma", "graphology", "graphology-utils", "events"} <= set(
        re.findall(r"^([\w-]+) \d", notice, re.MULTILINE)
    )
    assert notice.count("Permission is hereby granted") == 4


def test_the_sources_make_no_html_from_strings_and_ask_no_network() -> None:
    for path in (FOLDER / "src").glob("*.js"):
        found = re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttp|WebSocket|localStorage",
            path.read_text(),
        )
        assert not found, f"{path.name}: {found}"


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text())
    assert all("integrity" in entry and "resolved" not in entry for name, entry in lock["packages"].items() if name)
