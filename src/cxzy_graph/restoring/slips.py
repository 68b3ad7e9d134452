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

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from operator import itemgetter
from typing import NamedTuple

from ..model import LOST, Choice
from .annotations import PINYIN, readings, reads
from .characters import is_han, only_simplified, simplified
from .draft import Change
from .gbk import LEADS, Candidate, beginning_with, bytes_of, char_of, ending_with, is_vacant, within_gaps
from .language import PageModel
from .trigrams import normal

LONGEST = 48
"""Visible characters a slip may run. The longest of 54 real ones had 40."""

BLANK = "\u3000"
"""The blank of full width that paragraphs begin with, A1A1."""

GAP = "\ufffd"
"""Stands for bytes of different characters, until those are found."""

_MARKS = {";": b"\xa3\xbb", "?": b"\xa3\xbf", "!": b"\xa3\xa1", ",": b"\xa3\xac", "。": b"\xa1\xa3"}
_READING = re.compile(rf"([{PINYIN}]{{1,7}})[)）]")
_ANNOTATION = re.compile(rf"[(（]([{PINYIN}]{{1,7}})[)）]")
_TAG = re.compile(r"/(?:p|div|span|font|td|li|b|strong)>", re.IGNORECASE)
_CONTEXT = 9  # characters on both sides that a reading is weighed with
_ARRIVED = 20  # readings that fall into step at one place which are kept
_BESIDE_GAP = 6  # characters on both sides that choose between those in a gap
_WIDTH = 24  # readings that are followed at once
_WEIGHED = 5  # readings whose words are weighed at the end
_KEPT = 20  # fillings of a gap that are followed
_HOPELESS = 12.0  # nats behind the likeliest at which a reading is not weighed
_TRIED = 14  # characters tried for a lost byte
_MISSING = 3  # pairs missing in a row
_MIX = 0.35  # what characters weigh against words

_AHEAD = 2  # slips further on that are repaired to weigh one

_GAPS_TRIED = 6  # unlikely characters of a reading behind which missing pairs are looked for

_PLACES = 60  # places at which a page is looked into, and one more in so many characters; real pages have one in 450
_PLACE_IN = 60

_FOREIGN = 6.0  # nats against a form that the page's script lacks
_UNLIKELY = 11.0  # nats, with half of the next character's, from which a character may hide a missing pair
_TWICE = 22.0  # nats of the likeliest two characters from which two pairs may be missing
_EATEN = 2.5  # nats against an eaten character, whose place nothing shows
_UNPAIRED = 5.0  # nats against a mark without its partner
_PAIRED_WITHIN = 300  # characters
_MISPLACED = 8.0  # nats against a blank inside a paragraph
_CUT = 4.0  # nats against a slip that runs into the end of its paragraph without a sign
_ACCEPT = 6.0  # nats by which a repair must beat the page as it stands
_ACCEPT_UNPROVED = 15.0  # the same on a page whose only damage would be the slips
_GARBAGE = 9.0  # nats a character, over the six behind the ``?``, from which such a page is worth a try


class _Pair(NamedTuple):
    """What is known of a character: its first byte, its second or its reading, and how many pairs are missing in between."""

    lead: int
    trail: int | None
    reading: str | None
    missing: int

    def endings(self, gap: int) -> Iterable[Candidate]:
        """The characters that may stand behind a missing pair which began with `gap`."""
        if self.trail is not None:
            able: Iterable[Candidate] = ending_with(self.trail, gap)
            return able if self.reading is None else [one for one in able if self.reading in readings(one.char)]
        assert self.reading is not None
        return [one for one in reading_as(self.reading) if is_vacant(gap, one.lead)]


class _Path(NamedTuple):
    """A reading as far as it has gone.

    ``pending`` is a first byte that waits for its second, ``before`` the last two characters as they are counted; for each
    character said, ``ends`` has where the page's text for it ends, ``sure`` whether arithmetic alone gave it, ``pairs`` the
    bytes that it was made of, if it was. ``nats`` are those of the characters and of what was ``supposed``.
    """

    position: int
    pending: int
    before: str
    doubtful: bool = False
    said: str = ""
    ends: tuple[int, ...] = ()
    sure: tuple[bool, ...] = ()
    pairs: tuple[_Pair | None, ...] = ()
    nats: float = 0.0
    supposed: float = 0.0

    def then(self, further: _Path) -> _Path:
        """This reading, gone on as `further` does, which began where this one is."""
        return _Path(
            *further[:4], self.said + further.said, self.ends + further.ends, self.sure + further.sure, self.pairs + further.pairs,
            self.nats + further.nats, self.supposed + further.supposed,
        )  # fmt: skip


