"""The real node in a process of its own, over real DDS."""

import math
import signal
import subprocess
import sys
import time

import pytest

pytest.importorskip("mujoco", reason="MuJoCo is not installed")
pytest.importorskip("rclpy", reason="no ROS 2 here")

import rclpy
from geometry_msgs.msg import Twist, TwistStamped
from nav_msgs.msg import Odometry
from rclpy.executors import SingleThreadedExecutor
from rclpy.qos import DurabilityPolicy, QoSProfile, qos_profile_sensor_data
from rosgraph_msgs.msg import Clock
from sensor_msgs.msg import JointState, LaserScan
from std_msgs.msg import String
from std_srvs.srv import Trigger
from visualization_msgs.msg import Marker, MarkerArray

from simpletool_ros.srv import LoadScenario

PATIENCE = 60.0  # s: shared machines stall; nothing is measured by it


def start(namespace, **parameters):
    """Start a simulator in ``namespace`` (no slash); its output is kept for ``stop``."""
    parameters = {"real_time_factor": 4.0, **parameters}
    settings = [word for name, value in parameters.items() for word in ("-p", f"{name}:={value}")]
    command = [sys.executable, "-m", "simpletool_ros.sim.node", "--ros-args", "-r", f"__ns:=/{namespace}"]
    # /clock is absolute: each simulator here gets one of its own.
    command += ["-r", f"/clock:=/{namespace}/clock", *settings]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def stop(process, number=signal.SIGTERM):
    """End the process; return its exit status and what it said."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        output, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return process.returncode, output


class Client:
    """A ROS node beside the simulator: keeps the last message of each topic, and counts them."""

    def __init__(self, namespace, command_type=TwistStamped):
        self.context = rclpy.Context()
        rclpy.init(context=self.context)
        self.node = rclpy.create_node("tester", namespace=namespace, context=self.context)
        self.executor = SingleThreadedExecutor(context=self.context)
        self.executor.add_node(self.node)
        self.last, self.all = {}, {}
        latched = QoSProfile(depth=1, durability=DurabilityPolicy.TRANSIENT_LOCAL)
        self.listen("clock", Clock, qos_profile_sensor_data)
        self.listen("odom", Odometry)
        self.listen("scan", LaserScan, qos_profile_sensor_data)
        self.listen("objects", MarkerArray)
        self.listen("joint_states", JointState)
        self.listen("simulator/ground_truth", Odometry)
        self.listen("simulator/collisions", String)
        try:
            from tf2_msgs.msg import TFMessage
        except ImportError:
            self.has_tf = False
        else:
            self.has_tf = True
            self.listen("tf", TFMessage)
            self.listen("tf_static", TFMessage, latched)
        self.command_type = command_type
        self.publisher = self.node.create_publisher(command_type, "cmd_vel", 10)
        self.reset_client = self.node.create_client(Trigger, "simulator/reset")
        self.load_client = self.node.create_client(LoadScenario, "simulator/load_scenario")

    def listen(self, topic, kind, qos=10):
        self.all[topic] = []

        def keep(message):
            self.last[topic] = message
            self.all[topic].append(message)

        self.node.create_subscription(kind, topic, keep, qos)

    def until(self, condition, what):
        """Spin until ``condition()``; fail with ``what`` when it does not come."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"never: {what}"
            self.executor.spin_once(timeout_sec=0.1)

    def now(self):
        """Simulated time by /clock, s."""
        stamp = self.last["clock"].clock
        return stamp.sec + stamp.nanosec * 1e-9

    def wait(self, seconds):
        """Let ``seconds`` of simulated time pass."""
        end = self.now() + seconds
        self.until(lambda: self.now() >= end, f"{seconds} s of simulated time")

    def command(self, linear, angular):
        """Publish one command, once, when the simulator listens."""
        self.until(lambda: self.publisher.get_subscription_count() > 0, "the simulator listens to cmd_vel")
        message = self.command_type()
        twist = message.twist if self.command_type is TwistStamped else message
        twist.linear.x, twist.angular.z = linear, angular
        self.publisher.publish(message)

    def call(self, client, request):
        assert client.wait_for_service(timeout_sec=PATIENCE)
        future = client.call_async(request)
        self.until(future.done, "an answer of the service")
        return future.result()

    def load(self, scenario, seed=0):
        return self.call(self.load_client, LoadScenario.Request(scenario=scenario, seed=seed))

    def reset(self):
        """Reset, and wait for what was published after it."""
        assert self.call(self.reset_client, Trigger.Request()).success
        self.forget()

    def forget(self):
        """Drop what was received, but for the clock; wait for something newer."""
        began = self.now()
        topics = ("odom", "scan", "objects", "simulator/ground_truth")
        self.until(
            lambda: all(topic in self.last and stamp_of(self.last[topic]) > began for topic in topics),
            "news on every topic",
        )

    def close(self):
        self.executor.shutdown()
        self.node.destroy_node()
        self.context.shutdown()


