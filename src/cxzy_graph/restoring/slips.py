"""Byte slips: GBK text read one byte out of step, because something was pushed inside a character.

Two things were pushed in, both blind to where characters begin. **Kind A**, an annotation: 當地 is AE94 B5D8, and 94B5
is 數, so the page's shù went behind the B5: ``當?shù)匕...``. The lead byte that became ``?`` is the second byte of the
annotated character; which one, the reading tells. **Kind B**, a mark: 常活 is B3A3 BBEE, and A3BB is ``；``, so that
``日常活動`` became ``日?;顒?dòng)``. The lead byte is lost; how likely the words are says which of the 126 it was.

From there on every visible character gives its two bytes back: the first completes the pending character, the second
is pending again, until the reading falls into step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .annotations import PINYIN, readings, reads
from .characters import is_han, only_simplified, simplified
from .draft import Change
from .language import PageModel, frequency

LONGEST = 48
"""Visible characters a slip may run. The longest of 54 real ones had 40."""

LOST = "□"
"""Stands for a character that was eaten without a trace, a digit as a rule: nobody can say which."""

_LEADS = range(0x81, 0xFF)
_TRAILS = tuple(b for b in range(0x40, 0xFF) if b != 0x7F)
_MARKS = {";": b"\xa3\xbb", "?": b"\xa3\xbf", "!": b"\xa3\xa1", ",": b"\xa3\xac", "。": b"\xa1\xa3"}
_READING = re.compile(rf"([{PINYIN}]{{1,7}})[)）]")
_ANNOTATION = re.compile(rf"[(（]([{PINYIN}]{{1,7}})[)）]")
_KEPT_LEADS = 6
_CONTEXT = 9
_KNOWN_AT_LEAST = 120
"""Occurrences in jieba's dictionary that a character needs where only its likelihood speaks for it."""

_COMMON = 4000
"""The same for a character that stands on a lost pair of bytes, with nothing but its neighbours to speak for it."""

_UNMAPPED_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
"""GBK cells AAA1–AFFE and F8A1–FEFE hold no character."""

_FOREIGN = 6.0  # nats against a Simplified form on a Traditional page
_EATEN = 5.0  # nats against an ending that has to suppose an eaten character
_ACCEPT = 6.0  # nats by which a repair must beat the page as it stands


@dataclass(frozen=True, slots=True)
class _Reading:
    """What ``text[start:end]`` may have been, in Traditional characters; ``cost`` holds the suppositions."""

    end: int
    said: str
    cost: float = 0.0


def to_repair(text: str, model: PageModel) -> list[Change]:
    """A change for each slip whose repair clearly reads better than the page as it stands.

    `text` still bears its annotations: they are what names the lost bytes.

    >>> [(c.start, c.end, c.after, c.repair) for c in to_repair("當(dāng)?shù)匕傩盏暮迷u", PageModel(""))]
    [(7, 18, '地百姓的好評', 'slip A')]
    >>> [(c.after, c.repair) for c in to_repair("主導(dǎo)的日?;顒?dòng)的開展", PageModel(""))]
    [('常活動', 'slip B')]
    >>> to_repair("真的嗎?可以?", PageModel(""))
    []
    """
    changes: list[Change] = []
    position = 0
    while (start := text.find("?", position)) >= 0:
        change = _repair_at(text, start, model)
        if change:
            changes.append(change)
        position = change.end if change else start + 1
    return changes


def _repair_at(text: str, start: int, model: PageModel) -> Change | None:
    certain = [r for lead, after in _annotation_inside(text, start) for r in _walk(text, after, lead, "", 0.0)]
    if certain:
        best = min(certain, key=lambda r: (_weigh(text, start, r, certain, model), r.end))
        return Change(start, best.end, best.said, "slip A")
    supposed = list(_mark_astride(text, start, model))
    if not supposed:
        return None
    best = min(supposed, key=lambda r: (_weigh(text, start, r, supposed, model), r.end))
    as_it_stands = _cost(text, start, text[start : best.end], best.end, max(r.end for r in supposed), model)
    if _weigh(text, start, best, supposed, model) + _ACCEPT > as_it_stands:
        return None
    return Change(start, best.end, best.said, "slip B")


