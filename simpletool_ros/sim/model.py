"""The MuJoCo model of a scenario: a TurtleBot3-Burger-like robot in a walled arena, as MJCF text.

Sizes are those of ROBOTIS' public ``turtlebot3_burger.urdf``: wheels of 0.033 m radius 0.160 m apart, a
caster at x = -0.081 m, ``base_link`` 0.010 m above the floor at the middle of the axle, the lidar at
(-0.032, 0, 0.172) m in it.
"""

from __future__ import annotations

import math

from simpletool_ros.sim.scenario import COLORS, ROBOT_RADIUS, Pose, Scenario, SceneObject, Wall

WHEEL_RADIUS = 0.033
"""m."""
WHEEL_SEPARATION = 0.160
"""m, between the points where the wheels touch the floor."""
BASE_HEIGHT = 0.010
"""m: ``base_link`` above ``base_footprint``."""
LIDAR_OFFSET = (-0.032, 0.0, 0.172)
"""m: ``base_scan`` in ``base_link``."""
WALL_HEIGHT = 0.4
"""m, of every wall."""
TIMESTEP = 0.005
"""s: the coarsest step at which the contacts of this robot stay quiet."""

# Geom groups: MuJoCo's rays and pictures choose by them.
SCENE_GROUP = 0
FLOOR_GROUP = 1
LOOKS_GROUP = 2
HIDDEN_GROUP = 3

_CASTER_RADIUS = 0.010
_CASTER_X = -0.081
_MASS = 0.90
_WHEEL_MASS = 0.05


def build_mjcf(scenario: Scenario) -> str:
    """Return the MJCF of ``scenario``; bodies and geoms of objects carry the objects' names.

    The robot's body is ``robot`` (its frame is ``base_footprint``), its joints ``base``, ``wheel_left_joint``
    and ``wheel_right_joint``, its velocity actuators ``left`` and ``right``, the lidar's site ``base_scan``.
    """
    half = scenario.half_size
    scene = [_object(thing) for thing in scenario.objects]
    scene += [_wall(f"inner_wall_{index}", wall) for index, wall in enumerate(scenario.walls)]
    # The outer walls' inner faces are at ± half, so their centre lines are half a thickness further out. Each
    # covers one corner, so that no two faces of them coincide.
    edge, end = half + Wall.THICKNESS / 2, half + Wall.THICKNESS
    outer = [
        Wall(-half, -edge, end, -edge),
        Wall(edge, -half, edge, end),
        Wall(half, edge, -end, edge),
        Wall(-edge, half, -edge, -end),
    ]
    scene += [_wall(f"outer_wall_{index}", wall) for index, wall in enumerate(outer)]
    return f"""
<mujoco model="simpletool">
  <option timestep="{TIMESTEP}" integrator="Euler" cone="elliptic" impratio="10" iterations="20">
    <flag autoreset="disable"/>
  </option>
  <default>
    <geom solref="{2 * TIMESTEP} 1"/>
  </default>
  <visual>
    <global offwidth="1920" offheight="1200"/>
    <headlight ambient="0.25 0.25 0.25" diffuse="0.15 0.15 0.15" specular="0 0 0"/>
    <quality shadowsize="4096" offsamples="8"/>
    <map znear="0.01" zfar="20"/>
  </visual>
  <asset>
    <texture name="sky" type="skybox" builtin="gradient" rgb1="0.93 0.95 0.98" rgb2="0.70 0.77 0.86"
             width="64" height="256"/>
    <texture name="tiles" type="2d" builtin="checker" rgb1="0.84 0.85 0.86" rgb2="0.76 0.77 0.79"
             width="256" height="256"/>
    <material name="tiles" texture="tiles" texuniform="true" texrepeat="2 2" specular="0.1"/>
    <material name="wall" rgba="0.62 0.66 0.72 1" specular="0.1"/>
    <material name="shell" rgba="0.28 0.32 0.38 1" specular="0.3"/>
    <material name="plate" rgba="0.45 0.48 0.52 1" specular="0.3"/>
    <material name="tyre" rgba="0.06 0.06 0.07 1" specular="0.1"/>
    <material name="lidar" rgba="0.05 0.05 0.06 1" specular="0.6"/>
    <material name="front" rgba="0.10 0.65 0.95 1" emission="0.4"/>
  </asset>
  <worldbody>
    <light name="sun" directional="true" pos="1 -2 6" dir="-0.25 0.45 -0.85" diffuse="0.60 0.60 0.58"/>
    <light name="fill" directional="true" pos="-2 2 6" dir="0.5 -0.3 -0.8" diffuse="0.12 0.12 0.14"
           castshadow="false"/>
    <camera name="overview" pos="0 {-1.95 * half:.3f} {2.05 * half:.3f}" xyaxes="1 0 0 0 0.74 0.67"
            fovy="41"/>
    <geom name="floor" type="plane" size="{end} {end} 0.1" material="tiles" group="{FLOOR_GROUP}"
          friction="0.9 0.005 0.0001"/>
    {"".join(scene)}
    {_robot(scenario.robot)}
  </worldbody>
  <actuator>
    <velocity name="left" joint="wheel_left_joint" kv="0.05" forcerange="-0.15 0.15"/>
    <velocity name="right" joint="wheel_right_joint" kv="0.05" forcerange="-0.15 0.15"/>
  </actuator>
</mujoco>"""


