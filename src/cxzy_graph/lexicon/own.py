"""Words that the user adds: posts, callings, honours, bodies and other names of bodies, as plain TOML.

posts = ["特约信息员"]
occupations = ["茶艺师"]
honours = ["金烛奖"]
bodies = ["江州书画研究社"]

[aliases]
"江州民进" = "民进江州市委会"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..language import say

LISTS = ("posts", "occupations", "honours", "bodies")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·（）()“”]{2,40}")


class BadLexicon(ValueError):
    """A lexicon that cannot be used; the message names the file, the entry and what is wanted."""


@dataclass(frozen=True, slots=True)
class OwnLexicon:
    """The words of a user, sorted; ``aliases`` are pairs of another name and the canonical one."""

    posts: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> list[str]:
        """Every word that is looked for."""
        return [*self.posts, *self.occupations, *self.honours, *self.bodies, *(other for other, _ in self.aliases)]


_current = OwnLexicon()


def current() -> OwnLexicon:
    """The words in use; none unless a build was given some."""
    return _current


@contextmanager
def using(own: OwnLexicon) -> Iterator[None]:
    """Takes in a user's words for a while.

    >>> with using(OwnLexicon(posts=("信息员",))):
    ...     current().posts
    ('信息员',)
    >>> current().posts
    ()
    """
    global _current
    before, _current = _current, own
    try:
        yield
    finally:
        _current = before


def load(folder: Path) -> OwnLexicon:
    """The words of all .toml files in a folder, or of one file.

    Raises `BadLexicon` for a file that is no TOML, a key or a word that is not wanted, or two meanings of one alias.
    """
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else [folder]
    if not paths:
        raise BadLexicon(say(f"{folder} 里没有 .toml 词表", f"there is no .toml lexicon in {folder}"))
    lists: dict[str, dict[str, None]] = {name: {} for name in LISTS}
    aliases: dict[str, str] = {}
    for path in paths:
        for key, said in _table(path).items():
            if key == "aliases":
                _aliases(path, said, aliases)
            elif key in LISTS:
                lists[key].update(dict.fromkeys(_words(path, key, said)))
            else:
                known = "、".join((*LISTS, "aliases"))
                raise BadLexicon(say(f"{path.name}: 没有“{key}”这一项，可用 {known}", f"{path.name}: {key} is none of {known}"))
    posts, occupations, honours, bodies = (tuple(sorted(lists[name])) for name in LISTS)
    return OwnLexicon(posts, occupations, honours, bodies, tuple(sorted(aliases.items())))


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadLexicon(say(f"{path.name}: 读不出（{wrong}）", f"{path.name}: cannot be read ({wrong})")) from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise BadLexicon(say(f"{path.name}: 不是 TOML（{wrong}）", f"{path.name}: no TOML ({wrong})")) from wrong


def _words(path: Path, key: str, said: Any) -> list[str]:
    if not isinstance(said, list):
        raise BadLexicon(say(f"{path.name}: {key} 应是列表", f"{path.name}: {key} wants a list"))
    for word in said:
        _check(path, key, word)
    return said


def _aliases(path: Path, said: Any, found: dict[str, str]) -> None:
    if not isinstance(said, dict):
        raise BadLexicon(say(f"{path.name}: aliases 应是 别称 = 正式名称", f"{path.name}: aliases wants OTHER = CANONICAL"))
    for other, name in said.items():
        _check(path, "aliases", other)
        _check(path, "aliases", name)
        if found.setdefault(other, name) != name:
            raise BadLexicon(
                say(
                    f"{path.name}: “{other}”有两个意思：{found[other]}、{name}",
                    f"{path.name}: {other} means both {found[other]} and {name}",
                )
            )


def _check(path: Path, key: str, word: Any) -> None:
    if not isinstance(word, str) or not _WORD.fullmatch(word):
        raise BadLexicon(
            say(
                f"{path.name}: {key} 里的 {word!r} 应是 2–40 个汉字、字母或数字",
                f"{path.name}: {word!r} in {key} wants 2 to 40 characters, digits or letters",
            )
        )


def hits(own: OwnLexicon, texts: Iterator[tuple[str, str]]) -> dict[str, int]:
    """How often each of a user's words was used, of pairs of a kind (POST, OCCUPATION, ORG, HONOUR) and the words read as one.

    >>> hits(OwnLexicon(posts=("信息员",)), iter([("POST", "特约信息员"), ("POST", "主委")]))
    {'信息员': 1}
    """
    kinds = {"POST": own.posts, "OCCUPATION": own.occupations, "HONOUR": own.honours, "ORG": (*own.bodies, *(o for o, _ in own.aliases))}
    counts: dict[str, int] = {}
    for kind, said in texts:
        for word in kinds.get(kind, ()):
            if word == said or (kind != "ORG" and word in said):
                counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items()))
