"""Write a checkpoint of random weights in a published size, for machines that can fetch none.

    python benchmarks/random_checkpoint.py /tmp/4b --size qwen3-4b
    python benchmarks/robots.py --engine direct --model /tmp/4b --robots 1 4

Every engine loads the folder as it does a trained one. What it says makes no sense, but is held to the schema
and takes as long. Its tokenizer, trained on the prompts of benchmarks/drive.jsonl, has a token for each digit
of a number, as Qwen's have.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.core.heads import END, NULL, SPECIAL_TOKENS  # noqa: E402
from simpletool_ros.engine.scheme import PACKED  # noqa: E402
from simpletool_ros.engine.sizes import Qwen, Qwen2, Qwen3  # noqa: E402
from simpletool_ros.train import dataset, offers  # noqa: E402

GROUP = 128
# From the configurations of the published models: vocabulary, hidden, MLP, layers, heads, key heads, width.
SIZES: dict[str, Qwen] = {
    "qwen3-4b": Qwen3(151936, 2560, 9728, 36, 32, 8, 128, 4096, 1e-6, 1e6, True),
    "qwen3-1.7b": Qwen3(151936, 2048, 6144, 28, 16, 8, 128, 4096, 1e-6, 1e6, True),
    "qwen2.5-0.5b": Qwen2(151936, 896, 4864, 24, 14, 2, 64, 4096, 1e-6, 1e6, True),
    "small": Qwen3(4096, 256, 512, 2, 4, 2, 64, 2048, 1e-6, 1e6, True),
}
DRIVE = Path(__file__).with_name("drive.jsonl")
# Qwen's pre-tokenizer: a digit is a word.
WORDS = r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def main() -> None:
    """Write one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="is made if it does not exist")
    parser.add_argument("--size", choices=SIZES, required=True)
    parser.add_argument("--w4a16", action="store_true", help=f"in four bits, groups of {GROUP}")
    options = parser.parse_args()
    began = time.perf_counter()
    sizes = SIZES[options.size]
    write_settings(options.folder, sizes, options.w4a16)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(0)
    tensors = RandomTensors(sizes, options.w4a16, device, torch.bfloat16)
    made = {name: make().cpu() for name, make in tensors.items()}
    # A head that may say anything else seldom says nothing: one of several random logits is above zero.
    null = Tokenizer.from_file(str(options.folder / "tokenizer.json")).token_to_id(NULL)
    made["model.embed_tokens.weight"][null] = 0
    if options.w4a16:
        made |= {
            name.replace(".weight", ".weight_shape"): torch.tensor(shape)
            for name, shape in sizes.shapes.items()
            if f"{name}_packed" in made
        }
    save_file(made, options.folder / "model.safetensors", {"format": "pt"})
    print(f"{options.folder}: written in {time.perf_counter() - began:.0f} s")


def write_settings(folder: Path, sizes: Qwen, w4a16: bool) -> None:
    """Write a checkpoint's ``config.json`` and tokenizer."""
    config: dict[str, Any] = {
        "architectures": [f"{sizes.model_type.capitalize()}ForCausalLM"],
        "model_type": sizes.model_type,
        "hidden_act": "silu",
        "dtype": "bfloat16",
        "bos_token_id": None,
        "eos_token_id": None,
        **vars(sizes),
    }
    if w4a16:
        weights = {"num_bits": 4, "type": "int", "strategy": "group", "group_size": GROUP, "symmetric": True}
        config["quantization_config"] = {
            "quant_method": "compressed-tensors",
            "format": "pack-quantized",
            "quantization_status": "compressed",
            "ignore": ["lm_head"],
            "config_groups": {"group_0": {"targets": ["Linear"], "weights": weights}},
        }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    tokenizer().save(str(folder / "tokenizer.json"))
    told = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": END, "pad_token": END}
    (folder / "tokenizer_config.json").write_text(json.dumps(told), encoding="utf-8")


def tokenizer() -> Tokenizer:
    """Train a tokenizer on the drive's prompts; digits stay apart, as in Qwen's."""
    offer = offers.shipped()
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=2048, initial_alphabet=alphabet, show_progress=False)
    texts = [one.suffix for one in dataset.read(DRIVE, offer.toolset)]
    made.train_from_iterator([offer.checked_prompt.prefix, *texts], trainer)
    tags = ["<|im_start|>", END, *SPECIAL_TOKENS]
    made.add_special_tokens([AddedToken(tag, normalized=False) for tag in tags])
    return made


class RandomTensors(Mapping[str, Callable[[], torch.Tensor]]):
    """Tensors of a checkpoint that is nowhere: made when they are asked for, where they are wanted."""

    def __init__(self, sizes: Qwen, w4a16: bool, device: torch.device, dtype: torch.dtype) -> None:
        """Know the names."""
        self._device, self._dtype, self._shapes = device, dtype, {}
        for name, shape in sizes.shapes.items():
            if w4a16 and name.endswith("_proj.weight"):
                outputs, inputs = shape
                self._shapes[f"{name}_packed"] = (outputs, inputs // PACKED)
                self._shapes[f"{name}_scale"] = (outputs, inputs // GROUP)
            else:
                self._shapes[name] = shape

    def __getitem__(self, name: str) -> Callable[[], torch.Tensor]:
        """Return what makes a tensor; KeyError for one that is not there."""
        shape = self._shapes[name]

        def make() -> torch.Tensor:
            like: dict[str, Any] = {"dtype": self._dtype, "device": self._device}
            if name.endswith("_packed"):
                return torch.randint(-(2**31), 2**31, shape, device=self._device).int()
            if name.endswith("_scale"):
                return torch.full(shape, 0.1 / math.sqrt(shape[1] * GROUP), **like)
            if len(shape) == 1:
                return torch.ones(shape, **like)
            return torch.randn(shape, **like) / math.sqrt(shape[-1])

        return make

    def __iter__(self) -> Iterator[str]:
        """Return the names."""
        return iter(self._shapes)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._shapes)


if __name__ == "__main__":
    main()
