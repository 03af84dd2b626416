"""The ``remote`` engine: a ``vllm serve`` elsewhere, over HTTP; this is how it scales past one machine.

A tick is one request to ``/v1/completions``: the prompts of all heads as token ids, over a connection that is
kept. The checkpoint's folder, weights or not, is needed here for its tokenizer. A server that was started
with our logits processor (``constrain``) holds the heads to their grammars; whether it was is found out when
a session is opened. Without it the model's own words are taken, and the verdict is what checks them.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.heads import FUNCTION, Domain, HeadPlan
from .answers import Answer, Asked, Garbage, Question
from .base import EngineError
from .completions import Answers, CompletionSession
from .grammar import spell
from .http_link import Link
from .metadata import Metadata

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class RemoteOptions:
    """Where the server is.

    Attributes:
        url: such as ``https://gpu.example:8000``.
        served: the model's name there; empty: the one it serves.
        key_file: holds the API key; empty: the environment variable SIMPLETOOL_API_KEY, or none.
        ca_file: certificates that are trusted beside the system's.
        constrained: ask the server to hold heads to their grammars, if it can.
    """

    url: str = ""
    served: str = ""
    key_file: str = ""
    ca_file: str = ""
    constrained: bool = True


class RemoteEngine:
    """A checkpoint that another machine serves; thread-safe, a connection for each session."""

    name = "remote"

    def __init__(self, model: str, options: RemoteOptions) -> None:
        """Read the tokenizer and ask the server what it serves.

        Args:
            model: the folder that holds ``config.json`` and ``tokenizer.json``, or a shipped one's name.
            options: where the server is.

        Raises:
            EngineError: an option is wrong, or the server cannot be reached, refuses the key or does not
                serve the model.
        """
        told = Metadata.read(model)
        self.profile, self.training = told.profile, told.training
        self.vocabulary = told.vocabulary()
        self._link = Link(options.url, options.key_file, options.ca_file)
        self._served, self.context = self._model(options.served)
        self.context = min(self.context, told.number("max_position_embeddings"))
        self.constrained = options.constrained and self._constrains()
        if options.constrained and not self.constrained:
            logger.warning(
                "%s does not hold heads to their grammars: impossible values are rejected, not avoided;"
                " start it with --logits-processors simpletool_ros.engine.constrain:Constrain",
                options.url,
            )

    def open(self, prefix: str, plan: HeadPlan) -> CompletionSession:
        """Let the server compute a prefix, and compile what each head may say.

        Raises:
            PromptTooLong: the prefix does not fit.
            EngineError: the plan cannot be compiled for this checkpoint, or the server does not answer.
        """
        return CompletionSession(self, prefix, plan)

    def closed(self, session: CompletionSession) -> None:
        """Nothing to free here."""

    def close(self) -> None:
        """Close the connections."""
        self._link.close()

    def distrust(self, garbage: Garbage, start: int) -> None:
        """Say so; the server is not ours to start again."""
        logger.error("the server's answer is of no use: %s", garbage)

    def ask(self, prompt: Sequence[int], asked: Asked, deadline: float | None, session: int = 0) -> Answers:
        """Decode questions; see :class:`~.completions.Server`."""
        began = time.perf_counter()
        body: dict[str, Any] = {
            "model": self._served,
            "prompt": [[*prompt, self.vocabulary.opening(one.head), *one.known] for one in asked.questions],
            "max_tokens": max(one.limit for one in asked.questions),
            "temperature": 0,
            "logprobs": 0,
            "stop_token_ids": asked.stops,
            "ignore_eos": True,  # a head ends at its stops alone
            "skip_special_tokens": False,
            "return_token_ids": True,
        }
        if asked.grammar:
            body["vllm_xargs"] = {"simpletool": asked.grammar}
        answer = self._link.post("/v1/completions", body, deadline)
        spent = 1e3 * (time.perf_counter() - began)
        return Answers(_heads(answer, asked), None, spent, 0.0)  # of several prompts it says no cached tokens

    def _model(self, wanted: str) -> tuple[str, int]:
        """Return the name of the model to ask for and the most tokens it takes.

        Raises:
            EngineError: the server does not serve it, or serves several and none is named.
        """
        answer = self._link.get("/v1/models")
        try:
            contexts = {str(one["id"]): one.get("max_model_len") for one in answer["data"]}
        except (KeyError, TypeError, AttributeError) as error:
            raise EngineError(
                f"{self._link.url}: is no OpenAI-compatible server, /v1/models says {str(answer)[:80]}"
            ) from error
        serves = f"it serves {', '.join(contexts) or 'nothing'}"
        if wanted and wanted not in contexts:
            raise EngineError(f"{self._link.url} does not serve {wanted!r}; {serves}: set the option served")
        if not wanted and len(contexts) != 1:
            raise EngineError(f"{self._link.url}: {serves}; name one with the option served")
        name = wanted or next(iter(contexts))
        context = contexts[name]
        return name, context if isinstance(context, int) else sys.maxsize

    def _constrains(self) -> bool:
        """Whether the server says what a grammar leaves as the only way, whatever the model would say."""
        for text in ("0", "1"):
            ids = self.vocabulary.spell(FUNCTION, text)
            spelled = spell({FUNCTION: Domain(texts=(text,))})
            asked = Asked((Question(FUNCTION, (), (), len(ids)),), spelled, ())
            if self.ask([], asked, None).heads[FUNCTION].ids != ids:
                return False
        return True


def _heads(answer: Mapping[str, Any], asked: Asked) -> dict[str, Answer]:
    """Read a completion of several prompts.

    Raises:
        EngineError: it is none.
    """
    try:
        choices = sorted(answer["choices"], key=lambda choice: int(choice["index"]))
        return {
            question.head: Answer(
                tuple(map(int, choice["token_ids"])), tuple(map(float, choice["logprobs"]["token_logprobs"]))
            )
            for question, choice in zip(asked.questions, choices, strict=True)
        }
    except (KeyError, TypeError, ValueError) as error:
        raise EngineError(
            f"the server's completion has no token ids ({type(error).__name__}: {error}); vLLM gives them"
        ) from error
