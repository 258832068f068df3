"""Painters that run elsewhere already: Stable Diffusion web UIs, and servers that speak OpenAI's images API."""

from generators.remote.openai_images import OpenAIImages
from generators.remote.sdapi import Sdapi

__all__ = ["OpenAIImages", "Sdapi"]
