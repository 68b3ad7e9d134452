"""What people decide outlives rebuilds, changed rules and a lost store; and is undone by removing its line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cxzy_graph import extractors
from cxzy_graph.building.built import Built
from cxzy_graph.curating.comparing import compare
from cxzy_graph.curating.deciding import fact_decisions, identity_decision
from cxzy_graph.curating.desk import Desk, NotFound
from cxzy_graph.curating.reviewing import items
from cxzy_graph.opening import open_graph
from cxzy_graph.queries import questions
from cxzy_graph.rdf.kinds import class_of
from cxzy_graph.rdf.terms import CXZY, DCTERMS, PREFIXES, PROV, SKOS
from cxzy_graph.scoring.graphs import said_of
from cxzy_graph.settling.decisions import FILE, BadDecision, Decision, Ref, load, save
from cxzy_graph.written_facts import CLASSES
from support import quick_build as build

REPORTS = Path(__file__).parent / "curated"
BY, ON = "王芳", "2026-11-22"


def facts(desk: Desk, kind: str) -> list[dict[str, Any]]:
    """The facts of a kind under the names that the graph has for things."""
    found = [said_of(desk.graph, kind, fact) for fact in desk.graph.of_class(class_of(CLASSES[kind]))]
    return [{field: values[0] for field, values in said.items() if values} for said in found]


def has(desk: Desk, kind: str, **said: Any) -> bool:
    return any(all(fact.get(k) == v for k, v in said.items()) for fact in facts(desk, kind))


def one(desk: Desk, person: str, reports: str) -> bool:
    """Are the people of one name in these reports one?"""
    return len({desk.find(f"{person}@{report}") for report in reports.split()}) == 1


def told_right(desk: Desk) -> dict[str, bool]:
    """The ten facts and five identities as they are in truth."""
    branch = "民进玄武一支部"
    return {
        "the chairman's whole name": has(desk, "membership", person="孟昭和", role="主委") and not has(desk, "membership", person="孟昭"),
        "no meeting that day, and nobody at it": not has(desk, "activity", name="换届会议")
        and not has(desk, "participation", activity="换届会议"),
        "who spoke did not attend as a member": not has(desk, "participation", who="岳庭之", activity="表彰大会"),
        "a chairman, not a member": not has(desk, "membership", person="纪晓舟", role="会员"),
        "36 members": has(desk, "statistic", value="36") and not has(desk, "statistic", value="34"),
        "the honour's right name": has(desk, "honour", honour="先进基层组织") and not has(desk, "honour", honour="先进集体"),
        "founded in July": has(desk, "founded", date="1998-07") and not has(desk, "founded", date="1998-06"),
        "a member's delegate": has(desk, "membership", person="岳庭之", org="民进南京市委会", role="会员"),
        "the branch is the city's": has(desk, "part_of", org=branch, parent="民进南京市委会"),
        "a doctor": has(desk, "occupation", person="纪晓舟", title="医生"),
        "the teacher is the vice-chairman": one(desk, "汪若涵", "zongjie huanjie"),
        "and the one honoured by the province": one(desk, "汪若涵", "biaozhang huanjie"),
        "two of one name in the branch": not one(desk, "纪晓舟", "zongjie dangxiao"),
        "two of one name and office": not one(desk, "温如玉", "zongjie dangxiao"),
        "what the branch is called": any(desk.graph.label(n) == branch for n in desk.graph.things()),
    }


def decided(desk: Desk) -> list[Decision]:
    def fact(what: str, *words: str, **to: str) -> list[Decision]:
        return fact_decisions(desk, what, desk.find_fact(words), BY, ON, "原文如此", dict(to))

    def added(report: str, quote: str, **said: str) -> Decision:
        return Decision("add", BY, ON, "原文如此", report=report, quote=quote, fact=said)

    return [
        *fact("correct", "孟昭", "主委", person="孟昭和"),
        *fact("reject", "民进南京市玄武区第一支部", "换届会议", "2015"),
        *fact("reject", "岳庭之", "表彰大会"),
        *fact("reject", "纪晓舟", "会员", "民进南京市玄武区第一支部"),
        *fact("correct", "成员数", "34", value="36"),
        *fact("correct", "先进集体", honour="先进基层组织"),
        *fact("correct", "1998-06", date="1998-07"),
        added("biaozhang", "岳庭之作为会员代表发言。", kind="membership", person="岳庭之", org="民进南京市委会", role="会员"),
        added("huanjie", "支部成立于1998年6月，现有会员34人。", kind="part_of", org="民进玄武区一支部", parent="民进南京市委会"),
        added("dangxiao", "支部会员纪晓舟参加活动。", kind="occupation", person="纪晓舟", title="医生"),
        identity_decision(desk, "same", "汪若涵@zongjie", "汪若涵@huanjie", BY, ON, "同一人"),
        identity_decision(desk, "same", "汪若涵@biaozhang", "汪若涵@huanjie", BY, ON, "同一人"),
        identity_decision(desk, "different", "纪晓舟@zongjie", "纪晓舟@dangxiao", BY, ON, "年龄不同"),
        identity_decision(desk, "different", "温如玉@zongjie", "温如玉@dangxiao", BY, ON, "性别不同"),
        Decision("rename", BY, ON, "通用名", "organisation", desk.ref(desk.find("民进玄武区一支部")), name="民进玄武一支部"),
    ]


@pytest.fixture
def first(tmp_path: Path) -> Built:
    return build([REPORTS], tmp_path / "out")


def test_fifteen_decisions_hold_after_the_store_is_gone_and_a_rule_changed(first: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(first.output)
    before = told_right(desk)
    assert len(before) == 15
    assert not any(before.values())
    save(first.output / FILE, decided(desk))
    assert [name for name, right in told_right(Desk(build([REPORTS], first.output).output)).items() if not right] == []

    shutil.rmtree(first.output / "store")
    changed = [rule for rule in extractors.RULES if rule.name not in ("memberships.office_first", "statistics.members", "foundings.among")]
    assert len(changed) == len(extractors.RULES) - 3
    monkeypatch.setattr(extractors, "RULES", changed)
    built = build([REPORTS], first.output)
    assert built.violations == ()
    assert built.decided.decisions == 15
    assert (built.decided.vanished, built.decided.overruled, built.decided.refused) == ((), (), ())
    assert [name for name, right in told_right(Desk(built.output)).items() if not right] == []


def test_every_line_can_be_taken_back(first: Built) -> None:
    whole = decided(Desk(first.output))
    save(first.output / FILE, whole)
    build([REPORTS], first.output)
    (first.output / FILE).write_text("", encoding="utf-8")
    again = build([REPORTS], first.output)
    assert (again.output / "graph.ttl").read_bytes() == (build([REPORTS], first.output.parent / "fresh").output / "graph.ttl").read_bytes()


def test_decisions_stand_in_their_own_graph_with_provenance(first: Built) -> None:
    save(first.output / FILE, decided(Desk(first.output)))
    graph = open_graph(build([REPORTS], first.output).output)
    head = f"PREFIX cxzy: <{PREFIXES['cxzy']}> PREFIX prov: <{PREFIXES['prov']}> PREFIX foaf: <{PREFIXES['foaf']}>"
    rows = list(
        graph.query(
            head + "SELECT ?verdict (COUNT(*) AS ?n) { GRAPH <https://w3id.org/cxzy-graph/id/curation> {"
            " ?d a cxzy:Decision ; cxzy:verdict ?verdict ; prov:wasAssociatedWith/foaf:name '王芳' } } GROUP BY ?verdict ORDER BY ?verdict"
        )
    )
    assert [(r["verdict"].value, int(r["n"].value)) for r in rows] == [
        ("add", 3),
        ("correct", 4),
        ("different", 2),
        ("reject", 3),
        ("rename", 1),
        ("same", 2),
    ]
    stated = "{ GRAPH <https://w3id.org/cxzy-graph/id/curation> { ?d prov:generated ?fact } ?fact cxzy:evidence ?passage }"
    assert len({r["fact"].value for r in graph.query(head + f"SELECT ?fact {stated}")}) == 7
    unmade = "ASK { ?d prov:invalidated ?fact . ?fact a cxzy:Fact FILTER NOT EXISTS { ?e prov:generated ?fact } }"
    assert not graph.query(head + unmade)


def test_what_was_decided_is_a_question(first: Built) -> None:
    save(first.output / FILE, decided(Desk(first.output)))
    graph = open_graph(build([REPORTS], first.output).output)
    found = list(graph.query(questions()["decisions"].filled({"by": "王"})))
    assert len(found) == 15
    assert {row["verdict"].value for row in found} == {"same", "different", "rename", "reject", "correct", "add"}
    assert all(row["about"] is not None for row in found)


def test_what_is_apart_stays_apart_whatever_links_it(first: Built) -> None:
    desk = Desk(first.output)
    chain = [
        identity_decision(desk, "same", "汪若涵@zongjie", "汪若涵@huanjie", BY, ON, ""),
        identity_decision(desk, "same", "汪若涵@biaozhang", "汪若涵@huanjie", BY, ON, ""),
        identity_decision(desk, "different", "汪若涵@zongjie", "汪若涵@biaozhang", BY, ON, ""),
    ]
    save(first.output / FILE, chain)
    built = build([REPORTS], first.output)
    assert not one(Desk(built.output), "汪若涵", "zongjie biaozhang")
    assert len(built.decided.overruled) == 1


def test_a_vanished_sentence_is_listed_and_its_line_kept(first: Built, tmp_path: Path) -> None:
    save(first.output / FILE, decided(Desk(first.output)))
    lines = (first.output / FILE).read_text(encoding="utf-8")
    less = tmp_path / "less"
    shutil.copytree(REPORTS, less)
    (less / "dangxiao.txt").unlink()
    built = build([less], first.output)
    assert (first.output / FILE).read_text(encoding="utf-8") == lines
    told = " ".join(built.decided.vanished)
    assert len(built.decided.vanished) == 4
    assert all(word in told for word in ("会员", "医生", "纪晓舟", "温如玉"))
    desk = Desk(built.output)
    assert has(desk, "membership", person="孟昭和", role="主委")


def test_bodies_are_told_apart_and_joined(first: Built) -> None:
    desk = Desk(first.output)
    save(first.output / FILE, [identity_decision(desk, "same", "民进玄武区一支部", "民进南京市委会", BY, ON, "试")])
    joined = Desk(build([REPORTS], first.output).output)
    assert joined.find("民进玄武区一支部") == joined.find("民进南京市委会")
    save(first.output / FILE, [identity_decision(desk, "different", "民进玄武区一支部@huanjie", "民进玄武区一支部@dangxiao", BY, ON, "试")])
    apart = Desk(build([REPORTS], first.output).output)
    assert {apart.identity(n) for n in apart.graph.things() if "玄武" in n and apart.kind(n) == "organisation"} == {
        "民进玄武区一支部",
        "民进玄武区一支部（@dangxiao）",
    }


def test_the_file_is_sorted_mergeable_and_strict(tmp_path: Path) -> None:
    ref = Ref("李然（一支部）", "李然", "a", "李然任主委。")
    two = [
        Decision("undecided", BY, ON, "", "person", ref, Ref("李然（二支部）", "李然", "b", "李然参加。")),
        Decision("rename", BY, ON, "笔误", "person", ref, name="李燃"),
    ]
    mine, theirs = tmp_path / "mine.jsonl", tmp_path / "theirs.jsonl"
    save(mine, two)
    save(theirs, reversed(two))
    assert mine.read_bytes() == theirs.read_bytes()
    mine.write_text(mine.read_text(encoding="utf-8") + theirs.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(mine) == load(theirs)
    assert all(list(json.loads(line)) == sorted(json.loads(line)) for line in theirs.read_text(encoding="utf-8").splitlines())


GOOD = {"decision": "rename", "by": BY, "on": ON, "why": "", "kind": "person", "a": {"id": "李然", "name": "李然"}, "name": "李燃"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "不是 JSON"),
        (json.dumps({**GOOD, "decision": "merge"}), "decision 应为"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "by"}), "缺少 by"),
        (json.dumps({**GOOD, "when": "今天"}), "不认识 when"),
        (json.dumps({**GOOD, "a": {"id": "李然"}}), "name"),
        (json.dumps({**GOOD, "kind": "event"}), "person 或 organisation"),
        (json.dumps({"decision": "reject", "by": BY, "on": ON, "report": "a", "quote": "b", "fact": {"kind": "x"}}), "fact 应是"),
        (json.dumps({**GOOD, "name": ""}), "是空的： name"),
        (json.dumps({**GOOD, "name": "甲\n乙"}), "一行"),
        (json.dumps({**GOOD, "on": "2026-13-45"}), "on 不是日期"),
        ("<<<<<<< HEAD", "冲突标记"),
    ],
)
def test_a_line_that_cannot_be_followed_is_named(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / FILE).write_text(json.dumps(GOOD) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(BadDecision, match=says) as told:
        load(tmp_path / FILE)
    assert "2" in str(told.value)


def test_opposite_decisions_are_refused(tmp_path: Path) -> None:
    a, b = Ref("李然（一支部）", "李然", "a", "x"), Ref("李然（二支部）", "李然", "b", "y")
    save(tmp_path / FILE, [Decision("same", BY, ON, "", "person", a, b), Decision("different", BY, ON, "", "person", b, a)])
    with pytest.raises(BadDecision, match="相反"):
        load(tmp_path / FILE)


def test_a_decision_that_makes_no_fact_is_told_of(first: Built) -> None:
    quote = "支部成立于1998年6月，现有会员34人。"
    fact = {"kind": "founded", "org": "民进玄武区一支部", "date": "九八年"}
    save(first.output / FILE, [Decision("add", BY, ON, "", report="huanjie", quote=quote, fact=fact)])
    built = build([REPORTS], first.output)
    assert len(built.decided.refused) == 1
    assert "不是日期" in built.decided.refused[0]


def run(*words: object, code: int = 0, said: str = "") -> str:
    environment = os.environ | {"CXZY_GRAPH_LANG": "zh", "CXZY_GRAPH_REVIEWER": BY}
    command = [sys.executable, "-m", "cxzy_graph", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, input=said, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def test_the_commands(first: Built) -> None:
    out = first.output
    assert "有 2 个" in run("decide", "same", "岳庭之", "孟昭", "--store", out, code=2)
    assert "没有叫" in run("why", "某某", "孟昭", "--store", out, code=2)
    assert "都有 民进南京市委会" in run("why", "温如玉@zongjie", "温如玉@huanjie", "--store", out)
    assert "可能是同一人" in run("why", "汪若涵@zongjie", "汪若涵@huanjie", "--store", out)
    assert "九江县后为柴桑区" in run("why", "民进九江县委会", "民进柴桑区委会", "--store", out)
    assert "没有说明是哪里的" in run("why", "民进鼓楼区支部", "民进南京市鼓楼区支部", "--store", out)
    run("decide", "different", "汪若涵@zongjie", "汪若涵@huanjie", "--why", "年龄不同", "--store", out)
    run("decide", "same", "汪若涵@zongjie", "汪若涵@huanjie", "--why", "核对过", "--on", "2026-11-20", "--store", out)
    kept = run("decide", "list", "--store", out)  # a later decision on a pair takes the place of the earlier one
    assert "核对过" in kept
    assert "年龄不同" not in kept
    assert "年龄不同" not in (out / FILE).read_text(encoding="utf-8")
    assert "没有叫" in run("decide", "rename", "无此人", "某", "--store", out, code=2)
    assert "没有这句话" in run(
        "decide", "add", "huanjie", "--quote", "没有的话。", "--set", "kind=founded", "--set", "org=支部", "--store", out, code=2
    )
    assert "已撤回" in run("decide", "undo", kept.split()[0], "--store", out)
    assert (out / FILE).read_text(encoding="utf-8") == ""


def test_review_lists_the_best_first_and_leaves_out_what_is_decided(first: Built) -> None:
    desk = Desk(first.output)
    open_ = items(desk)
    assert [item.score for item in open_] == sorted((item.score for item in open_), reverse=True)
    assert any({desk.identity(s) for s in item.subjects} == {"汪若涵（南京市第三中学）", "汪若涵（民进玄武区一支部）"} for item in open_)
    done = [identity_decision(desk, "undecided", "汪若涵@zongjie", "汪若涵@huanjie", BY, ON, "")]
    assert len(items(desk, done)) == len(open_) - 1
    parted = identity_decision(desk, "different", "纪晓舟@zongjie", "纪晓舟@huanjie", BY, ON, "")
    save(first.output / FILE, [parted, identity_decision(desk, "different", "纪晓舟@zongjie", "纪晓舟@dangxiao", BY, ON, "")])
    assert len(load(first.output / FILE)) == 2
    again = Desk(build([REPORTS], first.output).output)
    asked = {
        frozenset(item.subjects)
        for item in items(again, load(first.output / FILE))
        if item.kind == "identity" and "纪晓舟" in item.subjects[0]
    }
    assert asked == {frozenset(again.find(f"纪晓舟@{report}") for report in ("huanjie", "dangxiao"))}  # the one pair nobody spoke of
    listed = json.loads(run("review", "--json", "--store", first.output))
    assert {"kind", "score", "question", "sides"} == set(listed[0])
    assert all(side["sentences"] for item in listed for side in item["sides"])


def test_contradictions_are_found(tmp_path: Path) -> None:
    for name, head, size in (("a", "孟昭远", 310), ("b", "纪晓舟", 120)):
        text = f"民进南京市委会2014年工作总结\n2014年12月20日\n民进南京市委会主委{head}主持会议。\n截至2014年{'11' if name == 'a' else '12'}月，民进南京市委会有会员{size}人。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    desk = Desk(build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out").output)
    told = [item.question for item in items(desk) if item.kind == "contradiction"]
    assert told == ["民进南京市委会 2014 年有两位主委", "民进南京市委会：2014-11 为 310，2014-12 为 120"]


def test_decisions_on_decided_facts_and_renamed_things(first: Built) -> None:
    """A correction of a correction, a fact of a renamed body, one added and rejected, a name given twice."""
    out = first.output

    def decide(*words: str) -> Desk:
        run("decide", *words, "--store", out, "--on", ON)
        return Desk(build([REPORTS], out).output)

    desk = decide("correct", "成员数", "34", "--set", "value=36")
    desk = decide("correct", "成员数", "36", "--set", "value=37")
    assert has(desk, "statistic", value="37")
    assert not has(desk, "statistic", value="36")
    desk = decide("reject", "成员数", "37")
    assert not has(desk, "statistic", value="37")
    decide("rename", "民进玄武区一支部", "甲支部")
    desk = decide("rename", "民进玄武区一支部", "乙支部")
    assert has(desk, "founded", org="乙支部")
    desk = decide("reject", "乙支部", "1998-06")
    assert not has(desk, "founded", date="1998-06")
    desk = decide(
        "add",
        "dangxiao",
        "--quote",
        "支部会员纪晓舟参加活动。",
        "--set",
        "kind=occupation",
        "--set",
        "person=纪晓舟",
        "--set",
        "title=医生",
    )
    assert has(desk, "occupation", title="医生")
    desk = decide("reject", "纪晓舟", "医生", "@dangxiao")
    assert not has(desk, "occupation", title="医生")
    assert "没有" not in "".join(build([REPORTS], out).decided.vanished)


def test_a_correction_that_cannot_be_keeps_the_fact(first: Built) -> None:
    assert "不是日期" in run("decide", "correct", "1998-06", "--set", "date=abc", "--store", first.output, code=2)
    quote = "支部成立于1998年6月，现有会员34人。"
    fact = {"kind": "founded", "org": "民进玄武区一支部", "date": "1998-06"}
    save(first.output / FILE, [Decision("correct", BY, ON, "", report="huanjie", quote=quote, fact=fact, to={"date": "abc"})])
    built = build([REPORTS], first.output)
    assert len(built.decided.refused) == 1
    assert has(Desk(built.output), "founded", date="1998-06")


def test_decisions_find_reports_that_were_moved(first: Built, tmp_path: Path) -> None:
    save(first.output / FILE, decided(Desk(first.output)))
    shutil.copytree(REPORTS, tmp_path / "moved" / "2014" / "a")
    built = build([tmp_path / "moved"], first.output)
    assert built.decided.vanished == ()
    told = told_right(Desk(built.output))
    assert [name for name, right in told.items() if not right] == []


def written(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / f"{name.replace('_in_', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_decision_is_carried_out_in_its_own_report_alone(tmp_path: Path) -> None:
    text = "民进江州市委会{}年工作总结\n市委会现有会员311人。\n"
    reports = written(tmp_path / "in", nian2013_in_zongjie=text.format(2013), nian2014_in_zongjie=text.format(2014))
    said = {"kind": "statistic", "org": "民进江州市委会", "measure": "member_count", "value": 311}
    wrong = Decision("reject", BY, ON, "", report="nian2014/zongjie", quote="市委会现有会员311人。", fact=said)
    save(tmp_path / "out" / FILE, [wrong])
    desk = Desk(build([reports], tmp_path / "out").output)
    assert [s.report for fact in desk.graph.of_class(CXZY.Statistic) for s in desk.stated(fact)] == ["nian2013/zongjie"]
    (reports / "nian2014" / "zongjie.txt").unlink()
    built = build([reports], tmp_path / "out")
    assert built.decided.vanished == ()
    graph = Desk(built.output).graph
    assert graph.of_class(CXZY.Statistic) == []
    (used,) = graph.all(graph.of_class(CXZY.Decision)[0], PROV.used)
    assert graph.one(used, DCTERMS.source).endswith("nian2013/zongjie.txt")
    assert sum(outcome.facts.get("Statistic", 0) for outcome in built.outcomes) == 0


def test_what_could_mean_several_facts_is_not_followed(tmp_path: Path) -> None:
    meetings = "民进江州市委会2014年工作总结\n5月3日，市委会召开联席会议。7月8日，市委会召开联席会议。\n"
    reports = written(tmp_path / "in", a=meetings)
    said = {"kind": "activity", "orgs": ["民进江州市委会"], "name": "联席会议"}
    quote = "5月3日，市委会召开联席会议。"
    for date, refused, held in ((None, 1, 2), ("2014-05-03", 0, 1), ("2014-05-04", 0, 2)):
        fact = said | ({"date": date} if date else {})
        save(tmp_path / "out" / FILE, [Decision("reject", BY, ON, "", report="a", quote=quote, fact=fact)])
        built = build([reports], tmp_path / "out")
        assert len(built.decided.refused) == refused
        assert len(built.decided.idle) == (date == "2014-05-04")
        assert len(Desk(built.output).graph.of_class(CXZY.Event)) == held


def test_one_of_a_name_is_set_apart_and_the_others_stay(tmp_path: Path) -> None:
    text = "民进江州市一支部{}年工作总结\n一支部会员陶立群参加学习会。\n"
    reports = written(tmp_path / "in", a=text.format(2012), b=text.format(2013), c=text.format(2014))
    desk = Desk(build([reports], tmp_path / "out").output)
    assert one(desk, "陶立群", "a b c")
    save(tmp_path / "out" / FILE, [identity_decision(desk, "different", "陶立群@a", "陶立群@c", BY, ON, "")])
    desk = Desk(build([reports], tmp_path / "out").output)
    assert one(desk, "陶立群", "a b")
    assert not one(desk, "陶立群", "a c")


def test_two_names_that_are_one_bring_no_candidates_of_other_names(tmp_path: Path) -> None:
    text = "民进江州市{}支部2014年工作总结\n{}支部会员{}参加学习会。\n"
    reports = written(
        tmp_path / "in", a=text.format("一", "一", "陶立群"), b=text.format("二", "二", "陶立峰"), c=text.format("三", "三", "陶立峰")
    )
    desk = Desk(build([reports], tmp_path / "out").output)
    save(tmp_path / "out" / FILE, [identity_decision(desk, "same", "陶立群@a", "陶立峰@b", BY, ON, "")])
    graph = Desk(build([reports], tmp_path / "out").output).graph
    assert len(graph.of_class(CXZY.Candidate)) == 1
    text = "民进江州市{}支部2014年工作总结\n{}支部会员{}参加学习会。\n"
    written(tmp_path / "in", d=text.format("四", "四", "陶立群"))
    graph = Desk(build([reports], tmp_path / "out").output).graph
    assert len(graph.of_class(CXZY.Candidate)) == 2  # 陶立群 of 四支部 and 陶立峰 of 三支部 share no name


def test_bodies_that_are_one_have_one_body_above(tmp_path: Path) -> None:
    text = "民进{}2014年工作总结\n民进{}召开会议。\n"
    committee, branch = "江苏省盐城市委会", "盐城市一支部"
    reports = written(
        tmp_path / "in", a=text.format(committee, committee), b=text.format(branch, branch), c=text.format("盐城县委会", "盐城县委会")
    )
    desk = Desk(build([reports], tmp_path / "out").output)
    save(tmp_path / "out" / FILE, [identity_decision(desk, "same", "民进盐城市委会", "民进盐城县委会", BY, ON, "")])
    desk = Desk(build([reports], tmp_path / "out").output)
    (above,) = desk.graph.all(desk.find("民进盐城市一支部"), CXZY.impliedParent)
    assert above == desk.find("民进盐城县委会") == desk.find("民进盐城市委会")


def test_of_two_names_given_the_last_stands(first: Built) -> None:
    desk = Desk(first.output)
    body = desk.find("民进玄武区一支部")
    refs = [desk.ref(body, report) for report in ("huanjie", "zongjie")]
    names = [Decision("rename", BY, f"2026-11-2{n}", "", "organisation", ref, name=f"玄武{n}支部") for n, ref in enumerate(refs, 1)]
    save(first.output / FILE, names)
    built = build([REPORTS], first.output)
    assert Desk(built.output).find("玄武2支部") == body
    assert built.decided.overruled == (str(names[0]),)


def test_people_of_bodies_that_are_one_are_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "民进九江县支部2014年工作总结\n2014年，民进九江县支部主委陶立群带领会员开展社会服务。\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text("民进柴桑区支部2020年工作总结\n2020年，民进柴桑区支部主委陶立群带领会员抗击疫情。\n", encoding="utf-8")
    made = [tmp_path / "a.txt", tmp_path / "b.txt"]
    desk = Desk(build(made, tmp_path / "out").output)
    assert not one(desk, "陶立群", "a b")
    save(tmp_path / "out" / FILE, [identity_decision(desk, "same", "民进九江县支部", "民进柴桑区支部", BY, ON, "")])
    desk = Desk(build(made, tmp_path / "out").output)
    assert one(desk, "陶立群", "a b")
    assert "由人工决定合并" in run("why", "民进九江县支部", "民进柴桑区支部", "--store", tmp_path / "out")
    save(tmp_path / "out" / FILE, [identity_decision(desk, "different", "陶立群@a", "陶立群@b", BY, ON, "")])
    desk = Desk(build(made, tmp_path / "out").output)
    assert desk.graph.of_class(CXZY.Candidate) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_review_takes_answers_at_the_terminal(first: Built) -> None:
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "cxzy_graph", "review", "--kind", "identity", "--store", str(first.output), "--by", BY]
    with subprocess.Popen(
        command, stdin=child, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | {"CXZY_GRAPH_LANG": "zh"}
    ) as asked:
        os.write(parent, "s\n同一届委员\nq\n".encode())
        shown = asked.communicate(timeout=120)[0].decode()
    os.close(child)
    os.close(parent)
    assert "是同一人吗" in shown
    (decision,) = load(first.output / FILE)
    assert (decision.decision, decision.why, decision.by) == ("same", "同一届委员", BY)


def test_diff_tells_what_changed(first: Built, tmp_path: Path) -> None:
    shutil.copytree(first.output, tmp_path / "old")
    save(first.output / FILE, decided(Desk(first.output)))
    difference = compare(tmp_path / "old", build([REPORTS], first.output).output)
    changed = {before.line(): after.line() for before, after in difference.changed}
    assert any("34" in before and "36" in after for before, after in changed.items())
    assert any("换届会议" in one.line() for one in difference.lost)
    assert any("医生" in one.line() for one in difference.gained)
    assert compare(first.output, first.output / "graph.ttl").as_json() == {"gained": [], "lost": [], "changed": []}
    assert all(one.sentences for one in (*difference.gained, *difference.lost))


def test_ambiguous_words_list_what_there_is(first: Built) -> None:
    desk = Desk(first.output)
    with pytest.raises(NotFound, match="岳庭之（民进南京市委会·@zongjie）"):
        desk.find("岳庭之")
    with pytest.raises(NotFound, match="温如玉 · 民进南京市委会"):
        desk.find_fact(("温如玉",))
    assert desk.graph.one(desk.find("民进南京市委"), SKOS.prefLabel) == "民进南京市委会"
    assert desk.graph.all(desk.find("民进南京市委会"), CXZY.level)
