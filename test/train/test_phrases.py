from __future__ import annotations

import random

import pytest

from simpletool_ros.train.phrasebook import HELD_OUT, TRAIN, Phrasebook
from simpletool_ros.train.phrases import doing, goal_and_instruction

NAMES = ["red ball", "blue box", "green cylinder"]


def templates(book: Phrasebook) -> set[str]:
    """Every core of an instruction, without politeness, object or pace."""
    reach = {
        template.replace("{verb}", verb).replace("{doing}", doing(verb))
        for template in book.reach
        for verb in book.verbs
    }
    others = [
        *book.stop,
        *book.leave,
        *book.talk,
        *book.remarks,
        *(text for texts in book.motions.values() for text in texts),
    ]
    return reach | set(others)


def test_held_out_phrases_are_never_training_phrases():
    assert templates(HELD_OUT).isdisjoint(templates(TRAIN))
    for pace in ("slow", "fast", "normal"):
        assert set(HELD_OUT.pace[pace]).isdisjoint(TRAIN.pace[pace])


def test_no_drawn_instruction_is_in_both_lists():
    drawn = {}
    for name, book in (("train", TRAIN), ("held out", HELD_OUT)):
        rng = random.Random(3)
        drawn[name] = {goal_and_instruction(rng, NAMES, book)[1].lower().strip(" .!") for _ in range(20_000)}
    assert len(drawn["train"]) > 15_000
    assert not {text for text in drawn["train"] & drawn["held out"] if text}


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("drive to {o}", "driving to {o}"),
        ("get to {o}", "getting to {o}"),
        ("be at {o}", "being at {o}"),
        ("approach {o}", "approaching {o}"),
    ],
)
def test_ing_forms(verb, said):
    assert doing(verb) == said


def test_every_kind_of_goal_is_drawn_and_the_target_is_named():
    rng = random.Random(0)
    drawn = [goal_and_instruction(rng, NAMES, TRAIN) for _ in range(3000)]
    assert {goal.kind for goal, _ in drawn} == {
        "reach",
        "stop",
        "nothing",
        "forward",
        "back",
        "left",
        "right",
    }
    assert {goal.pace for goal, _ in drawn} == {"slow", "normal", "fast"}
    for goal, text in drawn:
        if goal.kind == "reach":
            color, shape = goal.target.split(" ", 1)
            assert color in text.lower() or shape in text.lower()
