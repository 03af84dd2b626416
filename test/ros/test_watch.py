from __future__ import annotations

from typing import Any

import pytest
from contracts import changed

from simpletool_ros.core.contract import Contract
from simpletool_ros.ros.watch import State, Watch


def watch(**guard: Any) -> Watch:
    return Watch(Contract.parse(changed({f"guard.{key}": value for key, value in guard.items()})))


def driving(at: float = 0.0, valid_for: float = 0.5, **guard: Any) -> Watch:
    watched = watch(**guard)
    watched.call("drive", valid_for, at)
    assert watched.state is State.ARMED
    return watched


def ticks(watched: Watch, start: float, end: float, healthy: bool = True) -> None:
    for n in range(round((end - start) * 10) + 1):
        watched.tick(healthy, start + n / 10)
        watched.look(start + n / 10)


def test_idle_until_something_moves() -> None:
    watched = watch()
    watched.look(1e6)
    watched.call("say", 0.0, 1e6)
    assert watched.state is State.IDLE


def test_calls_in_time_keep_it_armed() -> None:
    watched = driving()
    for n in range(1, 50):
        watched.call("drive", 0.5, n * 0.4)
        watched.look(n * 0.4 + 0.39)
    assert watched.state is State.ARMED


def test_trips_when_the_validity_runs_out() -> None:
    watched = driving(valid_for=0.2)
    watched.look(0.19)
    assert watched.state is State.ARMED
    watched.look(0.21)
    assert (watched.state, watched.trips) == (State.TRIPPED, 1)
    assert watched.stopping
    assert "drive" not in watched.reason and "cmd_vel ran out" in watched.reason


def test_trips_after_the_timeout_however_long_the_call_is_valid() -> None:
    data = changed({"tools.0.valid_for": 60.0})
    watched = Watch(Contract.parse(data))
    watched.call("drive", 60.0, 0.0)
    watched.look(0.51)
    assert watched.state is State.TRIPPED
    assert watched.reason == "no valid call for 0.5 s"


def test_the_controller_cannot_claim_more_validity_than_the_contract_gives() -> None:
    watched = driving(valid_for=3600.0)
    for n in range(1, 10):
        watched.call("say", 0.0, n * 0.2)
        watched.look(n * 0.2)
    assert watched.state is State.TRIPPED


@pytest.mark.parametrize(("function", "claimed"), [("say", 0.3), ("drive", 0.0)])
def test_a_call_moves_if_the_controller_or_the_contract_says_so(function: str, claimed: float) -> None:
    watched = watch()
    watched.call(function, claimed, 0.0)
    assert watched.state is State.ARMED
    watched.look(0.6)
    assert watched.state is State.TRIPPED


def test_leaving_trips_for_good_and_keeps_an_emergency_stop() -> None:
    watched = driving()
    watched.leave()
    assert (watched.state, watched.reason) == (State.TRIPPED, "the guard was told to end")
    watched.stop("stopped by request")
    watched.leave()
    assert watched.state is State.STOPPED


def test_saying_something_while_driving_does_not_end_the_watch() -> None:
    watched = driving()
    watched.call("say", 0.0, 0.1)
    assert watched.state is State.ARMED
    watched.look(0.6)
    assert watched.state is State.TRIPPED


@pytest.mark.parametrize("function", ["stop", "done", ""])
def test_a_stop_ends_the_watch(function: str) -> None:
    watched = driving()
    watched.call(function, 0.0, 0.1)
    watched.look(100.0)
    assert watched.state is State.IDLE


def test_a_tool_of_another_contract_is_watched_too() -> None:
    watched = watch()
    watched.call("fly", 0.5, 0.0)
    watched.look(1.0)
    assert watched.state is State.TRIPPED


def test_late_calls_do_not_lift_a_trip() -> None:
    watched = driving()
    watched.look(1.0)
    watched.call("drive", 0.5, 1.1)
    watched.call("stop", 0.0, 1.2)
    assert watched.state is State.TRIPPED


def test_deactivation_trips_at_once_but_only_when_armed() -> None:
    watched = driving()
    watched.inactive("inactive")
    assert watched.state is State.TRIPPED
    idle = watch()
    idle.inactive("inactive")
    assert idle.state is State.IDLE


def test_rearms_by_itself_after_health_for_long_enough() -> None:
    watched = driving()
    watched.look(1.0)
    ticks(watched, 2.0, 2.9)
    assert watched.state is State.TRIPPED
    ticks(watched, 3.0, 3.1)
    assert (watched.state, watched.reason) == (State.IDLE, "")


def test_health_before_the_trip_does_not_count() -> None:
    watched = watch()
    ticks(watched, 0.0, 5.0)
    watched.call("drive", 0.5, 5.0)
    ticks(watched, 5.1, 5.6)
    assert watched.state is State.TRIPPED
    ticks(watched, 5.7, 6.4)
    assert watched.state is State.TRIPPED
    ticks(watched, 6.5, 6.8)
    assert watched.state is State.IDLE


def test_gaps_and_failed_ticks_are_no_health() -> None:
    watched = driving()
    watched.look(1.0)
    for n in range(20):
        watched.tick(True, 2.0 + n * 0.6)
        watched.look(2.0 + n * 0.6)
    assert watched.state is State.TRIPPED
    ticks(watched, 20.0, 25.0, healthy=False)
    assert watched.state is State.TRIPPED


def test_manual_rearms_only_by_request() -> None:
    watched = driving(rearm="manual")
    watched.look(1.0)
    ticks(watched, 2.0, 10.0)
    assert watched.state is State.TRIPPED
    assert watched.rearm() == ""
    assert watched.state is State.IDLE


def test_stopped_never_clears_by_itself() -> None:
    watched = driving()
    watched.stop("stopped by request")
    ticks(watched, 1.0, 20.0)
    watched.call("drive", 0.5, 20.1)
    assert watched.state is State.STOPPED
    assert watched.rearm() == ""
    assert watched.state is State.IDLE
    assert "nothing to re-arm" in watched.rearm()
