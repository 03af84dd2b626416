"""The shipped model drives the simulated robot, and the guard stops it on the way. Nothing stands in."""

from __future__ import annotations

import signal

from action_msgs.msg import GoalStatus
from harness import Client, Processes
from test_follow import Goal

from simpletool_ros.action import FollowInstruction
from simpletool_ros.msg import GuardState


def test_it_drives_there_though_its_controller_freezes_on_the_way(
    processes: Processes, client: Client
) -> None:
    processes.start("simulator")
    processes.start("guard", use_sim_time=True)
    processes.start("real_controller", use_sim_time=True)
    client.active()
    goal = Goal(client, "drive to the red cylinder and stop", timeout=90)
    client.until(lambda: client.speed() > 0.05 and client.calls, "driving")
    assert client.calls[-1].function == "drive"
    processes.signal("real_controller", signal.SIGSTOP)
    client.until(lambda: client.guard_state() == GuardState.TRIPPED, "the trip")
    client.until(lambda: client.speed() < 0.01, "standing still")
    processes.signal("real_controller", signal.SIGCONT)
    client.until(lambda: client.speed() > 0.05, "driving again")
    status, result = goal.end(60.0)
    assert (status, result.outcome) == (GoalStatus.STATUS_SUCCEEDED, FollowInstruction.Result.DONE), result
    client.until(lambda: client.speed() < 0.01, "standing at the end")
    decided = [tick for tick in client.ticks if tick.forwards]
    assert len(decided) >= result.calls > 10
    assert all(tick.cached_tokens > tick.prompt_tokens // 2 for tick in decided), "the prefix is not cached"
