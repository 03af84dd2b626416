"""Phrases: an instruction in words for a goal, drawn from a phrasebook."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .expert import MOTIONS, Goal, Motion, Pace
from .phrasebook import LIKES, TOPICS, Phrasebook
from .words import words

COLORS = ("red", "green", "blue", "yellow", "orange", "purple", "white", "black")
SHAPES = ("box", "cylinder", "ball")
"""What the simulator's objects are called: every colour with every shape."""

OTHER_COLORS = ("pink", "brown", "gray", "silver", "golden", "striped", "wooden", "small", "big", "round")
OTHER_SHAPES = (
    *("cone", "chair", "table", "door", "lamp", "bottle", "cup", "plant", "bin", "shelf", "dock", "person"),
    *("bag", "robot", "charger", "pallet", "cart", "tower"),
)
"""Words for objects of other worlds, so that a name is copied and not only recognised."""

_DOUBLED = ("get", "run", "stop", "step", "set", "begin")
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "box": ("cube", "block", "crate"),
    "ball": ("sphere",),
    "cylinder": ("can", "pillar", "tube"),
}


def goal_and_instruction(rng: random.Random, names: Sequence[str], book: Phrasebook) -> tuple[Goal, str]:
    """Draw what is asked for and how it is said.

    Args:
        rng: the source of chance.
        names: the objects that are seen, at least one.
        book: the phrases.
    """
    kind = rng.choices(
        ("reach", "stop", "leave", "motion", "talk", "remark", "unseen"), (70, 7, 3, 6, 7, 5, 2)
    )[0]
    if kind == "reach":
        return reach(rng, rng.choice(names), names, book)
    if kind == "unseen":
        return reach(rng, _unseen(rng, names), names, book)
    if kind != "motion" and rng.random() < book.loose:
        return _loose(rng, kind, names, book)
    if kind == "talk":
        text = (
            rng.choice(book.talk).replace("{topic}", rng.choice(TOPICS)).replace("{like}", rng.choice(LIKES))
        )
        return Goal("nothing"), _finish(rng, text, book, plain=rng.random() < 0.7)
    if kind == "stop":
        return Goal("stop"), _finish(rng, rng.choice(book.stop), book)
    if kind == "motion":
        motion: Motion = rng.choice(MOTIONS)
        pace, text = _with_pace(rng, rng.choice(book.motions[motion]), book)
        return Goal(motion, "", pace), _finish(rng, text, book)
    said = _refer(rng, rng.choice(names), names)
    if kind == "remark":
        return Goal("nothing"), _finish(rng, rng.choice(book.remarks).replace("{o}", said), book, plain=True)
    return Goal("stop"), _finish(rng, rng.choice(book.leave).replace("{o}", said), book)


_ASKING = (
    "what",
    "who",
    "why",
    "how",
    "when",
    "whose",
    "which",
    "where",
    "is",
    "are",
    "was",
    "did",
    "does",
    "has",
    "do you",
    "have you",
    "what is",
    "who has",
    "how much",
    "how is",
    "why is",
    "isn't",
    "were",
    "are there",
    "what about",
)
_DENYING = (
    "don't",
    "do not",
    "never",
    "you must not",
    "please don't",
    "please do not",
    "not",
    "no need to",
    "don't ever",
    "you should not",
    "you shouldn't",
    "stop to",
    "avoid to",
    "i forbid you to",
)
_STOPPING = (
    "stop",
    "stop",
    "wait",
    "halt",
    "stay",
    "freeze",
    "stand still",
    "don't move",
    "hold on",
    "pause",
)


def _loose(rng: random.Random, kind: str, names: Sequence[str], book: Phrasebook) -> tuple[Goal, str]:
    """Draw a ``talk``, ``stop``, ``remark`` or ``leave`` of random words around what makes it one."""
    if kind == "talk":
        text = words(rng, 1, 7)
        if rng.random() < 0.4:
            text = f"{rng.choice(_ASKING)} {text}"
        return Goal("nothing"), _finish(rng, text + rng.choice(("", "?", ".")), book, plain=True)
    if kind == "stop":
        before, after = words(rng, 0, 2), words(rng, 0, 2)
        return Goal("stop"), _finish(rng, f"{before} {rng.choice(_STOPPING)} {after}".strip(), book)
    said = _refer(rng, rng.choice(names), names)
    if kind == "remark":
        return Goal("nothing"), _finish(
            rng,
            " ".join((rng.choice(_ASKING), words(rng, 0, 3), said, words(rng, 0, 3)))
            .replace("  ", " ")
            .rstrip()
            + "?",
            book,
            plain=True,
        )
    verb = rng.choice(book.verbs).replace("{o}", said) if rng.random() < 0.5 else f"{words(rng, 1, 3)} {said}"
    return Goal("stop"), _finish(rng, f"{rng.choice(_DENYING)} {verb}", book)


