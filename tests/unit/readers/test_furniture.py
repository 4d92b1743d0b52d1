from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.readers.furniture import load_furniture, strip_furniture


def reasons(paragraph: str) -> list[str]:
    _, dropped = strip_furniture(paragraph, [(0, len(paragraph))], load_furniture())
    return [drop.reason for drop in dropped]


def prose(paragraph: str) -> list[str]:
    kept, _ = strip_furniture(paragraph, [(0, len(paragraph))], load_furniture())
    return [paragraph[slice(*span)] for span in kept]


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("byline", "By Jane Doe"),
        ("byline", "By Jane Doe, staff writer"),
        ("byline", "BY JANE DOE AND JOHN ROE"),
        ("byline", "By Jane Doe and John Roe, Example Press | Oslo"),
        ("byline", "Reporting by Jane Doe in Oslo; editing by John Roe"),
        ("byline", "(Additional reporting by Jane Doe; Editing by John Roe)"),
        ("byline", "Jane Doe in Oslo contributed to this report."),
        ("byline", "Jane Doe reported from Oslo, and John Roe from Bergen, Norway."),
        ("byline", "Follow Jane Doe on Twitter @janedoe."),
        ("copyright", "© 2025 The Example Post"),
        ("copyright", "Copyright (c) 2025 Example Media. All rights reserved."),
        ("copyright", "All rights reserved. No part of this page may be copied without leave. Read our Terms of Use."),
        ("copyright", "Terms of Use | Privacy Policy"),
        ("copyright", "This material may not be published, broadcast or rewritten."),
        ("sign-up line", "Subscribe now"),
        ("sign-up line", "Sign up for our daily newsletter and never miss a story."),
        ("sign-up line", "Get news faster by joining our WhatsApp channel"),
        ("sign-up line", "Get the day's stories in your inbox every morning"),
        ("share line", "Share this article on Facebook, Twitter, WhatsApp"),
        ("share line", "Facebook | Twitter | Email"),
        ("share line", "Follow us on Telegram for more"),
        ("related link", "Read more"),
        ("related link", "Read more: Ministers meet in Oslo"),
        ("related link", "Related: Ministers meet in Oslo"),
        ("related link", "Also read: Ministers meet in Oslo"),
        ("related link", "Related Articles"),
        ("advertisement", "Advertisement"),
        ("advertisement", "Story continues below advertisement"),
        ("photo credit", "Photo: Jane Doe / Example Press"),
        ("photo credit", "Photo by Jane Doe for Example Press."),
        ("photo credit", "The ministers shake hands in Oslo. (AP Photo/Jane Doe)"),
        ("photo credit", "The ministers shake hands in Oslo. [Jane Doe/Reuters]"),
        ("photo credit", "![Ministers](https://example.org/a.jpg)"),
        ("bare URL", "https://www.example.org/news/2025/01/24/talks"),
        ("date", "January 24, 2025"),
        ("date", "Published: Friday, 24 Jan 2025 10:15 GMT | Updated 2 hours ago"),
        ("date", "2025-01-24 10:15"),
        ("date", "3 hours ago"),
        ("date", "10:15 a.m. EST"),
        ("comment prompt", "Leave a comment"),
        ("comment prompt", "12 Comments"),
        ("comment prompt", "What do you think? Tell us in the comments below."),
        ("cookie notice", "We use cookies to make this site better for you."),
        ("cookie notice", "Accept all cookies"),
        ("editor's note", "Correction: An earlier version of this article misstated the date of the talks."),
        ("separator", "* * *"),
        ("byline", "*By Jane Doe*"),
        ("related link", "[Read more: Who pays for the dam?](https://example.org/dam)"),
    ],
)
def test_furniture_is_left_out(reason: str, line: str) -> None:
    assert (reasons(line), prose(line)) == ([reason], [])


