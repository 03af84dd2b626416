"""Interfaces by name and fields by path, with values checked on the way in.

Generated message classes do not check what is assigned to them (unless ``ROS_PYTHON_CHECK_FIELDS=1``), and a
value of a wrong type is undefined behaviour when the message is serialized. So every value passes
``Field.convert``.
"""

from __future__ import annotations

import array
import importlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from rosidl_parser.definition import (
    AbstractNestedType,
    AbstractSequence,
    AbstractString,
    AbstractWString,
    Array,
    BasicType,
    BoundedSequence,
    NamespacedType,
)

_STEP = re.compile(r"([A-Za-z]\w*)(?:\[(\d+)\])?")
_INTEGERS = {f"{sign}int{bits}": bits for sign in ("", "u") for bits in (8, 16, 32, 64)} | {"octet": 8}
_FLOATS = {"float": 3.4028234663852886e38, "double": math.inf}
_MAX_INDEX = 63
"""A path may not make a message longer than this."""


class InterfaceError(ValueError):
    """A type that cannot be imported, a field that a message lacks, or a value that a field cannot hold."""


@cache
def interface(name: str) -> Any:
    """Return the class of an interface such as ``geometry_msgs/msg/Twist``.

    Raises:
        InterfaceError: its package is not installed, or has no such interface.
    """
    package, kind, short = name.split("/")
    try:
        return getattr(importlib.import_module(f"{package}.{kind}"), short)
    except ImportError as error:
        raise InterfaceError(f"{name}: the package {package} is not installed or not sourced") from error
    except AttributeError as error:
        raise InterfaceError(f"{name}: {package} has no such {kind}") from error


@dataclass(frozen=True)
class Field:
    """One field of a message class, found by its path.

    Attributes:
        path: such as ``twist.linear.x`` or ``points[0].y``.
        steps: attribute names and, where indexed, the index.
        definition: what rosidl says of the last step.
    """

    path: str
    steps: tuple[tuple[str, int | None], ...]
    definition: Any

    @classmethod
    def of(cls, message: Any, path: str) -> Field:
        """Find a field in a message class.

        Raises:
            InterfaceError: the message has no such field; the reason names those it has.
        """
        here: Any = message
        steps: list[tuple[str, int | None]] = []
        definition: Any = None
        for part in path.split("."):
            if here is None:
                raise InterfaceError(f"{path}: {steps[-1][0]} is {described(definition)}, it has no fields")
            match = _STEP.fullmatch(part)
            fields = dict(zip(here.get_fields_and_field_types(), here.SLOT_TYPES, strict=True))
            if match is None or match[1] not in fields:
                raise InterfaceError(f"{here.__name__} has no field {part!r}, only {', '.join(fields)}")
            definition = fields[match[1]]
            index = None if match[2] is None else int(match[2])
            if index is not None:
                _check_index(path, definition, index)
                definition = definition.value_type
            steps.append((match[1], index))
            here = _class_of(definition)
        return cls(path, tuple(steps), definition)

    @property
    def numeric(self) -> bool:
        """Whether it holds one number."""
        return isinstance(self.definition, BasicType) and self.definition.typename != "boolean"

    def get(self, message: Any) -> Any:
        """Return the field's value.

        Raises:
            InterfaceError: an index is beyond the end of this message's sequence.
        """
        for name, index in self.steps:
            message = getattr(message, name)
            if index is not None:
                if index >= len(message):
                    raise InterfaceError(f"{self.path}: {name} has {len(message)} elements")
                message = message[index]
        return message

    def set(self, message: Any, value: object) -> None:
        """Set the field, converted; sequences are lengthened with default elements up to an index.

        Raises:
            InterfaceError: the field cannot hold the value.
        """
        converted = self.convert(value)
        for name, index in self.steps[:-1]:
            parent, message = message, getattr(message, name)
            if index is not None:
                message = _lengthened(parent, name, index)[index]
        name, index = self.steps[-1]
        if index is None:
            setattr(message, name, converted)
        else:
            _lengthened(message, name, index)[index] = converted

    def convert(self, value: object) -> Any:
        """Return ``value`` as exactly what the field holds.

        Raises:
            InterfaceError: it is of another type, out of range, or not finite.
        """
        try:
            return _convert(self.definition, value)
        except InterfaceError as error:
            raise InterfaceError(f"{self.path}: {error}") from None


def described(definition: Any) -> str:
    """Say a field's type in words a contract's author knows: ``float64``, ``string``, ``Vector3[]``."""
    if isinstance(definition, AbstractNestedType):
        size = definition.size if isinstance(definition, Array) else ""
        return f"{described(definition.value_type)}[{size}]"
    if isinstance(definition, BasicType):
        return {"double": "float64", "float": "float32", "boolean": "bool", "octet": "byte"}.get(
            str(definition.typename), str(definition.typename)
        )
    return str(definition.name) if isinstance(definition, NamespacedType) else "string"


