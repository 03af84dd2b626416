"""Start the controller and, in a process of its own, the guard that stops the robot when it cannot.

    ros2 launch simpletool_ros controller.launch.py contract:=my_robot.yaml instruction:="go to the dock"

The controller is a lifecycle node that configures and activates itself (autostart:=false leaves that to
``ros2 lifecycle``). The guard outlives it: a controller that dies does not end the launch.
"""

from __future__ import annotations

from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument, GroupAction
from launch.conditions import IfCondition
from launch.substitutions import LaunchConfiguration, NotEqualsSubstitution
from launch_ros.actions import Node, SetParameter
from launch_ros.parameter_descriptions import ParameterValue

# name: default, description
ARGUMENTS = {
    "contract": ("turtlebot3", "contract: a YAML file, or the name of a shipped one"),
    "engine": ("embedded", "what decodes the heads"),
    "engine_options": ("", "of the engine, key=value …, as url=http://gpu:8000; see docs/engines.md"),
    "model": ("nano", "checkpoint: a folder, or the name of a shipped one; for replay the log"),
    "rate": ("0.0", "decisions per second, in Hz; 0: the contract's"),
    "instruction": ("", "what to do at once, in words; empty: wait to be told"),
    "autostart": ("true", "configure and activate the controller at start"),
    "enable_stamped_cmd_vel": ("", "true: send TwistStamped, false: Twist; empty: as the contract says"),
    "use_sim_time": ("false", "take the time from /clock"),
    "namespace": ("", "namespace of both nodes"),
}

# With its type, or an instruction "yes" would arrive as a bool.
SHARED = {"contract": str, "use_sim_time": bool}
CONTROLLER = {
    **SHARED,
    "engine": str,
    "engine_options": str,
    "model": str,
    "rate": float,
    "instruction": str,
    "autostart": bool,
}


def node(name: str, types: dict[str, type]) -> Node:
    """Return the action that starts one of the package's nodes, its parameters given by their types."""
    return Node(
        package="simpletool_ros",
        executable=name,
        name=name,
        namespace=LaunchConfiguration("namespace"),
        parameters=[
            {key: ParameterValue(LaunchConfiguration(key), value_type=kind) for key, kind in types.items()}
        ],
        output="screen",
    )


def generate_launch_description() -> LaunchDescription:
    """Declare the arguments and start both nodes."""
    declared = [
        DeclareLaunchArgument(name, default_value=default, description=text)
        for name, (default, text) in ARGUMENTS.items()
    ]
    stamped = LaunchConfiguration("enable_stamped_cmd_vel")
    said = IfCondition(NotEqualsSubstitution(stamped, ""))
    nodes = GroupAction(
        [
            SetParameter("enable_stamped_cmd_vel", stamped, condition=said),
            node("guard", SHARED),
            node("controller", CONTROLLER),
        ]
    )
    return LaunchDescription([*declared, nodes])
