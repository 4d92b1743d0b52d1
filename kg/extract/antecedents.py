"""What an article has named so far, and which of it a pronoun stands for: the best before it that fits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.drafts import Draft
from kg.extract.forms import lemmas
from kg.extract.syntax import (
    SUBJECTS,
    blamed_for,
    children,
    clause_of,
    conjuncts,
    first_conjunct,
    is_spokesman,
    logical_subjects,
    phrases,
)
from kg.extract.words import WORDS
from kg.nlp import Parsed

MASCULINE = frozenset(["he", "him", "his", "himself"])
FEMININE = frozenset(["she", "her", "hers", "herself"])
PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
NEUTER = frozenset(["it", "its", "itself"])
CLAIMS = WORDS["claims"]
EXPELLING = frozenset({"expel", "capture"})
OTHER, OBJECT, SUBJECT, MAIN_SUBJECT = range(4)
"""How prominent a mention is, and so how likely a pronoun takes it up."""
REACH = 3
"""Sentences a pronoun may look back."""


@dataclass(frozen=True, slots=True)
class Told:
    """One resolved mention, as a later pronoun sees it: the number of its token and sentence, and whom it means."""

    at: int
    sentence: int
    prominence: int
    drafts: tuple[Draft, ...]


class Antecedents:
    """The resolved mentions of an article in the order of its text, the last first when iterated."""

    def __init__(self, parsed: Parsed, by_token: Mapping[int, tuple[Draft, ...]]) -> None:
        self._doc, self._by_token = parsed.doc, by_token
        self._told: list[Told] = []
        self._sentences = {t.i: n for n, sentence in enumerate(parsed.doc.sents) for t in sentence}

    def __iter__(self) -> Iterator[Told]:
        """Yield the mentions so far, the last first."""
        return reversed(self._told)

    def add(self, token: Token, drafts: tuple[Draft, ...]) -> None:
        """Note whom a token means."""
        self._told.append(Told(token.i, self.sentence(token.i), _prominence(first_conjunct(token)), drafts))

    def sentence(self, token: int) -> int:
        """Return the number of the sentence that a token stands in."""
        return self._sentences[token]

    def of_pronoun(self, token: Token) -> tuple[Draft, ...]:
        """Return whom a pronoun stands for; nobody where nothing fits."""
        word = token.lower_
        if word in MASCULINE | FEMININE:
            gender = "m" if word in MASCULINE else "f"
            found = self._best(token, lambda told: _is_one_person(told, gender) and not self._is_mouth(told, token))
            if found:
                found[0].gender = gender
            return found
        if word in PLURAL:
            return self._best(token, lambda told: _are_several(told) or self._is_people(told), joined=True)
        if word in NEUTER:
            return self._best(token, lambda told: len(told.drafts) == 1 and self._is_body(told))
        if word == "whose":  # whose army left and whose president stayed
            return self._by_token.get(first_conjunct(clause_of(token)).head.i, ())
        return ()

    def of_state(self, token: Token) -> tuple[Draft, ...]:
        """Return the state that *the country* stands for; nobody where nothing fits."""
        return self._best(token, lambda told: len(told.drafts) == 1 and told.drafts[0].kind == "Country")

    def _is_mouth(self, told: Told, token: Token) -> bool:
        """Tell whether somebody only speaks for a person, who is *he* in his words: *a spokesman for X said he*."""
        voice = self._doc[told.at]
        if not is_spokesman(voice) or voice.head not in token.ancestors:
            return False
        return any(d.kind == "Person" for t in phrases(voice, "for") for d in self._by_token.get(t.i, ()))

    def _is_people(self, told: Told) -> bool:
        """Tell whether a state was named by its people: *the Saudis*, not *the United States*."""
        word = self._doc[told.at]
        return word.tag_ == "NNPS" and word.text not in told.drafts[0].name

    def _is_body(self, told: Told) -> bool:
        """Tell whether *it* can mean somebody: a state, an organization, or a group in the singular, *the junta*."""
        draft = told.drafts[0]
        many = draft.kind == "Group" and draft.plural and self._doc[told.at].tag_ == "NN"
        return many or draft.kind in ("Country", "Organization")

    def doers(self, token: Token) -> set[str]:
        """Return who does what is done to a token, and so is not meant by a pronoun there.

        *Oman condemned it*, *Oman expelled its diplomats*.
        """
        verb = clause_of(token)
        own = token.dep_ == "nmod:poss" and not _is_of_expelled(token, verb)
        if own or token.dep_ in SUBJECTS or token.lower_.endswith(("self", "selves")):
            return set()
        subjects = (t for s in logical_subjects(verb) for t in conjuncts(s) if t != token)
        return {draft.id for t in subjects for draft in self._by_token.get(t.i, ())}

    def doers_and_states(self, token: Token) -> set[str]:
        """Return who does what is done to a token, and of what states they are: *Macron called it an outrage*."""
        doers = self.doers(token)
        told = (d for t in logical_subjects(clause_of(token)) for d in self._by_token.get(t.i, ()) if d.id in doers)
        return doers | {f"country:{draft.country}" for draft in told}

    def _joined(self, told: Told) -> Told:
        """Return a mention with all that it is joined to, who are *they* together: *Iran and Oman*."""
        sides = (d for t in conjuncts(first_conjunct(self._doc[told.at])) for d in self._by_token.get(t.i, ()))
        together = {side.id: side for side in (*sides, *told.drafts) if side.kind != "Location"}
        return replace(told, drafts=tuple(together.values())) if len(together) > len(told.drafts) else told

    def _best(self, token: Token, fits: Callable[[Told], bool], *, joined: bool = False) -> tuple[Draft, ...]:
        """Return the best antecedent: the nearest sentence first, in it the most prominent."""
        here, clause, doers = self.sentence(token.i), clause_of(token), self.doers_and_states(token)
        claimants = [t for t in _claimants(token) if all(d.sector != "JRN" for d in self._by_token.get(t.i, ()))]
        claimants += blamed_for(token) or _relative_owner(token)
        best: tuple[tuple[int, bool, int, int], tuple[Draft, ...]] | None = None
        for told in map(self._joined, self) if joined else self:
            if here - told.sentence > REACH:
                break
            if not fits(told) or doers.issuperset(d.id for d in told.drafts):
                continue
            if told.sentence == here and clause_of(self._doc[told.at]) == clause and token.dep_ in SUBJECTS:
                continue
            rank = (told.sentence, self._doc[told.at] in claimants, told.prominence, told.at)
            if best is None or rank > best[0]:
                best = rank, told.drafts
        return best[1] if best else ()


def _is_of_expelled(owner: Token, verb: Token) -> bool:
    """Tell whether somebody owns whom a verb expels or captures, and so does not do it: *expelled its diplomats*."""
    return not EXPELLING.isdisjoint(lemmas(verb)) and any(o.is_ancestor(owner) for o in children(verb, "obj"))


def _relative_owner(pronoun: Token) -> list[Token]:
    """Return whom a relative clause is about, whose its things are: *Israel, which recalled its envoys*."""
    verb = clause_of(pronoun)
    return logical_subjects(verb) if verb.dep_ == "acl:relcl" else []


def _is_one_person(told: Told, gender: str) -> bool:
    first = told.drafts[0]
    one = len(told.drafts) == 1 and not first.plural
    return one and first.kind in ("Person", "Group") and first.gender in (None, gender)


def _are_several(told: Told) -> bool:
    return len(told.drafts) > 1 or told.drafts[0].plural or told.drafts[0].kind == "Organization"


def _prominence(token: Token) -> int:
    if token.dep_ in SUBJECTS:
        return MAIN_SUBJECT if first_conjunct(token.head).dep_ in ("ROOT", "parataxis") else SUBJECT
    return OBJECT if token.dep_ in ("obj", "iobj") else OTHER


def _claimants(token: Token) -> list[Token]:
    """Return whose claim the clause of a pronoun is: *denied a claim by the militia that it had*."""
    clause = clause_of(token)
    if clause.dep_ != "acl" or clause.head.lemma_.lower() not in CLAIMS:
        return []
    return [*children(clause.head, "nmod:poss"), *phrases(clause.head, "by"), *phrases(clause.head, "from")]
