"""Restoring, by kind of evidence: as in the wild, negative (looks broken, is not), known failures."""

from __future__ import annotations

import math

import jieba
import pytest
from rapidfuzz.distance import Levenshtein

from cxzy_graph.building.road import travel
from cxzy_graph.facts import Conferral, Statistic
from cxzy_graph.model import Report, RestoredText, Span
from cxzy_graph.restoring import language, restore
from support import SAMPLES
from writing import page

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


VARIANTS = [
    ("本會(huì)召開(kāi)會(huì)議,,到之處,。班主任,,好,;是", "本会召开会议，到之处。班主任，好；是", "doubled comma"),
    ("系(xi)(xi)(xi)統(tong)的(de)會(hui)議(yi)(6+3)", "系统的会议(6+3)", "annotation"),
    ("会员👈🏼,支部👍。大家☀️!好", "会员,支部。大家!好", "picture before a mark"),
    ("支部换届。/p>\n会员、/DIV>", "支部换届。\n会员、", "broken tag"),
    ("????會(huì)員(yuán)首頁(yè)??>??要聞", "    会员首页  >  要闻", "lost blank"),
    ("æ°‘è¿›æ±Ÿå·žå¸‚å§”ä¼š", "民进江州市委会", "mixed-up encoding"),
    ("民进江州市委会".encode().decode("latin-1"), "民进江州市委会", "mixed-up encoding"),
]


@pytest.mark.parametrize(("damaged", "text", "repair"), VARIANTS)
def test_rarer_damage(damaged: str, text: str, repair: str) -> None:
    restored = restore(damaged)
    assert restored.text == text
    assert repair in {edit.repair for edit in restored.edits}


def test_text_read_as_gbk_comes_back_but_for_what_was_lost() -> None:
    text = "\n".join(page(seed, 6) for seed in range(4))
    for codec, least in (("gb18030", 0.98), ("gbk", 0.95)):
        restored = restore(text.encode().decode(codec, "replace"))
        wrong = Levenshtein.distance(restored.text, text)
        assert wrong <= (1 - least) * len(text), codec
        assert any(not edit.certain for edit in restored.edits)


TRADITIONAL = [
    ("乾隆年間，乾燥的氣候，幹部幹活，若干問題", "乾隆年间，干燥的气候，干部干活，若干问题"),
    ("瞭解情況，瞭望台，了卻心願", "了解情况，瞭望台，了却心愿"),
    ("祇有一隻船，只是船隻", "只有一只船，只是船只"),
    ("著名作家的著作，看著書，顯著成績，跟著走", "著名作家的著作，看着书，显著成绩，跟着走"),
    ("皇后在後面，里程與裡面，理髮與發展", "皇后在后面，里程与里面，理发与发展"),
    ("沈陽市瀋河區，范圍與範例，鐘錶與鍾情", "沈阳市沈河区，范围与范例，钟表与钟情"),
    ("陜西、臺灣、衆人、羣眾、峯會、爲了", "陕西、台湾、众人、群众、峰会、为了"),
]


@pytest.mark.parametrize(("traditional", "simple"), TRADITIONAL)
def test_traditional_characters(traditional: str, simple: str) -> None:
    assert restore(traditional).text == simple


def test_names_on_a_converted_page_are_not_rewritten_by_words() -> None:
    assert restore("會(huì)員(yuán)沈默然、乾大爲、于藉之參加(jiā)").text == "会员沈默然、乾大为、于藉之参加"


def test_what_was_chosen_is_told_from_what_follows() -> None:
    restored = restore(FRAME + "以項(xiàng)目為主導(dǎo)的日?;顒?dòng)的開展")
    start = restored.text.index("常活动")
    assert [restored.guessed(Span(start + i, start + i + 1)) for i in range(3)] == [True, False, False]
    (choice,) = restored.choices
    assert (choice.chosen, choice.certain) == ("常活動", False)
    assert restored.edits != ()
    assert choice.rivals[-1][0] == "?;顒?dòng)"
    assert all(nats > 0 for _, nats in choice.rivals)


def test_a_fact_that_rests_on_a_guess_is_believed_less() -> None:
    def confidence(text: str) -> float:
        claims = travel(Report("a", "a.txt", text), quick=True).resolved.claims
        return next(c.confidence for c in claims if isinstance(c.fact, Conferral))

    head = "會(huì)員(yuán)李然被民進(jìn)江州市委會(huì)評為“"
    assert confidence(head + "日?;顒?dòng)先進(jìn)個(gè)人”。") < confidence(head + "日常活動(dòng)先進(jìn)個(gè)人”。")


def test_no_number_is_taken_from_what_was_eaten() -> None:
    for eaten in ("支部有會(huì)員(yuán)□2名。", "支部有會(huì)員(yuán)1□名。", "支部有會(huì)員(yuán)□名。"):
        claims = travel(Report("a", "a.txt", "民进江州市委会\n" + eaten), quick=True).resolved.claims
        assert not [c for c in claims if isinstance(c.fact, Statistic)], eaten


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


def test_the_words_are_those_that_jieba_counts() -> None:
    with jieba.dt.get_dict_file() as file:
        counts, total = jieba.dt.gen_pfdict(file)
    assert language._dictionary() == ({word: count for word, count in counts.items() if count}, total)
    costs, _ = language._words()
    assert costs.keys() == counts.keys()
    assert {word for word, cost in costs.items() if math.isinf(cost)} == {word for word, count in counts.items() if not count}
