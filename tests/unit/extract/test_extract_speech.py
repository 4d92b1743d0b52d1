"""Quotations, and whose words they are."""

import pytest
import spacy

from kg.extract.speech import quotations
from kg.model import Article
from kg.nlp import parse


def quoted(*paragraphs: str) -> list[str]:
    text = "\n\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    (parsed,) = parse(spacy.blank("en"), [Article(id="a", text=text, paragraphs=tuple(spans))])
    return [text[start:end] for start, end in quotations(parsed)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('He said: "Go home." She left.', ['"Go home."'], id="straight"),
        pytest.param("He said: “Go home.” She left.", ["“Go home.”"], id="curly"),
        pytest.param("He said: ``Go home.'' She left.", ["``Go home.''"], id="typewriter"),
        pytest.param("“One,” he said, “two.”", ["“One,”", "“two.”"], id="two"),
        pytest.param("“It’s Rome’s,” he said.", ["“It’s Rome’s,”"], id="apostrophes inside"),
        pytest.param("Rome's mayor didn't say.", [], id="apostrophes are no marks"),
        pytest.param("Nothing is said here.", [], id="none"),
        pytest.param("He said: “Go home. And stay.", ["“Go home. And stay."], id="curly unclosed"),
        pytest.param('He said: "Go home. And stay.', ['"Go home. And stay.'], id="straight unclosed"),
    ],
)
def test_quotations_with_their_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_ends_with_its_paragraph() -> None:
    assert quoted("He said: “Go home.", "“Stay there,” she said.") == ["“Go home.", "“Stay there,”"]
    assert quoted('The "wall', 'is not" a wall.') == ['"wall', '" a wall.']


def mentions(extraction, name: str) -> set[str]:
    return {m.text for e in extraction.entities if e.name == name for m in e.mentions}


@pytest.mark.parametrize("marks", ["“”", '""'])
def test_i_is_the_speaker(read, marks: str) -> None:
    said = f"{marks[0]}I condemn Russia,{marks[1]} Olaf Scholz said."
    extraction = read(said)
    assert "I" in mentions(extraction, "Olaf Scholz")
    event = next(e for e in extraction.events if e.type == "ACCUSE")
    names = {e.id: e.name for e in extraction.entities}
    assert [names[a] for a in event.actors] == ["Olaf Scholz"]
    assert [names[r] for r in event.recipients] == ["Russia"]
    assert names[event.speaker or ""] == "Olaf Scholz"


def test_we_of_one_in_office_is_the_state(read) -> None:
    extraction = read("“We condemn Russia,” Turkish Foreign Minister Hakan Fidan said.")
    assert "We" in mentions(extraction, "Turkey")


def test_first_person_outside_quotations_is_nobody(read) -> None:
    extraction = read("Olaf Scholz said that Berlin was calm. I condemn Russia.")
    assert all("I" not in {m.text for m in e.mentions} for e in extraction.entities)


def test_speech_holds_its_quotation_and_clause(read) -> None:
    (said,) = [e for e in read("“The border stays shut,” Viktor Orban said.").events if e.type == "SAY"]
    assert said.quote == "The border stays shut"
    (told,) = [e for e in read("Viktor Orban said that the border stays shut.").events if e.type == "SAY"]
    assert told.quote is None
    assert told.content == "that the border stays shut"


def test_speech_has_only_the_quotations_of_its_sentence(read) -> None:
    text = "“The border stays shut,” Viktor Orban said. The sun was warm. “The road stays open,” Olaf Scholz said."
    said = [e for e in read(text).events if e.type == "SAY"]
    assert [e.quote for e in said] == ["The border stays shut", "The road stays open"]


def uttered(read, *paragraphs: str) -> dict[str, str | None]:
    """Return the quotations of each person's first telling of speech."""
    extraction = read("\n\n".join(paragraphs))
    names = {e.id: e.name for e in extraction.entities}
    said = [e for e in extraction.events if e.type == "SAY"]
    return {names[e.actors[0]]: e.quote for e in reversed(said)}


def test_a_quotation_goes_on_over_paragraphs(read) -> None:
    said = uttered(
        read, "“The border stays shut,” Viktor Orban said. “We are tired.", "“The road stays open.”", "“It is late.”"
    )
    assert said == {"Viktor Orbán": "The border stays shut … We are tired. … The road stays open. … It is late."}


