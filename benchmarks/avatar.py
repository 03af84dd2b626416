"""Whether the avatar holds sixty frames a second, how soon typed words show, and what the model understands.

    python benchmarks/avatar.py
    python benchmarks/avatar.py --seconds 60 --words 100 --model nano --json avatar.json
    python benchmarks/avatar.py --sentences            only the sentences; needs no ROS

Starts avatar, guard and controller as processes, types to the controller, reads the frames:

- frame: milliseconds from one frame's stamp to the next one's; a frame left out makes its gap twice as long;
- words: from the instruction's service call to the arrival of the first frame of the expression asked for,
  and of the first in which it can be seen (some weight has moved by 0.02). The floor is the wait for the next
  tick, half a period of the contract's rate, and for the next frame, 8 ms;
- sentences: how many of ``avatar_sentences.yaml`` become the right call, with the 95 % interval.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.cli import simulated  # noqa: E402

simulated.apart()

from simpletool_ros.core.contract import Contract  # noqa: E402
from simpletool_ros.core.decode import confidence, decode  # noqa: E402
from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.core.prompt import Profile, Prompt  # noqa: E402
from simpletool_ros.core.resources import find  # noqa: E402
from simpletool_ros.core.tools import Call  # noqa: E402
from simpletool_ros.engine.load import load  # noqa: E402
from simpletool_ros.train.metrics import rate  # noqa: E402

SENTENCES = Path(__file__).with_name("avatar_sentences.yaml")
READY = 60.0
SEEN = 0.02
WORDS = ("please look happy", "look sad", "look surprised", "look angry")
SHOWS = ("happy", "sad", "surprised", "angry")


def sentences(model: str) -> dict[str, Any]:
    """Return how many sentences became the right call, by tool, and which did not."""
    contract = Contract.load(find("avatar", "config"))
    engine = load("embedded", model)
    prompt = Prompt(
        Profile.load(contract.prompt.profile or engine.profile), contract.toolset, contract.prompt.system
    )
    session = engine.open(prompt.prefix, HeadPlan(contract.toolset))
    least = engine.training.min_confidence if contract.min_confidence is None else contract.min_confidence
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong = []
    for one in yaml.safe_load(SENTENCES.read_text(encoding="utf-8")):
        heads = session.decode(prompt.suffix(one["say"])).heads
        call = decode(heads, contract.toolset)[1]
        if confidence(heads, contract.toolset) < least:
            call = None
        name = next(iter(one["call"])) if one["call"] else "nothing"
        right = is_right(call, one["call"])
        for key in (name, "all"):
            counts[key][0] += right
            counts[key][1] += 1
        if not right:
            wrong.append(f"{one['say']}: {call or 'nothing'}")
    engine.close()
    return {"rates": {name: rate(*count) for name, count in counts.items()}, "wrong": wrong}


def is_right(call: Call | None, wanted: dict[str, dict[str, Any]] | None) -> bool:
    """Whether a call is the wanted tool's, with the arguments that the words told."""
    if call is None or wanted is None:
        return call is None and wanted is None
    ((name, arguments),) = wanted.items()
    told = {key: call.arguments.get(key) for key in arguments}
    return call.function == name and told == arguments


