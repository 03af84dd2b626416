"""Start the simulated robot with controller and guard, and let it follow an instruction.

    ros2 launch simpletool_ros demo.launch.py instruction:="drive to the blue box and stop"

Ends when the simulator ends. It takes the arguments of ``controller.launch.py`` too.
"""

from __future__ import annotations

from pathlib import Path

from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument, IncludeLaunchDescription, Shutdown
from launch.launch_description_sources import PythonLaunchDescriptionSource
from launch.substitutions import LaunchConfiguration
from launch_ros.actions import Node
from launch_ros.parameter_descriptions import ParameterValue

# The defaults that differ from those of controller.launch.py.
ARGUMENTS = {
    "instruction": ("drive to the red cylinder and stop", "what to do, in words"),
    "enable_stamped_cmd_vel": ("true", "cmd_vel is TwistStamped, not Twist"),
    "scenario": ("five_objects", "the simulated world: a YAML file, or the name of a shipped one"),
    "use_sim_time": ("true", "take the time from /clock, which the simulator publishes"),
    "namespace": ("", "namespace of all three nodes"),
}


def generate_launch_description() -> LaunchDescription:
    """Start the simulator, and beside it what ``controller.launch.py`` starts."""
    declared = [
        DeclareLaunchArgument(name, default_value=default, description=text)
        for name, (default, text) in ARGUMENTS.items()
    ]
    simulator = Node(
        package="simpletool_ros",
        executable="simulator",
        name="simulator",
        namespace=LaunchConfiguration("namespace"),
        parameters=[
            {
                "scenario": ParameterValue(LaunchConfiguration("scenario"), value_type=str),
                "enable_stamped_cmd_vel": ParameterValue(
                    LaunchConfiguration("enable_stamped_cmd_vel"), value_type=bool
                ),
            }
        ],
        output="screen",
        on_exit=Shutdown(reason="the simulator has ended"),
    )
    controller = IncludeLaunchDescription(
        # A plain path, not a substitution: --show-args lists the arguments of both files.
        PythonLaunchDescriptionSource(str(Path(__file__).with_name("controller.launch.py"))),
        launch_arguments=[(name, LaunchConfiguration(name)) for name in ARGUMENTS if name != "scenario"],
    )
    return LaunchDescription([*declared, simulator, controller])
