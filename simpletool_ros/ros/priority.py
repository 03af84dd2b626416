"""Real-time priority for the threads whose delay a robot would feel; not granted, nothing changes.

Linux grants it to root, and to users whom ``/etc/security/limits.conf`` gives ``rtprio``. Knows no ROS.
"""

from __future__ import annotations

import contextlib
import os

GUARD = 30
"""SCHED_FIFO priorities: the guard before the beat before the decision before callbacks. Callbacks need one
too: a thread that waits for a processor while it holds the interpreter lock keeps all others waiting."""
METRONOME = 20
WORKER = 10
EXECUTOR = 5

SWITCH_INTERVAL = 0.0005
"""Seconds a thread may keep Python's interpreter lock when another waits (Python's default is 5 ms). For
``sys.setswitchinterval``, by the process's main: the metronome must not wait for a callback."""


def real_time(priority: int) -> None:
    """Ask for SCHED_FIFO at ``priority`` for the calling thread."""
    with contextlib.suppress(OSError, AttributeError):  # not granted, or not Linux
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(priority))
