"""docs/images/schema.svg, from the graph's schema and the ontology."""

from collections.abc import Sequence

from kg.graph.schema import ENTITY_KINDS, FACT_PROPERTIES, NODE_PROPERTIES, STRUCTURAL_EDGES
from kg.ontology import Ontology
from kg.sinks.looks import KIND_COLORS
from pages.svg import INK, Drawing, Point

PLAIN, FACT = "#6b7280", "#c2410c"
WIDTH, TOP, LINE = 1080, 120, 20
CARD = 210
X = {"Entity": 30, "Event": 435, "Article": 840}
COLORS = {"Entity": KIND_COLORS["Person"], "Event": KIND_COLORS["Event"], "Article": KIND_COLORS["Article"]}


def drawing(ontology: Ontology) -> str:
    """Three cards with the properties of nodes, and the edges between them with theirs."""
    rows = max(map(len, NODE_PROPERTIES.values()))
    bottom = TOP + 44 + LINE * rows
    picture = Drawing(WIDTH, bottom + 142, "Nodes and edges of the graph")
    for label, x in X.items():
        _card(picture, label, x, bottom)
    _across(picture, bottom)
    _loops(picture)
    _facts(picture, ontology, bottom)
    return picture.svg()


def _card(picture: Drawing, label: str, x: int, bottom: int) -> None:
    picture.box(x, TOP, CARD, bottom - TOP, "#f6f8fa", stroke="#d0d7de")
    picture.box(x, TOP, CARD, 32, COLORS[label])
    picture.text(x + 12, TOP + 21, label, weight="bold", size=15, color="#ffffff" if label == "Entity" else INK)
    for i, name in enumerate(NODE_PROPERTIES[label]):
        picture.text(x + 12, TOP + 54 + i * LINE, name, size=13)
    if label == "Entity":
        for i, kind in enumerate(ENTITY_KINDS):
            y = TOP + 50 + i * 24
            picture.box(x + 104, y - 13, 96, 20, KIND_COLORS[kind], radius=10)
            picture.text(x + 152, y + 1, kind, size=12, anchor="middle", color="#ffffff")


def _across(picture: Drawing, bottom: int) -> None:
    """Edges from one card to the next, and the mentions below all."""
    left, right = X["Entity"] + CARD, X["Event"]
    forth, back = ("ACTOR_IN", "RECIPIENT_OF"), ("LOCATED_IN", "CLAIMED_BY")
    for i, kind in enumerate((*forth, *back)):
        y = TOP + 100 + i * 44
        start, end = (left, right) if kind in forth else (right, left)
        _labelled(picture, f"M{start} {y}H{end}", kind, ((left + right) / 2, y - 7))
    left, right = X["Event"] + CARD, X["Article"]
    _labelled(picture, f"M{left} {TOP + 100}H{right}", "REPORTED_IN", ((left + right) / 2, TOP + 93))
    start, end = X["Entity"] + CARD / 2, X["Article"] + CARD / 2
    low = bottom + 30
    down, up = (
        f"M{start} {bottom}V{low - 10}Q{start} {low} {start + 10} {low}",
        f"Q{end} {low} {end} {low - 10}V{bottom}",
    )
    path = f"{down}H{end - 10}{up}"
    _labelled(picture, path, "MENTIONED_IN", (X["Event"] + CARD / 2, low - 7), beside=True)


def _loops(picture: Drawing) -> None:
    """Edges that start and end on one card, above it."""
    for kind, x in (("AFFILIATED_WITH", X["Entity"] + 20), ("ABOUT", X["Event"] + 75)):
        _labelled(picture, _arch(x, 60, 50), kind, (x + 30, TOP - 58), above=True)


def _arch(x: float, width: float, height: float) -> str:
    return f"M{x} {TOP}C{x} {TOP - height * 1.3} {x + width} {TOP - height * 1.3} {x + width} {TOP}"


def _labelled(picture: Drawing, path: str, kind: str, at: Point, *, beside: bool = False, above: bool = False) -> None:
    """An edge with its name, and its properties below the name, beside or above it."""
    picture.arrow(path, PLAIN)
    x, y = at
    names: Sequence[str] = tuple(STRUCTURAL_EDGES[kind])
    if above and names:
        y -= 16
        picture.text(x, y + 15, ", ".join(names), size=12, anchor="middle", color=PLAIN)
    elif beside:
        picture.text(x, y + 23, ", ".join(names), size=12, anchor="middle", color=PLAIN)
    else:
        for i, name in enumerate(names):
            picture.text(x, y + 26 + i * 17, name, size=12, anchor="middle", color=PLAIN)
    picture.text(x, y, kind, size=13, anchor="middle", weight="bold")


def _facts(picture: Drawing, ontology: Ontology, bottom: int) -> None:
    """The edges named after event types: from an entity to another, or to an event, and their properties below."""
    x = X["Entity"] + 125
    picture.arrow(_arch(x, 60, 50), FACT, width=3)
    start, end, y = X["Entity"] + CARD, X["Event"], TOP + 56
    picture.arrow(f"M{start} {y}H{end}", FACT, width=3)
    picture.text((start + end) / 2, y - 9, "a fact with no recipient", size=12, anchor="middle", color=FACT)
    picture.text(x + 30, TOP - 58, "a fact", size=13, anchor="middle", weight="bold", color=FACT)
    y = bottom + 78
    names = [kind.edge for kind in ontology.types.values()]
    picture.text(30, y, f"A fact is one of {len(names)}:", size=13, weight="bold", color=FACT)
    half = (len(names) + 1) // 2
    for i, part in enumerate((names[:half], names[half:])):
        picture.text(180, y + i * 18, ", ".join(part), size=12)
    picture.text(30, y + 44, "with", size=13, weight="bold", color=FACT)
    picture.text(180, y + 44, ", ".join(FACT_PROPERTIES), size=12)
