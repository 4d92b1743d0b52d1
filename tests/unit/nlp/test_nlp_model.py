"""Loading and asking the language model."""

import re
from pathlib import Path

import pytest
import spacy

from kg.errors import ModelError
from kg.model import Article
from kg.nlp import SHIPPED_MODEL, load_model, model_version, parse


def test_a_missing_path_is_named_with_the_remedy(tmp_path: Path) -> None:
    path = str(tmp_path / "none")
    with pytest.raises(ModelError, match=re.escape(f"no language model at {path}")) as error:
        load_model(path)
    assert "give a folder or an installed spaCy package" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_that_holds_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no language model at"):
        load_model(str(tmp_path))


def test_a_package_that_is_not_installed() -> None:
    with pytest.raises(ModelError, match="no language model at no_such_pipeline"):
        load_model("no_such_pipeline")


def test_an_unfit_pipeline_is_told_all_that_it_lacks(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError) as error:
        load_model(str(tmp_path / "blank"))
    for lack in (str(tmp_path / "blank"), "that sets token.dep", "sets doc.ents", "sets token.lemma"):
        assert lack in str(error.value)


def test_labels_that_are_not_universal_are_told(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    parser, names = nlp.add_pipe("parser"), nlp.add_pipe("ner")
    nlp.add_pipe("trainable_lemmatizer")
    for label in ("nsubj", "dobj", "xcomp", "ccomp", "conj"):
        parser.add_label(label)
    for label in ("PERSON", "ORG"):
        names.add_label(label)
    nlp.to_disk(tmp_path / "other")
    with pytest.raises(ModelError) as error:
        load_model(str(tmp_path / "other"))
    message = str(error.value)
    for lack in ("token.dep label 'obj'", "label 'obl'", "label 'case'", "doc.ents label 'LOC or GPE'"):
        assert lack in message
    for held in ("label 'nsubj'", "label 'ORG'", "PERSON or PER", "token.lemma"):
        assert held not in message


def test_labels_of_all_components_count(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    for labels in (("PERSON", "ORG"), ("GPE",)):
        ruler = nlp.add_pipe("entity_ruler", name="-".join(labels))
        ruler.add_patterns([{"label": label, "pattern": f"the {label}"} for label in labels])
    nlp.to_disk(tmp_path / "two")
    with pytest.raises(ModelError) as error:
        load_model(str(tmp_path / "two"))
    assert "doc.ents" not in str(error.value)


def test_the_shipped_model_is_loaded_once_by_default() -> None:
    assert load_model() is load_model()
    assert load_model().path == SHIPPED_MODEL


def test_model_version_joins_name_and_version() -> None:
    nlp = spacy.blank("en", meta={"name": "small", "version": "2.1"})
    assert model_version(nlp) == "small-2.1"


def test_tokens_stand_where_the_article_has_them() -> None:
    text = "Menu\n\nKenya  met\nGhana.\n\nShare\n\nIt left Rome’s café."
    paragraphs = ((6, 23), (32, 52))
    article = Article(id="a", text=text, paragraphs=paragraphs)
    (parsed,) = parse(spacy.blank("en"), [article])
    for i, token in enumerate(parsed.doc):
        assert text.startswith(token.text, parsed.starts[i])
        start, end = paragraphs[parsed.paragraphs[i]]
        assert start <= parsed.starts[i] < end
    assert {"Menu", "Share"}.isdisjoint(t.text for t in parsed.doc)
    first, last = (next(t.i for t in parsed.doc if t.text == w) for w in ("Kenya", "Ghana"))
    assert text[slice(*parsed.span(first, last + 1))] == "Kenya  met\nGhana"
    assert parsed.text(first, last + 1) == "Kenya met Ghana"


def test_each_article_has_its_own_paragraphs_and_an_empty_one_none() -> None:
    articles = [
        Article(id="one", text="Kenya left.", paragraphs=((0, 11),)),
        Article(id="none", text="", paragraphs=()),
        Article(id="two", text="Ghana stayed.", paragraphs=((0, 13),)),
    ]
    parsed = list(parse(spacy.blank("en"), articles))
    assert [p.article.id for p in parsed] == ["one", "none", "two"]
    assert [[t.text for t in p.doc] for p in parsed] == [["Kenya", "left", "."], [], ["Ghana", "stayed", "."]]
