"""The prompt of a tick: a prefix that is constant for a contract, and a suffix that is new each time.

How the two are written is a profile: data under ``config/profiles``, one per generation of published
checkpoints.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from .heads import SPECIAL_TOKENS
from .problems import ConfigurationError, Problem
from .resources import find
from .tools import Toolset

HISTORY = 6
"""How many of the last executed calls the published profiles show the model."""

_FIELD = re.compile(r"\{(system|tools|history|environment|query)\}")
# The last: what the tokenizers of Qwen2.5 and Qwen3 add without marking it as special.
_TAG = re.compile(
    "<(?="
    + "|".join(re.escape(tag[1:]) for tag in SPECIAL_TOKENS)
    + r"|\|[A-Za-z0-9_]+\|>|/?(?:tool_call|tool_response|think)>)"
)


@dataclass(frozen=True)
class Profile:
    """How a generation of checkpoints wants its prompt.

    Attributes:
        name: ``v1`` or ``v2``, or the name of another file of ``config/profiles``.
        system: template of the system turn, with ``{system}`` and ``{tools}``.
        user: template of the user turn, with ``{history}``, ``{environment}`` and ``{query}``.
        environment: template of a non-empty environment, with ``{environment}``, a JSON list of strings.
        empty_environment: what stands for an empty one.
        default_system: the domain prompt when none is given.
    """

    name: str
    system: str
    user: str
    environment: str
    empty_environment: str = "[]"
    default_system: str = ""

    @classmethod
    def load(cls, name: str) -> Profile:
        """Read a profile by the name of a shipped one or by path.

        Raises:
            ConfigurationError: no such profile, or its file is not one.
        """
        try:
            path = find(name, "config/profiles")
        except FileNotFoundError as error:
            raise ConfigurationError([Problem("prompt.profile", str(error), "name one of these")]) from error
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
                raise TypeError("is not a mapping of names to texts")
            return cls(path.stem, **data)
        except (OSError, yaml.YAMLError, ValueError, TypeError) as error:
            raise ConfigurationError(
                [Problem("", str(error), "see config/profiles/v2.yaml", str(path))]
            ) from error


@dataclass(frozen=True)
class Prompt:
    """The prompts of one contract.

    ``prefix + suffix(…) + opening tag`` is a head's whole prompt. The suffix begins with a special token, so
    tokenizing prefix and suffix apart gives the same ids as tokenizing them together.
    """

    profile: Profile
    toolset: Toolset
    system: str = ""

    @property
    def prefix(self) -> str:
        """The constant part: the system turn with the tools."""
        tools = "\n".join(plain(tool.json) for tool in self.toolset.tools)
        return _fill(
            self.profile.system, system=plain(self.system or self.profile.default_system), tools=tools
        )

    def suffix(self, instruction: str, environment: Sequence[str] = (), history: Sequence[str] = ()) -> str:
        """Return the part that is new in a tick.

        Args:
            instruction: the user's words.
            environment: one summary a source.
            history: executed calls, oldest first; the last :data:`HISTORY` are shown.
        """
        told = plain(json.dumps(list(environment), ensure_ascii=False))
        return _fill(
            self.profile.user,
            history=", ".join(plain(call) for call in history[-HISTORY:]),
            environment=_fill(self.profile.environment, environment=told)
            if environment
            else self.profile.empty_environment,
            query=plain(instruction),
        )


def plain(text: str) -> str:
    """Return ``text`` with a space put into everything that would tokenize as a special token.

    Instructions, sensor strings and tool descriptions come from outside: none of them may open a turn or a
    head.
    """
    return _TAG.sub("< ", text)


def _fill(template: str, **values: str) -> str:
    """Replace each ``{field}`` once, never looking into the values put in."""
    return _FIELD.sub(lambda match: values.get(match[1], ""), template)
