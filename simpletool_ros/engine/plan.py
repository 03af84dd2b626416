"""The tick plan: every head of a tick decoded in one tree behind the cached prefix.

The first forward takes the suffix and all opening tags; every later one takes what each unfinished head said
last. A head sees prefix, suffix and its own branch, so its logits are those it would have alone. Nothing here
knows a runtime: an engine turns a :class:`Batch` into :class:`Scores` and gives them back.

    tick = plan.tick(prefix_tokens, suffix_ids)
    while batch := tick.batch():
        tick.take(forward(batch))
    heads = tick.outputs(norms(tick.choices))

A plan needs few of the vocabulary's logits: those of :attr:`Plan.listed`, and of free text the likeliest
token. So an engine may leave the others out. They count in the log-probabilities, which are over the whole
vocabulary: ``logit - norm``, the norm being the log of the sum of all exponentials. No decision waits for a
norm, so an engine gives those of the rows that were chosen from at the end, in one go.

Decoding is greedy under each head's grammar, and the logits of a tick are kept. So once the function is
known, every argument is simply decoded again under what the *selected* tool lets it say. Where that agrees
with what was said before, no forward is spent; the outcome is that of decoding function and arguments one by
one.

A robot mostly does what it did a tick ago. So a tick may bring a draft, what its heads said last time, and
the first forward takes it along behind the tags: a head that says the same again finds its logits already
there. A wrong draft costs a few rows and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count, repeat
from typing import NamedTuple

import numpy as np

from ..core.heads import ARGUMENTS, FUNCTION, HeadOutput, HeadPlan, Stop
from .base import EngineError
from .branch import DRAFT_TOKENS, FREE_TOKENS, Branch, Options, Places, Row
from .grammar import Grammar
from .vocabulary import Vocabulary


class Batch(NamedTuple):
    """One forward. Its T tokens are written to cache slots ``start`` … ``start + T``.

    Attributes:
        ids: int64 [T].
        positions: int64 [T], rotary position of each token.
        rows: int64 [R], the tokens whose logits are wanted.
        start: tokens in the cache before.
        causal: so many tokens see all that is before them, and themselves.
        branched: bool [T - causal, start + T], which slots each of the others sees; itself and never a later
            one.
    """

    ids: np.ndarray
    positions: np.ndarray
    rows: np.ndarray
    start: int
    causal: int
    branched: np.ndarray

    @classmethod
    def text(cls, ids: Sequence[int], start: int = 0) -> Batch:
        """Return the forward of ``ids`` behind all that the cache holds, with the last token's logits."""
        size = len(ids)
        none = np.zeros((0, start + size), bool)
        return cls(np.array(ids, np.int64), start + np.arange(size), np.array([size - 1]), start, size, none)

    def see(self, visible: np.ndarray) -> None:
        """Write into bool [T, start + T] which slots each token sees."""
        start, causal = self.start, self.causal
        if causal:
            visible[:causal, :start] = True
            visible[:causal, start : start + causal] = _causal(causal)
            visible[:causal, start + causal :] = False
        visible[causal:] = self.branched

    @property
    def visible(self) -> np.ndarray:
        """Which slots each token sees, bool [T, start + T]."""
        visible = np.empty((len(self.ids), self.start + len(self.ids)), bool)
        self.see(visible)
        return visible


class Scores(NamedTuple):
    """What a plan needs of the logits behind a batch's R rows.

    Attributes:
        listed: float [R, U], the logits of ``Plan.listed``.
        likeliest: for plans with free text: of every row the ordinary token with the largest logit, the
            lowest id of equals, int64 [R], and that logit, float [R].
    """

    listed: np.ndarray
    likeliest: tuple[np.ndarray, np.ndarray] | None = None


def log_sum_exp(logits: np.ndarray) -> np.ndarray:
    """Return the norm of each row of logits [R, vocabulary size]: float [R]."""
    top = logits.max(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):  # a tick says so itself when they are not finite
        norms: np.ndarray = (top + np.log(np.exp(logits - top).sum(axis=1, keepdims=True)))[:, 0]
    return norms


