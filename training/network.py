"""The network: one encoder, and a head for each layer of annotation that the rules read."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Numbers of labels of each head, and of shapes."""

    tags: int
    morphs: int
    lemmas: int
    relations: int
    names: int
    shapes: int


SHAPE_WIDTH = 24
ARC_WIDTH = 256
RELATION_WIDTH = 192
NAME_WIDTH = 256


class Reading(nn.Module):
    """What the network says of a batch of B texts, T word pieces and W words long.

    `vectors` (B, W, V); `tags`, `morphs`, `lemmas`, `names` (B, W, labels) logits; `starts` (B, W) logit that a
    word begins a sentence; `arcs` (B, W, W) score that word j is head of word i, i = j for the root;
    `dependents`, `heads` (B, W, R) for `Relations`.
    """

    OUTPUTS = ("vectors", "tags", "morphs", "lemmas", "names", "starts", "arcs", "dependents", "heads")

    def __init__(self, encoder: BertModel, sizes: Sizes, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = encoder
        # Nothing stands past a text's end, whether the batch pads it or not: the last word's names read that place.
        self.shapes = nn.Embedding(sizes.shapes, SHAPE_WIDTH, padding_idx=0)
        width = encoder.config.hidden_size + SHAPE_WIDTH
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(width, sizes.tags)
        self.morphs = nn.Linear(width, sizes.morphs)
        self.lemmas = nn.Linear(width, sizes.lemmas)
        self.starts = _perceptron(width, 64, dropout, 1)
        self.names = _perceptron(3 * width, NAME_WIDTH, dropout, sizes.names)
        self.roots = nn.Linear(ARC_WIDTH, 1)
        self.arc_dependents = _perceptron(width, ARC_WIDTH, dropout)
        self.arc_heads = _perceptron(width, ARC_WIDTH, dropout)
        self.bilinear = nn.Linear(ARC_WIDTH, ARC_WIDTH)
        self.dependents = nn.Linear(width, RELATION_WIDTH)
        self.heads = nn.Linear(width, RELATION_WIDTH)

    def forward(self, pieces: Tensor, words: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """Read a batch.

        `pieces` (B, T): ids of word pieces, 0 where there is none. `words` (B, T): the place of each piece's word,
        -1 for a piece of no word. `shapes` (B, W): number of each word's shape, 0 where there is no word.
        """
        hidden = self.encoder(input_ids=pieces, attention_mask=(pieces != 0).long()).last_hidden_state
        places = torch.arange(shapes.shape[1], device=words.device)
        pool = (words.unsqueeze(1) == places.unsqueeze(1)).to(hidden.dtype)
        means = pool @ hidden / pool.sum(-1, keepdim=True).clamp(min=1)
        vectors = torch.cat([means, self.shapes(shapes).to(means.dtype)], -1)
        used = self.dropout(vectors)
        blank = torch.zeros_like(used[:, :1])
        around = torch.cat([torch.cat([blank, used[:, :-1]], 1), used, torch.cat([used[:, 1:], blank], 1)], -1)
        dependents = self.arc_dependents(used)
        arcs = self.bilinear(dependents) @ self.arc_heads(used).transpose(1, 2) / ARC_WIDTH**0.5
        same = (places.unsqueeze(0) == places.unsqueeze(1)).unsqueeze(0)
        arcs = torch.where(same, self.roots(dependents), arcs)
        return (
            vectors,
            self.tags(used),
            self.morphs(used),
            self.lemmas(used),
            self.names(around),
            self.starts(used).squeeze(-1),
            arcs,
            self.dependents(used),
            self.heads(used),
        )


class Relations(nn.Module):
    """The relation (N, labels) of N arcs, by the rows of `dependents` and `heads` at their two ends."""

    def __init__(self, labels: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(RELATION_WIDTH, labels)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return logits."""
        return self.out(self.dropout(torch.relu(dependents + heads)))


class Network(nn.Module):
    """Reading, relations, and the score of each name label following another."""

    def __init__(self, encoder: Path, sizes: Sizes) -> None:
        super().__init__()
        bert = BertModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
        self.reading = Reading(bert, sizes)
        self.relations = Relations(sizes.relations)
        self.transitions = nn.Parameter(torch.zeros(sizes.names, sizes.names))


def _perceptron(width: int, hidden: int, dropout: float, out: int | None = None) -> nn.Sequential:
    layers: list[nn.Module] = [nn.Linear(width, hidden), nn.ReLU(), nn.Dropout(dropout)]
    return nn.Sequential(*layers, *([nn.Linear(hidden, out)] if out else []))
