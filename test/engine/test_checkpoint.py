"""Checkpoints: what is read, and every fault a person can make."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from conftest import SMALL, make_tokenizer, random_tensors

from simpletool_ros.core.heads import END, SPECIAL_TOKENS
from simpletool_ros.engine.base import EngineError
from simpletool_ros.engine.checkpoint import Checkpoint, write
from simpletool_ros.engine.load import load

TINY = replace(SMALL, num_hidden_layers=1, hidden_size=16, intermediate_size=24, head_dim=4)


@pytest.fixture
def folder(tmp_path, tokenizer):
    """A checkpoint that a test may break."""
    write(tmp_path, TINY, random_tensors(TINY), tokenizer, profile="v1", steps=7)
    return tmp_path


def edit(path, **changes):
    """Change keys of a JSON file; None removes one."""
    content = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({key: value for key, value in content.items() if value is not None}))


def pack(path, tensors, dtype):
    """Write a safetensors file: {name: (shape, bytes)}."""
    header, end = {}, 0
    for name, (shape, data) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [end, end + len(data)]}
        end += len(data)
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + b"".join(data for _, data in tensors.values()))


def fails(folder, *words):
    with pytest.raises(EngineError) as caught:
        Checkpoint.read(folder)
    for word in words:
        assert word in str(caught.value)


def test_what_is_written_is_read(folder):
    checkpoint = Checkpoint.read(folder)
    assert (checkpoint.model, checkpoint.profile) == (TINY, "v1")
    for name, value in random_tensors(TINY).items():
        assert np.array_equal(checkpoint.tensors[name], value)
        assert checkpoint.tensors[name].dtype == np.float32
    assert json.loads((folder / "config.json").read_text())["simpletool"]["steps"] == 7


def test_safetensors_reads_what_is_written(folder):
    from safetensors.numpy import load_file

    stored = load_file(folder / "model.safetensors")
    assert {name: value.shape for name, value in stored.items()} == TINY.shapes
    assert all(np.array_equal(stored[name], value) for name, value in random_tensors(TINY).items())


def test_bfloat16_is_rounded_to_the_nearest(tmp_path, tokenizer):
    tensors = random_tensors(TINY)
    # Half a step above 1 and above its neighbour (ties to even), just above half, carried into the exponent.
    given = np.float32([1 + 2**-8, 1 + 3 * 2**-8, 1 + 2**-8 + 2**-20, -2 + 2**-20, 0, 3])
    tensors["model.norm.weight"][:6] = given
    write(tmp_path, TINY, tensors, tokenizer, "bfloat16")
    assert json.loads((tmp_path / "config.json").read_text())["dtype"] == "bfloat16"
    read = Checkpoint.read(tmp_path).tensors
    assert read["model.norm.weight"][:6].tolist() == [1, 1 + 4 * 2**-8, 1 + 2 * 2**-8, -2, 0, 3]
    for name, value in tensors.items():
        assert np.allclose(read[name], value, rtol=2.0**-8, atol=0)


@pytest.mark.parametrize(("dtype", "bits"), [("F16", 11), ("BF16", 8)])
def test_half_precision(folder, dtype, bits):
    def halve(value):
        return value.astype("<f2") if dtype == "F16" else (value.view(np.uint32) >> 16).astype("<u2")

    tensors = random_tensors(TINY)
    pack(folder / "model.safetensors", {k: (v.shape, halve(v).tobytes()) for k, v in tensors.items()}, dtype)
    for name, value in Checkpoint.read(folder).tensors.items():
        assert np.allclose(value, tensors[name], rtol=2.0 ** -(bits - 1), atol=1e-7)


def test_shards(folder):
    tensors = random_tensors(TINY)
    (folder / "model.safetensors").unlink()
    index = {name: f"model-{number % 2}.safetensors" for number, name in enumerate(tensors)}
    for part in set(index.values()):
        pack(
            folder / part, {k: (v.shape, v.tobytes()) for k, v in tensors.items() if index[k] == part}, "F32"
        )
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": index}))
    read = Checkpoint.read(folder).tensors
    assert all(np.array_equal(read[name], value) for name, value in tensors.items())
    (folder / "model-1.safetensors").unlink()
    fails(folder, "model-1.safetensors", "no such file")
    (folder / "model.safetensors.index.json").write_text('{"weight_map": [1]}')
    fails(folder, "index.json", "weight_map")


def test_transformers_5_spelling(folder):
    edit(
        folder / "config.json", rope_theta=None, rope_parameters={"rope_type": "default", "rope_theta": 12.5}
    )
    assert Checkpoint.read(folder).model.rope_theta == 12.5


def test_the_profile_is_v2_unless_told(folder):
    edit(folder / "config.json", simpletool=None)
    assert Checkpoint.read(folder).profile == "v2"
    edit(folder / "config.json", simpletool={"profile": 2})
    fails(folder, "config.json", "simpletool.profile")


def test_no_such_folder():
    fails("no/such/folder", "no/such/folder")
    with pytest.raises(EngineError, match="no/such/folder"):
        load("embedded", "no/such/folder")


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_missing_file(folder, name):
    (folder / name).unlink()
    fails(folder, name, "no such file")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
@pytest.mark.parametrize("content", ["", "{", "[]", "\udcff"])
def test_a_file_that_is_no_json_object(folder, name, content):
    (folder / name).write_bytes(content.encode(errors="surrogateescape"))
    fails(folder, name)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("model_type", "llama"),
        ("model_type", None),
        ("hidden_size", None),
        ("num_hidden_layers", 0),
        ("head_dim", 5),
        ("vocab_size", "many"),
        ("num_key_value_heads", 3),
        ("rms_norm_eps", -1),
        ("rope_theta", None),
        ("max_position_embeddings", True),
        ("tie_word_embeddings", "yes"),
        ("hidden_act", "gelu"),
        ("attention_bias", True),
        ("use_sliding_window", True),
    ],
)
def test_a_config_of_no_use(folder, key, value):
    edit(folder / "config.json", **{key: value})
    fails(folder, "config.json", key)


def test_stretched_positions(folder):
    edit(folder / "config.json", rope_scaling={"rope_type": "yarn", "factor": 4})
    fails(folder, "rope_type", "yarn")


@pytest.mark.parametrize("keep", [0, 7, 8, 100, -1])
def test_truncated_weights(folder, keep):
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:keep])
    fails(folder, "model.safetensors", "truncated")


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b'{"a": 1}',
        b'{"a": {"dtype": "F32"}}',
        b"\xff\xff",
        b"",
        b'{"a": {"dtype": "F32", "shape": ["x"], "data_offsets": [0, 4]}}',
        b'{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}',
        b'{"a": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}}',
    ],
)
def test_weights_that_are_something_else(folder, header):
    (folder / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(8))
    fails(folder, "model.safetensors", "no safetensors file")


def test_quantized_weights(folder):
    pack(folder / "model.safetensors", {"model.norm.weight": ((16,), bytes(16))}, "I8")
    fails(folder, "model.norm.weight", "I8", "unquantized")


def test_a_missing_tensor(folder):
    tensors = random_tensors(TINY)
    del tensors["model.layers.0.self_attn.q_norm.weight"]
    pack(folder / "model.safetensors", {k: (v.shape, v.tobytes()) for k, v in tensors.items()}, "F32")
    fails(folder, "model.layers.0.self_attn.q_norm.weight")


def test_a_tensor_of_another_shape(folder):
    edit(folder / "config.json", intermediate_size=32)
    fails(folder, "mlp.gate_proj", "[24, 16]", "[32, 16]")


def test_weights_that_are_not_finite(tmp_path, tokenizer):
    tensors = random_tensors(TINY)
    tensors["model.norm.weight"][3] = np.nan
    write(tmp_path, TINY, tensors, tokenizer)
    fails(tmp_path, "model.norm.weight", "not finite")


@pytest.mark.parametrize("tag", [*SPECIAL_TOKENS, END])
def test_every_tag_must_be_one_token(folder, tag):
    make_tokenizer(without=[tag]).save(str(folder / "tokenizer.json"))
    fails(folder, "tokenizer.json", tag)


def test_a_tag_that_is_in_the_vocabulary_but_never_comes_out(folder):
    """As in a tokenizer whose tags were put into the vocabulary by hand."""
    path = folder / "tokenizer.json"
    content = json.loads(path.read_text())
    content["added_tokens"] = [token for token in content["added_tokens"] if token["content"] != "</arg3>"]
    content["model"]["vocab"]["</arg3>"] = max(content["model"]["vocab"].values()) + 40
    path.write_text(json.dumps(content))
    fails(folder, "tokenizer.json", "</arg3>")


def test_a_tokenizer_of_another_checkpoint(folder):
    edit(folder / "config.json", vocab_size=100)
    fails(folder, "tokenizer.json", "vocab_size 100")


def test_errors_say_what_to_do(folder):
    edit(folder / "config.json", model_type="qwen3_moe")
    with pytest.raises(EngineError, match=re.escape("use the vllm engine")):
        load("embedded", str(folder))
