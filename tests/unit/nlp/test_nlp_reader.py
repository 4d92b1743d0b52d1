"""The reader's windows and the component's documents, over a network whose answers are known."""

from base64 import b64decode
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from kg.nlp import reader
from kg.nlp.component import FACTORY
from kg.nlp.pieces import WordPieces
from kg.nlp.reader import LABELS, NETWORK, PIECES, RELATIONS, WINDOW, Reader, Scored, open_session

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "Vladimir", "Putin", "spoke"]
VOCABULARY = {word: number for number, word in enumerate(WORDS)}
STOP, FIRST_NAME, LAST_NAME, VERB = range(5, 9)
NAMES = ["O", "B-PERSON", "I-PERSON"]


class Network:
    """Says what the words' own numbers tell: a stop ends a sentence, a verb is a root, two names are a person."""

    def __init__(self) -> None:
        self.runs = 0

    def run(self, _: None, feed: dict[str, NDArray[Any]]) -> tuple[NDArray[Any], ...]:
        if "heads" in feed:
            return (np.tile(np.float32([0, 1]), (len(feed["heads"]), 1)),)
        self.runs += 1
        height, width = feed["shapes"].shape
        ids = np.zeros((height, width), np.int64)
        for row, (pieces, places) in enumerate(zip(feed["pieces"], feed["words"], strict=True)):
            ids[row, places[places >= 0]] = pieces[places >= 0]
        zeros = np.zeros((height, width, 1), np.float32)
        names = np.stack([np.zeros_like(ids), 5 * (ids == FIRST_NAME), 5 * (ids == LAST_NAME)], -1).astype(np.float32)
        starts = np.full((height, width), -1, np.float32)
        starts[:, 1:][ids[:, :-1] == STOP] = 1
        arcs = np.tile((ids == VERB)[:, None, :].astype(np.float32), (1, width, 1))
        return ids[:, :, None].astype(np.float32), zeros, zeros, zeros, names, starts, arcs, zeros, zeros


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    known = Network()
    monkeypatch.setattr(reader, "open_session", lambda _: known)
    return known


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    labels = Scored(
        tags=["NN"],
        morphs=["NOUN|Number=Sing"],
        lemmas=["l0"],
        relations=["root", "nsubj"],
        names=NAMES,
        shapes=["", "?"],
        transitions=np.zeros((3, 3)).tolist(),
        lexicon=frozenset(),
    )
    (tmp_path / LABELS).write_bytes(msgspec.json.encode(labels))
    Tokenizer(WordLevel(VOCABULARY, unk_token="[UNK]")).save(str(tmp_path / PIECES))
    for graph in (NETWORK, RELATIONS):
        (tmp_path / graph).write_bytes(b"")
    return tmp_path


@pytest.fixture
def nlp(folder: Path) -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe(FACTORY).from_disk(folder)  # type: ignore[attr-defined]
    return pipeline


def test_a_word_of_no_piece_is_one_unknown_piece() -> None:
    pieces = WordPieces(Tokenizer(WordLevel(VOCABULARY, unk_token="[UNK]")))
    assert pieces.of("") == (VOCABULARY["[UNK]"],)
    assert pieces.of("Putin") == (LAST_NAME,)


def test_a_long_text_is_read_on_from_its_last_sentence(network: Network, folder: Path) -> None:
    sentence = ["Putin", *["spoke"] * 8, "."]
    (read,) = Reader(folder).read([sentence * 60])
    assert np.flatnonzero(read.starts).tolist() == list(range(0, 600, 10))
    assert read.vectors[:, 0].tolist() == [VOCABULARY[word] for word in sentence * 60]
    assert (read.heads // 10 == np.arange(600) // 10).all()
    assert (read.heads == np.arange(600)).sum() == 60
    assert network.runs == 3


def test_a_sentence_longer_than_the_window_is_cut_there(network: Network, folder: Path) -> None:
    (read,) = Reader(folder).read([["spoke"] * (2 * WINDOW + 1)])
    assert np.flatnonzero(read.starts).tolist() == [0, WINDOW, 2 * WINDOW]
    assert network.runs == 3


def test_texts_come_back_in_the_order_given(folder: Path) -> None:
    texts = [["Putin", "spoke", "."] * n for n in (5, 1, 100, 3)]
    assert [len(read.heads) for read in Reader(folder).read(texts)] == [len(text) for text in texts]


def test_white_space_hangs_on_a_word_and_stays_within_a_name(nlp: Language) -> None:
    doc = nlp("\n \n\n Vladimir  Putin spoke.\n\nPutin spoke.")
    words = [token for token in doc if not token.is_space]
    assert [ent.text for ent in doc.ents] == ["Vladimir  Putin"]
    assert all(token.head.i != token.i for token in doc if token.is_space)
    assert [sent.text.split() for sent in doc.sents] == [["Vladimir", "Putin", "spoke."], ["Putin", "spoke."]]
    assert [token.lemma_ for token in words][-2:] == ["spoke", "."]
    assert {token.dep_ for token in words} == {"ROOT", "nsubj"}
    assert doc.tensor[words[0].i].tolist() == [FIRST_NAME]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\n \n"])
def test_nothing_to_read(nlp: Language, text: str) -> None:
    assert not nlp(text).ents


def test_the_pipeline_is_kept_and_loaded_again(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "kept")
    doc = spacy.load(tmp_path / "kept")("Vladimir Putin spoke.")
    assert [ent.label_ for ent in doc.ents] == ["PERSON"]


LARGEST = """\
CAgSADqhAQo3CgF4CgF3CgFzCgF0CgF6EgF5IhRNYXRNdWxJbnRlZ2VyVG9GbG9hdDoNY29tLm1pY3Jvc29mdBIBZyoTCAgIARADQgF3Sgh/f39/f39/
fyoLEAFCAXNKBAAAgD8qDQgBEAFCAXRKBAAAgD8qCBACQgF6SgGAWhMKAXgSDgoMCAISCAoCCAEKAggIYhMKAXkSDgoMCAESCAoCCAEKAggBQgQKABAR
QhEKDWNvbS5taWNyb3NvZnQQAQ=="""
"""An ONNX graph of one product, as the shipped network has them: eight unsigned numbers above 128, each times 127."""


def test_sums_of_products_do_not_overflow(tmp_path: Path) -> None:
    (tmp_path / "product.onnx").write_bytes(b64decode(LARGEST))
    session = open_session(tmp_path / "product.onnx")
    assert session.get_session_options().get_session_config_entry("session.x64quantprecision") == "1"
    assert session.run(None, {"x": np.full((1, 8), 255, np.uint8)})[0].tolist() == [[8 * 127 * 127]]
