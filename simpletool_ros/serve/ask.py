"""What a client asks and what it is answered, whichever API it speaks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..core.heads import HeadPlan
from ..core.problems import problem
from ..core.prompt import Profile, Prompt
from ..core.tools import Call, Toolset
from ..core.verdict import Verdict
from ..engine.base import Decoded
from .offered import check

_SPELLED = json.JSONEncoder(ensure_ascii=False).encode  # made once: json.dumps would make one a request


@dataclass(frozen=True)
class Ask:
    """One question.

    Attributes:
        tools: in OpenAI's form, not yet checked.
        instruction: the user's words.
        system: the domain prompt; empty: the profile's own.
        environment: the state, one line a source.
        history: executed calls, oldest first.
        content: decode the content head too.
        only: the one tool that may be called; the prompt shows all.
        required: a tool must be called, however unsure the model is.
    """

    tools: Sequence[Mapping[str, Any]]
    instruction: str
    system: str = ""
    environment: Sequence[str] = ()
    history: Sequence[str] = ()
    content: bool = False
    only: str = ""
    required: bool = False

    @cached_property
    def key(self) -> str:
        """What all questions share that one session can answer."""
        told = [list(self.tools), self.system, self.content, self.only, self.required]
        return _SPELLED(told)

    @cached_property
    def size(self) -> int:
        """UTF-8 bytes of what the prompt is made of.

        Raises:
            UnicodeEncodeError: half a surrogate pair, which JSON can spell and no tokenizer can read.
        """
        parts = (self.key, self.instruction, *self.environment, *self.history)
        return sum(len(part.encode()) for part in parts)

    def prompt(self, profile: Profile) -> tuple[Prompt, HeadPlan]:
        """Return the prompt and what the heads may say.

        Raises:
            ConfigurationError: with every problem of the tools.
        """
        check(self.tools)
        toolset = Toolset.from_openai(list(self.tools))
        if not self.only:
            return Prompt(profile, toolset, self.system), HeadPlan(toolset, self.content, self.required)
        if self.only not in toolset:
            what = f"there is no tool {self.only!r} to choose"
            raise problem("", what, f"name one of {', '.join(toolset.names)}")
        chosen = Toolset((toolset[self.only],))
        return Prompt(profile, toolset, self.system), HeadPlan(chosen, self.content, self.required)


@dataclass(frozen=True)
class Answer:
    """What an engine made of a question.

    Attributes:
        verdict: ACCEPTED only together with a call.
        call: None unless ACCEPTED.
        confidence: of the least probable head that decided, 0 … 1.
        decoded: heads and costs.
        waited_ms: milliseconds until a worker took the question.
        opened_ms: milliseconds to check the tools and prime the prefix; next to 0 when it was cached.
        engine_ms: milliseconds that the engine decoded.
    """

    verdict: Verdict
    call: Call | None
    confidence: float
    decoded: Decoded
    waited_ms: float
    opened_ms: float
    engine_ms: float