def stamp_of(message):
    stamp = (message.markers[0] if isinstance(message, MarkerArray) else message).header.stamp
    return stamp.sec + stamp.nanosec * 1e-9


def yaw_of(orientation):
    return 2.0 * math.atan2(orientation.z, orientation.w)


@pytest.fixture(scope="module")
def running():
    process = start("stamped")
    client = Client("stamped")
    client.until(lambda: "clock" in client.last, "/clock")
    yield client
    client.close()
    status, output = stop(process)
    assert status == 0, output
    assert "real-time factor" in output


@pytest.fixture
def client(running):
    """The running simulator's client, the demo's world just loaded, the robot at its start."""
    assert running.load("five_objects").success
    running.forget()
    return running


def test_the_clock_advances_and_a_reset_does_not_turn_it_back(client):
    client.command(0.2, 0.0)
    client.until(lambda: client.last["odom"].pose.pose.position.x > 0.3, "the robot drives")
    client.reset()
    odom = client.last["odom"]
    assert math.hypot(odom.pose.pose.position.x, odom.pose.pose.position.y) < 0.01
    assert odom.twist.twist.linear.x == pytest.approx(0.0, abs=0.01)
    times = [message.clock.sec + message.clock.nanosec * 1e-9 for message in client.all["clock"]]
    assert times == sorted(times)
    assert times[-1] > times[0]


def test_one_command_moves_it_and_nothing_stops_it_but_a_command(client):
    client.command(0.1, 0.0)
    client.until(lambda: client.last["odom"].twist.twist.linear.x > 0.09, "the robot drives")
    began = client.last["odom"].pose.pose.position.x
    client.wait(8.0)  # no command in all this time: it has no watchdog of its own
    odom, truth = client.last["odom"], client.last["simulator/ground_truth"]
    assert odom.twist.twist.linear.x == pytest.approx(0.1, abs=0.01)
    assert odom.pose.pose.position.x - began > 0.7
    assert truth.pose.pose.position.x == pytest.approx(odom.pose.pose.position.x, abs=0.05)
    client.command(0.0, 0.0)
    client.until(lambda: abs(client.last["odom"].twist.twist.linear.x) < 0.005, "it stops when told")


def test_it_turns_counter_clockwise_for_positive_rates(client):
    client.command(0.0, 1.0)
    client.until(lambda: yaw_of(client.last["odom"].pose.pose.orientation) > 1.0, "it turns left")
    left, right = client.last["joint_states"].velocity
    assert client.last["joint_states"].name == ["wheel_left_joint", "wheel_right_joint"]
    assert left < 0.0 < right


def test_commands_that_are_no_numbers_change_nothing(client):
    client.command(0.1, 0.0)
    client.until(lambda: client.last["odom"].twist.twist.linear.x > 0.09, "the robot drives")
    client.command(math.nan, 0.0)
    client.command(0.0, math.inf)
    client.wait(1.0)
    assert client.last["odom"].twist.twist.linear.x == pytest.approx(0.1, abs=0.01)
    assert client.last["odom"].twist.twist.angular.z == pytest.approx(0.0, abs=0.05)


def test_messages_carry_their_frames_and_covariances(client):
    odom, truth, scan = client.last["odom"], client.last["simulator/ground_truth"], client.last["scan"]
    assert (odom.header.frame_id, odom.child_frame_id) == ("odom", "base_footprint")
    assert (truth.header.frame_id, truth.child_frame_id) == ("world", "base_footprint")
    assert all(odom.pose.covariance[index * 7] > 0.0 for index in range(6))
    assert all(odom.twist.covariance[index * 7] > 0.0 for index in range(6))
    assert scan.header.frame_id == "base_scan"
    assert len(scan.ranges) == 360
    assert (scan.angle_min, scan.range_min, scan.range_max) == pytest.approx((0.0, 0.12, 3.5))
    assert scan.angle_increment == pytest.approx(math.radians(1.0))
    # Straight ahead of the start is the wall at 2.5 m; the lidar sits 0.032 m behind the middle.
    assert scan.ranges[0] == pytest.approx(2.532, abs=0.01)


