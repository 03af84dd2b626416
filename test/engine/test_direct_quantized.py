"""W4A16 in the direct engine: the format of compressed-tensors, with and without zero points."""

import json
from dataclasses import replace

import numpy as np
import pytest
from conftest import SMALL, make_tokenizer, random_tensors
from toolsets import PREFIX, SUFFIX, TOOLS

torch = pytest.importorskip(
    "torch", reason="the direct engine needs torch (pip install 'simpletool_ros[direct]')"
)
pytest.importorskip("safetensors", reason="the direct engine needs safetensors")

from four_bits import quantize, say, words_of  # noqa: E402
from safetensors.torch import load_file, save_file  # noqa: E402

from simpletool_ros.core.heads import HeadPlan  # noqa: E402
from simpletool_ros.engine.base import EngineError  # noqa: E402
from simpletool_ros.engine.checkpoint import write  # noqa: E402
from simpletool_ros.engine.direct import DirectEngine  # noqa: E402
from simpletool_ros.engine.quantized import FourBits, Packed, unpack  # noqa: E402
from simpletool_ros.engine.qwen_torch import Dense  # noqa: E402
from simpletool_ros.engine.scheme import Scheme  # noqa: E402
from simpletool_ros.engine.weights_torch import Assembly  # noqa: E402


@pytest.fixture(scope="module", params=[True, False], ids=["symmetric", "asymmetric"])
def folders(request, tmp_path_factory):
    """A quantized checkpoint, and one of the weights that it stands for."""
    folder, plain = tmp_path_factory.mktemp("quantized"), tmp_path_factory.mktemp("plain")
    tensors = random_tensors(SMALL)
    write(folder, SMALL, tensors, make_tokenizer())
    write(plain, SMALL, tensors | quantize(folder, tensors, request.param), make_tokenizer())
    return folder, plain


def test_integers_are_unpacked_in_order():
    values = np.random.default_rng(0).integers(-8, 8, (3, 40))
    assert np.array_equal(unpack(torch.from_numpy(words_of(values))).numpy(), values)


def test_heads_are_those_of_the_weights_it_stands_for(folders):
    heads = []
    for folder in folders:
        session = DirectEngine(str(folder), "cpu").open(PREFIX, HeadPlan(TOOLS))
        heads.append([session.decode(SUFFIX.format(n)).heads for n in range(4)])
    for ours, theirs in zip(*heads, strict=True):
        for name in ours:
            assert (ours[name].text, ours[name].token_ids) == (theirs[name].text, theirs[name].token_ids)
            assert ours[name].logprob == pytest.approx(theirs[name].logprob, abs=1e-3)


def test_compressed_tensors_reads_the_same_weights(folders):
    quantization = pytest.importorskip("compressed_tensors.quantization", reason="compares with it")
    from compressed_tensors.compressors import BaseCompressor

    said = json.loads((folders[0] / "config.json").read_text())["quantization_config"]
    scheme = quantization.QuantizationScheme(**said["config_groups"]["group_0"])
    stored = load_file(folders[0] / "model.safetensors")
    name = "model.layers.1.self_attn.k_proj"
    theirs = {
        key.removeprefix(f"{name}."): value for key, value in stored.items() if key.startswith(f"{name}.")
    }
    read = BaseCompressor.get_value_from_registry("pack-quantized").decompress(theirs, scheme)["weight"]
    expected = load_file(folders[1] / "model.safetensors")[f"{name}.weight"]
    assert torch.allclose(read, expected, atol=1e-6)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quant_method": "awq"}, ("quant_method is 'awq'", "vllm engine")),
        ({"format": "marlin-24"}, ("format is 'marlin-24'", "vllm engine")),
        ({"num_bits": 8}, ("num_bits is 8", "vllm engine")),
        ({"strategy": "channel"}, ("strategy is 'channel'",)),
        ({"group_size": None}, ("group_size is None",)),
        ({"group_size": 8}, ("has groups of 16, config.json says 8",)),
        ({"kv_cache_scheme": {"num_bits": 8}}, ("kv_cache_scheme is set",)),
        ({"config_groups": {}}, ("config_groups must hold one group",)),
    ],
)
def test_another_scheme_than_it_can_run(folders, changes, words):
    folder = folders[0]
    path = folder / "config.json"
    before = path.read_text()
    say(folder, **changes)
    try:
        with pytest.raises(EngineError) as caught:
            DirectEngine(str(folder), "cpu")
    finally:
        path.write_text(before)
    for word in words:
        assert word in str(caught.value)


def test_packed_tensors_of_another_matrix():
    words, scale = torch.zeros(16, 4, dtype=torch.int32), torch.ones(16, 2)
    Packed.of(words, scale, None, (16, 32), "m")
    for shape in ((16, 64), (8, 32)):
        with pytest.raises(EngineError, match="m: the packed tensors are not those of a matrix"):
            Packed.of(words, scale, None, shape, "m")


def test_activations_and_unordered_inputs_are_refused(folders, tmp_path):
    import shutil

    folder = shutil.copytree(folders[0], tmp_path / "other")
    path = folder / "model.safetensors"
    stored = load_file(path)
    stored["model.layers.0.mlp.down_proj.weight_g_idx"] = torch.zeros(96, dtype=torch.int32)
    save_file(stored, path)
    with pytest.raises(EngineError, match="actorder group"):
        DirectEngine(str(folder), "cpu")
    said = json.loads((folder / "config.json").read_text())
    said["quantization_config"]["config_groups"]["group_0"]["input_activations"] = {"num_bits": 8}
    (folder / "config.json").write_text(json.dumps(said))
    with pytest.raises(EngineError, match="input_activations is set"):
        DirectEngine(str(folder), "cpu")


@pytest.mark.parametrize(
    ("group", "kernels", "kind", "said"),
    [
        (16, True, FourBits, None),
        (8, True, Dense, "W4A16 in steps of 8, too short for kernels, is dequantized"),
        (16, False, Dense, "W4A16 is dequantized"),
    ],
    ids=["kernels", "groups too short for them", "no kernels"],
)
def test_what_becomes_of_a_matrix_is_said_once(caplog, group, kernels, kind, said):
    sizes = replace(SMALL, hidden_size=64, intermediate_size=128)
    tensors = {name: torch.from_numpy(value) for name, value in random_tensors(sizes).items()}
    for name in [name.removesuffix(".weight") for name in tensors if name.endswith("_proj.weight")]:
        outputs, inputs = tensors.pop(f"{name}.weight").shape
        tensors[f"{name}.weight_packed"] = torch.zeros(outputs, inputs // 8, dtype=torch.int32)
        tensors[f"{name}.weight_scale"] = torch.ones(outputs, inputs // group)
    read = {name: lambda value=value: value for name, value in tensors.items()}
    scheme, device = Scheme(group, symmetric=True), torch.device("cpu")
    weights = Assembly(read, "here", sizes, scheme, device, torch.bfloat16, kernels).weights()
    assert all(type(layer.down) is type(layer.qkv) is kind for layer in weights.layers)
    assert caplog.messages == ([f"{said} to torch.bfloat16, of 4 times the size"] if said else [])
