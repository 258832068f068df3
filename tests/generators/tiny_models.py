"""Real pipelines of diffusers with random weights, built from configs: small enough for a test, offline."""

from pathlib import Path

import diffusers
import torch
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.trainers import UnigramTrainer
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    T5Config,
    T5EncoderModel,
    T5TokenizerFast,
)

CAPTIONS = ["a fox in the snow", "a red house by the sea", "mountains at night, ink on paper"]
UNET = {
    "sample_size": 16,
    "in_channels": 4,
    "out_channels": 4,
    "layers_per_block": 1,
    "block_out_channels": (16, 32),
    "norm_num_groups": 8,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
}


def _alphabet() -> list[str]:
    """The printable stand-ins that byte-level tokenizers use for the 256 bytes."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return [chr(byte) for byte in shown] + [chr(256 + number) for number in range(256 - len(shown))]


def clip_tokenizer() -> CLIPTokenizer:
    pieces = [*_alphabet(), *(each + "</w>" for each in _alphabet()), "<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(vocab={piece: i for i, piece in enumerate(pieces)}, merges=[], model_max_length=77)


def t5_tokenizer() -> T5TokenizerFast:
    trained = Tokenizer(Unigram())
    trainer = UnigramTrainer(vocab_size=64, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>")
    trained.train_from_iterator(CAPTIONS, trainer)
    pieces = sorted(trained.get_vocab().items(), key=lambda each: each[1])
    return T5TokenizerFast(vocab=[(piece, -float(i)) for piece, i in pieces], extra_ids=0, model_max_length=64)


def clip_config(**more) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=514,
        hidden_size=32,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=2,
        projection_dim=32,
        bos_token_id=512,
        eos_token_id=513,
        pad_token_id=513,
        **more,
    )


def autoencoder(channels: int, **more) -> diffusers.AutoencoderKL:
    return diffusers.AutoencoderKL(
        block_out_channels=(16, 32),
        down_block_types=("DownEncoderBlock2D", "DownEncoderBlock2D"),
        up_block_types=("UpDecoderBlock2D", "UpDecoderBlock2D"),
        latent_channels=channels,
        norm_num_groups=8,
        sample_size=32,
        **more,
    )


def stable_diffusion(folder: Path) -> None:
    torch.manual_seed(0)
    diffusers.StableDiffusionPipeline(
        unet=diffusers.UNet2DConditionModel(**UNET, cross_attention_dim=32),
        vae=autoencoder(4),
        text_encoder=CLIPTextModel(clip_config()),
        tokenizer=clip_tokenizer(),
        scheduler=diffusers.DDIMScheduler(steps_offset=1, clip_sample=False),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)


def stable_diffusion_xl(folder: Path) -> None:
    torch.manual_seed(0)
    unet = diffusers.UNet2DConditionModel(
        **UNET,
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 2),
        projection_class_embeddings_input_dim=80,
        cross_attention_dim=64,
    )
    diffusers.StableDiffusionXLPipeline(
        unet=unet,
        vae=autoencoder(4),
        text_encoder=CLIPTextModel(clip_config()),
        text_encoder_2=CLIPTextModelWithProjection(clip_config()),
        tokenizer=clip_tokenizer(),
        tokenizer_2=clip_tokenizer(),
        scheduler=diffusers.EulerDiscreteScheduler(timestep_spacing="leading"),
    ).save_pretrained(folder)


def flux(folder: Path) -> None:
    torch.manual_seed(0)
    vae = autoencoder(1, use_quant_conv=False, use_post_quant_conv=False)
    vae.register_to_config(shift_factor=0.0609, scaling_factor=1.5035)
    transformer = diffusers.FluxTransformer2DModel(
        patch_size=1,
        in_channels=4,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=32,
        pooled_projection_dim=32,
        axes_dims_rope=(4, 4, 8),
    )
    tokenizer = t5_tokenizer()
    t5 = T5Config(vocab_size=len(tokenizer), d_model=32, d_ff=37, d_kv=8, num_heads=4, num_layers=2)
    diffusers.FluxPipeline(
        transformer=transformer,
        vae=vae,
        text_encoder=CLIPTextModel(clip_config()),
        text_encoder_2=T5EncoderModel(t5),
        tokenizer=clip_tokenizer(),
        tokenizer_2=tokenizer,
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(),
    ).save_pretrained(folder)


MODELS = {"sd": stable_diffusion, "sdxl": stable_diffusion_xl, "flux": flux}
