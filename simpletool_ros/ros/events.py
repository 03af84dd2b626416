"""What the live page is told: ROS messages as plain dictionaries, ready for JSON. ``kind`` says which.

Lengths are metres, angles radians, both by REP-103; what is not finite becomes None, which JSON can say.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..core.heads import Stop
from ..core.verdict import Code
from ..msg import AvatarPose, FunctionCall, GuardState, TickReport, Utterance
from .follower import STAGES
from .gate import STATES
from .summaries import objects_of, yaw

Event = dict[str, Any]

BEAMS = 720
"""A scan of more beams is shown by groups, each by its nearest reading."""

OBJECTS = 200
"""Objects shown of one message."""


def tick(report: TickReport) -> Event:
    """Return what a tick decided, on what, and where its milliseconds went."""
    return {
        "kind": "tick",
        "tick": report.tick,
        "suffix": report.suffix,
        "heads": [
            {
                "name": head.name,
                "text": head.text,
                "probability": _number(math.exp(min(head.logprob, 0.0)), 4),
                "stop": Stop(head.stop_reason).name.lower(),
            }
            for head in report.heads
        ],
        "verdict": {"code": Code(report.verdict.code).name.lower(), "reason": report.verdict.reason},
        "sources": [
            {
                "name": source.name,
                "words": source.words,
                "age": _number(source.age, 3),
                "stale": source.stale,
            }
            for source in report.sources
        ],
        "ms": {stage: _number(getattr(report, f"{stage}_ms"), 3) for stage in STAGES},
        "total_ms": _number(report.total_ms, 3),
        "deadline_ms": _number(report.deadline_ms, 3),
        "prompt_tokens": report.prompt_tokens,
        "cached_tokens": report.cached_tokens,
        "forwards": report.forwards,
        "skipped": report.skipped,
    }


def stop(message: FunctionCall) -> Event:
    """Return that the controller sent the contract's stop by itself, and why."""
    return {"kind": "stop", "reason": message.verdict.reason.removeprefix("stop: ")}


def guard(message: GuardState) -> Event:
    """Return the guard's state."""
    state = STATES.get(message.state, f"unknown ({message.state})")
    return {"kind": "guard", "state": state, "reason": message.reason}


def pose(message: Any) -> Event:
    """Return place, heading and speed of a ``nav_msgs/Odometry``."""
    at = message.pose.pose.position
    return {
        "kind": "pose",
        "x": _number(at.x, 3),
        "y": _number(at.y, 3),
        "yaw": _number(yaw(message.pose.pose.orientation), 4),
        "speed": _number(message.twist.twist.linear.x, 3),
    }


def scan(message: Any) -> Event:
    """Return a ``sensor_msgs/LaserScan``: whole centimetres, None where there is no reading (REP-117)."""
    ranges = np.asarray(message.ranges, dtype=np.float32)
    read = np.isfinite(ranges) & (ranges >= message.range_min) & (ranges <= message.range_max)
    near = np.where(read, ranges, np.inf)
    together = -(-len(near) // BEAMS) or 1
    padded = np.pad(near, (0, -len(near) % together), constant_values=np.inf)
    nearest = padded.reshape(-1, together).min(axis=1)
    return {
        "kind": "scan",
        # Of the middle of the first group.
        "start": _number(message.angle_min + message.angle_increment * (together - 1) / 2, 5),
        "step": _number(message.angle_increment * together, 6),
        "cm": [round(100 * one) if one < np.inf else None for one in nearest.tolist()],
    }


def objects(message: Any) -> Event:
    """Return the objects around the robot of a ``visualization_msgs/MarkerArray``."""
    try:
        markers = list(objects_of(message))[:OBJECTS]
    except ValueError as error:
        return {"kind": "objects", "fault": str(error), "objects": []}
    shown = [
        {
            "name": marker.text,
            "x": _number(marker.pose.position.x, 3),
            "y": _number(marker.pose.position.y, 3),
            "size": _number(max(marker.scale.x, marker.scale.y), 3),
            "color": [_number(part, 3) for part in (marker.color.r, marker.color.g, marker.color.b)],
        }
        for marker in markers
    ]
    return {"kind": "objects", "fault": "", "objects": shown}


def avatar(message: AvatarPose) -> Event:
    """Return a frame of an avatar: of its blendshapes those that are not at rest, and are weights at all."""
    weights = zip(message.blendshapes, message.weights, strict=False)
    head = message.head
    return {
        "kind": "avatar",
        "weights": {name: round(weight, 3) for name, weight in weights if 0.001 <= weight <= 1.0},
        "head": [_number(part, 4) or 0.0 for part in (head.x, head.y, head.z, head.w)],
        "expression": message.expression,
        "gesture": message.gesture,
        "phase": _number(message.phase, 3) or 0.0,
        "speech": message.speech,
    }


def utterance(message: Utterance) -> Event:
    """Return what somebody said."""
    return {"kind": "utterance", "speaker": message.speaker, "text": message.text}


def _number(value: float, digits: int) -> float | None:
    return round(value, digits) if math.isfinite(value) else None
