"""Physics: a scenario that can be driven in, stepped and observed. Needs MuJoCo, not ROS."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import mujoco
import numpy as np
from numpy.typing import NDArray

from simpletool_ros.sim.model import (
    SCENE_GROUP,
    TIMESTEP,
    WHEEL_RADIUS,
    WHEEL_SEPARATION,
    build_mjcf,
)
from simpletool_ros.sim.scenario import ROBOT_RADIUS, Pose, Scenario

MAX_LINEAR = 0.22
"""m/s, TurtleBot3 Burger."""
MAX_ANGULAR = 2.84
"""rad/s, TurtleBot3 Burger."""
MAX_LINEAR_ACCELERATION = 2.5
"""m/s², as Navigation2's parameters for the TurtleBot3 Burger have it."""
MAX_ANGULAR_ACCELERATION = 3.2
"""rad/s², as Navigation2's parameters for the TurtleBot3 Burger have it."""

SCAN_BEAMS = 360
SCAN_RANGE = (0.12, 3.5)
"""m: the TurtleBot3's LDS-01."""
DETECTOR_RANGE = 6.0
"""m: objects further away are not reported."""

REACH = 0.5
"""m: a robot that stands still no further than this from an object's centre has reached it."""
STILL = (0.01, 0.05)
"""m/s and rad/s: slower than both is standing still."""

_CONTROL_STEPS = 4  # physics steps per control period: 20 ms, the order of a small robot's firmware
_CONTROL_PERIOD = _CONTROL_STEPS * TIMESTEP
_SAME_COLLISION = 0.5  # s: touching the same thing again within this time is the same collision


class Twist(NamedTuple):
    """Velocity of ``base_link``: m/s forward and rad/s counter-clockwise."""

    linear: float
    angular: float


class Detection(NamedTuple):
    """What the detector reports of one object: its name, centre in ``base_link`` and ``size``, all in m."""

    name: str
    x: float
    y: float
    radius: float


class Collision(NamedTuple):
    """The robot began to touch something: seconds since the reset, and an object's name or ``wall``."""

    time: float
    name: str


class SimulationError(RuntimeError):
    """The physics broke down; the world must be reset."""


@dataclass(frozen=True)
class Observation:
    """The robot's state at one moment.

    Attributes:
        time: s since the reset.
        pose: true pose of ``base_link`` in the world frame.
        odom: pose by wheel odometry; the origin is where the robot was reset (REP-105 ``odom`` frame).
        twist: velocity by wheel odometry.
        ranges: float32, shape (360,), m; beam i points i degrees counter-clockwise from the robot's x axis.
            No return is inf, nearer than the least range -inf (REP-117). None when no scan was asked for.
        objects: the objects within :data:`DETECTOR_RANGE`, in the scenario's order.
    """

    time: float
    pose: Pose
    odom: Pose
    twist: Twist
    ranges: NDArray[np.float32] | None
    objects: tuple[Detection, ...]


