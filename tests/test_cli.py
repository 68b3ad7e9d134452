"""The command line as people type it: every verb, its help, its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse

from cxzy_graph import manual
from cxzy_graph.building.built import Built
from cxzy_graph.cli.program import program
from cxzy_graph.exporting.formats import FORMATS
from cxzy_graph.queries import questions
from cxzy_graph.queries.generate import PAGE, page
from support import SAMPLES

VERBS = sorted(program().commands)


def run(*words: Any, code: int = 0, lang: str = "zh") -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "cxzy_graph", *map(str, words)],
        capture_output=True,
        env={**os.environ, "CXZY_GRAPH_LANG": lang},
        timeout=120,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == code, (done.returncode, out, err)
    return out, err


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("lang", "word"), [("zh", "例："), ("en", "Example:")])
def test_every_verb_shows_an_example(verb: str, lang: str, word: str) -> None:
    out, _ = run("--lang", lang, verb, "--help")
    assert word in out
    assert f"cxzy-graph {verb}" in out


@pytest.mark.parametrize("in_english", [False, True])
def test_every_verb_is_in_the_manual(in_english: bool) -> None:
    text = manual.page("commands", in_english).text
    for verb in VERBS:
        assert f"cxzy-graph {verb}" in text, verb


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_lists_the_pages_and_shows_each(lang: str) -> None:
    out, _ = run("--lang", lang, "help")
    assert [line.split()[0] for line in out.splitlines()] == list(manual.TOPICS)
    for topic in manual.TOPICS:
        shown, _ = run("--lang", lang, "help", topic)
        assert shown == manual.page(topic, lang == "en").text
    _, err = run("--lang", lang, "help", "nothing", code=2)
    assert "office" in err


@pytest.mark.parametrize("in_english", [False, True])
def test_links_between_pages_of_the_manual_lead_somewhere(in_english: bool) -> None:
    for one in manual.pages(in_english):
        assert set(re.findall(r"\]\((\w+)\.md\)", one.text)) <= set(manual.TOPICS)
        assert "<script" not in manual.as_html(one.topic, in_english)


def test_exit_codes(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("2019年3月1日，民进江州市委会召开换届大会。", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    run("build", tmp_path / "good.txt", "-o", tmp_path / "out")
    _, err = run("build", tmp_path / "good.txt", tmp_path / "bad.txt", "-o", tmp_path / "out", code=3)
    assert err.splitlines() == ["未读 bad.txt：是空文件"]
    _, err = run("build", tmp_path / "bad.txt", "-o", tmp_path / "out", code=1)
    assert "原有结果未改动" in err
    run("build", code=2)
    for base in ("nonsense", "https://a.cn", "https://a.cn/#", "https://a.cn/%/", "https://a.cn/a b/"):
        run("build", tmp_path / "good.txt", "--base", base, code=2)
    run("query", "--store", tmp_path / "nowhere", "ASK {}", code=1)


def test_build_as_json_and_quiet(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("2019年3月1日，民进江州市委会召开换届大会。", encoding="utf-8")
    out, _ = run("build", tmp_path / "*.txt", "-o", tmp_path / "out", "--json")
    assert json.loads(out)["reports"] == 1
    assert run("build", tmp_path / "good.txt", "-o", tmp_path / "out", "--quiet") == ("", "")


def test_restore(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("會(huì)議在當(dāng)?shù)卣匍_。", encoding="utf-8")
    assert run("restore", tmp_path / "a.txt")[0] == "会议在当地召开。\n"
    out, _ = run("restore", tmp_path / "a.txt", "--diff")
    assert "注音错位 1" in out
    assert "（确定）；落选：" in out
    out, _ = run("restore", tmp_path / "a.txt", "--explain", "16", "--lang", "en")
    assert "byte slip by an annotation" in out
    assert "B5 D8" in out
    assert "没有改动" in run("restore", tmp_path / "a.txt", "--explain", "7")[0]
    run("restore", tmp_path / "a.txt", "--explain", "99", code=2)
    kept = json.loads(run("restore", tmp_path / "a.txt", "--json")[0])
    assert all(edit["certain"] for edit in kept["edits"])
    assert [(c["repair"], c["certain"], len(c["rivals"])) for c in kept["choices"]] == [("slip A", True, 1)]
    run("restore", tmp_path / "a.txt", "--output", tmp_path / "out")
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == "会议在当地召开。"
    (tmp_path / "b.txt").write_bytes(b"")
    run("restore", tmp_path / "a.txt", tmp_path / "b.txt", code=3)
    run("restore", tmp_path / "b.txt", code=1)


def test_restore_never_writes_over_the_report_as_it_came(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("會(huì)議在當(dāng)?shù)卣匍_。", encoding="utf-8")
    _, err = run("restore", tmp_path, "--output", tmp_path, code=2)
    assert "不会覆盖" in err
    assert "會(huì)" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    run("restore", tmp_path / "a.txt", "--output", tmp_path / "a.txt", code=1)


def test_questions_put_wrongly_are_answered_in_a_line_or_two(demo: Built, tmp_path: Path) -> None:
    store = ("--store", demo.output)
    for words in (
        ["ASK {}", "--set", "a=b"],
        ["--named", "members", "--set", "org=a", "--set", "org=b"],
        [""],
        ["SELECT"],
        ["--named", "nonsense"],
    ):
        _, err = run("query", *store, *words, code=2)
        assert "Traceback" not in err
        assert max(map(len, err.splitlines())) < 300
    run("show", " ", *store, code=2)
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("nonsense", encoding="utf-8")
    assert "已损坏" in run("query", "--store", tmp_path, "ASK {}", code=1)[1]


def test_answers_with_blank_nodes(demo: Built) -> None:
    out, _ = run("query", "--store", demo.output, "CONSTRUCT { ?s a [] } WHERE { ?s a ?o } LIMIT 2")
    assert "_:" in out


def test_exports_write_to_pipes_and_through_links(demo: Built, tmp_path: Path) -> None:
    (tmp_path / "link.nt").symlink_to("real.nt")
    run("export", "--store", demo.output, "--format", "nt", "--output", tmp_path / "link.nt")
    assert (tmp_path / "link.nt").is_symlink()
    assert (tmp_path / "real.nt").stat().st_size > 10_000
    run("export", "--store", demo.output, "--format", "nt", "--output", "/dev/null")
    assert not Path("/dev/null").is_file()


def test_another_base(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("2019年3月1日，民进江州市委会召开换届大会。", encoding="utf-8")
    run("build", tmp_path / "good.txt", "-o", tmp_path / "out", "--base", "https://example.org/x/")
    out, _ = run("export", "--store", tmp_path / "out", "--format", "ttl")
    assert out == (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert "https://example.org/x/report/good" in out


@pytest.mark.parametrize("name", sorted(set(questions()) - {"decisions"}))  # of which the samples have none: tests/test_decisions.py
def test_named_questions_answer_on_the_samples(demo: Built, name: str) -> None:
    out, _ = run("query", "--store", demo.output, "--named", name, "--format", "json")
    assert json.loads(out)["results"]["bindings"], name
    rows = list(csv.reader(io.StringIO(run("query", "--store", demo.output, "--named", name, "--format", "csv")[0])))
    assert len({tuple(row) for row in rows}) == len(rows) > 1


def test_the_reference_of_the_questions_is_as_generated(demo: Built) -> None:
    assert len(questions()) >= 20
    assert PAGE.read_text(encoding="utf-8") == page(demo.output)


def test_a_question_can_be_narrowed(demo: Built) -> None:
    out, _ = run("query", "--store", demo.output, "--named", "members", "--set", "org=第三中学支部", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows
    assert {row["organisation"] for row in rows} == {"民进江州市第三中学支部"}
    assert run("query", "--store", demo.output, "--named", "members", "--set", 'org=" } #', "--format", "csv")[0].count("\n") == 1
    _, err = run("query", "--store", demo.output, "--named", "members", "--set", "year=2014", code=2)
    assert "org" in err


def test_a_bad_query_shows_the_place(demo: Built) -> None:
    _, err = run("query", "--store", demo.output, "SELECT ?人 WHERE {\n ?人 a }", code=2)
    assert "第 2 行第 " in err
    assert err.splitlines()[1] == " ?人 a }"
    assert err.splitlines()[2].strip() == "^"
    assert "offline" in run("query", "--store", demo.output, "SELECT * { SERVICE <http://a.cn/> { ?s ?p ?o } }", code=2, lang="en")[1]


def test_constructed_triples_come_as_turtle(demo: Built) -> None:
    out, _ = run("query", "--store", demo.output, "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3")
    assert len(list(parse(out.encode(), format=RdfFormat.TURTLE))) == 3


def test_a_query_from_a_file(demo: Built, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    assert run("query", "--store", demo.output, "--file", tmp_path / "q.rq")[0] == "true\n"


@pytest.mark.parametrize("form", FORMATS)
def test_exports(demo: Built, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"graph.{form}"
    run("export", "--store", demo.output, "--format", form, "--output", target)
    data = target.read_bytes()
    if form in ("ttl", "trig"):
        assert data == (demo.output / f"graph.{form}").read_bytes()
    if form in ("graphml", "gexf", "rdfxml"):
        assert len(list(ElementTree.fromstring(data).iter())) > 200
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode())))
        assert len(rows) > 100
        assert all(row["sentence"] for row in rows)
    union = {str(t) for t in parse((demo.output / "graph.ttl").read_bytes(), format=RdfFormat.TURTLE)}
    readers = {"nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML, "ttl": RdfFormat.TURTLE}
    if form in readers:
        assert {str(q.triple) for q in parse(data, format=readers[form])} == union


def test_show_tells_how_many_are_called_so(demo: Built) -> None:
    out, told = run("show", "江州市", "--store", demo.output)
    assert "名称里有“江州市”的有" in told
    assert "@" not in out
    assert "名称里有" not in run("show", "沈怀瑾", "--store", demo.output)[1]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_show_asks_at_a_terminal_which_one_is_meant(demo: Built) -> None:
    import pty

    ours, theirs = pty.openpty()
    asked = subprocess.Popen(
        [sys.executable, "-m", "cxzy_graph", "show", "江州市", "--store", str(demo.output)], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said = b""
    while "编号".encode() not in said:
        said += os.read(ours, 4096)
    os.write(ours, b"2\n")
    assert asked.wait(60) == 0
    shown = os.read(ours, 65536).decode()
    second = said.decode().split("\n")[1].split(maxsplit=1)[1].split("（")[0]
    assert second in shown
    os.close(ours)


def test_a_named_question_has_chinese_heads(demo: Built) -> None:
    out, _ = run("query", "--named", "honours-by-year", "--store", demo.output)
    assert "获得者" in out.split("\n")[1]
    assert "recipient" in run("--lang", "en", "query", "--named", "honours-by-year", "--store", demo.output)[0].split("\n")[1]
    assert run("query", "--named", "honours-by-year", "--format", "csv", "--store", demo.output)[0].startswith("year,")


def test_show_gives_each_line_its_sentence(demo: Built) -> None:
    out, _ = run("show", "沈怀瑾", "--store", demo.output)
    lines = out.splitlines()
    assert lines[0].startswith("沈怀瑾（人员，民进江州市第三中学支部）")
    blocks = "\n".join(lines[1:]).split("\n  [")
    assert len(blocks) >= 3
    assert all(any("沈怀瑾" in line for line in block.splitlines()[1:]) for block in blocks)
    assert json.loads(run("show", "优秀会员", "--store", demo.output, "--json")[0])
    run("show", "查无此人", "--store", demo.output, code=1)


def test_rules_and_residue(demo: Built) -> None:
    out, _ = run("rules", "conferrals.passive")
    assert "X被Y评为Z" in out
    assert "+ 李然被民进江州市委会评为“优秀会员”。" in out
    assert run("rules", "nonsense", code=1)
    left = json.loads(run("residue", "--store", demo.output, "--json")[0])
    assert all(one["words"] for one in left)


def test_version_and_module() -> None:
    assert run("--version")[0].startswith("cxzy-graph 0.")


def test_samples_are_the_projects_own_six() -> None:
    assert len(list(SAMPLES.glob("*.txt"))) == 6
