"""How a service is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..rdf.iris import BASE
from .worker import Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """A service over the build in ``folder``; ``request`` limits the bytes of a request.

    ``token`` allows updates to whoever has it; ``origins`` are the sites whose pages may read answers, ``*`` for all.
    """

    folder: Path
    base: str = BASE
    limits: Limits = field(default_factory=Limits)
    request: int = 10_000_000
    token: str = ""
    origins: tuple[str, ...] = ()
    workers: int | None = None
