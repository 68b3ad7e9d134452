"""Every rule lives with its examples: each runs through the whole road, and is counted."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from cxzy_graph.building.road import travel
from cxzy_graph.extractors import ORDER, RULES
from cxzy_graph.extractors.engine import Gives, Rule, Silent
from cxzy_graph.extractors.prefilter import Gate
from cxzy_graph.facts import KINDS, Event
from cxzy_graph.model import Claim, Entity, Report

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import generating

GIVES = [(rule, example) for rule in RULES for example in rule.gives]
SILENT = [(rule, example) for rule in RULES for example in rule.silent]


def named(value: Any) -> Any:
    """A fact's field with canonical names for things, so that an example can be written by hand."""
    if isinstance(value, Entity):
        return value.name
    if isinstance(value, tuple):
        return tuple(named(item) for item in value)
    if isinstance(value, KINDS):
        return plain(value)
    return float(value) if isinstance(value, int | float) else value


def plain(fact: Any) -> tuple[Any, ...]:
    return (type(fact).__name__, *(named(getattr(fact, f.name)) for f in fields(fact)))


def claims(example: Gives | Silent) -> tuple[Claim, ...]:
    raw = (f"发布时间：{example.published}\n" if example.published else "") + example.text
    return travel(Report("example", "example.txt", raw), example.about, quick=True).resolved.claims


def ids(pair: tuple[Rule, Gives | Silent]) -> str:
    return f"{pair[0].name}:{pair[1].text[:16]}"


@pytest.mark.parametrize("pair", GIVES, ids=ids)
def test_gives(pair: tuple[Rule, Gives]) -> None:
    rule, example = pair
    found = claims(example)
    assert sorted(map(str, (plain(c.fact) for c in found))) == sorted(map(str, (plain(f) for f in example.facts)))
    assert rule.name in {e.rule for c in found for e in c.evidence}


@pytest.mark.parametrize("pair", SILENT, ids=ids)
def test_silent(pair: tuple[Rule, Silent]) -> None:
    rule, example = pair
    assert rule.name not in {e.rule for c in claims(example) for e in c.evidence}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_both_kinds_of_example_and_says_what_it_reads(rule: Rule) -> None:
    assert rule.gives
    assert rule.silent
    assert rule.doc


def test_no_example_goes_missing() -> None:
    # a case more or fewer is a decision: write the new number
    assert (len(RULES), len(GIVES), len(SILENT)) == (96, 121, 106)


def test_names_are_told_apart() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_every_kind_of_fact_has_a_rule() -> None:
    shown = {type(fact) for _, example in GIVES for fact in example.facts}
    assert shown == set(KINDS)
    assert Event in shown


def test_what_is_passed_over_would_have_said_nothing(dev: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule is asked only of sentences that have the characters it needs: without that, all says the same."""
    texts = [path.read_text(encoding="utf-8") for path in dev] + [generating.report(number).text for number in range(40)]
    texts += [example.text for _, example in (*GIVES, *SILENT)]
    assert sum(bool(rule.needs) for rule in RULES) > len(RULES) / 2
    passed_over = [travel(Report("a", "a.txt", text), quick=True).resolved.claims for text in texts]
    ungated = Gate(replace(rule, needs=()) for rule in sorted(RULES, key=lambda one: ORDER[one.name.split(".")[0]]))
    monkeypatch.setattr("cxzy_graph.extractors._GATE", ungated)
    assert [travel(Report("a", "a.txt", text), quick=True).resolved.claims for text in texts] == passed_over
