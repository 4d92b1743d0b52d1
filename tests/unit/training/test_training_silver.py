"""Names on which teachers agree."""

import spacy
from spacy.language import Language

from training.corpora import ANY_NAME, NAMES, Example
from training.silver import with_names


def teacher(**labels: str) -> Language:
    """Return a pipeline that gives words their labels."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": word} for word, label in labels.items()])
    return nlp


def certain(label: str) -> int:
    return 1 << NAMES.index(label)


def test_only_what_all_say_is_taken() -> None:
    teachers = [teacher(Kenya="LOC", Okoro="PERSON", Sela="LOC"), teacher(Kenya="LOC", Okoro="ORG")]
    sentences = [
        Example(words=("Kenya", "met"), names=(ANY_NAME, ANY_NAME)),
        Example(words=("Okoro", "Sela", "."), names=(ANY_NAME, ANY_NAME, ANY_NAME)),
    ]
    (((first, second),),) = with_names([[sentences]], teachers)
    assert first.names == (certain("B-LOC"), certain("O"))
    assert second.names == (ANY_NAME, ANY_NAME, certain("O"))
    assert second.words == sentences[1].words


def test_what_the_corpus_says_stands() -> None:
    both = certain("B-LOC") | certain("B-FAC")
    sentence = Example(words=("Kenya", "Sela"), names=(both, certain("B-ORG")))
    (((found,),),) = with_names([[[sentence]]], [teacher(Kenya="LOC", Sela="LOC")])
    assert found.names == (certain("B-LOC"), certain("B-ORG"))


def test_no_sentence_begins_inside_a_name() -> None:
    ruled = spacy.blank("en")
    ruled.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Bank Mali"}])
    sentences = [Example(words=(word,), names=(ANY_NAME,)) for word in ("Bank", "Mali")]
    (((bank, mali),),) = with_names([[sentences]], [ruled])
    assert (bank.names, mali.names) == ((certain("B-ORG"),), (ANY_NAME,))


def test_no_name_goes_on_where_the_corpus_ends_it() -> None:
    ruled = spacy.blank("en")
    ruled.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Bank Mali"}])
    sentence = Example(words=("Bank", "Mali"), names=(certain("O"), ANY_NAME))
    (((found,),),) = with_names([[[sentence]]], [ruled])
    assert found.names == (certain("O"), ANY_NAME)
