"""Where calls go, with real peers: topics with limits, servers that answer, refuse or never do."""

from __future__ import annotations

from pathlib import Path

import pytest
import rclpy
from contracts import TWIST, write
from geometry_msgs.msg import Twist
from harness import Client, Processes
from std_msgs.msg import Float64MultiArray, String

from simpletool_ros.core.parts import Route
from simpletool_ros.msg import TickReport, Verdict
from simpletool_ros.ros.outgoing import Stop
from simpletool_ros.ros.routes import _like

CODES = {
    "accepted": Verdict.ACCEPTED,
    "no_call": Verdict.NO_CALL,
    "rejected": Verdict.REJECTED,
    "failed": Verdict.FAILED,
}


def said(code: str, what: str):
    return lambda tick: tick.verdict.code == CODES[code] and what in tick.verdict.reason


@pytest.fixture
def events(client: Client) -> list[str]:
    heard: list[str] = []
    client.create_subscription(String, "events", lambda message: heard.append(message.data), 50)
    return heard


def speeds(client: Client) -> list[float]:
    return [message.twist.linear.x for _, message in client.stamped]


def test_limits_clamp_reject_and_ramp(processes: Processes, client: Client, tmp_path: Path) -> None:
    limits = {
        "/cmd_vel/": {
            "linear.x": {"minimum": -0.1, "maximum": 0.35, "rate": 1.0},
            "angular.z": {"maximum": 1.0, "policy": "reject"},
        }
    }
    narrow = {"speed": {"type": "number"}, "turn": {"type": "number", "minimum": 0, "maximum": 1}}
    path = write(tmp_path, limits=limits, tools__0__parameters=narrow)
    processes.start("controller", contract=path)
    client.active()

    client.follow("[[drive speed=9.0]]")
    tick = client.next_tick(said("accepted", "linear.x 9 limited to 0.35"), "a clamp")
    assert "(-0.1 to 0.35)" in tick.verdict.reason
    assert client.calls[-1].arguments[0].value.double_value == 9.0
    client.until(lambda: max(speeds(client), default=0) == pytest.approx(0.35), "the upper end")
    ramp = speeds(client)
    assert ramp[0] == pytest.approx(0.1, abs=0.001), "the first step is one period of the rate"
    assert all(later - before <= 0.1001 for before, later in zip(ramp, ramp[1:], strict=False))

    # A call that leaves the field out has its default, 0, and is limited too; a stop brakes at once.
    client.follow("[[stop]]")
    client.until(lambda: client.sent() == 0.0, "the stop")
    assert speeds(client)[-2] > 0.2, "a stop was ramped"
    client.follow("[[drive speed=-9.0]]")
    client.until(lambda: client.sent() == pytest.approx(-0.1), "the lower end")
    assert all(-0.1001 <= speed <= 0.3501 for speed in speeds(client))


def test_a_limit_that_rejects_sends_nothing(processes: Processes, client: Client, tmp_path: Path) -> None:
    limits = {"cmd_vel": {"linear.x": {"minimum": 0, "maximum": 1, "rate": 0.5, "policy": "reject"}}}
    bounded = {"type": "number", "minimum": 0, "maximum": 1}
    path = write(tmp_path, limits=limits, tools__0__parameters={"speed": bounded, "turn": bounded})
    processes.start("controller", contract=path)
    client.active()
    client.follow("[[drive speed=1.0]]")
    client.next_tick(said("rejected", "linear.x 1 is outside its limit, 0.5 a second"), "the rejection")
    assert not client.calls and not client.stamped
    client.follow("[[drive speed=0.05]]")
    client.until(lambda: client.sent() == 0.05, "what the limit allows")


