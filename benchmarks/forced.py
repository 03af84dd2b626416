"""Ticks whose heads say what they are told, so that random weights do as well as trained ones.

The engine computes every forward in earnest and the plan decides on its outcome; only the logit of the token
that a head is to say is raised before.
"""

from __future__ import annotations

import string
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.core.decode import decode, encode  # noqa: E402
from simpletool_ros.core.heads import ARGUMENTS, FUNCTION, HeadPlan  # noqa: E402
from simpletool_ros.core.tools import Call, Toolset  # noqa: E402
from simpletool_ros.engine.plan import Plan  # noqa: E402
from simpletool_ros.engine.session import PlanSession  # noqa: E402
from simpletool_ros.engine.vocabulary import Vocabulary  # noqa: E402

FORCED = 1e9


class Forced:
    """Ticks of a session that say given calls."""

    def __init__(self, session: PlanSession) -> None:
        """Use a session."""
        self._session, self._plan = session, session._plan
        self.forwards = 0
        """Of the last tick."""
        self.planning_ms = 0.0
        """Of it, what the plan took to decide."""
        self.ends_ms = 0.0
        """Of it, what the plan took to begin and to read the heads' texts."""
        self.draft: dict[str, list[int]] = {}
        """What it leaves to the next."""

    def tick(
        self, suffix: list[int], call: Call | None, draft: Mapping[str, Sequence[int]] | None = None
    ) -> float:
        """Decode a call, or none; return the milliseconds."""
        listed = self._plan.listed
        wanted = {head: listed.searchsorted(ids).tolist() for head, ids in said(call, self._plan).items()}
        began = time.perf_counter()
        self.forwards, planning = 0, 0.0
        tick = self._plan.tick(self._session.prefix_tokens, suffix, draft)
        ends = time.perf_counter() - began
        while True:
            at = time.perf_counter()
            batch = tick.batch()
            planning += time.perf_counter() - at
            if batch is None:
                break
            scores = self._session._forward(batch, tick.rows)
            rows = iter(scores.listed)
            for branch in tick._active():
                for known in branch.asked:
                    row, way = next(rows), wanted[branch.head]
                    if known <= len(way):
                        row[way[known - 1]] = FORCED
            at = time.perf_counter()
            tick.take(scores)
            planning += time.perf_counter() - at
            self.forwards += 1
        norms = self._session._norms(tick.choices)
        at = time.perf_counter()
        tick.outputs(norms)
        ends += time.perf_counter() - at
        self.planning_ms, self.ends_ms = 1e3 * planning, 1e3 * ends
        spent = 1e3 * (time.perf_counter() - began)
        heads = tick.outputs(np.zeros(len(tick.choices)))
        if decode(heads, self._plan.heads.toolset)[1] != call:
            raise SystemExit(f"the tick plan did not decode {call}")
        self.draft = tick.draft()
        return spent


def said(call: Call | None, plan: Plan) -> dict[str, tuple[int, ...]]:
    """Return the ids that each head says for a call, its end included."""
    null = (plan.vocabulary.null,)
    if call is None:
        return dict.fromkeys(plan.heads.heads, null)
    heads = encode(call, plan.heads.toolset)
    return {
        head: (*plan.vocabulary.spell(head, heads[head].text), plan.vocabulary.closing(head))
        if heads[head].complete
        else null
        for head in plan.heads.heads
    }


def exactly(vocabulary: Vocabulary, heads: int, steps: int) -> tuple[HeadPlan, Call]:
    """Return tools and a call for which ``heads`` heads decode exactly ``steps`` tokens each.

    Every token of the call has another one beside it that a tool would allow, so none is left out; behind
    the last one there is one way left.
    """
    letter, other = _letters(vocabulary, steps)
    texts = [letter * steps, *(letter * length + other for length in range(steps))]
    choices = {f"p{number}": {"enum": texts} for number in range(heads - 1)}
    tools = [
        {"name": name, "parameters": {"properties": choices, "required": list(choices)}} for name in texts
    ]
    return HeadPlan(Toolset.from_openai(tools)), Call(texts[0], dict.fromkeys(choices, texts[0]))


def whatever(vocabulary: Vocabulary, heads: int, steps: int) -> HeadPlan:
    """Return tools whose ``heads`` arguments are exactly ``steps`` tokens long, whatever random weights say.

    Each is any number of so many digits that goes on with two of them: behind every token there are two ways
    at least. The first has ten, so that ``<|null|>`` hardly ever comes out (random_checkpoint.py).

    Raises:
        SystemExit: a digit is not a token of its own.
    """
    numbers = ["".join(digits) for digits in product(string.digits, *["01"] * (steps - 1))]
    if any(len(vocabulary.spell(head, text)) != steps for head in ARGUMENTS[:heads] for text in numbers):
        raise SystemExit("this needs a tokenizer with a token for each digit, as Qwen's are")
    properties = {f"p{number}": {"enum": numbers} for number in range(heads)}
    tools = [
        {"name": name, "parameters": {"properties": properties, "required": [*properties]}}
        for name in string.ascii_lowercase[:12]
    ]
    return HeadPlan(Toolset.from_openai(tools))


def _letters(vocabulary: Vocabulary, steps: int) -> tuple[str, str]:
    """Return two letters that no token of the vocabulary joins."""

    def apart(letter: str, other: str) -> bool:
        for head in (FUNCTION, *ARGUMENTS):
            whole = vocabulary.spell(head, letter * steps)
            short = [vocabulary.spell(head, letter * length + other) for length in range(steps)]
            if len(whole) != steps or any(ids[:-1] != whole[: len(ids) - 1] for ids in short):
                return False
            if any(len(ids) != length + 1 for length, ids in enumerate(short)):
                return False
        return True

    pairs = product(string.ascii_letters, repeat=2)
    return next(pair for pair in pairs if pair[0] != pair[1] and apart(*pair))
