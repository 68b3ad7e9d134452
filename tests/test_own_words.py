"""The user's own words: taken in, checked, their uses counted; and a graph without what is not sure enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from cxzy_graph.building.built import Built
from cxzy_graph.exporting import export
from cxzy_graph.lexicon.own import BadLexicon, OwnLexicon, current, load
from cxzy_graph.rdf.store import open_read
from cxzy_graph.scoring import facts_by_report
from support import quick_build as build

WORDS = 'posts = ["信访协理员"]\noccupations = ["茶艺匠人"]\nhonours = ["金烛台"]\nbodies = ["桃源诗社"]\n[aliases]\n"江州开明人" = "民进江州市委会"\n'
REPORT = "2019-03-02\n江州开明人信访协理员李然获“金烛台”称号。桃源诗社社长王芳出席会议。茶艺匠人张明被评为优秀会员。\n"


def test_words_are_read_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "own.toml").write_text(WORDS, encoding="utf-8")
    built = build([tmp_path / "a.txt"], tmp_path / "out", own=load(tmp_path / "words"))
    facts = facts_by_report(tmp_path / "out")["a"]
    assert [(f["person"], f["org"], f["role"]) for f in facts["membership"]] == [
        (("李然",), ("民进江州市委会",), ("信访协理员",)),
        (("王芳",), ("桃源诗社",), ("社长",)),
    ]
    assert ("金烛台",) in [f["honour"] for f in facts["honour"]]
    assert [f["title"] for f in facts["occupation"]] == [("茶艺匠人",)]
    assert built.own_words == {"信访协理员": 1, "茶艺匠人": 1, "金烛台": 1, "桃源诗社": 1, "江州开明人": 1}
    assert current() == OwnLexicon()  # the next build knows none of them
    without = build([tmp_path / "a.txt"], tmp_path / "out")
    assert without.facts["Membership"] < built.facts["Membership"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("posts = [", "TOML"),
        ('posts = "主委"', "posts"),
        ('prizes = ["甲"]', "prizes"),
        ('posts = ["主委.*"]', "主委"),
        ("posts = [1]", "posts"),
        ('aliases = ["甲"]', "aliases"),
        ('[aliases]\n"甲会" = "乙"', "乙"),
    ],
)
def test_faulty_words_are_told_of(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadLexicon, match=says):
        load(tmp_path)


def test_a_folder_without_words_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadLexicon, match="toml"):
        load(tmp_path)


def test_only_sure_facts_are_exported(demo: Built) -> None:
    store = open_read(demo.output)
    whole = _triples(b"".join(export(store, "nt")))
    assert _triples(b"".join(export(store, "nt", 0.001))) == whole
    sure = _triples(b"".join(export(store, "nt", 0.95)))
    best: dict[str, float] = {}
    for subject, prop, term in sure:
        if prop.endswith("#confidence"):
            best[subject] = max(best.get(subject, 0.0), float(term))
    assert best
    assert min(best.values()) >= 0.95
    assert sure < whole
    subjects = {s for s, _, _ in sure}
    told = {(s, p) for s, p, _ in whole}
    for _, prop, term in sure:  # nothing points to what was left out
        assert term in subjects or not any(s == term for s, _ in told), (prop, term)
    received = {(s, o) for s, p, o in sure if p.endswith("#received")}
    conferred = {s: {p.rsplit("#")[-1]: o for t, p, o in sure if t == s} for s, p, o in sure if p.endswith("#honour")}
    assert received == {(c["recipient"], c["honour"]) for c in conferred.values() if "recipient" in c}


def _triples(lines: bytes) -> set[tuple[str, str, str]]:
    found = parse(lines, format=RdfFormat.N_TRIPLES)
    return {(q.subject.value, q.predicate.value, getattr(q.object, "value", str(q.object))) for q in found}
