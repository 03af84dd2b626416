"""What a contract is bound to: the decider, the sources and the routes that live and go with it."""

from __future__ import annotations

from rclpy.callback_groups import CallbackGroup
from rclpy.node import Node

from ..core.contract import Contract
from .decider import Decider
from .routes import Routes
from .sources import Sources


class Binding:
    """A contract in force on a node."""

    def __init__(self, node: Node, decider: Decider, stamped: bool, group: CallbackGroup) -> None:
        """Subscribe to the sources and create the routes.

        Raises:
            InterfaceError: a type or field that does not exist.
            ValueError: no summary fits a source.
        """
        self.decider = decider
        self.contract: Contract = decider.contract
        self.sources = Sources(node, self.contract, group)
        self.routes = Routes(node, self.contract, stamped, group)

    def close(self) -> None:
        """Leave the node. The decider stays open: a decision may still be under way."""
        self.sources.close()
        self.routes.close()
