"""Corpora in one form: what is said of names is certain, what is not said is open."""

import json
import random
from pathlib import Path

import pytest

from training.corpora import (
    ANY_NAME,
    LONGEST,
    NAMES,
    NO_NEW_NAME,
    Example,
    entities_in,
    fitting,
    lexicon,
    read_conllu,
    read_names,
    runs,
)

DOCUMENT = """# newdoc id = one
# newpar
# text = Mayor Amina Okoro of Port Sela spoke.
1	Mayor	mayor	NOUN	NN	Number=Sing	6	nsubj	_	Entity=(1-person-giv
2	Amina	Amina	PROPN	NNP	Number=Sing	1	flat	_	_
3	Okoro	Okoro	PROPN	NNP	Number=Sing	1	flat	_	_
4	of	of	ADP	IN	_	5	case	_	_
5	Port	Port	PROPN	NNP	Number=Sing	1	nmod	_	Entity=(2-place-new)1)
6	spoke	speak	VERB	VBD	Tense=Past	0	root	_	SpaceAfter=No
7	.	.	PUNCT	.	_	6	punct	_	_

# newpar
1-2	Don't	_	_	_	_	_	_	_	_
1	Do	do	AUX	VB	_	3	aux	_	_
2	n't	not	PART	RB	_	3	advmod	_	_
3	go	go	VERB	VB	_	0	root	_	_

"""


TITLES = """# newdoc id = three
1	President	President	PROPN	NNP	_	3	nsubj	_	Entity=(1-person-giv
2	Okoro	Okoro	PROPN	NNP	_	1	flat	_	Entity=1)
3	left	leave	VERB	VBD	_	0	root	_	_
4	University	University	PROPN	NNP	_	3	obj	_	Entity=(2-organization-new
5	of	of	ADP	IN	_	6	case	_	_
6	Sela	Sela	PROPN	NNP	_	4	nmod	_	Entity=2)

"""


def labels(mask: int) -> set[str]:
    return {name for i, name in enumerate(NAMES) if mask >> i & 1}


@pytest.fixture
def conllu(tmp_path: Path) -> Path:
    path = tmp_path / "sample.conllu"
    path.write_text(DOCUMENT + DOCUMENT.replace("= one", "= two"))
    return path


def test_documents_paragraphs_and_trees(conllu: Path) -> None:
    documents = list(read_conllu(conllu))
    assert [[len(paragraph) for paragraph in document] for document in documents] == [[1, 1], [1, 1]]
    ((first,), (second,)) = documents[0]
    assert first.syntax is not None
    assert first.syntax.heads == (5, 0, 0, 4, 0, 5, 5)
    assert first.syntax.starts == (True,) + (False,) * 6
    assert second.words == ("Do", "n't", "go")


def test_an_entity_is_a_name_only_about_its_proper_nouns(conllu: Path) -> None:
    first = next(read_conllu(conllu))[0][0]
    assert labels(first.names[4]) == {"B-LOC", "B-FAC"}
    mayor = labels(first.names[0])
    assert "O" in mayor
    assert not mayor & {"B-PERSON", "B-ORG", "B-LOC"}
    assert "B-PERSON" not in labels(first.names[5])


def test_titles_stand_before_a_name_and_of_within(tmp_path: Path) -> None:
    (tmp_path / "titles.conllu").write_text(TITLES)
    (((sentence,),),) = read_conllu(tmp_path / "titles.conllu")
    assert labels(sentence.names[1]) == {"B-PERSON"}
    assert [labels(mask) for mask in sentence.names[3:]] == [{"B-ORG"}, {"I-ORG"}, {"I-ORG"}]


def test_without_entities_nothing_is_said_of_proper_nouns(conllu: Path) -> None:
    first = next(read_conllu(conllu, entities=False))[0][0]
    assert first.names[4] == ANY_NAME
    assert first.names[5] == NO_NEW_NAME


def test_a_name_that_cuts_a_token_leaves_it_open(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    text = "Anglo-Kenyan talks in Nairobi\nended."
    spans = [[6, 12, "NORP"], [22, 29, "LOC"], [3, 5, "NORP"]]
    path.write_text(json.dumps({"text": text, "spans": spans}) + "\n")
    first, second = read_names(path)
    said = dict(zip(first.words, first.names, strict=True))
    assert labels(said["Nairobi"]) == {"B-LOC"}
    assert labels(said["Kenyan"]) == {"B-NORP"}
    assert said["Anglo"] == ANY_NAME
    assert labels(said["talks"]) == {"O"}
    assert second.words == ("ended", ".")


def test_a_text_held_out_is_known_by_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text("\n".join(json.dumps({"text": text, "spans": []}) for text in ("Kenya left.", "Ghana stayed.")))
    assert [e.words[0] for e in read_names(path, ["KENYA  left"])] == ["Ghana"]


@pytest.mark.parametrize("seed", range(5))
def test_runs_hold_every_sentence_once_and_fit(seed: int, conllu: Path) -> None:
    document = next(read_conllu(conllu)) * 60
    texts = list(runs(document, random.Random(seed)))
    assert [w for t in texts for w in t.words] == [w for p in document for s in p for w in s.words]
    for text in texts:
        assert len(text.words) <= LONGEST
        assert text.syntax is not None
        roots = [i for i, head in enumerate(text.syntax.heads) if i == head]
        assert len(roots) == sum(text.syntax.starts)


def test_a_sentence_that_does_not_fit_is_left_out(conllu: Path) -> None:
    short = next(read_conllu(conllu))[1][0]
    long = Example(words=("a",) * (LONGEST + 1), names=(1,) * (LONGEST + 1))
    assert [text.words for text in fitting([short, short, long, short])] == [short.words * 2, short.words]


def test_the_lexicon_holds_common_lemmas_met_twice(conllu: Path) -> None:
    sentences = [s for document in read_conllu(conllu) for paragraph in document for s in paragraph]
    assert lexicon(sentences) == {"mayor", "of", "speak", "do", "not", "go"}
    assert lexicon(sentences[:2]) == frozenset()


def test_entities_of_a_sentence_with_their_chains_and_heads() -> None:
    marks = ["Entity=(1-person-new-s-1-2-coref(2-place-new-s-2-1-sgl)", "SpaceAfter=No|Entity=1)", "_"]
    rows = [["1", "Malian", *["_"] * 7, marks[0]], ["2", "envoys", *["_"] * 7, marks[1]], ["3", ".", *["_"] * 7, "_"]]
    assert [tuple(entity) for entity in entities_in(rows)] == [
        (0, 1, "place", "2", (0,)),
        (0, 2, "person", "1", (1,)),
    ]
