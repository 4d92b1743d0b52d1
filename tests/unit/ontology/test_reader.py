import re

import pytest

from kg.errors import OntologyError
from kg.ontology import load_ontology

HEAD = """
name = "tiny"
version = "3"
source = "made up"
light_verbs = ["make", "hold"]
[quad]
1 = "talk"
4 = "fight"
[sectors]
GOV = "governments"
[classes]
meetings = ["summit"]
"""
MEET = """
type = "MEET"
edge = "MET"
definition = "Meets."
quad = 1
intensity = 2
cameo = "04"
color = "#112233"
[[modes]]
name = "phone"
intensity = 1.5
cameo = "041"
[[examples]]
text = "Peru met Chile."
actors = ["Peru", "Chile"]
recipients = []
status = "asserted"
[[examples]]
text = "Peru may phone Chile."
actors = ["Peru"]
recipients = ["Chile"]
status = "possible"
[classes]
telephones = ["phone"]
[[frames]]
pos = "verb"
words = ["meet", "talk to"]
recipient = ["obj", "to"]
needs = ["obj=actor|at=@meetings,lunch", "by=@telephones"]
unless = ["obj=goal|with", "subj=thing"]
mode = "phone"
mutual = true
status = "intended"
weight = 0.5
[[frames]]
pos = "noun"
words = ["talk"]
actor = ["between"]
weight = 1
"""
FIGHT = MEET.replace("MEET", "FIGHT").replace('"MET"', '"FOUGHT"').replace("#112233", "#445566")
FIGHT = FIGHT.replace("telephones", "radios").replace("quad = 1", "quad = 4")


@pytest.fixture
def folder(tmp_path):
    def write(files):
        (tmp_path / "events").mkdir()
        for name, text in ({"ontology.toml": HEAD, "events/meet.toml": MEET} | files).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def faults(path):
    with pytest.raises(OntologyError) as error:
        load_ontology(path)
    return str(error.value)


def test_the_head_of_an_ontology_is_read(folder):
    ontology = load_ontology(folder({"events/fight.toml": FIGHT}))
    assert (ontology.name, ontology.version, ontology.source) == ("tiny", "3", "made up")
    assert ontology.quads == {1: "talk", 4: "fight"}
    assert ontology.sectors == {"GOV": "governments"}
    assert ontology.light_verbs == {"make", "hold"}
    assert ontology.classes["meetings"] == {"summit"}
    assert ontology.classes["radios"] == {"phone"}
    assert list(ontology.types) == ["FIGHT", "MEET"]


def test_a_type_is_read(folder):
    meet = load_ontology(folder({})).types["MEET"]
    assert (meet.edge, meet.quad, meet.intensity, meet.cameo, meet.color) == ("MET", 1, 2.0, "04", "#112233")
    assert [(m.name, m.intensity, m.cameo) for m in meet.modes] == [("phone", 1.5, "041")]
    assert meet.examples[1].text == "Peru may phone Chile."
    assert meet.examples[0].actors == ("Peru", "Chile")
    assert (meet.examples[1].recipients, meet.examples[1].status) == (("Chile",), "possible")


def test_a_frame_is_read_for_each_of_its_words(folder):
    ontology = load_ontology(folder({}))
    (frame,) = ontology.frames_for("verb", "talk")
    assert (frame.type, frame.extra, frame.recipient, frame.actor) == ("MEET", ("to",), ("obj", "to"), ())
    assert (frame.mode, frame.mutual, frame.status, frame.weight) == ("phone", True, "intended", 0.5)
    first, second = frame.needs
    assert [(c.slot, c.lemmas, c.filler) for c in first] == [
        ("obj", None, "actor"),
        ("at", {"summit", "lunch"}, "any"),
    ]
    assert second[0].lemmas == {"phone"}
    assert [c.slot for c in frame.unless] == ["obj", "with", "subj"]


def test_frames_are_found_by_part_of_speech_and_head_over_all_types(folder):
    ontology = load_ontology(folder({"events/fight.toml": FIGHT}))
    assert {f.type for f in ontology.frames_for("verb", "meet")} == {"MEET", "FIGHT"}
    assert [f.actor for f in ontology.frames_for("noun", "talk")] == [("between",), ("between",)]
    assert ontology.frames_for("adj", "meet") == ()
    assert ontology.frames_for("verb", "talk to") == ()


