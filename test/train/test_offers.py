from __future__ import annotations

import random

import pytest

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.core.resources import find
from simpletool_ros.train import instructions, offers, toolsets
from simpletool_ros.train.naming import Naming
from simpletool_ros.train.scenarios import sample
from simpletool_ros.train.states import View
from simpletool_ros.train.toolsets import held_out_pair
from simpletool_ros.train.words import HELD_OUT, KNOWN

HEIGHT = {"type": "integer", "minimum": 0, "maximum": 90, "multipleOf": 5}
CART = {
    "robot": "cart",
    "tools": [
        {"name": "lift", "parameters": {"height": HEIGHT}},
        {"name": "beacon", "parameters": {"color": {"type": "string", "enum": ["amber", "red"]}}},
        {"name": "fetch", "description": "Drive to it.", "parameters": {"item": {"type": "string"}}},
        {"name": "horn", "description": "Sound the horn."},
    ],
}  # fmt: skip


def cart(**changed) -> Contract:
    tools = [dict(tool) for tool in CART["tools"]]
    tools[0].update(changed)
    return Contract.parse({**CART, "tools": tools})


def test_training_never_uses_held_out_words_as_names():
    assert not set(KNOWN) & set(HELD_OUT) and len(HELD_OUT) > 80
    rng = random.Random(1)
    for _ in range(300):
        for tool in toolsets.drawn(rng).tools.values():
            assert tool.name in tool.intent.names or tool.name not in HELD_OUT


def test_held_out_combinations_stand_together_only_where_they_are_asked_for():
    rng = random.Random(2)
    for pair in (False, True):
        for _ in range(60):
            keys = list(toolsets.drawn(rng, pair=pair).tools)
            together = [held_out_pair(a, b) for a in keys for b in keys if a < b]
            assert any(together) == pair


def test_names_come_from_where_they_are_to_come_from():
    rng = random.Random(3)
    naming = Naming({"held_out": 1.0}, {"held_out": 1.0}, {"held_out": 1.0})
    words = {word.lower() for word in HELD_OUT}
    for _ in range(40):
        for schema in toolsets.drawn(rng, naming, pair=True).schemas:
            name = schema["function"]["name"].replace("-", "_").lower()
            assert all(any(word in part for word in words) for part in name.split("_"))


@pytest.mark.parametrize("seed", range(5))
def test_a_contract_of_ones_own_is_asked_for_in_its_own_words(seed):
    rng = random.Random(seed)
    offer = offers.own(cart(), rng, {"lift": ["raise the bed to {height}"]})
    calls = set()
    for _ in range(80):
        drawn = sample(rng, offer, View(()), instructions.SEEN, "ask")
        call = offer.call(drawn.said)
        calls.add(call.function if call else None)
        if call and call.function == "fetch":
            assert str(call.arguments["item"]) in drawn.suffix
    assert {"lift", "beacon", "fetch", "horn"} <= calls


@pytest.mark.parametrize(
    ("changed", "phrases", "what"),
    [
        ({"parameters": {"height": {"type": "number"}}}, {}, "tools.lift.parameters.height: has values"),
        ({"parameters": {"x": {"type": "array", "items": {"type": "number"}}}}, {}, "minimum, maximum"),
        ({}, {"lift": ["to {hight}"]}, "phrases.lift: .*'hight'"),
        ({}, {"lower": ["down"]}, "phrases.lower: "),
    ],
)
def test_what_cannot_be_varied_is_said(changed, phrases, what):
    with pytest.raises(ConfigurationError, match=what):
        offers.own(cart(**changed), random.Random(0), phrases)


def test_the_shipped_contract_is_driven_by_velocity_and_a_cart_is_not():
    assert offers.drives_by_velocity(Contract.load(find("turtlebot3", "config")))
    assert not offers.drives_by_velocity(cart())
