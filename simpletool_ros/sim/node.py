"""The node ``simulator``: a simulated TurtleBot3-like robot, with the TurtleBot3's topic names and types.

Publishes ``/clock``, ``odom``, ``tf``, ``tf_static``, ``joint_states``, ``scan``, ``objects``,
``~/ground_truth`` and ``~/collisions``; takes ``cmd_vel``; serves ``~/reset`` and ``~/load_scenario``. Like
the TurtleBot3's firmware it keeps the last velocity when commands stop coming: to stop then is the guard's
work.

Physics runs in a thread of its own on a steady clock and publishes from there; subscriptions and services run
on a SingleThreadedExecutor and hand work that changes the world to that thread.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Any

import rclpy
from geometry_msgs.msg import Twist as TwistMessage
from geometry_msgs.msg import TwistStamped
from nav_msgs.msg import Odometry
from rcl_interfaces.msg import FloatingPointRange, ParameterDescriptor
from rclpy.exceptions import ParameterException
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.qos import DurabilityPolicy, QoSProfile, qos_profile_sensor_data
from rclpy.signals import SignalHandlerOptions
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import JointState, LaserScan
from std_msgs.msg import String
from std_srvs.srv import Trigger
from visualization_msgs.msg import MarkerArray

from simpletool_ros.sim import messages
from simpletool_ros.sim.scenario import Scenario, load_scenario, random_scenario
from simpletool_ros.sim.world import World
from simpletool_ros.srv import LoadScenario

_REPORT_PERIOD = 30.0  # s between two lines about the real-time factor
_ENDING = "the simulation is ending"
_MARKER_PERIODS = 5  # a marker that was not renewed for so many periods is gone


class Simulator(Node):
    """The simulated robot: ``start`` begins to simulate, ``close`` ends it."""

    def __init__(self, stop: threading.Event) -> None:
        """Declare the parameters and build the world.

        Args:
            stop: ends the simulation when set; the simulation sets it when it breaks down.

        Raises:
            FileNotFoundError: there is no such scenario.
            ConfigurationError: the scenario is not sound.
        """
        super().__init__("simulator")
        self._stop = stop
        self.failed = False
        self._factor = self._number(
            "real_time_factor", 1.0, 0.0, 1000.0, "simulated seconds per second; 0: as fast as possible"
        )
        self._period = 1.0 / self._number(
            "clock_rate", 100.0, 10.0, 200.0, "Hz, of /clock and of looking for new commands"
        )
        self._odom_period = 1.0 / self._number(
            "odom_rate", 30.0, 1.0, 100.0, "Hz, of odom, tf, joint_states and ~/ground_truth"
        )
        self._scan_period = 1.0 / self._number("scan_rate", 5.0, 0.1, 50.0, "Hz, of scan")
        self._objects_period = 1.0 / self._number("objects_rate", 10.0, 0.1, 50.0, "Hz, of objects")
        name = self._parameter(
            "scenario",
            "five_objects",
            "path of a YAML file, or the name of a shipped one; empty: a random one drawn from seed",
        )
        seed = self._parameter("seed", 0, "of the random scenario")
        stamped = self._parameter(
            "enable_stamped_cmd_vel",
            True,
            "cmd_vel is geometry_msgs/TwistStamped, else Twist. "
            "Either way the last velocity is kept when commands stop coming",
        )
        self._requests: SimpleQueue[tuple[Callable[[], None], threading.Event]] = SimpleQueue()
        self._time_before = 0.0  # s of simulated time before the last reset: /clock never goes back
        self._thread = threading.Thread(target=self._simulate, name="physics", daemon=True)
        self._create_publishers()
        self._world = World(_scenario(name, seed))
        self._put(self._world)
        if stamped:
            self.create_subscription(
                TwistStamped, "cmd_vel", lambda message: self._command(message.twist), 10
            )
        else:
            self.create_subscription(TwistMessage, "cmd_vel", self._command, 10)
        self.create_service(Trigger, "~/reset", self._reset)
        self.create_service(LoadScenario, "~/load_scenario", self._load_scenario)
        self.get_logger().info(
            f"scenario {name or f'random, seed {seed}'}: {_describe(self._world.scenario)}; "
            f"cmd_vel is {'TwistStamped' if stamped else 'Twist'}"
        )

    def _parameter(self, name: str, default: Any, description: str, **kwargs: Any) -> Any:
        """Declare a parameter that is read once; return its value."""
        descriptor = ParameterDescriptor(description=description, read_only=True, **kwargs)
        return self.declare_parameter(name, default, descriptor).value

    def _number(self, name: str, default: float, least: float, most: float, description: str) -> float:
        limits = [FloatingPointRange(from_value=least, to_value=most)]
        return float(self._parameter(name, default, description, floating_point_range=limits))

    def _create_publishers(self) -> None:
        self._clock_publisher = self.create_publisher(Clock, "/clock", 1)
        self._odom_publisher = self.create_publisher(Odometry, "odom", 10)
        self._truth_publisher = self.create_publisher(Odometry, "~/ground_truth", 10)
        self._joint_publisher = self.create_publisher(JointState, "joint_states", 10)
        self._scan_publisher = self.create_publisher(LaserScan, "scan", qos_profile_sensor_data)
        self._objects_publisher = self.create_publisher(MarkerArray, "objects", 10)
        self._collisions_publisher = self.create_publisher(String, "~/collisions", 10)
        self._odom_message = messages.odometry("odom", "base_footprint")
        self._truth_message = messages.odometry("world", "base_footprint", (0.0,) * 6, (0.0,) * 6)
        self._joint_message = messages.joint_states()
        self._scan_message = messages.laser_scan(self._scan_period)
        self._tf_message = messages.transform("odom", "base_footprint")
        try:
            from tf2_msgs.msg import TFMessage
        except ImportError:
            self._tf_publisher = None
            self.get_logger().warning("tf2_msgs is not installed: no tf and no tf_static")
            return
        self._tf_array = TFMessage(transforms=[self._tf_message])
        self._tf_publisher = self.create_publisher(TFMessage, "tf", 100)
        latched = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
        self._static_publisher = self.create_publisher(TFMessage, "tf_static", latched)
        self._static_publisher.publish(TFMessage(transforms=messages.fixed_transforms()))

    def start(self) -> None:
        """Begin to simulate."""
        self._thread.start()

    def close(self) -> None:
        """End the simulation, if it began, and destroy the node."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        self.destroy_node()

    # -- on the executor

    def _command(self, message: TwistMessage) -> None:
        try:
            self._world.set_command(message.linear.x, message.angular.z)  # one assignment: needs no lock
        except ValueError as error:
            self.get_logger().error(
                f"cmd_vel refused, the velocity before stays: {error}", throttle_duration_sec=1.0
            )

    def _reset(self, _: Trigger.Request, response: Trigger.Response) -> Trigger.Response:
        response.success = self._in_physics(lambda: self._put(self._world))
        response.message = "the robot stands at its start" if response.success else _ENDING
        return response

    def _load_scenario(
        self, request: LoadScenario.Request, response: LoadScenario.Response
    ) -> LoadScenario.Response:
        try:
            scenario = _scenario(request.scenario, request.seed)
            world = World(scenario)
        except (OSError, ValueError) as error:
            response.success, response.message = False, str(error)
            self.get_logger().error(f"scenario refused, the old one stays: {error}")
            return response
        if not self._in_physics(lambda: self._put(world)):
            response.success, response.message = False, _ENDING
            return response
        response.success, response.message = True, _describe(scenario)
        response.objects = [thing.name for thing in scenario.objects]
        self.get_logger().info(
            f"scenario {request.scenario or f'random, seed {request.seed}'}: {response.message}"
        )
        return response

    def _in_physics(self, work: Callable[[], None]) -> bool:
        """Have the physics thread do ``work`` between two steps; return False when it ends before that."""
        done = threading.Event()
        self._requests.put((work, done))
        while not done.wait(timeout=0.1):
            if self._stop.is_set():
                return False
        return True

    # -- in the physics thread

    def _simulate(self) -> None:
        """Step and publish until ``stop``; a failure stops the whole program."""
        try:
            self._loop()
        except Exception:
            self.failed = True
            self.get_logger().fatal(f"the simulation broke down:\n{traceback.format_exc()}")
        self._stop.set()

    def _loop(self) -> None:
        began = due = reported = time.monotonic()
        simulated = reported_at = 0.0
        while not self._stop.is_set():
            self._serve_requests()
            self._world.step(self._period)
            self._publish()
            simulated += self._period
            now = time.monotonic()
            if self._factor > 0.0:
                due += self._period / self._factor
                if due > now:
                    time.sleep(due - now)
                elif now - due > 0.25:
                    due = now  # a stall is not made up for by a burst of speed
            if now - reported >= _REPORT_PERIOD:
                self.get_logger().info(f"real-time factor {(simulated - reported_at) / (now - reported):.3f}")
                reported, reported_at = now, simulated
        elapsed = time.monotonic() - began
        self.get_logger().info(
            f"simulated {simulated:.1f} s in {elapsed:.1f} s: real-time factor {simulated / elapsed:.3f}"
        )

    def _serve_requests(self) -> None:
        while True:
            try:
                work, done = self._requests.get_nowait()
            except Empty:
                return
            work()
            done.set()

    def _put(self, world: World) -> None:
        """Take ``world``, reset, as the one to simulate; simulated time goes on from where it is."""
        self._time_before += self._world.time
        world.reset()
        self._world = world
        self._markers = messages.ObjectMarkers(world.scenario.objects, _MARKER_PERIODS * self._objects_period)
        self._odom_due = self._scan_due = self._objects_due = self._time_before
        self._told_collisions = 0

    def _publish(self) -> None:
        """Publish the clock, and whatever else is due by it."""
        world = self._world
        now = self._time_before + world.time
        stamp = messages.to_time(now)
        self._clock_publisher.publish(Clock(clock=stamp))
        if now >= self._odom_due:
            self._odom_due = _next(self._odom_due, self._odom_period, now)
            self._publish_motion(world, stamp)
        if now >= self._objects_due:
            self._objects_due = _next(self._objects_due, self._objects_period, now)
            self._objects_publisher.publish(self._markers.message(stamp, world.detect(), world.pose.yaw))
        if now >= self._scan_due:
            self._scan_due = _next(self._scan_due, self._scan_period, now)
            messages.fill_laser_scan(self._scan_message, stamp, world)
            self._scan_publisher.publish(self._scan_message)
        while self._told_collisions < len(world.collisions):
            self._collisions_publisher.publish(String(data=world.collisions[self._told_collisions].name))
            self._told_collisions += 1

    def _publish_motion(self, world: World, stamp: Any) -> None:
        messages.fill_odometry(self._odom_message, stamp, world.odom, world.twist)
        self._odom_publisher.publish(self._odom_message)
        if self._tf_publisher is not None:
            messages.fill_transform(self._tf_message, stamp, world.odom)
            self._tf_publisher.publish(self._tf_array)
        messages.fill_joint_states(self._joint_message, stamp, world)
        self._joint_publisher.publish(self._joint_message)
        messages.fill_odometry(self._truth_message, stamp, world.pose, world.true_twist)
        self._truth_publisher.publish(self._truth_message)


