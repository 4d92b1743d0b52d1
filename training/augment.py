"""Noise that news brings and the corpora lack: headlines, capitals, quotes, datelines, names never seen."""

import random
from collections.abc import Collection, Mapping, Sequence

from training.corpora import NAMES, Example, with_words

CURLY = {'"': ("“", "”"), "'": ("‘", "’"), "''": ("”",), "``": ("“",), "n't": ("n’t",), "'s": ("’s",), "'re": ("’re",)}
SMALL = {"a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "by", "with", "as", "from"}
MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
AGENCIES = ("Reuters", "AP", "AFP", "Xinhua", "DPA", "ANSA", "TASS", "Bloomberg", "EFE", "PTI")

PARTS = {
    "entities": "GUM's entities, as names",
    "swaps": "names exchanged for others",
    "gazetteers": "names of the gazetteers among those others",
    "datelines": "datelines before paragraphs",
    "case": "headlines in title case, capitals, small letters",
    "quotes": "typographic quotes",
    "masks": "word pieces masked",
    "events": "annotated events, as a further task",
    "agreement": "the averaged weights' own syntax, on the texts with names",
}
"""What the training does beyond reading the corpora; any of it can be left out to see what it brings."""

Pool = Mapping[str, Sequence[tuple[str, ...]]]


def disturb(example: Example, rng: random.Random, parts: Collection[str]) -> Example:
    """Return the example as it is, mostly; else with other `quotes` or in other `case`."""
    words = list(example.words)
    if "quotes" in parts and rng.random() < 0.15:
        words = [rng.choice(CURLY[word]) if word in CURLY else word.replace("'", "’") for word in words]
    chance = rng.random() if "case" in parts else 1.0
    if chance < 0.05:
        words = [word.upper() for word in words]
    elif chance < 0.10:
        words = [word if word.lower() in SMALL and i else word[:1].upper() + word[1:] for i, word in enumerate(words)]
    elif chance < 0.14:
        words = [word.lower() for word in words]
    elif chance < 0.17:
        words = [words[0][:1].lower() + words[0][1:], *words[1:]]
    return with_words(example, words)


def swap_names(example: Example, pool: Pool, rng: random.Random) -> Example:
    """Return an example of names with about half of them exchanged for others of their kind."""
    words: list[str] = []
    names: list[int] = []
    place = 0
    while place < len(example.words):
        end = _name_end(example.names, place)
        label = _label(example.names[place])
        if end > place and label in pool and rng.random() < 0.5:
            new = rng.choice(pool[label])
            words += new
            names += [1 << NAMES.index(f"{'I' if i else 'B'}-{label}") for i in range(len(new))]
            place = end
        else:
            words.append(example.words[place])
            names.append(example.names[place])
            place += 1
    return Example(words=tuple(words), names=tuple(names))


def add_dateline(example: Example, pool: Pool, rng: random.Random) -> Example:
    """Return a paragraph of names with a dateline before it: `KYIV, Jan 5 (Reuters) -`."""
    place = [word.upper() if rng.random() < 0.7 else word for word in rng.choice(pool["LOC"])]
    words = [(word, f"{'I' if i else 'B'}-LOC") for i, word in enumerate(place)]
    if rng.random() < 0.6:
        words += [(",", "O"), (rng.choice(MONTHS), "B-DATE"), (str(rng.randint(1, 28)), "I-DATE")]
    if rng.random() < 0.6:
        words += [("(", "O"), (rng.choice(AGENCIES), "B-ORG"), (")", "O")]
    words.append((rng.choice("-–—"), "O"))
    return Example(
        words=(*(word for word, _ in words), *example.words),
        names=(*(1 << NAMES.index(name) for _, name in words), *example.names),
    )


def name_pool(examples: Sequence[Example], known: Pool) -> dict[str, list[tuple[str, ...]]]:
    """Return the names of persons, organizations and places in the examples and the `known` ones, each kind once."""
    pool = {label: dict.fromkeys(known.get(label, ())) for label in ("PERSON", "ORG", "LOC")}
    for example in examples:
        for start in range(len(example.words)):
            end, label = _name_end(example.names, start), _label(example.names[start])
            if end > start and label in pool:
                pool[label][example.words[start:end]] = None
    return {label: list(names) for label, names in pool.items()}


def _label(mask: int) -> str:
    """Return the label where it is certain, else nothing."""
    return NAMES[mask.bit_length() - 1][2:] if mask & (mask - 1) == 0 else ""


def _name_end(names: Sequence[int], start: int) -> int:
    """Return the end of the certain name that begins at a place, the place itself where none begins."""
    label = _label(names[start])
    if not label or not NAMES[names[start].bit_length() - 1].startswith("B-"):
        return start
    inside = 1 << NAMES.index(f"I-{label}")
    end = start + 1
    while end < len(names) and names[end] == inside:
        end += 1
    return end
