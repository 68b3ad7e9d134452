"""What several reports tell is one fact with a sentence from each; yearly repeats and what one report tells apart stay apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cxzy_graph.curating.deciding import fact_decisions
from cxzy_graph.curating.desk import Desk
from cxzy_graph.rdf.terms import CXZY, DCTERMS, ORG
from cxzy_graph.settling.decisions import FILE, save
from support import quick_build as build

HEAD = {"a": "民进南京市委会2014年工作总结\n2014年12月20日\n", "b": "民进江苏省委会2014年工作总结\n2015年1月8日\n"}


def built(tmp_path: Path, **texts: str) -> Desk:
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(HEAD.get(name, "") + text, encoding="utf-8")
    made = build([tmp_path], tmp_path / "out")
    assert made.violations == ()
    return Desk(made.output)


EVENTS = [
    ("5月17日，民进南京市委会召开教师节座谈会。", "民进南京市委2014年5月17日召开了庆祝教师节座谈会。", 1),
    ("5月17日，民进南京市委会召开教师节座谈会。", "民进南京市委2014年5月召开了教师节座谈会。", 1),
    ("5月17日，民进南京市委会召开教师节座谈会。", "民进南京市委2013年5月17日召开了教师节座谈会。", 2),
    ("5月17日，民进南京市委会召开教师节座谈会。", "民盟南京市委2014年5月17日召开了教师节座谈会。", 2),
    ("5月17日，民进南京市委会召开教师节座谈会。", "民进南京市委2014年5月18日召开了教师节座谈会。", 2),
    ("5月17日，民进南京市委会召开教师节座谈会。", "民进南京市委2014年5月17日举办了书画展。", 2),
]


@pytest.mark.parametrize(("one", "other", "events"), EVENTS)
def test_events(tmp_path: Path, one: str, other: str, events: int) -> None:
    desk = built(tmp_path, a=one + "\n", b=other + "\n")
    found = desk.graph.of_class(CXZY.Event)
    assert len(found) == events
    assert sorted(len(desk.stated(event)) for event in found) == ([2] if events == 1 else [1, 1])


def test_what_one_report_tells_apart_stays_apart(tmp_path: Path) -> None:
    two = "5月17日，民进南京市委会召开城南支部会员座谈会。5月17日，民进南京市委会召开城北支部会员座谈会。\n"
    desk = built(tmp_path, a=two, b="2014年5月17日，民进南京市委会召开城南支部会员座谈会。\n")
    assert sorted(len(desk.stated(event)) for event in desk.graph.of_class(CXZY.Event)) == [1, 2]


STATISTICS = [
    ("市委会现有会员311人。", "截至2014年12月，民进南京市委会有会员311人。", 1),
    ("市委会现有会员311人。", "截至2012年12月，民进南京市委会有会员311人。", 2),
    ("截至2014年底，市委会有会员311人。", "截至2014年12月31日，民进南京市委会有会员312人。", 2),
]


@pytest.mark.parametrize(("one", "other", "figures"), STATISTICS)
def test_figures_are_counted_once(tmp_path: Path, one: str, other: str, figures: int) -> None:
    desk = built(tmp_path, a=one + "\n", b=other + "\n")
    assert len(desk.graph.of_class(CXZY.Statistic)) == figures


def test_honours_are_counted_once_and_have_a_catalogue(tmp_path: Path) -> None:
    one = "2014年，李然被民进江苏省委会评为优秀会员。玄武区一支部被评为全国先进基层组织。\n"
    desk = built(
        tmp_path,
        a="玄武区一支部主委李然参加会议。\n" + one,
        b="玄武区一支部主委李然到会。2014年，玄武区一支部李然被民进江苏省委会评为优秀会员。\n",
    )
    graph = desk.graph
    given = {graph.label(graph.one(c, CXZY.honour)): c for c in graph.of_class(CXZY.Conferral)}
    assert set(given) == {"优秀会员", "全国先进基层组织"}
    assert len(desk.stated(given["优秀会员"])) == 2
    award = graph.one(given["优秀会员"], CXZY.award)
    assert graph.label(award) == "优秀会员（民进江苏省委会，2014）"
    assert graph.label(graph.one(award, CXZY.honourLevel)) == "省"
    assert graph.label(graph.one(given["全国先进基层组织"], CXZY.honourLevel)) == "全国"


def test_what_names_imply_stands_apart_and_never_against_a_report(tmp_path: Path) -> None:
    said = "玄武区一支部隶属于民进南京市委会。民进扬州市广陵区二支部召开换届会议。\n"
    desk = built(tmp_path, a=said)
    graph = desk.graph

    def above(name: str, prop: str) -> list[str]:
        return [graph.label(node) for node in graph.all(desk.find(name), prop)]

    assert above("民进玄武区一支部", ORG.subOrganizationOf) == ["民进南京市委会"]
    assert above("民进玄武区一支部", CXZY.impliedParent) == []
    assert above("民进扬州市广陵区二支部", CXZY.impliedParent) == ["民进江苏省委会"]  # no report names a committee of the city
    assert above("民进南京市委会", CXZY.impliedParent) == ["民进江苏省委会"]
    assert above("民进江苏省委会", CXZY.impliedParent) == ["民进中央"]
    assert all(desk.stated(fact) for fact in graph.of_class(CXZY.Affiliation))
    trig = (tmp_path / "out" / "graph.trig").read_text(encoding="utf-8")
    assert trig.count("cxzy:impliedParent") == trig.split("/derived> {")[1].split("\n}\n")[0].count("cxzy:impliedParent") > 0


def test_a_renamed_division_links_two_bodies(tmp_path: Path) -> None:
    (tmp_path / "o.txt").write_text("民进九江县总支2014年工作总结\n2014年12月20日\n民进九江县总支召开会议。\n", encoding="utf-8")
    (tmp_path / "n.txt").write_text("民进柴桑区总支2020年工作总结\n2020年12月20日\n民进柴桑区总支召开会议。\n", encoding="utf-8")
    desk = Desk(build([tmp_path / "o.txt", tmp_path / "n.txt"], tmp_path / "out").output)
    old, new = desk.find("民进九江县总支"), desk.find("民进柴桑区总支")
    assert old != new
    assert desk.graph.all(old, DCTERMS.isReplacedBy) == [new]
    assert desk.graph.all(new, DCTERMS.isReplacedBy) == []


def test_the_order_and_company_of_reports_change_no_identity(tmp_path: Path) -> None:
    texts = {"a": "玄武区一支部主委李然参加会议。\n", "b": "民进玄武区一支部主委李然到会。\n"}
    both = built(tmp_path, **texts)
    (tmp_path / "one").mkdir()
    alone = built(tmp_path / "one", a=texts["a"])
    assert alone.find("李然") == both.find("李然")
    assert alone.find("民进玄武区一支部") == both.find("民进玄武区一支部")
    swapped = build([tmp_path / "b.txt", tmp_path / "a.txt"], tmp_path / "out2")
    assert (swapped.output / "graph.ttl").read_bytes() == (tmp_path / "out" / "graph.ttl").read_bytes()


def test_what_differs_has_an_iri_of_its_own(tmp_path: Path) -> None:
    clinics = "5月17日，民进南京市委会在玄武湖小区开展义诊活动。5月17日，民进南京市委会在龙江小区开展义诊活动。\n"
    bulletin = "民进{}编印了《会务简报》。\n"
    desk = built(tmp_path, a=clinics + bulletin.format("南京市委会"), b=bulletin.format("江苏省委会"))
    assert len(desk.graph.of_class(CXZY.Event)) == 2
    assert len(desk.graph.of_class(CXZY.Document)) == 2


def test_a_report_named_like_a_city_is_no_city(tmp_path: Path) -> None:
    texts = {"盐城市": "民进支部活动\n支部会员走访了第三中学支部。\n", "b": "民进盐城市委会2014年工作总结\n市委会走访了第三中学支部。\n"}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    identities = {node.rsplit("/", 1)[1] for node in Desk(build([tmp_path], tmp_path / "out").output).graph.of_class(CXZY.Branch)}
    assert all("（盐城市）" not in one for one in identities if "@" in one)


def test_every_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two reports that name the holder differently and give other numbers: which is kept must not hang on the order of a set."""
    for name, text in (
        ("a", "5月17日，民进南京市委会召开教师节座谈会，30人参加。南京民进和市委会组织参观。\n"),
        ("b", "2014年5月17日，中国民主促进会南京市委员会召开教师节座谈会，45人参加。\n"),
    ):
        (tmp_path / f"{name}.txt").write_text(HEAD[name] + text, encoding="utf-8")
    made = set()
    for seed in ("1", "3", "6"):
        out = tmp_path / f"out{seed}"
        command = [
            sys.executable,
            "-m",
            "cxzy_graph",
            "build",
            str(tmp_path / "a.txt"),
            str(tmp_path / "b.txt"),
            "--output",
            str(out),
            "-q",
        ]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        made.add((out / "graph.trig").read_bytes())
    assert len(made) == 1


def test_a_correction_moves_those_who_took_part(tmp_path: Path) -> None:
    desk = built(tmp_path, a="5月17日，民进南京市委会召开换届大会，李然出席会议。\n")
    fact = desk.find_fact(("换届大会", "2014-05-17"))
    save(tmp_path / "out" / FILE, fact_decisions(desk, "correct", fact, "王芳", "2026-11-22", "", {"date": "2014-05-18"}))
    again = Desk(build([tmp_path / "a.txt"], tmp_path / "out").output)
    (joined,) = again.graph.of_class(CXZY.Participation)
    (event,) = again.graph.of_class(CXZY.Event)
    assert again.graph.all(joined, CXZY.event) == [event]
    assert again.graph.one(event, CXZY.date) == "2014-05-18"
