"""The nano checkpoint's tokenizer: byte-level BPE in which a number is one token and every tag is one token.

Numbers come first in the merge list, built digit by digit, so that " 2.4", "-0.35" and "180" are one token
whatever text the rest was trained on. Words are merged with the space before them, which halves the suffix; a
name between quotes, brackets or tags has no space before it and so is spelled alike in the tools, in the
history and in a head.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from ..core.heads import END, SPECIAL_TOKENS

START = "<|im_start|>"
TAGS = (*SPECIAL_TOKENS, START, END)
SIZE = 3072
"""Entries, unless the text has too few words to fill them."""

_SPACE = "Ġ"  # how byte-level BPE writes a space
# A number with its sign and the space before it; a word with its space; line ends; everything else sign by
# sign.
_SPLIT = r" ?-?\d+(?:\.\d+)?| ?\p{L}+| ?[^\s\p{L}\d]|\n+|\s"


def number_texts() -> list[str]:
    """Return the numbers that are one token each: what summaries, grids and counts are made of."""
    tenths = [f"{value / 10:.1f}" for value in range(100)]
    twentieths = [f"{value / 100:.2f}" for value in range(5, 100, 10)]
    counts = [str(value) for value in range(361)]
    said = [f" {text}" for text in (*tenths, *counts)]
    grid = [f"-{text}" for text in (*tenths[:31], *twentieths, *counts[:10])]
    return [*said, *grid, *tenths, *twentieths, *counts]  # the longest first: a merge takes the earliest pair


def train(text: Iterable[str], size: int = SIZE) -> Tokenizer:
    """Train a tokenizer on ``text``; the same text gives the same tokenizer.

    Args:
        text: lines whose words shall become tokens.
        size: entries, the tags included.
    """
    vocabulary, merges = _numbers()
    words = Tokenizer(models.BPE())
    words.pre_tokenizer = _splitter()
    trainer = trainers.BpeTrainer(
        vocab_size=size - len(vocabulary) - len(TAGS) + 256,
        show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        min_frequency=2,
    )
    words.train_from_iterator((line for line in text), trainer)
    for left, right in json.loads(words.to_str())["model"]["merges"]:
        if any(sign.isdigit() for sign in left + right):
            continue  # numbers have theirs
        if left in vocabulary and right in vocabulary and left + right not in vocabulary:
            vocabulary[left + right] = len(vocabulary)
            merges.append((left, right))
    tokenizer = Tokenizer(models.BPE(vocabulary, merges))
    tokenizer.pre_tokenizer = _splitter()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(tag, special=True, normalized=False) for tag in TAGS])
    return tokenizer


def _numbers() -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Return the vocabulary and the merges that make each of :func:`number_texts` one token."""
    vocabulary = {sign: index for index, sign in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    merges: list[tuple[str, str]] = []
    spelled = [text.replace(" ", _SPACE) for text in number_texts()]
    for text in spelled:
        for end in range(2, len(text) + 1):
            if text[:end] not in vocabulary:
                vocabulary[text[:end]] = len(vocabulary)
                merges.append((text[: end - 1], text[end - 1]))
    # "110": the earlier merge 1+0 leaves 1 and 10, which are joined by one more merge.
    model = models.BPE(vocabulary, merges)
    for text in spelled:
        first, *rest = (token.value for token in model.tokenize(text))
        for part in rest:
            merges.append((first, part))
            first += part
            vocabulary.setdefault(first, len(vocabulary))
    return vocabulary, merges


def _splitter() -> pre_tokenizers.PreTokenizer:
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
