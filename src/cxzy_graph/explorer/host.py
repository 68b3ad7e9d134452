"""What the parts of an explorer ask of it: they are made by the explorer, and know no more of it than this."""

from __future__ import annotations

from typing import Protocol

from starlette.routing import BaseRoute

from ..service.answers import Answers
from ..service.settings import Settings
from ..views.searching import Index
from .gathering import Asking


class Host(Protocol):
    """An explorer as its parts see it."""

    settings: Settings
    answers: Answers
    asking: Asking

    async def index(self) -> Index:
        """The index of the graph as it is now."""

    def href(self, iri: str) -> str:
        """Where a thing's page is."""


class Part:
    """What an explorer may have beside what each has."""

    name = ""

    def routes(self) -> list[BaseRoute]:
        return []

    async def start(self) -> None:
        """Begins what goes on beside requests."""

    async def close(self) -> None:
        """Ends it."""
