"""The parts of a contract, each checked by itself; ``contract`` checks what holds between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from .parameter import Value
from .prompt import HISTORY

_TOPIC = re.compile(r"(~?/)?[A-Za-z_][A-Za-z0-9_]*(/+[A-Za-z_][A-Za-z0-9_]*)*/?")
_FIELD_PATH = re.compile(r"[a-z][A-Za-z0-9_]*(\[\d+\])?(\.[a-z][A-Za-z0-9_]*(\[\d+\])?)*")

Seconds = Annotated[float, Field(ge=0.0, le=3600.0, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Part(BaseModel):
    """A mapping whose keys are all known; immutable once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def canonical(topic: str) -> str:
    """Return the one spelling under which limits are looked up: ``cmd_vel`` and ``/cmd_vel/`` are one.

    In a namespace ``/cmd_vel`` is another topic than ``cmd_vel``; a limit then holds for both, which fails
    closed.
    """
    return re.sub("/+", "/", topic).strip("/")


class Source(Part):
    """A subscribed topic and the summary that puts its latest message into words."""

    topic: str
    type: str = Field(description="interface name such as sensor_msgs/msg/LaserScan")
    summary: str = Field("", description="how to put it into words; by default what fits the type")
    label: str = Field(
        "", description="the word before the summary in the prompt; the source's name by default"
    )
    max_age: Seconds = Field(1.0, gt=0, description="s; older than this is stale")
    stale: Literal["say", "block"] = Field(
        "say", description="a stale source is said so in the prompt, or no tick"
    )
    reliable: bool = Field(False, description="reliable QoS instead of sensor data QoS")
    sectors: dict[str, tuple[Finite, Finite]] | None = Field(
        None, description="LaserScan: name to [from, to], degrees"
    )
    fields: dict[str, str] | None = Field(None, description="any type: label to field path")
    limit: int = Field(8, ge=1, le=64, description="lists: say at most this many")

    _check_type = field_validator("type")(lambda value: _interface(value, "msg"))
    _check_topic = field_validator("topic")(lambda value: _name(value))

    @field_validator("sectors")
    @classmethod
    def _spans(cls, value: dict[str, tuple[float, float]] | None) -> dict[str, tuple[float, float]] | None:
        for name, (start, stop) in (value or {}).items():
            if not 0 < stop - start <= 360:
                raise ValueError(
                    f"sector {name} runs from {start} to {stop} degrees|write [from, to], counter-clockwise,"
                    " from < to"
                )
        return value


class Mapped(Part):
    """What one message field is set to: an argument, scaled into the field's unit, or a constant."""

    argument: str | None = None
    scale: Finite = 1.0
    offset: Finite = 0.0
    value: Any = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"argument": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _one_of(self) -> Mapped:
        if (self.argument is None) == (self.value is None):
            raise ValueError(
                "sets neither or both of argument and value|write the argument's name, or {value: constant}"
            )
        return self

    def apply(self, arguments: Mapping[str, Value]) -> Value | None:
        """Return the field's value, or None when the argument was omitted: the field keeps its default."""
        if self.argument is None:
            constant: Value = self.value
            return constant
        given = arguments.get(self.argument)
        if (
            isinstance(given, (int, float))
            and not isinstance(given, bool)
            and (self.scale, self.offset) != (1.0, 0.0)
        ):
            return given * self.scale + self.offset
        return given


