from __future__ import annotations

import pytest

from simpletool_ros.train import smalltalk
from simpletool_ros.train.domains import DOMAINS, GAMES, INTENTS
from simpletool_ros.train.instructions import Wordings, doing
from simpletool_ros.train.intents import count_words, placeholders, split, words

ALL = [*INTENTS.values(), *(intent for game in GAMES for intent in game.intents)]


@pytest.mark.parametrize("intent", ALL, ids=lambda intent: intent.key)
def test_wordings_tell_slots_that_the_intent_has(intent):
    keys = {slot.key for slot in intent.slots}
    for text in (*intent.phrases, *intent.sentences, *intent.chinese):
        assert set(placeholders(text)) <= keys, text
    for slot in intent.slots:
        assert sum(map(bool, (slot.choices, slot.numbers, slot.objects))) == 1
        if isinstance(slot.default, str):
            assert slot.default in {choice.value for choice in slot.choices}


def test_keys_are_unique_and_no_wording_asks_for_two_things():
    assert len(INTENTS) == sum(map(len, DOMAINS.values()))
    told: dict[str, str] = {}
    for key, intent in INTENTS.items():
        for text in {*intent.phrases, *intent.sentences}:
            assert told.setdefault(text, key) == key, text


def test_held_out_wordings_are_apart_and_made_of_known_words():
    known: set[str] = set()
    held: list[str] = []
    for intent in INTENTS.values():
        for part in (Wordings.of(intent).phrases, Wordings.of(intent).sentences):
            assert not set(part.train) & set(part.held_out)
            known |= {word for text in part.train for word in words(text)}
            held += part.held_out
    assert len(held) > 150
    strange = [text for text in held if not set(words(text)) <= known]
    assert len(strange) < 0.1 * len(held)  # a word that only held-out wordings share
    assert not set(smalltalk.TALK.train) & set(smalltalk.TALK.held_out)
    assert smalltalk.TALK.held_out and smalltalk.REMARKS.held_out


def test_a_wording_with_a_word_of_its_own_is_not_held_out():
    texts = [f"drive {number}" for number in range(40)] + ["sprint over there"]
    assert not split(["sprint over there"], count_words(texts)).held_out


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("drive to {object}", "driving to {object}"),
        ("get to {object}", "getting to {object}"),
        ("be at {object}", "being at {object}"),
        ("approach {object}", "approaching {object}"),
        ("see {object}", "seeing {object}"),
        ("tie it", "tying it"),
    ],
)
def test_ing_forms(verb, said):
    assert doing(verb) == said
