"""Make the language model and the event detector, or look how well they read.

python -m training make --corpora DIR
python -m training evaluate MODEL --corpora DIR --beside OTHER
python -m training texts --corpora DIR
python -m training detector --articles FILE --pairs FILE --folds 5
"""

import os
import shutil
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

import click
import msgspec
import spacy
from spacy.language import Language

import kg.nlp
from kg.extract.detector import SHIPPED as SHIPPED_DETECTOR
from training import card, evaluate, noise
from training.augment import PARTS
from training.corpora import lexicon

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
CORPORA = click.option("--corpora", type=FOLDER, required=True, help="Folder of the corpora, see training/README.md.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
GOLDEN = Path(__file__).parents[1] / "data" / "golden"
ANNOTATED, ARTICLES, HELD_OUT = GOLDEN / "annotated", GOLDEN / "articles.jsonl", GOLDEN / "held-out.jsonl"
KEPT = 8
"""Of so many marked articles the first is kept apart, to measure on."""
SHIPPED = Path(kg.nlp.SHIPPED_MODEL)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Make the language model and the event detector that ship, or measure a model."""


@main.command()
@CORPORA
@click.option(
    "--held-out",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help='JSON Lines of {"text"} that training must not see; repeatable.',
)
@click.option("--out", type=click.Path(path_type=Path), default=SHIPPED, show_default=True, help="Folder to write.")
@click.option("--work", type=click.Path(path_type=Path), default=Path("build/model"), show_default=True)
@click.option("--steps", type=click.IntRange(1), default=4500, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the first network; the others count on.")
@click.option("--members", type=click.IntRange(1), default=2, show_default=True, help="Networks to average.")
@click.option(
    "--teacher",
    "teachers",
    type=FOLDER,
    multiple=True,
    help="A pipeline; the names on which all teachers agree are learnt where the treebanks mark none. Give two.",
)
@click.option("--without", multiple=True, metavar="PART", help="Leave a part of the training out; repeatable.")
def make(
    corpora: Path,
    held_out: tuple[Path, ...],
    out: Path,
    work: Path,
    steps: int,
    seed: int,
    members: int,
    teachers: tuple[Path, ...],
    without: tuple[str, ...],
) -> None:
    """Fetch the encoder, train networks, shrink them to eight bits, evaluate, write pipeline and model card.

    Run again after an interruption, it goes on from the last hundred steps.
    """
    if unknown := set(without) - set(PARTS):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", param_hint="--without")
    if out.exists() and not (out / "meta.json").exists():
        raise click.BadParameter(f"{out} is there and no pipeline: it would be lost", param_hint="--out")
    from training import fetch
    from training.annotated import read_folder, read_referenced
    from training.assemble import assemble
    from training.network import Committee
    from training.train import read_data, train

    work.mkdir(parents=True, exist_ok=True)
    encoder = fetch.encoder(work)
    parts = [part for part in PARTS if part not in without]
    # The detector must also learn from articles whose events the network has not seen: how sure its vectors are.
    half = read_referenced(ARTICLES, _write_texts(corpora, work, work / "texts.jsonl"))[1::2]
    data = read_data(
        corpora, [*read_folder(ANNOTATED), *half], held_out, parts, [spacy.load(teacher) for teacher in teachers]
    )
    networks = []
    for number in range(seed, seed + members):
        (work / f"seed-{number}").mkdir(exist_ok=True)
        network, labels = train(data, encoder, work / f"seed-{number}", steps, number, parts)
        networks.append(network)
    committee, known = Committee(networks), lexicon(data.sentences)
    small, full = work / "integers", work / "floats"
    assemble(committee, labels, known, encoder, small)
    assemble(committee, labels, known, encoder, full, integers=False)
    figures = partial(evaluate.figures, corpora=corpora)
    rows = {"as shipped": figures(spacy.load(small)), "before shrinking": figures(spacy.load(full))}
    rows |= {noise.label(kind): figures(spacy.load(small), noise=kind) for kind in noise.COPIES}
    written = card.text(rows, members=members, steps=steps, seed=seed, made=date.today())
    (small / "README.md").write_text(written, "utf-8")
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(small, out)
    click.echo((out / "README.md").read_text("utf-8"))


@main.command("evaluate")
@click.argument("model", type=FOLDER, default=SHIPPED)
@CORPORA
@click.option("--beside", type=FOLDER, help="Another pipeline, measured in the same run.")
@click.option("--noisy", is_flag=True, help="Also read copies of the texts with noise of each kind.")
def evaluate_(model: Path, corpora: Path, beside: Path | None, noisy: bool) -> None:
    """Print the figures of a pipeline on the development parts, and its speed on one core."""
    _keep_to_one_core()
    pipelines = {str(path): spacy.load(path) for path in (model, beside) if path}
    rows = {}
    for name, nlp in pipelines.items():
        rows[name] = evaluate.figures(nlp, corpora)
        for kind in noise.COPIES if noisy else ():
            rows[f"{name}, {noise.label(kind)}"] = evaluate.figures(nlp, corpora, kind)
    click.echo(card.table(rows))
    _print_speed(pipelines, corpora)


@main.command()
@CORPORA
@click.option("--work", type=click.Path(path_type=Path), default=Path("build/model"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/texts.jsonl"), show_default=True)
def texts(corpora: Path, work: Path, out: Path) -> None:
    """Write the texts that the marks of articles are about, a JSON object a line; what no corpus has is fetched."""
    work.mkdir(parents=True, exist_ok=True)
    _write_texts(corpora, work, out)


@main.command()
@click.option("--annotated", type=FOLDER, default=ANNOTATED, help="Folder of .txt files, see data/README.md.")
@click.option("--held-out", type=FILE, default=HELD_OUT, help="Gold to measure on.")
@click.option(
    "--articles",
    type=FILE,
    help=f"JSON Lines with the articles whose events {ARTICLES.name} marks: to learn from; every eighth to measure on.",
)
@click.option("--pairs", type=FILE, help='JSON Lines of {"id", "text", "source", "target", "type"} to learn from too.')
@click.option(
    "--folds", type=click.IntRange(2), help="First measure on the pairs, by cross-validation in so many parts."
)
@click.option("--members", type=click.IntRange(1), default=3, show_default=True, help="Networks to average.")
@click.option("--out", type=click.Path(path_type=Path), default=SHIPPED_DETECTOR, help="File to write.")
def detector(
    annotated: Path,
    held_out: Path,
    articles: Path | None,
    pairs: Path | None,
    folds: int | None,
    members: int,
    out: Path,
) -> None:
    """Train the event detector over the vectors of the shipped language model, and measure it."""
    if folds and not pairs:
        raise click.BadParameter("cross-validation is on the marked pairs: give --pairs too", param_hint="--folds")
    from kg.evaluate import gold_of, load_gold
    from training import detector as training
    from training.annotated import read_folder, read_referenced

    nlp = kg.nlp.load_model()
    texts = training.annotated_examples(nlp, read_folder(annotated))
    marked = training.pair_examples(nlp, pairs) if pairs else {}
    news = read_referenced(ARTICLES, articles) if articles else []
    kept = news[::KEPT]
    sentences = training.sentence_examples(nlp, [article for n, article in enumerate(news) if n % KEPT])
    click.echo(f"{len(texts)} annotated texts, {len(sentences)} sentences of articles, {len(marked)} marked pairs")
    texts += sentences
    if folds and pairs:
        _print_measures("cross-validated", training.cross_validate(nlp, texts, marked, pairs, folds))
    networks = [training.train(texts, list(marked.values()), seed) for seed in range(1, members + 1)]
    training.save(networks, out)
    golds = {"held out": load_gold(held_out)}
    if articles:
        golds["articles kept apart"] = gold_of(kept)
    for what, gold in golds.items():
        _print_measures(what, training.figures(nlp, gold, out))
        _print_measures(f"{what}, rules alone", training.figures(nlp, gold, None))


def _write_texts(corpora: Path, work: Path, out: Path) -> Path:
    from training.texts import referenced_texts

    lines = [msgspec.json.encode(text) + b"\n" for text in referenced_texts(corpora, work)]
    out.write_bytes(b"".join(lines))
    click.echo(f"{len(lines):,} texts in {out}")
    return out


def _print_measures(what: str, measures: Mapping[str, float]) -> None:
    click.echo(f"{what}: " + ", ".join(f"{name} {value:.4f}" for name, value in measures.items()))


def _keep_to_one_core() -> None:
    """Bind this process to one core, where the system can: other pipelines take all there are."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _print_speed(pipelines: dict[str, Language], corpora: Path) -> None:
    texts = evaluate.paragraphs(corpora / evaluate.WORLDWIDE)
    for name, tokens in evaluate.speed(pipelines, texts).items():
        click.echo(f"{tokens:,.0f} tokens a second on one core, best of three rounds by turns: {name}")


if __name__ == "__main__":
    main()
