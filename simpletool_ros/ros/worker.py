"""The one thread that decodes. Knows no ROS."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

from .priority import WORKER, real_time

Job = Callable[[], None]


class Worker:
    """Runs one job at a time. A tick's job is taken only when nothing runs or waits: nothing queues up."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        """Start the thread.

        Args:
            failed: told of what a job raises; the worker goes on.
        """
        self._failed = failed
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting = 0
        self._since = 0.0
        threading.Thread(target=self._run, name="worker", daemon=True).start()

    def offer(self, job: Job, waiting: int = 0) -> bool:
        """Take a job unless more than ``waiting`` others run or wait; return whether it was taken."""
        with self._lock:
            if self._waiting > waiting:
                return False
            self._waiting += 1
            if self._waiting == 1:
                self._since = time.monotonic()
        self._jobs.put(job)
        return True

    def last(self, job: Job) -> None:
        """Run a job after what runs and waits: what frees what they use."""
        with self._lock:
            self._waiting += 1
        self._jobs.put(job)

    def busy_for(self) -> float:
        """Return how many seconds the present job has been running, 0 when idle."""
        with self._lock:
            return time.monotonic() - self._since if self._waiting else 0.0

    def close(self) -> None:
        """End the thread after what it has; does not wait for it, for an engine may hang."""
        self._jobs.put(None)

    def _run(self) -> None:
        real_time(WORKER)
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except BaseException as error:  # noqa: B902 - the thread must outlive every engine
                self._failed(error)
            finally:
                with self._lock:
                    self._waiting -= 1
                    self._since = time.monotonic()