def test_a_stop_without_the_limited_element_is_sent(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    wheels: list[list[float]] = []
    client.create_subscription(Float64MultiArray, "wheels", lambda m: wheels.append(list(m.data)), 50)
    kind = "std_msgs/msg/Float64MultiArray"
    path = write(
        tmp_path,
        tools__0__route={"topic": "wheels", "type": kind, "fields": {"data[0]": "speed", "data[1]": "turn"}},
        limits={"wheels": {"data[0]": {"maximum": 0.1}}},
        stop=[{"topic": "wheels", "type": kind}],
    )
    processes.start("controller", contract=path)
    client.active()
    client.follow("[[drive speed=0.2 turn=0.0]]")
    client.until(lambda: [0.1, 0.0] in wheels, "motion within the limit")
    client.follow("")
    client.until(lambda: wheels[-1] == [], "the stop")


def test_one_stop_that_cannot_be_sent_keeps_no_other_from_being_sent(client: Client) -> None:
    node = rclpy.create_node("stopper", context=client.context)
    routes = [Route(topic=topic, type=TWIST) for topic in ("broken", "cmd_vel")]
    stop = Stop(node, routes, True, node.default_callback_group)
    client.until(lambda: stop.send() == "" and client.stamped, "the stop")
    next(publisher for publisher in node.publishers if publisher.topic_name == "/broken").destroy()
    client.stamped.clear()
    assert stop.send().startswith("topic broken: ")
    client.until(lambda: client.stamped, "the stop on the other topic")
    node.destroy_node()


def test_a_limit_on_a_default_field(processes: Processes, client: Client, tmp_path: Path) -> None:
    limits = {"cmd_vel": {"linear.z": {"minimum": 0.5}}}
    processes.start("controller", contract=write(tmp_path, limits=limits))
    client.active()
    client.follow("[[drive speed=0.1]]")
    client.next_tick(said("accepted", "linear.z 0 limited to 0.5"), "the clamp of a field nobody wrote")
    assert client.until(lambda: client.stamped, "the message")[0][1].twist.linear.z == 0.5


def test_plain_twist_by_the_contract_and_by_the_parameter(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    route = {"topic": "twist", "type": TWIST, "fields": {"linear.x": "speed", "angular.z": "turn"}}
    stop = [{"topic": "twist", "type": TWIST}]
    path = write(tmp_path, tools__0__route=route, stop=stop)
    processes.start("controller", contract=path, enable_stamped_cmd_vel=False)
    client.active()
    client.follow("[[drive speed=0.25 turn=-0.5]]")
    message = client.until(lambda: client.twists, "a Twist")[0][1]
    assert isinstance(message, Twist)
    assert (message.linear.x, message.angular.z) == (0.25, -0.5)


def test_stamped_twist_has_the_nodes_time_and_frame(
    processes: Processes, client: Client, tmp_path: Path
) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[drive speed=0.25 turn=-0.5]]")
    message = client.until(lambda: client.stamped, "a TwistStamped")[0][1]
    assert (message.twist.linear.x, message.twist.angular.z) == (0.25, -0.5)
    assert message.header.frame_id == "base_link"
    assert abs(message.header.stamp.sec - client.get_clock().now().nanoseconds * 1e-9) < 10


def test_a_service_answers_into_the_history(
    processes: Processes, client: Client, tmp_path: Path, events: list[str]
) -> None:
    processes.start("peer")
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[grip closed=true]]")
    client.until(lambda: "grip True" in events, "the request")
    client.next_tick(lambda tick: 'grip(closed="true"): succeeded' in tick.suffix, "the outcome")
    client.follow("[[grip closed=false]]")
    client.next_tick(lambda tick: 'grip(closed="false"): failed: jammed' in tick.suffix, "the failure")


def test_a_service_that_never_answers(
    processes: Processes, client: Client, tmp_path: Path, events: list[str]
) -> None:
    processes.start("peer", "mute")
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[grip closed=true]]")
    client.until(lambda: events, "the request")
    client.next_tick(said("rejected", 'the service grip still runs grip(closed="true")'), "busy")
    client.next_tick(lambda tick: "failed: no answer within 1 s" in tick.suffix, "the time-out")
    client.until(lambda: len(events) >= 2, "another try after the time-out")
    assert all(tick.total_ms < 100 for tick in client.ticks[-5:]), "a tick waited for the service"


