"""The numbers and marks that word processors set in front of the items of lists, and that stand nowhere in a document's text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below 100 in Chinese figures; others in Arabic.

    >>> [chinese(n) for n in (3, 10, 12, 20, 31)]
    ['三', '十', '十二', '二十', '三十一']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    said = ""
    for value, letters in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        said += letters * (number // value)
        number %= value
    return said


def written(number: int, form: str) -> str:
    """A number as Word's formats write it (ECMA-376, 17.18.59).

    >>> written(3, "chineseCountingThousand"), written(3, "decimalEnclosedCircleChinese"), written(4, "upperRoman"), written(3, "bullet")
    ('三', '③', 'IV', '')
    """
    if form in ("none", "bullet"):
        return ""
    if form.startswith(("chinese", "ideograph", "japanese", "taiwanese")):
        return chinese(number)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter"):
        said = _letters(number)
    elif form in ("upperRoman", "lowerRoman"):
        said = _roman(min(number, 4000))
    else:
        return f"{number:02}" if form == "decimalZero" else str(number)
    return said.upper() if form.startswith("upper") else said


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each is counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Of each list (by its number in the document) its levels."""
    _kind: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of_word(cls, root: Any) -> Numbering:
        """The lists that a part ``numbering.xml`` describes."""
        kinds = {one.get(f"{_W}abstractNumId"): _levels(one) for one in root.iter(f"{_W}abstractNum")}
        made = cls()
        for one in root.iter(f"{_W}num"):
            number, kind = one.get(f"{_W}numId", ""), one.find(f"{_W}abstractNumId")
            name = kind.get(f"{_W}val", "") if kind is not None else ""
            levels = dict(kinds.get(name, {}))
            anew = False
            for other in one.iter(f"{_W}lvlOverride"):
                at = _whole(other.get(f"{_W}ilvl"), 0)
                start = other.find(f"{_W}startOverride")
                if start is not None and at in levels:
                    anew = True
                    levels[at] = _Level(_whole(start.get(f"{_W}val"), 1), levels[at].form, levels[at].text)
            made.levels[number] = levels
            made._kind[number] = f"{name} {number}" if anew else name  # lists of one kind are counted on, unless one begins anew
        return made

    def label(self, number: str, level: int) -> str:
        """What stands in front of the next item of a list at a level (0 the outermost); nothing where that cannot be told."""
        levels = self.levels.get(number, {})
        here = levels.get(level)
        if here is None:
            return ""
        counts = self._counts[self._kind.get(number, number)]
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if here.form == "bullet":
            return "•"

        def of_level(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            which = levels.get(at, _Level())
            return written(counts.get(at, which.start), which.form)

        return re.sub(r"%([1-9])", of_level, here.text)


def _levels(kind: Any) -> dict[int, _Level]:
    found = {}
    for one in kind.iter(f"{_W}lvl"):
        start, form, text = one.find(f"{_W}start"), one.find(f"{_W}numFmt"), one.find(f"{_W}lvlText")
        found[_whole(one.get(f"{_W}ilvl"), 0)] = _Level(
            _whole(start.get(f"{_W}val"), 1) if start is not None else 1,
            form.get(f"{_W}val", "decimal") if form is not None else "decimal",
            text.get(f"{_W}val", "") if text is not None else "",
        )
    return found


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said is not None and said.isascii() and said.isdigit() and len(said) < 7 else otherwise
