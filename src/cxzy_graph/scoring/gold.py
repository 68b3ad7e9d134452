"""Reports labelled by hand: one JSON file a report, checked as it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..facts import ACTIVITY_TYPES
from ..written_facts import KINDS, NUMBERS

Values = tuple[str, ...]


class BadGold(ValueError):
    """A labelled file that cannot be used; the message names the file, the fact and what to do."""


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact as a person labelled it: its values by field, each a tuple; ``optional`` ones count neither way."""

    kind: str
    values: Mapping[str, Values]
    optional: bool
    quote: str

    def one(self, field: str) -> str:
        """The value of a field; empty if it is not said."""
        found = self.values.get(field, ())
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled report: its id (the file's name without ending), its facts, and what else each name is called in it."""

    id: str
    facts: tuple[GoldFact, ...]
    names: Mapping[str, Values]


def read(path: Path) -> Gold:
    """A labelled file.

    Raises `BadGold` for one that is no JSON, or has a fact of an unknown kind, without what it needs, or with a number that is none.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadGold(f"{path.name}: 读不出 / cannot be read: {wrong}") from wrong
    except json.JSONDecodeError as wrong:
        raise BadGold(f"{path.name}: 第 {wrong.lineno} 行第 {wrong.colno} 字不是 JSON / no JSON: {wrong.msg}") from wrong
    if not isinstance(said, dict) or not isinstance(said.get("facts"), list):
        raise BadGold(f"{path.name}: 缺少 facts 列表 / there is no list called facts; see --template")
    names = said.get("names") or {}
    if not isinstance(names, dict) or not all(isinstance(v, list) for v in names.values()):
        raise BadGold(f"{path.name}: names 应为 名称 → 别称列表 / names wants lists of other names")
    facts = tuple(fact for number, one in enumerate(said["facts"], 1) if (fact := _fact(one, f"{path.name}: facts[{number}]")))
    return Gold(path.stem, facts, {name: tuple(map(str, others)) for name, others in names.items()})


def _fact(said: Any, where: str) -> GoldFact | None:
    """A fact, or nothing for a row of the template that was left empty."""
    if not isinstance(said, dict) or said.get("kind") not in KINDS:
        raise BadGold(f"{where}: kind 应为 / kind wants one of {', '.join(KINDS)}")
    kind = KINDS[said["kind"]]
    values = {field: _values(said.get(field)) for field in kind.fields}
    if not any(values.values()):
        return None
    missing = [field for field in kind.needed if not values[field]]
    if missing:
        raise BadGold(f"{where} ({kind.name}): 缺少 / is without {', '.join(missing)}")
    for field in sorted(NUMBERS & set(kind.fields)):
        for value in values[field]:
            if not value.replace(",", "").replace(".", "", 1).lstrip("-").isdigit():
                raise BadGold(f"{where} ({kind.name}): {field} 不是数 / is no number: {value}")
    return GoldFact(kind.name, values, bool(said.get("optional")), str(said.get("quote") or ""))


def _values(said: Any) -> Values:
    if said is None or said in ("", []):
        return ()
    return tuple(str(one) for one in said) if isinstance(said, list) else (str(said),)


def template(id_: str, source: str, about: Mapping[str, str | None], sentences: list[str]) -> str:
    """An empty labelled file for a report: one empty row for each kind, the report's sentences to copy quotes from.

    >>> rows = json.loads(template("a", "a.txt", {"title": "换届"}, ["支部换届。"]))
    >>> [row["kind"] for row in rows["facts"]][:3], rows["sentences"]
    (['membership', 'occupation', 'honour'], ['支部换届。'])
    """
    rows: list[dict[str, Any]] = []
    for kind in KINDS.values():
        row: dict[str, Any] = {"kind": kind.name}
        row |= {field: [] if field == "orgs" else None for field in kind.fields}
        rows.append(row | {"quote": "", "optional": False})
    help_ = {
        "facts": "每类一行空样，照抄多行；不用的行删去或留空 / copy rows as needed, delete or leave empty the others",
        "names": "正式名称 → 报告里的其他叫法 / canonical name → what else the report calls it",
        "optional": "可写可不写的事实标 true，不计分 / true for what may be left out: it counts neither way",
        "date": "2014, 2014-05, 2014-05-19, 2014-05-19/2014-05-21",
        "activity_type": " ".join(ACTIVITY_TYPES),
        "measure": "member_count branch_count committee_count proposal_count new_member_count average_age other:…",
    }
    whole = {"id": id_, "source": source, "report": dict(about), "help": help_, "names": {}, "facts": rows, "sentences": sentences}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
