"""The texts whose events `data/golden/articles.jsonl` marks: of the corpora, and agency news that a wheel holds."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kg.evaluate import Gold
from training import fetch

NAMED = ("worldwide_ner_train.jsonl", "worldwide_ner_dev.jsonl")
TREEBANKS = ("ud_english_gum", "ud_english_ewt")


def referenced_texts(corpora: Path, work: Path) -> Iterator[Gold]:
    """Yield every text that may be marked, with its id; what is fetched is kept in `work`."""
    for name in NAMED:
        yield from msgspec.json.Decoder(Gold).decode_lines((corpora / name).read_bytes())
    for name in TREEBANKS:
        yield from _documents((corpora / name / "train.conllu").read_text("utf-8"))
    for number, line in enumerate(fetch.wire(work).read_text("utf-8").splitlines()):
        yield Gold(id=f"lee_background_{number}", text=line.strip())


def _documents(conllu: str) -> Iterator[Gold]:
    """Yield the documents of a treebank, a paragraph a line."""
    for document in conllu.split("# newdoc id = ")[1:]:
        paragraphs: list[list[str]] = [[]]
        for block in document.split("\n\n"):
            if "# newpar" in block and paragraphs[-1]:
                paragraphs.append([])
            paragraphs[-1] += re.findall(r"^# text = (.*)", block, re.MULTILINE)
        yield Gold(id=document.split("\n", 1)[0].strip(), text="\n".join(" ".join(p) for p in paragraphs if p))
