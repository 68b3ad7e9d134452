"""Bodies that are only called by what they are: 该院, 学会, 党委. Each is the last one named that it can be, or the report's own, or nobody's."""

from __future__ import annotations

from collections.abc import Iterable

from ..recognising.kinds import KIND_ALONE
from ..recognising.names import OrgName

_OF_ANOTHER = frozenset(
    [
        "理事会",
        "常务理事会",
        "执委会",
        "监事会",
        "编辑部",
        "办公室",
        "秘书处",
        "筹委会",
        "组委会",
        "评委会",
        "评审组",
        "专家组",
        "考察团",
        "调研组",
        "代表团",
        "委员会",
        "支委会",
    ]
)
"""Bodies that are some other body's, which the name does not tell."""


_INSTITUTIONS = frozenset(
    [
        "校",
        "院",
        "局",
        "厂",
        "馆",
        "台",
        "站",
        "学校",
        "医院",
        "学院",
        "大学",
        "中学",
        "小学",
        "公司",
        "集团",
        "企业",
        "中心",
        "单位",
        "研究院",
        "研究所",
    ]
)
"""What no branch is: the 本校 of a school's branch is its school."""


def meant(name: OrgName, about: OrgName | None, before: Iterable[OrgName]) -> OrgName | None:
    """The body that a mere kind of body means: the report's own where it is of that kind, else the last one named before that is; None where
    there is none, or where it is a part of one that is not told."""
    found = KIND_ALONE.fullmatch(name.host)
    assert found is not None
    head, which = found["head"], found["which"]
    its_own = about if about is not None and (_ends(about, head) or (which in ("本", "我", "我们") and head not in _INSTITUTIONS)) else None
    last = None if head in _OF_ANOTHER else next((one for one in before if one != name and _ends(one, head)), None)
    return last or its_own if which in ("该", "此", "其") else its_own or last


def _ends(name: OrgName, head: str) -> bool:
    """Is a body of a kind, by the last words of its name?"""
    whole = name.named()
    kinds = {"校": ("校", "中学", "小学", "大学", "学院"), "学校": ("学校", "中学", "小学", "大学", "学院"), "院": ("院",), "会": ("会",)}
    return whole.endswith(kinds.get(head, (head,))) and len(whole) > len(head) + 1