def test_objects_are_markers_seen_from_the_robot(client):
    markers = {marker.text: marker for marker in client.last["objects"].markers}
    assert set(markers) == {"red cylinder", "blue box", "green ball", "yellow box", "purple cylinder"}
    assert {marker.ns for marker in markers.values()} == {"objects"}
    assert {marker.header.frame_id for marker in markers.values()} == {"base_link"}
    assert len({marker.id for marker in markers.values()}) == 5
    assert {name: markers[name].type for name in ("red cylinder", "blue box", "green ball")} == {
        "red cylinder": Marker.CYLINDER,
        "blue box": Marker.CUBE,
        "green ball": Marker.SPHERE,
    }
    red = markers["red cylinder"]
    assert (red.pose.position.x, red.pose.position.y) == pytest.approx((1.5, 0.9), abs=0.01)
    assert red.scale.x == pytest.approx(0.24)
    assert red.color.r > 0.8 > 0.3 > red.color.g
    assert red.color.a == 1.0
    client.command(0.0, 1.0)
    client.until(lambda: yaw_of(client.last["odom"].pose.pose.orientation) > 1.0, "it turns left")
    client.command(0.0, 0.0)
    client.wait(1.5)
    red = next(marker for marker in client.last["objects"].markers if marker.text == "red cylinder")
    yaw = yaw_of(client.last["simulator/ground_truth"].pose.pose.orientation)
    seen = math.atan2(red.pose.position.y, red.pose.position.x)
    assert seen == pytest.approx(math.atan2(0.9, 1.5) - yaw, abs=0.02)


def test_transforms_lead_from_odom_to_the_lidar(client):
    if not client.has_tf:
        pytest.skip("tf2_msgs is not installed")
    client.until(lambda: "tf" in client.last and "tf_static" in client.last, "tf and tf_static")
    moving = client.last["tf"].transforms[0]
    assert (moving.header.frame_id, moving.child_frame_id) == ("odom", "base_footprint")
    fixed = {transform.child_frame_id: transform for transform in client.last["tf_static"].transforms}
    assert fixed["base_link"].header.frame_id == "base_footprint"
    assert fixed["base_link"].transform.translation.z == pytest.approx(0.010)
    assert fixed["base_scan"].header.frame_id == "base_link"
    assert fixed["base_scan"].transform.translation.x == pytest.approx(-0.032)


def test_running_into_something_is_told_by_its_name(client):
    assert client.load("behind_wall").success
    client.forget()
    client.all["simulator/collisions"].clear()
    client.command(0.22, 0.0)
    client.until(lambda: client.all["simulator/collisions"], "a collision")
    assert [message.data for message in client.all["simulator/collisions"]] == ["wall"]


def test_scenarios_are_replaced_and_bad_ones_leave_the_old(client, tmp_path):
    drawn = client.load("", seed=11)
    assert drawn.success
    assert client.load("", seed=11).objects == drawn.objects
    assert client.load("", seed=12).objects != drawn.objects
    assert client.load("", seed=11).success
    client.forget()
    assert {marker.text for marker in client.last["objects"].markers} == set(drawn.objects)
    file = tmp_path / "bad.yaml"
    file.write_text("half_size: 2.0\nobjects: [{color: pink, shape: box, x: 1, y: 1, size: 0.1}]\n")
    refused = client.load(str(file))
    assert not refused.success
    assert "bad.yaml: objects.0.color: unknown color 'pink'" in refused.message
    missing = client.load("nowhere")
    assert not missing.success
    assert "five_objects" in missing.message
    client.forget()
    assert {marker.text for marker in client.last["objects"].markers} == set(drawn.objects)


def test_plain_twist_by_the_switch_and_a_clean_end_by_sigint():
    process = start("plain", enable_stamped_cmd_vel="false", scenario="empty")
    client = Client("plain", command_type=Twist)
    try:
        client.until(lambda: "odom" in client.last, "odom")
        client.command(0.2, 0.0)
        client.until(lambda: client.last["odom"].pose.pose.position.x > 0.2, "the robot drives")
    finally:
        client.close()
        status, output = stop(process, signal.SIGINT)
    assert status == 0, output
    assert "cmd_vel is Twist" in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"scenario": "nowhere"}, "none of the shipped config/scenarios"),
        ({"real_time_factor": "-1.0"}, "real_time_factor"),
        ({"scan_rate": "fast"}, "scan_rate"),
    ],
)
def test_bad_parameters_end_it_with_a_clear_error(parameters, words):
    process = start("broken", **parameters)
    try:
        output, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        stop(process)
        raise
    assert process.returncode == 2, output
    assert words in output
    assert "Traceback" not in output


def test_it_runs_faster_than_real_time_when_asked_to():
    process = start("fast", real_time_factor=0.0)
    client = Client("fast")
    try:
        client.until(lambda: "clock" in client.last, "/clock")
        began, wall = client.now(), time.monotonic()
        client.wait(20.0)
        assert client.call(client.reset_client, Trigger.Request()).success
        assert client.now() - began > time.monotonic() - wall
    finally:
        client.close()
        status, output = stop(process)
    assert status == 0, output
