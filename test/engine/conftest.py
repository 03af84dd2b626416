"""Small random checkpoints with a tokenizer of their own."""

import numpy as np
import pytest
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from simpletool_ros.core.heads import END, SPECIAL_TOKENS
from simpletool_ros.engine.checkpoint import write
from simpletool_ros.engine.sizes import Qwen3
from simpletool_ros.engine.vocabulary import Vocabulary

LINES = [
    "drive stop stop_now turn look go_to paint move_to move_by say",
    '{"type": "function", "function": {"name": "drive", "description": "Drive on.", "parameters": {}}}',
    "system user assistant history environment scan front left right red green blue cylinder",
    "-1 -0.5 0 0.1 0.15 0.2 0.25 0.5 0.75 1 1.5 2 10 20 30 45 90 100 1e-3",
]


def make_tokenizer(vocab_size=420, without=()):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tags = [tag for tag in ("<|im_start|>", END, *SPECIAL_TOKENS) if tag not in without]
    tokenizer.train_from_iterator(
        LINES * 4,
        trainers.BpeTrainer(
            vocab_size=vocab_size - len(tags),
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    tokenizer.add_special_tokens([AddedToken(tag, normalized=False) for tag in tags])
    return tokenizer


SMALL = Qwen3(
    vocab_size=448,
    hidden_size=48,
    intermediate_size=96,
    num_hidden_layers=3,
    num_attention_heads=4,
    num_key_value_heads=2,
    head_dim=16,
    max_position_embeddings=640,
    rms_norm_eps=1e-6,
    rope_theta=10000.0,
    tie_word_embeddings=True,
)


def random_tensors(model, seed=0):
    """Weights that keep the stream near unit size and the logits spread, norms away from one."""
    random = np.random.default_rng(seed)
    return {
        name: (
            random.standard_normal(shape) / np.sqrt(shape[-1])
            if len(shape) == 2
            else random.uniform(0.5, 1.5, shape)
        ).astype(np.float32)
        for name, shape in model.shapes.items()
    }


@pytest.fixture(scope="session")
def tokenizer():
    return make_tokenizer()


@pytest.fixture(scope="session")
def vocabulary():
    return Vocabulary(make_tokenizer(), SMALL.vocab_size)


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory, tokenizer):
    """The folder of a small random checkpoint."""
    folder = tmp_path_factory.mktemp("checkpoint")
    write(folder, SMALL, random_tensors(SMALL), tokenizer)
    return folder
