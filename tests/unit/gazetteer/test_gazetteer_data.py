from datetime import date

import pytest

from kg.gazetteer import Gazetteer, load_gazetteer

DEPENDENCIES = (
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT "
    "JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF"
)
DEMONYM_OF_A_NEIGHBOUR = frozenset({"COG", "DMA"})
"""Their people are called as those of a state that is more in the news."""


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return load_gazetteer()


def test_loads_once(shipped: Gazetteer):
    assert load_gazetteer() is shipped


def test_counts(shipped: Gazetteer):
    assert len(shipped.countries) == 250
    assert len(shipped.places) >= 450
    assert len(shipped.agents) >= 250
    assert len(shipped.leaders) >= 250
    assert len(shipped.organizations) >= 300


def test_sovereign_states_have_demonyms_and_a_capital(shipped: Gazetteer):
    dependencies = DEPENDENCIES.split()
    states = [country for country in shipped.countries if country.code not in dependencies]
    assert len(states) == 250 - len(dependencies)
    assert [c.code for c in states if c.capital is None] == []
    assert {c.code for c in states if not c.demonyms} == DEMONYM_OF_A_NEIGHBOUR


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("U.S.", "USA"),
        ("America", "USA"),
        ("Soviet Union", "RUS"),
        ("Burma", "MMR"),
        ("Islamic Republic of Iran", "IRN"),
        ("Zaire", "COD"),
        ("Türkiye", "TUR"),
        ("Britons", "GBR"),
        ("Frenchman", "FRA"),
        ("Palestinians", "PSE"),
        ("Kosovar", "KOS"),
        ("Nigeriens", "NER"),
    ],
)
def test_names_and_demonyms(shipped: Gazetteer, form: str, code: str):
    owners = [c.code for c in shipped.countries if form in (c.name, *c.aliases, *c.demonyms)]
    assert owners == [code]


@pytest.mark.parametrize(("city", "code"), [("Moscow", "RUS"), ("Tel Aviv", "ISR"), ("Kiev", "UKR"), ("Ankara", "TUR")])
def test_metonyms(shipped: Gazetteer, city: str, code: str):
    assert [c.code for c in shipped.countries if city in c.metonyms] == [code]


def test_no_place_is_called_as_a_country(shipped: Gazetteer):
    countries = {form for c in shipped.countries for form in (c.name, *c.aliases, *c.demonyms)}
    # Georgia of the United States, which its offices and towns tell.
    assert [form for p in shipped.places for form in (p.name, *p.aliases) if form in countries] == ["Georgia"]


@pytest.mark.parametrize(("name", "code"), [("Donbas", "UKR"), ("Gaza Strip", "PSE"), ("Red Sea", None)])
def test_places(shipped: Gazetteer, name: str, code: str | None):
    assert [p.country for p in shipped.places if p.name == name] == [code]


def test_agents_are_lower_case(shipped: Gazetteer):
    assert [a.noun for a in shipped.agents if a.noun != a.noun.lower()] == []


@pytest.mark.parametrize(
    ("noun", "sector", "number"),
    [
        ("foreign minister", "GOV", "role"),
        ("government", "GOV", "state"),
        ("troops", "MIL", "group"),
        ("protester", "CVL", "group"),
        ("police officer", "COP", "group"),
    ],
)
def test_agents(shipped: Gazetteer, noun: str, sector: str, number: str):
    assert [(a.sector, a.number) for a in shipped.agents if a.noun == noun] == [(sector, number)]


@pytest.mark.parametrize(
    ("title", "code", "day", "holder"),
    [
        ("president", "USA", date(2025, 2, 1), "Donald Trump"),
        ("president", "USA", date(2022, 6, 1), "Joe Biden"),
        ("president", "RUS", date(2023, 6, 1), "Vladimir Putin"),
    ],
)
def test_holders(shipped: Gazetteer, title: str, code: str, day: date, holder: str):
    found = shipped.holder(title, code, day)
    assert found is not None
    assert found.name == holder


def test_of_several_offices_of_one_title_that_of_the_body_is_meant(shipped: Gazetteer):
    day = date(2025, 2, 1)
    assert shipped.holder("president", "IGO", day) is None
    found = shipped.holder("president", "IGO", day, "org:european-council")
    assert found is not None
    assert found.name == "António Costa"
