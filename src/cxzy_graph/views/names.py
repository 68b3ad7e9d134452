"""Names as people type them: in Chinese, in pinyin, or by the first letter of each syllable; Traditional or Simplified."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, product

from ..restoring.characters import simplified

_NO_WORDS = re.compile(r"[^0-9a-z\u3007\u3400-\u9fff\U00020000-\U0003ffff□]+")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_RUNS = re.compile(rf"{_HAN.pattern}+|{_HAN.pattern.replace('[', '[^')}+")
_PERSON = 4
"""Characters of the longest names of people whose readings are all taken; in a longer name the words around a character tell its reading."""
_VARIANTS = 24
"""Readings of one name that are kept."""
_SPELLINGS = 8
"""Ways to part letters into syllables that are tried."""
_SPELT = 60
"""Letters of a name in pinyin, at most."""


def plain(text: str) -> str:
    """What of a text counts when it is looked for: Simplified, lower case, without blanks and punctuation.

    >>> plain("民進 江州市“雙歲雙優”Ａ組")
    '民进江州市双岁双优a组'
    """
    return _NO_WORDS.sub("", unicodedata.normalize("NFKC", text).translate(_TABLE).lower().replace("ü", "v"))


_OF_A_REPORT = re.compile(r"（@[^（）]*）|[·（]?@\S*$")


def apart(detail: str) -> str:
    """What tells a thing from others of its name, without the report that does so in its IRI, which says nothing to who reads.

    >>> apart("民盟云溪县支部（@election）"), apart("民进江州市委会·@campaign"), apart("@campaign")
    ('民盟云溪县支部', '民进江州市委会', '')
    """
    return _OF_A_REPORT.sub("", detail)


class _Simplified(dict[int, str]):
    """The Simplified form of each character, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        found = self[code] = simplified(chr(code))
        return found


_TABLE = _Simplified()


def grams(text: str) -> str:
    """A text as the words that an index holds: every two neighbours, and the last character. What stands anywhere in the text is found as a
    phrase of them.

    >>> grams("沈怀瑾")
    '沈怀 怀瑾 瑾'
    """
    return " ".join(text[at : at + 2] for at in range(len(text)))


def phrase(text: str) -> str:
    """The search for a text among `grams`, in the language of SQLite's FTS5.

    >>> phrase("怀瑾"), phrase("民进江"), phrase("沈")
    ('"怀瑾"', '"民进 进江"', '"沈"*')
    """
    if len(text) == 1:
        return f'"{text}"*'
    return '"' + " ".join(text[at : at + 2] for at in range(len(text) - 1)) + '"'


def readings(name: str) -> list[tuple[str, ...]]:
    """The syllables that a name may be read as, the likeliest first; what is no Chinese stands as it is.

    >>> readings("沈怀瑾")[0], ("shan", "hui") in readings("单慧"), ("chan", "hui") in readings("单慧")
    (('shen', 'huai', 'jin'), True, True)
    """
    from pypinyin.seg.mmseg import seg

    said = plain(name)
    words = chain.from_iterable(seg.cut(run) if _HAN.match(run) else (run,) for run in _RUNS.findall(said))
    likeliest = tuple(chain.from_iterable(map(_read, words)))
    found = dict.fromkeys([likeliest])
    if len(said) <= _PERSON and all(_HAN.match(ch) for ch in said):
        for variant in product(*(_sounds(ch) for ch in said)):
            if len(found) >= _VARIANTS:
                break
            found.setdefault(variant)
    return list(found)


@lru_cache(maxsize=50_000)
def _read(word: str) -> tuple[str, ...]:
    """The syllables of a word, most of which are single characters."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word, v_to_u=False))


@lru_cache(maxsize=10_000)
def _sounds(character: str) -> tuple[str, ...]:
    """The syllables of a character, without tones."""
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))


@lru_cache(50_000)
def sounds(name: str) -> tuple[str, str]:
    """The readings of a name as an index holds them: its syllables, and the `grams` of their first letters; readings stand apart by 0.

    >>> sounds("李然"), sounds("单晨")[1]
    (('li ran', 'lr r'), 'dc c 0 cc c 0 sc c')
    """
    found = readings(name)
    return " 0 ".join(" ".join(one) for one in found), " 0 ".join(dict.fromkeys(grams("".join(s[0] for s in one)) for one in found))


@cache
def _syllables() -> frozenset[str]:
    """All syllables of Chinese that have a vowel: n and ng are no names."""
    return frozenset(s for code in range(0x4E00, 0x9FA6) for s in _sounds_of(chr(code)) if set(s) & set("aeiouv") and len(s) > 1)


def _sounds_of(character: str) -> Iterator[str]:
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    for sound in PINYIN_DICT.get(ord(character), "").split(","):
        if sound:
            yield to_normal(sound)


def spelt(letters: str) -> list[tuple[str, ...]]:
    """The syllables that letters may spell, the last one perhaps begun.

    >>> spelt("shenhuaij")[0], spelt("xian")
    (('shen', 'huai', 'j'), [('xian',), ('xia', 'n'), ('xi', 'an')])
    """
    if len(letters) > _SPELT:
        return []
    ways: list[list[tuple[str, ...]]] = [
        [] for _ in letters
    ]  # from each letter on; from the end backwards, so that no dead end is tried twice
    for at in reversed(range(len(letters))):
        rest = letters[at:]
        if any(known.startswith(rest) for known in _starts().get(rest[0], ())):
            ways[at].append((rest,))
        for length in range(min(6, len(rest) - 1), 0, -1):
            if rest[:length] in _syllables():
                ways[at] += [(rest[:length], *way) for way in ways[at + length]]
        ways[at] = sorted(ways[at], key=len)[:_SPELLINGS]
    found = ways[0] if ways else []
    return [one for one in found if len(one) <= len(found[0]) + 1]


@cache
def _starts() -> dict[str, tuple[str, ...]]:
    """The syllables by their first letter."""
    by: dict[str, list[str]] = {}
    for one in sorted(_syllables()):
        by.setdefault(one[0], []).append(one)
    return {letter: tuple(ones) for letter, ones in by.items()}


def warm() -> None:
    """Makes the tables that pinyin needs, a quarter of a second that the first search need not wait for."""
    _starts()
