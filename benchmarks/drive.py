"""Write ``benchmarks/drive.jsonl``: 200 ticks in a row of drives to objects in the simulator, by the expert.

    python benchmarks/drive.py

The prompts and calls of a robot on its way: what one tick asks is much like what the one before asked.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.core.contract import Contract  # noqa: E402
from simpletool_ros.core.resources import find  # noqa: E402
from simpletool_ros.train import dataset, episodes, instructions, offers  # noqa: E402
from simpletool_ros.train.expert import decide  # noqa: E402
from simpletool_ros.train.judge import Drive  # noqa: E402
from simpletool_ros.train.states import View  # noqa: E402

FILE = Path(__file__).with_name("drive.jsonl")
TICKS = 200


def main() -> None:
    """Drive until there are enough."""
    contract, offer = Contract.load(find("turtlebot3", "config")), offers.shipped()
    ticks: list[dataset.Example] = []
    for number, episode in enumerate(episodes.draw(range(10), instructions.HELD_OUT)):
        robot = Drive(episode, contract)
        while not robot.over and len(ticks) < TICKS:
            state = robot.environment()
            call = offer.call(offer.driving(decide(robot.goal, View(state).state)))
            suffix = offer.prompt.suffix(episode.asked.text, state)
            ticks.append(dataset.Example(suffix, call, dataset.RECORDED, f"{number}-{robot.outcome.ticks}"))
            robot.act(call, True, TICKS)
    dataset.write(FILE, ticks)


if __name__ == "__main__":
    main()
