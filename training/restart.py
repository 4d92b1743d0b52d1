"""The weights of a pipeline made before, for training to go on from: its eight-bit integers become floats again."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import onnx
import torch
from onnx import GraphProto, NodeProto, numpy_helper
from torch import Tensor

from kg.errors import ModelError
from kg.nlp.reader import LABELS, NETWORK, RELATIONS, Labels, Scored
from training.network import Network

FOLDER = "reader"


def labels_in(pipeline: Path) -> Labels:
    """Return the labels that a pipeline knows."""
    scored = _scored(pipeline)
    return Labels(**{head: getattr(scored, head) for head in Labels.__struct_fields__})


def _scored(pipeline: Path) -> Scored:
    return msgspec.json.decode((pipeline / FOLDER / LABELS).read_bytes(), type=Scored)


def take_weights(network: Network, pipeline: Path) -> None:
    """Load into a network of its labels the weights of a pipeline."""
    graphs = {"reading": pipeline / FOLDER / NETWORK, "relations": pipeline / FOLDER / RELATIONS}
    state = {"transitions": torch.tensor(_scored(pipeline).transitions)}
    for part, path in graphs.items():
        state |= {f"{part}.{name}": value for name, value in _weights(onnx.load(path).graph)}
    missing, unknown = network.load_state_dict(state, strict=False)
    if lost := [name for name in missing if not name.startswith("events.")] + unknown:
        raise ModelError(f"{pipeline}: cannot go on from it, its weights differ in {', '.join(lost)}")


def _weights(graph: GraphProto) -> Iterator[tuple[str, Tensor]]:
    """Yield the weights by their names in the network: a product is named by the bias that is added to it."""
    stored = {tensor.name: tensor for tensor in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}
    for name in stored:
        if name.endswith((".weight", ".bias")):
            yield name, _tensor(stored[name])
        elif name.endswith(".weight_q"):
            scale = _tensor(stored[name.replace("_q", "_scale")])
            yield name.removesuffix("_q"), _tensor(stored[name]).float() * scale
    for node in graph.node:
        bias = next((i for i in node.input if i.endswith(".bias") and i in stored), None)
        if node.op_type == "Add" and bias:
            data = next(i for i in node.input if i != bias)
            yield bias.removesuffix("bias") + "weight", _product(makers[data], makers, stored)


def _product(node: NodeProto, makers: dict[str, NodeProto], stored: dict[str, onnx.TensorProto]) -> Tensor:
    """Return the (out, in) weights of a product, whole or of integers."""
    if node.op_type == "Mul":
        node = makers[node.input[0]]
    weight = node.input[1]
    if node.op_type == "MatMul":
        return _tensor(stored[weight]).T
    return (_tensor(stored[weight]).float() * _tensor(stored[node.input[3]])).T


def _tensor(stored: onnx.TensorProto) -> Tensor:
    return torch.from_numpy(numpy_helper.to_array(stored).copy())
