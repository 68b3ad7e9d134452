"""Which characters a sentence must have for a pattern to match in it: most rules need not look at most sentences.

Worked out from the pattern itself, so that nothing is lost: a test runs all rules with and without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Generic, Protocol, TypeVar

Needs = tuple[frozenset[str], ...]
"""Sets of characters: a text that a pattern matches has one of each."""

_MOST = 4
"""Sets that are kept of a pattern, the smallest: more are not worth the look."""


class Needing(Protocol):
    """Something that is of use only where a text has certain characters."""

    @property
    def needs(self) -> Needs: ...


One = TypeVar("One", bound=Needing)


class Gate(Generic[One]):
    """Of several that need characters, those that a text has them for.

    >>> from types import SimpleNamespace as Rule
    >>> gate = Gate([Rule(name="a", needs=(frozenset("被"), frozenset("奖"))), Rule(name="b", needs=())])
    >>> [one.name for one in gate.open("被评为先进")], [one.name for one in gate.open("被授予二等奖")]
    (['b'], ['a', 'b'])
    """

    def __init__(self, several: Iterable[One]) -> None:
        self._several: list[tuple[One, int]] = []
        self._bits: dict[str, int] = {}  # a bit for each set, all bits of the sets that have a character
        known: dict[frozenset[str], int] = {}
        for one in several:
            wanted = 0
            for chars in one.needs:
                if chars not in known:
                    known[chars] = 1 << len(known)
                    for ch in chars:
                        self._bits[ch] = self._bits.get(ch, 0) | known[chars]
                wanted |= known[chars]
            self._several.append((one, wanted))

    def open(self, text: str) -> Iterator[One]:
        has = 0
        for ch in self._bits.keys() & set(text):
            has |= self._bits[ch]
        return (one for one, wanted in self._several if wanted & has == wanted)


_WIDE = 40
"""Characters in a set that rules out hardly any sentence."""


def needs(pattern: re.Pattern[str]) -> Needs:
    """What a text must have that a pattern matches; nothing where that cannot be told.

    >>> [sorted(one) for one in needs(re.compile("被(?:评为|授予)“?[一二]等奖"))]
    [['被'], ['等'], ['奖'], ['授', '评']]
    """
    if pattern.flags & re.IGNORECASE:
        return ()
    found = _of(_parser.parse(pattern.pattern, pattern.flags))
    return tuple(sorted({one for one in found if len(one) <= _WIDE}, key=lambda one: (len(one), found.index(one)))[:_MOST])


def _of(parsed: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    for kind, value in parsed:
        if kind is op.LITERAL:
            found.append(frozenset(chr(value)))
        elif kind is op.IN:
            found += _one_of(value)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[0] > 0:
            found += _of(value[2])
        elif kind is op.SUBPATTERN:
            found += _of(value[3])
        elif kind is op.ATOMIC_GROUP:
            found += _of(value)
        elif kind is op.ASSERT:
            found += _of(value[1])
        elif kind is op.BRANCH:
            least = [min(_of(one), key=len, default=None) for one in value[1]]
            if all(one is not None for one in least):
                found.append(frozenset(ch for one in least if one for ch in one))
    return found


def _one_of(value: list[tuple[Any, Any]]) -> list[frozenset[str]]:
    """The characters of a class, where it lists them."""
    chars: set[str] = set()
    for kind, one in value:
        if kind is op.LITERAL:
            chars.add(chr(one))
        elif kind is op.RANGE and one[1] - one[0] < _WIDE:
            chars.update(map(chr, range(one[0], one[1] + 1)))
        else:
            return []
    return [frozenset(chars)]
