"""What a server's completions say of each head: the host's half of the engines that decode elsewhere.

``vllm`` and ``remote`` ask another process for plain completions and get token ids back. Every id is walked
through the head's grammar here, so what comes out is what the tick plan (``plan``) of the embedded engine
gives: tokens that the grammar forces are left out, a head with one way left is DETERMINED, and an id that the
grammar does not allow is garbage.

All heads are decoded at once under their open grammars, while the tool is not known. Then the arguments are
walked through what the *selected* tool lets them say. Where an answer leaves that, the head is asked once
more from there, under the tool's own grammar; the outcome is that of decoding function and arguments one by
one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..core.heads import ARGUMENTS, FUNCTION, HeadOutput, Stop
from .base import EngineError
from .branch import FREE_TOKENS
from .grammar import Grammar, spell
from .plan import Plan


@dataclass(frozen=True)
class Question:
    """A head to decode.

    Attributes:
        head: its name.
        known: token ids behind its opening tag that are settled already.
        stops: ids that end it.
        limit: tokens after which it is cut.
    """

    head: str
    known: tuple[int, ...]
    stops: tuple[int, ...]
    limit: int


@dataclass(frozen=True)
class Answer:
    """What was decoded for a question.

    Attributes:
        ids: token ids, the stop token included.
        logprobs: of each, natural, under the model unconstrained.
    """

    ids: tuple[int, ...]
    logprobs: tuple[float, ...]

    def __post_init__(self) -> None:
        """Check that the two fit; ValueError if they do not."""
        if len(self.ids) != len(self.logprobs):
            raise ValueError(f"{len(self.ids)} ids have {len(self.logprobs)} log-probabilities")

    @classmethod
    def of(cls, said: Sequence[tuple[int, float]]) -> Answer:
        """Return an answer from pairs of id and log-probability."""
        return cls(tuple(token for token, _ in said), tuple(logprob for _, logprob in said))

    def __add__(self, other: Answer) -> Answer:
        """Return this answer and what was said after it."""
        return Answer(self.ids + other.ids, self.logprobs + other.logprobs)


class Garbage(EngineError):
    """An answer holds what its question did not allow: whoever gave it is not to be trusted."""


@dataclass(frozen=True)
class Asked:
    """Questions that belong together.

    Attributes:
        questions: one a head.
        grammar: what constrains them, see :func:`.grammar.spell`; empty: nothing does.
        stops: ids that may end any of them, for a server to which they are one request.
        again: whether their heads have been asked before.
    """

    questions: tuple[Question, ...]
    grammar: str
    stops: tuple[int, ...]
    again: bool = False


@dataclass(frozen=True)
class _Left:
    """An answer that left its grammar: what is settled of it, tokens that the grammar forces included."""

    kept: Answer


class Reader:
    """Asks and reads the heads of a plan's ticks; shared by all ticks of a session."""

    def __init__(self, plan: Plan, constrained: bool = True) -> None:
        """Prepare the questions.

        Args:
            plan: the heads and their grammars.
            constrained: whether the server holds the heads to their grammars. If not, they end where the
                model ends them, and what they said is for the verdict to judge.
        """
        self._plan, self._vocabulary, self._constrained = plan, plan.vocabulary, constrained
        heads = plan.heads
        self._narrow = {
            tool.name: spell({head: heads.domain(head, tool.name) for head in ARGUMENTS[: tool.arity]})
            for tool in heads.toolset.tools
        }
        opened = spell({head: heads.domain(head) for head in heads.heads}) if constrained else ""
        self.first = self._asked(dict.fromkeys(heads.heads, ()), plan.open, opened)
        """What a tick asks first: every head."""

    def again(self, answers: Mapping[str, Answer]) -> tuple[Asked, dict[str, Answer]] | None:
        """Return what has to be asked once more now that the tool is known; None when nothing has.

        Returns:
            The questions, and what is settled of their heads' first answers: the second go on from there.

        Raises:
            Garbage: an answer is not within the open grammar of its head.
        """
        if not self._constrained:
            return None
        for head, answer in answers.items():
            self._walk(head, self._plan.open[head], answer, strict=True)
        tool = self._tool(answers) or ""
        kept: dict[str, Answer] = {}
        for head, grammar in self._plan.narrow.get(tool, {}).items():
            walked = self._walk(head, grammar, answers[head])
            if isinstance(walked, _Left):
                kept[head] = walked.kept
        if not kept:
            return None
        known = {head: one.ids for head, one in kept.items()}
        asked = self._asked(known, self._plan.narrow[tool], self._narrow[tool])
        return replace(asked, again=True), kept

    def outputs(self, answers: Mapping[str, Answer]) -> dict[str, HeadOutput]:
        """Return what each head said, in head-plan order.

        Raises:
            Garbage: an answer is not within its grammar.
        """
        if not self._constrained:
            return {head: self._unconstrained(head, answers[head]) for head in self._plan.heads.heads}
        tool = self._tool(answers)
        narrow = self._plan.narrow.get(tool or "", {})
        heads = {}
        for head in self._plan.heads.heads:
            if head in narrow:
                walked = self._walk(head, narrow[head], answers[head])
                if isinstance(walked, _Left):
                    raise Garbage(f"{head}: {list(answers[head].ids)} is nothing that {tool} may be given")
                heads[head] = walked
            elif head in ARGUMENTS or (tool is None and head != FUNCTION):
                heads[head] = HeadOutput(head, "", Stop.SKIPPED)
            else:
                heads[head] = self._said(head, self._plan.open[head], answers[head])
        return heads

    def _tool(self, answers: Mapping[str, Answer]) -> str | None:
        said = self._said(FUNCTION, self._plan.open[FUNCTION], answers[FUNCTION])
        return said.text if said.complete else None

    def _said(self, head: str, grammar: Grammar, answer: Answer) -> HeadOutput:
        walked = self._walk(head, grammar, answer, strict=True)
        assert isinstance(walked, HeadOutput)  # strict
        return walked

    def _asked(
        self, known: Mapping[str, tuple[int, ...]], grammars: Mapping[str, Grammar], spelled: str
    ) -> Asked:
        questions = tuple(self._question(head, ids, grammars[head]) for head, ids in known.items())
        tags = {self._vocabulary.null, self._vocabulary.end, *map(self._vocabulary.closing, known)}
        closers = {
            token
            for head in known
            for token in grammars[head].closers
            if all(grammars[other].never_within(token) for other in known)
        }
        return Asked(questions, spelled, tuple(sorted(tags | closers if spelled else tags)))

    def _question(self, head: str, known: tuple[int, ...], grammar: Grammar) -> Question:
        vocabulary = self._vocabulary
        stops = {vocabulary.closing(head), vocabulary.null}
        stops |= grammar.closers if self._constrained else {vocabulary.end}
        cut = grammar.free or not self._constrained
        limit = FREE_TOKENS if cut else grammar.reach + 1
        return Question(head, known, tuple(sorted(stops)), max(limit - len(known), 1))

    def _walk(self, head: str, grammar: Grammar, answer: Answer, strict: bool = False) -> HeadOutput | _Left:
        """Follow an answer through a grammar.

        Args:
            head: whose answer it is.
            grammar: what it may say.
            answer: at its end it may leave out what the grammar forces.
            strict: whether leaving the grammar is an error.

        Raises:
            Garbage: a log-probability is no number; or strict, and the answer left the grammar.
        """
        state, given = grammar.start, list(zip(answer.ids, answer.logprobs, strict=True))
        path: list[tuple[int, float]] = []
        chosen: list[tuple[int, float]] = []
        while True:
            allowed = grammar.allowed(state)
            forced = len(allowed) == 1
            said = given[len(path)] if len(path) < len(given) else None
            if said is None or not grammar.allows(state, said[0]):
                if strict and (said is not None or not forced):
                    what = f"token {said[0]}" if said else "its end"
                    raise Garbage(f"{head}: {what} behind {list(Answer.of(path).ids)} is not in its grammar")
                if not forced:
                    return _Left(Answer.of(path))
                given = given[: len(path)]  # what was said from here on is of no use
                said = (int(allowed[0]), 0.0)
            if not forced:
                chosen.append(said)
            token = said[0]
            if token in (grammar.null, grammar.close):
                stop = Stop.NULL if token == grammar.null else Stop.DETERMINED if forced else Stop.CLOSED
                break
            state = grammar.advance(state, token)
            path.append(said)
            if grammar.free and len(path) == FREE_TOKENS:
                stop = Stop.LENGTH
                break
        return self._output(head, Answer.of(path).ids, stop, Answer.of(chosen))

    def _unconstrained(self, head: str, answer: Answer) -> HeadOutput:
        """Read an answer that nothing held to a grammar."""
        vocabulary, ids = self._vocabulary, answer.ids
        if not all(0 <= token < vocabulary.size for token in ids):
            raise Garbage(f"{head}: {list(ids)} holds what is no token of this checkpoint")
        ends = {
            vocabulary.closing(head): Stop.CLOSED,
            vocabulary.null: Stop.NULL,
            vocabulary.end: Stop.END,
        }
        stop = ends.get(ids[-1], Stop.LENGTH) if ids else Stop.LENGTH
        path = ids if stop is Stop.LENGTH else ids[:-1]
        return self._output(head, path, stop, answer)

    def _output(self, head: str, path: tuple[int, ...], stop: Stop, chosen: Answer) -> HeadOutput:
        logprob = sum(chosen.logprobs)
        if math.isnan(logprob) or logprob == math.inf:
            raise Garbage(f"{head}: its log-probability is {logprob}; the checkpoint is damaged or diverged")
        return HeadOutput(head, self._vocabulary.decode(path), stop, chosen.ids, logprob)
