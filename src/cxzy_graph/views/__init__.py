"""Edges and pages derived from facts: NetworkX, the offline page, what `show` prints."""
