import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("mujoco", reason="MuJoCo is not installed")

from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.sim.model import LIDAR_OFFSET
from simpletool_ros.sim.scenario import (
    ROBOT_RADIUS,
    Pose,
    Scenario,
    SceneObject,
    Wall,
    load_scenario,
    random_scenario,
)
from simpletool_ros.sim.world import (
    MAX_ANGULAR,
    MAX_LINEAR,
    MAX_LINEAR_ACCELERATION,
    SCAN_RANGE,
    SimulationError,
    World,
    wrap,
)

EMPTY = Scenario(3.0, Pose(0.0, 0.0, 0.0))


def lidar_pose(pose):
    """Where the lidar is in the world when ``base_link`` is at ``pose``."""
    return Pose(
        pose.x + LIDAR_OFFSET[0] * math.cos(pose.yaw), pose.y + LIDAR_OFFSET[0] * math.sin(pose.yaw), pose.yaw
    )


# -- driving


def test_it_stands_still_when_nothing_is_commanded():
    world = World(EMPTY)
    world.step(10.0)
    assert world.pose == pytest.approx((0.0, 0.0, 0.0), abs=1e-5)
    assert world.collisions == []


@pytest.mark.parametrize("yaw", [0.0, 2.0])
@pytest.mark.parametrize("speed", [0.2, -0.2])
def test_it_drives_a_metre_straight(yaw, speed):
    world = World(replace(EMPTY, robot=Pose(0.0, 0.0, yaw)))
    world.set_command(speed, 0.0)
    world.step(5.0)
    world.set_command(0.0, 0.0)
    world.step(1.0)
    x, y, heading = world.pose
    # What the ramp up loses the ramp down gives back: 0.2 m/s for 5 s is 1 m.
    assert x * math.cos(yaw) + y * math.sin(yaw) == pytest.approx(math.copysign(1.0, speed), abs=0.01)
    assert abs(y * math.cos(yaw) - x * math.sin(yaw)) < 0.005
    assert wrap(heading - yaw) == pytest.approx(0.0, abs=0.01)
    assert world.true_twist == pytest.approx((0.0, 0.0), abs=1e-3)


@pytest.mark.parametrize("rate", [1.0, -1.0, 2.0])
def test_it_turns_in_place_by_the_commanded_angle(rate):
    world = World(EMPTY)
    world.set_command(0.0, rate)
    world.step(math.pi / 2 / abs(rate) + 1.0)
    world.set_command(0.0, 0.0)
    world.step(1.5)
    assert wrap(world.pose.yaw - math.copysign(math.pi / 2, rate) - rate) == pytest.approx(0.0, abs=0.03)
    assert math.hypot(world.pose.x, world.pose.y) < 0.005


def test_it_drives_the_circle_of_its_two_speeds():
    world = World(EMPTY)
    world.set_command(0.2, 0.5)
    track = []
    for _ in range(400):
        world.step(0.05)
        track.append(world.pose[:2])
    points = np.array(track[40:])
    diameter = np.ptp(points, axis=0)
    assert diameter == pytest.approx([0.8, 0.8], rel=0.02)  # 2 v / ω


def test_wheels_slip_little_and_odometry_agrees_with_the_truth():
    world = World(EMPTY)
    way = 0.0
    for linear, angular, seconds in [
        (0.22, 0.0, 6),
        (0.1, 1.0, 8),
        (-0.15, -0.4, 6),
        (0.0, 2.5, 5),
        (0.2, -0.6, 20),
    ]:
        world.set_command(linear, angular)
        world.step(seconds)
        way += abs(linear) * seconds
        assert world.true_twist == pytest.approx(world.twist, abs=0.01)
    assert world.collisions == []
    truth, odom = world.pose, world.odom
    assert math.dist(truth[:2], odom[:2]) < 0.02 * way
    assert abs(wrap(truth.yaw - odom.yaw)) < math.radians(10)


def test_odometry_starts_at_the_robots_start():
    world = World(Scenario(3.0, Pose(1.0, -1.0, math.pi / 2)))
    assert world.odom == (0.0, 0.0, 0.0)
    world.set_command(0.2, 0.0)
    world.step(5.0)
    assert world.odom == pytest.approx((1.0, 0.0, 0.0), abs=0.02)
    assert world.pose == pytest.approx((1.0, 0.0, math.pi / 2), abs=0.02)


