"""What a checkpoint's folder says of itself, read without its weights.

A folder holds ``config.json``, ``tokenizer.json`` and weights. ``config.json`` may say how the weights were
trained: ``"simpletool": {"profile": "v2", "contract": …, "min_confidence": …}``. The published checkpoints
say nothing there; they are known by the names of their folders, ``RT-Qwen3-4B-AWQ`` (v1) and
``RT-Qwen3-4B-AWQ-v2``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.resources import find
from .base import EngineError, Training
from .vocabulary import Vocabulary

_PUBLISHED = re.compile(r"RT-Qwen.*?(-v2)?")


@dataclass(frozen=True)
class Metadata:
    """A checkpoint without its weights.

    Attributes:
        path: its folder.
        config: the content of ``config.json``.
        profile: name of the prompt profile it was trained on.
        training: what else it says of its training.
    """

    path: Path
    config: Mapping[str, Any]
    profile: str
    training: Training

    @classmethod
    def read(cls, folder: str | Path) -> Metadata:
        """Read ``config.json``.

        Args:
            folder: the checkpoint's path, or the name of a shipped one.

        Raises:
            EngineError: with the file, the key, and what to do.
        """
        try:
            path = find(str(folder), "models")
        except FileNotFoundError as error:
            raise EngineError(str(error)) from error
        file = path / "config.json"
        config = read_json(file)
        told = config.get("simpletool", {})
        profile = told.get("profile", _by_name(path)) if isinstance(told, dict) else None
        if not isinstance(profile, str):
            raise EngineError(f"{file}: simpletool.profile must name a prompt profile, as v2")
        least = told.get("min_confidence", 0.0)
        if not isinstance(least, (int, float)) or not 0 <= least <= 1:
            raise EngineError(f"{file}: simpletool.min_confidence must be from 0 to 1")
        return cls(path, config, profile, Training(str(told.get("contract", "")), float(least)))

    def number(self, key: str) -> int:
        """Return a positive whole number of ``config.json``.

        Raises:
            EngineError: it is missing or of no use.
        """
        value = self.config.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise EngineError(f"{self.path / 'config.json'}: {key} is {value!r}; it must be a positive int")
        return value

    def vocabulary(self) -> Vocabulary:
        """Read ``tokenizer.json``.

        Raises:
            EngineError: it is missing, or a tag is not exactly one token.
        """
        return Vocabulary.read(self.path / "tokenizer.json", self.number("vocab_size"))


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object of a checkpoint.

    Raises:
        EngineError: with the file and what to do.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EngineError(
            f"{path}: no such file; a checkpoint is a folder with config.json, model.safetensors and"
            " tokenizer.json"
        ) from error
    except (OSError, ValueError) as error:
        raise EngineError(f"{path}: is not readable JSON: {error}") from error
    if not isinstance(content, dict):
        raise EngineError(f"{path}: is not a JSON object; fetch or export the checkpoint again")
    return content


def _by_name(path: Path) -> str:
    """Return the profile of a checkpoint whose config does not say: v2, but for published ones of v1."""
    published = _PUBLISHED.fullmatch(path.resolve().name)
    return "v1" if published and not published[1] else "v2"
