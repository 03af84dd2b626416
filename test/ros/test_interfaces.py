from __future__ import annotations

import math
from typing import Any

import pytest
from contracts import TWIST, changed
from geometry_msgs.msg import PoseArray, Twist
from hypothesis import given
from hypothesis import strategies as st
from rclpy.serialization import deserialize_message, serialize_message
from sensor_msgs.msg import BatteryState, Imu, JointState
from std_msgs.msg import Byte, Int8, String, UInt8MultiArray

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.resources import share
from simpletool_ros.ros.fields import Field, InterfaceError, interface
from simpletool_ros.ros.interfaces import check


def test_shipped_contracts_fit_their_messages() -> None:
    paths = list((share() / "config").glob("*.yaml"))
    contracts = [path for path in paths if "tools:" in path.read_text()]
    assert contracts
    for path in contracts:
        assert check(Contract.load(path)) == []


@pytest.mark.parametrize(
    ("changes", "key", "what"),
    [
        ({"tools.0.route.type": "no_msgs/msg/Twist"}, "tools.0.route.type", "no_msgs is not installed"),
        ({"tools.0.route.type": "geometry_msgs/msg/Twisted"}, "tools.0.route.type", "has no such msg"),
        (
            {"tools.0.route.fields": {"linear.q": "speed", "angular.z": "turn"}},
            "tools.0.route.fields.linear.q",
            "Vector3 has no field 'q', only x, y, z",
        ),
        (
            {"tools.0.route.fields": {"linear": "speed", "angular.z": "turn"}},
            "tools.0.route.fields.linear",
            "speed is a number, the field is Vector3",
        ),
        (
            {"stop": [{"topic": "cmd_vel", "type": TWIST, "fields": {"linear.x": {"value": "fast"}}}]},
            "stop.0.fields.linear.x",
            "'fast' is no float64",
        ),
        ({"tools.5.route.fields": {"place": "place"}}, "tools.5.route.fields.place", "no field 'place'"),
        (
            {"tools.3.parameters": {"text": {"type": "integer"}}, "tools.3.route": {
                "topic": "said", "type": "std_msgs/msg/String", "fields": {"data": "text"}}},
            "tools.3.route.fields.data",
            "text is an integer, the field is string",
        ),
        ({"limits": {"cmd_vel": {"linear.w": {"maximum": 1}}}}, "limits.cmd_vel.linear.w", "no field 'w'"),
        ({"limits": {"/cmd_vel/": {"linear": {"maximum": 1}}}}, "limits./cmd_vel/.linear", "is Vector3"),
        ({"stop": [{"topic": "cmd_vel", "type": "x_msgs/msg/Y"}]}, "stop.0.type", "x_msgs is not installed"),
        ({"tools.1.route.type": "std_msgs/msg/String"}, "tools.1.route.type", "is sent there too"),
        (
            {"stop": [{"topic": "/cmd_vel", "type": "geometry_msgs/msg/TwistStamped"}]},
            "stop.0.type",
            "geometry_msgs/msg/Twist is sent there too",
        ),
        (
            {"sources": {"cam": {"topic": "image", "type": "sensor_msgs/msg/Image"}}},
            "sources.cam.type",
            "no summary fits sensor_msgs/msg/Image",
        ),
        (
            {"sources": {"imu": {"topic": "imu", "type": "sensor_msgs/msg/Imu", "summary": "motion"}}},
            "sources.imu.summary",
            "'motion' does not fit",
        ),
        (
            {"sources": {"b": {"topic": "b", "type": "sensor_msgs/msg/Range", "fields": {"v": "volt"}}}},
            "sources.b.fields.v",
            "Range has no field 'volt'",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(changes: dict[str, Any], key: str, what: str) -> None:
    problems = check(Contract.parse(changed(changes), "c.yaml"))
    found = [problem for problem in problems if problem.key == key]
    assert found, [str(problem) for problem in problems]
    assert what in found[0].what
    assert found[0].mend and found[0].file == "c.yaml"


def test_every_fault_is_told_at_once() -> None:
    changes = {
        "tools.0.route.type": "a_msgs/msg/A",
        "stop.0.type": "b_msgs/msg/B",
        "tools.1.route.type": TWIST,
    }
    assert len(check(Contract.parse(changed(changes)))) >= 2


@pytest.mark.parametrize(
    ("message", "path", "value", "read"),
    [
        (Twist, "linear.x", 1, 1.0),
        (PoseArray, "poses[2].position.y", 0.5, 0.5),
        (JointState, "name[1]", "elbow", "elbow"),
        (JointState, "position", [1, 2.5], [1.0, 2.5]),
        (UInt8MultiArray, "data[3]", 255, 255),
        (Imu, "orientation_covariance[8]", 2, 2.0),
        (BatteryState, "present", True, True),
        (Byte, "data", 7, b"\x07"),
        (String, "data", "grüß dich", "grüß dich"),
    ],
)
def test_a_value_set_arrives(message: Any, path: str, value: Any, read: Any) -> None:
    made, field = message(), Field.of(message, path)
    field.set(made, value)
    arrived = deserialize_message(serialize_message(made), message)
    got = field.get(arrived)
    assert (list(got) if isinstance(read, list) else got) == read


@pytest.mark.parametrize(
    ("message", "path", "value"),
    [
        (Twist, "linear.x", math.nan),
        (Twist, "linear.x", math.inf),
        (Twist, "linear.x", 10**400),
        (Twist, "linear.x", "1.0"),
        (Twist, "linear.x", True),
        (Twist, "linear.x", None),
        (BatteryState, "voltage", 1e39),
        (BatteryState, "present", 1),
        (Int8, "data", 128),
        (Int8, "data", 1.0),
        (UInt8MultiArray, "data", [1, -1]),
        (Imu, "orientation_covariance", [1.0]),
        (String, "data", 5),
        (String, "data", "\ud800"),
        (String, "data", "a\0b"),
    ],
)
def test_a_value_that_the_field_cannot_hold_is_refused(message: Any, path: str, value: Any) -> None:
    with pytest.raises(InterfaceError, match=path.split("[")[0]):
        Field.of(message, path).set(message(), value)


@pytest.mark.parametrize(
    "path",
    ["nothing", "linear.x.y", "linear[0]", "linear.x[0]", "poses[64].position.x", "poses[0].position.q"],
)
def test_a_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(InterfaceError):
        Field.of(Twist if path.startswith("l") else PoseArray, path)


def test_a_covariance_has_an_end() -> None:
    with pytest.raises(InterfaceError, match="the last index is 8"):
        Field.of(Imu, "orientation_covariance[9]")


def test_an_unknown_interface_names_its_package() -> None:
    with pytest.raises(InterfaceError, match="the package nav9_msgs is not installed or not sourced"):
        interface("nav9_msgs/msg/Path")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4),
)


@given(
    anything,
    st.sampled_from([(Twist, "linear.x"), (Int8, "data"), (String, "data"), (JointState, "position")]),
)
def test_any_value_is_refused_or_can_be_serialized(value: Any, where: tuple[Any, str]) -> None:
    message, path = where
    made = message()
    try:
        Field.of(message, path).set(made, value)
    except InterfaceError:
        return
    serialize_message(made)
