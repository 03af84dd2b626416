"""A face: what is asked of it, and the frame that it shows at a moment.

Two springs in a row. The slow one carries an expression from one to the next; what is quicker (gaze,
gesture, mouth, lids, idle motion) is added to it, and the fast one follows the sum. So whatever is asked, and
whenever, no weight and no angle jumps.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .channels import CHANNELS, INDEX, Weights, indices
from .expressions import EXPRESSIONS, NEUTRAL
from .gestures import GESTURES
from .idle import Idling
from .speech import MAX_TEXT, SHAPES, Speech
from .spring import Spring

USER = "user"
GAZES: Mapping[str, tuple[float, float]] = {
    USER: (0.0, 0.0),
    "camera": (0.0, 0.0),  # without the small jumps of the eyes
    "left": (30.0, 0.0),
    "right": (-30.0, 0.0),
    "up": (0.0, 22.0),
    "down": (0.0, -24.0),
    "away": (24.0, -12.0),  # to either side
}
"""Where the eyes look: degrees to the avatar's own left, and up."""

EYE_YAW, EYE_PITCH = 35.0, 28.0
"""Degrees in the head at which the weight of an ``eyeLook…`` is 1."""

_COUNT = len(CHANNELS)
_HEAD, _EYES = slice(_COUNT, _COUNT + 3), slice(_COUNT + 3, _COUNT + 5)
_SLOW = 9.5
_HEAD_SHARE = np.array([0.4, 0.45])
"""How much of a gaze's yaw and pitch the head turns."""

_TALKING = indices(("jawOpen", "mouthSmile", "mouthFrown", "mouthPress", "mouthFunnel", "mouthShrugLower"))
_LIDS, _LOOKS = indices(("eyeBlink",)), indices(("eyeLookDown", "eyeLookIn", "eyeLookOut", "eyeLookUp"))


def _fast() -> npt.NDArray[np.float64]:
    """Return the fast spring's stiffness, rad/s: lids before eyes before mouth before head."""
    stiffness = np.full(_COUNT + 5, 30.0)
    stiffness[_LIDS] = 55.0
    stiffness[_HEAD], stiffness[_EYES] = 16.0, 40.0
    return stiffness


@dataclass(frozen=True)
class Frame:
    """What a face shows at one moment.

    Attributes:
        weights: of ``channels.CHANNELS``, each 0 … 1.
        head: roll, pitch, yaw in radians, REP-103: x ahead of the avatar, y to its left, z up.
        eyes: yaw, pitch in radians against the head, to the avatar's left and up.
        expression: name of the one that it shows or goes to.
        gesture: name of the one that plays; empty for none.
        phase: of the gesture, 0 … 1.
        speech: what is being said; empty for nothing.
    """

    weights: Weights
    head: tuple[float, float, float]
    eyes: tuple[float, float]
    expression: str
    gesture: str
    phase: float
    speech: str


