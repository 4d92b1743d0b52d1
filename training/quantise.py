"""Eight-bit integers for the weights of an ONNX graph.

Activations are scaled row by row as they come: ONNX Runtime's own dynamic quantisation scales a whole batch at once,
and what the model read in one text would depend on the texts beside it.
"""

from collections.abc import Iterator

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

WIDE = 10_000
"""Rows from which a table of embeddings is worth shrinking."""


def quantise(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the graph with integer weights: each column of a product's, each row of a large table's, on its scale."""
    result = onnx.ModelProto()
    result.CopyFrom(model)
    _Rewriter(result.graph).run()
    onnx.checker.check_model(result)
    return result


class _Rewriter:
    def __init__(self, graph: onnx.GraphProto) -> None:
        self.graph = graph
        self.weights = {tensor.name: tensor for tensor in graph.initializer}
        self.rows: dict[str, tuple[str, str]] = {}

    def run(self) -> None:
        self._constant("q_limit", np.float32(127))
        self._constant("q_least", np.float32(1e-9))
        self._constant("q_middle", np.float32(128.5))
        self._constant("q_zero", np.uint8(128))
        nodes = [new for node in self.graph.node for new in self._rewritten(node)]
        del self.graph.node[:]
        self.graph.node.extend(nodes)
        used = {name for node in nodes for name in node.input}
        kept = [tensor for tensor in self.graph.initializer if tensor.name in used]
        del self.graph.initializer[:]
        self.graph.initializer.extend(kept)

    def _rewritten(self, node: NodeProto) -> Iterator[NodeProto]:
        if node.op_type == "MatMul" and node.input[1] in self.weights:
            yield from self._product(node)
        elif node.op_type == "Gather" and self.weights.get(node.input[0], TensorProto()).dims[:1] >= [WIDE]:
            yield from self._look_up(node)
        else:
            yield node

    def _product(self, node: NodeProto) -> Iterator[NodeProto]:
        data, weight = node.input
        if data not in self.rows:
            yield from self._scale_rows(data)
        integers, scale = self.rows[data]
        self._shrink(weight, axis=0)
        out = node.output[0]
        yield helper.make_node("MatMulInteger", [integers, f"{weight}_q", "q_zero"], [f"{out}_i"])
        yield helper.make_node("Cast", [f"{out}_i"], [f"{out}_f"], to=TensorProto.FLOAT)
        yield helper.make_node("Mul", [f"{out}_f", scale], [f"{out}_r"])
        yield helper.make_node("Mul", [f"{out}_r", f"{weight}_scale"], [out])

    def _scale_rows(self, data: str) -> Iterator[NodeProto]:
        self._constant("q_last", np.array([-1], np.int64))
        yield helper.make_node("Abs", [data], [f"{data}_abs"])
        yield helper.make_node("ReduceMax", [f"{data}_abs", "q_last"], [f"{data}_max"], keepdims=1)
        yield helper.make_node("Max", [f"{data}_max", "q_least"], [f"{data}_top"])
        yield helper.make_node("Div", [f"{data}_top", "q_limit"], [f"{data}_scale"])
        yield helper.make_node("Div", [data, f"{data}_scale"], [f"{data}_units"])
        yield helper.make_node("Add", [f"{data}_units", "q_middle"], [f"{data}_moved"])
        yield helper.make_node("Cast", [f"{data}_moved"], [f"{data}_q"], to=TensorProto.UINT8)
        self.rows[data] = f"{data}_q", f"{data}_scale"

    def _look_up(self, node: NodeProto) -> Iterator[NodeProto]:
        table, ids = node.input
        self._shrink(table, axis=1)
        out = node.output[0]
        yield helper.make_node("Gather", [f"{table}_q", ids], [f"{out}_i"])
        yield helper.make_node("Cast", [f"{out}_i"], [f"{out}_f"], to=TensorProto.FLOAT)
        yield helper.make_node("Gather", [f"{table}_scale", ids], [f"{out}_s"])
        yield helper.make_node("Mul", [f"{out}_f", f"{out}_s"], [out])

    def _shrink(self, name: str, axis: int) -> None:
        """Add a weight as integers and the scale of each of its columns (axis 0) or rows (axis 1)."""
        if f"{name}_q" in self.weights:
            return
        values = numpy_helper.to_array(self.weights[name])
        scale = np.maximum(np.abs(values).max(axis, keepdims=True), 1e-9) / 127
        self._constant(f"{name}_q", np.round(values / scale).astype(np.int8))
        self._constant(f"{name}_scale", (scale[0] if axis == 0 else scale).astype(np.float32))

    def _constant(self, name: str, value: NDArray[np.generic] | np.generic) -> None:
        if name not in self.weights:
            tensor = numpy_helper.from_array(np.asarray(value), name)
            self.weights[name] = tensor
            self.graph.initializer.append(tensor)
