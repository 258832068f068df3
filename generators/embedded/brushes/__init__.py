"""Colour, line, paper and technique: what any picture is made with."""
