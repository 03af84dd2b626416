"""What a client asks and what it is answered, whichever API it speaks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..core.heads import HeadPlan
from ..core.parameter import MAX_CHOICES
from ..core.problems import problem
from ..core.prompt import Profile, Prompt
from ..core.tools import MAX_ARITY, NAME, Call, Toolset
from ..core.verdict import Verdict
from ..engine.base import Decoded

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


@dataclass(frozen=True)
class Ask:
    """One question.

    Attributes:
        tools: in OpenAI's form, not yet checked.
        instruction: the user's words.
        system: the domain prompt; empty: the profile's own.
        environment: the state, one line a source.
        history: executed calls, oldest first.
        content: decode the content head too.
        only: the one tool that may be called; the prompt shows all.
        required: a tool must be called, however unsure the model is.
    """

    tools: Sequence[Mapping[str, Any]]
    instruction: str
    system: str = ""
    environment: Sequence[str] = ()
    history: Sequence[str] = ()
    content: bool = False
    only: str = ""
    required: bool = False

    @cached_property
    def key(self) -> str:
        """What all questions share that one session can answer."""
        told = [list(self.tools), self.system, self.content, self.only, self.required]
        return json.dumps(told, ensure_ascii=False)

    @cached_property
    def size(self) -> int:
        """UTF-8 bytes of what the prompt is made of.

        Raises:
            UnicodeEncodeError: half a surrogate pair, which JSON can spell and no tokenizer can read.
        """
        parts = (self.key, self.instruction, *self.environment, *self.history)
        return sum(len(part.encode()) for part in parts)

    def prompt(self, profile: Profile) -> tuple[Prompt, HeadPlan]:
        """Return the prompt and what the heads may say.

        Raises:
            ConfigurationError: with every problem of the tools.
        """
        values = sum(_values(schema) for tool in self.tools for schema in _schemas(tool))
        if values > MAX_VALUES:
            what = f"offer {values} values to choose from, the limit is {MAX_VALUES}"
            raise problem("", what, "narrow enums and ranges, or widen multipleOf")
        if _patterned(self.tools):
            what = "hold a pattern, and some patterns never come to an end"
            raise problem("", what, "list the values in an enum, or check them behind the call")
        toolset = Toolset.from_openai(list(self.tools))
        if not self.only:
            return Prompt(profile, toolset, self.system), HeadPlan(toolset, self.content, self.required)
        if self.only not in toolset:
            what = f"there is no tool {self.only!r} to choose"
            raise problem("", what, f"name one of {', '.join(toolset.names)}")
        chosen = Toolset((toolset[self.only],))
        return Prompt(profile, toolset, self.system), HeadPlan(chosen, self.content, self.required)


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
    """Whether a regular expression of the client's would be run, which can take for ever (and all threads)."""
    if isinstance(schema, Mapping):
        own = isinstance(schema.get("pattern"), str) or "patternProperties" in schema
        return own or any(map(_patterned, schema.values()))
    return isinstance(schema, (list, tuple)) and any(map(_patterned, schema))


@dataclass(frozen=True)
class Answer:
    """What an engine made of a question.

    Attributes:
        verdict: ACCEPTED only together with a call.
        call: None unless ACCEPTED.
        confidence: of the least probable head that decided, 0 … 1.
        decoded: heads and costs.
        waited_ms: milliseconds until a worker took the question.
        opened_ms: milliseconds to check the tools and prime the prefix; next to 0 when it was cached.
        engine_ms: milliseconds that the engine decoded.
    """

    verdict: Verdict
    call: Call | None
    confidence: float
    decoded: Decoded
    waited_ms: float
    opened_ms: float
    engine_ms: float
