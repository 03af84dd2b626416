"""Contracts for the tests, made from one that is sound."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

TWIST = "geometry_msgs/msg/Twist"

SOUND: dict[str, Any] = {
    "robot": "test",
    "rate": 10.0,
    "done": "done",
    "enable_stamped_cmd_vel": True,
    "tools": [
        {
            "name": "drive",
            "parameters": {"speed": {"type": "number"}, "turn": {"type": "number"}},
            "required": ["speed"],
            "route": {
                "topic": "cmd_vel",
                "type": TWIST,
                "fields": {"linear.x": "speed", "angular.z": "turn"},
            },
        },
        {"name": "stop", "route": {"topic": "cmd_vel", "type": TWIST}, "valid_for": 0},
        {"name": "done", "route": {"topic": "cmd_vel", "type": TWIST}, "valid_for": 0},
        {"name": "say", "parameters": {"text": {"type": "string"}}},
        {
            "name": "grip",
            "parameters": {"closed": {"type": "boolean"}},
            "route": {
                "service": "grip",
                "type": "std_srvs/srv/SetBool",
                "fields": {"data": "closed"},
                "timeout": 1.0,
            },
        },
        {
            "name": "go",
            "parameters": {"place": {"type": "string"}},
            "route": {
                "action": "go",
                "type": "simpletool_ros/action/FollowInstruction",
                "fields": {"instruction": "place"},
                "timeout": 1.0,
            },
        },
    ],
    "stop": [{"topic": "cmd_vel", "type": TWIST}],
    "guard": {"timeout": 0.5, "repeat": 20.0, "rearm": "auto", "rearm_after": 1.0, "required": False},
}


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """Return SOUND with values set by dotted key: ``tools.0.route.type``."""
    data = deepcopy(SOUND)
    for key, value in changes.items():
        *path, last = [int(part) if part.isdigit() else part for part in key.split(".")]
        here: Any = data
        for part in path:
            here = here[part]
        here[last] = value
    return data


def write(folder: Path, name: str = "contract.yaml", **changes: Any) -> str:
    """Write SOUND with changes (``__`` for the dots in a key) as a file; return its path."""
    path = folder / name
    path.write_text(
        yaml.safe_dump(changed({key.replace("__", "."): value for key, value in changes.items()}))
    )
    return str(path)
