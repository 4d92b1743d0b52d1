"""Noise for the development parts: how news is printed, one kind at a time.

A noisy text comes with the new place of every character of the old one, so gold annotation moves along.
"""

import random
from collections.abc import Callable, Iterable

from training.augment import CURLY, SMALL

Noise = Callable[[str, random.Random], tuple[str, list[int]]]


def clean(text: str, _: random.Random) -> tuple[str, list[int]]:
    """Return the text as it is."""
    return _spelled(text)


def headline(text: str, _: random.Random) -> tuple[str, list[int]]:
    """Return the text In Title Case, small words apart."""
    words = text.split(" ")
    return _spelled(" ".join(w if i and w in SMALL else _upper(w[:1]) + w[1:] for i, w in enumerate(words)))


def capitals(text: str, _: random.Random) -> tuple[str, list[int]]:
    """Return the text IN CAPITALS."""
    return _spelled("".join(map(_upper, text)))


def small_letters(text: str, _: random.Random) -> tuple[str, list[int]]:
    """Return the text in small letters."""
    return _spelled("".join(c.lower() if len(c.lower()) == 1 else c for c in text))


def curly_quotes(text: str, _: random.Random) -> tuple[str, list[int]]:
    """Return the text with typographic quotes."""
    pairs = zip(f" {text}", text, strict=False)
    return _spelled("".join(CURLY[c][c == "'" or not before.isspace()] if c in "\"'" else c for before, c in pairs))


def doubled_spaces(text: str, rng: random.Random) -> tuple[str, list[int]]:
    """Return the text with every fourth space or so doubled."""
    return _spelled(["  " if c == " " and rng.random() < 0.25 else c for c in text])


def missing_spaces(text: str, rng: random.Random) -> tuple[str, list[int]]:
    """Return the text with a third of the spaces after commas and full stops left out."""
    pairs = zip(f" {text}", text, strict=False)
    return _spelled(["" if c == " " and b in ".," and rng.random() < 0.33 else c for b, c in pairs])


def dateline(text: str, _: random.Random) -> tuple[str, list[int]]:
    """Return the text after a dateline."""
    before = "NAIROBI, March 3 (Reuters) - "
    return before + text, [len(before) + place for place in range(len(text))]


KINDS: tuple[Noise, ...] = (
    headline,
    capitals,
    small_letters,
    curly_quotes,
    doubled_spaces,
    missing_spaces,
    dateline,
)


def noise_of_any_kind(text: str, rng: random.Random) -> tuple[str, list[int]]:
    """Return the text with noise of a kind that chance takes."""
    return rng.choice(KINDS)(text, rng)


def _upper(character: str) -> str:
    return character.upper() if len(character.upper()) == 1 else character


def _spelled(characters: Iterable[str]) -> tuple[str, list[int]]:
    """Join what became of each character."""
    parts, places, length = list(characters), [], 0
    for part in parts:
        places.append(length)
        length += len(part)
    return "".join(parts), places


COPIES: tuple[Noise, ...] = (noise_of_any_kind, *KINDS)
"""The noisy copies of the development parts that are measured."""


def label(noise: Noise) -> str:
    """Return what a copy with this noise is called in tables."""
    return f"with {noise.__name__.replace('_', ' ')}"
