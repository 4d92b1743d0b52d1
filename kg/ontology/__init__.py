"""The ontology: which types of events there are, and by which words a text tells them.

An ontology is a folder: `ontology.toml` (name, version, quads, sectors, light verbs, shared word classes) and one file
for each event type in `events/`. The one in `plover/` is the default. To add a type, add a file.
"""

from functools import cache
from pathlib import Path

from kg.ontology.reader import read_ontology
from kg.ontology.records import Condition, EventType, Example, Frame, Mode, Ontology

__all__ = ["Condition", "EventType", "Example", "Frame", "Mode", "Ontology", "load_ontology"]

DEFAULT_FOLDER = Path(__file__).parent / "plover"


def load_ontology(folder: Path | None = None) -> Ontology:
    """Return the ontology of a folder, by default the packaged one (read once).

    Raises OntologyError, one line for every fault of every file.
    """
    return _default() if folder is None else read_ontology(folder)


@cache
def _default() -> Ontology:
    return read_ontology(DEFAULT_FOLDER)
