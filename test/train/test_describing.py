from __future__ import annotations

import random
from dataclasses import replace

import pytest

from simpletool_ros.train import instructions, toolsets
from simpletool_ros.train.describing import apart, composed, shortened, telling
from simpletool_ros.train.domains import INTENTS
from simpletool_ros.train.domains.described import DESCRIBED
from simpletool_ros.train.intents import is_held_out
from simpletool_ros.train.naming import TRAIN, abouts, named


@pytest.mark.parametrize("key", DESCRIBED)
def test_a_grammar_gives_many_descriptions_and_none_that_is_held_out(key):
    rng, held_out = random.Random(key), abouts(INTENTS[key].about).held_out
    texts = {composed(rng, INTENTS[key], held_out) for _ in range(1500)}
    assert len(texts) > 700
    for text in texts:
        assert text is not None and not set("(){}/") & set(
            text.replace("On/off", "").replace("on/off", "")
        ), text
        assert not is_held_out(text) and apart(text, held_out)


def test_other_endings_and_small_words_do_not_set_a_description_apart():
    held_out = ("Controls the lamp.",)
    assert not apart("controlling of a lamp", held_out)
    assert not apart("Control the front lamp.", held_out)
    assert apart("Switch the lamp.", held_out) and apart("Controls the fan.", held_out)


def test_training_never_describes_a_tool_as_evaluation_does():
    rng = random.Random(4)
    for _ in range(2500):
        for tool in toolsets.drawn(rng).tools.values():
            texts = abouts(tool.intent.about)
            if tool.about and tool.intent.key in INTENTS:
                assert tool.about in texts.train or apart(tool.about, texts.held_out), tool.about


def test_a_description_is_left_out_only_where_parameters_tell_the_tools_apart():
    rng = random.Random(5)
    silent = 0
    for _ in range(1500):
        tools = list(toolsets.drawn(rng).tools.values())
        for tool in tools:
            if not tool.about:
                silent += 1
                own = telling(tool.parameters)
                assert own and not any(
                    own & telling(other.parameters) for other in tools if other is not tool
                )
    assert silent > 60


def test_what_tells_a_tool_are_values_and_units_but_not_names_of_objects_or_a_pace():
    rng = random.Random(6)
    assert telling(named(rng, INTENTS["go_to"], TRAIN, first=True).parameters) == set()
    assert telling(named(rng, INTENTS["turn"], TRAIN, first=True).parameters) == {
        "left",
        "right",
        "in degrees",
    }


def test_the_unit_that_tells_a_tool_is_the_one_shown():
    (one,) = {
        slot.key: (intent, slot)
        for intent in INTENTS.values()
        for slot in intent.slots
        if [unit.unit for unit in slot.numbers] == ["", "percent"]
    }.values()
    shown = named(random.Random(7), one[0], TRAIN, first=True).parameters
    (parameter,) = (parameter for parameter in shown if parameter.slot == one[1])
    assert telling([parameter]) == set()
    assert telling([replace(parameter, unit=one[1].numbers[1])]) == {"percent"}


def test_a_short_description_is_the_beginning_of_a_long_one():
    rng = random.Random(7)
    whole = "Folds the manipulator in; takes no target."
    shorter = {shortened(rng, whole, 2).rstrip(".") for _ in range(60)}
    assert len(shorter) > 1 and all(whole.startswith(text) and len(text.split()) >= 2 for text in shorter)
    assert shortened(rng, "Honking.", 2) == "Honking."


def test_loose_words_that_lead_to_an_object_do_not_mean_to_follow_it():
    rng = random.Random(8)
    taken = instructions._taken()
    assert {"stick", "track", "shadow", "chase"} <= taken and taken.isdisjoint({"to", "drive", "visit"})
    assert all(taken.isdisjoint(instructions._unknown(rng, 1, 4).split()) for _ in range(2000))
