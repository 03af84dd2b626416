"""The avatar as a process: what is typed becomes a face, on its topic and at an independent OSC server."""

from __future__ import annotations

import json
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness import TIMEOUT, Client, Processes
from oscpy.server import OSCThreadServer
from rclpy.qos import qos_profile_sensor_data
from std_msgs.msg import Empty, String
from std_srvs.srv import Trigger

from simpletool_ros.avatar.channels import ARKIT, BODY
from simpletool_ros.avatar.expressions import EXPRESSIONS
from simpletool_ros.avatar.face import GAZES
from simpletool_ros.avatar.gestures import GESTURES
from simpletool_ros.core.contract import Contract
from simpletool_ros.core.resources import find
from simpletool_ros.msg import AvatarPose, Expression, FunctionCall, Gaze, Gesture, GuardState, Utterance
from simpletool_ros.ros import events
from simpletool_ros.ros.live import connected


class Watcher:
    """Keeps the frames that an avatar publishes."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.poses: list[AvatarPose] = []
        client.create_subscription(AvatarPose, "avatar/pose", self.poses.append, qos_profile_sensor_data)

    def weight(self, name: str) -> float:
        """Return a blendshape's last weight."""
        if not self.poses:
            return 0.0
        return self.poses[-1].weights[self.poses[-1].blendshapes.index(name)]

    def shows(self, expression: str) -> bool:
        """Whether the last frame has this expression."""
        return bool(self.poses) and self.poses[-1].expression == expression

    def until(self, what: str, **fields: str) -> AvatarPose:
        """Wait for a frame with these fields."""
        del self.poses[:-1]

        def found() -> AvatarPose | None:
            fits = (p for p in self.poses if all(getattr(p, k) == v for k, v in fields.items()))
            return next(fits, None)

        return self.client.until(found, what)


class Marionette:
    """A VMC receiver on another OSC implementation: the last arguments of each address, and of each name."""

    def __init__(self) -> None:
        self.server = OSCThreadServer(encoding="utf8")
        self.server.listen("127.0.0.1", port=0, default=True)
        self.port = self.server.getaddress()[1]
        self.last: dict[str, tuple] = {}
        self.named: dict[str, dict[str, tuple]] = defaultdict(dict)
        self.times: list[float] = []
        for address in ("/VMC/Ext/OK", "/VMC/Ext/T", "/VMC/Ext/Blend/Apply"):
            self.server.bind(address, self._keep(address))
        for address in ("/VMC/Ext/Blend/Val", "/VMC/Ext/Bone/Pos"):
            self.server.bind(address, self._keep_named(address))

    def _keep(self, address: str):
        def keep(*values) -> None:
            self.last[address] = values
            if address == "/VMC/Ext/T":
                self.times.append(values[0])

        return keep

    def _keep_named(self, address: str):
        def keep(name, *values) -> None:
            self.named[address][name] = values

        return keep

    def blend(self, name: str) -> float:
        """Return a blendshape's last value."""
        return self.named["/VMC/Ext/Blend/Val"].get(name, (0.0,))[0]


@pytest.fixture
def marionette() -> Iterator[Marionette]:
    receiver = Marionette()
    yield receiver
    receiver.server.terminate_server()
    receiver.server.join_server(TIMEOUT)
    receiver.server.stop_all()


@pytest.fixture
def watcher(processes: Processes, client: Client, marionette: Marionette) -> Watcher:
    """Start an avatar that sends to the marionette, and wait for its frames."""
    processes.start("avatar", vmc_port=marionette.port, hold=60.0)
    watcher = Watcher(client)
    client.until(lambda: watcher.poses, "the first frame")
    return watcher


def start_controller(processes: Processes, client: Client, watcher: Watcher) -> None:
    """Start guard and controller, and wait until the avatar has heard the controller once.

    Discovery takes its time, and a call that comes before it is lost: it is made once.
    """
    processes.start("guard", contract="avatar")
    processes.start("real_controller", contract="avatar")
    client.active()
    client.until(lambda: client.guard, "the guard")
    again(
        client, lambda: client.follow("look surprised"), lambda: watcher.shows("surprised"), "an expression"
    )
    seen = len(client.ticks)
    client.until(lambda: len(client.ticks) > seen + 5 and not client.ticks[-1].instruction, "quiet")
    client.calls.clear()


