"""Train the event detector on texts with all their events and, where given, on articles and on single marked pairs.

A marked pair (PLV: source, target, type) tells neither trigger nor the other events, so only the surest trigger that
links source and target with the type is taught (multiple-instance learning).
"""

import json
import random
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from spacy.language import Language
from torch import Tensor, nn
from torch.nn import functional

from kg.evaluate import EventsGold, GoldFile, Measures, load_gold, score
from kg.extract import Extractor
from kg.extract.decision import Decision
from kg.extract.detector import ACTOR, NO_SIDE, RECIPIENT
from kg.extract.features import (
    CASES,
    CHILDREN,
    LEMMAS,
    PAIR_TABLES,
    RELATIONS,
    TAGS,
    Features,
    Integers,
    PairFeatures,
    WordFeatures,
)
from kg.extract.page import Page
from kg.gazetteer import load_gazetteer
from kg.model import Article, Extraction
from kg.ontology import load_ontology
from kg.readers.paragraphs import line_paragraphs
from training.annotated import head_in, tokens_in

TYPES = tuple(load_ontology().types)
NONE = len(TYPES)
HIDDEN, PAIR_HIDDEN, LEMMA_WIDTH = 256, 160, 48
DROPOUT = 0.3
EPOCHS, BATCH, RATE = 10, 64, 1.6e-3
QUIET = 0.5
"""Share of the texts that tell no event that is read in each round."""
PAIR_WEIGHT = 6.0
"""How much a sentence with a marked pair weighs against one with all its events."""
IDLE, IDLE_SIDE = 0.05, 0.1
"""How much the other words and mentions of such a sentence are taken to tell nothing, which most of them do."""
SHUFFLE = 5
"""Seed by which the marked pairs are dealt out to the parts of a cross-validation."""
THRESHOLD = 0.9
"""A word less surely telling nothing has its roles looked at."""
SAME = {"YIELD": ("CONCEDE", "RETREAT"), "REQUEST": ("REQUEST", "PROPOSE"), "AGREE": ("AGREE", "PROPOSE")}
"""Types that a label of the marked pairs stands for, where it is not its own name."""
WORD_FIELDS = ("own", "objects", "lemmas", "relation", "tag", "children", "cases", "lexicon")
"""The features of words that have a row a word."""


@dataclass(slots=True)
class Example:
    """One text's features; `types`, `mutual` (N,) and `roles` (M,) are gold, -1 where untold.

    `links` lists, for a marked pair, word row, pairs with the source and pairs with the target; `wanted` its types.
    """

    words: WordFeatures
    pairs: PairFeatures
    types: Tensor
    mutual: Tensor
    roles: Tensor
    links: list[tuple[int, list[int], list[int]]] = field(default_factory=list)
    wanted: tuple[int, ...] = ()

    def part(self, tokens: Container[int]) -> "Example":
        """Return what is told of some of the words, of a text with all its events."""
        rows = [row for row, token in enumerate(self.words.tokens) if token in tokens]
        kept = np.isin(self.pairs.word, rows)
        heads, head = np.unique(self.words.head[rows], return_inverse=True)
        sentences, sentence = np.unique(self.words.sentence[rows], return_inverse=True)
        mentions, mention = np.unique(self.pairs.mention[kept], return_inverse=True)
        words = {name: getattr(self.words, name)[rows] for name in WORD_FIELDS}
        return Example(
            words=WordFeatures(
                tokens=[self.words.tokens[row] for row in rows],
                head=head,
                heads=self.words.heads[heads],
                sentence=sentence,
                sentences=self.words.sentences[sentences],
                **words,
            ),
            pairs=PairFeatures(
                word=np.searchsorted(rows, self.pairs.word[kept]),
                mention=mention,
                hashed=self.pairs.hashed[kept],
                votes=self.pairs.votes[kept],
                own=self.pairs.own[mentions],
                head=self.pairs.head[mentions],
            ),
            types=self.types[rows],
            mutual=self.mutual[rows],
            roles=self.roles[torch.from_numpy(kept)],
        )


