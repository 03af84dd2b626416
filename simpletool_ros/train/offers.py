"""Offers: the tools that a prompt offers, and which intent each of them carries out.

The shipped contracts are offers with the usual names; others are drawn: intents of one or two domains under
other names, descriptions, parameters, units and enums, with tools beside them that are not asked for.
"""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations
from typing import Any, Literal

from ..core.contract import Contract
from ..core.heads import ARGUMENTS, FUNCTION
from ..core.parameter import text_of
from ..core.problems import problem
from ..core.prompt import Profile, Prompt, plain
from ..core.resources import find
from ..core.tools import Call, Tool, Toolset
from . import words
from .domains import DOMAINS, GAMES, INTENTS
from .domains.games import Game
from .expert import Decision
from .instructions import Value, Wordings
from .intents import Intent, Number, Slot, Split, count_words, placeholders, split
from .invented import invent, of_tool

PROFILE = "v2"

Names = Literal["usual", "nonsense", "known", "held_out"]


@dataclass(frozen=True)
class Naming:
    """How far an offer may be from the usual.

    Attributes:
        tools: where names of tools come from, each with its weight.
        parameters: the same for parameters.
        enums: the same for the texts of enums; other than the usual ones come with a gloss.
        held_out: descriptions are those that training never draws.
    """

    tools: Mapping[Names, float]
    parameters: Mapping[Names, float]
    enums: Mapping[Names, float]
    held_out: bool = False


TRAIN = Naming(
    {"usual": 0.35, "nonsense": 0.25, "known": 0.4},
    {"usual": 0.5, "nonsense": 0.15, "known": 0.35},
    {"usual": 0.45, "nonsense": 0.15, "known": 0.4},
)


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


# -- shipped and usual ---

USUAL = {
    "base": ("go_to", "follow", "keep_distance", "follow_wall", "patrol", "turn", "move", "stop"),
    "services": ("dock", "gripper", "light", "pick", "place", "volume", "take_photo"),
    "arm": ("arm_move_to", "arm_move_relative", "grip", "release", "rotate_joint", "arm_home", "arm_speed"),
    "avatar": tuple(intent.key for intent in DOMAINS["avatar"][:6]),
}
_SYSTEMS = {
    "base": "You drive a mobile robot. Distances are in metres, bearings in degrees.",
    "services": "You run a service robot.",
    "arm": "You move a robot arm.",
    "avatar": "You animate a digital human.",
}


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


def usual(domain: str) -> Offer:
    """Return a domain's tools under their usual names and descriptions."""
    rng = random.Random(domain)
    plainly = Naming({"usual": 1.0}, {"usual": 1.0}, {"usual": 1.0})
    offered = [_offered(rng, INTENTS[key], plainly, first=True) for key in USUAL[domain]]
    return Offer(
        _SYSTEMS[domain], tuple(one.schema for one in offered), {one.intent.key: one for one in offered}
    )


def usual_game(index: int) -> Offer:
    """Return a game's tools under their usual names."""
    rng, game = random.Random(index), GAMES[index]
    plainly = Naming({"usual": 1.0}, {"usual": 1.0}, {"usual": 1.0})
    offered = [_offered(rng, intent, plainly, first=True) for intent in game.intents]
    schemas = tuple(one.schema for one in offered)
    return Offer("", schemas, {one.intent.key: one for one in offered}, game=game)


# -- drawn ---


def held_out_pair(first: str, second: str) -> bool:
    """Whether two intents never stand together in training: combinations for evaluation."""
    return zlib.crc32(" ".join(sorted((first, second))).encode()) % 25 == 0


