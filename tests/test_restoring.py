"""Restoring, by kind of evidence: as in the wild, negative (looks broken, is not), known failures."""

from __future__ import annotations

import pytest

from cxzy_graph.model import RestoredText
from cxzy_graph.restoring import restore
from damage import damage
from support import SAMPLES

FRAME = "本會(huì)召開(kāi)會(huì)議,"
"""A page proves its damage by its annotations; every case stands on such a page."""

IN_THE_WILD = [
    ("受到當(dāng)?shù)匕傩盏暮迷u;", "受到当地百姓的好评；"),
    ("以項(xiàng)目為主導(dǎo)的日?;顒?dòng)的開展", "以项目为主导的日常活动的开展"),
    ("變批評(píng)為表揚(yáng)??傊н€充分利用", "变批评为表扬。总支还充分利用"),
    ("第一要?jiǎng)?wù)", "第一要务"),
    ("增強(qiáng)團(tuán)隊(duì)?wèi)?zhàn)斗力", "增强团队战斗力"),
    ("給予了充分肯定?,F(xiàn)將工作總結(jié)如下", "给予了充分肯定。现将工作总结如下"),
    ("填補(bǔ)了我們?cè)谝恍╊I(lǐng)域的空白", "填补了我们在一些领域的空白"),
    ("舉辦“同心·築夢(mèng)”演出和同心?支教活動(dòng)", "举办“同心·筑梦”演出和同心·支教活动"),
    ("有著鮮明的特點(diǎn),成績(jī)顯著,祇有堅持,瞭解情況", "有着鲜明的特点，成绩显著，只有坚持，了解情况"),
    ("总支1個(gè)(6+3),英語(yǔ)(English)", "总支1个(6+3)，英语(English)"),
]


@pytest.mark.parametrize(("damaged", "text"), IN_THE_WILD)
def test_in_the_wild(damaged: str, text: str) -> None:
    assert restore(FRAME + damaged).text == "本会召开会议，" + text


NEGATIVE = [
    "“行”读作银行(háng)的行，不读行(xíng)走的行。",
    "会员311人(以下简称民进),6+3论坛?是的;好。",
    "为什么？因为“同心”活动;真的?",
    "乾隆年间的著作，徐著名先生编著。",
    "本報告用正體字書寫，沒有損壞。(6+3)",
    "Hello (nǐ hǎo) world",
]


@pytest.mark.parametrize("text", NEGATIVE[:4] + NEGATIVE[5:])
def test_undamaged_simplified_text_comes_through_untouched(text: str) -> None:
    assert restore(text) == RestoredText(text)


def test_traditional_text_without_other_damage_is_only_converted() -> None:
    restored = restore(NEGATIVE[4])
    assert restored.text == "本报告用正体字书写，没有损坏。(6+3)"
    assert {edit.repair for edit in restored.edits} == {"traditional"}


@pytest.mark.xfail(strict=True, reason="two pairs of bytes in a row without a character: four bytes lost")
def test_two_lost_pairs() -> None:
    assert restore(FRAME + "落實(shí)?;鶎游??髸?huì)員“一人一案”").text.endswith("落实。基层委要求会员“一人一案”")


def test_an_eaten_digit_is_marked_never_guessed() -> None:
    assert restore(FRAME + "高校支部3個(gè),高??傊?個(gè)").text.endswith("总支□个")


@pytest.mark.parametrize("name", ["profile", "sanzhong-2019", "honours"])
@pytest.mark.parametrize("seed", range(4))
def test_simulated_damage_is_undone(name: str, seed: int) -> None:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    restored = restore(damage(text, seed)).text
    widths = str.maketrans("，；：！？（）\u3000", ",;:!?() ")
    wrong = sum(a != b for a, b in zip(restored.translate(widths), text.translate(widths), strict=False))
    assert abs(len(restored) - len(text)) <= 2
    assert wrong <= len(text) * 0.02 or restored.count("□") > 0


@pytest.mark.parametrize("sample", sorted(p.name for p in SAMPLES.glob("*.txt")))
def test_the_edits_make_the_text(sample: str) -> None:
    raw = (SAMPLES / sample).read_text(encoding="utf-8")
    restored = restore(raw)
    out, position = [], 0
    for edit in restored.edits:
        assert raw[edit.start : edit.end] == edit.before
        assert edit.before != edit.after
        out += [raw[position : edit.start], edit.after]
        position = edit.end
    assert "".join([*out, raw[position:]]) == restored.text
