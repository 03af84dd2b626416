"""The guard stops a simulated robot, whatever happens to its controller. All in processes of their own."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest
from contracts import write
from harness import TIMEOUT, Client, Processes
from std_msgs.msg import String
from std_srvs.srv import Trigger

from simpletool_ros.msg import GuardState, Verdict
from simpletool_ros.srv import CallOnce

DRIVE = "[[drive speed=0.2 turn=0.0]]"
GUARD_TIMEOUT = 0.5
BRAKING = 0.2
"""Seconds: 0.2 m/s at the simulated robot's 2.5 m/s², and the odometry's period."""
SLACK = 0.8
"""Seconds for a machine whose two cores are shared: the guard itself needs a few hundredths."""


def until(client: Client, wanted: int) -> GuardState:
    client.until(lambda: client.guard_state() == wanted, f"guard state {wanted}")
    return client.guard[-1]


def drive(
    processes: Processes, client: Client, tmp_path: Path, sim_time: bool = False, **changes: object
) -> str:
    """Start everything; return when the robot drives under the guard's eyes."""
    contract = write(tmp_path, guard__required=True, **changes)
    processes.start("simulator", scenario="empty")
    processes.start("guard", contract=contract, use_sim_time=sim_time)
    processes.start("controller", contract=contract, use_sim_time=sim_time, instruction=DRIVE)
    client.until(lambda: client.speed() > 0.15, "driving", 60.0)
    until(client, GuardState.ARMED)
    client.until(lambda: client.ticks and client.calls, "the controller, found before it is frozen or killed")
    return contract


def stands_within_the_timeout(client: Client, since: float) -> None:
    client.until(lambda: client.speed() < 0.01, "standing still")
    took = client.odom[-1][0] - since
    assert took < GUARD_TIMEOUT + BRAKING + SLACK, f"stood still after {took:.2f} s"


def test_a_frozen_controller(processes: Processes, client: Client, tmp_path: Path) -> None:
    drive(processes, client, tmp_path)
    processes.signal("controller", signal.SIGSTOP)
    stands_within_the_timeout(client, time.monotonic())
    tripped = until(client, GuardState.TRIPPED)
    assert tripped.trips == 1 and "cmd_vel ran out" in tripped.reason

    before = len(client.stamped)
    client.spin(0.5)
    stops = [message.twist.linear.x for _, message in client.stamped[before:]]
    assert len(stops) >= 5 and set(stops) == {0.0}, "the stop is not repeated"

    # Back to life: what it may still send is stopped, its calls are rejected, until it has been healthy.
    ticks = len(client.ticks)
    processes.signal("controller", signal.SIGCONT)
    rejected = client.until(
        lambda: [tick for tick in client.ticks[ticks:] if tick.verdict.code == Verdict.REJECTED],
        "a rejected call",
    )
    assert "the guard is tripped: " in rejected[0].verdict.reason
    client.until(lambda: client.guard_state() == GuardState.IDLE, "the re-arming")
    assert client.speed() < 0.05
    client.until(lambda: client.speed() > 0.15, "driving again")


def test_a_killed_controller(processes: Processes, client: Client, tmp_path: Path) -> None:
    contract = drive(processes, client, tmp_path)
    processes.signal("controller", signal.SIGKILL)
    stands_within_the_timeout(client, time.monotonic())
    until(client, GuardState.TRIPPED)
    client.spin(1.5)
    assert client.guard_state() == GuardState.TRIPPED, "re-armed without a controller"
    processes.start("controller", contract=contract)
    until(client, GuardState.IDLE)


def test_an_engine_that_hangs(processes: Processes, client: Client, tmp_path: Path) -> None:
    drive(processes, client, tmp_path)
    assert client.follow("[[hang]]").accepted
    stands_within_the_timeout(client, time.monotonic())  # the answer may have taken as long as the stop
    until(client, GuardState.TRIPPED)
    client.next_tick(lambda tick: "has not answered" in tick.verdict.reason, "the report")
    assert client.guard_state() == GuardState.TRIPPED, "a hung engine is no health"


def test_a_paused_simulation(processes: Processes, client: Client, tmp_path: Path) -> None:
    drive(processes, client, tmp_path, sim_time=True)
    processes.signal("simulator", signal.SIGSTOP)  # and with it /clock
    processes.signal("controller", signal.SIGSTOP)
    until(client, GuardState.TRIPPED)
    before = len(client.stamped)
    client.until(lambda: len(client.stamped) > before + 3, "stops while the clock stands still")
    assert client.sent() == 0.0
    processes.signal("simulator", signal.SIGCONT)
    client.until(
        lambda: client.odom[-1][0] > time.monotonic() - 0.2 and client.speed() < 0.01, "standing still"
    )


