"""A text in which words are found whatever their width, quotation marks and blanks; what is found are places in the text as it is."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable

from ..model import Span

_DROPPED = frozenset("“”‘’「」『』\"'`")
_SAME = str.maketrans({"•": "·", "‧": "·", "∙": "·", "・": "·", "—": "-", "–": "-", "－": "-", "～": "~", "、": ",", "；": ";"})
_GAPS, _PIECE, _APART = 2, 2, 60
"""How often a name may leave words out, how many characters of it must stand together, and how far its parts may stand apart."""


def folded(said: str) -> str:
    """Words without blanks and quotation marks, in half width.

    >>> folded("“双 岗 建功”２０１９年、")
    '双岗建功2019年,'
    """
    return "".join(_of(ch) for ch in said)


def _of(ch: str) -> str:
    if ch.isspace() or ch in _DROPPED:
        return ""
    return unicodedata.normalize("NFKC", ch).translate(_SAME).replace(" ", "").lower()


class Folded:
    """A text to find words in."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain: list[str] = []
        self._at: list[int] = []
        for index, ch in enumerate(text):
            for one in _of(ch):
                plain.append(one)
                self._at.append(index)
        self._plain = "".join(plain)

    def all(self, said: str) -> list[Span]:
        """Where words stand, everywhere.

        >>> Folded("获“优 秀会员”称号").all("优秀会员")
        [Span(start=2, end=7)]
        """
        wanted = folded(said)
        found: list[Span] = []
        at = self._plain.find(wanted) if wanted else -1
        while at >= 0:
            found.append(self._span(at, at + len(wanted)))
            at = self._plain.find(wanted, at + 1)
        return found

    def near(self, said: str, place: Span) -> Span | None:
        """Where words stand nearest to a place: in it, else before it, else behind it."""
        return nearest(self.all(said), place)

    def in_parts(self, said: str, place: Span) -> Span | None:
        """Where words stand in a place though others stand between them: 走访老会员 in 走访慰问了三位老会员. None where more is left out than a name
        may leave out."""
        low, high = bisect_left(self._at, place.start), bisect_left(self._at, place.end)
        here, wanted = self._plain[low:high], folded(said)
        for begin in range(len(here)):
            end = _parts_end(here, begin, wanted)
            if end:
                return self._span(low + begin, low + end)
        return None

    def _span(self, begin: int, end: int) -> Span:
        return Span(self._at[begin], self._at[end - 1] + 1)


def _parts_end(text: str, begin: int, wanted: str) -> int:
    """Where the last part of some words ends, the first of which begins at a character; 0 where they do not stand there."""
    at, done = begin, 0
    for _ in range(_GAPS + 1):
        size = 0
        while done + size < len(wanted) and at + size < len(text) and text[at + size] == wanted[done + size]:
            size += 1
        if size < min(_PIECE, len(wanted) - done):
            return 0
        at, done = at + size, done + size
        if done == len(wanted):
            return at
        next_at = text.find(wanted[done : done + _PIECE], at, at + _APART)
        if next_at < 0:
            return 0
        at = next_at
    return 0


def nearest(spans: Iterable[Span], place: Span) -> Span | None:
    """The span that is in a place, else the last before it, else the first behind it."""

    def far(span: Span) -> tuple[int, int]:
        if place.start <= span.start and span.end <= place.end:
            return 0, span.start
        return (1, place.start - span.start) if span.start < place.start else (2, span.start - place.end)

    return min(spans, key=far, default=None)
