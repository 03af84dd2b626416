"""Tools of every kind, and a prompt around them."""

from simpletool_ros.core.tools import Toolset

PREFIX = "<|im_start|>system\nhello tools drive stop turn<|im_end|>\n"
SUFFIX = "<|im_start|>user\nscan: front {} left 2<|im_end|>\n<|im_start|>assistant\n"


def tool(name, required=(), **properties):
    return {"name": name, "parameters": {"properties": properties, "required": list(required)}}


FINITE = [
    tool(
        "drive",
        ["speed"],
        speed={"type": "number", "minimum": -1, "maximum": 1, "multipleOf": 0.05},
        mode={"enum": ["slow", "fast", "faster"]},
    ),
    tool("drive_home"),
    tool("stop"),
    tool("stop_now", ["hard"], hard={"type": "boolean"}),
    tool(
        "paint",
        ["color", "on", "side"],
        color={"enum": ["red", "green", "greenish"]},
        on={"enum": ["front"]},
        side={"enum": ["left", "right", "le"]},
    ),
]
"""They share prefixes, have optional parameters and only values that can be listed."""

TOOLS = Toolset.from_openai([*FINITE, tool("say", ["text"], text={"type": "string"})])
"""Beside them one of free text."""
