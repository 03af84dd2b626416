"""Bags: recorded ticks from MCAP and sqlite3 files. Read with the library rosbags, so no ROS is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rosbags.interfaces import MessageDefinitionFormat
from rosbags.rosbag2 import Reader
from rosbags.typesys import Stores, get_types_from_msg, get_typestore

from ..core.heads import HeadOutput, Stop
from ..core.parameter import Value
from ..core.parts import canonical
from ..core.problems import ConfigurationError, problem
from ..core.resources import share
from ..core.tools import Call
from ..core.verdict import Code
from .recorded import Tick

TICK = "simpletool_ros/msg/TickReport"
CALL = "simpletool_ros/msg/FunctionCall"

STAGES = ("snapshot", "prompt", "prefill", "decode", "verdict", "dispatch")
"""Where a tick's milliseconds go, as ``TickReport`` names them."""

_MEND = "name a bag's folder, .mcap or .db3 file; one cut short: ros2 bag reindex, or mcap recover"

_VALUES = {
    1: "bool_value",
    2: "integer_value",
    3: "double_value",
    4: "string_value",
    6: "bool_array_value",
    7: "integer_array_value",
    8: "double_array_value",
    9: "string_array_value",
}
"""The field that holds a ParameterValue, by its type's number in rcl_interfaces/ParameterType."""


def read(path: str | Path, topic: str = "") -> list[Tick]:
    """Return the ticks of a bag, each with the call that was sent.

    Args:
        path: the bag's folder, or one ``.mcap`` or ``.db3`` file of it.
        topic: of the ticks, where the bag has those of several robots.

    Raises:
        ConfigurationError: the file and what is wrong with it.
    """
    reports, calls = _messages(path, topic)
    sent = _sent(calls)
    return [_tick(report, sent.get(report.trace_id)) for report in reports]


def stages(path: str | Path, topic: str = "") -> dict[str, list[float]]:
    """Return where the milliseconds of the ticks that asked the model went, by stage and ``total``.

    Args:
        path: the bag's folder, or one file of it.
        topic: of the ticks, where the bag has those of several robots.

    Raises:
        ConfigurationError: the file and what is wrong with it.
    """
    reports = [report for report in _messages(path, topic)[0] if report.heads]
    return {name: [getattr(report, f"{name}_ms") for report in reports] for name in (*STAGES, "total")}


def _messages(path: str | Path, topic: str) -> tuple[list[Any], list[Any]]:
    """Return the ticks and the calls of a bag, as rosbags' messages."""
    store = definitions()
    try:
        return _read(Path(path), topic, store)
    except ConfigurationError as error:
        raise error.within(file=str(path)) from error
    except Exception as error:  # a damaged file makes the libraries underneath raise almost anything
        said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise problem("", f"cannot be read as a bag: {said}", _MEND).within(file=str(path)) from error


@cache
def definitions() -> Any:
    """Return rosbags' store of message types with this package's own, from ``msg/*.msg``.

    Raises:
        FileNotFoundError: the package was installed without them.
    """
    folder = share() / "msg"
    types: dict[str, Any] = {}
    for file in sorted(folder.glob("*.msg")):
        name = f"simpletool_ros/msg/{file.stem}"
        types.update(get_types_from_msg(file.read_text(encoding="utf-8"), name))
    if TICK not in types:
        raise FileNotFoundError(f"no TickReport.msg in {folder}: reinstall the package")
    store = get_typestore(Stores.LATEST)  # the standard messages in ours are the same in every ROS 2
    store.register(types)
    return store


def _read(path: Path, topic: str, store: Any) -> tuple[list[Any], list[Any]]:
    reports: list[Any] = []
    calls: list[Any] = []
    with Reader(path) as bag:
        chosen = _chosen(bag.connections, topic)
        for connection in chosen:
            _check_definition(connection, store)
        for connection, _, data in bag.messages(chosen):
            message = _message(data, connection.msgtype, store)
            (reports if connection.msgtype == TICK else calls).append(message)
    return reports, calls


def _message(data: bytes, kind: str, store: Any) -> Any:
    """Return a message.

    Bytes behind its end mean nothing: rclpy's ``serialize_message`` leaves some, which rosbags'
    ``deserialize_cdr`` refuses.
    """
    definition = store.get_msgdef(kind)
    readers = {b"\0\0": definition.deserialize_cdr_be, b"\0\1": definition.deserialize_cdr_le}
    if data[:2] not in readers:
        raise ValueError(f"a {kind} is not plain CDR")
    message, end = readers[data[:2]](data[4:], 0, definition.cls, store)
    if end > len(data) - 4:
        raise ValueError(f"a {kind} ends early")
    return message


def _chosen(connections: Sequence[Any], topic: str) -> list[Any]:
    """Return the connections of one robot's ticks and calls."""
    ticks = sorted({one.topic for one in connections if one.msgtype == TICK})
    wanted = [name for name in ticks if canonical(name) == canonical(topic)] if topic else ticks
    if not ticks:
        mend = "record the controller's: ros2 bag record /controller/tick /controller/call"
        raise problem("", f"has no topic of type {TICK}", mend)
    if len(wanted) != 1:
        what = f"is no topic of type {TICK}" if topic else f"has {len(ticks)} topics of type {TICK}"
        raise problem(topic, what, f"choose with --topic one of {', '.join(ticks)}")
    # The calls stand beside the ticks, unless somebody remapped them.
    calls = sorted({one.topic for one in connections if one.msgtype == CALL})
    beside = wanted[0].rpartition("/")[0] + "/call"
    if len(ticks) > 1 or len(calls) > 1:
        calls = [name for name in calls if name == beside]
    return [
        one
        for one in connections
        if (one.msgtype == TICK and one.topic in wanted) or (one.msgtype == CALL and one.topic in calls)
    ]


def _check_definition(connection: Any, store: Any) -> None:
    """Raise ConfigurationError for a message that was recorded with other fields; old bags do not say."""
    kind, definition, recorded = connection.msgtype, connection.msgdef, connection.digest
    if not recorded and definition.format is MessageDefinitionFormat.MSG:
        theirs = get_typestore(Stores.EMPTY)
        theirs.register(get_types_from_msg(definition.data, kind))
        recorded = theirs.hash_rihs01(kind)
    if recorded and recorded != store.hash_rihs01(kind):
        mend = "use the version of simpletool_ros that recorded the bag"
        raise problem(connection.topic, f"has another definition of {kind} than this version", mend)


def _sent(messages: Iterable[Any]) -> dict[str, Call]:
    """Return the calls by trace id, without those whose trace id is not theirs alone."""
    calls: dict[str, list[Call]] = {}
    for message in messages:
        if message.function:  # empty: the contract's stop
            arguments = {argument.name: _value(argument.value) for argument in message.arguments}
            call = Call(message.function, arguments, message.content)
            if call not in calls.setdefault(message.trace_id, []):
                calls[message.trace_id].append(call)
    return {trace_id: same[0] for trace_id, same in calls.items() if len(same) == 1}


def _value(message: Any) -> Value:
    value: Any = getattr(message, _VALUES[message.type])
    return value.tolist() if hasattr(value, "tolist") else value  # rosbags has arrays of numbers as numpy's


def _tick(message: Any, call: Call | None) -> Tick:
    heads = {
        head.name: HeadOutput(
            head.name, head.text, Stop(head.stop_reason), tuple(head.token_ids.tolist()), head.logprob
        )
        for head in message.heads
    }
    return Tick(message.trace_id, message.suffix, Code(message.verdict.code), heads, call)
