"""The detector has the last word where it is sure; the rules stand where it is silent or not at home."""

from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.errors import ModelError
from kg.extract import Extractor
from kg.extract.detector import Detector
from kg.gazetteer import load_gazetteer
from kg.model import Article, Extraction
from kg.nlp import load_model
from kg.ontology import load_ontology


def extract(extractor: Extractor, text: str) -> Extraction:
    (read,) = extractor.extract([Article(id="a", text=text, paragraphs=((0, len(text)),))])
    return read


def facts(read: Extraction) -> set[tuple[str, str, str | None]]:
    names = {e.id: e.name for e in read.entities}
    return {(names[a], e.type, names.get(r)) for e in read.events for a in e.actors for r in e.recipients or [""]}


def test_a_file_that_is_no_detector_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.npz: no event detector"):
        Detector(tmp_path / "gone.npz")
    (tmp_path / "torn.npz").write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(ModelError, match=r"torn\.npz: no event detector"):
        Detector(tmp_path / "torn.npz")


def test_it_rests_where_the_vectors_are_strange() -> None:
    detector = Detector()
    doc = Doc(Vocab(), words=["Turkey"])
    assert not detector.reads(doc)
    doc.tensor = np.zeros((1, 96), np.float32)
    assert not detector.reads(doc)
    doc.tensor = np.zeros((1, detector.width), np.float32)
    assert detector.reads(doc)


def test_its_types_are_those_of_the_ontology() -> None:
    assert Detector().types == tuple(load_ontology().types)


def test_a_text_does_not_change_its_neighbour(extractor: Extractor) -> None:
    one, other = "Turkey threatened Greece on Monday.", "Kenya thanked Ghana for its troops."
    both = extract(extractor, f"{one} {other}")
    assert facts(both) == facts(extract(extractor, one)) | facts(extract(extractor, other))


def test_version_tells_the_detector_apart(rules: Extractor, extractor: Extractor) -> None:
    assert rules.version != extractor.version
    assert "/detector-none/" in rules.version


def test_rules_alone_are_an_extractor_too() -> None:
    read = extract(
        Extractor(load_model(), load_ontology(), load_gazetteer(), detector=None), "Turkey threatened Greece."
    )
    assert facts(read) == {("Turkey", "THREATEN", "Greece")}


def test_a_nationality_that_only_modifies_is_no_mention_of_its_country(extractor: Extractor) -> None:
    read = extract(
        extractor, "The Iranian minister threatened Israel, and the Malaysian lawmaker met the Kenyan envoy."
    )
    assert {e.name for e in read.entities if e.kind == "Country"} == {"Israel"}
    assert any(e.type == "THREATEN" for e in read.events)
