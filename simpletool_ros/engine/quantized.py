"""W4A16: matrices of 4-bit integers with a scale for each group of inputs, as compressed-tensors packs them.

The published checkpoints (though some are called AWQ) and those of ``simpletool quantize`` hold, for a matrix
of N outputs and K inputs in groups of G,

    weight_packed       int32 [N, K / 8], eight inputs a word, the first in the lowest bits, each plus 8
    weight_scale        [N, K / G]
    weight_zero_point   int32 [N / 8, K / G], eight outputs a word, packed alike; asymmetric ones only
    weight_shape        [N, K]

and a weight is (q - zero) * scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from .base import EngineError
from .qwen_torch import Tiled
from .scheme import PACKED


@dataclass(frozen=True)
class Packed:
    """A quantized matrix.

    Attributes:
        words: int32 [N, K / 8].
        scale: [N, K / G].
        zero: int8 [N, K / G]; None where it is symmetric.
    """

    words: Tensor
    scale: Tensor
    zero: Tensor | None

    @classmethod
    def of(cls, words: Tensor, scale: Tensor, zero: Tensor | None, shape: Sequence[int], name: str) -> Packed:
        """Check the tensors of a checkpoint.

        Raises:
            EngineError: they are not those of one matrix of ``shape``.
        """
        outputs, inputs = shape
        groups = scale.shape[-1]
        good = (
            words.dtype == torch.int32
            and tuple(words.shape) == (outputs, inputs // PACKED)
            and tuple(scale.shape) == (outputs, groups)
            and inputs % PACKED == inputs % groups == 0
        )
        if not good or (zero is not None and tuple(zero.shape) != (-(-outputs // PACKED), groups)):
            raise EngineError(
                f"{name}: the packed tensors are not those of a matrix of {outputs} outputs and {inputs}"
                " inputs; fetch or quantize the checkpoint again"
            )
        return cls(words, scale, None if zero is None else unpack(zero.T).T[:outputs].contiguous())

    @classmethod
    def join(cls, parts: Sequence[Packed]) -> Packed:
        """Return matrices that share their inputs as one, their outputs one after the other."""
        zeros = [part.zero for part in parts if part.zero is not None]
        return cls(
            torch.cat([part.words for part in parts]),
            torch.cat([part.scale for part in parts]),
            torch.cat(zeros) if zeros else None,
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Outputs and inputs."""
        return self.words.shape[0], self.words.shape[1] * PACKED

    @property
    def step(self) -> int:
        """What ``FourBits`` has them in: of one group each, the largest power of two up to 128."""
        inputs = self.shape[1]
        return min(power_of_two(inputs // 4, 128), power_of_two(inputs // self.scale.shape[1], 128))

    def dequantize(self) -> Tensor:
        """Return the matrix in float32, [N, K]."""
        outputs, inputs = self.shape
        steps = unpack(self.words).view(outputs, self.scale.shape[1], -1).float()
        if self.zero is not None:
            steps -= self.zero[..., None]
        return (steps * self.scale[..., None].float()).view(outputs, inputs)


@dataclass(frozen=True)
class FourBits(Tiled):
    """A quantized matrix in the order in which the kernels read it.

    Attributes:
        weight: int16 [N, K / 4]; of each 4 * ``step`` inputs, value j holds those at j, j + ``step`` and so
            on, the first in the lowest bits, each plus 8.
        scale: [K / G, N].
        zero: bfloat16 [K / G, N], zero points plus 136; None where it is symmetric.
        step: divides G.
    """

    scale: Tensor
    zero: Tensor | None
    step: int

    @classmethod
    def of(cls, packed: Packed) -> FourBits:
        """Put a matrix into that order."""
        outputs, step = packed.shape[0], packed.step
        weight = torch.empty(outputs, packed.shape[1] // 4, dtype=torch.int16, device=packed.words.device)
        shifts = torch.arange(0, 16, 4, dtype=torch.int32, device=weight.device)
        for words, out in zip(packed.words.split(1024), weight.split(1024), strict=True):  # little at once
            values = (unpack(words).int() + 8).view(len(words), -1, 4, step)
            out.copy_((values << shifts[:, None]).sum(2, dtype=torch.int32).view(len(words), -1))
        zero = None if packed.zero is None else (packed.zero.T + 136.0).to(torch.bfloat16).contiguous()
        return cls(weight, packed.scale.T.contiguous(), zero, step)

    @property
    def shape(self) -> tuple[int, int]:
        """Outputs and inputs."""
        return self.weight.shape[0], self.weight.shape[1] * 4

    @property
    def group(self) -> int:
        """Inputs of a scale."""
        return self.shape[1] // len(self.scale)


def power_of_two(count: int, most: int) -> int:
    """Return the largest power of two that divides ``count`` and is not above ``most``."""
    return min(count & -count, most)


def unpack(words: Tensor) -> Tensor:
    """Return the integers -8 … 7 of int32 words [N, M] as int8 [N, 8 M]."""
    shifts = torch.arange(0, 32, 4, dtype=torch.int32, device=words.device)
    return (((words[..., None] >> shifts) & 15) - 8).to(torch.int8).flatten(-2)
