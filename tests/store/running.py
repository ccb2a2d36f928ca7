"""What tests of a running graph write into it."""

from __future__ import annotations

G = "http://test/g"
GOALS = """@prefix insek: <https://w3id.org/insek/ns#> .
<stadt/ziel/1> a insek:Leitziel ; insek:anteil 12.50 ; insek:nummer 0012 .
<stadt/ziel/2> a insek:Leitziel ; insek:unterzielVon [ insek:nummer 1 ] .
"""
