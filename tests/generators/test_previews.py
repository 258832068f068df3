"""Previews show what the latents hold: checked with an autoencoder simple enough to know the right answer."""

import io
from types import SimpleNamespace

import pytest

pytest.importorskip("torch", reason="torch is not installed: pip install 'fediai[diffusers]'")

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from PIL import Image

from generators.contract import Prompt
from generators.diffusers_local.previews import palette_of
from generators.diffusers_local.watching import Watcher

pytestmark = pytest.mark.filterwarnings("default")
COLOURS = torch.tensor([[0.8, -0.2, -0.6], [-0.5, 0.5, 0.9], [0.0, 0.0, 0.0], [1.0, 1.0, -1.0]])


class Mixer(torch.nn.Module):
    """Averages every 8×8 block and mixes its three colours into `channels` numbers."""

    def __init__(self, channels, shift=None):
        super().__init__()
        dice = torch.Generator().manual_seed(3)
        self.mix = torch.nn.Parameter(torch.randn(channels, 3, 1, 1, generator=dice))
        self.config = SimpleNamespace(block_out_channels=(1, 1, 1, 1), scaling_factor=0.2, shift_factor=shift)

    def encode(self, pictures):
        small = torch.nn.functional.avg_pool2d(pictures, 8)
        found = torch.nn.functional.conv2d(small, self.mix)
        return SimpleNamespace(latent_dist=SimpleNamespace(mode=lambda: found))

    def latents_of(self, picture):
        return (self.encode(picture).latent_dist.mode() - (self.config.shift_factor or 0)) * 0.2


def a_picture():
    """Four quarters of known colours, 64×64."""
    quarters = COLOURS.T.reshape(1, 3, 2, 2)
    return torch.nn.functional.interpolate(quarters, scale_factor=32.0)


def quarters_of(jpeg):
    shown = np.asarray(Image.open(io.BytesIO(jpeg)), dtype=float) / 127.5 - 1
    side = shown.shape[0]
    at = [side // 4, 3 * side // 4]
    return np.array([shown[row, column] for row in at for column in at])


@pytest.mark.parametrize(("channels", "shift"), [(4, None), (16, 0.1)])
@torch.inference_mode()
def test_colours_come_back_from_plain_latents(channels, shift):
    vae = Mixer(channels, shift)
    palette = palette_of(SimpleNamespace(vae=vae), channels)
    shown = quarters_of(palette.jpeg(vae.latents_of(a_picture())[0], (64, 64)))
    assert np.abs(shown - COLOURS.numpy()).max() < 0.12


@torch.inference_mode()
def test_colours_come_back_from_packed_latents():
    vae = Mixer(16)
    palette = palette_of(SimpleNamespace(vae=vae), 64)
    tokens = torch.nn.functional.pixel_unshuffle(vae.latents_of(a_picture()), 2)[0].flatten(1).T
    shown = quarters_of(palette.jpeg(tokens, (64, 64)))
    assert np.abs(shown - COLOURS.numpy()).max() < 0.12


def test_a_model_without_an_encoder_is_shown_by_a_guess():
    palette = palette_of(SimpleNamespace(vae=None), 8)
    assert palette.jpeg(torch.zeros(8, 4, 6), (48, 32)).startswith(b"\xff\xd8")


def test_two_steps_of_a_flow_point_at_the_picture():
    """The second preview already shows the clean picture, although the latents are mostly noise."""
    vae = Mixer(4)
    scheduler = FlowMatchEulerDiscreteScheduler()
    scheduler.set_timesteps(4)
    dice = torch.Generator().manual_seed(1)
    clean = vae.latents_of(a_picture()).detach()
    noise = torch.randn(clean.shape, generator=dice)
    pipeline = SimpleNamespace(vae=vae, scheduler=scheduler, num_timesteps=4)
    told = []
    watcher = Watcher([Prompt("", width=64, height=64)], lambda item: False, told.append)
    for step in (0, 1):
        sigma = scheduler.sigmas[step + 1]
        watcher._looked = 0.0
        watcher(pipeline, step, None, {"latents": (1 - sigma) * clean + sigma * noise})
    assert np.abs(quarters_of(told[-1].preview) - COLOURS.numpy()).max() < 0.12
