"""Engines by name."""

from __future__ import annotations

from .base import Engine, EngineError

ENGINES = ("embedded", "direct", "replay")


def load(engine: str, model: str) -> Engine:
    """Load an engine.

    Args:
        engine: one of :data:`ENGINES`.
        model: the checkpoint's folder or the name of a shipped one; for ``replay`` the recorded log.

    Raises:
        EngineError: no such engine, or it cannot load the model.
    """
    # Imported on demand: an engine's dependencies are needed only by those who use it.
    if engine == "embedded":
        from .embedded import EmbeddedEngine

        return EmbeddedEngine(model)
    if engine == "direct":
        try:
            from .direct import DirectEngine
        except ImportError as error:
            raise EngineError(
                f"the direct engine needs torch and safetensors ({error});"
                " pip install 'simpletool_ros[direct]'"
            ) from error

        return DirectEngine(model)
    if engine == "replay":
        from .replay import ReplayEngine

        return ReplayEngine(model)
    raise EngineError(f"there is no engine {engine!r}; use one of {', '.join(ENGINES)}")