def annotated_examples(nlp: Language, texts: Sequence[EventsGold]) -> list[Example]:
    """Return the examples of annotated texts."""
    pages = _pages(nlp, [text.text for text in texts])
    return [_annotated(text, page, features) for text, (page, features) in zip(texts, pages, strict=True)]


def sentence_examples(nlp: Language, articles: Sequence[EventsGold]) -> list[Example]:
    """Return the examples of every sentence of annotated articles that has a word that may tell an event."""
    found = []
    pages = _pages(nlp, [article.text for article in articles])
    for article, (page, features) in zip(articles, pages, strict=True):
        whole = _annotated(article, page, features)
        parts = [whole.part(range(s.start, s.end)) for s in page.parsed.doc.sents]
        found += [part for part in parts if part.words.tokens]
    return found


def pair_examples(nlp: Language, path: Path) -> dict[str, Example]:
    """Return the examples of a file of marked pairs by their id."""
    records = [json.loads(line) for line in path.read_text("utf8").splitlines()]
    pages = _pages(nlp, [record["text"] for record in records])
    return {str(r["id"]): _marked(r, page, features) for r, (page, features) in zip(records, pages, strict=True)}


def _pages(nlp: Language, texts: Sequence[str]) -> Iterator[tuple[Page, Features]]:
    extractor = Extractor(nlp, load_ontology(), load_gazetteer(), detector=None)
    for page in extractor.pages(_article(str(number), text) for number, text in enumerate(texts)):
        yield page, Features(page, TYPES, Decision(page, None).votes())


def _article(name: str, text: str) -> Article:
    return Article(id=name, text=text, paragraphs=tuple(line_paragraphs(text)))


def _annotated(text: EventsGold, page: Page, features: Features) -> Example:
    doc, starts = page.parsed.doc, page.parsed.starts
    types, mutual, roles = {}, {}, {}
    for event in text.events:
        trigger = head_in(doc, tokens_in(doc, starts, event.trigger))
        types[trigger], mutual[trigger] = TYPES.index(event.type), float(event.mutual)
        roles |= {(trigger, side): RECIPIENT for span in event.recipients for side in _side(page, features, span)}
        roles |= {(trigger, side): ACTOR for span in event.actors for side in _side(page, features, span)}
    words = features.words(tuple(types))
    pairs = [(word, mention) for word in types for mention in features.mentions_near(word)]
    pairs += [(word, side) for word, side in roles if (word, side) not in pairs and word != side]
    return Example(
        words=words,
        pairs=features.pairs(words, pairs),
        types=torch.tensor([types.get(token, NONE) for token in words.tokens]),
        mutual=torch.tensor([mutual.get(token, -1.0) for token in words.tokens]),
        roles=torch.tensor([roles.get(pair, NO_SIDE) for pair in pairs], dtype=torch.long),
    )


def _side(page: Page, features: Features, span: tuple[int, int]) -> list[int]:
    """Return the head of the mention that a span names, or of the last mention inside it, else the span's own head."""
    tokens = tokens_in(page.parsed.doc, page.parsed.starts, span)
    head = head_in(page.parsed.doc, tokens)
    inside = [i for i in tokens if i in features.sides]
    return [head] if head in features.sides or not inside else inside[-1:]


