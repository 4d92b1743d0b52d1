"""Training goes on after an interruption as if there had been none. Needs the group `training`; see README.md."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel

from kg.nlp.reader import Reader
from training import train as training
from training.assemble import assemble
from training.batches import labels_of
from training.corpora import ANY_NAME, NO_EVENT, Events, Example, Syntax
from training.network import SHAPE_WIDTH, Committee, Network, Reading
from training.train import Data, agreement_losses, train

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
    told = Events(types=(NO_EVENT, 3, NO_EVENT, NO_EVENT), sides=((1, 0, 0), (1, 2, 1)))
    return Data(
        documents=[[[sentence] * n] for n in (1, 2, 3, 4)],
        names=[Example(words=WORDS, names=(1,) * 4)] * 8,
        events=[Example(words=WORDS, names=(ANY_NAME,) * 4, events=told)] * 5,
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
    other = replace(data, names=data.names[1:])
    with pytest.raises(ValueError, match="of a run with other data"):
        train(other, encoder, tmp_path, 2)


@pytest.fixture
def members(encoder: Path, data: Data, tmp_path: Path) -> list[Network]:
    """Return two networks of other seeds."""
    networks = []
    for seed in (1, 2):
        (tmp_path / str(seed)).mkdir()
        networks.append(train(data, encoder, tmp_path / str(seed), STEPS, seed)[0])
    return networks


def inputs() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    places = torch.tensor([[-1, 0, 1, 2, 3, -1]])
    return torch.tensor([[1, 5, 6, 7, 8, 2]]), places, torch.tensor([[2, 1, 2, 1]])


def test_a_committee_reads_by_the_mean_of_its_members(members: list[Network]) -> None:
    committee = Committee(members).eval()
    table = (members[0].reading.encoder.embeddings.word_embeddings.weight * 0.5).detach()
    table += members[1].reading.encoder.embeddings.word_embeddings.weight.detach() * 0.5
    for member in members:
        member.reading.encoder.embeddings.word_embeddings.weight.data = table
    outs = [dict(zip(Reading.OUTPUTS, m.reading(*inputs()), strict=True)) for m in (*members, committee)]
    first, second, both = outs
    for name in ("tags", "morphs", "lemmas", "names", "starts", "arcs"):
        assert not torch.allclose(first[name], second[name])
        torch.testing.assert_close(both[name], (first[name] + second[name]) / 2)
    assert torch.equal(both["vectors"], second["vectors"])
    alone = [m.relations(o["dependents"], o["heads"]) for m, o in zip(members, outs, strict=False)]
    torch.testing.assert_close(committee.relations(both["dependents"], both["heads"]), sum(alone) / 2)
    torch.testing.assert_close(committee.transitions, (members[0].transitions + members[1].transitions) / 2)


@pytest.mark.filterwarnings("ignore")  # of the exporter
def test_a_committee_is_assembled_like_one_network(
    encoder: Path, data: Data, members: list[Network], tmp_path: Path
) -> None:
    labels = labels_of(data.sentences, data.names)
    assemble(Committee(members), labels, frozenset(), encoder, tmp_path / "both", integers=False)
    (read,) = Reader(tmp_path / "both" / "reader").read([WORDS])
    assert read.heads.tolist() == [1, 1, 1, 1]
    assert read.vectors.shape == (4, 16 + SHAPE_WIDTH)


def test_who_agrees_with_the_mean_learns_nothing_from_it(members: list[Network]) -> None:
    one, other = members
    said, taught = (dict(zip(Reading.OUTPUTS, m.reading(*inputs()), strict=True)) for m in members)
    real = inputs()[2] > 0
    same = agreement_losses(other, other, taught, taught, real)
    apart = agreement_losses(one, other, said, taught, real)
    assert all(same[head] < 1e-6 for head in same if head != "starts")
    assert all(apart[head] > same[head] for head in ("tags", "morphs", "starts", "heads", "relations"))
