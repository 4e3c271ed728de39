"""Links: made from the server's key, so that rows need hold nothing that opens one."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from toctoc.people.services.keys import digest_of

# 43 characters of base64 carry the 256 bits of the digest.
LENGTH = 43


def token_of(batch_id: int, place: int) -> str:
    """Return the secret of one link of a batch; the link for all is number 0.

    It follows from the key (HMAC-SHA-256, RFC 2104): the institution may read its own link again as long as it is open,
    and a letter that is sent twice says the same.
    """
    return urlsafe_b64encode(digest_of("employer links", f"{batch_id}.{place}")).decode().rstrip("=")


def digest_of_token(token: str) -> bytes:
    """Return what stands for a link in rows."""
    return digest_of("employer invitations", token[: LENGTH + 1])
