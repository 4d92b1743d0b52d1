"""Reads news and builds a knowledge graph of geopolitical events.

`extract_text` reads one article, `ingest` many into a store, `open_store` gives the graph of a store.
"""

from importlib.metadata import version
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.library import extract_text, ingest, open_store

__all__ = ["KgError", "__version__", "extract_text", "ingest", "open_store"]

__version__ = version("geokg")

if not TYPE_CHECKING:  # to a type checker these are the functions above, and any other name is an error

    def __getattr__(name: str) -> object:
        """Return a function of the library, which is imported when it is first asked for: `kg --help` needs none."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from kg import library

        return getattr(library, name)

    def __dir__() -> list[str]:
        """Return every name there is, also those that are not imported yet."""
        return sorted({*globals(), *__all__})
