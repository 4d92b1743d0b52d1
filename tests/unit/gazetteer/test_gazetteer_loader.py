from datetime import date
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.gazetteer import Gazetteer, load_gazetteer

FILES = {
    "countries.csv": """code,name,aliases,demonyms,capital,metonyms
UTO,Utopia,Republic of Utopia;Nowhere,Utopian;Utopians,Amaurot,Amaurot
ERE,Erewhon,,Erewhonian,,
""",
    "places.csv": """name,aliases,country
São Brás,"Sao Bras, South;Bras",UTO
Middle Sea,,
""",
    "peoples.csv": """name,nouns,countries
Islander,Islanders;Isleman,UTO;ERE
""",
    "agents.csv": """noun,sector,number
prime minister,GOV,role
protester,CVL,group
regime,GOV,state
""",
    "organizations.csv": """id,name,aliases,country,sector,kind
org:league,League of Isles,The League,IGO,,alliance
org:utopian-guard,Utopian Guard,,UTO,MIL,force
""",
    "leaders.csv": """id,name,aliases,country,office,body,sector,since,until
person:ana-reis,Ana Reis,Reis;A. Reis,IGO,secretary-general,org:league,GOV,2020,
person:ana-reis,Ana Reis,,UTO,president,,GOV,2012-05,2016
person:bo-lund,Bo Lund,,UTO,president,,GOV,2017-02-03,2020-01-31
person:cy-moor,Cy Moor,,UTO,president,,GOV,2020-01-31,
""",
    "given_names.csv": """name,gender
andré,m
ting-wei,f
""",
}


def write(folder: Path, **rows: str) -> Path:
    """Write the seven files, each with more lines where given by the file's stem."""
    for name, text in FILES.items():
        (folder / name).write_text(text + rows.get(Path(name).stem, ""), encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(OntologyError) as caught:
        load_gazetteer(folder)
    return [line.removeprefix(f"{folder}/") for line in str(caught.value).splitlines()]


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    return load_gazetteer(write(tmp_path))


def test_lists_and_empty_cells(small: Gazetteer):
    utopia, erewhon = small.countries
    assert utopia.aliases == ("Republic of Utopia", "Nowhere")
    assert utopia.demonyms == ("Utopian", "Utopians")
    assert (erewhon.aliases, erewhon.capital, erewhon.metonyms) == ((), None, ())
    assert small.places[0].aliases == ("Sao Bras, South", "Bras")
    assert small.places[1].country is None
    assert small.organizations[0].sector is None
    assert small.peoples[0].countries == ("UTO", "ERE")


def test_given_names(small: Gazetteer):
    assert small.given_names == {"andré": "m", "ting-wei": "f"}


def test_a_bad_given_name_is_told_with_its_line(tmp_path: Path):
    found = problems(write(tmp_path, given_names="Ana,f\nandré,f\nzoe,x\n"))
    assert [line.replace(f"{tmp_path}/", "") for line in found] == [
        "given_names.csv:4: bad name 'Ana'; write it in small letters, without blanks",
        "given_names.csv:5: name 'andré' stands already at given_names.csv:2; delete one",
        "given_names.csv:6: unknown gender 'x' (there are: f, m); choose one",
    ]


def test_ids(small: Gazetteer):
    assert small.country("UTO").id == "country:UTO"
    assert [place.id for place in small.places] == ["place:sao-bras", "place:middle-sea"]


def test_lookup_by_id(small: Gazetteer):
    assert small.organization("org:league").name == "League of Isles"
    assert small.leader("person:bo-lund").name == "Bo Lund"
    assert small.country("ERE").name == "Erewhon"
    for look_up in (small.country, small.leader, small.organization):
        with pytest.raises(KeyError):
            look_up("nobody")


def test_rows_of_one_person_are_joined_with_the_last_office_last(small: Gazetteer):
    reis = small.leader("person:ana-reis")
    assert [office.title for office in reis.offices] == ["president", "secretary-general"]
    assert reis.country == "IGO"
    assert reis.aliases == ("Reis", "A. Reis")
    assert reis.offices[1].body == "org:league"
    assert len(small.leaders) == 3


def test_partial_dates_mean_their_first_and_last_day(small: Gazetteer):
    first = small.leader("person:ana-reis").offices[0]
    assert (first.since, first.until) == (date(2012, 5, 1), date(2016, 12, 31))


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        (date(2012, 4, 30), None),
        (date(2012, 5, 1), "Ana Reis"),
        (date(2016, 12, 31), "Ana Reis"),
        (date(2017, 1, 1), None),
        (date(2020, 1, 30), "Bo Lund"),
        (date(2020, 1, 31), None),  # the day of the handover
        (date(2020, 2, 1), "Cy Moor"),
        (None, None),
    ],
)
def test_holder(small: Gazetteer, day: date | None, holder: str | None):
    found = small.holder("president", "UTO", day)
    assert (found.name if found else None) == holder


