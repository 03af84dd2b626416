"""Intents: what an instruction can ask for, in words, and how a tool that does it may be described.

An intent is the meaning that a tool and an instruction share. Training draws many tools for one intent (other
names, descriptions, parameters, units, enums) and many instructions; the model learns to bring the two
together. The intents themselves are data: one module a domain in :mod:`simpletool_ros.train.domains`.

Wording is split in two by a hash: what evaluation calls held-out phrasings and descriptions, training never
draws.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

HELD_OUT_SHARE = 6
"""Every so-manieth wording, by its hash, is held out."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")


@dataclass(frozen=True)
class Choice:
    """One value of a slot that has a list of them.

    Attributes:
        value: its usual text in an enum.
        said: how an instruction says it, fitting where the phrases have the slot's placeholder.
        others: other texts that an enum may use for it.
        gloss: what a schema may say of it, for enums whose texts say nothing.
        chinese: how a Chinese instruction says it.
    """

    value: str
    said: tuple[str, ...]
    others: tuple[str, ...] = ()
    gloss: str = ""
    chinese: tuple[str, ...] = ()


@dataclass(frozen=True)
class Number:
    """One unit in which a slot's number may be asked for: k times ``step``, from ``low`` to ``high``.

    Attributes:
        unit: as descriptions say it ("in metres"); empty for a plain number.
        said: how an instruction says it, ``{n}`` being the number ("{n} metres").
        factor: of this unit in the slot's first one (cm: 0.01 when the first is m).
        words: values that have words of their own ({0.5: ("half a metre",)}).
        chinese: as ``said``.
    """

    unit: str
    low: float
    high: float
    step: float
    said: tuple[str, ...] = ("{n}",)
    factor: float = 1.0
    words: Mapping[float, tuple[str, ...]] = field(default_factory=dict)
    chinese: tuple[str, ...] = ("{n}",)


@dataclass(frozen=True)
class Slot:
    """One thing an instruction may tell: exactly one of ``choices``, ``numbers`` and ``objects`` is set.

    Attributes:
        key: its placeholder in the phrases.
        names: what a parameter for it may be called, the usual name first.
        about: how a schema may describe it.
        choices: its values.
        numbers: units in which it may be asked for.
        objects: it is the name of an object that the robot sees.
        default: the value (of ``choices``, or in the first unit) when an instruction does not tell it; None:
            a parameter for it is omitted then, so it is optional.
    """

    key: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    numbers: tuple[Number, ...] = ()
    objects: bool = False
    default: str | float | None = None


@dataclass(frozen=True)
class Intent:
    """Something that can be asked for.

    Attributes:
        key: unique among all intents.
        names: what a tool for it may be called, the usual name first.
        about: how a schema may describe the tool; sentences without the parameters' details.
        phrases: imperative, beginning with a verb, so that they can be wrapped ("can you …", "would you mind
            …ing"); ``{key}`` stands for a slot.
        sentences: others, said as they stand.
        slots: in the usual order of the parameters.
        chinese: Chinese instructions.
        moves: it makes the robot move, so "don't …" asks to stop.
    """

    key: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    phrases: tuple[str, ...]
    sentences: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    chinese: tuple[str, ...] = ()
    moves: bool = False

    def slot(self, key: str) -> Slot:
        """Return the slot of that key; KeyError if there is none."""
        for slot in self.slots:
            if slot.key == key:
                return slot
        raise KeyError(key)


def bars(text: str) -> tuple[str, ...]:
    """Return the wordings between the bars, line ends folded."""
    return tuple(" ".join(part.split()) for part in text.split("|"))


def placeholders(phrase: str) -> tuple[str, ...]:
    """Return the keys of the slots that a phrase tells, in its order."""
    return tuple(_PLACEHOLDER.findall(phrase))


def is_held_out(text: str) -> bool:
    """Whether a wording is kept from training, as far as its hash goes."""
    return zlib.crc32(text.encode()) % HELD_OUT_SHARE == 0


@dataclass(frozen=True)
class Split:
    """Wordings for training and those that are held out from it."""

    train: tuple[str, ...]
    held_out: tuple[str, ...]


def split(texts: Iterable[str], known: Counter[str] | None = None) -> Split:
    """Split wordings by their hash.

    Args:
        texts: each once.
        known: how many wordings of the whole domain use a word. A wording is only held out when each of its
            words stands in another one too: what is held out is how words are put together. (Words that
            training never saw mean nothing to a model that was trained from scratch; evaluation measures
            that apart.)
    """
    train: list[str] = []
    held: list[str] = []
    for text in dict.fromkeys(texts):
        apart = is_held_out(text) and (known is None or all(known[word] > 1 for word in set(words(text))))
        (held if apart else train).append(text)
    return Split(tuple(train), tuple(held))


def words(text: str) -> list[str]:
    """Return the words of a wording, lower case, placeholders left out."""
    return [word.lower() for word in _WORD.findall(_PLACEHOLDER.sub(" ", text))]


def count_words(texts: Sequence[str]) -> Counter[str]:
    """Return in how many wordings each word stands."""
    return Counter(word for text in dict.fromkeys(texts) for word in set(words(text)))
