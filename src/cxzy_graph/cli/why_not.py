"""``cxzy-graph why-not``: what was seen in a sentence, what each source proposed, and why that became no fact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..language import say
from .console import stop


def why_not_verb(sentence: str, about: str | None, as_json: bool) -> None:
    from ..curating.proposing import proposed
    from ..model import Report
    from ..reading import Unreadable, read

    try:
        report = read(Path(sentence)) if _is_file(sentence) else Report("sentence", "sentence", sentence)
    except (Unreadable, OSError) as wrong:
        stop(f"{sentence}: {wrong}")
    seen = proposed(report, about)
    if as_json:
        click.echo(json.dumps(seen.as_json(), ensure_ascii=False, indent=1))
        return
    _tell(say("组织", "whose report"), [seen.about or say("看不出", "cannot be told")])
    _tell(say("识别", "recognised"), [f"{kind} {text}" for kind, text in seen.mentions])
    _tell(say("事实", "facts"), [f"{one.line}  [{one.source}]" for one in seen.stated])
    _tell(say("未采用", "rejected"), [f"{one.line}  [{one.source}] {one.reason}" for one in seen.rejected])
    _tell(say("读者所见", "what the reader sees"), [f"{p:.2f}  {link}: {first} → {second}" for link, first, second, p in seen.ties])


def _is_file(given: str) -> bool:
    try:
        return Path(given).is_file()
    except (OSError, ValueError):  # longer than a name may be, or with a character that none may have: a sentence
        return False


def _tell(head: str, lines: list[Any]) -> None:
    click.secho(head, bold=True)
    for line in lines or [say("无", "nothing")]:
        click.echo(f"  {line}")
