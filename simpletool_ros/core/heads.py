"""Heads: the parallel output streams of a tick, and what each of them may say.

Protocol facts (the published tokenizer and server of SimpleTool, arXiv 2603.00030): seventeen special tokens,
an opening and a closing tag for ``content``, ``function`` and ``arg1`` … ``arg6``, and ``<|null|>``. A head's
prompt is the tick's prompt and its opening tag; it ends at its own closing tag, at ``<|null|>`` or at
``<|im_end|>``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from .parameter import Parameter
from .tools import MAX_ARITY, Tool, Toolset

CONTENT = "content"
FUNCTION = "function"
ARGUMENTS = tuple(f"arg{n}" for n in range(1, MAX_ARITY + 1))
NULL = "<|null|>"
END = "<|im_end|>"


def opening(head: str) -> str:
    """Return a head's opening tag."""
    return f"<{head}>"


def closing(head: str) -> str:
    """Return a head's closing tag."""
    return f"</{head}>"


SPECIAL_TOKENS = (
    *(tag for head in (CONTENT, FUNCTION, *ARGUMENTS) for tag in (opening(head), closing(head))),
    NULL,
)
"""The seventeen tokens that a SimpleTool tokenizer adds; each is one token id."""


class Stop(Enum):
    """Why a head ended; the values are those of ``HeadOutput.msg``."""

    CLOSED = 0  # its own closing tag
    NULL = 1  # <|null|>: omitted
    END = 2  # <|im_end|>
    DETERMINED = 3  # the schema left one way to go on
    LENGTH = 4  # the token limit: the text is not complete
    SKIPPED = 5  # the selected tool does not use this head


@dataclass(frozen=True)
class HeadOutput:
    """What one head said.

    Attributes:
        name: ``content``, ``function`` or ``argN``.
        text: without tags; for DETERMINED, completed by the schema.
        stop: why it ended.
        token_ids: as decoded, the stop token included; tokens forced by the schema are left out.
        logprob: natural log of the probability of ``token_ids`` under the model, unconstrained.
    """

    name: str
    text: str
    stop: Stop
    token_ids: tuple[int, ...] = ()
    logprob: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether the text is whole: the head closed, or the schema completed it."""
        return self.stop in (Stop.CLOSED, Stop.DETERMINED)

    @property
    def probability(self) -> float:
        """Probability of what was decoded, 0 … 1."""
        return math.exp(min(self.logprob, 0.0))


@dataclass(frozen=True)
class Domain:
    """What a head may say: the union of the parts that are set.

    Attributes:
        texts: complete texts, in the order they were first listed.
        number: any JSON number.
        integer: any JSON integer.
        free: any text without special tokens (strings without an enum, arrays and objects).
        null: ``<|null|>``.
    """

    texts: tuple[str, ...] = ()
    number: bool = False
    integer: bool = False
    free: bool = False
    null: bool = False

    @classmethod
    def of(cls, parameter: Parameter) -> Domain:
        """Return what a head may say for one parameter."""
        null = not parameter.required
        if parameter.choices is not None:
            return cls(texts=parameter.choices, null=null)
        return cls(
            number=parameter.type == "number",
            integer=parameter.type == "integer",
            free=parameter.type in ("string", "array", "object"),
            null=null,
        )

    @classmethod
    def union(cls, domains: Iterable[Domain]) -> Domain:
        """Return the domain that allows what any of ``domains`` allows."""
        parts = tuple(domains)
        texts = dict.fromkeys(text for part in parts for text in part.texts)
        return cls(
            tuple(texts),
            *(any(getattr(part, name) for part in parts) for name in ("number", "integer", "free", "null")),
        )


_UNUSED = Domain(null=True)


@dataclass(frozen=True)
class HeadPlan:
    """Which heads a tick decodes, and what each may say.

    Active heads are ``function`` and ``arg1`` … ``argK``, K the largest arity in the toolset; ``content``
    comes first when it is asked for.

    Attributes:
        toolset: the tools that may be called; the prompt may show more.
        content: whether to decode ``content`` too.
        required: whether one of the tools must be called.
    """

    toolset: Toolset
    content: bool = False
    required: bool = False

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Names of the active heads, in prompt order."""
        head = (CONTENT,) if self.content else ()
        return (*head, FUNCTION, *ARGUMENTS[: self.toolset.arity])

    def domain(self, head: str, tool: str | None = None) -> Domain:
        """Return what ``head`` may say, when ``tool`` is selected or (None) while it is not known.

        Raises:
            KeyError: no such tool.
            ValueError: no such head.
        """
        if head == CONTENT:
            return Domain(free=True, null=True)
        if head == FUNCTION:
            return Domain(texts=self.toolset.names, null=not self.required)
        index = ARGUMENTS.index(head)
        if tool is not None:
            return _of(self.toolset[tool], index)
        # While the function is unknown it may still be null, and then every argument is null too.
        unused = [] if self.required else [_UNUSED]
        return Domain.union([*(_of(tool, index) for tool in self.toolset.tools), *unused])


def _of(tool: Tool, index: int) -> Domain:
    return Domain.of(tool.parameters[index]) if index < tool.arity else _UNUSED
