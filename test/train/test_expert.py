from __future__ import annotations

import pytest

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.resources import find
from simpletool_ros.train import episodes, rollout
from simpletool_ros.train.expert import DONE, NOTHING, SECTORS, STOP, Goal, State, decide
from simpletool_ros.train.instructions import HELD_OUT

OPEN = "clear: far left 2.0, left 2.0, front 2.0, right 2.0, far right 2.0"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract.load(find("turtlebot3", "config"))


def state(objects: str, clear: str = OPEN, *more: str) -> State:
    return State.parse((f"objects: {objects}", clear, *more))


def test_the_expert_reads_what_the_summaries_say():
    seen = state("red ball 2.4 35 left, blue box 1.1 80 right", OPEN.replace("front 2.0", "front unknown"))
    assert [(one.name, one.distance, one.bearing) for one in seen.objects] == [
        ("red ball", 24, 35),
        ("blue box", 11, -80),
    ]
    assert seen.clear["front"] is None and seen.clear["far right"] == 20
    assert state("nothing").objects == ()
    with pytest.raises(ValueError, match="not an object phrase"):
        state("red ball somewhere")
    with pytest.raises(ValueError, match="clear"):
        State.parse(("objects: nothing",))


def test_the_contract_has_the_sectors_it_steers_by(contract):
    assert contract.sources["clear"].sectors == SECTORS


@pytest.mark.parametrize(
    ("goal", "objects", "decision"),
    [
        (Goal("reach", "red ball"), "red ball 0.4 90 left", DONE),
        (Goal("reach", "red ball"), "blue box 0.4 0 ahead", STOP),
        (Goal("nothing"), "red ball 1.0 0 ahead", NOTHING),
        (Goal("stop"), "red ball 1.0 0 ahead", STOP),
    ],
)
def test_what_does_not_drive(goal, objects, decision):
    assert decide(goal, state(objects)) == decision


def test_it_turns_to_its_goal_and_away_from_a_wall():
    goal = Goal("reach", "red ball")
    assert decide(goal, state("red ball 2.0 90 left")).turn == 1.0
    ahead = decide(goal, state("red ball 2.0 3 right"))
    assert ahead.speed == 0.15 and ahead.turn == -0.1
    wall = OPEN.replace("front 2.0", "front 0.4").replace(", left 2.0", ", left 0.4")
    blocked = decide(goal, state("red ball 2.0 0 ahead", wall))
    assert blocked.speed == 0.0 and blocked.turn < 0


def test_left_and_right_are_mirror_images():
    swap = {"left": "right", "right": "left"}
    for bearing in range(1, 180, 7):
        for front in (2.0, 0.3):
            for side in (2.0, 0.3):
                clear = f"clear: far left 1.0, left {side}, front {front}, right 0.7, far right 0.9"
                other = " ".join(swap.get(word, word) for word in clear.replace(",", " ,").split()).replace(
                    " ,", ","
                )
                one = decide(Goal("reach", "red ball"), state(f"red ball 1.5 {bearing} left", clear))
                two = decide(Goal("reach", "red ball"), state(f"red ball 1.5 {bearing} right", other))
                assert (one.speed, one.turn) == (two.speed, -two.turn)


def test_every_decision_is_on_the_contracts_grid(contract):
    tool = contract.toolset["drive"]
    for bearing in range(-180, 181, 5):
        for pace in ("slow", "normal", "fast"):
            side = "left" if bearing >= 0 else "right"
            made = decide(Goal("reach", "red ball", pace=pace), state(f"red ball 1.5 {abs(bearing)} {side}"))
            for parameter, value in zip(tool.parameters, (made.speed, made.turn), strict=True):
                assert parameter.parse(parameter.encode(value)) == value


@pytest.mark.parametrize(
    ("goal", "progress", "action", "turn"),
    [
        (Goal("turn", course="left", amount=90), "moved 0.0, turned 35 left", "drive", 0.5),
        (Goal("turn", course="left", amount=90), "moved 0.0, turned 84 left", "drive", 0.2),
        (Goal("turn", course="left", amount=90), "moved 0.0, turned 88 left", "done", 0.0),
        (Goal("turn", course="right", amount=90), "moved 0.0, turned 10 left", "drive", -0.5),
        (Goal("move", course="forward", amount=10), "moved 0.9, turned 0", "drive", 0.0),
        (Goal("move", course="back", amount=10), "moved -1.0, turned 3 left", "done", 0.0),
    ],
)
def test_amounts_are_compared_with_the_progress(goal, progress, action, turn):
    made = decide(goal, state("red ball 2.0 0 ahead", OPEN, f"progress: {progress}"))
    assert (made.action, made.turn) == (action, turn)


def test_a_patrol_goes_to_the_one_it_was_not_at_last():
    goal = Goal("patrol", "red ball", "blue box")
    for visited, turn in (("nothing", 1.0), ("red ball, blue box", -1.0), ("green box, blue box", 1.0)):
        seen = state("red ball 2.0 90 left, blue box 2.0 90 right", OPEN, f"visited: {visited}")
        assert decide(goal, seen).turn == turn


def test_it_backs_away_to_keep_its_distance_and_waits_within_it():
    goal = Goal("keep", "red ball", amount=10)
    assert decide(goal, state("red ball 0.6 0 ahead")).speed < 0
    assert decide(goal, state("red ball 1.0 3 left")) == STOP
    assert decide(goal, state("red ball 1.6 0 ahead")).speed > 0


@pytest.mark.parametrize("kind", episodes.BEHAVIOURS)
def test_in_the_simulator_it_does_what_it_is_told_and_touches_nothing(contract, kind):
    pytest.importorskip("mujoco", reason="the simulator needs mujoco (pip install mujoco)")
    drives = episodes.draw(range(200_000, 200_008), HELD_OUT, (kind,))
    outcomes = rollout.run(drives, contract, None, None, seconds=90.0)
    assert sum(outcome.collisions for outcome in outcomes) == 0
    assert sum(outcome.success for outcome in outcomes) >= 7
    assert all(outcome.agreed == outcome.ticks for outcome in outcomes)
