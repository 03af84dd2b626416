"""vLLM's engine core as the loop of the ``vllm`` engine uses it: token ids in, token ids out.

``LLMEngine`` checks and copies every request as a stranger's, and keeps a second record of it for text. The
requests of a tick are alike: they share their prompt, whose blocks are hashed once for all of them, and their
parameters are those of the tick before. So they go to the core itself. What is used of vLLM is the same from
0.26 to 0.32.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

_KEPT = 1024
"""Parameters kept: one of each head of each toolset, and of what may be left of it."""


@dataclass
class Request:
    """A head that is being decoded.

    Attributes:
        name: unique.
        ids: what it has said so far.
        logprobs: of each id, natural, under the model unconstrained.
        cached: prompt tokens that were not computed for it.
        finished: whether it says no more.
    """

    name: str
    ids: list[int] = field(default_factory=list)
    logprobs: list[float] = field(default_factory=list)
    cached: int = 0
    finished: bool = False


class Core:
    """The engine core, in this process."""

    def __init__(self, engine: Any) -> None:
        """Take it out of an ``LLMEngine``, which is not used any more then."""
        self._client = engine.engine_core
        self._core = self._client.engine_core
        self._context = engine.vllm_config.model_config.max_model_len
        self._requests: dict[str, Request] = {}
        self._parameters = lru_cache(_KEPT)(_parameters)

    def add(
        self,
        names: Sequence[str],
        prompt: list[int],
        heads: Sequence[tuple[list[int], list[int], int]],
        grammar: str,
    ) -> list[Request]:
        """Add the heads of a tick.

        Args:
            names: of each head, unique.
            prompt: ids that all heads share.
            heads: of each: ids behind the prompt, ids that stop it, the most tokens.
            grammar: what they may say; empty: anything.

        Raises:
            ValueError: they do not fit, or the grammar cannot be read; none is added.
        """
        from vllm.v1.request import Request as Asked

        longest = len(prompt) + max(len(tail) for tail, _, _ in heads)
        if longest >= self._context:
            raise ValueError(f"{longest} tokens leave no room for an answer in a context of {self._context}")
        parameters = [self._parameters(tuple(stops), limit, grammar) for _, stops, limit in heads]
        hasher = self._core.request_block_hasher
        known = Asked("", prompt, parameters[0], None, block_hasher=hasher).block_hashes

        def rest(asked: Any) -> Any:
            """Return the hashes of the blocks that have none yet; see ``Request.update_block_hashes``."""
            if not asked.block_hashes:
                asked.block_hashes.extend(known)
            return hasher(asked)

        added = [Request(name) for name in names]
        for request, (tail, _, _), parameter in zip(added, heads, parameters, strict=True):
            self._requests[request.name] = request
            asked = Asked(request.name, prompt + tail, parameter, None, block_hasher=hasher and rest)
            self._core.add_request(asked)
        return added

    def step(self) -> Iterator[Request]:
        """Run the model once, or take what an earlier run gave; yield the requests that have said more."""
        for output in self._client.get_output().outputs:
            request = self._requests.get(output.request_id)
            if request is None:  # dropped meanwhile
                continue
            if output.prefill_stats is not None:
                request.cached = output.prefill_stats.num_cached_tokens
            request.ids += output.new_token_ids
            if output.new_logprobs is not None:  # the chosen token's comes first
                request.logprobs += output.new_logprobs.logprobs[:, 0].tolist()
            request.finished = output.finished
            if request.finished:
                del self._requests[request.name]
            yield request

    def drop(self, requests: Sequence[Request]) -> None:
        """Decode requests no further."""
        names = [request.name for request in requests if self._requests.pop(request.name, None) is not None]
        self._client.abort_requests(names)


def _parameters(stops: tuple[int, ...], limit: int, grammar: str) -> Any:
    """Return vLLM's parameters; requests share them, for nobody changes them."""
    from vllm import SamplingParams

    from .constrain import ARGUMENT, Constrain

    parameters = SamplingParams(
        temperature=0.0,
        max_tokens=limit,
        stop_token_ids=list(stops),
        ignore_eos=True,  # a head ends at its stops alone
        detokenize=False,
        logprobs=0,
        extra_args={ARGUMENT: grammar} if grammar else None,
    )
    Constrain.validate_params(parameters)
    return parameters
