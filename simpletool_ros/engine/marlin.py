"""Marlin, vLLM's kernel for W4A16 matrices, called as its layers call it; needs an NVIDIA GPU and vLLM.

Nothing but the operators and two helpers of vLLM is used. Their arguments differ a little between its
versions; each operator is asked for those it has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from .quantized import Packed
from .qwen_torch import Linear

_TOLERANCE = 0.02
"""Share of a product's size that it may be off, in bfloat16."""


class Unavailable(Exception):
    """There is no Marlin here; the message says why."""


def kernel() -> Callable[[Packed], Linear]:
    """Return what makes a matrix product of a packed matrix on a GPU.

    It raises Unavailable for a matrix that Marlin cannot take.

    Raises:
        Unavailable: vLLM is not installed, or has another interface than is known here.
    """
    try:
        from vllm import _custom_ops  # noqa: F401 - registers the operators
        from vllm.model_executor.layers.quantization.utils import marlin_utils
        from vllm.scalar_type import scalar_types

        gemm = torch.ops._C.marlin_gemm.default
        repack = torch.ops._C.gptq_marlin_repack.default
    except (ImportError, AttributeError, RuntimeError) as error:
        raise Unavailable(f"vLLM's Marlin kernel cannot be loaded: {error}") from error

    def make(packed: Packed) -> Linear:
        (outputs, inputs), device = packed.shape, packed.words.device
        group = inputs // packed.scale.shape[1]
        if outputs % 64 or inputs % 128 or group not in (32, 64, 128):
            raise Unavailable(f"Marlin takes no {outputs} outputs of {inputs} inputs in groups of {group}")
        words = _call(
            repack,
            b_q_weight=packed.words.T.contiguous(),
            perm=torch.empty(0, dtype=torch.int32, device=device),
            size_k=inputs,
            size_n=outputs,
            num_bits=4,
            is_a_8bit=False,
        )()
        scales = packed.scale.to(torch.bfloat16).T.contiguous()
        zeros, kind = None, scalar_types.uint4b8
        if packed.zero is not None:
            unsigned, kind = (packed.zero.T.int() + 8).contiguous(), scalar_types.uint4
            zeros = marlin_utils.marlin_zero_points(unsigned, inputs // group, outputs, 4)
        locks = 4 * torch.cuda.get_device_properties(device).multi_processor_count  # one a block at most
        product = _call(
            gemm,
            c_or_none=None,
            b_q_weight=words,
            b_bias_or_none=None,
            b_scales=marlin_utils.marlin_permute_scales(scales, inputs, outputs, group),
            a_scales=None,
            global_scale=None,
            b_zeros_or_none=zeros,
            g_idx_or_none=None,
            perm_or_none=None,
            workspace=torch.zeros(locks, dtype=torch.int32, device=device),
            b_type_id=kind.id,
            size_n=outputs,
            size_k=inputs,
            is_k_full=True,
            use_atomic_add=False,
            use_fp32_reduce=True,
            is_zp_float=False,
        )

        def linear(x: Tensor) -> Tensor:
            return product(a=x.contiguous(), size_m=len(x))

        return linear

    return make


def check(linear: Linear, packed: Packed) -> None:
    """Compare a product with that of the dequantized matrix.

    Raises:
        Unavailable: they differ; the operators do not mean what is thought here.
    """
    x = torch.randn(8, packed.shape[1], dtype=torch.bfloat16, device=packed.words.device)
    expected = x.float() @ packed.dequantize().T
    off = (linear(x).float() - expected).norm() / expected.norm()
    if not off < _TOLERANCE:
        raise Unavailable(f"vLLM's Marlin kernel gives wrong products (off by {float(off):.3f})")


def _call(operator: Any, **given: Any) -> Callable[..., Tensor]:
    """Return the operator with those of the arguments that it has; its caller adds others by name."""
    names = {argument.name for argument in operator._schema.arguments}
    known = {name: value for name, value in given.items() if name in names}

    def call(**more: Any) -> Tensor:
        try:
            result: Tensor = operator(**known, **more)
        except torch.OutOfMemoryError:
            raise
        except (TypeError, RuntimeError) as error:
            raise Unavailable(f"{operator} does not take its arguments: {error}") from error
        return result

    return call
