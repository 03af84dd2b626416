"""The controller as a process: life cycle, ticks, verdicts, bad input."""

from __future__ import annotations

import math
import signal
import time
from pathlib import Path

import pytest
import yaml
from contracts import write
from harness import TIMEOUT, Client, Processes
from rcl_interfaces.srv import DescribeParameters, GetParameters
from rosgraph_msgs.msg import Clock
from std_msgs.msg import Float32, String

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.prompt import Profile, Prompt
from simpletool_ros.core.resources import share
from simpletool_ros.msg import Verdict
from simpletool_ros.ros.gate import LATCHED

DRIVE = "[[drive speed=0.2 turn=0.0]]"


def test_life_cycle(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path), autostart=False)
    assert client.state() == "unconfigured"
    assert client.follow(DRIVE).message == "the controller is not configured"
    assert client.change("configure")
    assert client.state() == "inactive"
    assert client.follow(DRIVE).message == "the controller is not active"
    answer = client.once(DRIVE)
    assert (answer.call.function, answer.call.verdict.code) == ("drive", Verdict.ACCEPTED)
    assert client.once(DRIVE, dispatch=True).call.verdict.reason == "the controller is not active"
    assert not client.ticks

    assert client.change("activate")
    client.until(lambda: len(client.ticks) > 3, "ticks")
    numbers = [tick.tick for tick in client.ticks]
    assert numbers == sorted(set(numbers)) and numbers[0] <= 3
    assert client.follow(DRIVE).accepted
    client.until(lambda: client.sent() == 0.2, "motion")

    assert client.change("deactivate")
    client.until(lambda: client.sent() == 0.0, "the stop")
    client.spin(0.3)
    heard = len(client.ticks), len(client.stamped)
    client.spin(0.5)
    assert (len(client.ticks), len(client.stamped)) == heard, "something was sent while inactive"

    assert client.change("activate")
    client.next_tick(lambda tick: tick.verdict.reason == "there is no instruction", "the instruction is gone")
    assert client.change("deactivate")
    assert client.change("cleanup")
    assert client.state() == "unconfigured"
    assert client.change("configure") and client.change("activate")
    client.next_tick(lambda tick: True, "ticks after a second configure")
    assert client.change("shutdown") or client.state() == "finalized"


def test_everything_is_served_while_a_slow_model_loads(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    processes.start("controller", contract=write(tmp_path), model="slow", autostart=False)
    client.state()
    from lifecycle_msgs.msg import Transition
    from lifecycle_msgs.srv import ChangeState

    change = client.create_client(ChangeState, "controller/change_state")
    client.until(change.service_is_ready, "the service")
    began = time.monotonic()
    future = change.call_async(ChangeState.Request(transition=Transition(id=Transition.TRANSITION_CONFIGURE)))
    client.spin(0.5)
    asked = time.monotonic()
    assert client.state() == "unconfigured"
    assert (
        client.ask(GetParameters, "controller/get_parameters", names=["model"]).values[0].string_value
        == "slow"
    )
    assert time.monotonic() - asked < 2.0 and not future.done(), "the load blocked the executor"
    client.until(future.done, "the end of the load")
    assert future.result().success and time.monotonic() - began >= 2.9
    assert client.state() == "inactive"


def test_a_bad_contract_is_refused_with_every_fault(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    bad = write(tmp_path, "bad.yaml", tools__0__route__fields={"linear.q": "speed", "angular.z": "turn"})
    processes.start("controller", contract=bad, autostart=False)
    assert not client.change("configure")
    assert client.state() == "unconfigured"
    assert "bad.yaml: tools.0.route.fields.linear.q: Vector3 has no field 'q'" in processes.said("controller")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"contract": "/nowhere/at_all.yaml"}, "/nowhere/at_all.yaml: no such file"),
        ({"rate": 1.0}, "the guard stops the robot after 0.5 s, a tick comes every 1 s"),
    ],
)
def test_what_cannot_be_configured_says_why(
    processes: Processes, client: Client, tmp_path: Path, parameters: dict, said: str
) -> None:
    processes.start("controller", **{"contract": write(tmp_path), **parameters})
    client.until(lambda: said in processes.said("controller"), "the log")
    assert client.state() == "unconfigured"
    assert "Traceback" not in processes.said("controller")


