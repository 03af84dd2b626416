"""What tools a client may offer: described for the API's readers, and bounded in what they cost.

``core.tools`` checks that they are right. Their authors are strangers here, so it is also checked that they
do not keep a worker busy for long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..core.parameter import MAX_CHOICES
from ..core.problems import problem
from ..core.tools import MAX_ARITY, NAME

MAX_VALUES = 4096
"""Values that the tools of one question may list, in enums and ranges: with thousands more, a small request
would keep a worker busy for half a minute."""

TOOL: dict[str, Any] = {
    "items": {
        "type": "object",
        "required": ["function"],
        "properties": {
            "type": {"const": "function"},
            "function": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "pattern": f"^{NAME}$"},
                    "description": {"type": "string"},
                    "parameters": {
                        "type": "object",
                        "properties": {
                            "type": {"const": "object"},
                            "properties": {"type": "object", "maxProperties": MAX_ARITY},
                            "required": {"type": "array", "items": {"type": "string"}},
                        },
                    },
                },
            },
        },
    }
}
"""JSON schema of the items of a list of tools, for the API's description; ``core.tools`` checks them."""


def check(tools: Sequence[Mapping[str, Any]]) -> None:
    """Check tools that nobody has looked at yet.

    Raises:
        ConfigurationError: they cost too much.
    """
    values = sum(_values(schema) for tool in tools for schema in _schemas(tool))
    if values > MAX_VALUES:
        what = f"offer {values} values to choose from, the limit is {MAX_VALUES}"
        raise problem("", what, "narrow enums and ranges, or widen multipleOf")
    if _patterned(tools):
        what = "hold a pattern, and some patterns never come to an end"
        raise problem("", what, "list the values in an enum, or check them behind the call")


def _schemas(tool: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the parameters' schemas of a tool that nobody has checked yet."""
    found: Any = tool.get("function", tool)
    for key in ("parameters", "properties"):
        found = found.get(key) if isinstance(found, Mapping) else None
    for schema in found.values() if isinstance(found, Mapping) else ():
        if isinstance(schema, Mapping):
            yield schema


def _values(schema: Mapping[str, Any]) -> int:
    """Return how many values of a parameter will be listed, each of which takes a moment to compile."""
    if isinstance(schema.get("enum"), list):
        return len(schema["enum"])
    step = schema.get("multipleOf", 1 if schema.get("type") == "integer" else None)
    try:
        count = (schema["maximum"] - schema["minimum"]) / step + 1
    except (KeyError, TypeError, ArithmeticError):  # no range, or none that anybody has checked
        return 0
    return int(count) if 0 < count <= MAX_CHOICES else 0


def _patterned(schema: Any) -> bool:
    """Whether a client's regular expression would be run: it can take for ever, and the whole process."""
    if isinstance(schema, Mapping):
        own = isinstance(schema.get("pattern"), str) or "patternProperties" in schema
        return own or any(map(_patterned, schema.values()))
    return isinstance(schema, (list, tuple)) and any(map(_patterned, schema))
