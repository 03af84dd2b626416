"""Gestures: keyframes of the head and the face. Hands are not here: a frame tells which gesture plays.

A receiver that has hands can show them from a frame's ``gesture`` and ``phase``, as the browser's face does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .channels import Weights, weights

Key = tuple[float, float, float, float]
"""Seconds from the beginning, and the head's roll, pitch, yaw in degrees (as in ``Expression.head``)."""


@dataclass(frozen=True)
class Gesture:
    """One gesture.

    Attributes:
        keys: of the head, the last at the end.
        weights: of the face while it lasts.
        holds_gaze: the eyes stay where they look while the head moves.
    """

    keys: tuple[Key, ...]
    weights: Weights
    holds_gaze: bool = True

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.keys[-1][0]

    def head(self, at: float) -> npt.NDArray[np.float64]:
        """Return roll, pitch, yaw in degrees, ``at`` seconds from the beginning."""
        after = next((index for index, key in enumerate(self.keys) if key[0] > at), len(self.keys) - 1)
        first, second = np.array(self.keys[max(after - 1, 0)]), np.array(self.keys[after])
        span = second[0] - first[0]
        pose = first[1:] + (second[1:] - first[1:]) * (smooth((at - first[0]) / span) if span else 1.0)
        return np.asarray(pose)

    def strength(self, at: float) -> float:
        """Return how far its face is there, 0 … 1: it comes and goes within 0.25 s."""
        ease = min(0.25, self.seconds / 2)
        return smooth(at / ease) * smooth((self.seconds - at) / ease)


def smooth(part: float) -> float:
    """Return 0 … 1 for 0 … 1 with no corner at either end; beyond them it stays."""
    part = min(max(part, 0.0), 1.0)
    return part * part * (3.0 - 2.0 * part)


def _gesture(
    seconds: float, face: Mapping[str, float], heads: Sequence[Key] = (), holds_gaze: bool = True
) -> Gesture:
    return Gesture(((0.0, 0.0, 0.0, 0.0), *heads, (seconds, 0.0, 0.0, 0.0)), weights(face), holds_gaze)


GESTURES: Mapping[str, Gesture] = {
    "wave": _gesture(
        2.2, {"mouthSmile": 0.45, "cheekSquint": 0.3, "browOuterUp": 0.35},
        [(0.4, 6.0, -3.0, 4.0), (1.8, 6.0, -3.0, 4.0)],
    ),
    "nod": _gesture(
        1.3, {}, [(0.3, 0.0, 13.0, 0.0), (0.55, 0.0, -2.0, 0.0), (0.85, 0.0, 10.0, 0.0)]
    ),
    "shake_head": _gesture(
        1.6, {"mouthPress": 0.2, "browDown": 0.1},
        [(0.25, 0.0, 2.0, 14.0), (0.6, 0.0, 2.0, -15.0), (0.95, 0.0, 2.0, 12.0), (1.25, 0.0, 1.0, -7.0)],
    ),
    "shrug": _gesture(
        1.7,
        {"shrug": 1.0, "browInnerUp": 0.5, "browOuterUp": 0.5, "mouthFrown": 0.45, "mouthShrugLower": 0.6},
        [(0.35, 8.0, -2.0, 0.0), (1.2, 8.0, -2.0, 0.0)],
    ),
    "point": _gesture(
        1.9, {"browOuterUp": 0.25, "jawOpen": 0.06}, [(0.4, 0.0, -2.0, -9.0), (1.4, 0.0, -2.0, -9.0)]
    ),
    "clap": _gesture(
        2.2, {"mouthSmile": 0.6, "cheekSquint": 0.4, "browOuterUp": 0.3},
        [(0.3, 0.0, 4.0, 0.0), (0.6, 0.0, -2.0, 0.0), (0.9, 0.0, 4.0, 0.0), (1.2, 0.0, -2.0, 0.0),
         (1.5, 0.0, 4.0, 0.0)],
    ),
    "bow": _gesture(
        2.6, {"eyeBlink": 0.5}, [(0.8, 0.0, 34.0, 0.0), (1.6, 0.0, 34.0, 0.0)], holds_gaze=False
    ),
    "thumbs_up": _gesture(
        2.0, {"mouthSmile": 0.5, "cheekSquint": 0.35, "browOuterUp": 0.3},
        [(0.35, 4.0, 6.0, 0.0), (0.7, 4.0, -2.0, 0.0), (1.5, 4.0, 0.0, 0.0)],
    ),
    "blink": _gesture(0.3, {"eyeBlink": 1.0}),
}  # fmt: skip
"""By name; ``blink`` is one for whoever asks for a blink, the natural ones are in ``idle``."""
