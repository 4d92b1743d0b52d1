"""Neo4j Browser as a user has it: `kg serve`, the printed password, questions pasted, the style dropped on the page.

With KG_PICTURES=1 the pictures that the documentation shows are taken anew.
"""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium.common.exceptions import ElementClickInterceptedException, StaleElementReferenceException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as condition
from selenium.webdriver.support.ui import WebDriverWait

from kg.ontology import load_ontology
from kg.queries import GRAPH, cypher_folder, load_queries
from kg.sinks.looks import KIND_COLORS
from kg.sinks.neo4j import Connection, Part, run_query

from .chromium import chromium
from .conftest import paths

QUERIES = load_queries()
DRAWN = [name for name, query in QUERIES.items() if query.text.find(f"AS {GRAPH}") > 0]
IMAGES = Path(__file__).parents[2] / "docs" / "images"
PICTURES = {
    "friends-and-foes": "browser-friends-and-foes.png",
    "timeline-between-two-countries": "browser-timeline.png",
    "article-with-its-events": "browser-article.png",
}
WIDTH, HEIGHT = 1500, 900
SECONDS = 60
PLAIN = "#c2c8d0"
"""The colour of edges that hold an event together."""
SETTLE = """
const done = arguments[0];
const look = before => {
  const now = [...document.querySelectorAll('g.node')].map(node => node.getAttribute('transform')).join();
  now === before ? done(true) : setTimeout(look, 500, now);
};
look('');
"""
"""Calls back once no node has moved for half a second."""


@dataclass(frozen=True)
class Served:
    """What `kg serve` printed."""

    page: str
    bolt: str
    user: str
    password: str
    parameters: str

    def answer(self, name: str) -> tuple[list[str], list[tuple[object, ...]]]:
        connection = Connection(uri=self.bolt, user=self.user, password=self.password, database="neo4j")
        return run_query(connection, QUERIES[name].text, QUERIES[name].parameters)


@pytest.fixture(scope="module")
def served(demo: Path) -> Iterator[Served]:
    """The demo graph behind `kg serve`, in a process of its own."""
    command = [sys.executable, "-m", "kg", "serve", "--db", str(demo)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        page, bolt, user, password = (process.stdout.readline().split()[-1] for _ in range(4))
        told = iter(process.stderr.readline, "")
        parameters = next(line for line in told if ":params" in line)
        try:
            yield Served(page, bolt, user, password, parameters[parameters.index(":params") :].strip())
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=SECONDS)


