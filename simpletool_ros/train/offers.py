"""Offers: the tools that a prompt offers, and which intent each of them carries out.

Those of contracts are here; the usual ones of each domain, and drawn ones, are made in ``toolsets``.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from ..core.contract import Contract
from ..core.heads import ARGUMENTS, FUNCTION
from ..core.parameter import text_of
from ..core.problems import problem
from ..core.prompt import Profile, Prompt
from ..core.resources import find
from ..core.tools import Call, Tool, Toolset
from .domains import INTENTS
from .domains.games import Game
from .expert import Decision
from .instructions import Value, Wordings
from .intents import Intent, Number, Slot
from .invented import of_tool

PROFILE = "v2"


@dataclass(frozen=True)
class Parameter:
    """One slot of an intent as a tool's parameter.

    Attributes:
        slot: what it tells.
        name: of the property.
        schema: of the property.
        texts: of a choice's values, by value.
        unit: of a number, with the range it has here.
        required: it is always told, or has a default.
    """

    slot: Slot
    name: str
    schema: Mapping[str, Any]
    texts: Mapping[str, str]
    unit: Number | None
    required: bool

    def text(self, value: Value | None) -> str | None:
        """Return what a head says for a value in the slot's terms; None for ``<|null|>``."""
        if value is None:
            value = self.slot.default if self.required else None
            if value is None:
                return None
        if self.slot.choices:
            return self.texts[str(value)]
        if self.unit is not None:
            return text_of(round(float(value) / self.unit.factor, 6))
        return str(value)


@dataclass(frozen=True)
class Offered:
    """One tool and the intent that it carries out."""

    intent: Intent
    name: str
    about: str
    parameters: tuple[Parameter, ...]

    @property
    def schema(self) -> dict[str, Any]:
        """The tool in OpenAI's form."""
        return tool_schema(
            self.name,
            self.about,
            {one.name: dict(one.schema) for one in self.parameters},
            [one.name for one in self.parameters if one.required],
        )

    def heads(self, values: Mapping[str, Value]) -> tuple[str | None, ...]:
        """Return what the argument heads say."""
        return tuple(one.text(values.get(one.slot.key)) for one in self.parameters)


def tool_schema(
    name: str, about: str, parameters: Mapping[str, Any], required: Sequence[str]
) -> dict[str, Any]:
    """Return a tool in OpenAI's form."""
    shape = {"type": "object", "properties": dict(parameters), "required": list(required)}
    return {"type": "function", "function": {"name": name, "description": about, "parameters": shape}}


@dataclass(frozen=True)
class Offer:
    """What a prompt offers.

    Attributes:
        system: domain prompt.
        schemas: the tools in the prompt's order, those for driving by velocity included.
        tools: those that carry out an intent, by its key.
        velocity: names of the tools ``drive``, ``stop`` and ``done`` and of the parameters ``speed`` and
            ``turn`` of a base that is driven by velocity; empty for another.
        game: whose rounds are played, or None.
        profile: how its prompts are written.
    """

    system: str
    schemas: tuple[Mapping[str, Any], ...]
    tools: Mapping[str, Offered] = field(default_factory=dict)
    velocity: Mapping[str, str] = field(default_factory=dict)
    game: Game | None = None
    profile: str = PROFILE

    @cached_property
    def prompt(self) -> Prompt:
        """Its prompts. Tools are not checked again: this is for speed, see :attr:`toolset`."""
        tools = tuple(Tool(str(one["function"]["name"]), (), one) for one in self.schemas)
        return Prompt(_profile(self.profile), Toolset(tools), self.system)

    @cached_property
    def toolset(self) -> Toolset:
        """Its tools, checked."""
        return Toolset.from_openai(list(self.schemas))

    @property
    def checked_prompt(self) -> Prompt:
        """Its prompts, with the checked tools."""
        return Prompt(_profile(self.profile), self.toolset, self.system)

    @cached_property
    def arity(self) -> int:
        """The largest number of parameters."""
        return max(len(one["function"]["parameters"]["properties"]) for one in self.schemas)

    def heads(self, intent: str, values: Mapping[str, Value]) -> dict[str, str | None]:
        """Return what each active head says for an intent: its text, or None for ``<|null|>``."""
        tool = self.tools.get(intent)
        if tool is None:
            return self._said(None, ())
        return self._said(tool.name, tool.heads(values))

    def driving(self, decision: Decision) -> dict[str, str | None]:
        """Return what each active head says for a decision of the expert."""
        if decision.action == "nothing":
            return self._said(None, ())
        name = self.velocity[decision.action]
        if decision.action != "drive":
            return self._said(name, ())
        told = {self.velocity["speed"]: decision.speed, self.velocity["turn"]: decision.turn}
        schema = next(one for one in self.schemas if one["function"]["name"] == name)
        return self._said(
            name, tuple(text_of(told[key]) for key in schema["function"]["parameters"]["properties"])
        )

    def _said(self, function: str | None, arguments: Sequence[str | None]) -> dict[str, str | None]:
        said: dict[str, str | None] = {FUNCTION: function}
        for index, head in enumerate(ARGUMENTS[: self.arity]):
            said[head] = arguments[index] if index < len(arguments) else None
        return said

    def call(self, said: Mapping[str, str | None]) -> Call | None:
        """Return the call that heads say; None for no call."""
        name = said[FUNCTION]
        if name is None:
            return None
        values = {
            one.name: one.parse(text)
            for one, head in zip(self.toolset[name].parameters, ARGUMENTS, strict=False)
            if (text := said[head]) is not None
        }
        return Call(name, values)


