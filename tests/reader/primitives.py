"""The primitives that docs/format.md names, as the package `cryptography` gives them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from .checked import Object, Refused, number

TAG = 16
# The one use of a key needs no other nonce.
ONLY_NONCE = bytes(12)


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def hkdf(secret: bytes, info: bytes) -> bytes:
    """HKDF-SHA-256 without salt, 32 bytes."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(secret)


def hkdf_expand(key: bytes, info: bytes) -> bytes:
    """HKDF-Expand-SHA-256, 32 bytes."""
    return HKDFExpand(algorithm=hashes.SHA256(), length=32, info=info).derive(key)


def seal_once(key: bytes, message: bytes, associated: bytes) -> bytes:
    """AES-256-GCM under a key that seals nothing else."""
    return AESGCM(key).encrypt(ONLY_NONCE, message, associated)


def open_once(key: bytes, sealed: bytes, associated: bytes) -> bytes | None:
    """What `seal_once` sealed; nothing, if it was not under this key."""
    try:
        return AESGCM(key).decrypt(ONLY_NONCE, sealed, associated)
    except InvalidTag:
        return None


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs."""

    memory_kib: int
    iterations: int
    parallelism: int

    def key(self, passphrase: str, salt: bytes) -> bytes:
        derivation = Argon2id(
            salt=salt, length=32, iterations=self.iterations, lanes=self.parallelism, memory_cost=self.memory_kib
        )
        return derivation.derive(passphrase.encode("utf-8"))

    @classmethod
    def parse(cls, value: Object) -> "Cost":
        """The cost that a file names, within the limits that readers keep."""
        parallelism = number(value, "parallelism", 1, 16)
        memory = number(value, "memory_kib", 8 * parallelism, 1 << 20)
        return cls(memory, number(value, "iterations", 1, 64), parallelism)


def sign(seed: bytes, message: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def ed25519_public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def verify(public: bytes, signature: bytes, message: bytes, what: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise Refused(f"{what} is not signed by its owner") from error


@dataclass(frozen=True)
class Kem:
    """A key encapsulation mechanism, with its private keys and public keys as bytes."""

    suite: hpke.Suite
    encapsulated_length: int
    private: Callable[[bytes], Any]
    public: Callable[[bytes], Any]
    public_of: Callable[[bytes], bytes]

    def seal(self, public: bytes, message: bytes, info: bytes) -> tuple[bytes, bytes]:
        """The encapsulated key and the ciphertext."""
        sealed = self.suite.encrypt(message, self.public(public), info)
        return sealed[: self.encapsulated_length], sealed[self.encapsulated_length :]

    def open(self, private: bytes, encapsulated: bytes, sealed: bytes, info: bytes) -> bytes | None:
        try:
            return self.suite.decrypt(encapsulated + sealed, self.private(private), info)
        except (InvalidTag, ValueError):
            return None


def x_wing_private(seed: bytes) -> hpke.MLKEM768X25519PrivateKey:
    """draft-connolly-cfrg-xwing-kem, section 5.2."""
    expanded = hashlib.shake_256(seed).digest(96)
    ml_kem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    return hpke.MLKEM768X25519PrivateKey(ml_kem, X25519PrivateKey.from_private_bytes(expanded[64:]))


def x_wing_public(public: bytes) -> hpke.MLKEM768X25519PublicKey:
    ml_kem, x25519 = public[:1184], public[1184:]
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(ml_kem), X25519PublicKey.from_public_bytes(x25519)
    )


def x_wing_public_of(seed: bytes) -> bytes:
    expanded = hashlib.shake_256(seed).digest(96)
    ml_kem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key()
    return ml_kem.public_bytes_raw() + x25519_public_of(expanded[64:])


def x25519_public_of(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _suite(kem: hpke.KEM) -> hpke.Suite:
    return hpke.Suite(kem, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


KEMS = {
    "x25519": Kem(
        _suite(hpke.KEM.X25519),
        32,
        X25519PrivateKey.from_private_bytes,
        X25519PublicKey.from_public_bytes,
        x25519_public_of,
    ),
    "x-wing": Kem(_suite(hpke.KEM.MLKEM768_X25519), 1120, x_wing_private, x_wing_public, x_wing_public_of),
}
