"""What a page says about itself, told from the restored text: title, date, editor, source, breadcrumb, body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..dates import Date
from ..model import Layout, Passage, Span

_BREADCRUMB = re.compile(
    r"^(?:[您你]?(?:现在|当前|目前)?所?在?的?位置[是为]?|首页)\s*[:：>＞»/]|^首页\s*$|"
    r"^首页(?:\s+[^\s。，]{2,8}){1,6}$|^[^。，]{2,20}\s*[>＞»]{1,2}\s*[^。，]{1,20}"
    r"(?:\s*[>＞»]{1,2}\s*[^。，]{0,30})+$"
    r"|^[^。，\s]{2,14}网(?:站)?(?:\s+[-–—|]\s+[^。，\s]{1,16})+$"
)
"""Where on its site a page is: 首页 > 支部动态."""
_DATE = re.compile(
    r"(?:发布|发表|更新|编辑|发稿|录入|创建)?(?:时间|日期|于)\s*[:：]?\s*(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})"
)
_BARE_DATE = re.compile(r"^\W*(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\W*$")
_LED_DATE = re.compile(r"^\W*(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})日?(?=\s|$)")
_ANY_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-年./](\d{1,2})[-月./](\d{1,2})(?!\d)")
"""A date that only its line, which is not of the body, shows to be that of the page: 字号：[大] 2012-11-20 09:12 稿源：…"""
_EDITOR = re.compile(r"(?:责任编辑|责编|编辑)\s*[:：]\s*([\u4e00-\u9fff·]{2,8})")
_SOURCE = re.compile(r"(?:信息|稿件|文章)?来源\s*[:：]\s*([^\s　|]+)")
_FURNITURE = re.compile(
    r"^(?:放大|缩小|打印|关闭|返回|上一篇|下一篇|分享|收藏|字体|字号|【?大】?|【?中】?|【?小】?|"
    r"[\[【(（]?(?:打印|关闭|大|中|小)[\]】)）]?)(?:[\s|　【】\[\]大中小打印关闭本页窗口]*)$"
    r"|^(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]?\s*\d*次?$|^(?:上一篇|下一篇|相关链接|版权|Copyright|ICP备)"
)
"""Buttons of a page: 打印, 关闭, 字号."""
_LABEL = re.compile(
    r"(?:发布|更新)?(?:时间|日期)\s*[:：]|来源\s*[:：]|作者\s*[:：]|编辑\s*[:：]|"
    r"(?:浏览|点击|阅读)\S{0,3}\s*[:：]|字[体号]\s*[:：]|责编\s*[:：]|稿源\s*[:：]|供稿\s*[:：]|"
    r"撰稿\s*[:：]|通讯员\s*[:：]|发布者\s*[:：]"
)
"""A line about the page: its day, source, editor, how often it was read."""
_HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[、.．]|【[^】]{2,20}】|第[一二三四五六七八九十]+[部分、章])"
)
_SUBTITLE = re.compile(r"^[—–－-]{1,4}[^。；！？]{4,60}$")
_ONLY_A_BODY = re.compile(r"(?:委员会|委会|支部|总支|支社|小组)$")
"""A first line that is a body's name: what follows says what the report is."""
_BUTTON = 10
"""Characters of the longest line between a site's name and the breadcrumb that is no text: 进入大字体模式."""
LONGEST = 2000
"""Characters of a sentence that is read as one: longer than any that has a verb, and short enough for what goes with the square of it."""
_CUTS = "；;，,、 \t"
_ENDS = re.compile(r"[。！？!?]+[”’」』）)]*|\n+")
_SPLIT_IN_LIST = 400


