"""How a service is set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..rdf.iris import BASE


@dataclass(frozen=True, slots=True)
class Settings:
    """A service over the build in ``folder``. ``seconds``, ``rows`` and ``size`` (bytes) limit an answer, ``request`` the bytes of a request.

    ``token`` allows updates to whoever has it; ``origins`` are the sites whose pages may read answers, ``*`` for all; ``hosts`` the names
    under which the service is called besides this machine's own.
    """

    folder: Path
    base: str = BASE
    seconds: int = 30
    rows: int = 1_000_000
    size: int = 256_000_000
    request: int = 10_000_000
    token: str = ""
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    workers: int | None = None
