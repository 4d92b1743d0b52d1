"""The entities of one article in the making, by id and by the tokens that stand for them."""

from collections import Counter
from collections.abc import Mapping

from kg.extract.candidates import Candidate
from kg.extract.drafts import Draft, normalised
from kg.extract.known import Known
from kg.ids import is_hashed, make_id
from kg.model import Affiliation, Entity, Mention
from kg.nlp import Parsed


class Roster:
    """What an article has told of so far; `nationalities` are codes by the token that names them."""

    def __init__(self, parsed: Parsed, known: Known, nationalities: Mapping[int, str]) -> None:
        self.parsed, self.known, self.gazetteer = parsed, known, known.gazetteer
        self.nationalities = nationalities
        self.drafts: dict[str, Draft] = {}
        self.by_token: dict[int, tuple[Draft, ...]] = {}
        self.told: Counter[str] = Counter()
        """How often the article tells of each country."""
        self.main_country: str | None = None
        """The country that the article tells of most."""

    def country(self, code: str) -> Draft:
        """Return the state of a code."""
        key = f"country:{code}"
        return self.drafts.get(key) or self.add(Draft(key, "Country", self.gazetteer.country(code).name, code, "GOV"))

    def country_of(self, draft: Draft) -> Draft | None:
        """Return the state that an entity belongs to, where it has one."""
        return self.country(draft.country) if draft.country in self.known.codes else None

    def add(self, draft: Draft) -> Draft:
        """Note a new entity, and return it."""
        self.drafts[draft.id] = draft
        return draft

    def body(self, name: str, code: str | None, sector: str | None) -> Draft:
        """Return the organization of a name, by the gazetteer where it knows it."""
        known = self.known.bodies.get(normalised(name))
        if known:
            name, sector = self.gazetteer.organization(known).name, self.gazetteer.organization(known).sector
        key = known or make_id("organization", normalised(name))
        return self.drafts.get(key) or self.add(Draft(key, "Organization", name, code, sector))

    def body_named(self, body: str) -> Draft | None:
        """Return the body of an id or of one of its names in the article."""
        return self.drafts.get(body) or next((d for d in self.drafts.values() if body in d.names), None)

    def adjective(self, code: str) -> str:
        """Return the word by which a state's groups and bodies are named: *Malian*."""
        country = self.gazetteer.country(code)
        return country.demonyms[0] if country.demonyms else country.name

    def attach(self, draft: Draft, candidate: Candidate) -> None:
        """Note a mention of an entity; each word of a name stands for it."""
        draft.mentions.setdefault(candidate.start, candidate)
        if candidate.form == "name":
            for i in range(candidate.start, candidate.end):
                self.by_token.setdefault(i, (draft,))

    def of_id(self, known: str | None) -> Draft | None:
        """Return the entity of a gazetteer's id; nothing of a place, which is whom it stands for only by context."""
        if known is None or known.startswith("place:"):
            return None
        if known.startswith("country:"):
            return self.country(known.removeprefix("country:"))
        if known in self.drafts:
            return self.drafts[known]
        if known.startswith("person:"):
            leader = self.gazetteer.leader(known)
            day = self.parsed.article.published
            held = [o for o in leader.offices if day and o.held_on(day)] or leader.offices[-1:]
            draft = Draft(known, "Person", leader.name, leader.country, held[-1].sector if held else None)
            draft.titles.update(o.title for o in held)
            draft.bodies.update(o.body for o in held if o.body)
            return self.add(draft)
        body = self.gazetteer.organization(known)
        return self.add(Draft(known, "Organization", body.name, body.country or None, body.sector or None))

    def record(self, draft: Draft) -> Entity:
        """Return an entity as it is stored."""
        candidates = [draft.mentions[start] for start in sorted(draft.mentions)]
        texts = {c.text for c in candidates if c.form == "name"}
        roles = {c.text for c in candidates if c.form == "role"}
        return Entity(
            id=draft.id,
            kind=draft.kind,
            name=self._full_name(draft, texts),
            country=draft.country,
            sector=draft.sector,
            aliases=tuple(sorted(texts | roles)),
            mentions=tuple(
                Mention(span=self.parsed.span(c.start, c.end), text=self.parsed.text(c.start, c.end), kind=c.form)
                for c in candidates
            ),
            affiliations=self._affiliations(draft),
        )

    @staticmethod
    def _full_name(draft: Draft, texts: set[str]) -> str:
        unlisted = draft.kind == "Person" and is_hashed(draft.id)
        return max(texts, key=lambda t: (len(t), t)) if texts and unlisted else draft.name

    def _affiliations(self, draft: Draft) -> tuple[Affiliation, ...]:
        if draft.kind == "Country":
            return ()
        role = min(draft.titles) if draft.titles and draft.kind == "Person" else None
        targets = [body for body in sorted(draft.bodies) if body in self.drafts]
        if draft.country and len(draft.country) == 3 and draft.country in self.known.codes:
            targets.append(f"country:{draft.country}")
        return tuple(Affiliation(target=target, role=role) for target in targets)
