"""What the tests of the page share: graphs made up for them, and a page in a browser with what a user does to it."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from kg.graph import ListedGraph
from kg.model import Edge, Node
from kg.ontology import load_ontology
from kg.sinks import page

TYPES = {kind.edge: kind for kind in load_ontology().types.values()}
NAMES = sorted(TYPES)
KINDS = ("Person", "Country", "Organization", "Location", "Group")
STATUSES = ("asserted", "asserted", "asserted", "asserted", "intended", "possible", "conditional", "negated")
FIRST = date(2025, 1, 1)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "</script><script>alert(3)</script>",
    "line\u2028and\u2029paragraph",
    "\u202eright to left \u202d\u2066",
    "{{constructor}} ${alert(4)} $data",
    "Zoë 🙂 &lt;b&gt; \\u003c <!--",
)


def node(number: int, kind: str, name: str, country: str) -> Node:
    return Node(id=f"n{number}", labels=("Entity", kind), properties={"name": name, "country": country})


def fact_parts(
    i: int, source: int, target: int | None, relation: str, status: str, sentence: str | None = None
) -> tuple[Node, Edge, Edge]:
    """An event with its telling and its fact; in a sentence not given, actor and trigger are marked."""
    actor = f"Actor{source}"
    marks = () if sentence else (f"actor:2-{2 + len(actor)}", f"trigger:{3 + len(actor)}-{8 + len(actor)}")
    told = {
        "sentence": sentence or f"🙂 {actor} acted on Other{target} as number {i}.",
        "start": 0,
        "trigger": "acted",
        "marks": marks,
        "rule": "verb:act",
        "confidence": 0.75,
        "status": status,
    }
    fact = {
        "event": f"e{i}",
        "date": FIRST + timedelta(days=i % 90),
        "date_precision": "day",
        "status": status,
        "sources": 1 + i % 3,
        "confidence": 0.75,
    }
    end = f"e{i}" if target is None else f"n{target}"
    return (
        Node(id=f"e{i}", labels=("Event",), properties={"summary": f"event {i}", "quad": TYPES[relation].quad}),
        Edge(id=f"r{i}", type="REPORTED_IN", source=f"e{i}", target=f"a{i % 2}", properties=told),
        Edge(id=f"f{i}", type=relation, source=f"n{source}", target=end, properties=fact),
    )


ARTICLES = [
    Node(id="a0", labels=("Article",), properties={"title": "Good", "url": "https://news.example/0", "source": "Post"}),
    Node(id="a1", labels=("Article",), properties={"title": "Bad", "url": "javascript:alert(5)", "published": FIRST}),
]


def synthetic(facts: int, names: tuple[str, ...] = (), plain: bool = False) -> ListedGraph:
    """A graph of so many facts between a quarter as many entities.

    Unless it is `plain`, half of the facts did not happen and a tenth has no recipient.
    """
    chance = random.Random(facts)
    count = max(12, facts // 4)
    parts: list[Node | Edge] = [
        node(i, KINDS[i % 5], names[i] if i < len(names) else f"Name {i}", ("RUS", "USA", "UKR")[i % 3])
        for i in range(count)
    ]
    for i in range(facts):
        source = int(count * chance.random() ** 2)
        target = None if i % 10 == 9 and not plain else (source + 1 + chance.randrange(count - 1)) % count
        parts += fact_parts(i, source, target, NAMES[i % len(NAMES)], "asserted" if plain else STATUSES[i % 8])
    nodes = tuple(part for part in parts if isinstance(part, Node))
    return ListedGraph((*nodes, *ARTICLES), tuple(part for part in parts if isinstance(part, Edge)))


def write_page(graph: ListedGraph, path: Path) -> Path:
    ontology = load_ontology()
    with path.open("wb") as out:
        page.write(graph, out, {kind.edge: kind.color for kind in ontology.types.values()}, ontology.quads)
    return path


class View:
    """A page in a browser, and what a user does with it."""

    def __init__(self, driver: Chrome, path: Path) -> None:
        self.driver, self.path = driver, path
        driver.get_log("performance")
        driver.get(path.as_uri())
        self.wait_for("document.documentElement.dataset.ready")

    def js(self, code: str, *arguments: object):
        return self.driver.execute_script(code, *arguments)

    def wait_for(self, condition: str, *arguments: object):
        return WebDriverWait(self.driver, 20).until(lambda d: d.execute_script(f"return {condition}", *arguments))

    def element(self, selector: str):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        return self.js("return document.querySelector(arguments[0]).textContent", selector)

    def click(self, selector: str) -> None:
        element = self.element(selector)
        self.js("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def drawn(self) -> set[str]:
        """The facts that the renderer draws, by the number of their event."""
        code = """
            const {data, drawing} = kg, {renderer, shown, bundles} = drawing;
            const visible = bundles.filter(b => !renderer.getEdgeDisplayData(b.number).hidden);
            const facts = visible.flatMap(b => b.facts).filter(f => shown.facts[f]);
            return facts.map(f => data.events.summary[data.facts.event[f]]);
            """
        return set(self.js(code))

    def place_of(self, name: str) -> tuple[int, int]:
        x, y = self.js(
            """
            const i = kg.data.nodes.name.indexOf(arguments[0]), {renderer, graph} = kg.drawing;
            const {x, y} = renderer.graphToViewport(graph.getNodeAttributes(i));
            return [x, y];
            """,
            name,
        )
        return x, y

    def click_at(self, x: float, y: float) -> None:
        """Click on the canvas, at pixels from its upper left corner."""
        canvas = self.element("#canvas")
        offset = (round(x - canvas.rect["width"] / 2), round(y - canvas.rect["height"] / 2))
        ActionChains(self.driver).move_to_element_with_offset(canvas, *offset).pause(0.2).click().perform()

    def errors(self) -> list[str]:
        """What the console says, but for hints on speed that canvas readers of these tests get."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["source"] != "rendering"]

    def requests(self) -> set[str]:
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
        return {url for url in urls if not url.startswith(("data:", "blob:"))}


def expected(graph: ListedGraph, one_sided: bool = False, **wanted: object) -> set[str]:
    """The events whose facts have certain properties, told as having happened unless another status is wanted."""
    wanted = {"status": "asserted", **wanted}
    return {
        f"event {edge.id[1:]}"
        for edge in graph.listed_edges
        if edge.id.startswith("f")
        and (one_sided or edge.target.startswith("n"))
        and all(edge.properties[name] == value for name, value in wanted.items())
    }
