"""An engine and what it is asked through."""

from __future__ import annotations

from ..engine.base import Engine


class EngineHost:
    """A loaded engine under the name that clients know its model by."""

    def __init__(self, engine: Engine, model: str) -> None:
        """Take the engine over; :meth:`close` closes it."""
        self.engine = engine
        self.model = model

    def close(self) -> None:
        """Free the engine."""
        self.engine.close()
