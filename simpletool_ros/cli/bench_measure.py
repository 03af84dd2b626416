"""What ``simpletool bench`` measures: an engine on the tools and prompts of four domains."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..core.decode import decode
from ..core.heads import END, HeadPlan, Stop
from ..core.tools import Toolset
from ..engine.base import Decoded, Engine, EngineError, Streams
from ..train import instructions, offers, toolsets
from ..train.evaluate import Split, draw
from ..train.offers import Offer

_STREAMS = 20
"""How often the call is also written as JSON: it takes as long as many ticks."""

_TEXT = Toolset.from_openai(
    [
        {
            "name": "write",
            "parameters": {"properties": {"text": {"type": "string"}}, "required": ["text"]},
        }
    ]
)
"""A head of free text, in which a JSON text is written."""


def domains(profile: str) -> dict[str, Offer]:
    """Return what each domain's prompts offer, written in a profile: always the same tools."""
    chosen = {
        "game": toolsets.usual_game(2),
        "arm": toolsets.usual("arm"),
        "avatar": toolsets.usual("avatar"),
        "robot": offers.shipped(),
    }
    return {name: replace(offer, profile=profile) for name, offer in chosen.items()}


def suffixes(name: str, offer: Offer, count: int) -> list[str]:
    """Draw prompts of a domain, always the same."""
    split = Split(lambda rng: offer, instructions.HELD_OUT, ())
    return [one.suffix for _, some in draw(random.Random(f"bench {name}"), split, count) for one in some]


def measure(engine: Engine, offer: Offer, asked: Sequence[str]) -> dict[str, Any]:
    """Measure a domain; what is compared takes turns, so that a noisy neighbour hits all alike.

    Args:
        engine: loaded.
        offer: the domain's tools.
        asked: a suffix a tick, each unlike the one before.

    Returns:
        Milliseconds, and what they were spent on; None for what the engine cannot do (``base.Streams``).
    """
    prefix, toolset = offer.checked_prompt.prefix, offer.toolset
    began = time.perf_counter()
    session = engine.open(prefix, HeadPlan(toolset))
    opened = time.perf_counter()
    first = session.decode(asked[0])
    cold = {"open_ms": 1e3 * (opened - began), "first_tick_ms": 1e3 * (time.perf_counter() - opened)}
    writer = _writer(engine, prefix)
    ticks: list[Decoded] = []
    times: list[float] = []
    alone: list[float] = []  # one head of as many forwards
    tokens: list[int] = []  # of a call as JSON
    written: list[float] = []
    ratios: list[float] = []
    for number, suffix in enumerate(asked):
        began = time.perf_counter()
        tick = session.decode(suffix)
        times.append(1e3 * (time.perf_counter() - began))
        ticks.append(tick)
        if writer is None:
            continue
        alone.append(writer.stream(suffix, tick.forwards))
        call = decode(tick.heads, toolset)[1]
        if call is not None and number % max(1, len(asked) // _STREAMS) == 0:
            text = json.dumps({"name": call.function, "arguments": dict(call.arguments)}) + END
            tokens.append(session.count(text))
            written.append(writer.stream(suffix, session.count(text)))
            ratios.append(written[-1] / times[-1])
    session.close()
    return {
        **{key: round(value, 2) for key, value in cold.items()},
        "tick_ms": spread(times),
        "prefill_ms": spread([tick.prefill_ms for tick in ticks]),
        "forwards": round(statistics.fmean(tick.forwards for tick in ticks), 2),
        "prefix_tokens": session.prefix_tokens,
        "suffix_tokens": round(statistics.fmean(map(session.count, asked)), 1),
        "cached_tokens": first.cached_tokens,
        "head_tokens": _by_head(ticks),
        "heads_against_one": round(statistics.median(times) / statistics.median(alone), 3) if alone else None,
        "json_tokens": round(statistics.median(tokens)) if tokens else None,
        "json_ms": spread(written) if written else None,
        "json_against_tick": round(statistics.median(ratios), 2) if ratios else None,
    }


def _writer(engine: Engine, prefix: str) -> Streams | None:
    """Return a session that writes text token by token, if the engine has such."""
    try:
        session = engine.open(prefix, HeadPlan(_TEXT))
    except EngineError:  # a checkpoint whose tokenizer or context has no room for free text
        return None
    return session if isinstance(session, Streams) else None


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return the percentiles of values, rounded."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return {f"p{part}": round(ordered[round(part / 100 * last)], 2) for part in (50, 95, 99)}


def _by_head(ticks: Sequence[Decoded]) -> dict[str, float]:
    """Return how many tokens each head chose, in the mean of the ticks that used it."""
    used: dict[str, list[int]] = {}
    for tick in ticks:
        for head in tick.heads.values():
            if head.stop is not Stop.SKIPPED:
                used.setdefault(head.name, []).append(len(head.token_ids))
    return {name: round(statistics.fmean(counts), 2) for name, counts in used.items()}
