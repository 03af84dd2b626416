"""How a checkpoint's matrices are quantized: ``quantization_config`` in ``config.json``, read and checked.

It may hold keys with the value null, ``scale_dtype`` and ``zp_dtype`` for two: older versions of
compressed-tensors refuse them, here they mean what they say, nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .base import EngineError

PACKED = 8
"""4-bit integers in an int32."""


@dataclass(frozen=True)
class Scheme:
    """How a checkpoint's matrices are quantized.

    Attributes:
        group: inputs that share a scale.
        symmetric: no zero points.
    """

    group: int
    symmetric: bool

    @classmethod
    def read(cls, config: Mapping[str, Any], source: str) -> Scheme | None:
        """Read the content of a ``config.json``; None for one that is not quantized.

        Raises:
            EngineError: quantized in another way.
        """
        said = config.get("quantization_config")
        if said is None:
            return None
        key = f"{source}: quantization_config"
        if not isinstance(said, Mapping):
            raise EngineError(f"{key} is {said!r}; it must be an object")
        _check(key, said, {"quant_method": "compressed-tensors", "format": "pack-quantized"})
        for unknown in ("kv_cache_scheme", "transform_config", "sparsity_config"):
            if said.get(unknown):
                raise EngineError(f"{key}.{unknown} is set; this engine cannot do that, use the vllm engine")
        groups = said.get("config_groups")
        if not isinstance(groups, Mapping) or len(groups) != 1:
            raise EngineError(f"{key}.config_groups must hold one group; use the vllm engine")
        ((name, group),) = groups.items()
        key = f"{key}.config_groups.{name}"
        if not isinstance(group, Mapping) or not isinstance(group.get("weights"), Mapping):
            raise EngineError(f"{key} must say how weights are quantized")
        for activations in ("input_activations", "output_activations"):
            if group.get(activations):
                raise EngineError(f"{key}.{activations} is set; this engine has W4A16, use the vllm engine")
        weights = group["weights"]
        _check(f"{key}.weights", weights, {"num_bits": 4, "type": "int", "strategy": "group"})
        size = weights.get("group_size")
        if not isinstance(size, int) or size < 1:
            raise EngineError(f"{key}.weights.group_size is {size!r}; it must be a positive int")
        return cls(size, bool(weights.get("symmetric", True)))


def _check(key: str, said: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for name, value in wanted.items():
        if said.get(name) != value:
            raise EngineError(
                f"{key}.{name} is {said.get(name)!r}; this engine reads {value!r}, use the vllm engine for"
                " others"
            )
