"""The model card: what the model is, what it was made of, under which licence, and how well it reads."""

from collections.abc import Mapping
from datetime import date

from training.evaluate import Figures

COLUMNS = {
    "tags": "tags",
    "lemmas": "lemmas",
    "uas": "UAS",
    "las": "LAS",
    "sentences": "sentences F",
    "names": "names F, world news",
    "neutral_names": "names F, neutral",
}
TEXT = """# The language model

Small transformers that read a paragraph in one pass give, by the mean of their scores, tags, morphology, lemmas,
Universal Dependencies trees, sentences and names. Weights are eight-bit integers; ONNX Runtime runs them on any
processor, without torch.

| | |
|---|---|
| made | {made}, by `make model`: {members} networks of {steps:,} steps each, seeds from {seed} on |
| encoder | all-MiniLM-L6-v2 (Apache-2.0): 6 layers, 384 wide, uncased |
| syntax | UD English EWT 2.15 (CC BY-SA 4.0), UD English GUM 2.15 without its non-commercial genres (CC BY 4.0) |
| names | English worldwide newswire of stanfordnlp (no licence stated for its texts), entities of GUM |
| events | annotated texts of this project, as a further task; they shape the vectors that the event detector reads |
| licence of the weights | CC BY-SA 4.0 |

## How well it reads
Per cent on the development parts of these corpora, bare text in, ten sentences of a document at a time, by spaCy's own
scores. World news: names of all nine kinds on the worldwide newswire. Neutral: persons, organizations and places on
Universal NER's EWT (CC BY-SA 4.0), which took no part in training. Noise: every text printed in that manner.

{table}

## What it is not for
It reads edited English. Its names come from news of Africa, Asia, Latin America, the Middle East and Oceania of a few
years; names of other times and fields are found less surely. It was not tuned on speech, verse or social media.
"""


def text(rows: Mapping[str, Figures], *, members: int, steps: int, seed: int, made: date) -> str:
    """Return the card in Markdown, `rows` of figures by what was measured."""
    return TEXT.format(made=made.isoformat(), members=members, steps=steps, seed=seed, table=table(rows))


def table(rows: Mapping[str, Figures]) -> str:
    """Return rows of figures as a Markdown table."""
    lines = [f"| | {' | '.join(COLUMNS.values())} |", "|---" * (len(COLUMNS) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(f'{row[key]:.1f}' for key in COLUMNS)} |" for name, row in rows.items()]
    return "\n".join(lines)