def drawn(rng: random.Random, naming: Naming = TRAIN, pair: bool | None = False) -> Offer:
    """Draw an offer of two to seven tools.

    Args:
        rng: the source of chance.
        naming: how they are called.
        pair: False: no held-out combination is in it; True: one is; None: either.
    """
    while True:
        domains = rng.sample(sorted(DOMAINS), rng.choice((1, 1, 2)))
        pool = [intent for domain in domains for intent in DOMAINS[domain]]
        if pair:
            pool = [intent for domain in DOMAINS.values() for intent in domain]
            pairs = [two for two in combinations(pool, 2) if held_out_pair(two[0].key, two[1].key)]
            picked = [*rng.choice(pairs), *rng.sample(pool, rng.choice((0, 1, 2, 3)))]
        else:
            picked = rng.sample(pool, min(len(pool), rng.choice((1, 2, 2, 3, 3, 4, 5, 6))))
            picked += [invent(rng) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
        if pair is False:
            picked = _apart(picked)
        offered: list[Offered] = []
        taken: set[str] = set()
        for intent in {one.key: one for one in picked}.values():
            one = _offered(rng, intent, naming)
            if one.name not in taken:
                taken.add(one.name)
                offered.append(one)
        if len(offered) >= (2 if pair else 1):
            break
    rng.shuffle(offered)
    domain = domains[0]
    system = rng.choice((_SYSTEMS[domain], "", "You control a robot.", "Use the tools.", "You are a robot."))
    tools = {one.intent.key: one for one in offered}
    return Offer(system, tuple(one.schema for one in offered), tools)


def drawn_invented(rng: random.Random, naming: Naming = TRAIN) -> Offer:
    """Draw an offer of invented tools only."""
    offered = {}
    for _ in range(rng.randint(1, 5)):
        one = _offered(rng, invent(rng), naming)
        offered[one.name] = one
    schemas = tuple(one.schema for one in offered.values())
    return Offer(rng.choice(("", "You run a machine.", "Use the tools.")), schemas,
                 {one.intent.key: one for one in offered.values()})  # fmt: skip


def drawn_game(rng: random.Random, naming: Naming = TRAIN) -> Offer:
    """Draw a game under other names."""
    game = rng.choice(GAMES)
    while True:
        offered = [_offered(rng, intent, naming) for intent in game.intents]
        if len({one.name for one in offered}) == len(offered):
            break
    schemas = tuple(one.schema for one in offered)
    return Offer(
        rng.choice(("", "You play a game.")), schemas, {one.intent.key: one for one in offered}, game=game
    )


def drawn_velocity(rng: random.Random, naming: Naming = TRAIN) -> Offer:
    """Draw a base that is driven by velocity, under other names and with other tools beside."""
    while True:
        names = {key: rng.choice(texts) for key, texts in _VELOCITY.items()}
        for key in names:
            kind = _kind(rng, naming.tools if key in ("drive", "stop", "done") else naming.parameters)
            if kind != "usual":
                names[key] = words.name(rng, kind)
        if len(set(names.values())) == len(names):
            break
    parameters = {names[key]: dict(_DRIVEN[key]) for key in ("speed", "turn")}
    if rng.random() < 0.3:
        parameters = dict(reversed(parameters.items()))
    schemas = [
        tool_schema(names["drive"], rng.choice(_DRIVE), parameters, list(parameters)),
        tool_schema(names["stop"], rng.choice(_abouts(INTENTS["stop"].about).train), {}, []),
        tool_schema(names["done"], rng.choice(_DONE), {}, []),
    ]
    tools: dict[str, Offered] = {}
    for intent in rng.sample(DOMAINS["services"], rng.choice((0, 0, 1, 2))):
        one = _offered(rng, intent, naming)
        if one.name not in names.values() and all(one.name != other.name for other in tools.values()):
            tools[intent.key] = one
            schemas.append(one.schema)
    rng.shuffle(schemas)
    return Offer(rng.choice(_SYSTEM), tuple(schemas), tools, velocity=names)


def _apart(intents: Sequence[Intent]) -> list[Intent]:
    """Leave out what would make a held-out combination."""
    kept: list[Intent] = []
    for intent in intents:
        if not any(held_out_pair(intent.key, other.key) for other in kept):
            kept.append(intent)
    return kept


@cache
def _profile(name: str) -> Profile:
    return Profile.load(name)


@cache
def _abouts(texts: tuple[str, ...]) -> Split:
    return split(texts, _described())


@cache
def _described() -> Counter[str]:
    """In how many descriptions and wordings each word stands."""
    texts = [text for one in INTENTS.values() for text in (*one.about, *one.phrases, *one.sentences)]
    return count_words(texts)


def _described_by(rng: random.Random, intent: Intent) -> str:
    """Describe a tool in the words of an instruction for it: "Lets the robot head for the target."."""
    phrase = rng.choice(Wordings.of(intent).phrases.train)
    for key in placeholders(phrase):
        name = rng.choice(intent.slot(key).names).replace("_", " ")
        phrase = phrase.replace(
            "{" + key + "}", rng.choice((f"the {name}", f"a given {name}", f"some {name}")), 1
        )
    text = rng.choice(("{p}", "{p}", "{p}", "to {p}", "lets the robot {p}", "tool to {p}", "use it to {p}"))
    text = text.replace("{p}", phrase)
    return text[0].upper() + text[1:] + rng.choice((".", ".", ""))


def _kind(rng: random.Random, weights: Mapping[Names, float]) -> Names:
    return rng.choices(list(weights), list(weights.values()))[0]


def _offered(rng: random.Random, intent: Intent, naming: Naming, first: bool = False) -> Offered:
    """Make a tool of an intent; ``first``: the usual one."""
    if first:
        name, about, slots = intent.names[0], intent.about[0], list(intent.slots)
    else:
        kind = _kind(rng, naming.tools)
        name = rng.choice(intent.names) if kind == "usual" else words.name(rng, kind)
        texts = _abouts(intent.about)
        about = rng.choice((texts.held_out if naming.held_out else texts.train) or intent.about)
        if not naming.held_out and intent.key in INTENTS and rng.random() < 0.45:
            about = _described_by(rng, intent)
        slots = _slots(rng, intent)
    parameters: list[Parameter] = []
    for slot in slots:
        one = _parameter(rng, intent, slot, naming, first)
        if all(one.name != other.name for other in parameters):
            parameters.append(one)
    return Offered(intent, name, plain(about), tuple(parameters))


def _slots(rng: random.Random, intent: Intent) -> list[Slot]:
    """Return the slots, now and then without one that instructions need not tell, or in another order."""
    slots = list(intent.slots)
    if slots and rng.random() < 0.15:
        able = [slot for slot in slots if slot.default is not None or slot.key == "pace"]
        if able:
            slots.remove(rng.choice(able))
    if rng.random() < 0.2:
        rng.shuffle(slots)
    return slots


def _parameter(rng: random.Random, intent: Intent, slot: Slot, naming: Naming, first: bool) -> Parameter:
    kind: Names = "usual" if first else _kind(rng, naming.parameters)
    name = slot.names[0] if first else rng.choice(slot.names) if kind == "usual" else words.name(rng, kind)
    about = slot.about[0] if first else rng.choice(slot.about)
    default = slot.default
    always = _always_told(intent, slot.key)
    if slot.objects:
        schema: dict[str, Any] = {"type": "string", "description": about}
        return Parameter(slot, name, schema, {}, None, always)
    if slot.choices:
        texts, gloss = _enum(rng, slot, naming, first)
        described = f"{about}: {gloss}" if gloss else about
        order = list(texts.values())
        if not first and rng.random() < 0.3:
            rng.shuffle(order)
        schema = {"type": "string", "enum": order, "description": described}
        if default is not None:
            schema["default"] = texts[str(default)]
        return Parameter(slot, name, schema, texts, None, always or default is not None)
    unit = slot.numbers[0] if first else _range(rng, rng.choice(slot.numbers))
    if default is not None and not unit.low <= float(default) / unit.factor <= unit.high:
        unit = slot.numbers[0]
    whole = float(unit.step).is_integer() and float(unit.low).is_integer()
    schema = {
        "type": "integer" if whole else "number",
        "minimum": _plain(unit.low),
        "maximum": _plain(unit.high),
        "multipleOf": _plain(unit.step),
        "description": f"{about}, {unit.unit}" if unit.unit else about,
    }
    if default is not None:
        schema["default"] = _plain(round(float(default) / unit.factor, 6))
    return Parameter(slot, name, schema, {}, unit, always or default is not None)


def _always_told(intent: Intent, key: str) -> bool:
    return all(key in placeholders(text) for text in (*intent.phrases, *intent.sentences)) and key != "pace"


def _enum(rng: random.Random, slot: Slot, naming: Naming, first: bool) -> tuple[dict[str, str], str]:
    """Return the texts of the values, and a gloss of those that say nothing."""
    kind: Names = "usual" if first else _kind(rng, naming.enums)
    if kind == "usual":
        other = not first and rng.random() < 0.4
        texts = {
            one.value: rng.choice(one.others) if other and one.others else one.value for one in slot.choices
        }
        if len(set(texts.values())) == len(texts):
            glossed = other and rng.random() < 0.4
            gloss = "; ".join(
                f"{text}: {one.gloss}" for one, text in zip(slot.choices, texts.values(), strict=True)
            )
            return texts, gloss if glossed and all(one.gloss for one in slot.choices) else ""
        return {one.value: one.value for one in slot.choices}, ""
    texts = {}
    while len(set(texts.values())) < len(slot.choices):
        texts = {one.value: words.name(rng, kind) for one in slot.choices}
    joint = rng.choice((": ", " means ", " = "))
    glosses = []
    for one in slot.choices:
        meaning = rng.choice((one.value, one.gloss or one.value, rng.choice(one.said or (one.value,))))
        glosses.append(f"{texts[one.value]}{joint}{meaning}")
    return texts, rng.choice(("; ", ", ")).join(glosses)


def _range(rng: random.Random, unit: Number) -> Number:
    """Return the unit with another range, now and then."""
    if rng.random() < 0.6:
        return unit
    low, high, count = unit.low, unit.high, round((unit.high - unit.low) / unit.step)
    if count >= 8:
        low = round(low + unit.step * rng.randint(0, count // 4), 6)
        high = round(high - unit.step * rng.randint(0, count // 4), 6)
    return Number(unit.unit, low, high, unit.step, unit.said, unit.factor, unit.words, unit.chinese)


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


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


_VELOCITY = {
    "drive": ("drive", "drive", "move", "go", "set_velocity", "cmd_vel", "base_velocity", "steer", "motion"),
    "stop": ("stop", "stop", "halt", "wait", "hold", "stand_still", "idle", "pause"),
    "done": ("done", "done", "finish", "finished", "complete", "arrived", "report_done", "end_task"),
    "speed": ("speed", "speed", "velocity", "forward", "linear", "linear_x", "v", "x"),
    "turn": ("turn", "turn", "rotation", "angular", "yaw_rate", "angular_z", "w", "spin"),
}
_DRIVEN = {
    "speed": {"type": "number", "minimum": -0.1, "maximum": 0.2, "multipleOf": 0.05},
    "turn": {"type": "number", "minimum": -1.0, "maximum": 1.0, "multipleOf": 0.1},
}
_DRIVE = (
    "Drive at a speed in m/s (negative is backwards) and turn in rad/s (positive is left).",
    "Move the base: forward speed in m/s, turning rate in rad/s, left is positive.",
    "Set the velocity of the robot in m/s and rad/s (counter-clockwise).",
    "Command a linear and an angular velocity.",
    "Drive the wheels at the given speed (m/s) while turning (rad/s).",
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
