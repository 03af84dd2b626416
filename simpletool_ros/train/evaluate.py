"""Evaluation: exact calls on what training never drew, and driving in worlds that training never saw."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from ..core.contract import Contract
from ..core.decode import confidence, decode
from ..core.heads import HeadPlan
from ..core.prompt import Prompt
from ..core.tools import Call
from ..engine.base import Engine
from ..engine.checkpoint import Checkpoint
from . import episodes, instructions, offers, rollout, toolsets
from .domains import GAMES
from .instructions import Style
from .metrics import Decided, accuracy, rate, reliability, threshold
from .naming import Naming
from .offers import Offer
from .scenarios import Sample, sample
from .states import View, views

PER_OFFER = 20
"""Samples of an offer before another one is drawn."""

Answers = Callable[[Sequence[str]], list[tuple[Call | None, float]]]
"""Suffixes to calls (None: no call) and their confidence."""

_PLAINLY = Naming({"usual": 1.0}, {"usual": 1.0}, {"usual": 1.0})
_NONSENSE = Naming({"nonsense": 1.0}, {"usual": 0.6, "nonsense": 0.4}, {"usual": 1.0}, held_out=True)
_WORDS = Naming({"held_out": 1.0}, {"usual": 0.5, "held_out": 0.5}, {"usual": 1.0})
_ENUMS = Naming({"held_out": 1.0}, {"usual": 0.5, "held_out": 0.5}, {"held_out": 1.0})
_ALL = Naming({"held_out": 1.0}, {"held_out": 1.0}, {"held_out": 1.0}, held_out=True)


@dataclass(frozen=True)
class Split:
    """What samples of a split are made of.

    Attributes:
        offer: draws an offer.
        style: of its instructions.
        kinds: of instructions, drawn in turn; empty: as in training.
    """

    offer: Callable[[random.Random], Offer]
    style: Style
    kinds: tuple[str, ...] = ("ask",)


def splits(contract: Contract) -> dict[str, Split]:
    """Return the splits of the shipped evaluation, by name."""
    seen = [
        offers.of_contract(contract),
        *(toolsets.usual(domain) for domain in toolsets.USUAL),
        *(toolsets.usual_game(index) for index in range(len(GAMES))),
    ]
    weights = [4, 3, 1, 1, 1, *([0.2] * len(GAMES))]

    def usual(rng: random.Random) -> Offer:
        return rng.choices(seen, weights)[0]

    def spoken(rng: random.Random) -> Offer:
        return rng.choice(seen[:2])

    return {
        "seen contracts": Split(usual, instructions.SEEN, ()),
        "held-out phrasings": Split(usual, instructions.HELD_OUT, ()),
        "nonsense names, held-out descriptions": Split(
            lambda rng: toolsets.drawn(rng, _NONSENSE), instructions.SEEN
        ),
        "held-out words as names": Split(lambda rng: toolsets.drawn(rng, _WORDS), instructions.SEEN),
        "… and held-out enum texts with a gloss": Split(
            lambda rng: toolsets.drawn(rng, _ENUMS), instructions.SEEN
        ),
        "held-out combinations": Split(
            lambda rng: toolsets.drawn(rng, _PLAINLY, pair=True), instructions.SEEN
        ),
        "everything unseen at once": Split(
            lambda rng: toolsets.drawn(rng, _ALL, pair=True), instructions.HELD_OUT
        ),
        "irrelevant instructions": Split(usual, instructions.HELD_OUT, ("nothing", "absent")),
        "strangers' words": Split(lambda rng: seen[0], instructions.SEEN, ("stranger",)),
        "Chinese": Split(spoken, instructions.CHINESE),
    }


def draw(rng: random.Random, split: Split, count: int) -> Iterator[tuple[Offer, list[Sample]]]:
    """Draw ``count`` samples, some of each offer; states are of three poses a world, so that worlds vary."""
    states = views(rng, poses=3)
    drawn = 0
    while drawn < count:
        offer = split.offer(rng)
        if not offer.tools and not offer.velocity:
            continue
        some = [
            sample(
                rng,
                offer,
                next(states) if offer.velocity else View(()),
                split.style,
                split.kinds[index % len(split.kinds)] if split.kinds else "",
            )
            for index in range(min(PER_OFFER, count - drawn))
        ]
        drawn += len(some)
        yield offer, some


def ask(answers: Callable[[Prompt], Answers], rng: random.Random, split: Split, count: int) -> list[Decided]:
    """Put a split's samples to a model.

    Args:
        answers: opens a prompt.
        rng: the source of chance.
        split: what is asked.
        count: samples.
    """
    decided = []
    for offer, some in draw(rng, split, count):
        told = answers(offer.checked_prompt)([one.suffix for one in some])
        decided += [
            Decided(offer.call(one.said), call, sure) for one, (call, sure) in zip(some, told, strict=True)
        ]
    return decided


def with_torch(folder: Path, device: str) -> Callable[[Prompt], Answers]:
    """Return what opens prompts on a checkpoint in torch, which answers many suffixes at once."""
    from .checkpoint import read
    from .pilot import Pilot

    model = read(folder)[0].to(device)
    vocabulary = Checkpoint.read(folder).vocabulary

    def opened(prompt: Prompt) -> Answers:
        pilot = Pilot(model, vocabulary, prompt)
        return lambda suffixes: list(pilot.answers([vocabulary.encode(text) for text in suffixes]))

    return opened


def with_engine(engine: Engine) -> Callable[[Prompt], Answers]:
    """Return what opens prompts on an engine, which answers one suffix after the other."""

    def opened(prompt: Prompt) -> Answers:
        session = engine.open(prompt.prefix, HeadPlan(prompt.toolset))

        def answers(suffixes: Sequence[str]) -> list[tuple[Call | None, float]]:
            told = []
            for text in suffixes:
                heads = session.decode(text).heads
                told.append((decode(heads, prompt.toolset)[1], confidence(heads, prompt.toolset)))
            return told

        return answers

    return opened


def calls(answers: Callable[[Prompt], Answers], contract: Contract, count: int) -> dict[str, Any]:
    """Evaluate every split; the report has each one's rates, the reliability curve and the threshold."""
    report: dict[str, Any] = {}
    for name, split in splits(contract).items():
        begun = time.monotonic()
        decided = ask(answers, random.Random(f"evaluation {name}"), split, count)
        report[name] = accuracy(decided)
        if name == "held-out phrasings":
            report["reliability"] = reliability(decided)
            report["threshold"] = threshold(decided)
        told = report[name]["exact"]
        print(f"{name}: {told['rate']} {told['interval']}, {time.monotonic() - begun:.0f} s", flush=True)
    return report