def _object(thing: SceneObject) -> str:
    red, green, blue = COLORS[thing.color]
    half_height = thing.height / 2
    shape, size = {
        "box": ("box", f"{thing.size} {thing.size} {half_height}"),
        "cylinder": ("cylinder", f"{thing.size} {half_height}"),
        "ball": ("sphere", f"{thing.size}"),
    }[thing.shape]
    return (
        f'<geom name="{thing.name}" type="{shape}" size="{size}" pos="{thing.x} {thing.y} {half_height}" '
        f'rgba="{red} {green} {blue} 1" group="{SCENE_GROUP}"/>\n    '
    )


def _wall(name: str, wall: Wall) -> str:
    yaw = math.atan2(wall.y2 - wall.y1, wall.x2 - wall.x1)
    return (
        f'<geom name="{name}" type="box" size="{wall.length / 2} {wall.THICKNESS / 2} {WALL_HEIGHT / 2}" '
        f'pos="{(wall.x1 + wall.x2) / 2} {(wall.y1 + wall.y2) / 2} {WALL_HEIGHT / 2}" '
        f'quat="{math.cos(yaw / 2)} 0 0 {math.sin(yaw / 2)}" material="wall" group="{SCENE_GROUP}"/>\n    '
    )


def _wheel(side: str, y: float) -> str:
    """A wheel whose contact is a sphere: one point, exactly half the separation from the middle.

    The armature is the motor's rotor felt through its gear. Without it the wheel is so light that the
    velocity actuator's gain times the timestep exceeds its inertia, and the robot outruns its wheels.
    """
    return f"""
      <body name="wheel_{side}_link" pos="0 {y} {WHEEL_RADIUS}">
        <joint name="wheel_{side}_joint" type="hinge" axis="0 1 0" armature="0.0003"/>
        <inertial pos="0 0 0" mass="{_WHEEL_MASS}" diaginertia="0.00002 0.00003 0.00002"/>
        <geom name="wheel_{side}" type="sphere" size="{WHEEL_RADIUS}" group="{HIDDEN_GROUP}"
              friction="0.9 0.005 0.0001"/>
        <geom type="cylinder" size="{WHEEL_RADIUS} 0.009" euler="90 0 0" material="tyre" {_LOOKS}/>
        <geom type="cylinder" size="0.018 0.0095" euler="90 0 0" material="plate" {_LOOKS}/>
      </body>"""


_LOOKS = f'contype="0" conaffinity="0" group="{LOOKS_GROUP}"'


def _robot(start: Pose) -> str:
    """The robot at ``start``: a free body whose frame is ``base_footprint``.

    Its weight is behind the axle so that the caster stays down; the caster slides without friction (condim 1
    with priority over the floor). What touches walls is one upright cylinder of the robot's radius.
    """
    x, y, z = LIDAR_OFFSET
    lidar = f"{x} {y} {z + BASE_HEIGHT}"
    plates = "".join(
        f'<geom type="cylinder" size="0.086 0.003" pos="-0.005 0 {height}" material="shell" {_LOOKS}/>'
        for height in (0.075, 0.115, 0.155)
    )
    posts = "".join(
        f'<geom type="cylinder" size="0.005 0.057" pos="{px} {py} 0.098" material="plate" {_LOOKS}/>'
        for px in (-0.06, 0.05)
        for py in (-0.05, 0.05)
    )
    return f"""<body name="robot" pos="{start.x} {start.y} 0" quat="{math.cos(start.yaw / 2)} 0 0 {
        math.sin(start.yaw / 2)
    }">
      <freejoint name="base"/>
      <inertial pos="-0.022 0 0.05" mass="{_MASS}" diaginertia="0.0035 0.0035 0.0035"/>
      <geom name="chassis" type="cylinder" size="{ROBOT_RADIUS} 0.075" pos="0 0 0.09" group="{
        HIDDEN_GROUP
    }" friction="0.2 0.005 0.0001"
            priority="1"/>
      <geom name="caster" type="sphere" size="{_CASTER_RADIUS}" pos="{_CASTER_X} 0 {_CASTER_RADIUS}" group="{
        HIDDEN_GROUP
    }"
            condim="1" priority="1"/>
      <geom type="box" size="0.062 0.055 0.022" pos="-0.01 0 0.04" material="plate" {_LOOKS}/>
      <geom type="box" size="0.004 0.03 0.008" pos="0.08 0 0.137" material="front" {_LOOKS}/>
      {plates}{posts}
      <geom type="cylinder" size="0.032 0.016" pos="{lidar}" material="lidar" {_LOOKS}/>
      <site name="base_scan" pos="{lidar}" group="{HIDDEN_GROUP}"/>{_wheel("left", WHEEL_SEPARATION / 2)}{
        _wheel("right", -WHEEL_SEPARATION / 2)
    }
    </body>"""