def test_it_keeps_the_last_velocity():
    world = World(EMPTY)
    world.set_command(0.1, 0.0)
    world.step(20.0)
    assert world.twist.linear == pytest.approx(0.1, abs=0.002)
    assert world.pose.x == pytest.approx(2.0, abs=0.02)


def test_it_speeds_up_no_faster_than_it_can():
    world = World(EMPTY)
    world.set_command(MAX_LINEAR, 0.0)
    speeds = [0.0]
    for _ in range(10):
        world.step(0.02)
        speeds.append(world.true_twist.linear)
    assert np.diff(speeds).max() <= 1.3 * MAX_LINEAR_ACCELERATION * 0.02
    assert speeds[2] < MAX_LINEAR / 2
    assert speeds[-1] == pytest.approx(MAX_LINEAR, abs=0.005)


def test_commands_beyond_the_limits_are_clamped():
    world = World(EMPTY)
    world.set_command(50.0, 0.0)
    world.step(2.0)
    assert world.twist.linear == pytest.approx(MAX_LINEAR, abs=0.002)
    world.set_command(0.0, -50.0)
    world.step(2.0)
    assert world.twist.angular == pytest.approx(-MAX_ANGULAR, abs=0.03)


@pytest.mark.parametrize("command", [(math.nan, 0.0), (0.0, math.inf), (-math.inf, math.nan)])
def test_commands_that_are_no_numbers_are_refused(command):
    world = World(EMPTY)
    world.set_command(0.1, 0.0)
    with pytest.raises(ValueError, match="not finite"):
        world.set_command(*command)
    world.step(1.0)
    assert world.twist.linear == pytest.approx(0.1, abs=0.002)


# -- touching


def test_a_wall_stops_it_and_the_collision_is_reported():
    world = World(EMPTY)
    world.set_command(0.22, 0.0)
    world.step(20.0)
    assert world.pose.x == pytest.approx(3.0 - ROBOT_RADIUS, abs=0.005)
    assert abs(world.true_twist.linear) < 0.05  # the wheels spin on
    assert [collision.name for collision in world.collisions] == ["wall"]
    assert world.collisions[0].time == pytest.approx((3.0 - ROBOT_RADIUS) / 0.22, abs=0.2)
    assert world.touching == {"wall"}
    world.set_command(-0.22, 0.0)
    world.step(2.0)
    assert world.touching == frozenset()
    world.set_command(0.22, 0.0)
    world.step(4.0)
    assert [collision.name for collision in world.collisions] == ["wall", "wall"]


@pytest.mark.parametrize("shape", ["box", "cylinder", "ball"])
def test_objects_stop_it_and_are_named(shape):
    world = World(Scenario(2.0, Pose(0.0, 0.0, 0.0), (SceneObject("green", shape, 1.0, 0.0, 0.12),)))
    world.set_command(0.22, 0.0)
    world.step(8.0)
    assert [collision.name for collision in world.collisions] == [f"green {shape}"]
    assert world.pose.x == pytest.approx(1.0 - 0.12 - ROBOT_RADIUS, abs=0.01)


def test_interior_walls_stand_where_the_scenario_says():
    world = World(Scenario(2.0, Pose(0.0, 0.0, 0.0), (), (Wall(1.0, -0.5, 1.0, 0.5),)))
    world.set_command(0.22, 0.0)
    world.step(8.0)
    assert world.pose.x == pytest.approx(1.0 - Wall.THICKNESS / 2 - ROBOT_RADIUS, abs=0.005)
    assert [collision.name for collision in world.collisions] == ["wall"]


def test_it_stays_upright_whatever_it_is_told():
    world = World(random_scenario(4))
    rng = np.random.default_rng(4)
    for _ in range(120):
        world.set_command(*rng.uniform((-0.22, -2.84), (0.22, 2.84)))
        world.step(0.5)
        height, tilt = world.data.qpos[2], np.abs(world.data.qpos[4:6]).max()
        assert abs(height) < 0.005
        assert tilt < 0.02


