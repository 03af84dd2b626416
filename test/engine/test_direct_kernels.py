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

from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.core.tools import Toolset  # noqa: E402
from simpletool_ros.engine import direct, ops_torch, ops_triton  # noqa: E402
from simpletool_ros.engine.checkpoint import write  # noqa: E402

EPSILON = 1e-6


def test_a_tick_by_the_kernels(tmp_path, tokenizer, monkeypatch):
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
        assert "1 passed" in run.stdout, run.stdout + run.stderr
        return
    model = replace(SMALL, num_hidden_layers=1)
    write(tmp_path, model, random_tensors(model), tokenizer)
    plan = HeadPlan(Toolset.from_openai(toolsets.FINITE[:3]))
    heads = []
    for ops in (ops_torch, ops_triton):
        monkeypatch.setattr(direct, "_ops", lambda device, width, ops=ops: ops)
        heads.append(direct.DirectEngine(str(tmp_path), "cpu").open("hello", plan).decode("front").heads)
    for name, head in heads[0].items():
        assert (head.text, head.token_ids) == (heads[1][name].text, heads[1][name].token_ids)
        assert head.logprob == pytest.approx(heads[1][name].logprob, abs=1e-3)


def near(ours, theirs):
    return torch.allclose(ours, theirs, atol=1e-5, rtol=1e-5)


@pytest.fixture
def draw():
    random = torch.Generator(DEVICE).manual_seed(5)
    return lambda *shape: torch.randn(*shape, generator=random, device=DEVICE)


def test_norms_and_the_mlp(draw):
    stream, update, weight, both = draw(3, 48), draw(3, 48), draw(48), draw(3, 2 * 1100)
    assert near(ops_triton.norm(stream, weight, EPSILON), ops_torch.norm(stream, weight, EPSILON))
    for ours, theirs in zip(
        ops_triton.add_norm(stream, update, weight, EPSILON),
        ops_torch.add_norm(stream, update, weight, EPSILON),
        strict=True,
    ):
        assert near(ours, theirs)
    assert near(ops_triton.swiglu(both), ops_torch.swiglu(both))


@pytest.mark.parametrize("kind", ["qwen2", "qwen3"])
def test_queries_keys_and_values(draw, kind):
    tokens, heads, count, width, slots = 5, 6, 2, 16, 40
    qkv, angle = draw(tokens, (heads + 2 * count) * width), draw(tokens, width // 2)
    bias = draw((heads + 2 * count) * width) if kind == "qwen2" else None
    norms = draw(2, width) if kind == "qwen3" else None
    where = torch.tensor([7, 39, 0, 8, 20], device=DEVICE)
    cache = draw(2, count, slots, width)
    results = []
    for ops in (ops_triton, ops_torch):
        keys, values = cache.clone()
        query = ops.place(qkv, bias, norms, (angle.cos(), angle.sin()), where, keys, values, EPSILON)
        results.append((query, keys, values))
    assert all(near(ours, theirs) for ours, theirs in zip(*results, strict=True))


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
