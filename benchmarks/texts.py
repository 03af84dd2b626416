"""Random texts of a given length."""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simpletool_ros.engine.vocabulary import Vocabulary  # noqa: E402


def text(vocabulary: Vocabulary, numbers: random.Random, tokens: int) -> str:
    """Return words that the tokenizer makes exactly ``tokens`` tokens of."""
    words = [piece for piece in vocabulary.pieces.values() if piece.strip().isalpha()]
    said, count = "", 0
    while count < tokens:
        longer = f"{said} {numbers.choice(words).strip()}"
        if (found := len(vocabulary.encode(longer))) <= tokens:
            said, count = longer, found
    return said
