"""Fine-tune the network: each step reads a batch with syntax, one with names and one with events.

What is kept is the running mean of the weights. It also teaches: on the texts with names, which have no syntax marked,
the network learns the mean's own syntax with some word pieces hidden (mean teacher, Tarvainen and Valpola 2017).
"""

import copy
import hashlib
import random
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from msgspec.structs import asdict
from spacy.language import Language
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, kl_div, log_softmax
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from kg.evaluate import EventsGold
from kg.gazetteer import load_gazetteer
from kg.nlp.decode import bars
from kg.nlp.pieces import WordPieces
from kg.nlp.reader import Labels
from training import augment, corpora, silver
from training.annotated import event_examples
from training.augment import PARTS
from training.batches import IGNORED, Batcher, labels_of, sizes
from training.corpora import Example
from training.network import Network, Reading

SYNTAX_WORDS, NAME_WORDS, EVENT_WORDS = 1200, 700, 600
"""Words of a batch of each kind."""
ENCODER_RATE, HEADS_RATE = 2e-4, 1e-3
WARM_UP, COOL_DOWN, LEAST_RATE = 0.07, 0.5, 0.03
"""Shares of the steps after which the rate is full and sinks, and the share of it that is left at the end."""
AVERAGE = 0.998
"""Share of the mean weights that a step leaves as they were."""
AGREE_FROM, AGREE_FULLY = 0.15, 0.45
"""Shares of the steps from which the network learns from the mean at all, and as much as from the corpora."""
TYPES_WEIGHT, SIDES_WEIGHT = 4.0, 0.1
"""What the losses of events weigh: most words tell none, and most are no side."""
UNSEEN, UNSEEN_AGREEING = 0.04, 0.08
"""Share of word pieces that are masked, and where the mean teaches, which sees them."""
SHORT_FLOATS = torch.backends.cpu.get_cpu_capability() == "AVX512"
"""Whether to compute in 16 bits; without AVX-512, torch is more than ten times slower so."""
SAVE_EVERY = 100
CHECKPOINT = "checkpoint.pt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What is trained on: documents with syntax, paragraphs with names, and texts with events."""

    documents: list[list[list[Example]]]
    names: list[Example]
    events: list[Example]
    known: augment.Pool
    """Names that stand in no corpus: a name swapped for another may become one of these."""

    @property
    def sentences(self) -> list[Example]:
        """Return the sentences of all documents."""
        return [sentence for document in self.documents for paragraph in document for sentence in paragraph]


def read_data(
    folder: Path,
    annotated: Iterable[EventsGold] = (),
    held_out: Iterable[Path] = (),
    parts: Collection[str] = PARTS,
    teachers: Sequence[Language] = (),
) -> Data:
    """Read the training parts of the corpora, except the texts that also lie in the files held out.

    `annotated` texts have events. The teachers' agreed names stand in for those that the treebanks lack.
    """
    files = [folder / name / "train.conllu" for name in ("ud_english_ewt", "ud_english_gum")]
    barred = [text for path in held_out for text in corpora.held_out_texts(path)]
    documents = [document for file in files for document in corpora.read_conllu(file, entities="entities" in parts)]
    return Data(
        documents=silver.with_names(documents, teachers) if teachers else documents,
        names=list(corpora.read_names(folder / "worldwide_ner_train.jsonl", barred)),
        events=list(event_examples(corpora.without(annotated, barred))) if "events" in parts else [],
        known=corpora.gazetteer_names(load_gazetteer()) if "gazetteers" in parts else {},
    )


def train(
    data: Data, encoder: Path, work: Path, steps: int, seed: int = 1, parts: Collection[str] = PARTS
) -> tuple[Network, Labels]:
    """Train for so many steps, going on from what `work` holds, and return the network with its mean weights.

    Raises ValueError where `work` holds a run of other data, steps, seed or parts.
    """
    torch.manual_seed(seed)
    labels = labels_of(data.sentences, data.names)
    network = Network(encoder, sizes(labels))
    mean = copy.deepcopy(network).eval().requires_grad_(False)
    batcher = Batcher(labels, WordPieces(Tokenizer.from_file(str(encoder / "tokenizer.json"))))
    optimizer = torch.optim.AdamW(
        [
            {"params": network.reading.encoder.parameters(), "lr": ENCODER_RATE},
            {"params": [p for n, p in network.named_parameters() if ".encoder." not in n], "lr": HEADS_RATE},
        ],
        weight_decay=0.01,
    )
    schedule = LambdaLR(optimizer, _rate(steps))
    run = {"labels": asdict(labels), "data": _digest(data), "steps": steps, "seed": seed, "parts": sorted(parts)}
    done = _restore(work, run, network, mean, optimizer, schedule)
    streams = [_syntax_batches(data, batcher, seed, parts), _name_batches(data, batcher, seed, parts)]
    streams += [_event_batches(data, batcher, seed, parts)] if data.events else []
    unseen = UNSEEN if "masks" in parts else 0.0
    for _ in range(done):
        for stream in streams:
            next(stream)
    network.train()
    began = time.monotonic()
    for step in range(done, steps):
        batches = [next(stream) for stream in streams]
        losses = [_step(network, batcher, batch, unseen) for batch in batches]
        if "agreement" in parts and (weight := _trust(step / steps)):
            losses.append(_agree(network, mean, batcher, batches[1], weight))
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        _follow(mean, network, min(AVERAGE, (step + 1) / (step + 10)))
        if (step + 1) % 20 == 0:
            said = [{name: round(value, 3) for name, value in loss.items()} for loss in losses]
            print(f"step {step + 1}/{steps} {time.monotonic() - began:.0f} s {said}", flush=True)
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == steps:
            _save(work, run, network, mean, optimizer, schedule, step + 1)
    return mean, labels


