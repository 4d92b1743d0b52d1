"""The tokenizer: spaCy's English one, nearer to the habits of Universal Dependencies."""

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

PREFIXES = ("anti", "co", "counter", "cross", "e", "inter", "mid", "mini", "multi", "neo", "non", "over", "post", "pre")
PREFIXES += ("pro", "re", "semi", "socio", "sub", "ultra")
"""What a hyphen joins to one word: `anti-government`, but `state - run`."""
ONE_WORD = ("al.", "Capt.", "Cmdr.", "Fri.", "Ft.", "Lt.", "Maj.", "Sat.", "Thur.", "Thurs.", "Tues.", "Wed.")
TWO_WORDS = (("wan", "na"), ("Wan", "na"), ("out", "ta"))
RUNS = ("[!?]{2,}", "={2,}", r"\*{2,}", "_{2,}", r"\${2,}", "<<", ">>")
"""Marks that are one word where they stand together."""
UNITS = (r"(?<=[0-9]:[0-9]{2})[AaPp]\.?[Mm]\.?", "(?<=[0-9])[kK]")
"""Words of their own behind a number."""
DIGITS = r"(?<=[0-9])[+\-\*^](?=[0-9-])"
"""How spaCy writes that signs part digits."""
NO_PHONE = (
    "(?!(?<=\\b[0-9]{3})-(?:[0-9]{3}-)?[0-9]{4}\\b)"  # 555-0123, 202-555-0123
    "(?!(?<=\\b[0-9])-(?:[0-9]{3}-[0-9]{3}-)?[0-9]{4}\\b)"  # 1-202-555-0123, and 5-0123 within a house
)
HYPHEN = "(?:-|–|—|--|---|——|~)"
"""How spaCy writes it."""
WHOLE = ("wed", "Wed", "id", "Id", "and/or")
"""What spaCy's own exceptions take apart or keep whole, and the treebanks do not."""


def blank(**meta: str) -> Language:
    """Return an English pipeline with nothing but the tokenizer, and these meta data."""
    nlp = spacy.blank("en", meta=meta)
    apart = "".join(rf"(?<!\b[{prefix[0]}{prefix[0].upper()}]{prefix[1:]})" for prefix in PREFIXES)
    infixes = [
        infix.replace(HYPHEN, apart + HYPHEN).replace(DIGITS, NO_PHONE + DIGITS) for infix in nlp.Defaults.infixes or ()
    ]
    infixes.append(r"(?<=[A-Z]\.)-(?=[A-Za-z])")  # U.S. - led
    nlp.tokenizer.infix_finditer = compile_infix_regex([*RUNS[:1], *infixes]).finditer
    nlp.tokenizer.prefix_search = compile_prefix_regex([*RUNS, *(nlp.Defaults.prefixes or ())]).search
    nlp.tokenizer.suffix_search = compile_suffix_regex([*RUNS, *(nlp.Defaults.suffixes or ()), *UNITS]).search
    nlp.tokenizer.rules = {form: parts for form, parts in nlp.tokenizer.rules.items() if form not in WHOLE}
    for parts in (*((form,) for form in ONE_WORD), *TWO_WORDS):
        nlp.tokenizer.add_special_case("".join(parts), [{"ORTH": part} for part in parts])
    return nlp
