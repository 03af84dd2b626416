"""What recorded ticks teach: what the robot did where that was sound, what a person says where it was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..core.decode import decode
from ..core.heads import FUNCTION, HeadOutput, Stop
from ..core.problems import ConfigurationError, Problem, problem
from ..core.tools import Call, Toolset
from ..core.verdict import Code
from . import jsonl
from .dataset import CORRECTED, RECORDED, Example, checked, fault_in, read_call


@dataclass(frozen=True)
class Tick:
    """A recorded tick.

    Attributes:
        trace_id: unique among the ticks of a robot on one clock.
        suffix: the part of the prompt that was new; empty when the model was asked nothing.
        verdict: what became of it.
        heads: what each head said, by name.
        call: what was sent; None when nothing was, or when that was not recorded.
    """

    trace_id: str
    suffix: str
    verdict: Code
    heads: Mapping[str, HeadOutput] = field(default_factory=dict)
    call: Call | None = None


@dataclass(frozen=True)
class Correction:
    """The right answer to a recorded tick, as a person wrote it.

    Attributes:
        trace_id: of the tick.
        call: the right call; None for no call.
        line: where it stands in its file.
    """

    trace_id: str
    call: Call | None
    line: int


@dataclass(frozen=True)
class Lessons:
    """What was learned from ticks.

    Attributes:
        examples: in the order of the ticks.
        skipped: how many ticks taught nothing, by the reason.
        first: for reasons that say more of each tick, what they say of the first.
    """

    examples: list[Example]
    skipped: Counter[str]
    first: dict[str, str]


def read_corrections(path: str | Path, toolset: Toolset) -> list[Correction]:
    """Read corrections, one ``{"trace_id": "…", "call": {…} or null}`` a line.

    Raises:
        ConfigurationError: with the problems of all lines.
    """
    lines: dict[str, int] = {}

    def build(number: int, data: Mapping[str, Any]) -> Correction:
        trace_id = data["trace_id"]
        if not isinstance(trace_id, str) or not trace_id:
            raise problem("trace_id", f"is {trace_id!r}", "copy it from the tick that was wrong")
        if lines.setdefault(trace_id, number) != number:
            what = f"{trace_id} is corrected in line {lines[trace_id]} already"
            raise problem("trace_id", what, "keep one of the two")
        try:
            return Correction(trace_id, read_call(data["call"], toolset), number)
        except ConfigurationError as error:
            raise error.within("call") from error

    return jsonl.read(path, ("trace_id", "call"), build)


def learn(
    ticks: Iterable[Tick], toolset: Toolset, corrections: Sequence[Correction] = (), file: str = ""
) -> Lessons:
    """Make examples of ticks.

    Args:
        ticks: as recorded; one that comes again counts once.
        toolset: that of the contract.
        corrections: replace what was recorded, whatever the verdict.
        file: where the corrections come from.

    Raises:
        ConfigurationError: corrections that name no tick, more than one, or one without a prompt.
    """
    right = {correction.trace_id: correction for correction in corrections}
    lessons = Lessons([], Counter(), {})
    seen: set[tuple[str, str]] = set()
    met: Counter[str] = Counter()
    faults: dict[str, str] = {}
    for tick in ticks:
        if (tick.trace_id, tick.suffix) in seen:
            lessons.skipped["recorded twice"] += 1
            continue
        seen.add((tick.trace_id, tick.suffix))
        met[tick.trace_id] += 1
        correction = right.get(tick.trace_id)
        try:
            _check_suffix(tick)
            call = correction.call if correction is not None else _said(tick, toolset)
        except _Useless as error:
            lessons.skipped[error.reason] += 1
            lessons.first.setdefault(error.reason, error.detail and f"{tick.trace_id}: {error.detail}")
            if correction is not None:
                faults[tick.trace_id] = f"nothing can be learned from this tick: {error}"
            continue
        origin = RECORDED if correction is None else CORRECTED
        lessons.examples.append(Example(tick.suffix, call, origin, tick.trace_id))
    problems = []
    for correction in corrections:
        what, mend = faults.get(correction.trace_id, ""), "take the line out"
        if not met[correction.trace_id]:
            what, mend = f"no tick has {correction.trace_id!r}", "copy it from ~/tick, or name its bag too"
        elif met[correction.trace_id] > 1:
            what = f"{met[correction.trace_id]} ticks have it, of runs with equal clocks"
            mend = "make a dataset of each run"
        if what:
            problems.append(Problem("trace_id", what, mend, f"{file}:{correction.line}"))
    if problems:
        raise ConfigurationError(jsonl.shortened(problems, file))
    return lessons


class _Useless(Exception):
    """A tick that teaches nothing."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} ({detail})" if detail else reason)
        self.reason, self.detail = reason, detail


def _check_suffix(tick: Tick) -> None:
    if not tick.suffix:
        raise _Useless(f"{_name(tick)}, the model was asked nothing")
    fault = fault_in(tick.suffix)
    if fault:
        raise _Useless("prompt not fit to learn from", f"it {fault}")


def _said(tick: Tick, toolset: Toolset) -> Call | None:
    """Return what the robot did, if that may be learned."""
    if tick.verdict is Code.NO_CALL:
        function = tick.heads.get(FUNCTION)
        if function is None or function.stop is not Stop.NULL:
            raise _Useless("no_call, but not by the model's word")
        return None
    if tick.verdict is not Code.ACCEPTED:
        raise _Useless(_name(tick))
    call, why = tick.call, ""
    if call is None:  # the same, by what the heads said
        verdict, call = decode(tick.heads, toolset)
        why = verdict.reason
    try:
        if call is not None:
            return checked(call, toolset)
    except ConfigurationError as error:
        why = error.problems[0].what
    raise _Useless("not a call of this contract", why)


def _name(tick: Tick) -> str:
    return tick.verdict.name.lower()
