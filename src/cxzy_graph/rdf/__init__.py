"""Facts as RDF: the only mint of IRIs, the writer of quads, the store, the shapes."""
