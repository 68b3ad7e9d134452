"""The product's own scorer: it agrees with the project's, says what is wrong with a labelled file, and writes the form for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxzy_graph.building.build import build
from cxzy_graph.building.built import Built
from cxzy_graph.cli.program import program
from cxzy_graph.scoring import KINDS, BadGold, UnreadableGraph, facts_by_report, read, score
from support import scorer

REPORT = (
    "民进江州市委会动态\n2019-03-02\n3月1日，民进江州市委会召开基层组织建设座谈会。市委会主委李然出席会议。王芳被市委会评为“优秀会员”。\n"
)
GOLD = {
    "id": "a",
    "names": {"民进江州市委会": ["市委会"]},
    "facts": [
        {"kind": "membership", "person": "李然", "org": "民进江州市委会", "role": "主委", "quote": "市委会主委李然"},
        {"kind": "activity", "orgs": ["民进江州市委会"], "name": "基层组织建设座谈会", "date": "2019-03-01", "activity_type": "会议"},
        {"kind": "participation", "who": "李然", "activity": "基层组织建设座谈会"},
        {"kind": "honour", "recipient": "王芳", "honour": "优秀会员", "by": "民进江州市委会"},
        {"kind": "honour", "recipient": "李然", "honour": "模范主委", "quote": "……"},
        {"kind": "founded", "org": "民进江州市委会", "date": "1990", "optional": True},
    ],
}


@pytest.fixture
def labelled(tmp_path: Path) -> tuple[Path, Path]:
    """A built graph of a report and the folder of its labels."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "out")
    return tmp_path / "out", tmp_path / "gold"


def test_agrees_with_the_projects_scorer(built_dev: Built, shared: Path) -> None:
    gold = shared / "reports" / "dev"
    _, tally, _ = scorer(shared, "score").score(built_dev.output / "graph.ttl", gold)
    ours = score(facts_by_report(built_dev.output), [read(path) for path in sorted(gold.glob("*.json"))])
    for kind in KINDS:
        mine, theirs = ours.of(kind), tally[kind]
        assert (mine.right, mine.said, mine.wanted) == (theirs["right"], theirs["said"], theirs["wanted"]), kind
        counts = (mine.qualifiers_right, mine.qualifiers_said, mine.qualifiers_wanted)
        assert counts == (theirs["q_right"], theirs["q_said"], theirs["q_wanted"]), kind


def test_counts_and_differences(labelled: tuple[Path, Path]) -> None:
    result = score(facts_by_report(labelled[0]), [read(labelled[1] / "a.json")])
    whole = result.of()
    assert (whole.right, whole.said, whole.wanted) == (4, 4, 5)
    assert [(one.what, one.kind, one.quote) for one in result.differences] == [("missed", "honour", "……")]
    assert result.of("activity").qualifier_f1 == 1
    assert result.interval() == result.interval()


@pytest.mark.parametrize("file", ["graph.ttl", "graph.trig"])
def test_a_file_says_what_its_folder_says(labelled: tuple[Path, Path], file: str) -> None:
    assert facts_by_report(labelled[0] / file) == facts_by_report(labelled[0])


def test_a_graph_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.docx").write_text("", encoding="utf-8")
    with pytest.raises(UnreadableGraph, match=r"\.ttl"):
        facts_by_report(tmp_path / "g.docx")
    (tmp_path / "g.ttl").write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(UnreadableGraph, match=r"g\.ttl"):
        facts_by_report(tmp_path / "g.ttl")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "第 1 行"),
        ("{}", "facts"),
        ('{"facts": [{"kind": "prize"}]}', r"facts\[1\]: kind"),
        ('{"facts": [{"kind": "statistic", "org": "甲", "measure": "member_count", "value": "许多"}]}', "许多"),
        ('{"facts": [{"kind": "membership", "person": "李然"}]}', "org"),
        ('{"facts": [], "names": {"甲": "乙"}}', "names"),
    ],
)
def test_a_faulty_label_is_told_of(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadGold, match=says):
        read(tmp_path / "a.json")


def test_one_faulty_label_leaves_the_others(labelled: tuple[Path, Path]) -> None:
    (labelled[1] / "b.json").write_text("{", encoding="utf-8")
    done = CliRunner().invoke(program(), ["score", str(labelled[0]), str(labelled[1]), "--json"])
    assert done.exit_code == 3
    assert "b.json" in done.stderr
    figures = json.loads(done.stdout)["figures"]
    assert (figures["all"]["right"], figures["all"]["wanted"]) == (4, 5)


def test_differences_are_listed(labelled: tuple[Path, Path]) -> None:
    done = CliRunner().invoke(program(), ["score", str(labelled[0]), str(labelled[1]), "--errors", "honour"])
    assert done.exit_code == 0
    assert "模范主委" in done.stdout
    assert CliRunner().invoke(program(), ["score", str(labelled[0]), str(labelled[1]), "--only", "z"]).exit_code == 1


def test_the_form_is_filled_in_and_read(tmp_path: Path, labelled: tuple[Path, Path]) -> None:
    report = tmp_path / "in" / "a.txt"
    done = CliRunner().invoke(program(), ["score", "--template", str(report), "--output", str(tmp_path / "form.json")])
    assert done.exit_code == 0, done.output
    form = json.loads((tmp_path / "form.json").read_text(encoding="utf-8"))
    assert form["report"] == {"title": "民进江州市委会动态", "published": "2019-03-02", "editor": None, "about": "民进江州市委会"}
    assert form["sentences"][0].startswith("3月1日")
    assert read(tmp_path / "form.json").facts == ()  # rows left empty are no facts
    again = CliRunner().invoke(program(), ["score", "--template", str(report), "--output", str(tmp_path / "form.json")])
    assert again.exit_code == 1  # what was filled in is not overwritten
