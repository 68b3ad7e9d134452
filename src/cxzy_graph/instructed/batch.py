"""Requests carried to a server on foot, and answers carried back: JSON lines in the form of OpenAI's batches, which others read too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..language import say
from .answers import Answer, BadAnswers, Wanted


def lines(wanted: Iterable[Wanted]) -> Iterator[str]:
    """A line for each request; its ``custom_id`` is the key that the answer is kept under.

    >>> next(lines([Wanted("k", {"model": "m"})]))
    '{"custom_id": "k", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "m"}}\\n'
    """
    for one in wanted:
        said = {"custom_id": one.key, "method": "POST", "url": "/v1/chat/completions", "body": one.body}
        yield json.dumps(said, ensure_ascii=False) + "\n"


def read(path: Path) -> Iterator[Answer | str]:
    """The answers in a file that came back; of a line that holds none, what is wrong with it. Raises `BadAnswers` where no line is JSON."""
    fine = 0
    wrong = []
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                said = json.loads(line)
                one = answer(str(said["custom_id"]), said.get("response", {}).get("body", {}))
            except (ValueError, TypeError, KeyError, AttributeError):
                wrong.append(say(f"{path} 第 {number} 行不是回答", f"{path}, line {number}: no answer"))
                continue
            fine += 1
            told = said.get("error") or said.get("response", {}).get("body", {}).get("error") or say("没有内容", "nothing in it")
            yield one if one is not None else say(f"{path} 第 {number} 行：{told}", f"{path}, line {number}: {told}")
    if wrong and not fine:
        raise BadAnswers(
            say(
                f"{path} 不是批处理的回答：每行应为 {{'custom_id': …, 'response': …}}",
                f"{path} holds no answers of a batch: each line wants {{'custom_id': …, 'response': …}}",
            )
        )
    yield from wrong


def answer(key: str, said: Any) -> Answer | None:
    """The answer in a server's chat completion; None where it holds none."""
    try:
        content = said["choices"][0]["message"]["content"]
    except (TypeError, KeyError, IndexError):
        return None
    if not isinstance(content, str) or not content.strip():
        return None
    usage = said.get("usage") if isinstance(said.get("usage"), dict) else {}
    read_, written = (usage.get(name) for name in ("prompt_tokens", "completion_tokens"))
    return Answer(
        key, str(said.get("model") or ""), content, read_ if isinstance(read_, int) else 0, written if isinstance(written, int) else 0
    )
