"""Named queries on small data of their own, their parameters, and files that are not sound."""
