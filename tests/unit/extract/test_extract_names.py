"""Names: the gazetteer's and the model's spans brought to one list."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.extract.names import PREFIX, NameIndex, _forms, find_names
from kg.gazetteer import load_gazetteer

NLP = spacy.blank("en")
INDEX = NameIndex(load_gazetteer())


def names(text: str, *, ents: dict[str, str] | None = None, tags: dict[str, str] | None = None):
    """Return the names of a text whose entities the model is said to see, and whose other words are `X`."""
    doc = NLP(text)
    doc = Doc(
        NLP.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=[(tags or {}).get(t.text, "X") for t in doc],
    )
    spans = [
        doc.char_span(text.index(form), text.index(form) + len(form), label=kind) for form, kind in (ents or {}).items()
    ]
    assert all(isinstance(span, Span) for span in spans)
    doc.ents = spans
    return [(doc[n.start : n.end].text, n.kind, n.known) for n in find_names(doc, INDEX)]


def test_the_gazetteer_reads_what_the_model_misses() -> None:
    assert names("Then Kenya left") == [("Kenya", None, {"country": "KEN"})]


def test_a_longer_name_that_begins_within_a_known_one_is_none() -> None:
    found = names("Then South Sudan's foreign ministry left", ents={"Sudan's foreign ministry": "ORG"})
    assert found == [("South Sudan", None, {"country": "SSD"})]


def test_the_model_reads_what_the_gazetteer_misses() -> None:
    assert names("Then Amina Otieno left", ents={"Amina Otieno": "PERSON"}) == [("Amina Otieno", "Person", {})]


@pytest.mark.parametrize(("label", "kind"), [("ORG", "Organization"), ("GPE", "Location"), ("PER", "Person")])
def test_labels_of_the_model(label: str, kind: str) -> None:
    assert names("Then Zorbla left", ents={"Zorbla": label}) == [("Zorbla", kind, {})]


def test_other_labels_name_nobody() -> None:
    assert names("Then Zorbla left", ents={"Zorbla": "DATE"}) == []


def test_the_longest_wins() -> None:
    assert [n[0] for n in names("The Kenya Farmers Union", ents={"Kenya Farmers Union": "ORG"})] == [
        "Kenya Farmers Union"
    ]
    assert [n[0] for n in names("in South Sudan now")] == ["South Sudan"]


def test_one_span_keeps_both_readings() -> None:
    assert names("Then Moscow left", ents={"Moscow": "LOC"}) == [
        ("Moscow", "Location", {"capital": "RUS", "metonym": "RUS"})
    ]


@pytest.mark.parametrize(
    ("text", "seen", "kept"),
    [
        ("by the Zorbla Union here", "the Zorbla Union", "Zorbla Union"),
        ("by Zorbla's men", "Zorbla's", "Zorbla"),
        ("by “Zorbla” today", "“Zorbla”", "Zorbla"),
        ("by ex Zorbla today", "ex Zorbla", "Zorbla"),
        ("by al Zorbla today", "al Zorbla", "al Zorbla"),
    ],
)
def test_what_is_no_part_of_a_name_is_cut_off(text: str, seen: str, kept: str) -> None:
    assert [n[0] for n in names(text, ents={seen: "ORG"})] == [kept]


@pytest.mark.parametrize(
    ("label", "kept"),
    [("GPE", ["Kenya", "Zorbla"]), ("PERSON", ["Kenya", "Zorbla"]), ("ORG", ["Kenya's Zorbla"])],
)
def test_a_country_owns_people_and_places_but_is_in_the_name_of_a_body(label: str, kept: list[str]) -> None:
    found = names("by Kenya's Zorbla here", ents={"Kenya's Zorbla": label})
    assert [n[0] for n in found] == kept


def test_only_a_country_is_cut_off_as_an_owner() -> None:
    assert [n[0] for n in names("by Zorbla's Market here", ents={"Zorbla's Market": "GPE"})] == ["Zorbla's Market"]


def test_a_country_owns_whom_the_gazetteer_knows_whatever_the_model_calls_him() -> None:
    assert [n[0] for n in names("by Turkey's Erdogan here", ents={"Turkey's Erdogan": "ORG"})] == ["Turkey", "Erdogan"]


def test_a_span_without_a_name_is_none() -> None:
    assert names("by the zorbla union", ents={"the zorbla union": "ORG"}) == []


def test_a_common_word_in_capitals_is_no_name() -> None:
    assert names("GIVE US PEACE", tags={"US": "PRON"}) == []
    assert [n[2] for n in names("THE US LEFT", tags={"US": "PROPN"})] == [{"country": "USA"}]
    assert names("they told us") == []


def test_names_are_known_in_capitals() -> None:
    assert [n[2] for n in names("KENYA LEAVES", tags={"KENYA": "PROPN"})] == [{"country": "KEN"}]


def test_no_form_is_shorter_than_what_it_is_looked_for_by() -> None:
    assert min(len(form) for _, _, forms in _forms(load_gazetteer()) for form in forms if form) >= PREFIX


def test_the_longest_form_of_each_beginning_is_found() -> None:
    longest: dict[str, str] = {}
    for _, _, forms in _forms(load_gazetteer()):
        for form in filter(None, forms):
            longest[form[:PREFIX]] = max(longest.get(form[:PREFIX], ""), form, key=len)
    assert len(longest) > 500
    for form in longest.values():
        doc = NLP(form)
        assert (0, len(doc)) in INDEX.readings(doc), form


def test_a_form_ends_where_a_token_does() -> None:
    doc = NLP("Nigerian Niger Nigeria")
    assert [doc[start:end].text for start, end in INDEX.readings(doc)] == ["Nigerian", "Niger", "Nigeria"]
    assert not INDEX.readings(NLP("Nigeriana"))
