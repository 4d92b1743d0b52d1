"""The page in a real browser: drawn whole, filtered, searched, clicked; hostile data stay text."""

import re
import zlib
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from kg.graph import ListedGraph
from kg.model import Edge

from .page_view import ARTICLES, HOSTILE, NAMES, TYPES, View, expected, fact_parts, node, synthetic, write_page

MEDIUM = synthetic(2000)
"""What the fixture `medium` shows."""


@pytest.mark.parametrize("facts", [50, 2000, 20000])
@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_all_is_drawn_and_nothing_else_is_asked_for(
    facts: int, screen: str, pages: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = synthetic(facts, plain=True)
    path = pages / f"{facts}.html"
    if not path.exists():
        write_page(graph, path)
    view = View(request.getfixturevalue(screen), path)
    assert view.drawn() == expected(graph)
    assert len(expected(graph)) == facts
    assert view.text("#counts").startswith(f"{view.js('return kg.drawing.shown.nodes.size'):,} names · ")
    assert f"{facts:,} of {facts:,} facts drawn" in view.text("#counts")
    assert view.requests() == {path.as_uri()}
    assert view.js("return performance.getEntriesByType('resource').length") == 0
    assert view.errors() == []
    width = view.js("return innerWidth")
    assert width == {"desktop": 1400, "phone": 390}[screen]
    assert view.js("return document.documentElement.scrollWidth") == width
    with capsys.disabled():
        print(f"\n{facts} facts, {screen}: first drawing {view.js('return document.documentElement.dataset.ready')} ms")


def test_the_canvas_holds_a_picture(medium: View) -> None:
    colored = """
        const c = kg.picture(), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        return d.filter((value, i) => value !== d[i % 4]).length;
        """
    full = medium.js(colored)
    x, y = medium.place_of("Name 3")
    disc = medium.js(
        "return [...kg.picture().getContext('2d').getImageData(...arguments, 1, 1).data]", round(x), round(y)
    )
    assert disc[2] > disc[0] + 30, "the greenish blue of a location"
    medium.js("kg.store.set({statuses: new Set()})")
    assert medium.drawn() == set()
    assert medium.js(colored) == 0
    assert full > 20000


def line_pixels(view: View) -> list[bool]:
    """Whether there is ink at each pixel between two nodes that stand on one level, their rims left out."""
    return view.js("""
        const {renderer, graph} = kg.drawing;
        const [a, b] = [0, 1].map(i => renderer.graphToViewport(graph.getNodeAttributes(i))).sort((p, q) => p.x - q.x);
        const picture = kg.picture().getContext('2d'), ground = picture.getImageData(1, 1, 1, 1).data, inked = [];
        for (let s = 0.2; s < 0.8; s += 1 / 300) {
          const [x, y] = [a.x + (b.x - a.x) * s, a.y + (b.y - a.y) * s];
          const box = picture.getImageData(Math.round(x), Math.round(y) - 1, 1, 3).data;
          inked.push(box.some((value, i) => Math.abs(value - ground[i % 4]) > 12));
        }
        return inked;
    """)


@pytest.mark.parametrize("status", ["asserted", "intended", "possible", "conditional", "negated", "unheard-of"])
def test_only_what_happened_has_a_full_line(status: str, desktop: Chrome, pages: Path) -> None:
    parts = fact_parts(0, 0, 1, "THREATENED", status)
    nodes = (node(0, "Person", "A", "RUS"), node(1, "Person", "B", "USA"), parts[0], *ARTICLES)
    view = View(desktop, write_page(ListedGraph(nodes, (parts[1], parts[2])), pages / f"{status}.html"))  # type: ignore[arg-type]
    assert view.drawn() == ({"event 0"} if status == "asserted" else set())
    view.js("kg.store.set({statuses: new Set(kg.data.statuses.keys())})")
    inked = line_pixels(view)
    gaps = sum(before and not after for before, after in pairwise(inked))
    assert any(inked)
    assert gaps == 0 if status == "asserted" else gaps >= 5
    view.js("kg.store.set({selected: {bundle: 0}})")
    badge = view.element("#details .badge")
    assert badge.text == status
    assert ("unreal" in badge.get_attribute("class")) == (status != "asserted")


def test_lines_of_one_pair_stand_apart_and_a_loop_is_seen(desktop: Chrome, pages: Path) -> None:
    ends = [(0, 1, "AIDED"), (0, 1, "SAID"), (1, 0, "SAID"), (2, 2, "SAID")]
    parts = [fact_parts(i, a, b, relation, "asserted") for i, (a, b, relation) in enumerate(ends)]
    nodes = (*[node(i, "Person", name, "RUS") for i, name in enumerate("ABC")], *[part[0] for part in parts], *ARTICLES)
    graph = ListedGraph(nodes, tuple(edge for part in parts for edge in part[1:]))
    view = View(desktop, write_page(graph, pages / "apart.html"))
    middles = view.js("""
        const {graph} = kg.drawing, at = i => graph.getNodeAttributes(i);
        return [0, 1, 2].map(i => {
          const [a, b] = graph.extremities(i).map(at), bend = graph.getEdgeAttribute(i, 'bend');
          return [(a.x + b.x) / 2 + (a.y - b.y) * bend, (a.y + b.y) / 2 + (b.x - a.x) * bend].map(Math.round).join();
        });
    """)
    assert len(set(middles)) == 3
    (ax, ay), (bx, by) = view.place_of("A"), view.place_of("B")
    assert hypot(ax - bx, ay - by) > 0.7 * 700, "the larger part fills the canvas"
    view.click("#fit")
    inked = view.js("""
        const {renderer, graph} = kg.drawing, {x, y} = renderer.graphToViewport(graph.getNodeAttributes(2));
        const radius = renderer.scaleSize(renderer.getNodeDisplayData(2).size), picture = kg.picture().getContext('2d');
        const [top, height] = [y - 4 * radius, 2.6 * radius].map(Math.round);
        const column = picture.getImageData(Math.round(x), top, 1, height).data;
        return column.some((value, i) => value !== column[i % 4]);
    """)
    assert inked


def test_each_filter_leaves_what_it_says(medium: View) -> None:
    def boxes(field: str, *names: str) -> None:
        for name in names:
            medium.click(
                f"#{field}-{medium.js(f'return kg.data.{field}.findIndex(x => (x.name ?? x) === arguments[0])', name)}"
            )

    everything = medium.drawn()
    boxes("statuses", "asserted", "negated")
    assert medium.drawn() == expected(MEDIUM, status="negated")
    medium.click("#reset")
    assert medium.drawn() == everything == expected(MEDIUM)

    boxes("types", *[name for name in NAMES if name != "AIDED"])
    by_type = {f"event {e.id[1:]}" for e in MEDIUM.listed_edges if e.type == "AIDED"} & everything
    assert medium.drawn() == by_type != set()
    medium.click("#reset")

    for quad in (1, 2, 3):
        medium.click(f"#quad-{quad}")
    hard = {f"event {e.id[1:]}" for e in MEDIUM.listed_edges if e.type in TYPES and TYPES[e.type].quad == 4}
    assert medium.drawn() == hard & everything
    medium.click("#reset")

    medium.click("#one-sided")
    assert medium.drawn() == expected(MEDIUM, one_sided=True) > everything
    medium.click("#reset")

    boxes("kinds", "Person", "Group")
    kind = {n.id: n.labels[-1] for n in MEDIUM.listed_nodes}
    ends = {f"event {e.id[1:]}": {kind[e.source], kind[e.target]} for e in MEDIUM.listed_edges if e.id.startswith("f")}
    assert medium.drawn() == {event for event in everything if not ends[event] & {"Person", "Group"}}
    medium.click("#reset")

    Select(medium.element("#country")).select_by_value("UKR")
    country = {n.id: n.properties.get("country") for n in MEDIUM.listed_nodes}
    sides = {f"event {e.id[1:]}": {country[e.source], country[e.target]} for e in MEDIUM.listed_edges if e.id[0] == "f"}
    assert medium.drawn() == {event for event in everything if "UKR" in sides[event]}
    medium.click("#reset")

    sources = medium.element("#sources")
    sources.clear()
    sources.send_keys("3", Keys.TAB)
    assert medium.drawn() == expected(MEDIUM, sources=3)
    medium.click("#reset")
    assert medium.drawn() == everything


def test_the_timeline_narrows_and_plays(medium: View) -> None:
    def days(first: int, last: int) -> set[str]:
        return {event for event in expected(MEDIUM) if first <= int(event.split()[1]) % 90 <= last}

    medium.js("kg.data.facts.date[0] = null; kg.store.set({sources: 0})")
    assert medium.drawn() == days(0, 89), "an undated fact is there while all days are"
    medium.js(
        "const d = document.getElementById('to-day'); d.value = '2025-01-10'; d.dispatchEvent(new Event('change'))"
    )
    assert medium.drawn() == days(0, 9) - {"event 0"}
    medium.element("#from").send_keys(Keys.ARROW_RIGHT * 3)
    assert medium.drawn() == days(3, 9)
    medium.element("#to").send_keys(Keys.ARROW_LEFT)
    assert medium.drawn() == days(3, 8)
    assert medium.element("#to").get_attribute("aria-valuetext") == "2025-01-09"
    medium.click("#play")
    medium.wait_for("kg.store.get().to >= kg.store.get().days[14]")
    medium.click("#play")
    assert medium.text("#play") == "Play"
    stopped = medium.js("return kg.store.get().days.indexOf(kg.store.get().to)")
    assert 14 <= stopped < 89
    assert medium.drawn() == days(3, stopped)


def test_a_click_on_a_name_tells_what_it_did_with_sentences(medium: View) -> None:
    medium.click_at(*medium.place_of("Name 0"))
    assert medium.text("#details h2") == "Name 0"
    acts = {f"event {e.id[1:]}" for e in MEDIUM.listed_edges if e.id.startswith("f") and e.source == "n0"}
    done = acts & expected(MEDIUM, one_sided=True)
    assert medium.text("#details h3") == f"Did ({len(done)})"
    assert medium.text("#spoken").startswith("Name 0, Person: ")
    assert "Actor0 (actor) acted (trigger) on" in medium.text("#details blockquote")
    medium.click("#details .more")
    assert medium.js("return document.querySelectorAll('#details .fact').length") > 25
    medium.click("#details .fact .name:nth-of-type(2), #details .fact h4 .name:last-child")
    assert medium.text("#details h2") != "Name 0"
    medium.element("body").send_keys(Keys.ESCAPE)
    assert medium.js("return kg.store.get().selected") is None


def test_a_click_on_a_line_shows_its_evidence(desktop: Chrome, pages: Path) -> None:
    told = fact_parts(0, 0, 1, "THREATENED", "asserted")
    doubt = {"sentence": "Ann may act.", "status": "possible", "trigger": "act"}
    extra = [
        Edge(id="r", type="REPORTED_IN", source="e0", target="a1", properties=doubt),
        Edge(id="c", type="CLAIMED_BY", source="e0", target="n2"),
        Edge(id="l", type="LOCATED_IN", source="e0", target="n3"),
    ]
    names = ("Ann", "Ben", "Cleo", "Delhi")
    nodes = (*[node(i, "Person", name, "RUS") for i, name in enumerate(names)], told[0], *ARTICLES)
    view = View(desktop, write_page(ListedGraph(nodes, (told[1], *extra, told[2])), pages / "line.html"))  # type: ignore[arg-type]
    (ax, ay), (bx, by) = view.place_of("Ann"), view.place_of("Ben")
    view.click_at((ax + bx) / 2, (ay + by) / 2)
    assert view.text("#details h2") == "Ann THREATENED Ben"
    marks = [
        (m.get_attribute("class"), m.text) for m in view.driver.find_elements(By.CSS_SELECTOR, "#details figure mark")
    ]
    wanted = [("actor", "Actor0"), ("trigger", "acted"), ("trigger", "act")]
    assert [(role, text.split()[0]) for role, text in marks] == wanted
    details = view.text("#details")
    for part in (
        "2025-01-01",
        "1 source",
        "confidence 0.75",
        "verb:act",
        "verbal conflict",
        "in the words of Cleo",
        "at Delhi",
    ):
        assert part in details
    captions = view.driver.find_elements(By.CSS_SELECTOR, "#details figcaption")
    assert ["possible" in caption.text for caption in captions] == [False, True], "an article that is less sure says so"
    link = view.element("#details figcaption a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://news.example/0", "noopener noreferrer")
    assert view.text("#tip") == "Ann THREATENED Ben"
    assert view.errors() == []


def test_hostile_names_stay_text(desktop: Chrome, pages: Path) -> None:
    graph = synthetic(60, HOSTILE)
    sentence = HOSTILE[0] + HOSTILE[1] + " acted " + HOSTILE[4]
    told = fact_parts(61, 0, 1, "SAID", "asserted", sentence=sentence)
    nodes = (*graph.listed_nodes, told[0])
    whole = ListedGraph(nodes, (*graph.listed_edges, told[1], told[2]))  # type: ignore[arg-type]
    view = View(desktop, write_page(whole, pages / "hostile.html"))
    assert view.js("return kg.data.nodes.name.slice(0, arguments[0])", len(HOSTILE)) == list(HOSTILE)
    view.js("kg.store.set({tab: 'list', statuses: new Set(kg.data.statuses.keys()), oneSided: true})")
    listed = view.js("return [...document.querySelectorAll('#list bdi')].map(b => b.textContent)")
    assert set(HOSTILE) <= set(listed)
    for i in range(len(HOSTILE)):
        view.js("kg.store.set({selected: {node: arguments[0]}, tab: 'details'})", i)
        assert view.text("#details h2 bdi") == HOSTILE[i]
    view.js("kg.store.set({selected: {node: 0}})")
    sentences = view.js(
        "return [...document.querySelectorAll('blockquote')].map(b => b.textContent.replace(' (trigger)', ''))"
    )
    assert sentence in sentences
    hrefs = view.js("return [...document.querySelectorAll('a')].map(a => a.href)")
    assert set(hrefs) == {"https://news.example/0"}
    assert view.js("return document.querySelectorAll('img, iframe, #details script').length") == 0
    assert view.requests() == {view.path.as_uri()}
    assert view.errors() == []


def test_search_finds_names_and_sentences(medium: View) -> None:
    search = medium.element("#search")
    search.send_keys("NAME 123")
    medium.wait_for("document.querySelector('#list h3')?.textContent === 'Names (1)'")
    search.clear()
    search.send_keys("as number 1000.")
    medium.wait_for("document.querySelector('#list h3:nth-of-type(2)')?.textContent === 'Lines (1)'")
    search.send_keys(Keys.ENTER)
    assert "as number 1000." in medium.text("#details")
    search.send_keys(Keys.ESCAPE)
    assert medium.js("return document.getElementById('search').value") == ""


def test_the_picture_is_saved_as_png(medium: View) -> None:
    medium.click("#png")
    target = medium.driver.downloads / "graph.png"  # type: ignore[attr-defined]
    WebDriverWait(medium.driver, 20).until(lambda _: target.exists())
    content = target.read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    size = [int.from_bytes(content[at : at + 4]) for at in (16, 20)]
    assert size == medium.js("const {width, height} = kg.drawing.renderer.getDimensions(); return [width, height]")
    parts = (content[m.end() : m.end() + int.from_bytes(m[1])] for m in re.finditer(rb"(.{4})IDAT", content, re.DOTALL))
    assert sum(map(bool, zlib.decompress(b"".join(parts)))) > 20000