def json_types(definition: Any) -> tuple[str, ...]:
    """Return the types of tool parameters that a plain field takes; empty for a field that is not plain."""
    if isinstance(definition, BasicType):
        if definition.typename == "boolean":
            return ("boolean",)
        if definition.typename in _FLOATS:
            return ("number", "integer")
        return ("integer",) if definition.typename in _INTEGERS else ()
    return ("string",) if isinstance(definition, (AbstractString, AbstractWString)) else ()


def _check_index(path: str, definition: Any, index: int) -> None:
    if not isinstance(definition, AbstractNestedType):
        raise InterfaceError(f"{path}: {described(definition)} has no elements")
    size = _MAX_INDEX + 1
    if isinstance(definition, Array):
        size = definition.size
    elif isinstance(definition, BoundedSequence):
        size = definition.maximum_size
    if index >= size:
        raise InterfaceError(f"{path}: the last index is {size - 1}")


def _class_of(definition: Any) -> Any:
    """Return the message class of a nested message, None for anything else."""
    if isinstance(definition, NamespacedType):
        return interface("/".join((*definition.namespaces, definition.name)))
    return None


def _lengthened(parent: Any, name: str, index: int) -> Any:
    """Return the sequence ``name`` of a message, with default elements added until ``index`` exists."""
    sequence = getattr(parent, name)
    if index >= len(sequence):
        fields = dict(zip(parent.get_fields_and_field_types(), parent.SLOT_TYPES, strict=True))
        element = _default(fields[name].value_type)
        for _ in range(index + 1 - len(sequence)):
            sequence.append(element())
    return sequence


def _default(definition: Any) -> Callable[[], Any]:
    if isinstance(definition, NamespacedType):
        made: Callable[[], Any] = _class_of(definition)
        return made
    if isinstance(definition, BasicType):
        return {"boolean": bool, **dict.fromkeys(_FLOATS, float)}.get(str(definition.typename), int)
    return str


def _convert(definition: Any, value: object) -> Any:
    if isinstance(definition, AbstractNestedType):
        return _convert_all(definition, value)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if isinstance(definition, (AbstractString, AbstractWString)) and isinstance(value, str):
        longest = getattr(definition, "maximum_size", None)
        if isinstance(longest, int) and len(value) > longest:
            raise InterfaceError(f"{len(value)} characters, it holds {longest}")
        return utf8(value)
    if isinstance(definition, BasicType):
        kind = str(definition.typename)
        if kind == "boolean" and isinstance(value, bool):
            return value
        if kind in _FLOATS and number:
            return _real(value, _FLOATS[kind])  # type: ignore[arg-type]
        if kind in _INTEGERS and isinstance(value, int) and number:
            bits = _INTEGERS[kind]
            low, high = (0, 2**bits) if kind[0] in "uo" else (-(2 ** (bits - 1)), 2 ** (bits - 1))
            if not low <= value < high:
                raise InterfaceError(f"{value} is out of the range of {described(definition)}")
            return bytes([value]) if kind == "octet" else value
    raise InterfaceError(f"{value!r} is no {described(definition)}")


def _real(value: float, largest: float) -> float:
    try:
        real = float(value)
    except OverflowError:  # an integer beyond every float
        real = math.inf
    if not math.isfinite(real) or abs(real) > largest:
        raise InterfaceError(f"{real} is not finite")
    return real


def utf8(value: str) -> str:
    """Return ``value`` if it can travel: DDS strings are UTF-8 and end at the first NUL.

    Raises:
        InterfaceError: it cannot.
    """
    if "\0" in value or not value.isprintable() and any("\ud800" <= char <= "\udfff" for char in value):
        raise InterfaceError(f"{value[:40]!r} has characters that no message can carry")
    return value


def _convert_all(definition: Any, value: object) -> Any:
    if not isinstance(value, (list, tuple)):
        raise InterfaceError(f"{value!r} is no {described(definition)}")
    if isinstance(definition, Array) and len(value) != definition.size:
        raise InterfaceError(f"{len(value)} elements, it holds {definition.size}")
    if isinstance(definition, BoundedSequence) and len(value) > definition.maximum_size:
        raise InterfaceError(f"{len(value)} elements, it holds {definition.maximum_size} at most")
    elements = [_convert(definition.value_type, element) for element in value]
    numbers = isinstance(definition.value_type, BasicType) and definition.value_type.typename not in (
        "boolean",
        "octet",
    )
    if numbers and isinstance(definition, AbstractSequence):
        return array.array(_typecode(str(definition.value_type.typename)), elements)
    return elements


def _typecode(typename: str) -> str:
    """Return the type code of the ``array`` that rosidl keeps a sequence of numbers in."""
    if typename in _FLOATS:
        return "d" if typename == "double" else "f"
    code = {8: "b", 16: "h", 32: "i", 64: "q"}[_INTEGERS[typename]]
    return code.upper() if typename[0] == "u" else code
