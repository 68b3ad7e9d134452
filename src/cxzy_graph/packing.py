"""Values on disk between two stages or two builds: packed, and unpacked without running anything that a file says.

A pickle can name any function of any library to be called when it is read, and a folder with a graph may come from somebody else. What is read
here can name the product's own dataclasses and tuples, and counters, and nothing more.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

_OWN = __name__.partition(".")[0]


class Damaged(ValueError):
    """Bytes that are not what `packed` made, or name what they must not."""


class _Pickler(pickle.Pickler):
    """Puts a dataclass down as a call of itself: the way of the standard library, by the state, takes five times as long to read."""

    def reducer_override(self, value: Any) -> Any:
        values = _values(type(value))  # type: ignore[arg-type]  # a class is hashable, whatever the stub of `cache` says
        return NotImplemented if values is None else (type(value), values(value))


@cache
def _values(class_: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the arguments that make an object of a dataclass again; nothing for other classes, and those that tell of themselves in their own way."""
    own = getattr(getattr(class_, "__getstate__", None), "__module__", None) == class_.__module__
    if own or not is_dataclass(class_) or not all(one.init for one in fields(class_)):
        return None
    names = [one.name for one in fields(class_)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@cache
def _class(module: str, name: str) -> type[Any]:
    if (module, name) == ("collections", "Counter"):
        return Counter
    if module.partition(".")[0] != _OWN:
        raise Damaged(f"{module}.{name} is none of the product's own classes")
    found = getattr(sys.modules.get(module), name, None)  # no module is run for it that was not at hand
    if not (isinstance(found, type) and (is_dataclass(found) or issubclass(found, tuple))):
        raise Damaged(f"{module}.{name} is no class of plain values")
    return found


def mark(data: bytes) -> int:
    """Eight bytes that stand for others, as a number that SQLite holds: the same on every machine, unlike `hash`."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def packed(value: Any) -> bytes:
    """A value of dataclasses, tuples, texts and numbers as bytes.

    >>> from cxzy_graph.model import Span
    >>> unpacked(packed((Span(1, 2), "民进")))
    (Span(start=1, end=2), '民进')
    """
    made = io.BytesIO()
    _Pickler(made, protocol=5).dump(value)
    return zlib.compress(made.getvalue(), 1)


def unpacked(data: bytes) -> Any:
    """The value that `packed` made bytes of. Raises `Damaged` for other bytes."""
    try:
        return _Unpickler(io.BytesIO(zlib.decompress(data))).load()
    except (zlib.error, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError) as wrong:
        raise Damaged(f"cannot be read: {wrong}") from wrong
