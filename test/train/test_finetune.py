"""Fine-tuning learns what each head has to say, goes on exactly, and writes what the engines load."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip(
    "torch", reason="fine-tuning needs torch (pip install 'simpletool_ros[finetune]')"
)
transformers = pytest.importorskip("transformers", reason="fine-tuning needs transformers")
pytest.importorskip("peft", reason="fine-tuning needs peft")

from safetensors.torch import load_file  # noqa: E402
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers  # noqa: E402
from torch.nn import functional  # noqa: E402

from simpletool_ros.core.heads import END, NULL, SPECIAL_TOKENS, closing, opening  # noqa: E402
from simpletool_ros.core.problems import ConfigurationError  # noqa: E402
from simpletool_ros.core.prompt import Profile  # noqa: E402
from simpletool_ros.engine.checkpoint import Checkpoint  # noqa: E402
from simpletool_ros.train import finetune as module  # noqa: E402
from simpletool_ros.train import lora  # noqa: E402
from simpletool_ros.train.finetune import Settings, finetune  # noqa: E402
from simpletool_ros.train.packing import IGNORED, Speller, sees, stack  # noqa: E402
from simpletool_ros.train.spoken import Spoken, pack  # noqa: E402

PREFIX = "<|im_start|>system\ngo, stop<|im_end|>\n"
SAMPLES = [
    Spoken(
        PREFIX,
        "<|im_start|>user\ngo left<|im_end|>\n<|im_start|>assistant\n",
        {"function": "go", "arg1": "left", "arg2": "-0.5"},
    ),
    Spoken(
        PREFIX,
        "<|im_start|>user\nstop<|im_end|>\n<|im_start|>assistant\n",
        {"function": "stop", "arg1": None, "arg2": None},
    ),
]
SETTINGS = Settings(
    rank=8,
    alpha=16,
    dropout=0.0,
    lr=0.02,
    warmup=3,
    steps=30,
    batch=2,
    accumulate=1,
    max_tokens=256,
    gradient_checkpointing=False,
)
SIZES = {
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "max_position_embeddings": 128,
    "initializer_range": 0.2,  # far from zero, so that a wrong mask shows
}
FRAME = ("<|endoftext|>", "<|im_start|>", END)


def make(folder: Path, kind: str, *, tied: bool, tags: bool, spare: int) -> Path:
    """Write a checkpoint of random weights, as those of the hub are laid out.

    Args:
        folder: to be made.
        kind: ``Qwen2`` or ``Qwen3``.
        tied: whether the output layer is the embedding.
        tags: whether the tokenizer has the seventeen tags.
        spare: rows of the embedding behind the last token.
    """
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {sign: index for index, sign in enumerate([*letters, "go"])}
    tokenizer = Tokenizer(models.BPE(vocabulary, [("g", "o")]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    added = (*FRAME, *(SPECIAL_TOKENS if tags else ()))
    tokenizer.add_special_tokens([AddedToken(tag, special=True, normalized=False) for tag in added])
    torch.manual_seed(7)
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=tokenizer.get_vocab_size() + spare,
        tie_word_embeddings=tied,
        **SIZES,
        **({"head_dim": 16} if kind == "Qwen3" else {}),
    )
    model = getattr(transformers, f"{kind}ForCausalLM")(config)
    if spare:
        with torch.no_grad():
            model.get_input_embeddings().weight[-spare:] = 0.0  # must not count in the mean
            model.get_output_embeddings().weight[-spare:] = 0.0
    model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    said = {"tokenizer_class": "Qwen2Tokenizer", "eos_token": END, "pad_token": FRAME[0]}
    (folder / "tokenizer_config.json").write_text(json.dumps(said))
    return folder


BASES = {
    "qwen2": {"kind": "Qwen2", "tied": False, "tags": False, "spare": 0},
    "qwen2-tied": {"kind": "Qwen2", "tied": True, "tags": False, "spare": 40},
    "qwen3": {"kind": "Qwen3", "tied": False, "tags": True, "spare": 3},
    "qwen3-tied": {"kind": "Qwen3", "tied": True, "tags": False, "spare": 5},
}


@pytest.fixture(scope="session")
def bases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bases")
    return {name: make(folder / name, **what) for name, what in BASES.items()}


@pytest.fixture
def tune(tmp_path):
    """Return a call of ``finetune`` in which only what matters is named."""

    def call(base, settings=SETTINGS, samples=SAMPLES, out=tmp_path / "out", profile="v2", **told):
        given = samples if hasattr(samples, "__next__") else cycle(samples)
        finetune(
            base, given, out, settings, device="cpu", profile=Profile.load(profile), told=told
        )  # fmt: skip
        return out

    return call


def load(folder):
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    return model.eval(), transformers.AutoTokenizer.from_pretrained(folder)


def say(model, tokenizer, sample, head):
    """Return what a head says greedily, its end included."""
    prompt = tokenizer(sample.prefix + sample.suffix + opening(head), return_tensors="pt").input_ids
    stops = [tokenizer.convert_tokens_to_ids(tag) for tag in (closing(head), NULL, END)]
    out = model.generate(
        prompt,
        attention_mask=torch.ones_like(prompt),
        do_sample=False,
        max_new_tokens=12,
        eos_token_id=stops,
        pad_token_id=stops[-1],
    )
    return tokenizer.decode(out[0, prompt.shape[1] :])


@pytest.mark.parametrize("name", BASES)
def test_every_head_says_what_it_learned(bases, tune, name):
    out = tune(bases[name], contract="mine")
    model, tokenizer = load(out / "checkpoint")
    for sample in SAMPLES:
        wanted = {head: NULL if text is None else text + closing(head) for head, text in sample.said.items()}
        assert {head: say(model, tokenizer, sample, head) for head in sample.said} == wanted
    config = json.loads((out / "checkpoint" / "config.json").read_text())
    assert config["simpletool"] == {"profile": "v2", "contract": "mine"}
    assert config["dtype"] == "bfloat16" and config["tie_word_embeddings"] == BASES[name]["tied"]
    stored = load_file(out / "checkpoint" / "model.safetensors")
    assert {value.dtype for value in stored.values()} == {torch.bfloat16}
    assert ("lm_head.weight" in stored) != BASES[name]["tied"]
    assert all(len(tokenizer(tag).input_ids) == 1 for tag in SPECIAL_TOKENS)
    step, seconds, loss = (out / "loss.csv").read_text().splitlines()[-1].split(",")
    assert step == "30" and float(seconds) > 0 and float(loss) > 0
    assert not list(out.glob("*.part"))


@pytest.mark.parametrize("name", ["qwen3", "qwen3-tied"])
def test_the_engines_read_a_qwen3(bases, tune, name):
    out = tune(bases[name], replace(SETTINGS, steps=2), profile="v1")
    checkpoint = Checkpoint.read(out / "checkpoint")
    assert checkpoint.profile == "v1"
    for tensor, value in load_file(out / "checkpoint" / "model.safetensors").items():
        np.testing.assert_array_equal(checkpoint.tensors[tensor], value.float().numpy())


@pytest.mark.parametrize("name", BASES)
def test_new_tags_begin_as_the_mean_of_the_trained_tokens(bases, name):
    model, tokenizer = lora.read(bases[name], torch.device("cpu"))
    before = [
        layer.weight.detach().clone()
        for layer in (model.get_input_embeddings(), model.get_output_embeddings())
    ]
    tags = lora.add_tags(model, tokenizer, bases[name])
    assert [tokenizer(tag).input_ids for tag in SPECIAL_TOKENS] == [[tag] for tag in tags]
    assert model.config.vocab_size >= max(before[0].shape[0], max(tags) + 1)
    known = min(tags)
    for old, layer in zip(before, (model.get_input_embeddings(), model.get_output_embeddings()), strict=True):
        wanted = old[tags] if BASES[name]["tags"] else old[:known].mean(0).expand(len(tags), -1)
        torch.testing.assert_close(layer.weight[tags], wanted)
        torch.testing.assert_close(layer.weight[:known], old[:known])


@pytest.mark.parametrize("name", ["qwen2", "qwen3-tied"])
def test_packed_loss_is_that_of_each_head_alone(bases, name):
    model, tokenizer = lora.read(bases[name], torch.device("cpu"))
    lora.add_tags(model, tokenizer, bases[name])
    speller = Speller(tokenizer.backend_tokenizer)
    (row,) = pack(SAMPLES, speller, 256, 128)
    batch = stack([row])
    spoken = batch["targets"] != IGNORED
    with torch.no_grad():
        packed = model(
            input_ids=batch["tokens"],
            position_ids=batch["positions"],
            attention_mask=sees(batch["groups"], batch["heads"]),
        ).logits[spoken]
        alone = []
        for sample in SAMPLES:
            for head, text in sample.said.items():
                said = NULL if text is None else text + closing(head)
                prompt = tokenizer(sample.prefix + sample.suffix + opening(head)).input_ids
                ids = tokenizer(sample.prefix + sample.suffix + opening(head) + said).input_ids
                alone.append(model(torch.tensor([ids])).logits[0, len(prompt) - 1 : -1])
        torch.testing.assert_close(packed, torch.cat(alone), rtol=1e-4, atol=1e-4)
    assert packed.argmax(-1).unique().numel() > 1
    targets = batch["targets"][spoken]
    torch.testing.assert_close(
        functional.cross_entropy(packed, targets), functional.cross_entropy(torch.cat(alone), targets)
    )


def test_only_the_adapter_and_the_tags_are_trained(bases, tune):
    out = tune(bases["qwen2"], replace(SETTINGS, steps=2))
    (base, tokenizer), (tuned, _) = load(bases["qwen2"]), load(out / "checkpoint")
    known = len(tokenizer)
    for layer in ("model.embed_tokens.weight", "lm_head.weight"):
        before, after = base.state_dict()[layer], tuned.state_dict()[layer]
        torch.testing.assert_close(after[:known], before[:known].bfloat16().float(), rtol=0, atol=0)
        assert len({tuple(row) for row in after[known:].tolist()}) > 1  # no longer all the mean
    for layer in ("model.norm.weight", "model.layers.1.self_attn.q_proj.bias"):
        assert torch.equal(base.state_dict()[layer], tuned.state_dict()[layer])
    for linear in ("self_attn.k_proj", "mlp.down_proj"):
        name = f"model.layers.1.{linear}.weight"
        assert not torch.equal(base.state_dict()[name].bfloat16().float(), tuned.state_dict()[name])


def weights(out):
    return load_file(out / "checkpoint" / "model.safetensors")


def alike(one, other):
    return one.keys() == other.keys() and all(torch.equal(value, other[name]) for name, value in one.items())


def test_an_interrupted_run_goes_on_as_if_it_had_not_been(bases, tune, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_SAVE_EVERY", 0.0)
    settings = replace(SETTINGS, steps=6, dropout=0.1)

    def torn():
        yield from islice(cycle(SAMPLES), 7)
        raise KeyboardInterrupt

    whole = weights(tune(bases["qwen3-tied"], settings, out=tmp_path / "whole"))
    with pytest.raises(KeyboardInterrupt):
        tune(bases["qwen3-tied"], settings, samples=torn())
    out = tmp_path / "out"
    assert torch.load(out / "last.pt")["step"] == 3 and not (out / "checkpoint").exists()
    moved = shutil.copytree(bases["qwen3-tied"], tmp_path / "moved")
    assert alike(weights(tune(moved, settings)), whole)
    shutil.rmtree(out / "checkpoint")
    assert alike(weights(tune(moved, settings, samples=iter(SAMPLES * 6))), whole)  # only written again


def test_a_step_is_the_same_however_it_is_divided(bases, tune, tmp_path):
    settings = replace(SETTINGS, steps=2)
    together = weights(tune(bases["qwen2-tied"], settings, out=tmp_path / "together"))
    divided = replace(settings, batch=1, accumulate=2, gradient_checkpointing=True, max_tokens=128)
    for name, value in weights(tune(bases["qwen2-tied"], divided)).items():
        torch.testing.assert_close(value, together[name], rtol=1e-2, atol=1e-3)


def refused(call, *args, **kwargs):
    with pytest.raises(ConfigurationError) as error:
        call(*args, **kwargs)
    return error.value


def test_another_run_s_folder_is_refused(bases, tune, tmp_path):
    settings = replace(SETTINGS, steps=1)
    out = tune(bases["qwen2"], settings)
    kept = (out / "last.pt").read_bytes()
    error = refused(tune, bases["qwen3"], replace(settings, rank=4, batch=4), profile="v1")
    assert {problem.key for problem in error.problems} == {"base", "rank", "batch * accumulate", "profile"}
    assert "rank: is 4, and this folder's run has 8 (go on with that one, or use another folder)" in str(
        error
    )
    assert (out / "last.pt").read_bytes() == kept
    (out / "last.pt").unlink()
    assert "holds a checkpoint of something else" in str(refused(tune, bases["qwen2"], settings))
    torch.save({"step": 1}, out / "last.pt")
    assert "is not a state of fine-tuning" in str(refused(tune, bases["qwen2"], settings))


def test_what_does_not_fit_on_the_gpu_says_which_setting_to_change(bases, tune, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_SAVE_EVERY", 0.0)
    calls = []
    loss = module._Run._loss

    def full(self, rows):
        calls.append(len(rows))
        if len(calls) > 2:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory")
        return loss(self, rows)

    settings = replace(SETTINGS, steps=4)
    monkeypatch.setattr(module._Run, "_loss", full)
    error = refused(tune, bases["qwen2"], settings)
    assert "batch: is 2, and step 3 does not fit in the GPU's memory (make it 1, and accumulate 2" in str(
        error
    )
    assert torch.load(tmp_path / "out" / "last.pt")["step"] == 2
    less = replace(settings, batch=1, accumulate=2)
    assert "gradient_checkpointing: is false" in str(refused(tune, bases["qwen2"], less))
    least = replace(less, gradient_checkpointing=True)
    assert "base: is too large" in str(refused(tune, bases["qwen2"], least))
    monkeypatch.setattr(module._Run, "_loss", loss)
    assert (tune(bases["qwen2"], least) / "checkpoint").is_dir()  # it goes on as advised


@pytest.mark.parametrize(
    ("file", "change", "wanted"),
    [
        ("config.json", None, "config.json: no such file (name the folder of a Hugging Face checkpoint"),
        (
            "config.json",
            {"model_type": "llama"},
            "model_type is 'llama' (take a dense Qwen2, Qwen2.5 or Qwen3",
        ),
        ("config.json", {"model_type": "qwen3_moe"}, "model_type is 'qwen3_moe'"),
        ("config.json", {"model_type": "no such"}, "is not a whole checkpoint"),
        ("config.json", {"quantization_config": {"quant_method": "awq"}}, "the weights are quantized"),
        ("config.json", {"layer_types": ["sliding_attention"] * 2}, "use_sliding_window is true"),
        ("config.json", {"hidden_size": 16}, "is not a whole checkpoint"),
        ("config.json", {"num_hidden_layers": 3, "layer_types": None}, "the weights lack model.layers.2."),
        ("model.safetensors", None, "is not a whole checkpoint"),
        ("tokenizer.json", None, "tokenizer.json: no such file"),
    ],
)
def test_a_folder_that_is_no_checkpoint_is_refused(bases, tune, tmp_path, file, change, wanted):
    base = shutil.copytree(bases["qwen2"], tmp_path / "base")
    if change is None:
        (base / file).unlink()
    else:
        (base / file).write_text(json.dumps({**json.loads((base / file).read_text()), **change}))
    assert wanted in str(refused(tune, base))
    assert not (tmp_path / "out").exists()


def test_a_tokenizer_that_is_not_of_chat_is_refused(bases, tune, tmp_path):
    base = shutil.copytree(bases["qwen2"], tmp_path / "base")
    for file in base.glob("tokenizer*.json"):
        file.write_text(file.read_text().replace("im_start", "im_begin"))
    assert "lacks <|im_start|>, which frame a prompt" in str(refused(tune, base))


@pytest.mark.parametrize(
    ("sample", "settings", "key", "wanted"),
    [
        (
            SAMPLES[0],
            replace(SETTINGS, max_tokens=50),
            "max_tokens",
            "sample 2 has 54 tokens, prompt and heads (make it 54 or more)",
        ),
        (replace(SAMPLES[0], suffix="x" * 128), SETTINGS, "sample 2", "the model has 128 positions"),
        (replace(SAMPLES[0], said={}), SETTINGS, "sample 2", "has no head"),
        (replace(SAMPLES[0], said={"arg7": "1"}), SETTINGS, "sample 2", "has a head 'arg7'"),
        (replace(SAMPLES[0], said={"arg1": "</arg1>"}), SETTINGS, "sample 2", "holds a control token"),
    ],
)
def test_a_sample_that_cannot_be_learned_is_refused(bases, tune, sample, settings, key, wanted):
    error = refused(tune, bases["qwen2"], settings, samples=[SAMPLES[1], sample])
    assert error.problems[0].key == key and wanted in str(error)


def test_too_few_samples_are_refused(bases, tune):
    error = refused(tune, bases["qwen2"], samples=iter(SAMPLES * 2))
    assert str(error) == (
        "steps: is 30, and the samples end in step 3 (make it 2, or give more samples)"
    )  # fmt: skip


def test_samples_of_one_prefix_share_a_row_while_they_fit(bases):
    _, tokenizer = lora.read(bases["qwen3"], torch.device("cpu"))
    speller = Speller(tokenizer.backend_tokenizer)
    other = replace(SAMPLES[1], prefix="<|im_start|>system\nno<|im_end|>\n")
    rows = pack([SAMPLES[0], other, SAMPLES[1]], speller, 256, 128)
    assert [max(row.groups) for row in rows] == [2, 1]
    assert rows[0].length == rows[1].length == len(rows[0].tokens)
    assert [max(row.groups) for row in pack(SAMPLES, speller, 60, 128)] == [1, 1]


def test_settings_of_no_use_are_named_together():
    error = refused(Settings, rank=0, lr=0.0, dropout=1.0, warmup=-1)
    assert {problem.key for problem in error.problems} == {"rank", "lr", "dropout", "warmup"}


def test_missing_packages_are_named(bases, tune, monkeypatch):
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    assert "transformers and peft (pip install 'simpletool_ros[finetune]')" in str(
        refused(tune, bases["qwen2"])
    )


def test_gradients_that_are_not_finite_end_the_run(bases, tune, monkeypatch):
    monkeypatch.setattr(
        module._Run, "_loss", lambda self, rows: next(iter(self._learned.values())).sum() * np.nan
    )
    assert "the gradients are not finite any more (make it lower" in str(refused(tune, bases["qwen2"]))
