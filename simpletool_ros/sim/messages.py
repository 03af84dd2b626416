"""The simulator's standard ROS 2 messages: built once, then filled again and again from the world."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from builtin_interfaces.msg import Duration, Time
from geometry_msgs.msg import TransformStamped
from nav_msgs.msg import Odometry
from sensor_msgs.msg import JointState, LaserScan
from visualization_msgs.msg import Marker, MarkerArray

from simpletool_ros.sim.model import BASE_HEIGHT, LIDAR_OFFSET
from simpletool_ros.sim.scenario import COLORS, Pose, SceneObject
from simpletool_ros.sim.world import SCAN_BEAMS, SCAN_RANGE, Detection, Twist, World

_MARKER_TYPES = {"box": Marker.CUBE, "cylinder": Marker.CYLINDER, "ball": Marker.SPHERE}

# Variances of wheel odometry on this floor: centimetres and a few degrees after a minute of driving. What a
# wheeled robot on a flat floor cannot do (z, roll, pitch, sideways) is known well.
# Order: x, y, z, roll, pitch, yaw.
_POSE_VARIANCES = (1e-3, 1e-3, 1e-6, 1e-6, 1e-6, 3e-3)  # m², rad²
_TWIST_VARIANCES = (1e-5, 1e-6, 1e-6, 1e-6, 1e-6, 1e-4)  # (m/s)², (rad/s)²


def to_time(seconds: float) -> Time:
    """Return ``seconds`` (0 or more) as a time stamp, to the nanosecond."""
    sec, nanosec = divmod(round(seconds * 1e9), 1_000_000_000)
    return Time(sec=sec, nanosec=nanosec)


def odometry(
    frame: str,
    child: str,
    pose_variances: Sequence[float] = _POSE_VARIANCES,
    twist_variances: Sequence[float] = _TWIST_VARIANCES,
) -> Odometry:
    """Return an odometry message of ``child`` in ``frame``, with its covariances, to be filled."""
    message = Odometry(child_frame_id=child)
    message.header.frame_id = frame
    message.pose.covariance[::7] = pose_variances
    message.twist.covariance[::7] = twist_variances
    return message


def fill_odometry(message: Odometry, stamp: Time, pose: Pose, twist: Twist) -> None:
    """Put a planar pose (m, rad) and a velocity (m/s, rad/s) into ``message``."""
    message.header.stamp = stamp
    place, turned = message.pose.pose.position, message.pose.pose.orientation
    place.x, place.y = pose.x, pose.y
    turned.z, turned.w = math.sin(pose.yaw / 2), math.cos(pose.yaw / 2)
    message.twist.twist.linear.x = twist.linear
    message.twist.twist.angular.z = twist.angular


def transform(
    frame: str, child: str, translation: tuple[float, float, float] = (0.0, 0.0, 0.0)
) -> TransformStamped:
    """Return the transform of ``child`` in ``frame``: shifted by ``translation`` (m), not turned."""
    message = TransformStamped(child_frame_id=child)
    message.header.frame_id = frame
    shift = message.transform.translation
    shift.x, shift.y, shift.z = translation
    return message


def fill_transform(message: TransformStamped, stamp: Time, pose: Pose) -> None:
    """Put a planar pose (m, rad) into ``message``."""
    message.header.stamp = stamp
    message.transform.translation.x, message.transform.translation.y = pose.x, pose.y
    message.transform.rotation.z, message.transform.rotation.w = (
        math.sin(pose.yaw / 2),
        math.cos(pose.yaw / 2),
    )


def fixed_transforms() -> list[TransformStamped]:
    """Return where ``base_link`` and the lidar's ``base_scan`` sit on the robot."""
    return [
        transform("base_footprint", "base_link", (0.0, 0.0, BASE_HEIGHT)),
        transform("base_link", "base_scan", LIDAR_OFFSET),
    ]


def laser_scan(period: float) -> LaserScan:
    """Return an empty scan of the lidar, one every ``period`` seconds, all its beams at one moment."""
    message = LaserScan(
        angle_min=0.0,
        angle_max=math.tau * (SCAN_BEAMS - 1) / SCAN_BEAMS,
        angle_increment=math.tau / SCAN_BEAMS,
        time_increment=0.0,
        scan_time=period,
        range_min=SCAN_RANGE[0],
        range_max=SCAN_RANGE[1],
    )
    message.header.frame_id = "base_scan"
    return message


def fill_laser_scan(message: LaserScan, stamp: Time, world: World) -> None:
    """Cast the rays into ``message``."""
    message.header.stamp = stamp
    message.ranges = array("f", world.scan().tobytes())


def joint_states() -> JointState:
    """Return a message of the two wheel joints, for :func:`fill_joint_states`."""
    return JointState(name=["wheel_left_joint", "wheel_right_joint"])


def fill_joint_states(message: JointState, stamp: Time, world: World) -> None:
    """Put the wheels' angles (rad) and speeds (rad/s) into ``message``."""
    message.header.stamp = stamp
    message.position = array("d", world.wheel_angles)
    message.velocity = array("d", world.wheel_speeds)


class ObjectMarkers:
    """What a detector on the robot reports of a scenario's objects: one marker each, in ``base_link``."""

    def __init__(self, objects: Sequence[SceneObject], lifetime: float) -> None:
        """Prepare a marker for each of ``objects``; viewers drop it ``lifetime`` seconds later."""
        keep = Duration(sec=int(lifetime), nanosec=int(lifetime % 1.0 * 1e9))
        self._markers = {thing.name: _marker(index, thing, keep) for index, thing in enumerate(objects)}

    def message(self, stamp: Time, detections: Sequence[Detection], yaw: float) -> MarkerArray:
        """Return the markers of ``detections``, the robot's heading being ``yaw`` rad in the world."""
        seen = []
        z, w = math.sin(-yaw / 2), math.cos(yaw / 2)
        for detection in detections:
            marker = self._markers[detection.name]
            marker.header.stamp = stamp
            marker.pose.position.x, marker.pose.position.y = detection.x, detection.y
            marker.pose.orientation.z, marker.pose.orientation.w = z, w
            seen.append(marker)
        return MarkerArray(markers=seen)


def _marker(index: int, thing: SceneObject, lifetime: Duration) -> Marker:
    marker = Marker(
        ns="objects",
        id=index,
        type=_MARKER_TYPES[thing.shape],
        action=Marker.ADD,
        text=thing.name,
        lifetime=lifetime,
    )
    marker.header.frame_id = "base_link"
    marker.pose.position.z = thing.height / 2 - BASE_HEIGHT
    marker.scale.x = marker.scale.y = 2 * thing.size
    marker.scale.z = thing.height
    marker.color.r, marker.color.g, marker.color.b = COLORS[thing.color]
    marker.color.a = 1.0
    return marker