def of_contract(contract: Contract) -> Offer:
    """Return the offer of a contract whose tools are named as in ``config/turtlebot3.yaml``."""
    same = ("drive", "stop", "done", "speed", "turn")
    schemas = tuple(tool.schema for tool in contract.toolset.tools)
    return Offer(contract.prompt.system, schemas, velocity={name: name for name in same})


def shipped() -> Offer:
    """Return the offer of ``config/turtlebot3.yaml``."""
    return of_contract(Contract.load(find("turtlebot3", "config")))


def drives_by_velocity(contract: Contract) -> bool:
    """Whether a contract has the tools and summaries that the expert drives by."""
    toolset = contract.toolset
    named = all(name in toolset for name in ("drive", "stop", "done"))
    return named and {"objects", "clear"} <= {
        source.label or name for name, source in contract.sources.items()
    }


def own(contract: Contract, rng: random.Random, phrases: Mapping[str, Sequence[str]]) -> Offer:
    """Return the offer of a user's contract, asked for in the users' phrases and in its schema's words.

    Raises:
        ConfigurationError: phrases for no tool, or a tool that cannot be varied.
    """
    tools = {}
    for name in phrases:
        if name not in contract.toolset:
            raise problem(f"phrases.{name}", "is no tool", f"use {', '.join(contract.toolset.names)}")
    for tool in contract.toolset.tools:
        intent = of_tool(tool, rng, phrases.get(tool.name, ()))
        parameters = tuple(
            Parameter(slot, one.name, {}, {c.value: c.value for c in slot.choices},
                      slot.numbers[0] if slot.numbers else None, one.required)
            for slot, one in zip(intent.slots, tool.parameters, strict=True)
        )  # fmt: skip
        tools[intent.key] = Offered(intent, tool.name, "", parameters)
    return Offer(contract.prompt.system, tuple(tool.schema for tool in contract.toolset.tools), tools)


def told(rng: random.Random, offered: Offered, held_out: bool) -> set[str] | None:
    """Draw which slots an instruction tells, among those that the tool has and some wording tells."""
    has = {one.slot.key for one in offered.parameters}
    intent = offered.intent
    if intent.key not in INTENTS:
        return set(has) if has == {slot.key for slot in intent.slots} else None
    if intent.key == "drive_on":
        core = frozenset({"course"})
        return set(core) if core <= has else None
    sets = [one for one in Wordings.of(intent).tellings(held_out) if one <= has]
    if not sets:
        return None
    drawn = set(rng.choice(sets))
    needed = {one.slot.key for one in offered.parameters if one.required and one.slot.default is None}
    return drawn if needed <= drawn else None


@cache
def _profile(name: str) -> Profile:
    return Profile.load(name)