def test_a_preempted_service_is_asked_again(
    processes: Processes, client: Client, tmp_path: Path, events: list[str]
) -> None:
    processes.start("peer", "mute")
    processes.start("controller", contract=write(tmp_path, tools__4__route__busy="preempt"))
    client.active()
    client.follow("[[grip closed=true]]")
    client.until(lambda: len(events) >= 3, "three requests")
    client.next_tick(lambda tick: 'grip(closed="true"): preempted' in tick.suffix, "the preempted one")


def test_absent_servers_fail_at_once(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[grip closed=true]]")
    tick = client.next_tick(said("failed", "the service grip is absent"), "the service's absence")
    assert tick.total_ms < 100
    client.follow("[[go place=kitchen]]")
    tick = client.next_tick(said("failed", "the action go is absent"), "the action's absence")
    assert tick.total_ms < 100
    client.next_tick(
        lambda tick: 'go(place="kitchen"): failed: the action go is absent' in tick.suffix, "history"
    )
    assert not client.calls


def test_actions_run_alone_and_end(
    processes: Processes, client: Client, tmp_path: Path, events: list[str]
) -> None:
    processes.start("peer")
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[go place=here]]")
    client.next_tick(lambda tick: 'go(place="here"): succeeded' in tick.suffix, "the success")
    client.follow("[[go place=nowhere]]")
    client.next_tick(
        lambda tick: 'go(place="nowhere"): failed: the goal was refused' in tick.suffix, "refusal"
    )
    client.follow("[[go place=kitchen]]")
    client.next_tick(said("rejected", 'the action go still runs go(place="kitchen")'), "busy")
    client.follow("")
    client.until(
        lambda: "ended kitchen" in events, "the cancelling of what runs when there is no instruction"
    )


def test_an_action_is_preempted(
    processes: Processes, client: Client, tmp_path: Path, events: list[str]
) -> None:
    processes.start("peer")
    processes.start("controller", contract=write(tmp_path, tools__5__route__busy="preempt"))
    client.active()
    client.follow("[[go place=kitchen]]")
    client.until(lambda: "going kitchen" in events, "the first goal")
    client.follow("[[go place=hall]]")
    client.until(lambda: "ended kitchen" in events, "the end of the first goal")
    client.until(lambda: "going hall" in events, "the second goal")


def test_a_goal_whose_acceptance_gets_lost_is_canceled(
    processes: Processes, client: Client, tmp_path: Path, events: list[str]
) -> None:
    processes.start("peer", "mute")
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[go place=kitchen]]")
    client.next_tick(
        lambda tick: 'go(place="kitchen"): failed: no answer within 1 s' in tick.suffix, "the giving up"
    )
    client.until(lambda: "cancel" in events, "the cancelling")
    client.follow("[[go place=hall]]")
    client.until(lambda: events[-1:] == ["asked"], "another goal")
    client.follow("")
    client.until(lambda: events[-1:] == ["cancel"], "the cancelling at once, unanswered as it is")


def test_a_call_outside_the_schema_is_rejected(processes: Processes, client: Client, tmp_path: Path) -> None:
    processes.start("controller", contract=write(tmp_path))
    client.active()
    client.follow("[[bad]]")
    tick: TickReport = client.next_tick(said("rejected", "there is no tool 'fly'"), "the rejection")
    assert [head.text for head in tick.heads] == ["fly"]
    client.follow("[[null]]")
    client.next_tick(said("no_call", "chose to call nothing"), "no call")
    assert not client.calls and not client.stamped


@pytest.mark.parametrize(
    ("wanted", "allowed", "sent"), [(9, 2.5, 2), (-9, -2.5, -2), (0, 0.5, 1), (3, 3, 3), (0.5, 0.25, 0.25)]
)
def test_whole_numbers_are_rounded_into_their_limit(wanted: float, allowed: float, sent: float) -> None:
    limited = _like(wanted, allowed)
    assert limited == sent and type(limited) is type(wanted)
