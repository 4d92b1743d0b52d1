"""Weights in eight bits: near to the floats, and each row by itself. Needs the group `training`; see README.md."""

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from training.quantise import WIDE, quantise

WIDTH = 64


@pytest.fixture
def graph() -> ModelProto:
    """Return a graph that looks ids up in a large table, and takes two products of what it finds."""
    rng = np.random.default_rng(1)
    weights = {
        "table": rng.normal(size=(WIDE, WIDTH)),
        "left": rng.normal(size=(WIDTH, 32)),
        "right": rng.normal(size=(WIDTH, 16)) * 100,
    }
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["found"]),
        helper.make_node("MatMul", ["found", "left"], ["a"]),
        helper.make_node("MatMul", ["found", "right"], ["b"]),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "words"])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "words", None]) for name in "ab"],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in weights.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def run(model: ModelProto, ids: NDArray[np.int64]) -> list[NDArray[np.float32]]:
    return onnxruntime.InferenceSession(model.SerializeToString()).run(None, {"ids": ids})


def test_results_are_near_and_weights_a_quarter(graph: ModelProto) -> None:
    ids = np.random.default_rng(2).integers(0, WIDE, (3, 7))
    small = quantise(graph)
    for exact, found in zip(run(graph, ids), run(small, ids), strict=True):
        assert found.shape == exact.shape
        assert np.abs(found - exact).max() < 0.03 * np.abs(exact).max()
    assert small.ByteSize() < 0.27 * graph.ByteSize()


def test_a_row_does_not_depend_on_the_others(graph: ModelProto) -> None:
    small = quantise(graph)
    ids = np.random.default_rng(3).integers(0, WIDE, (4, 5))
    for row in range(4):
        for together, alone in zip(run(small, ids), run(small, ids[row : row + 1]), strict=True):
            assert np.array_equal(together[row], alone[0])


def test_the_graph_given_is_left_as_it_is(graph: ModelProto) -> None:
    before = graph.SerializeToString()
    quantise(graph)
    assert graph.SerializeToString() == before
