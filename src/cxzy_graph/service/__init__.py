"""The SPARQL service: a graph over HTTP, read by any client (SPARQL 1.1 Protocol, Graph Store Protocol, linked data)."""
