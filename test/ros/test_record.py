"""The record of a tick, as ROS serializes it, is read from a bag without ROS."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace

import pytest
from contracts import changed
from rclpy.serialization import serialize_message
from rclpy.time import Time

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.heads import HeadOutput, Stop
from simpletool_ros.core.tools import Call
from simpletool_ros.core.verdict import ACCEPTED
from simpletool_ros.engine.base import Decoded
from simpletool_ros.ros.decider import Decision
from simpletool_ros.ros.record import function_call, tick_report
from simpletool_ros.ros.sources import Said, Snapshot
from simpletool_ros.ros.task import Job, Task

pytest.importorskip("rosbags", reason="reading bags needs rosbags (pip install rosbags)")

from recording import STORAGES  # noqa: E402
from rosbags.rosbag2 import Writer  # noqa: E402

from simpletool_ros.train.bags import CALL, TICK, definitions, read  # noqa: E402
from simpletool_ros.train.recorded import Tick  # noqa: E402

TYPES = {"boolean": True, "integer": -(2**62), "number": 0.1, "string": 'ö "\n'}
ARGUMENTS = {**TYPES, "numbers": [1.0, -0.1], "strings": ["", "ö"]}
HEADS = {
    "function": HeadOutput("function", "move", Stop.CLOSED, (0, 2**32 - 1), -0.25),
    "arg1": HeadOutput("arg1", "true", Stop.DETERMINED),
    "arg2": HeadOutput("arg2", "", Stop.NULL, (151_000,), -1.5),
}


@pytest.mark.parametrize("storage", sorted(STORAGES))
def test_what_ros_serializes_is_read_alike(tmp_path: Path, storage: str) -> None:
    parameters: dict = {kind: {"type": kind} for kind in TYPES}
    parameters |= {f"{kind}s": {"type": "array", "items": {"type": kind}} for kind in ("number", "string")}
    contract = Contract.parse(changed({"tools.3": {"name": "move", "parameters": parameters}}))
    call = Call("move", ARGUMENTS, "Going.")
    decision = Decision(
        ACCEPTED, call, 0.5, "<|im_start|>user\nö\u2028", Decoded(HEADS, 3, 2, 1, 0.0, 0.0, 0.0)
    )
    decision.heads = tuple(HEADS.values())
    blind = Said("scan", "", math.inf, "nothing received on scan")
    snapshot = Snapshot(0.0, Time(nanoseconds=1_700_000_000_123_456_789), (), (blind,))
    job = Job(7, 0.0, snapshot, 0.1, SimpleNamespace(contract=contract), Task("go"))  # type: ignore[arg-type]
    with Writer(tmp_path / "bag", version=9, storage_plugin=STORAGES[storage]) as writer:
        for kind, topic, message in (
            (CALL, "/controller/call", function_call(job, decision, call)),
            (TICK, "/controller/tick", tick_report(job, decision, 0.1, 0.2, 0)),
        ):
            connection = writer.add_connection(topic, kind, typestore=definitions())
            writer.write(connection, 1, serialize_message(message))
    assert read(tmp_path / "bag") == [Tick(job.trace_id, decision.suffix, ACCEPTED.code, HEADS, call)]


@pytest.mark.parametrize("kind", [TICK, CALL])
def test_the_definitions_are_those_that_ros_was_built_with(kind: str) -> None:
    import simpletool_ros.msg

    recorded = getattr(simpletool_ros.msg, kind.rpartition("/")[2]).get_fields_and_field_types()
    assert list(recorded) == [name for name, _ in definitions().fielddefs[kind][1]]