# -- sensing


poses = st.builds(Pose, st.floats(-2.5, 2.5), st.floats(-2.5, 2.5), st.floats(-math.pi, math.pi))


@settings(max_examples=25)
@given(poses)
def test_the_lidar_measures_the_walls(pose):
    world = World(replace(EMPTY, robot=pose))
    at = lidar_pose(pose)
    for index, measured in enumerate(world.scan()):
        cos, sin = math.cos(at.yaw + math.radians(index)), math.sin(at.yaw + math.radians(index))
        along_x = (math.copysign(3.0, cos) - at.x) / cos if abs(cos) > 1e-9 else math.inf
        along_y = (math.copysign(3.0, sin) - at.y) / sin if abs(sin) > 1e-9 else math.inf
        expected = min(along_x, along_y)
        if expected > SCAN_RANGE[1] + 0.01:
            assert measured == math.inf
        elif expected < SCAN_RANGE[1] - 0.01:
            assert measured == pytest.approx(expected, abs=0.005)


@settings(max_examples=25)
@given(st.floats(0.6, 2.0), st.floats(-math.pi, math.pi), st.floats(-math.pi, math.pi))
def test_the_lidar_measures_a_cylinder(distance, bearing, yaw):
    thing = SceneObject("red", "cylinder", distance * math.cos(bearing), distance * math.sin(bearing), 0.12)
    world = World(Scenario(3.0, Pose(0.0, 0.0, yaw), (thing,)))
    bare = World(Scenario(3.0, Pose(0.0, 0.0, yaw))).scan()
    at = lidar_pose(world.scenario.robot)
    hits = 0
    for index, measured in enumerate(world.scan()):
        cos, sin = math.cos(at.yaw + math.radians(index)), math.sin(at.yaw + math.radians(index))
        along = (thing.x - at.x) * cos + (thing.y - at.y) * sin
        across = (thing.x - at.x) * sin - (thing.y - at.y) * cos
        if along > 0 and abs(across) < 0.115:
            hits += 1
            assert measured == pytest.approx(along - math.sqrt(0.12**2 - across**2), abs=0.005)
        elif abs(across) > 0.125:
            assert measured == bare[index]
    assert hits >= 3


def test_the_lidar_has_a_longest_and_a_shortest_range():
    far = World(Scenario(10.0, Pose(0.0, 0.0, 0.0))).scan()
    assert far.dtype == np.float32
    assert far.shape == (360,)
    assert np.all(far == np.inf)
    back_to_the_wall = World(Scenario(3.0, Pose(-3.0 + ROBOT_RADIUS + 0.005, 0.0, 0.0))).scan()
    assert back_to_the_wall[180] == -np.inf
    assert back_to_the_wall[90] == pytest.approx(3.0, abs=0.005)


@given(poses)
@settings(max_examples=25)
def test_the_detector_sees_objects_from_the_robot(pose):
    thing = SceneObject("blue", "box", 2.7, 2.7, 0.13)
    world = World(Scenario(3.0, pose, (thing,)))
    (seen,) = world.detect() or [None]
    distance = math.hypot(thing.x - pose.x, thing.y - pose.y)
    assert world.distance_to("blue box") == pytest.approx(distance, abs=1e-6)
    if seen is None:
        assert distance > 6.0
        return
    assert (seen.name, seen.radius) == ("blue box", 0.13)
    assert pose.x + seen.x * math.cos(pose.yaw) - seen.y * math.sin(pose.yaw) == pytest.approx(
        thing.x, abs=1e-6
    )
    assert pose.y + seen.x * math.sin(pose.yaw) + seen.y * math.cos(pose.yaw) == pytest.approx(
        thing.y, abs=1e-6
    )


def test_objects_out_of_the_detectors_range_are_not_reported():
    things = (SceneObject("red", "ball", 5.9, 0.0, 0.12), SceneObject("blue", "ball", 0.0, 6.1, 0.12))
    world = World(Scenario(8.0, Pose(0.0, 0.0, 0.0), things))
    assert [seen.name for seen in world.detect()] == ["red ball"]