def _marked(record: Mapping[str, object], page: Page, features: Features) -> Example:
    doc = page.parsed.doc
    words = features.words()
    ends = {}
    for name in ("source", "target"):
        tokens = tokens_in(doc, page.parsed.starts, record[name])
        ends[name] = sorted({*(i for i in tokens if i in features.sides), head_in(doc, tokens)})
    pairs: list[tuple[int, int]] = []
    links = []
    for row, token in enumerate(words.tokens):
        sentence = doc[token].sent
        rows = []
        for name in ("source", "target"):
            near = [i for i in ends[name] if i != token and sentence.start <= i < sentence.end]
            rows.append(list(range(len(pairs), len(pairs) + len(near))))
            pairs += [(token, i) for i in near]
        if all(rows):
            links.append((row, rows[0], rows[1]))
            pairs += [(token, i) for i in features.mentions_near(token) if i not in ends["source"] + ends["target"]]
    kinds = SAME.get(str(record["type"]), (str(record["type"]),))
    return Example(
        words=words,
        pairs=features.pairs(words, pairs),
        types=torch.full((len(words.tokens),), -1),
        mutual=torch.full((len(words.tokens),), -1.0),
        roles=torch.tensor([-1 if i in ends["source"] + ends["target"] else NO_SIDE for _, i in pairs]),
        links=links,
        wanted=tuple(TYPES.index(kind) for kind in kinds),
    )


class Network(nn.Module):
    """The detector's network, by the names of its weights as `kg.extract.detector` reads them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.own = nn.Linear(width, HIDDEN)
        self.head, self.sentence = (nn.Linear(width, HIDDEN, bias=False) for _ in range(2))
        self.relation, self.tag = nn.Embedding(RELATIONS, HIDDEN), nn.Embedding(TAGS, HIDDEN)
        self.below = nn.Linear(CHILDREN, HIDDEN, bias=False)
        self.cases = nn.Linear(CASES, HIDDEN, bias=False)
        self.lexicon = nn.Linear(2 * len(TYPES) + 2, HIDDEN, bias=False)
        self.objects = nn.Linear(width, HIDDEN, bias=False)
        self.lemmas, self.lemma = nn.Embedding(LEMMAS, LEMMA_WIDTH), nn.Linear(LEMMA_WIDTH, HIDDEN, bias=False)
        self.middle = nn.Linear(HIDDEN, HIDDEN)
        self.types, self.mutual = nn.Linear(HIDDEN, len(TYPES) + 1), nn.Linear(HIDDEN, 1)
        self.pair_word = nn.Linear(HIDDEN, PAIR_HIDDEN)
        self.pair_mention, self.pair_head = (nn.Linear(width, PAIR_HIDDEN, bias=False) for _ in range(2))
        self.pair_types = nn.Linear(len(TYPES) + 1, PAIR_HIDDEN, bias=False)
        self.pair_votes = nn.Linear(3, PAIR_HIDDEN, bias=False)
        self.pair_tables = nn.ModuleList([nn.Embedding(size, PAIR_HIDDEN) for size in PAIR_TABLES])
        self.pair_middle, self.roles = nn.Linear(PAIR_HIDDEN, PAIR_HIDDEN), nn.Linear(PAIR_HIDDEN, 3)
        self.drop = nn.Dropout(DROPOUT)
        for table in (self.relation, self.tag, self.below, self.cases, *self.pair_tables):
            nn.init.normal_(table.weight, 0, 0.05)
        nn.init.normal_(self.lemmas.weight, 0, 0.3)

    def read(self, w: Mapping[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Return (N, H) hidden states, (N, T + 1) logits of types, (N,) logits that the sides are equal."""
        drop = self.drop
        total = self.own(drop(w["own"])) + self.head(drop(w["heads"]))[w["head"]]
        total = total + self.sentence(drop(w["sentences"]))[w["sentence"]]
        total = total + self.relation(w["relation"]) + self.tag(w["tag"]) + self.lexicon(w["lexicon"])
        total = total + self.below(w["children"]) + self.cases(w["cases"])
        total = total + self.objects(drop(w["objects"])) + self.lemma(drop(self.lemmas(w["lemmas"])).sum(1))
        hidden = _gelu(drop(total))
        hidden = hidden + _gelu(self.middle(drop(hidden)))
        return hidden, self.types(drop(hidden)), self.mutual(drop(hidden))[:, 0]

    def pair(self, p: Mapping[str, Tensor], hidden: Tensor, types: Tensor) -> Tensor:
        """Return (M, 3) logits of the roles of pairs."""
        drop = self.drop
        total = self.pair_word(drop(hidden[p["word"]])) + self.pair_types(types[p["word"]])
        total = total + (self.pair_mention(drop(p["own"])) + self.pair_head(drop(p["head"])))[p["mention"]]
        total = total + self.pair_votes(p["votes"])
        for number, table in enumerate(self.pair_tables):
            total = total + table(p["hashed"][:, number])
        between = _gelu(drop(total))
        between = between + _gelu(self.pair_middle(drop(between)))
        return self.roles(drop(between))

    def weights(self) -> Iterator[tuple[str, np.ndarray]]:
        """Yield the weights as the run time multiplies them, in half precision."""
        for name, tensor in self.state_dict().items():
            layer, kind = name.rsplit(".", 1)
            table = isinstance(self.get_submodule(layer), nn.Embedding)
            key = layer.replace("pair_tables.", "pair_table_").replace("below", "children")
            key = key if kind == "weight" else "bias" if layer == "own" else f"{layer}_bias"
            yield key, (tensor if table or kind == "bias" else tensor.T).numpy().astype(np.float16)


