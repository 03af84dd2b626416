"""Bags as a recorder writes them, from ticks. Needs rosbags."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rosbags.rosbag2 import CompressionFormat, CompressionMode, StoragePlugin, Writer

from simpletool_ros.core.heads import HeadOutput, Stop
from simpletool_ros.core.tools import Call
from simpletool_ros.core.verdict import Code
from simpletool_ros.train.bags import CALL, TICK, definitions
from simpletool_ros.train.recorded import Tick

STORAGES = {"mcap": StoragePlugin.MCAP, "db3": StoragePlugin.SQLITE3}
SUFFIX = "<|im_start|>user\nhistory: []\n\ngo to {}<|im_end|>\n<|im_start|>assistant\n"
DRIVE = Call("drive", {"speed": 0.1, "turn": -0.5})


def drive(number: int, verdict: Code = Code.ACCEPTED, call: Call | None = DRIVE, **changes: Any) -> Tick:
    """Return a tick of the shipped contract in which the model said DRIVE."""
    said = {"function": "drive", "arg1": "0.1", "arg2": "-0.5"}
    heads = {name: HeadOutput(name, text, Stop.CLOSED, (7, 270), -0.25) for name, text in said.items()}
    fields = {"suffix": SUFFIX.format("the red ball"), "heads": heads, **changes}
    return Tick(f"18c2f0a4be1-{number}", verdict=verdict, call=call, **fields)


def write_bag(
    folder: Path,
    ticks: Sequence[Tick],
    storage: str = "mcap",
    robots: Sequence[str] = ("",),
    compression: CompressionMode = CompressionMode.NONE,
) -> Path:
    """Write a bag; every robot (a namespace such as ``/a``) has the same ticks. Return its one file."""
    writer = Writer(folder, version=9, storage_plugin=STORAGES[storage])
    writer.set_compression(compression, CompressionFormat.ZSTD)
    with writer:
        for robot in robots:
            reports = writer.add_connection(f"{robot}/controller/tick", TICK, typestore=definitions())
            calls = writer.add_connection(f"{robot}/controller/call", CALL, typestore=definitions())
            for number, tick in enumerate(ticks, 1):
                if tick.call is not None:
                    writer.write(calls, number, serialized(call_message(tick)))
                writer.write(reports, number, serialized(report_message(tick)))
    (file,) = folder.glob(f"*.{storage}*")
    return file


def serialized(message: Any) -> memoryview:
    """Return a message as CDR."""
    return definitions().serialize_cdr(message, message.__msgtype__)


def message(kind: str, *fields: Any) -> Any:
    """Build a message of this package from all its fields."""
    return definitions().types[f"simpletool_ros/msg/{kind}"](*fields)


def report_message(tick: Tick) -> Any:
    """Return a tick's TickReport."""
    heads = [
        message(
            "HeadOutput", one.name, one.text, np.array(one.token_ids, "uint32"), one.logprob, one.stop.value
        )
        for one in tick.heads.values()
    ]
    verdict = message("Verdict", tick.verdict.value, "")
    costs = [371, 301, 9, 2, *[1.5] * 9, 0]
    return message("TickReport", header(), 1, tick.trace_id, "go", tick.suffix, heads, verdict, [], *costs)


def call_message(tick: Tick) -> Any:
    """Return the FunctionCall of a tick's call."""
    arguments = [
        message("FunctionArgument", name, parameter_value(value))
        for name, value in tick.call.arguments.items()
    ]
    verdict = message("Verdict", 0, "")
    said = tick.call.function, arguments, tick.call.content
    return message("FunctionCall", header(), 1, *said, 1.0, header().stamp, verdict, tick.trace_id)


def header() -> Any:
    """Return an empty header."""
    types = definitions().types
    return types["std_msgs/msg/Header"](types["builtin_interfaces/msg/Time"](1, 2), "")


def parameter_value(value: Any) -> Any:
    """Return a typed value; numbers of a list are of the type of its first."""
    none = np.array([], "uint8"), np.array([], "bool"), np.array([], "int64"), np.array([], "float64"), []
    scalars: list[Any] = [False, 0, 0.0, ""]
    arrays: list[Any] = list(none)
    kinds = (bool, int, float, str)
    if isinstance(value, list):
        index = kinds.index(type(value[0]))
        arrays[index + 1] = value if index == 3 else np.array(value, none[index + 1].dtype)
        number = index + 6
    else:
        index = kinds.index(type(value))
        scalars[index] = value
        number = index + 1
    return definitions().types["rcl_interfaces/msg/ParameterValue"](number, *scalars, *arrays)
