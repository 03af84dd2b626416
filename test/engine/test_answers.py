"""Answers of another process, read on this side: the outcome is that of the tick plan."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_plan import FINITE, OPEN, Script, run

from simpletool_ros.core.heads import Domain, HeadPlan, Stop
from simpletool_ros.engine.answers import Answer, Garbage, Reader
from simpletool_ros.engine.branch import FREE_TOKENS
from simpletool_ros.engine.grammar import Grammar, spell, unspell
from simpletool_ros.engine.plan import Plan

PLANS = {
    "finite": HeadPlan(FINITE),
    "finite with content": HeadPlan(FINITE, content=True),
    "open": HeadPlan(OPEN),
}


@pytest.fixture(scope="module")
def plans(vocabulary):
    return {name: Plan(heads, vocabulary) for name, heads in PLANS.items()}


def complete(script, asked):
    """Decode questions greedily, one head after the other, as a completion server does."""
    domains = unspell(asked.grammar) if asked.grammar else {}
    heads = {}
    for question in asked.questions:
        said, logprobs = list(question.known), []
        grammar = None
        if domains:
            grammar = Grammar(domains[question.head], question.head, script.vocabulary)
            state = grammar.start
            for token in said:
                state = grammar.advance(state, token)
        while True:
            logits = script.logits(question.head, said)
            allowed = np.arange(len(logits)) if grammar is None else grammar.allowed(state)
            token = int(allowed[np.argmax(logits[allowed])])
            said.append(token)
            logprobs.append(float(logits[token] - logits.max() - np.log(np.exp(logits - logits.max()).sum())))
            if token in question.stops or len(logprobs) == question.limit:
                break
            if grammar is not None:
                state = grammar.advance(state, token)
        heads[question.head] = Answer(tuple(said[len(question.known) :]), tuple(logprobs))
    return heads


def tick(reader, script):
    heads = complete(script, reader.first)
    again = reader.again(heads)
    if again is not None:
        asked, kept = again
        heads |= {head: kept[head] + answer for head, answer in complete(script, asked).items()}
    return reader.outputs(heads), again is not None


@pytest.mark.parametrize("name", PLANS)
@given(seed=st.integers(0, 2**32), scale=st.sampled_from([0.0, 3.0, 1e3]))
def test_the_outcome_is_that_of_the_tick_plan(plans, name, seed, scale):
    plan = plans[name]
    expected = run(plan, Script(plan.vocabulary, seed, scale))
    heads, _ = tick(Reader(plan), Script(plan.vocabulary, seed, scale))
    assert list(heads) == list(expected)
    for head, said in heads.items():
        wanted = expected[head]
        assert (said.text, said.stop, said.token_ids) == (wanted.text, wanted.stop, wanted.token_ids), head
        assert said.logprob == pytest.approx(wanted.logprob, rel=1e-6, abs=1e-6)


def test_a_head_is_asked_again_only_when_the_tool_forbids_what_it_said(plans):
    plan, asked_again = plans["finite"], 0
    for seed in range(60):
        reader, script = Reader(plan), Script(plan.vocabulary, seed)
        first = reader.outputs(complete(script, reader.first)) if _fits(reader, script) else None
        heads, again = tick(reader, Script(plan.vocabulary, seed))
        asked_again += again
        assert again or heads == first
    assert 0 < asked_again < 60


def _fits(reader, script):
    return reader.again(complete(script, reader.first)) is None


def test_a_server_may_stop_where_one_way_is_left(vocabulary):
    grammar = Grammar(
        Domain(texts=("drive", "drive_home", "stop", "look"), null=True), "function", vocabulary
    )
    tokens = {text: vocabulary.spell("function", text) for text in ("drive", "drive_home", "look")}
    assert tokens["look"][0] in grammar.closers
    assert tokens["drive"][0] not in grammar.closers  # home may follow
    free = Grammar(Domain(free=True), "arg1", vocabulary)
    assert free.closers == frozenset()


@pytest.mark.parametrize(
    ("ids", "logprobs"),
    [((5,), (-1.0,)), ((10**9,), (-1.0,)), ((-3,), (-1.0,)), ((), ()), (None, (float("nan"),))],
)
def test_garbage_is_an_error(plans, ids, logprobs):
    plan = plans["finite"]
    reader = Reader(plan)
    heads = complete(Script(plan.vocabulary, 1), reader.first)
    ids = heads["function"].ids if ids is None else ids
    heads["function"] = Answer(ids, logprobs * len(ids))
    with pytest.raises(Garbage, match="function"):
        again = reader.again(heads)
        assert again is None
        reader.outputs(heads)


def test_ids_and_their_log_probabilities_are_as_many():
    with pytest.raises(ValueError, match="2 ids have 1"):
        Answer((1, 2), (-0.5,))


def test_unconstrained_answers_are_taken_as_they_are(plans, vocabulary):
    plan = plans["finite"]
    reader = Reader(plan, constrained=False)
    assert reader.first.grammar == ""
    said = vocabulary.spell("function", "drive")
    heads = {head: Answer((vocabulary.null,), (-0.5,)) for head in PLANS["finite"].heads}
    heads["function"] = Answer((*said, vocabulary.closing("function")), (-0.1,) * (len(said) + 1))
    heads["arg1"] = Answer(said * FREE_TOKENS, (-0.1,) * len(said) * FREE_TOKENS)
    heads["arg2"] = Answer((*said, vocabulary.end), (-0.1,) * (len(said) + 1))
    assert reader.again(heads) is None
    outputs = reader.outputs(heads)
    assert (outputs["function"].text, outputs["function"].stop) == ("drive", Stop.CLOSED)
    assert outputs["arg1"].stop is Stop.LENGTH
    assert (outputs["arg2"].text, outputs["arg2"].stop) == ("drive", Stop.END)
    assert outputs["arg3"].stop is Stop.NULL
    heads["arg1"] = Answer((vocabulary.size,), (-0.1,))
    with pytest.raises(Garbage, match="no token"):
        reader.outputs(heads)


@pytest.mark.parametrize("name", PLANS)
def test_domains_survive_being_spelled(name):
    heads = PLANS[name]
    domains = {head: heads.domain(head) for head in heads.heads}
    assert unspell(spell(domains)) == domains


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"arg1": 3}',
        '{"arg1": {"texts": [1]}}',
        '{"arg1": {"free": "yes"}}',
        '{"arg1": {"x": true}}',
    ],
)
def test_what_is_not_spelled_is_refused(text):
    with pytest.raises(ValueError):
        unspell(text)
