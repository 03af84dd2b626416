"""A logits processor for vLLM that holds every head to what its schema allows. Runs inside vLLM.

The ``vllm`` engine loads it. A server for the ``remote`` engine is started with it:

    export VLLM_USE_V2_MODEL_RUNNER=0
    vllm serve CHECKPOINT --logits-processors simpletool_ros.engine.constrain:Constrain

It is a processor of vLLM's first model runner; the second takes another kind.
A request says what its heads may say in its extra argument :data:`ARGUMENT` (``vllm_xargs`` of the HTTP
interface), as ``grammar.spell`` writes it; the last opening tag of its prompt says which head it is. Grammars
are compiled once and kept, their masks on the device. vLLM's structured outputs were measured against it
(``benchmarks/constraints.py``): they know texts, not the tags, and no canonical spelling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from vllm.logger import init_logger
from vllm.v1.sample.logits_processor import BatchUpdate, LogitsProcessor, MoveDirectionality

from ..core.heads import ARGUMENTS, CONTENT, FUNCTION
from .base import EngineError
from .grammar import Grammar, State, unspell
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from vllm import SamplingParams
    from vllm.config import VllmConfig

ARGUMENT = "simpletool"
"""The extra argument of a request that holds the grammar; without it a request is left alone."""

_KEPT = 256
"""So many toolsets' grammars are kept."""

_MASKS = 1024
"""Masks kept, of the vocabulary's size in bytes each: 150 MB of the GPU's memory at the most, for Qwen's."""

logger = init_logger(f"vllm.{__name__}")


class Constrain(LogitsProcessor):  # type: ignore[misc]  # vllm is not followed
    """Masks what a head may not say next."""

    @classmethod
    def validate_params(cls, sampling_params: SamplingParams) -> None:
        """Refuse a grammar that cannot be read, before the request is taken.

        Raises:
            ValueError: it cannot be read.
        """
        spelled = (sampling_params.extra_args or {}).get(ARGUMENT)
        if spelled is not None:
            try:
                _read(spelled)
            except (ValueError, TypeError) as error:
                raise ValueError(f"{ARGUMENT}: {error}") from error

    def __init__(self, vllm_config: VllmConfig, device: torch.device, is_pin_memory: bool) -> None:
        """Read the checkpoint's tokens; vLLM calls it."""
        model = vllm_config.model_config
        self._device = device
        self._width = model.get_vocab_size()
        self._vocabulary = Vocabulary.read(Path(model.tokenizer) / "tokenizer.json", self._width)
        self._tags = {self._vocabulary.opening(head): head for head in (CONTENT, FUNCTION, *ARGUMENTS)}
        self._grammar = lru_cache(_KEPT * len(self._tags))(self._compile)
        self._rows: dict[int, _Row] = {}
        self._masks: dict[tuple[bool, bytes], torch.Tensor] = {}
        self._open = torch.zeros(self._width, dtype=torch.bool, device=device)

    def is_argmax_invariant(self) -> bool:
        """It changes what greedy decoding takes."""
        return False

    def update_state(self, batch_update: BatchUpdate | None) -> None:
        """Follow the batch: requests that went, came and moved, in this order."""
        if batch_update is None:
            return
        for index in batch_update.removed:
            self._rows.pop(index, None)
        for index, params, prompt, output in batch_update.added:
            self._rows.pop(index, None)
            row = self._row(params, prompt, output)
            if row is not None:
                self._rows[index] = row
        for one, other, direction in batch_update.moved:
            first, second = self._rows.pop(one, None), self._rows.pop(other, None)
            if first is not None:
                self._rows[other] = first
            if second is not None and direction is MoveDirectionality.SWAP:
                self._rows[one] = second

    def apply(self, logits: torch.Tensor) -> torch.Tensor:
        """Mask what each request may not say next.

        Args:
            logits: float [requests, vocabulary], changed in place.
        """
        if not self._rows:
            return logits
        masks = [
            self._open if (row := self._rows.get(index)) is None else self._mask(row)
            for index in range(logits.shape[0])
        ]
        return logits.masked_fill_(torch.stack(masks), -torch.inf)

    def _row(self, params: SamplingParams, prompt: Sequence[int] | None, output: list[int]) -> _Row | None:
        spelled = (params.extra_args or {}).get(ARGUMENT)
        if spelled is None or prompt is None:
            return None
        behind = next((at for at in range(len(prompt) - 1, -1, -1) if prompt[at] in self._tags), None)
        if behind is None:
            return None
        try:
            grammar = self._grammar(spelled, self._tags[prompt[behind]])
            row = _Row(grammar, output)
            row.take(prompt[behind + 1 :])
        except (EngineError, KeyError) as error:  # an exception here would end the server
            logger.warning("a request of %s is not constrained: %s", self._tags[prompt[behind]], error)
            return None
        return row

    def _compile(self, spelled: str, head: str) -> Grammar:
        return Grammar(_read(spelled)[head], head, self._vocabulary)

    def _mask(self, row: _Row) -> torch.Tensor:
        """Return bool [vocabulary], True where the row may not go on."""
        state = row.state()
        if state is None:
            return self._open
        # A free text's ordinary tokens, most of the vocabulary, are always the same ones.
        key = row.grammar.free, row.grammar.listed(state).tobytes()
        if key not in self._masks:
            mask = torch.ones(self._width, dtype=torch.bool)
            mask[torch.from_numpy(row.grammar.allowed(state))] = False
            if len(self._masks) >= _MASKS:
                del self._masks[next(iter(self._masks))]  # the oldest
            self._masks[key] = mask.to(self._device)
        return self._masks[key]


class _Row:
    """Where a request stands in its grammar."""

    def __init__(self, grammar: Grammar, output: list[int]) -> None:
        self.grammar, self._output = grammar, output  # the list is vLLM's own and grows
        self._seen = 0
        self._state: State | None = grammar.start

    def take(self, tokens: Sequence[int]) -> None:
        """Go on behind tokens; one that ends the text or is not allowed ends the constraint."""
        for token in tokens:
            if self._state is None:
                return
            ended = token in (self.grammar.close, self.grammar.null)
            if ended or not self.grammar.allows(self._state, token):
                self._state = None
            else:
                self._state = self.grammar.advance(self._state, token)

    def state(self) -> State | None:
        """Return where it stands behind what has been said; None when anything may come next."""
        self.take(self._output[self._seen :])
        self._seen = len(self._output)
        return self._state


@lru_cache(_KEPT)
def _read(spelled: str) -> Mapping[str, Any]:
    if not isinstance(spelled, str):
        raise TypeError("must be a text, as simpletool_ros.engine.grammar.spell writes it")
    return unspell(spelled)
