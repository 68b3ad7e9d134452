"""Pairs of what a graph says and what people labelled, counted, with an interval that tells how far the figures carry."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from rapidfuzz import fuzz

from ..written_facts import CLASSES, KINDS, MEANS, called
from .alike import bare, same_activity, same_body, same_date, same_number, same_phrase
from .gold import Gold, GoldFact, Values
from .graphs import Extraction

DRAWS = 1000
"""Samples of the reports that an interval is drawn from (Efron's percentile bootstrap)."""
_SEED = 20140519


@dataclass(slots=True)
class Tally:
    """Counts of one kind: facts right, said and wanted, and the same of their qualifiers."""

    right: int = 0
    said: int = 0
    wanted: int = 0
    qualifiers_right: int = 0
    qualifiers_said: int = 0
    qualifiers_wanted: int = 0

    def add(self, other: Tally) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Tally(right=6, said=8, wanted=12).f1
        0.6
        """
        return 2 * self.right / (self.said + self.wanted) if self.right else 0.0

    @property
    def qualifier_f1(self) -> float:
        return 2 * self.qualifiers_right / (self.qualifiers_said + self.qualifiers_wanted) if self.qualifiers_right else 0.0


@dataclass(frozen=True, slots=True)
class Missed:
    """A fact that the graph lacks, or one that nobody labelled."""

    report: str
    kind: str
    what: Literal["missed", "wrong"]
    values: Mapping[str, Values]
    quote: str = ""


@dataclass(slots=True)
class Score:
    """What a graph got right, report by report, and where it differs."""

    reports: dict[str, dict[str, Tally]] = field(default_factory=dict)
    differences: list[Missed] = field(default_factory=list)

    def of(self, kind: str | None = None, reports: Iterable[str] | None = None) -> Tally:
        """The counts of a kind, or of all, over all reports or some of them (which may be named twice)."""
        whole = Tally()
        for report in self.reports if reports is None else reports:
            for name, tally in self.reports[report].items():
                if kind in (None, name):
                    whole.add(tally)
        return whole

    def interval(self, kind: str | None = None) -> tuple[float, float]:
        """Between which values 95 of 100 samples of the reports have their F1; the same for the same reports, each time."""
        draw, ids = random.Random(_SEED), sorted(self.reports)
        drawn = [self.of(kind, draw.choices(ids, k=len(ids))) for _ in range(DRAWS)]
        values = sorted(tally.f1 for tally in drawn if tally.said or tally.wanted)  # a sample without such facts says nothing
        return (values[int(len(values) * 0.025)], values[int(len(values) * 0.975) - 1]) if values else (0.0, 0.0)


def score(said: Mapping[str, Mapping[str, list[Extraction]]], labelled: Iterable[Gold]) -> Score:
    """The facts of a graph (`cxzy_graph.scoring.facts_by_report`) against labelled reports."""
    result = Score()
    for gold in labelled:
        tallies = result.reports.setdefault(gold.id, {})
        for kind in KINDS:
            tallies[kind] = _kind(kind, said.get(gold.id, {}).get(kind, []), gold, result.differences)
    return result


def _kind(kind: str, said: list[Extraction], gold: Gold, differences: list[Missed]) -> Tally:
    wanted = [fact for fact in gold.facts if fact.kind == kind]
    pairs = _pairs(kind, said, wanted, gold.names)
    optional = sum(wanted[index].optional for index in pairs)
    tally = Tally(right=len(pairs) - optional, said=len(said) - optional, wanted=sum(not fact.optional for fact in wanted))
    for index, other in pairs.items():
        if not wanted[index].optional:
            _qualify(kind, said[other], wanted[index], gold.names, tally)
    differences.extend(
        Missed(gold.id, kind, "missed", {k: v for k, v in fact.values.items() if v}, fact.quote)
        for index, fact in enumerate(wanted)
        if index not in pairs and not fact.optional
    )
    paired = set(pairs.values())
    differences.extend(
        Missed(gold.id, kind, "wrong", {k: v for k, v in fact.items() if v}) for index, fact in enumerate(said) if index not in paired
    )
    return tally


def _pairs(kind: str, said: list[Extraction], wanted: list[GoldFact], names: Mapping[str, Values]) -> dict[int, int]:
    """Which fact of the graph each labelled one is: one to one, the required ones first, each with the closest that is left."""
    pairs: dict[int, int] = {}
    free = list(range(len(said)))
    for index in sorted(range(len(wanted)), key=lambda i: wanted[i].optional):
        rivals = [other for other in free if _same(kind, said[other], wanted[index], names)]
        if rivals:
            pairs[index] = max(rivals, key=lambda other: _closeness(kind, said[other], wanted[index]))
            free.remove(pairs[index])
    return pairs


def _closeness(kind: str, said: Extraction, wanted: GoldFact) -> float:
    return sum(
        fuzz.ratio(bare(" ".join(said.get(name, ()))), bare(" ".join(values)))
        for name, values in wanted.values.items()
        if values and name in said
    )


def _same(kind: str, said: Extraction, wanted: GoldFact, names: Mapping[str, Values]) -> bool:
    """Do the fields agree that make a fact what it is?"""

    def body(field: str, name: str) -> bool:
        return any(same_body(value, name, names.get(name, ())) for value in said[field])

    def person(field: str, name: str) -> bool:
        called = {bare(one) for one in (name, *names.get(name, ()))}
        return any(bare(value) in called for value in said[field])

    def phrase(field: str, near: float = 70) -> bool:
        return any(same_phrase(value, wanted.one(field), near) for value in said[field])

    def alike(field: str, means: str, same: str) -> bool:
        """Does a field say what was labelled, as fields of its meaning are compared?"""
        value = wanted.one(field)
        if same.startswith("phrase"):
            return phrase(field, float(same.split()[1]))
        if same == "role":
            return _same_role(said[field], value)
        if same == "activity":
            return any(same_activity(one, value) for one in said[field])
        if same == "any body":
            several = wanted.values[field]
            return not several or any(body(field, one) for one in several)
        if same == "loose date":
            return not value or any(same_date(one, value) for one in said[field])
        if same == "equal":
            return any(bare(one) == bare(value) for one in said[field])
        if means == "person":
            return person(field, value)
        if means in ("body", "bodies"):
            return body(field, value)
        if means == "either":
            return person(field, value) or body(field, value)
        if means == "number":
            return any(same_number(one, value) for one in said[field])
        return same_date(said[field][0], value) if means == "date" and said[field] else phrase(field)

    if kind == "honour":  # given to somebody, or to a number of a group
        return phrase("honour", 66) and _same_recipient(said, wanted, alike)
    return all(alike(name, means, same) for name, means, same in _COMPARED[kind])


_COMPARED = {
    kind: tuple((called(one), one.metadata["means"], one.metadata["same"]) for one in fields(class_) if one.metadata["part"] == "core")
    for kind, class_ in CLASSES.items()
}
"""The fields that make a fact of a kind what it is, and how each is compared."""


def _same_recipient(said: Extraction, wanted: GoldFact, alike: Callable[[str, str, str], bool]) -> bool:
    """Was an honour given to the same: the same recipient, the same number, or a group whose number neither tells?"""
    if wanted.one("recipient"):
        return alike("recipient", "either", "")
    if wanted.one("recipient_count"):
        return alike("recipient_count", "number", "")
    return not said["recipient_count"] and alike("recipient_group", "body", "")


def _same_role(said: Values, wanted: str) -> bool:
    """Is it the same post? To be a member is what is meant where none is said; 副 is never left out."""
    roles, role = [bare(one) for one in said], bare(wanted)
    if role in ("", "会员") and (not roles or roles == ["会员"]):
        return True
    return any(
        one == role or (one and role and (one.endswith(role) or role.endswith(one)) and one.startswith("副") == role.startswith("副"))
        for one in roles
    )


def _qualify(kind: str, said: Extraction, wanted: GoldFact, names: Mapping[str, Values], tally: Tally) -> None:
    for field_ in KINDS[kind].qualifiers:
        has, wants = said.get(field_, ()), wanted.values[field_]
        tally.qualifiers_said += bool(has)
        tally.qualifiers_wanted += bool(wants)
        tally.qualifiers_right += bool(wants) and any(_same_qualifier(kind, field_, one, wants[0], names) for one in has)


def _same_qualifier(kind: str, field_: str, said: str, wanted: str, names: Mapping[str, Values]) -> bool:
    means = MEANS[kind][field_]
    if means == "date":
        return same_date(said, wanted)
    if means == "number":
        return same_number(said, wanted)
    if means == "bodies":
        return same_body(said, wanted, names.get(wanted, ()))
    return same_phrase(said, wanted)