@pytest.mark.parametrize(
    ("surname", "day", "found"),
    [
        ("Lund", date(2018, 1, 1), ["Bo Lund"]),
        ("Lund", date(2024, 1, 1), ["Bo Lund"]),
        ("Lund", date(2016, 1, 1), []),
        ("Lund", None, ["Bo Lund", "Di Lund"]),
        ("Lund", date(2026, 1, 1), ["Di Lund"]),
        ("Oz", None, ["Ed Oz II"]),
        ("Bo", None, []),
    ],
)
def test_bearers(tmp_path: Path, surname: str, day: date | None, found: list[str]):
    rows = "person:di-lund,Di Lund,,ERE,president,,GOV,2025-01-01,\nperson:ed-oz,Ed Oz II,,ERE,president,,GOV,,\n"
    known = load_gazetteer(write(tmp_path, leaders=rows))
    assert [leader.name for leader in known.bearers("president", surname, day)] == found


def test_holder_of_an_unknown_office(small: Gazetteer):
    assert small.holder("president", "ERE", date(2020, 1, 1)) is None
    assert small.holder("king", "UTO", date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("stem", "row", "expected"),
    [
        ("countries", "uto,Atlantis,,,,", "bad code 'uto'; write three capital letters, as in ISO 3166 alpha-3"),
        ("countries", "ATL,,,,,", "name is missing; fill it in or delete the line"),
        ("countries", "ATL,Atlantis,Atl;Atl,,,", "aliases holds 'Atl' twice; keep one"),
        ("countries", "ATL,Atlantis,,", "4 cells where 6 are due; quote a cell that holds a comma"),
        ("places", "Lagoon,,UTOO", "unknown country 'UTOO'"),
        ("places", "Lagoon,,EUR", "unknown country 'EUR'"),
        ("peoples", "Marsh,Marshes,UTO;UTOO", "unknown country 'UTOO'"),
        ("peoples", "Marsh,Marshes,", "countries is missing"),
        ("agents", "wizard,MAG,role", "unknown sector 'MAG'"),
        ("agents", "wizard,,role", "sector is missing"),
        ("agents", "wizard,SOC,few", "unknown number 'few' (there are: group, role, state)"),
        ("organizations", "league,Other League,,,,igo", "bad id 'league'; write org: and"),
        ("organizations", "org:bund,Bund,,XXX,,igo", "unknown country 'XXX'"),
        ("organizations", "org:bund,Bund,,UTO,XXX,igo", "unknown sector 'XXX'"),
        ("organizations", "org:bund,Bund,,UTO,,club", "unknown kind 'club'"),
        ("leaders", "di-oz,Di Oz,,UTO,king,,GOV,,", "bad id 'di-oz'; write person: and"),
        ("leaders", "person:di-oz,Di Oz,,,king,,GOV,,", "country is missing"),
        ("leaders", "person:di-oz,Di Oz,,UTO,,,GOV,,", "office is missing"),
        ("leaders", "person:di-oz,Di Oz,,ATL,king,,GOV,,", "unknown country 'ATL'"),
        (
            "leaders",
            "person:di-oz,Di Oz,,UTO,king,org:leage,GOV,,",
            "unknown body 'org:leage'; did you mean 'org:league'",
        ),
        ("leaders", "person:di-oz,Di Oz,,UTO,king,,XXX,,", "unknown sector 'XXX'"),
        ("leaders", "person:di-oz,Di Oz,,UTO,king,,GOV,2012-13,", "bad date '2012-13' in since"),
        ("leaders", "person:di-oz,Di Oz,,UTO,king,,GOV,,May 2012", "bad date 'May 2012' in until"),
        (
            "leaders",
            "person:di-oz,Di Oz,,UTO,king,,GOV,2012-05,2012-04-30",
            "until 2012-04-30 is before since 2012-05-01",
        ),
        ("leaders", "person:bo-lund,Bo Lunt,,UTO,king,,GOV,,", "person:bo-lund is named 'Bo Lunt' here"),
        ("leaders", "person:ana-reis,Ana Reis,Ani,UTO,king,,GOV,,", "aliases of person:ana-reis differ"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, stem: str, row: str, expected: str):
    (problem,) = problems(write(tmp_path, **{stem: f"{row}\n"}))
    line = FILES[f"{stem}.csv"].count("\n") + 1
    assert problem.startswith(f"{stem}.csv:{line}: {expected}")


@pytest.mark.parametrize(
    ("stem", "row", "name"),
    [
        ("countries", "UTO,Atlantis,,,,", "UTO"),
        ("countries", "ATL,Atlantis,Nowhere,,,", "Nowhere"),
        ("countries", "ATL,Atlantis,,Utopian,,", "Utopian"),
        ("countries", "ATL,Atlantis,,,,Amaurot", "Amaurot"),
        ("places", "Sao Bras,,", "place:sao-bras"),
        ("places", "Lagoon,Bras,", "Bras"),
        ("peoples", "Marsh,Isleman,UTO", "Isleman"),
        ("agents", "protester,SOC,group", "protester"),
        ("organizations", "org:league,Other League,,,,igo", "org:league"),
        ("organizations", "org:bund,Bund,The League,,,igo", "The League"),
        ("leaders", "person:di-oz,Di Oz,Reis,UTO,king,,GOV,,", "Reis"),
    ],
)
def test_a_name_stands_for_one_thing(tmp_path: Path, stem: str, row: str, name: str):
    (problem,) = problems(write(tmp_path, **{stem: f"{row}\n"}))
    line = FILES[f"{stem}.csv"].count("\n") + 1
    assert problem.startswith(f"{stem}.csv:{line}: ")
    assert repr(name) in problem
    assert "already" in problem
    assert f"{stem}.csv:2" in problem or f"{stem}.csv:3" in problem


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("noun,sector,numbr", ["unknown column 'numbr'; did you mean 'number'?", "column 'number' is missing"]),
        ("noun,sector", ["column 'number' is missing"]),
        ("noun,sector,number,number", ["column 'number' stands twice"]),
    ],
)
def test_a_bad_header(tmp_path: Path, header: str, expected: list[str]):
    folder = write(tmp_path)
    (folder / "agents.csv").write_text(f"{header}\nking,GOV,role\n", encoding="utf-8")
    found = problems(folder)
    for line, text in zip(found, expected, strict=True):
        assert line.startswith(f"agents.csv:1: {text}")
    assert all(line.endswith("; the header is noun,sector,number") for line in found)


