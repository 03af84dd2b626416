"""What is commanded to move, and until when. Knows no ROS; times are steady seconds."""

from __future__ import annotations

from ..core.contract import Contract
from ..core.parts import canonical


class Motion:
    """Which targets are in motion by the calls sent so far.

    A call that moves keeps its target in motion for as long as it is valid. A call that does not move ends
    the motion of its own target and of no other: to say something while driving leaves the drive watched.
    """

    def __init__(self) -> None:
        """Nothing moves."""
        self._until: dict[str, float] = {}

    def called(self, target: str, valid_for: float, now: float) -> None:
        """Take note of a call.

        Args:
            target: where it went, any spelling that is always the same.
            valid_for: seconds; 0: it moves nothing.
            now: when it was sent or received.
        """
        if valid_for > 0:
            self._until[target] = now + valid_for
        else:
            self._until.pop(target, None)

    def stopped(self) -> None:
        """Everything was stopped."""
        self._until.clear()

    @property
    def commanded(self) -> bool:
        """Whether anything is in motion; true also after its time has run out, until it is stopped."""
        return bool(self._until)

    def overdue(self, now: float) -> str | None:
        """Return a target whose time has run out, or None."""
        return next((target for target, until in self._until.items() if now > until), None)


def target_of(contract: Contract, function: str) -> str:
    """Return under which target a tool's calls are watched; the tool's own name when it has no route.

    Raises:
        KeyError: no such tool.
    """
    route = contract.entry(function).route
    return function if route is None else f"{route.kind} {canonical(route.target)}"
