"""The colours of nodes and edges, the same in every drawing."""

from collections.abc import Mapping

from kg.model import Node

KIND_COLORS = {
    "Person": "#4e79a7",
    "Country": "#e15759",
    "Organization": "#f28e2b",
    "Location": "#76b7b2",
    "Group": "#b07aa1",
    "Event": "#9c9c9c",
    "Article": "#d4c59a",
}
PLAIN_COLOR = "#888888"


def kind_of(node: Node) -> str:
    """Return a node's most special label."""
    return node.labels[-1]


def rgb(color: str) -> tuple[int, int, int]:
    """Return `#rrggbb` as three integers."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def color_of(name: str, colors: Mapping[str, str]) -> tuple[int, int, int]:
    """Return the colour of an edge type or node kind, grey where none is given."""
    return rgb(colors.get(name) or KIND_COLORS.get(name) or PLAIN_COLOR)