class Face:
    """Takes what is asked at any time, in steady seconds; frames are asked for in the order of time.

    When nothing has been asked for ``hold`` seconds it calms down by itself: neutral, eyes on the user.
    """

    def __init__(self, seed: int, now: float, hold: float = 10.0) -> None:
        """Begin calm.

        Args:
            seed: of the idle motion.
            now: steady seconds.
            hold: seconds.
        """
        self._hold, self._now = hold, now
        self._rng = random.Random(seed)
        self._idling = Idling(seed, now)
        self._slow = Spring(_SLOW, _COUNT + 5)
        self._fast = Spring(_fast(), _COUNT + 5)
        self._expression, self._intensity = NEUTRAL, 0.0
        self._gaze, self._target = np.zeros(2), USER
        self._gesture, self._gesture_began = "", now
        self._speech, self._speech_began = Speech(""), now
        self._until = -math.inf  # what was asked for last until then

    # -- what is asked

    def express(self, expression: str, intensity: float, now: float) -> None:
        """Show an expression.

        Raises:
            ValueError: there is none of that name, or the intensity is not 0 … 1.
        """
        _known(expression, EXPRESSIONS, "expression")
        if not 0.0 <= intensity <= 1.0:
            raise ValueError(f"intensity {intensity} is not between 0 and 1")
        self._expression, self._intensity = expression, intensity
        self._busy(now)

    def look(self, target: str, now: float) -> None:
        """Look somewhere; ValueError if it is none of :data:`GAZES`."""
        _known(target, GAZES, "gaze target")
        side = self._rng.choice((-1.0, 1.0)) if target == "away" and self._target != "away" else 1.0
        if target != self._target:
            self._gaze = np.array(GAZES[target]) * (side, 1.0)
        self._target = target
        self._busy(now)

    def play(self, gesture: str, now: float) -> None:
        """Play a gesture; one that plays already goes on. ValueError if it is none of ``GESTURES``."""
        _known(gesture, GESTURES, "gesture")
        if gesture != self._playing(now):
            self._gesture, self._gesture_began = gesture, now
        self._busy(self._gesture_began + GESTURES[gesture].seconds)

    def say(self, text: str, now: float) -> None:
        """Move the mouth as if saying a text; empty: be silent.

        Raises:
            ValueError: it is longer than ``speech.MAX_TEXT``.
        """
        if len(text) > MAX_TEXT:
            raise ValueError(f"{len(text)} characters to say at once, at most {MAX_TEXT} are allowed")
        self._speech, self._speech_began = Speech(text.strip()), now
        self._busy(now + self._speech.seconds)

    def rest(self) -> None:
        """Be calm: neutral, eyes on the user, silent, no gesture."""
        self._calm_down()
        self._gesture, self._speech, self._until = "", Speech(""), -math.inf

    # -- what is shown

    def frame(self, now: float) -> Frame:
        """Return the frame of a moment; not before the one of the last call."""
        passed, self._now = max(now - self._now, 0.0), max(now, self._now)
        if self._idle(now):
            self._calm_down()
        shown = self._fast.follow(self._goal(now, self._slow.follow(self._asked_for(), passed)), passed)
        weights = np.clip(shown[:_COUNT], 0.0, 1.0)
        yaw, pitch = shown[_EYES]
        _look(weights, yaw, pitch)
        roll, nod, turn = np.radians(shown[_HEAD])
        gesture = self._playing(now)
        return Frame(
            weights,
            (float(roll), float(nod), float(turn)),
            (math.radians(yaw), math.radians(pitch)),
            self._expression,
            gesture,
            (now - self._gesture_began) / GESTURES[gesture].seconds if gesture else 0.0,
            self._speech.text if self._speaking(now) else "",
        )

    def _asked_for(self) -> npt.NDArray[np.float64]:
        """Return the slow spring's goal: the expression, as weights, head and eyes."""
        shown = EXPRESSIONS[self._expression]
        return np.concatenate((shown.weights, shown.head, shown.gaze)) * self._intensity

    def _goal(self, now: float, slow: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the fast spring's goal: the expression, and all that is quicker."""
        idle = self._idling.at(now)
        weights, head, eyes = slow[:_COUNT].copy(), slow[_HEAD] + idle.head, slow[_EYES] + self._gaze
        if self._target != "camera":
            eyes = eyes + idle.eyes
        if self._idle(now):
            eyes = eyes + idle.glance
        head[1:] += self._gaze[::-1] * _HEAD_SHARE[::-1] * (-1.0, 1.0)
        held = head[2], -head[1]  # what the eyes take back, to stay where they look
        gesture = self._playing(now)
        if gesture:
            at = now - self._gesture_began
            turned, there = GESTURES[gesture].head(at), GESTURES[gesture].strength(at)
            weights = np.maximum(weights, GESTURES[gesture].weights * there)
            head = head + turned
            if GESTURES[gesture].holds_gaze:
                held = held[0] + turned[2], held[1] - turned[1]
        if self._speaking(now):
            at = now - self._speech_began
            weights[_TALKING] *= 0.45
            weights += SHAPES[self._speech.shape(at)] * (1.0 - 0.35 * weights)
            head[1] += 1.2 * math.sin(5.1 * at)
        weights[INDEX["breath"]] = idle.breath
        weights[_LIDS] = np.maximum(weights[_LIDS], idle.lids)
        eyes = np.clip(eyes - held, (-EYE_YAW, -EYE_PITCH), (EYE_YAW, EYE_PITCH))
        return np.concatenate((np.clip(weights, 0.0, 1.0), head, eyes))

    def _busy(self, until: float) -> None:
        self._until = max(self._until, until)

    def _idle(self, now: float) -> bool:
        return now - self._until > self._hold

    def _calm_down(self) -> None:
        self._expression, self._intensity = NEUTRAL, 0.0
        self._gaze, self._target = np.zeros(2), USER

    def _playing(self, now: float) -> str:
        gesture = self._gesture
        return gesture if gesture and now - self._gesture_began < GESTURES[gesture].seconds else ""

    def _speaking(self, now: float) -> bool:
        return now - self._speech_began < self._speech.seconds


def _look(weights: Weights, yaw: float, pitch: float) -> None:
    """Set the weights of the eyes from their direction, in degrees; lids go down with them."""
    left, up = np.clip((yaw / EYE_YAW, pitch / EYE_PITCH), -1.0, 1.0)
    weights[_LOOKS] = 0.0
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        out = left * sign  # the left eye looks out when it looks left
        weights[INDEX[f"eyeLook{'Out' if out > 0 else 'In'}{side}"]] = abs(out)
        weights[INDEX[f"eyeLook{'Up' if up > 0 else 'Down'}{side}"]] = abs(up)
    weights[_LIDS] = np.minimum(weights[_LIDS] + 0.3 * max(-up, 0.0), 1.0)


def _known(name: str, names: Mapping[str, object], what: str) -> None:
    if name not in names:
        raise ValueError(f"there is no {what} {name!r}, only {', '.join(names)}")
