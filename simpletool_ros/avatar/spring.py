"""What makes every motion smooth: numbers that follow their goals like critically damped springs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


class Spring:
    """Follows a goal without overshoot, exactly, whatever the steps in time.

    After a jump of the goal it is half-way after 1.7 / stiffness seconds and at 90 % after 3.9 / stiffness;
    at its fastest it covers ``stiffness / e`` of the jump a second. Goals within bounds keep it within them.
    """

    def __init__(self, stiffness: npt.ArrayLike, size: int) -> None:
        """Rest at zero.

        Args:
            stiffness: natural frequency, rad/s; one for all elements or one each.
            size: number of elements.
        """
        self._stiffness = np.broadcast_to(np.asarray(stiffness, dtype=float), (size,))
        self.at: Vector = np.zeros(size)
        self._speed: Vector = np.zeros(size)

    def follow(self, goal: Vector, seconds: float) -> Vector:
        """Let time pass towards a goal that stays where it is meanwhile; return where it is then."""
        gap = self.at - goal
        drive = self._speed + self._stiffness * gap
        decay = np.exp(-self._stiffness * seconds)
        self.at = goal + (gap + drive * seconds) * decay
        self._speed = (self._speed - self._stiffness * drive * seconds) * decay
        return self.at
