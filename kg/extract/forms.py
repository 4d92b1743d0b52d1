"""Forms of words: the lemmas that one may have, and what a hyphen joins to it."""

from spacy.tokens import Token

ENDINGS = {"ied": ("y",), "ies": ("y",), "ed": ("", "e"), "ing": ("", "e"), "es": ("", "e"), "s": ("",)}
"""Inflections with what the lemma may have in their place."""
IRREGULAR = {
    "froze": ("freeze",),
    "frozen": ("freeze",),
    "overran": ("overrun",),
    "upheld": ("uphold",),
    "overthrew": ("overthrow",),
    "overthrown": ("overthrow",),
    "withdrew": ("withdraw",),
    "withdrawn": ("withdraw",),
    "withheld": ("withhold",),
    "struck": ("strike",),
    "shot": ("shoot",),
    "stole": ("steal",),
    "stolen": ("steal",),
    "fought": ("fight",),
    "sought": ("seek",),
    "swore": ("swear",),
    "forbade": ("forbid",),
    "broke": ("break",),
    "broken": ("break",),
    "hurled": ("hurl",),
    "fled": ("flee",),
    "slew": ("slay",),
    "slain": ("slay",),
    "burnt": ("burn",),
}
"""Past forms that the model's lemmas often miss."""
HYPHENS = ("-", "–")


def lemmas(token: Token) -> list[str]:
    """Return the lower-case lemmas a word may have, the likeliest first.

    They are those with what a hyphen joins to it (*cease-fire*, *ceasefire*), the model's, and others, for its guesses
    at rare forms want a second.
    """
    own = _uninflected(token)
    before = token.doc[start_of(token) : token.i].text.lower()
    joined = [before + lemma for lemma in own] if before else []
    return list(dict.fromkeys(form for found in (joined, own) for form in (*found, *map(_solid, found))))


def start_of(token: Token) -> int:
    """Return where the word begins whose last part a token is: *cease* of *fire* in *cease-fire*, else the token."""
    if token.i < 2 or token.nbor(-1).text not in HYPHENS:
        return token.i
    return token.i if token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_ else token.i - 2


def _solid(word: str) -> str:
    return word.replace("-", "")


def _uninflected(token: Token) -> list[str]:
    word = token.lower_
    found = [token.lemma_.lower(), word, *IRREGULAR.get(word, ())]
    for ending, stems in ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word[: -len(ending)]
            found += [base + stem for stem in stems]
            if ending in ("ed", "ing") and base[-1] == base[-2]:
                found.append(base[:-1])
    return found


def hyphened(word: Token) -> list[Token]:
    """Return a name or nationality, and those that a hyphen joins to it: *Iran-Oman talks*, *Iranian-Omani ties*."""
    doc, i = word.doc, word.i
    before = [doc[i - 2]] if i > 1 and doc[i - 1].text in HYPHENS else []
    behind = [doc[i + 2]] if i + 2 < len(doc) and doc[i + 1].text in HYPHENS else []
    return [t for t in (*before, word, *behind) if t.pos_ == word.pos_]  # not Iran of Iran-bound


def next_word(token: Token) -> str:
    """Return the word behind a token, in lower case; none at the end of a text."""
    return token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
