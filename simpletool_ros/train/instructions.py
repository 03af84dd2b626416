"""Instructions: an intent and its values in the words of a person."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from . import smalltalk
from .domains import INTENTS
from .domains.base import COURSES
from .expert import Sight
from .intents import Intent, Number, Slot, Split, count_words, placeholders, split
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

Value = str | float

_SYNONYMS: dict[str, tuple[str, ...]] = {
    "box": ("cube", "block", "crate"),
    "ball": ("sphere",),
    "cylinder": ("can", "pillar", "tube"),
}
_CHINESE = {
    **{"red": "红色", "green": "绿色", "blue": "蓝色", "yellow": "黄色", "orange": "橙色", "purple": "紫色"},
    **{"white": "白色", "black": "黑色", "box": "盒子", "cylinder": "圆柱", "ball": "球"},
}
_DOUBLED = ("get", "run", "stop", "step", "set", "begin", "hug", "shut", "put", "let", "nod", "grip", "spin",
            "swap", "cut", "quit", "hit", "drop", "swim", "tip", "clap", "sit", "grab", "tag", "snap", "jog",
            "plug", "unplug", "flip", "fit", "equip", "output", "reset", "bat", "skip", "pat")  # fmt: skip
_OTHER = ("the other one", "the other", "the other object", "the other thing", "the other one instead")


@dataclass(frozen=True)
class Asked:
    """An instruction and what it means.

    Attributes:
        text: the words.
        intent: the key of what is asked for; empty when nothing is.
        values: what it tells, by slot: a choice's value, a number in the slot's first unit, an object's name.
    """

    text: str
    intent: str = ""
    values: Mapping[str, Value] | None = None


@dataclass(frozen=True)
class Style:
    """How instructions are worded.

    Attributes:
        held_out: only in wordings that training never draws.
        loose: share of words that mean nothing around what matters.
        chinese: share of Chinese instructions.
    """

    held_out: bool = False
    loose: float = 0.25
    chinese: float = 0.0


TRAIN = Style(chinese=0.06)
SEEN = Style(loose=0.0)
HELD_OUT = Style(held_out=True, loose=0.0)
CHINESE = Style(loose=0.0, chinese=1.0)


@dataclass(frozen=True)
class Wordings:
    """The wordings of one intent: imperative phrases and other sentences, each in training's and held-out."""

    phrases: Split
    sentences: Split

    @classmethod
    def of(cls, intent: Intent) -> Wordings:
        """Return the wordings of an intent; those of an invented one are all training's."""
        known = _wordings().get(intent.key)
        return known or cls(Split(intent.phrases, ()), Split(intent.sentences, ()))

    def draw(self, rng: random.Random, told: set[str], held_out: bool) -> tuple[str, bool] | None:
        """Draw a wording that tells just the slots in ``told``, and whether it is imperative.

        Returns:
            None when there is none.
        """
        part = "held_out" if held_out else "train"
        phrases = _telling(getattr(self.phrases, part), frozenset(told))
        sentences = _telling(getattr(self.sentences, part), frozenset(told))
        if not phrases and not sentences:
            return None
        # Phrases are wrapped in many ways, so each counts for more than a sentence.
        index = rng.randrange(2 * len(phrases) + len(sentences))
        if index < 2 * len(phrases):
            return phrases[index // 2], True
        return sentences[index - 2 * len(phrases)], False

    def tellings(self, held_out: bool) -> tuple[frozenset[str], ...]:
        """Return each set of slots that some wording tells, as often as wordings do."""
        part = "held_out" if held_out else "train"
        texts = (*getattr(self.phrases, part), *getattr(self.sentences, part))
        return _sets(texts)


@cache
def _sets(texts: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(placeholders(text)) for text in texts)


@cache
def _telling(texts: tuple[str, ...], told: frozenset[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if set(placeholders(text)) == told)


@cache
def _wordings() -> dict[str, Wordings]:
    texts = [text for intent in INTENTS.values() for text in (*intent.phrases, *intent.sentences)]
    known = count_words([*texts, *(text for course in COURSES.values() for text in course)])
    return {
        key: Wordings(split(intent.phrases, known), split(intent.sentences, known))
        for key, intent in INTENTS.items()
    }


@cache
def _courses(course: str) -> Split:
    texts = COURSES[course]
    known = count_words([text for texts in COURSES.values() for text in texts])
    return split((text for text in texts if text.isascii()), known)


def tellings(intent: Intent, style: Style) -> tuple[frozenset[str], ...]:
    """Return each set of slots that some wording of an intent tells, as often as wordings do."""
    return Wordings.of(intent).tellings(style.held_out)


# -- one intent in words ---


def say(
    rng: random.Random,
    intent: Intent,
    values: Mapping[str, Value],
    told: set[str],
    seen: Sequence[Sight],
    style: Style,
    units: Mapping[str, Number] | None = None,
) -> str | None:
    """Put an intent into words.

    Args:
        rng: the source of chance.
        intent: what is asked for.
        values: by slot; see :class:`Asked`.
        told: the slots whose values are said.
        seen: the objects, for what they may be called.
        style: of the wording.
        units: the unit that a number is rather said in, by slot.

    Returns:
        The instruction, or None when no wording of that style tells just these slots.
    """
    pace = values.get("pace") if "pace" in told else None
    core = told - {"pace"}
    if style.chinese and rng.random() < style.chinese:
        chinese = _chinese(rng, intent, values, core, pace, units or {})
        if chinese is not None:
            return chinese
    imperative = True
    if intent.key == "drive_on":
        texts = _courses(str(values["course"]))
        text = rng.choice(texts.held_out or texts.train) if style.held_out else rng.choice(texts.train)
        imperative = text.split()[0] not in ("left", "right", "forward", "to", "straight", "backward")
    else:
        drawn = Wordings.of(intent).draw(rng, core, style.held_out)
        if drawn is None:
            return None
        text, imperative = drawn
    if intent.key == "go_to" and rng.random() < style.loose:
        text, imperative = _loosely(rng, text), False
    leads = intent.key == "go_to" and not text.endswith("?")
    if imperative:
        text = wrap(rng, text)
    if leads and not text.endswith("?"):
        text = _with(text, rng.choice(smalltalk.TAILS))
    if pace is not None:
        text = _paced(rng, text, intent, str(pace))
    for key in placeholders(text):
        text = text.replace("{" + key + "}", _value(rng, intent.slot(key), values[key], seen, units or {}), 1)
    return _finish(rng, text)


def wrap(rng: random.Random, phrase: str) -> str:
    """Put an imperative phrase into a sentence: ``would you mind driving to {object}``."""
    template = rng.choice(smalltalk.WRAPPERS)
    return template.replace("{verb}", phrase).replace("{doing}", doing(phrase))


def doing(verb: str) -> str:
    """Return a verb phrase with its first verb in -ing: ``driving to {object}``."""
    first, space, rest = verb.partition(" ")
    if first in _DOUBLED:
        first += first[-1]
    elif first.endswith("ie"):
        first = first[:-2] + "y"
    elif first.endswith("e") and not first.endswith("ee") and first != "be":
        first = first[:-1]
    return f"{first}ing{space}{rest}"


def _value(
    rng: random.Random, slot: Slot, value: Value, seen: Sequence[Sight], units: Mapping[str, Number]
) -> str:
    if slot.objects:
        return refer(rng, str(value), seen)
    if slot.choices:
        return rng.choice(next(choice.said for choice in slot.choices if choice.value == value))
    return _number(rng, slot, float(value), units.get(slot.key))


def _number(rng: random.Random, slot: Slot, value: float, unit: Number | None) -> str:
    """Say a number in its parameter's unit, now and then in another one that has it exactly."""
    unit = unit or slot.numbers[0]
    if len(slot.numbers) > 1 and rng.random() < 0.12:
        unit = rng.choice([other for other in slot.numbers if _fits(value / other.factor, other)] or [unit])
    said = round(value / unit.factor, 6)
    if said in unit.words and rng.random() < 0.3:
        return rng.choice(unit.words[said])
    return rng.choice(unit.said).replace("{n}", f"{said:g}")


def _fits(value: float, unit: Number) -> bool:
    return unit.low <= value <= unit.high and abs(value / unit.step - round(value / unit.step)) < 1e-6


def _paced(rng: random.Random, text: str, intent: Intent, pace: str) -> str:
    said = rng.choice(next(choice.said for choice in intent.slot("pace").choices if choice.value == pace))
    end = text.rstrip("?")
    return rng.choice(
        (f"{end} {said}", f"{end} {said}", f"{end}, {said}", f"{said}, {text}", f"{end} - {said}")
    )


def _finish(rng: random.Random, text: str, plain: bool = False) -> str:
    """Add politeness, a capital and a full stop, now and then."""
    if not plain:
        text = f"{rng.choice(smalltalk.BEFORE)} {text}".lstrip()
        if not text.endswith("?"):
            text = _with(text, rng.choice(smalltalk.AFTER))
    chance = rng.random()
    if chance < 0.25:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.2 and text and text[-1].isalnum():
        text += rng.choice((".", ".", "!"))
    return text.upper() if chance > 0.99 else text


def _with(text: str, more: str) -> str:
    """Append a phrase; one that begins with a comma follows without a space."""
    return text + more if not more or more.startswith(",") else f"{text} {more}"


def _loosely(rng: random.Random, text: str) -> str:
    """Return a go_to wording of which hardly more than the object is left: unknown verbs lead there."""
    shape = rng.random()
    if shape < 0.45:  # an unknown verb, in known surroundings
        return (
            wrap(rng, f"{_unknown(rng, 1, 3)} {{object}}")
            if rng.random() < 0.5
            else f"{_unknown(rng, 1, 4)} {{object}}"
        )
    if shape < 0.8:  # known, in unknown surroundings
        gaps = rng.choice((", ", " ")), rng.choice((", ", " "))
        return f"{words(rng, 0, 4)}{gaps[0]}{text}{gaps[1]}{words(rng, 0, 3)}".strip(" ,")
    return f"{_unknown(rng, 0, 5)} {{object}} {_unknown(rng, 0, 4)}".strip()


def _unknown(rng: random.Random, least: int, most: int) -> str:
    """Draw words of which none belongs to the other things that one does with an object."""
    while True:
        text = words(rng, least, most)
        if _taken().isdisjoint(text.split()):
            return text


@cache
def _taken() -> frozenset[str]:
    """The words of wordings to follow an object and the like, and of none to go there."""
    said = {
        key: {word for part in (one.phrases, one.sentences) for text in part.train for word in text.split()}
        for key, one in _wordings().items()
    }
    others = ("follow", "keep_distance", "patrol", "look_at", "stop")
    return frozenset(set().union(*(said[key] for key in others)) - said["go_to"])


# -- objects ---


def object_names(rng: random.Random, count: int, usual: float = 0.9) -> list[str]:
    """Draw ``count`` distinct names of objects, the share ``usual`` of them the simulator's."""
    names: list[str] = []
    while len(names) < count:
        known = rng.random() < usual
        color = rng.choice(COLORS if known or rng.random() < 0.5 else OTHER_COLORS)
        shape = rng.choice(SHAPES if known or rng.random() < 0.3 else OTHER_SHAPES)
        if f"{color} {shape}" not in names:
            names.append(f"{color} {shape}")
    return names


def refer(rng: random.Random, target: str, seen: Sequence[Sight]) -> str:
    """Say an object: its whole name, mostly, or what tells it apart from the others."""
    color, _, shape = target.rpartition(" ")
    chance = rng.random()
    names = [sight.name for sight in seen]
    others = [name for name in names if name != target]
    if chance < 0.06 and color and not any(name.startswith(f"{color} ") for name in others):
        return f"the {color} one"
    if chance < 0.12 and target in names and not any(name.endswith(f" {shape}") for name in others):
        return f"the {shape}"
    if chance < 0.18 and shape in _SYNONYMS:
        return f"the {color} {rng.choice(_SYNONYMS[shape])}"
    if chance < 0.195 and target in names and len(seen) > 1:
        nearest = sorted(seen, key=lambda sight: sight.distance)
        if nearest[0].name == target and nearest[1].distance > nearest[0].distance:
            return rng.choice(
                ("the nearest object", "the closest object", "the nearest one", "the closest thing")
            )
    if chance < 0.95:
        return f"{rng.choice(('the', 'the', 'the', 'the', 'the', 'that', 'this', 'our'))} {target}"
    return target


def unseen(rng: random.Random, names: Sequence[str]) -> str:
    """Draw the name of an object that is not there."""
    while True:
        name = object_names(rng, 1)[0]
        if name not in names:
            return name


def other_one(rng: random.Random, intent: Intent, style: Style) -> str:
    """Say an intent whose object is the one that was not the last call's."""
    drawn = Wordings.of(intent).draw(rng, {"object"}, style.held_out) or ("{object}", False)
    text = wrap(rng, drawn[0]) if drawn[1] else drawn[0]
    return _finish(rng, text.replace("{object}", rng.choice(_OTHER)))


# -- what asks for nothing, or for not ---


def talk(rng: random.Random, seen: Sequence[Sight], style: Style) -> str:
    """Draw small talk, a remark on an object, or (in training) random words: nothing to do."""
    if style.chinese and rng.random() < style.chinese:
        remark = _chinese_object(rng, seen) if rng.random() < 0.3 else None
        if remark is not None:
            return rng.choice(smalltalk.CHINESE_REMARKS).replace("{object}", remark)
        return rng.choice(smalltalk.CHINESE_TALK)
    part: Callable[[Split], tuple[str, ...]] = (
        (lambda one: one.held_out) if style.held_out else (lambda one: one.train)
    )
    if rng.random() < style.loose:
        return _loose_talk(rng, seen)
    if seen and rng.random() < 0.4:
        said = refer(rng, rng.choice(seen).name, seen)
        return _finish(rng, rng.choice(part(smalltalk.REMARKS)).replace("{object}", said), plain=True)
    if rng.random() < 0.02 and not style.held_out:
        return ""
    text = rng.choice(part(smalltalk.TALK)).replace("{topic}", rng.choice(smalltalk.TOPICS))
    return _finish(rng, text.replace("{like}", rng.choice(smalltalk.LIKES)), plain=rng.random() < 0.7)


def _loose_talk(rng: random.Random, seen: Sequence[Sight]) -> str:
    if seen and rng.random() < 0.4:
        said = refer(rng, rng.choice(seen).name, seen)
        parts = (rng.choice(smalltalk.ASKING), words(rng, 0, 3), said, words(rng, 0, 3))
        return _finish(rng, " ".join(filter(None, parts)) + "?", plain=True)
    text = words(rng, 1, 7)
    if rng.random() < 0.4:
        text = f"{rng.choice(smalltalk.ASKING)} {text}"
    return _finish(rng, text + rng.choice(("", "?", ".")), plain=True)


def loose_stop(rng: random.Random) -> str:
    """Draw a stop among random words."""
    text = f"{words(rng, 0, 2)} {rng.choice(smalltalk.STOPPING)} {words(rng, 0, 2)}".strip()
    return _finish(rng, text)


def deny(
    rng: random.Random, intent: Intent, values: Mapping[str, Value], told: set[str], seen: Sequence[Sight],
    style: Style,
) -> str | None:  # fmt: skip
    """Say not to do something: ``don't drive to the red ball``; None when there is no wording for it."""
    if intent.key == "go_to" and rng.random() < 0.3:
        said = rng.choice(smalltalk.LEAVE).replace("{object}", refer(rng, str(values["object"]), seen))
        return _finish(rng, said)
    drawn = Wordings.of(intent).draw(rng, told - {"pace"}, style.held_out)
    if drawn is None or not drawn[1]:
        return None
    verb = drawn[0]
    if intent.key == "go_to" and rng.random() < style.loose:
        verb = f"{words(rng, 1, 3)} {{object}}"
    for key in placeholders(verb):
        verb = verb.replace("{" + key + "}", _value(rng, intent.slot(key), values[key], seen, {}), 1)
    return _finish(rng, rng.choice(smalltalk.DENIALS).replace("{verb}", verb).replace("{doing}", doing(verb)))


# -- Chinese ---


def _chinese(
    rng: random.Random,
    intent: Intent,
    values: Mapping[str, Value],
    told: set[str],
    pace: Value | None,
    units: Mapping[str, Number],
) -> str | None:
    if intent.key == "drive_on":
        texts = tuple(text for text in COURSES[str(values["course"])] if not text.isascii())
    else:
        texts = _telling(intent.chinese, frozenset(told))
    if not texts:
        return None
    text = rng.choice(texts)
    for key in placeholders(text):
        slot, value = intent.slot(key), values[key]
        if slot.objects:
            said = _in_chinese(str(value))
        elif slot.choices:
            said = rng.choice(next(c.chinese for c in slot.choices if c.value == value) or ("",))
        else:
            unit = units.get(key) or slot.numbers[0]
            said = rng.choice(unit.chinese).replace("{n}", f"{round(float(value) / unit.factor, 6):g}")
        if not said:
            return None
        text = text.replace("{" + key + "}", said, 1)
    if pace is not None:
        said = rng.choice(next(c.chinese for c in intent.slot("pace").choices if c.value == pace))
        text = said + text if rng.random() < 0.7 else f"{text}，{said}"
    return rng.choice(smalltalk.CHINESE_BEFORE) + text


def _chinese_object(rng: random.Random, seen: Sequence[Sight]) -> str | None:
    return _in_chinese(rng.choice(seen).name) if seen else None


def _in_chinese(name: str) -> str | None:
    parts = name.split(" ")
    if len(parts) != 2 or any(part not in _CHINESE for part in parts):
        return None
    return (
        f"{_CHINESE[parts[0]]}的{_CHINESE[parts[1]]}"
        if len(parts[0]) % 2
        else f"{_CHINESE[parts[0]]}{_CHINESE[parts[1]]}"
    )
