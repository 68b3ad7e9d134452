"""The converter that damaged the pages, step by step, so that tests know what a damaged page should have been.

Each step works on GBK bytes and, as the converter did, does not look where characters begin. The steps are those found by
re-deriving real pages: Traditional characters one for one, an annotation behind every occurrence of some of them in
ascending order of their bytes, something pushed in front of marks, and a decoder that turns what it cannot read into ``?`` and
eats the byte behind it. Pairs in the user-defined areas went without a trace.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC
from pypinyin import Style, pinyin

FOLDED = str.maketrans({0xFF01 + i: chr(0x21 + i) for i in range(94)})
ALWAYS = (b"\xa3\xbb", b"\xa3\xbf")
"""；and ？ are always hit; ， 。 and ！ only sometimes."""
SOMETIMES = (b"\xa3\xac", b"\xa1\xa3", b"\xa3\xa1")

_STAY = frozenset("后于里干云几只才系征采谷余斗丑舍卜曲范松郁致制周卷面冲注志回布扎占托折家克困夸划别咸姜岳升吁胡了")
"""Traditional forms too, which a converter without words leaves."""
_ITS_OWN = {"着": "著", "症": "癥", "台": "臺", "准": "準"}


@dataclass(frozen=True, slots=True)
class Slip:
    """``clean[start:end]`` was read out of step; ``kind`` is A (annotation) or B (mark)."""

    start: int
    end: int
    kind: str
    dropped: bool
    eaten: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged page, and where the clean one slipped; ``lost`` are characters that the code page lacked."""

    text: str
    slips: tuple[Slip, ...]
    lost: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Converter:
    """One site's converter: the characters it annotates, how often it hits the other marks, what it pushes in."""

    table: dict[str, str]
    hits: float
    comma: bool
    traditional: bool


@lru_cache(maxsize=8192)
def traditional(char: str) -> str:
    """The form that a converter without words gives a character."""
    if char in _STAY:
        return char
    new = _ITS_OWN.get(char) or str(_opencc().convert(char))
    return new if len(new) == 1 else char


@lru_cache(maxsize=1)
def _opencc() -> OpenCC:
    return OpenCC("s2t")


@lru_cache(maxsize=8192)
def _reading(char: str) -> str:
    return str(pinyin(char, style=Style.TONE)[0][0])


def converter(text: str, chance: random.Random, share: float = 0.5, hits: float = 0.1, comma: bool = False) -> Converter:
    """A converter whose table holds `share` of the characters that `text` has in another form."""
    changed = sorted({traditional(char) for char in text if traditional(char) != char})
    return Converter({char: _reading(char) for char in changed if chance.random() < share}, hits, comma, True)


def damage(text: str, seed: int, share: float = 0.5, hits: float = 0.1) -> str:
    """A page as the mirrors serve it."""
    chance = random.Random(seed)
    return apply(text, converter(text, chance, share, hits), chance).text


def apply(text: str, site: Converter, chance: random.Random) -> Damaged:
    """`text` through the converter, paragraph by paragraph."""
    pieces, slips, lost, position = [], [], [], 0
    for line in text.split("\n"):
        done = _line(line, site, chance)
        pieces.append(done.text)
        slips += [Slip(s.start + position, s.end + position, s.kind, s.dropped, tuple(e + position for e in s.eaten)) for s in done.slips]
        lost += [place + position for place in done.lost]
        position += len(line) + 1
    return Damaged("\n".join(pieces).translate(FOLDED), tuple(slips), tuple(lost))


_INSERTED, _CUT = -1, -2


def _line(line: str, site: Converter, chance: random.Random) -> Damaged:
    data: list[tuple[int, int]] = []  # a byte, and the character of the line that it belongs to
    lost = []
    for place, char in enumerate(line):
        new = traditional(char) if site.traditional else char
        encoded = new.encode("gbk", "replace")
        if encoded == b"?" and char != "?":
            lost.append(place)
        data += [(byte, place) for byte in encoded]
    for char, reading in sorted(site.table.items(), key=lambda item: item[0].encode("gbk", "replace")):
        key = char.encode("gbk", "replace")
        if len(key) == 2:
            data = _pushed(data, key, [(byte, _INSERTED) for byte in f"({reading})".encode("gbk")], behind=True)
    thing = [(0x2C, _INSERTED)] if site.comma else [(0, _CUT)]
    for mark in ALWAYS:
        data = _pushed(data, mark, thing, behind=False)
    for mark in SOMETIMES:
        data = _pushed(data, mark, thing, behind=False, where=lambda: chance.random() < site.hits)
    return _decoded(line, data, tuple(lost))


def _pushed(data: list[tuple[int, int]], key: bytes, thing: list[tuple[int, int]], *, behind: bool, where=lambda: True):
    """`thing` beside every place where the two bytes of `key` stand, whatever they belong to."""
    plain = bytes(byte for byte, _ in data)
    found, position = [], 0
    while (at := plain.find(key, position)) >= 0:
        if where():
            found.append(at + 2 if behind else at)
        position = at + 2
    out, done = [], 0
    for at in found:
        out += data[done:at] + thing
        done = at
    return out + data[done:]


def _decoded(line: str, data: list[tuple[int, int]], lost: tuple[int, ...]) -> Damaged:
    out: list[str] = []
    broken: dict[int, str] = {}
    dropped: set[int] = set()
    eaten: set[int] = set()
    position = 0
    while position < len(data):
        byte, owner = data[position]
        following, of = data[position + 1] if position + 1 < len(data) else (0, _CUT)
        if byte == 0:
            position += 1
        elif byte < 0x80:
            out.append(chr(byte))
            position += 1
        elif byte == 0x80:
            out.append("€")
            broken[owner] = "B"
            position += 1
        elif following == 0 and of == _CUT:
            out.append("?")
            broken[owner] = "B"
            position += 1
        elif following < 0x40 or following == 0x7F:
            out.append("?")
            broken[owner] = "A" if of == _INSERTED and following == 0x28 else "B"
            if of >= 0:
                eaten.add(of)
                broken[of] = "B"
            position += 2
        else:
            char = _pair(byte, following)
            if owner != of or (owner < 0 and char in ("", "?")):
                for one in (owner, of):
                    if one >= 0:
                        broken.setdefault(one, "")
                        if char in ("", "?"):
                            dropped.add(one)
            out.append(char)
            position += 2
    return Damaged("".join(out), tuple(_slips(len(line), broken, dropped, eaten)), lost)


def _pair(lead: int, trail: int) -> str:
    """What two bytes are shown as: nothing for the user-defined areas, ``?`` where there is no character."""
    if ((0xAA <= lead <= 0xAF or lead >= 0xF8) and trail >= 0xA1) or (0xA1 <= lead <= 0xA7 and trail <= 0xA0):
        return ""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return "?"


def _slips(length: int, broken: dict[int, str], dropped: set[int], eaten: set[int]):
    place = 0
    while place < length:
        if place not in broken:
            place += 1
            continue
        start = place
        while place < length and place in broken:
            place += 1
        inside = range(start, place)
        kind = next((broken[one] for one in inside if broken[one]), "B")
        yield Slip(start, place, kind, any(one in dropped for one in inside), tuple(one for one in inside if one in eaten))
