"""One article on the desk: its parse, its cast and its quotations, as the later steps of extraction share them."""

from dataclasses import dataclass

from kg.extract.coreference import Cast
from kg.model import Span
from kg.nlp import Parsed
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What triggers, roles and speech read: `quotes` are code points of the article, `quoted` tokens inside them."""

    parsed: Parsed
    cast: Cast
    ontology: Ontology
    quotes: tuple[Span, ...]
    quoted: frozenset[int]


def open_page(parsed: Parsed, cast: Cast, ontology: Ontology, quotes: list[Span]) -> Page:
    """Return the page of an article."""
    quoted = {token.i for token in parsed.doc for start, end in quotes if start <= parsed.starts[token.i] < end}
    return Page(parsed=parsed, cast=cast, ontology=ontology, quotes=tuple(quotes), quoted=frozenset(quoted))
