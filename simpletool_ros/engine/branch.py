"""One head of a tick while it is decoded, and the states of its grammar as a tick asks for them.

A tick meets the same few states of a grammar again and again, and between two forwards a GPU waits for it. So
what a state allows is worked out once, in a :class:`Place`, and what a row of logits says to it once a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ..core.heads import HeadOutput, Stop
from .grammar import Grammar, State
from .vocabulary import Vocabulary

FREE_TOKENS = 64
"""Tokens after which a free text is cut (Stop.LENGTH)."""

DRAFT_TOKENS = 4
"""The most tokens of a head that a draft holds: names and numbers fit, free text would not pay."""

_FEW = 12
"""Options that are looked at faster one by one than by numpy."""


class Options(NamedTuple):
    """What may come next; places with the same options share one object.

    Attributes:
        ids: ascending; of free text without the ordinary tokens.
        columns: where these ids are among those that a plan lists.
        many: the columns as int64, where there are so many that numpy pays.
        free: whether any ordinary token may come too.
    """

    ids: list[int]
    columns: list[int]
    many: np.ndarray | None
    free: bool


class Place:
    """A state of a grammar."""

    __slots__ = ("_behind", "_places", "_state", "forced", "options")

    def __init__(self, places: Places, state: State, options: Options) -> None:
        """Work out what a state of the places' grammar allows."""
        self._places, self._state, self._behind = places, state, dict[int, Place]()
        self.options = options
        self.forced = options.ids[0] if len(options.ids) == 1 and not options.free else None
        """The id that comes next if there is no other."""

    def behind(self, token: int) -> Place:
        """Return the place behind an allowed token that does not end the text."""
        place = self._behind.get(token)
        if place is None:
            place = self._places.at(self._places.grammar.advance(self._state, token))
            if not self.options.free:  # there are as many tokens as the vocabulary has
                self._behind[token] = place
        return place


class Places:
    """The places of a grammar, made when they are met."""

    def __init__(self, grammar: Grammar, listed: np.ndarray, options: dict[bytes, Options]) -> None:
        """Make the first one.

        Args:
            grammar: whose states they are.
            listed: the ids that a plan lists, ascending int64; all of the grammar's are among them.
            options: those of all grammars of the plan; what is missing is added.
        """
        self.grammar = grammar
        self._listed, self._options = listed, options
        self._places: dict[State, Place] = {}
        self.start = self.at(grammar.start)

    def at(self, state: State) -> Place:
        """Return the place of a state."""
        if state not in self._places:
            ids, free = self.grammar.listed(state), self.grammar.free
            key = ids.tobytes() + bytes([free])
            if key not in self._options:
                columns = np.searchsorted(self._listed, ids)
                many = columns if len(ids) > _FEW else None
                self._options[key] = Options(ids.tolist(), columns.tolist(), many, free)
            self._places[state] = Place(self, state, self._options[key])
        return self._places[state]


class Row:
    """What is known behind one token."""

    __slots__ = ("_choice", "_likeliest", "_listed", "_options", "number")

    def __init__(self, number: int, listed: np.ndarray, likeliest: tuple[int, float] | None) -> None:
        """Keep it.

        Args:
            number: of the row in the tick.
            listed: float [U], the logits of the ids that the plan lists.
            likeliest: for plans with free text, the likeliest ordinary token and its logit.
        """
        self.number, self._listed, self._likeliest = number, listed, likeliest
        self._options: Options | None = None

    def choose(self, options: Options) -> tuple[int, float]:
        """Return the likeliest of the options and its logit; of equals the lowest id."""
        if self._options is not options:  # a head that is decoded again mostly has the same ones
            if options.many is None:
                logits = [self._listed.item(column) for column in options.columns]
                logit = max(logits)
                token = options.ids[logits.index(logit)]
            else:
                some = self._listed.take(options.many)
                best = int(some.argmax())
                token, logit = options.ids[best], some.item(best)
            if options.free and self._likeliest is not None:
                token, logit = max((token, logit), self._likeliest, key=lambda one: (one[1], -one[0]))
            self._options, self._choice = options, (token, logit)
        return self._choice


