"""Coreference within articles against GUM's chains: `python benchmarks/coreference.py CONLLU…`.

Reads UD English GUM, whose MISC field holds `Entity=`, and takes its persons, organizations and places. A gold mention
counts as found where a mention of the program lies within it and touches its head words; of several the longest overlap
wins. Over those found: B-cubed (Bagga and Baldwin 1998), which asks of each mention how much of its chain stands with
it. Pronouns, names and other phrases are also told apart: the share that stands in one entity with an earlier mention
of its chain, of those whose chain has an earlier one found.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.model import Article, Extraction
from kg.pipeline import load_extractor
from kg.readers.paragraphs import line_paragraphs

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
    opened: list[tuple[str, str, str, int, list[tuple[int, int, str]]]] = []
    for line in block.splitlines():
        if line.startswith("# newpar") and "block" not in line:
            text = text.rstrip() + "\n"
        cells = line.split("\t")
        if len(cells) < 10 or not cells[0].isdecimal():
            continue
        start, end = len(text), len(text) + len(cells[1])
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        marks = re.search(r"Entity=([^|]*)", cells[9])
        pieces = re.findall(r"\([^()]+|\d+\)|\)", marks[1]) if marks else []
        for piece in (p for p in pieces if p.startswith("(")):
            chain, kind, _, _, _, least, *_ = piece[1:].split("-")
            opened.append((chain, kind, least, start, []))
        for entity in opened:
            entity[4].append((start, end, cells[3]))
        _close(pieces, opened, mentions)
    mentions.sort(key=lambda mention: mention.start)
    return text, mentions


def _close(pieces: list[str], opened: list, mentions: list[Gold]) -> None:
    """Move the entities that end at a word to the mentions; `)` alone closes what opened last."""
    for piece in pieces:
        if piece.startswith("("):
            continue
        at = next((i for i in reversed(range(len(opened))) if piece == ")" or opened[i][0] == piece[:-1]), None)
        if at is None:
            continue
        chain, kind, least, _, words = opened.pop(at)
        if kind in KINDS:
            heads = [words[int(n) - 1] for n in least.split(",") if n.isdecimal() and int(n) <= len(words)] or words
            parts = {part for _, _, part in heads}
            form = "name" if "PROPN" in parts else "pronoun" if parts <= {"PRON", "DET"} else "phrase"
            mentions.append(Gold(heads[0][0], heads[-1][1], (words[0][0], words[-1][1]), chain, form))


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
