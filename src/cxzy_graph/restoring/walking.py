"""Reading on through a byte slip: every visible character gives its two bytes back, until the reading falls into step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nsmallest
from operator import itemgetter
from typing import NamedTuple

from ..model import LOST
from .annotations import PINYIN, readings, reads
from .characters import is_han, only_simplified, simplified
from .gbk import LEADS, Candidate, beginning_with, bytes_of, char_of, ending_with, is_vacant
from .trigrams import PageTrigrams, last_two, normal

LONGEST = 48
"""Visible characters a slip may run. The longest of 54 real ones had 40."""

BLANK = "\u3000"
"""The blank of full width that paragraphs begin with, A1A1."""

GAP = "\ufffd"
"""Stands for bytes of different characters, until those are found."""

MARKS = {";": b"\xa3\xbb", "?": b"\xa3\xbf", "!": b"\xa3\xa1", ",": b"\xa3\xac", "。": b"\xa1\xa3"}
READING = re.compile(rf"([{PINYIN}]{{1,7}})[)）]")
ANNOTATION = re.compile(rf"[(（]([{PINYIN}]{{1,7}})[)）]")

_TAG = re.compile(r"/(?:p|div|span|font|td|li|b|strong)>", re.IGNORECASE)
_ARRIVED = 20  # readings that fall into step at one place which are kept
_WIDTH = 24  # readings that are followed at once
_TRIED = 14  # characters tried for a lost byte
_MISSING = 3  # pairs missing in a row

_FOREIGN = 6.0  # nats against a form that the page's script lacks
_EATEN = 2.5  # nats against an eaten character, whose place nothing shows
_MISPLACED = 8.0  # nats against a blank inside a paragraph
_CUT = 4.0  # nats against a slip that runs into the end of its paragraph without a sign


class Pair(NamedTuple):
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


class Path(NamedTuple):
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
    pairs: tuple[Pair | None, ...] = ()
    nats: float = 0.0
    supposed: float = 0.0

    def then(self, further: Path) -> Path:
        """This reading, gone on as `further` does, which began where this one is."""
        return Path(
            *further[:4], self.said + further.said, self.ends + further.ends, self.sure + further.sure, self.pairs + further.pairs,
            self.nats + further.nats, self.supposed + further.supposed,
        )  # fmt: skip


DONE = -1
"""For a pending byte: the reading is back in step."""


class Walk:
    """The ways through the slips of a page, whose `text` still bears its annotations."""

    def __init__(self, text: str, characters: PageTrigrams, *, traditional: bool) -> None:
        self.text, self.characters, self.traditional = text, characters, traditional

    # ------------------------------------------------------------ how a slip begins

    def annotation_inside(self, start: int, before: str) -> Iterator[Path]:
        """Kind A: the pending lead bytes that a reading behind ``?`` allows, and where the text goes on."""
        named = READING.match(self.text, start + 1)
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
            yield Path(named.end(), lead, last_two(before), doubtful=len(leads) > 1)

    def _character_before(self, start: int) -> str:
        """The character before `start`, its own annotation passed over."""
        if start and self.text[start - 1] in ")）":
            opening = max(self.text.rfind("(", 0, start), self.text.rfind("（", 0, start))
            if opening > 0 and ANNOTATION.fullmatch(self.text, opening, start):
                start = opening
        return self.text[start - 1] if start and is_han(self.text[start - 1]) else ""

    def mark_astride(self, start: int, before: str) -> Iterator[Path]:
        """Kind B: a mark behind ``?`` whose first byte was a trail; every character that may have had it."""
        mark = MARKS.get(self.text[start + 1 : start + 2])
        if mark is None:
            return
        opening = Path(start + 2, 0, last_two(before))
        if mark == MARKS["?"] and self.text[start + 2 : start + 3] in (*"!,;?",):  # 怠！ is B5A1 A3A1: 。 and ！ were both cut off
            for one in ending_with(0xA1):
                yield self._say(opening, one.char, one.plain, start + 2, DONE, sure=False)
        if mark[0] == 0xA1:
            yield self._say(opening, BLANK, BLANK, start + 2, mark[1], sure=False)
        for one in ending_with(mark[0]):
            yield self._say(opening, one.char, one.plain, start + 2, mark[1], sure=False)

    # ------------------------------------------------------------ how it goes on

    def search(self, openings: Iterable[Path]) -> list[Path]:
        """All readings that fall into step, the likeliest followed first."""
        openings = sorted(openings, key=_nats)
        live, ended = [path for path in openings if path.pending != DONE], [path for path in openings if path.pending == DONE]
        for _ in range(LONGEST):
            following: list[tuple[float, Path, Path]] = []
            arrived: list[tuple[float, Path, Path]] = []
            steps: dict[tuple[int, int, str, bool], list[Path]] = {}
            for path in live:  # many readings differ in their beginning only
                here = path[:4]
                if here not in steps:
                    steps[here] = list(self._steps(Path(*here)))
                for step in steps[here]:
                    (arrived if step.pending == DONE else following).append((path.nats + step.nats, path, step))
            ended += [path.then(step) for _, path, step in nsmallest(_ARRIVED, arrived, key=itemgetter(0))]
            live = [path.then(step) for _, path, step in nsmallest(_WIDTH, following, key=itemgetter(0))]
            if not live:
                break
        return ended

    def _steps(self, path: Path) -> Iterator[Path]:
        """The reading one visible character further."""
        visible = self.text[path.position : path.position + 1]
        if visible in ("", "\n"):
            yield from self._complete(path, path.position, _CUT)
        elif visible == "?":
            yield from self._at_question(path)
        else:
            yield from self._over(path, visible, path.position + 1, 0)

    def _over(self, path: Path, visible: str, end: int, missing: int) -> Iterator[Path]:
        """`visible` has the pending character's second byte: as an ASCII character, or as the first of two bytes.

        With pairs `missing` the two bytes are those of different characters.
        """
        if visible == "€" or "@" <= visible <= "~":
            annotation = ANNOTATION.match(self.text, end)  # names the character that ends here
            trail = 0x80 if visible == "€" else ord(visible)
            yield self._arithmetic(path, trail, end, DONE, missing, annotation[1] if annotation else None)
        pair = bytes_of(visible)
        if pair:
            yield self._arithmetic(path, pair[0], self._behind_annotation(visible, end), pair[1], missing)

    def _arithmetic(self, path: Path, trail: int, end: int, pending: int, missing: int, reading: str | None = None) -> Path:
        """The pending character with its second byte, or a gap where the two give none, or none that reads so."""
        char = None if missing else char_of(path.pending, trail)
        if char and reading and not reads(char, reading):
            char = None
        pair = Pair(path.pending, trail, reading, missing or int(char is None))
        return self._say(path, char or GAP, simplified(char) if char else GAP, end, pending, sure=char is not None, pair=pair)

    def _behind_annotation(self, visible: str, end: int) -> int:
        annotation = ANNOTATION.match(self.text, end)
        return annotation.end() if annotation and reads(visible, annotation[1]) else end

    def _at_question(self, path: Path) -> Iterator[Path]:
        """A ``?`` inside a slip was a second byte and what it ate, or a pair that stands for no character."""
        after = path.position + 1
        named = READING.match(self.text, after)
        if named:
            able = [one for one in beginning_with(path.pending) if named[1] in readings(one.char)]
            for one in able:
                pair = Pair(path.pending, None, named[1], 0)
                yield self._say(path, one.char, one.plain, named.end(), DONE, sure=len(able) == 1, pair=pair)
            if not able:
                yield self._say(path, GAP, GAP, named.end(), DONE, sure=False, pair=Pair(path.pending, None, named[1], 1))
            return
        tag = _TAG.match(self.text, after)
        if tag:
            yield from self._complete(path, tag.end(), 0.0)
            return
        if self.text[after : after + 1] in MARKS or self.text[after : after + 1] in ("", "\n"):
            yield from self._complete(path, after, 0.5)
        for whole in self._complete(path, after, _EATEN):
            yield self._say(whole, LOST, "0", after, DONE, sure=False)
        missing = 1
        while missing < _MISSING and self.text[after : after + 1] == "?":
            missing, after = missing + 1, after + 1
        visible = self.text[after : after + 1]
        if visible not in ("", "\n", "?"):
            yield from self._over(path, visible, after + 1, missing)

    def _complete(self, path: Path, end: int, supposed: float) -> Iterator[Path]:
        """The pending character with any second byte, back in step."""
        nats = self.characters.nats
        for one in nsmallest(_TRIED, beginning_with(path.pending), key=lambda one: nats(path.before, one.plain)):
            yield self._say(path, one.char, one.plain, end, DONE, sure=False, supposed=supposed)

    def _say(
        self, path: Path, char: str, plain: str, end: int, pending: int, *,
        sure: bool = True, supposed: float = 0.0, pair: Pair | None = None,
    ) -> Path:  # fmt: skip
        plain = normal(plain)
        supposed += self.strangeness(char)
        if char == BLANK:  # stands at the head of a paragraph, and says nothing of what follows
            supposed += 0.0 if path.before[-1] == "\n" else _MISPLACED
            return path._replace(
                position=end, pending=pending, doubtful=False, said=path.said + char, ends=(*path.ends, end), sure=(*path.sure, sure),
                pairs=(*path.pairs, pair), nats=path.nats + supposed, supposed=path.supposed + supposed,
            )  # fmt: skip
        return Path(
            end, pending, path.before[-1] + plain, False, path.said + char, (*path.ends, end), (*path.sure, sure and not path.doubtful),
            (*path.pairs, pair), path.nats + self.characters.nats(path.before, plain) + supposed, path.supposed + supposed,
        )  # fmt: skip

    def strangeness(self, char: str) -> float:
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


def _nats(path: Path) -> float:
    return path.nats


def plain_of(text: str) -> str:
    """Simplified text, without the blanks that paragraphs begin with."""
    return "".join(map(simplified, text)).replace(BLANK, "")
