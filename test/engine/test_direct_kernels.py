"""Triton's kernels give what plain torch gives: on a GPU, or run by Triton's interpreter without one."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
import toolsets
from conftest import SMALL, random_tensors

torch = pytest.importorskip("torch", reason="the direct engine needs torch")
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
if DEVICE == "cpu":
    os.environ["TRITON_INTERPRET"] = "1"  # read when triton is imported
pytest.importorskip("triton", reason="the kernels need triton; PyTorch's builds for CPUs come without")

from four_bits import quantize  # noqa: E402

from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.core.tools import Toolset  # noqa: E402
from simpletool_ros.engine import direct, many_triton, ops_torch, ops_triton, skinny_triton  # noqa: E402
from simpletool_ros.engine.checkpoint import write  # noqa: E402
from simpletool_ros.engine.quantized import FourBits, Packed  # noqa: E402
from simpletool_ros.engine.qwen_torch import Dense  # noqa: E402
from simpletool_ros.engine.skinny_triton import Normed  # noqa: E402
from simpletool_ros.engine.tiles import Tiles, cut, share  # noqa: E402

EPSILON = 1e-6


@pytest.mark.parametrize("four", [False, True], ids=["float", "int4"])
def test_a_tick_by_the_kernels(tmp_path, tokenizer, monkeypatch, four):
    """In float32, in which alone both must say the same, and which the engine has on a CPU alone."""
    if DEVICE == "cuda":  # triton, once imported, does not change to its interpreter
        test = f"{__file__}::{test_a_tick_by_the_kernels.__name__}"
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", test],
            env={**os.environ, "CUDA_VISIBLE_DEVICES": ""},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert "2 passed" in run.stdout, run.stdout + run.stderr
        return
    model = replace(SMALL, num_hidden_layers=1, hidden_size=64, intermediate_size=128)
    tensors = random_tensors(model)
    write(tmp_path, model, tensors, tokenizer)
    if four:
        quantize(tmp_path, tensors, symmetric=True)
    plan = HeadPlan(Toolset.from_openai(toolsets.FINITE[:3]))
    heads = []
    for ops in (ops_torch, ops_triton):
        monkeypatch.setattr(direct, "_ops", lambda device, sizes, ops=ops: ops)
        engine = direct.DirectEngine(str(tmp_path), "cpu")
        kind = FourBits if four and ops is ops_triton else Dense
        assert isinstance(engine.decoder.weights.layers[0].down, kind)
        heads.append(engine.open("hello", plan).decode("front").heads)
    for name, head in heads[0].items():
        assert (head.text, head.token_ids) == (heads[1][name].text, heads[1][name].token_ids)
        assert head.logprob == pytest.approx(heads[1][name].logprob, abs=1e-3)


def near(ours, theirs):
    return torch.allclose(ours, theirs, atol=1e-5, rtol=1e-5)


@pytest.fixture
def draw():
    random = torch.Generator(DEVICE).manual_seed(5)
    return lambda *shape: torch.randn(*shape, generator=random, device=DEVICE)


def matrix(draw, kind, outputs, inputs):
    """Return a matrix as the kernels read it, and as plain torch does."""
    if kind == "float":
        dense = Dense(draw(outputs, inputs) / inputs**0.5)
        return dense, dense
    words = (draw(outputs, inputs // 8) * 2**30).int()
    zero = (draw(outputs, inputs // 32) * 3).to(torch.int8) if kind == "int4 with zeros" else None
    packed = Packed(words, draw(outputs, inputs // 32) / 32, zero)
    return FourBits.of(packed), Dense(packed.dequantize())


FORMS = [  # in which many tokens are multiplied; with four bits, a GPU does so in bfloat16 alone
    "float",
    *(
        pytest.param(kind, marks=pytest.mark.skipif(DEVICE == "cuda", reason="see test_direct_gpu.py"))
        for kind in ("int4", "int4 with zeros")
    ),
]


@pytest.mark.parametrize("kind", FORMS)
def test_many_tokens(draw, kind):
    tokens, (hidden, inner) = 40, (48, 1100) if kind == "float" else (64, 1088)  # four bits take fewer sizes
    stream, x, weight = draw(tokens, hidden), draw(tokens, inner), draw(hidden)
    downs, gate_ups = matrix(draw, kind, hidden, inner), matrix(draw, kind, 2 * inner, hidden)
    assert near(ops_triton.norm(stream, weight, EPSILON), ops_torch.norm(stream, weight, EPSILON))
    ours, theirs = (
        ops.add_norm(stream, x, down, weight, EPSILON)
        for ops, down in zip((ops_triton, ops_torch), downs, strict=True)
    )
    assert near(ours[0], theirs[0]) and near(ours[1], theirs[1])
    ours, theirs = (
        ops.swiglu(theirs[1], gate_up, EPSILON)
        for ops, gate_up in zip((ops_triton, ops_torch), gate_ups, strict=True)
    )
    assert near(ours, theirs)


@pytest.mark.skipif(DEVICE == "cuda", reason="see test_direct_gpu.py")
@pytest.mark.parametrize("zeros", [False, True], ids=["symmetric", "with zeros"])
@pytest.mark.parametrize(
    ("tokens", "group", "outputs", "inputs"),
    [(17, 32, 48, 128), (64, 64, 192, 512), (150, 128, 144, 1024), (300, 128, 272, 512)],
    ids=str,
)
def test_many_tokens_of_four_bits(draw, tokens, group, outputs, inputs, zeros):
    """However the steps are divided: two tiles in a program, or a tile in several."""
    zero = (draw(outputs, inputs // group) * 3).to(torch.int8) if zeros else None
    words = (draw(outputs, inputs // 8) * 2**30).int()
    packed = Packed(words, draw(outputs, inputs // group) / 32, zero)
    four, x = FourBits.of(packed), draw(tokens, inputs)
    shares = share(four, tokens)
    each = inputs // 4 // shares.step
    theirs = x.double() @ packed.dequantize().double().T  # float32 of torch is no nearer to it than ours
    for steps in (shares.length, each, each + 1, max(each - 1, 1)):
        ours = many_triton.product(x, four, shares._replace(length=steps))
        assert near(ours.double(), theirs)
        assert not four.arrived.any()


@pytest.mark.parametrize("kind", ["float", "int4", "int4 with zeros"])
@pytest.mark.parametrize("tokens", [1, 7, 16])
def test_the_mlp_of_few_tokens(draw, tokens, kind):
    hidden, inner = 64, 192
    stream, weight, x = draw(tokens, hidden), draw(hidden), draw(tokens, inner)
    down, plain_down = matrix(draw, kind, hidden, inner)
    gate_up, plain_gate_up = matrix(draw, kind, 2 * inner, hidden)
    theirs, theirs_normed = ops_torch.add_norm(stream, x, plain_down, weight, EPSILON)
    ours, normed = ops_triton.add_norm(stream, x, down, weight, EPSILON)
    assert isinstance(normed, Normed)
    assert near(ours, theirs)
    theirs = ops_torch.swiglu(theirs_normed, plain_gate_up, EPSILON)
    assert near(ops_triton.swiglu(normed, gate_up, EPSILON), theirs)
    assert not down.arrived.any() and not gate_up.arrived.any()


@pytest.mark.parametrize("span", [16, 80, 192], ids=["many spans", "a shorter last one", "one"])
def test_a_product_is_the_same_however_it_is_cut_and_always_that(draw, span):
    stream, x, weight, (down, _) = draw(5, 64), draw(5, 192), draw(64), matrix(draw, "float", 64, 192)
    tiles = Tiles(rows=16, step=16, span=span, stages=3, warps=4)
    ours = [skinny_triton.add_norm(stream, x, down, weight, tiles) for _ in range(3)]
    assert near(ours[0][0], stream + down(x))
    for total, normed in ours[1:]:
        assert torch.equal(total, ours[0][0])
        assert all(torch.equal(one, other) for one, other in zip(normed, ours[0][1], strict=True))


@pytest.mark.parametrize("kind", ["float", "float, weights first", "int4", "int4 with zeros"])
def test_spans_are_added_up_before_what_follows_a_product(draw, kind):
    """They are three, the last one shorter."""
    kind, *first = kind.split(", ")
    heads, count, width, slots, tokens, size = 2, 1, 32, 20, 5, 320
    tiles = Tiles(rows=64, step=16, span=128, stages=3, warps=4, weights_first=bool(first))
    stream, x, weight, angle = draw(tokens, size), draw(tokens, size), draw(size), draw(tokens, width // 2)
    (qkv, plain_qkv), (down, plain_down), (gate_up, plain_gate_up) = (
        matrix(draw, kind, outputs, size) for outputs in ((heads + 2 * count) * width, size, 2 * size)
    )
    where = torch.tensor([7, 19, 0, 8, 3], device=DEVICE)
    turned = draw(len(qkv.weight)), draw(2, width), (angle.cos(), angle.sin()), where
    ours = draw(2, count, slots, width)
    theirs = ours.clone()
    total, normed = skinny_triton.add_norm(stream, x, down, weight, tiles)
    results = [total, skinny_triton.swiglu(normed, gate_up, EPSILON, tiles)]
    heads_tiles = tiles._replace(rows=width)
    results += [skinny_triton.place(normed, qkv, *turned, *ours, EPSILON, heads_tiles), ours]
    total, normed = ops_torch.add_norm(stream, x, plain_down, weight, EPSILON)
    expected = [total, ops_torch.swiglu(normed, plain_gate_up, EPSILON)]
    expected += [ops_torch.place(normed, plain_qkv, *turned, *theirs, EPSILON), theirs]
    assert all(near(one, other) for one, other in zip(results, expected, strict=True))
    assert not any(one.arrived.any() for one in (qkv, down, gate_up))


TODAY = {  # outputs, inputs, a head's width, four bits
    (6144, 2560, 128, False): (128, 128, 512, 4, 8, False),
    (2560, 4096, 0, False): (64, 128, 768, 4, 4, True),
    (19456, 2560, 0, False): (64, 128, 2560, 4, 4, False),
    (2560, 9728, 0, False): (64, 128, 1664, 4, 4, True),
    (1152, 896, 64, False): (64, 128, 256, 4, 4, True),
    (896, 896, 0, False): (16, 128, 896, 4, 2, False),
    (9728, 896, 0, False): (64, 128, 896, 4, 4, True),
    (896, 4864, 0, False): (64, 128, 512, 4, 4, True),
    (6144, 2560, 128, True): (128, 128, 512, 3, 8, False),
    (2560, 4096, 0, True): (64, 128, 1024, 3, 4, False),
    (19456, 2560, 0, True): (64, 128, 2560, 3, 4, False),
    (2560, 9728, 0, True): (64, 128, 2048, 3, 4, False),
}


def blank(outputs, inputs, group):
    """Return a matrix of no values; ``group`` of 0: not quantized."""
    if not group:
        return Dense(torch.empty(outputs, inputs, device="meta"))
    words = torch.empty(outputs, inputs // 8, dtype=torch.int32, device="meta")
    return FourBits.of(Packed(words, torch.empty(outputs, inputs // group, device="meta"), None))


@pytest.mark.parametrize("given", TODAY, ids=str)
def test_tiles_of_published_sizes_do_not_change_unnoticed(given):
    """That they are fast is not tested."""
    outputs, inputs, width, four = given
    assert cut(blank(outputs, inputs, 128 if four else 0), width) == TODAY[given]


SHARES = {  # outputs, inputs
    (6144, 2560): (128, 64, 16, 64, 8, 3, 8),
    (2560, 4096): (128, 64, 16, 64, 5, 3, 8),
    (19456, 2560): (128, 64, 16, 64, 24, 3, 8),
    (2560, 9728): (128, 64, 16, 64, 12, 3, 8),
}


@pytest.mark.parametrize("shape", SHARES, ids=str)
def test_shares_of_published_sizes_do_not_change_unnoticed(shape):
    """That they are fast is not tested."""
    assert share(blank(*shape, 128), 160) == SHARES[shape]


@pytest.mark.parametrize("group", [0, 32, 64])
@pytest.mark.parametrize("shape", [(6144, 2560), (12288, 4096), (1536, 8960), (151936, 896), (48, 192)])
def test_tiles_cover_a_matrix(shape, group):
    outputs, inputs = shape
    tiles = cut(blank(outputs, inputs, group))
    step = tiles.step * (4 if group else 1)
    assert outputs % tiles.rows == inputs % step == tiles.span % step == 0
    assert tiles.rows >= 16


@pytest.mark.parametrize("tokens", [17, 160, 300, 768])
@pytest.mark.parametrize("group", [32, 128])
@pytest.mark.parametrize("shape", [(6144, 2560), (2560, 9728), (9728, 896), (151936, 896), (48, 192)])
def test_shares_cover_a_product(shape, group, tokens):
    outputs, inputs = shape
    matrix = blank(outputs, inputs, min(group, inputs // 3))
    shares = share(matrix, tokens)
    width = shares.first + shares.second
    tiles, each = -(-outputs // shares.rows) * -(-tokens // width), inputs // 4 // shares.step
    assert matrix.step % shares.step == 0 and width <= 128
    assert shares.second in (0, 16, 32) and shares.second < shares.first
    assert shares.length % each == 0 or tiles <= len(matrix.arrived)


@pytest.mark.parametrize("kind", ["qwen2", "qwen3"])
@pytest.mark.parametrize("form", FORMS[:2])
@pytest.mark.parametrize("tokens", [5, 20], ids=["few", "many"])
def test_queries_keys_and_values(draw, kind, form, tokens):
    heads, count, width, slots, hidden = 6, 2, 16, 40, 64
    stream, update, weight, angle = (draw(tokens, size) for size in (hidden, hidden, hidden, width // 2))
    matrices = matrix(draw, form, (heads + 2 * count) * width, hidden)
    bias = draw((heads + 2 * count) * width) if kind == "qwen2" else None
    norms = draw(2, width) if kind == "qwen3" else None
    where = torch.tensor([7, 39, 0, 8, 20, *range(21, 36)], device=DEVICE)[:tokens]
    cache = draw(2, count, slots, width)
    results = []
    for ops, qkv in zip((ops_triton, ops_torch), matrices, strict=True):
        keys, values = cache.clone()
        first = ops.norm(stream, weight[0], EPSILON)
        _, later = ops.add_norm(stream, update, Dense(torch.eye(hidden, device=DEVICE)), weight[0], EPSILON)
        for normed in (first, later):
            turn = (angle.cos(), angle.sin())
            query = ops.place(normed, qkv, bias, norms, turn, where, keys, values, EPSILON)
            results.append((query, keys.clone(), values.clone()))
    for ours, theirs in zip(results[:2], results[2:], strict=True):
        assert all(near(one, other) for one, other in zip(ours, theirs, strict=True))


@pytest.mark.parametrize(
    ("tokens", "heads", "count", "looked_at"),
    [(1, 4, 2, 5), (7, 14, 2, 700), (9, 4, 4, 64), (40, 8, 2, 130)],
    ids=["one", "several parts", "ungrouped", "several blocks"],
)
def test_attention_under_a_mask(draw, tokens, heads, count, looked_at):
    width, slots = 16, looked_at + 10
    query, keys, values = (
        draw(tokens, heads, width),
        draw(count, slots, width)[:, :looked_at],
        draw(count, slots, width)[:, :looked_at],
    )
    visible = draw(tokens, looked_at) > 0
    visible[:, 0] = True
    visible[0] = False
    visible[0, -1] = True  # the last slot alone
    assert near(
        ops_triton.attend(query, keys, values, visible), ops_torch.attend(query, keys, values, visible)
    )