class Route(Part):
    """Where calls go: one topic, service or action, and which argument fills which field."""

    topic: str | None = None
    service: str | None = None
    action: str | None = None
    type: str
    fields: dict[str, Mapped] = Field(default_factory=dict)
    timeout: Seconds = Field(5.0, gt=0, description="s; services: to answer; actions: to accept a goal")
    busy: Literal["reject", "preempt"] = Field(
        "reject",
        description="while the last call still runs: reject the new one, or cancel the old one first",
    )

    _check_topic = field_validator("topic", "service", "action")(
        lambda value: value if value is None else _name(value)
    )

    @field_validator("fields")
    @classmethod
    def _paths(cls, value: dict[str, Mapped]) -> dict[str, Mapped]:
        for path in value:
            if not _FIELD_PATH.fullmatch(path):
                raise ValueError(f"{path!r} is no field path|write it like linear.x or points[0].y")
        return value

    @model_validator(mode="after")
    def _one_target(self) -> Route:
        given = [kind for kind in ("topic", "service", "action") if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"names {' and '.join(given) or 'no topic, service or action'}|name exactly one")
        _interface(self.type, {"topic": "msg", "service": "srv", "action": "action"}[given[0]])
        return self

    @property
    def kind(self) -> Literal["topic", "service", "action"]:
        """What the route leads to."""
        return "topic" if self.topic is not None else "service" if self.service is not None else "action"

    @property
    def target(self) -> str:
        """Name of the topic, service or action, as ROS takes it."""
        return re.sub("/+", "/", self.topic or self.service or self.action or "").rstrip("/")


class Limit(Part):
    """What a numeric field of a topic may be, whichever tool writes it; in the field's unit."""

    minimum: Finite | None = None
    maximum: Finite | None = None
    rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = Field(
        None, description="largest change a second"
    )
    policy: Literal["clamp", "reject"] = "clamp"

    @model_validator(mode="after")
    def _ordered(self) -> Limit:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum} is above maximum {self.maximum}|swap them")
        return self


class ToolEntry(Part):
    """A tool and its route: ``name, description, parameters, required``, or OpenAI's ``function: {…}``."""

    name: str = ""
    description: str = ""
    parameters: dict[str, Any] = Field(default_factory=dict)
    required: list[str] | None = Field(None, description="all parameters by default")
    type: Literal["function"] = "function"
    function: dict[str, Any] | None = None
    route: Route | None = None
    valid_for: Seconds | None = Field(
        None,
        description="s; how long a call may move the robot before the guard stops it; 0: it moves nothing",
    )

    @property
    def openai(self) -> dict[str, Any]:
        """The tool in OpenAI's form."""
        if self.function is not None:
            return {"type": "function", "function": self.function}
        function: dict[str, Any] = {"name": self.name, "description": self.description}
        required = list(self.parameters) if self.required is None else self.required
        function["parameters"] = {"type": "object", "properties": self.parameters, "required": required}
        return {"type": "function", "function": function}


class PromptPart(Part):
    """How the prompt is written."""

    profile: str | None = Field(None, description="prompt profile; by default the checkpoint's own")
    system: str = Field("", description="domain prompt (profile v2)")
    history: int = Field(HISTORY, ge=0, le=HISTORY, description="executed calls shown to the model")
    max_tokens: int = Field(
        512, ge=16, le=8192, description="budget of the suffix; history is shortened to fit"
    )


class GuardPart(Part):
    """When the guard stops the robot, and when it lets go."""

    timeout: Seconds = Field(0.5, gt=0, description="s without a valid call while motion is commanded")
    repeat: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = Field(
        10.0, description="Hz of repeated stops"
    )
    rearm: Literal["auto", "manual"] = Field(
        "auto", description="when the controller is healthy again, or by service"
    )
    rearm_after: Seconds = Field(1.0, description="s of health before an automatic re-arm")
    required: bool = Field(True, description="without a living guard nothing that moves is dispatched")


def _interface(value: str, kind: str) -> str:
    if not re.fullmatch(rf"[a-z][a-z0-9_]*/{kind}/[A-Z][A-Za-z0-9]*", value):
        raise ValueError(
            f"{value!r} is no {kind} type|write it like "
            + {
                "msg": "geometry_msgs/msg/Twist",
                "srv": "std_srvs/srv/Trigger",
                "action": "nav2_msgs/action/NavigateToPose",
            }[kind]
        )
    return value


def _name(value: str) -> str:
    if not _TOPIC.fullmatch(value):
        raise ValueError(f"{value!r} is no ROS name|use letters, digits, '_' and '/'")
    return value
