"""Names to entities: the fullest first, so that a shorter one finds who was named in full; then their states."""

from collections.abc import Mapping

from kg.extract.candidates import Candidate, Found
from kg.extract.drafts import Draft, is_domestic, normalised, surname
from kg.extract.roster import Roster
from kg.extract.syntax import children
from kg.extract.words import WORDS
from kg.ids import make_id

MALE_TITLES = WORDS["male_titles"]
FEMALE_TITLES = WORDS["female_titles"]
DOMINANT, LEAST_TOLD = 0.6, 2
"""Share of an article's countries, and times told, from which on officials and state bodies of no other are its own."""


class Naming:
    """Brings the names of one article together."""

    def __init__(self, roster: Roster, acronyms: Mapping[str, int]) -> None:
        self._roster, self._acronyms = roster, acronyms

    def read(self, found: Found) -> None:
        """Note whom all names stand for, and which country the article tells of most."""
        by_token = self._roster.by_token
        named = [c for c in found.candidates if c.form == "name"]
        for candidate in sorted(named, key=lambda c: (-len(normalised(c.text).split()), c.start)):
            self._name(candidate)
        for role, name in found.apposed.items():
            by_token.setdefault(role, by_token[name])
        for candidate in named:
            by_token |= dict.fromkeys(candidate.states, by_token[candidate.head])
        self._join_halves(named)
        self._tell_owners(named)
        self._roster.main_country = self._main_country()

    def _name(self, candidate: Candidate) -> None:
        draft = self._namesake(candidate) or self._roster.of_id(candidate.known) or self._alias(candidate)
        draft = draft or self._office_holder(candidate) or self._new(candidate)
        draft.names[candidate.text] += 1
        draft.unlisted = draft.unlisted and candidate.unlisted
        if candidate.title:
            draft.titles.add(candidate.title)
            self._gender(draft, set(candidate.title.split()), MALE_TITLES, FEMALE_TITLES)
        if draft.kind == "Person" and not draft.gender and " " in draft.name:
            draft.gender = self._roster.gazetteer.given_names.get(draft.name.split()[0].lower())
        if candidate.body:
            draft.bodies.add(candidate.body)
        draft.sector = draft.sector or candidate.sector
        draft.countries.update(candidate.countries)
        self._roster.attach(draft, candidate)

    def _namesake(self, candidate: Candidate) -> Draft | None:
        """Return the person named in full in the article whose surname is that of a leader out of office."""
        known, day = candidate.known, self._roster.parsed.article.published
        if not known or not known.startswith("person:"):
            return None
        if day and any(office.held_on(day) for office in self._roster.gazetteer.leader(known).offices):
            return None
        called = normalised(candidate.text)
        return next((d for d in self._roster.drafts.values() if d.kind == "Person" and surname(d.name) == called), None)

    def _office_holder(self, candidate: Candidate) -> Draft | None:
        """Return the leader whom a title and a surname name, *President Menem*; of several, their country only."""
        if candidate.kind != "Person" or candidate.known or not candidate.title or " " in candidate.text:
            return None
        bearers = self._roster.gazetteer.bearers(candidate.title, candidate.text, self._roster.parsed.article.published)
        if candidate.countries:
            bearers = tuple(leader for leader in bearers if leader.country in candidate.countries)
        codes = {leader.country for leader in bearers}
        if len(bearers) == 1:
            return self._roster.of_id(bearers[0].id)
        if len(codes) != 1:
            return None
        draft = self._new(candidate)
        draft.countries.update(codes)
        return draft

    def _alias(self, candidate: Candidate) -> Draft | None:
        """Return the entity of which a shorter name, surname or acronym was already seen in full."""
        if holder := self._roster.by_token.get(self._acronyms.get(candidate.text, -1)):
            return holder[0]
        words = normalised(candidate.text).split()
        for draft in reversed(list(self._roster.drafts.values())):
            full = normalised(draft.name).split()
            person = draft.kind == "Person" and len(words) < len(full) and candidate.known is None
            if person and (
                words == full[-len(words) :] or (words == full[: len(words)] and candidate.kind == "Person")
            ):
                return draft
            if draft.kind == candidate.kind == "Organization" and words:
                acronym = "".join(w[0] for w in full if w not in ("of", "the", "and", "for"))
                if (words == full[: len(words)] and len(words) > 1) or (
                    "".join(words) == acronym and candidate.text.isupper()
                ):
                    return draft
        return None

    def _new(self, candidate: Candidate) -> Draft:
        kind = candidate.kind or "Organization"
        key = candidate.known or make_id(kind.lower(), normalised(candidate.text))
        return self._roster.drafts.get(key) or self._roster.add(
            Draft(key, kind, candidate.text, unlisted=candidate.unlisted)
        )

    def _join_halves(self, named: list[Candidate]) -> None:
        """Let the last word of *North and South Korea* stand for both."""
        heads = {c.head for c in named if c.kind == "Country"}
        for half in named:
            word = self._roster.parsed.doc[half.head]
            joined = word.dep_ == "compound" and word.i < word.head.i and word.nbor().dep_ == "cc"
            if joined and half.head in heads and word.head.i in heads:
                both = {d.id: d for i in (half.head, word.head.i) for d in self._roster.by_token[i]}
                self._roster.by_token[word.head.i] = tuple(both.values())

    def _tell_owners(self, named: list[Candidate]) -> None:
        """Give the unlisted the country that owns it: *Turkey's National Security Council*, *Cameroon's Far North*."""
        for owned in named:
            if owned.kind != "Country" and not owned.known:
                owners = children(self._roster.parsed.doc[owned.head], "nmod:poss")
                states = (d for t in owners for d in self._roster.by_token.get(t.i, ()) if d.kind == "Country")
                self._roster.by_token[owned.head][0].countries.update(d.country for d in states if d.country)

    def _main_country(self) -> str | None:
        """Return the country that the article tells of most: by name, by nationality and by its people's countries."""
        counts = self._roster.told
        for draft in self._roster.drafts.values():
            if draft.kind == "Country" and draft.country:
                counts[draft.country] += len(draft.mentions)
            else:
                draft.country = draft.country or next((c for c, _ in draft.countries.most_common(1)), None)
                if draft.country:
                    counts[draft.country] += 1
        counts.update(self._roster.nationalities.values())
        main = next((code for code, _ in counts.most_common() if code in self._roster.known.codes), None)
        if main and counts[main] >= LEAST_TOLD and counts[main] >= DOMINANT * counts.total():
            self._settle(main)
        return main

    def _settle(self, country: str) -> None:
        """Give the country of which nearly all is told to its own officials and state bodies."""
        for draft in self._roster.drafts.values():
            if draft.country is None and is_domestic(draft):
                draft.country = country

    @staticmethod
    def _gender(draft: Draft, words: set[str], male: frozenset[str], female: frozenset[str]) -> None:
        """Note the gender that a title or a given name tells, if it does."""
        if words & male:
            draft.gender = "m"
        elif words & female:
            draft.gender = "f"
