"""Start the controller and, in a process of its own, the guard that stops the robot when it cannot.

    ros2 launch simpletool_ros controller.launch.py contract:=my_robot.yaml instruction:="go to the dock"

The controller is a lifecycle node that configures and activates itself (autostart:=false leaves that to
``ros2 lifecycle``). The guard outlives it: a controller that dies does not end the launch.
"""

from __future__ import annotations

from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument
from launch.substitutions import LaunchConfiguration
from launch_ros.actions import Node
from launch_ros.parameter_descriptions import ParameterValue

# name, default, type of the node's parameter (None: not a parameter), who has it, description
ARGUMENTS = [
    ("contract", "turtlebot3", str, "both", "contract: a YAML file, or the name of a shipped one"),
    ("model", "nano", str, "controller", "checkpoint: a folder, or the name of a shipped one"),
    ("engine", "embedded", str, "controller", "what decodes the heads"),
    ("rate", "0.0", float, "controller", "decisions per second, in Hz; 0: the contract's"),
    ("instruction", "", str, "controller", "what to do at once, in words; empty: wait to be told"),
    ("autostart", "true", bool, "controller", "configure and activate the controller at start"),
    ("enable_stamped_cmd_vel", "true", bool, "both", "send TwistStamped instead of Twist"),
    ("use_sim_time", "false", bool, "both", "take the time from /clock"),
    ("namespace", "", None, "", "namespace of both nodes"),
]


def parameters(node: str) -> dict[str, ParameterValue]:
    """Return the parameters of ``node``, each with its type: an instruction ``yes`` stays a string."""
    return {
        name: ParameterValue(LaunchConfiguration(name), value_type=kind)
        for name, _, kind, owner, _ in ARGUMENTS
        if kind is not None and owner in (node, "both")
    }


def generate_launch_description() -> LaunchDescription:
    """Declare the arguments and start both nodes."""
    declared = [
        DeclareLaunchArgument(name, default_value=default, description=text)
        for name, default, _, _, text in ARGUMENTS
    ]
    nodes = [
        Node(
            package="simpletool_ros",
            executable=name,
            name=name,
            namespace=LaunchConfiguration("namespace"),
            parameters=[parameters(name)],
            output="screen",
        )
        for name in ("guard", "controller")
    ]
    return LaunchDescription([*declared, *nodes])
