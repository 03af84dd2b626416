"""Grammars: what a head may say, lifted from texts to token ids.

A grammar is a union of parts, each a small deterministic automaton over tokens: a trie of listed texts, JSON
numbers, or free text. Every state of a part can still reach an end, so a head that follows its grammar never
gets stuck.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import asdict
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from ..core.heads import Domain
from .base import EngineError
from .vocabulary import Vocabulary

NUMBER_LENGTH = 24
"""Characters of a JSON number that is not a listed choice: sign, 17 digits, point and exponent fit."""

State = tuple[Hashable | None, ...]
"""Where a text stands in each part of a grammar; None where that part has been left."""


class Grammar:
    """What one head may say after its opening tag, its end included."""

    def __init__(self, domain: Domain, head: str, vocabulary: Vocabulary) -> None:
        """Compile a domain.

        Args:
            domain: the texts.
            head: which head says them; its closing tag ends a text.
            vocabulary: the tokens.

        Raises:
            EngineError: the domain is empty, or the tokenizer cannot say one of its texts.
        """
        self.close = vocabulary.closing(head)
        self.null = vocabulary.null
        self.free = domain.free
        """Whether a text may be of any length."""
        self._parts = _parts(domain, head, vocabulary)
        if not self._parts and not domain.null:
            raise EngineError(
                f"{head} has no value it could say; widen its schema or make the parameter optional"
            )
        self.start: State = tuple(part.start for part in self._parts)
        self.reach = max((part.reach for part in self._parts), default=0)
        """Tokens of its longest text; free text does not count."""
        self.forced = max((part.forced for part in self._parts), default=0)
        """The most tokens that a text goes on by without a choice."""
        ends = [self.close, *([self.null] if domain.null else [])]
        self.ids = np.unique([*(token for part in self._parts for token in part.listed), *ends])
        """Every id that :meth:`listed` can give, ascending."""
        self._nullable = domain.null
        self._allowed: dict[State, np.ndarray] = {}

    def allowed(self, state: State) -> np.ndarray:
        """Return the ids that may come next, ascending int64, never empty."""
        if state not in self._allowed:
            self._allowed[state] = self._next(state)
        return self._allowed[state]

    def listed(self, state: State) -> np.ndarray:
        """Return ``allowed`` without the ordinary tokens, any of which goes on a free text."""
        if not self.free:
            return self.allowed(state)
        return self.ids if state == self.start else np.array([self.close])

    def allows(self, state: State, token: int) -> bool:
        """Whether ``token`` may come next."""
        allowed = self.allowed(state)
        at = int(np.searchsorted(allowed, token))
        return at < len(allowed) and bool(allowed[at] == token)

    def advance(self, state: State, token: int) -> State:
        """Return the state behind ``token``, an allowed one that is neither the closing tag nor null."""
        return tuple(
            None if at is None else part.step(at, token) for part, at in zip(self._parts, state, strict=True)
        )

    @property
    def closers(self) -> frozenset[int]:
        """Ids behind which a text has one way left, wherever they are said; of listed texts alone.

        Whoever decodes may stop at one of them: what follows is known.
        """
        return self._ends[0]

    def never_within(self, token: int) -> bool:
        """Whether a text surely has one way left behind ``token``, or cannot hold it."""
        return self._ends[1] is not None and token not in self._ends[1]

    @cached_property
    def _ends(self) -> tuple[frozenset[int], frozenset[int] | None]:
        """The closers, and the ids that a text may go on in more than one way behind; None: any may."""
        if not all(isinstance(part, _Texts) for part in self._parts):
            return frozenset(), None
        closing: set[int] = set()
        other: set[int] = set()
        states = [self.start]
        while states:
            state = states.pop()
            for token in map(int, self.allowed(state)):
                if token not in (self.close, self.null):
                    behind = self.advance(state, token)
                    (closing if self._determined(behind) else other).add(token)
                    states.append(behind)
        return frozenset(closing - other), frozenset(other)

    def _determined(self, state: State) -> bool:
        while len(allowed := self.allowed(state)) == 1:
            if allowed[0] == self.close:
                return True
            state = self.advance(state, int(allowed[0]))
        return False

    def _next(self, state: State) -> np.ndarray:
        alive = [(part, at) for part, at in zip(self._parts, state, strict=True) if at is not None]
        ends = [self.close] if any(part.accepts(at) for part, at in alive) else []
        if self._nullable and state == self.start:
            ends.append(self.null)
        ids = [*(part.ids(at) for part, at in alive), *([np.array(ends)] if ends else [])]
        return np.unique(np.concatenate(ids)).astype(np.int64) if ids else np.empty(0, np.int64)


def spell(domains: Mapping[str, Domain]) -> str:
    """Write what heads may say as JSON, for a process that compiles it itself; :func:`unspell` reads it."""
    parts = {head: asdict(domain) for head, domain in domains.items()}
    said = {head: {key: value for key, value in part.items() if value} for head, part in parts.items()}
    return json.dumps(said, ensure_ascii=False)


def unspell(text: str) -> dict[str, Domain]:
    """Read what :func:`spell` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        domains = {}
        for head, said in json.loads(text).items():
            texts = tuple(said.pop("texts", ()))
            if not all(isinstance(one, str) for one in texts) or set(said.values()) - {True}:
                raise TypeError(f"{head}: texts must be a list of texts, all else true")
            domains[str(head)] = Domain(texts, **said)
        return domains
    except (AttributeError, TypeError) as error:
        raise ValueError(f"is no mapping of heads to what they may say: {error}") from error


