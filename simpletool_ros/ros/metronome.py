"""The beat of the control loop: a thread on an absolute grid of the steady clock. Knows no ROS."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from .priority import METRONOME, real_time


class Metronome:
    """Calls ``beat(tick, start_error)`` once a period, from its own thread, until stopped.

    Tick n is due n periods after the start, whatever the ones before it did. A tick that would start a period
    late is left out: nothing is made up for.
    """

    def __init__(self, period: float, beat: Callable[[int, float], None]) -> None:
        """Start.

        Args:
            period: seconds.
            beat: gets the tick's number, from 1, and how late it started in seconds; must not raise.
        """
        self._period, self._beat = period, beat
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="metronome", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop; returns after the beat that may be running, never waits longer than a second."""
        self._stopped.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(1.0)

    def _run(self) -> None:
        real_time(METRONOME)
        start = time.monotonic()
        tick = 0
        while True:
            # The next due time that has not passed.
            tick = max(tick + 1, int((time.monotonic() - start) / self._period))
            due = start + tick * self._period
            if self._stopped.wait(max(due - time.monotonic(), 0.0)):
                return
            self._beat(tick, time.monotonic() - due)
