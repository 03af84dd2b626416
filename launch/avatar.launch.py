"""Start an avatar with its controller and guard, and let it obey what is said on the topic ``dialogue``.

    ros2 launch simpletool_ros avatar.launch.py vmc_host:=192.168.1.20
    ros2 topic pub --once dialogue simpletool_ros/msg/Utterance "{speaker: me, text: look surprised}"

Ends when the avatar ends. It takes the arguments of ``controller.launch.py`` too.
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
SHARED = {
    "contract": ("avatar", "contract: a YAML file, or the name of a shipped one"),
    "namespace": ("", "namespace of all four nodes"),
}
AVATAR = {
    "vmc_host": ("127.0.0.1", "where the VMC receiver is"),
    "vmc_port": ("39539", "UDP port of the VMC receiver; 0: none"),
    "vmc_blendshapes": ("both", "names that the receiver is sent: both, arkit, vrm"),
    "hold": ("10.0", "seconds without a message after which the face calms down"),
}
DIALOGUE = {"file": ("", "a recorded dialogue to play, a YAML file; empty: only listen")}

TYPES = {"vmc_port": int, "hold": float}


def node(name: str, arguments: dict[str, tuple[str, str]], **more: object) -> Node:
    """Return the action that starts one of the package's nodes, its parameters given by their types."""
    return Node(
        package="simpletool_ros",
        executable=name,
        name=name,
        namespace=LaunchConfiguration("namespace"),
        parameters=[
            {
                key: ParameterValue(LaunchConfiguration(key), value_type=TYPES.get(key, str))
                for key in arguments
            }
        ],
        output="screen",
        **more,
    )


def generate_launch_description() -> LaunchDescription:
    """Start avatar and dialogue, and beside them what ``controller.launch.py`` starts."""
    declared = [
        DeclareLaunchArgument(name, default_value=default, description=text)
        for name, (default, text) in {**SHARED, **AVATAR, **DIALOGUE}.items()
    ]
    avatar = node("avatar", AVATAR, on_exit=Shutdown(reason="the avatar has ended"))
    controller = IncludeLaunchDescription(
        # A plain path, not a substitution: --show-args lists the arguments of both files.
        PythonLaunchDescriptionSource(str(Path(__file__).with_name("controller.launch.py"))),
        launch_arguments=[(name, LaunchConfiguration(name)) for name in SHARED],
    )
    return LaunchDescription([*declared, avatar, node("dialogue", DIALOGUE), controller])
