"""The direct engine on a GPU, in bfloat16 and as CUDA graphs, against itself on the CPU."""

import random

import pytest
from toolsets import PREFIX, SUFFIX, TOOLS

torch = pytest.importorskip("torch", reason="the direct engine needs torch")
if not torch.cuda.is_available():
    pytest.skip("needs an NVIDIA GPU", allow_module_level=True)

from simpletool_ros.core.decode import decode  # noqa: E402
from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.engine import many_triton, ops_torch, ops_triton  # noqa: E402
from simpletool_ros.engine.direct import DirectEngine  # noqa: E402
from simpletool_ros.engine.quantized import FourBits, Packed  # noqa: E402
from simpletool_ros.engine.qwen_torch import Dense  # noqa: E402
from simpletool_ros.engine.skinny_triton import Normed  # noqa: E402
from simpletool_ros.engine.tiles import cut  # noqa: E402
from simpletool_ros.train import instructions, offers  # noqa: E402
from simpletool_ros.train.evaluate import Split, draw  # noqa: E402


def test_calls_of_the_shipped_model_are_nearly_all_those_of_float32():
    offer = offers.shipped()
    split = Split(lambda rng: offer, instructions.HELD_OUT, ())
    suffixes = [one.suffix for _, some in draw(random.Random(4), split, 100) for one in some]
    calls = []
    for device in ("cuda", "cpu"):
        session = DirectEngine("nano", device).open(offer.prompt.prefix, HeadPlan(offer.toolset))
        calls.append([decode(session.decode(suffix).heads, offer.toolset)[1] for suffix in suffixes])
    assert sum(one == other for one, other in zip(*calls, strict=True)) >= 95


def test_a_graph_that_is_replayed_keeps_nothing_of_the_batch_before(checkpoint):
    engine = DirectEngine(str(checkpoint), "cuda")
    sizes = (1, 40, 41, 100, 230, 300)  # the last ones are captured when they are met
    alone = {
        size: engine.open(PREFIX, HeadPlan(TOOLS, content=True)).decode(" 1" * size).heads for size in sizes
    }
    session = engine.open(PREFIX, HeadPlan(TOOLS, content=True))
    for size in (*reversed(sizes), *sizes):
        session._draft = {}
        assert session.decode(" 1" * size).heads == alone[size]


def test_sessions_take_turns(checkpoint):
    engine = DirectEngine(str(checkpoint), "cuda")
    first, second = (engine.open(PREFIX * times, HeadPlan(TOOLS)) for times in (1, 2))
    before = first.decode(SUFFIX.format(1)).heads
    second.decode(SUFFIX.format(2))
    first._draft = {}
    assert first.decode(SUFFIX.format(1)).heads == before


def drawn(*shape):
    return torch.randn(*shape, device="cuda", dtype=torch.bfloat16)


def matrix(group, outputs, inputs):
    """Return a random matrix, and it as plain torch multiplies by it; ``group`` of None: not quantized."""
    if group is None:
        dense = Dense(drawn(outputs, inputs) / inputs**0.5)
        return dense, dense
    packed = quantized(group, outputs, inputs)
    return FourBits.of(packed), Dense(packed.dequantize().bfloat16())


