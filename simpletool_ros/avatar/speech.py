"""Speech without sound: what a mouth does for a text, letter by letter.

The voice is another program's. Without its timing the mouth keeps the pace of a person who reads aloud; the
shapes are VRM's five vowels, closed lips for m, b, p, and the lower lip at the teeth for f, v.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .channels import VOWELS, Weights, weights

MAX_TEXT = 1000
"""Characters of one utterance; more than a minute and a half of speech."""

_LETTER, _SYLLABLE, _SPACE, _COMMA, _STOP = 0.075, 0.2, 0.05, 0.22, 0.4
"""Seconds; a syllable is one character of a script that writes whole ones, such as Chinese or Japanese."""

_SHAPES: Mapping[str, Mapping[str, float]] = {
    "A": {"jawOpen": 0.55, "mouthLowerDown": 0.25, "A": 1.0},
    "I": {"jawOpen": 0.14, "mouthStretch": 0.45, "mouthUpperUp": 0.15, "mouthLowerDown": 0.3, "I": 1.0},
    "U": {"jawOpen": 0.14, "mouthPucker": 0.75, "U": 1.0},
    "E": {"jawOpen": 0.32, "mouthStretch": 0.3, "mouthLowerDown": 0.3, "mouthUpperUp": 0.15, "E": 1.0},
    "O": {"jawOpen": 0.42, "mouthFunnel": 0.7, "O": 1.0},
    "m": {"mouthPress": 0.35, "mouthRollLower": 0.2},
    "f": {"jawOpen": 0.1, "mouthRollLower": 0.55, "mouthUpperUp": 0.15},
    "t": {"jawOpen": 0.14, "mouthStretch": 0.15, "I": 0.25},
    "": {},
}
SHAPES: Mapping[str, Weights] = {name: weights(face) for name, face in _SHAPES.items()}
"""Mouth shapes by vowel (in capitals) or consonant; the empty one is a mouth at rest."""

_LETTERS = {
    **{"a": "A", "e": "E", "i": "I", "y": "I", "o": "O", "u": "U", "w": "U"},
    **dict.fromkeys("mbp", "m"),
    **dict.fromkeys("fv", "f"),
}


@dataclass(frozen=True)
class Speech:
    """An utterance."""

    text: str

    @cached_property
    def _ends(self) -> tuple[tuple[float, str], ...]:
        """Each shape in turn with the second, from the beginning, at which it ends."""
        ends, now = [], 0.0
        for shape, seconds in _shapes(self.text):
            now += seconds
            ends.append((now, shape))
        return tuple(ends)

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self._ends[-1][0] if self._ends else 0.0

    def shape(self, at: float) -> str:
        """Return the mouth's shape, ``at`` seconds from the beginning."""
        return next((shape for end, shape in self._ends if at < end), "")


def _shapes(text: str) -> Iterator[tuple[str, float]]:
    for character in unicodedata.normalize("NFKD", text.lower()):
        kind = unicodedata.category(character)
        if character in _LETTERS:
            yield _LETTERS[character], _LETTER
        elif kind == "Lo":
            yield VOWELS[ord(character) % len(VOWELS)], _SYLLABLE
        elif kind[0] in "LN":
            yield "t", _LETTER
        elif character in ",;:、，":
            yield "", _COMMA
        elif character in ".!?。！？…":
            yield "", _STOP
        elif character.isspace():
            yield "", _SPACE
