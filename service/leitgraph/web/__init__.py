"""The web face: SPARQL, graph store, named queries, checks and pages over HTTP."""
