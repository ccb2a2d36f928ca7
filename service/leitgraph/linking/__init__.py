"""Names in a text, linked to the things of the graph that bear them."""
