"""What the network is told of a word beside its pieces, and how its lemma is made from its form."""

from collections.abc import Collection, Sequence
from itertools import groupby

SHAPE_LENGTH = 6
READ_AS = {"WHO": "UNESCO"}
"""Acronyms that a vocabulary of small letters takes for another word, with one that it takes for a name."""
PLURALS = {"men": "man", "children": "child"}
"""Plurals that also end longer words, which no lexicon has: *gunmen*, *schoolchildren*."""


def unmistakable(words: Sequence[str]) -> list[str]:
    """Return the words of a text as the network is to read them: *WHO* among small letters is a name."""
    if all(word.isupper() for word in words if word.isalpha() and len(word) > 1):
        return list(words)
    return [READ_AS.get(word, word) for word in words]


def shape(word: str) -> str:
    """Return the kinds of a word's characters, runs cut to two: `Xx` Kyiv, `XX` NATO, `dd-dd` 24-25.

    The encoder's vocabulary is lower-case; this is all that it learns of case, digits and punctuation.
    """
    kinds = "".join(kind * min(2, len(list(run))) for kind, run in groupby(word, _kind))
    return kinds.replace("xx", "x")[:SHAPE_LENGTH]


def _kind(character: str) -> str:
    if character.isupper():
        return "X"
    if character.isalpha():
        return "x"
    return "d" if character.isdigit() else character if character in ".,-'’" else "_"


def lemma_rule(form: str, lemma: str) -> str:
    """Return the rule that makes `lemma` of `form`, as `apply_lemma_rule` reads it.

    `l` (lower the form) or `k` (keep its case), the number of characters to cut from its end, what to add there:
    `l1` attacks, `l3y` countries, `k0` Kyiv. `!` and the whole lemma where the two share no beginning
    or a digit is to be added: `!be`.
    """
    case, base = ("l", form.lower()) if lemma == lemma.lower() else ("k", form)
    shared = next((i for i, (a, b) in enumerate(zip(base, lemma, strict=False)) if a != b), min(len(base), len(lemma)))
    if not shared or lemma[shared : shared + 1].isdigit():
        return f"!{lemma}"
    return f"{case}{len(base) - shared}{lemma[shared:]}"


def apply_lemma_rule(form: str, rule: str) -> str:
    """Return the lemma of a form by a rule, the lower-case form where the rule asks for more than there is."""
    if rule[0] == "!":
        return rule[1:]
    base = form.lower() if rule[0] == "l" else form
    digits = len(rule) - len(rule[1:].lstrip("0123456789")) - 1
    cut, end = int(rule[1 : 1 + digits]), rule[1 + digits :]
    return base[: len(base) - cut] + end if cut < len(base) else base


def choose_lemma(form: str, lemmas: Sequence[str], lexicon: Collection[str]) -> str:
    """Return the best of some lemmas, best first: the first, unless an ending was cut to a word that none knows.

    >>> choose_lemma("studies", ["studie", "study"], {"study"})
    'study'
    >>> choose_lemma("gunmen", ["gunme"], {"study"})
    'gunman'
    """
    first = lemmas[0]
    if first in lexicon or not first.islower() or first == form.lower():
        return first
    for plural, singular in PLURALS.items():
        if form.lower().endswith(plural):
            return form.lower().removesuffix(plural) + singular
    return next((lemma for lemma in lemmas[1:] if lemma in lexicon and lemma[:2] == first[:2]), first)
