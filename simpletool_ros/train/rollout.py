"""Closed loop: many robots in the simulator at once, each driven tick by tick by one pilot.

Processes step the physics and put states into words; this one decides for all of them in a batch.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from tokenizers import Tokenizer

from ..core.contract import Contract
from ..core.tools import Call
from .episodes import Episode, Outcome
from .expert import decide
from .offers import of_contract
from .states import View

Decide = Callable[[list[list[int]]], Sequence[Call | None]]
"""Token ids of the suffixes to calls."""


def run(
    drives: Sequence[Episode],
    contract: Contract,
    tokenizer: Tokenizer | None,
    pilot: Decide | None,
    *,
    seconds: float = 60.0,
    processes: int = 1,
    keep: int = 0,
) -> list[Outcome]:
    """Drive all episodes.

    Args:
        drives: the episodes.
        contract: whose tools and rate; read from a file.
        tokenizer: of the pilot's model.
        pilot: decides; None lets the expert drive.
        seconds: simulated, after which an episode ends.
        processes: that step the physics.
        keep: keep every so-manieth state in the outcomes; 0 for none.
    """
    context = multiprocessing.get_context("spawn")
    limit = round(seconds * contract.rate)
    text = tokenizer.to_str() if tokenizer else None
    shares = [list(range(start, len(drives), processes)) for start in range(min(processes, len(drives)))]
    pipes, workers = [], []
    for share in shares:
        ours, theirs = context.Pipe()
        worker = context.Process(
            target=_serve,
            args=(theirs, [drives[i] for i in share], contract.file, text, pilot is None, limit, keep),
            daemon=True,
        )
        worker.start()
        pipes.append(ours)
        workers.append(worker)
    outcomes: dict[int, Outcome] = {}
    open_pipes = list(range(len(pipes)))
    while open_pipes:
        asked: list[list[int]] = []
        counts = []
        for number in list(open_pipes):
            message = pipes[number].recv()
            if isinstance(message, list):
                counts.append((number, len(message)))
                asked += message
            else:
                outcomes |= {shares[number][index]: outcome for index, outcome in message.items()}
                open_pipes.remove(number)
        if asked and pilot is not None:
            calls = list(pilot(asked))
            for number, count in counts:
                pipes[number].send(calls[:count])
                calls = calls[count:]
    for worker in workers:
        worker.join()
    return [outcomes[index] for index in range(len(drives))]


def _serve(
    pipe: Connection,
    drives: list[Episode],
    file: str,
    tokenizer: str | None,
    expert: bool,
    limit: int,
    keep: int,
) -> None:
    """Step some robots: send the ids of their suffixes, take their calls; at the end send the outcomes."""
    from .judge import Drive  # MuJoCo only in the processes that step it

    contract = Contract.load(file)
    offer = of_contract(contract)
    speller = Tokenizer.from_str(tokenizer) if tokenizer else None
    robots = [Drive(episode, contract) for episode in drives]
    while active := [robot for robot in robots if not robot.over]:
        states = [robot.environment() for robot in active]
        right = [
            offer.call(offer.driving(decide(robot.goal, View(state).state)))
            for robot, state in zip(active, states, strict=True)
        ]
        calls: Sequence[Call | None] = right
        if not expert and speller is not None:
            asked = [
                offer.prompt.suffix(robot.episode.asked.text, state)
                for robot, state in zip(active, states, strict=True)
            ]
            pipe.send([speller.encode(text, add_special_tokens=False).ids for text in asked])
            calls = pipe.recv()
        for robot, state, call, wanted in zip(active, states, calls, right, strict=True):
            outcome = robot.outcome
            if keep and outcome.ticks % keep == 0:
                told = robot.episode.asked
                outcome.visited.append((state, told.intent, dict(told.values or {})))
            robot.act(call, call == wanted, limit)
    pipe.send({index: robot.outcome for index, robot in enumerate(robots)})
