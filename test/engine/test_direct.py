"""The direct engine on a CPU: against transformers, against the embedded engine, and what can go wrong."""

import json
import random
import shutil
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
import toolsets
from conftest import SMALL, make_tokenizer, random_tensors
from toolsets import PREFIX, SUFFIX, TOOLS

torch = pytest.importorskip(
    "torch", reason="the direct engine needs torch (pip install 'simpletool_ros[direct]')"
)
pytest.importorskip("safetensors", reason="the direct engine needs safetensors")

from simpletool_ros.core.decode import decode  # noqa: E402
from simpletool_ros.core.heads import HeadPlan, opening  # noqa: E402
from simpletool_ros.core.tools import Toolset  # noqa: E402
from simpletool_ros.engine import direct, ops_torch  # noqa: E402
from simpletool_ros.engine.base import DeadlineExceeded, EngineError, PromptTooLong, Streams  # noqa: E402
from simpletool_ros.engine.branch import FREE_TOKENS  # noqa: E402
from simpletool_ros.engine.checkpoint import write  # noqa: E402
from simpletool_ros.engine.direct import DirectEngine, Turn  # noqa: E402
from simpletool_ros.engine.embedded import EmbeddedEngine  # noqa: E402
from simpletool_ros.engine.plan import Plan  # noqa: E402
from simpletool_ros.train import instructions, offers  # noqa: E402
from simpletool_ros.train.evaluate import Split, draw  # noqa: E402

FINITE = Toolset.from_openai(toolsets.FINITE)

KINDS = {
    "qwen2": {"kind": "Qwen2", "tie_word_embeddings": False},
    "qwen2-tied": {"kind": "Qwen2", "tie_word_embeddings": True, "rope_theta": 1e6},
    "qwen3": {"kind": "Qwen3", "tie_word_embeddings": False, "head_dim": 8},
    "qwen3-tied": {"kind": "Qwen3", "tie_word_embeddings": True, "head_dim": 16, "num_key_value_heads": 1},
    "qwen3-shards": {"kind": "Qwen3", "tie_word_embeddings": True, "head_dim": 16, "shards": "20KB"},
}


def make(folder, transformers, *, kind, shards="5GB", **given):
    """Write random weights as transformers lays them out; return the model."""
    torch.manual_seed(3)
    sizes = {
        "vocab_size": 448,
        "hidden_size": 48,
        "intermediate_size": 96,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 640,
        "initializer_range": 0.2,  # far from zero, so that a wrong mask or order shows
    }
    config = getattr(transformers, f"{kind}Config")(**sizes | given)
    model = getattr(transformers, f"{kind}ForCausalLM")(config).eval()
    with torch.no_grad():
        for name, value in model.named_parameters():  # transformers begins with zeros and ones
            if name.endswith(("bias", "norm.weight")):
                value.copy_(torch.rand_like(value) + 0.5 * name.endswith("weight"))
    model.save_pretrained(folder, max_shard_size=shards)
    make_tokenizer().save(str(folder / "tokenizer.json"))
    return model


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Torch's threads wait in a busy loop, which takes the cores away from those of the tests beside."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def engine(checkpoint):
    return DirectEngine(str(checkpoint), "cpu")


@pytest.mark.parametrize("name", KINDS)
def test_logits_and_norms_are_those_of_transformers(tmp_path, name):
    transformers = pytest.importorskip("transformers", reason="compares with transformers")
    model = make(tmp_path, transformers, **KINDS[name])
    engine = DirectEngine(str(tmp_path), "cpu")
    assert (tmp_path / "model.safetensors.index.json").exists() == ("shards" in name)
    heads = HeadPlan(TOOLS, content=True)
    session, plan = engine.open(PREFIX, heads), Plan(heads, engine.vocabulary)
    for number in (0.5, 20):
        suffix = SUFFIX.format(number)
        batch = plan.tick(session.prefix_tokens, engine.vocabulary.encode(suffix)).batch()
        scores = session._forward(batch)
        norms = session._norms(np.arange(len(batch.rows)))
        for row, head in enumerate(heads.heads):
            ids = engine.vocabulary.encode(PREFIX + suffix + opening(head))
            with torch.no_grad():
                expected = model(torch.tensor([ids])).logits[0, -1].numpy()
            assert np.abs(scores.listed[row] - expected[plan.listed]).max() < 1e-4
            assert norms[row] == pytest.approx(torch.tensor(expected).logsumexp(0).item(), abs=1e-4)
            likeliest = expected[engine.vocabulary.ordinary]
            assert scores.likeliest[0][row] == engine.vocabulary.ordinary[likeliest.argmax()]
            assert scores.likeliest[1][row] == pytest.approx(likeliest.max(), abs=1e-4)


