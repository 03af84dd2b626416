"""A recorded dialogue: who says what, and when."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..core.problems import ConfigurationError, Problem
from .speech import MAX_TEXT

_KEYS = ("at", "speaker", "text")


@dataclass(frozen=True)
class Line:
    """One thing that was said.

    Attributes:
        at: seconds from the beginning.
        speaker: who said it.
        text: what.
    """

    at: float
    speaker: str
    text: str


def load(path: str | Path) -> tuple[Line, ...]:
    """Read a recorded dialogue: a YAML list of ``{at: 0.5, speaker: user, text: hello}``, in order of time.

    Raises:
        ConfigurationError: with every fault, its file, its key and the mend.
    """
    file = str(path)
    try:
        data = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        problem = Problem("", f"cannot be read: {error.strerror}", "name a recorded dialogue", file)
        raise ConfigurationError([problem]) from error
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigurationError([Problem("", str(error), "mend the YAML", file)]) from error
    if not isinstance(data, list) or not data:
        what = "is no list of lines"
        raise ConfigurationError([Problem("", what, "write - {at: 0, speaker: user, text: hello}", file)])
    problems = [
        Problem(f"{index}.{key}" if key else str(index), what, mend, file)
        for index, line in enumerate(data)
        for key, what, mend in _faults(line, data[index - 1] if index else None)
    ]
    if problems:
        raise ConfigurationError(problems)
    return tuple(Line(float(line["at"]), line["speaker"], line["text"].strip()) for line in data)


def _faults(line: Any, before: Any) -> Iterator[tuple[str, str, str]]:
    """Yield key, fault and mend of one line."""
    if not isinstance(line, dict):
        yield "", "is no line", "write {at: 0, speaker: user, text: hello}"
        return
    for key in line:
        if key not in _KEYS:
            yield str(key), "is no key of a line", f"use one of {', '.join(_KEYS)}"
    at = line.get("at")
    if not _seconds(at):
        yield "at", "is no time", "write seconds from the beginning"
    elif isinstance(before, dict) and _seconds(before.get("at")) and before["at"] > at:
        yield "at", "is before the line above", "write the lines in order of time"
    for key in ("speaker", "text"):
        value = line.get(key)
        if not isinstance(value, str) or not value.strip():
            yield key, "is no text", "say who speaks" if key == "speaker" else "write what is said"
        elif len(value) > MAX_TEXT:
            yield key, f"has {len(value)} characters", f"write at most {MAX_TEXT}"


def _seconds(value: Any) -> bool:
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    return plain and math.isfinite(value) and value >= 0
