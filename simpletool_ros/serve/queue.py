"""What waits for a worker: bounded, and fair between clients. Knows neither threads nor engines."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Clients take turns; what one client asks is answered in the order it asked.

    Who floods it waits for itself: when it is full, the latest of the client with the most waiting makes
    room.
    """

    def __init__(self, room: int) -> None:
        """Hold at most ``room`` items, one at least."""
        self._room = room
        self._size = 0
        self._turns: OrderedDict[str, deque[T]] = OrderedDict()

    def __len__(self) -> int:
        """How many items wait."""
        return self._size

    def put(self, client: str, item: T) -> T | None:
        """Take an item in and return the one that is turned away for it: None, another's, or itself."""
        turned_away = None
        if self._size >= self._room:
            greedy = max(self._turns, key=lambda name: len(self._turns[name]))
            if len(self._turns[greedy]) <= len(self._turns.get(client, ())) + 1:
                return item
            turned_away = self._turns[greedy].pop()
            self._size -= 1
        self._turns.setdefault(client, deque()).append(item)
        self._size += 1
        return turned_away

    def get(self) -> T | None:
        """Return the oldest item of the client whose turn it is, None when nothing waits."""
        if not self._turns:
            return None
        client, items = next(iter(self._turns.items()))
        item = items.popleft()
        self._size -= 1
        if items:
            self._turns.move_to_end(client)
        else:
            del self._turns[client]
        return item
