"""Characters that look like others or like nothing: invisible marks inside words, entities that were never resolved, radicals in the place of characters.

They come out of PDF files, web pages and word processors; a name with one of them in it is another name for every program.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from .draft import Change

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufffe\uffff]+"
)
"""Characters without width: soft hyphens, joiners, marks of direction, variation selectors, a byte-order mark in mid-text (Unicode, Default_Ignorable)."""

_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
_COMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_COMPATIBLE = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Kangxi radicals and compatibility ideographs, of which Unicode says which character each stands for (NFKC)."""

_RADICALS = dict(
    zip(
        "⺁⺃⺇⺋⺎⺏⺒⺓⺕⺟⺠⺮⺴⺵⺶⺻⺼⻁⻄⻅⻆⻉⻋⻌⻒⻓⻔⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻮⻰⻲⻳",
        "厂乛几㔾兀尣巳幺彐母民竹网罒羊聿肉虎西见角贝车辶镸长门青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄斉齐齿龙龟龟",
        strict=True,
    )
)
"""Radicals of the CJK Radicals Supplement that are characters by themselves (Unicode, EquivalentUnifiedIdeograph)."""

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_NUMERALS = frozenset("〇○一二三四五六七八九")

_RADICAL = re.compile(f"[{''.join(_RADICALS)}]")
_DOT = re.compile("(?<=[\u3400-\u9fff])[•‧∙⋅・･᛫ꞏ](?=[\u3400-\u9fff])")
_FOREIGN = "阿艾依古丽买提木尔江汗力克孜帕热吐逊库什玛努然曼尼亚娜加合台布拉苏莱沙巴图格日勒其乌兰和那仁额朝鲁宝音扎西卓嘎次旺顿珠央金姆多吉罗桑迪娃伊萨穆罕默德哈斯"
_STOP = re.compile(f"(?<=[{_FOREIGN}]{{2}})[.．﹒](?=[{_FOREIGN}]{{2}})")
"""A full stop in the name of somebody whose language is not Chinese: 阿依古丽.艾合买提."""


def to_see(text: str) -> list[Change]:
    """A change for each invisible mark, unresolved entity and look-alike of a text.

    >>> [(c.after, c.repair) for c in to_see("沈\u200b怀瑾、⾼文&middot;阿依古丽‧艾合买提")]
    [('', 'invisible'), ('高', 'radical'), ('·', 'entity'), ('·', 'interpunct')]
    >>> to_see("民进江州市委会•沈著远")
    [Change(start=7, end=8, after='·', repair='interpunct', ends=(), sure=())]
    >>> [c.after for c in to_see("二０一六年，２０１８年，ＱＱ群")]
    ['〇', '2018', 'QQ']
    >>> to_see("会员12人，占3.5%。")
    []
    """
    if text.isascii() and "&" not in text:
        return []
    found = list(_changes(text))
    taken: set[int] = set()
    kept = []
    for change in sorted(found, key=lambda c: (c.start, -c.end)):
        if taken.isdisjoint(range(change.start, change.end)):
            taken.update(range(change.start, change.end))
            kept.append(change)
    return kept


def _changes(text: str) -> Iterator[Change]:
    for match in _ENTITY.finditer(text):
        said = html.unescape(match[0])
        if said != match[0] and _INVISIBLE.fullmatch(said):
            yield Change(*match.span(), "", "invisible")
        elif len(said) == 1 and said != match[0] and (said.isprintable() or said.isspace()):
            yield Change(*match.span(), " " if said.isspace() else said, "entity")
    for match in _INVISIBLE.finditer(text):
        yield Change(*match.span(), "", "invisible")
    for match in _COMPATIBLE.finditer(text):
        yield Change(*match.span(), unicodedata.normalize("NFKC", match[0]), "radical")
    for match in _RADICAL.finditer(text):
        yield Change(*match.span(), _RADICALS[match[0]], "radical")
    for match in _COMPOSED.finditer(text):
        whole = unicodedata.normalize("NFC", match[0])
        if whole != match[0]:
            yield Change(*match.span(), whole, "composed")
    for match in _WIDE.finditer(text):
        if _NUMERALS & {text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]}:  # 二０一六年
            if not match[0].strip("０"):
                yield Change(*match.span(), "〇" * len(match[0]), "width")
        else:
            yield Change(*match.span(), unicodedata.normalize("NFKC", match[0]), "width")
    for pattern in (_DOT, _STOP):
        for match in pattern.finditer(text):
            yield Change(*match.span(), "·", "interpunct")
