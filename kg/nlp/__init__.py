"""The language model: the only place that loads one.

The rules above read Universal Dependencies, so any spaCy pipeline with UD labels will do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.model import Article, Span
from kg.nlp.component import PARAGRAPHS  # and registers the shipped model's component with spaCy

SHIPPED_MODEL = Path(__file__).parent / "model"
NEEDED = {
    "token.lemma": (),
    "token.tag": (),
    "token.pos": (),
    "token.dep": ("nsubj", "obj", "obl", "case", "xcomp", "ccomp", "conj"),
    "doc.ents": (("PERSON", "PER"), ("ORG",), ("LOC", "GPE")),
}
"""What some component must set, and the labels that it must know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """An article's paragraphs as one spaCy `Doc`; `starts[i]` is token i's place in `Article.text`."""

    article: Article
    doc: Doc
    starts: tuple[int, ...]
    paragraphs: tuple[int, ...]
    """Number of the paragraph that each token stands in."""

    def span(self, start: int, end: int) -> Span:
        """Return tokens [start, end) as [start, end) code points of the article's text."""
        return self.starts[start], self.starts[end - 1] + len(self.doc[end - 1])

    def text(self, start: int, end: int) -> str:
        """Return the article's own text of tokens [start, end), white space folded."""
        first, last = self.span(start, end)
        return " ".join(self.article.text[first:last].split())


@cache
def load_model(name: str | None = None) -> Language:
    """Load the shipped pipeline, or the spaCy pipeline at a path or of a package name.

    Raises ModelError where there is none, or where it lacks a component or label that the rules read.
    """
    try:
        nlp = spacy.load(name or SHIPPED_MODEL)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise ModelError(
            f"no language model at {name or SHIPPED_MODEL}: {reason}; give a folder or an installed spaCy package"
        ) from error
    _check(nlp, name or "the shipped model")
    return nlp


def model_version(nlp: Language) -> str:
    """Return `name-version` of a pipeline, as its meta data give it."""
    return f"{nlp.meta.get('name', 'model')}-{nlp.meta.get('version', '0')}"


def parse(nlp: Language, articles: Iterable[Article]) -> Iterator[Parsed]:
    """Yield each article parsed, its paragraphs sent to the model one by one in one stream."""
    articles = list(articles)
    texts = (article.text[start:end] for article in articles for start, end in article.paragraphs)
    docs = nlp.pipe(texts, batch_size=PARAGRAPHS)
    for article in articles:
        parts = [next(docs) for _ in article.paragraphs]
        yield _join(nlp, article, parts)


def _join(nlp: Language, article: Article, parts: list[Doc]) -> Parsed:
    doc = Doc.from_docs(parts, ensure_whitespace=True) if parts else None
    starts = [start + token.idx for part, (start, _) in zip(parts, article.paragraphs, strict=True) for token in part]
    numbers = [number for number, part in enumerate(parts) for _ in part]
    return Parsed(article=article, doc=doc or Doc(nlp.vocab), starts=tuple(starts), paragraphs=tuple(numbers))


def _check(nlp: Language, name: str) -> None:
    """Raise ModelError naming everything that the rules need and no component of the pipeline sets."""
    missing = []
    for attribute, labels in NEEDED.items():
        pipes = [pipe for pipe in nlp.pipe_names if attribute in nlp.get_pipe_meta(pipe).assigns]
        have = {label for pipe in pipes for label in nlp.pipe_labels.get(pipe, ())}
        if not pipes:
            missing.append(f"a component that sets {attribute}")
            continue
        for label in labels:
            choices = (label,) if isinstance(label, str) else label
            if not have & set(choices):
                missing.append(f"{attribute} label {' or '.join(choices)!r}")
    if missing:
        raise ModelError(
            f"{name} lacks {', '.join(missing)}: give a spaCy pipeline with tagger, lemmatizer, names and a parser "
            "of Universal Dependencies labels"
        )