def _digest(data: Data) -> str:
    """Return what changes with any word, name or event that is trained on."""
    digest = hashlib.sha256()
    for example in (*data.sentences, *data.names, *data.events):
        digest.update(repr((example.words, example.names, example.events)).encode())
    return digest.hexdigest()


def _rate(steps: int) -> Callable[[int], float]:
    warm = max(1, int(steps * WARM_UP))
    cooling = steps * (1 - COOL_DOWN)
    return lambda step: min(1.0, (step + 1) / warm, max(LEAST_RATE, (steps - step) / cooling))


def _trust(done: float) -> float:
    """Return how much the mean's own syntax counts after a share of the steps."""
    return min(1.0, max(0.0, (done - AGREE_FROM) / (AGREE_FULLY - AGREE_FROM)))


@torch.no_grad()
def _follow(mean: Network, network: Network, share: float) -> None:
    """Move the mean weights towards those of now; this share of them stays."""
    for kept, new in zip(mean.parameters(), network.parameters(), strict=True):
        kept.lerp_(new, 1 - share)


def _step(network: Network, batcher: Batcher, examples: Sequence[Example], unseen: float) -> dict[str, float]:
    pieces, words, shapes = batcher.inputs(examples, unseen)
    with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_FLOATS):
        out = dict(zip(network.reading.OUTPUTS, network.reading(pieces, words, shapes), strict=True))
    out = {name: value.float() for name, value in out.items()}
    lengths = (shapes > 0).sum(1)
    losses = {}
    if examples[0].events:
        losses |= event_losses(network, out["vectors"], batcher.events(examples, shapes.shape[1]))
    else:
        allowed = batcher.names(examples, shapes.shape[1])
        losses["names"] = names_loss(out["names"], allowed, network.transitions, lengths)
    if examples[0].syntax:
        losses |= syntax_losses(network, out, batcher.syntax(examples, shapes.shape[1]))
    total = torch.stack(list(losses.values())).sum()
    total.backward()
    return {name: loss.item() for name, loss in losses.items()}


