"""What was repaired in a text, for people: side by side, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..language import say
from ..model import LOST, Choice, Edit, RestoredText, Span

NAMES = {
    "annotation": ("括号注音", "annotation"),
    "traditional": ("繁体字", "Traditional form"),
    "slip A": ("注音错位", "byte slip by an annotation"),
    "slip B": ("标点错位", "byte slip by a mark"),
    "width": ("半角标点", "half-width mark"),
    "lost dot": ("丢失的间隔号", "lost middle dot"),
    "lost blank": ("丢失的空格", "lost blank"),
    "doubled comma": ("多余的逗号", "doubled comma"),
    "broken tag": ("残缺的标签", "broken tag"),
    "picture before a mark": ("标点前的表情", "picture before a mark"),
    "mixed-up encoding": ("编码错认", "mixed-up encoding"),
    "markup": ("排版标记", "markup"),
    "broken line": ("中途折断的行", "broken line"),
}
"""What each damage is called."""

REASONS = {
    "annotation": (
        "括号里是前一字的读音，而本页到处这样注音。",
        "The parentheses hold a reading of the character before them, as all over this page.",
    ),
    "traditional": (
        "本页是繁体，逐字改回简体（OpenCC）。",
        "The page is in Traditional characters, which go back to Simplified ones (OpenCC).",
    ),
    "slip A": (
        "转换程序把注音插进了一个字的两个字节之间，后面的字都错了一个字节。由被注音的字可以算出丢掉的字节，再逐字归位。",
        "The converter drove an annotation between the two bytes of a character, and all behind it was read one byte out of step. "
        "The annotated character gives the missing byte; from there it is arithmetic.",
    ),
    "slip B": (
        "转换程序在一个横跨两字的“标点”前断开，丢了一个字节，后面的字都错了一个字节。首字按上下文选出，其余由字节算出。",
        "The converter cut the text at a mark that lay astride two characters; one byte is lost. The first character was chosen by its "
        "surroundings, the others follow from the bytes.",
    ),
    "width": ("中文之间的半角标点改为全角。", "A half-width mark between Chinese words was meant full-width."),
    "lost dot": (
        "间隔号不在转换程序的字符集里，变成了问号。",
        "The middle dot is not in the converter's code page and became a question mark.",
    ),
    "lost blank": ("空格不在转换程序的字符集里，变成了问号。", "The blank is not in the converter's code page and became a question mark."),
    "doubled comma": ("转换程序在标点前多插了一个逗号。", "The converter pushed a comma in front of the mark."),
    "broken tag": ("网页标签的“<”被吃掉了。", "The tag's “<” was eaten."),
    "picture before a mark": ("转载的网站在标点前插了表情。", "The copying site put pictures in front of marks."),
    "mixed-up encoding": (
        "UTF-8 的字节被当成别的编码读了，还原字节后重读。",
        "Bytes of UTF-8 were read in another encoding; they were read anew.",
    ),
    "markup": ("这是排版标记，不是文字。", "This is markup and no word."),
    "broken line": (
        "本页的行在同一宽度上折断，断在句中、词中，接成一行。",
        "The page's lines were broken at one width, in mid-sentence and mid-word; they are joined.",
    ),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: its text, and the edit that it is part of."""

    text: str
    edit: Edit | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it came and as it was restored, and where it begins in the raw text."""

    start: int
    raw: tuple[Piece, ...]
    restored: tuple[Piece, ...]
    choices: tuple[Choice, ...]


def counts(text: RestoredText) -> Counter[str]:
    """How often each damage was repaired; a slip counts once."""
    found = Counter(edit.repair for edit in text.edits if not edit.repair.startswith("slip"))
    found.update(choice.repair for choice in text.choices)
    return found


def changed_lines(raw: str, text: RestoredText) -> Iterator[Line]:
    """The lines of a raw text that have a repair, each with what became of it.

    >>> text = RestoredText("会员\\n支部", (Edit(0, 1, "會", "会", "traditional"),))
    >>> [("".join(p.text for p in line.raw), "".join(p.text for p in line.restored)) for line in changed_lines("會员\\n支部", text)]
    [('會员', '会员')]
    """
    start, number = 0, 0
    for line in raw.splitlines(keepends=True) or [""]:
        end = start + len(line)
        edits = []
        while number < len(text.edits) and text.edits[number].start < end:
            edits.append(text.edits[number])
            number += 1
        if edits:
            yield Line(start, *_pieces(raw, start, end, edits), tuple(c for c in text.choices if start <= c.start < end))
        start = end


def _pieces(raw: str, start: int, end: int, edits: list[Edit]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left: list[Piece] = []
    right: list[Piece] = []
    for edit in edits:
        same = Piece(raw[start : edit.start], None)
        left += [same, Piece(edit.before, edit)]
        right += [same, Piece(edit.after, edit)]
        start = edit.end
    rest = Piece(raw[start:end].rstrip("\r\n"), None)
    return tuple(p for p in [*left, rest] if p.text), tuple(p for p in [*right, rest] if p.text)


def explain(raw: str, text: RestoredText, at: int) -> list[str]:
    """Why the repair at a character of the raw text (counted from 0) was made, in lines for a person; none where there is no repair.

    >>> text = RestoredText("会员", (Edit(0, 1, "會", "会", "traditional"),))
    >>> len(explain("會员", text, 0)), explain("會员", text, 1)
    (3, [])
    """
    choice = next((c for c in text.choices if c.start <= at < c.end), None)
    if choice is not None:
        return _explain_choice(raw, text, choice)
    index = bisect_right(text.edits, at, key=lambda edit: edit.start) - 1
    if index < 0 or not text.edits[index].start <= at < max(text.edits[index].end, text.edits[index].start + 1):
        return []
    edit = text.edits[index]
    return [_head(raw, Span(edit.start, edit.end), edit.before, edit.after, edit.repair), say(*REASONS[edit.repair]), _surety(edit.certain)]


def _explain_choice(raw: str, text: RestoredText, choice: Choice) -> list[str]:
    restored = text.to_restored(Span(choice.start, choice.end)).of(text.text)
    lines = [
        _head(raw, Span(choice.start, choice.end), raw[choice.start : choice.end], restored, choice.repair),
        say(*REASONS[choice.repair]),
    ]
    lines += [f"  {char}  {_bytes(char)}" for char in choice.chosen]
    if LOST in choice.chosen:
        lines.append(say(f"{LOST} 处的字符被吃掉了，无从恢复。", f"What stood at {LOST} was eaten and cannot be recovered."))
    lines.append(_surety(choice.certain))
    lines += [
        say(f"  落选：{said}（差 {nats:.1f} 奈特）", f"  lost: {said} (by {nats:.1f} nats)") for said, nats in choice.rivals if nats < 1e6
    ]
    return lines


def _head(raw: str, span: Span, before: str, after: str, repair: str) -> str:
    line = raw.count("\n", 0, span.start) + 1
    column = span.start - raw.rfind("\n", 0, span.start)
    return say(
        f"第 {span.start} 字（第 {line} 行第 {column} 字）：{before!r} → {after!r}，{NAMES[repair][0]}",
        f"character {span.start} (line {line}, column {column}): {before!r} → {after!r}, {NAMES[repair][1]}",
    )


def _bytes(char: str) -> str:
    return "" if char == LOST else char.encode("gbk", "replace").hex(" ").upper()


def _surety(certain: bool) -> str:
    return (
        say(
            "确定：由损坏的方式推出，重新损坏会得到同样的页面。",
            "Certain: it follows from the damage, and would be damaged into this very page.",
        )
        if certain
        else say(
            "推测：有别的读法也会损坏成这样，按上下文选了最可能的。",
            "A guess: other readings would have been damaged into the same; this is the likeliest here.",
        )
    )
