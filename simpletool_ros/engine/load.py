"""Engines by name."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from .base import Engine, EngineError
from .options import parse

_logger = logging.getLogger(__name__)

ENGINES = ("embedded", "direct", "vllm", "remote", "replay")


def load(
    engine: str,
    model: str,
    options: Sequence[str] = (),
    tell: Callable[[str], None] = _logger.info,
) -> Engine:
    """Load an engine; may take minutes.

    Args:
        engine: one of :data:`ENGINES`.
        model: the checkpoint's folder or the name of a shipped one; for ``replay`` the recorded log.
        options: of the engine, ``key=value`` each.
        tell: told how loading goes, if it takes long.

    Raises:
        EngineError: no such engine or option, or it cannot load the model.
    """
    # Imported on demand: an engine's dependencies are needed only by those who use it.
    if engine == "embedded":
        from .embedded import EmbeddedEngine, EmbeddedOptions

        return EmbeddedEngine(model, **vars(parse(EmbeddedOptions, options, engine)))
    if engine == "direct":
        try:
            from .direct import DirectEngine, DirectOptions
        except ImportError as error:
            raise EngineError(
                f"the direct engine needs torch and safetensors ({error});"
                " pip install 'simpletool_ros[direct]'"
            ) from error

        return DirectEngine(model, **vars(parse(DirectOptions, options, engine)))
    if engine == "vllm":
        from .vllm import VllmEngine, VllmOptions

        return VllmEngine(model, parse(VllmOptions, options, engine), tell)
    if engine == "remote":
        from .remote import RemoteEngine, RemoteOptions

        return RemoteEngine(model, parse(RemoteOptions, options, engine))
    if engine == "replay":
        from .replay import ReplayEngine

        if options:
            raise EngineError(f"engine {engine}: {options[0]!r} is none of its options; it has no options")
        return ReplayEngine(model)
    raise EngineError(f"there is no engine {engine!r}; use one of {', '.join(ENGINES)}")
