"""Eight-bit integers for the weights of an ONNX graph.

Activations are scaled row by row as they come: ONNX Runtime's own dynamic quantisation scales a whole batch at once,
and what the model read in one text would depend on the texts beside it.
"""

from collections.abc import Iterator

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

ORT = "com.microsoft"
"""Domain of ONNX Runtime's own operators."""
WIDE = 10_000
"""Rows from which a table of embeddings is worth shrinking."""


def quantise(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the graph with integer weights: each column of a product's, each row of a large table's, on its scale."""
    result = onnx.ModelProto()
    result.CopyFrom(model)
    _Rewriter(result.graph).run()
    result.opset_import.append(helper.make_opsetid(ORT, 1))
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
        self._constant("q_one", np.float32(1))
        self._constant("q_zero", np.uint8(128))
        self._constant("q_last", np.array([-1], np.int64))
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
        self._shrink(weight, axis=0)
        if data not in self.rows:
            yield from self._scale_rows(data, self.weights[weight].dims[0])
        integers, scale = self.rows[data]
        out = node.output[0]
        inputs = [integers, f"{weight}_q", "q_one", f"{weight}_scale", "q_zero"]
        yield helper.make_node("MatMulIntegerToFloat", inputs, [f"{out}_units"], domain=ORT)
        yield helper.make_node("Mul", [f"{out}_units", scale], [out])

    def _scale_rows(self, data: str, width: int) -> Iterator[NodeProto]:
        """Make `data` (…, width) integers, each row on a scale of its own, which takes a table of two axes."""
        self._constant(f"q_rows_{width}", np.array([-1, width], np.int64))
        for kind in ("Max", "Min"):
            yield helper.make_node(f"Reduce{kind}", [data, "q_last"], [f"{data}_{kind}"], keepdims=1)
        yield helper.make_node("Neg", [f"{data}_Min"], [f"{data}_low"])
        yield helper.make_node("Max", [f"{data}_Max", f"{data}_low", "q_least"], [f"{data}_top"])
        yield helper.make_node("Div", [f"{data}_top", "q_limit"], [f"{data}_scale"])
        yield helper.make_node("Reshape", [f"{data}_scale", "q_last"], [f"{data}_scales"])
        yield helper.make_node("Shape", [f"{data}_scales"], [f"{data}_count"])
        yield helper.make_node("Expand", ["q_zero", f"{data}_count"], [f"{data}_zeros"])
        yield helper.make_node("Reshape", [data, f"q_rows_{width}"], [f"{data}_rows"])
        scaled = [f"{data}_rows", f"{data}_scales", f"{data}_zeros"]
        yield helper.make_node("QuantizeLinear", scaled, [f"{data}_folded"], axis=0)
        yield helper.make_node("Shape", [data], [f"{data}_shape"])
        yield helper.make_node("Reshape", [f"{data}_folded", f"{data}_shape"], [f"{data}_q"])
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