class Plan:
    """A head plan compiled for a vocabulary; shared by all ticks of a session."""

    def __init__(self, heads: HeadPlan, vocabulary: Vocabulary) -> None:
        """Compile what each head may say before the tool is known, and then for each tool.

        Raises:
            EngineError: a head has no value it could say, or the tokenizer cannot say one.
        """
        self.heads = heads
        self.vocabulary = vocabulary
        self.narrow: dict[str, dict[str, Grammar]] = {}
        """By tool, the grammar of each head that the tool uses."""
        for tool in heads.toolset.tools:
            try:
                self.narrow[tool.name] = {
                    head: Grammar(heads.domain(head, tool.name), head, vocabulary)
                    for head in ARGUMENTS[: tool.arity]
                }
            except EngineError as error:
                raise EngineError(f"tool {tool.name}: {error}") from error
        self.open = {head: Grammar(heads.domain(head), head, vocabulary) for head in heads.heads}
        """Each head's grammar while the tool is not known."""
        grammars = [grammar for level in (self.open, *self.narrow.values()) for grammar in level.values()]
        self.listed = np.unique(np.concatenate([grammar.ids for grammar in grammars]))
        """The ids that a head may be told apart by, ascending int64 [U]; ordinary tokens of free text are not
        among them."""
        self.free = any(grammar.free for grammar in grammars)
        """Whether a head may say free text."""
        self.reach = max(FREE_TOKENS if grammar.free else grammar.reach for grammar in grammars)
        """The most tokens a head can be fed behind its tag."""
        options: dict[bytes, Options] = {}
        places = {grammar: Places(grammar, self.listed, options) for grammar in grammars}
        self.places = {head: places[grammar] for head, grammar in self.open.items()}
        """Of ``open``."""
        self.narrow_places = {
            tool: {head: places[grammar] for head, grammar in narrow.items()}
            for tool, narrow in self.narrow.items()
        }
        """Of ``narrow``."""
        self.room = len(heads.heads) * (1 + 2 * self.reach + DRAFT_TOKENS)
        """Cache slots a tick can need behind its suffix: a tag, a draft, and a text that is decoded again
        once the tool is known."""

        by_head = {
            head: [grammar, *(narrow[head] for narrow in self.narrow.values() if head in narrow)]
            for head, grammar in self.open.items()
        }
        forced = [max(grammar.forced for grammar in some) for some in by_head.values()]
        self.most_first = sum(1 + max(DRAFT_TOKENS, run) for run in forced)
        """The most tokens that a tick's first batch has behind the suffix: tags, and what is forced or a
        draft."""
        self.most_later = sum(1 + run for run in forced)
        """The most tokens of a later batch: of every head a choice, and what it leaves no choice about."""

    @property
    def most_rows(self) -> int:
        """The most rows that one batch asks for: every head behind its tag and each token of a draft."""
        return len(self.heads.heads) * (1 + DRAFT_TOKENS)

    def scores(self, logits: np.ndarray) -> Scores:
        """Return what the plan needs of whole rows of logits [R, vocabulary size]."""
        likeliest = None
        if self.free:
            ordinary = logits[:, self.vocabulary.ordinary]
            best = ordinary.argmax(axis=1)
            likeliest = (self.vocabulary.ordinary[best], ordinary[np.arange(len(best)), best])
        return Scores(logits[:, self.listed], likeliest)

    def tick(
        self, prefix_tokens: int, suffix: Sequence[int], draft: Mapping[str, Sequence[int]] | None = None
    ) -> Tick:
        """Start a tick behind a cached prefix.

        Args:
            prefix_tokens: length of the prefix.
            suffix: token ids.
            draft: of an earlier tick of this plan, from :meth:`Tick.draft`.
        """
        return Tick(self, prefix_tokens, suffix, draft or {})


