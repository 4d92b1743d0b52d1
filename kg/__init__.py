"""Reads news and builds a knowledge graph of geopolitical events."""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["__version__", "load_graph"]

__version__ = version("geokg")


def load_graph(db: str | Path) -> "nx.MultiDiGraph[str]":
    """Return the graph of a store: nodes with `labels` and properties, edges keyed by id, with `type` and properties.

    Raises StoreError where there is no store, or a file that is none.
    """
    # Imported here: `kg --help` needs none of it.
    from kg.graph.network import to_networkx
    from kg.pipeline import project
    from kg.store import Store

    with Store.open(db, read_only=True) as store:
        return to_networkx(project(store))
