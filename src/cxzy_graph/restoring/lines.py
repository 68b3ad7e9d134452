"""Lines that were broken at a width, in mid-sentence or mid-word, as mail programs and old databases break them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from .draft import Change
from .language import frequency_of_word

_FEWEST = 3
"""Lines of one width that a page must break before any is joined."""
_NARROWEST, _WIDEST = 30, 130
"""Columns that lines are broken at; a Chinese character takes two."""
_SLACK = 3
"""Columns by which a line may fall short: a mark or a wide character that did not fit."""
_ENDS = re.compile(r"[。！？!?；;：:…][”’」』）)]*$")
_NEW = re.compile(
    r"[\s　]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[、.．)）]|[①-⑳•·●▪◆★*#|>■□◎※【\[—–-]|"
    r"第[一二三四五六七八九十\d]+[章节条编部]|(?:19|20)\d\d[年./-]|附件|附：|(?:来源|作者|记者|编辑|责编|通讯员|时间|地点|电话)[:：]"
)
"""What a line begins with that goes on with none."""
_PROSE = re.compile(r"[，。、；,;]")
_ROW = re.compile(r"\S[ \t]+\S+[ \t]+\S|\S(?:　|  )+\S|\|")
"""Words set apart on a line: a row of names or of a table."""
_WORD = 20
"""How often the dictionary counts a word that shows, broken in two, that a line was."""
_BROKEN = 0.25
"""The share of seams that words must run over: in lists of one width next to none does, in broken prose every other."""


def to_join(text: str) -> list[Change]:
    """The ends of lines that no writer set, where a page breaks at least three lines of prose at one width, and words with them. The first line of
    a page, its headline, stands by itself.

    >>> said = "工作会议\\n江州市委会于三月五日召开基层组织建设工作会\\n议，总结了去年的工作，表彰先进支部和优秀会\\n员，部署了今年的任务，到会的有各支部主任委\\n员和会员代表。"
    >>> [said[c.start - 1] + said[c.end] for c in to_join(said)]
    ['会议', '会员', '委员']
    >>> to_join("李然 王芳 赵雪\\n钱明 孙亮 周平\\n吴敏 郑华 冯刚\\n陈静 褚林 卫东")
    []
    """
    lines = text.split("\n")
    if len(lines) <= _FEWEST:
        return []
    widths = [columns(line.rstrip()) for line in lines]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    open_ = [
        at
        for at, (line, after) in enumerate(pairwise(lines))
        if at > first
        and _NARROWEST <= widths[at] <= _WIDEST
        and after.strip()
        and not (_ENDS.search(line.rstrip()) or _NEW.match(after) or _ROW.search(line))
    ]
    width = _width([widths[at] for at in open_])
    seams = [at for at in open_ if width - _SLACK <= widths[at] <= width]
    prose = sum(_PROSE.search(lines[at]) is not None for at in seams)
    broken = sum(_broken(lines[at].rstrip(), lines[at + 1]) for at in seams)
    if len(seams) < _FEWEST or prose * 2 < len(seams) or broken < _BROKEN * len(seams) or _is_list(lines, seams):
        return []
    return [_seam(text, starts[at] + len(lines[at].rstrip()), starts[at + 1]) for at in seams]


def columns(line: str) -> int:
    """The columns that a line takes, two for each wide character.

    >>> columns("民进abc"), columns("")
    (7, 0)
    """
    return sum(1 + (unicodedata.east_asian_width(ch) in "WFA") for ch in line)


def _width(widths: list[int]) -> int:
    """The width at which most lines are broken, 0 where there is none."""
    counts = Counter(widths)
    near = {width: sum(counts[width - less] for less in range(_SLACK + 1)) for width in counts}
    return max(near, key=lambda width: (near[width], width), default=0)


def _broken(line: str, after: str) -> bool:
    """Does a word run over the seam of two lines that is no word on either side of it: 优秀会|员, but not 与妇女|委员?"""
    for left in (1, 2, 3):
        for right in (1, 2, 3):
            if 2 <= left + right <= 4 and len(line) >= left and frequency_of_word(line[-left:] + after[:right]) >= _WORD:
                whole = frequency_of_word(line[-2:]) >= _WORD and frequency_of_word(after[:2]) >= _WORD
                if not whole:
                    return True
    return False


def _is_list(lines: list[str], seams: list[int]) -> bool:
    """Do the lines behind seams begin alike, as the rows of a list do: 主任…, 主任…, 委员…, 委员…?"""
    heads = Counter(lines[at + 1][:2] for at in seams)
    return sum(count for count in heads.values() if count > 1) * 2 > len(seams)


def _seam(text: str, end: int, begin: int) -> Change:
    """The end of a line that goes on; a blank stays between two words of letters."""
    letters = text[end - 1 : end].isascii() and text[begin : begin + 1].isascii()
    both = letters and text[end - 1 : end].isalnum() and text[begin : begin + 1].isalnum()
    return Change(end, begin, " " if both else "", "broken line")
