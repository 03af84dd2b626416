"""The engine protocol: open a session on a prefix and a head plan, then decode suffixes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ..core.heads import HeadOutput, HeadPlan


class EngineError(RuntimeError):
    """The engine cannot be loaded, or cannot decode; the message says why and what to do."""


class PromptTooLong(EngineError):
    """A prompt does not fit into the checkpoint's context."""


class DeadlineExceeded(EngineError):
    """A tick was given up because its answer could only have come too late."""


@dataclass(frozen=True)
class Decoded:
    """What the heads of one tick said, and what it cost.

    Attributes:
        heads: by name, in head-plan order.
        prompt_tokens: prefix, suffix and one opening tag a head.
        cached_tokens: of these, not computed again in this tick.
        forwards: runs of the model, the first one (prefill) included.
        tokenize_ms: milliseconds to turn the suffix into token ids.
        prefill_ms: milliseconds of the first forward: suffix and all head tags.
        decode_ms: milliseconds of the forwards after it, and of what the log-probabilities need.
    """

    heads: Mapping[str, HeadOutput]
    prompt_tokens: int
    cached_tokens: int
    forwards: int
    tokenize_ms: float
    prefill_ms: float
    decode_ms: float

    @property
    def decoded_tokens(self) -> int:
        """Tokens emitted by all heads."""
        return sum(len(head.token_ids) for head in self.heads.values())


class Session(Protocol):
    """A primed prefix. Used by one thread at a time; sessions of an engine are independent of each other."""

    @property
    def prefix_tokens(self) -> int:
        """Length of the primed prefix."""
        ...

    def count(self, suffix: str) -> int:
        """Return how many tokens a suffix has."""
        ...

    def decode(self, suffix: str, deadline: float | None = None) -> Decoded:
        """Decode every head of the plan behind prefix and suffix, greedily.

        Args:
            suffix: from ``Prompt.suffix``.
            deadline: ``time.monotonic()`` seconds after which the answer is worthless.

        Raises:
            PromptTooLong: prefix and suffix do not fit.
            DeadlineExceeded: given up at the deadline.
            EngineError: anything else; the session stays usable.
        """
        ...

    def close(self) -> None:
        """Free the session's cache."""
        ...


@runtime_checkable
class Streams(Protocol):
    """A session that can write a text token by token, to compare a tick with: not every engine's can."""

    def stream(self, suffix: str, tokens: int) -> float:
        """Decode one stream of free text behind prefix and suffix, greedily, one token a forward.

        That is what a model does which writes its call as JSON. The session's plan has a head of free text.

        Args:
            suffix: from ``Prompt.suffix``.
            tokens: how many; none ends it.

        Returns:
            Milliseconds for all of them, the prefill of the suffix included.

        Raises:
            EngineError: as :meth:`Session.decode`, or the plan has no free text.
        """
        ...


@dataclass(frozen=True)
class Training:
    """What a checkpoint says of its training; empty where it says nothing.

    Attributes:
        contract: fingerprint of the toolset it was trained on (``core.tools.fingerprint``).
        min_confidence: below it a call is rather not made, unless the contract says otherwise.
    """

    contract: str = ""
    min_confidence: float = 0.0


class Engine(Protocol):
    """Holds the weights; sessions share them."""

    @property
    def name(self) -> str:
        """``embedded``, ``vllm``, ``direct``, ``remote`` or ``replay``."""
        ...

    @property
    def profile(self) -> str:
        """Name of the prompt profile the checkpoint was trained on."""
        ...

    @property
    def training(self) -> Training:
        """What the checkpoint says of its training."""
        ...

    def open(self, prefix: str, plan: HeadPlan) -> Session:
        """Prime a prefix and compile what each head may say.

        Raises:
            PromptTooLong: the prefix does not fit.
            EngineError: the plan cannot be compiled for this checkpoint.
        """
        ...

    def close(self) -> None:
        """Free the engine; its sessions are closed."""
        ...
