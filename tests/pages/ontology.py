"""docs/ontology.md and its picture, from the ontology's data."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.ontology import EventType, Example, Frame, Ontology
from kg.ontology.notation import PREPOSITIONS
from pages.svg import Drawing

SHOWN_TRIGGERS = 12
POS = {"verb": "verbs", "noun": "nouns", "adj": "adjectives"}
HEAD = """\
# The ontology

What counts as an event, and by which words a text tells it. Made from the data in `kg/ontology/plover/`
({source}).

There are {types} event types. Each gives its name to a type of edge, and belongs to one of four classes, which tell
whether sides work with or against each other, by words or by deeds. The intensity goes from -10 (conflict) to 10
(cooperation); that of a mode stands in for that of its type. CAMEO codes are for those who count with older event data.

![The event types by class and intensity](images/ontology.svg)

**Sides.** The *actor* does it; the *recipient* is who it is done to, said to or asked of. Where an act has no side that
does it to another (a meeting, a deal), all sides are actors and the event is *mutual*. An act may have no recipient.

**Status.** *asserted*: the text tells it as a fact; *intended*: somebody means to do it; *possible*: it may be so;
*conditional*: it hangs on something else; *negated*: it was not done.

**Triggers.** A trigger is a word, or a few words, by which a sentence may tell the type. Most count only under
conditions that its file gives: *to pay* tells something else beside *a visit* than beside *a bill*. The lists below
name the surest of those that need none. The event detector also finds acts in words that no list has.

**Your own.** An ontology is a folder, `kg ingest … --ontology FOLDER`. To add a type, add a file to its `events/`, with
two example sentences or more.
"""


def page(ontology: Ontology) -> str:
    """The whole page."""
    types = by_class(ontology)
    head = HEAD.format(source=ontology.source, types=len(types))
    parts = [head, *overview(ontology, types), *(line for kind in types for line in section(ontology, kind))]
    return "\n".join([*parts, *sectors(ontology)]) + "\n"


def by_class(ontology: Ontology) -> list[EventType]:
    """Types by class, the most peaceful of each first."""
    return sorted(ontology.types.values(), key=lambda kind: (kind.quad, -kind.intensity, kind.type))


def overview(ontology: Ontology, types: Iterable[EventType]) -> Iterator[str]:
    yield "| type | edge | class | intensity | CAMEO | modes | triggers |"
    yield "|---|---|---|---|---|---|---|"
    for kind in types:
        cells = (
            f"[{kind.type}](#{kind.type.lower()})", f"`{kind.edge}`", ontology.quads[kind.quad], number(kind.intensity),
            kind.cameo, len(kind.modes) or "", len({(f.pos, trigger(f)) for f in kind.frames}),
        )  # fmt: skip
        yield f"| {' | '.join(map(str, cells))} |"


def section(ontology: Ontology, kind: EventType) -> Iterator[str]:
    yield from ("", f"## {kind.type}", "", kind.definition, "")
    yield "| edge | class | intensity | CAMEO | colour |"
    yield "|---|---|---|---|---|"
    quad = f"{kind.quad}, {ontology.quads[kind.quad]}"
    yield f"| `{kind.edge}` | {quad} | {number(kind.intensity)} | {kind.cameo} | `{kind.color}` |"
    yield from ("", f"**Sides.** {sides(kind.frames)}")
    if kind.modes:
        modes = (f"*{mode.name}* ({number(mode.intensity)}, {mode.cameo})" for mode in kind.modes)
        yield from ("", f"**Modes** (intensity, CAMEO). {', '.join(modes)}.")
    yield from ("", f"**Triggers.** {triggers(kind.frames)}", "")
    yield "| example | sides | status |"
    yield "|---|---|---|"
    yield from map(example, kind.examples)


def sides(frames: Sequence[Frame]) -> str:
    """How many frames do not simply look for an actor and a recipient."""
    rest = {
        "make all sides actors": sum(frame.mutual for frame in frames),
        "look for no recipient": sum(frame.recipient == ("none",) for frame in frames),
    }
    shares = [f"{count} of {len(frames)} frames {text}" for text, count in rest.items() if count]
    return f"An actor, and a recipient where the text names one{''.join(f'; {share}' for share in shares)}."


def triggers(frames: Sequence[Frame]) -> str:
    """How many there are, and the surest that need no condition."""
    known = {(frame.pos, trigger(frame)) for frame in frames}
    counts = Counter(pos for pos, _ in known)
    told = ", ".join(f"{counts[pos]} {name}" for pos, name in POS.items() if counts[pos])
    free = sorted((-frame.weight, i, trigger(frame)) for i, frame in enumerate(frames) if not frame.needs)
    surest = list(dict.fromkeys(words for *_, words in free))[:SHOWN_TRIGGERS]
    return f"{told}. Surest: {', '.join(f'*{words}*' for words in surest)}."


def trigger(frame: Frame) -> str:
    """The words of a trigger in the order of its file."""
    extra = frame.extra
    behind = 0 if frame.pos != "noun" else next((i for i, w in enumerate(extra) if w in PREPOSITIONS), len(extra))
    return " ".join((*extra[:behind], frame.word, *extra[behind:]))


def example(given: Example) -> str:
    actors, recipients = ", ".join(given.actors), ", ".join(given.recipients)
    return f"| {given.text} | {actors}{f' → {recipients}' if recipients else ''} | {given.status} |"


def sectors(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## Sectors", "", "What an actor is, beside its country; the property `sector` of an entity.", "")
    yield from ("| code | who |", "|---|---|")
    yield from (f"| {code} | {meaning} |" for code, meaning in ontology.sectors.items())


def number(value: float) -> str:
    return f"{value:+.1f}" if value else "0"


# -- the picture -----------------------------------------------------------------------------------

LEFT, WIDTH, ROW, UNIT = 250, 960, 26, 30


def drawing(ontology: Ontology) -> str:
    """A bar a type, from nought to its intensity, in the colour of its edge; grouped by class."""
    types = by_class(ontology)
    picture = Drawing(WIDTH, 62 + ROW * len(types) + 34 * len(ontology.quads), "Event types by class and intensity")
    zero = LEFT + 10 * UNIT
    y = 46
    for value in range(-10, 11, 5):
        x = zero + value * UNIT
        picture.line((x, 34), (x, picture.height - 16), "#e3e6ea" if value else "#9aa1ab")
        picture.text(x, 24, f"{value:+d}" if value else "0", anchor="middle", color="#6b7280")
    for quad, name in ontology.quads.items():
        y += 24
        picture.text(20, y, name.capitalize(), weight="bold")
        y += 10
        for kind in (kind for kind in types if kind.quad == quad):
            end = zero + kind.intensity * UNIT
            picture.box(min(zero, end) - 1, y + 3, abs(end - zero) + 2, ROW - 8, kind.color, radius=3)
            picture.text(36, y + 17, kind.edge)
            beyond, anchor = (end + 8, "start") if kind.intensity >= 0 else (end - 8, "end")
            picture.text(beyond, y + 17, number(kind.intensity), anchor=anchor, size=12, color="#4b5563")
            y += ROW
    return picture.svg()
