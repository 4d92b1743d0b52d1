"""What somebody does by saying it, and what he has said by the act that was done to say it."""

from types import SimpleNamespace

import pytest
from readings import told

from kg.extract import Extractor
from kg.extract.triggers import telling_verbs
from kg.model import Article
from kg.ontology import load_ontology


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        pytest.param("Olaf Scholz said the report was false.", set(), id="false"),
        pytest.param("“The report is not correct,” Olaf Scholz said.", set(), id="not correct"),
        pytest.param("The French accusations are baseless, Olaf Scholz said.", {"France"}, id="whose claim"),
        pytest.param("The idea, Olaf Scholz said, is out of the question.", set(), id="said between"),
        pytest.param("Olaf Scholz said a deal without Niger would be unacceptable.", set(), id="would be"),
        pytest.param("It is not true, Olaf Scholz said in reply to Peru's claims.", {"Peru"}, id="reply"),
    ],
)
def test_a_claim_that_a_speaker_calls_false_is_rejected(read, text: str, recipients: set[str]) -> None:
    assert told(read(text), "REJECT") == [("REJECT", "asserted", {"Olaf Scholz"}, recipients)]


@pytest.mark.parametrize(
    ("text", "kind", "recipient"),
    [
        ("The French accusations are baseless, Olaf Scholz said.", "REJECT", "France"),
        ("The raids by Chad were a crime, Olaf Scholz said.", "ACCUSE", "Chad"),
    ],
)
def test_the_detector_has_no_say_in_what_is_done_by_saying_it(
    extractor: Extractor, text: str, kind: str, recipient: str
) -> None:
    (extraction,) = extractor.extract([Article(id="case", text=text, paragraphs=((0, len(text)),))])
    assert (kind, "asserted", {"Olaf Scholz"}, {recipient}) in told(extraction, kind)


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        pytest.param("Olaf Scholz said Niger was responsible for the attack.", "Niger", id="responsible"),
        pytest.param("Niger was to blame for the war, Olaf Scholz said.", "Niger", id="to blame"),
        pytest.param("Olaf Scholz said Niger was guilty of fraud.", "Niger", id="guilty"),
        pytest.param("Olaf Scholz said the US sanctions were illegal.", "United States", id="whose act"),
        pytest.param("The raids by Chad were a crime, Olaf Scholz said.", "Chad", id="by whom"),
        pytest.param("Olaf Scholz said Niger was behind the explosion.", "Niger", id="behind"),
    ],
)
def test_a_speaker_accuses_whose_act_he_calls_bad(read, text: str, recipient: str) -> None:
    assert told(read(text), "ACCUSE") == [("ACCUSE", "asserted", {"Olaf Scholz"}, {recipient})]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Olaf Scholz said Niger was not responsible for the attack.", id="denied"),
        pytest.param("Olaf Scholz asked whether Niger was responsible for the attack.", id="asked"),
        pytest.param("Olaf Scholz said Niger was not behind the explosion.", id="not behind"),
        pytest.param("Olaf Scholz said Niger was the victim of a plot.", id="its victim"),
        pytest.param("Olaf Scholz believes the US sanctions are illegal.", id="thought"),
        pytest.param("Olaf Scholz said the law was illegal.", id="nobody's"),
        pytest.param("Olaf Scholz said Niger was responsible for roads.", id="a duty"),
        pytest.param("The US sanctions are illegal.", id="nobody says it"),
        pytest.param("Olaf Scholz said the report was correct.", id="affirmed"),
        pytest.param("Olaf Scholz said the report was not false.", id="not false"),
        pytest.param("Olaf Scholz said the report was not only true but known.", id="not only"),
        pytest.param("“Is the report not true?” Olaf Scholz said.", id="a question"),
        pytest.param("Olaf Scholz did not say Niger was responsible for the attack.", id="not said"),
        pytest.param("Did Olaf Scholz say the report was false?", id="said?"),
        pytest.param("Olaf Scholz conceded that the report was false.", id="conceded"),
        pytest.param("Kenya said its soldiers were responsible for the attack.", id="his own"),
        pytest.param("Olaf Scholz said Niger was responsible for crisis management.", id="a duty in crises"),
        pytest.param("Olaf Scholz said the Armenian genocide was a crime.", id="done to whom"),
        pytest.param("Olaf Scholz said that Niger's main problem was terrorism.", id="a problem"),
    ],
)
def test_what_is_no_stance(read, text: str) -> None:
    assert told(read(text), "ACCUSE", "REJECT") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("Olaf Scholz will say the Chadian claims are false.", "intended", id="will say"),
        pytest.param("Olaf Scholz might say the Chadian claims are false.", "possible", id="might say"),
        pytest.param("Olaf Scholz said the Chadian claims might be false.", "possible", id="might be"),
    ],
)
def test_a_stance_is_as_sure_as_that_it_is_taken(read, text: str, status: str) -> None:
    assert told(read(text), "REJECT") == [("REJECT", status, {"Olaf Scholz"}, {"Chad"})]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Olaf Scholz called Joe Biden to congratulate him.", "SUPPORT", id="called to congratulate"),
        pytest.param("Olaf Scholz wrote to Joe Biden to thank him.", "SUPPORT", id="wrote to thank"),
        pytest.param("Chadian workers gathered in Bern to demand the release of Joe Biden.", "REQUEST", id="gathered"),
        pytest.param("Olaf Scholz visited Chad to complain about Joe Biden.", "ACCUSE", id="visited to complain"),
    ],
)
def test_words_are_said_by_the_act_done_for_them(read, text: str, kind: str) -> None:
    assert [status for _, status, _, _ in told(read(text), kind)] == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Olaf Scholz will call Joe Biden to congratulate him.", id="has not called"),
        pytest.param("Olaf Scholz did not call Joe Biden to congratulate him.", id="did not call"),
        pytest.param("Olaf Scholz would have called Joe Biden to thank him.", id="would have called"),
        pytest.param("Olaf Scholz considered calling Joe Biden to thank him.", id="considered calling"),
        pytest.param("Olaf Scholz spoke of calling Joe Biden to thank him.", id="spoke of calling"),
        pytest.param("Olaf Scholz visited Chad to praise Joe Biden.", id="praise may fail"),
        pytest.param("Olaf Scholz hopes to thank Joe Biden.", id="hopes"),
    ],
)
def test_words_that_may_not_have_been_said(read, text: str) -> None:
    assert "asserted" not in [status for _, status, _, _ in told(read(text), "SUPPORT", "AGREE")]


def test_a_verb_of_speech_in_a_clause_of_its_own_tells_the_clause_around_it(tree) -> None:
    page = SimpleNamespace(ontology=load_ontology())
    doc = tree(
        """
        Reports NNS nsubj 5 report
        Olaf NNP nsubj 3
        said VBD parataxis 5 say
        are VBP cop 5 be
        false JJ root 0
        """
    )
    assert [verb.text for verb in telling_verbs(doc[4], page)] == ["said"]
