"""Scenarios: samples of state, instruction and history, each with the call that the expert makes there.

The history is drawn independently of the right answer (mostly empty, else some recent calls), so that copying
the last call is never a way to be right. Everything is drawn from one ``random.Random``: the same seed gives
the same samples.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from ..core.decode import encode
from ..core.heads import FUNCTION, HeadPlan
from ..core.tools import Call
from .dialects import Dialect
from .expert import Decision, Goal, State, decide
from .phrasebook import TRAIN, Phrasebook
from .phrases import goal_and_instruction
from .states import View


@dataclass(frozen=True)
class Sample:
    """One decision to learn.

    Attributes:
        suffix: the prompt's suffix.
        call: the right call; None for ``<|null|>``.
        goal: what the instruction asks for.
    """

    suffix: str
    call: Call | None
    goal: Goal


def sample(rng: random.Random, view: View, dialect: Dialect, book: Phrasebook = TRAIN) -> Sample:
    """Draw an instruction for a state and let the expert decide."""
    extra = rng.choice(dialect.extras) if dialect.extras and rng.random() < 0.15 else None
    if extra is not None:
        instruction, call = rng.choice(list(extra.asked.items()))
        return Sample(
            dialect.prompt.suffix(instruction, view.environment, history(rng, dialect)), call, Goal("nothing")
        )
    if not view.names:
        return labelled(dialect, view.environment, Goal("stop"), rng.choice(book.stop), history(rng, dialect))
    goal, instruction = goal_and_instruction(rng, view.names, book)
    return labelled(dialect, view.environment, goal, instruction, history(rng, dialect))


def labelled(
    dialect: Dialect, environment: tuple[str, ...], goal: Goal, instruction: str, recent: tuple[str, ...] = ()
) -> Sample:
    """Return the sample of a given state and instruction."""
    decision = decide(goal, State.parse(environment))
    return Sample(dialect.prompt.suffix(instruction, environment, recent), dialect.call(decision), goal)


def samples(
    rng: random.Random, source: Iterator[View], dialect: Dialect, book: Phrasebook = TRAIN
) -> Iterator[Sample]:
    """Yield a sample for each state of ``source``."""
    for view in source:
        yield sample(rng, view, dialect, book)


def history(rng: random.Random, dialect: Dialect) -> tuple[str, ...]:
    """Draw recent calls that say nothing of the right one; mostly none, as in the shipped contract."""
    count = rng.choice((0, 0, 0, 0, 0, 1, 1, 3))
    recent = []
    for _ in range(count):
        action = rng.choices(("drive", "stop", "done"), (8, 1, 1))[0]
        if action == "drive":
            decision = Decision("drive", rng.choice((0.0, 0.05, 0.1, 0.15, 0.2)), rng.randint(-10, 10) / 10)
        else:
            decision = Decision("stop" if action == "stop" else "done")
        recent.append(str(dialect.call(decision)))
    return tuple(recent)


def targets(dialect: Dialect, call: Call | None) -> dict[str, str | None]:
    """Return what each active head has to say: its text, or None for ``<|null|>``."""
    heads = HeadPlan(dialect.toolset).heads
    if call is None:
        return dict.fromkeys(heads)
    said = encode(call, dialect.toolset)
    return {
        head: said[head].text if said[head].complete else None
        for head in heads
        if head in said or head == FUNCTION
    }
