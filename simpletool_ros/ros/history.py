"""History: the calls that were executed last, as the model reads them. Knows no ROS."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from ..core.prompt import HISTORY
from ..core.tools import Call


@dataclass
class Executed:
    """A call that was sent, and what became of it.

    Attributes:
        call: as the published prompts write it, ``name(param="v")``.
        outcome: what its service or action answered; empty while it runs, and for topics.
    """

    call: str
    outcome: str = ""

    def __str__(self) -> str:
        """The call, with its outcome when there is one."""
        return f"{self.call}: {self.outcome}" if self.outcome else self.call


class History:
    """The last executed calls, oldest first."""

    def __init__(self) -> None:
        """Start empty."""
        self._entries: deque[Executed] = deque(maxlen=HISTORY)

    def add(self, call: Call, outcome: str = "") -> Executed:
        """Add a call and return its entry, whose outcome may be set later."""
        entry = Executed(str(call), outcome)
        self._entries.append(entry)
        return entry

    def last(self, count: int) -> list[str]:
        """Return the last ``count`` as text."""
        return [str(entry) for entry in list(self._entries)[-count:]] if count else []

    def clear(self) -> None:
        """Forget: another instruction begins."""
        self._entries.clear()