def test_an_emergency_stop_and_its_release(processes: Processes, client: Client, tmp_path: Path) -> None:
    drive(processes, client, tmp_path)
    assert client.ask(Trigger, "guard/stop").success
    client.until(lambda: client.speed() < 0.01, "standing still")
    assert until(client, GuardState.STOPPED).reason == "stopped by request"
    client.until(lambda: client.instructions[-1:] == [""], "the instruction is given up")
    client.follow(DRIVE)
    client.spin(2.0)
    assert client.guard_state() == GuardState.STOPPED and client.speed() < 0.01, (
        "an emergency stop cleared by itself"
    )
    assert not client.ask(Trigger, "guard/rearm").message
    until(client, GuardState.IDLE)
    client.follow(DRIVE)
    client.until(lambda: client.speed() > 0.15, "driving again")
    assert client.ask(Trigger, "guard/rearm").message == "nothing to re-arm: the guard is armed"


def test_a_deactivated_controller(processes: Processes, client: Client, tmp_path: Path) -> None:
    drive(processes, client, tmp_path)
    assert client.change("deactivate")
    assert "deactivating while motion is commanded" in until(client, GuardState.TRIPPED).reason
    client.until(lambda: client.speed() < 0.01, "standing still")
    assert client.change("activate")
    until(client, GuardState.IDLE)


def test_a_cleared_instruction_is_no_emergency(processes: Processes, client: Client, tmp_path: Path) -> None:
    drive(processes, client, tmp_path)
    assert client.follow("").accepted
    client.until(lambda: client.speed() < 0.01, "standing still")
    until(client, GuardState.IDLE)
    client.spin(1.0)
    assert client.guard[-1].trips == 0
    assert client.calls[-1].function == "" and "cleared" in client.calls[-1].verdict.reason


def test_a_guard_that_is_ended_stops_first(processes: Processes, client: Client, tmp_path: Path) -> None:
    drive(processes, client, tmp_path)
    before, seen = len(client.stamped), len(client.ticks)
    processes.signal("guard", signal.SIGTERM)
    client.until(
        lambda: [1 for _, m in client.stamped[before:] if m.twist.linear.x == 0.0], "a stop before it leaves"
    )
    # It says so: a call that the controller sent before it knew is stopped too, and there is none after it.
    client.until(
        lambda: [1 for tick in client.ticks[seen:] if "was told to end" in tick.verdict.reason],
        "the gate closes at once",  # its ticks may arrive before the stop does
    )
    client.until(lambda: client.speed() < 0.01, "standing still")
    closed = len(client.stamped)
    client.next_tick(lambda tick: tick.verdict.reason == "there is no living guard", "the gate stays closed")
    client.spin(0.5)
    assert client.speed() < 0.01
    assert not [1 for _, m in client.stamped[closed:] if m.twist.linear.x], "it drove on without a guard"


def test_a_guard_that_is_killed(processes: Processes, client: Client, tmp_path: Path) -> None:
    drive(processes, client, tmp_path)
    processes.signal("guard", signal.SIGKILL)
    # Nothing that moves is sent any more, and the controller stops the robot itself.
    client.next_tick(lambda tick: tick.verdict.reason == "there is no living guard", "the gate closes")
    client.until(lambda: client.speed() < 0.01, "standing still")
    assert "there is no guard" in client.calls[-1].verdict.reason