@pytest.mark.parametrize("content", [False, True])
def test_heads_are_those_of_the_embedded_engine(engine, checkpoint, content):
    """Also over several forwards, with free text, with and without a draft."""
    heads = HeadPlan(TOOLS, content)
    ours = engine.open(PREFIX, heads)
    theirs = EmbeddedEngine(str(checkpoint), precision="float32").open(PREFIX, heads)
    forwards = []
    for number in (1, 1, 2, 3, 3, 4):
        suffix = SUFFIX.format(number)
        said, expected = ours.decode(suffix), theirs.decode(suffix)
        assert (said.forwards, said.prompt_tokens, said.cached_tokens) == (
            expected.forwards,
            expected.prompt_tokens,
            expected.cached_tokens,
        )
        for name, head in expected.heads.items():
            assert replace(said.heads[name], logprob=0) == replace(head, logprob=0)
            assert said.heads[name].logprob == pytest.approx(head.logprob, abs=1e-3)
        forwards.append(said.forwards)
    assert min(forwards) < max(forwards)


def test_calls_of_the_shipped_model_are_those_of_the_embedded_engine():
    """Two hundred prompts of the shipped contract."""
    offer = offers.shipped()
    split = Split(lambda rng: offer, instructions.HELD_OUT, ())
    suffixes = [one.suffix for _, some in draw(random.Random(4), split, 200) for one in some]
    heads = HeadPlan(offer.toolset)
    direct = DirectEngine("nano", "cpu")
    embedded = EmbeddedEngine("nano", precision="float32")
    assert (direct.profile, direct.training) == (embedded.profile, embedded.training)
    sessions = [engine.open(offer.prompt.prefix, heads) for engine in (direct, embedded)]
    calls = []
    for suffix in suffixes:
        ours, theirs = (decode(session.decode(suffix).heads, offer.toolset) for session in sessions)
        assert ours == theirs
        calls.append(str(theirs[1]))
    assert len(calls) == 200 and len(set(calls)) > 30


def test_sessions_of_different_contracts_do_not_touch_each_other(engine):
    """Interleaved by one thread, and by two at once."""

    def run(said, session):
        said += [session.decode(SUFFIX.format(n)).heads for n in range(5)]

    def both():
        return engine.open(PREFIX, HeadPlan(FINITE)), engine.open(PREFIX * 2, HeadPlan(TOOLS, content=True))

    alone, beside, turns = ([], []), ([], []), ([], [])
    for said, session in zip(alone, both(), strict=True):
        run(said, session)
    threads = [threading.Thread(target=run, args=pair) for pair in zip(beside, both(), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pairs = list(zip(turns, both(), strict=True))
    for number in range(5):
        for said, session in pairs:
            said.append(session.decode(SUFFIX.format(number)).heads)
    assert alone == beside == turns


def test_every_length_of_suffix_fits_its_shape(engine):
    """A forward is padded to a shape; what the padding holds never shows."""
    session = engine.open(PREFIX, HeadPlan(FINITE))
    room = SMALL.max_position_embeddings - session.prefix_tokens - 1 - session._plan.reach
    fresh = {}
    for size in (1, 2, 60, 61, 62, 63, 64, 65, 200, room):
        fresh[size] = engine.open(PREFIX, HeadPlan(FINITE)).decode(" 1" * size).heads
    for size in (room, 65, 1, 64, 200, 2, 63, 62, 61, 60):
        session._draft = {}
        assert session.decode(" 1" * size).heads == fresh[size]
    with pytest.raises(PromptTooLong, match=str(room)):
        session.decode(" 1" * (room + 1))


def test_ticks_of_long_texts_meet_no_shape_that_was_not_there_at_the_opening(engine):
    """On a GPU a new shape is captured when it is met, in the middle of a tick."""
    ends = "the red cylinder front left right scan history environment"
    long = {"enum": [f"{start} {ends} {end}" for start in ("drive", "turn") for end in (1, 2)]}
    tools = [
        toolsets.tool(name, "abcde", **dict.fromkeys("abcde", long))
        for name in ("move_to", "move_by_the_history_of_the_environment")
    ]
    session = engine.open(PREFIX, HeadPlan(Toolset.from_openai(tools)))
    there, run, tokens = set(session._model._forwards), session._model.run, []
    session._model.run = lambda batch, row: tokens.append(len(batch.ids)) or run(batch, row)
    for number in range(8):
        session.decode(SUFFIX.format(number) * 9)  # so that later batches look at more slots than the first
        tokens.append(0)
    later = [size for before, size in zip(tokens, tokens[1:], strict=False) if before]
    assert 32 < max(later) <= session._plan.most_later
    assert set(session._model._forwards) == there


def test_a_stream_goes_on_with_the_likeliest_token(engine, checkpoint):
    ours = engine.open(PREFIX, HeadPlan(TOOLS))
    theirs = EmbeddedEngine(str(checkpoint), precision="float32").open(PREFIX, HeadPlan(TOOLS))
    assert isinstance(ours, Streams)
    fed = []
    for session in (ours, theirs):
        forward, ids = session._forward, []
        session._forward = lambda batch, row=0, forward=forward, ids=ids: (
            ids.append(list(batch.ids)) or forward(batch, row)
        )
        assert session.stream(SUFFIX.format(1), FREE_TOKENS) > 0
        fed.append(ids)
    assert fed[0] == fed[1] and len(fed[0]) == FREE_TOKENS and {len(ids) for ids in fed[0][1:]} == {1}


def test_logits_that_are_not_finite(tmp_path, tokenizer):
    tensors = random_tensors(SMALL)
    tensors["model.layers.2.mlp.down_proj.weight"] *= 1e30
    tensors["model.layers.2.mlp.up_proj.weight"] *= 1e30
    write(tmp_path, SMALL, tensors, tokenizer)
    with pytest.raises(EngineError, match="not finite"):
        DirectEngine(str(tmp_path), "cpu").open(PREFIX, HeadPlan(FINITE))


def edit(path, **changes):
    content = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({key: value for key, value in content.items() if value is not None}))


@pytest.fixture
def folder(tmp_path, checkpoint):
    """A checkpoint that a test may break."""
    return shutil.copytree(checkpoint, tmp_path / "checkpoint")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"model_type": "qwen3_moe"}, ("config.json", "'qwen3_moe'", "vllm engine")),
        ({"model_type": "llama"}, ("'qwen2' and 'qwen3'", "vllm engine")),
        ({"rope_scaling": {"rope_type": "yarn", "factor": 4.0}}, ("rope_type is 'yarn'", "vllm engine")),
        ({"use_sliding_window": True}, ("use_sliding_window", "vllm engine")),
        ({"hidden_size": 64}, ("has shape", "not of one checkpoint")),
        ({"tie_word_embeddings": False}, ("has no tensor lm_head.weight",)),
        ({"model_type": "qwen2"}, ("has no tensor model.layers.0.self_attn.q_proj.bias",)),
        ({"vocab_size": 400}, ("vocab_size 400",)),
        ({"quantization_config": {"quant_method": "awq"}}, ("quant_method is 'awq'", "vllm engine")),
    ],
)
def test_another_checkpoint_than_it_can_run(folder, changes, words):
    edit(folder / "config.json", **changes)
    with pytest.raises(EngineError) as caught:
        DirectEngine(str(folder), "cpu")
    for word in words:
        assert word in str(caught.value)


