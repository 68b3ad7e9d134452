"""Byte slips: GBK text read one byte out of step, because something was pushed inside a character.

Two things were pushed in, both blind to where characters begin. **Kind A**, an annotation: 當地 is AE94 B5D8, and 94B5
is 數, so the page's shù went behind the B5: ``當?shù)匕...``. The lead byte that became ``?`` is the second byte of the
annotated character; which one, the reading tells, and the rest is arithmetic. **Kind B**, a mark: 常活 is B3A3 BBEE, and
A3BB is ``；``, so that ``日常活動`` became ``日?;顒?dòng)``. The lead byte is lost; how likely the words are says which of
the 126 it was.

From there on every visible character gives its two bytes back: the first completes the pending character, the second
is pending again, until the reading falls into step. On the way pairs of bytes may be missing that stand for no
character; two characters then rest on likelihood, and the arithmetic goes on behind them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest

from ..model import LOST, Choice
from .draft import Change
from .gaps import Gaps
from .language import PageModel
from .trigrams import last_two
from .walking import ANNOTATION, GAP, Path, Walk, plain_of

_CONTEXT = 9  # characters on both sides that a reading is weighed with
_WEIGHED = 5  # readings whose words are weighed at the end
_HOPELESS = 12.0  # nats behind the likeliest at which a reading is not weighed
_AHEAD = 2  # slips further on that are repaired to weigh one

_PLACES = 60  # places at which a page is looked into, and one more in so many characters; real pages have one in 450
_PLACE_IN = 60

_UNPAIRED = 5.0  # nats against a mark without its partner
_PAIRED_WITHIN = 300  # characters
_ACCEPT = 6.0  # nats by which a repair must beat the page as it stands
_ACCEPT_UNPROVED = 15.0  # the same on a page whose only damage would be the slips
_GARBAGE = 9.0  # nats a character, over the six behind the ``?``, from which such a page is worth a try


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip's repair, and the readings that lost against it."""

    change: Change
    choice: Choice


def to_repair(text: str, model: PageModel, *, proved: bool = True, traditional: bool = True) -> list[Slip]:
    """The slips whose repair clearly reads better than the page as it stands.

    `text` still bears its annotations: they are what names the lost bytes. `proved` says that the page bears other
    marks of the converter, `traditional` that it turned the page Traditional.

    >>> [(s.change.start, s.change.end, s.change.after, s.change.repair) for s in to_repair("當(dāng)?shù)匕傩盏暮迷u", PageModel(""))]
    [(7, 18, '地百姓的好評', 'slip A')]
    >>> [(s.change.after, s.change.repair, s.change.sure) for s in to_repair("主導(dǎo)的日?;顒?dòng)的開展", PageModel(""))]
    [('常活動', 'slip B', (False, True, True))]
    >>> to_repair("真的嗎?可以?", PageModel(""))
    []
    """
    page = _Page(text, model, proved, traditional)
    found: list[Slip] = []
    position = 0
    while (start := text.find("?", position)) >= 0:
        slip = page.slip_at(start)
        if slip:
            found.append(slip)
            page.said.append((slip.change.start, slip.change.end, plain_of(slip.change.after)))
        position = slip.change.end if slip else start + 1
    return found


