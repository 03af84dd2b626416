"""The loop by itself: what is sent and reported when a client library raises."""

from __future__ import annotations

import threading
from collections.abc import Callable

from contracts import SOUND
from harness import TIMEOUT, Client
from scripted import ScriptedEngine

from simpletool_ros.core.contract import Contract
from simpletool_ros.msg import FunctionCall, TickReport, Verdict
from simpletool_ros.ros.binding import Binding
from simpletool_ros.ros.decider import Decider
from simpletool_ros.ros.gate import Gate
from simpletool_ros.ros.loop import Loop, Outlets
from simpletool_ros.ros.task import Task


def loop(client: Client, call: Callable[[FunctionCall], None], report: Callable[[TickReport], None]) -> Loop:
    contract, group = Contract.parse(SOUND), client.default_callback_group
    binding = Binding(client, Decider(contract, ScriptedEngine("")), True, group)
    gate = Gate(client, "guard", contract.guard, "controller/call", group, lambda: None)
    return Loop(
        binding,
        gate,
        client.get_clock(),
        client.get_logger(),
        Outlets(call, report, lambda instruction: None),
    )


def test_a_dispatch_that_raises_is_reported(client: Client) -> None:
    def publish(call: FunctionCall) -> None:
        if call.function:
            raise RuntimeError("the wire is cut")

    reports: list[TickReport] = []
    answers: list[TickReport] = []
    running = loop(client, publish, reports.append)
    running.start()
    running.assign(Task("[[drive speed=0.2]]"))
    client.until(lambda: [one for one in reports if one.verdict.code == Verdict.FAILED], "the report")
    assert "drive: RuntimeError: the wire is cut" in reports[-1].verdict.reason
    running.assign(None)
    once = "[[drive speed=0.2]]", True, lambda call, report: answers.append(report)
    client.until(lambda: answers or running.once(*once) and False, "the answer to who asked for one call")
    assert answers[0].verdict.code == Verdict.FAILED
    running.close(lambda: None)


def test_text_that_no_message_can_carry_is_rejected(client: Client) -> None:
    reports: list[TickReport] = []
    sender = client.create_publisher(FunctionCall, "sent", 10)
    running = loop(client, sender.publish, reports.append)
    running.start()
    running.assign(Task("[[say text=a\0b]]"))
    client.until(lambda: [one for one in reports if one.verdict.code == Verdict.REJECTED], "the rejection")
    assert "no message can carry" in reports[-1].verdict.reason
    running.close(lambda: None)


def test_a_loop_that_is_stopped_during_a_reload_stays_stopped(client: Client) -> None:
    ticking, go = threading.Event(), threading.Event()

    def report(message: TickReport) -> None:
        """Stop the loop, as a signal would, while the reload waits for this beat to end."""
        ticking.set()
        go.wait(TIMEOUT)
        running.stop()

    running = loop(client, lambda call: None, report)
    contract = Contract.parse({**SOUND, "rate": 20.0})
    other = Binding(client, Decider(contract, ScriptedEngine("")), True, client.default_callback_group)
    running.start()
    assert ticking.wait(TIMEOUT)
    threading.Timer(0.2, go.set).start()
    running.swap(other)
    assert not running.active and running.binding is other
    running.close(lambda: None)
