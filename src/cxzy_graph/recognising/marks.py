"""What shows by its form: “…”, 《…》, numbers with a unit, offices."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from .. import lexicon
from ..lexicon.own import current
from ..model import Mention, Span

UNITS = (
    "支(?!部|社)|名|位|个|批次|(?:届|讲|副|床|轮)(?=[，。；、]|$)|人次|人|件|篇|条|项|余?次|家|所|场|"
    "期|岁|%|％|亿元|万元|元|户|本|册|幅|套|台|株|棵|份|批|吨|斤|公斤|小时|天|门|间|面|只|双|箱|盒|"
    "亩|公里|余?人"
)
_TITLE = re.compile(r"《([^《》]{1,80}(?:《[^《》]{1,60}》[^《》]{0,40})?)》|(?<=[、，])《?([^《》，。、；“”]{4,40})》")
_VERB = re.compile(r".*(?:制定|完善|修订|健全|出台|印发|下发|编印|编写|通过|起草|发布)了?")
_QUOTE = re.compile(r"“([^“”\n]{1,60})”|「([^「」\n]{1,60})」")
_DIGITS = r"\d[\d,，]*(?:\.\d+)?|[一二两三四五六七八九十百千万]{1,6}"
_NUMBER = re.compile(
    rf"(?<![第\d.年月一二三四五六七八九十]|之)(?P<value>{_DIGITS})"
    rf"(?:(?<=[0-9]) (?={UNITS}|[余多来几万亿]))?(?P<some>余|多|来|几)?(?P<scale>万|亿)?"
    rf"(?P<more>余|多)?(?P<unit>{UNITS})"
)
"""A number with its unit: 400多名, 2万余元; neither part of a date nor an ordinal."""
_HAN_VALUES = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def value(digits: str) -> float | None:
    """What a number is worth.

    >>> value("1,738"), value("二十三"), value("一千零五"), value("36.6"), value("万")
    (1738.0, 23.0, 1005.0, 36.6, 10000.0)
    """
    plain = digits.replace(",", "").replace("，", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    total, section, digit = 0, 0, 0
    for index, char in enumerate(digits):
        if char in _HAN_VALUES:
            digit = _HAN_VALUES[char]
        elif char == "万":
            total, section, digit = (total + section + digit or 1) * 10000, 0, 0
        elif char in _SCALES:
            section += (digit or (1 if index == 0 or digits[index - 1] not in _HAN_VALUES else 0)) * _SCALES[char]
            digit = 0
        else:
            return None
    return float(total + section + digit)


def numbers(text: str, span: Span) -> Iterator[Mention]:
    """Numbers with their units: the value is ``(amount, unit)``.

    >>> [(m.text, m.value) for m in numbers("第八次大会，400多名会员，提案20余件，价值2万余元", Span(0, 99))]
    [('400多名', (400.0, '名')), ('20余件', (20.0, '件')), ('2万余元', (20000.0, '元'))]
    """
    for match in _NUMBER.finditer(text, span.start, min(span.end, len(text))):
        amount = value(match["value"])
        if amount is None:
            continue
        amount *= {"万": 1e4, "亿": 1e8}.get(match["scale"] or "", 1)
        if not math.isfinite(amount):
            continue  # four hundred digits
        yield Mention(Span(*match.span()), match[0], "NUMBER", (amount, match["unit"].removeprefix("余")))


def quotes(text: str, span: Span) -> Iterator[Mention]:
    """Quoted words; the value is what stands between the marks."""
    for match in _QUOTE.finditer(text, span.start, span.end):
        yield Mention(Span(*match.span()), match[0], "QUOTE", match[1] or match[2])


def titles(text: str, span: Span) -> Iterator[Mention]:
    """Titles in 《》, one whose first mark was lost among them; the value is the title."""
    for match in _TITLE.finditer(text, span.start, span.end):
        start, title = match.start(), match[1] or match[2]
        if match[2]:  # the first mark was lost: the title begins behind the verb
            title = _VERB.sub("", title)
            start = match.end() - len(title) - 1
        yield Mention(Span(start, match.end()), text[start : match.end()], "TITLE", title)


@cache
def _post(own: tuple[str, ...]) -> re.Pattern[str]:
    table = lexicon.table("posts")["post"]
    words = "|".join((*_literally(own), *(row["word"] for row in table["word"])))
    return re.compile(
        rf"(?P<when>{table['prefixes']})?(?P<degree>(?:{table['degrees']})*)(?P<word>{words})(?!们|会议|室|级|团|联|大会|(?<=委员)会)"
    )


def _literally(words: tuple[str, ...]) -> list[str]:
    """A user's words as patterns, the longer ones first."""
    return [re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))]


@cache
def _occupation(own: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join((*_literally(own), lexicon.table("posts")["occupation"]["word"]))
    return re.compile(rf"(?:{words})(?!节|们|代表|队伍|支部|协会|学院|进修)")


_SPACED = re.compile(r"(主|委)[ 　]+(委|员)(?=[（(:：])")
"""Offices of two characters spaced out to the width of three, at the head of a row."""


def posts(text: str, span: Span) -> Iterator[Mention]:
    """Offices; the value is the bare post in its canonical wording, with 原 and 名誉 where they belong to it.

    >>> [(m.text, m.value) for m in posts("原副主任委员、专职副主委，组织委员，会员", Span(0, 99))]
    [('原副主任委员', '原副主委'), ('专职副主委', '专职副主委'), ('组织委员', '组织委员'), ('会员', '会员')]
    """
    for spaced in _SPACED.finditer(text, span.start, span.end):
        plain = spaced[1] + spaced[2]
        yield Mention(Span(*spaced.span()), spaced[0], "POST", plain)
    for match in _post(current().posts).finditer(text, span.start, min(span.end, len(text))):
        word = "主委" if match["word"] == "主任委员" else match["word"]
        when = {"原任": "原", "前任": "前", "前": "前", "原": "原"}.get(match["when"] or "", "")
        yield Mention(Span(*match.span()), match[0], "POST", when + match["degree"] + word)


def occupations(text: str, span: Span) -> Iterator[Mention]:
    """Callings and ranks that are no office in a named body."""
    for match in _occupation(current().occupations).finditer(text, span.start, span.end):
        yield Mention(Span(*match.span()), match[0], "OCCUPATION", match[0])
