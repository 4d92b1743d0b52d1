"""Who is who in one article: mentions brought together into entities.

Names come first; then roles, groups, states and pronouns in the order of the text, each to the nearest entity that
fits. What does not fit stays unresolved rather than guessed.
"""

from spacy.tokens import Token

from kg.extract.antecedents import Antecedents
from kg.extract.candidates import Candidate, Found
from kg.extract.drafts import Draft, Side
from kg.extract.known import Known
from kg.extract.naming import Naming
from kg.extract.references import References
from kg.extract.roster import Roster
from kg.model import Entity
from kg.nlp import Parsed


class Cast:
    """The entities of one article and which token stands for which of them."""

    def __init__(self, parsed: Parsed, found: Found, known: Known) -> None:
        self._candidates = found.candidates
        self._roster = Roster(parsed, known, found.nationalities)
        Naming(self._roster, found.acronyms).read(found)
        self._antecedents = Antecedents(parsed, self._roster.by_token)
        self._references = References(self._roster, self._antecedents, found)
        for candidate in found.candidates:
            self._place(candidate)

    def at(self, token: Token) -> tuple[Draft, ...]:
        """Return the entities that a token stands for; the state, for a word of nationality."""
        drafts = self._roster.by_token.get(token.i)
        if drafts:
            return drafts
        code = self._roster.nationalities.get(token.i)
        if code is None:
            return ()
        draft = self._roster.country(code)
        self._roster.attach(
            draft, Candidate(start=token.i, end=token.i + 1, head=token.i, form="name", text=token.text)
        )
        return (draft,)

    def sides(self) -> dict[int, Side]:
        """Return the mentions, and words of nationality, by the token of their head; a pronoun may mean nobody yet."""
        found = {
            c.head: Side(ids=tuple(d.id for d in drafts), kind=drafts[0].kind if drafts else None, form=c.form)
            for c in self._candidates
            if (drafts := self._roster.by_token.get(c.head, ())) or c.form == "pronoun"
        }
        for token, code in self._roster.nationalities.items():
            found.setdefault(token, Side(ids=(f"country:{code}",), kind="Country", form="name"))
        return dict(sorted(found.items()))

    def by_id(self, entity: str) -> Draft:
        """Return the draft of an entity id."""
        return self._roster.drafts[entity]

    def stand_for(self, token: Token, drafts: tuple[Draft, ...]) -> None:
        """Let a pronoun stand for entities found out later: *I* and *we* of a quotation."""
        for draft in drafts:
            self._roster.attach(
                draft, Candidate(start=token.i, end=token.i + 1, head=token.i, form="pronoun", text=token.text)
            )
        self._roster.by_token[token.i] = drafts

    def country_of(self, draft: Draft) -> Draft | None:
        """Return the state that an entity belongs to, where it has one."""
        return self._roster.country_of(draft)

    def state_of(self, place: Draft) -> Draft | None:
        """Return the state whose capital a place is."""
        code = place.country
        if (
            place.kind != "Location"
            or code not in self._roster.known.codes
            or place.name != self._roster.gazetteer.country(code).capital
        ):
            return None
        state = self._roster.country(code)
        self._roster.attach(state, min(place.mentions.values(), key=lambda mention: mention.start))
        return state

    def host_of(self, place: Draft) -> Draft | None:
        """Return the state that hosts who visits a place: one whose capital it is, or that the article names."""
        state = self.state_of(place) or self.country_of(place)
        return state if state and state.mentions else None

    def entities(self, used: set[str]) -> tuple[Entity, ...]:
        """Return the named entities, and those groups and unlisted names that events use, by first mention."""
        named = (d for d in self._roster.drafts.values() if d.id in used or not (d.kind == "Group" or d.unlisted))
        kept = [d for d in named if d.mentions]
        kept.sort(key=lambda d: (min(d.mentions), d.id))
        return tuple(self._roster.record(d) for d in kept)

    def _place(self, candidate: Candidate) -> None:
        token = self._roster.parsed.doc[candidate.head]
        if candidate.form == "name":
            drafts = self._roster.by_token.get(candidate.head, ())
        elif candidate.form == "role":
            drafts = self._references.of(candidate)
        else:
            drafts = self._antecedents.of_pronoun(token)
        if candidate.form != "name":
            for draft in drafts:
                self._roster.attach(draft, candidate)
            if drafts:
                self._roster.by_token[candidate.head] = drafts
                if token.dep_ == "appos":
                    self._roster.by_token.setdefault(token.head.i, drafts)  # my friend the prime minister
        if drafts:
            self._antecedents.add(token, drafts)
