"""Coreference within articles against GUM's chains: `python -m benchmarks.coreference CONLLU…`.

Reads UD English GUM, whose MISC field holds `Entity=`, and takes its persons, organizations and places. A gold mention
counts as found where a mention of the program lies within it and touches its head words; of several the longest overlap
wins. Over those found: B-cubed (Bagga and Baldwin 1998), which asks of each mention how much of its chain stands with
it. Pronouns, names and other phrases are also told apart: the share that stands in one entity with an earlier mention
of its chain, of those whose chain has an earlier one found.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Article, Extraction
from kg.pipeline import load_extractor
from kg.readers.paragraphs import line_paragraphs
from training.corpora import Entity, entities_in

KINDS = frozenset({"person", "organization", "place"})


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention: code points of its head words and of the whole, its chain, and what it is: pronoun, name or phrase."""

    start: int
    end: int
    whole: tuple[int, int]
    chain: str
    form: str


def documents(path: Path) -> Iterator[tuple[Article, list[Gold]]]:
    """Yield each document's text, sentences set by spaces and paragraphs by lines, with its mentions in order."""
    for block in re.split(r"(?m)^(?=# newdoc id)", path.read_text("utf-8")):
        if not block.strip():
            continue
        name = block.split("\n", 1)[0].rpartition("= ")[2]
        text, mentions = _read(block)
        yield Article(id=name, text=text, paragraphs=tuple(line_paragraphs(text))), mentions


def _read(block: str) -> tuple[str, list[Gold]]:
    text, mentions = "", list[Gold]()
    for sentence in block.split("\n\n"):
        if re.search(r"(?m)^# newpar$", sentence):
            text = text.rstrip() + "\n"
        rows = [row for row in (line.split("\t") for line in sentence.splitlines()) if row[0].isdecimal()]
        places = []
        for row in rows:
            places.append((len(text), len(text) + len(row[1])))
            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        mentions += [_gold(e, rows, places) for e in entities_in(rows) if e.kind in KINDS]
    return text, sorted(mentions, key=lambda mention: mention.start)


def _gold(entity: Entity, rows: Sequence[Sequence[str]], places: Sequence[tuple[int, int]]) -> Gold:
    words = range(entity.start, entity.end)
    heads = [words[n] for n in entity.heads] or words
    parts = {rows[word][3] for word in heads}
    form = "name" if "PROPN" in parts else "pronoun" if parts <= {"PRON", "DET"} else "phrase"
    whole = (places[entity.start][0], places[entity.end - 1][1])
    return Gold(places[heads[0]][0], places[heads[-1]][1], whole, entity.chain, form)


def entity_at(extraction: Extraction, gold: Gold) -> str | None:
    """Return the entity of whose mentions one within a gold mention overlaps its head most."""
    best, longest = None, 0
    for entity in extraction.entities:
        for mention in entity.mentions:
            start, end = mention.span
            overlap = min(end, gold.end) - max(start, gold.start)
            if overlap > longest and gold.whole[0] <= start and end <= gold.whole[1]:
                best, longest = entity.id, overlap
    return best


def main() -> None:
    read = [pair for path in map(Path, sys.argv[1:]) for pair in documents(path)]
    if not read:
        sys.exit("no documents; give .conllu files of UD English GUM")
    extractor = load_extractor()
    chains, entities, both, every = Counter(), Counter(), Counter(), 0
    linked: dict[str, list[bool]] = defaultdict(list)
    for (_, mentions), extraction in zip(read, extractor.extract(article for article, _ in read), strict=True):
        earlier: dict[str, set[str]] = defaultdict(set)
        every += len(mentions)
        for gold in mentions:
            entity = entity_at(extraction, gold)
            if entity is None:
                continue
            key = extraction.article
            chains[key, gold.chain] += 1
            entities[key, entity] += 1
            both[key, gold.chain, entity] += 1
            if earlier[gold.chain]:
                linked[gold.form].append(entity in earlier[gold.chain])
            earlier[gold.chain].add(entity)
    found = chains.total()
    precision = sum(n * n / entities[key, entity] for (key, _, entity), n in both.items()) / found
    recall = sum(n * n / chains[key, chain] for (key, chain, _), n in both.items()) / found
    print(f"{len(read)} documents; {found} of {every} mentions of persons, organizations and places found")
    f1 = 2 * precision * recall / (precision + recall)
    print(f"B-cubed precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    for form, right in sorted(linked.items()):
        print(f"{form:8} {sum(right) / len(right):.3f} of {len(right)} stand with an earlier mention of their chain")


if __name__ == "__main__":
    main()
