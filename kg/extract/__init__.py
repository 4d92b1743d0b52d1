"""Extraction: one article in, its entities and events out; a pure function of the article, the model and the data.

names → mentions → coreference (who is who) → triggers → speech (who says so) → roles → status → setting → events
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from kg.extract.coreference import Cast
from kg.extract.events import Telling
from kg.extract.mentions import MentionFinder
from kg.extract.page import open_page
from kg.extract.speech import quotations
from kg.gazetteer import Gazetteer
from kg.ids import fingerprint
from kg.model import Article, Extraction
from kg.nlp import Parsed, model_version, parse
from kg.ontology import Ontology


class Extractor:
    """Extracts by one language model, ontology and gazetteer.

    `version` names all that a result rests on, and changes with any of it: rules, model, ontology and gazetteer.
    """

    def __init__(self, nlp: Language, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self._nlp, self._ontology, self._gazetteer = nlp, ontology, gazetteer
        self._mentions = MentionFinder(nlp, gazetteer)
        rules = fingerprint(Path(__file__).parent, "*.py", "*.toml")
        self.version = (
            f"rules-{rules}/{model_version(nlp)}/{ontology.name}-{ontology.version}-{ontology.fingerprint}"
            f"/gazetteer-{gazetteer.fingerprint}"
        )

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield the extraction of each article, in order."""
        for parsed in parse(self._nlp, articles):
            yield self._extract(parsed)

    def _extract(self, parsed: Parsed) -> Extraction:
        cast = Cast(parsed, self._mentions.find(parsed.doc), self._gazetteer)
        telling = Telling(open_page(parsed, cast, self._ontology, quotations(parsed)))
        events = telling.events()
        used = {i for e in events for i in (*e.actors, *e.recipients, e.speaker, e.location) if i}
        return Extraction(
            article=parsed.article.id,
            version=self.version,
            entities=cast.entities(used),
            events=events,
            dropped=tuple(telling.dropped),
        )
