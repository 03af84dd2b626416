"""Answers from a recorded log: a tick that was decoded once is decoded alike forever, without a model.

A log is JSON lines, one a tick, in the order they were decoded:

    {"profile": "v2", "suffix": "…", "heads": [["function", "stop", "DETERMINED", -0.02, [270]], …],
     "prompt_tokens": 371, "cached_tokens": 301, "forwards": 2}

A head is its name, text, stop reason (a name of ``core.heads.Stop``), log-probability and token ids.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.heads import HeadOutput, HeadPlan, Stop
from .base import DeadlineExceeded, Decoded, EngineError, Training


def record(path: str | Path, suffix: str, decoded: Decoded, profile: str = "v2") -> None:
    """Append a tick to a log.

    Args:
        path: the log; made if it does not exist.
        suffix: what was decoded.
        decoded: what came out.
        profile: the engine's prompt profile.
    """
    heads = [
        [head.name, head.text, head.stop.name, head.logprob, list(head.token_ids)]
        for head in decoded.heads.values()
    ]
    tick = {
        "profile": profile,
        "suffix": suffix,
        "heads": heads,
        "prompt_tokens": decoded.prompt_tokens,
        "cached_tokens": decoded.cached_tokens,
        "forwards": decoded.forwards,
    }
    with Path(path).open("a", encoding="utf-8") as log:
        log.write(json.dumps(tick, ensure_ascii=False) + "\n")


@dataclass(frozen=True)
class _Tick:
    line: int
    profile: str
    suffix: str
    decoded: Decoded

    @classmethod
    def parse(cls, line: int, text: str) -> _Tick:
        tick: dict[str, Any] = json.loads(text)
        heads = {
            str(name): HeadOutput(str(name), str(said), Stop[stop], tuple(map(int, ids)), float(logprob))
            for name, said, stop, logprob, ids in tick["heads"]
        }
        prompt, cached, forwards = (int(tick[key]) for key in ("prompt_tokens", "cached_tokens", "forwards"))
        decoded = Decoded(heads, prompt, cached, forwards, tokenize_ms=0.0, prefill_ms=0.0, decode_ms=0.0)
        return cls(line, str(tick["profile"]), str(tick["suffix"]), decoded)


class ReplayEngine:
    """A recorded log. Each session replays it from the start."""

    name = "replay"

    def __init__(self, log: str | Path) -> None:
        """Read a log.

        Raises:
            EngineError: with the file and the line.
        """
        self.log = Path(log)
        try:
            lines = self.log.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        except (OSError, UnicodeError) as error:
            raise EngineError(f"{log}: cannot be read ({error}); record a log there first") from error
        self._ticks = []
        for number, text in enumerate(lines, 1):
            try:
                self._ticks.append(_Tick.parse(number, text))
            except (ValueError, KeyError, TypeError) as error:
                raise EngineError(
                    f"{log}:{number}: is not a recorded tick ({type(error).__name__}: {error});"
                    " remove the line or record the log again"
                ) from error
        profiles = sorted({tick.profile for tick in self._ticks})
        if len(profiles) != 1:
            raise EngineError(
                f"{log}: holds ticks of the prompt profiles {', '.join(profiles)}; record a log for each"
            )
        self.profile, self.training = profiles[0], Training()

    def open(self, prefix: str, plan: HeadPlan) -> ReplaySession:
        """Start from the log's first tick; the prefix is not recorded and not compared.

        Raises:
            EngineError: a tick has other heads than the plan.
        """
        for tick in self._ticks:
            if tuple(tick.decoded.heads) != plan.heads:
                raise EngineError(
                    f"{self.log}:{tick.line}: was recorded with the heads {', '.join(tick.decoded.heads)},"
                    f" the contract has {', '.join(plan.heads)}; record the log with this contract"
                )
        return ReplaySession(self.log, self._ticks)

    def close(self) -> None:
        """Nothing to free."""


class ReplaySession:
    """A place in a log: equal suffixes are answered in the order of the log, then by the last answer."""

    def __init__(self, log: Path, ticks: list[_Tick]) -> None:
        """See :meth:`ReplayEngine.open`."""
        self._log = log
        self._answers: dict[str, list[Decoded]] = defaultdict(list)
        for tick in ticks:
            self._answers[tick.suffix].append(tick.decoded)
        self._asked = 0
        self.prefix_tokens = ticks[0].decoded.cached_tokens

    def count(self, suffix: str) -> int:
        """Return the recorded number of tokens; a suffix that was never decoded is longer than any budget."""
        if suffix not in self._answers:
            return sys.maxsize
        decoded = self._answers[suffix][0]
        return decoded.prompt_tokens - decoded.cached_tokens - len(decoded.heads)

    def decode(self, suffix: str, deadline: float | None = None) -> Decoded:
        """Return what was recorded for this suffix; see :class:`~.base.Session`."""
        if deadline is not None and time.monotonic() >= deadline:
            raise DeadlineExceeded("the deadline has passed")
        self._asked += 1
        if suffix not in self._answers:
            raise EngineError(
                f"{self._log}: tick {self._asked} was not recorded, its suffix ends in {suffix[-80:]!r};"
                " record the log again with the contract and inputs of this run"
            )
        answers = self._answers[suffix]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def close(self) -> None:
        """Nothing to free."""