_DONE = -1
"""For a pending byte: the reading is back in step."""


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
            page.said.append((slip.change.start, slip.change.end, _simplified(slip.change.after)))
        position = slip.change.end if slip else start + 1
    return found


class _Page:
    """A page under repair: its text, what it makes likely, and what has been repaired of it so far."""

    def __init__(self, text: str, model: PageModel, proved: bool, traditional: bool) -> None:
        self.text, self.model, self.proved, self.traditional = text, model, proved, traditional
        self.said: list[tuple[int, int, str]] = []
        self._seen: dict[int, Slip | None] = {}
        self._depth = 0
        self._tried, self._allowed = 0, _PLACES + len(text) // _PLACE_IN
        self._fillings_seen: dict[tuple[str, str, _Pair], str] = {}

    # ------------------------------------------------------------ one slip

    def slip_at(self, start: int) -> Slip | None:
        """The slip that begins at a ``?``, if one does. A page with too many places of the kind is damaged in another way, or a hoax."""
        if self._tried == self._allowed:
            return None
        self._tried += 1
        return self._repair_at(start)

    def _repair_at(self, start: int) -> Slip | None:
        before = self._left_of(start)
        openings = list(self._annotation_inside(start, before))
        kind = "slip A"
        ended = self._search(openings)
        if not ended:
            if not self.proved and not self._is_garbage(start):
                return None
            kind = "slip B"
            ended = self._search(self._mark_astride(start, before))
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

    def _ranked(self, start: int, before: str, ended: list[_Path], last: int) -> list[tuple[float, _Path]]:
        """The readings by what they cost in nats, characters and words together, cheapest first.

        `last` is where the longest of them ends: all are weighed over the same text.
        """
        nats_of = self.model.characters.cost
        right = {end: self._right_of(end, last) for end in {path.position for path in ended}}
        beyond = {end: nats_of(text[2:], normal("\n\n" + text[:2])[-2:]) for end, text in right.items()}
        rough = [(path.nats + nats_of(right[path.position][:2], path.before) + beyond[path.position], path) for path in ended]
        least = min(nats for nats, _ in rough)
        weighed = []
        for nats, path in nsmallest(_WEIGHED, rough, key=lambda one: one[0]):
            if nats > least + _HOPELESS:
                break
            whole = self._filled(before, path, right[path.position][:_CONTEXT])
            if GAP not in whole.said:
                cost = whole.supposed + self._cost(before, whole.said, right[path.position]) + self._unpaired(start, whole)
                weighed.append((cost, whole))
        return sorted(weighed, key=lambda one: (one[0], one[1].said))

    def _cost(self, before: str, said: str, after: str) -> float:
        """Nats of `said` between its neighbours."""
        whole = before + _simplified(said).replace(LOST, "0") + after
        return _MIX * self.model.characters.cost(whole) + (1 - _MIX) * self.model.cost(whole)

    def _unpaired(self, start: int, path: _Path) -> float:
        """Nats against a reading that leaves quotation marks or those of titles without their partner."""
        line = max(self.text.rfind("\n", 0, start) + 1, start - _PAIRED_WITHIN)
        end = self.text.find("\n", path.position, path.position + _PAIRED_WITHIN)
        ahead = self.text[path.position : end if end >= 0 else path.position + _PAIRED_WITHIN]
        behind = self._said_between(line, start) + path.said
        return sum(
            _UNPAIRED
            for opening, closing in ("“”", "《》")
            if (behind.rfind(opening) > behind.rfind(closing)) != (-1 < ahead.find(closing) < (ahead.find(opening) % len(self.text)))
        )

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
                yield slip.change.end, _simplified(slip.change.after)
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
        return len(behind) > 2 and self.model.characters.cost(_simplified(behind), "，，") > _GARBAGE * len(behind)

    # ------------------------------------------------------------ how it begins

    def _annotation_inside(self, start: int, before: str) -> Iterator[_Path]:
        """Kind A: the pending lead bytes that a reading behind ``?`` allows, and where the text goes on."""
        named = _READING.match(self.text, start + 1)
        last = self._character_before(start)
        pair = bytes_of(last) if last and named else None
        if not named or not pair:
            return
        leads = [
            lead
            for lead in LEADS
            if (char := char_of(pair[1], lead)) and (simplified(char) != char or not self.traditional) and reads(char, named[1])
        ]
        for lead in leads:
            yield _Path(named.end(), lead, normal("\n\n" + before)[-2:], doubtful=len(leads) > 1)

    def _character_before(self, start: int) -> str:
        """The character before `start`, its own annotation passed over."""
        if start and self.text[start - 1] in ")）":
            opening = max(self.text.rfind("(", 0, start), self.text.rfind("（", 0, start))
            if opening > 0 and _ANNOTATION.fullmatch(self.text, opening, start):
                start = opening
        return self.text[start - 1] if start and is_han(self.text[start - 1]) else ""

    def _mark_astride(self, start: int, before: str) -> Iterator[_Path]:
        """Kind B: a mark behind ``?`` whose first byte was a trail; every character that may have had it."""
        mark = _MARKS.get(self.text[start + 1 : start + 2])
        if mark is None:
            return
        opening = _Path(start + 2, 0, normal("\n\n" + before)[-2:])
        if mark[0] == 0xA1:
            yield self._say(opening, BLANK, BLANK, start + 2, mark[1], sure=False)
        for one in ending_with(mark[0]):
            yield self._say(opening, one.char, one.plain, start + 2, mark[1], sure=False)

    # ------------------------------------------------------------ how it goes on

    def _search(self, openings: Iterable[_Path]) -> list[_Path]:
        """All readings that fall into step, the likeliest followed first."""
        live, ended = sorted(openings, key=_nats), []
        for _ in range(LONGEST):
            following: list[tuple[float, _Path, _Path]] = []
            arrived: list[tuple[float, _Path, _Path]] = []
            steps: dict[tuple[int, int, str, bool], list[_Path]] = {}
            for path in live:  # many readings differ in their beginning only
                here = path[:4]
                if here not in steps:
                    steps[here] = list(self._steps(_Path(*here)))
                for step in steps[here]:
                    (arrived if step.pending == _DONE else following).append((path.nats + step.nats, path, step))
            ended += [path.then(step) for _, path, step in nsmallest(_ARRIVED, arrived, key=itemgetter(0))]
            live = [path.then(step) for _, path, step in nsmallest(_WIDTH, following, key=itemgetter(0))]
            if not live:
                break
        return ended

    def _steps(self, path: _Path) -> Iterator[_Path]:
        """The reading one visible character further."""
        visible = self.text[path.position : path.position + 1]
        if visible in ("", "\n"):
            yield from self._complete(path, path.position, _CUT)
        elif visible == "?":
            yield from self._at_question(path)
        else:
            yield from self._over(path, visible, path.position + 1, 0)

    def _over(self, path: _Path, visible: str, end: int, missing: int) -> Iterator[_Path]:
        """`visible` has the pending character's second byte: as an ASCII character, or as the first of two bytes.

        With pairs `missing` the two bytes are those of different characters.
        """
        if visible == "€" or "@" <= visible <= "~":
            annotation = _ANNOTATION.match(self.text, end)  # names the character that ends here
            trail = 0x80 if visible == "€" else ord(visible)
            yield self._arithmetic(path, trail, end, _DONE, missing, annotation[1] if annotation else None)
        pair = bytes_of(visible)
        if pair:
            yield self._arithmetic(path, pair[0], self._behind_annotation(visible, end), pair[1], missing)

    def _arithmetic(self, path: _Path, trail: int, end: int, pending: int, missing: int, reading: str | None = None) -> _Path:
        """The pending character with its second byte, or a gap where the two give none, or none that reads so."""
        char = None if missing else char_of(path.pending, trail)
        if char and reading and not reads(char, reading):
            char = None
        pair = _Pair(path.pending, trail, reading, missing or int(char is None))
        return self._say(path, char or GAP, simplified(char) if char else GAP, end, pending, sure=char is not None, pair=pair)

    def _behind_annotation(self, visible: str, end: int) -> int:
        annotation = _ANNOTATION.match(self.text, end)
        return annotation.end() if annotation and reads(visible, annotation[1]) else end

    def _at_question(self, path: _Path) -> Iterator[_Path]:
        """A ``?`` inside a slip was a second byte and what it ate, or a pair that stands for no character."""
        after = path.position + 1
        named = _READING.match(self.text, after)
        if named:
            able = [one for one in beginning_with(path.pending) if named[1] in readings(one.char)]
            for one in able:
                pair = _Pair(path.pending, None, named[1], 0)
                yield self._say(path, one.char, one.plain, named.end(), _DONE, sure=len(able) == 1, pair=pair)
            if not able:
                yield self._say(path, GAP, GAP, named.end(), _DONE, sure=False, pair=_Pair(path.pending, None, named[1], 1))
            return
        tag = _TAG.match(self.text, after)
        if tag:
            yield from self._complete(path, tag.end(), 0.0)
            return
        if self.text[after : after + 1] in _MARKS or self.text[after : after + 1] in ("", "\n"):
            yield from self._complete(path, after, 0.5)
        for whole in self._complete(path, after, _EATEN):
            yield self._say(whole, LOST, "0", after, _DONE, sure=False)
        missing = 1
        while missing < _MISSING and self.text[after : after + 1] == "?":
            missing, after = missing + 1, after + 1
        visible = self.text[after : after + 1]
        if visible not in ("", "\n", "?"):
            yield from self._over(path, visible, after + 1, missing)

    def _complete(self, path: _Path, end: int, supposed: float) -> Iterator[_Path]:
        """The pending character with any second byte, back in step."""
        nats = self.model.characters.nats
        for one in nsmallest(_TRIED, beginning_with(path.pending), key=lambda one: nats(path.before, one.plain)):
            yield self._say(path, one.char, one.plain, end, _DONE, sure=False, supposed=supposed)

    def _say(
        self, path: _Path, char: str, plain: str, end: int, pending: int, *,
        sure: bool = True, supposed: float = 0.0, pair: _Pair | None = None,
    ) -> _Path:  # fmt: skip
        plain = normal(plain)
        supposed += self._strangeness(char)
        if char == BLANK:  # stands at the head of a paragraph, and says nothing of what follows
            supposed += 0.0 if path.before[-1] == "\n" else _MISPLACED
            return path._replace(
                position=end, pending=pending, doubtful=False, said=path.said + char, ends=(*path.ends, end), sure=(*path.sure, sure),
                pairs=(*path.pairs, pair), nats=path.nats + supposed, supposed=path.supposed + supposed,
            )  # fmt: skip
        return _Path(
            end, pending, path.before[-1] + plain, False, path.said + char, (*path.ends, end), (*path.sure, sure and not path.doubtful),
            (*path.pairs, pair), path.nats + self.model.characters.nats(path.before, plain) + supposed, path.supposed + supposed,
        )  # fmt: skip

    # ------------------------------------------------------------ missing pairs

    def _filled(self, before: str, path: _Path, after: str) -> _Path:
        """The reading with two or more characters for each that stands for bytes of different ones.

        Pairs went without a trace, which shows in an unlikely character or in none at all; behind it the bytes are in order.
        """
        tried: set[int] = set()
        while len(tried) < _GAPS_TRIED:
            unlikely = [
                (nats + self._strangeness(path.said[at]), -at)
                for at, nats in enumerate(self._nats_of(before, path.said, after))
                if path.pairs[at] and at not in tried
            ]
            nats, at = max(unlikely, default=(0.0, 0))
            if nats < _UNLIKELY:
                break
            better = self._with_gap(before, path, -at, after)
            tried = {one if one < -at or better is path else one + len(better.said) - len(path.said) for one in tried}
            tried |= set(range(-at, -at + 1 + len(better.said) - len(path.said)))
            path = better
        return path

    def _nats_of(self, before: str, said: str, after: str) -> list[float]:
        """Nats of each character, with half of those of the next one, which it makes likely or not."""
        whole = "\n\n" + normal(before + _simplified(said) + after[:1])
        first = 2 + len(before)
        each = [self.model.characters.nats(whole[at - 2 : at], whole[at]) for at in range(first, len(whole))]
        return [nats + 0.5 * following for nats, following in zip(each, [*each[1:], 0.0], strict=True)][: len(said)]

    def _with_gap(self, before: str, path: _Path, at: int, after: str) -> _Path:
        """The reading with the likeliest characters in the place of ``said[at]``; itself where none is likelier."""
        pair = path.pairs[at]
        assert pair is not None
        left, right = before + _simplified(path.said[:at]), _simplified(path.said[at + 1 :]) + after
        filling = self._best_filling("\n\n" + left, right[:_BESIDE_GAP], pair, path.said[at])
        if filling == path.said[at]:
            return path
        return path._replace(
            said=path.said[:at] + filling + path.said[at + 1 :],
            ends=path.ends[:at] + (path.ends[at],) * len(filling) + path.ends[at + 1 :],
            sure=path.sure[:at] + (False,) * len(filling) + path.sure[at + 1 :],
            pairs=path.pairs[:at] + (None,) * len(filling) + path.pairs[at + 1 :],
            supposed=path.supposed + sum(map(self._strangeness, filling)) - self._strangeness(path.said[at]),
        )

    def _best_filling(self, left: str, right: str, pair: _Pair, direct: str) -> str:
        """What `pair` reads best as between its neighbours: two or three characters, or `direct`, the one of just these bytes."""
        key = (left[-_BESIDE_GAP:], right, pair)
        if key not in self._fillings_seen:
            known = normal(left[-2:])
            fillings = self._fillings(known, pair, max(pair.missing, 1))
            if not pair.missing:
                fillings.append((direct, 0.0))
            if pair.missing or all(nats > _TWICE for _, nats in fillings):
                fillings += self._fillings(known, pair, pair.missing + 1 if pair.missing else 2)
            self._fillings_seen[key] = min(
                (said for said, _ in fillings), key=lambda said: self._window(key[0], right, said), default=direct
            )
        return self._fillings_seen[key]

    def _window(self, left: str, right: str, said: str) -> float:
        whole = left + _simplified(said) + right
        return sum(map(self._strangeness, said)) + _MIX * self.model.characters.cost(whole) + (1 - _MIX) * self.model.cost(whole)

    def _fillings(self, known: str, pair: _Pair, missing: int) -> list[tuple[str, float]]:
        """Characters behind `known` of which the first begins and the last ends as `pair` does, with their nats."""
        nats = self.model.characters.nats
        partly = [
            (one.char, one.trail, known[-1] + one.plain, nats(known, one.plain)) for one in beginning_with(pair.lead, before_gap=True)
        ]
        for _ in range(missing - 1):
            partly = nsmallest(_KEPT, partly, key=lambda part: part[3])
            partly = [
                (said + one.char, one.trail, behind[-1] + one.plain, so_far + nats(behind, one.plain))
                for said, gap, behind, so_far in partly
                for plain in self.model.characters.followers(behind[-1])
                for one in within_gaps(gap).get(plain, ())
            ]
        found = [
            (said + one.char, so_far + nats(behind, one.plain))
            for said, gap, behind, so_far in nsmallest(_KEPT, partly, key=lambda part: part[3])
            for one in pair.endings(gap)
        ]
        return nsmallest(_KEPT, found, key=lambda filling: filling[1])

    def _strangeness(self, char: str) -> float:
        """Nats against a form that the other script has, and against what the converter leaves no way to be inside a slip:
        it pushed something in front of every ；and ？, and Latin letters of full width are none of these pages'."""
        if char in "；？" or "Ａ" <= char <= "ｚ":
            return _FOREIGN
        if self.traditional:
            return _FOREIGN if is_han(char) and only_simplified(char) else 0.0
        return _FOREIGN if simplified(char) != char else 0.0


@lru_cache(maxsize=1024)
def reading_as(reading: str) -> tuple[Candidate, ...]:
    """The candidates that have that reading."""
    return tuple(one for lead in LEADS for one in beginning_with(lead) if reading in readings(one.char))


def _nats(path: _Path) -> float:
    return path.nats


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return _simplified(_ANNOTATION.sub("", text))


def _simplified(text: str) -> str:
    return "".join(map(simplified, text)).replace(BLANK, "")
