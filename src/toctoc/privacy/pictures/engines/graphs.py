"""Let a model take pictures of any size: its graph says one, though every layer would take another.

An ONNX file is a message of Protocol Buffers; the numbers of its fields are those of onnx.proto3 (ONNX 1.16). Only what
describes the graph's inputs and outputs is written anew; weights and layers are copied byte by byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Kinds of fields on the wire (Protocol Buffers, "Encoding").
# What a byte of a number holds, and the bit that says that another follows.
_SEVEN_BITS, _MORE = 0x7F, 0x80
_VARINT, _EIGHT_BYTES, _COUNTED, _FOUR_BYTES = 0, 1, 2, 5
# ModelProto.graph, GraphProto.input and .output, ValueInfoProto.name and .type.
_GRAPH, _INPUT, _OUTPUT, _NAME, _TYPE = 7, 11, 12, 1, 2
# TypeProto.tensor_type; Tensor.elem_type and .shape; TensorShapeProto.dim; Dimension.dim_value and .dim_param.
_TENSOR, _ELEMENT, _SHAPE, _DIMENSION, _VALUE, _PARAMETER = 1, 1, 2, 1, 1, 2
_FLOAT = 1


def with_free_sides(model: bytes, taken: str) -> bytes:
    """Return a model whose input ``taken`` is one RGB picture of any height and width, and its only input."""
    return b"".join(
        _field(number, _graph(body, taken)) if number == _GRAPH and kind == _COUNTED else raw
        for number, kind, body, raw in _fields(model)
    )


def _graph(graph: bytes, taken: str) -> bytes:
    kept = []
    for number, kind, body, raw in _fields(graph):
        if kind == _COUNTED and number in {_INPUT, _OUTPUT}:
            name = next(b for n, _, b, _ in _fields(body) if n == _NAME)
            if number == _OUTPUT:
                kept.append(_field(_OUTPUT, _field(_NAME, name) + _field(_TYPE, _tensor(b""))))
            elif name == taken.encode():
                sides = _dimension(1) + _dimension(3) + _dimension("height") + _dimension("width")
                kept.append(_field(_INPUT, _field(_NAME, name) + _field(_TYPE, _tensor(_field(_SHAPE, sides)))))
            # Other inputs are weights that it also carries: left out, they can be folded into layers.
        else:
            kept.append(raw)
    return b"".join(kept)


def _tensor(shape: bytes) -> bytes:
    return _field(_TENSOR, _number(_ELEMENT, _FLOAT) + shape)


def _dimension(told: int | str) -> bytes:
    body = _number(_VALUE, told) if isinstance(told, int) else _field(_PARAMETER, told.encode())
    return _field(_DIMENSION, body)


def _fields(message: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Yield each field of a message: its number, its kind, its body, and all its bytes."""
    place = 0
    while place < len(message):
        begin = place
        key, place = _read_varint(message, place)
        kind = key & 7
        if kind == _VARINT:
            _, end = _read_varint(message, place)
        elif kind == _COUNTED:
            size, place = _read_varint(message, place)
            end = place + size
        elif kind in {_EIGHT_BYTES, _FOUR_BYTES}:
            end = place + (8 if kind == _EIGHT_BYTES else 4)
        else:
            raise ValueError("no ONNX model")
        yield key >> 3, kind, message[place:end], message[begin:end]
        place = end


def _read_varint(message: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[place]
        value |= (byte & _SEVEN_BITS) << shift
        place, shift = place + 1, shift + 7
        if byte <= _SEVEN_BITS:
            return value, place


def _varint(value: int) -> bytes:
    told = bytearray()
    while value > _SEVEN_BITS:
        told.append(value & _SEVEN_BITS | _MORE)
        value >>= 7
    return bytes([*told, value])


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3 | _VARINT) + _varint(value)


def _field(number: int, body: bytes) -> bytes:
    return _varint(number << 3 | _COUNTED) + _varint(len(body)) + body
