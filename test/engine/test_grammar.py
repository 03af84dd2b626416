"""Grammars: exactly the texts of a domain, over tokens."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.core.heads import ARGUMENTS, Domain
from simpletool_ros.engine.base import EngineError
from simpletool_ros.engine.grammar import NUMBER_LENGTH, Grammar

HEAD = "arg1"
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(["stop", "stop_now", "st", "drive", "0.15", "0.1", "-1", ""]), st.text(max_size=6)
    ),
    min_size=1,
    max_size=8,
    unique=True,
)


def walk(grammar, tokens):
    """The state behind ``tokens``, or None when one of them is not allowed."""
    state = grammar.start
    for token in tokens:
        if token not in grammar.allowed(state):
            return None
        state = grammar.advance(state, token)
    return state


def says(grammar, vocabulary, text):
    """Whether the canonical tokens of ``text`` are allowed, the closing tag behind them."""
    state = walk(grammar, vocabulary.spell(HEAD, text))
    return state is not None and grammar.close in grammar.allowed(state)


def ways(grammar):
    """Every token sequence of a grammar of listed texts, the end left out."""
    found, stack = set(), [((), grammar.start)]
    while stack:
        path, state = stack.pop()
        for token in grammar.allowed(state):
            if token == grammar.close:
                found.add(path)
            elif token != grammar.null:
                stack.append(((*path, int(token)), grammar.advance(state, int(token))))
    return found


@given(TEXTS)
def test_listed_texts_and_nothing_else(vocabulary, texts):
    try:
        expected = {vocabulary.spell(HEAD, text) for text in texts}
    except EngineError:
        return  # a text with a control token in it; see test_a_text_that_cannot_be_said
    assert ways(Grammar(Domain(texts=tuple(texts)), HEAD, vocabulary)) == expected


def test_a_text_that_another_begins_with(vocabulary):
    grammar = Grammar(Domain(texts=("stop", "stop_now")), HEAD, vocabulary)
    assert says(grammar, vocabulary, "stop")
    assert says(grammar, vocabulary, "stop_now")
    assert not says(grammar, vocabulary, "stop_")


@pytest.mark.parametrize(
    "domain", [Domain(texts=("a", "b")), Domain(number=True), Domain(integer=True), Domain(free=True)]
)
def test_null_only_where_it_is_allowed_and_only_at_once(vocabulary, domain):
    one = Grammar(domain, HEAD, vocabulary)
    assert vocabulary.null not in one.allowed(one.start)
    grammar = Grammar(Domain.union([domain, Domain(null=True)]), HEAD, vocabulary)
    assert vocabulary.null in grammar.allowed(grammar.start)
    token = next(
        token for token in grammar.allowed(grammar.start) if token not in (grammar.close, vocabulary.null)
    )
    assert vocabulary.null not in grammar.allowed(grammar.advance(grammar.start, int(token)))


def test_nothing_but_null(vocabulary):
    grammar = Grammar(Domain(null=True), HEAD, vocabulary)
    assert list(grammar.allowed(grammar.start)) == [vocabulary.null]


def test_no_value_at_all(vocabulary):
    with pytest.raises(EngineError, match="arg1 has no value it could say"):
        Grammar(Domain(), HEAD, vocabulary)


@pytest.mark.parametrize("text", ["<|im_end|>", "</arg1>", "a<|null|>", "<|im_start|>"])
def test_a_text_that_cannot_be_said(vocabulary, text):
    with pytest.raises(EngineError, match="cannot say"):
        Grammar(Domain(texts=(text,)), HEAD, vocabulary)


@given(st.one_of(st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False)))
def test_every_json_number_of_that_length_can_be_said(vocabulary, value):
    text = json.dumps(value)
    if len(text) > NUMBER_LENGTH or abs(value) >= 1e100 or 0 < abs(value) < 1e-99:
        return
    assert says(Grammar(Domain(number=True), HEAD, vocabulary), vocabulary, text)
    assert says(Grammar(Domain(integer=True), HEAD, vocabulary), vocabulary, text) == isinstance(value, int)


@given(st.text(alphabet="0123456789+-.eE ", max_size=NUMBER_LENGTH))
def test_what_is_no_json_number_cannot_be_said(vocabulary, text):
    try:
        number = isinstance(json.loads(text), (int, float)) and text == text.strip()
    except ValueError:
        number = False
    said = says(Grammar(Domain(number=True), HEAD, vocabulary), vocabulary, text)
    assert said <= number


@pytest.mark.parametrize(
    "domain", [Domain(number=True), Domain(integer=True), Domain(number=True, texts=("1.5x", "12"))]
)
@given(st.randoms())
def test_any_way_through_a_number_ends_in_a_finite_one(vocabulary, domain, random):
    grammar = Grammar(domain, HEAD, vocabulary)
    state, path = grammar.start, []
    for _ in range(NUMBER_LENGTH + 1):
        token = int(random.choice(grammar.allowed(state)))
        if token == grammar.close:
            break
        state = grammar.advance(state, token)
        path.append(token)
    assert token == grammar.close
    text = vocabulary.decode(path)
    assert text in domain.texts or math.isfinite(json.loads(text))


@pytest.mark.parametrize("null", [False, True])
def test_what_is_listed_of_free_text_is_what_is_allowed_less_the_ordinary_tokens(vocabulary, null):
    grammar = Grammar(Domain(free=True, null=null), HEAD, vocabulary)
    some = int(vocabulary.ordinary[0])
    for state in (grammar.start, grammar.advance(grammar.start, some)):
        assert grammar.listed(state).tolist() == np.intersect1d(grammar.allowed(state), grammar.ids).tolist()
        assert not set(grammar.listed(state)) & set(vocabulary.ordinary)


def test_free_text_is_any_text_without_control_tokens(vocabulary):
    grammar = Grammar(Domain(free=True, texts=("stop",), number=True), HEAD, vocabulary)
    assert says(grammar, vocabulary, 'any words, {"or": [1]} \u00e9\u4e2d')
    allowed = grammar.allowed(grammar.start)
    assert grammar.close in allowed
    tags = {vocabulary.opening(head) for head in ARGUMENTS} | {
        vocabulary.closing(head) for head in ARGUMENTS[1:]
    }
    assert not tags & set(allowed)
    assert not set(vocabulary.encode("<|im_end|><|im_start|><|null|>")) & set(allowed)


@given(TEXTS, st.booleans(), st.booleans())
def test_allowed_ids_are_sorted_and_never_empty(vocabulary, texts, number, null):
    try:
        grammar = Grammar(Domain(texts=tuple(texts), number=number, null=null), HEAD, vocabulary)
    except EngineError:
        return
    state = grammar.start
    while True:
        allowed = grammar.allowed(state)
        assert len(allowed) > 0
        assert np.array_equal(allowed, np.unique(allowed))
        if allowed[0] in (grammar.close, grammar.null):
            break
        state = grammar.advance(state, int(allowed[0]))