def test_a_tokenizer_without_a_tag(folder):
    make_tokenizer(without=("</arg2>", "<|null|>")).save(str(folder / "tokenizer.json"))
    with pytest.raises(EngineError, match=r"tokenizer.json: </arg2>, <\|null\|> must each be one token"):
        DirectEngine(str(folder), "cpu")


@pytest.mark.parametrize("device", ["cuda:99", "meta", "gpu"])
def test_a_device_that_is_not_there(checkpoint, device):
    with pytest.raises(EngineError, match=f"device.* '{device}'"):
        DirectEngine(str(checkpoint), device)


def test_files_that_are_missing_or_damaged(folder):
    weights = folder / "model.safetensors"
    data = weights.read_bytes()
    weights.write_bytes(data[:-100])
    with pytest.raises(EngineError, match=r"model.safetensors: is truncated"):
        DirectEngine(str(folder), "cpu")
    weights.unlink()
    with pytest.raises(EngineError, match=r"model.safetensors: no such file"):
        DirectEngine(str(folder), "cpu")
    (folder / "model.safetensors.index.json").write_text('{"weight_map": {"a": "model-1.safetensors"}}')
    with pytest.raises(EngineError, match=r"model-1.safetensors: no such file"):
        DirectEngine(str(folder), "cpu")
    with pytest.raises(EngineError, match="no such file, and none of the shipped"):
        DirectEngine(str(folder / "nowhere"), "cpu")


def test_weights_that_are_not_finite(tmp_path, tokenizer):
    tensors = random_tensors(SMALL)
    tensors["model.norm.weight"][3] = np.nan
    write(tmp_path, SMALL, tensors, tokenizer)
    with pytest.raises(EngineError, match=r"model.norm.weight has values that are not finite"):
        DirectEngine(str(tmp_path), "cpu")


def test_turns_are_taken_in_the_order_they_are_asked_for():
    turn, order = Turn(), []

    def wait():
        with turn.taken(None):
            order.append("who waited")

    waiter = threading.Thread(target=wait)
    with turn.taken(None):
        waiter.start()
        while not turn._next.locked():
            time.sleep(0.001)
        with pytest.raises(DeadlineExceeded, match="busy with other sessions"), turn.taken(time.monotonic()):
            pass
    with turn.taken(None):
        order.append("who had it")
    waiter.join()
    assert order == ["who waited", "who had it"]


def test_sizes_that_the_kernels_do_not_take_are_named(caplog):
    sizes = replace(SMALL, head_dim=12, intermediate_size=40)
    assert direct._ops(torch.device("cuda"), sizes) is ops_torch
    assert caplog.messages == [
        "ticks are slower without Triton's kernels: they take no head_dim 12 and no intermediate_size 40"
    ]
