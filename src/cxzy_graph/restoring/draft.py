"""A text under repair: every character knows which raw characters it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model import Edit, RestoredText


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` of the draft shall read ``after``; ``repair`` names the damage."""

    start: int
    end: int
    after: str
    repair: str


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
        self._touched: list[tuple[int, int, str]] = []

    def apply(self, changes: Iterable[Change]) -> None:
        """Make `changes`, which must not overlap."""
        pieces: list[str] = []
        origins: list[tuple[int, int]] = []
        done = 0
        for change in sorted(changes, key=lambda c: (c.start, c.end)):
            if change.start < done:
                raise ValueError(f"changes overlap at character {change.start}")
            pieces += [self.text[done : change.start], change.after]
            origins += self._origins[done : change.start]
            behind = self._origins[change.start : change.end]
            if len(change.after) == len(behind):
                origins += behind
            elif behind:
                whole = (behind[0][0], behind[-1][1])
                origins += [whole] * len(change.after)
            elif change.after:
                raise ValueError("a change must stand on characters of the text")
            for start, end in _runs(behind):
                self._touched.append((start, end, change.repair))
            done = change.end
        pieces.append(self.text[done:])
        origins += self._origins[done:]
        self.text = "".join(pieces)
        self._origins = origins

    def finish(self) -> RestoredText:
        """The restored text; edits that share raw characters become one, named after the first of them."""
        regions: list[tuple[int, int, str]] = []
        for start, end, repair in sorted(self._touched, key=lambda t: (t[0], -t[1])):
            if regions and start < regions[-1][1]:
                before = regions[-1]
                regions[-1] = (before[0], max(end, before[1]), before[2])
            else:
                regions.append((start, end, repair))
        edits, position = [], 0
        for start, end, repair in regions:
            while position < len(self.text) and self._origins[position][0] < start:
                position += 1
            after = position
            while after < len(self.text) and self._origins[after][0] < end:
                after += 1
            if self.raw[start:end] != self.text[position:after]:
                edits.append(Edit(start, end, self.raw[start:end], self.text[position:after], repair))
            position = after
        return RestoredText(self.text, tuple(edits))


def _runs(behind: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The raw stretches behind a change, joined where they touch (an earlier repair may have cut some out)."""
    return [(behind[0][0], max(end for _, end in behind))] if behind else []