def test_a_guard_that_listens_to_another_controller_is_none(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    contract = write(tmp_path, guard__required=True)
    processes.start("guard", contract=contract, controller="other")
    processes.start("controller", contract=contract, instruction=DRIVE)
    client.until(lambda: client.guard, "the guard")
    client.next_tick(lambda tick: "does not listen to this controller" in tick.verdict.reason, "the gate")
    assert not client.stamped


def test_a_trip_cancels_the_action_that_runs(processes: Processes, client: Client, tmp_path: Path) -> None:
    events: list[str] = []
    client.create_subscription(String, "events", lambda message: events.append(message.data), 50)
    contract = write(tmp_path)
    processes.start("peer")
    processes.start("guard", contract=contract)
    processes.start("controller", contract=contract)
    client.active()
    client.follow("[[go place=kitchen]]")
    client.until(lambda: "going kitchen" in events, "the goal")
    client.follow(DRIVE)
    until(client, GuardState.ARMED)
    client.follow("[[hang]]")
    until(client, GuardState.TRIPPED)
    client.until(lambda: "ended kitchen" in events, "the cancelling")


def test_a_manual_rearm(processes: Processes, client: Client, tmp_path: Path) -> None:
    contract = write(tmp_path, guard__rearm="manual")
    processes.start("guard", contract=contract)
    processes.start("controller", contract=contract, instruction=DRIVE)
    until(client, GuardState.ARMED)
    processes.signal("controller", signal.SIGSTOP)
    until(client, GuardState.TRIPPED)
    processes.signal("controller", signal.SIGCONT)
    client.spin(2.0)
    assert client.guard_state() == GuardState.TRIPPED
    assert client.ask(Trigger, "guard/rearm").success
    until(client, GuardState.IDLE)


def test_no_guard_no_motion(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path, guard__required=True), instruction=DRIVE)
    client.until(lambda: client.ticks, "ticks")
    client.next_tick(lambda tick: tick.verdict.reason == "there is no living guard", "the rejection")
    client.follow("[[say text=hello]]")
    client.until(
        lambda: [call for call in client.calls if call.function == "say"], "what does not move is sent"
    )
    assert not client.stamped


def test_a_stop_by_service(processes: Processes, client: Client, tmp_path: Path) -> None:
    events: list[str] = []
    client.create_subscription(String, "events", lambda message: events.append(message.data), 50)
    stop = {"service": "grip", "type": "std_srvs/srv/SetBool", "fields": {"data": {"value": False}}}
    contract = write(tmp_path, stop=[stop])
    processes.start("peer")
    processes.start("guard", contract=contract)
    client.until(lambda: client.guard, "the guard")
    client.ask(Trigger, "guard/stop")
    client.until(lambda: events.count("grip False") > 3, "the stop, repeated")


def test_a_stop_by_service_outlives_the_guard(processes: Processes, client: Client, tmp_path: Path) -> None:
    contract = drive(processes, client, tmp_path)
    client.ask(Trigger, "guard/stop")
    client.until(lambda: client.speed() < 0.01, "standing still")
    processes.signal("guard", signal.SIGKILL)
    before = client.guard[-1].started
    processes.start("guard", contract=contract)
    client.until(lambda: client.guard[-1].started != before, "the new guard")
    until(client, GuardState.STOPPED)
    client.follow(DRIVE)
    client.until(lambda: client.instructions[-2:] == [DRIVE, ""], "the new instruction is given up too")
    assert client.speed() < 0.01
    assert client.ask(Trigger, "guard/rearm").success
    client.follow(DRIVE)
    client.until(lambda: client.speed() > 0.15, "driving again")


def test_a_stop_that_cannot_be_sent_is_not_confirmed(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    stop = {"service": "nowhere", "type": "std_srvs/srv/SetBool", "fields": {"data": {"value": False}}}
    processes.start("guard", contract=write(tmp_path, stop=[stop]))
    client.until(lambda: client.guard, "the guard")
    answer = client.ask(Trigger, "guard/stop")
    assert not answer.success and "nowhere" in answer.message
    until(client, GuardState.STOPPED)


def test_a_stop_by_service_outlives_a_guard_that_stays_away(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    drive(processes, client, tmp_path)
    client.ask(Trigger, "guard/stop")
    client.until(lambda: client.speed() < 0.01, "standing still")
    processes.signal("guard", signal.SIGKILL)
    client.spin(3.0)  # longer than a guard may be silent
    before = len(client.calls)
    answer = client.ask(CallOnce, "controller/call_once", instruction="[[say text=hello]]", dispatch=True)
    assert "the guard is stopped" in answer.report.verdict.reason
    client.follow(DRIVE)
    client.until(lambda: client.instructions[-2:] == [DRIVE, ""], "the new instruction is given up")
    assert not [call for call in client.calls[before:] if call.function]


@pytest.mark.parametrize("contract", ["bad", "/nowhere.yaml"])
def test_a_bad_contract_ends_the_guard(processes: Processes, tmp_path: Path, contract: str) -> None:
    if contract == "bad":
        contract = write(tmp_path, "bad.yaml", stop=[{"topic": "cmd_vel", "type": "no_msgs/msg/Twist"}])
    child = processes.start("guard", contract=contract)
    assert child.wait(TIMEOUT) == 1
    said = processes.said("guard")
    assert "the package no_msgs is not installed" in said or "/nowhere.yaml: no such file" in said
    assert "Traceback" not in said
