"""A pilot: a decoder in torch that answers many robots at once, constrained by the schema as the engines are.

For evaluation and for driving during training; robots use an engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from ..core.decode import decode
from ..core.heads import FUNCTION, Domain, HeadOutput, HeadPlan, Stop
from ..core.tools import Call
from .dialects import Dialect
from .model import Decoder
from .packing import IGNORED, Row, Speller, sees, stack

_PER_BATCH = 64  # rows


@dataclass
class _Head:
    """A head being decoded: the ids said so far and the whole answers still possible, with their texts."""

    name: str
    said: list[int] = field(default_factory=list)
    open: dict[tuple[int, ...], str | None] | None = None

    @property
    def answer(self) -> tuple[str | None] | None:
        """The answer once there is only one left."""
        return (next(iter(self.open.values())),) if self.open is not None and len(self.open) == 1 else None


class Pilot:
    """Decides for one dialect."""

    def __init__(self, model: Decoder, speller: Speller, dialect: Dialect, length: int = 1024) -> None:
        """Compile what each head may say.

        Args:
            model: on the device to run on.
            speller: of the model's tokenizer.
            dialect: the tools.
            length: tokens of a row of the batches.
        """
        self._model, self._speller, self._dialect, self._length = model, speller, dialect, length
        self._device = next(model.parameters()).device
        self._plan = HeadPlan(dialect.toolset)
        self._prefix = speller.text(dialect.prompt.prefix)
        self._answers: dict[tuple[str, str | None], dict[tuple[int, ...], str | None]] = {}

    def __call__(self, suffixes: Sequence[Sequence[int]]) -> list[Call | None]:
        """Return the call for each suffix (token ids), None for no call."""
        ticks = [[_Head(name) for name in self._plan.heads] for _ in suffixes]
        waiting = list(range(len(ticks)))
        while waiting:
            for start in range(0, len(waiting), 4 * _PER_BATCH):
                self._advance([(suffixes[i], ticks[i]) for i in waiting[start : start + 4 * _PER_BATCH]])
            waiting = [i for i in waiting if any(head.answer is None for head in ticks[i])]
        return [self._call(heads) for heads in ticks]

    def _call(self, heads: list[_Head]) -> Call | None:
        outputs = {}
        for head in heads:
            text = head.answer[0] if head.answer else None
            outputs[head.name] = HeadOutput(
                head.name, text or "", Stop.NULL if text is None else Stop.DETERMINED
            )
        return decode(outputs, self._dialect.toolset)[1]

    @torch.no_grad()
    def _advance(self, ticks: list[tuple[Sequence[int], list[_Head]]]) -> None:
        """One forward for all heads that are not done; each says one more token."""
        rows = [Row(self._length, list(self._prefix))]
        order: list[tuple[list[_Head], _Head]] = []
        for suffix, heads in ticks:
            read = []
            for head in heads:
                if head.answer is None:
                    ids = [self._speller.head(head.name, None)[0][0], *head.said]
                    read.append((ids, [IGNORED] * (len(ids) - 1) + [0]))
                    order.append((heads, head))
            if not rows[-1].add(suffix, read):
                rows.append(Row(self._length, list(self._prefix)))
                if not rows[-1].add(suffix, read):
                    raise ValueError(f"a suffix of {len(suffix)} tokens does not fit a row of {self._length}")
        batch = {name: value.to(self._device) for name, value in stack(rows).items()}
        mask = sees(batch["groups"], batch["heads"])
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._device.type == "cuda"):
            hidden = self._model(batch["tokens"], batch["positions"], mask)
            scores = self._model.logits(hidden[batch["targets"] != IGNORED]).float().cpu().numpy()
        for index, (_, head) in enumerate(order):
            if head.name == FUNCTION:
                self._say(head, scores[index], None)
        for index, (heads, head) in enumerate(order):
            if head.name != FUNCTION and (function := heads[0].answer) is not None:
                self._say(head, scores[index], function)

    def _say(self, head: _Head, scores: NDArray[np.float32], function: tuple[str | None] | None) -> None:
        if head.open is None:
            head.open = self._possible(head.name, function)
        depth = len(head.said)
        nexts = sorted({answer[depth] for answer in head.open})
        token = nexts[int(scores[nexts].argmax())]
        head.said.append(token)
        head.open = {answer: text for answer, text in head.open.items() if answer[depth] == token}

    def _possible(self, name: str, function: tuple[str | None] | None) -> dict[tuple[int, ...], str | None]:
        """Every whole answer of a head, its closing tag included."""
        tool = function[0] if function else None
        if (name, tool) not in self._answers:
            if name == FUNCTION or tool is not None:
                domain = self._plan.domain(name, tool)
            else:
                domain = Domain(null=True)
            texts: list[str | None] = [*domain.texts, *([None] if domain.null else [])]
            if not texts or domain.number or domain.integer or domain.free:
                raise ValueError(
                    f"head {name}: only values that can be listed are evaluated; bound and grid its numbers"
                )
            self._answers[name, tool] = {tuple(self._speller.head(name, text)[1]): text for text in texts}
        return self._answers[name, tool]