@pytest.mark.parametrize("model", ["/nowhere/model", "broken"])
def test_an_unreadable_checkpoint_is_refused(
    processes: Processes, client: Client, tmp_path: Path, model: str
) -> None:
    if model == "broken":
        folder = tmp_path / "broken"
        folder.mkdir()
        (folder / "config.json").write_text("{")
        model = str(folder)
    processes.start("real_controller", contract=write(tmp_path), model=model)
    client.until(lambda: "cannot configure" in processes.said("real_controller"), "the log")
    assert model in processes.said("real_controller")
    assert "Traceback" not in processes.said("real_controller")
    assert client.state() == "unconfigured"


def test_an_instruction_beyond_the_budget_is_refused(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    answer = client.follow("go " * 33_334)
    assert not answer.accepted
    assert "100001 bytes, the budget is 512 tokens" in answer.message
    assert "shorten it, or raise prompt.max_tokens" in answer.message
    answer = client.follow("go " * 1000)
    assert not answer.accepted and "tokens, the budget is 512" in answer.message
    client.next_tick(lambda tick: tick.verdict.reason == "there is no instruction", "ticks go on")


def test_late_answers_are_dropped(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[sleep=0.25 drive speed=0.2]]")
    late = client.next_tick(lambda tick: tick.verdict.code == Verdict.LATE, "a late tick")
    assert "ms after the snapshot, allowed 100" in late.verdict.reason
    after = client.next_tick(lambda tick: tick.tick > late.tick, "the next one")
    assert after.tick - late.tick >= 3 and after.skipped >= late.skipped + 2, (
        "the ticks in between are skipped"
    )
    assert not client.stamped and not client.calls
    status = client.until(
        lambda: [m.status[0] for m in client.diagnostics if "latency exceeds" in m.status[0].message],
        "a warning",
    )[0]
    values = {pair.key: pair.value for pair in status.values}
    assert (
        int(values["late"]) >= 1 and float(values["latency_p99_ms"]) > 200 and values["engine"] == "scripted"
    )


def test_an_engine_that_raises_does_not_end_the_loop(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[raise]]")
    tick = client.next_tick(lambda tick: tick.verdict.code == Verdict.FAILED, "the failure")
    assert tick.verdict.reason == "ZeroDivisionError: the engine broke"
    client.next_tick(
        lambda later: later.tick >= tick.tick + 5 and later.skipped == tick.skipped, "ticks go on"
    )
    assert processes.said("controller").count("Traceback") == 1, "the traceback is logged, once"
    client.follow(DRIVE)
    client.next_tick(lambda tick: tick.verdict.code == Verdict.ACCEPTED, "a call after the failures")


def test_an_engine_that_hangs_is_reported(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[hang]]")
    tick = client.next_tick(lambda tick: "has not answered for" in tick.verdict.reason, "the report")
    assert tick.verdict.code == Verdict.FAILED
    assert client.change("deactivate") and client.change("cleanup"), "a hung engine must not block the node"
    assert client.change("configure") and client.change("activate")
    client.follow(DRIVE)
    client.next_tick(lambda tick: tick.verdict.code == Verdict.ACCEPTED, "a call of a fresh session")


def test_too_little_confidence_is_no_call(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path, min_confidence=0.5, rate=20.0), rate=5.0)
    client.active()
    client.follow("[[unsure drive speed=0.3 turn=0.0]]")
    tick = client.next_tick(lambda tick: tick.heads, "an unsure call")
    assert (tick.verdict.code, tick.verdict.reason) == (Verdict.NO_CALL, "confidence 0.37 is below 0.5")
    assert not client.calls and not client.stamped
    client.follow("[[drive speed=0.2 turn=0.0]]")
    tick = client.next_tick(lambda tick: tick.verdict.code == Verdict.ACCEPTED, "a sure call")
    later = client.next_tick(lambda later: later.tick == tick.tick + 5, "five ticks later")
    span = (
        later.header.stamp.sec
        - tick.header.stamp.sec
        + 1e-9 * (later.header.stamp.nanosec - tick.header.stamp.nanosec)
    )
    assert span == pytest.approx(1.0, abs=0.15), "the parameter rate overrides the contract's"