def layout(text: str, title: str | None = None, published: str | None = None, editor: str | None = None) -> Layout:
    """The parts of a page. What its file says apart from the text may be given; the text's own date and editor come first.

    >>> page = layout("首页 > 要闻\\n江州一中支部换届\\n发布时间:2019-03-02 来源:江州民进\\n3月1日,支部换届。\\n\\n责任编辑:李然")
    >>> page.title, page.published, page.editor, page.source, page.breadcrumb
    ('江州一中支部换届', '2019-03-02', '李然', '江州民进', ('首页', '要闻'))
    >>> [p.span.of("首页 > 要闻") for p in page.passages], len(page.passages)
    ([''], 1)
    """
    given, title, day, named, source = title, "", None, None, None
    breadcrumb: tuple[str, ...] = ()
    subtitle = ""
    body: list[Span] = []
    for line, span in _lines(text):
        bare = line.strip(" \t　\u00a0")
        if not bare:
            continue
        if _BREADCRUMB.match(bare) and len(bare) < 120:
            breadcrumb = breadcrumb or _crumbs(bare)
            if title and title != given and _ONLY_A_BODY.search(title) and all(len(span.of(text).strip()) <= _BUTTON for span in body):
                title, subtitle = "", ""  # above the breadcrumb stands whose site it is, and what its buttons say
                body.clear()
            continue
        labelled = len(bare) < 120 and (_LABEL.search(bare) or _BARE_DATE.match(bare) or (_LED_DATE.match(bare) and "来源" in bare))
        if labelled and not re.search(r"[。！？]", bare):
            day = day or _published(bare)
            named = named or _first(_EDITOR, bare)
            source = source or _first(_SOURCE, bare)
            continue
        if _FURNITURE.match(bare):
            continue
        credit = re.fullmatch(r"[（(]?\s*(?:责任编辑|责编|编辑|作者|供稿|撰稿|通讯员)\s*[:：]?\s*\S{0,20}\s*[）)]?", bare)
        if credit:
            named = named or _first(_EDITOR, bare)
            continue
        if not title and (bare == given if given and given in text else not body and _is_title(bare)):
            title = bare
            continue
        if not body and (_SUBTITLE.match(bare) or (_ONLY_A_BODY.search(title or "") and _is_title(bare))):
            subtitle = bare
        body.append(span)
    return Layout(
        title or given or "", day or published_on(published), named or editor, source, breadcrumb, tuple(_passages(text, body)), subtitle
    )


def _lines(text: str) -> Iterator[tuple[str, Span]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield line.rstrip("\n"), Span(position, position + len(line.rstrip("\n")))
        position += len(line)


def _crumbs(line: str) -> tuple[str, ...]:
    after = re.sub(r"^.{0,8}?位置[是为]?\s*[:：]?", "", line)
    return tuple(part.strip(" \u00a0　") for part in re.split(r"\s*[>＞»/]+\s*", after) if part.strip(" \u00a0　"))


def _is_title(line: str) -> bool:
    return (
        4 <= len(line) <= 60
        and not re.search(r"[。；;]$", line)
        and not (_HEADING.match(line) and not line.startswith("【"))
        and line.count("，") < 4
    )


def published_on(day: str | None) -> str | None:
    """A day, YYYY-MM-DD, that a file gives; None where the calendar has no such day."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", day or "", re.ASCII)
    return day if found and Date.of(*(int(part) for part in found.groups())) else None


def _published(line: str) -> str | None:
    match = _DATE.search(line) or _BARE_DATE.match(line) or _LED_DATE.match(line) or _ANY_DATE.search(line)
    date = Date.of(*(int(part) for part in match.groups())) if match else None
    return str(date) if date else None


def _first(pattern: re.Pattern[str], line: str) -> str | None:
    match = pattern.search(line)
    return match[1] if match else None


def _passages(text: str, body: list[Span]) -> Iterator[Passage]:
    heading, above = "", None
    for paragraph, span in enumerate(body):
        line = span.of(text).strip()
        if _HEADING.match(line) and len(line) <= 40 and not re.search(r"[。！？；]", line):
            heading, above = line, next(iter(_sentences(text, span)))
        for sentence in _sentences(text, span):
            yield Passage(sentence, heading, paragraph, above)


def _sentences(text: str, span: Span) -> Iterator[Span]:
    """Sentences of a paragraph without the blanks around them; a full stop inside 《》 ends none."""
    start = span.start
    depth_from = start
    for end in _ENDS.finditer(text, span.start, span.end):
        inside = text.count("《", depth_from, end.start()) > text.count("》", depth_from, end.start())
        if inside and text.find("》", end.end(), min(span.end, end.end() + 40)) >= 0:
            continue
        yield from _parted(text, start, end.end())
        start = depth_from = end.end()
    yield from _parted(text, start, span.end)


def _parted(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence; one without end in parts that end with a clause or an item of a list where that can be."""
    while end - start > LONGEST:
        cut = next((at for mark in _CUTS if (at := text.rfind(mark, start + LONGEST // 2, start + LONGEST) + 1)), start + LONGEST)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)
