"""Checkpoints rounded to W4A16, in the format of compressed-tensors."""

import json

import numpy as np
import torch
from safetensors.torch import load_file, save_file

GROUP = 16


def words_of(values):
    """Pack integers -8 … 7 by eights along the last axis, the first in the lowest bits, each plus 8."""
    unsigned = (np.asarray(values) + 8).astype(np.uint32).reshape(*np.shape(values)[:-1], -1, 8)
    return (unsigned << np.arange(0, 32, 4, dtype=np.uint32)).sum(-1, dtype=np.uint32).view(np.int32)


def quantized(matrix, symmetric):
    """Round a matrix to 4 bits; return its tensors as a checkpoint has them, and what they stand for."""
    outputs, inputs = matrix.shape
    groups = matrix.reshape(outputs, -1, GROUP)
    low, high = groups.min(-1), groups.max(-1)
    if symmetric:
        scale, zero = np.abs(groups).max(-1) / 7.5, np.zeros_like(low)
    else:
        scale = (high - low) / 15
        zero = np.rint(-8 - low / scale).clip(-8, 7)
    steps = np.rint(groups / scale[..., None] + zero[..., None]).clip(-8, 7)
    tensors = {
        "weight_packed": torch.from_numpy(words_of(steps.reshape(outputs, inputs))),
        "weight_scale": torch.from_numpy(scale.astype(np.float32)),
        "weight_shape": torch.tensor([outputs, inputs]),
    }
    if not symmetric:  # packed along the outputs, padded to eights
        padded = np.concatenate([zero, np.zeros((-outputs % 8, zero.shape[1]))]).T
        tensors["weight_zero_point"] = torch.from_numpy(np.ascontiguousarray(words_of(padded).T))
    meant = (steps - zero[..., None]) * scale[..., None].astype(np.float32)
    return tensors, meant.reshape(outputs, inputs).astype(np.float32)


CONFIG = {
    "quant_method": "compressed-tensors",
    "format": "pack-quantized",
    "config_groups": {
        "group_0": {
            "targets": ["Linear"],
            "input_activations": None,
            "output_activations": None,
            "weights": {
                "num_bits": 4,
                "type": "int",
                "strategy": "group",
                "group_size": GROUP,
                "symmetric": True,
                "scale_dtype": None,  # older versions of compressed-tensors refuse these two
                "zp_dtype": None,
            },
        }
    },
    "ignore": ["lm_head"],
    "kv_cache_scheme": None,
    "sparsity_config": {},
}


def say(folder, **changes):
    """Put quantization_config into config.json, with changes of it and of its one group's weights."""
    said = json.loads(json.dumps(CONFIG))
    weights = said["config_groups"]["group_0"]["weights"]
    for key, value in changes.items():
        (weights if key in weights else said)[key] = value
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"quantization_config": said}))


def quantize(folder, tensors, symmetric):
    """Round the matrices of a checkpoint that was written of some tensors; return what they stand for now."""
    stored, meant = load_file(folder / "model.safetensors"), {}
    for name in [name for name in tensors if name.endswith("_proj.weight")]:
        parts, meant[name] = quantized(tensors[name], symmetric)
        del stored[name]
        stored |= {f"{name.removesuffix('weight')}{part}": value for part, value in parts.items()}
    save_file(stored, folder / "model.safetensors")
    say(folder, symmetric=symmetric)
    return meant