def test_a_blind_tick_fails_with_the_reason(processes: Processes, client: Client, tmp_path: Path) -> None:
    source = {"topic": "far", "type": "std_msgs/msg/Float32", "fields": {"m": "data"}, "stale": "block"}
    processes.start("controller", contract=write(tmp_path, sources={"far": source}))
    client.active()
    client.follow(DRIVE)
    tick = client.next_tick(lambda tick: tick.verdict.code == Verdict.FAILED, "the blind tick")
    assert tick.verdict.reason == "far is stale: nothing received on far"
    (far,) = tick.sources
    assert (far.name, far.words, far.age) == ("far", "", math.inf)
    assert far.stale == "nothing received on far"
    publisher = client.create_publisher(Float32, "far", 10)
    client.until(publisher.get_subscription_count, "the subscription")
    message = Float32()
    timer = client.create_timer(0.05, lambda: publisher.publish(message))
    for value, code in ((1.5, Verdict.ACCEPTED), (float("nan"), Verdict.FAILED), (2.5, Verdict.ACCEPTED)):
        message.data = value
        said = "nan in a message" if code == Verdict.FAILED else f"far: m {value:.2f}"
        tick = client.next_tick(lambda tick, said=said: said in tick.verdict.reason + tick.suffix, said)
        assert tick.verdict.code == code
        assert 0.0 <= tick.sources[0].age < 1.0 and tick.deadline_ms == 100.0
    timer.cancel()
    client.next_tick(lambda tick: "last received" in tick.verdict.reason, "it grows stale")


def prompt(path: Path) -> Prompt:
    contract = Contract.load(path)
    return Prompt(Profile.load("v2"), contract.toolset, contract.prompt.system)


