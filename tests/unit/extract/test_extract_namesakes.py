"""A surname that the gazetteer knows, in an article about somebody else who bears it."""

from datetime import date

import pytest

from kg.extract import Extractor
from kg.model import Article, Extraction


def read(extractor: Extractor, text: str, day: date | None = None) -> Extraction:
    (extraction,) = extractor.extract([Article(id="a", text=text, paragraphs=((0, len(text)),), published=day)])
    return extraction


@pytest.mark.parametrize(
    ("text", "published", "speakers"),
    [
        # The general was Mali's president from 1968 to 1991.
        ("The mayor Aminata Traoré spoke first. Traoré said the road was closed.", "2025-03-01", {"Aminata Traoré"}),
        ("Robert Mueller spoke first. Mueller said the report was closed.", "2019-03-01", {"Robert Mueller"}),
        ("The writer Melania Trump spoke first. Trump said the road was closed.", "2025-03-01", {"Donald Trump"}),
    ],
)
def test_a_leader_out_of_office_gives_way_to_a_namesake(
    text: str, published: str, speakers: set[str], extractor: Extractor
) -> None:
    extraction = read(extractor, text, date.fromisoformat(published))
    names = {e.id: e.name for e in extraction.entities}
    assert {names[a] for event in extraction.events if event.type == "SAY" for a in event.actors} == speakers


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Chad signed a deal with Sudan.", ["Country"]),
        ("Chad Wolf resigned on Monday. Chad had led the department since 2019.", ["Person"]),
        ("Peter Chad resigned on Monday. Chad accused Sudan.", []),
    ],
)
def test_a_states_name_is_a_persons_where_the_text_has_it_in_full(
    text: str, kinds: list[str], extractor: Extractor
) -> None:
    assert [e.kind for e in read(extractor, text).entities if e.name.startswith("Chad")] == kinds


def test_an_arabic_surname_stands_without_its_article_too(extractor: Extractor) -> None:
    for text, leader in [("President Sisi", "abdel-fattah-al-sisi"), ("Prime Minister Abadi", "haider-al-abadi")]:
        found = read(extractor, f"{text} met Emmanuel Macron in Cairo.")
        assert f"person:{leader}" in [e.id for e in found.entities]


def test_we_is_the_state_of_a_speaker_that_an_adjective_tells(extractor: Extractor) -> None:
    found = read(extractor, '"We condemn the attack," Kenyan President William Ruto said.')
    assert ("ACCUSE", ("country:KEN",)) in [(event.type, event.actors) for event in found.events]
