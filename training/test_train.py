"""Training goes on after an interruption as if there had been none. Needs the group `training`; see README.md."""

from pathlib import Path

import pytest
import torch
from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel

from training import train as training
from training.corpora import Example, Syntax
from training.train import Data, train

WORDS = ("Kenya", "met", "Ghana", ".")
STEPS = 6


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    """Return the folder of an encoder of two narrow layers."""
    folder = tmp_path / "encoder"
    tokenizer = BertWordPieceTokenizer(lowercase=True)
    tokenizer.train_from_iterator(WORDS * 9, min_frequency=1, show_progress=False)
    BertModel(
        BertConfig(
            vocab_size=tokenizer.get_vocab_size(),
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
        )
    ).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def data() -> Data:
    """Return a few texts, of one to four sentences."""
    syntax = Syntax(
        tags=("NNP", "VBD", "NNP", "."),
        morphs=("PROPN", "VERB", "PROPN", "PUNCT"),
        lemmas=("", "", "", ""),
        heads=(1, 1, 1, 1),
        relations=("nsubj", "root", "obj", "punct"),
        starts=(True, False, False, False),
    )
    sentence = Example(words=WORDS, syntax=syntax, names=(1, 1, 1, 1))
    return Data(
        documents=[[[sentence] * n] for n in (1, 2, 3, 4)],
        names=[Example(words=WORDS, names=(1,) * 4)] * 8,
        known={"LOC": [("Accra",)]},
    )


def test_a_stopped_run_goes_on_where_it_was(
    encoder: Path, data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "SAVE_EVERY", 2)
    folders = [tmp_path / name for name in ("whole", "stopped")]
    for folder in folders:
        folder.mkdir()
    whole, _ = train(data, encoder, folders[0], STEPS)

    step, calls = training._step, []

    def failing(*arguments: object) -> dict[str, float]:
        calls.append(1)
        if len(calls) > 7:
            raise KeyboardInterrupt
        return step(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(training, "_step", failing)
        with pytest.raises(KeyboardInterrupt):
            train(data, encoder, folders[1], STEPS)
    resumed, _ = train(data, encoder, folders[1], STEPS)

    for name, value in whole.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name


def test_another_run_is_not_gone_on_with(encoder: Path, data: Data, tmp_path: Path) -> None:
    train(data, encoder, tmp_path, 2)
    with pytest.raises(ValueError, match="other steps and seed"):
        train(data, encoder, tmp_path, 3, seed=2)
    other = Data(documents=data.documents, names=data.names[1:], known={})
    with pytest.raises(ValueError, match="of a run with other data"):
        train(other, encoder, tmp_path, 2)
