"""The ``vllm`` engine: every architecture that vLLM knows, at the GPU's speed, many robots at once.

vLLM runs in a process of its own (``vllm_worker``); a stalled or crashing one is started again
(``vllm_process``) and never takes the controller with it. Prompts go there as token ids of our own
tokenizer, and ids come back. The prefix of each session stays in vLLM's cache; the suffix is computed once
for all heads, but for what does not fill its last block. Sessions of any number of threads share the engine.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from ..core.heads import HeadPlan
from .answers import Answer, Asked, Garbage
from .base import EngineError
from .completions import Answers, CompletionSession
from .metadata import Metadata
from .vllm_process import Process
from .vllm_worker import Settings, Tuning
from .wire import Ask


@dataclass(frozen=True, kw_only=True)
class VllmOptions(Tuning):
    """How vLLM is run.

    Attributes:
        python: the interpreter that has vLLM; empty: this one.
        cache_gb: memory of the cache in GB, instead of ``memory``.
    """

    python: str = ""
    cache_gb: float = 0.0


class VllmEngine:
    """A checkpoint on vLLM; thread-safe."""

    name = "vllm"

    def __init__(
        self, model: str, options: VllmOptions = VllmOptions(), tell: Callable[[str], None] = print
    ) -> None:
        """Load a checkpoint; takes seconds to minutes.

        Args:
            model: its folder, or the name of a shipped one.
            options: how.
            tell: told how loading goes, every five seconds.

        Raises:
            EngineError: vLLM is not there, or cannot load the checkpoint.
        """
        told = Metadata.read(model)
        self.profile, self.training = told.profile, told.training
        self.vocabulary = told.vocabulary()
        self.constrained = options.constrained
        python = options.python or sys.executable
        if not options.python and importlib.util.find_spec("vllm") is None:
            raise EngineError(
                f"{python} has no vLLM; install it, or name the Python that has it with the option python"
            )
        self._sessions: set[CompletionSession] = set()
        tuning = {one.name: getattr(options, one.name) for one in fields(Tuning)}
        tuning["context"] = min(options.context, told.number("max_position_embeddings"))
        settings = Settings(model=str(told.path.resolve()), cache_bytes=int(1e9 * options.cache_gb), **tuning)
        self.process = Process(settings, python, tell, self._prefixes)

    @property
    def context(self) -> int:
        """The most tokens a prompt and its answer may have."""
        return self.process.context

    def open(self, prefix: str, plan: HeadPlan) -> CompletionSession:
        """Prime a prefix and compile what each head may say.

        Raises:
            PromptTooLong: the prefix does not fit.
            EngineError: the plan cannot be compiled for this checkpoint, or vLLM is not there.
        """
        session = CompletionSession(self, prefix, plan)
        self._sessions.add(session)
        return session

    def closed(self, session: CompletionSession) -> None:
        """Forget a session: its prefix is not computed again when vLLM is started anew."""
        self._sessions.discard(session)

    def close(self) -> None:
        """End vLLM; the engine's sessions raise EngineError from then on."""
        self.process.close()

    def ask(self, prompt: Sequence[int], asked: Asked, deadline: float | None, session: int = 0) -> Answers:
        """Decode questions; see :class:`~.completions.Server`."""
        start = self.process.starts  # before it is asked: one that is started later is not to blame
        question = self._question(session, prompt, asked, deadline)
        said = self.process.ask(question, deadline)
        try:
            heads = {
                question.head: Answer(tuple(map(int, ids)), tuple(map(float, logprobs)))
                for question, (ids, logprobs) in zip(asked.questions, said.heads, strict=True)
            }
            return Answers(heads, int(said.computed), float(said.first_ms), float(said.rest_ms), start)
        except (TypeError, ValueError) as error:
            garbage = Garbage(f"an answer makes no sense: {error}")
            self.distrust(garbage, start)
            raise garbage from error

    def distrust(self, garbage: Garbage, start: int) -> None:
        """Have the process that gave garbage started again."""
        self.process.distrust(str(garbage), start)

    def _question(self, robot: int, prompt: Sequence[int], asked: Asked, deadline: float | None) -> Ask:
        heads = [
            ([self.vocabulary.opening(one.head), *one.known], list(one.stops), one.limit)
            for one in asked.questions
        ]
        return Ask(0, robot, asked.again, list(prompt), heads, asked.grammar, deadline)

    def _prefixes(self) -> list[Ask]:
        return [self._question(one.number, *one.first, None) for one in list(self._sessions)]
