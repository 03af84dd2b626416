"""Packing: one row holds a prefix, then several suffixes, then each suffix's heads, under a tree mask.

The prefix is thereby computed once a row instead of once a head. A token sees what is before it in its own
branch: the prefix, its suffix, its head. Positions count along the branch, so every head reads as if it stood
alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.attention.flex_attention import BlockMask, create_block_mask

from ..core.heads import NULL, closing, opening

IGNORED = -100
"""Target of a token after which nothing is to be learned; torch's own default."""

_PADDING = -1  # the group of tokens that belong to nothing


@dataclass
class Row:
    """One row being packed.

    Attributes:
        length: how many tokens fit.
        tokens: ids so far.
        positions: of each token in its branch.
        groups: 0 for the prefix, n for the n-th suffix and its heads.
        heads: 0 for prefix and suffixes, n for the n-th head of its suffix.
        targets: the id to say after each token, or :data:`IGNORED`.
    """

    length: int
    tokens: list[int]
    positions: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with ``tokens`` as the prefix.

        Raises:
            ValueError: the prefix alone does not fit.
        """
        count = len(self.tokens)
        if count > self.length:
            raise ValueError(
                f"a prefix of {count} tokens does not fit a row of {self.length}: make rows longer"
            )
        self.prefix = count
        self.positions, self.groups, self.heads = list(range(count)), [0] * count, [0] * count
        self.targets = [IGNORED] * count

    def add(self, suffix: Sequence[int], heads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> bool:
        """Append a suffix and its heads; False, and nothing is changed, when they do not fit.

        Args:
            suffix: token ids.
            heads: of each what it reads (its opening tag first) and what it has to say after each of them.
        """
        if len(self.tokens) + len(suffix) + sum(len(read) for read, _ in heads) > self.length:
            return False
        group = self.groups[-1] + 1
        self._branch(suffix, [IGNORED] * len(suffix), self.prefix, group, 0)
        for number, (read, say) in enumerate(heads, 1):
            self._branch(read, say, self.prefix + len(suffix), group, number)
        return True

    def _branch(
        self, tokens: Sequence[int], targets: Sequence[int], start: int, group: int, head: int
    ) -> None:
        self.tokens += tokens
        self.targets += targets
        self.positions += range(start, start + len(tokens))
        self.groups += [group] * len(tokens)
        self.heads += [head] * len(tokens)

    @property
    def arrays(self) -> dict[str, NDArray[np.int32]]:
        """The row, padded to its length."""
        missing = self.length - len(self.tokens)
        filled = {
            "tokens": (self.tokens, 0),
            "positions": (self.positions, 0),
            "groups": (self.groups, _PADDING),
            "heads": (self.heads, 0),
            "targets": (self.targets, IGNORED),
        }
        return {
            name: np.array(values + [filler] * missing, np.int32) for name, (values, filler) in filled.items()
        }


class Speller:
    """Texts to ids, for suffixes and heads."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Keep the tokenizer."""
        self._tokenizer = tokenizer
        self._heads: dict[tuple[str, str | None], tuple[list[int], list[int]]] = {}

    def text(self, text: str) -> list[int]:
        """Return the ids of a prompt."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def head(self, name: str, said: str | None) -> tuple[list[int], list[int]]:
        """Return what a head reads and what it has to say: the value and its closing tag, or ``<|null|>``."""
        if (name, said) not in self._heads:
            text = opening(name) + (NULL if said is None else said + closing(name))
            ids = self.text(text)
            self._heads[name, said] = ids[:-1], ids[1:]
        return self._heads[name, said]

    def targets(self, said: Mapping[str, str | None]) -> list[tuple[list[int], list[int]]]:
        """Return :meth:`head` of each of them."""
        return [self.head(name, text) for name, text in said.items()]


def stack(rows: Sequence[Row]) -> dict[str, Tensor]:
    """Return a batch: each of a row's arrays, int64, shape (rows, length)."""
    arrays = [row.arrays for row in rows]
    return {name: torch.from_numpy(np.stack([array[name] for array in arrays])).long() for name in arrays[0]}


def sees(groups: Tensor, heads: Tensor) -> Tensor:
    """Return the tree mask of a batch: bool, shape (rows, 1, length, length), [query, key]."""
    length = groups.shape[1]
    causal = torch.ones(length, length, dtype=torch.bool, device=groups.device).tril()
    same_group = groups[:, :, None] == groups[:, None, :]
    same_head = heads[:, :, None] == heads[:, None, :]
    branch = (groups[:, None, :] == 0) | (same_group & ((heads[:, None, :] == 0) | same_head))
    return (causal & branch)[:, None]


def block_mask(groups: Tensor, heads: Tensor) -> BlockMask:
    """Return the same mask in the form that flex attention takes."""
    rows, length = groups.shape

    def seen(row: Tensor, _: Tensor, query: Tensor, key: Tensor) -> Tensor:
        own = groups[row, query] == groups[row, key]
        line = (heads[row, key] == 0) | (heads[row, query] == heads[row, key])
        return (query >= key) & ((groups[row, key] == 0) | (own & line))

    return create_block_mask(seen, rows, None, length, length, device=str(groups.device))
