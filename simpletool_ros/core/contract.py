"""The contract: the one YAML file that binds a robot. Sources in, tools and routes out, limits, stop.

Everything that can be known wrong without the robot is an error at load, all at once, with the key and the
mend. What needs message definitions (does the field exist?) is checked by ``simpletool_ros.ros.interfaces``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, Field, PrivateAttr, ValidationError, field_validator

from .parameter import Parameter
from .parts import GuardPart, Limit, Mapped, Part, PromptPart, Route, Seconds, Source, ToolEntry, canonical
from .problems import ConfigurationError, Problem
from .prompt import Profile
from .tools import Toolset


class Contract(Part):
    """A robot's contract, checked as a whole."""

    robot: str = Field(min_length=1, description="a name for people")
    rate: Annotated[float, Field(gt=0, le=200, allow_inf_nan=False)] = Field(
        10.0, description="ticks a second, Hz"
    )
    deadline: Seconds | None = Field(
        None, gt=0, description="s from snapshot to dispatch; one period by default"
    )
    content: bool = Field(False, description="decode the content head too")
    min_confidence: float | None = Field(
        None, ge=0, le=1, description="below it the verdict is no_call; by default the checkpoint's own"
    )
    enable_stamped_cmd_vel: bool = Field(True, description="send Twist routes as TwistStamped")
    done: tuple[str, ...] = Field(
        (), description="the tools, one or a list, whose call means that the instruction is carried out"
    )
    prompt: PromptPart = PromptPart()
    sources: dict[str, Source] = Field(default_factory=dict)
    tools: list[ToolEntry] = Field(min_length=1)
    limits: dict[str, dict[str, Limit]] = Field(
        default_factory=dict, description="topic to field path to limit"
    )
    stop: list[Route] = Field(default_factory=list, description="what stops the robot; constant fields only")
    guard: GuardPart = GuardPart()

    _file: str = PrivateAttr("")

    @field_validator("done", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else () if value is None else value

    @classmethod
    def load(cls, path: str | Path) -> Contract:
        """Read and check a contract.

        Raises:
            ConfigurationError: with every problem found.
        """
        file = str(path)
        try:
            data = yaml.load(Path(path).read_text(encoding="utf-8"), Loader=_UniqueKeys)
        except OSError as error:
            raise ConfigurationError(
                [Problem("", f"cannot be read: {error.strerror}", "name a contract file", file)]
            ) from error
        except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a 13th month, bad UTF-8
            mark = getattr(error, "problem_mark", None)
            where = f"line {mark.line + 1}" if mark else ""
            what = getattr(error, "problem", None) or str(error)
            raise ConfigurationError([Problem(where, what, "mend the YAML", file)]) from error
        return cls.parse(data, file)

    @classmethod
    def parse(cls, data: object, file: str = "") -> Contract:
        """Check contract data already read from YAML; see :meth:`load`."""
        if not isinstance(data, Mapping):
            raise ConfigurationError(
                [Problem("", "is not a mapping", "start from config/turtlebot3.yaml", file)]
            )
        try:
            contract = cls.model_validate(data)
        except ValidationError as error:
            raise ConfigurationError(_problem(fault, data, file) for fault in error.errors()) from error
        problems = list(_tool_problems(contract))
        if not problems:
            problems = list(_cross_problems(contract))
        if problems:
            raise ConfigurationError(problems).within(file=file)
        contract._file = file
        return contract

    @property
    def file(self) -> str:
        """Where it was read from; empty when it was not."""
        return self._file

    @property
    def period(self) -> float:
        """Seconds between ticks."""
        return 1.0 / self.rate

    @property
    def budget(self) -> float:
        """Seconds from snapshot to dispatch after which an answer is late."""
        return self.deadline if self.deadline is not None else self.period

    @cached_property
    def toolset(self) -> Toolset:
        """The tools as the model sees them."""
        return Toolset.from_openai([entry.openai for entry in self.tools])

    def entry(self, tool: str) -> ToolEntry:
        """Return the entry of a tool; KeyError if there is none."""
        for entry, name in zip(self.tools, self.toolset.names, strict=True):
            if name == tool:
                return entry
        raise KeyError(tool)

    def valid_for(self, tool: str) -> float:
        """Return how long a call of ``tool`` may move the robot, seconds; 0: it moves nothing.

        What a contract leaves out errs on the safe side: topic routes are watched.
        """
        entry = self.entry(tool)
        if entry.valid_for is not None:
            return entry.valid_for
        return self.guard.timeout if entry.route is not None and entry.route.kind == "topic" else 0.0

    def limits_of(self, topic: str) -> Mapping[str, Limit]:
        """Return the limits of a topic by field path."""
        wanted = canonical(topic)
        return next((fields for name, fields in self.limits.items() if canonical(name) == wanted), {})


def _tool_problems(contract: Contract) -> Iterator[Problem]:
    for index, entry in enumerate(contract.tools):
        short = [
            key for key in ("name", "description", "parameters", "required") if key in entry.model_fields_set
        ]
        if entry.function is not None and short:
            yield Problem(f"tools.{index}.{short[0]}", "stands beside function", "use one form or the other")
    try:
        contract.toolset  # noqa: B018 - built for its errors
    except ConfigurationError as error:
        # In the short form the properties stand directly below `parameters`.
        for problem in error.within("tools").problems:
            number = problem.key.split(".")[1]
            if contract.tools[int(number)].function is None:
                key = problem.key.replace(".parameters.properties", ".parameters", 1)
            else:
                key = problem.key.replace(f"{number}.", f"{number}.function.", 1)
            yield Problem(key, problem.what, problem.mend)


def _cross_problems(contract: Contract) -> Iterator[Problem]:
    """Yield what is wrong between parts that are each right."""
    toolset = contract.toolset
    for name in contract.done:
        if name not in toolset:
            yield Problem("done", f"there is no tool {name!r}", f"name one of {', '.join(toolset.names)}")
    if contract.prompt.profile is not None:
        try:
            Profile.load(contract.prompt.profile)
        except ConfigurationError as error:
            yield from error.problems
    if contract.budget > 10 * contract.period:
        yield Problem("deadline", f"{contract.budget} s is more than ten periods", "lower deadline or rate")
    for index, (entry, tool) in enumerate(zip(contract.tools, toolset.tools, strict=True)):
        parameters = {parameter.name: parameter for parameter in tool.parameters}
        for parameter in tool.parameters:
            items = parameter.schema.get("items")
            kind = items.get("type") if isinstance(items, Mapping) else None
            nested = parameter.type == "array" and kind not in ("string", "number", "integer", "boolean")
            if parameter.type == "object" or nested:
                yield Problem(
                    f"tools.{index}.parameters.{parameter.name}.type",
                    "has no typed ROS value",
                    "use plain parameters, or an array with items of one plain type",
                )
        if entry.route is None:
            continue
        for path, mapped in entry.route.fields.items():
            key = f"tools.{index}.route.fields.{path}"
            if mapped.argument is not None and mapped.argument not in parameters:
                yield Problem(
                    key,
                    f"tool {tool.name!r} has no parameter {mapped.argument!r}",
                    f"name one of {', '.join(parameters) or 'its parameters (it has none)'} or {{value: …}}",
                )
            elif mapped.argument is not None and entry.route.kind == "topic":
                limit = contract.limits_of(entry.route.target).get(path)
                if limit is not None:
                    yield from _contradictions(key, path, limit, parameters[mapped.argument], mapped)
        yield from _moving_although(index, entry, contract)
        unused = set(parameters) - {mapped.argument for mapped in entry.route.fields.values()}
        for name in sorted(unused):
            yield Problem(
                f"tools.{index}.route.fields",
                f"parameter {name!r} goes nowhere",
                "map it to a field or drop it",
            )
    targets = {
        canonical(entry.route.topic): index
        for index, entry in enumerate(contract.tools)
        if entry.route is not None and entry.route.topic is not None
    }
    spelled: dict[str, str] = {}
    for topic in contract.limits:
        first = spelled.setdefault(canonical(topic), topic)
        if first != topic:
            yield Problem(
                f"limits.{topic}", f"is the topic {first} again", "put the limits of a topic together"
            )
        if canonical(topic) not in targets:
            yield Problem(
                f"limits.{topic}", "no tool's route leads there", f"use {' or '.join(targets) or 'a topic'}"
            )
    yield from pace_problems(contract)
    moving = [name for name in toolset.names if contract.valid_for(name) > 0]
    if moving and not contract.stop:
        yield Problem(
            "stop", f"is empty, but {moving[0]!r} moves the robot", "say what stops it, or set valid_for: 0"
        )
    for index, route in enumerate(contract.stop):
        if route.target.startswith("~"):
            yield Problem(
                f"stop.{index}.{route.kind}",
                f"is {route.target}, which is the guard's own in the guard",
                "name it without '~'",
            )
        if route.kind == "action":
            yield Problem(
                f"stop.{index}.action", "a stop must not wait for a goal", "use a topic or a service"
            )
        for path, mapped in route.fields.items():
            if mapped.argument is not None:
                yield Problem(
                    f"stop.{index}.fields.{path}", "a stop has no arguments", "write {value: constant}"
                )


def _moving_although(index: int, entry: ToolEntry, contract: Contract) -> Iterator[Problem]:
    """Yield a problem when a tool is said to move nothing, but sets more than zero on a topic of the stop."""
    route = entry.route
    stops = {canonical(stop.topic) for stop in contract.stop if stop.topic is not None}
    if entry.valid_for != 0 or route is None or route.topic is None or canonical(route.topic) not in stops:
        return
    for path, mapped in route.fields.items():
        if mapped.argument is not None or mapped.value not in (0, 0.0, False, ""):
            yield Problem(
                f"tools.{index}.valid_for",
                f"is 0, but the tool sets {path} on a topic that stop has to stop",
                "leave it out, or say for how long a call may move the robot",
            )


def pace_problems(contract: Contract) -> Iterator[Problem]:
    """Yield a problem when the guard would stop the robot between two ticks."""
    moves = any(contract.valid_for(name) > 0 for name in contract.toolset.names)
    limit, period = contract.guard.timeout, contract.period
    if moves and period >= limit:
        what = f"the guard stops the robot after {limit:g} s, a tick comes every {period:g} s"
        yield Problem("guard.timeout", what, "raise the rate or the timeout")


def _contradictions(
    key: str, path: str, limit: Limit, parameter: Parameter, mapped: Mapped
) -> Iterator[Problem]:
    """Yield a problem when a parameter's range and its field's limit cannot both be meant."""
    if parameter.type not in ("number", "integer"):
        yield Problem(
            key, f"{parameter.name} is a {parameter.type}, {path} has a limit", "limit numbers only"
        )
        return
    values = [float(text) for text in parameter.choices] if parameter.choices else []
    low = min(values) if values else parameter.schema.get("minimum")
    high = max(values) if values else parameter.schema.get("maximum")
    ends = sorted(float(end) * mapped.scale + mapped.offset for end in (low, high) if end is not None)
    bottom = float("-inf") if limit.minimum is None else limit.minimum
    top = float("inf") if limit.maximum is None else limit.maximum
    if len(ends) == 2 and (ends[1] < bottom or ends[0] > top):
        yield Problem(
            key, f"every {parameter.name} is outside the limit of {path}", "mend the schema or the limit"
        )
    elif limit.policy == "reject" and (len(ends) < 2 or ends[0] < bottom or ends[1] > top):
        yield Problem(
            key,
            f"the schema of {parameter.name} allows what the limit of {path} rejects",
            "narrow minimum and maximum to the limit, or use policy: clamp",
        )


class _UniqueKeys(yaml.SafeLoader):
    """YAML that refuses a key given twice, which plain YAML would silently drop."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping; ConstructorError for a second key of one name."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, str) and key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} is given twice", key_node.start_mark
                )
            seen.add(key if isinstance(key, str) else id(key_node))
        return super().construct_mapping(node, deep)


def _problem(fault: Any, data: object, file: str) -> Problem:
    """Turn one of pydantic's errors into ours; our own validators put the mend behind a ``|``."""
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return Problem(key, "is no key of a contract", f"use one of {_siblings(fault['loc'])}", file)
    if fault["type"] == "missing":
        return Problem(key, "is missing", "add it", file)
    what, _, mend = fault["msg"].removeprefix("Value error, ").partition("|")
    given = "" if mend or isinstance(fault["input"], (Mapping, list)) else f" (it is {fault['input']!r})"
    return Problem(key, what[:1].lower() + what[1:] + given, mend or "see config/turtlebot3.yaml", file)


def _siblings(location: tuple[str | int, ...]) -> str:
    """Return the keys that a mapping of the contract may have."""
    model: Any = Contract
    for part in location[:-1]:
        if isinstance(part, int) or not (isinstance(model, type) and issubclass(model, BaseModel)):
            continue
        field = model.model_fields.get(str(part))
        model = _model_in(field.annotation) if field is not None else model
    return ", ".join(model.model_fields)


def _model_in(annotation: Any) -> Any:
    """Return the first of our models inside a type annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found is not None:
            return found
    return None
