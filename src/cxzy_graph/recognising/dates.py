"""Expressions of time, bound to a date where the report makes it certain, and left without one where it does not.

今年 means the year the report was published in, or the year that its title names; 同年 the year that was named last
before it. 近年来 and 三年来 mean no date, and 换届以来 does not say which year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..dates import Date
from ..model import Mention, Span

_HAN = {**dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)), "十": 10}
_YEAR = r"(?:1[89]|20)\d{2}|[一二][〇○零一二三四五六七八九]{3}"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_TO = r"(?:\s*[至到—－\-~～―]{1,2}\s*)"
_BLANK = r"(?:(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d))?"
"""Some journals set figures apart: 2012 年6 月."""
_DAYS = rf"(?P<day>{_DAY}){_BLANK}[日号]?(?:{_TO}(?:(?P<month2>{_MONTH})月)?(?P<day2>{_DAY}))?[日号]"
_EXPRESSION = re.compile(
    rf"(?P<since>自|从)?(?:"
    rf"(?:(?P<year>{_YEAR}){_BLANK}年{_BLANK}(?P<annual>度)?|(?P<relative>今年|本年度?|去年|前年|上年度?|同年|当年|该年|次年|翌年|全年|年内))"
    rf"(?:(?P<month>{_MONTH}){_BLANK}月{_BLANK}(?:份|(?:{_DAYS})|[初底末]|[上中]?[中下上]旬)?|[初底末春夏秋冬]|[上下]半年)?"
    rf"|(?P<first>(?:1[89]|20)\d{{2}})(?={_TO}(?:1[89]|20)\d{{2}}年)"
    r"|(?<![\d.,])(?P<short>(?:19|20)\d{2})(?=成立|建立|创建|改称|更名|加入|当选|升格)"
    rf"|(?<![\d一二三四五六七八九十个年])(?P<bare>{_MONTH}){_BLANK}月{_BLANK}"
    rf"(?:份|(?:{_DAYS.replace('day', 'bday').replace('month2', 'bmonth2')})|[初底末]|[上中]?[中下上]"
    rf"旬)"
    rf"|(?<![\d一二三四五六七八九十个年])(?P<only>{_MONTH})月(?=[，,、]|[，]?[\u4e00-\u9fff]|\s|$)"
    rf"|(?P<iso>(?:19|20)\d{{2}}[-./]\d{{1,2}}[-./]\d{{1,2}})"
    rf"|(?<![\d月每至到—－\-~～第])(?P<lone>{_DAY})日(?=[，,上下早中晚至到、]|召开|举行|举办|成立)(?:{_TO}(?P<lone2>{_DAY})日)?"
    rf"|(?P<same>同月|当月|本月|次月|同一个月|同日|当天|当日|同一天|次日|翌日|第二天)"
    rf"|(?P<recent>近日|日前|近期|不久前)"
    rf"|(?P<yearly>年初|年底|年末|岁末|上半年|下半年)"
    rf")(?P<mode>以来|起至今|起|至今|以前|之前)?"
)
"""A date: since or until, year, month, day, what is said relative to another, and how long."""
_UNTIL = re.compile(r"(?:截至|截止|截止到|至|到)$")
_VAGUE = re.compile(r"每年|年年|历年|往年|近年|多年")


@dataclass(frozen=True, slots=True)
class Time:
    """What an expression of time means: ``date`` is None where the report does not say; ``mode`` is ``at``,
    ``since`` (自2013年7月以来) or ``until`` (截至2016年6月)."""

    date: Date | None
    mode: str = "at"


@dataclass(slots=True)
class _Context:
    """The dates a reader still has in mind."""

    published: tuple[int, ...]
    annual: int | None
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def told_afterwards(self) -> bool:
        """Does the title sum up the year before the one in whose first months the report was published?"""
        return len(self.published) > 1 and self.annual is not None and self.published[0] == self.annual + 1 and self.published[1] <= 3


def number(text: str) -> int:
    """A number of one or two digits, or a year, in either script.

    >>> number("十二"), number("二十三"), number("二〇一四"), number("08")
    (12, 23, 2014, 8)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _HAN.get(tens, 1) * 10 + (_HAN[ones] if ones else 0)
    value = 0
    for char in text:
        value = value * 10 + _HAN[char]
    return value


def annual_year(title: str) -> int | None:
    """The year that a title is about: 2014年工作总结, 2018年度先进名单; none where it tells of a meeting held about that year.

    >>> annual_year("民进江州市委会2018年自身建设小结"), annual_year("2020年总结、2021年部署"), annual_year("创先争优")
    (2018, None, None)
    >>> annual_year("民进江州市委会召开2018年度工作总结表彰大会") is None
    True
    """
    if re.search(r"召开|举行|举办|圆满|落幕|侧记|(?:会|委|支部|总支|支社)表彰", title):
        return None
    years = {number(year) for year in re.findall(rf"(?<!\d)({_YEAR})年?", title)}
    return years.pop() if len(years) == 1 else None


def dates(text: str, spans: list[Span], published: str | None, title: str) -> Iterator[Mention]:
    """The expressions of time in the stretches `spans` of `text`, in order.

    >>> said = "2013年7月以来，市委会成立三个支部。同年12月召开会议。今年5月8日换届。近年来成绩显著。"
    >>> [(m.text, str(m.value.date), m.value.mode) for m in dates(said, [Span(0, len(said))], "2014-11-24", "")]
    [('2013年7月以来', '2013-07', 'since'), ('同年12月', '2013-12', 'at'), ('今年5月8日', '2014-05-08', 'at')]
    >>> [(m.text, m.value.date) for m in dates("今年5月召开会议", [Span(0, 8)], None, "")]
    [('今年5月', None)]
    """
    given = tuple(int(part) for part in published.split("-")) if published else ()
    context = _Context(given, annual_year(title))
    for span in spans:
        yield from _joined(text, _in(text, span, context))


