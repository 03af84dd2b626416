"""The node behind the live page: messages become events, commands reach guard and controller."""

from __future__ import annotations

import json
import math
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contracts import changed, write
from geometry_msgs.msg import Point, Pose
from harness import TIMEOUT, Client, Processes
from nav_msgs.msg import Odometry
from sensor_msgs.msg import LaserScan
from std_msgs.msg import Header
from visualization_msgs.msg import Marker, MarkerArray

from simpletool_ros.core.contract import Contract
from simpletool_ros.msg import FunctionCall, GuardState, HeadOutput, SourceState, TickReport, Verdict
from simpletool_ros.ros import events
from simpletool_ros.ros.live import Live, connected

DRIVE = "[[drive speed=0.2 turn=0.0]]"


class Heard:
    """Events, by kind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: list[dict[str, Any]] = []

    def publish(self, event: dict[str, Any]) -> None:
        json.dumps(event, allow_nan=False)
        with self._lock:
            self._events.append(event)

    def of(self, kind: str) -> list[dict[str, Any]]:
        with self._lock:
            return [event for event in self._events if event["kind"] == kind]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def live(heard: Heard) -> Iterator[Live]:
    sources = {
        "odom": {"topic": "odom", "type": "nav_msgs/msg/Odometry"},
        "scan": {"topic": "scan", "type": "sensor_msgs/msg/LaserScan"},
        "things": {"topic": "things", "type": "visualization_msgs/msg/MarkerArray"},
    }
    with connected(Contract.parse(changed({"sources": sources})), heard.publish) as node:
        yield node


# -- events


def test_a_tick_with_nothing_finite_in_it_is_said_in_json() -> None:
    nan = math.nan
    report = TickReport(
        heads=[HeadOutput(name="function", text="drive", logprob=nan, stop_reason=HeadOutput.STOP_CLOSED)],
        sources=[SourceState(name="far", age=math.inf, stale="nothing received")],
        verdict=Verdict(code=Verdict.LATE, reason="too late"),
        total_ms=nan,
        prefill_ms=math.inf,
    )
    event = json.loads(json.dumps(events.tick(report), allow_nan=False))
    assert event["heads"] == [{"name": "function", "text": "drive", "probability": None, "stop": "closed"}]
    assert event["sources"] == [{"name": "far", "words": "", "age": None, "stale": "nothing received"}]
    assert event["verdict"] == {"code": "late", "reason": "too late"}
    assert (event["total_ms"], event["ms"]["prefill"], event["ms"]["decode"]) == (None, None, 0.0)


def test_beams_without_a_reading_are_none() -> None:
    ranges = [math.nan, math.inf, -math.inf, 0.05, 9.0, 0.1, 1.234]
    message = LaserScan(angle_min=-1.0, angle_increment=0.5, range_min=0.1, range_max=3.5, ranges=ranges)
    event = events.scan(message)
    assert event["cm"] == [None, None, None, None, None, 10, 123]
    assert (event["start"], event["step"]) == (-1.0, 0.5)
    assert events.scan(LaserScan())["cm"] == []


def test_a_scan_of_many_beams_keeps_the_nearest_of_each_group() -> None:
    ranges = [3.0] * (2 * events.BEAMS + 1)
    ranges[101] = 0.5
    message = LaserScan(angle_min=0.0, angle_increment=0.001, range_min=0.1, range_max=3.5, ranges=ranges)
    event = events.scan(message)
    assert len(event["cm"]) == 481 <= events.BEAMS
    assert [at for at, cm in enumerate(event["cm"]) if cm == 50] == [101 // 3]
    assert (event["start"], event["step"]) == (pytest.approx(0.001), pytest.approx(0.003))


def test_objects_of_another_frame_are_a_fault_and_not_shown() -> None:
    marker = Marker(header=Header(frame_id="map"), text="box", pose=Pose(position=Point(x=1.0)))
    assert events.objects(MarkerArray(markers=[marker])) == {
        "kind": "objects",
        "fault": "box is placed in the frame 'map', not base_link",
        "objects": [],
    }
    marker.header.frame_id = "base_link"
    marker.pose.position.y = math.nan
    (shown,) = events.objects(MarkerArray(markers=[marker]))["objects"]
    assert (shown["name"], shown["x"], shown["y"]) == ("box", 1.0, None)


# -- over DDS


def test_sensors_are_told_whatever_their_qos(live: Live, heard: Heard, client: Client) -> None:
    topics = {"odom": Odometry(), "scan": LaserScan(ranges=[1.0], range_max=2.0), "things": MarkerArray()}
    for topic, message in topics.items():
        publisher = client.create_publisher(type(message), topic, 10)
        client.create_timer(0.05, lambda publisher=publisher, message=message: publisher.publish(message))
    for kind in ("pose", "scan", "objects"):
        client.until(lambda kind=kind: heard.of(kind), kind)
    (robot,) = heard.of("robot")
    assert robot["robot"] == "test" and robot["parameters"]["drive"] == ["speed", "turn"]
    assert robot["map"]["sensor_msgs/msg/LaserScan"] == "scan"


def test_commands(live: Live, heard: Heard, processes: Processes, client: Client, tmp_path: Path) -> None:
    contract = write(tmp_path)
    processes.start("guard", contract=contract)
    processes.start("controller", contract=contract)
    client.active()
    client.until(lambda: all(heard.of(kind) for kind in ("tick", "guard", "prefix")), "controller and guard")
    client.until(lambda: live.instruct("").result(TIMEOUT)[0], "the service")
    assert "drive" in heard.of("prefix")[-1]["text"]
    done, said = live.instruct("x" * 40000).result(TIMEOUT)
    assert not done and "the instruction has 40000 bytes, the budget is 512 tokens" in said
    assert live.instruct(DRIVE).result(TIMEOUT) == (True, "accepted")
    client.until(lambda: client.sent() == 0.2, "motion")
    client.until(lambda: heard.of("tick")[-1]["verdict"]["code"] == "accepted", "the tick's event")
    client.until(lambda: heard.of("instruction")[-1]["text"] == DRIVE, "the instruction's event")

    done, said = live.stop().result(TIMEOUT)
    assert done and said.startswith("the guard confirms")
    client.until(lambda: client.guard_state() == GuardState.STOPPED, "the guard's state")
    client.until(lambda: client.sent() == 0.0, "the stop")
    client.until(lambda: heard.of("guard")[-1]["state"] == "stopped", "the guard's event")
    client.until(lambda: heard.of("stop"), "the controller's own stop")
    assert live.stop().result(TIMEOUT)[0], "a stopped robot can be stopped"

    assert live.rearm().result(TIMEOUT)[0]
    client.until(lambda: client.guard_state() == GuardState.IDLE, "the guard lets go")
    assert live.rearm().result(TIMEOUT) == (False, "nothing to re-arm: the guard is idle")


def test_a_stop_without_a_guard_is_not_called_certain(
    live: Live, processes: Processes, client: Client, tmp_path: Path
) -> None:
    contract = write(tmp_path)
    processes.start("guard", contract=contract)
    processes.start("controller", contract=contract)
    client.active()
    # Until discovery is through, nobody may hear it.
    client.until(lambda: live.instruct(DRIVE).result(TIMEOUT)[0], "the instruction is taken")
    client.until(lambda: client.sent() == 0.2, "motion")
    processes.signal("guard", signal.SIGSTOP)
    stopping = live.stop()
    again = live.stop()
    assert again is not stopping, "an answer to the first press is none to the second"
    assert live.stop() is again, "stops queue up"
    # The controller drops the instruction and stops, without the guard.
    client.until(lambda: client.sent() == 0.0, "the controller's stop")
    done, said = stopping.result(TIMEOUT)
    assert not done and "the guard does not answer on /guard/stop; the controller stops" in said
    # Asked again and again, until the guard is back.
    processes.signal("guard", signal.SIGCONT)
    assert live.stop().result(TIMEOUT)[0]


def test_a_stop_overrides_a_rearm_under_way(
    live: Live, processes: Processes, client: Client, tmp_path: Path
) -> None:
    processes.start("guard", contract=write(tmp_path))
    client.until(lambda: client.guard, "the guard")
    client.until(lambda: live.stop().result(TIMEOUT)[0], "the stop")
    processes.signal("guard", signal.SIGSTOP)
    letting_go = live.rearm()
    stopping = live.stop()
    processes.signal("guard", signal.SIGCONT)
    assert letting_go.result(TIMEOUT) == (False, "taken back: the robot was told to stop meanwhile")
    assert stopping.result(TIMEOUT)[0] and live.stop().result(TIMEOUT)[0]
    client.until(lambda: client.guard_state() == GuardState.STOPPED, "the guard's state")


def test_a_stop_that_nobody_hears_says_so(live: Live) -> None:
    asked = live.stop(), live.rearm(), live.instruct("go")
    stopped, rearmed, instructed = (command.result(TIMEOUT) for command in asked)
    assert not stopped[0] and stopped[1].endswith("nor does the controller: use the robot's own stop")
    assert rearmed == (False, "no answer from /guard/rearm: is the guard running?")
    assert not instructed[0] and "is the controller running?" in instructed[1]


@pytest.mark.parametrize("client", ["/robot7"], indirect=True)
def test_in_a_namespace(heard: Heard, client: Client) -> None:
    with connected(Contract.parse(changed({})), heard.publish, "robot7"):
        publisher = client.create_publisher(FunctionCall, "controller/call", 10)
        stop = FunctionCall(verdict=Verdict(reason="stop: the instruction was cleared"))
        client.create_timer(0.05, lambda: publisher.publish(stop))
        client.until(lambda: heard.of("stop"), "an event of its namespace")
    assert heard.of("stop")[0]["reason"] == "the instruction was cleared"
    assert heard.of("robot")[0]["namespace"] == "/robot7"
