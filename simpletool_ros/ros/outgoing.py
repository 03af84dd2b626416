"""Outgoing messages: how a call, or the contract's stop, becomes the message that its route sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from rclpy.callback_groups import CallbackGroup
from rclpy.node import Node
from rclpy.qos import QoSProfile
from rclpy.time import Time

from ..core.parameter import Value
from ..core.parts import Route
from .fields import Field, InterfaceError, interface
from .interfaces import filled_by

TWIST = "geometry_msgs/msg/Twist"
TWIST_STAMPED = "geometry_msgs/msg/TwistStamped"

NEWEST = QoSProfile(depth=1)
"""Reliable, and only the newest command counts."""


class Form:
    """The form that a route's calls are written into.

    A Twist becomes a TwistStamped when ``stamped`` is set (Navigation2's ``enable_stamped_cmd_vel``); field
    paths stay those of the Twist. Headers are stamped with the time given.
    """

    def __init__(self, route: Route, stamped: bool) -> None:
        """Find every field.

        Raises:
            InterfaceError: a type or field that does not exist.
        """
        wrap = stamped and route.kind == "topic" and route.type == TWIST
        self.type = interface(TWIST_STAMPED if wrap else route.type)
        self._message = self.type if wrap else filled_by(route)
        self._prefix = "twist." if wrap else ""
        self._frame = "base_link" if wrap else ""  # a velocity is the robot's own (REP-105)
        self._fields: dict[str, Field] = {}
        self._filled = [(self.field(path), mapped) for path, mapped in route.fields.items()]
        kinds = self._message.get_fields_and_field_types()
        self._has_header = kinds.get("header") == "std_msgs/Header"

    def field(self, path: str) -> Field:
        """Return a field by the path that the contract gives it."""
        if path not in self._fields:
            self._fields[path] = Field.of(self._message, self._prefix + path)
        return self._fields[path]

    def fill(self, arguments: Mapping[str, Value], stamp: Time) -> Any:
        """Return the message; what was omitted keeps its default.

        Raises:
            InterfaceError: a value does not fit its field, or is not finite.
        """
        message = self._message()
        if self._has_header:
            message.header.stamp = stamp.to_msg()
            message.header.frame_id = self._frame
        for field, mapped in self._filled:
            try:
                value = mapped.apply(arguments)
            except OverflowError as error:
                raise InterfaceError(f"{field.path}: {error}") from error
            if value is not None:
                field.set(message, value)
        return message


class Stop:
    """What stops the robot: the contract's ``stop`` routes, sent without waiting for anybody."""

    def __init__(self, node: Node, routes: Sequence[Route], stamped: bool, group: CallbackGroup) -> None:
        """Create publishers and clients."""
        self._node = node
        self._topics: list[tuple[Route, Form, Any]] = []
        self._services: list[tuple[Route, Form, Any]] = []
        for route in routes:
            form = Form(route, stamped)
            if route.kind == "topic":
                publisher = node.create_publisher(form.type, route.target, NEWEST, callback_group=group)
                self._topics.append((route, form, publisher))
            else:
                client = node.create_client(form.type, route.target, callback_group=group)
                self._services.append((route, form, client))
        self._asked: dict[str, Any] = {}

    def send(self) -> str:
        """Send every stop once; return what could not be sent (empty: everything was). Never raises."""
        now = self._node.get_clock().now()
        sends = [
            *(
                (route, partial(self._publish, form, publisher, now))
                for route, form, publisher in self._topics
            ),
            *(
                (route, partial(self._ask, route, form, client, now))
                for route, form, client in self._services
            ),
        ]
        faults = []
        for route, send in sends:
            try:
                send()
            except Exception as error:  # one stop that cannot be sent keeps no other from being sent
                faults.append(f"{route.kind} {route.target}: {error}")
        return "; ".join(faults)

    def _publish(self, form: Form, publisher: Any, now: Time) -> None:
        publisher.publish(form.fill({}, now))

    def _ask(self, route: Route, form: Form, client: Any, now: Time) -> None:
        if not client.service_is_ready():
            raise ConnectionError("the service is absent")
        unanswered = self._asked.get(route.target)
        if unanswered is not None and not unanswered.done():
            client.remove_pending_request(unanswered)
        self._asked[route.target] = client.call_async(form.fill({}, now))

    def messages(self) -> list[tuple[Route, Form, Any]]:
        """Return what ``send`` publishes: route, form and message of every topic."""
        now = self._node.get_clock().now()
        return [(route, form, form.fill({}, now)) for route, form, _ in self._topics]

    def close(self) -> None:
        """Destroy publishers and clients."""
        for _, _, publisher in self._topics:
            self._node.destroy_publisher(publisher)
        for _, _, client in self._services:
            self._node.destroy_client(client)
