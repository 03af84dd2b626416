"""Describing: what a tool does, in its author's words; at length, in two words, or by parameters only.

For training: what evaluation holds out is never composed, nor its words with others among them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache

from .domains.described import DESCRIBED, Grammar
from .instructions import doing
from .intents import Intent, is_held_out, words
from .offers import Parameter

_ENDING = re.compile(r"(?<=\w\w)(?:(?<=(\w))\1?ing|es|(?<!s)s|e)$")
_CHOICE = re.compile(r"\(([^()]*)\)")
_VERBS = (
    *("{do}",) * 4,
    *("{does}",) * 4,
    *("{doing}", "to {do}", "command to {do}", "action: {do}", "skill to {do}", "used to {do}", "will {do}"),
    *("lets the robot {do}", "call to {do}", "request to {do}", "this tool {does}", "primitive: {do}"),
    *("function that {does}", "enables the caller to {do}", "for {doing}", "if called, {does}", "{do}"),
)
_NOUNS = (
    *("{noun}",) * 8,
    *("tool for {noun}", "command: {noun}", "action: {noun}", "skill: {noun}", "interface: {noun}"),
    *("performs {noun}", "executes {noun}", "service: {noun}", "triggers {noun}", "provides {noun}"),
)
_TAILS = (
    *(
        " Blocking.",
        " Non-blocking.",
        " Returns when done.",
        " Returns at once.",
        " Returns success or failure.",
    ),
    *(
        " See the parameters.",
        " Validated before execution.",
        " Subject to limits.",
        " One call, one action.",
    ),
    *(" Logged.", " Thread-safe.", " Returns nothing.", " Version 2.", " Preempts earlier commands."),
)
_LIGHT = frozenset(
    ("a", "an", "the", "of", "to", "at", "in", "on", "by", "for", "with", "and", "or", "its", "it", "is")
)
_CUT = frozenset(
    (*_LIGHT, "into", "towards", "until", "as", "which", "what", "so", "one", "about", "between", "over")
)


def composed(rng: random.Random, intent: Intent, held_out: Sequence[str]) -> str | None:
    """Compose a description of an intent; None for one without a grammar."""
    grammar = DESCRIBED.get(intent.key)
    if grammar is None:
        return None
    while True:
        text = _draw(rng, grammar)
        if rng.random() < 0.75:
            text = text[0].upper() + text[1:]
        if rng.random() < 0.75:
            text += "." if rng.random() < 0.8 else "." + rng.choice(_TAILS)
        if not is_held_out(text) and apart(text, held_out):
            return text


def _draw(rng: random.Random, grammar: Grammar) -> str:
    def chosen(text: str) -> str:
        while "(" in text:  # the innermost first
            text = _CHOICE.sub(lambda match: rng.choice(match[1].split("/")), text)
        return text

    if rng.random() < 0.4:
        return rng.choice(_NOUNS).replace("{noun}", chosen(rng.choice(grammar.noun)))
    do, how = chosen(rng.choice(grammar.do)), chosen(rng.choice(grammar.how))
    told = rng.choice(_VERBS)
    verb = _does(do) if "{does}" in told else doing(do) if "{doing}" in told else do
    phrase = verb + how if how.startswith(",") else f"{verb} {how}"
    return re.sub(r"\{\w+\}", lambda _: phrase, told)


def _does(do: str) -> str:
    """Return a verb phrase in the third person: ``raises or lowers``."""
    said = do.split(" ")
    for index, word in enumerate(said):
        if index == 0 or (index == 2 and said[1] == "or"):
            ending = "es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
            said[index] = f"{word[:-1]}ies" if re.search(r"[^aeiou]y$", word) else word + ending
    return " ".join(said)


def apart(text: str, held_out: Sequence[str]) -> bool:
    """Whether a description lacks a word of each that is held out; endings and small words do not count."""
    said = _stems(text)
    return not any(_stems_of_held_out(other) <= said for other in held_out)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("", word) for word in words(text) if word not in _LIGHT)


_stems_of_held_out = cache(_stems)
"""They are few and asked for with every description, which are without number and asked for once."""


# -- terse ones ---


def telling(parameters: Sequence[Parameter]) -> set[str]:
    """Return what tells a tool from others by its parameters alone: the values and units that it takes."""
    said: set[str] = set()
    for one in parameters:
        if one.slot.key == "pace":
            continue
        said |= {choice.value for choice in one.slot.choices}
        if one.unit is not None and one.unit.unit:
            said.add(one.unit.unit)
    return said


def by_parameters(rng: random.Random, parameters: Sequence[Parameter]) -> str:
    """Describe a tool by its parameters alone: ``Takes which way (left, right); how far, in metres.``."""
    parts = []
    for one in parameters:
        about = rng.choice((rng.choice(one.slot.about), one.name.replace("_", " ")))
        if one.texts and rng.random() < 0.5:
            about += f" ({', '.join(list(one.texts.values())[:4])})"
        elif one.unit is not None and one.unit.unit and rng.random() < 0.7:
            about += f", {one.unit.unit}"
        parts.append(about)
    told = rng.choice(("; ", " and ", ", then ")).join(parts)
    return rng.choice(("Takes {p}.", "{p}", "Parameters: {p}.", "Needs {p}.", "Called with {p}.")).replace(
        "{p}", told
    )


def shortened(rng: random.Random, about: str, least: int) -> str:
    """Return a description's first clause, or its first words, ``least`` of them or more."""
    clause = re.split(r"[.,:;]", about)[0]
    said = clause.split()
    if least < len(said) and rng.random() < 0.6:
        said = said[: rng.randint(least, min(len(said), least + 3))]
    while said and said[-1].lower() in _CUT:
        said.pop()
    return " ".join(said) + rng.choice((".", "")) if len(said) >= 2 else about