class _Page:
    """A page under repair: its text, what it makes likely, and what has been repaired of it so far."""

    def __init__(self, text: str, model: PageModel, proved: bool, traditional: bool) -> None:
        self.text, self.model, self.proved = text, model, proved
        self._walk = Walk(text, model.characters, traditional=traditional)
        self._gaps = Gaps(model, self._walk.strangeness)
        self.said: list[tuple[int, int, str]] = []
        self._seen: dict[int, Slip | None] = {}
        self._depth = 0
        self._tried, self._allowed = 0, _PLACES + len(text) // _PLACE_IN

    # ------------------------------------------------------------ one slip

    def slip_at(self, start: int) -> Slip | None:
        """The slip that begins at a ``?``, if one does. A page with too many places of the kind is damaged in another way, or a hoax."""
        if self._tried == self._allowed:
            return None
        self._tried += 1
        return self._repair_at(start)

    def _repair_at(self, start: int) -> Slip | None:
        before = self._left_of(start)
        openings = list(self._walk.annotation_inside(start, before))
        kind = "slip A"
        ended = self._walk.search(openings)
        if not ended:
            if not self.proved and not self._is_garbage(start):
                return None
            kind = "slip B"
            ended = self._walk.search(self._walk.mark_astride(start, before))
        if not ended:
            return None
        last = max(path.position for path in ended)
        ranked = self._ranked(start, before, ended, last)
        if not ranked:
            return None
        best_nats, best = ranked[0]
        literal = self._cost(before, self.text[start : best.position], self._right_of(best.position, last))
        if kind == "slip B" and best_nats + (_ACCEPT if self.proved else _ACCEPT_UNPROVED) > literal:
            return None
        rivals = [(path.said, nats - best_nats) for nats, path in ranked[1:4]]
        rivals.append((self.text[start : best.position], literal - best_nats))
        change = Change(start, best.position, best.said, kind, best.ends, best.sure)
        return Slip(change, Choice(start, best.position, best.said, kind, all(best.sure), tuple(rivals)))

    def _ranked(self, start: int, before: str, ended: list[Path], last: int) -> list[tuple[float, Path]]:
        """The readings by what they cost in nats, characters and words together, cheapest first.

        `last` is where the longest of them ends: all are weighed over the same text.
        """
        nats_of = self.model.characters.cost
        right = {end: self._right_of(end, last) for end in {path.position for path in ended}}
        beyond = {end: nats_of(text[2:], last_two(text[:2])) for end, text in right.items()}
        rough = [(path.nats + nats_of(right[path.position][:2], path.before) + beyond[path.position], path) for path in ended]
        least = min(nats for nats, _ in rough)
        weighed = []
        for nats, path in nsmallest(_WEIGHED, rough, key=lambda one: one[0]):
            if nats > least + _HOPELESS:
                break
            whole = self._gaps.filled(before, path, right[path.position][:_CONTEXT])
            if GAP not in whole.said:
                cost = whole.supposed + self._cost(before, whole.said, right[path.position]) + self._unpaired(start, whole)
                weighed.append((cost, whole))
        return sorted(weighed, key=lambda one: (one[0], one[1].said))

    def _cost(self, before: str, said: str, after: str) -> float:
        """Nats of `said` between its neighbours."""
        return self.model.weigh(before + plain_of(said).replace(LOST, "0") + after)

    def _unpaired(self, start: int, path: Path) -> float:
        """Nats against a reading that leaves quotation marks or those of titles without their partner."""
        line = max(self.text.rfind("\n", 0, start) + 1, start - _PAIRED_WITHIN)
        end = self.text.find("\n", path.position, path.position + _PAIRED_WITHIN)
        ahead = self.text[path.position : end if end >= 0 else path.position + _PAIRED_WITHIN]
        behind = self._said_between(line, start) + path.said
        nats = 0.0
        for opening, closing in ("“”", "《》"):
            open_behind = behind.rfind(opening) > behind.rfind(closing)
            opens, closes = ahead.find(opening), ahead.find(closing)
            nats += _UNPAIRED * (open_behind != (closes >= 0 and (opens < 0 or closes < opens)))
        return nats

    def _said_between(self, start: int, end: int) -> str:
        """The page's text between two places, with the repairs made so far."""
        pieces: list[str] = []
        for begun, ended, said in reversed(self.said):
            if begun < start:
                break
            if ended <= end:
                pieces += [self.text[ended:end], said]
                end = begun
        pieces.append(self.text[start:end])
        return "".join(reversed(pieces))

    def _left_of(self, start: int) -> str:
        """Simplified text before `start`, with the repairs made so far."""
        line = max(self.text.rfind("\n", 0, start) + 1, start - 8 * _CONTEXT)
        return _plain(self._said_between(line, start))[-_CONTEXT:]

    def _right_of(self, end: int, last: int) -> str:
        """Simplified text from `end` to some characters behind `last`, with the slips repaired that begin there."""
        text, covered = "", 0
        for position, piece in self._pieces(end, last):
            text += piece
            if position <= last:
                covered = len(text)
        return text[: covered + _CONTEXT]

    def _pieces(self, position: int, last: int) -> Iterator[tuple[int, str]]:
        """Stretches of what stands behind `position`, each with its end in the page's text; one ends at `last`."""
        line_end = self.text.find("\n", position)
        stop = min(line_end if line_end >= 0 else len(self.text), last + 8 * _CONTEXT)
        while position < stop:
            question = self.text.find("?", position, stop)
            slip = self._ahead(question) if question >= 0 else None
            if question >= last and not slip:
                stop = question  # what it says is in doubt
            end = slip.change.start if slip else question + 1 if 0 <= question < stop else stop
            if position < last < end:
                yield last, _plain(self.text[position:last])
                position = last
            yield end, _plain(self.text[position:end])
            position = end
            if slip:
                yield slip.change.end, plain_of(slip.change.after)
                position = slip.change.end
        if position == line_end or position == len(self.text):
            yield position, "\n"  # how paragraphs end is worth knowing

    def _ahead(self, start: int) -> Slip | None:
        """The slip that begins at a ``?`` further on; of several in a row only the nearest are looked into."""
        if start not in self._seen:
            if self._depth == _AHEAD:
                return None
            self._depth += 1
            self._seen[start] = self._repair_at(start) if self._tried < self._allowed else None
            self._depth -= 1
        return self._seen[start]

    def _is_garbage(self, start: int) -> bool:
        """Does the page prove damage here: characters that nobody would write, or a mark in the place of the ” that is owed?"""
        behind = self.text[start + 1 : start + 7].split("\n")[0]
        if behind == "!?":
            line = self._said_between(max(self.text.rfind("\n", 0, start) + 1, start - _PAIRED_WITHIN), start)
            return line.rfind("“") > line.rfind("”")
        return len(behind) > 2 and self.model.characters.cost(plain_of(behind), "，，") > _GARBAGE * len(behind)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return plain_of(ANNOTATION.sub("", text))