def _annotation_inside(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Kind A: the pending lead bytes that a reading behind ``?`` allows, and where the text goes on."""
    named = _READING.match(text, start + 1)
    before = _character_before(text, start)
    if not named or not before:
        return
    trail = _bytes(before)[-1:]
    for lead in _LEADS:
        char = _char(trail[0], lead) if trail else None
        if char and simplified(char) != char and reads(char, named[1]):
            yield lead, named.end()


def _character_before(text: str, start: int) -> str:
    """The character before ``start``, its own annotation passed over."""
    if start and text[start - 1] in ")）":
        opening = max(text.rfind("(", 0, start), text.rfind("（", 0, start))
        if opening > 0 and _ANNOTATION.fullmatch(text, opening, start):
            start = opening
    return text[start - 1] if start and is_han(text[start - 1]) else ""


def _mark_astride(text: str, start: int, model: PageModel) -> Iterator[_Reading]:
    """Kind B: a mark behind ``?`` whose first byte was a trail; the likeliest lead bytes, each read to its end."""
    mark = _MARKS.get(text[start + 1 : start + 2])
    if mark is None:
        return
    openings = []
    for lead in _LEADS:
        char = _char(lead, mark[0])
        if char and (char == "。" or frequency(char) >= _KNOWN_AT_LEAST):
            # four more characters are enough to tell a likely beginning from an unlikely one
            part = next(iter(_walk(text, start + 2, mark[1], char, 0.0, upto=4)), None)
            if part:
                openings.append((_cost(text, start, part.said, part.end, part.end, model) + part.cost, lead, char))
    for _, _, char in sorted(openings)[:_KEPT_LEADS]:
        yield from _walk(text, start + 2, mark[1], char, 0.0)


def _walk(text: str, position: int, pending: int, said: str, cost: float, upto: int = LONGEST) -> Iterator[_Reading]:
    """All readings of ``text`` from `position` on, with the lead byte `pending`, up to where they fall into step.

    With `upto` shorter than `LONGEST`, the reading as far as it goes is given instead of none.
    """
    for _ in range(upto):
        visible = text[position : position + 1]
        if visible in ("", "\n"):
            if cost < _EATEN:
                yield _Reading(position, said, cost + _EATEN)
            return
        if visible == "?":
            yield from _end_at_question(text, position, pending, said, cost)
            if upto == LONGEST and cost < _EATEN:
                yield from _past_unmapped(text, position, pending, said, cost)
            return
        if visible == "€" or (visible.isascii() and visible >= "@"):
            char = _char(pending, 0x80 if visible == "€" else ord(visible))
            if char:
                yield _Reading(position + 1, said + char, cost + _strangeness(char))
            if not visible.isalpha() or not visible.isascii():
                return
        folded = visible.isascii() and visible not in " "
        pair = bytes((0xA3, ord(visible) + 0x80)) if folded else _bytes(visible)
        char = _char(pending, pair[0]) if len(pair) == 2 else None
        if not char:
            return
        said, cost, pending, position = said + char, cost + _strangeness(char), pair[1], position + 1
        annotation = _ANNOTATION.match(text, position)
        if annotation and reads(visible, annotation[1]):
            position = annotation.end()
    if upto < LONGEST:
        yield _Reading(position, said, cost)


def _end_at_question(text: str, position: int, pending: int, said: str, cost: float) -> Iterator[_Reading]:
    """A ``?`` inside a slip was a trail byte and what it ate: a parenthesis, if a reading follows, else unknown."""
    named = _READING.match(text, position + 1)
    if named:
        for char in _completions(pending):
            if named[1] in readings(char):
                yield _Reading(named.end(), said + char, cost + _strangeness(char))
        return
    kept_mark = text[position + 1 : position + 2] in _MARKS
    for char in _completions(pending):
        if frequency(char) >= _KNOWN_AT_LEAST:
            rest = "" if kept_mark else LOST
            yield _Reading(position + 1, said + char + rest, cost + _strangeness(char) + (1.0 if kept_mark else _EATEN))


def _past_unmapped(text: str, position: int, pending: int, said: str, cost: float) -> Iterator[_Reading]:
    """A ``?`` inside a slip may also be a pair of bytes without a character (GBK's user-defined cells): two bytes lost."""
    visible = text[position + 1 : position + 2]
    ends = b"\x80" if visible == "€" else visible.encode() if visible.isascii() and visible.isalpha() else b""
    following = ends or _bytes(visible)
    if not following:
        return
    for trail in _UNMAPPED_LEADS:
        char = _char(pending, trail)
        if not char or frequency(char) < _COMMON:
            continue
        for lead in range(0xA1, 0xFF):
            opened = _char(lead, following[0])
            if opened and frequency(opened) >= _COMMON:
                strange = _strangeness(char) + _strangeness(opened)
                if ends:
                    yield _Reading(position + 2, said + char + opened, cost + _EATEN + strange)
                    continue
                yield from _walk(text, position + 2, following[1], said + char + opened, cost + _EATEN + strange)


def _weigh(text: str, start: int, reading: _Reading, rivals: list[_Reading], model: PageModel) -> float:
    last = max(rival.end for rival in rivals)
    return reading.cost + _cost(text, start, reading.said, reading.end, last, model)


def _cost(text: str, start: int, said: str, end: int, last: int, model: PageModel) -> float:
    """Nats of `said` between its neighbours; `last` makes rivals that end at different places cover the same text."""
    before = _plain(text[max(0, start - 6 * _CONTEXT) : start].rsplit("\n", 1)[-1])[-_CONTEXT:]
    after = _plain(text[end : last + 6 * _CONTEXT].split("\n", 1)[0])[: _CONTEXT + last - end]
    return model.cost(before + "".join(map(simplified, said)).replace(LOST, "0") + after)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return "".join(map(simplified, _ANNOTATION.sub("", text)))


def _strangeness(char: str) -> float:
    if not is_han(char):
        return 0.0 if char in "，。；：、？！（）《》“”‘’—…·　" else _FOREIGN
    return _FOREIGN if only_simplified(char) else 0.0


@lru_cache(maxsize=512)
def _completions(lead: int) -> tuple[str, ...]:
    return tuple(char for trail in _TRAILS if (char := _char(lead, trail)))


@lru_cache(maxsize=65536)
def _char(lead: int, trail: int) -> str | None:
    """The GBK character of two bytes, or None where there is none."""
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return char if len(char) == 1 else None


@lru_cache(maxsize=8192)
def _bytes(char: str) -> bytes:
    """The two GBK bytes of a character; empty for one that GBK lacks."""
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""
