"""Verdicts: what became of a tick."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Code(Enum):
    """The kinds of verdict; the values are those of ``Verdict.msg``."""

    ACCEPTED = 0  # a valid call, sent to its route
    NO_CALL = 1  # the model chose to call nothing, or there was nothing to decide
    REJECTED = 2  # the decoded call is not allowed; nothing was sent
    LATE = 3  # the answer came after the deadline; nothing was sent
    FAILED = 4  # the engine, a source or a route failed; nothing was sent


@dataclass(frozen=True)
class Verdict:
    """A verdict and, unless it is ACCEPTED, one sentence on why."""

    code: Code
    reason: str = ""

    def __str__(self) -> str:
        """``rejected: reason``."""
        return f"{self.code.name.lower()}: {self.reason}" if self.reason else self.code.name.lower()


ACCEPTED = Verdict(Code.ACCEPTED)
