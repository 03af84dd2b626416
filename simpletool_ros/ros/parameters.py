"""The nodes' parameters, with their descriptions and ranges."""

from __future__ import annotations

from typing import Any

from rcl_interfaces.msg import FloatingPointRange, ParameterDescriptor
from rclpy.node import Node
from rclpy.parameter import Parameter

CONTRACT = "the contract: a YAML file, or the name of a shipped one; read at configure"
STAMPED = "send Twist routes as TwistStamped; not set: as the contract says"


def declare(node: Node, name: str, default: Any, description: str, read_only: bool = True) -> None:
    """Declare a parameter whose default also gives its type."""
    node.declare_parameter(name, default, ParameterDescriptor(description=description, read_only=read_only))


def declare_rate(node: Node) -> None:
    """Declare ``rate``."""
    node.declare_parameter(
        "rate",
        0.0,
        ParameterDescriptor(
            description="ticks a second, Hz; 0: the contract's; read at configure",
            floating_point_range=[FloatingPointRange(from_value=0.0, to_value=200.0, step=0.0)],
        ),
    )


def declare_stamped(node: Node) -> None:
    """Declare ``enable_stamped_cmd_vel`` without a value."""
    node.declare_parameter(
        "enable_stamped_cmd_vel",
        Parameter.Type.BOOL,
        ParameterDescriptor(description=STAMPED, read_only=True),
    )


def stamped(node: Node, contract: bool) -> bool:
    """Return ``enable_stamped_cmd_vel``: the parameter's when it is set, else the contract's."""
    fallback = Parameter("enable_stamped_cmd_vel", Parameter.Type.BOOL, contract)
    return bool(node.get_parameter_or("enable_stamped_cmd_vel", fallback).value)