def syntax_losses(network: Network, out: dict[str, Tensor], gold: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the mean loss over words of each head of syntax."""
    losses = {
        head: cross_entropy(out[head].flatten(0, 1), gold[head].flatten(), ignore_index=IGNORED)
        for head in ("tags", "morphs", "lemmas")
    }
    real = gold["heads"] != IGNORED
    losses["starts"] = 2 * binary_cross_entropy_with_logits(out["starts"][real], gold["starts"][real].float())
    sentences = gold["sentences"]
    together = sentences.unsqueeze(1) == sentences.unsqueeze(2)
    arcs = out["arcs"].masked_fill(~together, -1e4)
    losses["heads"] = cross_entropy(arcs[real], gold["heads"][real])
    rows, places = real.nonzero(as_tuple=True)
    logits = network.relations(out["dependents"][rows, places], out["heads"][rows, gold["heads"][rows, places]])
    losses["relations"] = cross_entropy(logits, gold["relations"][rows, places], ignore_index=IGNORED)
    return losses


def event_losses(network: Network, vectors: Tensor, gold: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the loss of the types of words, and that of the sides of each trigger."""
    types, sides = network.events(vectors, gold["rows"], gold["places"])
    found = cross_entropy(types.flatten(0, 1), gold["types"].flatten(), ignore_index=IGNORED)
    apart = binary_cross_entropy_with_logits(sides, gold["sides"], reduction="sum") / max(1, len(sides))
    return {"types": TYPES_WEIGHT * found, "sides": SIDES_WEIGHT * apart}


def _agree(
    network: Network, mean: Network, batcher: Batcher, examples: Sequence[Example], weight: float
) -> dict[str, float]:
    """Learn from the mean's syntax of some texts, of which it sees all and the network not."""
    whole, words, shapes = batcher.inputs(examples)
    hidden = (torch.rand(whole.shape) < UNSEEN_AGREEING) & (words >= 0)
    with torch.autocast("cpu", torch.bfloat16, enabled=SHORT_FLOATS):
        with torch.no_grad():
            taught = mean.reading(whole, words, shapes)
        said = network.reading(whole.masked_fill(hidden, batcher.pieces.mask), words, shapes)
    outputs = [{n: o.float() for n, o in zip(Reading.OUTPUTS, out, strict=True)} for out in (said, taught)]
    losses = agreement_losses(network, mean, *outputs, shapes > 0)
    (weight * torch.stack(list(losses.values())).sum()).backward()
    return {f"agreed {name}": loss.item() for name, loss in losses.items()}


def agreement_losses(
    network: Network, mean: Network, said: dict[str, Tensor], taught: dict[str, Tensor], real: Tensor
) -> dict[str, Tensor]:
    """Return how far the network's scores of `real` (B, W) words are from the mean's, for each head of syntax.

    Arcs are compared within the sentences, and relations on the arcs, that the mean finds.
    """
    losses = {head: _apart(said[head][real], taught[head][real]) for head in ("tags", "morphs", "lemmas")}
    begins = taught["starts"].sigmoid()[real]
    losses["starts"] = 2 * binary_cross_entropy_with_logits(said["starts"][real], begins)
    sentences = (taught["starts"] > 0).long().cumsum(1).masked_fill(~real, -1)
    parted = sentences.unsqueeze(1) != sentences.unsqueeze(2)
    arcs = taught["arcs"].masked_fill(parted, -1e4)
    losses["heads"] = _apart(said["arcs"].masked_fill(parted, -1e4)[real], arcs[real])
    rows, places = real.nonzero(as_tuple=True)
    heads = arcs.argmax(-1)[rows, places]
    relations = [
        one.relations(out["dependents"][rows, places], out["heads"][rows, heads])
        for one, out in ((network, said), (mean, taught))
    ]
    losses["relations"] = _apart(*relations)
    return losses


def _apart(said: Tensor, taught: Tensor) -> Tensor:
    """Return the mean divergence of rows of logits from those that are taught."""
    return kl_div(log_softmax(said, -1), log_softmax(taught, -1), reduction="batchmean", log_target=True)


def names_loss(scores: Tensor, allowed: Tensor, transitions: Tensor, lengths: Tensor) -> Tensor:
    """Return the mean over words of minus the log probability that the labels are among the allowed ones.

    A conditional random field: `scores` (B, W, L), `allowed` (B, W, L), `transitions` (L, L), `lengths` (B,).
    """
    barred = torch.from_numpy(bars(corpora.NAMES))
    table = transitions + barred[:-1]
    everything = _log_sum(scores, table, barred[-1], lengths)
    right = _log_sum(scores.masked_fill(~allowed, -1e4), table, barred[-1], lengths)
    return (everything - right).sum() / lengths.sum()


def _log_sum(scores: Tensor, table: Tensor, first: Tensor, lengths: Tensor) -> Tensor:
    alpha = scores[:, 0] + first
    for word in range(1, scores.shape[1]):
        new = torch.logsumexp(alpha.unsqueeze(2) + table, 1) + scores[:, word]
        alpha = torch.where((word < lengths).unsqueeze(1), new, alpha)
    return torch.logsumexp(alpha, 1)


def _syntax_batches(data: Data, batcher: Batcher, seed: int, parts: Collection[str]) -> Iterator[list[Example]]:
    rng = random.Random(seed)
    while True:
        texts = [text for document in data.documents for text in corpora.runs(document, rng)]
        yield from batcher.batches([augment.disturb(text, rng, parts) for text in texts], SYNTAX_WORDS, rng)


def _name_batches(data: Data, batcher: Batcher, seed: int, parts: Collection[str]) -> Iterator[list[Example]]:
    rng = random.Random(seed)
    pool = augment.name_pool(data.names, data.known)
    while True:
        texts = []
        for example in data.names:
            text = example
            if "swaps" in parts and rng.random() < 0.25:
                text = augment.swap_names(text, pool, rng)
            if "datelines" in parts and rng.random() < 0.03:
                text = augment.add_dateline(text, pool, rng)
            texts.append(augment.disturb(text, rng, parts))
        yield from batcher.batches(texts, NAME_WORDS, rng)


def _event_batches(data: Data, batcher: Batcher, seed: int, parts: Collection[str]) -> Iterator[list[Example]]:
    rng = random.Random(seed)
    while True:
        yield from batcher.batches([augment.disturb(t, rng, parts) for t in data.events], EVENT_WORDS, rng)


def _save(
    work: Path,
    run: Mapping[str, object],
    network: Network,
    mean: Network,
    optimizer: Optimizer,
    schedule: LambdaLR,
    step: int,
) -> None:
    state = {
        "run": run,
        "network": network.state_dict(),
        "mean": mean.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
        "random": torch.get_rng_state(),
    }
    torch.save(state, work / "checkpoint.new")
    (work / "checkpoint.new").rename(work / CHECKPOINT)


def _restore(
    work: Path, run: Mapping[str, object], network: Network, mean: Network, optimizer: Optimizer, schedule: LambdaLR
) -> int:
    """Load the last checkpoint and return its step, 0 where there is none."""
    path = work / CHECKPOINT
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    if other := [key for key, value in run.items() if state["run"].get(key) != value]:
        raise ValueError(f"{path} is of a run with other {' and '.join(other)}: finish that, or delete it")
    network.load_state_dict(state["network"])
    mean.load_state_dict(state["mean"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    torch.set_rng_state(state["random"])
    return int(state["step"])
