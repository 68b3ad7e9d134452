"""Pinyin that a converter put in parentheses behind a character: 會(huì)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .characters import simplified
from .draft import Change

PINYIN = "a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_ANNOTATED = re.compile(rf"([\u3400-\u9fff])((?:[(（]([{PINYIN}]{{1,7}})[)）])(?:[(（]\3[)）])*)")

GATE = 2
"""Confirmed readings behind Traditional characters that a page must show before any is taken off: a lesson on
pronunciation in a Simplified text, 银行(háng), keeps its own."""


@lru_cache(maxsize=8192)
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, with its tone mark and without."""
    from pypinyin.constants import PINYIN_DICT  # a quarter of a second that most pages do not need

    found = {reading for form in {char, simplified(char)} for reading in PINYIN_DICT.get(ord(form), "").split(",") if reading}
    return frozenset(found | {_toneless(reading) for reading in found})


def reads(char: str, annotation: str) -> bool:
    """Does `annotation` give a reading of `char`?

    >>> reads("會", "huì"), reads("會", "kuài"), reads("會", "rén")
    (True, True, False)
    """
    return unicodedata.normalize("NFC", annotation) in readings(char)


def _toneless(reading: str) -> str:
    bare = "".join(ch for ch in unicodedata.normalize("NFD", reading) if ch not in "\u0304\u0301\u030c\u0300")
    return unicodedata.normalize("NFC", bare)


def _found(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _ANNOTATED.finditer(text) if reads(match[1], match[3]))


def is_annotated(text: str) -> bool:
    """Does the page bear the converter's annotations?

    >>> is_annotated("民進(jìn)總支部委員會(huì)"), is_annotated("“行”读银行(háng)，不读行(xíng)走")
    (True, False)
    """
    behind_traditional = (match for match in _found(text) if simplified(match[1]) != match[1])
    return any(count == GATE for count, _ in enumerate(behind_traditional, 1))


def to_strip(text: str) -> list[Change]:
    """A change for each confirmed annotation, repeated or not; parentheses that hold anything else stay.

    >>> text = "系(xi)(xi)(xi)統(tong),會(hui)(6+3)(rén)"
    >>> [(c.start, c.end) for c in to_strip(text)]
    [(1, 13), (14, 20), (22, 27)]
    """
    return [Change(match.start() + 1, match.end(), "", "annotation") for match in _found(text)]
