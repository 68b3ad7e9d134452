"""How a document came about: the verbs that say it, in one word each, whoever read them."""

from __future__ import annotations

HOW = {
    "制定出台": "制定", "制定": "制定", "制订": "制定", "出台": "制定", "拟定": "制定", "拟订": "制定", "建立": "制定", "起草": "制定", "新建": "制定", "新订": "制定", "订立": "制定",
    "印发": "下发", "下发": "下发", "发布": "下发", "颁布": "下发", "发出": "下发", "转发": "下发", "发放": "下发",
    "编印": "编印", "编发": "编印", "编辑": "编印", "编写": "编印", "编撰": "编印", "编纂": "编印", "出版": "编印", "汇编": "编印", "创办": "编印", "编辑出版": "编印", "刊印": "编印",
    "修订完善": "修订", "修订": "修订", "修改": "修订", "完善": "修订", "健全": "修订", "审议通过": "通过", "表决通过": "通过", "通过": "通过", "讨论通过": "通过",
}  # fmt: skip
"""The verbs of issuing, each with the word that stands for it in the graph (制定, 下发, 编印, 修订, 通过)."""


def how(verb: str) -> str:
    """The word of the graph for a verb; a verb that is not known stays as it is.

    >>> how("印发"), how("出台"), how("签署")
    ('下发', '制定', '签署')
    """
    return HOW.get(verb, verb)
