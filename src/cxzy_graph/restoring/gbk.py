"""GBK as the damaging converter saw it: characters as pairs of bytes, pairs that hold no character."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from .characters import simplified_each
from .trigrams import normal, trigrams

LEADS = range(0x81, 0xFF)
TRAILS = tuple(byte for byte in range(0x40, 0xFF) if byte != 0x7F)


@lru_cache(maxsize=65536)
def char_of(lead: int, trail: int) -> str | None:
    """The character of two bytes, or None where there is none.

    >>> char_of(0xB5, 0xD8), char_of(0xAA, 0xA1)
    ('地', None)
    """
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return char if len(char) == 1 else None


@lru_cache(maxsize=32768)
def bytes_of(char: str) -> tuple[int, int] | None:
    """The two bytes of a character; None for one that GBK lacks or writes in one byte.

    A full-width mark, letter or digit that a later copy folded to ASCII counts as what it was.

    >>> [f"{byte:x}" for byte in bytes_of("地")], [f"{byte:x}" for byte in bytes_of(";")], bytes_of("•")
    (['b5', 'd8'], ['a3', 'bb'], None)
    """
    if char.isascii():
        return (0xA3, ord(char) + 0x80) if char > " " else (0xA1, 0xA1) if char == " " else None
    try:
        data = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (data[0], data[1]) if len(data) == 2 else None


def is_vacant(lead: int, trail: int) -> bool:
    """Does the pair stand for no character? Those of the user-defined areas (AAA1–AFFE, F8A1–FEFE, A140–A7A0) went
    without a trace or left a ``?``.

    >>> is_vacant(0xAF, 0xD2), is_vacant(0xFE, 0xFC), is_vacant(0xB5, 0xD8)
    (True, True, False)
    """
    return char_of(lead, trail) is None


@cache
def opens_vacancy() -> frozenset[int]:
    """The first bytes of pairs that stand for no character."""
    return frozenset(lead for lead in LEADS if any(is_vacant(lead, trail) for trail in TRAILS))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A character that a page may hold, and the Simplified one it is counted as."""

    char: str
    plain: str
    lead: int
    trail: int


@cache
def _candidates() -> tuple[Candidate, ...]:
    """All of GBK whose Simplified form running text has; what it lacks has nothing to speak for it where bytes were lost."""
    model = trigrams()
    cells = [(char, lead, trail) for lead in LEADS for trail in TRAILS if (char := char_of(lead, trail))]
    plain = simplified_each([char for char, _, _ in cells])
    return tuple(
        Candidate(char, normal(form), lead, trail)
        for (char, lead, trail), form in zip(cells, plain, strict=True)
        if model.known(normal(form)) and normal(form) not in "0a\n"
    )


@cache
def _by(byte: str) -> dict[int, tuple[Candidate, ...]]:
    found: dict[int, list[Candidate]] = {}
    for one in _candidates():
        found.setdefault(getattr(one, byte), []).append(one)
    return {value: tuple(ones) for value, ones in found.items()}


@lru_cache(maxsize=512)
def beginning_with(lead: int, before_gap: bool = False) -> tuple[Candidate, ...]:
    """The candidates with that first byte; `before_gap`, those whose second may open a pair that stands for nothing."""
    return tuple(one for one in _by("lead").get(lead, ()) if not (before_gap and one.trail not in opens_vacancy()))


@lru_cache(maxsize=4096)
def ending_with(trail: int, after_gap: int | None = None) -> tuple[Candidate, ...]:
    """The candidates with that second byte; `after_gap`, those whose first makes a pair with it that stands for nothing."""
    return tuple(one for one in _by("trail").get(trail, ()) if after_gap is None or is_vacant(after_gap, one.lead))


@lru_cache(maxsize=256)
def within_gaps(after_gap: int) -> dict[str, tuple[Candidate, ...]]:
    """The candidates between two pairs that stand for nothing, the first of which began with `after_gap`, by their Simplified form."""
    found: dict[str, list[Candidate]] = {}
    for one in _candidates():
        if one.trail in opens_vacancy() and is_vacant(after_gap, one.lead):
            found.setdefault(one.plain, []).append(one)
    return {plain: tuple(ones) for plain, ones in found.items()}
