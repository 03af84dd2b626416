"""The embedded engine against the numpy oracle."""

import threading

import numpy as np
import pytest
import toolsets
from conftest import SMALL, make_tokenizer, random_tensors
from qwen3_reference import decode, forward, logits_behind
from toolsets import PREFIX, SUFFIX, TOOLS

from simpletool_ros.core.heads import HeadPlan
from simpletool_ros.core.tools import Toolset
from simpletool_ros.engine.base import EngineError, PromptTooLong, Streams
from simpletool_ros.engine.branch import FREE_TOKENS
from simpletool_ros.engine.checkpoint import Checkpoint, write
from simpletool_ros.engine.embedded import EmbeddedEngine
from simpletool_ros.engine.plan import Batch, Plan


@pytest.fixture(scope="module")
def loaded(checkpoint):
    return Checkpoint.read(checkpoint)


@pytest.fixture(scope="module")
def exact(checkpoint):
    return EmbeddedEngine(str(checkpoint), precision="float32")


@pytest.fixture(scope="module")
def engine(checkpoint):
    return EmbeddedEngine(str(checkpoint))


def logits_of(session, suffix_ids, plan):
    """Logits of the first forward of a tick: a row a head."""
    tick = plan.tick(session.prefix_tokens, suffix_ids)
    return session._run_graph(tick.batch())


def test_first_forward_is_each_head_alone_behind_the_whole_prompt(exact, loaded):
    heads = HeadPlan(TOOLS, content=True)
    session, plan = exact.open(PREFIX, heads), Plan(heads, exact.vocabulary)
    for number in (0.5, 1, 20):
        suffix = SUFFIX.format(number)
        rows = logits_of(session, exact.vocabulary.encode(suffix), plan)
        behind = logits_behind(loaded, PREFIX + suffix)
        expected = np.array([behind(head, []) for head in heads.heads])
        assert np.abs(rows - expected).max() < 1e-4


@pytest.mark.parametrize("content", [False, True])
def test_tree_decode_is_function_first_then_each_argument_alone(exact, loaded, content):
    heads = HeadPlan(TOOLS, content)
    session = exact.open(PREFIX, heads)
    called = set()
    for number in range(3 if content else 8):
        suffix = SUFFIX.format(number)
        decoded = session.decode(suffix)
        expected = decode(heads, exact.vocabulary, logits_behind(loaded, PREFIX + suffix), FREE_TOKENS)
        for name, head in decoded.heads.items():
            assert (head.text, head.stop, head.token_ids) == (
                expected[name].text,
                expected[name].stop,
                expected[name].token_ids,
            ), name
            assert head.logprob == pytest.approx(expected[name].logprob, abs=1e-3)
        called.add(decoded.heads["function"].text)
    assert content or len(called) > 1  # the random weights do choose


def test_int8_is_close(engine, exact):
    heads = HeadPlan(TOOLS)
    plan = Plan(heads, exact.vocabulary)
    ids = exact.vocabulary.encode(SUFFIX.format(3))
    near = logits_of(engine.open(PREFIX, heads), ids, plan)
    true = logits_of(exact.open(PREFIX, heads), ids, plan)
    assert np.corrcoef(near.ravel(), true.ravel())[0, 1] > 0.99


def test_untied_head_and_other_sizes(tmp_path):
    from dataclasses import replace

    model = replace(
        SMALL,
        tie_word_embeddings=False,
        num_attention_heads=6,
        num_key_value_heads=1,
        head_dim=8,
        rope_theta=1e6,
        rms_norm_eps=1e-5,
        num_hidden_layers=1,
    )
    write(tmp_path, model, random_tensors(model, 1), make_tokenizer())
    checkpoint, engine = Checkpoint.read(tmp_path), EmbeddedEngine(str(tmp_path), precision="float32")
    session = engine.open(PREFIX, HeadPlan(TOOLS))
    ids = checkpoint.vocabulary.encode(PREFIX)
    assert np.abs(session._run_graph(Batch.text(ids)) - forward(checkpoint, ids)[-1:]).max() < 1e-4


def test_ticks_of_sessions_do_not_touch_each_other(engine):
    def run(said, session):
        said += [session.decode(SUFFIX.format(n)).heads for n in range(5)]

    def both():
        return engine.open(PREFIX, HeadPlan(TOOLS)), engine.open(PREFIX * 2, HeadPlan(TOOLS, content=True))

    alone, beside = ([], []), ([], [])
    for said, session in zip(alone, both(), strict=True):
        run(said, session)
    threads = [threading.Thread(target=run, args=pair) for pair in zip(beside, both(), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert beside == alone


def test_counts(engine):
    session = engine.open(PREFIX, HeadPlan(TOOLS))
    decoded = session.decode(SUFFIX.format(1))
    assert session.prefix_tokens == len(engine.vocabulary.encode(PREFIX)) == decoded.cached_tokens
    assert decoded.prompt_tokens == session.prefix_tokens + session.count(SUFFIX.format(1)) + 4
    assert list(decoded.heads) == ["function", "arg1", "arg2", "arg3"]
    assert decoded.forwards >= 1
    assert decoded.prefill_ms > 0


def test_the_same_tick_again_finds_its_logits_in_the_draft(exact):
    session = exact.open(PREFIX, HeadPlan(TOOLS))
    costs = []
    for number in range(8):
        first, again = (session.decode(SUFFIX.format(number)) for _ in range(2))
        assert [head.token_ids for head in again.heads.values()] == [
            head.token_ids for head in first.heads.values()
        ]
        assert again.forwards == 1
        costs.append(first.forwards)
    assert max(costs) > 1


def test_a_tick_with_nothing_to_choose_takes_no_forward(engine):
    stop = Toolset.from_openai([{"name": "stop"}])
    decoded = engine.open(PREFIX, HeadPlan(stop, required=True)).decode(SUFFIX.format(1))
    assert (decoded.heads["function"].text, decoded.forwards) == ("stop", 0)
    assert (decoded.prefill_ms, decoded.decode_ms) == (0, 0)


def test_the_longest_suffix_fits_and_one_token_more_does_not(engine):
    session = engine.open(PREFIX, HeadPlan(TOOLS, content=True))
    room = SMALL.max_position_embeddings - session.prefix_tokens - 1 - FREE_TOKENS
    assert session.count(" 1" * room) == room
    assert session.decode(" 1" * room).prompt_tokens == SMALL.max_position_embeddings - FREE_TOKENS + 5 - 1
    with pytest.raises(PromptTooLong, match=str(room)):
        session.decode(" 1" * (room + 1))


def test_unknown_precision(checkpoint):
    with pytest.raises(EngineError, match="int8"):
        EmbeddedEngine(str(checkpoint), precision="int3")


def test_a_stream_is_free_text_that_fits_and_leaves_the_session_as_it_was(exact):
    session = exact.open(PREFIX, HeadPlan(TOOLS))
    before = [head.token_ids for head in session.decode(SUFFIX.format(1)).heads.values()]
    assert isinstance(session, Streams)
    assert session.stream(SUFFIX.format(1), 5) > 0
    with pytest.raises(PromptTooLong, match="do not fit"):
        session.stream(SUFFIX.format(1), 5000)
    assert [head.token_ids for head in session.decode(SUFFIX.format(1)).heads.values()] == before
    with pytest.raises(EngineError, match="string parameter"):
        exact.open(PREFIX, HeadPlan(Toolset.from_openai(toolsets.FINITE))).stream(SUFFIX.format(1), 5)
