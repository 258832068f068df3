"""Keys as objects: read once, strong enough, and knowing whom they speak for."""

from activitypub.keys.private import PrivateKey, generate_ed25519, generate_rsa
from activitypub.keys.public import PublicKey, read_public_key

__all__ = ["PrivateKey", "PublicKey", "generate_ed25519", "generate_rsa", "read_public_key"]
