"""The one file that configures a training run."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from ..core.problems import ConfigurationError, Problem


@dataclass(frozen=True)
class Plan:
    """A training run, as its YAML file says; ``models/nano/train.yaml`` explains each key."""

    contract: str
    seed: int
    size: dict[str, int]
    vocabulary: int
    row: int
    rows: int
    steps: int
    lr_muon: float
    lr_adam: float
    warmup: int
    decay: float
    shares: dict[str, float]
    visited: float
    rounds: list[float]
    round_episodes: int
    phrases: dict[str, list[str]] = field(default_factory=dict)
    recorded: str = ""
    recorded_share: float = 0.5

    @classmethod
    def load(cls, path: Path) -> Plan:
        """Read a plan.

        Raises:
            ConfigurationError: a key is missing or unknown, or the file is not YAML.
        """
        try:
            data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                [Problem("", str(error), "start from models/nano/train.yaml", str(path))]
            ) from error
        known = {one.name for one in fields(cls)}
        needed = {
            one.name for one in fields(cls) if one.default is MISSING and one.default_factory is MISSING
        }
        given = set(data) if isinstance(data, dict) else set()
        problems = [
            Problem(key, "is missing", "see models/nano/train.yaml", str(path))
            for key in sorted(needed - given)
        ]
        problems += [
            Problem(str(key), "is unknown", f"use {', '.join(sorted(known))}", str(path))
            for key in sorted(given - known, key=str)
        ]
        if problems:
            raise ConfigurationError(problems)
        try:
            plan = TypeAdapter(cls).validate_python(data)
        except ValidationError as error:
            raise ConfigurationError(
                Problem(
                    ".".join(map(str, fault["loc"])), fault["msg"], "see models/nano/train.yaml", str(path)
                )
                for fault in error.errors()
            ) from error
        return plan
