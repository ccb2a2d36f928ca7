"""Full-text search over what a city names: goals, units, areas, projects, products, papers."""
