"""One decision: state and instruction in, a checked call and its verdict out. Contract and engine, no ROS."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..core.contract import Contract
from ..core.decode import confidence, decode
from ..core.heads import HeadOutput, HeadPlan
from ..core.prompt import Profile, Prompt
from ..core.tools import Call, fingerprint
from ..core.verdict import Code, Verdict
from ..engine.base import DeadlineExceeded, Decoded, Engine, PromptTooLong
from ..engine.replay import record

_logger = logging.getLogger(__name__)

COUNT_PATIENCE = 0.5
"""Seconds to wait for an engine that decodes before an instruction's length is left for the tick to judge."""

_LONGEST_TOKEN = 16
"""UTF-8 bytes; an instruction of more than this times the budget is too long without counting."""


@dataclass
class Decision:
    """What one decoding came to.

    Attributes:
        verdict: ACCEPTED only together with a call.
        call: the decoded call; None unless ACCEPTED.
        confidence: 0 … 1.
        suffix: the new part of the prompt.
        decoded: heads and costs; None when nothing was decoded.
        prompt_ms: milliseconds to build and tokenize the suffix.
        verdict_ms: milliseconds to parse and validate.
        fault: what the engine raised, for the log.
    """

    verdict: Verdict
    call: Call | None = None
    confidence: float = 0.0
    suffix: str = ""
    decoded: Decoded | None = None
    prompt_ms: float = 0.0
    verdict_ms: float = 0.0
    fault: Exception | None = None
    heads: Sequence[HeadOutput] = field(default_factory=tuple)


class Decider:
    """A contract's prompt on an engine's session. Decisions are made by one thread at a time."""

    def __init__(self, contract: Contract, engine: Engine, log: str = "") -> None:
        """Prime the prefix.

        Args:
            contract: tools and prompt.
            engine: what decodes.
            log: file that every decoding is appended to, for the replay engine; empty: none.

        Raises:
            EngineError: the prefix does not fit, or the heads cannot be compiled.
            ConfigurationError: the prompt profile cannot be read.
        """
        self.contract = contract
        self._log, self._profile = log, engine.profile
        trained = engine.training
        self._least = trained.min_confidence if contract.min_confidence is None else contract.min_confidence
        if trained.contract and trained.contract != fingerprint(contract.toolset):
            _logger.warning(
                "the checkpoint was trained on other tools than those of %s: measure it with"
                " 'simpletool evaluate', or train it with 'simpletool train --contract'",
                contract.file or contract.robot,
            )
        profile = Profile.load(contract.prompt.profile or engine.profile)
        self.prompt = Prompt(profile, contract.toolset, contract.prompt.system)
        self._session = engine.open(self.prompt.prefix, HeadPlan(contract.toolset, contract.content))
        self._using = threading.Lock()

    def close(self) -> None:
        """Free the session."""
        self._session.close()

    def too_long(self, instruction: str) -> str:
        """Return why an instruction can never fit the token budget; empty when it can. Never blocks."""
        budget = self.contract.prompt.max_tokens
        size = len(instruction.encode(errors="replace"))
        mend = "shorten it, or raise prompt.max_tokens in the contract"
        if size > budget * _LONGEST_TOKEN:
            return f"the instruction has {size} bytes, the budget is {budget} tokens: {mend}"
        suffix = self.prompt.suffix(instruction)
        if _surely_fits(suffix, budget) or not self._using.acquire(timeout=COUNT_PATIENCE):
            return ""
        try:
            tokens = self._session.count(suffix)
        finally:
            self._using.release()
        return (
            f"the instruction needs {tokens} tokens, the budget is {budget}: {mend}"
            if tokens > budget
            else ""
        )

    def decide(
        self, instruction: str, environment: Sequence[str], history: Sequence[str], deadline: float | None
    ) -> Decision:
        """Decide; never raises.

        Args:
            instruction: the user's words.
            environment: one summary a source.
            history: executed calls, oldest first; the oldest are dropped until the prompt fits its budget.
            deadline: steady seconds after which the answer is worthless; None: take your time.
        """
        decision = Decision(Verdict(Code.FAILED, "nothing was decided"))
        with self._using:
            try:
                self._decide(decision, instruction, environment, list(history), deadline)
            except DeadlineExceeded as error:
                decision.verdict = Verdict(Code.LATE, str(error) or "the engine gave up at the deadline")
            except Exception as error:  # an engine may raise anything; the loop must go on
                decision.verdict = Verdict(Code.FAILED, f"{type(error).__name__}: {error}")
                decision.fault = error
        if decision.verdict.code is not Code.ACCEPTED:
            decision.call = None
        return decision

    def _decide(
        self,
        decision: Decision,
        instruction: str,
        environment: Sequence[str],
        history: list[str],
        deadline: float | None,
    ) -> None:
        began = time.perf_counter()
        decision.suffix = self._suffix(instruction, environment, history)
        decision.prompt_ms = 1e3 * (time.perf_counter() - began)
        decoded = decision.decoded = self._session.decode(decision.suffix, deadline)
        decision.heads = tuple(decoded.heads.values())
        if self._log:
            self._record(decision.suffix, decoded)
        decision.prompt_ms += decoded.tokenize_ms
        began = time.perf_counter()
        toolset, least = self.contract.toolset, self._least
        decision.verdict, decision.call = decode(decoded.heads, toolset)
        decision.confidence = confidence(decoded.heads, toolset)
        if decision.call is not None and not decision.confidence >= least:  # NaN too
            decision.verdict = Verdict(
                Code.NO_CALL, f"confidence {decision.confidence:.2f} is below {least:g}"
            )
        decision.verdict_ms = 1e3 * (time.perf_counter() - began)

    def _record(self, suffix: str, decoded: Decoded) -> None:
        try:
            record(self._log, suffix, decoded, self._profile)
        except OSError as error:  # a full disk is no reason to stop a robot
            _logger.error("recording to %s ends: %s", self._log, error)
            self._log = ""

    def _suffix(self, instruction: str, environment: Sequence[str], history: list[str]) -> str:
        """Return the longest suffix that fits the budget, shortening history.

        Raises:
            PromptTooLong: it does not fit without history either.
        """
        budget = self.contract.prompt.max_tokens
        while True:
            suffix = self.prompt.suffix(instruction, environment, history)
            if _surely_fits(suffix, budget):
                return suffix
            tokens = self._session.count(suffix)
            if tokens <= budget:
                return suffix
            if not history:
                what = f"instruction and state need {tokens} tokens, the budget is {budget}"
                raise PromptTooLong(f"{what}: shorten the instruction, or raise prompt.max_tokens")
            history.pop(0)


def _surely_fits(text: str, budget: int) -> bool:
    """Whether ``text`` has at most ``budget`` tokens without counting: a token is a byte at least."""
    return len(text.encode(errors="replace")) <= budget
