"""Figures of a pipeline, on a corpus of our own."""

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from training import card, evaluate, noise

CONLLU = """# newdoc id = one
# text = Kenya left.
1	Kenya	Kenya	PROPN	NNP	_	2	nsubj	_	_
2	left	leave	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# text = Ghana stayed.
1	Ghana	Ghana	PROPN	NNP	_	2	nsubj	_	_
2	stayed	stay	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

"""


class Oracle:
    """Knows the words of this corpus, takes Ghana for the head of its sentence, and tells a name too many."""

    def __call__(self, doc: Doc) -> Doc:
        words = {"kenya": "NNP", "ghana": "NNP", "left": "VBD", "stayed": "VBD"}
        for token in doc:
            token.tag_ = words.get(token.lower_, ".")
            token.lemma_ = {"left": "leave", "stayed": "stay"}.get(token.lower_, token.text)
        verb = next(token.i for token in doc if token.lower_ == "left")
        ghana = next((token.i for token in doc if token.lower_ == "ghana"), len(doc))
        for token in doc:
            head = verb if token.i < ghana else ghana
            token.head = doc[head]
            token.dep_ = "ROOT" if token.i == head else "nsubj" if token.tag_ == "NNP" else "punct"
        names = {"Kenya": "LOC", "Ghana": "LOC", "NAIROBI": "LOC", "stayed": "MISC"}
        doc.set_ents([Span(doc, t.i, t.i + 1, names[t.text]) for t in doc if t.text in names])
        return doc


@pytest.fixture
def nlp() -> Language:
    pipeline = spacy.blank("en")
    Language.component("oracle", func=Oracle())
    pipeline.add_pipe("oracle")
    return pipeline


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for name in evaluate.SYNTAX:
        (tmp_path / name).mkdir()
        (tmp_path / name / "dev.conllu").write_text(CONLLU)
    record = {"text": "Kenya left. Ghana stayed.", "spans": [[0, 5, "LOC"], [12, 17, "ORG"]]}
    for name in (evaluate.WORLDWIDE, evaluate.NEUTRAL):
        (tmp_path / name).write_text(json.dumps(record) + "\n")
    return tmp_path


def test_figures(nlp: Language, corpora: Path) -> None:
    found = evaluate.figures(nlp, corpora)
    assert found["tags"] == found["lemmas"] == found["sentences"] == 100
    assert found["uas"] == found["las"] == 50
    assert found["names"] == 40  # one right, of three found and two wanted
    assert found["neutral_names"] == 50  # where other kinds of names do not count


def test_noise_moves_the_gold_along(nlp: Language, corpora: Path) -> None:
    assert evaluate.figures(nlp, corpora, noise.doubled_spaces)["names"] == 40
    assert evaluate.figures(nlp, corpora, noise.dateline)["names"] == 40
    capitals = evaluate.figures(nlp, corpora, noise.capitals)
    assert capitals["tags"] == 100
    assert capitals["names"] == 0


def test_speed_is_of_every_pipeline(nlp: Language) -> None:
    found = evaluate.speed({"one": nlp, "two": spacy.blank("en")}, ["Kenya left."] * 20, rounds=1)
    assert set(found) == {"one", "two"}
    assert min(found.values()) > 0


def test_the_card_shows_every_figure(nlp: Language, corpora: Path) -> None:
    from datetime import date

    text = card.text(
        {"as shipped": evaluate.figures(nlp, corpora)}, members=2, steps=1200, seed=3, made=date(2026, 1, 2)
    )
    assert "| as shipped | 100.0 | 100.0 | 50.0 | 50.0 | 100.0 | 40.0 | 50.0 |" in text
    assert "2026-01-02" in text
    assert "2 networks of 1,200 steps each, seeds from 3 on" in text


def test_paragraphs_of_a_file(corpora: Path) -> None:
    assert evaluate.paragraphs(corpora / evaluate.NEUTRAL) == ["Kenya left. Ghana stayed."]
