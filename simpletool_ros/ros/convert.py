"""The core's data as messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from builtin_interfaces.msg import Time
from rcl_interfaces.msg import ParameterType, ParameterValue

from .. import msg
from ..core.heads import HeadOutput
from ..core.parameter import Value
from ..core.tools import Call
from ..core.verdict import Verdict
from .fields import utf8
from .sources import Said

_SCALARS: dict[type, tuple[int, str]] = {
    bool: (ParameterType.PARAMETER_BOOL, "bool_value"),
    int: (ParameterType.PARAMETER_INTEGER, "integer_value"),
    float: (ParameterType.PARAMETER_DOUBLE, "double_value"),
    str: (ParameterType.PARAMETER_STRING, "string_value"),
}
_ARRAYS: dict[type, tuple[int, str]] = {
    bool: (ParameterType.PARAMETER_BOOL_ARRAY, "bool_array_value"),
    int: (ParameterType.PARAMETER_INTEGER_ARRAY, "integer_array_value"),
    float: (ParameterType.PARAMETER_DOUBLE_ARRAY, "double_array_value"),
    str: (ParameterType.PARAMETER_STRING_ARRAY, "string_array_value"),
}
_INT64 = range(-(2**63), 2**63)


def parameter_value(value: Value, kind: str, items: str = "") -> ParameterValue:
    """Return an argument as a standard typed value.

    Args:
        value: of the type that the schema says.
        kind: the schema's type: a ``number`` stays a double, also when its JSON text was ``1``.
        items: the schema's type of an array's items.

    Raises:
        ValueError: it has no such form: an object, a nested array, an integer beyond 64 bits,
            text that no message can carry.
    """
    if kind == "array" and isinstance(value, list):
        if not value:
            items = items or "string"
        number, name = _ARRAYS[_python(items)]
        return ParameterValue(type=number, **{name: [_plain(element, items) for element in value]})
    number, name = _SCALARS[_python(kind)]
    return ParameterValue(type=number, **{name: _plain(value, kind)})


def _python(kind: str) -> type:
    try:
        return {"boolean": bool, "integer": int, "number": float, "string": str}[kind]
    except KeyError:
        raise ValueError(f"a value of type {kind!r} has no typed ROS form") from None


def _plain(value: object, kind: str) -> Any:
    wanted = _python(kind)
    if kind == "number" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if type(value) is not wanted or (wanted is int and value not in _INT64):
        raise ValueError(f"{value!r} is no {kind} of 64 bits")
    return utf8(value) if isinstance(value, str) else value


def verdict(given: Verdict) -> msg.Verdict:
    """Return a verdict as a message."""
    return msg.Verdict(code=given.code.value, reason=given.reason)


def head(given: HeadOutput) -> msg.HeadOutput:
    """Return a head as a message."""
    return msg.HeadOutput(
        name=given.name,
        text=text(given.text),
        token_ids=[int(token) for token in given.token_ids],
        logprob=float(given.logprob),
        stop_reason=given.stop.value,
    )


def heads(given: Sequence[HeadOutput]) -> list[msg.HeadOutput]:
    """Return heads as messages."""
    return [head(one) for one in given]


def sources(given: Sequence[Said]) -> list[msg.SourceState]:
    """Return what is known of the sources as messages."""
    return [
        msg.SourceState(name=one.name, words=text(one.words), age=one.age, stale=text(one.stale))
        for one in given
    ]


def arguments(call: Call, parameters: Sequence[Any]) -> list[msg.FunctionArgument]:
    """Return a call's arguments, in the order of its tool's parameters.

    Raises:
        ValueError: an argument has no typed form.
    """
    said = []
    for parameter in parameters:
        if parameter.name in call.arguments:
            items = (parameter.schema.get("items") or {}).get("type", "")
            value = parameter_value(call.arguments[parameter.name], parameter.type, items)
            said.append(msg.FunctionArgument(name=parameter.name, value=value))
    return said


def later(stamp: Time, seconds: float) -> Time:
    """Return a time stamp so many seconds later."""
    total = stamp.sec * 1_000_000_000 + stamp.nanosec + round(seconds * 1e9)
    return Time(sec=total // 1_000_000_000, nanosec=total % 1_000_000_000)


def seconds_between(earlier: Time, after: Time) -> float:
    """Return the seconds from one time stamp to another."""
    return (after.sec - earlier.sec) + (after.nanosec - earlier.nanosec) * 1e-9


def text(given: str) -> str:
    """Return ``text`` as a message can carry it: a head may say anything."""
    return given.encode(errors="replace").decode().replace("\0", "�")
