"""The notation of frames: slots, conditions on them, and trigger words of several parts."""

from collections.abc import Mapping

from kg.errors import OntologyError, unknown
from kg.ontology.records import Condition, Filler, PartOfSpeech

# fmt: off
CORE_SLOTS = frozenset({
    "subj", "obj", "iobj", "poss", "amod", "ccomp", "xcomp", "quote", "speaker", "not", "case", "none",
})
PREPOSITIONS = frozenset({
    "about", "above", "across", "after", "against", "ahead", "along", "alongside", "amid", "among", "around",
    "as", "at", "before", "behind", "below", "beneath", "beside", "between", "beyond", "by", "despite",
    "during", "following", "for", "from", "in", "inside", "into", "like", "near", "of", "off", "on", "onto",
    "out", "outside", "over", "past", "regarding", "since", "through", "throughout", "to", "toward", "towards",
    "under", "until", "up", "upon", "versus", "via", "with", "within", "without",
})
# fmt: on
SLOTS = CORE_SLOTS | PREPOSITIONS
FILLERS: dict[str, Filler] = {"actor": "actor", "thing": "thing"}

Classes = Mapping[str, frozenset[str]]


def check_slot(slot: str) -> str:
    """Return a slot's name as given; raises OntologyError where it is none."""
    if slot not in SLOTS:
        raise OntologyError(unknown("slot", slot, SLOTS))
    return slot


def parse_choices(entry: str, classes: Classes) -> tuple[Condition, ...]:
    """Return the alternatives of an entry of `needs` or `unless`; raises OntologyError where one is ill-formed.

    `obj=@weapons|with` → the object is a word of class weapons, or there is a phrase with *with*.
    """
    return tuple(_condition(choice, classes) for choice in entry.split("|"))


def _condition(choice: str, classes: Classes) -> Condition:
    slot, equals, value = (part.strip() for part in choice.partition("="))
    check_slot(slot)
    if not equals:
        return Condition(slot=slot, lemmas=None, filler="any")
    if value in FILLERS:
        return Condition(slot=slot, lemmas=None, filler=FILLERS[value])
    lemmas = [lemma for word in value.split(",") for lemma in _lemmas(word.strip(), classes)]
    if not all(lemmas):
        raise OntologyError(
            f"empty word in {choice!r}; allowed: slot, slot=actor, slot=thing, slot=@class, slot=word,word"
        )
    return Condition(slot=slot, lemmas=frozenset(lemmas), filler="any")


def _lemmas(word: str, classes: Classes) -> frozenset[str]:
    if not word.startswith("@"):
        return frozenset({word})
    if word[1:] not in classes:
        raise OntologyError(unknown("class", word[1:], classes))
    return classes[word[1:]]


def split_word(pos: PartOfSpeech, words: str) -> tuple[str, tuple[str, ...]]:
    """Return the head of a trigger and its further words: the first of a verb or adjective, the noun before a phrase.

    *call on* → call (on); *phone call* → call (phone); *show of force* → show (of force).
    """
    parts = words.split()
    head = 0
    if pos == "noun":
        head = next((i for i, part in enumerate(parts) if part in PREPOSITIONS), len(parts)) - 1
    return parts[head], (*parts[:head], *parts[head + 1 :])
