"""The detector reads at run time what it was in training. Needs the group `training`; see README.md."""

from pathlib import Path

import numpy as np
import pytest
import torch

from kg.evaluate import EventsGold, GoldEvent
from kg.extract.decision import Decision
from kg.extract.detector import Detector
from kg.extract.features import Features
from kg.nlp import load_model
from training import detector as training
from training.annotated import read_annotated
from training.detector import (
    ACTOR,
    NONE,
    RECIPIENT,
    TYPES,
    annotated_examples,
    pair_examples,
    save,
    sentence_examples,
    train,
)

TEXT = """\
Turkey threatened Greece with sanctions on Monday.
- THREATEN | threatened | Turkey | Greece | asserted

Kenya and Ghana held talks in Accra.
- CONSULT+ | talks | Kenya; Ghana | | asserted

It rained in Mali.
- NONE
"""


@pytest.fixture(scope="module")
def nlp():
    return load_model()


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    path = tmp_path / "some.txt"
    path.write_text(TEXT, "utf8")
    return path


def test_gold_stands_at_its_words(nlp, annotated: Path) -> None:
    threat, talks, rain = annotated_examples(nlp, read_annotated(annotated))
    assert [TYPES[t] for t in threat.types.tolist() if t != NONE] == ["THREATEN"]
    assert sorted(threat.roles.tolist()) == [ACTOR, RECIPIENT]
    assert talks.mutual.max() == 1
    assert talks.roles.tolist().count(ACTOR) == 2
    assert set(rain.types.tolist()) == {NONE}


def test_run_time_and_training_agree(nlp, annotated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "EPOCHS", 2)
    examples = annotated_examples(nlp, read_annotated(annotated))
    network = train(examples, [], seed=1)
    save([network], tmp_path / "detector.npz")
    detector = Detector(tmp_path / "detector.npz")
    for example, (page, features) in zip(
        examples, training._pages(nlp, [t.split("\n")[0] for t in TEXT.split("\n\n")]), strict=True
    ):
        words, pairs = training._joined([example])
        with torch.no_grad():
            hidden, types, _ = network.read(words)
            roles = network.pair(pairs, hidden, types.softmax(-1)).softmax(-1)
        read = detector.read(Features(page, TYPES, Decision(page, None).votes()), also=example.words.tokens)
        seen = np.array([read[token].types for token in example.words.tokens])
        np.testing.assert_allclose(seen, types.softmax(-1).numpy(), atol=2e-2)
        for row, (word, expected) in enumerate(zip(example.pairs.word, roles.numpy(), strict=True)):
            token = example.words.tokens[word]
            mention = features.mentions_near(token)[row - int(np.argmax(example.pairs.word == word))]
            np.testing.assert_allclose(read[token].roles[mention], expected, atol=2e-2)


def test_gold_stands_at_its_words_in_later_paragraphs(nlp) -> None:
    praise = GoldEvent(type="SUPPORT", trigger=(17, 24), actors=((12, 16),), recipients=((25, 30),))
    text = EventsGold(id="two", text="It rained.\n\nTogo praised Benin.", events=(praise,))
    (example,) = annotated_examples(nlp, [text])
    assert [TYPES[t] for t in example.types.tolist() if t != NONE] == ["SUPPORT"]
    assert sorted(example.roles.tolist()) == [ACTOR, RECIPIENT]


def test_an_article_is_learnt_sentence_by_sentence(nlp) -> None:
    praise = GoldEvent(type="SUPPORT", trigger=(24, 31), actors=((19, 23),), recipients=((32, 37),))
    text = EventsGold(id="two", text="Rain fell in Mali. Togo praised Benin.", events=(praise,))
    (whole,) = annotated_examples(nlp, [text])
    rain, praised = sentence_examples(nlp, [text])
    assert set(rain.types.tolist()) == {NONE}
    assert rain.words.tokens + praised.words.tokens == whole.words.tokens
    np.testing.assert_array_equal(np.concatenate([rain.words.own, praised.words.own]), whole.words.own)
    assert praised.roles.tolist() == whole.roles.tolist()
    assert [praised.words.tokens[row] for row in praised.pairs.word] == [
        whole.words.tokens[r] for r in whole.pairs.word
    ]


def test_a_marked_pair_teaches_its_type_and_roles(nlp, tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(
        '{"id": 1, "text": "Chad threatened Mali today.", "source": [0, 4], "target": [16, 20], "type": "THREATEN"}'
    )
    (example,) = pair_examples(nlp, path).values()
    torch.manual_seed(0)
    network = training.Network(example.words.own.shape[1]).eval()
    before = training.marked_loss(network, [example])
    before.backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in (network.types.weight, network.roles.weight))
