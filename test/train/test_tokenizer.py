from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from simpletool_ros.core.heads import SPECIAL_TOKENS, opening
from simpletool_ros.core.resources import find
from simpletool_ros.train.offers import shipped
from simpletool_ros.train.tokenizer import TAGS, number_texts, train


@pytest.fixture(scope="module", params=["shipped", "trained here"])
def tokenizer(request) -> Tokenizer:
    if request.param == "shipped":
        return Tokenizer.from_file(str(find("nano", "models") / "tokenizer.json"))
    return train([shipped().prompt.prefix] * 3)


def ids(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode(text, add_special_tokens=False).ids


def test_each_tag_is_one_token(tokenizer):
    assert len(SPECIAL_TOKENS) == 17 and set(SPECIAL_TOKENS) < set(TAGS)
    assert [len(ids(tokenizer, tag)) for tag in TAGS] == [1] * len(TAGS)
    assert len({ids(tokenizer, tag)[0] for tag in TAGS}) == len(TAGS)


def test_every_number_that_summaries_and_grids_say_is_one_token(tokenizer):
    assert [text for text in number_texts() if len(ids(tokenizer, text)) != 1] == []


def test_every_value_of_the_contract_is_one_token_right_after_its_tag(tokenizer):
    for tool in shipped().toolset.tools:
        assert len(ids(tokenizer, opening("function") + tool.name)) <= 3
        for number, parameter in enumerate(tool.parameters, 1):
            for text in parameter.choices or ():
                assert len(ids(tokenizer, opening(f"arg{number}") + text)) == 2


@given(st.text(max_size=60))
def test_any_text_comes_back(text):
    tokenizer = Tokenizer.from_file(str(find("nano", "models") / "tokenizer.json"))
    if any(tag in text for tag in TAGS):
        return
    assert tokenizer.decode(ids(tokenizer, text), skip_special_tokens=False) == text


def test_the_same_text_gives_the_same_tokenizer():
    lines = ["drive to the red ball and stop", "objects: red ball 2.4 35 left"] * 3
    assert train(lines).to_str() == train(lines).to_str()
