"""A text under repair: every character knows which raw characters it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model import Choice, Edit, RestoredText


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` of the draft shall read ``after``; ``repair`` names the damage.

    Where it is known which text each character of ``after`` stands for, ``ends`` has the ends of those stretches, and
    ``sure`` says of each whether it follows from the damage or was chosen as the likeliest.
    """

    start: int
    end: int
    after: str
    repair: str
    ends: tuple[int, ...] = ()
    sure: tuple[bool, ...] = ()


class Draft:
    """The text so far, and for each of its characters the stretch of raw text behind it.

    >>> draft = Draft("會(huì)員")
    >>> draft.apply([Change(1, 6, "", "annotation")])
    >>> draft.apply([Change(0, 1, "会", "traditional"), Change(1, 2, "员", "traditional")])
    >>> [(e.before, e.after, e.repair) for e in draft.finish().edits]
    [('會', '会', 'traditional'), ('(huì)', '', 'annotation'), ('員', '员', 'traditional')]
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        self._origins = [(i, i + 1) for i in range(len(raw))]
        self._touched: list[tuple[int, int, str, bool]] = []

    def apply(self, changes: Iterable[Change]) -> None:
        """Make `changes`, which must not overlap."""
        pieces: list[str] = []
        origins: list[tuple[int, int]] = []
        done = 0
        for change in sorted(changes, key=lambda c: (c.start, c.end)):
            if change.start < done:
                raise ValueError(f"changes overlap at character {change.start}")
            if change.start == change.end:
                raise ValueError("a change must stand on characters of the text")
            pieces += [self.text[done : change.start], change.after]
            origins += self._origins[done : change.start]
            origins += self._behind(change)
            done = change.end
        pieces.append(self.text[done:])
        origins += self._origins[done:]
        self.text = "".join(pieces)
        self._origins = origins

    def _behind(self, change: Change) -> list[tuple[int, int]]:
        """The raw stretches behind each character of a change, which are noted as touched."""
        if change.ends:
            found: list[tuple[int, int]] = []
            for start, end, said, sure in _stretches(change):
                stretch = self.to_raw(start, end)
                self._touched.append((*stretch, change.repair, sure))
                found += [stretch] * said
            return found
        stretch = self.to_raw(change.start, change.end)
        self._touched.append((*stretch, change.repair, all(change.sure)))
        if len(change.after) == change.end - change.start:
            return self._origins[change.start : change.end]
        return [stretch] * len(change.after)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw stretch behind one of the draft, with what an earlier repair may have cut out of it."""
        return self._origins[start][0], max(last for _, last in self._origins[start:end])

    def finish(self, choices: Iterable[Choice] = ()) -> RestoredText:
        """The restored text; edits that share raw characters become one, named after the first of them."""
        regions: list[tuple[int, int, str, bool]] = []
        for start, end, repair, sure in sorted(self._touched, key=lambda t: (t[0], -t[1])):
            if regions and start < regions[-1][1]:
                before = regions[-1]
                regions[-1] = (before[0], max(end, before[1]), before[2], before[3] and sure)
            else:
                regions.append((start, end, repair, sure))
        edits, position = [], 0
        for start, end, repair, sure in regions:
            while position < len(self.text) and self._origins[position][0] < start:
                position += 1
            after = position
            while after < len(self.text) and self._origins[after][0] < end:
                after += 1
            if self.raw[start:end] != self.text[position:after]:
                edits.append(Edit(start, end, self.raw[start:end], self.text[position:after], repair, sure))
            position = after
        return RestoredText(self.text, tuple(edits), tuple(choices))


def _stretches(change: Change) -> list[tuple[int, int, int, bool]]:
    """Start and end in the draft, number of characters said, and certainty, for each stretch of a change that has its `ends`.

    A character that nothing is left of shares the stretch of the next one, the last ones that of the one before.
    """
    found: list[tuple[int, int, int, bool]] = []
    begin, said, sure = change.start, 0, True
    for end, certain in zip(change.ends, change.sure, strict=True):
        said, sure = said + 1, sure and certain
        if end > begin:
            found.append((begin, end, said, sure))
            begin, said, sure = end, 0, True
    if said:
        start, end, before, certain = found.pop()
        found.append((start, end, before + said, certain and sure))
    return found
