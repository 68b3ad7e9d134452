"""What each source proposes for a report, what is taken of it, and why the rest is not: silence explained."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ..building.road import opened, travelled
from ..extractors.engine import Rejected
from ..facts import Own, kind_of
from ..language import say
from ..model import Report
from ..written_facts import written

REASONS = {
    "denied": ("否定的说法", "denied"),
    "planned": ("打算的，还没有发生", "planned, not done"),
    "wished": ("希望的", "wished"),
    "asked for": ("要求或建议的", "asked for"),
    "conditional": ("有条件的", "conditional"),
    "candidate": ("候选、推荐、申报", "a candidate only"),
    "withdrawn": ("取消了", "withdrawn"),
    "done by others": ("别人做的", "done by others"),
    "not there": ("提到了人，人不在场", "spoken of, not there"),
    "gave it": ("是颁发的人，不是获得的人", "gave it, was not given it"),
    "unsure": ("把握不够", "not sure enough"),
    "no own body": ("看不出是哪个组织的报告", "whose report it is is not known"),
    "unknown body": ("所说的组织指哪一个不明", "which body is meant is not known"),
    "no such office": ("该组织没有这种职务", "a body of that name has no such office"),
    "not below": ("从名称看不是它的下级组织", "by its name it cannot belong to that body"),
    "unclear": ("所指不明", "what is meant is not known"),
}
"""Why a proposal became no fact, in words."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact in a line, who proposed it, and why it was not taken ("" where it was)."""

    line: str
    source: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """All that was seen in a report, and what became of it."""

    about: str
    mentions: tuple[tuple[str, str], ...]
    stated: tuple[Proposal, ...]
    rejected: tuple[Proposal, ...]
    ties: tuple[tuple[str, str, str, float], ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def proposed(report: Report, about: str | None = None) -> Proposed:
    """What is proposed for a report, and what becomes of it.

    >>> seen = proposed(Report("a", "a.txt", "民进江州市委会拟授予李然“优秀会员”称号。"))
    >>> seen.stated, [one.reason for one in seen.rejected][:1]
    ((), ['打算的，还没有发生（拟）'])
    """
    restored, page = opened(report)
    rejected: list[Rejected] = []
    road = travelled(report, restored, page, about, rejected=rejected)
    resolved = road.resolved
    stated = tuple(Proposal(_line(c.fact), "、".join(sorted({e.rule for e in c.evidence}))) for c in resolved.claims)
    unsure = tuple(
        Proposal(_line(c.fact), "、".join(sorted({e.rule for e in c.evidence})), f"{say(*REASONS['unsure'])}（{c.confidence:.2f}）")
        for c in resolved.unsure
    )
    refused = unsure + tuple(Proposal(_plain(one.fact), one.rule, _reason(one)) for one in rejected)
    ties = tuple(
        (tie.link, tie.first.span.of(restored.text), tie.second.span.of(restored.text) or say("本组织", "own body"), tie.probability)
        for tie in road.found.ties
    )
    return Proposed(resolved.about.name if resolved.about else "", tuple((m.kind, m.text) for m in road.mentions), stated, refused, ties)


def _line(fact: Any) -> str:
    """A fact in a line, as people write its fields."""
    said = written(fact)
    return f"{said.pop('kind')}: " + ", ".join(
        f"{field}={'、'.join(map(str, value)) if isinstance(value, list) else value}" for field, value in said.items()
    )


def _reason(one: Rejected) -> str:
    return say(*REASONS[one.reason]) + (f"（{one.words}）" if one.words else "")


def _plain(fact: Any) -> str:
    """A fact that was never resolved, in a line: its words."""
    parts = []
    for name in fact.__dataclass_fields__:
        value = getattr(fact, name)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None and one != "":
                parts.append(f"{name}={_said(one)}")
    return f"{kind_of(type(fact)).written}: " + ", ".join(parts)


def _said(value: Any) -> str:
    if isinstance(value, Own):
        return say("本组织", "own body")
    return str(getattr(value, "text", None) or getattr(value, "name", None) or value)