def own_calls(
    answers: Callable[[Prompt], Answers], offer: Callable[[random.Random], Offer], count: int
) -> dict[str, Any]:
    """Evaluate a user's contract: its tools asked for in its phrases, with fresh values; and small talk."""
    report: dict[str, Any] = {}
    for name, kinds in (
        ("the contract's tools", ("ask",)),
        ("irrelevant instructions", ("nothing", "absent")),
    ):
        split = Split(offer, instructions.SEEN, kinds)
        decided = ask(answers, random.Random(f"evaluation {name}"), split, count)
        report[name] = accuracy(decided)
        if kinds == ("ask",):
            report["reliability"], report["threshold"] = reliability(decided), threshold(decided)
        print(f"{name}: {report[name]['exact']['rate']}", flush=True)
    return report


def driving(
    answers: Callable[[Prompt], Answers] | None,
    contract: Contract,
    tokenizer: Tokenizer,
    *,
    reach: int,
    others: int,
    seconds: float,
    processes: int,
) -> dict[str, Any]:
    """Drive in closed loop.

    Args:
        answers: opens prompts; None lets the expert drive.
        contract: what is driven by.
        tokenizer: of the model.
        reach: episodes of driving to an object.
        others: episodes of each other behaviour.
        seconds: simulated, of an episode at most.
        processes: of the simulator.
    """
    pilot = None
    if answers is not None:
        prompt = offers.of_contract(contract).checked_prompt
        opened = answers(prompt)

        def decide(suffixes: Sequence[Sequence[int]]) -> list[Call | None]:
            texts = tokenizer.decode_batch([list(ids) for ids in suffixes], skip_special_tokens=False)
            return [call for call, _ in opened(texts)]

        pilot = decide
    rest = [kind for kind in episodes.BEHAVIOURS if kind != "go_to"]
    drives = episodes.draw(range(reach), instructions.HELD_OUT)
    if others:
        first = 100_000  # below what training draws from, apart from the others
        drives += episodes.draw(range(first, first + others * len(rest)), instructions.HELD_OUT, rest)
    outcomes = rollout.run(drives, contract, tokenizer, pilot, seconds=seconds, processes=processes)
    report: dict[str, Any] = {}
    for kind in episodes.BEHAVIOURS:
        pairs = [
            (drive, one) for drive, one in zip(drives, outcomes, strict=True) if drive.asked.intent == kind
        ]
        if pairs:
            report[kind] = _driven([one for _, one in pairs], contract.rate)
            failed = [
                (drive.asked.text, one.ticks, one.collisions) for drive, one in pairs if not one.success
            ]
            print(f"{kind}: {report[kind]['success']['rate']}; failed: {failed[:8]}", flush=True)
    return report


def _driven(outcomes: Sequence[episodes.Outcome], hertz: float) -> dict[str, Any]:
    """Return how episodes of one behaviour went."""
    times = [one.ticks / hertz for one in outcomes if one.success and one.said_done]
    return {
        "success": rate(sum(one.success for one in outcomes), len(outcomes)),
        "collided": sum(one.collisions > 0 for one in outcomes),
        "agreed": round(sum(o.agreed for o in outcomes) / max(1, sum(o.ticks for o in outcomes)), 4),
        "seconds": round(sum(times) / len(times), 1) if times else None,
    }
