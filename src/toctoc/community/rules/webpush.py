"""Messages to browsers through a push service: encrypted for the browser alone (RFC 8291), signed for the service.

The service learns which server sends to which browser and when, and nothing of what is said.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from toctoc.kernel.errors import Invalid

CURVE = ec.SECP256R1()
POINT, SECRET, SALT = 65, 16, 16
# One record holds everything; its size is what RFC 8291 takes in its example.
RECORD = 4096
# Every message is as long as any other, so that its length tells nothing.
PADDED = 128
# The same for apps, which are told more.
PADDED_FOR_APPS = 768
LONGEST_ENDPOINT = 1_000
# RFC 8292: at most a day.
SIGNED_FOR = 12 * 3600


@dataclass(frozen=True, slots=True)
class Browser:
    """Where to send, and for whom to encrypt: what a browser's subscription says."""

    endpoint: str
    key: bytes
    secret: bytes


def browser_in(endpoint: str, key: str, secret: str) -> Browser:
    """Read a subscription as a browser gives it; raise :class:`Invalid` for what is none."""
    try:
        point, shared = unpacked(key), unpacked(secret)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except ValueError:
        raise _no_subscription() from None
    if len(point) != POINT or len(shared) != SECRET or not _may_be_asked(endpoint):
        raise _no_subscription()
    return Browser(endpoint, point, shared)


def _no_subscription() -> Invalid:
    return Invalid("Ce navigateur n’a pas donné d’adresse où l’alerter. Réessayez.", field="endpoint")


def _may_be_asked(endpoint: str) -> bool:
    """Tell whether an address is that of a push service by its form: where it leads is asked when it is used."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    is_plain = endpoint.isascii() and endpoint.isprintable() and len(endpoint) <= LONGEST_ENDPOINT
    has_name = bool(parts.hostname) and "@" not in parts.netloc and port in {None, 443}
    return is_plain and parts.scheme == "https" and has_name and not parts.fragment


def padded(payload: bytes, length: int = PADDED) -> bytes:
    """Return the one record of a message: a mark of its end, then zeros up to the common length."""
    return payload + b"\x02" + bytes(max(0, length - len(payload)))


def encrypted(record: bytes, browser: Browser, *, salt: bytes, own: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the body of a message (``aes128gcm``, RFC 8188) with a salt and a key that no other message has."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser.key)
    point = public_point(own)
    both = b"WebPush: info\0" + browser.key + point
    shared = _derived(own.exchange(ec.ECDH(), theirs), browser.secret, both, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + len(point).to_bytes(1, "big") + point
    return head + AESGCM(key).encrypt(nonce, record, None)


def encrypted_before(payload: bytes, browser: Browser, *, salt: bytes, own: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the body of a message in the coding before the standard (``aesgcm``, draft-ietf-webpush-encryption-04).

    Apps that know no other read the salt and the point in headers (:func:`headers_before`). Padding stands first.
    """
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser.key)
    point = public_point(own)
    shared = _derived(own.exchange(ec.ECDH(), theirs), browser.secret, b"Content-Encoding: auth\0", 32)
    both = b"P-256\0" + b"".join(len(each).to_bytes(2, "big") + each for each in (browser.key, point))
    key = _derived(shared, salt, b"Content-Encoding: aesgcm\0" + both, 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0" + both, 12)
    length = max(0, PADDED_FOR_APPS - len(payload))
    return AESGCM(key).encrypt(nonce, length.to_bytes(2, "big") + bytes(length) + payload, None)


def headers_before(signed: str, salt: bytes, own: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """Return the headers of that coding; ``signed`` is what :func:`authorization` gave."""
    token, _, known_as = signed.removeprefix("vapid t=").partition(", k=")
    return {
        "Authorization": f"WebPush {token}",
        "Content-Encoding": "aesgcm",
        "Encryption": f"salt={packed(salt)}",
        "Crypto-Key": f"dh={packed(public_point(own))};p256ecdsa={known_as}",
    }


def _derived(secret: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    return HKDF(SHA256(), size, salt, info).derive(secret)


def authorization(endpoint: str, subject: str, own: ec.EllipticCurvePrivateKey, now: int) -> str:
    """Return the header that says who sends (VAPID, RFC 8292); ``subject`` is where the sender is reached."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now + SIGNED_FOR, "sub": subject}
    signed = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    one, other = decode_dss_signature(own.sign(signed.encode(), ec.ECDSA(SHA256())))
    signature = packed(one.to_bytes(32, "big") + other.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={packed(public_point(own))}"


def new_key() -> ec.EllipticCurvePrivateKey:
    """Return a fresh private key."""
    return ec.generate_private_key(CURVE)


def key_from(number: int) -> ec.EllipticCurvePrivateKey:
    """Return the private key that a number is."""
    return ec.derive_private_key(number, CURVE)


def public_point(own: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the uncompressed public point of a key."""
    return own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def packed(raw: bytes) -> str:
    """Return bytes in base64url without padding, as every part of Web Push has them."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def unpacked(text: str) -> bytes:
    """Return what :func:`packed` gave, padded or not; raise :class:`ValueError`."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def _json(value: object) -> str:
    return packed(json.dumps(value, separators=(",", ":")).encode())
