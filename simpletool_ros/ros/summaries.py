"""Which summary fits which message type: messages taken apart for ``core.summary``, which finds the words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ..core import summary as words
from ..core.parts import Source
from .fields import Field, InterfaceError, interface

MAX_TEXT = 200
"""Characters of a text field that the prompt shows."""

_FIELDS = "fields"

Summary = Callable[[Any], str]
"""A message in words; ValueError when it holds nothing that can be said."""


def summary_of(source: Source) -> Summary:
    """Return what puts a source's messages into words.

    Raises:
        ValueError: no summary fits, as ``what|mend``.
    """
    known = SUMMARIES.get(source.type, {})
    name = source.summary or (_FIELDS if source.fields else next(iter(known), ""))
    if name == _FIELDS:
        if not source.fields:
            raise ValueError("says fields, but there are none|add fields: {label: path.to.field}")
        return _picker(source)
    if not name:
        raise ValueError(f"no summary fits {source.type}|add fields: {{label: path.to.field}}")
    if name not in known:
        fitting = ", ".join([*known, _FIELDS])
        raise ValueError(f"{name!r} does not fit {source.type}|use one of {fitting}, or leave it out")
    made = known[name]
    return made(source) if isinstance(made, type) else partial(made, source=source)


def _motion(message: Any, source: Source) -> str:
    twist = message.twist.twist
    return words.motion(
        math.copysign(math.hypot(twist.linear.x, twist.linear.y), twist.linear.x), twist.angular.z
    )


def _sectors(message: Any, source: Source) -> str:
    """A scan without a single reading is no scan: that is another thing than a sector without one."""
    shape = message.angle_min, message.angle_increment, message.range_min
    if not all(map(math.isfinite, shape)) or math.isnan(message.range_max):
        raise ValueError(f"angles and ranges {shape}, {message.range_max} in a message")
    if not any(reading >= message.range_min or reading == -math.inf for reading in message.ranges):
        raise ValueError("no beam has a reading")
    return words.sectors(
        message.ranges,
        message.angle_min,
        message.angle_increment,
        message.range_min,
        message.range_max,
        source.sectors,
    )


class _Progress:
    """What odometry says of the way since the first message."""

    def __init__(self, source: Source) -> None:
        self._way = words.Progress()

    def __call__(self, message: Any) -> str:
        at = message.pose.pose.position
        return self._way.at(at.x, at.y, yaw(message.pose.pose.orientation))


class _Visited:
    """Which objects the robot has been close to since the first message."""

    def __init__(self, source: Source) -> None:
        self._been = words.Visited()

    def __call__(self, message: Any) -> str:
        return self._been.at(_around(message))


def _attitude(message: Any, source: Source) -> str:
    """Roll and pitch of a quaternion, x-y-z fixed axes (REP-103)."""
    q = message.orientation
    norm = math.sqrt(q.x * q.x + q.y * q.y + q.z * q.z + q.w * q.w)
    if message.orientation_covariance[0] == -1 or not 0.5 < norm < 2.0:
        raise ValueError("no orientation in the message")  # sensor_msgs/Imu: -1 says that there is none
    x, y, z, w = q.x / norm, q.y / norm, q.z / norm, q.w / norm
    pitch = math.asin(max(-1.0, min(1.0, 2 * (w * y - z * x))))
    return words.attitude(math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)), pitch)


def _battery(message: Any, source: Source) -> str:
    return words.battery(message.percentage)


def _joints(message: Any, source: Source) -> str:
    return words.joints(message.name[: source.limit], message.position[: source.limit])


def _place(message: Any, source: Source) -> str:
    at = message.pose.position
    if not (math.isfinite(at.x) and math.isfinite(at.y)):
        raise ValueError(f"position {at.x}, {at.y} in a message")
    return words.place(at.x, at.y)


def _objects(message: Any, source: Source) -> str:
    return words.objects(_around(message), source.limit)


def yaw(q: Any) -> float:
    """Return a quaternion's rotation about z, rad, counter-clockwise (REP-103)."""
    return math.atan2(2 * (q.w * q.z + q.x * q.y), 1 - 2 * (q.y * q.y + q.z * q.z))


def _around(message: Any) -> Iterator[tuple[str, float, float]]:
    """Yield name, x and y (m) of the objects around the robot; ValueError as :func:`objects_of`."""
    for marker in objects_of(message):
        yield marker.text, marker.pose.position.x, marker.pose.position.y


def objects_of(message: Any) -> Iterator[Any]:
    """Yield the markers that are objects around the robot: those with a text.

    Raises:
        ValueError: a marker is placed in another frame than the robot's.
    """
    for marker in message.markers:
        if marker.action != marker.ADD or not marker.text:
            continue
        # base_link, base_footprint, robot1/base_link: what REP-105 has x ahead and y left of the robot.
        if not marker.header.frame_id.rpartition("/")[2].startswith("base"):
            raise ValueError(
                f"{marker.text} is placed in the frame {marker.header.frame_id!r}, not base_link"
            )
        yield marker


def _value(message: Any, source: Source) -> str:
    return _said(message.data)


SUMMARIES: Mapping[str, Mapping[str, Callable[..., Any]]] = {
    "nav_msgs/msg/Odometry": {"motion": _motion, "progress": _Progress},
    "sensor_msgs/msg/LaserScan": {"sectors": _sectors},
    "sensor_msgs/msg/Imu": {"attitude": _attitude},
    "sensor_msgs/msg/BatteryState": {"battery": _battery},
    "sensor_msgs/msg/JointState": {"joints": _joints},
    "geometry_msgs/msg/PoseStamped": {"place": _place},
    "visualization_msgs/msg/MarkerArray": {"objects": _objects, "visited": _Visited},
    "std_msgs/msg/String": {"value": _value},
    "std_msgs/msg/Bool": {"value": _value},
}
"""Message type to the summaries that fit it, by name, the default first; a class remembers messages."""


def _picker(source: Source) -> Summary:
    """Return a summary that says the picked fields of any message: ``voltage 12.10, current -1.00``."""
    try:
        message = interface(source.type)
        picked = [(label, Field.of(message, path)) for label, path in (source.fields or {}).items()]
    except InterfaceError as error:
        raise ValueError(f"{error}|name a field of the message") from error
    return lambda message: ", ".join(f"{label} {_said(field.get(message))}" for label, field in picked)


def _said(value: object) -> str:
    """Say one plain value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} in a message")
        return f"{value:.2f}"
    if isinstance(value, bytes):
        return str(value[0])
    text = str(value)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def stamps(message: Any) -> Iterator[float]:
    """Yield the message's time stamps that are set, seconds: its header's, or those of the markers in it."""
    for stamped in (message, *getattr(message, "markers", ())):
        header = getattr(stamped, "header", None)
        if header is not None and (header.stamp.sec or header.stamp.nanosec):
            yield header.stamp.sec + header.stamp.nanosec * 1e-9
