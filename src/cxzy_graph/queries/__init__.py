"""Questions with names: each ``*.rq`` beside this file, titled in Chinese and English, and asking a store anything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..language import say
from ..rdf.asking import BadQuery

_ASKED = re.compile(r'CONTAINS\((?:[^()]|\([^()]*\)|\((?:[^()]|\([^()]*\))*\))*, "\$(\w+)"\)')
"""The test of a setting, which is left out where the setting is not given: not every server has CONTAINS(?name, "") true."""


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: its titles, its SPARQL, and what of it can be set (each a part of a name, empty for any)."""

    name: str
    chinese: str
    english: str
    sparql: str
    settings: tuple[str, ...]

    def filled(self, given: Mapping[str, str]) -> str:
        """The SPARQL with its settings filled in.

        Raises `BadQuery` for a setting that the question does not have.
        """
        unknown = sorted(set(given) - set(self.settings))
        if unknown:
            known = "、".join(self.settings) or say("无", "none")
            raise BadQuery(
                say(
                    f"问题 {self.name} 没有参数 {unknown[0]}（可用：{known}）",
                    f"question {self.name} has no setting {unknown[0]} (it has: {known})",
                )
            )
        text = self.sparql
        for name in self.settings:
            if not given.get(name):
                text = _ASKED.sub(lambda found, name=name: "(true)" if found[1] == name else found[0], text)  # type: ignore[misc]
            value = given.get(name, "").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
            text = text.replace(f'"${name}"', f'"{value}"')
        return text


@cache
def questions() -> dict[str, Question]:
    """The named questions, by name.

    >>> questions()["members"].chinese
    '一个组织的成员和职务'
    """
    found = {}
    for file in sorted(files(__package__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".rq"):
            text = file.read_text(encoding="utf-8")
            head = [line[2:] for line in text.splitlines()[:3] if line.startswith("# ")]
            settings = tuple(head[2].removeprefix("set ").split()) if len(head) > 2 else ()
            name = file.name.removesuffix(".rq")
            found[name] = Question(name, head[0], head[1], text, settings)
    return found


HEADS = {
    "about": "所述组织", "above": "上级", "activity": "活动", "attendance": "人数", "begin": "起", "bodies": "组织数", "body": "组织", "branch": "基层组织",
    "by": "授予者", "committee": "委员会", "confidence": "可信度", "conferral": "授予", "date": "日期", "document": "文件", "end": "止", "event": "活动",
    "events": "活动数", "example": "例句", "fact": "事实", "facts": "事实数", "from": "起", "honour": "荣誉", "honours": "荣誉数", "how": "关系",
    "issued": "发布日期", "kind": "类别", "level": "级别", "measure": "指标", "name": "名称", "named": "名称", "one": "甲", "organisation": "组织", "other": "乙",
    "participant": "参加者", "person": "姓名", "place": "地点", "post": "职务", "posts": "职务数", "reason": "理由", "recipient": "获得者", "report": "报告",
    "role": "职务", "rule": "规则", "score": "相似度", "sentence": "原句", "source": "来源", "thing": "事物", "times": "次数", "title": "标题", "titles": "名称",
    "type": "类型", "unit": "单位", "until": "止", "value": "数值", "verb": "动作", "verdict": "决定", "what": "内容", "year": "年份",
}  # fmt: skip
"""What the columns of the questions' answers are called in Chinese."""
