"""A small ONNX network written byte by byte, so that tests need no exporter.

Convolution, rectifier, mean over places: random weights of a seed. Field numbers are those of
``onnx.proto3`` (https://github.com/onnx/onnx).
"""

from __future__ import annotations

import numpy as np

FLOATS, INTEGERS = 1, 7


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _tensor(name: str, values: np.ndarray) -> bytes:  # type: ignore[type-arg]
    dims = b"".join(_number(1, size) for size in values.shape)
    raw = values.astype("<f4").tobytes()
    return dims + _number(2, FLOATS) + _bytes(8, name) + _bytes(9, raw)


def _value(name: str, shape: tuple[int | str, ...]) -> bytes:
    dims = b"".join(
        _bytes(1, _number(1, one) if isinstance(one, int) else _bytes(2, one)) for one in shape
    )
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, FLOATS) + _bytes(2, dims)))


def _node(kind: str, inputs: list[str], output: str, **whole: list[int]) -> bytes:
    node = b"".join(_bytes(1, name) for name in inputs) + _bytes(2, output) + _bytes(4, kind)
    for name, values in whole.items():
        packed = b"".join(_number(8, value) for value in values)
        node += _bytes(5, _bytes(1, name) + packed + _number(20, INTEGERS))
    return node


def network(
    *, side: int = 64, width: int = 24, seed: int = 0, batch: int | str = "n", pooled: bool = True
) -> bytes:
    """An ONNX file: (batch, 3, side, side) to (batch, width), or to a map if not ``pooled``."""
    random = np.random.default_rng(seed)
    weights = random.normal(size=(width, 3, 8, 8)).astype(np.float32) / 14
    nodes = [
        _node("Conv", ["pixel_values", "weights"], "map", strides=[4, 4]),
        _node("Relu", ["map"], "positive"),
    ]
    output, shape = "positive", (batch, width, (side - 8) // 4 + 1, (side - 8) // 4 + 1)
    if pooled:
        nodes += [
            _node("GlobalAveragePool", ["positive"], "means"),
            _node("Flatten", ["means"], "embedding"),
        ]
        output, shape = "embedding", (batch, width)  # type: ignore[assignment]
    graph = (
        b"".join(_bytes(1, node) for node in nodes)
        + _bytes(2, "tiny")
        + _bytes(5, _tensor("weights", weights))
        + _bytes(11, _value("pixel_values", (batch, 3, side, side)))
        + _bytes(12, _value(output, shape))
    )
    opset = _bytes(1, "") + _number(2, 13)
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, opset)
