"""cxzy-graph."""
