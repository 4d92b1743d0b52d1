"""A surname that the gazetteer knows, in an article about somebody else who bears it."""

from datetime import date

import pytest

from kg.extract import Extractor
from kg.model import Article


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
    day = date.fromisoformat(published)
    (read,) = extractor.extract([Article(id="a", text=text, paragraphs=((0, len(text)),), published=day)])
    names = {e.id: e.name for e in read.entities}
    assert {names[a] for event in read.events if event.type == "SAY" for a in event.actors} == speakers
