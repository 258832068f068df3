"""The two parts of `httpsig` that are sound: string builder and signer base.

Its verifier takes the algorithm from the stranger's header and accepts an HMAC keyed with the
*public* key, so it is never imported. Its package front page asks for `pkg_resources`, which
current setuptools no longer carry; the two modules we need do not, so they are opened without it.
"""

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from typing import cast

SPEC = cast(ModuleSpec, find_spec("httpsig"))
sys.modules.setdefault("httpsig", module_from_spec(SPEC))

from httpsig.sign import HeaderSigner  # noqa: E402
from httpsig.utils import build_signature_template, generate_message  # noqa: E402

__all__ = ["HeaderSigner", "build_signature_template", "generate_message"]
