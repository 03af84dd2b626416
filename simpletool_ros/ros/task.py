"""What the loop works on: the instruction that is followed, and a tick on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..msg import FunctionCall, TickReport
from .binding import Binding
from .sources import Snapshot


@dataclass(eq=False)
class Task:
    """An instruction that is being followed.

    Attributes:
        instruction: in words.
        expired: whether its time is over.
        ended: told the outcome, one of ``FollowInstruction.Result``, and a message.
        progressed: told after every tick.
        ticks: since it began.
        calls: accepted ones.
        last_call: the last accepted one.
        is_goal: whether an action goal waits for its end.
    """

    instruction: str
    expired: Callable[[], bool] = lambda: False
    ended: Callable[[int, str], None] = lambda outcome, message: None
    progressed: Callable[[], None] = lambda: None
    ticks: int = 0
    calls: int = 0
    last_call: FunctionCall = field(default_factory=FunctionCall)
    is_goal: bool = False


@dataclass(frozen=True)
class Job:
    """A tick on its way, or a single decision asked for.

    Attributes:
        tick: its number; 0: asked for by ``call_once``.
        start_error: seconds late.
        snapshot: the robot's state.
        snapshot_ms: what that took.
        binding: the contract in force when it began.
        task: what was followed when it began.
        send: whether an accepted call is sent.
        answer: who asked for it.
    """

    tick: int
    start_error: float
    snapshot: Snapshot
    snapshot_ms: float
    binding: Binding
    task: Task
    send: bool = True
    answer: Callable[[FunctionCall, TickReport], None] | None = None

    @property
    def trace_id(self) -> str:
        """Unique among the ticks of a robot: the snapshot's time and the tick's number."""
        return f"{self.snapshot.stamp.nanoseconds:x}-{self.tick}"
