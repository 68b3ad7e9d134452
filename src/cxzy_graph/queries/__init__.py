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
