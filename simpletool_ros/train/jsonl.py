"""JSON lines that a person may have written: read with every fault at once, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from ..core.problems import ConfigurationError, Problem, kind_of, problem

MOST = 20
"""Problems that are said one by one; of more, only their number."""

T = TypeVar("T")


def read(path: str | Path, keys: tuple[str, ...], build: Callable[[int, Mapping[str, Any]], T]) -> list[T]:
    """Return what ``build`` makes of each line that is not blank.

    Args:
        path: a UTF-8 file, one JSON object a line.
        keys: what every object has, and nothing else.
        build: gets the line's number and object; its ConfigurationError is said with file and line.

    Raises:
        ConfigurationError: with the problems of all lines.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        what = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise problem("", what, "name a UTF-8 file of JSON lines").within(file=str(path)) from error
    built: list[T] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):  # splitlines() would split inside a text
        if not line.strip():
            continue
        try:
            built.append(build(number, _object(line, keys)))
        except ConfigurationError as error:
            problems += error.within(file=f"{path}:{number}").problems
    if problems:
        raise ConfigurationError(shortened(problems, str(path)))
    return built


def shortened(problems: list[Problem], file: str) -> list[Problem]:
    """Return the first :data:`MOST` problems, and one that counts the others."""
    more = len(problems) - MOST
    if more <= 0:
        return problems
    return [*problems[:MOST], Problem("", f"… and {more} more", "mend these first", file)]


def check_keys(data: Mapping[str, Any], keys: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
    """Raise ConfigurationError for keys that are unknown or missing."""
    known = (*keys, *optional)
    problems = [Problem(key, "is no key here", f"use {', '.join(known)}") for key in data if key not in known]
    problems += [Problem(key, "is missing", "add it") for key in keys if key not in data]
    if problems:
        raise ConfigurationError(problems)


def _object(line: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
    try:
        data = json.loads(line)
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise problem("", "holds half a surrogate pair", "write the whole character") from error
    except (ValueError, RecursionError) as error:
        raise problem("", f"is not JSON: {error}", "write one JSON object a line") from error
    if not isinstance(data, dict):
        raise problem("", f"is {kind_of(data)}, not an object", f"write {{{', '.join(keys)}}}")
    check_keys(data, keys)
    return data


def write(path: str | Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one line a row; what was there before stays until all are written.

    Raises:
        ConfigurationError: the file cannot be written.
    """
    path = Path(path)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        part.replace(path)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise problem("", what, "name a file in a folder that exists").within(file=str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink()
