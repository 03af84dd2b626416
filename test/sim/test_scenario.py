import math
from dataclasses import replace

import pytest

from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.sim.scenario import (
    OBJECT_GAP,
    START_GAP,
    WALL_GAP,
    Pose,
    Scenario,
    SceneObject,
    Wall,
    load_scenario,
    random_scenario,
    save_scenario,
    scenario_from_dict,
)

SEEDS = range(60)


def test_the_demo_world_has_its_five_objects():
    scenario = load_scenario("five_objects")
    assert [thing.name for thing in scenario.objects] == [
        "red cylinder",
        "blue box",
        "green ball",
        "yellow box",
        "purple cylinder",
    ]
    assert len(scenario.walls) == 1


def test_straight_lines_from_the_demo_start_to_every_object_are_free():
    scenario = load_scenario("five_objects")
    for thing in scenario.objects:
        others = [other for other in scenario.objects if other is not thing]
        for step in range(101):
            x = scenario.robot.x + step / 100 * (thing.x - scenario.robot.x)
            y = scenario.robot.y + step / 100 * (thing.y - scenario.robot.y)
            assert all(wall.distance(x, y) > 0.15 for wall in scenario.walls), thing.name
            assert all(math.dist((x, y), (other.x, other.y)) > 0.15 + other.reach for other in others), (
                thing.name
            )


@pytest.mark.parametrize("name", ["five_objects", "empty", "behind_wall"])
def test_shipped_scenarios_survive_being_saved(name, tmp_path):
    scenario = load_scenario(name)
    save_scenario(scenario, tmp_path / "copy.yaml")
    assert load_scenario(str(tmp_path / "copy.yaml")) == scenario


@pytest.mark.parametrize("seed", SEEDS)
def test_random_scenarios_are_reproducible_and_leave_room_to_pass(seed, tmp_path):
    scenario = random_scenario(seed, walls=(0, 2))
    assert scenario == random_scenario(seed, walls=(0, 2))
    assert scenario.problems() == []
    assert 2.0 <= scenario.half_size <= 3.0
    assert 3 <= len(scenario.objects) <= 6
    assert len({thing.name for thing in scenario.objects}) == len(scenario.objects)
    for index, thing in enumerate(scenario.objects):
        assert scenario.half_size - max(abs(thing.x), abs(thing.y)) - thing.size >= WALL_GAP - 1e-9
        assert all(
            wall.distance(thing.x, thing.y) - thing.reach >= WALL_GAP - 1e-9 for wall in scenario.walls
        )
        for other in scenario.objects[:index]:
            gap = math.dist((thing.x, thing.y), (other.x, other.y)) - thing.reach - other.reach
            assert gap >= OBJECT_GAP - 1e-9
        assert math.dist(scenario.robot[:2], (thing.x, thing.y)) >= START_GAP
    for wall in scenario.walls:
        for x, y in ((wall.x1, wall.y1), (wall.x2, wall.y2)):
            assert scenario.half_size - max(abs(x), abs(y)) >= WALL_GAP
    save_scenario(scenario, tmp_path / "drawn.yaml")
    assert load_scenario(str(tmp_path / "drawn.yaml")) == scenario


def test_seeds_differ_and_cover_the_range():
    drawn = [random_scenario(seed) for seed in SEEDS]
    assert len(set(drawn)) == len(drawn)
    assert {len(scenario.objects) for scenario in drawn} == {3, 4, 5, 6}
    assert {len(scenario.walls) for scenario in drawn} == {0, 1}
    assert len({thing.color for scenario in drawn for thing in scenario.objects}) == 8


def test_a_crowd_that_does_not_fit_is_said_to():
    with pytest.raises(ValueError, match="12 to 12 objects do not fit an arena of half size 2.0"):
        random_scenario(1, objects=(12, 12), half_size=(2.0, 2.0))


def problems_of(data):
    with pytest.raises(ConfigurationError) as caught:
        scenario_from_dict(data)
    return {problem.key: problem for problem in caught.value.problems}


