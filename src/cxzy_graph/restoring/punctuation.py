"""Half-width marks that Chinese text meant full-width, and the middle dot that the converter's code page lacked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .draft import Change

_WIDE = str.maketrans(",;:!?", "，；：！？")
_HAN = "\u3400-\u9fff"
_MARK = re.compile(r"[,;:!?]")
_PAIR = re.compile(rf"\(([^()\n]*[{_HAN}][^()\n]*)\)")
_BESIDE = re.compile(rf"[{_HAN}“”‘’》《）（%％]")
_LOST_BLANK = re.compile(
    rf"^\?{{2,}}(?=[{_HAN}（(【\d])|^\?(?=[{_HAN}])|(?<=[\s>|])\?+(?=[{_HAN}\s>|\d])|\?{{4,}}|"
    rf"(?<=[{_HAN})）])\?{{1,4}}(?=[>|])",
    re.MULTILINE,
)
"""A ? that stands for a lost blank, not for a character."""
_COMMA_BEFORE_MARK = re.compile(r"[,，](?=[,，。;；?？!！、])")
_HALF_COMMA = re.compile(rf"(?<=[{_HAN}”’》）)]),(?=[{_HAN}“‘《（(])")
_DOT = re.compile(rf"([{_HAN}]{{2}})\?(?=[{_HAN}])")


def is_folded(text: str) -> bool:
    """Were a page's marks made half-width: do at least three commas between Chinese words lack their width, and more than have it? Some collections of
    pages fold all marks (NFKC); a single one is how somebody typed.

    >>> is_folded("支部召开会议,主委讲话,副主委主持,会员参加。"), is_folded("支部召开会议,主委讲话。"), is_folded("1,200人 (a, b, c, d)")
    (True, False, False)
    """
    return len(_HALF_COMMA.findall(text)) > max(2, text.count("，"))


def to_widen(text: str) -> list[Change]:
    """Marks between Chinese words, and parentheses around them.

    >>> text = "九江(江西),至2014年底,有會員1,200人,見http://a.cn/?b"
    >>> "".join(c.after for c in to_widen(text))
    '，，，（）'
    """
    changes = [Change(m.start(), m.end(), m[0].translate(_WIDE), "width") for m in _MARK.finditer(text) if _between(text, m)]
    for pair in _PAIR.finditer(text):
        changes += [Change(pair.start(), pair.start() + 1, "（", "width"), Change(pair.end() - 1, pair.end(), "）", "width")]
    return changes


def to_blank(text: str) -> list[Change]:
    """The ``?`` that blanks became which the converter's code page lacked: at the head of paragraphs, and beside other blanks.

    >>> text = "????民進首頁??>??要聞 ?對嗎? 是"
    >>> [(c.start, c.end) for c in to_blank(text)]
    [(0, 4), (8, 10), (11, 13), (16, 17)]
    """
    return [Change(m.start(), m.end(), " " * len(m[0]), "lost blank") for m in _LOST_BLANK.finditer(text)]


def to_single(text: str) -> list[Change]:
    """The commas that a converter pushed in front of marks: ``到之處,,`` and ``班主任,。``; nobody writes them.

    >>> [(c.start, c.end) for c in to_single("甲,,乙,。丙,丁,")]
    [(1, 2), (4, 5)]
    """
    return [Change(m.start(), m.end(), "", "doubled comma") for m in _COMMA_BEFORE_MARK.finditer(text)]


def _between(text: str, mark: re.Match[str]) -> bool:
    before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
    if mark[0] == ":" and after.isdigit():
        return False  # 时间:2014, 9:30
    if before.isdigit() and after.isdigit():
        return False
    if mark[0] == "?":
        return bool(_BESIDE.match(before))
    return bool(_BESIDE.match(before) or _BESIDE.match(after)) or (before in ")）" and before != "")


def to_dot(text: str) -> Iterator[Change]:
    """A ``?`` inside words where the page elsewhere has a middle dot behind the same characters.

    >>> [(c.start, c.after) for c in to_dot("舉辦“同心?支教”活動,另有“同心·築夢”演出")]
    [(5, '·')]
    """
    for match in _DOT.finditer(text):
        if f"{match[1]}·" in text:
            yield Change(match.end() - 1, match.end(), "·", "lost dot")
