"""Snapshots of messages that arrived over DDS."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rclpy
from contracts import changed
from geometry_msgs.msg import Point, Pose, PoseStamped, Quaternion
from harness import Client
from nav_msgs.msg import Odometry
from rclpy.callback_groups import ReentrantCallbackGroup
from sensor_msgs.msg import BatteryState, Imu, JointState, LaserScan, Range
from std_msgs.msg import Bool, Header, String
from visualization_msgs.msg import Marker, MarkerArray

from simpletool_ros.core.contract import Contract
from simpletool_ros.ros.sources import Said, Snapshot, Sources

SAID = Callable[..., Snapshot]


@pytest.fixture
def said(client: Client) -> Iterator[SAID]:
    """Publish a message on the topic of a source, and return the snapshot taken once it has arrived."""
    made: list[Sources] = []

    def publish(message: Any, wait: float = 0.0, **source: Any) -> Snapshot:
        kind = type(message)
        name = f"{kind.__module__.split('.')[0]}/msg/{kind.__name__}"
        topic = f"topic_{len(made)}"
        data = changed({"sources": {"it": {"topic": topic, "type": name, "max_age": 2.0, **source}}})
        sources = Sources(client, Contract.parse(data), ReentrantCallbackGroup())
        made.append(sources)
        publisher = client.create_publisher(kind, topic, 10)
        client.until(lambda: publisher.get_subscription_count(), "a subscription")
        publisher.publish(message)
        client.until(lambda: sources._feeds[0]._latest, "the message")
        client.spin(wait)
        return sources.snapshot()

    yield publish


def stamped(client: Client, age: float = 0.0) -> Header:
    header = Header(frame_id="base_link")
    header.stamp = (client.get_clock().now() - rclpy.duration.Duration(seconds=age)).to_msg()
    return header


def marker(text: str, x: float, y: float, **fields: Any) -> Marker:
    marked = Marker(text=text, pose=Pose(position=Point(x=x, y=y)), **fields)
    marked.header.frame_id = "robot1/base_link"
    return marked


def scan(*ranges: float, angle_min: float = -math.pi) -> LaserScan:
    return LaserScan(
        angle_min=angle_min,
        angle_increment=math.tau / max(len(ranges), 1),
        range_min=0.1,
        range_max=3.5,
        ranges=ranges,
    )


def odometry(speed: float, turn: float) -> Odometry:
    message = Odometry()
    message.twist.twist.linear.x, message.twist.twist.angular.z = speed, turn
    return message


def placed(x: float, y: float, yaw: float) -> Odometry:
    message = Odometry()
    message.pose.pose.position.x, message.pose.pose.position.y = x, y
    message.pose.pose.orientation = Quaternion(z=math.sin(yaw / 2), w=math.cos(yaw / 2))
    return message


HALF = math.sqrt(0.5)
MESSAGES = [
    (odometry(0.15, 0.3), {}, "it: 0.15 m/s, turning 0.3 rad/s left"),
    (odometry(-0.15, 0.0), {}, "it: -0.15 m/s, turning 0.0 rad/s"),
    (scan(*[1.0] * 90, *[math.inf] * 180, *[0.5] * 90), {"sectors": {"front": [-20, 20], "back": [160, 200]}},
     "it: front 3.5, back 0.5"),
    (Imu(orientation=Quaternion(x=HALF, w=HALF)), {}, "it: roll 90, pitch 0"),
    (BatteryState(percentage=0.83), {}, "it: 83 %"),
    (BatteryState(voltage=12.25), {"fields": {"volts": "voltage", "there": "present"}},
     "it: volts 12.25, there false"),
    (JointState(name=["elbow", "wrist"], position=[0.52, -1.1]), {}, "it: elbow 0.52, wrist -1.10"),
    (PoseStamped(pose=Pose(position=Point(x=1.0, y=1.0))), {}, "it: 1.4 45 left"),
    (String(data="door open"), {"label": "door"}, "door: door open"),
    (Bool(data=True), {}, "it: true"),
    (MarkerArray(markers=[marker("red ball", 2.0, 0.0), marker("gone", 1.0, 0.0, action=Marker.DELETE),
                          marker("box", 0.0, -1.0, ns="other")]), {},
     "it: red ball 2.0 0 ahead, box 1.0 90 right"),
    (MarkerArray(), {}, "it: nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("message", "source", "words"), MESSAGES, ids=lambda value: type(value).__name__)
def test_a_message_becomes_words(said: SAID, message: Any, source: dict[str, Any], words: str) -> None:
    snapshot = said(message, **source)
    assert snapshot.environment == (words,)
    (it,) = snapshot.sources
    assert words.endswith(f": {it.words}") and (it.stale, snapshot.blocked) == ("", "")
    assert 0.0 <= it.age <= 2.0


NOT_A_NUMBER = [
    odometry(math.nan, 0.0),
    Imu(orientation=Quaternion(x=math.nan)),
    Imu(orientation=Quaternion(w=0.0)),
    BatteryState(percentage=math.nan),
    JointState(name=["a"], position=[math.inf]),
    JointState(name=["a"], position=[]),
    PoseStamped(pose=Pose(position=Point(x=math.nan))),
]


@pytest.mark.parametrize("frame", ["map", "odom", ""])
def test_objects_in_another_frame_block(said: SAID, frame: str) -> None:
    elsewhere = marker("box", 1.0, 0.0)
    elsewhere.header.frame_id = frame
    snapshot = said(MarkerArray(markers=[marker("ball", 1.0, 0.0), elsewhere]), stale="block")
    assert f"box is placed in the frame {frame!r}, not base_link" in snapshot.blocked


@pytest.mark.parametrize("message", NOT_A_NUMBER, ids=lambda value: type(value).__name__)
def test_what_cannot_be_said_is_stale_with_the_reason(said: SAID, message: Any) -> None:
    snapshot = said(message, stale="block")
    assert snapshot.environment == ("it: stale",)
    (it,) = snapshot.sources
    assert it.words == "" and snapshot.blocked == f"it is stale: {it.stale}"


def test_nan_in_a_picked_field_is_stale(said: SAID) -> None:
    snapshot = said(Range(range=math.nan), stale="block", fields={"far": "range"})
    assert snapshot.blocked == "it is stale: nan in a message"


def test_nan_beams_are_no_reading(said: SAID) -> None:
    one_side = scan(*[math.nan] * 180, *[1.0] * 180)
    assert said(one_side).environment == ("it: front 1.0, left 1.0, right unknown",)


@pytest.mark.parametrize(
    "message",
    [scan(*[math.nan] * 360), scan(*[0.0] * 360), scan(), scan(*[1.0] * 360, angle_min=math.nan)],
)
def test_a_scan_without_a_reading_blocks(said: SAID, message: Any) -> None:
    snapshot = said(message, stale="block")
    assert snapshot.environment == ("it: stale",)
    assert "no beam has a reading" in snapshot.blocked or "nan, " in snapshot.blocked


def test_a_silent_source_grows_stale(said: SAID) -> None:
    snapshot = said(Bool(data=True), wait=0.5, max_age=0.2, stale="block")
    assert snapshot.environment == ("it: stale",)
    assert "last received 0.5 s ago" in snapshot.blocked
    assert snapshot.sources[0].age == pytest.approx(0.5, abs=0.1)


def test_an_old_stamp_is_stale_however_fresh_the_receipt(said: SAID, client: Client) -> None:
    snapshot = said(Odometry(header=stamped(client, age=10.0)), stale="block")
    assert "stamped 10.0 s ago" in snapshot.blocked
    assert snapshot.sources[0].age == pytest.approx(10.0, abs=0.5)


def test_markers_are_as_old_as_the_oldest(said: SAID, client: Client) -> None:
    old, new = (marker("box", 1.0, 0.0, header=stamped(client, age)) for age in (9.0, 0.0))
    assert said(MarkerArray(markers=[new, old])).sources[0].stale.startswith("stamped 9.0 s ago")


def test_say_does_not_block(said: SAID) -> None:
    snapshot = said(BatteryState(percentage=math.nan))
    assert (snapshot.environment, snapshot.blocked) == (("it: stale",), "")
    assert snapshot.sources[0].stale


def test_never_received_is_stale(client: Client) -> None:
    data = changed({"sources": {"it": {"topic": "silent", "type": "std_msgs/msg/Bool", "stale": "block"}}})
    snapshot = Sources(client, Contract.parse(data), ReentrantCallbackGroup()).snapshot()
    assert snapshot.blocked == "it is stale: nothing received on silent"
    assert snapshot.sources == (Said("it", "", math.inf, "nothing received on silent"),)
    assert abs(snapshot.taken - time.monotonic()) < 5.0


def test_progress_and_visits_are_those_since_the_instruction(client: Client) -> None:
    data = changed(
        {
            "sources": {
                "way": {"topic": "odom", "type": "nav_msgs/msg/Odometry", "summary": "progress"},
                "been": {
                    "topic": "objects",
                    "type": "visualization_msgs/msg/MarkerArray",
                    "summary": "visited",
                },
            }
        }
    )
    sources = Sources(client, Contract.parse(data), ReentrantCallbackGroup())
    odom, objects = (
        client.create_publisher(Odometry, "odom", 10),
        client.create_publisher(MarkerArray, "objects", 10),
    )
    client.until(lambda: odom.get_subscription_count() and objects.get_subscription_count(), "subscriptions")

    def environment(place: Odometry, *markers: Marker) -> tuple[str, ...]:
        for feed in sources._feeds:
            feed._latest = None
        odom.publish(place)
        objects.publish(MarkerArray(markers=markers))
        client.until(lambda: all(feed._latest for feed in sources._feeds), "the messages")
        return sources.snapshot().environment

    assert environment(placed(1.0, 2.0, 0.0)) == ("way: moved 0.0, turned 0", "been: nothing")
    assert environment(placed(1.5, 2.0, 0.5), marker("red ball", 0.3, 0.0)) == (
        "way: moved 0.5, turned 29 left",
        "been: red ball",
    )
    sources.begin()
    assert sources.snapshot().environment == ("way: moved 0.0, turned 0", "been: red ball")
    assert environment(placed(1.5, 2.0, 0.0)) == ("way: moved 0.0, turned 29 right", "been: red ball")
    sources.close()
