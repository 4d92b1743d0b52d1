"""From the trained network to the folder that spaCy loads: two ONNX graphs, labels, word pieces, tokenizer."""

import shutil
from datetime import date
from pathlib import Path

import msgspec
import onnx
import torch
from msgspec.structs import asdict
from torch.export import Dim

from kg.ids import fingerprint
from kg.nlp.component import FACTORY
from kg.nlp.reader import LABELS, NETWORK, PIECES, RELATIONS, Labels, Scored
from training.network import Committee, Network, Reading
from training.quantise import quantise
from training.tokens import blank


def assemble(
    network: Network | Committee,
    labels: Labels,
    lexicon: frozenset[str],
    encoder: Path,
    out: Path,
    *,
    integers: bool = True,
) -> None:
    """Write the pipeline to a folder; with `integers` its weights in eight bits, else as trained."""
    parts = out.with_name(out.name + ".parts")
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir(parents=True)
    graph = _reading_graph(network)
    onnx.save(quantise(graph) if integers else graph, parts / NETWORK)
    onnx.save(_relations_graph(network), parts / RELATIONS)
    shutil.copyfile(encoder / "tokenizer.json", parts / PIECES)
    scored = Scored(**asdict(labels), transitions=network.transitions.tolist(), lexicon=lexicon)
    (parts / LABELS).write_bytes(msgspec.json.encode(scored, order="deterministic"))
    nlp = blank(name="geokg_news", license="CC BY-SA 4.0")
    nlp.tokenizer.to_disk(parts / "tokenizer")
    nlp.meta["version"] = f"{date.today():%Y.%m.%d}+{fingerprint(parts, '*')}"
    nlp.add_pipe(FACTORY, name="reader").from_disk(parts)
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    shutil.rmtree(parts)


def _reading_graph(network: Network | Committee) -> onnx.ModelProto:
    pieces, words = torch.randint(1, 99, (3, 20)), torch.randint(-1, 15, (3, 20))
    shapes = torch.randint(1, 9, (3, 15))
    batch, height, width = Dim("batch"), Dim("pieces"), Dim("words")
    program = torch.onnx.export(
        network.reading.eval(),
        (pieces, words, shapes),
        input_names=["pieces", "words", "shapes"],
        output_names=list(Reading.OUTPUTS),
        dynamic_shapes=({0: batch, 1: height}, {0: batch, 1: height}, {0: batch, 1: width}),
        dynamo=True,
        verbose=False,
    )
    return program.model_proto


def _relations_graph(network: Network | Committee) -> onnx.ModelProto:
    rows = torch.zeros(5, network.relations.out.in_features)
    arcs = Dim("arcs")
    program = torch.onnx.export(
        network.relations.eval(),
        (rows, rows.clone()),
        input_names=["dependents", "heads"],
        output_names=["relations"],
        dynamic_shapes=({0: arcs}, {0: arcs}),
        dynamo=True,
        verbose=False,
    )
    return program.model_proto