def again(client: Client, act: Callable[[], object], condition: Callable[[], bool], what: str) -> None:
    """Act every three seconds until a condition holds: what is said before discovery is lost."""
    acted = 0.0

    def holds() -> bool:
        nonlocal acted
        if condition():
            return True
        if time.monotonic() - acted > 3.0:
            act()
            acted = time.monotonic()
        return False

    client.until(holds, what, 60.0)


def test_typed_words_change_the_face_here_and_at_the_receiver(
    processes: Processes, client: Client, watcher: Watcher, marionette: Marionette
) -> None:
    start_controller(processes, client, watcher)
    assert client.follow("please look happy").accepted
    watcher.until("the new expression", expression="happy")
    client.until(lambda: watcher.weight("mouthSmileLeft") > 0.5, "a smile")
    client.until(lambda: marionette.blend("MouthSmileLeft") > 0.5, "the smile by its ARKit name")
    client.until(lambda: marionette.blend("Joy") > 0.5, "the smile as a VRM preset")
    # One call carried the instruction out; nothing is repeated.
    client.until(lambda: client.instructions and client.instructions[-1] == "", "the end of the instruction")
    seen = len(client.ticks)
    client.until(lambda: len(client.ticks) > seen + 5, "more ticks")
    assert [call.function for call in client.calls] == ["set_expression"]

    assert client.follow("nod").accepted
    watcher.until("the nod", gesture="nod", expression="happy")
    assert client.follow("turn your eyes to the left").accepted
    client.until(lambda: watcher.weight("eyeLookOutLeft") > 0.4, "eyes to its left")
    client.until(lambda: marionette.blend("EyeLookOutLeft") > 0.4, "the same at the receiver")
    head = watcher.poses[-1].head
    bone = marionette.named["/VMC/Ext/Bone/Pos"]["Head"]
    assert head.z > 0.02  # to its left, REP-103
    assert bone[4] < -0.02  # the same in Unity's axes, where y is up and the hand is the other one

    assert client.follow("what is your favourite colour?").accepted
    seen = len(client.calls)
    client.next_tick(lambda tick: tick.heads and not tick.heads[0].text, "small talk that calls nothing")
    assert len(client.calls) == seen


def test_frames_are_whole_and_the_receiver_gets_all_of_them(watcher: Watcher, marionette: Marionette) -> None:
    watcher.client.until(lambda: len(watcher.poses) > 60 and len(marionette.times) > 60, "frames")
    pose = watcher.poses[-1]
    assert tuple(pose.blendshapes) == (*ARKIT, *BODY)
    assert len(pose.weights) == len(pose.blendshapes)
    assert all(0.0 <= weight <= 1.0 for weight in pose.weights)
    assert pose.header.stamp.sec > 0
    assert marionette.last["/VMC/Ext/OK"] == (1,)
    assert marionette.last["/VMC/Ext/Blend/Apply"] == ()
    assert marionette.times == sorted(marionette.times)
    assert set(marionette.named["/VMC/Ext/Bone/Pos"]) == {"Head", "LeftEye", "RightEye"}
    assert len(marionette.named["/VMC/Ext/Blend/Val"]) == len(ARKIT) + 16


def test_with_nothing_asked_it_blinks_and_breathes(watcher: Watcher) -> None:
    lids = watcher.client.until(lambda: watcher.weight("eyeBlinkLeft") > 0.6, "a blink")
    assert lids
    watcher.client.until(lambda: watcher.weight("eyeBlinkLeft") < 0.2, "open eyes")
    watcher.client.until(lambda: watcher.weight("breath") > 0.8, "breathing in")
    watcher.client.until(lambda: watcher.weight("breath") < 0.2, "breathing out")


