"""Names compared across articles: folded to one form, and the variants of a person's name."""

import re
import unicodedata
from functools import lru_cache

_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(the|a|an)\s+")
_OTHER = re.compile(r"[\W_]+")


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Return a name without case, accents, punctuation, article and possessive.

    >>> fold("The Élysée’s")
    'elysee'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _OTHER.sub(" ", _ARTICLE.sub("", _POSSESSIVE.sub("", plain.strip()))).strip()


def is_variant(short: str, full: str) -> bool:
    """Tell whether a folded name may be a shorter form of a person's fuller one.

    Its words are all among the other's, with the same last one; where both have initials, they are the same.

    >>> is_variant("donald trump", "donald j trump"), is_variant("george w bush", "george h w bush")
    (True, False)
    """
    few, many = short.split(), full.split()
    if len(few) >= len(many) or few[-1:] != many[-1:] or not set(few) <= set(many):
        return False
    initials = [word for word in few if len(word) == 1]
    return not initials or initials == [word for word in many if len(word) == 1]