@pytest.mark.parametrize(
    "sentence",
    [
        "By Friday the army had left the town.",
        "By Friday, Norway and Sweden had signed the treaty.",
        "By Norway, a new plan was put forward.",
        "Copyright law must change, the minister told parliament.",
        "The Kremlin accused the firm of breaching copyright and said all rights would be defended.",
        "(c) Withdraw all forces from the border region within thirty days.",
        "Subscribe to the treaty or face sanctions, the president told Iran.",
        "Users who subscribe to the channel were arrested in Minsk, police said.",
        "Sign up to the ceasefire, Guterres urged both sides.",
        "Ukraine will join our community of nations, the commissioner said.",
        "Share prices fell after the president threatened new tariffs.",
        "Follow-up talks will be held in Geneva on Monday.",
        "Follow the law, the court told the government.",
        "Print media were banned in Burma on Friday.",
        "Twitter sued India on Friday.",
        "Related talks collapsed in Geneva on Sunday.",
        "Read out in parliament, the letter condemned the attack.",
        "Watch towers were built along the border by Hungary.",
        "Advertisements for alcohol were outlawed by Turkey.",
        "Photos by satellite firms show Russian tanks near Kyiv.",
        "Images released by Iran show the missile.",
        "The minister posted a photo of the signed treaty.",
        "Comments by the Iranian foreign minister angered Israel.",
        "No comment was made by the Kremlin.",
        "We used cookies as bait, the officer told the court.",
        "January 24 was the day on which Russia attacked.",
        "On 24 January 2025 Norway and Sweden signed a treaty.",
        "Published reports accuse Iran of 12 attacks.",
        "Updates to the sanctions list were rejected by Hungary in 2024.",
        "Troops reported from Kharkiv, and Ukraine said it had repelled the attack.",
        "Let us know peace, the bishop told us.",
        "Reuters reported that Iran had rejected the offer.",
        "Terms of the deal were rejected by Moscow.",
        "Register of voters was seized by the army.",
        "Correction of the border was demanded by Chad.",
        "Editing the treaty, Oslo angered Stockholm.",
        "NATO – the alliance of thirty-two states – condemned the attack.",
        "NATO — Stoltenberg's old house — condemned the attack.",
        "US - China talks broke down.",
        "TRUMP: I told them that they must leave.",
        "Trump - who met Xi on Monday - rejected the plan.",
        "Kyiv (Ukraine) - backed by Poland - rejected the plan.",
    ],
)
def test_sentences_stay(sentence: str) -> None:
    assert (reasons(sentence), prose(sentence)) == ([], [sentence])


def test_long_prose_that_is_about_furniture_stays() -> None:
    paragraph = "Read more: " + "the minister said that nobody reads the small print any longer. " * 10
    assert reasons(paragraph.strip()) == []


LEAD = "The foreign minister rejected the plan."


@pytest.mark.parametrize(
    "dateline",
    [
        "TEHRAN – ",
        "MOSCOW (Reuters) - ",
        "KYIV, Jan 24 — ",
        "KYIV, Ukraine, Jan. 24, 2025 (AP) -- ",
        "HEMPSTEAD, N.Y., Sept. 26 (UPI) — ",
        "HIROSHIMA--",
        "GOMA, Democratic Republic of Congo, Jan 27 — ",
        "SÃO PAULO — ",
        "UNITED NATIONS — ",
        "GENEVA/PARIS (AFP) – ",
        "LEON, GUANAJUATO.- ",
        "PARIS, 24 January 2025 - ",
        "Moscow (Reuters) - ",
        "Berlin, 24 Jan – ",
        "MOSCOW, January 24. /TASS/. ",
        "(Reuters) - ",
        "ISLAMABAD: ",
    ],
)
def test_the_paragraph_starts_after_the_dateline(dateline: str) -> None:
    assert (reasons(dateline + LEAD), prose(dateline + LEAD)) == (["dateline"], [LEAD])


@pytest.mark.parametrize("credit", [" (Reporting by Jane Doe; Editing by John Roe)", " (Reuters)", " — AFP"])
def test_a_credit_at_the_end_of_a_sentence_is_cut_off(credit: str) -> None:
    assert (reasons(LEAD + credit), prose(LEAD + credit)) == (["byline"], [LEAD])


def test_a_dropped_span_covers_what_was_left_out() -> None:
    text = f"TEHRAN – {LEAD}"
    _, (dropped,) = strip_furniture(text, [(0, len(text))], load_furniture())
    assert (dropped.stage, text[slice(*dropped.span)]) == ("readers", "TEHRAN –")


def test_a_wrapped_line_is_one_line_to_the_patterns() -> None:
    assert reasons("Reporting by Jane Doe;\nediting by John Roe") == ["byline"]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("[paragraph]\nbyline = ['''(''']", r"\[paragraph\] byline, number 1: not a regular expression"),
        ("[paragraph]\nbyline = ['a', 3]", r"\[paragraph\] byline: not a list"),
        ("[paragraph]\nbyline = 'a'", r"\[paragraph\] byline: not a list"),
        ("[paragraphs]\nbyline = ['a']", "unknown section 'paragraphs'; did you mean 'paragraph'"),
        ("paragraph = 3", "paragraph is not a table"),
        ("[paragraph", "not TOML"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, content: str, names: str) -> None:
    file = tmp_path / "furniture.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError, match=f"furniture.toml: .*{names}|furniture.toml: {names}"):
        load_furniture(file)