def processes(options: argparse.Namespace, logs: Path) -> dict[str, list[float]]:
    """Return gaps between frames, and milliseconds from words to frames."""
    import rclpy
    from rclpy.executors import SingleThreadedExecutor
    from rclpy.qos import qos_profile_sensor_data

    from simpletool_ros.cli.processes import Processes
    from simpletool_ros.msg import AvatarPose
    from simpletool_ros.srv import SetInstruction

    frames: list[tuple[float, AvatarPose]] = []
    with Processes(logs) as running:
        running.start("avatar", "simpletool_ros.ros.avatar", {})
        running.start("guard", "simpletool_ros.ros.guard", {"contract": "avatar"})
        running.start(
            "controller", "simpletool_ros.ros.controller", {"contract": "avatar", "model": options.model}
        )
        rclpy.init()
        node = rclpy.create_node("benchmark")
        executor = SingleThreadedExecutor()
        executor.add_node(node)
        node.create_subscription(
            AvatarPose,
            "avatar/pose",
            lambda pose: frames.append((time.monotonic(), pose)),
            qos_profile_sensor_data,
        )
        client = node.create_client(SetInstruction, "controller/set_instruction")

        def until(condition: Callable[[], Any], seconds: float) -> Any:
            end = time.monotonic() + seconds
            while not (found := condition()) and time.monotonic() < end:
                executor.spin_once(timeout_sec=0.05)
                dead = running.dead()
                if dead:
                    raise SystemExit(f"the {dead} ended:\n{running.log(dead).read_text()}")
            return found

        def tell(words: str, shows: str) -> tuple[float, float] | None:
            """Return ms to the first frame of an expression, and to the first in which it is seen."""
            frames.clear()
            began = time.monotonic()
            client.call_async(SetInstruction.Request(instruction=words))
            first = until(lambda: next((f for f in frames if f[1].expression == shows), None), 3.0)
            if first is None:
                return None
            before = np.array(first[1].weights)
            seen = until(
                lambda: next((at for at, pose in frames if at > first[0] and moved(before, pose)), None), 3.0
            )
            return 1e3 * (first[0] - began), 1e3 * (seen - began)

        if not until(lambda: frames and client.service_is_ready(), READY):
            raise SystemExit(f"not ready within {READY:.0f} s:\n{running.log('controller').read_text()}")
        if not until(lambda: tell(WORDS[0], SHOWS[0]), READY):
            raise SystemExit("the avatar never showed what the controller was told")
        told = []
        for index in range(1, options.words + 1):
            pair = tell(WORDS[index % len(WORDS)], SHOWS[index % len(SHOWS)])
            if pair is not None:
                told.append(pair)
            until(lambda: False, 0.35 + 0.1 * ((7 * index) % 10) / 10)  # not in step with the ticks
        frames.clear()
        until(lambda: False, options.seconds)
        stamps = [pose.header.stamp.sec + 1e-9 * pose.header.stamp.nanosec for _, pose in frames]
        node.destroy_node()
        rclpy.shutdown()
    return {
        "frame": (1e3 * np.diff(stamps)).tolist(),
        "words to the first frame": [first for first, _ in told],
        "words to a frame that shows it": [seen for _, seen in told],
    }


def moved(before: np.ndarray, pose: Any) -> bool:
    """Whether a weight of the face has moved since; eyes, lids and breath move of themselves."""
    still = [not name.startswith(("eyeLook", "eyeBlink", "breath")) for name in pose.blendshapes]
    return bool(np.abs(np.array(pose.weights) - before)[still].max() > SEEN)


def main() -> int:
    """Measure and print; 0 when every expression that was asked for came."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=30.0, help="of frames (default: %(default)s)")
    parser.add_argument(
        "--words", type=int, default=60, help="times something is typed (default: %(default)s)"
    )
    parser.add_argument("--model", default="nano", help="default: %(default)s")
    parser.add_argument("--sentences", action="store_true", help="only what the model understands")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    told = sentences(options.model)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, Python "
          f"{platform.python_version()}, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    for name, one in told["rates"].items():
        low, high = one["interval"]
        print(f"  {name:<16} {one['rate']:.3f} [{low:.3f}, {high:.3f}] of {one['of']}")
    report: dict[str, Any] = {"sentences": told}
    if not options.sentences:
        with tempfile.TemporaryDirectory() as logs:
            measured = processes(options, Path(logs))
        for name, values in measured.items():
            p50, p99 = np.percentile(values, (50, 99))
            report[name] = {"p50": p50, "p99": p99, "of": len(values)}
            print(f"  {name:<32} p50 {p50:6.1f}   p99 {p99:6.1f} ms   of {len(values)}")
        late = np.mean(np.array(measured["frame"]) > 1.5e3 / 60)
        report["frames left out"] = float(late)
        print(f"  gaps of more than one and a half frames: {late:.2%}")
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0 if options.sentences or report["words to the first frame"]["of"] == options.words else 1


if __name__ == "__main__":
    sys.exit(main())
