"""The action: an instruction is followed until it is done, canceled, replaced, over, or impossible."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest
from action_msgs.msg import GoalStatus
from builtin_interfaces.msg import Duration
from contracts import write
from harness import TIMEOUT, Client, Processes

from simpletool_ros.action import FollowInstruction
from simpletool_ros.msg import GuardState

Result = FollowInstruction.Result
DRIVE = "[[drive speed=0.2 turn=0.0]]"


class Goal:
    """A goal sent by the client."""

    def __init__(self, client: Client, instruction: str, timeout: int = 0) -> None:
        self.client = client
        self.feedback: list[Any] = []
        client.until(client.action.server_is_ready, "the action server")
        goal = FollowInstruction.Goal(instruction=instruction, timeout=Duration(sec=timeout))
        sent = client.action.send_goal_async(goal, lambda message: self.feedback.append(message.feedback))
        client.until(sent.done, "the goal's acceptance")
        self.handle = sent.result()
        self.accepted = self.handle.accepted
        self._result = self.handle.get_result_async() if self.accepted else None

    def until_driving(self) -> None:
        self.client.until(lambda: self.feedback and self.feedback[-1].calls > 2, "three calls")

    def end(self, timeout: float = TIMEOUT) -> tuple[int, Any]:
        self.client.until(self._result.done, "the result", timeout)
        answer = self._result.result()
        return answer.status, answer.result


@pytest.fixture
def contract(processes: Processes, client: Client, tmp_path: Path) -> str:
    path = write(tmp_path)
    processes.start("controller", contract=path)
    client.active()
    return path


def test_until_the_model_says_done(client: Client, contract: str) -> None:
    goal = Goal(client, DRIVE)
    goal.until_driving()
    assert goal.feedback[-1].last_call.function == "drive"
    assert goal.feedback[-1].ticks >= 3 and goal.feedback[-1].elapsed.nanosec > 0
    goal = Goal(client, "[[done]]")
    status, result = goal.end()
    assert (status, result.outcome) == (GoalStatus.STATUS_SUCCEEDED, Result.DONE)
    assert result.calls == 1
    client.until(lambda: client.sent() == 0.0, "the done tool's own route")
    client.next_tick(lambda tick: tick.verdict.reason == "there is no instruction", "nothing more to do")


def test_canceled_and_over_and_replaced(client: Client, contract: str) -> None:
    goal = Goal(client, DRIVE)
    goal.until_driving()
    goal.handle.cancel_goal_async()
    status, result = goal.end()
    assert (status, result.outcome) == (GoalStatus.STATUS_CANCELED, Result.CANCELED)
    client.until(lambda: client.sent() == 0.0, "the stop after the cancel")

    goal = Goal(client, DRIVE, timeout=1)
    status, result = goal.end()
    assert (status, result.outcome) == (GoalStatus.STATUS_ABORTED, Result.TIMEOUT)
    assert result.calls >= 5
    client.until(lambda: client.sent() == 0.0, "the stop after the time-out")

    first, second = Goal(client, DRIVE), Goal(client, "[[drive speed=0.1]]")
    status, result = first.end()
    assert (status, result.outcome) == (GoalStatus.STATUS_ABORTED, Result.REPLACED)
    second.until_driving()
    client.follow("[[stop]]")
    assert second.end()[1].outcome == Result.REPLACED


def test_fails_when_deactivated(client: Client, contract: str) -> None:
    goal = Goal(client, DRIVE)
    goal.until_driving()
    assert client.change("deactivate")
    status, result = goal.end()
    assert (status, result.outcome) == (GoalStatus.STATUS_ABORTED, Result.FAILED)
    assert result.message == "the controller was deactivated"
    assert not Goal(client, DRIVE).accepted, "a goal was accepted while inactive"


def test_fails_when_the_engine_is_lost(client: Client, contract: str) -> None:
    status, result = Goal(client, "[[raise]]").end()
    assert (status, result.outcome) == (GoalStatus.STATUS_ABORTED, Result.FAILED)
    assert "the engine failed for 5 s" in result.message


def test_impossible_instructions_are_refused(client: Client, contract: str) -> None:
    assert not Goal(client, "").accepted
    assert not Goal(client, "  ").accepted
    assert not Goal(client, DRIVE, timeout=-1).accepted, "a negative timeout would never run out"
    assert not Goal(client, "x" * 100_000).accepted


def test_fails_when_the_guard_tripped_for_good(processes: Processes, client: Client, tmp_path: Path) -> None:
    contract = write(tmp_path, guard__rearm="manual", guard__required=True)
    processes.start("guard", contract=contract)
    processes.start("controller", contract=contract)
    client.active()
    client.until(lambda: client.guard, "the guard")
    goal = Goal(client, DRIVE)
    goal.until_driving()
    processes.signal("controller", signal.SIGSTOP)
    client.until(lambda: client.guard_state() == GuardState.TRIPPED, "the trip")
    processes.signal("controller", signal.SIGCONT)
    status, result = goal.end()
    assert (status, result.outcome) == (GoalStatus.STATUS_ABORTED, Result.FAILED)
    assert result.message.startswith("the guard is tripped: ")