class _Part(Protocol):
    """An automaton over token ids, each of whose states leads to an accepting one."""

    start: Any
    reach: int
    forced: int
    listed: Iterable[int]
    """The ids it can give in any state; none for free text, which gives every ordinary one."""

    def ids(self, at: Any) -> np.ndarray: ...
    def step(self, at: Any, token: int) -> Any | None: ...
    def accepts(self, at: Any) -> bool: ...


def _parts(domain: Domain, head: str, vocabulary: Vocabulary) -> list[_Part]:
    if domain.free:  # holds every other text too
        return [_Free(vocabulary.ordinary)]
    parts: list[_Part] = []
    if domain.texts:
        parts.append(_Texts([vocabulary.spell(head, text) for text in domain.texts]))
    if domain.number or domain.integer:
        parts.append(_Number(vocabulary, _NUMBER if domain.number else _INTEGER))
    return parts


class _Texts:
    """A trie over the canonical ids of each text. A state is a node."""

    def __init__(self, texts: list[tuple[int, ...]]) -> None:
        self.start = 0
        self.reach = max(map(len, texts))
        self._children: list[dict[int, int]] = [{}]
        self._ends: set[int] = set()
        for text in texts:
            node = 0
            for token in text:
                if token not in self._children[node]:
                    self._children[node][token] = len(self._children)
                    self._children.append({})
                node = self._children[node][token]
            self._ends.add(node)
        self.listed: Iterable[int] = {token for children in self._children for token in children}
        runs = [0] * len(self._children)  # tokens that are forced behind a node
        for node, children in reversed(list(enumerate(self._children))):  # a child is made after its parent
            if len(children) == 1 and node not in self._ends:
                runs[node] = 1 + runs[next(iter(children.values()))]
        self.forced = max(runs)

    def ids(self, at: int) -> np.ndarray:
        return np.fromiter(self._children[at], np.int64)

    def step(self, at: int, token: int) -> int | None:
        return self._children[at].get(token)

    def accepts(self, at: int) -> bool:
        return at in self._ends


# The JSON number of RFC 8259, section 6, by character class ("d": 1 to 9). Exponents have at most two digits,
# so every number is finite. A state in which a number may end has True.
_Table = Mapping[str, tuple[bool, Mapping[str, str]]]
_NUMBER: _Table = {
    "start": (False, {"-": "minus", "0": "zero", "d": "whole"}),
    "minus": (False, {"0": "zero", "d": "whole"}),
    "zero": (True, {".": "point", "e": "exponent"}),
    "whole": (True, {"0": "whole", "d": "whole", ".": "point", "e": "exponent"}),
    "point": (False, {"0": "fraction", "d": "fraction"}),
    "fraction": (True, {"0": "fraction", "d": "fraction", "e": "exponent"}),
    "exponent": (False, {"+": "sign", "-": "sign", "0": "tens", "d": "tens"}),
    "sign": (False, {"0": "tens", "d": "tens"}),
    "tens": (True, {"0": "ones", "d": "ones"}),
    "ones": (True, {}),
}
_INTEGER: _Table = {
    "start": (False, {"-": "minus", "0": "zero", "d": "whole"}),
    "minus": (False, {"0": "zero", "d": "whole"}),
    "zero": (True, {}),
    "whole": (True, {"0": "whole", "d": "whole"}),
}


class _Number:
    """JSON numbers of at most NUMBER_LENGTH characters. A state is the table's and the characters left."""

    def __init__(self, vocabulary: Vocabulary, table: _Table) -> None:
        self.start = ("start", NUMBER_LENGTH)
        self.reach = NUMBER_LENGTH
        self.forced = 0
        self._table = table
        self._pieces = {
            token: text.replace("E", "e")
            for token, text in vocabulary.pieces.items()
            if text and set(text) <= set("0123456789+-.eE")
        }
        self.listed: Iterable[int] = self._pieces
        missing = set("0123456789-.") - set(self._pieces.values())
        if missing:
            raise EngineError(
                f"the tokenizer has no token for {', '.join(sorted(missing))}, so it cannot say every number;"
                " train it with the byte-level alphabet"
            )

    def ids(self, at: tuple[str, int]) -> np.ndarray:
        return np.array([token for token in self._pieces if self.step(at, token) is not None], np.int64)

    def step(self, at: tuple[str, int], token: int) -> tuple[str, int] | None:
        state, left = at
        text = self._pieces.get(token, "")
        for character in text:
            following = self._table[state][1].get("d" if character in "123456789" else character)
            if following is None:
                return None
            state = following
        left -= len(text)
        # A state in which a number may not end needs one digit more.
        return (state, left) if text and left >= (0 if self._table[state][0] else 1) else None

    def accepts(self, at: tuple[str, int]) -> bool:
        return self._table[at[0]][0]


class _Free:
    """Any text without control tokens. A state says whether the text has begun."""

    start = False
    reach = forced = 0
    listed: Iterable[int] = ()

    def __init__(self, ordinary: np.ndarray) -> None:
        self._ordinary = ordinary

    def ids(self, at: bool) -> np.ndarray:
        return self._ordinary

    def step(self, at: bool, token: int) -> bool:
        return True

    def accepts(self, at: bool) -> bool:
        return True
