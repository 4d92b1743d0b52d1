"""How well a pipeline reads the development parts, as they are and with noise; how fast, beside another."""

import json
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.converters import conllu_to_docs

from kg.nlp.component import PARAGRAPHS
from training.noise import Noise, clean

SYNTAX = ("ud_english_ewt", "ud_english_gum")
WORLDWIDE, NEUTRAL = "worldwide_ner_dev.jsonl", "uner_ewt_dev.jsonl"
NEUTRAL_LABELS = {"PERSON", "ORG", "LOC"}
SENTENCES = 10
"""Sentences that are read together."""

Figures = Mapping[str, float]


def figures(nlp: Language, corpora: Path, noise: Noise = clean) -> Figures:
    """Return per cent: tags, lemmas, UAS, LAS, sentences F, and names F on world news and on neutral text."""
    docs = [doc for name in SYNTAX for doc in _documents(corpora / name / "dev.conllu")]
    return {
        **syntax(nlp, docs, noise),
        "names": names(nlp, corpora / WORLDWIDE, None, noise),
        "neutral_names": names(nlp, corpora / NEUTRAL, NEUTRAL_LABELS, noise),
    }


def syntax(nlp: Language, docs: Iterable[Doc], noise: Noise = clean) -> Figures:
    """Return spaCy's own scores of a pipeline that reads the bare texts of gold documents."""
    golds = [_gold(doc, nlp, noise) for doc in docs]
    read = nlp.pipe(text for text, _, _ in golds)
    examples = [Example(_since(doc, first), gold) for doc, (_, first, gold) in zip(read, golds, strict=True)]
    scores = {
        **Scorer.score_token_attr(examples, "tag"),
        **Scorer.score_token_attr(examples, "lemma"),
        **Scorer.score_deps(examples, "dep", ignore_labels=("p", "punct")),
        **Scorer.score_spans(examples, "sents", getter=lambda doc, _: doc.sents),
    }
    wanted = {"tags": "tag_acc", "lemmas": "lemma_acc", "uas": "dep_uas", "las": "dep_las", "sentences": "sents_f"}
    return {name: 100 * float(scores[key]) for name, key in wanted.items()}


def names(nlp: Language, path: Path, labels: set[str] | None, noise: Noise = clean) -> float:
    """Return F, per cent, of exact spans with their labels; of some labels where given."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = wanted = right = 0
    texts, moves = zip(*(noise(record["text"], random.Random(i)) for i, record in enumerate(records)), strict=True)
    for record, places, doc in zip(records, moves, nlp.pipe(texts), strict=True):
        gold = {(places[a], places[b - 1] + 1, label) for a, b, label in record["spans"]}
        said = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.start_char >= places[0]}
        said = {name for name in said if labels is None or name[2] in labels}
        found, wanted, right = found + len(said), wanted + len(gold), right + len(gold & said)
    return 200 * right / (found + wanted)


def speed(pipelines: Mapping[str, Language], texts: Sequence[str], rounds: int = 3) -> dict[str, float]:
    """Return tokens a second of each pipeline: the best of some rounds, taken by turns."""
    best = dict.fromkeys(pipelines, 0.0)
    for _ in range(rounds):
        for name, nlp in pipelines.items():
            began = time.perf_counter()
            tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=PARAGRAPHS))
            best[name] = max(best[name], tokens / (time.perf_counter() - began))
    return best


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a file of `{"text"}` lines."""
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return [part for text in texts for part in text.split("\n") if part.strip()]


def _documents(path: Path) -> Iterator[Doc]:
    """Yield a CoNLL-U file's sentences in tens, none of which crosses a document's end."""
    for document in path.read_text("utf-8").split("# newdoc")[1:]:
        yield from conllu_to_docs(f"# newdoc{document}", n_sents=SENTENCES, no_print=True)


def _since(doc: Doc, character: int) -> Doc:
    """Return the document from a character on: what noise puts before a text has no gold."""
    first = next(token.i for token in doc if token.idx >= character)
    return doc[first:].as_doc() if first else doc


def _gold(doc: Doc, nlp: Language, noise: Noise) -> tuple[str, int, Doc]:
    """Return the text to read, where it begins in it, and the gold document with the words as they stand there."""
    text, places = noise(doc.text, random.Random(len(doc)))
    gold = Doc(
        nlp.vocab,
        words=[text[places[t.idx] : places[t.idx + len(t) - 1] + 1] for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        lemmas=[t.lemma_ for t in doc],
        heads=[t.head.i for t in doc],
        deps=[t.dep_ for t in doc],
    )
    return text, places[0], gold
