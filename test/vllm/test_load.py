"""Loading the ``vllm`` engine: checkpoints it takes, and those it refuses with what to do."""

import json
import os
import shutil
import subprocess
import sys
import time

import numpy as np
import pytest
from conftest import LONG, NANO, PLAN, PROMPT, SUFFIXES, WRITE, options, soon

from simpletool_ros.core.decode import decode
from simpletool_ros.core.verdict import Code
from simpletool_ros.engine.base import EngineError
from simpletool_ros.engine.checkpoint import Checkpoint
from simpletool_ros.engine.vllm import VllmEngine

pytest.importorskip("compressed_tensors", reason="vLLM is not installed here: make test-vllm")


def test_a_checkpoint_without_the_tags(tmp_path):
    folder = shutil.copytree(NANO, tmp_path / "plain")
    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    content["added_tokens"] = [token for token in content["added_tokens"] if "arg" not in token["content"]]
    (folder / "tokenizer.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(EngineError, match="<arg1>.*must each be one token"):
        VllmEngine(str(folder), options())


def test_more_memory_than_there_is():
    with pytest.raises(EngineError, match="(?s)vLLM cannot start.*lower the options memory"):
        VllmEngine(str(NANO), options(cache_gb=1e6), lambda text: None)


def test_a_python_without_vllm(tmp_path):
    script = tmp_path / "python"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')
    script.chmod(0o755)
    with pytest.raises(EngineError, match="No module named.*install vLLM there"):
        VllmEngine(str(NANO), options(python=str(script)), lambda text: None)
    with pytest.raises(EngineError, match="name the Python that has vLLM"):
        VllmEngine(str(NANO), options(python=str(tmp_path / "nowhere")), lambda text: None)


def test_a_token_that_ends_the_checkpoint_s_own_texts_ends_no_stream(tmp_path):
    folder = shutil.copytree(NANO, tmp_path / "ends")
    closing = Checkpoint.read(NANO).vocabulary.closing("arg1")  # the shipped model says it soon
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": [closing]}))
    engine = VllmEngine(str(folder), options(), lambda text: None)
    try:
        assert engine.open(PROMPT.prefix, WRITE).stream(SUFFIXES[0], 50) > 0  # it raises when it is shorter
    finally:
        engine.close()


def quantized(folder, **weights):
    """A copy of the checkpoint whose configuration says that it is compressed-tensors W4A16."""
    shutil.copytree(NANO, folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    group = {"targets": ["Linear"], "input_activations": None, "output_activations": None}
    group["weights"] = {
        "num_bits": 4,
        "type": "int",
        "symmetric": True,
        "strategy": "group",
        "group_size": 128,
    }
    group["weights"] |= {"dynamic": False, **weights}
    config["quantization_config"] = {
        "quant_method": "compressed-tensors",
        "format": "pack-quantized",
        "quantization_status": "compressed",
        "config_groups": {"group_0": group},
        "ignore": ["lm_head"],
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def test_keys_that_compressed_tensors_does_not_know_are_named_with_the_mend(tmp_path):
    folder = quantized(tmp_path / "model", scale_dtype=None, zp_dtype=None, of_a_later_release=None)
    with pytest.raises(EngineError, match="has of_a_later_release, null.*remove them there"):
        VllmEngine(str(folder), options(), lambda text: None)


def four_bits(value):
    """Round a matrix [outputs, inputs] in groups of 128 inputs: digits 0 to 15 around 8, and scales."""
    groups = value.reshape(len(value), -1, 128)
    scale = np.abs(groups).max(axis=2, keepdims=True) / 7
    digits = np.clip(np.rint(groups / scale), -8, 7).astype(np.int64) + 8
    return digits.reshape(value.shape), scale[:, :, 0].astype(np.float32)


def packed(digits, order=range(8)):
    """Pack eight digits of the last axis into one int32, the first in ``order`` lowest."""
    eights = digits.reshape(*digits.shape[:-1], -1, 8)[..., list(order)]
    return (eights << (4 * np.arange(8))).sum(axis=-1).astype(np.uint32).view(np.int32)


def as_compressed_tensors(digits, scale):
    return {
        "weight_packed": packed(digits),
        "weight_scale": scale,
        "weight_shape": np.array(digits.shape, np.int64),
    }


def as_autoawq(digits, scale):
    order = (0, 2, 4, 6, 1, 3, 5, 7)
    zeros = np.full((scale.shape[1], len(digits)), 8, np.int64)
    return {
        "qweight": packed(np.ascontiguousarray(digits.T), order),
        "qzeros": packed(zeros, order),
        "scales": np.ascontiguousarray(scale.T).astype(np.float16),
    }


@pytest.mark.parametrize(
    ("method", "write"), [("compressed-tensors", as_compressed_tensors), ("awq", as_autoawq)]
)
def test_four_bits_are_read_by_their_own_configuration(tmp_path, method, write):
    from safetensors.numpy import save_file

    folder = quantized(tmp_path / "model", scale_dtype=None, zp_dtype=None)
    if method == "awq":
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        config["quantization_config"] = {"quant_method": "awq", "bits": 4, "group_size": 128}
        config["quantization_config"] |= {"zero_point": True, "version": "gemm"}
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    tensors = {}
    for name, value in Checkpoint.read(NANO).tensors.items():
        if "_proj" in name:
            parts = write(*four_bits(value))
            tensors |= {name.removesuffix("weight") + part: data for part, data in parts.items()}
        else:
            tensors[name] = value
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    engine = VllmEngine(str(folder), options(dtype="bfloat16"), lambda text: None)
    try:
        assert f"quantization {method}" in engine.process.about
        session = engine.open(PROMPT.prefix, PLAN)
        right = 0
        for suffix in SUFFIXES[:40:2]:
            verdict, call = decode(session.decode(suffix, soon()).heads, PLAN.toolset)
            right += verdict.code is Code.ACCEPTED and call.function in PLAN.toolset
        assert right > 10  # rounded to four bits without calibration, it still calls
    finally:
        engine.close()


def test_the_process_ends_with_its_parent(tmp_path):
    """A parent killed while vLLM loads: nothing of ours runs any more."""
    script = f"""
import sys
sys.path.insert(0, {str(os.path.dirname(__file__))!r})
from conftest import NANO, options
from simpletool_ros.engine import vllm_child
start = vllm_child.subprocess.Popen
def popen(*arguments, **more):
    child = start(*arguments, **more)
    print(child.pid, flush=True)
    return child
vllm_child.subprocess.Popen = popen
from simpletool_ros.engine.vllm import VllmEngine
VllmEngine(str(NANO), options())
"""
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    os.kill(child, 0)
    parent.kill()
    parent.wait()
    end = time.monotonic() + LONG
    while _runs(child):
        assert time.monotonic() < end, "the worker outlives its parent"
        time.sleep(0.1)


def _runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