class World:
    """A scenario under physics.

    ``World(scenario)`` is ready to drive; a command holds until the next one, as in TurtleBot3 firmware.
    Everything is deterministic: on one machine the same commands and steps give the same bits.
    """

    def __init__(self, scenario: Scenario) -> None:
        """Build the world and reset it.

        Raises:
            ConfigurationError: the scenario is not sound.
        """
        self.scenario = scenario.check()
        self.model = mujoco.MjModel.from_xml_string(build_mjcf(scenario))
        self.data = mujoco.MjData(self.model)
        joints = [self.model.joint(name) for name in ("wheel_left_joint", "wheel_right_joint")]
        self._wheel_q = [int(joint.qposadr[0]) for joint in joints]
        self._wheel_v = [int(joint.dofadr[0]) for joint in joints]
        self._chassis = self.model.geom("chassis").id
        self._robot = self.model.body("robot").id
        self._lidar = self.data.site("base_scan")
        self._names = {self.model.geom(thing.name).id: thing.name for thing in scenario.objects}
        angles = np.deg2rad(np.arange(SCAN_BEAMS) * (360.0 / SCAN_BEAMS))
        self._beams = np.stack([np.cos(angles), np.sin(angles), np.zeros(SCAN_BEAMS)], axis=1)
        self._scene_only = np.array([group == SCENE_GROUP for group in range(6)], dtype=np.uint8)
        self._moved: set[str] = set()
        self._at_rest = self._settle()
        self.reset()

    def _settle(self) -> NDArray[np.float64]:
        """Let the robot sink onto its springy contacts; return the state in which it stands quietly."""
        mujoco.mj_step(self.model, self.data, round(0.5 / TIMESTEP))
        start = self.scenario.robot
        self.data.qpos[:2] = start.x, start.y
        for index in self._wheel_q:
            self.data.qpos[index] = 0.0
        self.data.qvel[:] = 0.0
        return self.data.qpos.copy()

    def reset(self) -> Observation:
        """Put the robot back to its start, standing still, at time 0; return the observation there."""
        mujoco.mj_resetData(self.model, self.data)
        self.data.qpos[:] = self._at_rest
        mujoco.mj_forward(self.model, self.data)
        self._steps = 0
        self._wanted = 0.0
        self._command = Twist(0.0, 0.0)
        self._target = Twist(0.0, 0.0)
        self._odom = Pose(0.0, 0.0, 0.0)
        self._wheel_angles = (0.0, 0.0)
        self._last_touch: dict[str, float] = {}
        self.touching: frozenset[str] = frozenset()
        self.collisions: list[Collision] = []
        return self.observe()

    @property
    def time(self) -> float:
        """Simulated seconds since the reset."""
        return self._steps * TIMESTEP

    def set_command(self, linear: float, angular: float) -> None:
        """Set the velocity to drive at until the next command, clamped to the robot's limits.

        Args:
            linear: m/s, forward.
            angular: rad/s, counter-clockwise.

        Raises:
            ValueError: a number is NaN or infinite. The command before stays.
        """
        if not (math.isfinite(linear) and math.isfinite(angular)):
            raise ValueError(f"command ({linear}, {angular}) is not finite: give m/s and rad/s")
        self._command = Twist(_clamp(linear, MAX_LINEAR), _clamp(angular, MAX_ANGULAR))

    def step(self, dt: float) -> None:
        """Advance by ``dt`` seconds; what is left of a physics step is carried over, so time does not drift.

        Raises:
            ValueError: ``dt`` is negative or not finite.
            SimulationError: the state is no longer finite.
        """
        if not (math.isfinite(dt) and dt >= 0.0):
            raise ValueError(f"dt = {dt} s: give a finite time of 0 or more")
        self._wanted += dt
        end = round(self._wanted / TIMESTEP)
        while self._steps < end:
            phase = self._steps % _CONTROL_STEPS
            if phase == 0:
                self._control()
            count = min(_CONTROL_STEPS - phase, end - self._steps)
            mujoco.mj_step(self.model, self.data, count)
            self._steps += count
            self._integrate_odometry()
            self._watch_contacts()
        if not math.isfinite(self.data.qpos[0]):
            raise SimulationError(f"the state is not finite at {self.time:.3f} s: reset the world")

    def _control(self) -> None:
        """One period of the firmware: ramp towards the command and give each wheel its speed."""
        linear = _towards(
            self._target.linear, self._command.linear, MAX_LINEAR_ACCELERATION * _CONTROL_PERIOD
        )
        angular = _towards(
            self._target.angular, self._command.angular, MAX_ANGULAR_ACCELERATION * _CONTROL_PERIOD
        )
        self._target = Twist(linear, angular)
        half_turn = angular * WHEEL_SEPARATION / 2
        self.data.ctrl[0] = (linear - half_turn) / WHEEL_RADIUS
        self.data.ctrl[1] = (linear + half_turn) / WHEEL_RADIUS

    def _integrate_odometry(self) -> None:
        """Add the arc that the wheels described since the last time, as its chord at the mean heading."""
        left, right = self.wheel_angles
        travel_left = (left - self._wheel_angles[0]) * WHEEL_RADIUS
        travel_right = (right - self._wheel_angles[1]) * WHEEL_RADIUS
        self._wheel_angles = left, right
        travel, turn = (travel_left + travel_right) / 2, (travel_right - travel_left) / WHEEL_SEPARATION
        x, y, yaw = self._odom
        heading = yaw + turn / 2
        self._odom = Pose(x + travel * math.cos(heading), y + travel * math.sin(heading), wrap(yaw + turn))

    def _watch_contacts(self) -> None:
        """Note what the chassis touches, and as a collision what it did not touch lately."""
        geoms = self.data.contact.geom
        # Quiet driving has the floor under two wheels and the caster, never under the chassis.
        touched = frozenset(
            self._names.get(int(first + second) - self._chassis, "wall")
            for first, second in geoms
            if self._chassis in (first, second)
        )
        # MuJoCo's tree of the static world has a moved object where it was, so its circle is looked at here.
        x, y, _ = self.pose
        touched |= frozenset(
            thing.name
            for thing in self.scenario.objects
            if thing.name in self._moved and math.hypot(thing.x - x, thing.y - y) < ROBOT_RADIUS + thing.size
        )
        now = self.time
        for name in touched:
            if now - self._last_touch.get(name, -math.inf) > _SAME_COLLISION:
                self.collisions.append(Collision(now, name))
            self._last_touch[name] = now
        self.touching = touched

    @property
    def wheel_angles(self) -> tuple[float, float]:
        """Left and right wheel joint, rad, counted since the reset and not wrapped."""
        left, right = self._wheel_q
        return float(self.data.qpos[left]), float(self.data.qpos[right])

    @property
    def wheel_speeds(self) -> tuple[float, float]:
        """Left and right wheel joint, rad/s."""
        left, right = self._wheel_v
        return float(self.data.qvel[left]), float(self.data.qvel[right])

    @property
    def pose(self) -> Pose:
        """True pose of ``base_link`` in the world frame."""
        x, y, _, qw, qx, qy, qz = self.data.qpos[:7].tolist()
        return Pose(x, y, math.atan2(2.0 * (qw * qz + qx * qy), 1.0 - 2.0 * (qy * qy + qz * qz)))

    @property
    def odom(self) -> Pose:
        """Pose by wheel odometry since the reset."""
        return self._odom

    @property
    def twist(self) -> Twist:
        """Velocity by wheel odometry."""
        left, right = self.wheel_speeds
        return Twist((left + right) * WHEEL_RADIUS / 2, (right - left) * WHEEL_RADIUS / WHEEL_SEPARATION)

    @property
    def true_twist(self) -> Twist:
        """True velocity in ``base_link``."""
        vx, vy, _, _, _, turn = self.data.qvel[:6].tolist()
        yaw = self.pose.yaw
        return Twist(vx * math.cos(yaw) + vy * math.sin(yaw), turn)

    def observe(self, scan: bool = True) -> Observation:
        """Return the robot's state now; without ``scan`` no rays are cast, which is many times cheaper."""
        return Observation(
            self.time, self.pose, self._odom, self.twist, self.scan() if scan else None, self.detect()
        )

    def move_object(self, name: str, x: float, y: float) -> None:
        """Put an object elsewhere, for good: m, in the world frame. Touching it is a collision there too.

        Raises:
            KeyError: there is no such object; the message lists the names.
            ValueError: a number is NaN or infinite.
        """
        if not (math.isfinite(x) and math.isfinite(y)):
            raise ValueError(f"({x}, {y}) is not finite: give m in the world frame")
        self.distance_to(name)  # raises
        self.scenario = replace(
            self.scenario,
            objects=tuple(
                replace(thing, x=x, y=y) if thing.name == name else thing for thing in self.scenario.objects
            ),
        )
        self.model.geom(name).pos[:2] = x, y
        self._moved.add(name)

    def scan(self) -> NDArray[np.float32]:
        """Cast the lidar's rays: float32, shape (360,), as :class:`Observation` says."""
        mujoco.mj_kinematics(self.model, self.data)  # mj_step leaves the frames one step behind the state
        rays = self._beams @ self._lidar.xmat.reshape(3, 3).T
        hit = np.empty(SCAN_BEAMS, dtype=np.int32)
        distance = np.empty(SCAN_BEAMS, dtype=np.float64)
        mujoco.mj_multiRay(
            self.model,
            self.data,
            self._lidar.xpos,
            rays.ravel(),
            self._scene_only,
            1,
            self._robot,
            hit,
            distance,
            None,
            SCAN_BEAMS,
            SCAN_RANGE[1],
        )
        distance[(hit < 0) | (distance > SCAN_RANGE[1])] = np.inf
        distance[distance < SCAN_RANGE[0]] = -np.inf
        return distance.astype(np.float32)

    def detect(self) -> tuple[Detection, ...]:
        """Return each object within :data:`DETECTOR_RANGE`, seen from ``base_link``; none hides another."""
        x, y, yaw = self.pose
        cos, sin = math.cos(yaw), math.sin(yaw)
        seen = []
        for thing in self.scenario.objects:
            dx, dy = thing.x - x, thing.y - y
            if math.hypot(dx, dy) <= DETECTOR_RANGE:
                seen.append(Detection(thing.name, dx * cos + dy * sin, dy * cos - dx * sin, thing.size))
        return tuple(seen)

    def distance_to(self, name: str) -> float:
        """Return the distance in m from ``base_link`` to the centre of the object called ``name``.

        Raises:
            KeyError: there is no such object; the message lists the names.
        """
        x, y, _ = self.pose
        for thing in self.scenario.objects:
            if thing.name == name:
                return math.hypot(thing.x - x, thing.y - y)
        raise KeyError(
            f"no {name!r} here, only {', '.join(thing.name for thing in self.scenario.objects) or 'walls'}"
        )

    def reached(self, name: str) -> bool:
        """Whether the robot stands still within :data:`REACH` of the object called ``name``."""
        linear, angular = self.true_twist
        return self.distance_to(name) <= REACH and abs(linear) < STILL[0] and abs(angular) < STILL[1]


def wrap(angle: float) -> float:
    """Return ``angle`` (rad) in -pi..pi."""
    return math.remainder(angle, math.tau)


def _clamp(value: float, limit: float) -> float:
    return min(limit, max(-limit, value))


def _towards(value: float, goal: float, step: float) -> float:
    """``value`` moved towards ``goal`` by at most ``step``."""
    return value + _clamp(goal - value, step)