def test_a_quotation_far_from_its_speaker_is_nobodys(read) -> None:
    first, alone = "“The border stays shut,” Viktor Orban said.", "“The road stays open.”"
    assert uttered(read, first, "The sun was warm.", alone) == {"Viktor Orbán": "The border stays shut"}
    assert uttered(read, first, "A sign: “The road stays open.”") == {"Viktor Orbán": "The border stays shut"}
    assert uttered(read, "The sun was warm.", alone) == {}


def test_a_quotation_follows_the_last_who_spoke_for_himself(read) -> None:
    told = "Olaf Scholz said that Viktor Orban had said nothing."
    assert uttered(read, told, "“The road stays open.”")["Olaf Scholz"] == "The road stays open."
    two = "“The border stays shut,” Viktor Orban said. “The road stays open,” Olaf Scholz said."
    assert uttered(read, two, "“It is late.”") == {
        "Viktor Orbán": "The border stays shut",
        "Olaf Scholz": "The road stays open … It is late.",
    }


def test_a_quotation_of_a_sentence_with_two_speakers_is_the_later_ones(read) -> None:
    text = "Viktor Orban said it was late, and Olaf Scholz said it was cold."
    assert uttered(read, text, "“The road stays open.”")["Olaf Scholz"] == "The road stays open."
    assert uttered(read, text, "“The road stays open.”")["Viktor Orbán"] is None


def test_a_quotation_with_a_speaker_is_not_its_neighbours(read) -> None:
    said = uttered(read, "Viktor Orban said that it was late.", "“The road stays open,” Olaf Scholz said.")
    assert said == {"Viktor Orbán": None, "Olaf Scholz": "The road stays open"}
    said = uttered(
        read, "Viktor Orban said that it was late.", "“The road stays open.” It was Olaf Scholz who said it."
    )
    assert said == {"Viktor Orbán": None, "Olaf Scholz": "The road stays open."}


def test_what_is_told_in_a_later_quotation_has_its_speaker(read) -> None:
    extraction = read("Olaf Scholz spoke in Berlin, he said on Monday.\n\n“I condemn Russia. I thank Turkey.”")
    names = {e.id: e.name for e in extraction.entities}
    acts = {
        e.type: ([names[a] for a in e.actors], names[e.speaker or ""]) for e in extraction.events if e.type != "SAY"
    }
    assert acts == {"ACCUSE": (["Olaf Scholz"], "Olaf Scholz"), "SUPPORT": (["Olaf Scholz"], "Olaf Scholz")}


def test_a_word_in_marks_is_no_speech(read) -> None:
    events = read("Viktor Orban said that the “deal” was dead.").events
    assert [e.quote for e in events if e.type == "SAY"] == [None]


def test_what_is_told_in_a_clause_has_its_speaker(read) -> None:
    extraction = read("Olaf Scholz said that Turkey threatened Greece.")
    names = {e.id: e.name for e in extraction.entities}
    threat = next(e for e in extraction.events if e.type == "THREATEN")
    assert names[threat.speaker or ""] == "Olaf Scholz"
    said = next(e for e in extraction.events if e.type == "SAY")
    assert said.about == threat.id


def test_a_speech_is_told_with_its_words_or_its_making(read) -> None:
    def said(text: str) -> bool:
        return any(e.type == "SAY" for e in read(text).events)

    assert not said("In a speech in Nairobi, Olaf Scholz condemned Russia.")
    assert said("Olaf Scholz gave a speech in Nairobi.")
    assert said("Olaf Scholz's statement that Russia lied was mild.")


def test_two_utterances_of_a_sentence_are_both_told(read) -> None:
    def contents(text: str) -> list[str | None]:
        return [e.content for e in read(text).events if e.type == "SAY"]

    both = ["that it was late", "that it was cold"]
    assert contents("Olaf Scholz said that it was late, adding that it was cold.") == both
    assert contents("Olaf Scholz said that it was late and noted that it was cold.") == both
    assert len(contents("Olaf Scholz told Mali of the plan and told Mali of the price.")) == 1


def test_of_two_tellings_in_a_sentence_the_surer_stays(read) -> None:
    text = "Chile's condemnation of Peru was loud, and then Chile condemned Peru."
    (blame,) = read(text).events
    assert text[slice(*blame.trigger)] == "condemned"