def _loose_reach(rng: random.Random, target: str, names: Sequence[str], book: Phrasebook) -> tuple[Goal, str]:
    """Draw an instruction in which hardly more than the object, and the pace, is known."""
    shape = rng.random()
    if shape < 0.5:  # an unknown verb, in known surroundings
        verb = f"{words(rng, 1, 4)} {{o}}"
        template = rng.choice(book.reach)
        text = template.replace("{verb}", verb).replace("{doing}", verb) if rng.random() < 0.4 else verb
        known = rng.random() < 0.6 and "?" not in text
        text = _with(text, rng.choice(book.tails) if known else words(rng, 0, 3))
    elif shape < 0.8:  # known, in unknown surroundings
        gaps = rng.choice((", ", " ")), rng.choice((", ", " "))
        text = f"{words(rng, 0, 4)}{gaps[0]}{rng.choice(book.verbs)}{gaps[1]}{words(rng, 0, 3)}"
    else:
        text = f"{words(rng, 0, 5)} {{o}} {words(rng, 0, 5)}"
    pace, text = _with_pace(rng, text.strip(" ,"), book)
    return Goal("reach", target, pace), _finish(rng, text.replace("{o}", _refer(rng, target, names)), book)


def reach(rng: random.Random, target: str, names: Sequence[str], book: Phrasebook) -> tuple[Goal, str]:
    """Draw an instruction to drive to ``target``, which is one of ``names`` unless it is not seen."""
    if rng.random() < book.loose:
        return _loose_reach(rng, target, names, book)
    template, verb = rng.choice(book.reach), rng.choice(book.verbs)
    text = template.replace("{verb}", verb).replace("{doing}", doing(verb))
    if not text.endswith("?"):
        text = _with(text, rng.choice(book.tails))
    pace, text = _with_pace(rng, text, book)
    return Goal("reach", target, pace), _finish(rng, text.replace("{o}", _refer(rng, target, names)), book)


def doing(verb: str) -> str:
    """Return a verb phrase with its first verb in -ing: ``driving to {o}``."""
    first, space, rest = verb.partition(" ")
    if first in _DOUBLED:
        first += first[-1]
    elif first.endswith("e") and first != "be":
        first = first[:-1]
    return f"{first}ing{space}{rest}"


def object_names(rng: random.Random, count: int) -> list[str]:
    """Draw ``count`` distinct names of objects, most of them the simulator's."""
    names: list[str] = []
    while len(names) < count:
        usual = rng.random() < 0.9
        color = rng.choice(COLORS if usual or rng.random() < 0.5 else OTHER_COLORS)
        shape = rng.choice(SHAPES if usual or rng.random() < 0.3 else OTHER_SHAPES)
        if f"{color} {shape}" not in names:
            names.append(f"{color} {shape}")
    return names


def _unseen(rng: random.Random, names: Sequence[str]) -> str:
    while True:
        name = object_names(rng, 1)[0]
        if name not in names:
            return name


def _refer(rng: random.Random, target: str, names: Sequence[str]) -> str:
    """Say an object: its whole name, mostly, or what tells it apart from the others."""
    color, _, shape = target.rpartition(" ")
    chance = rng.random()
    others = [name for name in names if name != target]
    if chance < 0.06 and not any(name.startswith(f"{color} ") for name in others):
        return f"the {color} one"
    if chance < 0.12 and target in names and not any(name.endswith(f" {shape}") for name in others):
        return f"the {shape}"
    if chance < 0.18 and shape in _SYNONYMS:
        return f"the {color} {rng.choice(_SYNONYMS[shape])}"
    return (
        f"{rng.choice(('the', 'the', 'the', 'the', 'the', 'that', 'this', 'our'))} {target}"
        if chance < 0.95
        else target
    )


def _with_pace(rng: random.Random, text: str, book: Phrasebook) -> tuple[Pace, str]:
    if rng.random() < 0.6:
        return "normal", text
    pace: Pace = rng.choices(("slow", "fast", "normal"), (5, 5, 1))[0]
    said = rng.choice(book.pace[pace])
    end = text.rstrip("?")
    return pace, rng.choice(
        (f"{end} {said}", f"{end} {said}", f"{end}, {said}", f"{said}, {text}", f"{end} - {said}")
    )


def _finish(rng: random.Random, text: str, book: Phrasebook, plain: bool = False) -> str:
    """Add politeness, a capital and a full stop, now and then."""
    if not plain:
        text = f"{rng.choice(book.before)} {text}".lstrip()
        if not text.endswith("?"):
            text = _with(text, rng.choice(book.after))
    chance = rng.random()
    if chance < 0.25:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.2 and text and text[-1].isalnum():
        text += rng.choice((".", ".", "!"))
    return text.upper() if chance > 0.99 else text


def _with(text: str, more: str) -> str:
    """Append a phrase; one that begins with a comma follows without a space."""
    return text + more if not more or more.startswith(",") else f"{text} {more}"