def test_messages_of_every_kind_and_rest(client: Client, watcher: Watcher) -> None:
    topics = {
        "expression": client.create_publisher(Expression, "avatar/expression", 10),
        "gaze": client.create_publisher(Gaze, "avatar/gaze", 10),
        "gesture": client.create_publisher(Gesture, "avatar/gesture", 10),
        "speech": client.create_publisher(String, "avatar/speech", 10),
        "idle": client.create_publisher(Empty, "avatar/idle", 10),
        # What a checkpoint with words of its own says beside a call.
        "call": client.create_publisher(FunctionCall, "controller/call", 10),
    }
    client.until(lambda: all(p.get_subscription_count() for p in topics.values()), "the avatar's ears")
    topics["expression"].publish(Expression(expression=Expression.ANGRY, intensity=1.0))
    client.until(lambda: watcher.weight("browDownLeft") > 0.8, "a frown")
    topics["gaze"].publish(Gaze(target=Gaze.UP))
    client.until(lambda: watcher.weight("eyeLookUpLeft") > 0.3, "eyes up")
    topics["gesture"].publish(Gesture(gesture=Gesture.SHRUG))
    client.until(lambda: watcher.weight("shrug") > 0.8, "raised shoulders")
    topics["speech"].publish(String(data="Wow, what a show!"))
    watcher.until("speech", speech="Wow, what a show!")
    client.until(lambda: watcher.weight("jawOpen") > 0.2, "an open mouth")
    topics["call"].publish(FunctionCall(function="set_expression", content="I am cross with you."))
    watcher.until("the content head's words", speech="I am cross with you.", expression="angry")
    topics["idle"].publish(Empty())
    watcher.until("calm", expression="neutral", gesture="", speech="")
    client.until(lambda: watcher.weight("browDownLeft") < 0.05, "a smooth brow")


def test_what_it_cannot_show_is_said_and_the_frames_go_on(
    processes: Processes, client: Client, watcher: Watcher
) -> None:
    expression = client.create_publisher(Expression, "avatar/expression", 10)
    client.until(expression.get_subscription_count, "the avatar's ears")
    expression.publish(Expression(expression="smug", intensity=0.5))
    client.until(
        lambda: "~/expression: there is no expression 'smug'" in processes.said("avatar"), "the error"
    )
    seen = len(watcher.poses)
    client.until(lambda: len(watcher.poses) > seen + 10, "more frames")
    assert watcher.poses[-1].expression == "neutral"


def test_it_calms_down_by_itself_when_the_controller_is_gone(
    processes: Processes, client: Client, marionette: Marionette
) -> None:
    processes.start("avatar", vmc_port=marionette.port, hold=1.0)
    watcher = Watcher(client)
    start_controller(processes, client, watcher)
    client.follow("look angry")
    watcher.until("anger", expression="angry")
    processes.signal("real_controller", signal.SIGKILL)
    watcher.until("calm", expression="neutral")
    client.until(lambda: marionette.blend("BrowDownLeft") < 0.05, "calm at the receiver")


def test_stop_is_a_calm_face_until_it_is_let_go(
    processes: Processes, client: Client, watcher: Watcher
) -> None:
    start_controller(processes, client, watcher)
    client.follow("look sad")
    watcher.until("sadness", expression="sad")
    assert client.ask(Trigger, "guard/stop").success
    watcher.until("calm", expression="neutral")
    client.until(lambda: client.guard_state() == GuardState.STOPPED, "the guard's word")
    seen = len(client.ticks)
    client.follow("please look happy")
    client.until(lambda: client.instructions[-1] == "", "the refusal")
    client.until(lambda: len(client.ticks) > seen + 5, "more ticks")
    assert [call.function for call in client.calls if call.function] == ["set_expression"]
    assert client.ask(Trigger, "guard/rearm").success
    client.until(lambda: client.guard_state() == GuardState.IDLE, "the guard's word")
    client.follow("please look happy")
    watcher.until("joy", expression="happy")


def test_the_receiver_is_told_when_it_leaves(
    processes: Processes, watcher: Watcher, marionette: Marionette
) -> None:
    processes.signal("avatar", signal.SIGINT)
    watcher.client.until(lambda: marionette.last.get("/VMC/Ext/OK") == (0,), "the last word")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"vmc_blendshapes": "unreal"}, "only both, arkit, vrm"),
        ({"vmc_host": "no.such.host.invalid"}, "name a host, or set vmc_port to 0"),
        ({"vmc_port": 70000}, "vmc_port"),
        ({"hold": -1.0}, "hold"),
    ],
)
def test_a_wrong_parameter_ends_it_with_the_mend(processes: Processes, parameters: dict, said: str) -> None:
    child = processes.start("avatar", **parameters)
    assert child.wait(TIMEOUT) == 1
    assert said in processes.said("avatar")
    assert "Traceback" not in processes.said("avatar")


