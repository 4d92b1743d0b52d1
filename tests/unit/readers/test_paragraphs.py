import pytest

from kg.model import Span
from kg.readers import markdown
from kg.readers.paragraphs import line_paragraphs, plain_paragraphs


def plain(text: str) -> list[str]:
    return [text[slice(*span)] for span in plain_paragraphs(text)]


def marked(text: str) -> list[str]:
    return [text[slice(*span)] for span in markdown.paragraphs(text)]


def test_paragraphs_are_split_at_blank_lines_and_at_line_ends() -> None:
    assert plain("One met two.\r\n \xa0 \r\n  Three met four. \nFive met six.") == [
        "One met two.",
        "Three met four.",
        "Five met six.",
    ]


def test_spans_index_into_the_text_as_it_is() -> None:
    assert list(plain_paragraphs("\r\n\u200b One.\r\n\r\nTwo. ")) == [(4, 8), (12, 16)]


WRAPPED = (
    "The foreign minister of Norway said on Monday that his government had agreed\n"
    "to hold talks with Sweden, and that both sides would meet in Oslo. He spoke\n"
    "in Bergen.\n"
    "The prime minister of Sweden rejected the offer in a speech in Stockholm and\n"
    "asked for more time."
)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert plain(WRAPPED) == [WRAPPED[: WRAPPED.index("\nThe prime")], WRAPPED[WRAPPED.index("The prime") :]]


def test_a_wrapped_line_that_ends_a_sentence_goes_on() -> None:
    text = (
        "The foreign minister of Norway said on Monday that his government would not\n"
        "agree, and neither would any other government of the region that he knew of.\n"
        "Sweden, on the other hand, accepted."
    )
    assert plain(text) == [text]


def test_short_lines_of_whole_sentences_are_paragraphs() -> None:
    text = "The president of Norway met the king of Sweden on Friday.\nThey agreed to sign a treaty in Oslo in March."
    assert plain(text) == text.split("\n")


def test_a_long_line_is_a_paragraph_beside_other_lines() -> None:
    long = (
        "The foreign minister of Norway said on Monday that his government had agreed to hold talks with Sweden soon. "
    )
    text = f"{long * 2}He left.\nSweden rejected the offer that had been made by the government of Norway"
    assert plain(text) == text.split("\n")


def test_a_sentence_cut_by_a_line_break_goes_on_below() -> None:
    assert plain("The prime minister, who is a liar and has\nrepeatedly met him, left.") == [
        "The prime minister, who is a liar and has\nrepeatedly met him, left."
    ]


def test_bullets_are_no_part_of_a_paragraph() -> None:
    text = "- Iran met Iraq.\n• Oman met Iraq.\n— Qatar left."
    assert plain(text) == ["Iran met Iraq.", "Oman met Iraq.", "Qatar left."]
    assert [text[slice(*span)] for span in line_paragraphs(text)] == plain(text)


@pytest.mark.parametrize("text", ["", "\n\n", " \xa0\u200b\ufeff\n\t"])
def test_blank_text_has_no_paragraphs(text: str) -> None:
    spans: list[Span] = []
    assert list(plain_paragraphs(text)) == list(line_paragraphs(text)) == list(markdown.paragraphs(text)) == spans


def test_markdown_leaves_its_marks_out_of_the_edges() -> None:
    text = (
        "## Talks *fail*\nIran left\nthe room.\n\n> Iran told\n> Iraq to go.\n>\n> Iraq left.\n\n"
        "1. One\n2. Two\n   goes on\n- - Three"
    )
    assert marked(text) == [
        "Talks *fail*",
        "Iran left\nthe room.",
        "Iran told\n> Iraq to go.",
        "Iraq left.",
        "One",
        "Two\n   goes on",
        "Three",
    ]


def test_markdown_lines_of_mere_markup_are_no_paragraphs() -> None:
    assert marked("Talks fail\n==========\nIran left.\n\n---\n\nIraq left.\n\n#\n") == [
        "Talks fail",
        "Iran left.",
        "Iraq left.",
    ]


def test_markdown_front_matter_is_no_paragraph() -> None:
    assert marked("---\ntitle: Talks\n---\nIran left.\n") == ["Iran left."]
