"""A small memory of the last things, by name."""

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The oldest goes when there are too many."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._things: OrderedDict[K, V] = OrderedDict()

    def get(self, name: K) -> V | None:
        found = self._things.get(name)
        if found is not None:
            self._things.move_to_end(name)
        return found

    def put(self, name: K, thing: V) -> None:
        self._things[name] = thing
        self._things.move_to_end(name)
        if len(self._things) > self._limit:
            self._things.popitem(last=False)