def test_reload_good_and_bad(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    prefixes: list[str] = []
    client.create_subscription(String, "controller/prefix", lambda m: prefixes.append(m.data), LATCHED)
    client.until(lambda: prefixes, "the prefix, which comes late")
    assert prefixes == [prompt(tmp_path / "contract.yaml").prefix]
    client.follow(DRIVE)
    client.next_tick(lambda tick: tick.verdict.code == Verdict.ACCEPTED, "a call")

    bad = write(tmp_path, "bad.yaml", done="finish", rate=-1)
    answer = client.reload(bad)
    assert not answer.success
    assert any("bad.yaml: rate" in error for error in answer.errors), answer.errors
    assert any("no such file" in error for error in client.reload("/nowhere.yaml").errors)
    other = write(tmp_path, "other.yaml", guard__timeout=0.4)
    assert any("restart controller and guard together" in error for error in client.reload(other).errors)
    client.next_tick(lambda tick: tick.verdict.code == Verdict.ACCEPTED, "the old contract goes on")

    words = {"prompt": {"system": "You are fast."}}
    good = write(
        tmp_path, "good.yaml", rate=20.0, **words, limits={"cmd_vel": {"linear.x": {"maximum": 0.1}}}
    )
    heard = len(client.calls)
    answer = client.reload(good)
    assert answer.success, answer.errors
    # The new limits measure rates of change from rest: the robot is stopped first.
    client.until(
        lambda: [call for call in client.calls[heard:] if "another contract" in call.verdict.reason],
        "the stop in between",
    )
    tick = client.next_tick(lambda tick: "limited to 0.1" in tick.verdict.reason, "the new limit")
    later = client.next_tick(lambda later: later.tick >= tick.tick + 20, "20 ticks at the new rate")
    assert later.instruction == DRIVE, "the instruction stays"
    assert "You are fast." in prefixes[-1] and prefixes[1:] == [prompt(tmp_path / "good.yaml").prefix]


def test_one_call_now(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    answer = client.once("[[drive speed=0.3 turn=0.1]]")
    assert [(a.name, a.value.double_value) for a in answer.call.arguments] == [("speed", 0.3), ("turn", 0.1)]
    assert answer.call.verdict.reason == "not sent: only asked for"
    assert [head.text for head in answer.report.heads] == ["drive", "0.3", "0.1"]
    client.spin(0.3)
    assert not client.stamped
    assert client.once("[[drive speed=0.3]]", dispatch=True).call.verdict.code == Verdict.ACCEPTED
    message = client.until(lambda: client.stamped, "the message")[0][1]
    assert message.twist.linear.x == 0.3
    assert client.once("").report.verdict.code == Verdict.NO_CALL


@pytest.mark.parametrize("client", ["/house/robot_1"], indirect=True)
def test_in_a_namespace(processes: Processes, client: Client, tmp_path: Path) -> None:
    contract = write(tmp_path, guard__required=True)
    processes.start("guard", contract=contract, namespace="/house/robot_1")
    processes.start("controller", contract=contract, instruction=DRIVE, namespace="/house/robot_1")
    client.until(lambda: client.sent() == 0.2, "motion")
    client.until(lambda: client.guard_state() == 1, "the guard")
    client.until(lambda: client.instructions and client.instructions[-1] == DRIVE, "the instruction")


def test_times_are_the_nodes_clock(processes: Processes, client: Client, tmp_path: Path) -> None:
    publisher = client.create_publisher(Clock, "/clock", 1)
    clock = Clock()
    clock.clock.sec = 1000
    client.create_timer(0.05, lambda: publisher.publish(clock))
    processes.start("controller", contract=write(tmp_path), use_sim_time=True, instruction=DRIVE)
    call = client.until(lambda: [c for c in client.calls if c.header.stamp.sec], "a call in simulated time")[
        -1
    ]
    assert call.header.stamp.sec == 1000
    assert (call.valid_until.sec, call.valid_until.nanosec) == (1000, 500_000_000)
    before = len(client.ticks)
    client.until(lambda: len(client.ticks) > before + 5, "ticks while the simulated clock stands still")


def test_parameters_are_described(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path), autostart=False)
    names = [
        "contract",
        "engine",
        "model",
        "rate",
        "autostart",
        "instruction",
        "guard",
        "enable_stamped_cmd_vel",
        "record",
        "engine_options",
    ]
    shown = yaml.safe_load((share() / "config" / "controller.yaml").read_text())
    assert set(shown["/**/controller"]["ros__parameters"]) <= {*names, "use_sim_time"}
    found = client.ask(DescribeParameters, "controller/describe_parameters", names=names).descriptors
    assert [one.name for one in found] == names
    assert all(one.description for one in found)
    assert found[3].floating_point_range[0].to_value == 200.0
    assert [one.read_only for one in found] == [False] * 4 + [True] * 4 + [False] * 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_robot_and_ends_the_process(
    processes: Processes, client: Client, tmp_path: Path, number: signal.Signals
) -> None:
    child = processes.start("controller", contract=write(tmp_path), instruction=DRIVE)
    client.until(lambda: client.sent() == 0.2, "motion")
    child.send_signal(number)
    client.until(lambda: client.sent() == 0.0, "the stop")
    assert child.wait(TIMEOUT) == 0
    assert "Traceback" not in processes.said("controller")