class Tick:
    """The state of one tick: a branch a head, and what the cache holds."""

    def __init__(
        self, plan: Plan, prefix_tokens: int, suffix: Sequence[int], draft: Mapping[str, Sequence[int]]
    ) -> None:
        """See :meth:`Plan.tick`."""
        self._plan = plan
        self._suffix = suffix
        self._shared = prefix_tokens + len(suffix)  # slots that every branch sees
        self._used = prefix_tokens  # slots written so far
        self.rows = 0
        """Rows of the batches so far, the last one's left out while its scores are awaited."""
        sees = np.zeros((len(plan.places), self._shared + plan.room), bool)
        sees[:, : self._shared] = True
        self._branches = {
            head: Branch(head, places, plan.vocabulary, own, draft.get(head, ()))
            for (head, places), own in zip(plan.places.items(), sees, strict=True)
        }

    def batch(self) -> Batch | None:
        """Return the next forward, or None when every head has ended."""
        active = self._active()
        if not active:
            return None
        fed = [branch.feed() for branch in active]
        start, depth = self._used, len(self._suffix)  # of the suffix, which is fed once
        size = depth + sum(map(len, fed))
        ids, positions, rows = list(self._suffix), list(range(start, start + depth)), list[int]()
        branched = np.empty((size - depth, start + size), bool)
        row = depth
        for branch, tokens in zip(active, fed, strict=True):
            end = row + len(tokens)
            visible = branched[row - depth : end - depth]
            before = self._shared + branch.place(len(tokens), start + row, visible)
            positions += range(before, before + len(tokens))
            ids += tokens
            rows += range(end - len(branch.asked), end)
            row = end
        self._used, self._suffix = start + size, ()
        return Batch(np.array(ids), np.array(positions), np.array(rows), start, depth, branched)

    def take(self, scores: Scores) -> None:
        """Go on with the scores of the last batch, a row for each of ``Batch.rows``.

        Raises:
            EngineError: they are not finite.
        """
        ids, logits = scores.likeliest or (np.zeros(0, np.int64), np.zeros(0))
        _check_finite(scores.listed, logits)
        likeliest = zip(ids.tolist(), logits.tolist(), strict=True) if self._plan.free else repeat(None)
        active, rows = self._active(), map(Row, count(self.rows), scores.listed, likeliest)
        for branch in active:
            branch.learn(rows)
        self.rows += len(scores.listed)
        function = self._branches[FUNCTION]
        if function in active:
            function.go_on()
            if function.stop is not None:
                self._narrow(function.text if function.stop is not Stop.NULL else None)
        for branch in active:
            branch.go_on()

    @property
    def choices(self) -> np.ndarray:
        """The rows that the heads' choices came from, counted over all batches of the tick; ascending."""
        rows = {row for branch in self._branches.values() for row, _ in branch.choices}
        return np.array(sorted(rows), np.int64)

    def outputs(self, norms: np.ndarray) -> dict[str, HeadOutput]:
        """Return what each head said, in head-plan order.

        Args:
            norms: float, for each of ``choices`` the log of the sum of the exponentials of all its logits.

        Raises:
            EngineError: they are not finite.
        """
        _check_finite(norms)
        by_row = dict(zip(self.choices.tolist(), norms.tolist(), strict=True))
        return {head: branch.output(by_row) for head, branch in self._branches.items()}

    def draft(self) -> dict[str, list[int]]:
        """Return what the next tick may try first."""
        return {head: branch.draft() for head, branch in self._branches.items()}

    def _active(self) -> list[Branch]:
        return [branch for branch in self._branches.values() if branch.stop is None]

    def _narrow(self, tool: str | None) -> None:
        """Hold the arguments to what the selected tool lets them say; without a tool no head is of use."""
        for head, branch in self._branches.items():
            if tool is not None and head in self._plan.narrow_places[tool]:
                branch.restart(self._plan.narrow_places[tool][head])
            elif head in ARGUMENTS or (tool is None and head != FUNCTION):
                branch.skip()


@lru_cache(4)
def _triangle(size: int) -> np.ndarray:
    return np.tri(size, dtype=bool)


def _causal(size: int) -> np.ndarray:
    """Return which of ``size`` tokens in a row each of them sees, bool [size, size]."""
    return _triangle(-(-size // 256) * 256)[:size, :size]


def _check_finite(*logits: np.ndarray) -> None:
    if not all(np.isfinite(some).all() for some in logits):
        raise EngineError(
            "the model's logits are not finite; the checkpoint is damaged or diverged in training"
        )
