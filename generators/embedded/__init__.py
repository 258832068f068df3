"""The generator on a fresh machine: a procedural painter, numpy and Pillow only."""

from generators.embedded.painter import Paper

__all__ = ["Paper"]
