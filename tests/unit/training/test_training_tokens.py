"""Words as the treebanks cut them."""

import pytest

from training.tokens import blank


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anti-government e-mails", "Anti-government e-mails"),
        ("state-run, Kyiv-based", "state - run , Kyiv - based"),
        ("the U.S.-led force", "the U.S. - led force"),
        ("an ex-president", "an ex - president"),
        ("a macro-region", "a macro - region"),
        ("They wed on Wed. and left", "They wed on Wed. and left"),
        ("talks and/or war", "talks and / or war"),
        ("It can't, we'd say", "It ca n't , we 'd say"),
        ("1990-1995 -- yes", "1990 - 1995 -- yes"),
        ("Really?! No!! No!", "Really ?! No !! No !"),
        ("*** 100-200 <<here>>", "*** 100 - 200 << here >>"),
        ("Call 202-555-0123 or 555-0123", "Call 202-555-0123 or 555-0123"),
        ("at 7:30PM 10k wanna leave on Tues. and", "at 7:30 PM 10 k wan na leave on Tues. and"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert [token.text for token in blank()(text)] == expected.split()


def test_the_pipeline_carries_its_meta_data() -> None:
    assert blank(name="some").meta["name"] == "some"
