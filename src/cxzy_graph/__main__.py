"""``python -m cxzy_graph``."""

from .cli import main

main()
