"""What is known of the world before reading: countries, places, peoples, agents' nouns, leaders, bodies.

Six CSV files in UTF-8 with a header line, lists separated by `;`. To teach the program a name, add a row.

>>> from datetime import date
>>> holder = load_gazetteer().holder("president", "USA", date(2025, 2, 1))
>>> holder.name if holder else None
'Donald Trump'
"""

from functools import cache
from pathlib import Path

from kg.errors import OntologyError
from kg.gazetteer.loader import Loader
from kg.gazetteer.records import (
    NON_STATES,
    SECTORS,
    Agent,
    Country,
    Gazetteer,
    Leader,
    Number,
    Office,
    Organization,
    OrganizationKind,
    People,
    Place,
)

__all__ = [
    "NON_STATES",
    "SECTORS",
    "Agent",
    "Country",
    "Gazetteer",
    "Leader",
    "Number",
    "Office",
    "Organization",
    "OrganizationKind",
    "People",
    "Place",
    "load_gazetteer",
]


def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """Return the gazetteer of a folder's six CSV files; the shipped one, loaded once, where no folder is given.

    Raises OntologyError with one line for every problem of every file.
    """
    return _shipped() if folder is None else _load(folder)


@cache
def _shipped() -> Gazetteer:
    return _load(Path(__file__).parent)


def _load(folder: Path) -> Gazetteer:
    loader = Loader(folder)
    gazetteer = loader.load()
    if loader.problems:
        raise OntologyError("\n".join(loader.problems))
    return gazetteer
