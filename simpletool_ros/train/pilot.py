"""A pilot: a decoder in torch that answers many robots at once, constrained by the schema as the engines are.

For evaluation and for driving during training; robots use an engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from ..core.decode import confidence, decode
from ..core.heads import ARGUMENTS, FUNCTION, HeadOutput, HeadPlan, Stop
from ..core.prompt import Prompt
from ..core.tools import Call
from ..engine.grammar import Grammar
from ..engine.vocabulary import Vocabulary
from .model import Decoder
from .packing import IGNORED, Row, sees, stack

_PER_BATCH = 64  # rows
_LONGEST = 24  # tokens of a head


class Answer(NamedTuple):
    """A decided tick: the call (None: no call), and the probability of its least probable deciding head."""

    call: Call | None
    confidence: float


@dataclass
class _Head:
    """A head being decoded under its grammar."""

    name: str
    grammar: Grammar | None = None
    state: object = None
    said: list[int] = field(default_factory=list)
    logprob: float = 0.0
    stop: Stop | None = None


class Pilot:
    """Decides for one prompt."""

    def __init__(self, model: Decoder, vocabulary: Vocabulary, prompt: Prompt, length: int = 2048) -> None:
        """Compile what each head may say.

        Args:
            model: on the device to run on.
            vocabulary: of the model's tokenizer.
            prompt: whose toolset is checked.
            length: tokens of a row of the batches.
        """
        self._model, self._vocabulary, self._length = model, vocabulary, length
        self._toolset = prompt.toolset
        self._device = next(model.parameters()).device
        self._plan = HeadPlan(prompt.toolset)
        self._prefix = vocabulary.encode(prompt.prefix)
        self._grammars: dict[tuple[str, str | None], Grammar] = {}

    def __call__(self, suffixes: Sequence[Sequence[int]]) -> list[Call | None]:
        """Return the call for each suffix (token ids), None for no call."""
        return [answer.call for answer in self.answers(suffixes)]

    def answers(self, suffixes: Sequence[Sequence[int]]) -> list[Answer]:
        """Return the answer for each suffix (token ids)."""
        ticks = [[_Head(name) for name in self._plan.heads] for _ in suffixes]
        waiting = list(range(len(ticks)))
        while waiting:
            for start in range(0, len(waiting), 16 * _PER_BATCH):
                self._advance([(suffixes[i], ticks[i]) for i in waiting[start : start + 16 * _PER_BATCH]])
            waiting = [i for i in waiting if any(head.stop is None for head in ticks[i])]
        return [self._answer(heads) for heads in ticks]

    def _answer(self, heads: list[_Head]) -> Answer:
        outputs = {
            head.name: HeadOutput(
                head.name, self._vocabulary.decode(head.said), head.stop or Stop.LENGTH, (), head.logprob
            )
            for head in heads
        }
        return Answer(decode(outputs, self._toolset)[1], confidence(outputs, self._toolset))

    @torch.no_grad()
    def _advance(self, ticks: list[tuple[Sequence[int], list[_Head]]]) -> None:
        """One forward for all heads that are not done; each says at least one more token."""
        rows = [Row(self._length, list(self._prefix))]
        order: list[tuple[list[_Head], _Head]] = []
        for suffix, heads in ticks:
            read = []
            for head in heads:
                if head.stop is None:
                    ids = [self._vocabulary.opening(head.name), *head.said]
                    read.append((ids, [IGNORED] * (len(ids) - 1) + [0]))
                    order.append((heads, head))
            if not rows[-1].add(suffix, read):
                rows.append(Row(self._length, list(self._prefix)))
                if not rows[-1].add(suffix, read):
                    raise ValueError(f"a suffix of {len(suffix)} tokens does not fit a row of {self._length}")
        scores = np.concatenate(
            [self._scores(rows[start : start + _PER_BATCH]) for start in range(0, len(rows), _PER_BATCH)]
        )
        for index, (_, head) in enumerate(order):
            if head.name == FUNCTION:
                self._go_on(head, scores[index], None)
        for index, (heads, head) in enumerate(order):
            function = heads[0]
            if head.name == FUNCTION or function.stop is None:
                continue
            if function.stop is not Stop.NULL:
                tool = self._toolset[self._vocabulary.decode(function.said)]
                if ARGUMENTS.index(head.name) < tool.arity:
                    self._go_on(head, scores[index], tool.name)
                    continue
            head.stop = Stop.SKIPPED

    def _scores(self, rows: list[Row]) -> NDArray[np.float32]:
        """Return the log-probabilities at the rows' targets."""
        batch = {name: value.to(self._device) for name, value in stack(rows).items()}
        mask = sees(batch["groups"], batch["heads"])
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._device.type == "cuda"):
            hidden = self._model(batch["tokens"], batch["positions"], mask)
            scores = self._model.logits(hidden[batch["targets"] != IGNORED]).float()
        logs: NDArray[np.float32] = scores.log_softmax(-1).cpu().numpy()
        return logs

    def _go_on(self, head: _Head, scores: NDArray[np.float32], tool: str | None) -> None:
        """Say a token by its scores, and those after it that are the only ones."""
        if head.grammar is None:
            if (head.name, tool) not in self._grammars:
                domain = self._plan.domain(head.name, tool)
                self._grammars[head.name, tool] = Grammar(domain, head.name, self._vocabulary)
            head.grammar = self._grammars[head.name, tool]
            head.state = head.grammar.start
        known = True
        while head.stop is None:
            allowed = head.grammar.allowed(head.state)  # type: ignore[arg-type]
            if len(allowed) > 1 and not known:
                return
            token = int(allowed[0])
            if len(allowed) > 1:
                token = int(allowed[np.argmax(scores[allowed])])
                head.logprob += float(scores[token])
                known = False
            if token == head.grammar.null:
                head.stop = Stop.NULL
            elif token == head.grammar.close:
                head.stop = Stop.CLOSED
            else:
                head.state = head.grammar.advance(head.state, token)  # type: ignore[arg-type]
                head.said.append(token)
                # The scores are those behind the tokens that were fed, not behind a forced one.
                known = False
                if len(head.said) >= _LONGEST:
                    head.stop = Stop.LENGTH
