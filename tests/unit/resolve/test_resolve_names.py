import pytest

from kg.resolve.names import fold, is_variant


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Élysée", "elysee"),
        ("Trump’s", "trump"),
        ("the United  Nations'", "united nations"),
        ("Abdel-Fattah al-Sisi", "abdel fattah al sisi"),
        ("Straße", "strasse"),
        ("外交部", "外交部"),
    ],
)
def test_names_fold_to_one_form(name, folded):
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("peskov", "dmitry peskov", True),
        ("donald trump", "donald j trump", True),
        ("fattah el sisi", "abdel fattah el sisi", True),
        ("donald trump", "donald trump", False),
        ("donald trump", "donald trump jr", False),
        ("melania trump", "donald j trump", False),
        ("george w bush", "george h w bush", False),
        ("", "donald trump", False),
    ],
)
def test_variants_share_surname_and_words(short, full, expected):
    assert is_variant(short, full) is expected
