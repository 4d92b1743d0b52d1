"""The error tree: every failure a user can cause or mend.

KgError
├── InputError      an article or file that cannot be read
├── OntologyError   an ontology or gazetteer file that does not hold together
├── ModelError      a language model that is missing or unfit
├── StoreError      a store that cannot be opened, read or written
└── SinkError       an output that cannot be written or a server that refuses

A message says what is wrong, where, what was allowed, and how to mend it, in one line.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class KgError(Exception):
    """Base of all errors that this package raises on purpose."""


class InputError(KgError):
    """An article or file that cannot be read."""


class OntologyError(KgError):
    """An ontology or gazetteer file that does not hold together."""


class ModelError(KgError):
    """A language model that is missing or unfit."""


class StoreError(KgError):
    """A store that cannot be opened, read or written."""


class SinkError(KgError):
    """An output that cannot be written, or a server that refuses."""


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Return a one-line message for an unknown name: what exists, and the nearest match."""
    names = sorted(known)
    nearest = get_close_matches(name, names, n=1)
    hint = f"; did you mean {nearest[0]!r}?" if nearest else ""
    return f"unknown {kind} {name!r}{hint} (there are: {', '.join(names)})"
