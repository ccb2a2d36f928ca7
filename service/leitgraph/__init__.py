"""Leitgraph: a knowledge graph of goals, money, units and decisions of German cities."""

__version__ = "0.1.0"
