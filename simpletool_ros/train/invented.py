"""Invented intents: tools of no known domain, asked for in their own words.

A tool that nobody wrote phrases for is asked for by what its schema says: its name, its description, its
parameters' names and values. Training invents such tools without end, which teaches the model to bring words
of an instruction and words of a schema together; a user's own tools are made into intents in the same way.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from ..core.problems import problem
from ..core.tools import Tool
from .intents import Choice, Intent, Number, Slot
from .words import KNOWN, nonsense

_VERBS = (
    *("set", "adjust", "change", "start", "use", "move", "select", "make", "run", "show", "open", "close"),
    *("send", "check", "measure", "clean", "fill", "load", "switch", "update", "heat", "cool", "press"),
    *("mark", "paint", "draw", "count", "sort", "mix", "scan", "test", "lock", "record", "print", "warm"),
)
_ABOUT = (
    *(
        "{Verb} the {noun}.",
        "{Verb}s the {noun}.",
        "Tool to {verb} the {noun}.",
        "Lets you {verb} the {noun}.",
    ),
    *(
        "Use this to {verb} the {noun}.",
        "Command: {verb} the {noun}.",
        "Will {verb} the {noun} of the machine.",
    ),
    *("The {noun}: {verb} it.", "Function that can {verb} the {noun}.", "To {verb} the {noun} of the robot."),
)
_JOINTS = (" with ", ", ", " and ", " at ", " ", ", ")
_UNITS = ("", "in percent", "in seconds", "in degrees", "in metres", "in newton", "in volts", "as a level")
_SAID = {
    "": ("{n}",),
    "in percent": ("{n} percent", "{n} %"),
    "in seconds": ("{n} seconds", "{n} s"),
    "in degrees": ("{n} degrees",),
    "in metres": ("{n} metres", "{n} m"),
    "in newton": ("{n} newton", "{n} N"),
    "in volts": ("{n} volts", "{n} V"),
    "as a level": ("{n}", "level {n}"),
}
_GRIDS = (
    *(
        (0, 100, 10),
        (0, 10, 1),
        (0, 1, 0.1),
        (-1, 1, 0.1),
        (0, 360, 10),
        (0, 50, 5),
        (1, 20, 1),
        (-90, 90, 5),
    ),
    *((0, 5, 0.5), (0, 3, 0.1), (100, 300, 20), (0, 100, 1)),
)


def invent(rng: random.Random, arity: int | None = None, alike: bool = False) -> Intent:
    """Draw an intent of random words, with up to six slots; ``alike``: now and then numbers of one unit."""
    count = rng.choices(range(7), (4, 8, 6, 3, 1, 0.5, 0.5))[0] if arity is None else arity
    same = alike and rng.random() < 0.12
    if same:
        count = rng.randint(2, 6)
    verb = rng.choice(_VERBS)
    drawn = rng.sample(KNOWN, 1 + count)
    noun, keys = drawn[0], drawn[1:]
    slots = tuple(_slot(rng, key) for key in keys)
    if same:
        number = _number(rng)
        slots = tuple(Slot(one.key, one.names, one.about, numbers=(number,)) for one in slots)
    about = rng.choice(_ABOUT).format(verb=verb, Verb=verb.capitalize(), noun=noun)
    return Intent(
        f"invented {verb} {noun} {' '.join(keys)}",
        (f"{verb}_{noun}", noun, f"{noun}_{verb}", f"{verb}{noun.capitalize()}"),
        (about,),
        _phrases(rng, f"{verb} the {noun}", slots),
        _sentences(rng, noun, slots),
        slots,
    )


def _slot(rng: random.Random, key: str) -> Slot:
    about = rng.choice((f"the {key}", f"{key} to use", f"which {key}", f"value of the {key}", key))
    if rng.random() < 0.6:
        values = [
            nonsense(rng) if rng.random() < 0.15 else rng.choice(KNOWN) for _ in range(rng.randint(2, 6))
        ]
        choices = tuple(Choice(value, (value.replace("_", " "),)) for value in dict.fromkeys(values))
        return Slot(key, (key,), (about,), choices=choices)
    return Slot(key, (key,), (about,), numbers=(_number(rng),))


def _number(rng: random.Random) -> Number:
    low, high, step = rng.choice(_GRIDS)
    unit = rng.choice(_UNITS)
    return Number(unit, low, high, step, _SAID[unit])


def _phrases(rng: random.Random, core: str, slots: Sequence[Slot]) -> tuple[str, ...]:
    """Return some imperative phrases that tell all slots."""
    if not slots:
        return (core,)
    return tuple(core + _tail(rng, slots) for _ in range(4))


def _sentences(rng: random.Random, noun: str, slots: Sequence[Slot]) -> tuple[str, ...]:
    return tuple(f"{noun}{_tail(rng, slots)}" for _ in range(2)) if slots else (f"{noun} please",)


def _tail(rng: random.Random, slots: Sequence[Slot]) -> str:
    order = list(slots)
    if rng.random() < 0.5:
        rng.shuffle(order)
    named = len(order) > 1 or rng.random() < 0.4
    parts = []
    for number, slot in enumerate(order):
        bare = len(order) == 1 or (len(order) == 2 and slot.choices and rng.random() < 0.3)
        joint = rng.choice((" to ", " ", " ", ": ")) if number == 0 else rng.choice(_JOINTS)
        name = slot.names[0].replace("_", " ")
        said = f"{{{slot.key}}}"
        if named and not bare:
            said = rng.choice(
                (f"{name} {{{slot.key}}}", f"{{{slot.key}}} {name}", f"the {name} {{{slot.key}}}")
            )
            joint = " " if joint == " to " else joint
        parts.append(joint + said)
    return "".join(parts)


def of_tool(tool: Tool, rng: random.Random, phrases: Sequence[str] = ()) -> Intent:
    """Return the intent of a given tool.

    Args:
        tool: of a contract.
        rng: the source of chance.
        phrases: what users say for it, ``{parameter}`` standing for a value; more are made of the schema.

    Raises:
        ConfigurationError: a phrase names no parameter, or a parameter's values cannot be drawn.
    """
    slots = tuple(_slot_of(tool, number) for number in range(tool.arity))
    keys = {slot.key for slot in slots}
    for text in phrases:
        for key in re.findall(r"\{(.*?)\}", text):
            if key not in keys:
                raise problem(
                    f"phrases.{tool.name}", f"{text!r} names {key!r}, which is no parameter",
                    f"use {', '.join(f'{{{name}}}' for name in sorted(keys)) or 'no braces'}",
                )  # fmt: skip
    description = str(tool.schema["function"].get("description", ""))
    name = " ".join(re.findall(r"[A-Za-z][a-z]*|\d+", tool.name)).lower()
    clause = re.split(r"[.;,(]", description)[0].strip()
    cores = [name, *([clause[0].lower() + clause[1:]] if clause else [])]
    made = [text for core in cores for text in _phrases(rng, core, slots)]
    return Intent(
        f"own {tool.name}", (tool.name,), (description,), (*dict.fromkeys((*phrases, *phrases, *made)),),
        tuple(phrases) or _sentences(rng, name, slots), slots,
    )  # fmt: skip


def _slot_of(tool: Tool, number: int) -> Slot:
    parameter = tool.parameters[number]
    about = (parameter.description,)
    key = parameter.name
    if parameter.type == "string" and parameter.choices is not None:
        choices = tuple(Choice(text, (re.sub(r"[_-]+", " ", text),)) for text in parameter.choices)
        return Slot(key, (key,), about, choices=choices)
    if parameter.type == "boolean":
        return Slot(
            key,
            (key,),
            about,
            choices=(Choice("true", ("true", "on", "yes")), Choice("false", ("false", "off", "no"))),
        )
    if parameter.type == "string":
        return Slot(key, (key,), about, objects=True)
    if parameter.type in ("number", "integer") and parameter.choices:
        values = [float(text) for text in parameter.choices]
        step = min((b - a for a, b in zip(values, values[1:], strict=False)), default=1.0)
        return Slot(key, (key,), about, numbers=(Number("", values[0], values[-1], round(step, 9)),))
    raise problem(
        f"tools.{tool.name}.parameters.{key}", "has values that training cannot draw",
        "give it an enum, or minimum, maximum and multipleOf; a plain string is the name of a seen object",
    )  # fmt: skip
