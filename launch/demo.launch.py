"""Start the simulated robot with controller and guard, and let it follow an instruction.

    ros2 launch simpletool_ros demo.launch.py instruction:="drive to the blue box and stop"

Ends when the simulator ends. The arguments that are not declared here are those of ``controller.launch.py``.
"""

from __future__ import annotations

from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument, IncludeLaunchDescription, Shutdown
from launch.launch_description_sources import PythonLaunchDescriptionSource
from launch.substitutions import LaunchConfiguration, PathJoinSubstitution, ThisLaunchFileDir
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
        PythonLaunchDescriptionSource(PathJoinSubstitution([ThisLaunchFileDir(), "controller.launch.py"])),
        launch_arguments={name: LaunchConfiguration(name) for name in ARGUMENTS}.items(),
    )
    return LaunchDescription([*declared, simulator, controller])
