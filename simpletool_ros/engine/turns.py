"""Whose tick is decoded next, and how many at once, when many robots share one engine.

All that fit are decoded together: a GPU reads its weights once for all of them. More than it can do in time
would make all of them late, so their number follows what comes of them: a tick that expires while it is
decoded lowers it, one that is answered with time to spare while others wait raises it again. They are taken
by turns, the robot first whose last answer is the oldest; what could only be too late is not begun.
"""

from __future__ import annotations

import math

from .wire import Ask

_LOWERED = 0.7
_WEIGHT = 0.2


class Turns:
    """The ticks that wait."""

    def __init__(self, most: int) -> None:
        """Begin with room for ``most`` ticks at once, the most there ever is."""
        self._most, self.room = float(most), float(most)
        self._waiting: list[Ask] = []
        self._served: dict[int, int] = {}
        self._turn = 0
        self._takes = 0.0  # seconds of a tick, of late

    def __bool__(self) -> bool:
        """Whether anybody waits."""
        return bool(self._waiting)

    def add(self, ask: Ask) -> None:
        """Let a tick wait."""
        self._waiting.append(ask)

    def drop(self, number: int) -> None:
        """Forget a tick that nobody wants any more."""
        self._waiting = [ask for ask in self._waiting if ask.number != number]

    def take(self, running: int, now: float) -> Ask | None:
        """Return who is next, or None when nobody waits or there is no room.

        Args:
            running: how many are being decoded.
            now: steady seconds; who has expired by then is forgotten.
        """
        self._waiting = [ask for ask in self._waiting if _left(ask, now) > 0]
        # The rest of a tick that has had its turn goes before all others, room or not.
        ask = next((one for one in self._waiting if one.again), None)
        if ask is None and self._waiting and running < int(self.room):
            in_time = [one for one in self._waiting if _left(one, now) >= self._takes]
            if in_time:
                ask = min(in_time, key=lambda one: self._served.get(one.robot, 0))
            elif not running:  # the time that it takes may be shorter by now
                ask = max(self._waiting, key=lambda one: _left(one, now))
        if ask is not None:
            self._waiting.remove(ask)
        return ask

    def answered(self, ask: Ask, seconds: float, now: float) -> None:
        """Take note that a tick was answered, and how long it was decoded."""
        self._turn += 1
        self._served[ask.robot] = self._turn
        self._takes += _WEIGHT * (seconds - self._takes)
        if self._waiting and _left(ask, now) > seconds:  # there was time for as many again
            self.room = min(self._most, self.room + 1 / self.room)

    def expired(self, seconds: float) -> None:
        """Take note that ticks expired while they were decoded, the longest of them for some seconds."""
        self._takes = max(self._takes, seconds)
        self.room = max(1.0, _LOWERED * self.room)


def _left(ask: Ask, now: float) -> float:
    return math.inf if ask.deadline is None else ask.deadline - now
