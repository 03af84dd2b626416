"""Muon for the matrices, AdamW for the rest.

K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn


class Muon(torch.optim.Optimizer):
    """Momentum whose step is made orthogonal by five Newton-Schulz iterations; equal shapes go together."""

    def __init__(
        self, matrices: Iterable[nn.Parameter], lr: float, momentum: float = 0.95, weight_decay: float = 0.01
    ) -> None:
        """Group ``matrices`` (2-D) by shape."""
        shapes: dict[tuple[int, ...], list[nn.Parameter]] = {}
        for matrix in matrices:
            shapes.setdefault(tuple(matrix.shape), []).append(matrix)
        super().__init__(
            [{"params": group} for group in shapes.values()],
            {"lr": lr, "momentum": momentum, "weight_decay": weight_decay},
        )

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Take one step."""
        for group in self.param_groups:
            matrices: list[nn.Parameter] = group["params"]
            gradient = torch.stack([matrix.grad for matrix in matrices if matrix.grad is not None])
            state = self.state[matrices[0]]
            if "momentum" not in state:
                state["momentum"] = torch.zeros_like(gradient)
            state["momentum"].lerp_(gradient, 1 - group["momentum"])
            update = orthogonal(gradient.lerp(state["momentum"], group["momentum"]))
            update *= max(1.0, update.shape[-2] / update.shape[-1]) ** 0.5 * group["lr"]
            for matrix, change in zip(matrices, update, strict=True):
                matrix.mul_(1 - group["lr"] * group["weight_decay"]).sub_(change)


def orthogonal(x: Tensor) -> Tensor:
    """Return the nearest matrices whose singular values are about 1; shape (n, rows, columns), float32."""
    a, b, c = 3.4445, -4.7750, 2.0315  # the quintic's published coefficients
    tall = x.shape[-2] > x.shape[-1]
    y = (x.mT if tall else x).bfloat16()
    y = y / (y.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(5):
        gram = y @ y.mT
        y = a * y + (b * gram + c * gram @ gram) @ y
    return (y.mT if tall else y).float()


def build(model: nn.Module, lr_muon: float, lr_adam: float) -> list[torch.optim.Optimizer]:
    """Return the optimizers of a decoder: the layers' matrices to Muon, embedding and norms to AdamW."""
    inner = [value for name, value in model.named_parameters() if value.ndim == 2 and "embed" not in name]
    outer = [value for name, value in model.named_parameters() if value.ndim != 2 or "embed" in name]
    return [Muon(inner, lr_muon), torch.optim.AdamW(outer, lr_adam, betas=(0.9, 0.95), weight_decay=0.0)]