def test_a_missing_file_is_told_once(tmp_path: Path):
    folder = write(tmp_path)
    (folder / "countries.csv").unlink()
    (problem,) = problems(folder)
    assert problem.startswith("countries.csv: cannot be read")


@pytest.mark.parametrize("content", [b"noun,sector,number\n\xff,GOV,role\n", b'noun,sector,number\n"king,GOV,role\n'])
def test_an_unreadable_file(tmp_path: Path, content: bytes):
    folder = write(tmp_path)
    (folder / "agents.csv").write_bytes(content)
    (problem,) = problems(folder)
    assert problem.startswith("agents.csv: cannot be read")


def test_a_file_without_rows(tmp_path: Path):
    folder = write(tmp_path)
    (folder / "organizations.csv").write_text("id,name,aliases,country,sector,kind\n", encoding="utf-8")
    assert problems(folder) == ["organizations.csv: holds no rows; add one below the header"]


def test_problems_of_all_files_come_at_once(tmp_path: Path):
    folder = write(tmp_path, countries="ATL,,,,,\n", agents="wizard,MAG,role\n", leaders="person:x,X,,UTO,king,,,0,\n")
    assert [line.split(":")[0] for line in problems(folder)] == ["countries.csv", "agents.csv", "leaders.csv"]


def test_columns_may_stand_in_any_order(tmp_path: Path):
    folder = write(tmp_path)
    (folder / "agents.csv").write_text("number,noun,sector\nrole,king,GOV\n", encoding="utf-8")
    (agent,) = load_gazetteer(folder).agents
    assert (agent.noun, agent.sector, agent.number) == ("king", "GOV", "role")
