"""Identities and recipients: the secret and the public side of a person's keys."""

import os
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .checked import Object, Refused, base64_bytes, field, of_type, to_base64, write_json
from .primitives import KEMS, Cost, ed25519_public, hkdf, open_once, seal_once, sha256, sign, verify
from .words import words_of_bits

LONGEST_NAME = 200
MOST_UNLOCKERS = 16
RECIPIENT, IDENTITY = "lazaret/recipient/v1", "lazaret/identity/v1"


@dataclass(frozen=True)
class Recipient:
    name: str
    ed25519: bytes
    x25519: bytes
    x_wing: bytes

    @cached_property
    def fingerprint(self) -> bytes:
        return sha256(b"lazaret/v1/fingerprint\0" + self._keys)

    @property
    def words(self) -> list[str]:
        """The fingerprint as it is read aloud."""
        return words_of_bits(self.fingerprint, 8)

    def public(self, kem: str) -> bytes:
        return {"x25519": self.x25519, "x-wing": self.x_wing}[kem]

    @property
    def _keys(self) -> bytes:
        return self.ed25519 + self.x25519 + self.x_wing

    @property
    def signed(self) -> bytes:
        return b"lazaret/v1/recipient\0" + self._keys + self.name.encode("utf-8")


def parse_recipient(text: bytes) -> Recipient:
    return recipient_of(of_type(text, RECIPIENT))


def recipient_of(value: Object) -> Recipient:
    if value.get("type") != RECIPIENT:
        raise Refused(f"this is no {RECIPIENT}")
    lengths = {"ed25519": 32, "x25519": 32, "x_wing": 1216}
    public = {name: base64_bytes(value, name, length) for name, length in lengths.items()}
    name: str = field(value, "name", str)
    if len(name.encode()) > LONGEST_NAME or any(unicodedata.category(character) == "Cc" for character in name):
        raise Refused("the recipient has a name that is not one")
    recipient = Recipient(name, **public)
    verify(recipient.ed25519, base64_bytes(value, "signature", 64), recipient.signed, "the recipient")
    return recipient


@dataclass(frozen=True)
class Identity:
    root: bytes
    name: str = ""

    def _secret(self, info: str) -> bytes:
        return hkdf(self.root, f"lazaret/v1/{info}\0".encode())

    @cached_property
    def seed(self) -> bytes:
        """Of the Ed25519 key that signs."""
        return self._secret("ed25519")

    def private(self, kem: str) -> bytes:
        return self._secret(kem)

    @cached_property
    def recipient(self) -> Recipient:
        public = {kem: KEMS[kem].public_of(self.private(kem)) for kem in KEMS}
        return Recipient(self.name, ed25519_public(self.seed), public["x25519"], public["x-wing"])

    @property
    def fingerprint(self) -> bytes:
        return self.recipient.fingerprint

    def recipient_file(self) -> dict[str, Any]:
        recipient = self.recipient
        public = {"ed25519": recipient.ed25519, "x25519": recipient.x25519, "x_wing": recipient.x_wing}
        public["signature"] = sign(self.seed, recipient.signed)
        return {"type": RECIPIENT, "name": self.name} | {name: to_base64(value) for name, value in public.items()}

    def identity_file(self, passphrase: str, cost: Cost) -> bytes:
        """The identity under one passphrase."""
        salt = os.urandom(16)
        sealed = seal_once(cost.key(passphrase, salt), self.root, _unlocker(self.fingerprint))
        unlocker = {"passphrase": vars(cost) | {"salt": to_base64(salt), "sealed": to_base64(sealed)}}
        return write_json({"type": IDENTITY, "recipient": self.recipient_file(), "unlockers": [unlocker]})


def _unlocker(fingerprint: bytes) -> bytes:
    return b"lazaret/v1/unlocker\0" + fingerprint


def unlockers(value: Object) -> list[Any]:
    found: list[Any] = field(value, "unlockers", list)
    if len(found) > MOST_UNLOCKERS:
        raise Refused(f"the identity has {len(found)} unlockers")
    return found


def unlock(text: bytes, passphrase: str) -> Identity:
    """The identity of a file, by whichever of its passphrases this is."""
    value = of_type(text, IDENTITY)
    recipient = recipient_of(field(value, "recipient", Object))
    for unlocker in unlockers(value):
        if not isinstance(unlocker, Object) or not unlocker.has("passphrase"):
            continue
        with_passphrase = field(unlocker, "passphrase", Object)
        cost, salt = Cost.parse(with_passphrase), base64_bytes(with_passphrase, "salt", 16)
        sealed = base64_bytes(with_passphrase, "sealed", 48)
        root = open_once(cost.key(passphrase, salt), sealed, _unlocker(recipient.fingerprint))
        if root is not None:
            identity = Identity(root, recipient.name)
            if identity.recipient != recipient:
                raise Refused("the identity's keys are not those of its recipient")
            return identity
    raise Refused("no unlocker of the identity takes this passphrase")


def unlock_with_passkey(text: bytes, output: bytes) -> Identity:
    """The identity of a file, by what WebAuthn's `prf` gave for the salt of its first passkey."""
    value = of_type(text, IDENTITY)
    recipient = recipient_of(field(value, "recipient", Object))
    for unlocker in unlockers(value):
        if isinstance(unlocker, Object) and unlocker.has("passkey"):
            sealed = base64_bytes(field(unlocker, "passkey", Object), "sealed", 48)
            root = open_once(hkdf(output, b"lazaret/v1/passkey\0"), sealed, _unlocker(recipient.fingerprint))
            if root is not None:
                return Identity(root, recipient.name)
    raise Refused("no unlocker of the identity takes this passkey")
