"""What every sink reads."""

from collections.abc import Iterable
from typing import Protocol

from kg.model import Edge, Node


class GraphStream(Protocol):
    """A graph that can be read as often as needed, always in the same order."""

    def nodes(self) -> Iterable[Node]:
        """Return the nodes."""
        ...

    def edges(self) -> Iterable[Edge]:
        """Return the edges."""
        ...
