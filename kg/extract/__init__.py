"""Extraction: one article in, its entities and events out; a pure function of the article, the model and the data.

names → mentions → coreference (who is who: naming, then references and pronouns) → triggers → detector (which of them,
and more, tell what) → speech (who says so) → roles → status → setting → events
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from kg.extract.coreference import Cast
from kg.extract.detector import SHIPPED as SHIPPED_DETECTOR
from kg.extract.detector import Detector
from kg.extract.events import Telling
from kg.extract.known import Known
from kg.extract.mentions import MentionFinder
from kg.extract.page import Page, open_page
from kg.extract.speech import quotations
from kg.gazetteer import Gazetteer
from kg.ids import fingerprint
from kg.model import Article, Extraction
from kg.nlp import model_version, parse
from kg.ontology import Ontology


class Extractor:
    """Extracts by one language model, ontology, gazetteer and event detector.

    `detector` is a file of its weights, None for the rules alone; it also rests where the language model is not the one
    whose vectors it has learnt. `version` names all that a result rests on, and changes with any of it.
    """

    def __init__(
        self, nlp: Language, ontology: Ontology, gazetteer: Gazetteer, detector: Path | None = SHIPPED_DETECTOR
    ) -> None:
        self._nlp, self._ontology, self._known = nlp, ontology, Known(gazetteer)
        self._mentions = MentionFinder(gazetteer)
        self._detector = Detector(detector) if detector else None
        rules = fingerprint(Path(__file__).parent, "*.py", "*.toml")
        weights = fingerprint(detector.parent, detector.name) if detector else "none"
        self.version = (
            f"rules-{rules}/detector-{weights}/{model_version(nlp)}"
            f"/{ontology.name}-{ontology.version}-{ontology.fingerprint}/gazetteer-{gazetteer.fingerprint}"
        )

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield the extraction of each article, in order."""
        for page in self.pages(articles):
            yield self._extract(page)

    def pages(self, articles: Iterable[Article]) -> Iterator[Page]:
        """Yield each article with its parse and its cast, as the search for events begins with them."""
        for parsed in parse(self._nlp, articles):
            cast = Cast(parsed, self._mentions.find(parsed.doc), self._known)
            yield open_page(parsed, cast, self._ontology, quotations(parsed))

    def _extract(self, page: Page) -> Extraction:
        telling = Telling(page, self._detector)
        events = telling.events()
        used = {i for e in events for i in (*e.actors, *e.recipients, e.speaker, e.location) if i}
        return Extraction(
            article=page.parsed.article.id,
            version=self.version,
            entities=page.cast.entities(used),
            events=events,
            dropped=tuple(telling.dropped),
        )
