"""Dialects: the shipped contract, and others that mean the same, so that the model reads its tools.

A dialect varies the tools' names, order and descriptions, the parameters' names and order, the system text,
and adds tools that have nothing to do with driving, each with instructions that ask for it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..core.contract import Contract
from ..core.prompt import Profile, Prompt
from ..core.resources import find
from ..core.tools import Call, Toolset
from .expert import Decision

PROFILE = "v2"


@dataclass(frozen=True)
class Extra:
    """A tool that has nothing to do with driving.

    Attributes:
        tool: in OpenAI's form.
        asked: instruction to the call it asks for.
    """

    tool: dict[str, Any]
    asked: Mapping[str, Call]


@dataclass(frozen=True)
class Dialect:
    """A toolset and how decisions are called in it.

    Attributes:
        toolset: the tools.
        system: domain prompt.
        names: the tool for ``drive``, ``stop`` and ``done``, and the parameter for ``speed`` and ``turn``.
        extras: tools beside those.
    """

    toolset: Toolset
    system: str
    names: Mapping[str, str]
    extras: tuple[Extra, ...] = ()

    @cached_property
    def prompt(self) -> Prompt:
        """Its prompts."""
        return Prompt(Profile.load(PROFILE), self.toolset, self.system)

    def call(self, decision: Decision) -> Call | None:
        """Return the call of a decision, or None for ``nothing``."""
        if decision.action == "nothing":
            return None
        if decision.action != "drive":
            return Call(self.names[decision.action], {})
        told = {self.names["speed"]: decision.speed, self.names["turn"]: decision.turn}
        tool = self.toolset[self.names["drive"]]
        return Call(tool.name, {parameter.name: told[parameter.name] for parameter in tool.parameters})


def of(contract: Contract) -> Dialect:
    """Return the dialect of a contract whose tools are named as the shipped one's are."""
    same = ("drive", "stop", "done", "speed", "turn")
    return Dialect(contract.toolset, contract.prompt.system, {name: name for name in same})


def shipped() -> Dialect:
    """Return the dialect of ``config/turtlebot3.yaml``."""
    return of(Contract.load(find("turtlebot3", "config")))


def varied(rng: random.Random) -> Dialect:
    """Draw a dialect."""
    names = {key: rng.choice(words) for key, words in _NAMES.items()}
    while len(set(names.values())) < len(names):
        names = {key: rng.choice(words) for key, words in _NAMES.items()}
    parameters = {
        names["speed"]: {"type": "number", "minimum": -0.1, "maximum": 0.2, "multipleOf": 0.05},
        names["turn"]: {"type": "number", "minimum": -1.0, "maximum": 1.0, "multipleOf": 0.1},
    }
    if rng.random() < 0.3:
        parameters = dict(reversed(parameters.items()))
    extras = tuple(rng.sample(_EXTRAS, rng.choice((0, 0, 1, 2))))
    tools = [
        _tool(names["drive"], rng.choice(_DRIVE), parameters),
        _tool(names["stop"], rng.choice(_STOP), {}),
        _tool(names["done"], rng.choice(_DONE), {}),
    ]
    tools += [extra.tool for extra in extras if extra.tool["function"]["name"] not in names.values()]
    if rng.random() < 0.5:
        rng.shuffle(tools)
    return Dialect(Toolset.from_openai(tools), rng.choice(_SYSTEM), names, extras)


def _tool(name: str, description: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "function",
        "function": {
            "name": name,
            "description": description,
            "parameters": {"type": "object", "properties": parameters, "required": list(parameters)},
        },
    }


def _extra(
    name: str, description: str, parameters: dict[str, Any], asked: Sequence[tuple[str, dict[str, Any]]]
) -> Extra:
    return Extra(_tool(name, description, parameters), {text: Call(name, told) for text, told in asked})


_NAMES = {
    "drive": ("drive", "drive", "move", "go", "set_velocity", "cmd_vel", "base_velocity", "steer", "motion"),
    "stop": ("stop", "stop", "halt", "wait", "hold", "stand_still", "idle", "pause"),
    "done": ("done", "done", "finish", "finished", "complete", "arrived", "report_done", "end_task"),
    "speed": ("speed", "speed", "velocity", "forward", "linear", "linear_x", "v", "x"),
    "turn": ("turn", "turn", "rotation", "angular", "yaw_rate", "angular_z", "w", "spin"),
}
_DRIVE = (
    "Drive at a speed in m/s (negative is backwards) and turn in rad/s (positive is left).",
    "Move the base: forward speed in m/s, turning rate in rad/s, left is positive.",
    "Set the velocity of the robot in m/s and rad/s (counter-clockwise).",
    "Command a linear and an angular velocity.",
    "Drive the wheels at the given speed (m/s) while turning (rad/s).",
)
_STOP = (
    "Stand still and wait.",
    "Do not move.",
    "Stop the base and stay here.",
    "Halt the robot.",
    "Wait in place.",
)
_DONE = (
    "Stop, the instruction is carried out.",
    "The task is finished: stop and say so.",
    "The goal is reached.",
    "Report that the instruction has been carried out.",
    "Call this when you have arrived.",
)
_SYSTEM = (
    "You drive a small mobile robot. Distances are in metres, bearings in degrees.",
    "You control a mobile base. Distances in m, bearings in degrees.",
    "You are the pilot of a small robot. Use the tools to carry out the instruction.",
    "Drive the robot safely to what the user names.",
    "",
)
_EXTRAS = (
    _extra(
        "light",
        "Switch the lamp.",
        {"state": {"type": "string", "enum": ["on", "off"]}},
        [
            ("switch on the light", {"state": "on"}),
            ("light on", {"state": "on"}),
            ("turn the lamp on please", {"state": "on"}),
            ("switch off the light", {"state": "off"}),
            ("lights out", {"state": "off"}),
            ("turn the lamp off", {"state": "off"}),
        ],
    ),
    _extra(
        "gripper",
        "Open or close the gripper.",
        {"action": {"type": "string", "enum": ["open", "close"]}},
        [
            ("open the gripper", {"action": "open"}),
            ("let it go", {"action": "open"}),
            ("close the gripper", {"action": "close"}),
            ("grab it", {"action": "close"}),
            ("open your hand", {"action": "open"}),
            ("hold it tight", {"action": "close"}),
        ],
    ),
    _extra(
        "horn",
        "Sound the horn.",
        {},
        [("honk", {}), ("sound the horn", {}), ("beep please", {}), ("use the horn", {})],
    ),
    _extra(
        "dock",
        "Dock at the charger.",
        {},
        [("dock now", {}), ("charge your battery", {}), ("dock at the charger", {})],
    ),
    _extra(
        "volume",
        "Set the volume in percent.",
        {"level": {"type": "integer", "minimum": 0, "maximum": 100, "multipleOf": 10}},
        [
            ("volume to 50", {"level": 50}),
            ("set the volume to 20", {"level": 20}),
            ("volume 80 please", {"level": 80}),
            ("mute", {"level": 0}),
            ("full volume", {"level": 100}),
            ("set volume to 30", {"level": 30}),
        ],
    ),
)
