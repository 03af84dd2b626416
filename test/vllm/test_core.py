"""A tick's heads as requests of vLLM's core."""

from types import SimpleNamespace

import numpy as np
import pytest
from vllm.utils.hashing import sha256
from vllm.v1.core.kv_cache_utils import get_request_block_hasher, init_none_hash
from vllm.v1.request import Request as Asked

from simpletool_ros.engine.vllm_core import Core

BLOCK, CONTEXT = 4, 64


class Engine:
    """Takes what a core is given."""

    def __init__(self):
        init_none_hash(sha256)
        self.asked, self.aborted, self.said = [], [], []
        self.request_block_hasher = get_request_block_hasher(BLOCK, sha256)
        self.engine_core = SimpleNamespace(
            engine_core=self,
            get_output=lambda: SimpleNamespace(outputs=self.said),
            abort_requests=self.aborted.extend,
        )
        self.vllm_config = SimpleNamespace(model_config=SimpleNamespace(max_model_len=CONTEXT))
        self.add_request = self.asked.append


@pytest.fixture
def engine():
    return Engine()


@pytest.mark.parametrize("length", [0, 1, 3, 4, 9, 16])
def test_the_hashes_are_those_that_vllm_computes(engine, length):
    prompt, tails = list(range(length)), ([100], [101, 102, 103, 104], list(range(110, 120)))
    Core(engine).add("abc", prompt, [(tail, [1], 3) for tail in tails], "")
    for asked, tail in zip(engine.asked, tails, strict=True):
        alone = Asked(
            "x", prompt + tail, asked.sampling_params, None, block_hasher=engine.request_block_hasher
        )
        for _ in range(BLOCK + 1):
            assert asked.block_hashes == alone.block_hashes
            assert len(asked.block_hashes) == asked.num_tokens // BLOCK
            asked.append_output_token_ids(9)
            alone.append_output_token_ids(9)


def test_nothing_is_added_of_heads_that_do_not_fit(engine):
    core = Core(engine)
    with pytest.raises(ValueError, match="leave no room"):
        core.add("ab", [0] * (CONTEXT - 2), [([1], [], 1), ([1, 2], [], 1)], "")
    assert not engine.asked
    core.add("a", [0] * (CONTEXT - 2), [([1], [], 1)], "")
    assert len(engine.asked) == 1


def test_a_grammar_that_cannot_be_read_is_refused(engine):
    with pytest.raises(ValueError, match="simpletool"):
        Core(engine).add("a", [1], [([2], [], 1)], "no grammar")
    assert not engine.asked


def said(name, ids, logprobs, finished=False, cached=None):
    return SimpleNamespace(
        request_id=name,
        new_token_ids=ids,
        new_logprobs=SimpleNamespace(logprobs=np.array([[one] for one in logprobs], np.float32)),
        finished=finished,
        prefill_stats=None if cached is None else SimpleNamespace(num_cached_tokens=cached),
    )


def test_answers_are_gathered_until_they_end_and_dropped_ones_are_forgotten(engine):
    core = Core(engine)
    one, other = core.add("ab", [1] * 8, [([2], [5], 3)] * 2, "")
    engine.said = [said("a", [4], [-0.5], cached=8), said("b", [3], [-1.0])]
    assert list(core.step()) == [one, other] and not one.finished
    core.drop([other])
    engine.said = [said("a", [5], [-0.25], finished=True), said("b", [3], [-1.0])]
    assert list(core.step()) == [one]
    assert (one.ids, one.logprobs, one.cached, one.finished) == ([4, 5], [-0.5, -0.25], 8, True)
    core.drop([one, other])
    assert engine.aborted == ["b"]
