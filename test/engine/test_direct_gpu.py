"""The direct engine on a GPU, in bfloat16 and as CUDA graphs, against itself on the CPU."""

import random

import pytest
from toolsets import PREFIX, SUFFIX, TOOLS

torch = pytest.importorskip("torch", reason="the direct engine needs torch")
if not torch.cuda.is_available():
    pytest.skip("needs an NVIDIA GPU", allow_module_level=True)

from simpletool_ros.core.decode import decode  # noqa: E402
from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.engine import marlin  # noqa: E402
from simpletool_ros.engine.direct import DirectEngine  # noqa: E402
from simpletool_ros.engine.quantized import Packed  # noqa: E402
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


@pytest.mark.parametrize("symmetric", [True, False])
def test_marlin_multiplies_as_the_dequantized_matrix_does(symmetric):
    try:
        make = marlin.kernel()
    except marlin.Unavailable as error:
        pytest.skip(str(error))
    words = torch.randint(-(2**31), 2**31, (256, 64), device="cuda").int()
    scale = torch.rand(256, 4, device="cuda", dtype=torch.bfloat16) + 0.5
    zero = None if symmetric else torch.randint(-8, 8, (256, 4), device="cuda").to(torch.int8)
    packed = Packed(words, scale, zero)
    marlin.check(make(packed), packed)  # raises Unavailable if it does not
