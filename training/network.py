"""The network: one encoder, and a head for each layer of annotation that the rules read."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from training.corpora import EVENT_TYPES


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
SIDE_WIDTH = 96


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

    def __init__(self, labels: int, dropout: float = 0.2, width: int = RELATION_WIDTH) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(width, labels)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return logits."""
        return self.out(self.dropout(torch.relu(dependents + heads)))


class EventHeads(nn.Module):
    """What the vectors of words tell of events; it makes them fit for the event detector, and is then left behind."""

    def __init__(self, width: int, types: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.types = nn.Linear(width, types)
        self.triggers = nn.Linear(width, 2 * SIDE_WIDTH)
        self.sides = nn.Linear(width, 2 * SIDE_WIDTH)

    def forward(self, vectors: Tensor, rows: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        """Return of `vectors` (B, W, V) logits of types (B, W, types), and of T triggers those of sides (T, W, 2)."""
        used = self.dropout(vectors)
        triggers = self.triggers(used[rows, places]).unflatten(-1, (2, SIDE_WIDTH))
        sides = self.sides(used)[rows].unflatten(-1, (2, SIDE_WIDTH))
        return self.types(used), torch.einsum("trd,twrd->twr", triggers, sides) / SIDE_WIDTH**0.5


class Network(nn.Module):
    """Reading, relations, the score of each name label following another, and what is learnt of events beside them."""

    def __init__(self, encoder: Path, sizes: Sizes) -> None:
        super().__init__()
        bert = BertModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
        self.reading = Reading(bert, sizes)
        self.relations = Relations(sizes.relations)
        self.transitions = nn.Parameter(torch.zeros(sizes.names, sizes.names))
        self.events = EventHeads(bert.config.hidden_size + SHAPE_WIDTH, len(EVENT_TYPES) + 1)


class Committee(nn.Module):
    """Networks of the same labels as one `reading`, `relations` and `transitions`: their scores' mean.

    What the scores of a word share cancels out wherever the best of them is sought, so they need no normalisation.
    `vectors` are the last member's; `dependents` and `heads` those of all, side by side. The table of word pieces, half
    of a network's size, is the mean of the members': trained from the same encoder, theirs hardly differ.
    """

    def __init__(self, members: Sequence[Network]) -> None:
        super().__init__()
        members = copy.deepcopy(members)
        tables = [member.reading.encoder.embeddings.word_embeddings for member in members]
        with torch.no_grad():
            tables[0].weight.copy_(torch.stack([table.weight for table in tables]).mean(0))
        for member in members:
            member.reading.encoder.embeddings.word_embeddings = tables[0]
        self.reading = _Readings([member.reading for member in members])
        outs = [member.relations.out for member in members]
        self.relations = Relations(outs[0].out_features, width=sum(out.in_features for out in outs))
        with torch.no_grad():
            self.relations.out.weight.copy_(torch.cat([out.weight for out in outs], 1) / len(outs))
            self.relations.out.bias.copy_(torch.stack([out.bias for out in outs]).mean(0))
        self.transitions = torch.stack([member.transitions for member in members]).mean(0)


class _Readings(nn.Module):
    def __init__(self, members: Sequence[Reading]) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, pieces: Tensor, words: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        vectors, *scores, dependents, heads = zip(*(m(pieces, words, shapes) for m in self.members), strict=True)
        means = [torch.stack(score).mean(0) for score in scores]
        return vectors[-1], *means, torch.cat(dependents, -1), torch.cat(heads, -1)


def _perceptron(width: int, hidden: int, dropout: float, out: int | None = None) -> nn.Sequential:
    layers: list[nn.Module] = [nn.Linear(width, hidden), nn.ReLU(), nn.Dropout(dropout)]
    return nn.Sequential(*layers, *([nn.Linear(hidden, out)] if out else []))
