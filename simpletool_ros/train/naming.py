"""Naming: an intent becomes a tool, under its usual name and description or under others.

What may vary: the names of tool and parameters, order, units and ranges, the texts of enums, the description.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from ..core.prompt import plain
from . import words
from .describing import apart, composed
from .domains import INTENTS
from .instructions import Wordings
from .intents import Intent, Number, Slot, Split, count_words, placeholders, split
from .offers import Offered, Parameter

Names = Literal["usual", "nonsense", "known", "held_out"]


@dataclass(frozen=True)
class Naming:
    """How far an offer may be from the usual.

    Attributes:
        tools: where names of tools come from, each with its weight.
        parameters: the same for parameters.
        enums: the same for the texts of enums; other than the usual ones come with a gloss.
        held_out: descriptions are those that training never draws.
        wide: descriptions are also composed, cut short or left out, and tools stand beside their like.
    """

    tools: Mapping[Names, float]
    parameters: Mapping[Names, float]
    enums: Mapping[Names, float]
    held_out: bool = False
    wide: bool = False


TRAIN = Naming(
    {"usual": 0.35, "nonsense": 0.25, "known": 0.4},
    {"usual": 0.5, "nonsense": 0.15, "known": 0.35},
    {"usual": 0.45, "nonsense": 0.15, "known": 0.4},
    wide=True,
)


def pick(rng: random.Random, weights: Mapping[Names, float]) -> Names:
    """Draw where a name comes from."""
    return rng.choices(list(weights), list(weights.values()))[0]


def named(rng: random.Random, intent: Intent, naming: Naming, first: bool = False) -> Offered:
    """Make a tool of an intent; ``first``: the usual one."""
    if first:
        name, about, slots = intent.names[0], intent.about[0], list(intent.slots)
    else:
        kind = pick(rng, naming.tools)
        name = rng.choice(intent.names) if kind == "usual" else words.name(rng, kind)
        texts = abouts(intent.about)
        about = rng.choice((texts.held_out if naming.held_out else texts.train) or intent.about)
        if not naming.held_out and intent.key in INTENTS and rng.random() < 0.45:
            about = _described_by(rng, intent)
        if naming.wide and intent.key in INTENTS:
            if rng.random() < 0.5:
                about = composed(rng, intent, texts.held_out) or about
            if about not in texts.train and not apart(about, texts.held_out):
                about = rng.choice(texts.train)
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
    kind: Names = "usual" if first else pick(rng, naming.parameters)
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
    kind: Names = "usual" if first else pick(rng, naming.enums)
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


@cache
def abouts(texts: tuple[str, ...]) -> Split:
    """Split descriptions into those for training and those held out."""
    return split(texts, _described())


@cache
def _described() -> Counter[str]:
    """In how many descriptions and wordings each word stands."""
    texts = [text for one in INTENTS.values() for text in (*one.about, *one.phrases, *one.sentences)]
    return count_words(texts)
