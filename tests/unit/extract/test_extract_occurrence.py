"""Meetings and other acts told by a noun that begin, take place, are arranged or are only planned."""

import pytest


@pytest.mark.parametrize(
    ("rest", "kind", "status"),
    [
        ("will take place on Monday", "AGREE", "intended"),
        ("may go ahead", "AGREE", "possible"),
        ("may resume on Monday", "AGREE", "possible"),
        ("are planned for Monday", "AGREE", "intended"),
        ("have been slated for Monday", "AGREE", "intended"),
        ("are due to start on Monday", "AGREE", "intended"),
        ("were postponed", "AGREE", "intended"),
        ("are expected in May", "AGREE", "possible"),
        ("are expected to last three days", "AGREE", "possible"),
        ("will focus on trade", "AGREE", "intended"),
        ("did not take place", "CONSULT", "negated"),
        ("began on Monday", "CONSULT", "asserted"),
        ("did not bring results", "CONSULT", "asserted"),
        ("are expected to anger Chad", "CONSULT", "asserted"),
        ("set off a storm", "CONSULT", "asserted"),
        ("have set a date", "CONSULT", "asserted"),
        ("are setting a date", "CONSULT", "asserted"),
    ],
)
def test_talks_are_as_sure_as_that_they_come_about(read, rest: str, kind: str, status: str) -> None:
    events = read(f"Talks between Iran and Oman {rest}.").events
    assert {(e.type, e.status) for e in events if e.mutual} == {(kind, status)}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Talks between Iran and Oman, slated for Tuesday, are about trade.", "AGREE", "intended"),
        ("A visit by Emmanuel Macron to Egypt has been arranged.", "AGREE", "intended"),
        ("Iran's offensive against Oman will start soon.", "ASSAULT", "intended"),
        ("Olaf Scholz spoke of talks between Iran and Oman planned for May.", "AGREE", "intended"),
        ("Iran carried out an attack planned for months.", "ASSAULT", "asserted"),
        ("Iran's attack on Oman may start a war.", "ASSAULT", "asserted"),
        ("Iran's attack on Oman had been planned for months.", "ASSAULT", "asserted"),
    ],
)
def test_what_is_arranged_is_to_come_but_for_attacks(read, text: str, kind: str, status: str) -> None:
    assert [(e.type, e.status) for e in read(text).events] == [(kind, status)]


def test_aid_that_will_help_may_be_there(read) -> None:
    aid = next(e for e in read("Iran's aid to Oman will help farmers.").events if e.recipients and e.trigger == (7, 10))
    assert (aid.type, aid.status) == ("AID", "asserted")
