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

# The defaults that differ from those of controller.launch.py.
ARGUMENTS = {
    "instruction": ("drive to the red cylinder and stop", "what to do, in words"),
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
        output="screen",
        on_exit=Shutdown(reason="the simulator has ended"),
    )
    controller = IncludeLaunchDescription(
        # A plain path, not a substitution: --show-args lists the arguments of both files.
        PythonLaunchDescriptionSource(str(Path(__file__).with_name("controller.launch.py"))),
        launch_arguments={name: LaunchConfiguration(name) for name in ARGUMENTS}.items(),
    )
    return LaunchDescription([*declared, simulator, controller])
