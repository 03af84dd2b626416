"""Options of an engine, from texts ``key=value`` to the dataclass that the engine declares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, TypeVar, cast

from .base import EngineError

T = TypeVar("T")
_TRUTH = {"true": True, "false": False}


def parse(kind: Callable[..., T], texts: Sequence[str], engine: str) -> T:
    """Read options.

    Args:
        kind: a dataclass whose fields are texts, numbers or booleans, each with a default.
        texts: such as ``url=http://gpu:8000``.
        engine: what errors name.

    Raises:
        EngineError: an option that the engine has not, twice the same, or a value of another type.
    """
    known: dict[str, Any] = {one.name: one.default for one in fields(cast(Any, kind))}
    values: dict[str, Any] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or key not in known:
            has = f"its options are {', '.join(known)}" if known else "it has no options"
            raise EngineError(f"engine {engine}: {text!r} is none of its options; {has}, written key=value")
        if key in values:
            raise EngineError(f"engine {engine}: the option {key} is given twice")
        wanted = type(known[key])
        try:
            values[key] = _TRUTH[value] if wanted is bool else wanted(value)
        except (ValueError, KeyError) as error:
            name = "true or false" if wanted is bool else wanted.__name__
            raise EngineError(f"engine {engine}: {key} is {value!r}, it must be {name}") from error
    return kind(**values)
