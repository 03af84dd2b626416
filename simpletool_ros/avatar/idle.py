"""What a face does when nothing is asked of it: it blinks, breathes, sways, and its eyes are never still.

The times are those of people: a blink every four seconds or so and now and then two, fourteen breaths a
minute, eyes that jump a degree or two once or twice a second.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

LID_CLOSED = 0.09
"""Seconds that a blink keeps the lids' goal closed; with the springs' delay it is seen for about 0.2 s."""

BREATH = 4.3
"""Seconds of a breath, two fifths of them in."""

_SWAY = ((1.3, 9.1), (1.0, 7.3), (1.6, 11.7))
"""Degrees and seconds of the head's roll, pitch and yaw, each with an overtone of half of both."""


@dataclass(frozen=True)
class Idle:
    """What is added at one moment.

    Attributes:
        lids: 0 open, 1 closed.
        breath: 0 breathed out, 1 in.
        head: roll, pitch, yaw in degrees.
        eyes: yaw, pitch in degrees, to its left and up: small jumps.
        glance: the same: a look aside, for who has nothing to look at.
    """

    lids: float
    breath: float
    head: tuple[float, float, float]
    eyes: tuple[float, float]
    glance: tuple[float, float]


class Idling:
    """Makes idle motion; the same seed and the same times give the same."""

    def __init__(self, seed: int, now: float) -> None:
        """Begin at ``now``, steady seconds."""
        self._rng = random.Random(seed)
        self._phases = [self._rng.uniform(0, math.tau) for _ in range(7)]
        self._began = now
        self._blink, self._again = now + self._rng.uniform(0.8, 3.0), False
        self._jump, self._eyes = now, (0.0, 0.0)
        self._aside, self._glance = now + self._rng.uniform(5.0, 9.0), (0.0, 0.0)

    def at(self, now: float) -> Idle:
        """Return what is added at ``now``, which must not go back."""
        return Idle(
            self._lids(now), self._breath(now), self._head(now), self._jumped(now), self._glanced(now)
        )

    def _lids(self, now: float) -> float:
        if now < self._blink:
            return 0.0
        if now >= self._blink + LID_CLOSED:
            twice = not self._again and self._rng.random() < 0.12
            wait = 0.25 if twice else min(max(self._rng.lognormvariate(1.3, 0.45), 1.5), 8.0)
            self._blink, self._again = now + wait, twice
            return 0.0
        return 1.0

    def _breath(self, now: float) -> float:
        part = ((now - self._began) / BREATH) % 1.0
        way = part / 0.4 if part < 0.4 else 1.0 - (part - 0.4) / 0.6
        return 0.5 - 0.5 * math.cos(math.pi * way)

    def _head(self, now: float) -> tuple[float, float, float]:
        sway = []
        for axis, (degrees, period) in enumerate(_SWAY):
            angle = math.tau * (now - self._began) / period
            first, second = self._phases[2 * axis : 2 * axis + 2]
            sway.append(degrees * (math.sin(angle + first) + 0.5 * math.sin(1.9 * angle + second)) / 1.5)
        return sway[0], sway[1], sway[2]

    def _jumped(self, now: float) -> tuple[float, float]:
        if now >= self._jump:
            self._eyes = self._rng.gauss(0, 1.1), self._rng.gauss(0, 0.7)
            self._jump = now + self._rng.uniform(0.4, 1.9)
        return self._eyes

    def _glanced(self, now: float) -> tuple[float, float]:
        if now >= self._aside:
            looks = self._glance == (0.0, 0.0)
            side = self._rng.choice((-1, 1)) * self._rng.uniform(9, 17)
            self._glance = (side, self._rng.uniform(-7, 5)) if looks else (0.0, 0.0)
            self._aside = now + (self._rng.uniform(0.7, 1.5) if looks else self._rng.uniform(5.0, 11.0))
        return self._glance
