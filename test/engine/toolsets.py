"""Tools that share prefixes, have optional parameters and only values that can be listed."""


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
