"""A dataset says what it is, once, wherever it is cited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from cxzy_graph.cli.program import program
from cxzy_graph.explorer.citing import citation
from cxzy_graph.rdf.described import Described, load
from support import quick_build

REPORT = "换届\n2016-09-27\n民进江州市委会召开换届大会。主委李然到会。"
SAID = Described("江州“组织”图谱", "民进江州市委会", "https://creativecommons.org/licenses/by/4.0/")


def test_what_is_said_once_is_kept_and_cited(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    quick_build([tmp_path / "a.txt"], tmp_path / "out", described=SAID)
    first = {name: (tmp_path / "out" / name).read_bytes() for name in ("dataset.ttl", "CITATION.cff", "dataset.toml")}
    quick_build([tmp_path / "a.txt"], tmp_path / "out")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in first} == first
    assert load(tmp_path / "out") == SAID
    cited = yaml.safe_load(first["CITATION.cff"])
    version = json.loads((tmp_path / "out" / "build.json").read_text(encoding="utf-8"))["digest"][:12]
    assert (cited["title"], cited["authors"], cited["license-url"], cited["version"]) == (
        SAID.title,
        [{"name": SAID.creator}],
        SAID.licence,
        version,
    )
    assert str(cited["date-released"]) == "2016-09-27"
    told = first["dataset.ttl"].decode()
    assert 'dcterms:creator "民进江州市委会"' in told
    assert 'dcterms:issued "2016-09-27"^^xsd:date' in told


def test_later_words_stand_in_place_of_kept_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    quick_build([tmp_path / "a.txt"], tmp_path / "out", described=SAID)
    quick_build([tmp_path / "a.txt"], tmp_path / "out", described=Described(creator="李然"))
    assert load(tmp_path / "out") == Described(SAID.title, "李然", SAID.licence)


@pytest.mark.parametrize(("option", "value"), [("--licence", "CC BY"), ("--title", "一\n二"), ("--creator", "长" * 301)])
def test_what_cannot_be_said_of_a_dataset_is_refused_before_anything_is_read(tmp_path: Path, option: str, value: str) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    told = CliRunner().invoke(program(), ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), option, value])
    assert told.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_description_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "dataset.toml").write_text("title = ", encoding="utf-8")
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    told = CliRunner().invoke(program(), ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")])
    assert told.exit_code == 2
    assert "dataset.toml" in told.output


def test_a_file_that_people_wrote_stays_as_they_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    mine = '# ours\ncreator   = "李然"\n'
    (tmp_path / "out" / "dataset.toml").write_text(mine, encoding="utf-8")
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    quick_build([tmp_path / "a.txt"], tmp_path / "out")
    assert (tmp_path / "out" / "dataset.toml").read_text(encoding="utf-8") == mine


@pytest.mark.parametrize("line", ['license = "https://a.cn/b"', 'creator = ["李然", "王芳"]'])
def test_lines_that_say_nothing_known_are_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "dataset.toml").write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match="title, creator and licence"):
        load(tmp_path)


def test_a_hostile_name_is_text_in_a_citation_and_at_the_foot() -> None:
    said = citation("<b>100%</b> {x} \\input", 'https://a.cn/"><i>', "0123456789ab", Described(creator="A & B_{c}"), None)
    assert "\\input" not in said.bibtex
    assert said.bibtex.count("{") == said.bibtex.count("}")
    assert "100\\%" in said.bibtex
    assert "A \\& B\\_ c" in said.bibtex