# -- dialogue


def test_a_recorded_dialogue_is_played_and_obeyed(
    processes: Processes, client: Client, watcher: Watcher, tmp_path: Path
) -> None:
    lines = (
        '- {at: 0.0, speaker: user, text: "look scared"}',
        '- {at: 1.0, speaker: avatar, text: "You did not expect that."}',
        '- {at: 1.2, speaker: user, text: "shrug"}',
        '- {at: 6.0, speaker: avatar, text: "Good bye."}',
    )
    file = tmp_path / "dialogue.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    heard: list[Utterance] = []
    client.create_subscription(Utterance, "dialogue", heard.append, 10)
    start_controller(processes, client, watcher)
    processes.start("dialogue", file=str(file))
    watcher.until("a frightened face", expression="scared")
    watcher.until("its own line", speech="You did not expect that.")
    watcher.until("a shrug", gesture="shrug")
    client.until(lambda: heard and heard[-1].text == "Good bye.", "the last line")
    said = [(line.speaker, line.text) for line in heard]
    played = [("user", "look scared"), ("avatar", "You did not expect that."), ("user", "shrug")]
    assert said == [*played, ("avatar", "Good bye.")][-len(said) :]  # discovery may have cost us the first


def test_what_others_say_on_the_topic_is_obeyed_too(
    processes: Processes, client: Client, watcher: Watcher
) -> None:
    processes.start("dialogue")
    said = client.create_publisher(Utterance, "dialogue", 10)
    client.until(said.get_subscription_count, "an ear")
    said.publish(Utterance(speaker="user", text="  "))
    client.until(lambda: "user said nothing" in processes.said("dialogue"), "the error")
    said.publish(Utterance(speaker="user", text="nod"))
    client.until(lambda: "nobody takes 'nod'" in processes.said("dialogue"), "the error")
    start_controller(processes, client, watcher)
    again(
        client,
        lambda: said.publish(Utterance(speaker="user", text="look angry")),
        lambda: watcher.shows("angry"),
        "anger",
    )


def test_a_file_that_is_no_dialogue_ends_it_with_the_mend(processes: Processes, tmp_path: Path) -> None:
    child = processes.start("dialogue", file=str(tmp_path / "none.yaml"))
    assert child.wait(TIMEOUT) == 1
    assert "none.yaml: cannot be read: No such file or directory" in processes.said("dialogue")


@pytest.mark.parametrize(
    ("message", "shown"), [(Expression, EXPRESSIONS), (Gaze, GAZES), (Gesture, GESTURES)]
)
def test_every_constant_of_a_message_can_be_shown(message: type, shown: dict) -> None:
    values = [getattr(message, name) for name in dir(message) if name.isupper()]
    assert {value for value in values if isinstance(value, str)} == set(shown)


# -- on the page


def test_a_frame_is_an_event_that_json_can_say(client: Client, watcher: Watcher) -> None:
    heard: list[dict] = []
    with connected(Contract.load(find("avatar", "config")), heard.append):
        client.until(lambda: any(event["kind"] == "avatar" for event in heard), "a frame's event")
        said = client.create_publisher(Utterance, "dialogue", 10)

        def told() -> bool:
            said.publish(Utterance(speaker="user", text="hello"))  # best-effort: until one arrives
            client.spin(0.1)
            return any(event["kind"] == "utterance" for event in heard)

        client.until(told, "a line's event")
    frame = next(event for event in heard if event["kind"] == "avatar")
    assert json.loads(json.dumps(frame, allow_nan=False)) == frame
    assert set(frame["weights"]) <= {*ARKIT, *BODY}
    assert len(frame["head"]) == 4


def test_weights_that_are_none_are_not_shown() -> None:
    weights = [float("nan"), float("inf"), 2.0, -1.0, 0.5]
    pose = AvatarPose(blendshapes=["a", "b", "c", "d", "e"], weights=weights, phase=float("nan"))
    pose.head.w = float("inf")
    event = events.avatar(pose)
    assert event["weights"] == {"e": 0.5}
    json.dumps(event, allow_nan=False)
