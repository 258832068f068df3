"""Writes the signature header: httpsig's words, and our own way to sign them."""

from activitypub.keys import PrivateKey
from activitypub.signatures.httpsig_parts import HeaderSigner, build_signature_template


class RequestSigner(HeaderSigner):  # type: ignore[misc]
    """httpsig's signer with a key object of `cryptography`: it neither parses nor computes slowly."""

    def __init__(self, key_id: str, key: PrivateKey, headers: list[str]) -> None:
        self._rsa = key
        self.headers = headers
        self.sign_header = "signature"
        escaped = key_id.replace("%", "%%")  # the template is filled in with `%`
        self.signature_template = build_signature_template(escaped, "rsa-sha256", headers, "signature")

    def _sign_rsa(self, data: str | bytes) -> bytes:
        """The one primitive that differs."""
        return self._rsa.sign(data if isinstance(data, bytes) else data.encode("ascii"))