def test_an_observation_holds_it_all():
    world = World(load_scenario("five_objects"))
    world.set_command(0.2, 0.0)
    world.step(1.0)
    seen = world.observe()
    assert seen.time == pytest.approx(1.0)
    assert (seen.pose, seen.odom, seen.twist) == (world.pose, world.odom, world.twist)
    assert np.array_equal(seen.ranges, world.scan())
    assert [thing.name for thing in seen.objects] == [thing.name for thing in world.scenario.objects]
    assert world.observe(scan=False).ranges is None


def test_an_object_is_reached_near_it_and_standing_still():
    world = World(Scenario(2.0, Pose(0.0, 0.0, 0.0), (SceneObject("red", "cylinder", 1.0, 0.0, 0.12),)))
    assert not world.reached("red cylinder")
    world.set_command(0.2, 0.0)
    while world.distance_to("red cylinder") > 0.49:
        world.step(0.02)
    assert not world.reached("red cylinder")  # still moving
    world.set_command(0.0, 0.0)
    world.step(1.0)
    assert world.reached("red cylinder")
    with pytest.raises(KeyError, match="no 'red ball' here, only red cylinder"):
        world.distance_to("red ball")


# -- time and state


def test_time_does_not_drift():
    world = World(EMPTY)
    for _ in range(3000):
        world.step(1 / 300)
    assert world.time == pytest.approx(10.0, abs=0.0025)


@pytest.mark.parametrize("dt", [-0.1, math.nan, math.inf])
def test_impossible_times_are_refused(dt):
    with pytest.raises(ValueError, match="dt"):
        World(EMPTY).step(dt)


def drive(world, seed):
    rng = np.random.default_rng(seed)
    states = []
    for _ in range(60):
        world.set_command(*rng.uniform((-0.1, -2.0), (0.22, 2.0)))
        world.step(0.25)
        seen = world.observe()
        states.append((seen.time, *seen.pose, *seen.odom, *seen.twist, *seen.ranges.tolist()))
    return states, list(world.collisions)


def test_the_same_commands_give_the_same_run_to_the_bit():
    world, other = World(random_scenario(7)), World(random_scenario(7))
    first = drive(world, 1)
    assert drive(other, 1) == first
    world.reset()
    assert world.time == 0.0
    assert world.collisions == []
    assert drive(world, 1) == first
    assert drive(other, 2) != first


def test_looking_does_not_change_what_happens():
    world, other = World(random_scenario(7)), World(random_scenario(7))
    for each in (world, other):
        each.set_command(0.2, 0.9)
    for _ in range(100):
        world.step(0.05)
        world.observe()
        other.step(0.05)
    assert world.observe().pose == other.observe().pose


def test_a_state_that_is_no_number_is_an_error():
    world = World(EMPTY)
    world.data.qvel[0] = math.nan
    with pytest.raises(SimulationError, match="reset"):
        world.step(0.1)
    world.reset()
    world.step(0.1)
    assert world.pose == pytest.approx((0.0, 0.0, 0.0), abs=1e-4)


def test_an_unsound_scenario_is_refused():
    with pytest.raises(ConfigurationError, match="half_size"):
        World(replace(EMPTY, half_size=-1.0))


def test_a_moved_object_is_seen_and_touched_where_it_is():
    scenario = Scenario(2.5, Pose(0.0, 0.0, 0.0), (SceneObject("red", "cylinder", 1.5, 0.0, 0.12),))
    world = World(scenario)
    assert world.scan()[0] == pytest.approx(1.5 - 0.12 + 0.032, abs=0.01)
    world.move_object("red cylinder", 0.8, 0.0)
    assert world.scan()[0] == pytest.approx(0.8 - 0.12 + 0.032, abs=0.01)
    assert world.detect()[0].x == pytest.approx(0.8, abs=0.01)
    world.set_command(0.2, 0.0)
    world.step(4.0)
    assert [collision.name for collision in world.collisions] == ["red cylinder"]
    with pytest.raises(KeyError, match="blue box"):
        world.move_object("blue box", 0.0, 0.0)
    with pytest.raises(ValueError, match="not finite"):
        world.move_object("red cylinder", float("nan"), 0.0)