def test_a_mode_is_found_by_its_name(folder):
    ontology = load_ontology(folder({}))
    assert ontology.mode("MEET", "phone").cameo == "041"
    with pytest.raises(OntologyError, match="unknown mode of MEET 'phon'; did you mean 'phone'"):
        ontology.mode("MEET", "phon")
    with pytest.raises(OntologyError, match="unknown event type 'MEAT'; did you mean 'MEET'"):
        ontology.mode("MEAT", "phone")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('edge = "MET"\n', "", "events/meet.toml: missing key `edge`"),
        ("quad = 1", 'quad = 1\ncolour = "red"', "events/meet.toml: unknown key 'colour'; did you mean 'color'"),
        ("quad = 1", 'quad = "1"', "events/meet.toml: Expected `int`, got `str` - at `$.quad`"),
        ("quad = 1", "quad = 9", "events/meet.toml: quad: unknown quad '9'"),
        ('type = "MEET"', 'type = "MEETS"', "events/meet.toml: type: 'MEETS' belongs in events/meets.toml"),
        ('edge = "MET"', 'edge = "met"', "events/meet.toml: edge: 'met' is not in capitals"),
        ("#112233", "red", "events/meet.toml: color: 'red' is not #rrggbb"),
        ('cameo = "04"', 'cameo = "x4"', "events/meet.toml: cameo: 'x4' is no CAMEO code"),
        ('cameo = "041"', 'cameo = "4"', "events/meet.toml: mode 1: cameo: '4' is no CAMEO code"),
        (
            "[[modes]]",
            '[[modes]]\nname = "phone"\nintensity = 1\ncameo = "04"\n[[modes]]',
            "mode 2: mode 'phone' is given twice",
        ),
        ('status = "possible"', 'status = "posible"', "example 2: unknown status 'posible'; did you mean 'possible'"),
        ('actors = ["Peru"]', "actors = []", "events/meet.toml: example 2: actors: empty"),
        ('actors = ["Peru"]', 'actors = "Peru"', "events/meet.toml: example 2: Expected `array`, got `str`"),
        ('pos = "noun"', 'pos = "nuon"', "frame 2: unknown part of speech 'nuon'; did you mean 'noun'"),
        ("weight = 1\n", "weight = 1.5\n", "events/meet.toml: frame 2: weight: 1.5 is not in 0..1"),
        ("weight = 1\n", "", "events/meet.toml: frame 2: missing key `weight`"),
        ("weight = 1\n", "weight = 1\nmood = 2\n", "events/meet.toml: frame 2: unknown key 'mood'"),
        ('words = ["talk"]', "words = []", "events/meet.toml: frame 2: words: empty"),
        ('words = ["talk"]', 'words = ["Talk"]', "events/meet.toml: frame 2: words: 'Talk' is not in lower case"),
        ('words = ["talk"]', 'words = [" "]', "events/meet.toml: frame 2: words: ' ' is not in lower case"),
        ('words = ["talk"]', 'words = ["talk", "talk"]', "noun 'talk' is in frame 2 already with the same needs"),
        ('actor = ["between"]', 'actor = ["betwen"]', "frame 2: unknown slot 'betwen'; did you mean 'between'"),
        ('recipient = ["obj", "to"]', 'recipient = ["objj"]', "frame 1: unknown slot 'objj'; did you mean 'obj'"),
        ('mode = "phone"', 'mode = "fone"', "events/meet.toml: frame 1: unknown mode 'fone'; did you mean 'phone'"),
        ("by=@telephones", "by=@telephone", "frame 1: unknown class 'telephone'; did you mean 'telephones'"),
        ('status = "intended"', 'status = "meant"', "events/meet.toml: frame 1: unknown status 'meant'"),
        ('pos = "noun"\n', 'pos = "noun\n', "events/meet.toml: not valid TOML"),
    ],
)
def test_a_fault_of_a_type_is_told_with_its_place_and_what_is_allowed(folder, old, new, message):
    assert MEET.count(old) >= 1
    assert message in faults(folder({"events/meet.toml": MEET.replace(old, new)}))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version = "3"', "version = 3", "ontology.toml: Expected `str`, got `int` - at `$.version`"),
        ('source = "made up"', "", "ontology.toml: missing key `source`"),
        ('"hold"', '"take part"', "ontology.toml: light_verbs: 'take part' is not one lemma"),
        ('1 = "talk"', 'one = "talk"', "ontology.toml: quad: 'one' is no number"),
    ],
)
def test_a_fault_of_the_head_is_told(folder, old, new, message):
    assert message in faults(folder({"ontology.toml": HEAD.replace(old, new)}))


def test_too_few_examples_are_refused(folder):
    text = re.sub(r'\[\[examples\]\]\ntext = "Peru met.*?asserted"\n', "", MEET, flags=re.DOTALL)
    assert "events/meet.toml: examples: 1 given; write at least 2" in faults(folder({"events/meet.toml": text}))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("FIGHT", "MEET", "type: 'MEET' is already that of events/fight.toml"),
        ("FOUGHT", "MET", "edge: 'MET' is already that of events/fight.toml"),
        ("#445566", "#112233", "color: '#112233' is already that of events/fight.toml"),
        ("radios", "telephones", "classes.telephones: already a class of events/fight.toml"),
        ("radios", "meetings", "classes.meetings: already a class of ontology.toml"),
    ],
)
def test_what_must_be_unique_over_all_files_is(folder, old, new, message):
    assert message in faults(folder({"events/fight.toml": FIGHT.replace(old, new)}))


def test_a_word_may_recur_with_other_needs_and_not_with_the_same(folder):
    again = '[[frames]]\npos = "noun"\nwords = ["talk"]\nweight = 0.2\n'
    path = folder({"events/meet.toml": MEET + again + 'needs = ["with"]\n'})
    assert len(load_ontology(path).frames_for("noun", "talk")) == 2
    (path / "events/meet.toml").write_text(MEET + again, encoding="utf-8")
    assert "frame 3: noun 'talk' is in frame 2 already with the same needs" in faults(path)


def test_all_faults_of_all_types_are_told_at_once(folder):
    bad = FIGHT.replace("#445566", "blue").replace("obj=actor", "onj=actor").replace("@radios", "@radio")
    text = faults(folder({"events/meet.toml": MEET.replace("weight = 1\n", ""), "events/fight.toml": bad}))
    assert "(4):\n" in text
    assert all(part in text for part in ("`weight`", "blue", "'onj'", "'radio'"))


def test_a_head_that_cannot_be_read_is_told_alone(folder):
    text = faults(folder({"ontology.toml": HEAD.replace('"3"', "3")}))
    assert "(1):\n" in text


def test_a_folder_that_is_no_ontology_is_refused(tmp_path):
    assert "ontology.toml: cannot be read" in faults(tmp_path / "nowhere")


def test_an_ontology_without_types_is_refused(tmp_path):
    (tmp_path / "ontology.toml").write_text(HEAD, encoding="utf-8")
    assert "events: no event types; give one file" in faults(tmp_path)
