"""A checkpoint's tokens: text to ids and back, and the ids of the protocol's tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from ..core.heads import END, NULL, SPECIAL_TOKENS, closing, opening
from .base import EngineError

_CONTROL = re.compile(r"<\|\w+\|>")


class Vocabulary:
    """The tokenizer of a checkpoint, with every tag known to be one token."""

    def __init__(self, tokenizer: Tokenizer, size: int, source: str = "tokenizer.json") -> None:
        """Check a tokenizer.

        Args:
            tokenizer: with the seventeen tags and ``<|im_end|>`` among its added tokens.
            size: rows of the checkpoint's embedding.
            source: what errors name.

        Raises:
            EngineError: a tag is not exactly one token, or the tokenizer has ids that the embedding lacks.
        """
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.size = size
        """Rows of the embedding; ids are below it."""
        spelled = {tag: self.encode(tag) for tag in (*SPECIAL_TOKENS, END)}
        broken = [tag for tag, ids in spelled.items() if ids != [tokenizer.token_to_id(tag)]]
        if broken:
            raise EngineError(
                f"{source}: {', '.join(broken)} must each be one token; add them to the tokenizer as special"
                " tokens and train the checkpoint on them (SimpleTool's checkpoints have them)"
            )
        largest = max(tokenizer.get_vocab(with_added_tokens=True).values())
        if largest >= size:
            raise EngineError(
                f"{source}: has token id {largest}, but config.json says vocab_size {size};"
                " the tokenizer and the weights are not of one checkpoint"
            )
        self._tags = {tag: ids[0] for tag, ids in spelled.items()}
        self.null = self._tags[NULL]
        """The id of ``<|null|>``."""
        self.end = self._tags[END]
        """The id of ``<|im_end|>``."""

    @classmethod
    def read(cls, path: Path, size: int) -> Vocabulary:
        """Read a ``tokenizer.json``.

        Raises:
            EngineError: the file is missing, unreadable, or not of a SimpleTool checkpoint.
        """
        if not path.is_file():
            raise EngineError(f"{path}: no such file; save the tokenizer there (tokenizer.save(path))")
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # tokenizers raises plain Exception
            raise EngineError(f"{path}: is not a tokenizer: {error}") from error
        return cls(tokenizer, size, str(path))

    def opening(self, head: str) -> int:
        """Return the id of a head's opening tag."""
        return self._tags[opening(head)]

    def closing(self, head: str) -> int:
        """Return the id of a head's closing tag."""
        return self._tags[closing(head)]

    def encode(self, text: str) -> list[int]:
        """Return the ids of a prompt; tags become their tokens, ``core.prompt`` has disarmed foreign ones.

        Raises:
            EngineError: the text holds half a surrogate pair, as names of files and arguments may.
        """
        try:
            ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        except TypeError as error:
            raise EngineError("the text holds half a surrogate pair; give it in UTF-8") from error
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of ids; bytes that are no UTF-8 become U+FFFD."""
        text: str = self._tokenizer.decode(list(ids), skip_special_tokens=False)
        return text

    def spell(self, head: str, text: str) -> tuple[int, ...]:
        """Return the canonical ids of ``text`` right behind a head's opening tag.

        Raises:
            EngineError: the tokenizer cannot say this text without a control token, or not give it back.
        """
        tag, *ids = self.encode(opening(head) + text)
        if tag != self.opening(head) or not self._ordinary[ids].all() or self.decode(ids) != text:
            raise EngineError(
                f"{head} cannot say {text!r}: the tokenizer does not give it back, or it holds a control"
                " token; choose another spelling in the contract"
            )
        return tuple(ids)

    @cached_property
    def ordinary(self) -> np.ndarray:
        """Every id that is neither a tag nor another control token, ascending int64."""
        return np.flatnonzero(self._ordinary)

    @cached_property
    def pieces(self) -> dict[int, str]:
        """The text of each ordinary id on its own."""
        ids = [int(token) for token in self.ordinary]
        texts = self._tokenizer.decode_batch([[token] for token in ids], skip_special_tokens=False)
        return dict(zip(ids, texts, strict=True))

    @cached_property
    def _ordinary(self) -> np.ndarray:
        ordinary = np.zeros(self.size, bool)
        ordinary[list(self._tokenizer.get_vocab(with_added_tokens=True).values())] = True
        for token, added in self._tokenizer.get_added_tokens_decoder().items():
            if added.special or added.content in SPECIAL_TOKENS or _CONTROL.fullmatch(added.content):
                ordinary[token] = False
        return ordinary