def _scenario(name: str, seed: int) -> Scenario:
    return load_scenario(name) if name else random_scenario(seed)


def _describe(scenario: Scenario) -> str:
    objects = ", ".join(thing.name for thing in scenario.objects) or "no objects"
    return f"{2 * scenario.half_size:g} m square, {objects}, {len(scenario.walls)} interior walls"


def _next(due: float, period: float, now: float) -> float:
    """When a thing due at ``due`` is due again: on its own grid, never in the past."""
    return max(due + period, now)


def main(args: Sequence[str] | None = None) -> int:
    """Run until SIGINT or SIGTERM; return 0, 1 when the simulation broke down or 2 for bad parameters."""
    # rclpy's own handlers would end the context under the physics thread's publishers.
    rclpy.init(args=args, signal_handler_options=SignalHandlerOptions.NO)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        node = Simulator(stop)
    except (OSError, ValueError, ParameterException) as error:
        print(f"simulator: {error}", file=sys.stderr)
        rclpy.shutdown()
        return 2
    try:
        executor = SingleThreadedExecutor()
        executor.add_node(node)
        node.start()
        while not stop.is_set():
            executor.spin_once(timeout_sec=0.2)
        executor.shutdown()
    finally:
        node.close()
        rclpy.try_shutdown()
    return 1 if node.failed else 0


if __name__ == "__main__":
    sys.exit(main())
