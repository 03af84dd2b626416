"""Sessions of the engines that decode in another process: prompts as token ids out, answers in."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..core.heads import HeadPlan
from .answers import Answer, Asked, Garbage, Question, Reader
from .base import Decoded, EngineError, PromptTooLong
from .plan import Plan
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Answers:
    """What came back for questions that were asked together.

    Attributes:
        heads: by name.
        computed: prompt tokens that were not cached, of all heads; None where the server does not say.
        first_ms: milliseconds to the first token; all of them where the server does not say.
        rest_ms: milliseconds after that.
        start: of a server that we start ourselves, how many starts it had when it was asked.
    """

    heads: Mapping[str, Answer]
    computed: int | None
    first_ms: float
    rest_ms: float
    start: int = 0

    @property
    def steps(self) -> int:
        """Runs of the model."""
        return max(len(answer.ids) for answer in self.heads.values())


class Server(Protocol):
    """Whoever decodes."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The tokens of its checkpoint."""
        ...

    @property
    def context(self) -> int:
        """The most tokens a prompt and its answer may have."""
        ...

    @property
    def constrained(self) -> bool:
        """Whether it holds heads to their grammars."""
        ...

    def ask(self, prompt: Sequence[int], asked: Asked, deadline: float | None, session: int = 0) -> Answers:
        """Decode questions behind a prompt that they share; each head's tag is put behind it by the server.

        Args:
            prompt: token ids.
            asked: the questions.
            deadline: steady seconds.
            session: the number of the session that asks.

        Raises:
            DeadlineExceeded: no answer by then; it is not computed any further.
            EngineError: anything else.
        """
        ...

    def distrust(self, garbage: Garbage, start: int) -> None:
        """Take note that it gave garbage, in ``Answers`` of this start."""
        ...

    def closed(self, session: CompletionSession) -> None:
        """Take note that a session is closed."""
        ...


_numbers = itertools.count(1)


class CompletionSession:
    """A prefix and a head plan on a server, which keeps the prefix's cache by itself."""

    def __init__(self, server: Server, prefix: str, heads: HeadPlan) -> None:
        """Compile the heads and let the server compute the prefix.

        Raises:
            PromptTooLong: the prefix does not fit.
            EngineError: the heads cannot be compiled, or the server does not answer.
        """
        self._server, self._open, self.number = server, True, next(_numbers)
        self._plan = plan = Plan(heads, server.vocabulary)
        self._reader = Reader(plan, server.constrained)
        self._prefix = server.vocabulary.encode(prefix)
        if not self._prefix:
            raise EngineError("the prefix is empty; write the system text and the tools into it")
        self._room = server.context - len(self._prefix) - 1 - plan.reach
        if self._room < 1:
            raise PromptTooLong(
                f"the prefix has {len(self._prefix)} tokens and a head up to {plan.reach}, the context is"
                f" {server.context}; shorten the system text or the tools"
            )
        self.prefix_tokens = len(self._prefix)
        self.prime(None)

    @property
    def first(self) -> tuple[Sequence[int], Asked]:
        """What makes a server compute the prefix: one token of one head."""
        question = self._reader.first.questions[0]
        asked = replace(question, limit=1)
        return self._prefix, replace(self._reader.first, questions=(asked,))

    def prime(self, deadline: float | None) -> None:
        """Let the server compute the prefix."""
        self._server.ask(*self.first, deadline, self.number)

    def count(self, suffix: str) -> int:
        """Return how many tokens a suffix has."""
        return len(self._server.vocabulary.encode(suffix))

    def decode(self, suffix: str, deadline: float | None = None) -> Decoded:
        """Decode every head of the plan behind prefix and suffix; see :class:`~.base.Session`."""
        began = time.perf_counter()
        prompt = self._prompt(suffix)
        tokenize_ms = 1e3 * (time.perf_counter() - began)
        first = self._server.ask(prompt, self._reader.first, deadline, self.number)
        heads, rounds = dict(first.heads), [first]
        try:
            again = self._reader.again(heads)
            if again is not None:
                asked, kept = again
                second = self._server.ask(prompt, asked, deadline, self.number)
                heads |= {head: kept[head] + answer for head, answer in second.heads.items()}
                rounds.append(second)
            outputs = self._reader.outputs(heads)
        except Garbage as garbage:
            self._server.distrust(garbage, rounds[-1].start)
            raise
        tokens = len(prompt) + len(outputs)
        # Heads may each compute the end of the suffix: what of it does not fill a block of the cache.
        known = [one.computed for one in rounds if one.computed is not None]
        return Decoded(
            heads=outputs,
            prompt_tokens=tokens,
            cached_tokens=max(tokens - sum(known), 0) if known else 0,
            forwards=sum(one.steps for one in rounds),
            tokenize_ms=tokenize_ms,
            prefill_ms=first.first_ms,
            decode_ms=sum(one.first_ms + one.rest_ms for one in rounds) - first.first_ms,
        )

    def stream(self, suffix: str, tokens: int) -> float:
        """Decode one stream of free text token by token; see :class:`~.base.Streams`."""
        began = time.perf_counter()
        prompt = self._prompt(suffix)
        head = next((head for head, grammar in self._plan.open.items() if grammar.free), None)
        if head is None:
            raise EngineError("a stream is free text; open the session on a tool with a string parameter")
        if len(prompt) + 1 + tokens > self._server.context:
            raise PromptTooLong(f"{len(prompt)} tokens of prompt and {tokens} of text do not fit")
        asked = Asked((Question(head, (), (), tokens),), "", ())
        said = self._server.ask(prompt, asked, None, self.number).steps
        if said != tokens:
            raise EngineError(f"the server ended a text after {said} of {tokens} tokens")
        return 1e3 * (time.perf_counter() - began)

    def _prompt(self, suffix: str) -> list[int]:
        if not self._open:
            raise EngineError("the session is closed; open another")
        ids = self._server.vocabulary.encode(suffix)
        if len(ids) > self._room:
            raise PromptTooLong(
                f"the suffix has {len(ids)} tokens, there is room for {self._room} behind the prefix;"
                " shorten the instruction or the environment"
            )
        return [*self._prefix, *ids]

    def close(self) -> None:
        """Leave the prefix to the server's cache, which forgets what is not used."""
        if self._open:
            self._open = False
            self._server.closed(self)
