"""Whom pronouns stand for."""

from datetime import date

import pytest
from readings import forms, sides

SPRING_2025 = date(2025, 3, 12)


def test_it_can_be_a_group_called_a_body(read) -> None:
    assert forms(read("A Kenyan militia said it condemned Peru."), "Kenyan militia")[-1] == "it"


def test_it_is_not_the_one_who_does_something_to_it(read) -> None:
    events = [e for e in read("Brazil left Chad and condemned it.").entities if e.name == "Chad"]
    assert [m.text for m in events[0].mentions] == ["Chad", "it"]


def test_it_is_rather_the_object_than_what_stands_behind_a_preposition(read) -> None:
    extraction = read("Peru reported Chile to the Organization of American States, accusing it of spying.")
    assert sides(extraction) == ({"Peru"}, {"Chile"})


@pytest.mark.parametrize(
    ("text", "name", "pronoun"),
    [
        ("Giorgia Meloni visited Kenya. She condemned Russia.", "Giorgia Meloni", "She"),
        ("Olaf Scholz arrived. He condemned Russia.", "Olaf Scholz", "He"),
        ("Russian soldiers entered the town. They attacked Ukraine.", "Russian soldiers", "They"),
        ("Kenya said its troops attacked Somalia.", "Kenya", "its"),
        ("Kenya denied a claim by Somalia that it had attacked Chad.", "Somalia", "it"),
        ("Kenya denied a claim about Somalia that it had attacked Chad.", "Kenya", "it"),
        ("Kenya condemned Somalia for its attack on Chad.", "Somalia", "its"),
        ("Kenya sanctioned Somalia over its attack on Chad.", "Somalia", "its"),
        ("Kenya cut ties with Somalia over its attack on Chad.", "Somalia", "its"),
        ("Kenya halted aid to Somalia over its attack on Chad.", "Somalia", "its"),
        ("Kenya expelled the ambassador of Somalia because of its attack on Chad.", "Somalia", "its"),
        ("Kenya imposed sanctions on Somalia in response to its attack on Chad.", "Somalia", "its"),
        ("Kenya attacked Somalia for its own ends.", "Kenya", "its"),
        ("Joe Biden criticised Olaf Scholz over his arrest.", "Joe Biden", "his"),
        ("Kenya apologised to Somalia for its attack on Chad.", "Kenya", "its"),
        ("Kenya punished Somalia because it had attacked Chad.", "Somalia", "it"),
        ("Kenya jailed Olaf Scholz after he condemned Chad.", "Olaf Scholz", "he"),
        ("Kenya attacked Somalia because it feared Chad.", "Kenya", "it"),
        ("Kenya accused Somalia of spying and expelled its ambassador.", "Somalia", "its"),
        ("Kenya accused Somalia of spying and expelled Olaf Scholz from its base.", "Kenya", "its"),
        ("Joe Biden urged Olaf Scholz to leave, but he refused.", "Olaf Scholz", "he"),
        ("Joe Biden met Olaf Scholz, but he refused.", "Joe Biden", "he"),
        ("Kenya condemned Somalia, which recalled its envoy.", "Somalia", "its"),
        ("Kenya condemned Somalia, which expelled its envoy.", "Kenya", "its"),
        ("Kenya condemned Somalia, which had attacked it.", "Kenya", "it"),
        ("Kenya said that Somalia had attacked its troops.", "Kenya", "its"),
        ("The Kenyan opposition said it would boycott the vote.", "Kenyan opposition", "it"),
    ],
)
def test_pronouns(read, text: str, name: str, pronoun: str) -> None:
    assert pronoun in forms(read(text), name)


@pytest.mark.parametrize(
    ("text", "accusers"),
    [
        ("Iran and Oman signed a pact. They condemned Chad.", {"Iran", "Oman"}),
        ("Iran and Oman said they condemned Chad.", {"Iran", "Oman"}),
        ("Joe Biden, Olaf Scholz and Xi Jinping met. They condemned Chad.", {"Joe Biden", "Olaf Scholz", "Xi Jinping"}),
        ("Kenyan soldiers and rebels fled. They condemned Chad.", {"Kenyan soldiers", "Kenyan rebels"}),
        ("Iran and Oman said their ministers condemned Chad.", {"Iranian ministers", "Omani ministers"}),
        ("Iran and Oman said that their navies condemned Chad.", {"Iranian Navy", "Omani Navy"}),
        ("Iran expelled Oman and Peru because they had condemned Chad.", {"Oman", "Peru"}),
    ],
)
def test_they_are_all_who_are_joined(read, text: str, accusers: set[str]) -> None:
    assert sides(read(text)) == (accusers, {"Chad"})


@pytest.mark.parametrize(
    ("text", "accuser"),
    [
        ("Kenya, whose president condemned Chad, left.", "Kenyan president"),
        ("Olaf Scholz, whose government condemned Chad, left.", "Germany"),
        ("Kenya, whose ministers left and whose president condemned Chad, won.", "Kenyan president"),
    ],
)
def test_whose_is_who_the_clause_is_about(read, text: str, accuser: str) -> None:
    assert sides(read(text)) == ({accuser}, {"Chad"})


def test_places_joined_are_not_they(read) -> None:
    text = "Kenyan soldiers fled. Lamu and Garissa were quiet. They condemned Chad."
    assert sides(read(text))[0] == {"Kenyan soldiers"}


def test_it_is_not_several(read) -> None:
    assert forms(read("The Kenyan rebels left when it rained, and it condemned Peru."), "Kenyan rebels") == [
        "Kenyan rebels"
    ]


def test_a_person_is_no_antecedent_of_it(read) -> None:
    extraction = read("Olaf Scholz arrived. It condemned Russia.")
    assert forms(extraction, "Olaf Scholz") == ["Olaf Scholz"]


def test_one_known_as_a_man_is_not_she(read) -> None:
    extraction = read("Prince Amir Zorbani arrived. She condemned Russia.")
    assert all("She" not in [m.text for m in e.mentions] for e in extraction.entities)


def test_pronouns_look_back_no_further_than_three_sentences(read) -> None:
    gap = "The sun was warm. "
    near, far = (read(f"Olaf Scholz arrived. {gap * n}He condemned Russia.") for n in (2, 3))
    assert "He" in forms(near, "Olaf Scholz")
    assert "He" not in forms(far, "Olaf Scholz")


def test_it_is_not_the_state_of_who_does_something_to_it(read) -> None:
    assert sides(read("Iran left. Germany's Friedrich Merz condemned it."))[1] == {"Iran"}