class Page:
    """Neo4j Browser's page, by what a user does on it."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver
        self.wait = WebDriverWait(driver, SECONDS)

    def found(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def ready(self, selector: str, how: str = By.CSS_SELECTOR) -> WebElement:
        """Return an element once it can be used."""
        return self.wait.until(condition.element_to_be_clickable((how, selector)))

    def press(self, selector: str, how: str = By.CSS_SELECTOR) -> None:
        """Click on what stands there, as soon as nothing passes over it."""
        passing = (ElementClickInterceptedException, StaleElementReferenceException)
        wait = WebDriverWait(self.driver, SECONDS, ignored_exceptions=passing)
        wait.until(lambda _: self.ready(selector, how).click() is None)

    def log_in(self, served: Served) -> None:
        self.driver.get(served.page)
        self.ready("[data-testid=username]").send_keys(served.user)
        self.ready("[data-testid=password]").send_keys(served.password)
        self.press("[data-testid=connect]")
        banner = "//span[starts-with(., 'To help make Neo4j Browser better')]/following-sibling::span"
        self.press(banner, By.XPATH)

    def run(self, text: str) -> None:
        """Paste a text into the editor and run it."""
        allowed = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        self.driver.execute_cdp_cmd("Browser.grantPermissions", allowed)
        self.driver.execute_async_script("navigator.clipboard.writeText(arguments[0]).then(arguments[1])", text)
        [editor] = self.found("[data-testid=activeEditor] .monaco-editor textarea")
        editor.send_keys(Keys.CONTROL, "a")
        editor.send_keys(Keys.CONTROL, "v")
        self.press("[data-testid=editor-Run]")

    def clear(self) -> None:
        self.run(":clear")
        self.wait.until(lambda _: not self.found("[data-testid=frame]"))

    def ask(self, text: str) -> None:
        """Run a text on a cleared page and wait for its answer."""
        self.clear()
        self.run(text)
        self.wait.until(lambda _: self.found("[data-testid=frame-loaded-contents]"))
        assert not self.found("[data-testid=cypherFrameErrorMessage]"), self.text()

    def settle(self) -> None:
        """Wait for the drawing, and until no node of it moves."""
        self.wait.until(lambda _: self.found("g.node"))
        self.driver.execute_async_script(SETTLE)

    def text(self) -> str:
        return "\n".join(frame.text for frame in self.found("[data-testid=frame]"))

    def drop(self, file: Path) -> None:
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        for step in ("dragEnter", "dragOver", "drop"):
            event = {"type": step, "x": WIDTH // 2, "y": HEIGHT // 2, "data": data}
            self.driver.execute_cdp_cmd("Input.dispatchDragEvent", event)
        self.wait.until(lambda _: ":style" in self.text())

    def table(self) -> list[list[str]]:
        """Return the rows of the answer, seen in the view that is a table; numbers of rows left out."""
        self.press("[data-testid=cypherFrameSidebarTable]")
        self.wait.until(lambda _: self.found("[data-testid=frame] tbody tr"))
        rows = "[...document.querySelectorAll('[data-testid=frame] tbody tr')]"
        texts = f"{rows}.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
        return [row[1:] for row in self.driver.execute_script(f"return {texts}")]

    def headers(self) -> list[str]:
        """Return the names of the columns of the table that is seen; that of the numbers of rows left out."""
        texts = (
            "[...document.querySelectorAll('[data-testid=frame] thead th')].map(header => header.textContent.trim())"
        )
        self.wait.until(lambda _: all(self.driver.execute_script(f"return {texts}")[1:]))
        return self.driver.execute_script(f"return {texts}")[1:]

    def captions(self) -> list[str]:
        """Return the first word of what is written in each node; the page leaves out what a circle cannot hold."""
        script = "return [...document.querySelectorAll('g.node')].map(node => node.textContent)"
        return [text.split()[0].rstrip("…") for text in self.driver.execute_script(script)]

    def fills(self, selector: str) -> Counter[str]:
        """Return how many drawn shapes have each colour."""
        return Counter(str(shape.get_attribute("fill")).lower() for shape in self.found(selector))


@pytest.fixture(scope="module")
def page(served: Served) -> Iterator[Page]:
    """The page, logged in, with the parameters, the style and the setting that docs/neo4j.md names."""
    with chromium(WIDTH, HEIGHT) as driver:
        page = Page(driver)
        page.log_in(served)
        page.run(served.parameters)
        page.wait.until(lambda _: "Successfully set your parameters" in page.text())
        page.run(":config autoComplete: false")
        page.drop(cypher_folder() / "style.grass")
        yield page


def drawn(rows: list[tuple[object, ...]]) -> tuple[dict[str, Part], dict[str, Part]]:
    """Return the nodes and the relationships of the paths in the last column, by id."""
    parts = [part for row in rows for path in paths(row[-1]) for part in path]
    nodes = {str(part["id"]): part for part in parts if "labels" in part}
    return nodes, {str(part["id"]): part for part in parts if "labels" not in part}


def node_color(node: Part) -> str:
    return next(color for kind, color in KIND_COLORS.items() if kind in node["labels"])  # type: ignore[operator]


def edge_color(edge: Part) -> str:
    colors = {kind.edge: kind.color for kind in load_ontology().types.values()}
    return colors.get(str(edge["type"]), PLAIN)


def caption(node: Part) -> str:
    return str(node["type"]) if "Event" in node["labels"] else node.caption  # type: ignore[operator]


@pytest.mark.parametrize("name", QUERIES)
def test_a_question_pasted_as_it_is_shows_its_answer(page: Page, served: Served, name: str) -> None:
    columns, rows = served.answer(name)
    page.ask((cypher_folder() / f"{name}.cypher").read_text(encoding="utf-8"))
    if name in DRAWN:
        nodes, relationships = drawn(rows)
        page.settle()
        assert page.fills("g.node circle.b-outline") == Counter(map(node_color, nodes.values()))
        assert page.fills("g.relationship path.b-outline") == Counter(map(edge_color, relationships.values()))
        for beginning in page.captions():
            assert any(caption(node).startswith(beginning) for node in nodes.values()), beginning
        picture(page, name)
    table = page.table()
    assert len(table) == len(rows)
    for shown, row in zip(table, rows, strict=True):
        texts = {f'"{value}"' for value in row if isinstance(value, str)}
        assert texts <= set(shown)
    assert page.headers() == columns


def test_the_style_can_be_pasted_too(page: Page) -> None:
    question = (cypher_folder() / "timeline-between-two-countries.cypher").read_text(encoding="utf-8")
    page.run(":style reset")
    page.ask(question)
    page.settle()
    assert not page.fills("g.node circle.b-outline").keys() & set(KIND_COLORS.values())
    page.run(f":style {(cypher_folder() / 'style.grass').read_text()}")
    page.ask(question)
    page.settle()
    assert page.fills("g.node circle.b-outline").keys() < set(KIND_COLORS.values())


def picture(page: Page, name: str) -> None:
    """Take a picture of an answer where it was asked for and the documentation shows it."""
    if not os.environ.get("KG_PICTURES") or name not in PICTURES:
        return
    page.press("[data-testid=frame] [title=Fullscreen]")
    page.press("[data-testid=frame] [aria-label=zoom-to-fit]")
    page.settle()
    IMAGES.mkdir(exist_ok=True)
    assert page.driver.save_screenshot(str(IMAGES / PICTURES[name]))
    page.press("[data-testid=frame] [title='Close fullscreen']")


def test_every_picture_is_of_a_size_for_a_page() -> None:
    for file in PICTURES.values():
        assert (IMAGES / file).stat().st_size < 300_000
