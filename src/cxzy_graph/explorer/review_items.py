"""What a person is asked to decide, and how an answer becomes a decision."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData

from ..curating.deciding import fact_decisions, identity_decision
from ..curating.desk import Desk, NotFound
from ..curating.reviewing import CONTRADICTION, DOUBT, IDENTITY, Item, items
from ..settling.decisions import Decision, load
from ..written_facts import KINDS, MANY

AUDIT = "audit.jsonl"
"""The file of what was answered when by whom, beside the decisions."""


_LISTED = 100


_SENTENCES = 8
"""Questions that the list shows, and sentences of a side."""


_WHY = 500
"""Characters of a reason."""


KIND_NAMES = {
    IDENTITY: ("是同一人吗", "The same person?"),
    CONTRADICTION: ("互相矛盾吗", "A contradiction?"),
    DOUBT: ("这条事实对吗", "Is this right?"),
}


ANSWERS = {
    "same": ("是同一个", "The same", "s"),
    "different": ("不是同一个", "Not the same", "n"),
    "undecided": ("不能定", "Cannot be told", "u"),
    "accept": ("对", "Right", "a"),
    "reject": ("不对", "Wrong", "r"),
    "correct": ("更正", "Correct", "c"),
}
"""The answers: what each is called, and its key."""


FIELD_NAMES = {
    "person": "姓名", "org": "组织", "role": "职务", "from": "起", "to": "止", "title": "名称", "recipient": "获得者", "recipient_count": "获得人数",
    "recipient_group": "获得者所属", "honour": "荣誉", "by": "授予者", "date": "日期", "orgs": "举办者", "name": "名称", "place": "地点", "participants": "人数",
    "times": "次数", "activity_type": "类型", "who": "谁", "activity": "活动", "parent": "上级", "measure": "指标", "value": "数值", "unit": "单位", "verb": "动作",
}  # fmt: skip
"""What the fields of facts are called in Chinese."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a side, and where it is read."""

    text: str
    report: str
    href: str


@dataclass(frozen=True, slots=True)
class Side:
    """A person, or a fact, of a question. ``fields`` of a fact as people write them; ``decided`` are the decisions there are on it."""

    iri: str
    href: str
    says: str
    sentences: tuple[Quoted, ...]
    fields: dict[str, str]
    names: dict[str, str]
    decided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a page shows it; ``seen`` are the keys of the decisions there are on it."""

    key: str
    kind: str
    question: str
    score: float
    sides: tuple[Side, ...]
    seen: str


def key_of(subjects: Iterable[str]) -> str:
    """What a question is called in addresses.

    >>> key_of(["b", "a"]) == key_of(["a", "b"])
    True
    """
    return sha256("\n".join(sorted(subjects)).encode()).hexdigest()[:12]


def _about(desk: Desk, item: Item) -> list[Decision]:
    """Decisions on what a question is about, to tell by which others are on the same."""
    if item.kind != IDENTITY:
        return [one for fact in item.subjects for one in fact_decisions(desk, "add", fact, "", "", "")]
    with suppress(NotFound):  # two that are one already
        return [identity_decision(desk, "undecided", item.subjects[0], item.subjects[1], "", "", "")]
    return []


def look(folder: str, decisions: str) -> list[Item]:
    """What is open in the graph of a folder."""
    return items(Desk(Path(folder)), load(Path(decisions)))


def _changes(written: dict[str, Any], form: FormData) -> dict[str, Any]:
    """The fields of a fact that a form has otherwise."""
    found: dict[str, Any] = {}
    for name in KINDS[written["kind"]].fields:
        given = form.get(f"field-{name}")
        if given is None or str(given).strip() == _text(written.get(name, "")):
            continue
        text = str(given).strip()[:200]
        found[name] = [part for part in text.replace(",", "、").replace("，", "、").split("、") if part] if name in MANY else text
    return found


def _text(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
