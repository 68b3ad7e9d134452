"""Characters that look like others or like nothing change no name, and clean text stays as it is."""

from __future__ import annotations

import unicodedata

import pytest

from cxzy_graph.building.road import travel
from cxzy_graph.model import Report, Span
from cxzy_graph.restoring import restore

PLAIN = "民进江州市委会主委沈怀瑾、副主委阿依古丽·艾合买提出席会议。"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufe00\ufe0f\ufeff"
DOTS = "·•‧∙⋅・･.．﹒"
CLEAN = (
    "民进江州市委会主委沈著远出席会议，副主委萧乾生主持。",
    "会员岳於菟、钟锺书参加了活动。",
    "他著有《乾嘉学派研究》，会员12人，占3.5%。",
    "一.加强学习。二.改进作风。",
    "会员家属A.B.、R&D部门的同志，价格&运费另议。",
)


@pytest.mark.parametrize("mark", INVISIBLE, ids=lambda ch: f"U+{ord(ch):04X}")
@pytest.mark.parametrize("every", [1, 2, 3])
def test_marks_without_width_change_nothing(mark: str, every: int) -> None:
    raw = "".join(ch + (mark if n % every == 0 else "") for n, ch in enumerate(PLAIN))
    restored = restore(raw)
    assert restored.text == PLAIN
    for start in range(len(PLAIN)):
        assert PLAIN[start] in restored.to_raw(Span(start, start + 1)).of(raw)


@pytest.mark.parametrize("dot", DOTS)
def test_a_name_has_one_dot_whatever_it_looked_like(dot: str) -> None:
    raw = PLAIN.replace("·", dot)
    assert restore(raw).text == PLAIN
    people = {c.fact.person.name for c in travel(Report("a", "a.txt", raw), quick=True).resolved.claims if hasattr(c.fact, "person")}
    assert "阿依古丽·艾合买提" in people


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("&ldquo;优秀会员&rdquo;", "“优秀会员”"),
        ("副主委&#26446;然", "副主委李然"),
        ("阿依古丽&middot;艾合买提", "阿依古丽·艾合买提"),
        ("会议&nbsp;由主委主持", "会议 由主委主持"),
        ("⾼⽂山、⺠进、⻓江、⻢立飞", "高文山、民进、长江、马立飞"),
        ("\uf9e1\uf9f4", "李林"),
    ],
)
def test_entities_and_radicals(raw: str, plain: str) -> None:
    assert restore(raw).text == plain


def test_every_compatibility_ideograph_becomes_the_character_it_stands_for() -> None:
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6E)):
        ch = chr(code)
        if unicodedata.name(ch, "") and unicodedata.normalize("NFKC", ch) != ch:
            page = "民进江州市委会召开会议，会员李然和王芳等同志参加了这次学习，会后参观展览，会员{}某"
            assert restore(page.format(ch)).text == page.format(unicodedata.normalize("NFKC", ch))


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert restore(text).edits == ()