class Branch:
    """One head while it is decoded.

    ``path`` is its tag and what it says. ``_cached`` is the part of a path that the model has been fed, one
    cache slot each; ``_rows`` are those behind its first n tokens, by n.
    """

    def __init__(
        self, head: str, places: Places, vocabulary: Vocabulary, sees: np.ndarray, draft: Sequence[int]
    ) -> None:
        """Begin behind the tag.

        Args:
            head: its name.
            places: of what it may say.
            vocabulary: the tokens.
            sees: bool, which of the cache's slots a token at its end sees; kept up to date.
            draft: what it may say first.
        """
        self.head = head
        self._vocabulary, self._sees = vocabulary, sees
        self._tag = vocabulary.opening(head)
        self._draft = list(draft)
        self._slots: list[int] = []
        self._cached: list[int] = []
        self._rows: dict[int, Row] = {}
        self.asked = range(0)
        """Behind how many tokens of those fed it wants the logits."""
        self.restart(places)

    def restart(self, places: Places) -> None:
        """Decode again from the tag, under another grammar and with the logits already known."""
        self._place = places.start
        self._null, self._close = places.grammar.null, places.grammar.close
        self.path = [self._tag]
        self._last = 1  # length of the path at its last choice
        self.chosen: list[int] = []
        self.choices: list[tuple[int, float]] = []  # of each choice its row and its logit
        self.stop: Stop | None = None
        self.go_on()

    def skip(self) -> None:
        """End without a word: the call does not use this head."""
        self.path, self._last, self.chosen = [self._tag], 1, []
        self.choices, self.stop = [], Stop.SKIPPED

    def feed(self) -> list[int]:
        """Return the tokens to feed now: what it said since the last time, and a draft of what it may say."""
        known, said = len(self._cached), len(self.path)
        fed = self.path[known:] if known else [*self.path, *self._draft[said - 1 :]]
        self._cached += fed
        self.asked = range(said, len(self._cached) + 1)
        return fed

    def place(self, tokens: int, slot: int, visible: np.ndarray) -> int:
        """Put the tokens that are fed into slots.

        Args:
            tokens: how many they are.
            slot: of the first.
            visible: bool [tokens, slots], is set to what each of them sees.

        Returns:
            How many tokens of this branch are before them.
        """
        before = len(self._slots)
        for row in range(tokens):
            self._slots.append(slot + row)
            self._sees[slot + row] = True
            visible[row] = self._sees[: visible.shape[1]]
        return before

    def learn(self, rows: Iterator[Row]) -> None:
        """Take the rows asked for."""
        for known in self.asked:
            self._rows[known] = next(rows)

    def draft(self) -> list[int]:
        """Return the tokens it said before its last choice: those that this choice had to wait for."""
        return self.path[1 : self._last][:DRAFT_TOKENS]

    def go_on(self) -> None:
        """Say tokens until the head ends or a choice needs logits that are not known yet."""
        while self.stop is None:
            token, forced = self._place.forced, True
            if token is None:
                row = self._rows.get(len(self.path))
                if row is None:
                    return
                token, logit = row.choose(self._place.options)
                self.choices.append((row.number, logit))
                self.chosen.append(token)
                self._last = len(self.path)
                forced = False
            self._say(token, forced)

    def _say(self, token: int, forced: bool) -> None:
        if token == self._null:
            self.stop = Stop.NULL
        elif token == self._close:
            self.stop = Stop.DETERMINED if forced else Stop.CLOSED
        else:
            at = len(self.path)
            self.path.append(token)
            if at < len(self._cached) and self._cached[at] != token:
                self._forget(at)
            if self._place.options.free and at == FREE_TOKENS:
                self.stop = Stop.LENGTH
            self._place = self._place.behind(token)

    def _forget(self, at: int) -> None:
        """It goes another way than the one fed: forget that one, from a token on."""
        self._rows = {known: row for known, row in self._rows.items() if known <= at}
        self._sees[self._slots[at:]] = False
        del self._cached[at:], self._slots[at:]

    @property
    def text(self) -> str:
        """What it said, tags left out."""
        return self._vocabulary.decode(self.path[1:])

    def output(self, norms: Mapping[int, float]) -> HeadOutput:
        """Return what it said, by the norms of its rows; a head that has not ended counts as cut."""
        logprob = sum(logit - norms[row] for row, logit in self.choices)
        return HeadOutput(self.head, self.text, self.stop or Stop.LENGTH, tuple(self.chosen), float(logprob))
