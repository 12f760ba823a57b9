"""Grants: who may open which columns."""

import datetime
import os
from dataclasses import dataclass
from typing import Any

from .checked import (
    Object,
    Refused,
    base64_bytes,
    date,
    field,
    hexadecimal,
    of_type,
    only_field,
    parse_json,
    to_base64,
    write_json,
)
from .keys import Identity, Recipient
from .manifest import Manifest
from .primitives import KEMS, TAG, Cost, open_once, seal_once, sha256, sign, verify
from .stream import column_key

TYPE = "lazaret/grant/v1"
LONGEST_PURPOSE = 1000
# Each costs every reader a derivation.
MOST_TO_PASSPHRASES = 8

# A recipient and the KEM, or a passphrase and its cost.
To = tuple[Recipient, str] | tuple[str, Cost]


@dataclass(frozen=True)
class ToRecipient:
    fingerprint: bytes
    kem: str


@dataclass(frozen=True)
class ToPassphrase:
    cost: Cost
    salt: bytes


@dataclass(frozen=True)
class Grant:
    to: ToRecipient | ToPassphrase
    columns: list[int] | None
    purpose: str | None
    issued: datetime.date
    expires: datetime.date | None
    hash: bytes
    encapsulated: bytes
    sealed: bytes

    def over(self, today: datetime.date) -> bool:
        return self.expires is not None and today > self.expires

    def open(self, unlock: Identity | str) -> list[bytes] | None:
        """What an identity or a passphrase finds sealed; nothing, if the grant is not for it."""
        secret = None
        if isinstance(self.to, ToPassphrase) and isinstance(unlock, str):
            secret = open_once(self.to.cost.key(unlock, self.to.salt), self.sealed, info(self.hash))
        elif isinstance(self.to, ToRecipient) and isinstance(unlock, Identity):
            if self.to.fingerprint == unlock.fingerprint:
                private = unlock.private(self.to.kem)
                secret = KEMS[self.to.kem].open(private, self.encapsulated, self.sealed, info(self.hash))
                if secret is None:
                    raise Refused("a grant is for this identity, and does not open with its key")
        return [secret[at : at + 32] for at in range(0, len(secret), 32)] if secret is not None else None

    def column_keys(self, secrets: list[bytes], manifest: Manifest) -> dict[int, bytes]:
        if self.columns is None:
            return {i: column_key(secrets[0], manifest.data_set, i) for i in range(len(manifest.columns))}
        return dict(zip(self.columns, secrets, strict=True))


def info(hash_: bytes) -> bytes:
    return b"lazaret/v1/grant\0" + hash_


def signed(hash_: bytes, encapsulated: bytes, sealed: bytes) -> bytes:
    return b"lazaret/v1/grant-signature\0" + hash_ + encapsulated + sealed


def parse(text: bytes, manifest: Manifest) -> Grant:
    """A grant that the manifest's owner signed, for this manifest."""
    outer = parse_json(text)
    body_text = field(outer, "body", str).encode("utf-8")
    hash_, encapsulated, sealed = sha256(body_text), base64_bytes(outer, "encapsulated"), base64_bytes(outer, "sealed")
    verify(manifest.owner, base64_bytes(outer, "signature", 64), signed(hash_, encapsulated, sealed), "a grant")
    body = of_type(body_text, TYPE)
    if hexadecimal(body.get("manifest"), 32) != manifest.hash:
        raise Refused("a grant is for another manifest")
    columns = field(body, "columns", list) if body.has("columns") else None
    if columns is not None:
        ascending = all(type(i) is int for i in columns) and columns == sorted(set(columns))
        if not (columns and ascending and 0 <= columns[0] and columns[-1] < len(manifest.columns)):
            raise Refused("a grant is for columns that there are not, or not in their order")
    purpose = field(body, "purpose", str) if body.has("purpose") else None
    if purpose is not None and len(purpose.encode("utf-8")) > LONGEST_PURPOSE:
        raise Refused("a grant's purpose is too long")
    to = _to(field(body, "to", Object))
    lengths = (KEMS[to.kem].encapsulated_length if isinstance(to, ToRecipient) else 0), 32 * len(columns or [0]) + TAG
    if (len(encapsulated), len(sealed)) != lengths:
        raise Refused("a grant's keys are not as long as they must be")
    expires = date(body, "expires") if body.has("expires") else None
    return Grant(to, columns, purpose, date(body, "issued"), expires, hash_, encapsulated, sealed)


def _to(value: Object) -> ToRecipient | ToPassphrase:
    name, to = only_field(value, "recipient", "passphrase")
    if name == "recipient":
        kem = field(to, "kem", str)
        if kem not in KEMS:
            raise Refused("a grant has a KEM that is not known")
        return ToRecipient(hexadecimal(to.get("fingerprint"), 32), kem)
    return ToPassphrase(Cost.parse(to), base64_bytes(to, "salt", 16))


@dataclass(frozen=True)
class Terms:
    """What a grant is about, apart from whom it is for."""

    columns: list[int] | None = None
    purpose: str | None = None
    issued: datetime.date = datetime.date(2026, 11, 25)
    expires: datetime.date | None = None


def write(manifest: Manifest, seed: bytes, data_set_key: bytes, to: To, terms: Terms) -> bytes:
    """A grant to a recipient under one of its keys, or to a passphrase at a cost."""
    body: dict[str, Any] = {"type": TYPE, "manifest": manifest.hash.hex()}
    if terms.columns is None:
        secret = data_set_key
    else:
        body["columns"] = terms.columns
        secret = b"".join(column_key(data_set_key, manifest.data_set, i) for i in terms.columns)
    salt = os.urandom(16)
    if isinstance(to[0], Recipient):
        body["to"] = {"recipient": {"fingerprint": to[0].fingerprint.hex(), "kem": to[1]}}
    else:
        body["to"] = {"passphrase": vars(to[1]) | {"salt": to_base64(salt)}}
    if terms.purpose is not None:
        body["purpose"] = terms.purpose
    body["issued"] = terms.issued.isoformat()
    if terms.expires is not None:
        body["expires"] = terms.expires.isoformat()
    text = write_json(body)
    hash_ = sha256(text)
    if isinstance(to[0], Recipient):
        encapsulated, sealed = KEMS[to[1]].seal(to[0].public(to[1]), secret, info(hash_))
    else:
        encapsulated, sealed = b"", seal_once(to[1].key(to[0], salt), secret, info(hash_))
    return write_json(
        {
            "body": text.decode("utf-8"),
            "encapsulated": to_base64(encapsulated),
            "sealed": to_base64(sealed),
            "signature": to_base64(sign(seed, signed(hash_, encapsulated, sealed))),
        }
    )
