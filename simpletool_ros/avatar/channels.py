"""The numbers of a face: one vector, and which of its elements is what.

ARKit's 52 blendshapes carry the name that Apple's ``ARFaceAnchor.BlendShapeLocation`` gives them, left and
right being the avatar's own. Beside them stand two of ours for what ARKit has no word for, the five moods of
VRM 0.x and its five vowels, for receivers that know no ARKit names. All are 0 … 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float64]

_SIDES = ("Left", "Right")
_PAIRED = (
    *("eyeBlink", "eyeLookDown", "eyeLookIn", "eyeLookOut", "eyeLookUp", "eyeSquint", "eyeWide"),
    *("mouthSmile", "mouthFrown", "mouthDimple", "mouthStretch", "mouthPress", "mouthLowerDown"),
    *("mouthUpperUp", "browDown", "browOuterUp", "cheekSquint", "noseSneer"),
)
_SINGLE = (
    *("jawForward", "jawLeft", "jawRight", "jawOpen", "mouthClose", "mouthFunnel", "mouthPucker"),
    *("mouthLeft", "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper"),
    *("browInnerUp", "cheekPuff", "tongueOut"),
)
ARKIT: tuple[str, ...] = (*(name + side for name in _PAIRED for side in _SIDES), *_SINGLE)
"""The 52 names, each side of a pair apart."""

BODY = ("breath", "shrug")
"""Ours: how full the chest is, how high the shoulders are."""

MOODS = ("Joy", "Angry", "Sorrow", "Fun", "Surprised")
"""VRM 0.x presets of expressions; the last is no preset, but many models have it."""

VOWELS = ("A", "I", "U", "E", "O")
"""VRM 0.x presets of the mouth, in that standard's order."""

CHANNELS: tuple[str, ...] = (*ARKIT, *BODY, *MOODS, *VOWELS)
INDEX: Mapping[str, int] = {name: index for index, name in enumerate(CHANNELS)}


def both(name: str) -> Iterator[str]:
    """Yield the channels that a name means: ``mouthSmile`` means both sides.

    Raises:
        KeyError: there is no such channel.
    """
    if name in INDEX:
        yield name
    elif name in _PAIRED:
        yield from (name + side for side in _SIDES)
    else:
        raise KeyError(name)


def indices(names: Iterable[str]) -> npt.NDArray[np.intp]:
    """Return the channels' places in the vector."""
    return np.array([INDEX[channel] for name in names for channel in both(name)])


def weights(values: Mapping[str, float]) -> Weights:
    """Return the vector with these values, 0 elsewhere; a pair's name sets both sides."""
    vector = np.zeros(len(CHANNELS))
    for name, value in values.items():
        for channel in both(name):
            vector[INDEX[channel]] = value
    return vector