_BETWEEN = re.compile(_TO)


def _joined(text: str, mentions: Iterator[Mention]) -> Iterator[Mention]:
    """Mentions with those that a mere 至 parts made one: 2013年9月|至|2014年3月."""
    held: Mention | None = None
    for mention in mentions:
        if held is not None and _BETWEEN.fullmatch(text, held.span.end, mention.span.start):
            first, last = held.value.date, mention.value.date
            if first and last and not first.end and not last.end and first.start < last.start:
                span = Span(held.span.start, mention.span.end)
                held = Mention(span, span.of(text), "DATE", Time(Date(first.start, last.start)))
                continue
        if held is not None:
            yield held
        held = mention
    if held is not None:
        yield held


def _in(text: str, span: Span, context: _Context) -> Iterator[Mention]:
    for match in _EXPRESSION.finditer(text, span.start, span.end):
        if _VAGUE.search(text[max(span.start, match.start() - 2) : match.end()]):
            continue
        mode = "since" if match["since"] or match["mode"] in ("以来", "起", "起至今", "至今") else "at"
        if _UNTIL.search(text, max(span.start, match.start() - 3), match.start()) or match["mode"] in ("以前", "之前"):
            mode = "until"
        yield Mention(Span(*match.span()), match[0], "DATE", Time(_bind(match, context), mode))


def _bind(match: re.Match[str], context: _Context) -> Date | None:
    if match["iso"]:
        return Date.of(*(int(part) for part in re.split(r"[-./]", match["iso"])))
    if match["same"]:
        return _same(match["same"], context)
    if match["first"] or match["short"]:
        return Date.of(int(match["first"] or match["short"]))
    if match["lone"]:
        return _lone(match, context)
    if match["recent"]:
        return Date.of(context.published[0]) if len(context.published) > 1 and context.published[1] > 1 else None
    year: int | None = _year(match, context)
    if match["yearly"]:
        return Date.of(year) if year else None
    month_text = match["month"] or match["bare"] or match["only"]
    month = number(month_text) if month_text else None
    day_text, last_text = match["day"] or match["bday"], match["day2"] or match["bday2"]
    day = number(day_text) if day_text else None
    context.month, context.day = month, day
    if year is None:
        return None
    if not match["annual"] and not _ENDS_A_RANGE.search(match.string, max(0, match.start() - 7), match.start()):
        # 2022年度先进 says which year the honour is for, (2016—2018年) how long something goes on, not when the tale goes on
        context.year = year
    first = Date.of(year, month, day)
    if first and last_text:
        month_last = match["month2"] or match["bmonth2"]
        last = Date.of(year, number(month_last) if month_last else month, number(last_text))
        return Date(first.start, last.start) if last and last.start > first.start else first
    return first


_ENDS_A_RANGE = re.compile(r"\d{4}年?[—－\-~～至到―–]{1,2}$")


def _year(match: re.Match[str], context: _Context) -> int | None:
    if match["year"]:
        return number(match["year"])
    now = context.annual or (context.published[0] if context.published else None)
    relative = match["relative"]
    if relative in ("今年", "本年", "本年度"):
        if context.told_afterwards:
            return context.annual
        return (context.published[0] if context.published else None) or context.annual
    if relative in ("去年", "上年", "上年度", "前年"):
        if context.told_afterwards:
            return None  # the year before the one summed up, or before the one it was put on the web in
        base = context.published[0] if context.published else None
        return base - (2 if relative == "前年" else 1) if base else None
    if relative in ("同年", "当年", "该年"):
        return context.year or context.annual
    if relative in ("次年", "翌年"):
        return context.year + 1 if context.year else None
    if relative in ("全年", "年内"):
        return context.annual or context.year
    if match["yearly"]:
        return context.annual
    month = number(match["bare"] or match["only"])
    if context.annual:
        # a summary that went back from September to January tells of the next January, or of nothing in order
        back = context.told_afterwards and context.month is not None and month < context.month and month <= context.published[1]
        return None if back else context.annual
    ahead = len(context.published) > 1 and (context.year or 0, month) > context.published[:2]  # 为做好2021年的工作，8月…: told in 2020
    if context.year and not ahead and not (context.month and month < context.month):
        return context.year
    if now and len(context.published) > 1:
        # news tells what has just been: a later month than the page's own was last year's
        behind = context.published[1] - month
        return now if behind >= 0 else now - 1 if behind <= -9 else None
    return None


def _lone(match: re.Match[str], context: _Context) -> Date | None:
    """A day of the month that was named last: 2013年5月8日…，20日…"""
    if context.year is None or context.month is None:
        return None
    day = number(match["lone"])
    first = Date.of(context.year, context.month, day)
    if first is None or (context.day is not None and day < context.day):
        return None
    context.day = day
    last = Date.of(context.year, context.month, number(match["lone2"])) if match["lone2"] else None
    return Date(first.start, last.start) if last and last.start > first.start else first


def _same(word: str, context: _Context) -> Date | None:
    if context.year is None or context.month is None:
        return None
    if word in ("同月", "当月", "本月", "同一个月"):
        return Date.of(context.year, context.month)
    if word == "次月":
        return Date.of(context.year + context.month // 12, context.month % 12 + 1)
    day = Date.of(context.year, context.month, context.day) if context.day else None
    if day is None or word not in ("次日", "翌日", "第二天"):
        return day
    following = date.fromisoformat(day.start) + timedelta(days=1)
    return Date.of(following.year, following.month, following.day)