def test_every_wrong_key_and_type_is_told_at_once():
    problems = problems_of(
        {
            "half_size": "wide",
            "gravity": 9.81,
            "robot": {"x": 0, "y": True},
            "objects": [{"color": "red", "shape": "box", "x": 1, "y": 1}, "a ball"],
            "walls": {"x1": 0},
        }
    )
    assert set(problems) == {
        "half_size",
        "gravity",
        "robot.y",
        "robot.yaw",
        "objects.0.size",
        "objects.1",
        "walls",
    }
    assert "not a number" in problems["half_size"].what
    assert "half_size, robot, objects, walls" in problems["gravity"].mend
    assert problems["objects.0.size"].what == "missing"


@pytest.mark.parametrize("data", [None, 3, [], "five_objects"])
def test_what_is_no_mapping_is_refused(data):
    assert "expected a mapping" in problems_of(data)[""].what


BALL = SceneObject("red", "ball", 1.0, 0.0, 0.12)
SOUND = Scenario(2.0, Pose(0.0, 0.0, 0.0), (BALL,), (Wall(-1.0, -1.0, -1.0, 1.0),))


@pytest.mark.parametrize(
    ("broken", "key", "words"),
    [
        (replace(SOUND, half_size=0.1), "half_size", "no arena"),
        (replace(SOUND, half_size=math.nan), "half_size", "no arena"),
        (replace(SOUND, robot=Pose(math.inf, 0.0, 0.0)), "robot", "not finite"),
        (replace(SOUND, robot=Pose(1.95, 0.0, 0.0)), "robot", "not inside"),
        (replace(SOUND, robot=Pose(0.9, 0.0, 0.0)), "robot", "on the red ball"),
        (replace(SOUND, robot=Pose(-1.05, 0.0, 0.0)), "robot", "on an interior wall"),
        (replace(SOUND, objects=(replace(BALL, color="pink"),)), "objects.0.color", "unknown color 'pink'"),
        (
            replace(SOUND, objects=(replace(BALL, shape="sphere"),)),
            "objects.0.shape",
            "unknown shape 'sphere'",
        ),
        (replace(SOUND, objects=(BALL, replace(BALL, x=-0.5))), "objects.1", "a second red ball"),
        (replace(SOUND, objects=(replace(BALL, size=0.0),)), "objects.0.size", "out of range"),
        (replace(SOUND, objects=(replace(BALL, y=1.95),)), "objects.0", "not inside"),
        (replace(SOUND, objects=(replace(BALL, y=math.nan),)), "objects.0", "not inside"),
        (replace(SOUND, walls=(Wall(0.5, 0.5, 0.5, 0.5),)), "walls.0", "long"),
        (replace(SOUND, walls=(Wall(0.5, 0.5, 9.0, 0.5),)), "walls.0", "outside"),
    ],
)
def test_impossible_worlds_are_refused_with_the_key(broken, key, words):
    assert SOUND.problems() == []
    problems = {problem.key: problem for problem in broken.problems()}
    assert words in problems[key].what
    assert problems[key].mend


def test_errors_name_the_file(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("half_size: 2.0\nobjects: [{color: red, shape: cone, x: 1, y: 1, size: 0.1}]\n")
    with pytest.raises(
        ConfigurationError, match=r"mine\.yaml: objects\.0\.shape: unknown shape 'cone' \(use one of"
    ):
        load_scenario(str(file))
    file.write_text("half_size: [2.0\n")
    with pytest.raises(ConfigurationError, match=r"mine\.yaml: not a YAML file"):
        load_scenario(str(file))
    file.write_bytes(b"\xff\xfe\x00half_size")
    with pytest.raises(ConfigurationError, match=r"mine\.yaml: not a YAML file"):
        load_scenario(str(file))
    with pytest.raises(FileNotFoundError, match="five_objects"):
        load_scenario("nowhere")