def train(annotated: Sequence[Example], marked: Sequence[Example], seed: int) -> Network:
    """Return a network trained from a seed."""
    random.seed(seed)
    torch.manual_seed(seed)
    telling = [example for example in annotated if (example.types != NONE).any()]
    quiet = [example for example in annotated if not (example.types != NONE).any()]
    size, pool = len(telling) + round(QUIET * len(quiet)), list[Example]()
    network = Network(annotated[0].words.own.shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=0.02)
    steps = EPOCHS * ceil(size / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    share = max(1, round(BATCH * len(marked) / size))
    network.train()
    for epoch in range(EPOCHS):
        order = telling + random.sample(quiet, size - len(telling))
        random.shuffle(order)
        for start in range(0, len(order), BATCH):
            loss = annotated_loss(network, order[start : start + BATCH])
            if marked and epoch:  # the first round teaches what a trigger is
                if len(pool) < share:
                    pool = random.sample(marked, len(marked))
                batch = [pool.pop() for _ in range(share)]
                loss = loss + PAIR_WEIGHT * share / BATCH * marked_loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return network.eval()


def annotated_loss(network: Network, batch: Sequence[Example]) -> Tensor:
    """Return the mean loss of texts with all their events: types, equality of sides, roles."""
    words, pairs = _joined(batch)
    hidden, types, mutual = network.read(words)
    gold = torch.cat([e.types for e in batch])
    loss = functional.cross_entropy(types, gold, label_smoothing=0.05, reduction="sum")
    equal = torch.cat([e.mutual for e in batch])
    told = equal >= 0
    loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(mutual[told], equal[told], reduction="sum")
    # At run time the types are guesses, so now and then the roles are learnt beside guesses.
    known = functional.one_hot(gold, NONE + 1).float() if random.random() < 0.7 else types.softmax(-1).detach()
    roles = network.pair(pairs, hidden, known)
    loss = loss + functional.cross_entropy(
        roles, torch.cat([e.roles for e in batch]), label_smoothing=0.03, reduction="sum"
    )
    return loss / len(batch)


def marked_loss(network: Network, batch: Sequence[Example]) -> Tensor:
    """Return the mean loss of texts with one marked pair: minus the logarithm that the surest trigger links it."""
    words, pairs = _joined(batch)
    hidden, types, mutual = network.read(words)
    types, mutual = types.softmax(-1), mutual.sigmoid()
    roles = network.pair(pairs, hidden, types.detach()).softmax(-1)
    loss = torch.zeros(())
    first = pair = 0
    for example in batch:
        links = []
        for row, sources, targets in example.links:
            source = roles[[pair + s for s in sources], ACTOR].max()
            target, equal = (roles[[pair + t for t in targets], role].max() for role in (RECIPIENT, ACTOR))
            link = source * (target + equal * mutual[first + row]).clamp(max=1)
            links.append(types[first + row, list(example.wanted)].sum() * link)
        if links:
            surest, best = torch.stack(links).max(0)
            loss = loss - surest.clamp(1e-4, 1).log()
            row = example.links[int(best)][0]
            idle = -types[first : first + len(example.types), NONE].clamp(1e-4, 1).log()
            loss = loss + IDLE * (idle.sum() - idle[row])
            strangers = [
                pair + n for n, w in enumerate(example.pairs.word.tolist()) if w == row and example.roles[n] == NO_SIDE
            ]
            loss = loss - IDLE_SIDE * roles[strangers, NO_SIDE].clamp(1e-4, 1).log().sum()
        first, pair = first + len(example.types), pair + len(example.roles)
    return loss / len(batch)


def cross_validate(
    nlp: Language, annotated: Sequence[Example], marked: Mapping[str, Example], path: Path, folds: int
) -> Measures:
    """Return the measures on a file of marked pairs, each part of it read by a detector that has not seen it."""
    gold = load_gold(path)
    order = sorted(marked)
    random.Random(SHUFFLE).shuffle(order)
    found: dict[str, Extraction] = {}
    for part in range(folds):
        held = set(order[part::folds])
        network = train(annotated, [marked[i] for i in order if i not in held], seed=1)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "detector.npz"
            save([network], file)
            extractor = Extractor(nlp, load_ontology(), load_gazetteer(), detector=file)
        texts = [_article(str(record.id), record.text) for record in gold.records if str(record.id) in held]
        found |= {extraction.article: extraction for extraction in extractor.extract(texts)}
    return score(gold, found)


def figures(nlp: Language, gold: GoldFile, detector: Path | None) -> Measures:
    """Return the measures of a detector, or of the rules alone, on gold."""
    extractor = Extractor(nlp, load_ontology(), load_gazetteer(), detector=detector)
    texts = [_article(str(record.id), record.text) for record in gold.records]
    return score(gold, {read.article: read for read in extractor.extract(texts)})


def save(networks: Sequence[Network], path: Path) -> None:
    """Write networks as the run time reads them."""
    arrays = {f"{n}/{name}": value for n, network in enumerate(networks) for name, value in network.weights()}
    np.savez_compressed(path, types=np.array(TYPES), threshold=THRESHOLD, members=len(networks), **arrays)


def _joined(batch: Sequence[Example]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Return the features of texts one after another, places moved on."""
    words, pairs = [e.words for e in batch], [e.pairs for e in batch]
    joined = {f.name: _cat(words, f.name) for f in fields(WordFeatures) if f.name != "tokens"}
    paired = {f.name: _cat(pairs, f.name) for f in fields(PairFeatures)}
    joined["head"] = _moved([w.head for w in words], [len(w.heads) for w in words])
    joined["sentence"] = _moved([w.sentence for w in words], [len(w.sentences) for w in words])
    paired["word"] = _moved([p.word for p in pairs], [len(w.tokens) for w in words])
    paired["mention"] = _moved([p.mention for p in pairs], [len(p.own) for p in pairs])
    return joined, paired


def _moved(rows: Sequence[Integers], counts: Sequence[int]) -> Tensor:
    """Return the rows of tables of so many rows as rows of the tables one after another."""
    return torch.from_numpy(np.concatenate([r + n for r, n in zip(rows, np.cumsum([0, *counts[:-1]]), strict=True)]))


def _cat(parts: Sequence[object], name: str) -> Tensor:
    return torch.from_numpy(np.concatenate([getattr(part, name) for part in parts]))


def _gelu(values: Tensor) -> Tensor:
    return functional.gelu(values, approximate="tanh")
