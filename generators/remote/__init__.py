"""Painters that run elsewhere already: Stable Diffusion web UIs, ComfyUI, and servers with OpenAI's images API."""

from generators.remote.comfyui import ComfyUI
from generators.remote.openai_images import OpenAIImages
from generators.remote.sdapi import Sdapi

__all__ = ["ComfyUI", "OpenAIImages", "Sdapi"]