def quantized(group, outputs, inputs, symmetric=True):
    """Return a random quantized matrix."""
    words = torch.randint(-(2**31), 2**31, (outputs, inputs // 8), device="cuda").int()
    scale = drawn(outputs, inputs // group) / 4 / inputs**0.5
    zero = None if symmetric else torch.randint(-8, 8, scale.shape, device="cuda").to(torch.int8)
    return Packed(words, scale, zero)


def check(theirs, ours):
    """Compare with torch's results the first of ours, and that with the others: bit for bit."""
    for one, other in zip(ours[0], theirs, strict=True):
        assert (one - other).float().norm() < 0.01 * other.float().norm()
    for later in ours[1:]:
        assert all(torch.equal(one, other) for one, other in zip(later, ours[0], strict=True))


@pytest.mark.parametrize(("heads", "count", "width"), [(32, 8, 128), (14, 2, 64)], ids=["4B", "0.5B"])
@pytest.mark.parametrize("tokens", [8, 16, 40])
def test_attention_in_a_published_size(tokens, heads, count, width):
    size = 768
    query = drawn(tokens, heads, width)
    keys, values = drawn(2, count, 2 * size, width)[:, :, :size]
    visible = torch.rand(tokens, size, device="cuda") > 0.5
    visible[:, 64:128] = False  # a part of which nothing is seen
    visible[:, 0] = True
    ours = ops_triton.attend(query, keys, values, visible)
    theirs = ops_torch.attend(query.float(), keys.float(), values.float(), visible)
    torch.testing.assert_close(ours.float(), theirs, atol=2e-3, rtol=2e-2)
    assert torch.equal(ours, ops_triton.attend(query, keys, values, visible))


@pytest.mark.parametrize("symmetric", [True, False], ids=["symmetric", "with zeros"])
@pytest.mark.parametrize("group", [32, 128])
@pytest.mark.parametrize("tokens", [17, 160, 300])
@pytest.mark.parametrize("shape", [(2560, 4096), (208, 192)], ids=["published", "ends within a tile"])
def test_many_tokens_of_four_bits(shape, tokens, group, symmetric):
    """200 times, because a race would not show in one."""
    outputs, inputs = shape
    packed = quantized(min(group, inputs // 3), outputs, inputs, symmetric)
    x, four = drawn(tokens, inputs), FourBits.of(packed)
    check([x.float() @ packed.dequantize().T], [[many_triton.product(x, four)] for _ in range(200)])
    assert not four.arrived.any()


@pytest.mark.parametrize("group", [None, 32, 128], ids=["bfloat16", "int4 in groups of 32", "of 128"])
@pytest.mark.parametrize("tokens", [7, 100])
def test_the_mlp_in_a_published_size(group, tokens):
    """A layer of Qwen3-4B; 200 times, because a race would not show in one."""
    hidden, inner = 2560, 9728
    ours, plain = zip(matrix(group, 2 * inner, hidden), matrix(group, hidden, inner), strict=True)
    stream, weight, x = drawn(tokens, hidden), drawn(hidden), drawn(tokens, inner)

    def mlp(ops, gate_up, down):
        total, normed = ops.add_norm(stream, x, down, weight, 1e-6)
        return total, ops.swiglu(normed, gate_up, 1e-6)

    check(mlp(ops_torch, *plain), [mlp(ops_triton, *ours) for _ in range(200)])


@pytest.mark.parametrize("group", [None, 128], ids=["bfloat16", "int4"])
def test_queries_keys_and_values_in_a_published_size(group):
    """Of Qwen3-4B, with Qwen2's bias too; 200 times."""
    tokens, hidden, heads, count, width = 8, 2560, 32, 8, 128
    qkv, plain = matrix(group, (heads + 2 * count) * width, hidden)
    assert -(-hidden // cut(qkv, width).span) == 5
    stream, weight, angle = drawn(tokens, hidden), drawn(hidden), drawn(tokens, width // 2).float()
    squares = stream.float().pow(2).view(tokens, 40, -1).sum(-1)
    slots = torch.tensor([7, 39, 0, 8, 20, 21, 22, 23], device="cuda")
    rest = drawn(len(qkv.weight)), drawn(2, width), (angle.cos(), angle.sin()), slots

    def place(ops, normed, qkv):
        cache = torch.zeros(2, count, 40, width, device="cuda", dtype=torch.bfloat16)
        return ops.place(normed, qkv, *rest, *cache, 1e-6), *cache

    theirs = place(ops_torch, ops_torch.norm(stream, weight, 1e-6), plain)
    check(theirs, [place(ops_triton, Normed(stream * weight, squares), qkv) for _ in range(200)])
    assert not qkv.arrived.any()
