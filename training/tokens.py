"""The tokenizer: spaCy's English one, nearer to the habits of Universal Dependencies."""

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

PREFIXES = ("anti", "co", "counter", "cross", "e", "inter", "mid", "mini", "multi", "neo", "non", "over", "post", "pre")
PREFIXES += ("pro", "re", "semi", "socio", "sub", "ultra")
"""What a hyphen joins to one word: `anti-government`, but `state - run`."""
ONE_WORD = ("al.", "Capt.", "Cmdr.", "Ft.", "Lt.", "Maj.", "Sat.", "Wed.")
HYPHEN = "(?:-|–|—|--|---|——|~)"
"""How spaCy writes it."""
WHOLE = ("wed", "Wed", "id", "Id", "and/or")
"""What spaCy's own exceptions take apart or keep whole, and the treebanks do not."""


def blank(**meta: str) -> Language:
    """Return an English pipeline with nothing but the tokenizer, and these meta data."""
    nlp = spacy.blank("en", meta=meta)
    apart = "".join(rf"(?<!\b[{prefix[0]}{prefix[0].upper()}]{prefix[1:]})" for prefix in PREFIXES)
    infixes = [infix.replace(HYPHEN, apart + HYPHEN) for infix in nlp.Defaults.infixes or ()]
    infixes.append(r"(?<=[A-Z]\.)-(?=[A-Za-z])")  # U.S. - led
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.tokenizer.rules = {form: parts for form, parts in nlp.tokenizer.rules.items() if form not in WHOLE}
    for form in ONE_WORD:
        nlp.tokenizer.add_special_case(form, [{"ORTH": form}])
    return nlp
