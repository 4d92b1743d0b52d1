"""Peoples without a state of their own, collectives, and the names of groups."""

from datetime import date

import pytest
from readings import entity

from kg.extract.names import NameIndex, spelling
from kg.gazetteer import load_gazetteer
from kg.model import Extraction


def actors(extraction: Extraction) -> set[str]:
    names = {e.id: e.name for e in extraction.entities}
    return {names[actor] for event in extraction.events for actor in event.actors}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param("Yorubas condemned Russia.", "Yorubas", "NGA", id="one home"),
        pytest.param("The Rohingya condemned Russia.", "Rohingya", "MMR", id="without a plural"),
        pytest.param("Uyghur activists condemned Russia.", "Uyghur activists", "CHN", id="before a noun"),
        pytest.param("Kurds condemned Turkey. Turkey left.", "Kurds", "TUR", id="the home that is told of"),
        pytest.param("Kurds condemned Brazil.", "Kurds", None, id="no home told of"),
        pytest.param("Iraqi Kurds condemned Turkey.", "Iraqi Kurds", "IRQ", id="by nationality"),
        pytest.param("Crimean Tatars condemned Russia.", "Crimean Tatars", "UKR", id="two words"),
        pytest.param("A group of Hutu rebels condemned Burundi.", "Hutu rebels", "BDI", id="in a group"),
    ],
)
def test_a_people_is_a_group_of_its_home(read, text: str, name: str, country: str | None) -> None:
    extraction = read(text)
    found = entity(extraction, name)
    assert (found.kind, found.country) == ("Group", country)
    assert name in actors(extraction)


def test_a_people_may_be_the_last_word_of_a_text(read) -> None:
    assert entity(read("Burundi condemned Hutu rebels"), "Hutu rebels").country == "BDI"


def test_a_people_before_a_noun_is_no_group_of_its_own(read) -> None:
    extraction = read("Kurdish fighters condemned Turkey.")
    assert actors(extraction) == {"Kurdish fighters"}
    assert {e.name for e in extraction.entities} == {"Kurdish fighters", "Turkey"}


def test_whoever_bears_a_peoples_name_is_a_person(read) -> None:
    assert entity(read("Kenyan diplomat Ana Tamil condemned Russia."), "Ana Tamil").kind == "Person"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A group of Moroccan diplomats condemned Russia.", "Moroccan diplomats"),
        ("A delegation of Kenyan lawmakers condemned Russia.", "Kenyan lawmakers"),
        ("A militant group condemned Russia.", "Russian militant group"),
        ("Boko Haram fighters condemned Russia.", "Boko Haram fighters"),
        ("French anti-riot police condemned Russia.", "French anti-riot police"),
        ("Canada's high commissioner condemned Russia.", "Canadian high commissioner"),
        ("Venezuela's self-proclaimed interim president condemned Russia.", "Venezuelan interim president"),
        ("Jewish settlers in the West Bank condemned Russia.", "Jewish settlers"),
        ("European countries condemned Russia.", "European countries"),
        ("Human rights groups condemned Russia.", "human rights groups"),
    ],
)
def test_the_name_of_a_group(read, text: str, name: str) -> None:
    assert name in actors(read(text))


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Somali rebel group Zamtex condemned Niger.", "Zamtex", "SOM"),
        ("The Somali militant group, the Red Front, condemned Niger.", "Red Front", "SOM"),
        ("The rebel group Zamtex condemned Niger.", "Zamtex", None),
    ],
)
def test_a_body_has_the_country_of_the_noun_that_tells_what_it_is(read, text, name: str, country: str | None) -> None:
    extraction = read(text)
    assert entity(extraction, name).country == country
    assert actors(extraction) == {name}


def test_a_state_called_by_what_it_is_is_that_state(read) -> None:
    assert actors(read("NATO-member Norway condemned Russia.")) == {"Norway"}


@pytest.mark.parametrize(
    ("text", "group", "country"),
    [
        pytest.param("Peru condemned Russian officials and firms.", "firms", "RUS", id="joined to another"),
        pytest.param("Niger condemned rebels in the Malian town of Zamtex.", "rebels", "MLI", id="in a state's town"),
        pytest.param(
            "Italy appealed for calm in Chad and urged the rebels to leave.", "rebels", "TCD", id="in a state"
        ),
        pytest.param(
            "A court in Chad said: Peru must know that a Swiss court jailed rebels.", "rebels", "CHE", id="court"
        ),
        pytest.param("Niger condemned rebels. Peru left.", "rebels", None, id="two states alike"),
        pytest.param("Niger condemned rebels. Peru left. Niger won.", "rebels", "NER", id="one told of more"),
        pytest.param("Niger condemned Western students.", "students", None, id="of a region"),
        pytest.param("Niger condemned western students.", "students", "NER", id="of its west"),
    ],
)
def test_the_home_of_a_group_of_which_none_is_told(read, text: str, group: str, country: str | None) -> None:
    (found,) = [e for e in read(text).entities if e.kind == "Group" and e.name.endswith(group)]
    assert found.country == country


# -- spelling -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muammar Gaddafi", "Moammar Gadafi"),
        ("François Mitterrand", "Francois Mitterand"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Abdelaziz Bouteflika", "Abdelaziz Bouteflicka"),
    ],
)
def test_other_ways_to_write_a_name_are_one(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), [("Mario Ruiz", "Maria Ruiz"), ("Ali Karimov", "Ali Karimova")])
def test_names_of_two_people_stay_two(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


def test_only_a_full_name_is_known_in_another_spelling() -> None:
    index = NameIndex(load_gazetteer())
    assert index.spelt_otherwise("Francois Mitterand") == "person:francois-mitterrand"
    assert index.spelt_otherwise("Mitterand") is None
    assert index.spelt_otherwise("Abas Musavi") is None  # two leaders are written so


def test_a_leader_whose_name_is_written_otherwise(read) -> None:
    found = entity(read("President Francois Mitterand condemned Russia.", date(1990, 5, 1)), "François Mitterrand")
    assert (found.id, found.country) == ("person:francois-mitterrand", "FRA")
