"""Tools: the functions a model may call, as OpenAI-style JSON schemas."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .parameter import Parameter, Value, as_json, text_of
from .problems import ConfigurationError, Problem, kind_of, problem

MAX_ARITY = 6
"""The published protocol has six argument heads, ``arg1`` … ``arg6``."""

NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,63}"
"""Regular expression of a tool's name: OpenAI's, and the dots that MCP servers use."""


@dataclass(frozen=True)
class Tool:
    """A function the model may call.

    Attributes:
        name: unique in its toolset.
        parameters: in the schema's insertion order: the N-th one is head ``argN``.
        schema: the tool as the model reads it, ``{"type": "function", "function": {…}}``.
    """

    name: str
    parameters: tuple[Parameter, ...]
    schema: Mapping[str, Any] = field(repr=False)

    @classmethod
    def from_openai(cls, schema: object) -> Tool:
        """Build a tool from OpenAI's form, with or without the ``{"type": "function"}`` wrapper.

        Raises:
            ConfigurationError: with every problem of this tool, keys relative to it.
        """
        if not isinstance(schema, Mapping):
            raise problem(
                "", f"is {kind_of(schema)}, not a tool", 'write {"type": "function", "function": {…}}'
            )
        function = schema.get("function", schema)
        if not isinstance(function, Mapping):
            raise problem("function", f"is {kind_of(function)}", "write {name: …, parameters: {…}}")
        name = function.get("name")
        if not isinstance(name, str) or not re.fullmatch(NAME, name):
            raise problem(
                "name", f"is {name!r}", "use up to 64 letters, digits, '_', '-' or '.', not a digit first"
            )
        parameters = function.get("parameters") or {}
        if not isinstance(parameters, Mapping):
            raise problem("parameters", f"is {kind_of(parameters)}", "write {type: object, properties: {…}}")
        if parameters.get("type", "object") != "object":
            raise problem("parameters.type", f"is {parameters['type']!r}", "use object")
        properties = parameters.get("properties") or {}
        if not isinstance(properties, Mapping):
            raise problem("parameters.properties", f"is {kind_of(properties)}", "map each name to its schema")
        required = parameters.get("required", [])
        problems: list[Problem] = []
        if not isinstance(required, (list, tuple)) or not all(isinstance(name, str) for name in required):
            problems.append(Problem("parameters.required", f"is {required!r}", "list the required names"))
            required = []
        problems += [
            Problem(
                "parameters.required",
                f"names {name!r}, which is no property",
                "name a property or leave it out",
            )
            for name in required
            if name not in properties
        ]
        if len(properties) > MAX_ARITY:
            problems.append(
                Problem(
                    "parameters.properties",
                    f"tool {name!r} has {len(properties)} parameters, the protocol has {MAX_ARITY} heads",
                    "split the tool or drop parameters",
                )
            )
        built = []
        for key, value in properties.items():
            if not isinstance(key, str):  # YAML's `on`, `off`, `yes`, `no` and numbers
                problems.append(
                    Problem(f"parameters.properties.{key}", f"is {kind_of(key)}", "put the name in quotes")
                )
                continue
            try:
                built.append(Parameter.from_schema(key, value, key in required))
            except ConfigurationError as error:
                problems += error.within(f"parameters.properties.{key}").problems
        if problems:
            raise ConfigurationError(problems)
        as_json(function)
        return cls(name, tuple(built), {"type": "function", "function": dict(function)})

    @property
    def arity(self) -> int:
        """Number of parameters, 0 … 6."""
        return len(self.parameters)

    @property
    def json(self) -> str:
        """The tool on one line, as the published prompts write it."""
        return json.dumps(self.schema, ensure_ascii=False)


@dataclass(frozen=True)
class Toolset:
    """An ordered list of tools with unique names."""

    tools: tuple[Tool, ...]

    @classmethod
    def from_openai(cls, schemas: object) -> Toolset:
        """Build a toolset from a list of tools in OpenAI's form.

        Raises:
            ConfigurationError: with every problem of every tool; keys start with the tool's index.
        """
        if not isinstance(schemas, Sequence) or isinstance(schemas, str) or not schemas:
            raise problem("", f"is {kind_of(schemas)}", "list at least one tool")
        tools: list[Tool] = []
        problems: list[Problem] = []
        for index, schema in enumerate(schemas):
            try:
                tool = Tool.from_openai(schema)
            except ConfigurationError as error:
                problems += error.within(str(index)).problems
                continue
            if any(tool.name == other.name for other in tools):
                problems.append(Problem(f"{index}.name", f"a second tool named {tool.name!r}", "rename one"))
            tools.append(tool)
        if problems:
            raise ConfigurationError(problems)
        return cls(tuple(tools))

    @property
    def arity(self) -> int:
        """The largest arity of its tools: how many argument heads a tick has."""
        return max(tool.arity for tool in self.tools)

    @property
    def names(self) -> tuple[str, ...]:
        """The tools' names, in order."""
        return tuple(tool.name for tool in self.tools)

    def __getitem__(self, name: str) -> Tool:
        """Return the tool of that name; KeyError if there is none."""
        for tool in self.tools:
            if tool.name == name:
                return tool
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        """Whether there is a tool of that name."""
        return any(tool.name == name for tool in self.tools)


def fingerprint(toolset: Toolset) -> str:
    """Return eight hexadecimal digits that name a toolset as the model reads it."""
    return f"{zlib.crc32(chr(10).join(tool.json for tool in toolset.tools).encode()):08x}"


@dataclass(frozen=True)
class Call:
    """One decoded function call.

    Attributes:
        function: the tool's name.
        arguments: typed values by parameter name, in schema order; omitted optional ones are absent.
        content: the content head's text, empty when it was not asked for.
    """

    function: str
    arguments: Mapping[str, Value]
    content: str = ""

    def __str__(self) -> str:
        """``name(param="v")``: the form the published prompts use in ``history``."""
        said = (f'{name}="{text_of(value)}"' for name, value in self.arguments.items())
        return f"{self.function}({', '.join(said)})"
