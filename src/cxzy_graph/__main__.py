"""``python -m cxzy_graph``."""

from .cli.program import main

main()
