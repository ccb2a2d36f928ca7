"""Leitgraph: a knowledge graph of goals, money, units and decisions of German cities."""
