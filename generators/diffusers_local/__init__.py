"""Paints with any model that diffusers can load; the one room that may import torch, and only when asked."""

from generators.diffusers_local.painter import Diffusers

__all__ = ["Diffusers"]
